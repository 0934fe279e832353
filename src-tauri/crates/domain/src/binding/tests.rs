use std::fmt::Write as _;

use proptest::prelude::*;

use super::event::Event;
use super::permit::{self, Permit};
use super::refusal::Refusal;
use super::state::{PinCheck, PinGuard, Role, State};
use super::table::{Allows, FRESH, transition};
use crate::UnixTime;
use crate::attempts::Attempts;
use crate::devices::{DeviceSlot, Devices};

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
        states.extend(guards.iter().map(|guard| Some(State::Unsynced(role, PinCheck::Opens, *guard))));
    }
    // If no PIN can be checked, none is ever under trial.
    states.push(Some(State::Unsynced(Role::Sub, PinCheck::ByEye, FRESH)));
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

/// The action that a transition allows, as steps in their order.
fn in_words(state: Option<State>, allows: Allows) -> String {
    let drops = state.is_some() && allows != Allows::SealUnderNewPin { next_epoch: true };
    let steps: &[&str] = match allows {
        Allows::SealUnderRoot if drops => &["DropOldSecret", "SealUnderRoot", "Save"],
        Allows::SealUnderRoot => &["SealUnderRoot", "Save"],
        Allows::SealUnderNewPin { next_epoch: true } => &["NextEpoch", "SealUnderNewPin", "Save"],
        Allows::SealUnderNewPin { .. } if drops => &["DropOldSecret", "SealUnderNewPin", "Save"],
        Allows::SealUnderNewPin { .. } => &["SealUnderNewPin", "Save"],
        Allows::SealUnderTypedPin => &["SealUnderTypedPin", "Save", "TellSynced"],
        Allows::KeepSealed if drops => &["DropOldSecret", "KeepSealed", "Save"],
        Allows::KeepSealed => &["KeepSealed", "Save"],
        Allows::ShowCode => &["ShowCode"],
        Allows::CheckPin => &["Save", "CheckPin"],
        Allows::OpenAccount => &["Save", "ShowCode"],
        Allows::SettleWrongPin { gives_back: true } => &["Save", "TellWrong"],
        Allows::SettleWrongPin { gives_back: false } => &["TellWrong"],
        Allows::ShowCheckDigits => &["ShowCheckDigits"],
        Allows::TellDiffers => &["TellDiffers"],
        Allows::HandOut(_) => &["Save", "ShowTransfer"],
        Allows::GiveUp => &["Save"],
        Allows::Trash => &["Trash", "Save"],
        Allows::Relocate if state == Some(State::Plain) => &[],
        Allows::Relocate => &["Save"],
    };
    format!("[{}]", steps.join(", "))
}

#[test]
fn all_pairs_stand_in_the_golden_file() {
    let mut table = String::new();
    for state in states() {
        writeln!(table, "{state:?}").expect("a string takes all");
        for event in events() {
            let outcome = match transition(state, event) {
                Ok((next, allows)) => format!("-> {next:?}, {}", in_words(state, allows)),
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
            if let Ok((_, allows)) = transition(state, event) {
                let shows = matches!(allows, Allows::ShowCode | Allows::OpenAccount);
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

/// The states before and after the permit for an event, without the permit's type.
fn permit_for(state: Option<State>, event: Event) -> Result<(Option<State>, State), Refusal> {
    fn of(permit: impl Permit) -> (Option<State>, State) {
        (permit.from(), permit.to())
    }
    let bound = state.ok_or(Refusal::NotBound);
    match event {
        Event::BindPlain => permit::bind_plain(state).map(of),
        Event::RegisterFirst => permit::register_first(state).map(of),
        Event::RegisterFurther => permit::register_further(state).map(of),
        Event::BindTransfer => permit::bind_transfer(state).map(of),
        Event::ReplaceFirst => permit::replace_first(bound?).map(of),
        Event::ReplaceFurther => permit::replace_further(bound?).map(of),
        Event::Show => permit::show(bound?).map(of),
        Event::ShowKept => permit::show_open(bound?).map(of),
        Event::TryPin { now } => permit::try_pin(bound?, now).map(of),
        Event::PinRight => permit::pin_right(bound?).map(of),
        Event::PinWrong => permit::pin_wrong(bound?).map(of),
        Event::PinWrongAgain => permit::pin_wrong_again(bound?).map(of),
        Event::TypePin => permit::type_pin(bound?).map(of),
        Event::DigitsSame => permit::digits_same(bound?).map(of),
        Event::DigitsDiffer => permit::digits_differ(bound?).map(of),
        Event::HandOut => permit::hand_out(bound?).map(of),
        Event::GiveUp(slot) => permit::give_up(bound?, slot).map(of),
        Event::ChangePin => permit::change_pin(bound?).map(of),
        Event::KitResets => permit::kit_resets(bound?).map(of),
        Event::Remove => permit::remove(bound?).map(of),
        Event::Relocate => permit::relocate(bound?).map(of),
    }
}

#[test]
fn each_event_has_a_permit_where_the_table_allows_it_and_nowhere_else() {
    for state in states() {
        for event in events() {
            let expected = transition(state, event).map(|(next, _)| (state, next));
            assert_eq!(permit_for(state, event), expected, "{state:?} {event:?}");
        }
    }
}

#[test]
fn a_permit_to_hand_out_after_giving_up_is_one_for_the_state_before_both() {
    let second = DeviceSlot::new(2).expect("2 to 5");
    let (two, _) = Devices::ONE.hand_out().expect("there is room");
    let state = State::Synced(Role::Main(two), FRESH);
    let both = permit::give_up(state, second).and_then(permit::GiveUp::then_hand_out).expect("a Main account");
    assert_eq!((both.from(), both.to(), both.slot()), (Some(state), state, second));
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
            let Ok((next, allows)) = transition(state, event) else { continue };
            if matches!(allows, Allows::ShowCode | Allows::OpenAccount) {
                let synced = matches!(state, Some(State::Plain | State::Synced(..)));
                let thawed = state.and_then(State::guard).is_none_or(|guard| match guard {
                    PinGuard::Resting(attempts) => attempts != Attempts::Frozen,
                    PinGuard::Trying { before, .. } => before != Attempts::Frozen,
                });
                prop_assert!(synced && thawed, "a code from {state:?} by {event:?}");
            }
            if matches!(allows, Allows::HandOut(_)) {
                prop_assert!(matches!(state, Some(State::Synced(Role::Main(_), _))), "{state:?} hands out a device");
            }
            if let Some(Role::Main(devices)) = next.role() {
                prop_assert!(devices.count() <= Devices::MOST);
            }
            // A secret that is replaced is sealed again in the same step.
            let replaces = matches!(event, Event::ReplaceFirst | Event::ReplaceFurther);
            let seals = matches!(allows, Allows::SealUnderRoot | Allows::SealUnderNewPin { next_epoch: false });
            prop_assert!(!replaces || seals);
            state = Some(next);
        }
    }
}
