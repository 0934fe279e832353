//! How an account is bound on this device: one pure table of transitions.
//!
//! `transition` says what becomes of a state and what the caller must do, in order; it does nothing itself. Every pair of
//! state and event stands in `binding.golden.txt`, which a test compares and a reader checks against the design.

use crate::UnixTime;
use crate::attempts::{Attempts, NoTry};
use crate::devices::{DeviceSlot, Devices, NoDevice};

/// How an account is bound on this device. What is stored holds only bound accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An ordinary account: no PIN.
    Plain,
    /// This device has had the account's PIN confirmed.
    Synced(Role, PinGuard),
    /// This device has not had the account's PIN confirmed since it was bound or restored here.
    Unsynced(Role, Proof, PinGuard),
}

/// Which of the account's devices this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Bound on this device first: its PIN was created here, and it hands out the further devices.
    Main(Devices),
    /// Bound here after another device.
    Sub,
}

impl Role {
    /// The first device, with no further one yet.
    pub const MAIN: Self = Self::Main(Devices::ONE);
}

/// How an Unsynced account's PIN is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It opens the sealed secret: of a transfer, or of a vault that was restored.
    Opens,
    /// Nothing here can tell: the user compares two check digits with the first device's.
    ByEye,
}

/// Where the PIN of an account stands between it and its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinGuard {
    /// Nobody is trying a PIN.
    Resting(Attempts),
    /// A try has been counted; its PIN has not been judged yet. A program that dies here finds the try counted.
    Trying {
        /// The count without this try.
        before: Attempts,
        /// The count with this try in it.
        counted: Attempts,
    },
}

impl PinGuard {
    /// The wrong PINs counted, the one under trial among them.
    pub const fn attempts(self) -> Attempts {
        match self {
            Self::Resting(attempts) | Self::Trying { counted: attempts, .. } => attempts,
        }
    }
}

impl State {
    /// What guards the PIN; an ordinary account has none.
    pub const fn guard(self) -> Option<PinGuard> {
        match self {
            Self::Plain => None,
            Self::Synced(_, guard) | Self::Unsynced(_, _, guard) => Some(guard),
        }
    }

    /// Which of the account's devices this is; an ordinary account has none.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Plain => None,
            Self::Synced(role, _) | Self::Unsynced(role, _, _) => Some(role),
        }
    }

    /// The same binding with these further devices; only a Main has any.
    #[must_use]
    pub const fn with_devices(self, devices: Devices) -> Self {
        match self {
            Self::Synced(Role::Main(_), guard) => Self::Synced(Role::Main(devices), guard),
            Self::Unsynced(Role::Main(_), proof, guard) => Self::Unsynced(Role::Main(devices), proof, guard),
            Self::Plain | Self::Synced(Role::Sub, _) | Self::Unsynced(Role::Sub, ..) => self,
        }
    }

    /// The same binding with another guard; an ordinary account stays as it is.
    #[must_use]
    pub const fn with_guard(self, guard: PinGuard) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Synced(role, _) => Self::Synced(role, guard),
            Self::Unsynced(role, proof, _) => Self::Unsynced(role, proof, guard),
        }
    }
}

/// What happens to a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The user binds an ordinary key URI.
    BindPlain,
    /// The user binds a broker's registration and says that this is the account's first device.
    RegisterFirst,
    /// The user binds a broker's registration and says that it is bound on another device already.
    RegisterFurther,
    /// The user binds a transfer that a Main device shows.
    BindTransfer,
    /// The user agrees that a registration with another activation code takes the place of this binding, on the first
    /// device.
    ReplaceFirst,
    /// The same on a further device.
    ReplaceFurther,
    /// The user asks for a code without a PIN.
    Show,
    /// The user asks for a code of an account whose PIN was right before and that is kept open since.
    ShowKept,
    /// The user has typed a PIN and it is about to be checked.
    TryPin {
        /// When, by a clock that does not go back.
        now: UnixTime,
    },
    /// The PIN under trial opened the account.
    PinRight,
    /// The PIN under trial did not.
    PinWrong,
    /// The PIN under trial did not, and it is the one that was tried just before.
    PinWrongAgain,
    /// The user has typed the same PIN twice where nothing can check it, and sees its check digits.
    TypePin,
    /// The user says that the first device shows the same check digits.
    DigitsSame,
    /// The user says that it shows others.
    DigitsDiffer,
    /// The user, whose PIN was right, asks for a transfer to a further device.
    HandOut,
    /// The user, whose PIN was right, gives up a device by its slot.
    GiveUp(DeviceSlot),
    /// The user, whose PIN was right, has created another PIN.
    ChangePin,
    /// The recovery kit has opened the account, and the user has created another PIN.
    KitResets,
    /// The user, whose PIN was right where there is one, removes the account.
    Remove,
    /// The vault was restored, or moved to this machine.
    Relocate,
}

/// What the caller does after a transition, in the order given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Seal the secret under the vault's root key.
    SealUnderRoot,
    /// Have a PIN created, and seal the secret under it.
    SealUnderNewPin,
    /// Seal the secret under the PIN that was typed.
    SealUnderTypedPin,
    /// Keep the secret as the transfer sealed it.
    KeepSealed,
    /// Let the old secret and everything sealed with it go.
    DropOldSecret,
    /// Begin a new epoch of the PIN: the other devices have the old one.
    NextEpoch,
    /// Have the new state on disk before going on.
    Save,
    /// Check the PIN under trial.
    CheckPin,
    /// Show the current code.
    ShowCode,
    /// Show the two check digits of the PIN that was typed.
    ShowCheckDigits,
    /// Show the transfer for the slot that was just taken.
    ShowTransfer,
    /// Say that the account is synced now.
    TellSynced,
    /// Say that the PIN was wrong, with the tries left.
    TellWrong,
    /// Say that the PIN is not the first device's.
    TellDiffers,
    /// Move the account into the trash, from where its PIN brings it back.
    Trash,
}

/// Why an event changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account is bound on this device.
    #[error("the account is already bound on this device")]
    AlreadyBound,
    /// The account is not bound on this device.
    #[error("the account is not bound on this device")]
    NotBound,
    /// A code of this account needs its PIN.
    #[error("the account's PIN is needed")]
    PinNeeded,
    /// The account has no PIN.
    #[error("the account has no PIN")]
    NoPin,
    /// No PIN is under trial, so there is nothing to judge.
    #[error("no PIN is under trial")]
    NoTrial,
    /// A PIN is under trial already.
    #[error("a PIN is being checked already")]
    Trying,
    /// No PIN may be tried.
    #[error(transparent)]
    NoTry(NoTry),
    /// The account is Unsynced: its PIN comes first.
    #[error("the account is not synced: the first device's PIN is needed")]
    Unsynced,
    /// The account's PIN can be checked here, so nothing is compared by eye.
    #[error("the account's PIN is checked here, not compared by eye")]
    NotByEye,
    /// The account's PIN cannot be checked here, only compared by eye.
    #[error("the account's PIN cannot be checked here, only compared by eye")]
    OnlyByEye,
    /// Only the first device does that.
    #[error("only the account's first device does that")]
    NotMain,
    /// The account is frozen: a new registration or the recovery kit opens it.
    #[error("the account is frozen")]
    Frozen,
    /// No device of that kind.
    #[error(transparent)]
    NoDevice(#[from] NoDevice),
}

type Next = Result<(State, &'static [Effect]), Refusal>;

/// The table. `None` stands for an account that is not bound on this device.
pub fn transition(state: Option<State>, event: Event) -> Next {
    match state {
        None => unbound(event),
        Some(State::Plain) => plain(event),
        Some(State::Synced(role, guard)) => synced(role, guard, event),
        Some(State::Unsynced(role, proof, guard)) => unsynced(role, proof, guard, event),
    }
}

const FRESH: PinGuard = PinGuard::Resting(Attempts::NONE);
const FIRST: State = State::Synced(Role::Main(Devices::ONE), FRESH);
const FURTHER: State = State::Unsynced(Role::Sub, Proof::ByEye, FRESH);

fn unbound(event: Event) -> Next {
    use Effect::{KeepSealed, Save, SealUnderNewPin, SealUnderRoot};
    match event {
        Event::BindPlain => Ok((State::Plain, &[SealUnderRoot, Save])),
        Event::RegisterFirst => Ok((FIRST, &[SealUnderNewPin, Save])),
        Event::RegisterFurther => Ok((FURTHER, &[SealUnderRoot, Save])),
        Event::BindTransfer => Ok((State::Unsynced(Role::Sub, Proof::Opens, FRESH), &[KeepSealed, Save])),
        Event::ReplaceFirst
        | Event::ReplaceFurther
        | Event::Show
        | Event::ShowKept
        | Event::TryPin { .. }
        | Event::PinRight
        | Event::PinWrong
        | Event::PinWrongAgain
        | Event::TypePin
        | Event::DigitsSame
        | Event::DigitsDiffer
        | Event::HandOut
        | Event::GiveUp(_)
        | Event::ChangePin
        | Event::KitResets
        | Event::Remove
        | Event::Relocate => Err(Refusal::NotBound),
    }
}

fn plain(event: Event) -> Next {
    use Effect::{Save, ShowCode, Trash};
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther | Event::BindTransfer => {
            Err(Refusal::AlreadyBound)
        }
        Event::Show => Ok((State::Plain, &[ShowCode])),
        Event::Remove => Ok((State::Plain, &[Trash, Save])),
        Event::Relocate => Ok((State::Plain, &[])),
        Event::ReplaceFirst
        | Event::ReplaceFurther
        | Event::ShowKept
        | Event::TryPin { .. }
        | Event::PinRight
        | Event::PinWrong
        | Event::PinWrongAgain
        | Event::TypePin
        | Event::DigitsSame
        | Event::DigitsDiffer
        | Event::HandOut
        | Event::GiveUp(_)
        | Event::ChangePin
        | Event::KitResets => Err(Refusal::NoPin),
    }
}

fn synced(role: Role, guard: PinGuard, event: Event) -> Next {
    use Effect::{CheckPin, NextEpoch, Save, SealUnderNewPin, ShowCode, ShowTransfer, TellWrong, Trash};
    use State::Synced;
    let frozen = guard.attempts() == Attempts::Frozen;
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther => Err(Refusal::AlreadyBound),
        Event::BindTransfer => transferred(role, guard),
        Event::ReplaceFirst | Event::ReplaceFurther => replaced(event),
        Event::Show => Err(Refusal::PinNeeded),
        // Wrong PINs that cost a wait have closed it.
        Event::ShowKept => match guard.attempts() {
            Attempts::Free { .. } => Ok((Synced(role, guard), &[ShowCode])),
            Attempts::Waiting { .. } | Attempts::Frozen => Err(Refusal::PinNeeded),
        },
        Event::TryPin { now } => match guard {
            PinGuard::Trying { .. } => Err(Refusal::Trying),
            PinGuard::Resting(before) => {
                let counted = before.count(now).map_err(Refusal::NoTry)?;
                Ok((Synced(role, PinGuard::Trying { before, counted }), &[Save, CheckPin]))
            }
        },
        Event::PinRight | Event::PinWrong | Event::PinWrongAgain => match (guard, event) {
            (PinGuard::Resting(_), _) => Err(Refusal::NoTrial),
            (PinGuard::Trying { .. }, Event::PinRight) => Ok((Synced(role, FRESH), &[Save, ShowCode])),
            (PinGuard::Trying { before, .. }, Event::PinWrongAgain) => {
                Ok((Synced(role, PinGuard::Resting(before)), &[Save, TellWrong]))
            }
            (PinGuard::Trying { counted, .. }, _) => Ok((Synced(role, PinGuard::Resting(counted)), &[TellWrong])),
        },
        Event::TypePin | Event::DigitsSame | Event::DigitsDiffer => Err(Refusal::NotByEye),
        Event::HandOut | Event::GiveUp(_) | Event::ChangePin if frozen => Err(Refusal::Frozen),
        Event::HandOut => {
            let (devices, _) = main(role)?.hand_out()?;
            Ok((Synced(Role::Main(devices), guard), &[Save, ShowTransfer]))
        }
        Event::GiveUp(slot) => Ok((Synced(Role::Main(main(role)?.give_up(slot)?), guard), &[Save])),
        Event::ChangePin => {
            main(role)?;
            Ok((Synced(role, FRESH), &[NextEpoch, SealUnderNewPin, Save]))
        }
        Event::KitResets => Ok((Synced(role, FRESH), &[NextEpoch, SealUnderNewPin, Save])),
        Event::Remove => Ok((Synced(role, PinGuard::Resting(guard.attempts())), &[Trash, Save])),
        // A trial that the move cut short stays counted.
        Event::Relocate => Ok((State::Unsynced(role, Proof::Opens, PinGuard::Resting(guard.attempts())), &[Save])),
    }
}

fn unsynced(role: Role, proof: Proof, guard: PinGuard, event: Event) -> Next {
    use Effect::{
        CheckPin, NextEpoch, Save, SealUnderNewPin, SealUnderTypedPin, ShowCheckDigits, TellDiffers, TellSynced,
        TellWrong, Trash,
    };
    use State::{Synced, Unsynced};
    let by_eye = match proof {
        Proof::Opens => Err(Refusal::NotByEye),
        Proof::ByEye => Ok(()),
    };
    match event {
        Event::BindPlain | Event::RegisterFirst | Event::RegisterFurther => Err(Refusal::AlreadyBound),
        Event::BindTransfer => transferred(role, guard),
        Event::ReplaceFirst | Event::ReplaceFurther => replaced(event),
        Event::Show | Event::ShowKept => Err(Refusal::PinNeeded),
        Event::TryPin { now } => match (proof, guard) {
            (Proof::ByEye, _) => Err(Refusal::OnlyByEye),
            (Proof::Opens, PinGuard::Trying { .. }) => Err(Refusal::Trying),
            (Proof::Opens, PinGuard::Resting(before)) => {
                let counted = before.count(now).map_err(Refusal::NoTry)?;
                Ok((Unsynced(role, proof, PinGuard::Trying { before, counted }), &[Save, CheckPin]))
            }
        },
        Event::PinRight | Event::PinWrong | Event::PinWrongAgain => match (guard, event) {
            (PinGuard::Resting(_), _) => Err(Refusal::NoTrial),
            (PinGuard::Trying { .. }, Event::PinRight) => {
                Ok((Synced(role, FRESH), &[SealUnderTypedPin, Save, TellSynced]))
            }
            (PinGuard::Trying { before, .. }, Event::PinWrongAgain) => {
                Ok((Unsynced(role, proof, PinGuard::Resting(before)), &[Save, TellWrong]))
            }
            (PinGuard::Trying { counted, .. }, _) => {
                Ok((Unsynced(role, proof, PinGuard::Resting(counted)), &[TellWrong]))
            }
        },
        Event::TypePin => by_eye.map(|()| (Unsynced(role, proof, guard), &[ShowCheckDigits][..])),
        Event::DigitsSame => by_eye.map(|()| (Synced(role, FRESH), &[SealUnderTypedPin, Save, TellSynced][..])),
        Event::DigitsDiffer => by_eye.map(|()| (Unsynced(role, proof, guard), &[TellDiffers][..])),
        Event::HandOut | Event::GiveUp(_) | Event::ChangePin => Err(Refusal::Unsynced),
        Event::KitResets => match proof {
            Proof::Opens => Ok((Synced(role, FRESH), &[NextEpoch, SealUnderNewPin, Save])),
            // Its secret is not under a PIN yet: the PIN that is asked for is the first device's.
            Proof::ByEye => Err(Refusal::OnlyByEye),
        },
        Event::Remove => Ok((Unsynced(role, proof, PinGuard::Resting(guard.attempts())), &[Trash, Save])),
        Event::Relocate => Ok((Unsynced(role, proof, PinGuard::Resting(guard.attempts())), &[Save])),
    }
}

/// A transfer over a bound account brings the PIN's new epoch to a Sub; it gives no tries back.
fn transferred(role: Role, guard: PinGuard) -> Next {
    let attempts = guard.attempts();
    match (role, attempts) {
        (Role::Main(_), _) => Err(Refusal::AlreadyBound),
        (Role::Sub, Attempts::Frozen) => Err(Refusal::Frozen),
        (Role::Sub, Attempts::Free { .. } | Attempts::Waiting { .. }) => Ok((
            State::Unsynced(Role::Sub, Proof::Opens, PinGuard::Resting(attempts)),
            &[Effect::DropOldSecret, Effect::KeepSealed, Effect::Save],
        )),
    }
}

/// A new registration thaws and begins anew, whatever there was.
fn replaced(event: Event) -> Next {
    use Effect::{DropOldSecret, Save, SealUnderNewPin, SealUnderRoot};
    if event == Event::ReplaceFirst {
        Ok((FIRST, &[DropOldSecret, SealUnderNewPin, Save]))
    } else {
        Ok((FURTHER, &[DropOldSecret, SealUnderRoot, Save]))
    }
}

fn main(role: Role) -> Result<Devices, Refusal> {
    match role {
        Role::Main(devices) => Ok(devices),
        Role::Sub => Err(Refusal::NotMain),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    const NOON: UnixTime = UnixTime::from_secs(43_200);

    fn states() -> Vec<Option<State>> {
        let attempts = [
            Attempts::NONE,
            Attempts::Free { wrong: 5 },
            Attempts::Waiting { wrong: 8, until: NOON },
            Attempts::Waiting { wrong: 9, until: NOON },
            Attempts::Frozen,
        ];
        let trying = [
            (Attempts::NONE, Attempts::Free { wrong: 1 }),
            (Attempts::Waiting { wrong: 8, until: NOON }, Attempts::Waiting { wrong: 9, until: NOON }),
            (Attempts::Waiting { wrong: 9, until: NOON }, Attempts::Frozen),
        ];
        let trying = trying.map(|(before, counted)| PinGuard::Trying { before, counted });
        let guards: Vec<PinGuard> = attempts.map(PinGuard::Resting).into_iter().chain(trying).collect();
        let mut all = Devices::ONE;
        while let Ok((more, _)) = all.hand_out() {
            all = more;
        }
        let mut states = vec![None, Some(State::Plain)];
        for role in [Role::Main(Devices::ONE), Role::Main(all), Role::Sub] {
            states.extend(guards.iter().map(|guard| Some(State::Synced(role, *guard))));
            states.extend(guards.iter().map(|guard| Some(State::Unsynced(role, Proof::Opens, *guard))));
        }
        // Where no PIN can be checked none is ever under trial.
        states.push(Some(State::Unsynced(Role::Sub, Proof::ByEye, FRESH)));
        states
    }

    fn events() -> Vec<Event> {
        let second = DeviceSlot::new(2).expect("2 to 5");
        vec![
            Event::BindPlain,
            Event::RegisterFirst,
            Event::RegisterFurther,
            Event::BindTransfer,
            Event::ReplaceFirst,
            Event::ReplaceFurther,
            Event::Show,
            Event::ShowKept,
            Event::TryPin { now: UnixTime::from_secs(43_199) },
            Event::TryPin { now: NOON },
            Event::PinRight,
            Event::PinWrong,
            Event::PinWrongAgain,
            Event::TypePin,
            Event::DigitsSame,
            Event::DigitsDiffer,
            Event::HandOut,
            Event::GiveUp(second),
            Event::ChangePin,
            Event::KitResets,
            Event::Remove,
            Event::Relocate,
        ]
    }

    #[test]
    fn all_pairs_stand_in_the_golden_file() {
        let mut table = String::new();
        for state in states() {
            writeln!(table, "{state:?}").expect("a string takes all");
            for event in events() {
                let outcome = match transition(state, event) {
                    Ok((next, effects)) => format!("-> {next:?}, {effects:?}"),
                    Err(refusal) => format!("refused: {refusal}"),
                };
                writeln!(table, "  {event:?} {outcome}").expect("a string takes all");
            }
        }
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/binding.golden.txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(golden, &table).expect("the golden file can be written");
        }
        let expected = std::fs::read_to_string(golden).expect("the golden file is there").replace("\r\n", "\n");
        assert_eq!(table, expected, "the table changed: read the difference, then run again with UPDATE_GOLDEN=1");
    }

    #[test]
    fn only_a_plain_account_or_a_right_pin_of_a_synced_one_now_or_before_shows_a_code() {
        for state in states() {
            for event in events() {
                if let Ok((_, effects)) = transition(state, event) {
                    let shows = effects.contains(&Effect::ShowCode);
                    let may = matches!(
                        (state, event),
                        (Some(State::Plain), Event::Show)
                            | (Some(State::Synced(_, PinGuard::Trying { .. })), Event::PinRight)
                    ) || matches!(
                        (state, event),
                        (Some(State::Synced(_, guard)), Event::ShowKept)
                            if matches!(guard.attempts(), Attempts::Free { .. })
                    );
                    assert_eq!(shows, may, "{state:?} {event:?}");
                }
            }
        }
    }

    #[test]
    fn a_try_is_saved_before_its_pin_is_checked() {
        for state in states() {
            for now in [NOON, UnixTime::from_secs(0)] {
                if let Ok((_, effects)) = transition(state, Event::TryPin { now }) {
                    assert_eq!(effects, [Effect::Save, Effect::CheckPin]);
                }
            }
        }
    }

    #[test]
    fn a_frozen_account_is_opened_by_a_new_registration_or_the_kit_alone() {
        let opens = [Event::ReplaceFirst, Event::ReplaceFurther, Event::KitResets];
        for state in states().into_iter().flatten() {
            if state.guard() != Some(PinGuard::Resting(Attempts::Frozen)) {
                continue;
            }
            for event in events() {
                let thaws = transition(Some(state), event)
                    .is_ok_and(|(next, _)| next.guard().is_some_and(|guard| guard.attempts() != Attempts::Frozen));
                assert_eq!(thaws, opens.contains(&event), "{state:?} {event:?}");
            }
        }
    }

    fn event() -> impl Strategy<Value = Event> {
        let later = (0..200_000_u64).prop_map(|secs| Event::TryPin { now: UnixTime::from_secs(secs) });
        let slot = (2..=5_u8).prop_map(|slot| Event::GiveUp(DeviceSlot::new(slot).expect("2 to 5")));
        prop_oneof![prop::sample::select(events()), later, slot]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn whatever_happens_codes_and_devices_stay_within_the_rules(
            events in prop::collection::vec(event(), 0..60),
        ) {
            let mut state: Option<State> = None;
            for event in events {
                let Ok((next, effects)) = transition(state, event) else { continue };
                if effects.contains(&Effect::ShowCode) {
                    let synced = matches!(state, Some(State::Plain | State::Synced(..)));
                    let thawed = state.and_then(State::guard).is_none_or(|guard| match guard {
                        PinGuard::Resting(attempts) => attempts != Attempts::Frozen,
                        PinGuard::Trying { before, .. } => before != Attempts::Frozen,
                    });
                    prop_assert!(synced && thawed, "a code from {state:?} by {event:?}");
                }
                if effects.contains(&Effect::ShowTransfer) {
                    prop_assert!(matches!(state, Some(State::Synced(Role::Main(_), _))), "{state:?} hands out a device");
                }
                if let Some(Role::Main(devices)) = next.role() {
                    prop_assert!(devices.count() <= Devices::MOST);
                }
                // A secret that was replaced is let go of in the same step.
                let replaces = matches!(event, Event::ReplaceFirst | Event::ReplaceFurther);
                prop_assert!(!replaces || effects.first() == Some(&Effect::DropOldSecret));
                state = Some(next);
            }
        }
    }
}
