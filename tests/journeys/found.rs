use lingpai_app::{Fault, FoundItem, FoundKind, Lingpai, MigrationBatch, PadPurpose, Source, Waiting};
use lingpai_domain::binding::State;
use lingpai_intake::{Foreign, IntakeFault};

use crate::device::{Desk, Device, picture, submit};

const PLAIN: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQ&issuer=Example";
const OTHER: &str = "otpauth://totp/Example:bob?secret=JBSWY3DPEHPK3PXP&issuer=Example";

fn started(device: &Device) -> Lingpai {
    let program = device.run();
    program.start().expect("a keystore is there");
    program
}

fn several(waiting: &Waiting) -> (&[FoundItem], &[MigrationBatch]) {
    let Waiting::Several { items, batches } = waiting else { panic!("not several: {waiting:?}") };
    (items, batches)
}

fn whats(waiting: &Waiting) -> Vec<FoundKind> {
    several(waiting).0.iter().map(|item| item.what).collect()
}

fn text(lines: &[&str]) -> Vec<Source> {
    vec![Source::text(&lines.join("\n"))]
}

#[test]
fn one_account_beside_other_codes_is_taken_at_once() {
    let device = Device::new();
    let program = started(&device);
    let waiting = program.take(program.session().expect("open"), text(&["https://example.com/", PLAIN])).expect("open");
    assert!(matches!(waiting, Waiting::Plain { .. }), "{waiting:?}");
    program.bind_plain().expect("it waits");
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
    let foreign = program.take(program.session().expect("open"), text(&["https://example.com/", "a"])).expect("open");
    assert_eq!(foreign, Waiting::Refused(Some(IntakeFault::NotAnAccount(Foreign::WebAddress))));
}

#[test]
fn several_are_bound_in_one_save_and_what_cannot_be_says_why() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = started(&device);
    let registration = Source::read(Some("mail.png".to_owned()), &picture(&desk.issue("700004", &device.clock)));
    let mut sources = text(&[PLAIN, OTHER, PLAIN, "https://example.com/"]);
    sources.extend([registration, Source::unreadable(Some("holiday.png".to_owned()))]);
    let waiting = program.take(program.session().expect("open"), sources).expect("open");
    let foreign = FoundKind::Refused(Some(IntakeFault::NotAnAccount(Foreign::WebAddress)));
    assert_eq!(
        whats(&waiting),
        [
            FoundKind::Plain,
            FoundKind::Plain,
            FoundKind::Twice,
            foreign,
            FoundKind::Registration,
            FoundKind::Refused(None)
        ]
    );
    assert_eq!(several(&waiting).0[5].number.as_deref(), Some("holiday.png"), "the file that failed is named");

    assert!(matches!(program.bind_found(&[0, 2]), Err(Fault::Stale)), "one of them cannot be bound");
    assert!(program.accounts().expect("open").is_empty(), "all or none");
    assert_eq!(program.bind_found(&[1, 0, 1]).expect("both are plain"), 2);
    assert_eq!(program.accounts().expect("open").len(), 2);
    assert!(matches!(program.bind_found(&[0]), Err(Fault::Stale)), "bound already");

    // The registration is opened, put back, opened again, and bound with its PIN. Then nothing waits.
    assert!(matches!(program.open_found(4), Ok(Waiting::Registration { .. })));
    assert!(matches!(program.open_found(4), Err(Fault::Stale)));
    assert!(matches!(program.dismiss(), Ok(Waiting::Several { .. })));
    program.open_found(4).expect("it was put back");
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    submit(&program, "135790");
    submit(&program, "135790");
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
    assert_eq!(program.accounts().expect("open").len(), 3);
}

#[test]
fn what_is_found_later_joins_the_list_and_one_dismissal_drops_it() {
    let device = Device::new();
    let program = started(&device);
    program.take(program.session().expect("open"), text(&[PLAIN, OTHER])).expect("open");
    let third = "otpauth://totp/c?secret=KRSXG5CTMVRXEZLU";
    let waiting = program.take(program.session().expect("open"), text(&[third, OTHER])).expect("open");
    assert_eq!(whats(&waiting), [FoundKind::Plain, FoundKind::Plain, FoundKind::Plain, FoundKind::Twice]);
    assert_eq!(program.dismiss().expect("open"), Waiting::Nothing);
    assert!(matches!(program.bind_found(&[0]), Err(Fault::Stale)));
}

#[test]
fn a_registration_and_a_transfer_expire_in_the_list_too() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = started(&device);
    let registration = Source::read(None, &picture(&desk.issue("700004", &device.clock)));
    let mut sources = text(&[PLAIN]);
    sources.push(registration);
    program.take(program.session().expect("open"), sources).expect("open");
    device.clock.forward(std::time::Duration::from_hours(24));
    assert_eq!(whats(&program.waiting().expect("open")), [FoundKind::Plain, FoundKind::Expired]);
    assert_eq!(program.bind_found(&[0]).expect("a plain one"), 1);
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
    let accounts = program.accounts().expect("open");
    assert!(accounts.iter().all(|account| account.binding == State::Plain));
}

#[test]
fn what_was_read_before_a_lock_is_nothing_to_the_session_after_it() {
    let device = Device::new();
    let program = started(&device);
    let session = program.session().expect("open");
    program.lock().expect("open");
    program.unlock_with_keystore().expect("a keystore is there");
    assert!(matches!(program.take(session, text(&[PLAIN])), Err(Fault::Closed)));
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
}
