//! Accounts typed by hand, and changed by hand.

use lingpai_domain::binding::{Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, TimedCode, UnixTime, burn_stack, code_at};
use lingpai_intake::{Candidate, Described, TypedFault, TypedFields, described, typed};
use lingpai_vault::{Lock, NewAccount};

use crate::adding::found::Source;
use crate::adding::waiting::Waiting;
use crate::fault::Fault;
use crate::opening::ways::Typed;
use crate::session::Lingpai;

/// What a typed account would show.
pub struct Preview {
    /// Its code now, or the next one where it goes by a counter.
    pub timed: TimedCode,
    /// When this was written.
    pub now: UnixTime,
}

impl Lingpai {
    /// What an account typed by hand would show now. Nothing is kept.
    pub fn typed_preview(&self, fields: TypedFields<'_>, secret: &str) -> Result<Preview, TypedFault> {
        let account = typed(fields, secret)?;
        let now = self.ports.clock.now();
        let timed = code_at(&account.secret, &account.otp, now);
        drop(account);
        burn_stack();
        Ok(Preview { timed, now })
    }

    /// Takes an account typed by hand: it waits for the user's agreement like a scanned one.
    pub fn take_typed(&self, fields: TypedFields<'_>, secret: &str) -> Result<Waiting, Fault> {
        let account = Candidate::Plain(typed(fields, secret)?);
        self.take(self.intake()?, vec![Source { name: None, readings: Ok(vec![Ok(account)]) }])
    }

    /// An account without a PIN, for what can be changed of it.
    pub fn plain_account(&self, id: AccountId) -> Result<Account, Fault> {
        self.with_open(|open| {
            let account = open.vault.account(id).ok_or(Fault::Stale)?;
            match account.binding {
                State::Plain => Ok(account.clone()),
                State::Synced(..) | State::Unsynced(..) => Err(Refusal::PinNeeded.into()),
            }
        })
    }

    /// Changes an account without a PIN, its secret excepted. The proof says that it is the user who does: another
    /// algorithm or period makes its codes useless.
    pub fn edit_account(&self, proof: &Typed<'_>, id: AccountId, fields: TypedFields<'_>) -> Result<(), Fault> {
        let Described { issuer, account: number, otp } = described(fields)?;
        let there = self.plain_account(id)?;
        self.with_change(|open| {
            self.prove(open, proof)?;
            let at = open.moment(&self.ports);
            let secret = open.vault.open_secret(id)?;
            if open.vault.same_as(&secret, &otp).is_some_and(|same| same.id != id) {
                return Err(Refusal::AlreadyBound.into());
            }
            let new = NewAccount { issuer, number, otp, ..NewAccount::from(&there) };
            let change = open.vault.prepare_as(id, new, &secret, Lock::Root)?;
            // By the words that it had: what it is called now, the list shows.
            let line = open.line(What::Edited, &there, at);
            open.vault.noting(line).commit(change, at)?;
            if there.otp != otp {
                // What was shown of the old ones says nothing of the new ones.
                open.forget_codes(id);
            }
            Ok(())
        })
    }
}
