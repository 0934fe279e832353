//! Codes: which may be shown, and which were shown in this session.

pub(crate) mod clipboard;
pub(crate) mod copy;
pub(crate) mod given;
mod open_accounts;
mod pending;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::binding::{self, Refusal, ShowCode};
use lingpai_domain::{Account, AccountId, Code, KeepOpen, Moment, MovingFactor, TimedCode, UnixTime, code_at};
use lingpai_vault::RightPin;

use crate::codes::given::GivenCodes;
use crate::codes::open_accounts::OpenAccounts;
use crate::codes::pending::PendingCopy;
use crate::fault::Fault;
use crate::room::{Gone, Room};

/// For this long before the end of a period, the code of the next one may be shown as well.
const NEXT: Duration = Duration::from_secs(10);

/// Whether the code of the next period is wanted as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCode {
    /// It is wanted.
    Wanted,
    /// Only the current one is wanted.
    Unwanted,
}

/// A code for the window, with the time for which it is valid.
pub struct ShownCode {
    /// Its account.
    pub account: AccountId,
    /// The code and its window. A counter's window is empty.
    pub timed: TimedCode,
    /// When this was made. It lies within the window, unless that is empty.
    pub now: UnixTime,
    /// The code of the next period, in the last 10 seconds, if it is wanted and the account stays open for it.
    pub next: Option<Code>,
}

/// The codes of a session. They are in memory only, and a lock forgets them.
pub(crate) struct Codes {
    /// Codes that a PIN has opened, until their window ends.
    shown: HashMap<AccountId, TimedCode>,
    /// The last code of each counter account.
    counted: HashMap<AccountId, TimedCode>,
    given: Arc<GivenCodes>,
    open: OpenAccounts,
    /// The copy that waits for the period to end.
    pending: Option<PendingCopy>,
}

impl Codes {
    pub(crate) fn new(given: Arc<GivenCodes>) -> Self {
        let (shown, counted) = (HashMap::new(), HashMap::new());
        Self { shown, counted, given, open: OpenAccounts::default(), pending: None }
    }

    /// The current code of an account that has no PIN, whose PIN was given in this period, or that is still open. For a
    /// counter account, the last code from [`Codes::next`] in this session.
    pub(crate) fn current(&mut self, room: &Room<'_>, id: AccountId, next: NextCode) -> Result<ShownCode, Fault> {
        let at = room.at;
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

    /// The current codes of several accounts, each with its own result.
    pub(crate) fn all_current(
        &mut self,
        room: &Room<'_>,
        accounts: &[AccountId],
        next: NextCode,
    ) -> Vec<Result<ShownCode, Fault>> {
        accounts.iter().map(|account| self.current(room, *account, next)).collect()
    }

    /// The code of a counter account's next step. The counter is on disk before the code is made, so that no code is
    /// ever given twice (RFC 4226 §7.2), even if the program dies.
    pub(crate) fn next(&mut self, room: &mut Room<'_>, id: AccountId) -> Result<ShownCode, Fault> {
        let account = room.account(id)?.clone();
        let permit = binding::show(account.binding)?;
        let MovingFactor::Counter(counter) = account.otp.moving_factor else { return Err(Fault::Stale) };
        let next = counter.checked_add(1).ok_or(Fault::CounterSpent)?;
        let secret = room.vault.open_secret(id, &permit)?;
        // This comes before the counter, so that one save writes both.
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

    /// Keeps an account open after a right PIN, if the user has set that.
    pub(crate) fn keep_open(&mut self, account: &Account, right: RightPin, at: Moment) {
        if account.arrangement.keep_open != KeepOpen::EachTime {
            self.open.add(account, right.into_secret(), at.steady);
        }
    }

    /// Closes an account: its codes need its PIN again.
    pub(crate) fn close(&mut self, id: AccountId) {
        self.open.remove(id);
        self.shown.remove(&id);
        self.pending.take_if(|pending| pending.account == id);
    }

    /// Closes the accounts whose time is over, and those that must not show codes after wrong PINs or a restore.
    /// Returns the time until the next one must be closed. `None` if none has a time limit.
    pub(crate) fn close_expired(&mut self, room: &Room<'_>) -> Option<Duration> {
        let may_show = |id| room.vault.account(id).is_some_and(|account| binding::show_open(account.binding).is_ok());
        self.open.close_expired(room.at.steady, may_show)
    }

    /// Lets codes follow the time again although the clock went back, because the user says that the time is right.
    pub(crate) fn allow_older(&self, room: &Room<'_>) {
        self.given.allow_older(room.at);
        room.ports.watcher.clock_changed();
    }

    /// Forgets what an account has shown.
    pub(crate) fn forget(&mut self, id: AccountId, why: Gone) {
        self.close(id);
        self.counted.remove(&id);
        match why {
            // If it comes back, its codes continue where they were.
            Gone::Removed => {}
            Gone::Replaced => self.given.forget(id),
        }
    }

    /// Makes the current code of an account without a PIN or of an open one.
    fn new_code(&mut self, room: &Room<'_>, account: &Account) -> Result<TimedCode, Fault> {
        let permit = self.permit(account)?;
        if let MovingFactor::Counter(_) = account.otp.moving_factor {
            return Ok(self.counted.get(&account.id).ok_or(Fault::Stale)?.clone());
        }
        self.mark_given(room, account)?;
        self.code_for(room, account, &permit, room.at.wall)
    }

    /// The code of the next period, if it begins soon and the account still shows codes then.
    fn code_after(&self, room: &Room<'_>, account: &Account, shown: &ShownCode) -> Result<Option<Code>, Fault> {
        let MovingFactor::Time(period) = account.otp.moving_factor else { return Ok(None) };
        let turn = shown.timed.window.until;
        let left = turn.since(room.at.wall);
        if left > NEXT || !self.shows_next(room, shown) {
            return Ok(None);
        }
        let TimedCode { code, .. } = self.code_for(room, account, &self.permit(account)?, turn)?;
        self.given.announce(account.id, period, period.step_at(turn), room.at.steady.after(left));
        Ok(Some(code))
    }

    /// Whether an account shows the code of the next period without its PIN being typed again.
    fn shows_next(&self, room: &Room<'_>, shown: &ShownCode) -> bool {
        let Some(account) = room.vault.account(shown.account) else { return false };
        let left = shown.timed.window.until.since(room.at.wall);
        let stays_open = self.open.stays_open_for(account.id, left, room.at.steady);
        match account.otp.moving_factor {
            MovingFactor::Counter(_) => false,
            MovingFactor::Time(_) => stays_open || binding::show(account.binding).is_ok(),
        }
    }

    /// The permit to show a code of an open account or of one without a PIN.
    fn permit(&self, account: &Account) -> Result<ShowCode, Refusal> {
        if self.open.secret(account.id).is_some() {
            binding::show_open(account.binding)
        } else {
            binding::show(account.binding)
        }
    }

    /// Marks the code of this moment as given. Fails if the clock is behind a code that was given before.
    fn mark_given(&self, room: &Room<'_>, account: &Account) -> Result<(), Fault> {
        match account.otp.moving_factor {
            MovingFactor::Time(period) => Ok(self.given.give(account.id, period, room.at)?),
            // PIN accounts have no counter. If a vault has one, a newer version wrote it.
            MovingFactor::Counter(_) => Err(Fault::Stale),
        }
    }

    /// The code of an open account or of one without a PIN, for a time.
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
