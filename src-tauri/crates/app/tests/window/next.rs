use lingpai_app::{Fault, Lingpai, NextCode, Outcome};
use lingpai_domain::binding::Refusal;
use lingpai_domain::{AccountId, KeepOpen};

use crate::device::{Device, PIN, counter, main_account, plain, try_pin};

fn next(program: &Lingpai, id: AccountId) -> Option<String> {
    let shown = program.show(id, NextCode::Wanted).unwrap_or_else(|fault| panic!("{fault}"));
    shown.next.map(|code| code.expose().to_owned())
}

fn current(program: &Lingpai, id: AccountId) -> String {
    program.show(id, NextCode::Unwanted).expect("open").timed.code.expose().to_owned()
}

#[test]
fn in_the_last_ten_seconds_it_is_the_code_that_comes() {
    let device = Device::new();
    let program = device.run();
    let id = plain(&program, "alice", 30);
    device.forward(19);
    assert_eq!(next(&program, id), None);
    device.forward(1);
    let announced = next(&program, id).expect("ten seconds are left");
    assert!(program.show(id, NextCode::Unwanted).expect("open").next.is_none(), "nobody asked for it");
    device.forward(10);
    assert_eq!(current(&program, id), announced);
}

#[test]
fn several_accounts_are_asked_at_one_moment_each_with_its_own_answer() {
    let device = Device::new();
    let program = device.run();
    let (first, closed, last) =
        (plain(&program, "alice", 30), main_account(&program, KeepOpen::EachTime), plain(&program, "bob", 30));
    device.forward(25);
    let answers = program.show_all(&[first, closed, last], NextCode::Wanted).expect("an open vault");
    let [Ok(one), Err(Fault::Refused(Refusal::PinNeeded)), Ok(other)] = &answers[..] else { panic!("other answers") };
    assert_eq!((one.account, other.account, one.now), (first, last, other.now));
    assert!(one.next.is_some() && other.next.is_some());
    program.lock().expect("a vault to lock");
    assert!(matches!(program.show_all(&[first], NextCode::Wanted), Err(Fault::Closed)));
}

#[test]
fn it_is_for_accounts_that_stay_open_alone() {
    let device = Device::new();
    let program = device.run();
    let id = main_account(&program, KeepOpen::EachTime);
    device.forward(55);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    assert_eq!(next(&program, id), None);
    device.forward(60);
    crate::device::keep(&program, id, KeepOpen::FiveMinutes);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    assert!(next(&program, id).is_some());
    // Five minutes later, to the second, it is closed; the code behind that is not shown before.
    device.forward(299);
    assert_eq!(next(&program, id), None);
    let hotp = counter(&program);
    program.next(hotp).expect("the first");
    assert_eq!(next(&program, hotp), None);
}

#[test]
fn it_counts_as_given_when_its_time_comes() {
    let device = Device::new();
    let program = device.run();
    let id = plain(&program, "alice", 30);
    device.forward(25);
    let (before, _) = (current(&program, id), next(&program, id).expect("five seconds are left"));
    assert_eq!(current(&program, id), before, "the current one is still to be had");
    // Nobody asks at the turn; then the clock goes back behind it.
    device.forward(10);
    device.clock.set_by(-10);
    assert!(matches!(program.show(id, NextCode::Wanted), Err(Fault::WentBack(_))), "it may have been used");
}
