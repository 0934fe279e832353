//! Copying a code, now or when the period ends.

use std::time::Duration;

use lingpai_domain::AccountId;

use crate::codes::clipboard::ClipboardCode;
use crate::codes::pending::PendingCopy;
use crate::codes::{Codes, NextCode, ShownCode};
use crate::fault::Fault;
use crate::room::Room;

/// With less than this left, a code can hardly be typed in time.
const LATE: Duration = Duration::from_secs(5);
/// How long after the end of a period the next code may still be copied. A machine that slept longer copies nothing.
const GRACE: Duration = Duration::from_secs(5);
/// How long the code of a counter account stays in the clipboard.
const COUNTED: Duration = Duration::from_secs(60);

/// Whether a copy late in the period takes the code of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyWish {
    /// The current code, however little time is left.
    Current,
    /// With less than 5 seconds left, the code of the next period once it begins, if the account stays open for it.
    Next,
}

/// A code that was copied.
pub struct CopiedCode {
    /// The current one.
    pub shown: ShownCode,
    /// Whether the next one is copied instead, when its period begins.
    pub waits: bool,
}

/// Copies the current code now, or the next one when its period begins. An earlier copy that waits is cancelled.
pub(crate) fn copy(
    codes: &mut Codes,
    room: &mut Room<'_>,
    clipboard: &ClipboardCode,
    account: AccountId,
    wish: CopyWish,
) -> Result<CopiedCode, Fault> {
    codes.pending = None;
    let shown = codes.current(room, account, NextCode::Unwanted)?;
    let turn = shown.timed.window.until;
    let left = turn.since(room.at.wall);
    let waits = wish == CopyWish::Next && left < LATE && codes.shows_next(room, &shown);
    if waits {
        codes.pending = Some(PendingCopy { account, turn, too_late: room.at.steady.after(left + GRACE) });
    } else {
        put(room, clipboard, &shown)?;
    }
    Ok(CopiedCode { shown, waits })
}

/// Copies the code whose period has begun and closes the accounts whose time is over. Returns the time until something
/// is due.
/// `None` if nothing is waiting.
pub(crate) fn run_due(codes: &mut Codes, room: &mut Room<'_>, clipboard: &ClipboardCode) -> Option<Duration> {
    let close = codes.close_expired(room);
    let copy = copy_pending(codes, room, clipboard);
    [close, copy].into_iter().flatten().min()
}

/// Copies the code whose period has begun. Returns the time until then. `None` if no copy waits.
fn copy_pending(codes: &mut Codes, room: &mut Room<'_>, clipboard: &ClipboardCode) -> Option<Duration> {
    let pending = codes.pending.take()?;
    if pending.too_late <= room.at.steady {
        return None;
    }
    if room.at.wall < pending.turn {
        let left = pending.turn.since(room.at.wall);
        codes.pending = Some(pending);
        return Some(left);
    }
    let shown = codes.current(room, pending.account, NextCode::Unwanted);
    // By now the account may be closed, removed or replaced, or the clipboard may fail. Then nothing is copied. The
    // page shows the account as it is, and nobody waits for an answer.
    shown.and_then(|shown| put(room, clipboard, &shown)).ok();
    None
}

/// Copies a code. The caller holds the session's lock, so the vault is locked before this or after it, and clears the
/// code then.
fn put(room: &mut Room<'_>, clipboard: &ClipboardCode, shown: &ShownCode) -> Result<(), Fault> {
    let window = shown.timed.window;
    let period = window.until.since(window.from);
    // Most servers accept a code for one more period.
    let life = if period.is_zero() { COUNTED } else { window.until.since(room.at.wall) + period };
    clipboard.put(room.ports, &shown.timed.code, life)?;
    Ok(room.vault.note_used(shown.account, room.at)?)
}
