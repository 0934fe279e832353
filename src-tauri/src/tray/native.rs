//! The tray of Windows and macOS.

use std::sync::Arc;

use lingpai_api::contract::AccountKey;
use tauri::menu::{IsMenuItem, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use super::kept::Kept;
use super::menu::{Action, Line, Menu};

const ID: &str = "lingpai";
/// Windows opens a menu by the right button, and a program by the left one. macOS opens a menu by either.
const LEFT_OPENS: bool = cfg!(windows);

/// The icon. Dropping it removes it.
pub(super) struct Icon {
    app: AppHandle,
    menu: Menu,
    kept: Arc<Kept>,
}

impl Icon {
    /// Shows the icon with the menu of a locked vault.
    pub(super) fn show(menu: Menu) -> Option<Self> {
        let app = menu.app().clone();
        let icon = app.default_window_icon()?.clone();
        let lines = built(&app, &menu.locked_lines()).ok()?;
        let (chosen, clicked) = (menu.clone(), menu.clone());
        let tray = TrayIconBuilder::with_id(ID)
            .icon(icon)
            .tooltip("Lingpai 令牌")
            .menu(&lines)
            .show_menu_on_left_click(!LEFT_OPENS)
            .on_menu_event(move |_, event| {
                if let Some(action) = action(event.id().as_ref()) {
                    chosen.run(action);
                }
            })
            .on_tray_icon_event(move |_, event| {
                if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } =
                    event
                    && LEFT_OPENS
                {
                    clicked.run(Action::Open);
                }
            });
        // Without a tray, the windows still do everything.
        tray.build(&app).ok()?;
        Some(Self { app, menu, kept: Arc::default() })
    }

    /// Puts the present accounts into the menu, a moment later.
    pub(super) fn renew(&self) {
        let (app, menu, kept) = (self.app.clone(), self.menu.clone(), Arc::clone(&self.kept));
        tauri::async_runtime::spawn_blocking(move || kept.renew(|| menu.lines(), |lines| put(&app, lines)));
    }

    /// Takes the accounts out of the menu.
    pub(super) fn lock(&self) {
        self.kept.lock(|| put(&self.app, self.menu.locked_lines()));
    }
}

impl Drop for Icon {
    fn drop(&mut self) {
        drop(self.app.remove_tray_by_id(ID));
    }
}

/// Puts lines into the menu on the window's thread, in the order of the calls. It does not wait.
fn put(app: &AppHandle, lines: Vec<Line>) {
    let tray = app.clone();
    let put = move || {
        if let Some(icon) = tray.tray_by_id(ID) {
            // If the system refuses this menu, it keeps no menu.
            let built = built(&tray, &lines).ok();
            icon.set_menu(built).or_else(|_| icon.set_menu(None::<tauri::menu::Menu<Wry>>)).ok();
        }
    };
    // This fails while the program is ending. Then the icon goes too.
    app.run_on_main_thread(put).ok();
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
