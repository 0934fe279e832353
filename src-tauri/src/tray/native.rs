//! The tray as Windows and macOS have it.

use lingpai_ipc::TrayWords;
use tauri::menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use super::{Deed, Line, done, menu};

const ID: &str = "lingpai";

/// The icon; it goes when it is dropped.
pub(super) struct Icon(AppHandle);

impl Icon {
    pub(super) fn show(app: &AppHandle, words: TrayWords) -> Option<Self> {
        let icon = app.default_window_icon()?.clone();
        let tray = TrayIconBuilder::with_id(ID)
            .icon(icon)
            .tooltip("Lingpai 令牌")
            .menu(&built(app, &menu(app, &words)).ok()?)
            .on_menu_event(|app, event| {
                if let Some(deed) = deed(event.id().as_ref()) {
                    done(app, deed);
                }
            })
            .on_tray_icon_event(move |tray, event| {
                if matches!(event, TrayIconEvent::Enter { .. }) {
                    renew(tray, &words);
                }
            });
        // Without a tray the windows do all that it does.
        tray.build(app).ok()?;
        Some(Self(app.clone()))
    }
}

impl Drop for Icon {
    fn drop(&mut self) {
        drop(self.0.remove_tray_by_id(ID));
    }
}

/// Codes and accounts as they stand when the pointer comes to the icon.
fn renew(tray: &TrayIcon, words: &TrayWords) {
    let app = tray.app_handle();
    if let Ok(built) = built(app, &menu(app, words)) {
        // The menu before it stays where the system refuses this one.
        tray.set_menu(Some(built)).ok();
    }
}

fn built(app: &AppHandle, lines: &[Line]) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    for Line { text, deed } in lines {
        let item: Box<dyn IsMenuItem<Wry>> = match deed {
            Deed::Divide => Box::new(PredefinedMenuItem::separator(app)?),
            Deed::Nothing | Deed::Open | Deed::Strip | Deed::Copy(_) | Deed::Lock | Deed::Quit => {
                // An ampersand would mark the next letter as a key.
                let text = text.replace('&', "&&");
                Box::new(MenuItem::with_id(app, id(*deed), text, *deed != Deed::Nothing, None::<&str>)?)
            }
        };
        menu.append(&*item)?;
    }
    Ok(menu)
}

/// What a deed is called between the menu and its events.
fn id(deed: Deed) -> String {
    match deed {
        Deed::Nothing => "nothing".to_owned(),
        Deed::Divide => "divide".to_owned(),
        Deed::Open => "open".to_owned(),
        Deed::Strip => "strip".to_owned(),
        Deed::Copy(account) => format!("copy {account}"),
        Deed::Lock => "lock".to_owned(),
        Deed::Quit => "quit".to_owned(),
    }
}

fn deed(id: &str) -> Option<Deed> {
    match id {
        "open" => Some(Deed::Open),
        "strip" => Some(Deed::Strip),
        "lock" => Some(Deed::Lock),
        "quit" => Some(Deed::Quit),
        _ => id.strip_prefix("copy ")?.parse().ok().map(Deed::Copy),
    }
}
