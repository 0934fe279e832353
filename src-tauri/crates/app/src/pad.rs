use lingpai_domain::attempts::{Attempts, NoTry};
use lingpai_domain::binding::{self, Event, Refusal, State};
use lingpai_domain::{AccountId, Moment, Pin, PinEntry, UnixTime, burn_stack};
use lingpai_vault::{Lock, Opened, PinFault, VaultFault, WrongPin};

use crate::codes::{ShownCode, current_code};
use crate::fault::Fault;
use crate::intake::{Held, new_main};
use crate::session::{Lingpai, Open};

/// What a PIN is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits for agreement.
    Create,
    /// To show a code of an account.
    Code(AccountId),
}

/// A PIN pad: the digits so far, which only the count of ever leaves.
pub(crate) struct Pad {
    entry: PinEntry,
    step: PadStep,
}

enum PadStep {
    Create,
    Repeat { first: Pin },
    Code(AccountId),
}

/// What came of a PIN.
pub enum Outcome {
    /// Type the same again.
    Repeat,
    /// The second was not the first; the pad begins again.
    Mismatch,
    /// The account is bound.
    Bound(AccountId),
    /// The PIN was right.
    Code(ShownCode),
    /// The PIN was right, and the account is Synced from now on.
    Synced(AccountId),
    /// The PIN was wrong.
    Wrong(Standing),
    /// No PIN was tried.
    NoTry(Standing),
}

/// Whether a PIN may be tried, as seen at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The count.
    pub attempts: Attempts,
    /// When it was looked at, on the clock that waits go by.
    pub now: UnixTime,
}

impl Standing {
    /// Where an account's PIN stands; an ordinary account has none.
    pub fn of(binding: State, now: UnixTime) -> Option<Self> {
        binding.guard().map(|guard| Self { attempts: guard.attempts(), now })
    }
}

impl Lingpai {
    /// The time by the program's own clock, for views of what waits.
    pub fn now(&self) -> UnixTime {
        self.ports.clock.now()
    }

    /// Opens an empty pad. Any other pad is wiped.
    pub fn open_pad(&self, purpose: PadPurpose) -> Result<usize, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            let step = match purpose {
                PadPurpose::Create => match &open.held {
                    Held::Registration(registration) if now < registration.expires => PadStep::Create,
                    Held::Registration(_) | Held::Expired { .. } => return Err(Fault::Expired),
                    Held::Nothing | Held::Refused(_) | Held::AlreadyBound { .. } | Held::Plain(_) => {
                        return Err(Fault::Stale);
                    }
                },
                PadPurpose::Code(id) => {
                    let account = open.vault.account(id).ok_or(Fault::Stale)?;
                    Standing::of(account.binding, now).ok_or(Refusal::NoPin)?;
                    PadStep::Code(id)
                }
            };
            open.pad = Some(Pad { entry: PinEntry::new(), step });
            Ok(0)
        })
    }

    /// Types a digit from 0 to 9; gives the count of digits. A digit beyond the twentieth is not taken.
    pub fn type_digit(&self, digit: u8) -> Result<usize, Fault> {
        self.with_pad(|entry| {
            entry.push(digit);
        })
    }

    /// Takes the last digit back; gives the count of digits.
    pub fn take_back(&self) -> Result<usize, Fault> {
        self.with_pad(PinEntry::pop)
    }

    /// Closes the pad and wipes what was typed.
    pub fn close_pad(&self) -> Result<(), Fault> {
        self.with_open(|open| {
            open.pad = None;
            Ok(())
        })
    }

    fn with_pad(&self, act: impl FnOnce(&mut PinEntry)) -> Result<usize, Fault> {
        self.with_open(|open| {
            let entry = &mut open.pad.as_mut().ok_or(Fault::Stale)?.entry;
            act(entry);
            Ok(entry.len())
        })
    }

    /// Judges the digits typed. Takes Argon2id's time.
    pub fn submit_pin(&self) -> Result<Outcome, Fault> {
        let (id, pin) = {
            let judged = self.with_change(|open| {
                let mut pad = open.pad.take().ok_or(Fault::Stale)?;
                let pin = match pad.entry.finish() {
                    Ok(pin) => pin,
                    Err(rule) => {
                        open.pad = Some(pad);
                        return Err(rule.into());
                    }
                };
                match pad.step {
                    PadStep::Create => {
                        open.pad = Some(Pad { entry: PinEntry::new(), step: PadStep::Repeat { first: pin } });
                        Ok(Judged::Done(Outcome::Repeat))
                    }
                    PadStep::Repeat { first } if !first.same_as(&pin) => {
                        open.pad = Some(Pad { entry: PinEntry::new(), step: PadStep::Create });
                        Ok(Judged::Done(Outcome::Mismatch))
                    }
                    PadStep::Repeat { first } => {
                        let at = open.moment(&self.ports);
                        open.bind_main(&first, at, self.cost).map(|id| Judged::Done(Outcome::Bound(id)))
                    }
                    PadStep::Code(id) => {
                        open.pad = Some(Pad { entry: PinEntry::new(), step: PadStep::Code(id) });
                        Ok(Judged::Try(id, pin))
                    }
                }
            })?;
            match judged {
                Judged::Done(outcome) => return Ok(outcome),
                Judged::Try(id, pin) => (id, pin),
            }
        };
        self.try_pin(id, &pin)
    }

    /// Counts the try on disk and in the keystore's memory, checks the PIN with the session free for others, and
    /// settles the count.
    fn try_pin(&self, id: AccountId, pin: &Pin) -> Result<Outcome, Fault> {
        let counted = self.with_open(|open| {
            let at = open.moment(&self.ports);
            let binding = open.vault.account(id).ok_or(Fault::Stale)?.binding;
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
                Err(
                    refusal @ (Refusal::AlreadyBound
                    | Refusal::NotBound
                    | Refusal::PinNeeded
                    | Refusal::NoPin
                    | Refusal::NoTrial),
                ) => Err(refusal.into()),
            }
        })?;
        let trial = match counted {
            Ok(trial) => trial,
            Err(standing) => return Ok(Outcome::NoTry(standing)),
        };
        let tried = trial.run(pin);
        drop(trial);
        burn_stack();
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            match tried {
                Ok(opened) => open.settle_right(id, &opened, at),
                Err(wrong) => open.settle_wrong(id, wrong, at),
            }
        })
    }
}

impl Open {
    fn settle_right(&mut self, id: AccountId, opened: &Opened, at: Moment) -> Result<Outcome, Fault> {
        let account = self.vault.account(id).ok_or(Fault::Stale)?.clone();
        let settle = |event| binding::transition(Some(account.binding), event).map(|(settled, _)| settled);
        if let Err(fault) = self.vault.settle_right_pin(id, settle(Event::PinRight)?, opened, at) {
            // The file still says that the try was wrong: so does the memory.
            self.vault.note_binding(id, settle(Event::PinWrong)?)?;
            return Err(fault.into());
        }
        self.last_wrong.remove(&id);
        self.pad = None;
        if let State::Unsynced(..) = account.binding {
            return Ok(Outcome::Synced(id));
        }
        let timed = current_code(&account, &opened.secret, at.wall)?;
        self.shown.insert(id, timed.clone());
        Ok(Outcome::Code(ShownCode { account: id, timed, now: at.wall }))
    }

    fn settle_wrong(&mut self, id: AccountId, wrong: WrongPin, at: Moment) -> Result<Outcome, Fault> {
        let binding = self.vault.account(id).ok_or(Fault::Stale)?.binding;
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
        if standing.attempts == Attempts::Frozen && self.vault.settings().erase_at_ten {
            self.vault.erase(id, at)?;
        }
        match fault {
            PinFault::Wrong => Ok(Outcome::Wrong(standing)),
            PinFault::Damaged(damage) => Err(VaultFault::Damaged(damage).into()),
            PinFault::Kdf(fault) => Err(VaultFault::Kdf(fault).into()),
        }
    }
}

enum Judged {
    Done(Outcome),
    Try(AccountId, Pin),
}

impl Open {
    /// Binds the registration that waits, under a new PIN. On a fault it goes on waiting.
    fn bind_main(&mut self, pin: &Pin, at: Moment, cost: lingpai_vault::Cost) -> Result<AccountId, Fault> {
        let Held::Registration(registration) = &self.held else { return Err(Fault::Stale) };
        if registration.expires <= at.wall {
            return Err(Fault::Expired);
        }
        let new = new_main(registration, at.wall)?;
        let change = self.vault.prepare(new, &registration.secret, Lock::Pin(pin, cost))?;
        let id = self.vault.commit(change, at)?;
        self.held = Held::Nothing;
        Ok(id)
    }
}
