use std::time::Duration;

use lingpai_app::{ExpiredCandidate, Fault, PadPurpose, Source, Waiting};
use lingpai_intake::{Foreign, IntakeFault, Kind};

use crate::device::{Desk, Device, picture, picture_of, submit};

#[test]
fn an_expired_registration_is_refused_and_nothing_is_kept() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    let issued = desk.issue("700004", &device.clock);
    device.clock.forward(Duration::from_secs(24 * 3600));
    let waiting = program.take_picture(&picture(&issued)).expect("open");
    let Waiting::Expired(ExpiredCandidate { number, support, .. }) = waiting else {
        panic!("it has expired: {waiting:?}")
    };
    // The file keeps only that the registration was seen after its expiry.
    let before = device.bytes();
    program.take_picture(&picture(&issued)).expect("open");
    assert_eq!(number.as_str(), "700004");
    assert_eq!(support.expect("the broker's own").as_str(), "852-25097524");
    assert!(matches!(program.open_pad(PadPurpose::Create), Err(Fault::Expired)));
    assert!(matches!(program.bind_plain(), Err(Fault::Stale)));
    assert!(program.accounts().expect("open").is_empty());
    assert!(device.bytes() == before, "the vault has changed");
}

#[test]
fn a_registration_that_expires_while_it_waits_is_not_bound() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    program.open_pad(PadPurpose::Create).expect("still good");
    submit(&program, "135790");
    device.clock.forward(Duration::from_secs(24 * 3600));
    for digit in [1, 3, 5, 7, 9, 0] {
        program.type_digit(digit).expect("a pad is open");
    }
    assert!(matches!(program.submit_pin(|| true), Err(Fault::Expired)));
    assert!(matches!(program.waiting().expect("open"), Waiting::Expired { .. }));
    assert!(program.accounts().expect("open").is_empty());
}

#[test]
fn what_is_no_registration_is_refused_with_its_reason() {
    let device = Device::new();
    let program = device.run();
    program.start().expect("a keystore is there");
    let refused = |picture: &[u8]| match program.take_picture(picture).expect("open") {
        Waiting::Refused(Some(fault)) => fault,
        other => panic!("not refused: {other:?}"),
    };
    assert_eq!(refused(&picture_of("https://example.com/")), IntakeFault::NotAnAccount(Foreign::WebAddress));
    assert!(matches!(refused(b"not a picture"), IntakeFault::Picture(_)));
    assert!(matches!(refused(&picture_of("otpauth://totp/a?secret=!!!!")), IntakeFault::Uri(_)));
    assert_eq!(
        refused(&picture_of("otpauth://yaotp/a?secret=GEZDGNBVGY3TQOJQ")),
        IntakeFault::KindUnsupported(Kind::Yandex)
    );
    assert!(matches!(
        program.take(program.session().expect("open"), vec![Source::unreadable(None)]).expect("open"),
        Waiting::Refused(None)
    ));
}

#[test]
fn what_was_dismissed_is_gone() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    program.dismiss().expect("open");
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
    assert!(matches!(program.open_pad(PadPurpose::Create), Err(Fault::Stale)));
}
