//! Locking the vault where nobody uses the machine any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::bell::keep_tending;
use crate::preferences::lock_after;
use crate::session::{Lingpai, Session};

/// When the user last did something here, by the machine's steady clock, in milliseconds.
#[derive(Default)]
pub(crate) struct LastTouch(AtomicU64);

impl LastTouch {
    fn set(&self, steady: Duration) {
        self.0.store(u64::try_from(steady.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn get(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

impl Lingpai {
    /// The user did something in a window: where the system does not tell how long nobody has used the machine, this does.
    /// What a countdown asks for by itself is nothing that the user did.
    pub fn touched(&self) {
        self.touch.set(self.ports.clock.steady());
    }

    /// Locks the vault where nobody has used the machine for as long as the user has set, and tells the watcher. Says when
    /// that can be at the earliest; nothing where it is never.
    pub fn tend_idle(&self) -> Option<Duration> {
        let limit = lock_after(&self.preferences())?;
        let (session, opened) = match &*self.session() {
            Session::Open(open) => (open.id, open.opened_at()),
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => return None,
        };
        let told = self.ports.idle.idle();
        let now = self.ports.clock.steady();
        let since = |then: Duration| now.saturating_sub(then);
        // Who has just opened the vault is there, whatever the system saw of it.
        let idle = told.unwrap_or_else(|| since(self.touch.get())).min(since(opened));
        let left = limit.saturating_sub(idle);
        if !left.is_zero() {
            return Some(left);
        }
        if self.lock_session(session) {
            self.ports.watcher.session_changed();
        }
        None
    }
}

/// Locks the vault where nobody uses the machine, for as long as the program lives, on a thread of its own that sleeps until
/// the earliest moment at which that can be.
///
/// # Errors
///
/// The system gives no thread.
pub fn lock_when_idle(lingpai: &Arc<Lingpai>) -> std::io::Result<()> {
    keep_tending(lingpai, "idle", Lingpai::tend_idle)
}
