use lingpai_domain::{Account, AccountId, MovingFactor, OtpSecret, TimedCode, UnixTime, binding, totp};

use crate::fault::Fault;
use crate::session::{Lingpai, Open};

/// A code on its way to the window, with the time it is good for.
pub struct ShownCode {
    /// Whose it is.
    pub account: AccountId,
    /// The digits and their window.
    pub timed: TimedCode,
    /// When this was written; lies in the window.
    pub now: UnixTime,
}

impl Lingpai {
    /// The current code of an account that shows one without a PIN, or whose PIN was given in this period.
    pub fn show(&self, account: AccountId) -> Result<ShownCode, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| open.current(account, now))
    }

    /// Copies the current code, and says what was copied.
    pub fn copy(&self, account: AccountId) -> Result<ShownCode, Fault> {
        let shown = self.show(account)?;
        // EXPOSE: the user asked for the code in the clipboard.
        self.ports.clipboard.copy_secret(shown.timed.code.expose())?;
        Ok(shown)
    }
}

impl Open {
    fn current(&mut self, id: AccountId, now: UnixTime) -> Result<ShownCode, Fault> {
        self.shown.retain(|_, shown| shown.window.holds(now));
        let account = self.vault.account(id).ok_or(Fault::Stale)?;
        if let Some(shown) = self.shown.get(&id) {
            return Ok(ShownCode { account: id, timed: shown.clone(), now });
        }
        binding::transition(Some(account.binding), binding::Event::Show)?;
        let timed = current_code(account, &self.vault.open_secret(id)?, now)?;
        Ok(ShownCode { account: id, timed, now })
    }
}

/// The code of an account's secret at `now`.
pub(crate) fn current_code(account: &Account, secret: &OtpSecret, now: UnixTime) -> Result<TimedCode, Fault> {
    match account.otp.moving_factor {
        MovingFactor::Time(period) => {
            Ok(totp(secret, account.otp.algorithm, account.otp.digits, period, period.step_at(now)))
        }
        // Nothing binds a counter account yet; one in a vault was written by a newer version.
        MovingFactor::Counter(_) => Err(Fault::Stale),
    }
}
