//! Shortcuts that work in every program: show or hide the strip, copy the favourite account's code.

use std::sync::Arc;

use lingpai_api::contract::FaultCode;
use parking_lot::Mutex;
use tauri::AppHandle;
use tauri_plugin_global_shortcut::{Builder, GlobalShortcutExt as _, Modifiers, Shortcut, ShortcutState};

use crate::actions::Actions;

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Strip,
    Copy,
}

/// The shortcuts that are registered with the system.
pub(crate) struct Shortcuts {
    registered: Arc<Mutex<Registered>>,
    actions: Arc<Actions>,
}

#[derive(Default)]
struct Registered {
    keys: Vec<(Shortcut, Action)>,
    /// Whether the system's plugin is loaded. That happens only once the user sets a shortcut.
    plugged: bool,
}

impl Shortcuts {
    /// Makes a value without shortcuts.
    pub(crate) fn new(actions: Arc<Actions>) -> Self {
        Self { registered: Arc::default(), actions }
    }

    /// Registers these keys in place of the earlier ones. If one of them is taken, the earlier ones stay.
    pub(crate) fn set(&self, app: &AppHandle, strip: Option<&str>, copy: Option<&str>) -> Result<(), FaultCode> {
        let wanted = [(strip, Action::Strip), (copy, Action::Copy)];
        let wanted = wanted.into_iter().filter_map(|(keys, action)| Some((keys?, action)));
        let wanted: Vec<_> = wanted.map(|(keys, action)| Ok((parse(keys)?, action))).collect::<Result<_, _>>()?;
        if let [(one, _), (other, _)] = &wanted[..]
            && one == other
        {
            return Err(FaultCode::ShortcutTaken);
        }
        let mut registered = self.registered.lock();
        if wanted == registered.keys {
            return Ok(());
        }
        if !registered.plugged {
            self.plug(app)?;
            registered.plugged = true;
        }
        let system = app.global_shortcut();
        let new: Vec<_> = wanted.iter().filter(|keys| !registered.keys.contains(keys)).collect();
        for (at, (keys, _)) in new.iter().enumerate() {
            // The same keys are already registered for the other action.
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
                // This fails if the system has already dropped them.
                system.unregister(*keys).ok();
            }
        }
        registered.keys = wanted;
        Ok(())
    }

    /// Starts to listen for pressed keys.
    fn plug(&self, app: &AppHandle) -> Result<(), FaultCode> {
        let (registered, actions) = (Arc::clone(&self.registered), Arc::clone(&self.actions));
        let plugin = Builder::new().with_handler(move |_, keys, event| {
            if event.state() == ShortcutState::Pressed {
                let actions = Arc::clone(&actions);
                pressed(&registered, *keys, move |action| perform(&actions, action));
            }
        });
        app.plugin(plugin.build()).map_err(|_| FaultCode::ShortcutTaken)
    }
}

impl Registered {
    fn action(&self, keys: &Shortcut) -> Option<Action> {
        self.keys.iter().find(|(there, _)| there == keys).map(|(_, action)| *action)
    }
}

/// Reads keys as the user records them. Keys without a modifier, or with Shift alone, are refused: they are needed for
/// typing.
fn parse(keys: &str) -> Result<Shortcut, FaultCode> {
    let shortcut: Shortcut = keys.parse().map_err(|_| FaultCode::ShortcutRefused)?;
    let types_text = (shortcut.mods - Modifiers::SHIFT).is_empty();
    if types_text { Err(FaultCode::ShortcutRefused) } else { Ok(shortcut) }
}

/// Hands the action of pressed keys to `perform`, on a thread of its own.
///
/// On Windows and macOS this is called on the window's thread. [`Shortcuts::set`] waits for that thread while it holds the
/// keys, so the window's thread must not wait for them. An action waits for that thread too when it opens a window.
fn pressed(registered: &Arc<Mutex<Registered>>, keys: Shortcut, perform: impl FnOnce(Action) + Send + 'static) {
    let registered = Arc::clone(registered);
    tauri::async_runtime::spawn_blocking(move || {
        let action = registered.lock().action(&keys);
        if let Some(action) = action {
            perform(action);
        }
    });
}

fn perform(actions: &Actions, action: Action) {
    match action {
        Action::Strip => actions.toggle_strip(),
        Action::Copy => actions.copy_favourite(),
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

    #[test]
    fn keys_that_are_pressed_while_they_are_registered_do_not_wait() {
        let keys = parse("Ctrl+F9").expect("keys");
        let registered = Arc::new(Mutex::new(Registered { keys: vec![(keys, Action::Copy)], plugged: true }));
        let (sender, performed) = std::sync::mpsc::channel();
        let held = registered.lock();
        // This thread holds the keys, so it would wait forever for itself.
        pressed(&registered, keys, move |action| sender.send(action).expect("the test waits"));
        drop(held);
        assert_eq!(performed.recv(), Ok(Action::Copy));
    }
}
