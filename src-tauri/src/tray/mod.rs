//! The icon in the system's tray, and its menu. The program works without one.

#[cfg(target_os = "linux")]
mod linux;
mod menu;
#[cfg(not(target_os = "linux"))]
mod native;

#[cfg(target_os = "linux")]
use linux::Icon;
#[cfg(not(target_os = "linux"))]
use native::Icon;

use std::sync::Arc;

use lingpai_api::contract::TrayWords;

use crate::actions::Actions;
use menu::Menu;
use parking_lot::Mutex;

/// The tray's icon, if it is shown.
pub(crate) struct Tray {
    actions: Arc<Actions>,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    icon: Option<Icon>,
    words: Option<TrayWords>,
}

impl Tray {
    /// Makes a tray without an icon.
    pub(crate) fn new(actions: Arc<Actions>) -> Self {
        Self { actions, inside: Mutex::default() }
    }

    /// Takes the words of the menu in the user's language. `on` says whether the icon is wanted.
    pub(crate) fn speak(&self, words: TrayWords, on: bool) {
        let mut inside = self.inside.lock();
        if inside.words.as_ref() != Some(&words) {
            inside.words = Some(words);
            // The icon is made again with the new words.
            inside.icon = None;
        }
        drop(inside);
        self.switch(on);
    }

    /// Shows or removes the icon. It needs the words from the page first.
    pub(crate) fn switch(&self, on: bool) {
        let mut inside = self.inside.lock();
        match (&inside.words, on) {
            (Some(words), true) if inside.icon.is_none() => {
                inside.icon = Icon::show(Menu::new(words.clone(), Arc::clone(&self.actions)));
            }
            (Some(_) | None, true) => {}
            (_, false) => inside.icon = None,
        }
    }
}
