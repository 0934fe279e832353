//! Codes: which may be shown, and which were given in this session.

pub(crate) mod clipboard;
pub(crate) mod copy;
mod open_accounts;
mod pending;

use std::collections::HashMap;
use std::time::Duration;

use lingpai_domain::binding::{self, Refusal, ShowCode};
use lingpai_domain::{Account, AccountId, Code, KeepOpen, Marks, Moment, MovingFactor, TimedCode, UnixTime, code_at};
use lingpai_vault::RightPin;

use crate::codes::open_accounts::OpenAccounts;
use crate::codes::pending::PendingCopy;
use crate::fault::Fault;
use crate::room::{Gone, Room};

/// In the last seconds of a period, the code of the next one may be shown as well.
const NEXT: Duration = Duration::from_secs(10);

/// Whether the code of the next period is wanted as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCode {
    /// It is.
    Wanted,
    /// The current one alone.
    Unwanted,
}

/// A code on its way to the window, with the time for which it is good.
pub struct ShownCode {
    /// Whose it is.
    pub account: AccountId,
    /// The code and its window, which is empty for a counter's.
    pub timed: TimedCode,
    /// When this was written. It lies in the window, where there is one.
    pub now: UnixTime,
    /// The code of the next period: in the last 10 seconds, where it is wanted and the account stays open for it.
    pub next: Option<Code>,
}

/// The codes of a session. All of it is in memory only: a lock forgets it.
#[derive(Default)]
pub(crate) struct Codes {
    /// Codes whose PIN was given, until their window ends.
    shown: HashMap<AccountId, TimedCode>,
    /// The last code that each account by counter has given.
    counted: HashMap<AccountId, TimedCode>,
    /// The newest step of each account that has given a code. On disk, it would cost a save for each code shown, and a
    /// clock that was ahead once would bar an account for as long, restart or not.
    marks: Marks,
    open: OpenAccounts,
    /// The copy that waits for the period to end.
    pending: Option<PendingCopy>,
}

impl Codes {
    /// The current code of an account that shows one without a PIN, whose PIN was given in this period, or that has stayed
    /// open since. Of an account by counter, the one that [`Codes::next`] gave last in this session.
    pub(crate) fn current(&mut self, room: &Room<'_>, id: AccountId, next: NextCode) -> Result<ShownCode, Fault> {
        let at = room.at;
        self.marks.settle(at.steady);
        self.close_expired(room);
        self.shown.retain(|_, shown| shown.window.holds(at.wall));
        let account = room.account(id)?;
        let timed = match self.shown.get(&id) {
            Some(shown) => shown.clone(),
            None => self.new_code(room, account)?,
        };
        let shown = ShownCode { account: id, timed, now: at.wall, next: None };
        let next = match next {
            NextCode::Wanted => self.code_after(room, account, &shown)?,
            NextCode::Unwanted => None,
        };
        Ok(ShownCode { next, ..shown })
    }

    /// The current codes of several accounts, each with its own outcome.
    pub(crate) fn all_current(
        &mut self,
        room: &Room<'_>,
        accounts: &[AccountId],
        next: NextCode,
    ) -> Vec<Result<ShownCode, Fault>> {
        accounts.iter().map(|account| self.current(room, *account, next)).collect()
    }

    /// The code of the next step of an account by counter. The counter is on disk before the code is made: a code that was
    /// given is never given again (RFC 4226 §7.2), whatever happens to the program.
    pub(crate) fn next(&mut self, room: &mut Room<'_>, id: AccountId) -> Result<ShownCode, Fault> {
        let account = room.account(id)?.clone();
        let permit = binding::show(account.binding)?;
        let MovingFactor::Counter(counter) = account.otp.moving_factor else { return Err(Fault::Stale) };
        let next = counter.checked_add(1).ok_or(Fault::CounterSpent)?;
        let secret = room.vault.open_secret(id, &permit)?;
        // Before the counter, so that one save has both.
        room.vault.note_used(id, room.at)?;
        room.vault.set_counter(id, next, room.at)?;
        let timed = code_at(&secret, &account.otp, room.at.wall);
        self.counted.insert(id, timed.clone());
        Ok(ShownCode { account: id, timed, now: room.at.wall, next: None })
    }

    /// Shows the code of an account whose PIN was right, until its window ends.
    pub(crate) fn show_opened(
        &mut self,
        room: &mut Room<'_>,
        account: &Account,
        right: &RightPin,
    ) -> Result<ShownCode, Fault> {
        self.mark_given(room, account)?;
        room.vault.note_used(account.id, room.at)?;
        let timed = code_at(right.secret(), &account.otp, room.at.wall);
        self.shown.insert(account.id, timed.clone());
        Ok(ShownCode { account: account.id, timed, now: room.at.wall, next: None })
    }

    /// Keeps an account open whose PIN was right, where the user has set that.
    pub(crate) fn keep_open(&mut self, account: &Account, right: RightPin, at: Moment) {
        if account.arrangement.keep_open != KeepOpen::EachTime {
            self.open.add(account, right.into_secret(), at.steady);
        }
    }

    /// Closes an account: from now on, its codes need its PIN.
    pub(crate) fn close(&mut self, id: AccountId) {
        self.open.remove(id);
        self.shown.remove(&id);
        self.pending.take_if(|pending| pending.account == id);
    }

    /// Closes the accounts whose time is over, and those that wrong PINs or a restore have closed. Gives how long it takes
    /// until the next one is due; `None` where none is.
    pub(crate) fn close_expired(&mut self, room: &Room<'_>) -> Option<Duration> {
        let may_show = |id| room.vault.account(id).is_some_and(|account| binding::show_open(account.binding).is_ok());
        self.open.close_expired(room.at.steady, may_show)
    }

    /// Forgets what an account has shown.
    pub(crate) fn forget(&mut self, id: AccountId, why: Gone) {
        self.close(id);
        self.counted.remove(&id);
        match why {
            // Its codes go on where they were if it comes back.
            Gone::Removed => {}
            Gone::Replaced => self.marks.forget(id),
        }
    }

    /// The current code of an account that is open for it.
    fn new_code(&mut self, room: &Room<'_>, account: &Account) -> Result<TimedCode, Fault> {
        let permit = self.permit(account)?;
        if let MovingFactor::Counter(_) = account.otp.moving_factor {
            return Ok(self.counted.get(&account.id).ok_or(Fault::Stale)?.clone());
        }
        self.mark_given(room, account)?;
        self.code_for(room, account, &permit, room.at.wall)
    }

    /// The code of the next period, where it begins soon and the account still shows codes then.
    fn code_after(&mut self, room: &Room<'_>, account: &Account, shown: &ShownCode) -> Result<Option<Code>, Fault> {
        let MovingFactor::Time(period) = account.otp.moving_factor else { return Ok(None) };
        let turn = shown.timed.window.until;
        let left = turn.since(room.at.wall);
        if left > NEXT || !self.shows_next(room, shown) {
            return Ok(None);
        }
        let TimedCode { code, .. } = self.code_for(room, account, &self.permit(account)?, turn)?;
        self.marks.announce(account.id, period.step_at(turn), room.at.steady.after(left));
        Ok(Some(code))
    }

    /// Whether an account shows the code of the next period without being asked for its PIN again.
    fn shows_next(&self, room: &Room<'_>, shown: &ShownCode) -> bool {
        let Some(account) = room.vault.account(shown.account) else { return false };
        let left = shown.timed.window.until.since(room.at.wall);
        let stays_open = self.open.stays_open_for(account.id, left, room.at.steady);
        match account.otp.moving_factor {
            MovingFactor::Counter(_) => false,
            MovingFactor::Time(_) => stays_open || binding::show(account.binding).is_ok(),
        }
    }

    /// The permit to show a code of an account: of one that is open, or of one without a PIN.
    fn permit(&self, account: &Account) -> Result<ShowCode, Refusal> {
        if self.open.secret(account.id).is_some() {
            binding::show_open(account.binding)
        } else {
            binding::show(account.binding)
        }
    }

    /// Marks the code of this moment as given, unless the clock went back behind one that was.
    fn mark_given(&mut self, room: &Room<'_>, account: &Account) -> Result<(), Fault> {
        self.marks.settle(room.at.steady);
        match account.otp.moving_factor {
            MovingFactor::Time(period) => Ok(self.marks.give(account.id, period, room.at.wall, room.time_known)?),
            // No PIN account goes by a counter; one in a vault was written by a newer version.
            MovingFactor::Counter(_) => Err(Fault::Stale),
        }
    }

    /// The code for a time, of an account without a PIN or of one that stays open.
    fn code_for(
        &self,
        room: &Room<'_>,
        account: &Account,
        permit: &ShowCode,
        time: UnixTime,
    ) -> Result<TimedCode, Fault> {
        match self.open.secret(account.id) {
            Some(secret) => Ok(code_at(secret, &account.otp, time)),
            None => Ok(code_at(&room.vault.open_secret(account.id, permit)?, &account.otp, time)),
        }
    }
}
