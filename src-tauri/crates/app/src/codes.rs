use lingpai_domain::{Account, AccountId, MovingFactor, OtpSecret, TimedCode, UnixTime, binding, code_at};

use crate::fault::Fault;
use crate::session::{Lingpai, Open};

/// A code on its way to the window, with the time it is good for.
pub struct ShownCode {
    /// Whose it is.
    pub account: AccountId,
    /// The code and its window, which is empty for a counter's.
    pub timed: TimedCode,
    /// When this was written; lies in the window, where there is one.
    pub now: UnixTime,
}

impl Lingpai {
    /// The current code of an account that shows one without a PIN, or whose PIN was given in this period. Of an account by
    /// counter, the one that [`Lingpai::next`] gave last in this session.
    pub fn show(&self, account: AccountId) -> Result<ShownCode, Fault> {
        let now = self.ports.clock.now();
        let known = self.time.is_known();
        self.with_open(|open| open.current(account, now, known))
    }

    /// Copies the current code, and says what was copied.
    pub fn copy(&self, account: AccountId) -> Result<ShownCode, Fault> {
        let shown = self.show(account)?;
        // EXPOSE: the user asked for the code in the clipboard.
        self.ports.clipboard.copy_secret(shown.timed.code.expose())?;
        Ok(shown)
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
            open.vault.set_counter(account, next, at)?;
            let timed = code_at(&secret, &there.otp, at.wall);
            open.counted.insert(account, timed.clone());
            Ok(ShownCode { account, timed, now: at.wall })
        })
    }
}

impl Open {
    fn current(&mut self, id: AccountId, now: UnixTime, known: bool) -> Result<ShownCode, Fault> {
        self.shown.retain(|_, shown| shown.window.holds(now));
        let account = self.vault.account(id).ok_or(Fault::Stale)?.clone();
        if let Some(shown) = self.shown.get(&id) {
            return Ok(ShownCode { account: id, timed: shown.clone(), now });
        }
        binding::transition(Some(account.binding), binding::Event::Show)?;
        if let MovingFactor::Counter(_) = account.otp.moving_factor {
            let timed = self.counted.get(&id).ok_or(Fault::Stale)?.clone();
            return Ok(ShownCode { account: id, timed, now });
        }
        let secret = self.vault.open_secret(id)?;
        let timed = self.code_of(&account, &secret, now, known)?;
        Ok(ShownCode { account: id, timed, now })
    }

    /// The code of an account's secret at `now`, unless the clock went back behind one that was given.
    pub(crate) fn code_of(
        &mut self,
        account: &Account,
        secret: &OtpSecret,
        now: UnixTime,
        known: bool,
    ) -> Result<TimedCode, Fault> {
        match account.otp.moving_factor {
            MovingFactor::Time(period) => self.marks.give(account.id, period, now, known)?,
            // No PIN account goes by a counter; one in a vault was written by a newer version.
            MovingFactor::Counter(_) => return Err(Fault::Stale),
        }
        Ok(code_at(secret, &account.otp, now))
    }

    /// Forgets every code that an account has given: it has another secret or other parameters.
    pub(crate) fn forget_codes(&mut self, id: AccountId) {
        self.shown.remove(&id);
        self.counted.remove(&id);
        self.marks.forget(id);
    }
}
