//! The tray of Linux desktops: a StatusNotifierItem on the session bus. A desktop that does not show such items shows
//! no icon, and everything else works.

use ksni::menu::{MenuItem, StandardItem};
use ksni::{ToolTip, TrayMethods as _};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::menu::{Action, Line, Menu};

/// The icon. Dropping it removes it.
pub(super) struct Icon(UnboundedSender<Locked>);

/// The vault was locked.
struct Locked;

impl Icon {
    pub(super) fn show(menu: Menu) -> Option<Self> {
        let item = Item { menu, lines: Vec::new() };
        let (icon, mut locks) = unbounded_channel();
        tauri::async_runtime::spawn(async move {
            // A panel that starts later finds the icon. Without a session bus there is no tray.
            let Ok(handle) = item.assume_sni_available(true).spawn().await else { return };
            while let Some(Locked) = locks.recv().await {
                // The panel is told that the menu has changed, and fetches it.
                handle.update(|item| item.lines = item.menu.locked_lines()).await;
            }
            handle.shutdown().await;
        });
        Some(Self(icon))
    }

    /// Does nothing: the menu is made when it is opened.
    pub(super) fn renew(&self) {}

    /// Takes the accounts and their codes out of the menu.
    pub(super) fn lock(&self) {
        // Without a session bus nobody listens, and there is no menu.
        self.0.send(Locked).ok();
    }
}

struct Item {
    menu: Menu,
    lines: Vec<Line>,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "app.lingpai.desktop".to_owned()
    }

    fn title(&self) -> String {
        "Lingpai 令牌".to_owned()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        let Some(icon) = self.menu.app().default_window_icon() else { return Vec::new() };
        // The specification's order: alpha, red, green, blue.
        let data = icon.rgba().as_chunks().0.iter().flat_map(|[red, green, blue, alpha]| [*alpha, *red, *green, *blue]);
        let size = |pixels| i32::try_from(pixels).unwrap_or(i32::MAX);
        vec![ksni::Icon { width: size(icon.width()), height: size(icon.height()), data: data.collect() }]
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.title(), ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.menu.run(Action::Open);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        self.lines.iter().map(item).collect()
    }

    fn menu_about_to_show(&mut self) {
        self.lines = self.menu.lines();
    }

    fn watcher_offline(&self, _: ksni::OfflineReason) -> bool {
        // Otherwise a hidden window could not be shown again.
        self.menu.reveal();
        true
    }
}

fn item(Line { text, action }: &Line) -> MenuItem<Item> {
    match action {
        Action::Divide => MenuItem::Separator,
        Action::Nothing | Action::Open | Action::Strip | Action::Copy(_) | Action::Lock | Action::Quit => {
            let chosen = action.clone();
            StandardItem {
                // An underscore would make the next letter a key.
                label: text.replace('_', "__"),
                enabled: *action != Action::Nothing,
                activate: Box::new(move |item: &mut Item| item.menu.run(chosen.clone())),
                ..StandardItem::default()
            }
            .into()
        }
    }
}
