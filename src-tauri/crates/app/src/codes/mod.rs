pub(crate) mod copy;
pub(crate) mod open_accounts;

use std::time::Duration;

use lingpai_domain::{Account, AccountId, Code, Moment, MovingFactor, TimedCode, UnixTime, binding, code_at};

use crate::fault::Fault;
use crate::session::{Lingpai, Open};

/// In the last of a period, the code behind it may be shown as well.
const NEXT: Duration = Duration::from_secs(10);

/// Whether the code behind the current one is wanted too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCode {
    /// It is.
    Wanted,
    /// The current one alone.
    Unwanted,
}

/// A code on its way to the window, with the time it is good for.
pub struct ShownCode {
    /// Whose it is.
    pub account: AccountId,
    /// The code and its window, which is empty for a counter's.
    pub timed: TimedCode,
    /// When this was written; lies in the window, where there is one.
    pub now: UnixTime,
    /// The code behind it: in the last 10 seconds, where it is wanted and the account stays open for it.
    pub next: Option<Code>,
}

impl Lingpai {
    /// The current code of an account that shows one without a PIN, whose PIN was given in this period, or that is kept open
    /// since. Of an account by counter, the one that [`Lingpai::next`] gave last in this session.
    pub fn show(&self, account: AccountId, next: NextCode) -> Result<ShownCode, Fault> {
        let known = self.time.is_known();
        self.with_open(|open| {
            let at = open.moment(&self.ports);
            open.current(account, at, known, next)
        })
    }

    /// As [`Lingpai::show`] for several accounts at one moment, each with its own outcome. Fails where no vault is open.
    pub fn show_all(&self, accounts: &[AccountId], next: NextCode) -> Result<Vec<Result<ShownCode, Fault>>, Fault> {
        let known = self.time.is_known();
        self.with_open(|open| {
            let at = open.moment(&self.ports);
            Ok(accounts.iter().map(|account| open.current(*account, at, known, next)).collect())
        })
    }

    /// The next code of an account by counter. The counter behind it is on disk before the code is made: a code that was
    /// given is never given again (RFC 4226 §7.2), whatever happens to the program.
    pub fn next(&self, account: AccountId) -> Result<ShownCode, Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let there = open.vault.account(account).ok_or(Fault::Stale)?.clone();
            binding::transition(Some(there.binding), binding::Event::Show)?;
            let MovingFactor::Counter(counter) = there.otp.moving_factor else { return Err(Fault::Stale) };
            let next = counter.checked_add(1).ok_or(Fault::CounterSpent)?;
            let secret = open.vault.open_secret(account)?;
            // Before the counter, so that one save has both.
            open.vault.note_used(account, at)?;
            open.vault.set_counter(account, next, at)?;
            let timed = code_at(&secret, &there.otp, at.wall);
            open.counted.insert(account, timed.clone());
            Ok(ShownCode { account, timed, now: at.wall, next: None })
        })
    }
}

impl Open {
    pub(crate) fn current(
        &mut self,
        id: AccountId,
        at: Moment,
        known: bool,
        next: NextCode,
    ) -> Result<ShownCode, Fault> {
        self.marks.settle(at.steady);
        self.close_what_is_over(at.steady);
        self.shown.retain(|_, shown| shown.window.holds(at.wall));
        let account = self.vault.account(id).ok_or(Fault::Stale)?.clone();
        let timed = match self.shown.get(&id) {
            Some(shown) => shown.clone(),
            None => self.fresh(&account, at, known)?,
        };
        let shown = ShownCode { account: id, timed, now: at.wall, next: None };
        let next = match next {
            NextCode::Wanted => self.next_of(&account, &shown, at)?,
            NextCode::Unwanted => None,
        };
        Ok(ShownCode { next, ..shown })
    }

    /// The current code of an account that is open for it.
    fn fresh(&mut self, account: &Account, at: Moment, known: bool) -> Result<TimedCode, Fault> {
        let id = account.id;
        if self.kept_secret(id).is_some() {
            binding::transition(Some(account.binding), binding::Event::ShowKept)?;
        } else {
            binding::transition(Some(account.binding), binding::Event::Show)?;
            if let MovingFactor::Counter(_) = account.otp.moving_factor {
                return Ok(self.counted.get(&id).ok_or(Fault::Stale)?.clone());
            }
        }
        self.mark_given(account, at, known)?;
        self.code_of(account, at.wall)
    }

    /// The code behind the one shown, where it is soon and the account goes on to show codes.
    fn next_of(&mut self, account: &Account, shown: &ShownCode, at: Moment) -> Result<Option<Code>, Fault> {
        let MovingFactor::Time(period) = account.otp.moving_factor else { return Ok(None) };
        let turn = shown.timed.window.until;
        let left = turn.since(at.wall);
        if left > NEXT || !self.goes_on(shown, at) {
            return Ok(None);
        }
        let TimedCode { code, .. } = self.code_of(account, turn)?;
        self.marks.announce(account.id, period.step_at(turn), at.steady.after(left));
        Ok(Some(code))
    }

    /// Whether an account shows the code behind this one without being asked for its PIN again.
    pub(crate) fn goes_on(&self, shown: &ShownCode, at: Moment) -> bool {
        let Some(account) = self.vault.account(shown.account) else { return false };
        match (account.otp.moving_factor, account.binding) {
            (MovingFactor::Counter(_), _) => false,
            (MovingFactor::Time(_), binding::State::Plain) => true,
            (MovingFactor::Time(_), binding::State::Synced(..) | binding::State::Unsynced(..)) => {
                let left = shown.timed.window.until.since(at.wall);
                self.stays_open_for(account.id, left, at.steady)
            }
        }
    }

    /// Marks the code of an account at this moment as given, unless the clock went back behind one that was.
    pub(crate) fn mark_given(&mut self, account: &Account, at: Moment, known: bool) -> Result<(), Fault> {
        self.marks.settle(at.steady);
        match account.otp.moving_factor {
            MovingFactor::Time(period) => Ok(self.marks.give(account.id, period, at.wall, known)?),
            // No PIN account goes by a counter; one in a vault was written by a newer version.
            MovingFactor::Counter(_) => Err(Fault::Stale),
        }
    }

    /// The code of an account without a PIN, or of one that is kept open.
    fn code_of(&self, account: &Account, time: UnixTime) -> Result<TimedCode, Fault> {
        match self.kept_secret(account.id) {
            Some(secret) => Ok(code_at(secret, &account.otp, time)),
            None => Ok(code_at(&self.vault.open_secret(account.id)?, &account.otp, time)),
        }
    }

    /// Forgets every code that an account has given, and closes it: it has another secret or other parameters.
    pub(crate) fn forget_codes(&mut self, id: AccountId) {
        self.close(id);
        self.counted.remove(&id);
        self.marks.forget(id);
    }
}
