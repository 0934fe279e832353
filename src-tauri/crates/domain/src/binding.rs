//! How an account is bound on this device: one pure table of transitions.
//!
//! `transition` says what becomes of a state and what the caller must do, in order; it does nothing itself. Every pair of
//! state and event stands in `binding.golden.txt`, which a test compares and a reader checks against the design.

use crate::UnixTime;
use crate::attempts::{Attempts, NoTry};

/// How an account is bound on this device. What is stored holds only bound accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An ordinary account: no PIN.
    Plain,
    /// This device has had the account's PIN confirmed.
    Synced(Role, PinGuard),
    /// This device has not had the account's PIN confirmed since it was bound or restored here.
    Unsynced(Role, PinGuard),
}

/// Which of the account's devices this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Bound on this device first: its PIN was created here.
    Main,
    /// Bound here after another device.
    Sub,
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
            Self::Synced(_, guard) | Self::Unsynced(_, guard) => Some(guard),
        }
    }

    /// The same binding with another guard; an ordinary account stays as it is.
    #[must_use]
    pub const fn with_guard(self, guard: PinGuard) -> Self {
        match self {
            Self::Plain => Self::Plain,
            Self::Synced(role, _) => Self::Synced(role, guard),
            Self::Unsynced(role, _) => Self::Unsynced(role, guard),
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
    /// The user asks for a code without a PIN.
    Show,
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
    /// Have the new state on disk before going on.
    Save,
    /// Check the PIN under trial.
    CheckPin,
    /// Show the current code.
    ShowCode,
    /// Say that the account is synced now.
    TellSynced,
    /// Say that the PIN was wrong, with the tries left.
    TellWrong,
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
}

/// The table. `None` stands for an account that is not bound on this device.
pub fn transition(state: Option<State>, event: Event) -> Result<(State, &'static [Effect]), Refusal> {
    use Effect::*;
    use PinGuard::{Resting, Trying};
    use State::{Plain, Synced, Unsynced};
    let Some(state) = state else {
        return match event {
            Event::BindPlain => Ok((Plain, &[SealUnderRoot, Save])),
            Event::RegisterFirst => Ok((Synced(Role::Main, Resting(Attempts::NONE)), &[SealUnderNewPin, Save])),
            Event::Show
            | Event::TryPin { .. }
            | Event::PinRight
            | Event::PinWrong
            | Event::PinWrongAgain
            | Event::Relocate => Err(Refusal::NotBound),
        };
    };
    match (state, event) {
        (_, Event::BindPlain | Event::RegisterFirst) => Err(Refusal::AlreadyBound),

        (Plain, Event::Show) => Ok((Plain, &[ShowCode])),
        (Plain, Event::Relocate) => Ok((Plain, &[])),
        (Plain, Event::TryPin { .. } | Event::PinRight | Event::PinWrong | Event::PinWrongAgain) => Err(Refusal::NoPin),

        (Synced(..) | Unsynced(..), Event::Show) => Err(Refusal::PinNeeded),
        // A trial that the move cut short stays counted.
        (Synced(role, guard) | Unsynced(role, guard), Event::Relocate) => {
            Ok((Unsynced(role, Resting(guard.attempts())), &[Save]))
        }
        (Synced(_, guard) | Unsynced(_, guard), Event::TryPin { now }) => match guard {
            Trying { .. } => Err(Refusal::Trying),
            Resting(before) => match before.count(now) {
                Ok(counted) => Ok((state.with_guard(Trying { before, counted }), &[Save, CheckPin])),
                Err(no_try) => Err(Refusal::NoTry(no_try)),
            },
        },

        (Synced(_, Resting(_)) | Unsynced(_, Resting(_)), Event::PinRight | Event::PinWrong | Event::PinWrongAgain) => {
            Err(Refusal::NoTrial)
        }
        (Synced(role, Trying { .. }), Event::PinRight) => {
            Ok((Synced(role, Resting(Attempts::NONE)), &[Save, ShowCode]))
        }
        (Unsynced(role, Trying { .. }), Event::PinRight) => {
            Ok((Synced(role, Resting(Attempts::NONE)), &[Save, TellSynced]))
        }
        (Synced(_, Trying { counted, .. }) | Unsynced(_, Trying { counted, .. }), Event::PinWrong) => {
            Ok((state.with_guard(Resting(counted)), &[TellWrong]))
        }
        (Synced(_, Trying { before, .. }) | Unsynced(_, Trying { before, .. }), Event::PinWrongAgain) => {
            Ok((state.with_guard(Resting(before)), &[Save, TellWrong]))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const NOON: UnixTime = UnixTime::from_secs(43_200);

    fn states() -> Vec<Option<State>> {
        let attempts = [
            Attempts::NONE,
            Attempts::Free { wrong: 4 },
            Attempts::Free { wrong: 5 },
            Attempts::Waiting { wrong: 8, until: NOON },
            Attempts::Waiting { wrong: 9, until: NOON },
            Attempts::Frozen,
        ];
        let resting = attempts.map(PinGuard::Resting);
        let trying = [
            (Attempts::NONE, Attempts::Free { wrong: 1 }),
            (Attempts::Free { wrong: 4 }, Attempts::Free { wrong: 5 }),
            (Attempts::Waiting { wrong: 8, until: NOON }, Attempts::Waiting { wrong: 9, until: NOON }),
            (Attempts::Waiting { wrong: 9, until: NOON }, Attempts::Frozen),
        ];
        let trying = trying.map(|(before, counted)| PinGuard::Trying { before, counted });
        let guards: Vec<PinGuard> = resting.into_iter().chain(trying).collect();
        let mut states = vec![None, Some(State::Plain)];
        for role in [Role::Main, Role::Sub] {
            states.extend(guards.iter().map(|guard| Some(State::Synced(role, *guard))));
            states.extend(guards.iter().map(|guard| Some(State::Unsynced(role, *guard))));
        }
        states
    }

    fn events() -> [Event; 9] {
        let early = UnixTime::from_secs(43_199);
        [
            Event::BindPlain,
            Event::RegisterFirst,
            Event::Show,
            Event::TryPin { now: early },
            Event::TryPin { now: NOON },
            Event::PinRight,
            Event::PinWrong,
            Event::PinWrongAgain,
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
    fn only_a_plain_account_or_a_right_pin_shows_a_code() {
        for state in states() {
            for event in events() {
                if let Ok((_, effects)) = transition(state, event) {
                    let shows = effects.contains(&Effect::ShowCode);
                    let may = matches!(
                        (state, event),
                        (Some(State::Plain), Event::Show)
                            | (Some(State::Synced(_, PinGuard::Trying { .. })), Event::PinRight)
                    );
                    assert_eq!(shows, may, "{state:?} {event:?}");
                }
            }
        }
    }

    #[test]
    fn only_a_right_pin_syncs_and_sets_the_count_back() {
        for state in states() {
            for event in events() {
                let Ok((next, _)) = transition(state, event) else { continue };
                if matches!((state, next), (Some(State::Unsynced(..)), State::Synced(..))) {
                    assert_eq!(event, Event::PinRight, "{state:?}");
                }
                let wrong = |state: State| state.guard().map_or(0, |guard| guard.attempts().wrong());
                if state.is_some_and(|state| wrong(next) < wrong(state)) {
                    assert!(matches!(event, Event::PinRight | Event::PinWrongAgain), "{state:?} {event:?}");
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
}
