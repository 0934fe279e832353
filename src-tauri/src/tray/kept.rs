use parking_lot::Mutex;

use super::menu::Line;

/// The changes of a menu that the system keeps between two openings. After a lock no earlier lines come back into it.
#[derive(Default)]
pub(super) struct Kept {
    /// Held while the lines are read and put into the menu, so that no older lines follow newer ones.
    renewing: Mutex<()>,
    /// The number of locks so far. Held while lines are put into the menu.
    locks: Mutex<u64>,
}

impl Kept {
    /// Puts the lines that `read` gives into the menu. `read` may wait. `put` must not wait.
    pub(super) fn renew(&self, read: impl FnOnce() -> Vec<Line>, put: impl FnOnce(Vec<Line>)) {
        let _renewing = self.renewing.lock();
        let before = *self.locks.lock();
        let lines = read();
        let locks = self.locks.lock();
        // These lines may be from before a lock.
        if *locks == before {
            put(lines);
        }
    }

    /// Puts the lines of a locked vault into the menu. `put` must not wait.
    pub(super) fn lock(&self, put: impl FnOnce()) {
        let mut locks = self.locks.lock();
        *locks += 1;
        put();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::tray::menu::Action;

    fn lines(texts: &[&str]) -> Vec<Line> {
        texts.iter().map(|text| Line { text: (*text).to_owned(), action: Action::Nothing }).collect()
    }

    #[test]
    fn what_was_read_before_a_lock_does_not_come_back_after_it() {
        let (kept, menu) = (Kept::default(), RefCell::new(lines(&[])));
        let lock = || kept.lock(|| *menu.borrow_mut() = lines(&["locked"]));
        let read = || {
            // The vault is locked while the accounts are read.
            lock();
            lines(&["alice"])
        };
        kept.renew(read, |lines| *menu.borrow_mut() = lines);
        assert!(*menu.borrow() == lines(&["locked"]));
        kept.renew(|| lines(&["alice"]), |lines| *menu.borrow_mut() = lines);
        assert!(*menu.borrow() == lines(&["alice"]));
        lock();
        assert!(*menu.borrow() == lines(&["locked"]));
    }
}
