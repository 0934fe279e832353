//! A machine whose clock is off: which servers are asked, what is corrected, and which time the codes go by.

use std::path::Path;
use std::time::Duration;

use lingpai_app::{ClockStatus, CopyWish, Fault, Lingpai, NextCode, TIME_SERVERS};
use lingpai_domain::clock::{Answer, Standing, Unknown};
use lingpai_domain::trail::What;
use lingpai_domain::{AccountId, Grave, UnixTime};

use crate::device::{Desk, Device, START, bind, code, picture, picture_of, try_pin};
use crate::life::{PIN, main_device};

const URI: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";

/// A device whose vault is open, with one ordinary account.
fn opened(device: &Device) -> (Lingpai, AccountId) {
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture_of(URI)).expect("open");
    let id = program.bind_plain().expect("an ordinary account waits");
    (program, id)
}

fn shown(program: &Lingpai, id: AccountId) -> (String, UnixTime) {
    let shown = program.show(id, NextCode::Unwanted).unwrap_or_else(|fault| panic!("no code: {fault}"));
    assert!(shown.timed.window.holds(shown.now), "the countdown lies in the period");
    (shown.timed.code.expose().to_owned(), shown.now)
}

fn is_asked(device: &Device, program: &Lingpai) -> bool {
    program.compare_clocks();
    !device.servers.asked().is_empty()
}

#[test]
fn a_clock_that_is_off_is_corrected_for_code_and_countdown_alike() {
    let device = Device::new();
    let (program, id) = opened(&device);
    let right = shown(&program, id).0;
    device.clock.set_by(-25);
    device.servers.say_offset(25_000);
    program.compare_clocks();
    assert_eq!(program.clock().standing, Standing::Corrected { offset_ms: 25_000 });
    assert_eq!(shown(&program, id), (right.clone(), UnixTime::from_secs(START)));
    let copied = program.copy(id, CopyWish::Current).expect("a code");
    assert_eq!(copied.shown.timed.code.expose(), right);
    assert_eq!(program.now(), UnixTime::from_secs(START));
    assert!(device.watcher.clock_changes() > 0);
    // An offset below two seconds is not corrected.
    device.clock.set_by(24);
    device.servers.say_offset(1_000);
    device.clock.forward(Duration::from_secs(15));
    program.compare_clocks();
    assert_eq!(program.clock().standing, Standing::Right { offset_ms: 1_000 });
    assert_eq!(program.now(), UnixTime::from_secs(START + 14));
}

#[test]
fn expiry_goes_by_the_corrected_time_as_well() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let (program, _) = opened(&device);
    let issued = desk.issue("700004", &device.clock);
    device.clock.forward(Duration::from_secs(24 * 3600 - 20));
    device.servers.say_offset(25_000);
    program.compare_clocks();
    let waiting = program.take_picture(&picture(&issued)).expect("open");
    assert!(matches!(waiting, lingpai_app::Waiting::Expired { .. }), "{waiting:?}");
}

#[test]
fn a_clock_that_is_off_by_more_than_thirty_seconds_is_asked_about() {
    for offset_ms in [30_001, 3_600_000] {
        let device = Device::new();
        let (program, _) = opened(&device);
        device.servers.say_offset(offset_ms);
        let status = program.check_clock();
        assert_eq!(status.standing, Standing::Far { offset_ms, declined: false });
        assert_eq!(program.now(), UnixTime::from_secs(START));
        let declined = program.agree_clock(false);
        assert_eq!(declined.standing, Standing::Far { offset_ms, declined: true });
        assert_eq!(program.now(), UnixTime::from_secs(START));
        assert_eq!(program.agree_clock(true).standing, Standing::Corrected { offset_ms });
        assert_eq!(program.now(), UnixTime::from_secs(START).shifted(offset_ms));
    }
}

#[test]
fn fewer_than_three_lying_servers_move_no_clock() {
    let time = |offset_ms| Answer::Time { offset_ms, round_trip_ms: 20 };
    // One that answers alone, two that answer alone, two among honest ones that outnumber them.
    let few = |agree| Standing::Few { offset_ms: 599_000, agree, needed: 3, declined: false };
    let cases: [(&[Answer], Standing); 3] = [
        (&[time(599_000)], few(1)),
        (&[Answer::Silent, time(599_000), Answer::Refused, time(599_000)], few(2)),
        (&[time(599_000), time(0), time(599_000), time(10), time(5)], Standing::Right { offset_ms: 5 }),
    ];
    for (answers, standing) in cases {
        let device = Device::new();
        let (program, id) = opened(&device);
        let code = shown(&program, id);
        device.servers.say(answers);
        assert_eq!(program.check_clock().standing, standing);
        assert_eq!(shown(&program, id), code);
        assert_eq!(program.now(), UnixTime::from_secs(START));
    }
}

#[test]
fn lying_servers_do_not_replace_what_enough_have_said() {
    let device = Device::new();
    let (program, _) = opened(&device);
    device.servers.say_offset(20_000);
    program.check_clock();
    device.clock.forward(Duration::from_secs(3600));
    device.servers.say(&[Answer::Time { offset_ms: -10_000, round_trip_ms: 20 }]);
    program.compare_clocks();
    assert_eq!(program.clock().standing, Standing::Corrected { offset_ms: 20_000 });
}

/// Sets the time servers. The system says that it is the user.
fn set(program: &Lingpai, on: bool, servers: &[String]) -> Result<ClockStatus, Fault> {
    program.grave().by_system(Grave::Servers).expect("the system says yes");
    program.grave().set_clock(program.grave().take().expect("just proved"), on, servers)
}

#[test]
fn all_servers_of_a_short_list_of_the_users_must_agree() {
    let device = Device::new();
    device.presence.say(Some(Ok(())));
    let (program, _) = opened(&device);
    let time = Answer::Time { offset_ms: 20_000, round_trip_ms: 20 };
    for servers in 1..=3 {
        let names: Vec<String> = (0..servers).map(|server| format!("time{server}.example.hk")).collect();
        set(&program, true, &names).expect("names");
        device.servers.say(&vec![time; servers]);
        assert_eq!(program.check_clock().standing, Standing::Corrected { offset_ms: 20_000 }, "{servers}");
        // The plan is set anew, so that nothing is known.
        set(&program, false, &names).expect("names");
        set(&program, true, &names).expect("names");
        device.servers.say(&vec![time; servers - 1]);
        let moved = matches!(program.check_clock().standing, Standing::Corrected { .. });
        assert!(!moved, "{servers}");
    }
}

#[test]
fn lying_servers_bring_no_older_code_back() {
    let device = Device::new();
    let (program, id) = opened(&device);
    device.clock.forward(Duration::from_secs(3600));
    let newest = shown(&program, id);
    // All five say that the clock is right after it was set back, then that it is 20 seconds ahead.
    for (set_by, offset_ms) in [(-3000, 0), (2960, -20_000)] {
        device.clock.set_by(set_by);
        device.servers.say_offset(offset_ms);
        device.clock.forward(Duration::from_secs(15));
        program.compare_clocks();
        let status = program.clock();
        assert!(matches!(status.standing, Standing::Right { .. } | Standing::Corrected { .. }), "{status:?}");
        assert!(status.held > Duration::ZERO, "{status:?}");
        assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::WentBack(_))));
        program.lock().expect("a vault to lock");
        program.unlock_with_keystore().expect("a keystore is there");
        assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::WentBack(_))), "a lock is no yes");
    }
    device.clock.forward(program.clock().held);
    assert_eq!(shown(&program, id).0, newest.0, "the time has caught up");
    assert_eq!(program.clock().held, Duration::ZERO);
}

#[test]
fn the_user_may_allow_older_codes() {
    let device = Device::new();
    let (program, id) = opened(&device);
    let older = shown(&program, id);
    device.clock.forward(Duration::from_secs(3600));
    shown(&program, id);
    device.clock.set_by(-3600);
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::WentBack(_))));
    assert_eq!(program.clock().held, Duration::from_secs(3600));
    let before = device.watcher.clock_changes();
    assert_eq!(program.allow_older_codes().expect("an open vault").held, Duration::ZERO);
    assert!(device.watcher.clock_changes() > before, "the other windows are told");
    assert_eq!(shown(&program, id), older);
    program.lock().expect("a vault to lock");
    assert!(matches!(program.allow_older_codes(), Err(Fault::Closed)));
}

#[test]
fn servers_that_disagree_are_asked_about() {
    let device = Device::new();
    let (program, _) = opened(&device);
    let time = |offset_ms| Answer::Time { offset_ms, round_trip_ms: 20 };
    device.servers.say(&[time(0), time(60_000), Answer::Refused, Answer::Unusable]);
    let status = program.check_clock();
    assert_eq!(status.standing, Standing::Disagree { offset_ms: 30_000, declined: false });
    let said: Vec<Option<Answer>> = status.servers.iter().map(|(_, answer)| *answer).collect();
    assert_eq!(
        said,
        [time(0), time(60_000), Answer::Refused, Answer::Unusable, Answer::Silent].map(Some),
        "each server's own answer is shown"
    );
    assert_eq!(program.now(), UnixTime::from_secs(START));
    assert_eq!(program.agree_clock(true).standing, Standing::Corrected { offset_ms: 30_000 });
    // A server that refused is asked again only when the user asks.
    device.servers.asked();
    device.clock.forward(Duration::from_secs(3600));
    program.compare_clocks();
    program.check_clock();
    let asked: Vec<usize> = device.servers.asked().iter().map(Vec::len).collect();
    assert_eq!(asked, [4, 5]);
}

#[test]
fn servers_are_asked_at_the_start_every_hour_and_after_a_sleep() {
    let device = Device::new();
    device.servers.say_offset(-30_000);
    let program = device.run();
    assert!(!is_asked(&device, &program), "only the vault says whether they may be");
    program.start().expect("a keystore is there");
    assert!(is_asked(&device, &program) && !is_asked(&device, &program));
    device.clock.forward(Duration::from_secs(3599));
    assert!(!is_asked(&device, &program));
    program.show_clock(false);
    device.clock.forward(Duration::from_secs(3600));
    assert!(!is_asked(&device, &program), "nobody looks");
    program.show_clock(true);
    assert!(is_asked(&device, &program));
    device.clock.forward(Duration::from_secs(60));
    device.clock.sleep(Duration::from_secs(8 * 3600));
    assert_eq!(program.clock().standing, Standing::NotChecked(Unknown::Stepped), "no offset outlives a sleep");
    assert!(is_asked(&device, &program));
    program.lock().expect("a vault to lock");
    device.clock.forward(Duration::from_secs(3600));
    assert!(!is_asked(&device, &program), "without codes nobody needs the time");
}

#[test]
fn switched_off_nobody_is_asked_and_it_stays_off() {
    let device = Device::new();
    let (program, _) = opened(&device);
    device.presence.say(Some(Ok(())));
    let status = set(&program, false, &["time.example.hk".to_owned()]).expect("a name");
    assert_eq!((status.standing, status.on), (Standing::NotChecked(Unknown::Off), false));
    program.check_clock();
    drop(program);
    let program = device.run();
    program.start().expect("a keystore is there");
    for _ in 0..3 {
        program.compare_clocks();
        program.check_clock();
        device.clock.forward(Duration::from_secs(7200));
        device.clock.set_by(-5000);
    }
    assert!(device.servers.asked().is_empty());
    device.servers.say_offset(0);
    let status = set(&program, true, &["time.example.hk".to_owned()]).expect("a name");
    assert!(status.own_list);
    assert_eq!(status.servers, [("time.example.hk".to_owned(), None)]);
    program.compare_clocks();
    assert_eq!(device.servers.asked(), [["time.example.hk"]]);
    set(&program, true, &[]).expect("the program's own");
    program.compare_clocks();
    assert_eq!(device.servers.asked(), [TIME_SERVERS]);
    assert!(matches!(set(&program, true, &["a b".to_owned()]), Err(Fault::ServerName)));
    assert!(matches!(set(&program, true, &vec!["a".to_owned(); 9]), Err(Fault::TooManyServers)));
}

#[test]
fn a_jump_back_shows_no_code_that_was_given() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let (program, plain) = opened(&device);
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    let pinned = bind(&program, "135790");
    shown(&program, plain);
    code(try_pin(&program, pinned, "135790"));
    device.clock.set_by(-61);
    assert!(matches!(program.show(plain, NextCode::Unwanted), Err(Fault::WentBack(_))));
    assert!(matches!(program.copy(plain, CopyWish::Current), Err(Fault::WentBack(_))));
    program.open_pad(lingpai_app::PadPurpose::Code(pinned)).expect("the account has a PIN");
    for digit in [1, 3, 5, 7, 9, 0] {
        program.type_digit(digit).expect("a pad is open");
    }
    assert!(matches!(program.submit_pin(|| true), Err(Fault::WentBack(_))));
    // The servers find the clock right. That alone brings no older code back.
    device.servers.say_offset(0);
    device.clock.forward(Duration::from_secs(15));
    program.compare_clocks();
    assert!(matches!(program.show(plain, NextCode::Unwanted), Err(Fault::WentBack(_))));
    program.allow_older_codes().expect("an open vault");
    shown(&program, plain);
}

#[test]
fn a_clock_that_was_an_hour_ahead_bars_no_account() {
    let device = Device::new();
    let (program, id) = opened(&device);
    shown(&program, id);
    device.servers.say_offset(-3_600_000);
    program.check_clock();
    program.agree_clock(true);
    shown(&program, id);
}

/// The sources of everything that runs in the program, where a socket could be opened.
#[test]
fn time_servers_are_the_only_use_of_a_network() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri");
    let mut using = Vec::new();
    let mut folders = vec![root.join("src"), root.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                let source = std::fs::read_to_string(&path).expect("a source");
                let words =
                    ["std::net", "tokio::net", "UdpSocket", "TcpStream", "TcpListener", "SocketAddr", "rustix::net"];
                if words.iter().any(|word| source.contains(word)) {
                    using.push(path.file_stem().expect("a name").to_string_lossy().into_owned());
                }
            }
        }
    }
    assert_eq!(using, ["time_servers"]);
}

#[test]
fn a_clock_set_back_is_noted() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    device.clock.set_by(-3600);
    code(try_pin(&program, id, PIN));
    assert!(program.trail().expect("open").iter().any(|line| line.what == What::ClockJumped));
}
