//! A PIN against an account: counted before it is looked at, checked with the session free for others, settled.

use lingpai_domain::attempts::{Attempts, NoTry};
use lingpai_domain::binding::{self, Event, Refusal, State};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Moment, Pin, burn_stack, code_at};
use lingpai_vault::{Cost, Lock, NewAccount, Opened, PinFault, VaultFault, WrongPin};

use crate::codes::ShownCode;
use crate::fault::Fault;
use crate::pin::pad::{Outcome, Standing, Then};
use crate::session::{Lingpai, Open, SessionId};

impl Lingpai {
    /// Tries a PIN for the session that it was typed in: a lock meanwhile ends it, and its try stays counted.
    pub(crate) fn try_pin(&self, session: SessionId, id: AccountId, then: Then, pin: &Pin) -> Result<Outcome, Fault> {
        let counted = self.with_open_in(session, |open| {
            let at = open.moment(&self.ports);
            let binding = open.vault.account_or_trashed(id).ok_or(Fault::Stale)?.binding;
            match binding::transition(Some(binding), Event::TryPin { now: at.steady }) {
                Ok((trying, _)) => {
                    let trial = open.vault.pin_trial(id)?;
                    open.vault.set_binding(id, trying, at)?;
                    // Before the PIN is looked at: an old file put back afterwards must not give the try back.
                    self.remember(open);
                    Ok(Ok(trial))
                }
                Err(Refusal::NoTry(NoTry::Wait { .. } | NoTry::Frozen)) => {
                    Ok(Err(Standing::of(binding, at.steady).ok_or(Refusal::NoPin)?))
                }
                Err(Refusal::Trying) => Err(Fault::Busy),
                Err(refusal) => Err(refusal.into()),
            }
        })?;
        let trial = match counted {
            Ok(trial) => trial,
            Err(standing) => return Ok(Outcome::NoTry(standing)),
        };
        let tried = trial.run(pin);
        drop(trial);
        burn_stack();
        let opened = match tried {
            Ok(opened) => opened,
            Err(wrong) => {
                return self.with_change_in(session, |open| {
                    let at = open.moment(&self.ports);
                    open.settle_wrong(id, wrong, at)
                });
            }
        };
        let synced = self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            open.settle_right(id, pin, &opened, self.cost, at)
        })?;
        match then {
            Then::ShowOrSync => {
                let known = self.time.is_known();
                let outcome = self.with_open_in(session, |open| {
                    let at = open.moment(&self.ports);
                    let account = open.vault.account(id).ok_or(Fault::Stale)?.clone();
                    let shown =
                        if synced { Ok(Outcome::Synced(id)) } else { open.show_opened(&account, &opened, at, known) };
                    open.keep_open(&account, opened.secret, at.steady);
                    shown
                });
                self.bell.ring();
                outcome
            }
            Then::CheckDigits => self.show_own_check_digits(session, id, pin),
            Then::HandOut(name) => self.hand_out(session, id, name, pin, &opened),
            Then::GiveUp(slot) => self.give_up(session, id, slot),
            Then::Change => self.with_open_in(session, |open| Ok(open.ask_new(id, opened))),
            Then::Remove => self.remove(session, id),
            Then::Restore => self.bring_back(session, id),
        }
    }
}

impl Open {
    /// Settles a right PIN; true where the account was Unsynced until now.
    fn settle_right(
        &mut self,
        id: AccountId,
        pin: &Pin,
        opened: &Opened,
        cost: Cost,
        at: Moment,
    ) -> Result<bool, Fault> {
        let account = self.vault.account_or_trashed(id).ok_or(Fault::Stale)?.clone();
        let settle = |event| binding::transition(Some(account.binding), event).map(|(settled, _)| settled);
        let settled = settle(Event::PinRight)?;
        let syncs = matches!(account.binding, State::Unsynced(..));
        if syncs {
            self.vault.noting(self.line(What::Synced, &account, at));
        }
        let saved = if opened.came_with_a_transfer() {
            // From now on under this vault's own keys.
            let new = NewAccount { binding: settled, ..NewAccount::from(&account) };
            let change = self.vault.prepare_as(id, new, &opened.secret, Lock::Pin(pin, cost));
            change.and_then(|change| self.vault.commit(change, at).map(drop))
        } else {
            self.vault.settle_right_pin(id, settled, opened, at)
        };
        if let Err(fault) = saved {
            // The file still says that the try was wrong: so does the memory.
            self.vault.note_binding(id, settle(Event::PinWrong)?)?;
            return Err(fault.into());
        }
        self.last_wrong.remove(&id);
        self.pad = None;
        Ok(syncs)
    }

    fn show_opened(&mut self, account: &Account, opened: &Opened, at: Moment, known: bool) -> Result<Outcome, Fault> {
        self.mark_given(account, at, known)?;
        self.vault.note_used(account.id, at)?;
        let timed = code_at(&opened.secret, &account.otp, at.wall);
        self.shown.insert(account.id, timed.clone());
        Ok(Outcome::Code(ShownCode { account: account.id, timed, now: at.wall, next: None }))
    }

    fn settle_wrong(&mut self, id: AccountId, wrong: WrongPin, at: Moment) -> Result<Outcome, Fault> {
        let account = self.vault.account_or_trashed(id).ok_or(Fault::Stale)?.clone();
        let binding = account.binding;
        let WrongPin { fault, mark } = wrong;
        let again = matches!((&mark, self.last_wrong.get(&id)), (Some(mark), Some(last)) if mark.same_as(last));
        let (settled, _) =
            binding::transition(Some(binding), if again { Event::PinWrongAgain } else { Event::PinWrong })?;
        if again {
            // Given back on disk as well; where that fails, the try stays counted in both places.
            if self.vault.set_binding(id, settled, at).is_err() {
                self.vault.note_binding(id, binding::transition(Some(binding), Event::PinWrong)?.0)?;
            }
        } else {
            self.vault.note_binding(id, settled)?;
        }
        if let Some(mark) = mark {
            self.last_wrong.insert(id, mark);
        }
        let standing = Standing::of(settled, at.steady).ok_or(Refusal::NoPin)?;
        let frozen = standing.attempts == Attempts::Frozen;
        if !matches!(standing.attempts, Attempts::Free { .. }) {
            self.close(id);
        }
        if fault == PinFault::Wrong {
            let line = self.line(if frozen { What::Frozen } else { What::WrongPin }, &account, at);
            // The try is on disk; a trail that cannot be written takes nothing from the answer.
            self.vault.note(line, at).ok();
        }
        if frozen && self.vault.settings().erase_at_ten {
            self.vault.erase(id, at)?;
        }
        match fault {
            PinFault::Wrong => Ok(Outcome::Wrong(standing)),
            PinFault::Damaged(damage) => Err(VaultFault::Damaged(damage).into()),
            PinFault::Kdf(fault) => Err(VaultFault::Kdf(fault).into()),
        }
    }

    /// Seals an account's secret under another PIN, for a new epoch.
    pub(crate) fn change_pin(
        &mut self,
        id: AccountId,
        event: Event,
        opened: &Opened,
        pin: &Pin,
        at: Moment,
        cost: Cost,
    ) -> Result<(), Fault> {
        let account = self.vault.account(id).ok_or(Fault::Stale)?.clone();
        let (changed, _) = binding::transition(Some(account.binding), event)?;
        let new = NewAccount { binding: changed, epoch: account.epoch + 1, ..NewAccount::from(&account) };
        let change = self.vault.prepare_as(id, new, &opened.secret, Lock::Pin(pin, cost))?;
        let line = self.line(What::PinChanged, &account, at);
        self.vault.noting(line).commit(change, at)?;
        self.close(id);
        self.last_wrong.remove(&id);
        Ok(())
    }
}
