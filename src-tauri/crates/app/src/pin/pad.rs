use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, Event, Proof, Refusal, State};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountId, AccountNumber, DeviceName, Moment, Pin, PinEntry, UnixTime, WeakPin, burn_stack};
use lingpai_vault::{CheckDigits, Cost, Lock, Opened, RecoveryKit, VaultFault};

use crate::adding::waiting::{Held, Replacing};
use crate::codes::ShownCode;
use crate::fault::Fault;
use crate::pin::devices::{ShownTransfer, may_hand_out};
use crate::session::{Lingpai, Open};

/// What a PIN is typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PadPurpose {
    /// To create the PIN of the registration that waits for agreement.
    Create,
    /// To show a code of an account, or to sync it.
    Code(AccountId),
    /// To show the check digits of a Main account.
    CheckDigits(AccountId),
    /// To make a transfer for a further device of this name.
    HandOut(AccountId, DeviceName),
    /// To give a further device up.
    GiveUp(AccountId, DeviceSlot),
    /// To change the PIN of a Main account.
    Change(AccountId),
    /// To remove a PIN account.
    Remove(AccountId),
    /// To bring a PIN account back from the trash.
    Restore(AccountId),
}

/// A PIN pad: the digits so far, which only the count of ever leaves.
pub(crate) struct Pad {
    entry: PinEntry,
    step: PadStep,
}

enum PadStep {
    /// A new PIN, for the first time.
    New(NewPin),
    /// The same again.
    Repeat { of: NewPin, first: Pin },
    /// A PIN that can be checked.
    Try(AccountId, Then),
    /// A PIN that cannot be checked here.
    ByEye(AccountId),
    /// The same again.
    ByEyeRepeat { account: AccountId, first: Pin },
}

/// What a new PIN is for.
enum NewPin {
    /// The registration that waits for agreement.
    Bind,
    /// An account whose secret the old PIN or the recovery kit has opened.
    Change { id: AccountId, opened: Box<Opened>, event: Event },
}

/// What is done once the PIN was right.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Then {
    ShowOrSync,
    CheckDigits,
    HandOut(DeviceName),
    GiveUp(DeviceSlot),
    Change,
    Remove,
    Restore,
}

/// What came of a PIN.
pub enum Outcome {
    /// Type the same again.
    Repeat,
    /// The second was not the first; the pad begins again.
    Mismatch,
    /// The old PIN was right: type the new one.
    New,
    /// The new PIN is too easy to guess; the pad is empty again.
    Weak(WeakPin),
    /// The account is bound.
    Bound(AccountId),
    /// The PIN was right.
    Code(ShownCode),
    /// The PIN was right, and the account is Synced from now on.
    Synced(AccountId),
    /// The check digits, for comparing by eye.
    CheckDigits(AccountId, CheckDigits),
    /// The transfer that was made.
    Transfer(ShownTransfer),
    /// What was asked for is done.
    Done(AccountId),
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
                    Held::Registration { registration, .. } if now < registration.expires => PadStep::New(NewPin::Bind),
                    Held::Registration { .. } | Held::Expired { .. } => return Err(Fault::Expired),
                    Held::Nothing
                    | Held::Refused(_)
                    | Held::AlreadyBound { .. }
                    | Held::Plain(_)
                    | Held::Transfer { .. } => return Err(Fault::Stale),
                },
                PadPurpose::Code(id) => match open.pin_account(id)? {
                    State::Unsynced(_, Proof::ByEye, _) => PadStep::ByEye(id),
                    State::Plain | State::Synced(..) | State::Unsynced(_, Proof::Opens, _) => {
                        PadStep::Try(id, Then::ShowOrSync)
                    }
                },
                PadPurpose::CheckDigits(id) => PadStep::Try(open.synced(id)?, Then::CheckDigits),
                PadPurpose::HandOut(id, name) => {
                    may_hand_out(open.vault.account(id).ok_or(Fault::Stale)?, &name)?;
                    PadStep::Try(id, Then::HandOut(name))
                }
                PadPurpose::GiveUp(id, slot) => {
                    binding::transition(Some(open.pin_account(id)?), Event::GiveUp(slot))?;
                    PadStep::Try(id, Then::GiveUp(slot))
                }
                PadPurpose::Change(id) => {
                    binding::transition(Some(open.pin_account(id)?), Event::ChangePin)?;
                    PadStep::Try(id, Then::Change)
                }
                PadPurpose::Remove(id) => {
                    open.pin_account(id)?;
                    PadStep::Try(id, Then::Remove)
                }
                PadPurpose::Restore(id) => {
                    let (removed, _) = open.vault.trash().find(|(account, _)| account.id == id).ok_or(Fault::Stale)?;
                    Standing::of(removed.binding, now).ok_or(Refusal::NoPin)?;
                    PadStep::Try(id, Then::Restore)
                }
            };
            open.compared = None;
            open.pad = Some(Pad { entry: PinEntry::new(), step });
            Ok(0)
        })
    }

    /// Opens an empty pad for another PIN of an account that the recovery kit opens, a frozen one too.
    pub fn open_pad_with_kit(&self, id: AccountId, typed: &str) -> Result<usize, Fault> {
        let kit = RecoveryKit::from_text(typed).ok_or(Fault::NotAKit)?;
        self.with_open(|open| {
            binding::transition(Some(open.pin_account(id)?), Event::KitResets)?;
            let opened = open.vault.open_with_kit(id, &kit).map_err(|fault| {
                if let VaultFault::Proof(fault) = fault { Fault::of_kit(fault) } else { fault.into() }
            })?;
            open.compared = None;
            let of = NewPin::Change { id, opened: Box::new(opened), event: Event::KitResets };
            open.pad = Some(Pad { entry: PinEntry::new(), step: PadStep::New(of) });
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
            open.compared = None;
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
        let outcome = self.judge_pin();
        // The PIN was handed from one function to the next, and each has left its copy where the stack was.
        burn_stack();
        outcome
    }

    /// In a frame of its own, which is below the one that burns it.
    #[inline(never)]
    fn judge_pin(&self) -> Result<Outcome, Fault> {
        let (session, judged) = self.with_change(|open| {
            let mut pad = open.pad.take().ok_or(Fault::Stale)?;
            match pad.entry.finish() {
                Ok(pin) => Ok((open.id, open.judge(pad.step, pin, open.moment(&self.ports), self.cost)?)),
                Err(rule) => {
                    open.pad = Some(pad);
                    Err(rule.into())
                }
            }
        })?;
        match judged {
            Judged::Done(outcome) => Ok(outcome),
            Judged::Try(id, then, pin) => self.try_pin(session, id, then, &pin),
            Judged::Compare(id, pin) => self.show_check_digits(session, id, pin),
        }
    }
}

/// What is to be done with the digits typed.
enum Judged {
    Done(Outcome),
    Try(AccountId, Then, Pin),
    Compare(AccountId, Pin),
}

impl Open {
    /// How a PIN account is bound.
    fn pin_account(&self, id: AccountId) -> Result<State, Fault> {
        match self.vault.account(id).ok_or(Fault::Stale)?.binding {
            State::Plain => Err(Refusal::NoPin.into()),
            bound @ (State::Synced(..) | State::Unsynced(..)) => Ok(bound),
        }
    }

    fn synced(&self, id: AccountId) -> Result<AccountId, Fault> {
        match self.pin_account(id)? {
            State::Synced(..) => Ok(id),
            State::Plain | State::Unsynced(..) => Err(Refusal::Unsynced.into()),
        }
    }

    fn judge(&mut self, step: PadStep, pin: Pin, at: Moment, cost: Cost) -> Result<Judged, Fault> {
        let pad = |step| Some(Pad { entry: PinEntry::new(), step });
        match step {
            PadStep::New(of) => {
                if let Some(rule) = pin.weakness(self.number_of(&of)?) {
                    self.pad = pad(PadStep::New(of));
                    return Ok(Judged::Done(Outcome::Weak(rule)));
                }
                self.pad = pad(PadStep::Repeat { of, first: pin });
                Ok(Judged::Done(Outcome::Repeat))
            }
            PadStep::Repeat { of, first } if !first.same_as(&pin) => {
                self.pad = pad(PadStep::New(of));
                Ok(Judged::Done(Outcome::Mismatch))
            }
            PadStep::Repeat { of: NewPin::Bind, .. } => {
                self.bind_main(&pin, at, cost).map(|id| Judged::Done(Outcome::Bound(id)))
            }
            PadStep::Repeat { of: NewPin::Change { id, opened, event }, .. } => {
                self.change_pin(id, event, &opened, &pin, at, cost)?;
                Ok(Judged::Done(Outcome::Done(id)))
            }
            PadStep::Try(id, then) => {
                self.pad = pad(PadStep::Try(id, then.clone()));
                Ok(Judged::Try(id, then, pin))
            }
            PadStep::ByEye(account) => {
                self.pad = pad(PadStep::ByEyeRepeat { account, first: pin });
                Ok(Judged::Done(Outcome::Repeat))
            }
            PadStep::ByEyeRepeat { account, first } if !first.same_as(&pin) => {
                self.pad = pad(PadStep::ByEye(account));
                Ok(Judged::Done(Outcome::Mismatch))
            }
            PadStep::ByEyeRepeat { account, .. } => Ok(Judged::Compare(account, pin)),
        }
    }

    /// The account number that a new PIN must not be.
    fn number_of(&self, of: &NewPin) -> Result<&AccountNumber, Fault> {
        match (of, &self.held) {
            (NewPin::Bind, Held::Registration { registration, .. }) => Ok(&registration.account),
            (NewPin::Bind, _) => Err(Fault::Stale),
            (NewPin::Change { id, .. }, _) => Ok(&self.vault.account(*id).ok_or(Fault::Stale)?.number),
        }
    }

    /// Asks for the new PIN of an account whose old one was right.
    pub(crate) fn ask_new(&mut self, id: AccountId, opened: Opened) -> Outcome {
        let step = PadStep::New(NewPin::Change { id, opened: Box::new(opened), event: Event::ChangePin });
        self.pad = Some(Pad { entry: PinEntry::new(), step });
        Outcome::New
    }

    /// Binds the registration that waits, under a new PIN, or has it take the place of an older one. On a fault it goes
    /// on waiting.
    fn bind_main(&mut self, pin: &Pin, at: Moment, cost: Cost) -> Result<AccountId, Fault> {
        let Held::Registration { registration, replaces } = &self.held else { return Err(Fault::Stale) };
        let replacing = Replacing::of(registration, *replaces, &self.vault, at.wall)?;
        let new = replacing.account(registration, Event::RegisterFirst, Event::ReplaceFirst, at.wall)?;
        let id = replacing.id;
        let change = match id {
            Some(id) => self.vault.prepare_as(id, new, &registration.secret, Lock::Pin(pin, cost))?,
            None => self.vault.prepare(new, &registration.secret, Lock::Pin(pin, cost))?,
        };
        self.settle_bound(change, id.is_some(), at)
    }
}
