use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lingpai_app::{Fault, FoundItem, FoundKind, Lingpai, MigrationBatch, PadPurpose, Source, Stop, Waiting};
use lingpai_domain::binding::State;
use lingpai_intake::pipe::Form;
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
    let mail = picture(&desk.issue("700004", &device.clock));
    let registration = program.read_file(Some("mail.png".to_owned()), Form::File, &mail, &Stop::default());
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
    let picture = picture(&desk.issue("700004", &device.clock));
    let registration = program.read_file(None, Form::File, &picture, &Stop::default());
    let mut sources = text(&[PLAIN]);
    sources.push(registration);
    program.take(program.session().expect("open"), sources).expect("open");
    device.clock.forward(Duration::from_hours(24));
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

/// A code of a migration of 100 accounts, the `index`-th of its `size`.
fn hundred_accounts(index: u8, size: u8) -> String {
    let field = |number: u8, bytes: &[u8]| {
        let len = u8::try_from(bytes.len()).expect("short");
        [&[number << 3 | 2, len], bytes].concat()
    };
    let account = |number: u8| {
        let secret = [0, 0, 0, 0, 0, 1, index, number];
        field(1, &[field(1, &secret), field(2, format!("a{index:03}{number:02}").as_bytes())].concat())
    };
    let mut payload: Vec<u8> = (0..100).flat_map(account).collect();
    // The size, the index and the batch.
    payload.extend([3 << 3, size, 4 << 3, index, 5 << 3, 7]);
    let data = data_encoding::BASE64.encode(&payload);
    format!("otpauth-migration://offline?data={}", data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"))
}

#[test]
fn a_list_takes_five_thousand_accounts_and_refuses_more() {
    let device = Device::new();
    let program = started(&device);
    let codes = |from: u8, to: u8| {
        let lines: Vec<String> = (from..to).map(|index| hundred_accounts(index, 100)).collect();
        vec![Source::text(&lines.join("\n"))]
    };
    let take = |sources| program.take(program.session().expect("open"), sources).expect("open");
    let too_many = FoundKind::Refused(Some(IntakeFault::TooMany { max: 5000 }));

    let begun = std::time::Instant::now();
    let full = take(codes(0, 50));
    assert_eq!(several(&full).0.len(), 5000);
    assert!(whats(&full).iter().all(|what| *what == FoundKind::Plain));
    // Each was compared with all before it once: that took minutes.
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());

    // One more than fits is refused, and what is there stays.
    let more = take(codes(50, 51));
    assert_eq!(several(&more).0.len(), 5001);
    assert_eq!(whats(&more)[5000], too_many);
    assert_eq!(program.dismiss().expect("open"), Waiting::Nothing);

    // So are more than a list takes at once, before they are all read.
    assert_eq!(take(codes(0, 51)), Waiting::Refused(Some(IntakeFault::TooMany { max: 5000 })));
}

#[test]
fn a_lock_goes_through_while_thousands_of_accounts_are_compared() {
    let device = Device::new();
    let program = started(&device);
    let session = program.session().expect("open");
    let (passed, passes) = mpsc::channel();
    let taken = thread::scope(|scope| {
        // Before the last of 5,000 accounts is compared, somebody else locks the vault and opens it again.
        let sources = (0..50).map(|index| {
            if index == 49 {
                let (program, passed) = (&program, passed.clone());
                scope.spawn(move || {
                    program.lock().expect("open");
                    program.unlock_with_keystore().expect("a keystore is there");
                    passed.send(()).ok();
                });
                assert!(passes.recv_timeout(Duration::from_secs(30)).is_ok(), "the lock waits for the comparison");
            }
            Source::text(&hundred_accounts(index, 100))
        });
        program.take(session, sources)
    });
    assert!(matches!(taken, Err(Fault::Closed)), "what was compared belongs to the session before");
    assert_eq!(program.waiting().expect("open"), Waiting::Nothing);
}

#[test]
fn registrations_that_have_expired_are_remembered_in_one_save() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = started(&device);
    let pictures: Vec<Vec<u8>> =
        ["700004", "700005", "700006"].map(|number| picture(&desk.issue(number, &device.clock))).into();
    device.clock.forward(Duration::from_hours(25));
    let saves = || device.bytes().len();
    let before = saves();
    let sources = pictures.iter().map(|picture| program.read_file(None, Form::File, picture, &Stop::default()));
    let waiting = program.take(program.session().expect("open"), sources).expect("open");
    assert_eq!(whats(&waiting), [FoundKind::Expired; 3]);
    assert_eq!(saves(), before + 1);
}
