//! Codes in the clipboard: put there now or when the period turns, taken out when they are no longer good.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use lingpai_domain::{AccountId, Code, Moment, UnixTime};

use crate::codes::{NextCode, ShownCode};
use crate::fault::Fault;
use crate::session::{Lingpai, Open};
use crate::tasks::wake::keep_tending;

/// With less than this left, a code is hardly typed in time.
const LATE: Duration = Duration::from_secs(5);
/// How late the code behind a turn may still be put into the clipboard: a machine that slept over it copies nothing.
const GRACE: Duration = Duration::from_secs(5);
/// How long the code of an account by counter stays in the clipboard.
const COUNTED: Duration = Duration::from_secs(60);

/// Whether a copy late in the period takes the code behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyWish {
    /// The current code, whatever is left of its time.
    Current,
    /// With less than 5 seconds left the next one, when it turns, where the account stays open for it.
    Next,
}

/// A code that was copied.
pub struct CopiedCode {
    /// The current one.
    pub shown: ShownCode,
    /// Whether the one behind it is copied in its place, when it turns.
    pub waits: bool,
}

/// A copy that waits for the period to turn. It lives in the session: a lock ends it, and another copy.
pub(crate) struct Turning {
    pub(crate) account: AccountId,
    /// When the code turns, by the clock that codes go by.
    turn: UnixTime,
    /// From then on it is too late, by the clock that waits go by.
    too_late: UnixTime,
}

/// What the program put into the clipboard last, to know it again. Wiped when it is taken out.
pub(crate) struct InClipboard {
    code: Code,
    /// When no server takes it any more, by the machine's steady clock; nothing where taking it out failed then.
    dies: Option<Duration>,
}

impl Lingpai {
    /// Copies the current code, or the next one when it turns, and says which. Any copy that waited is given up.
    pub fn copy(&self, account: AccountId, wish: CopyWish) -> Result<CopiedCode, Fault> {
        let known = self.time.is_known();
        let copied = self.with_open(|open| {
            let at = open.moment(&self.ports);
            open.turning = None;
            let shown = open.current(account, at, known, NextCode::Unwanted)?;
            let left = shown.timed.window.until.since(at.wall);
            let waits = wish == CopyWish::Next && left < LATE && open.goes_on(&shown, at);
            if waits {
                let too_late = at.steady.after(left + GRACE);
                open.turning = Some(Turning { account, turn: shown.timed.window.until, too_late });
            } else {
                self.put(open, &shown, at)?;
            }
            Ok(CopiedCode { shown, waits })
        })?;
        self.bell.ring();
        Ok(copied)
    }

    /// Does what is due: copies the code that has turned, takes the one that has died out of the clipboard, closes the
    /// accounts whose time is over. Says when something is due next; nothing where nothing is.
    pub fn tend(&self) -> Option<Duration> {
        let session = self.with_open(|open| {
            let at = open.moment(&self.ports);
            let over = open.close_what_is_over(at.steady);
            let turn = self.copy_turned(open, at);
            Ok([over, turn])
        });
        // Without a session nothing of it is due.
        let [over, turn] = session.unwrap_or_default();
        [over, turn, self.clear_dead()].into_iter().flatten().min()
    }

    /// Copies what has turned; says how long it takes until then.
    fn copy_turned(&self, open: &mut Open, at: Moment) -> Option<Duration> {
        let Turning { account, turn, too_late } = open.turning.take()?;
        if too_late <= at.steady {
            return None;
        }
        if at.wall < turn {
            open.turning = Some(Turning { account, turn, too_late });
            return Some(turn.since(at.wall));
        }
        let shown = open.current(account, at, self.time.is_known(), NextCode::Unwanted);
        // The account may be closed, removed or replaced by now, or the clipboard taken: then nothing is copied, and the
        // page finds the account as it is. There is nobody left to tell more.
        shown.and_then(|shown| self.put(open, &shown, at)).ok();
        None
    }

    /// Puts a code into the clipboard. The session is held: a lock comes before, or behind it and takes the code out.
    fn put(&self, open: &mut Open, shown: &ShownCode, at: Moment) -> Result<(), Fault> {
        let window = shown.timed.window;
        let period = window.until.since(window.from);
        // Most servers take a code for one more period.
        let life = if period.is_zero() { COUNTED } else { window.until.since(at.wall) + period };
        let mut copied = self.in_clipboard();
        // EXPOSE: the user asked for the code in the clipboard.
        self.ports.clipboard.copy_secret(shown.timed.code.expose())?;
        let dies = Some(self.ports.clock.steady() + life);
        *copied = Some(InClipboard { code: shown.timed.code.clone(), dies });
        Ok(open.vault.note_used(shown.account, at)?)
    }

    fn clear_dead(&self) -> Option<Duration> {
        let clears = self.preferences().clear_clipboard;
        let mut copied = self.in_clipboard();
        let dies = copied.as_ref()?.dies.filter(|_| clears)?;
        let left = dies.saturating_sub(self.ports.clock.steady());
        if !left.is_zero() {
            return Some(left);
        }
        if self.take_out(&mut copied).is_err() {
            // The lock tries once more.
            if let Some(there) = &mut *copied {
                there.dies = None;
            }
        }
        None
    }

    /// Takes the program's code out of the clipboard, where it is still there.
    pub(crate) fn clear_copied(&self) {
        // A clipboard that fails is left as it is; the code in it is good for a period at most.
        self.take_out(&mut self.in_clipboard()).ok();
    }

    fn take_out(&self, copied: &mut Option<InClipboard>) -> Result<(), Fault> {
        if let Some(InClipboard { code, .. }) = copied {
            // EXPOSE: compared with what is in the clipboard.
            self.ports.clipboard.clear_if(&|text| text == code.expose())?;
        }
        *copied = None;
        Ok(())
    }

    fn in_clipboard(&self) -> MutexGuard<'_, Option<InClipboard>> {
        self.copied.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does what is due with copied codes and accounts that are kept open, for as long as the program lives, on a thread of its
/// own that sleeps until then.
///
/// # Errors
///
/// The system gives no thread.
pub fn keep_tidy(lingpai: &Arc<Lingpai>) -> std::io::Result<()> {
    keep_tending(lingpai, "tidy", Lingpai::tend)
}
