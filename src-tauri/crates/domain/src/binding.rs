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
    /// Bound on this device first: its PIN was created here.
    Main(PinGuard),
}

/// Where the PIN of an account stands between it and its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinGuard {
    /// Nobody is trying a PIN.
    Resting(Attempts),
    /// A try has been counted; its PIN has not been judged yet. A program that dies here finds the try counted.
    Trying {
        /// The count with this try in it.
        counted: Attempts,
    },
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
        /// When.
        now: UnixTime,
    },
    /// The PIN under trial opened the account.
    PinRight,
    /// The PIN under trial did not.
    PinWrong,
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
    match (state, event) {
        (None, Event::BindPlain) => Ok((State::Plain, &[SealUnderRoot, Save])),
        (None, Event::RegisterFirst) => Ok((State::Main(Resting(Attempts::NONE)), &[SealUnderNewPin, Save])),
        (None, Event::Show | Event::TryPin { .. } | Event::PinRight | Event::PinWrong) => Err(Refusal::NotBound),

        (Some(_), Event::BindPlain | Event::RegisterFirst) => Err(Refusal::AlreadyBound),

        (Some(State::Plain), Event::Show) => Ok((State::Plain, &[ShowCode])),
        (Some(State::Plain), Event::TryPin { .. } | Event::PinRight | Event::PinWrong) => Err(Refusal::NoPin),

        (Some(State::Main(_)), Event::Show) => Err(Refusal::PinNeeded),
        (Some(State::Main(Resting(attempts))), Event::TryPin { now }) => match attempts.count(now) {
            Ok(counted) => Ok((State::Main(Trying { counted }), &[Save, CheckPin])),
            Err(no_try) => Err(Refusal::NoTry(no_try)),
        },
        (Some(State::Main(Resting(_))), Event::PinRight | Event::PinWrong) => Err(Refusal::NoTrial),
        (Some(State::Main(Trying { .. })), Event::TryPin { .. }) => Err(Refusal::Trying),
        (Some(State::Main(Trying { .. })), Event::PinRight) => {
            Ok((State::Main(Resting(Attempts::NONE)), &[Save, ShowCode]))
        }
        (Some(State::Main(Trying { counted })), Event::PinWrong) => Ok((State::Main(Resting(counted)), &[TellWrong])),
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
        let guards = attempts.into_iter().flat_map(|attempts| match attempts {
            // A trial begins with its own count, so a trial with none cannot be.
            Attempts::NONE => vec![PinGuard::Resting(attempts)],
            counted @ (Attempts::Free { .. } | Attempts::Waiting { .. } | Attempts::Frozen) => {
                vec![PinGuard::Resting(counted), PinGuard::Trying { counted }]
            }
        });
        [None, Some(State::Plain)].into_iter().chain(guards.map(|guard| Some(State::Main(guard)))).collect()
    }

    fn events() -> [Event; 7] {
        let early = UnixTime::from_secs(43_199);
        [
            Event::BindPlain,
            Event::RegisterFirst,
            Event::Show,
            Event::TryPin { now: early },
            Event::TryPin { now: NOON },
            Event::PinRight,
            Event::PinWrong,
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
                            | (Some(State::Main(PinGuard::Trying { .. })), Event::PinRight)
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
}
