//! The broker as a library: what is issued, and what is accepted (RFC 6238 §5.2 and the guide).

use std::{path::Path, sync::Barrier, thread};

use lingpai_broker::{
    AccountNumber, Broker, BrokerError, HongKongTime, Issued, Refusal, Request, ValidFor, Verdict, qr_png,
};
use tempfile::TempDir;

mod common;
use common::{NOON, at, decode, device_code, parameter, wrong_code};

fn account() -> AccountNumber {
    "700004".parse().expect("digits")
}

fn request() -> Request {
    Request {
        account: account(),
        issuer: "Fuyi".parse().expect("allowed"),
        support: "852-25097524".parse().expect("allowed"),
        valid_for: ValidFor::ONE_DAY,
    }
}

struct Desk {
    folder: TempDir,
    broker: Broker,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let broker = open(&folder.path().join("broker.sqlite"));
        Self { folder, broker }
    }

    fn issue(&mut self) -> Issued {
        self.broker.issue(request(), at(NOON)).expect("issued")
    }

    fn verify(&mut self, code: &str, secs: i64) -> Verdict {
        self.broker.verify(&account(), &code.parse().expect("six digits"), at(secs)).expect("the database works")
    }

    fn wrong_tries(&self) -> u8 {
        self.broker.list().expect("listed")[0].wrong_tries
    }
}

fn open(path: &Path) -> Broker {
    Broker::open(path).expect("a broker's database")
}

fn wrong(tries_left: u8) -> Verdict {
    Verdict::Refused(Refusal::Wrong { tries_left })
}

const USED: Verdict = Verdict::Refused(Refusal::Used);
const FROZEN: Verdict = Verdict::Refused(Refusal::Frozen);

#[test]
fn the_code_of_this_step_and_the_one_before_is_accepted_and_no_other() {
    for (age, verdict) in
        [(-60, wrong(4)), (0, Verdict::Accepted), (60, Verdict::Accepted), (120, wrong(4)), (3600, wrong(4))]
    {
        let mut desk = Desk::new();
        let issued = desk.issue();
        let code = device_code(issued.uri(), NOON - age);
        assert_eq!(desk.verify(&code, NOON), verdict, "a code {age} s old");
    }
}

#[test]
fn a_code_lives_from_the_first_second_of_its_step_to_the_last_of_the_next() {
    let start = NOON - 30;
    for (secs, verdict) in
        [(-1, wrong(4)), (0, Verdict::Accepted), (119, Verdict::Accepted), (120, wrong(4))].map(|(s, v)| (start + s, v))
    {
        let mut desk = Desk::new();
        let issued = desk.issue();
        let code = device_code(issued.uri(), start);
        assert_eq!(desk.verify(&code, secs), verdict, "{} s after its step began", secs - start);
    }
}

#[test]
fn a_code_is_accepted_once_and_so_is_none_before_it() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let (earlier, now) = (device_code(issued.uri(), NOON - 60), device_code(issued.uri(), NOON));
    assert_eq!(desk.verify(&now, NOON), Verdict::Accepted);
    assert_eq!(desk.verify(&now, NOON + 1), USED);
    assert_eq!(desk.verify(&now, NOON + 60), USED);
    assert_eq!(desk.verify(&earlier, NOON), USED);
    // Setting the clock back does not make the used code valid again.
    assert_eq!(desk.verify(&earlier, NOON - 60), USED);
    assert_eq!(desk.wrong_tries(), 0, "a used code is no wrong try");
    let next = device_code(issued.uri(), NOON + 60);
    assert_eq!(desk.verify(&next, NOON + 60), Verdict::Accepted);
}

#[test]
fn five_wrong_codes_in_a_row_freeze_and_then_the_right_one_is_refused_too() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let bad = wrong_code(issued.uri(), NOON);
    for tries_left in (0..5).rev() {
        assert_eq!(desk.verify(&bad, NOON), wrong(tries_left));
    }
    assert_eq!(desk.verify(&bad, NOON), FROZEN);
    assert_eq!(desk.verify(&device_code(issued.uri(), NOON), NOON), FROZEN);
    assert!(desk.broker.list().expect("listed")[0].frozen());
    // The freeze is on disk.
    let mut again = open(&desk.folder.path().join("broker.sqlite"));
    let code = device_code(issued.uri(), NOON).parse().expect("six digits");
    assert_eq!(again.verify(&account(), &code, at(NOON)).expect("verified"), FROZEN);
}

#[test]
fn a_right_code_forgives_the_wrong_ones_before_it() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let bad = wrong_code(issued.uri(), NOON);
    for _ in 0..4 {
        desk.verify(&bad, NOON);
    }
    assert_eq!(desk.wrong_tries(), 4);
    assert_eq!(desk.verify(&device_code(issued.uri(), NOON), NOON), Verdict::Accepted);
    assert_eq!(desk.verify(&bad, NOON), wrong(4));
}

#[test]
fn thawing_keeps_the_secret_and_the_used_codes() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let (earlier, now) = (device_code(issued.uri(), NOON - 60), device_code(issued.uri(), NOON));
    assert_eq!(desk.verify(&earlier, NOON), Verdict::Accepted);
    let bad = wrong_code(issued.uri(), NOON);
    for _ in 0..5 {
        desk.verify(&bad, NOON);
    }
    desk.broker.thaw(&account()).expect("thawed");
    assert_eq!(desk.wrong_tries(), 0);
    assert_eq!(desk.verify(&earlier, NOON), USED);
    assert_eq!(desk.verify(&now, NOON), Verdict::Accepted);
}

#[test]
fn reset_replaces_secret_and_activation_thaws_and_keeps_issuer_and_number() {
    let mut desk = Desk::new();
    let mut request = request();
    request.issuer = "富易".parse().expect("allowed");
    request.support = "40080 95521".parse().expect("allowed");
    let old = desk.broker.issue(request, at(NOON)).expect("issued");
    let bad = wrong_code(old.uri(), NOON);
    for _ in 0..5 {
        desk.verify(&bad, NOON);
    }
    let new = desk.broker.reset(account(), ValidFor::ONE_DAY, at(NOON)).expect("reset");
    assert_ne!(new.activation, old.activation);
    for kept in ["issuer", "support"] {
        assert_eq!(parameter(new.uri(), kept), parameter(old.uri(), kept));
    }
    assert_eq!(desk.verify(&device_code(old.uri(), NOON), NOON), wrong(4));
    assert_eq!(desk.verify(&device_code(new.uri(), NOON), NOON), Verdict::Accepted);
    assert_eq!(desk.broker.list().expect("listed").len(), 1);
}

#[test]
fn issuing_again_ends_the_earlier_secret() {
    let mut desk = Desk::new();
    let (old, new) = (desk.issue(), desk.issue());
    assert_ne!(new.activation, old.activation);
    assert_eq!(desk.verify(&device_code(old.uri(), NOON), NOON), wrong(4));
    assert_eq!(desk.verify(&device_code(new.uri(), NOON), NOON), Verdict::Accepted);
}

#[test]
fn what_is_not_issued_is_unknown() {
    let mut desk = Desk::new();
    assert_eq!(desk.verify("000000", NOON), Verdict::Refused(Refusal::UnknownAccount));
    let is_unknown = |fault| matches!(fault, Some(BrokerError::UnknownAccount(_)));
    assert!(is_unknown(desk.broker.thaw(&account()).err()));
    assert!(is_unknown(desk.broker.reset(account(), ValidFor::ONE_DAY, at(NOON)).err()));
    assert_eq!(desk.broker.list().expect("listed"), []);
}

/// Two logins at the same time with the same code: the broker may accept only one of them.
#[test]
fn of_two_connections_with_the_same_code_one_is_accepted() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let path = desk.folder.path().join("broker.sqlite");
    for round in 0..20 {
        let now = NOON + 120 * round;
        let (code, together) = (device_code(issued.uri(), now), Barrier::new(2));
        let login = || {
            let mut broker = open(&path);
            together.wait();
            broker.verify(&account(), &code.parse().expect("six digits"), at(now)).expect("the database works")
        };
        let verdicts = thread::scope(|scope| {
            let (one, other) = (scope.spawn(login), scope.spawn(login));
            [one.join().expect("verified"), other.join().expect("verified")]
        });
        let expected = [[Verdict::Accepted, USED], [USED, Verdict::Accepted]];
        assert!(expected.contains(&verdicts), "round {round}: {verdicts:?}");
    }
}

/// Parallel guesses must not get more tries than guesses one after the other.
#[test]
fn wrong_codes_from_several_connections_are_all_counted() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let (path, bad) = (desk.folder.path().join("broker.sqlite"), wrong_code(issued.uri(), NOON));
    let together = Barrier::new(8);
    let guess = || {
        let mut broker = open(&path);
        together.wait();
        broker.verify(&account(), &bad.parse().expect("six digits"), at(NOON)).expect("the database works")
    };
    let mut verdicts = thread::scope(|scope| {
        let guesses: Vec<_> = (0..8).map(|_| scope.spawn(guess)).collect();
        guesses.into_iter().map(|guess| guess.join().expect("verified")).collect::<Vec<_>>()
    });
    verdicts.sort_by_key(|verdict| match verdict {
        Verdict::Refused(Refusal::Wrong { tries_left }) => 4 - tries_left,
        Verdict::Accepted | Verdict::Refused(Refusal::Used | Refusal::Frozen | Refusal::UnknownAccount) => 5,
    });
    assert_eq!(verdicts, [wrong(4), wrong(3), wrong(2), wrong(1), wrong(0), FROZEN, FROZEN, FROZEN]);
}

#[test]
fn the_qr_image_carries_the_uri_with_a_quiet_zone_of_four_modules() {
    let issued = Desk::new().issue();
    let png = qr_png(&issued).expect("it fits");
    assert!(decode(&png) == issued.uri(), "the QR code reads as another text");
    let picture = image::load_from_memory(&png).expect("PNG").to_luma8();
    let dark = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 128);
    let (left, top) = dark.fold((u32::MAX, u32::MAX), |(left, top), (x, y, _)| (left.min(x), top.min(y)));
    assert_eq!((left, top), (32, 32), "4 modules of 8 pixels");
    let modules = picture.width() / 8 - 8;
    assert_eq!((picture.width() % 8, (modules - 17) % 4), (0, 0), "whole modules of a QR version");
}

#[test]
fn the_uri_states_what_was_issued() {
    let issued = Desk::new().issue();
    assert_eq!(issued.expires, at(NOON + 86_400));
    assert_eq!(parameter(issued.uri(), "activation"), issued.activation);
    let expires = HongKongTime(issued.expires).to_string();
    assert_eq!(parameter(issued.uri(), "expires"), expires.replace('+', "%2B"));
    assert_eq!(expires.parse::<jiff::Timestamp>().expect("RFC 3339"), issued.expires);
    assert_eq!(parameter(issued.uri(), "secret").len(), 32, "20 bytes in base32");
}

#[test]
fn two_registrations_share_no_secret() {
    let (one, other) = (Desk::new().issue(), Desk::new().issue());
    assert!(parameter(one.uri(), "secret") != parameter(other.uri(), "secret"));
}

#[cfg(unix)]
#[test]
fn the_database_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = std::fs::metadata(desk.folder.path().join("broker.sqlite")).expect("made").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("other.sqlite");
    let other = rusqlite::Connection::open(&path).expect("opened");
    other.execute_batch("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('keep me')").expect("made");
    drop(other);
    let before = std::fs::read(&path).expect("read");
    assert!(matches!(Broker::open(&path).err(), Some(BrokerError::Foreign(found)) if found == path));
    assert_eq!(std::fs::read(&path).expect("read"), before);
}

#[test]
fn a_newer_version_is_refused() {
    let desk = Desk::new();
    let path = desk.folder.path().join("broker.sqlite");
    let connection = rusqlite::Connection::open(&path).expect("opened");
    connection.pragma_update(None, "user_version", 3).expect("set");
    assert!(matches!(Broker::open(&path).err(), Some(BrokerError::Newer { found: 3, known: 2 })));
}

#[test]
fn the_schema_refuses_what_has_the_wrong_type() {
    let mut desk = Desk::new();
    desk.issue();
    let connection = rusqlite::Connection::open(desk.folder.path().join("broker.sqlite")).expect("opened");
    for statement in [
        "UPDATE registration SET issued = 'yesterday'",
        "UPDATE registration SET secret = x'00'",
        "UPDATE registration SET wrong_tries = 6",
    ] {
        assert!(connection.execute(statement, []).is_err(), "{statement}");
    }
}

#[test]
fn the_trading_password_of_the_account_and_no_other_logs_in() {
    let mut desk = Desk::new();
    let password = |text: &str| text.parse().expect("allowed");
    assert!(!desk.broker.has_customers().expect("read"));
    desk.broker.enrol(&account(), &password("trading 1")).expect("enrolled");
    assert!(desk.broker.has_customers().expect("read"));
    let fits = |broker: &Broker, number: &str, text: &str| {
        broker.check_password(&number.parse().expect("allowed"), &password(text)).expect("hashed")
    };
    assert!(fits(&desk.broker, "700004", "trading 1"));
    assert!(!fits(&desk.broker, "700004", "trading 2"));
    assert!(!fits(&desk.broker, "700005", "trading 1"));
    desk.broker.enrol(&account(), &password("trading 2")).expect("enrolled");
    assert!(!fits(&desk.broker, "700004", "trading 1") && fits(&desk.broker, "700004", "trading 2"));
}

#[test]
fn a_registration_is_shown_again_as_it_was_issued() {
    let mut desk = Desk::new();
    assert!(matches!(desk.broker.registration(&account()).err(), Some(BrokerError::UnknownAccount(_))));
    let issued = desk.issue();
    let again = desk.broker.registration(&account()).expect("there is one");
    assert!(again.uri() == issued.uri());
    assert_eq!((again.activation, again.expires), (issued.activation, issued.expires));
}

#[test]
fn the_desk_freezes_and_sees_every_issue() {
    let mut desk = Desk::new();
    desk.broker.enrol(&"700002".parse().expect("digits"), &"trading".parse().expect("allowed")).expect("enrolled");
    assert!(matches!(desk.broker.freeze(&account()).err(), Some(BrokerError::UnknownAccount(_))));
    let first = desk.issue();
    let second = desk.broker.reset(account(), ValidFor::ONE_DAY, at(NOON + 60)).expect("reset");
    desk.broker.freeze(&account()).expect("frozen");
    assert_eq!(desk.verify(&device_code(second.uri(), NOON), NOON), FROZEN);
    let customers = desk.broker.customers().expect("listed");
    let states = customers.iter().map(|customer| {
        let frozen = customer.registration.as_ref().map(lingpai_broker::Entry::frozen);
        (customer.account.as_str(), customer.enrolled, frozen)
    });
    assert_eq!(states.collect::<Vec<_>>(), [("700002", true, None), ("700004", false, Some(true))]);
    let issues = customers[1].issues.iter().map(|issue| (issue.activation.as_str(), issue.issued, issue.expires));
    let expected = [(&second, NOON + 60), (&first, NOON)];
    assert_eq!(issues.collect::<Vec<_>>(), expected.map(|(i, secs)| (i.activation.as_str(), at(secs), i.expires)));
}

/// A file of the first version can be read, and its registrations count as issued.
#[test]
fn the_first_versions_database_is_brought_up_to_date() {
    let mut desk = Desk::new();
    let issued = desk.issue();
    let path = desk.folder.path().join("broker.sqlite");
    let connection = rusqlite::Connection::open(&path).expect("opened");
    connection.execute_batch("DROP TABLE customer; DROP TABLE issue; PRAGMA user_version = 1").expect("taken back");
    drop(connection);
    for _ in 0..2 {
        let mut broker = open(&path);
        let customers = broker.customers().expect("listed");
        assert_eq!((customers.len(), customers[0].issues.len()), (1, 1));
        assert_eq!(customers[0].issues[0].activation, issued.activation);
        broker.enrol(&account(), &"trading".parse().expect("allowed")).expect("enrolled");
    }
    assert_eq!(desk.verify(&device_code(issued.uri(), NOON), NOON), Verdict::Accepted);
}
