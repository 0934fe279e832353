use lingpai_app::{CopyWish, Fault, Lingpai, NextCode, Outcome};
use lingpai_domain::binding::Refusal;
use lingpai_domain::{AccountId, KeepOpen};

use crate::device::{Device, PIN, START, keep, main_account, plain, try_pin};

fn opened(keep_open: KeepOpen) -> (Device, Lingpai, AccountId) {
    let device = Device::new();
    let program = device.run();
    let id = main_account(&program, keep_open);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    (device, program, id)
}

fn is_open(program: &Lingpai, id: AccountId) -> bool {
    match program.show(id, NextCode::Unwanted) {
        Ok(_) => true,
        Err(Fault::Refused(Refusal::PinNeeded)) => false,
        Err(fault) => panic!("{fault}"),
    }
}

#[test]
fn each_time_is_for_the_code_of_that_moment() {
    let (device, program, id) = opened(KeepOpen::EachTime);
    device.forward(59);
    assert!(is_open(&program, id));
    device.forward(1);
    assert!(!is_open(&program, id));
}

#[test]
fn an_account_stays_open_for_as_long_as_the_user_has_set() {
    for (keep_open, secs) in [(KeepOpen::FiveMinutes, 300), (KeepOpen::FifteenMinutes, 900)] {
        let (device, program, id) = opened(keep_open);
        let first = program.show(id, NextCode::Unwanted).expect("open").timed.code;
        assert_eq!(program.run_due().map(|left| left.as_secs()), Some(secs));
        device.forward(secs - 1);
        let later = program.show(id, NextCode::Unwanted).expect("still open").timed.code;
        assert_ne!(first.expose(), later.expose(), "another period has another code");
        program.copy(id, CopyWish::Current).expect("without a PIN");
        device.forward(1);
        assert!(!is_open(&program, id));
        assert!(program.copy(id, CopyWish::Current).is_err());
    }
    let (device, program, id) = opened(KeepOpen::UntilLock);
    device.forward(7 * 24 * 3600);
    assert!(is_open(&program, id));
}

#[test]
fn it_goes_by_the_clock_that_nobody_sets() {
    let (device, program, id) = opened(KeepOpen::FiveMinutes);
    device.forward(200);
    device.clock.set_by(3_600);
    assert!(is_open(&program, id));
    device.forward(100);
    device.clock.set_by(3_600);
    assert!(!is_open(&program, id));
}

#[test]
fn what_closes_it() {
    let (_device, program, id) = opened(KeepOpen::UntilLock);
    program.close_account(id).expect("open");
    assert!(!is_open(&program, id), "the user");

    let (_device, program, id) = opened(KeepOpen::UntilLock);
    keep(&program, id, KeepOpen::FifteenMinutes);
    assert!(!is_open(&program, id), "a shorter time");

    let (_device, program, id) = opened(KeepOpen::UntilLock);
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its own key");
    assert!(!is_open(&program, id), "a lock");
}

#[test]
fn a_longer_time_counts_from_the_next_pin_on() {
    let (device, program, id) = opened(KeepOpen::FiveMinutes);
    keep(&program, id, KeepOpen::UntilLock);
    device.forward(299);
    assert!(is_open(&program, id));
    device.forward(1);
    assert!(!is_open(&program, id));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    device.forward(3_600);
    assert!(is_open(&program, id));
}

#[test]
fn wrong_pins_that_cost_a_wait_close_it() {
    let (device, program, id) = opened(KeepOpen::UntilLock);
    for n in 0..5 {
        assert!(matches!(try_pin(&program, id, &format!("24680{n}")), Outcome::Wrong(_)));
        assert!(is_open(&program, id), "{n} wrong PINs cost nothing");
    }
    assert!(matches!(try_pin(&program, id, "246805"), Outcome::Wrong(_)));
    assert!(!is_open(&program, id));
    device.forward(60);
    assert!(!is_open(&program, id), "the wait's end opens nothing");
}

#[test]
fn what_comes_back_from_the_trash_is_closed() {
    let (_device, program, id) = opened(KeepOpen::UntilLock);
    program.open_pad(lingpai_app::PadPurpose::Remove(id)).expect("bound");
    assert!(matches!(crate::device::submit(&program, PIN), Ok(Outcome::Done(_))));
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Stale)));
    program.open_pad(lingpai_app::PadPurpose::Restore(id)).expect("in the trash");
    assert!(matches!(crate::device::submit(&program, PIN), Ok(Outcome::Done(_))));
    assert!(!is_open(&program, id));
}

#[test]
fn an_account_that_another_registration_took_the_place_of_is_closed() {
    let (_device, program, id) = opened(KeepOpen::UntilLock);
    let uri = "otpauth://totp/Fuyi:700004?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=Fuyi&algorithm=SHA1&digits=6\
        &period=60&activation=998877&expires=2026-11-25T09:30:00%2B08:00&pin=required&support=852-25097524";
    program.take(program.session().expect("open"), vec![lingpai_app::Source::text(uri)]).expect("open");
    assert_eq!(program.bind_further().expect("replaced"), id);
    assert!(!is_open(&program, id));
    let account = &program.accounts().expect("open")[0];
    assert_eq!(account.arrangement.keep_open, KeepOpen::UntilLock, "it stays arranged as it was");
}

#[test]
fn a_use_is_kept_without_a_save_and_written_at_the_lock() {
    let device = Device::new();
    let program = device.run();
    let (id, other) = (main_account(&program, KeepOpen::EachTime), plain(&program, "alice", 30));
    let used = |program: &Lingpai, id| {
        let accounts = program.accounts().expect("open");
        accounts.iter().find(|account| account.id == id).expect("bound").used.map(|used| used.secs())
    };
    program.show(other, NextCode::Unwanted).expect("without a PIN");
    assert_eq!((used(&program, id), used(&program, other)), (None, None), "shown is not used");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    let saves = device.saves();
    device.forward(3);
    program.copy(other, CopyWish::Current).expect("a code");
    assert_eq!((used(&program, id), used(&program, other)), (Some(START), Some(START + 3)));
    assert_eq!(device.saves(), saves, "no save for a copy");
    program.lock().expect("open");
    assert_ne!(device.saves(), saves);
    program.unlock_with_keystore().expect("its own key");
    assert_eq!((used(&program, id), used(&program, other)), (Some(START), Some(START + 3)));
}
