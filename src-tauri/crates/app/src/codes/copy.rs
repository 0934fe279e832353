//! Copying a code, now or when the period ends.

use std::time::Duration;

use lingpai_domain::AccountId;

use crate::codes::clipboard::ClipboardCode;
use crate::codes::pending::PendingCopy;
use crate::codes::{Codes, NextCode, ShownCode};
use crate::fault::Fault;
use crate::room::Room;

/// With less than this left, a code is hardly typed in time.
const LATE: Duration = Duration::from_secs(5);
/// How long after the end of a period the next code may still be copied: a machine that slept over it copies nothing.
const GRACE: Duration = Duration::from_secs(5);
/// How long the code of an account by counter stays in the clipboard.
const COUNTED: Duration = Duration::from_secs(60);

/// Whether a copy late in the period takes the code of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyWish {
    /// The current code, whatever is left of its time.
    Current,
    /// With less than 5 seconds left the code of the next period, when it begins, where the account stays open for it.
    Next,
}

/// A code that was copied.
pub struct CopiedCode {
    /// The current one.
    pub shown: ShownCode,
    /// Whether the next one is copied in its place, when its period begins.
    pub waits: bool,
}

/// Copies the current code, or the next one when its period begins, and says which. Any copy that waited is given up.
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

/// Copies the code whose period has begun and closes the accounts whose time is over. Gives how long it takes until
/// something is due; `None` where nothing is.
pub(crate) fn run_due(codes: &mut Codes, room: &mut Room<'_>, clipboard: &ClipboardCode) -> Option<Duration> {
    let close = codes.close_expired(room);
    let copy = copy_pending(codes, room, clipboard);
    [close, copy].into_iter().flatten().min()
}

/// Copies the code whose period has begun. Gives how long it takes until then; `None` where no copy waits.
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
    // The account may be closed, removed or replaced by now, or the clipboard taken: then nothing is copied, and the page
    // finds the account as it is. There is nobody left to tell more.
    shown.and_then(|shown| put(room, clipboard, &shown)).ok();
    None
}

/// Puts a code into the clipboard. The session is held meanwhile: a lock comes before, or after it and takes the code out.
fn put(room: &mut Room<'_>, clipboard: &ClipboardCode, shown: &ShownCode) -> Result<(), Fault> {
    let window = shown.timed.window;
    let period = window.until.since(window.from);
    // Most servers take a code for one more period.
    let life = if period.is_zero() { COUNTED } else { window.until.since(room.at.wall) + period };
    clipboard.put(room.ports, &shown.timed.code, life)?;
    Ok(room.vault.note_used(shown.account, room.at)?)
}
