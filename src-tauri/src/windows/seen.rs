use std::collections::BTreeMap;
use std::sync::Arc;

use lingpai_api::Lingpai;
use parking_lot::Mutex;

/// The windows that can be seen. A window counts as seen from its opening on, until its page or the system says otherwise.
pub(crate) struct Seen {
    lingpai: Arc<Lingpai>,
    windows: Mutex<Windows>,
}

impl Seen {
    /// Makes a value without windows.
    pub(crate) fn new(lingpai: Arc<Lingpai>) -> Self {
        Self { lingpai, windows: Mutex::default() }
    }

    /// Records a window that opens.
    pub(crate) fn open(&self, label: &str) {
        self.change(|windows| windows.open(label));
    }

    /// Records what the page of a window says: whether it can be seen.
    pub(crate) fn note_page(&self, label: &str, seen: bool) {
        self.change(|windows| windows.note(label, |sight| sight.page = seen));
    }

    /// Records what the system says of a window: whether it is on the screen. Returns whether that is new.
    #[cfg(windows)]
    pub(super) fn note_system(&self, label: &str, shown: bool) -> bool {
        let mut before = shown;
        self.change(|windows| windows.note(label, |sight| before = std::mem::replace(&mut sight.system, shown)));
        before != shown
    }

    /// Records a window that is closed.
    pub(crate) fn close(&self, label: &str) {
        self.change(|windows| windows.close(label));
    }

    /// Changes the windows, and tells the program whether any can be seen.
    fn change(&self, change: impl FnOnce(&mut Windows)) {
        // The windows are complete between two changes.
        let mut windows = self.windows.lock();
        change(&mut windows);
        lingpai_api::window_seen(&self.lingpai, windows.any_seen());
    }
}

/// What is said of the windows that are open, by their labels.
#[derive(Default)]
struct Windows(BTreeMap<String, Sight>);

/// Who says that a window can be seen.
struct Sight {
    page: bool,
    system: bool,
}

impl Windows {
    fn open(&mut self, label: &str) {
        self.0.insert(label.to_owned(), Sight { page: true, system: true });
    }

    /// Changes what is said of a window. Nothing more is said of a window that is closed.
    fn note(&mut self, label: &str, change: impl FnOnce(&mut Sight)) {
        if let Some(sight) = self.0.get_mut(label) {
            change(sight);
        }
    }

    fn close(&mut self, label: &str) {
        self.0.remove(label);
    }

    fn any_seen(&self) -> bool {
        self.0.values().any(|sight| sight.page && sight.system)
    }
}

#[cfg(test)]
mod tests {
    use super::Windows;

    #[test]
    fn a_minimised_window_is_not_seen_although_its_page_says_so() {
        let mut windows = Windows::default();
        windows.open("main");
        assert!(windows.any_seen());
        windows.note("main", |sight| sight.system = false);
        windows.note("main", |sight| sight.page = true);
        assert!(!windows.any_seen());
        windows.note("main", |sight| sight.system = true);
        assert!(windows.any_seen());
        windows.note("main", |sight| sight.page = false);
        assert!(!windows.any_seen());
    }

    #[test]
    fn a_closed_window_is_not_seen_and_a_late_word_of_its_page_changes_nothing() {
        let mut windows = Windows::default();
        windows.open("main");
        windows.open("strip");
        windows.note("main", |sight| sight.page = false);
        assert!(windows.any_seen());
        windows.close("strip");
        windows.note("strip", |sight| sight.page = true);
        assert!(!windows.any_seen());
    }
}
