//! Who may talk to the program without its window, and what it refuses.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};

/// The program, which ends with this value.
struct Headless {
    child: Child,
    address: SocketAddr,
    token: String,
}

impl Headless {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_headless"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("started");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it prints its address");
        let (address, token) = line.trim().strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("both");
        Self { child, address: address.parse().expect("an address"), token: token.to_owned() }
    }

    /// Sends a request with further headers, and gives the status and the whole answer.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in text");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer)
    }

    /// Begins a session, and gives the path of its calls.
    fn begin(&self, headers: &str) -> (u16, String) {
        self.ask("POST", &format!("/{}/sessions", self.token), headers, r#"{"now":1795483800000}"#)
    }
}

impl Drop for Headless {
    fn drop(&mut self) {
        // It ends with its input.
        drop(self.child.stdin.take());
        self.child.wait().ok();
    }
}

#[test]
fn a_command_is_answered() {
    let program = Headless::start();
    let (status, answer) = program.begin("");
    assert_eq!(status, 200, "{answer}");
    let (status, answer) = program.ask("POST", &format!("/{}/0/call/preferences", program.token), "", "{}");
    assert_eq!(status, 200, "{answer}");
    assert!(answer.contains("\"lock_minutes\""), "{answer}");
}

#[test]
fn a_wrong_token_is_refused() {
    let program = Headless::start();
    assert_eq!(program.begin("").0, 200);
    let other: String = program.token.chars().rev().collect();
    for token in [&other, &program.token[..31], ""] {
        for path in ["sessions", "0/call/preferences", "0/control"] {
            let (status, answer) = program.ask("POST", &format!("/{token}/{path}"), "", r#"{"now":0}"#);
            assert_eq!(status, 404, "{token}/{path}: {answer}");
        }
    }
    assert_eq!(program.ask("POST", "/sessions", "", r#"{"now":0}"#).0, 404);
}

#[test]
fn an_unknown_command_or_session_is_refused() {
    let program = Headless::start();
    assert_eq!(program.begin("").0, 200);
    for path in ["0/call/no_such_command", "0/call/../control", "1/call/preferences"] {
        let (status, answer) = program.ask("POST", &format!("/{}/{path}", program.token), "", "{}");
        assert_eq!(status, 404, "{path}: {answer}");
    }
    let (status, _) = program.ask("POST", &format!("/{}/0/call/clock_agree", program.token), "", "{}");
    assert_eq!(status, 400, "an argument is missing");
}

#[test]
fn a_page_of_another_origin_is_refused() {
    let program = Headless::start();
    for origin in ["http://localhost:5173", "http://127.0.0.1:63315", "http://[::1]:5173", "http://localhost"] {
        let (status, answer) = program.begin(&format!("Origin: {origin}\r\n"));
        assert_eq!(status, 200, "{origin}: {answer}");
        let shared = format!("access-control-allow-origin: {origin}\r\n");
        assert!(answer.to_ascii_lowercase().contains(&shared), "{origin}: {answer}");
    }
    for origin in [
        "http://example.com",
        "https://localhost.example.com",
        "http://localhost.example.com:80",
        "http://127.0.0.10",
        "null",
    ] {
        let (status, answer) = program.begin(&format!("Origin: {origin}\r\n"));
        assert_eq!(status, 403, "{origin}: {answer}");
        assert!(!answer.to_ascii_lowercase().contains("access-control-allow-origin"), "{origin}: {answer}");
    }
}

/// All of 127.0.0.0/8 is this machine on Linux, so a program that listened on every address would answer here.
#[test]
#[cfg(target_os = "linux")]
fn it_listens_on_one_loopback_address_alone() {
    let program = Headless::start();
    assert_eq!(program.address.ip(), Ipv4Addr::LOCALHOST);
    let refused = TcpStream::connect((Ipv4Addr::new(127, 0, 0, 2), program.address.port()));
    assert_eq!(refused.expect_err("nobody listens").kind(), std::io::ErrorKind::ConnectionRefused);
}
