//! The tray of Windows and macOS.

use lingpai_api::contract::AccountKey;
use tauri::menu::{IsMenuItem, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use super::menu::{Action, Line, Menu};

const ID: &str = "lingpai";

/// The icon. Dropping it removes it.
pub(super) struct Icon(AppHandle);

impl Icon {
    pub(super) fn show(menu: Menu) -> Option<Self> {
        let app = menu.app().clone();
        let icon = app.default_window_icon()?.clone();
        let lines = built(&app, &menu.lines()).ok()?;
        let (chosen, renewed) = (menu.clone(), menu);
        let tray = TrayIconBuilder::with_id(ID)
            .icon(icon)
            .tooltip("Lingpai 令牌")
            .menu(&lines)
            .on_menu_event(move |_, event| {
                if let Some(action) = action(event.id().as_ref()) {
                    chosen.run(action);
                }
            })
            .on_tray_icon_event(move |tray, event| {
                if matches!(event, TrayIconEvent::Enter { .. }) {
                    renew(tray, &renewed);
                }
            });
        // Without a tray, the windows still do everything.
        tray.build(&app).ok()?;
        Some(Self(app))
    }
}

impl Drop for Icon {
    fn drop(&mut self) {
        drop(self.0.remove_tray_by_id(ID));
    }
}

/// Updates codes and accounts in the menu when the pointer reaches the icon.
fn renew(tray: &TrayIcon, menu: &Menu) {
    if let Ok(built) = built(tray.app_handle(), &menu.lines()) {
        // If the system refuses this menu, the earlier one stays.
        tray.set_menu(Some(built)).ok();
    }
}

fn built(app: &AppHandle, lines: &[Line]) -> tauri::Result<tauri::menu::Menu<Wry>> {
    let menu = tauri::menu::Menu::new(app)?;
    for Line { text, action } in lines {
        let item: Box<dyn IsMenuItem<Wry>> = match action {
            Action::Divide => Box::new(PredefinedMenuItem::separator(app)?),
            Action::Nothing | Action::Open | Action::Strip | Action::Copy(_) | Action::Lock | Action::Quit => {
                // An ampersand would make the next letter a key.
                let text = text.replace('&', "&&");
                Box::new(MenuItem::with_id(app, id(action), text, *action != Action::Nothing, None::<&str>)?)
            }
        };
        menu.append(&*item)?;
    }
    Ok(menu)
}

/// The id of an action in the menu's events.
fn id(action: &Action) -> String {
    match action {
        Action::Nothing => "nothing".to_owned(),
        Action::Divide => "divide".to_owned(),
        Action::Open => "open".to_owned(),
        Action::Strip => "strip".to_owned(),
        Action::Copy(account) => format!("copy {}", account.0),
        Action::Lock => "lock".to_owned(),
        Action::Quit => "quit".to_owned(),
    }
}

fn action(id: &str) -> Option<Action> {
    match id {
        "open" => Some(Action::Open),
        "strip" => Some(Action::Strip),
        "lock" => Some(Action::Lock),
        "quit" => Some(Action::Quit),
        _ => id.strip_prefix("copy ").map(|account| Action::Copy(AccountKey(account.to_owned()))),
    }
}
