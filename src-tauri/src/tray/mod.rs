//! The icon in the system's tray, and its menu. The program works without one.

#[cfg(any(test, not(target_os = "linux")))]
mod kept;
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
    /// The words of the menu. Held while the icon is made or removed, which waits for the window's thread. So the window's
    /// thread never takes it.
    words: Mutex<Option<TrayWords>>,
    /// Never held while something waits.
    icon: Mutex<Option<Icon>>,
}

impl Tray {
    /// Makes a tray without an icon.
    pub(crate) fn new(actions: Arc<Actions>) -> Self {
        Self { actions, words: Mutex::default(), icon: Mutex::default() }
    }

    /// Takes the words of the menu in the user's language. `on` says whether the icon is wanted.
    pub(crate) fn speak(&self, words: TrayWords, on: bool) {
        let mut spoken = self.words.lock();
        if spoken.as_ref() != Some(&words) {
            *spoken = Some(words);
            // The icon is made again with the new words.
            self.remove();
        }
        drop(spoken);
        self.switch(on);
    }

    /// Shows or removes the icon. It needs the words from the page first.
    pub(crate) fn switch(&self, on: bool) {
        let words = self.words.lock();
        match (&*words, on) {
            (Some(words), true) if self.icon.lock().is_none() => {
                let icon = Icon::show(Menu::new(words.clone(), Arc::clone(&self.actions)));
                *self.icon.lock() = icon;
                self.renew();
            }
            (Some(_) | None, true) => {}
            (_, false) => self.remove(),
        }
    }

    /// Puts the present accounts into a menu that the system keeps. Call it after each change of them, and after an unlock.
    pub(crate) fn renew(&self) {
        if let Some(icon) = &*self.icon.lock() {
            icon.renew();
        }
    }

    /// Takes the accounts and their codes out of the menu: the vault was locked.
    pub(crate) fn lock(&self) {
        if let Some(icon) = &*self.icon.lock() {
            icon.lock();
        }
    }

    fn remove(&self) {
        let icon = self.icon.lock().take();
        drop(icon);
    }
}
