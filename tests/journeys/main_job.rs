use std::time::Duration;

use lingpai_app::{CopyWish, Fault, NextCode, Outcome, PadPurpose, Started, Waiting};
use lingpai_broker::Verdict;
use lingpai_domain::binding::{PinGuard, Refusal, Role, State};

use crate::device::{Desk, Device, START, bind, code, picture, picture_of, submit, timestamp, try_pin};

#[test]
fn a_registration_is_bound_and_the_broker_accepts_its_codes() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    assert_eq!(program.start().expect("a keystore is there"), Started::Open);
    let issued = desk.issue("700004", &device.clock);

    let Waiting::Registration { issuer, number, activation, expires, remaining, support, replaces: None } =
        program.take_picture(&picture(&issued)).expect("the vault is open")
    else {
        panic!("a registration waits")
    };
    assert_eq!((issuer.as_str(), number.as_str()), ("Fuyi", "700004"));
    assert_eq!(activation.as_str(), issued.activation);
    assert_eq!(expires.secs(), START + 24 * 3600);
    assert_eq!(remaining, Duration::from_secs(24 * 3600));
    assert_eq!(support.expect("the broker's own").as_str(), "852-25097524");

    let id = bind(&program, "135790");
    let accounts = program.accounts().expect("open");
    assert_eq!(accounts.len(), 1);
    assert!(matches!(accounts[0].binding, State::Synced(Role::Main(_), PinGuard::Resting(_))));
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);

    let first = code(try_pin(&program, id, "135790"));
    let verify = |desk: &mut Desk, code: &str| {
        let (account, code) = ("700004".parse().expect("a number"), code.parse().expect("six digits"));
        desk.broker.verify(&account, &code, timestamp(&device.clock)).expect("the broker answers")
    };
    assert_eq!(verify(&mut desk, &first), Verdict::Accepted);

    drop(program);
    let program = device.run();
    assert_eq!(program.start().expect("the same keystore"), Started::Open);
    assert_eq!(program.accounts().expect("open").len(), 1);
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));
    device.clock.forward(Duration::from_secs(60));
    let second = code(try_pin(&program, id, "135790"));
    assert_eq!(verify(&mut desk, &second), Verdict::Accepted);
}

#[test]
fn a_code_is_gone_when_its_period_ends() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    let id = bind(&program, "135790");
    device.clock.forward(Duration::from_millis(19_500));
    let Outcome::Code(shown) = try_pin(&program, id, "135790") else { panic!("the right PIN") };
    assert_eq!(shown.timed.window.until.since(shown.now), Duration::from_millis(40_500));
    device.clock.forward(Duration::from_millis(40_499));
    assert_eq!(
        program.show(id, NextCode::Unwanted).expect("still good").timed.code.expose(),
        shown.timed.code.expose()
    );
    device.clock.forward(Duration::from_millis(1));
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));
    assert!(matches!(program.copy(id, CopyWish::Current), Err(Fault::Refused(Refusal::PinNeeded))));
    assert_eq!(device.clipboard.text(), None);
}

#[test]
fn an_ordinary_account_binds_without_a_pin_and_shows_its_code_at_once() {
    let device = Device::new();
    let program = device.run();
    program.start().expect("a keystore is there");
    let uri = "otpauth://totp/Google:trader%40example.hk?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Google";
    let waiting = program.take_picture(&picture_of(uri)).expect("open");
    assert!(matches!(waiting, Waiting::Plain { .. }));
    // An ordinary account has no PIN to create.
    assert!(matches!(program.open_pad(PadPurpose::Create), Err(Fault::Stale)));
    let id = program.bind_plain().expect("saved");
    let shown = program.show(id, NextCode::Unwanted).expect("no PIN");
    assert_eq!(shown.timed.window.until.since(shown.timed.window.from), Duration::from_secs(30));
    assert!(matches!(program.open_pad(PadPurpose::Code(id)), Err(Fault::Refused(Refusal::NoPin))));
    let copied = program.copy(id, CopyWish::Current).expect("the clipboard works");
    assert_eq!(device.clipboard.text().as_deref(), Some(copied.shown.timed.code.expose()));

    // The same account again is reported, and nothing is added.
    assert!(matches!(program.take_picture(&picture_of(uri)).expect("open"), Waiting::AlreadyBound { .. }));
    assert!(matches!(program.bind_plain(), Err(Fault::Stale)));
    assert_eq!(program.accounts().expect("open").len(), 1);
}

#[test]
fn two_accounts_of_the_same_name_live_side_by_side() {
    let device = Device::new();
    let program = device.run();
    program.start().expect("a keystore is there");
    for secret in ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJR"] {
        program.take_picture(&picture_of(&format!("otpauth://totp/a:b?secret={secret}&issuer=a"))).expect("open");
        program.bind_plain().expect("saved");
    }
    let accounts = program.accounts().expect("open");
    assert_eq!(accounts.len(), 2);
    assert_ne!(accounts[0].id, accounts[1].id);
}

#[test]
fn a_second_pin_that_differs_begins_again() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    assert!(matches!(submit(&program, "135790"), Outcome::Repeat));
    assert!(matches!(submit(&program, "135791"), Outcome::Mismatch));
    assert!(matches!(submit(&program, "246801"), Outcome::Repeat));
    assert!(matches!(submit(&program, "246801"), Outcome::Bound(_)));
}

#[test]
fn the_same_account_number_is_not_bound_twice() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    let issued = desk.issue("700004", &device.clock);
    program.take_picture(&picture(&issued)).expect("open");
    bind(&program, "135790");
    let again = program.take_picture(&picture(&issued)).expect("open");
    assert!(matches!(again, Waiting::AlreadyBound { .. }));
    assert!(matches!(program.open_pad(PadPurpose::Create), Err(Fault::Stale)));
    // Another account number of the same broker is bound beside it, with its own PIN.
    program.take_picture(&picture(&desk.issue("700002", &device.clock))).expect("open");
    bind(&program, "975310");
    assert_eq!(program.accounts().expect("open").len(), 2);
}

#[test]
fn a_code_leaves_a_clipboard_that_another_program_keeps_open() {
    let device = Device::new();
    let program = device.run();
    program.start().expect("a keystore is there");
    let uri = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=a";
    program.take_picture(&picture_of(uri)).expect("open");
    let id = program.bind_plain().expect("saved");
    device.clipboard.keep_busy(1);
    assert!(matches!(program.copy(id, CopyWish::Current), Err(Fault::Clipboard(_))));

    // The code expires while the clipboard is in use.
    program.copy(id, CopyWish::Current).expect("the clipboard is free");
    device.clock.forward(program.run_due().expect("the code expires"));
    device.clipboard.keep_busy(2);
    for wait in [250, 1_000] {
        let wait = Duration::from_millis(wait);
        assert_eq!(program.run_due(), Some(wait));
        assert!(device.clipboard.text().is_some());
        device.clock.forward(wait);
    }
    assert_eq!(program.run_due(), None);
    assert_eq!(device.clipboard.text(), None);

    // A lock comes while it is in use, and then the end of the program.
    program.copy(id, CopyWish::Current).expect("the clipboard is free");
    device.clipboard.keep_busy(1);
    program.lock().expect("locked");
    assert!(device.clipboard.text().is_some());
    device.clock.forward(program.run_due().expect("another try"));
    assert_eq!(program.run_due(), None);
    assert_eq!(device.clipboard.text(), None);

    program.unlock_with_keystore().expect("its own key");
    program.copy(id, CopyWish::Current).expect("the clipboard is free");
    device.clipboard.keep_busy(2);
    program.quit();
    assert_eq!(device.clipboard.text(), None);
}
