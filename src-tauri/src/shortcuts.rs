//! Keys that work from anywhere: show or hide the strip, copy the favourite account's code.

use std::sync::{Mutex, MutexGuard, PoisonError};

use lingpai_app::Fault;
use lingpai_ipc::FaultCode;
use tauri::{AppHandle, Manager};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcutExt as _, Modifiers, Shortcut, ShortcutState};

use crate::{Shell, preferences, strip, window};

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Strip,
    Copy,
}

/// The shortcuts that are registered with the system.
#[derive(Default)]
pub(crate) struct Shortcuts(Mutex<Registered>);

#[derive(Default)]
struct Registered {
    keys: Vec<(Shortcut, Deed)>,
    /// The system is asked for keys only once the user wants some.
    plugged: bool,
}

impl Shortcuts {
    fn registered(&self) -> MutexGuard<'_, Registered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers these keys in place of those before. Where one cannot be had, those before stay.
    pub(crate) fn set(&self, app: &AppHandle, strip: Option<&str>, copy: Option<&str>) -> Result<(), FaultCode> {
        let wanted = [(strip, Deed::Strip), (copy, Deed::Copy)];
        let wanted = wanted.into_iter().filter_map(|(keys, deed)| Some((keys?, deed)));
        let wanted: Vec<_> = wanted.map(|(keys, deed)| Ok((parse(keys)?, deed))).collect::<Result<_, _>>()?;
        if let [(one, _), (other, _)] = &wanted[..]
            && one == other
        {
            return Err(FaultCode::ShortcutTaken);
        }
        let mut registered = self.registered();
        if wanted == registered.keys {
            return Ok(());
        }
        if !registered.plugged {
            let plugin = Builder::new().with_handler(|app, keys, event| {
                if event.state() == ShortcutState::Pressed {
                    pressed(app, keys);
                }
            });
            app.plugin(plugin.build()).map_err(|_| FaultCode::ShortcutTaken)?;
            registered.plugged = true;
        }
        let system = app.global_shortcut();
        let new: Vec<_> = wanted.iter().filter(|keys| !registered.keys.contains(keys)).collect();
        for (at, (keys, _)) in new.iter().enumerate() {
            // The same keys for another deed are there already.
            if registered.keys.iter().any(|(there, _)| there == keys) {
                continue;
            }
            if system.register(*keys).is_err() {
                for (keys, _) in &new[..at] {
                    system.unregister(*keys).ok();
                }
                return Err(FaultCode::ShortcutTaken);
            }
        }
        for (keys, _) in &registered.keys {
            if !wanted.iter().any(|(there, _)| there == keys) {
                // It fails where the system has forgotten them already.
                system.unregister(*keys).ok();
            }
        }
        registered.keys = wanted;
        Ok(())
    }

    fn deed(&self, keys: &Shortcut) -> Option<Deed> {
        self.registered().keys.iter().find(|(there, _)| there == keys).map(|(_, deed)| *deed)
    }
}

/// Keys as the user records them. Without a modifier, or with Shift alone, they would be taken from every text.
fn parse(keys: &str) -> Result<Shortcut, FaultCode> {
    let shortcut: Shortcut = keys.parse().map_err(|_| FaultCode::ShortcutRefused)?;
    let types_text = (shortcut.mods - Modifiers::SHIFT).is_empty();
    if types_text { Err(FaultCode::ShortcutRefused) } else { Ok(shortcut) }
}

fn pressed(app: &AppHandle, keys: &Shortcut) {
    let Some(deed) = app.state::<Shell>().shortcuts.deed(keys) else { return };
    let app = app.clone();
    // Off the window's thread, which a window is opened from and a vault is waited for on.
    tauri::async_runtime::spawn_blocking(move || match deed {
        // A window that cannot be opened leaves the main one.
        Deed::Strip => strip::toggle(&app).unwrap_or_else(|_| window::show_main(&app)),
        Deed::Copy => copy_favourite(&app),
    });
}

/// Copies the favourite's code; where its PIN is needed, the strip asks for it.
fn copy_favourite(app: &AppHandle) {
    let shell = app.state::<Shell>();
    let favourite = shell.lingpai.accounts().ok().and_then(|accounts| Some(strip::favourite(&accounts)?.id));
    let Some(favourite) = favourite else { return window::show_main(app) };
    let wish = preferences::copy_wish(&shell.lingpai);
    match shell.lingpai.copy(favourite, wish) {
        Ok(_) => {}
        Err(Fault::Closed) => window::show_main(app),
        Err(_) => {
            shell.strip.choose(favourite);
            window::tell(app, strip::STRIP, "accounts-changed");
            strip::show(app, true).unwrap_or_else(|_| window::show_main(app));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_need_a_modifier_and_a_name_that_is_known() {
        for keys in ["Ctrl+Alt+L", "Ctrl+F9", "Super+Digit1"] {
            assert!(parse(keys).is_ok(), "{keys}");
        }
        for keys in ["", "L", "Shift+L", "Ctrl", "Ctrl+", "Ctrl+Nothing"] {
            assert_eq!(parse(keys), Err(FaultCode::ShortcutRefused), "{keys}");
        }
    }
}
