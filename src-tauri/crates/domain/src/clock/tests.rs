use proptest::prelude::*;

use super::*;

const START: u64 = 1_795_483_800_000;

/// The reading of a machine's clocks `elapsed` milliseconds after its start. The wall clock differs from the true time by
/// `off` milliseconds.
fn at(elapsed: u64, off: i64) -> Clocks {
    let wall = UnixTime::from_millis(START + elapsed).shifted(off);
    Clocks { wall, steady: Duration::from_millis(elapsed) }
}

fn times(offsets: &[i64]) -> Vec<Answer> {
    offsets.iter().map(|&offset_ms| Answer::Time { offset_ms, round_trip_ms: 30 }).collect()
}

/// A keeper that has asked five servers at the start, on a machine whose wall clock is wrong by `off`, and got these
/// answers.
fn checked(off: i64, offsets: &[i64]) -> TimeKeeper {
    let mut keeper = TimeKeeper::new(at(0, off), true);
    assert!(keeper.is_due(at(0, off)));
    let question = keeper.ask(at(0, off), 5);
    keeper.answer(&question, &times(offsets), at(100, off));
    keeper
}

fn millis(keeper: &mut TimeKeeper, now: Clocks) -> u64 {
    keeper.read(now).millis() - START
}

#[test]
fn small_offsets_are_left_alone_and_larger_ones_corrected() {
    let mut right = checked(-2_000, &[2_000; 3]);
    assert_eq!(right.standing(), Standing::Right { offset_ms: 2_000 });
    assert_eq!(millis(&mut right, at(5_000, -2_000)), 3_000);
    for off in [-30_000, -2_001, 2_001, 30_000] {
        let mut corrected = checked(off, &[-off; 3]);
        assert_eq!(corrected.standing(), Standing::Corrected { offset_ms: -off });
        assert_eq!(millis(&mut corrected, at(5_000, off)), 5_000);
    }
}

#[test]
fn the_user_decides_about_an_offset_that_is_far_in_dispute_or_given_by_too_few() {
    let far = |off: i64, declined| Standing::Far { offset_ms: -off, declined };
    let few = |off: i64, declined| Standing::Few { offset_ms: -off, agree: 2, needed: 3, declined };
    let disagree = |off: i64, declined| Standing::Disagree { offset_ms: -off, declined };
    type Asks = fn(i64, bool) -> Standing;
    let cases: [(i64, &[i64], Asks); 6] = [
        (30_001, &[-30_001; 3], far),
        (-3_600_000, &[3_600_000; 5], far),
        (2_001, &[-2_001; 2], few),
        (599_000, &[-599_000; 2], few),
        (15_000, &[0, -30_000], disagree),
        (599_000, &[-599_000, -599_000, 0, 0], |_, declined| Standing::Disagree { offset_ms: -299_500, declined }),
    ];
    for (off, said, asks) in cases {
        let mut keeper = checked(off, said);
        assert_eq!(keeper.standing(), asks(off, false));
        assert_eq!(keeper.read(at(1_000, off)), at(1_000, off).wall);
        keeper.decide(false);
        assert_eq!(keeper.standing(), asks(off, true));
        assert_eq!(keeper.read(at(1_000, off)), at(1_000, off).wall);
        keeper.decide(true);
        let Standing::Corrected { offset_ms } = keeper.standing() else { panic!("{:?}", keeper.standing()) };
        assert_eq!(keeper.read(at(1_000, off)), at(1_000, off).wall.shifted(offset_ms));
    }
}

#[test]
fn too_few_servers_that_find_the_clock_right_are_no_reason_to_ask() {
    assert_eq!(checked(0, &[1_900]).standing(), Standing::Right { offset_ms: 1_900 });
}

#[test]
fn too_few_servers_do_not_replace_what_enough_have_said() {
    let hour = 3_600_000;
    for lies in [&[0][..], &[599_000], &[20_000, 20_000], &[20_000, 599_000]] {
        let mut keeper = checked(-9_000, &[9_000; 3]);
        for hours in 1..=4 {
            let question = keeper.ask(at(hours * hour, -9_000), 5);
            keeper.answer(&question, &times(lies), at(hours * hour, -9_000));
            assert_eq!(keeper.standing(), Standing::Corrected { offset_ms: 9_000 }, "{lies:?}");
        }
        // After four hours nothing is known, and their answer counts for what it is.
        let question = keeper.ask(at(5 * hour, -9_000), 5);
        keeper.answer(&question, &times(lies), at(5 * hour, -9_000));
        assert_eq!(keeper.read(at(5 * hour, -9_000)), at(5 * hour, -9_000).wall, "{lies:?}");
        // Enough servers replace it.
        let question = keeper.ask(at(6 * hour, -9_000), 5);
        keeper.answer(&question, &times(&[9_000; 3]), at(6 * hour, -9_000));
        assert_eq!(keeper.standing(), Standing::Corrected { offset_ms: 9_000 });
    }
}

#[test]
fn a_decision_holds_while_the_servers_say_the_same() {
    let hour = 3_600_000;
    for (next, standing) in [
        (-700_900, Standing::Corrected { offset_ms: -700_900 }),
        (-800_000, Standing::Far { offset_ms: -800_000, declined: false }),
    ] {
        let mut keeper = checked(700_000, &[-700_000; 2]);
        keeper.decide(true);
        assert!(!keeper.is_due(at(hour - 1, 700_000)));
        assert!(keeper.is_due(at(hour, 700_000)));
        // More servers say the same: the user is not asked again.
        let question = keeper.ask(at(hour, 700_000), 5);
        keeper.answer(&question, &times(&[next; 5]), at(hour + 50, 700_000));
        assert_eq!(keeper.standing(), standing);
    }
}

#[test]
fn an_offset_is_dropped_after_a_step_or_a_sleep() {
    for step in [-86_400_000, -1_001, 1_001, 86_400_000] {
        let mut keeper = checked(-20_000, &[20_000; 3]);
        let stepped = at(20_000, -20_000 + step);
        assert_eq!(keeper.read(stepped), stepped.wall);
        assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Stepped));
        assert!(keeper.is_due(stepped));
    }
    // Many small steps count as one large step.
    let mut keeper = checked(-20_000, &[20_000; 3]);
    for n in 1..=1_000 {
        keeper.read(at(u64::try_from(n).expect("small"), -20_000 + n));
        assert_eq!(keeper.standing(), Standing::Corrected { offset_ms: 20_000 });
    }
    keeper.read(at(1_001, -20_000 + 1_001));
    assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Stepped));
}

#[test]
fn answers_to_a_question_before_a_step_do_not_count() {
    let mut keeper = TimeKeeper::new(at(0, 0), true);
    let question = keeper.ask(at(0, 0), 5);
    keeper.answer(&question, &times(&[0]), at(100, 90_000));
    assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Stepped));
    // The least time between two questions still holds.
    assert!(!keeper.is_due(at(14_999, 90_000)));
    assert!(keeper.is_due(at(15_000, 90_000)));
}

#[test]
fn silent_servers_are_reported_and_asked_less_and_less_often() {
    let mut keeper = TimeKeeper::new(at(0, 0), true);
    let mut now = 0;
    for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
        let question = keeper.ask(at(now, 0), 5);
        keeper.answer(&question, &[Answer::Silent, Answer::Unusable], at(now, 0));
        assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Unreachable));
        assert!(!keeper.is_due(at(now + minutes * 60_000 - 1, 0)));
        now += minutes * 60_000;
        assert!(keeper.is_due(at(now, 0)));
    }
}

#[test]
fn an_offset_is_kept_without_servers_for_four_hours_at_most() {
    let (hours, off) = (4 * 3_600_000, -9_000);
    let mut keeper = checked(off, &[9_000; 3]);
    let question = keeper.ask(at(3_600_000, off), 5);
    keeper.answer(&question, &[Answer::Silent], at(3_603_000, off));
    assert_eq!(millis(&mut keeper, at(hours, off)), hours);
    assert_eq!(millis(&mut keeper, at(hours + 1, off)), hours + 1 - 9_000);
    assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Unreachable));
}

#[test]
fn switched_off_it_knows_and_asks_nothing() {
    let mut keeper = checked(-9_000, &[9_000; 3]);
    let question = keeper.ask(at(3_600_000, -9_000), 5);
    keeper.switch(false, at(3_600_000, -9_000));
    keeper.answer(&question, &times(&[9_000]), at(3_600_050, -9_000));
    for now in [at(3_600_100, -9_000), at(3_700_000, 90_000)] {
        assert_eq!(keeper.read(now), now.wall);
        assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Off));
        assert!(!keeper.is_due(now));
    }
    keeper.switch(true, at(3_700_000, -9_000));
    assert_eq!(keeper.standing(), Standing::NotChecked(Unknown::Waiting));
    assert!(keeper.is_due(at(3_700_000, -9_000)));
}

proptest! {
    #[test]
    fn the_time_is_the_walls_or_the_servers_and_nothing_else(
        off in -1_000_000..1_000_000_i64, answers in proptest::collection::vec(prop_oneof![any::<i64>(), Just(7_000), -40_000..40_000_i64], 0..6), later in 0..9_000_000_u64,
        step in prop_oneof![Just(0), any::<i32>().prop_map(i64::from)],
    ) {
        let mut keeper = TimeKeeper::new(at(0, off), true);
        let question = keeper.ask(at(0, off), 5);
        keeper.answer(&question, &times(&answers), at(0, off));
        let now = at(later, off + step);
        let time = keeper.read(now);
        match keeper.standing() {
            Standing::Corrected { offset_ms } => {
                prop_assert!(step.abs() <= 1_000);
                prop_assert!(offset_ms.abs() > 2_000 && offset_ms.abs() <= 30_000);
                prop_assert!(answers.iter().filter(|said| said.abs_diff(offset_ms) <= 2_030).count() >= 3);
                prop_assert_eq!(time, now.wall.shifted(offset_ms));
            }
            Standing::NotChecked(_)
            | Standing::Right { .. }
            | Standing::Far { .. }
            | Standing::Few { .. }
            | Standing::Disagree { .. } => prop_assert_eq!(time, now.wall),
        }
    }
}
