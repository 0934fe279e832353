//! Check digits: how a PIN is compared by eye where nothing on this device can tell it.

use lingpai_domain::binding::{self, Event, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Pin, burn_stack};
use lingpai_vault::{CheckDigits, Cost, Lock, NewAccount, VaultFault, check_digits};

use crate::fault::Fault;
use crate::pin::pad::Outcome;
use crate::session::{Lingpai, SessionId};

impl Lingpai {
    /// Makes the check digits of a PIN that was typed twice, and keeps it until the user has compared them.
    pub(crate) fn show_check_digits(&self, session: SessionId, id: AccountId, pin: Pin) -> Result<Outcome, Fault> {
        let account = self.with_open_in(session, |open| {
            let account = open.vault.account(id).ok_or(Fault::Stale)?.clone();
            binding::transition(Some(account.binding), Event::TypePin)?;
            Ok(account)
        })?;
        let digits = digits(&account, &pin, self.cost)?;
        self.with_open_in(session, |open| {
            open.compared = Some((id, pin));
            Ok(Outcome::CheckDigits(id, digits))
        })
    }

    /// Makes the check digits of a PIN that was right, for a further device to compare.
    pub(crate) fn show_own_check_digits(&self, session: SessionId, id: AccountId, pin: &Pin) -> Result<Outcome, Fault> {
        let account = self.with_open_in(session, |open| open.vault.account(id).cloned().ok_or(Fault::Stale))?;
        let digits = digits(&account, pin, self.cost)?;
        self.with_open_in(session, |_| Ok(Outcome::CheckDigits(id, digits)))
    }

    /// Whether the first device shows the same check digits. When it does, the PIN that was typed becomes the account's
    /// here; otherwise nothing is synced and the PIN is forgotten. Takes Argon2id's time.
    pub fn compare_check_digits(&self, id: AccountId, same: bool) -> Result<(), Fault> {
        self.with_change(|open| {
            let (_, pin) = open.compared.take().filter(|(compared, _)| *compared == id).ok_or(Fault::Stale)?;
            let account = open.vault.account(id).ok_or(Fault::Stale)?.clone();
            let event = if same { Event::DigitsSame } else { Event::DigitsDiffer };
            let (next, _) = binding::transition(Some(account.binding), event)?;
            if let State::Plain | State::Unsynced(..) = next {
                return Ok(());
            }
            let at = open.moment(&self.ports);
            let secret = open.vault.open_compared(id)?;
            let new = NewAccount { binding: next, ..NewAccount::from(&account) };
            let sealed = open.vault.prepare_as(id, new, &secret, Lock::Pin(&pin, self.cost));
            let line = open.line(What::Synced, &account, at);
            let synced = sealed.and_then(|change| open.vault.noting(line).commit(change, at));
            if let Err(fault) = synced {
                // The user can say it once more.
                open.compared = Some((id, pin));
                return Err(fault.into());
            }
            Ok(())
        })
    }
}

fn digits(account: &Account, pin: &Pin, cost: Cost) -> Result<CheckDigits, Fault> {
    let (Some(issuer), Some(activation)) = (&account.issuer, &account.activation) else { return Err(Fault::Stale) };
    let digits = check_digits(pin, issuer, &account.number, &activation.code, cost);
    burn_stack();
    digits.map_err(|fault| VaultFault::Kdf(fault).into())
}
