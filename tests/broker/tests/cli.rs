//! The command line, run as a process. The desktop tests rely on its exit status.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{SystemTime, UNIX_EPOCH},
};

use tempfile::TempDir;

mod common;
use common::{decode_file, device_code, parameter, wrong_code};

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs `broker` with the words of `line`.
    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_broker"));
        command.current_dir(self.0.path()).args(["--db", "broker.sqlite"]).args(line.split_whitespace());
        command.output().expect("the broker starts")
    }

    /// Runs it, checks its exit status and gives its output (standard error after standard output).
    fn expect(&self, status: i32, line: &str) -> String {
        let output = self.run(line);
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert_eq!(output.status.code(), Some(status), "{line}: {text}");
        text
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    since.as_secs().try_into().expect("fits")
}

/// Gives the value in the line of the output that begins with `name`.
fn field<'a>(output: &'a str, name: &str) -> &'a str {
    output.lines().find_map(|line| line.strip_prefix(name)).expect("the line is there").trim()
}

#[test]
fn issue_writes_a_qr_image_and_prints_everything_but_the_secret() {
    let desk = Desk::new();
    let output = desk.expect(0, "issue --account 700004");
    let path = Path::new(field(&output, "QR code"));
    assert_eq!(path, std::fs::canonicalize(desk.file("qr-700004.png")).expect("written"));
    let uri = decode_file(path);
    assert!(uri.starts_with("otpauth://totp/Fuyi:700004?secret="));
    assert!(uri.ends_with("&pin=required&support=852-25097524"));
    assert_eq!(field(&output, "account"), "700004");
    assert_eq!(field(&output, "activation code"), parameter(&uri, "activation"));
    assert_eq!(field(&output, "expires").replace('+', "%2B"), parameter(&uri, "expires"));
    assert!(!output.contains(parameter(&uri, "secret")) && !output.contains("otpauth"));
}

#[test]
fn an_existing_image_is_kept_and_so_is_the_registration_unless_forced() {
    let desk = Desk::new();
    desk.expect(0, "issue --account 700004 --out a.png");
    let (first, now) = (decode_file(&desk.file("a.png")), now());
    for line in ["issue --account 700004 --out a.png", "reset --account 700004 --out a.png"] {
        assert!(desk.expect(3, line).contains("`a.png` exists"));
        assert!(desk.expect(3, &line.replace("a.png", "none/b.png")).contains("cannot write `none/b.png`"));
    }
    assert!(decode_file(&desk.file("a.png")) == first);
    let code = device_code(&first, now);
    desk.expect(0, &format!("verify --account 700004 --code {code} --at {now}"));
    desk.expect(0, "issue --account 700004 --out a.png --force");
    assert!(decode_file(&desk.file("a.png")) != first);
    let left = std::fs::read_dir(desk.0.path()).expect("listed").count();
    assert_eq!(left, 2, "the database and the image, no drafts");
}

#[cfg(unix)]
#[test]
fn the_image_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.expect(0, "issue --account 700004");
    let mode = std::fs::metadata(desk.file("qr-700004.png")).expect("written").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn verify_answers_with_its_exit_status_and_the_reason_in_words() {
    let desk = Desk::new();
    desk.expect(0, "issue --account 700004 --out qr.png");
    let (uri, now) = (decode_file(&desk.file("qr.png")), now());
    let verify = |status, code: &str| desk.expect(status, &format!("verify --account 700004 --code {code} --at {now}"));
    let (code, bad) = (device_code(&uri, now), wrong_code(&uri, now));
    assert_eq!(verify(1, &bad), "refused: wrong code, tries left before the account is frozen: 4\n");
    assert_eq!(verify(0, &code), "accepted\n");
    assert_eq!(verify(1, &code), "refused: this code was used already, wait for the next one\n");
    for _ in 0..5 {
        assert!(verify(1, &bad).starts_with("refused: wrong code"));
    }
    assert_eq!(verify(1, &code), "refused: the account is frozen, customer service thaws it\n");
    let unknown = desk.expect(1, "verify --account 700005 --code 000000");
    assert_eq!(unknown, "refused: the account is unknown\n");
    assert_eq!(desk.expect(0, "thaw --account 700004"), "thawed: 700004\n");
    assert!(verify(1, &code).contains("used"));
}

#[test]
fn without_a_time_the_system_clock_is_taken() {
    let desk = Desk::new();
    desk.expect(0, "issue --account 700004 --out qr.png");
    // One step of delay is allowed, so it does not matter if the step ends while the process starts.
    let code = device_code(&decode_file(&desk.file("qr.png")), now());
    assert_eq!(desk.expect(0, &format!("verify --account 700004 --code {code}")), "accepted\n");
}

#[test]
fn a_registration_can_be_issued_expired() {
    let desk = Desk::new();
    for (hours, secs) in [("-1", -3600), ("0.5", 1800), ("-0.25", -900), ("24", 86_400)] {
        let before = now();
        let output = desk.expect(0, &format!("issue --account 700004 --force --valid-hours {hours}"));
        let expires: jiff::Timestamp = field(&output, "expires").parse().expect("RFC 3339");
        assert!(field(&output, "expires").ends_with("+08:00"));
        assert!((before + secs..=now() + secs).contains(&expires.as_second()), "{hours}");
    }
}

#[test]
fn reset_takes_a_known_account_and_ends_the_earlier_secret() {
    let desk = Desk::new();
    assert!(desk.expect(1, "reset --account 700004").contains("account `700004` is unknown"));
    assert!(desk.expect(1, "thaw --account 700004").contains("account `700004` is unknown"));
    assert!(!desk.file("qr-700004.png").exists());
    desk.expect(0, "issue --account 700004 --issuer Test --support 1234 --out a.png");
    desk.expect(0, "reset --account 700004 --out b.png");
    let (old, new, now) = (decode_file(&desk.file("a.png")), decode_file(&desk.file("b.png")), now());
    assert!(new.starts_with("otpauth://totp/Test:700004?") && new.ends_with("&support=1234"));
    desk.expect(1, &format!("verify --account 700004 --at {now} --code {}", device_code(&old, now)));
    desk.expect(0, &format!("verify --account 700004 --at {now} --code {}", device_code(&new, now)));
}

#[test]
fn list_shows_each_account_and_no_secret() {
    let desk = Desk::new();
    desk.expect(0, "issue --account 700118");
    let issued = desk.expect(0, "issue --account 700004");
    let uri = decode_file(&desk.file("qr-700004.png"));
    let (bad, now) = (wrong_code(&uri, now()), now());
    for _ in 0..5 {
        desk.expect(1, &format!("verify --account 700004 --code {bad} --at {now}"));
    }
    let table = desk.expect(0, "list");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["account", "activation", "issued", "expires", "wrong", "frozen"]);
    let (activation, expires) = (field(&issued, "activation code"), field(&issued, "expires"));
    assert_eq!(rows[1], ["700004", activation, rows[1][2], expires, "5", "yes"]);
    assert_eq!((rows[2][0], rows[2][4], rows[2][5]), ("700118", "0", "no"));
    assert_eq!(rows.len(), 3);
    assert!(!table.contains(parameter(&uri, "secret")));
}

#[test]
fn what_is_no_command_is_usage() {
    let desk = Desk::new();
    for line in [
        "",
        "frobnicate",
        "issue",
        "issue --account ../700004",
        "issue --account 700004 --valid-hours forever",
        "issue --account 700004 --valid-hours 9000",
        "verify --account 700004",
        "verify --account 700004 --code 12345",
        "verify --account 700004 --code 123456 --at -1",
    ] {
        desk.expect(2, line);
    }
    assert!(!desk.file("broker.sqlite").exists());
}

#[test]
fn a_file_that_is_no_database_fails() {
    let desk = Desk::new();
    std::fs::write(desk.file("broker.sqlite"), "no database, but long enough to be read as one".repeat(40))
        .expect("written");
    assert!(desk.expect(3, "list").contains("file is not a database"));
}

#[test]
fn help_says_where_the_database_lies_and_that_it_is_a_demonstration() {
    let help = Desk::new().expect(0, "--help");
    for words in ["demo-broker.sqlite", "lingpai-demo-broker", "in the clear", "Exit status"] {
        assert!(help.contains(words), "{words} is missing in: {help}");
    }
}

/// The default database, in a home folder for this test.
#[cfg(target_os = "linux")]
#[test]
fn the_default_database_lies_in_the_local_data_folder_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_broker"));
    let status = command.arg("list").env("XDG_DATA_HOME", desk.file("data")).status().expect("the broker starts");
    assert_eq!(status.code(), Some(0));
    let folder = desk.file("data/lingpai-demo-broker");
    assert!(folder.join("demo-broker.sqlite").is_file());
    assert_eq!(std::fs::metadata(folder).expect("made").permissions().mode() & 0o777, 0o700);
}

/// Sends the signal when it is dropped, so that no server outlives a failed test.
#[cfg(unix)]
struct Serving(std::process::Child);

#[cfg(unix)]
impl Serving {
    fn start(desk: &Desk, line: &str) -> (Self, String) {
        use std::io::BufRead;
        let mut command = Command::new(env!("CARGO_BIN_EXE_broker"));
        command.arg("--db").arg(desk.file("broker.sqlite")).args(line.split(' ')).current_dir(desk.0.path());
        let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("the broker starts");
        let mut out = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
        let serving = Self(child);
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        (serving, line)
    }

    fn end(mut self, signal: rustix::process::Signal) -> Option<i32> {
        rustix::process::kill_process(rustix::process::Pid::from_child(&self.0), signal).expect("sent");
        self.0.wait().expect("it ended").code()
    }
}

#[cfg(unix)]
impl Drop for Serving {
    fn drop(&mut self) {
        // After `end` there is no process to kill, and that is not a fault.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn serve_prints_its_address_takes_the_enrolled_and_ends_on_a_signal() {
    use std::io::Write;
    let desk = Desk::new();
    std::fs::write(desk.file("password"), "my trading password\n").expect("written");
    assert_eq!(desk.expect(0, "enrol --account 700118 --password-file password"), "enrolled: 700118\n");
    // The second time, the account has already applied for two-factor login.
    for (signal, next) in [(rustix::process::Signal::TERM, "/home"), (rustix::process::Signal::INT, "/login/code")] {
        let (serving, line) = Serving::start(&desk, "serve --port 0 --mail-folder mail");
        let address =
            line.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix("/\n")).expect("an address");
        let mut browser = common::browser::Browser::new(line.trim());
        assert_eq!(browser.type_password("700004", "trade-700004").status, 403, "somebody is enrolled already");
        let answer = browser.type_password("700118", "my trading password");
        assert_eq!(answer.header("location"), next);
        if next == "/home" {
            browser.get("/two-factor");
            browser.submit("/two-factor", &[("method", "mobile")]);
        }
        assert_eq!(desk.expect(0, "list").lines().count(), 2, "both see one database");
        desk.expect(0, "thaw --account 700118");
        // The port is in use. Neither a silent connection nor half a request delays the end.
        assert!(desk.expect(3, &format!("serve --port {address}")).contains("cannot listen on port"));
        let connect = || std::net::TcpStream::connect(("127.0.0.1", address.parse().expect("a port"))).expect("open");
        let (silent, mut half) = (connect(), connect());
        half.write_all(b"GET /login HTTP/1.1\r\nHost:").expect("sent");
        assert_eq!(serving.end(signal), Some(0), "{signal:?}");
        drop(silent);
    }
}

#[cfg(unix)]
#[test]
fn without_anybody_enrolled_serve_enrols_the_demo_account() {
    let desk = Desk::new();
    let (serving, line) = Serving::start(&desk, "serve");
    let mut browser = common::browser::Browser::new(line.trim());
    assert_eq!(browser.type_password("700004", "trade-700004").header("location"), "/home");
    assert_eq!(serving.end(rustix::process::Signal::TERM), Some(0));
    assert!(desk.expect(0, "serve --help").contains("trade-700004"));
}

#[cfg(unix)]
#[test]
fn sign_in_logs_the_first_visitor_in_once_with_a_registration_that_may_be_bound() {
    use common::browser::Browser;
    let desk = Desk::new();
    // The states of the account: no registration, a valid one, an expired one.
    let mut last = String::new();
    for (before, same) in [("list", false), ("list", true), ("reset --account 700004 --valid-hours -1 --force", false)]
    {
        desk.expect(0, before);
        let (serving, line) = Serving::start(&desk, "serve --sign-in 700004");
        let (base, ticket) = line.trim().split_once("/sign-in/").expect("an address with a ticket");
        let path = format!("/sign-in/{ticket}");
        let mut browser = Browser::new(base);
        assert_eq!(browser.get("/sign-in/AAAA").header("location"), "/login", "a ticket of nobody");
        let answer = browser.get(&path);
        assert_eq!(answer.header("location"), "/two-factor/mobile");
        let page = browser.get("/two-factor/mobile");
        assert_eq!((page.status, page.text("account")), (200, "700004"));
        assert_eq!(page.qr() == last, same, "{before}");
        last = page.qr();
        let mut other = Browser::new(base);
        assert_eq!(other.get(&path).header("location"), "/login", "the ticket was used");
        assert_eq!(other.get("/two-factor/mobile").header("location"), "/login");
        assert_eq!(serving.end(rustix::process::Signal::TERM), Some(0));
    }
}

#[test]
fn a_password_file_that_cannot_be_used_enrols_nobody() {
    let desk = Desk::new();
    for (text, reason) in [("short", "6 to 64"), ("two\nlines\n", "6 to 64"), ("", "6 to 64")] {
        std::fs::write(desk.file("password"), text).expect("written");
        let output = desk.expect(3, "enrol --account 700004 --password-file password");
        assert!(output.contains(reason) && !output.contains("lines"), "{output}");
    }
    assert!(desk.expect(3, "enrol --account 700004 --password-file none").contains("cannot read `none`"));
}
