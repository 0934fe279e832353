use std::time::Duration;

use lingpai_app::{AttemptsAt, Fault, Lingpai, Outcome, PadPurpose};
use lingpai_domain::attempts::{Attempts, TriesLeft};
use lingpai_domain::{AccountId, Grave, PinRule};
use lingpai_vault::{Access, AnchorVerdict, ReadOnly, VaultFault};

use crate::device::{Desk, Device, bind, code, name, picture, prove, try_pin};

fn bound() -> (Device, Lingpai, AccountId) {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    let id = bind(&program, "135790");
    (device, program, id)
}

fn wrong(outcome: Outcome) -> Attempts {
    match outcome {
        Outcome::Wrong(AttemptsAt { attempts, .. }) => attempts,
        other => panic!("not wrong: {}", name(&other)),
    }
}

#[test]
fn a_wrong_pin_costs_a_try_and_a_right_one_gives_them_all_back() {
    let (_device, program, id) = bound();
    for (pin, left) in ["000000", "000001"].into_iter().zip((3..5).rev()) {
        let attempts = wrong(try_pin(&program, id, pin));
        assert_eq!(attempts.left(), TriesLeft { free: left, all: left + 5 });
    }
    code(try_pin(&program, id, "135790"));
    assert_eq!(wrong(try_pin(&program, id, "000000")).left(), TriesLeft { free: 4, all: 9 });
}

#[test]
fn the_same_wrong_pin_twice_in_a_row_counts_once() {
    let (device, program, id) = bound();
    let left = |pin| wrong(try_pin(&program, id, pin)).left().all;
    assert_eq!([left("000000"), left("000000"), left("000000")], [9, 9, 9]);
    assert_eq!([left("000001"), left("000000"), left("000000")], [8, 7, 7]);
    // The tries that were given back are on disk too.
    drop(program);
    let program = device.run();
    program.start().expect("the same keystore");
    assert_eq!(wrong(try_pin(&program, id, "000002")).left().all, 6);
}

#[test]
fn setting_the_clock_forward_or_back_does_not_move_a_wait() {
    let (device, program, id) = bound();
    for n in 0..6 {
        wrong(try_pin(&program, id, &wrong_pin(n)));
    }
    for jump in [-3600, 7200, -86_400] {
        device.clock.set_by(jump);
        assert!(matches!(try_pin(&program, id, "135790"), Outcome::NoTry(_)), "{jump} s");
    }
    device.clock.forward(Duration::from_secs(60));
    code(try_pin(&program, id, "135790"));
}

#[test]
fn where_the_user_has_set_it_the_tenth_wrong_pin_erases() {
    let (device, program, id) = bound();
    prove(&program, id, "135790", Grave::Erase);
    let warrant = program.grave().take().expect("just proved");
    program.grave().set_erase_at_ten(warrant, true).expect("saved");
    for n in 0..9 {
        if let Attempts::Waiting { until, .. } = wrong(try_pin(&program, id, &wrong_pin(n))) {
            device.clock.forward(until.since(program.steady_now()));
        }
    }
    assert_eq!(wrong(try_pin(&program, id, &wrong_pin(9))), Attempts::Frozen);
    assert_eq!(program.accounts().expect("open").len(), 1);
    assert_eq!(device.bytes().iter().filter(|(name, _)| name.ends_with(".lingpai")).count(), 1);
    drop(program);
    let program = device.run();
    program.start().expect("the same keystore");
    assert!(matches!(try_pin(&program, id, "135790"), Outcome::NoTry(_)));
}

#[test]
fn an_old_file_put_back_gives_no_try_back() {
    let (device, program, id) = bound();
    let before = device.bytes();
    for n in 0..4 {
        wrong(try_pin(&program, id, &wrong_pin(n)));
    }
    drop(program);
    device.put_back(&before);
    let program = device.run();
    program.start().expect("it opens");
    let verdict = ReadOnly::Anchor(AnchorVerdict::Older);
    assert_eq!(program.vault().expect("open").access, Access::ReadOnly(verdict));
    program.open_pad(PadPurpose::Code(id)).expect("it has a PIN");
    assert!(matches!(try_to(&program, "135790"), Err(Fault::Vault(VaultFault::ReadOnly(_)))));
    program.accept_older().expect("the user says so");
    assert_eq!(program.vault().expect("open").access, Access::Full);
    assert_eq!(wrong(try_pin(&program, id, "000009")).left().all, 5);
    // The file that was put back may be an old one, so the account is Unsynced until its PIN is given.
    assert!(matches!(try_pin(&program, id, "135790"), Outcome::Synced(_)));
    code(try_pin(&program, id, "135790"));
}

fn wrong_pin(n: u8) -> String {
    format!("{n:06}")
}

fn try_to(program: &Lingpai, pin: &str) -> Result<Outcome, Fault> {
    for digit in pin.bytes() {
        program.type_digit(digit - b'0')?;
    }
    program.submit_pin(|| true)
}

#[test]
fn a_try_counts_though_the_program_is_closed() {
    let (device, program, id) = bound();
    wrong(try_pin(&program, id, "000000"));
    drop(program);
    let program = device.run();
    program.start().expect("the same keystore");
    assert_eq!(wrong(try_pin(&program, id, "000000")).left(), TriesLeft { free: 3, all: 8 });
}

#[test]
fn after_five_the_waits_begin_and_the_tenth_freezes() {
    let (device, program, id) = bound();
    let mut minutes = vec![];
    for n in 1..=9 {
        match wrong(try_pin(&program, id, &wrong_pin(n))) {
            Attempts::Free { .. } => minutes.push(0),
            Attempts::Waiting { .. } => {
                // Before the wait is over no PIN is checked, not even the right one. Such an attempt costs no try.
                let Outcome::NoTry(AttemptsAt { attempts: Attempts::Waiting { until, .. }, now }) =
                    try_pin(&program, id, "135790")
                else {
                    panic!("it is too early")
                };
                minutes.push(until.since(now).as_secs() / 60);
                device.clock.forward(until.since(now));
            }
            Attempts::Frozen => panic!("the tenth freezes, not an earlier one"),
        }
    }
    assert_eq!(minutes, [0, 0, 0, 0, 0, 1, 5, 15, 60]);
    assert_eq!(wrong(try_pin(&program, id, "000000")), Attempts::Frozen);
    device.clock.forward(Duration::from_secs(365 * 24 * 3600));
    for _ in 0..2 {
        let frozen = try_pin(&program, id, "135790");
        assert!(matches!(frozen, Outcome::NoTry(AttemptsAt { attempts: Attempts::Frozen, .. })), "{}", name(&frozen));
    }
    // Nothing was erased: the account is there, and it is frozen after a restart too.
    drop(program);
    let program = device.run();
    program.start().expect("the same keystore");
    assert_eq!(program.accounts().expect("open").len(), 1);
    assert!(matches!(try_pin(&program, id, "135790"), Outcome::NoTry(_)));
}

#[test]
fn the_right_pin_at_the_last_try_opens() {
    let (device, program, id) = bound();
    for n in 1..=9 {
        if let Attempts::Waiting { until, .. } = wrong(try_pin(&program, id, &wrong_pin(n))) {
            device.clock.forward(until.since(program.steady_now()));
        }
    }
    code(try_pin(&program, id, "135790"));
    assert_eq!(wrong(try_pin(&program, id, "000000")).left(), TriesLeft { free: 4, all: 9 });
}

#[test]
fn a_try_that_cannot_be_counted_is_not_made() {
    let (device, program, id) = bound();
    let away = device.folder.path().with_extension("away");
    std::fs::rename(device.folder.path(), &away).expect("moved");
    program.open_pad(PadPurpose::Code(id)).expect("it has a PIN");
    for digit in [1, 3, 5, 7, 9, 0] {
        program.type_digit(digit).expect("a pad is open");
    }
    assert!(matches!(program.submit_pin(|| true), Err(Fault::Vault(_))));
    std::fs::rename(&away, device.folder.path()).expect("moved back");
    code(try_pin(&program, id, "135790"));
}

#[test]
fn too_few_digits_stay_on_the_pad() {
    let (_device, program, id) = bound();
    program.open_pad(PadPurpose::Code(id)).expect("it has a PIN");
    for digit in [1, 3, 5, 7, 9] {
        program.type_digit(digit).expect("a pad is open");
    }
    assert!(matches!(program.submit_pin(|| true), Err(Fault::Pin(PinRule::TooShort(5)))));
    assert_eq!(program.type_digit(0).expect("still open"), 6);
    assert_eq!(program.take_back().expect("still open"), 5);
    program.type_digit(0).expect("still open");
    assert!(matches!(program.submit_pin(|| true), Ok(Outcome::Code(_))));
}

#[test]
fn a_closed_pad_takes_no_digit() {
    let (_device, program, id) = bound();
    program.open_pad(PadPurpose::Code(id)).expect("it has a PIN");
    program.close_pad().expect("open");
    assert!(matches!(program.type_digit(1), Err(Fault::Stale)));
    assert!(matches!(program.submit_pin(|| true), Err(Fault::Stale)));
}
