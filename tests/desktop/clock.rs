//! The machine's clock is two hours off, and the codes are right all the same.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, UdpSocket};
use std::path::PathBuf;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use lingpai_tests::{Broker, Desk, Validity, Verdict, Window, bind_registration, enter_pin};

const PIN: &str = "135790";
/// From 1900 to 1970 in seconds (RFC 5905 §6).
const NTP_EPOCH: u64 = 2_208_988_800;

/// Starts a time server on the loopback address with the test's own time, and gives its name.
fn time_server() -> Result<String> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    let name = socket.local_addr().context("it has none")?.to_string();
    thread::spawn(move || {
        let mut question = [0; 48];
        // The thread ends with the test's process.
        while let Ok((48, from)) = socket.recv_from(&mut question) {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
            let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
            let stamp = (((now.as_secs() + NTP_EPOCH) << 32) | fraction).to_be_bytes();
            // No leap second, version 4, a server; stratum 1, the reference clock's name, four time stamps.
            let head = [&[0o044, 1][..], &[0; 10], b"TEST"].concat();
            let answer = [&head[..], &stamp, &question[40..48], &stamp, &stamp].concat();
            socket.send_to(&answer, from).expect("the loopback address takes it");
        }
    });
    Ok(name)
}

fn faketime() -> Result<PathBuf> {
    let folders =
        std::fs::read_dir("/usr/lib").context("`/usr/lib` cannot be read")?.flatten().map(|entry| entry.path());
    let mut places = folders.chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/lib64")]);
    let found = places.find_map(|folder| {
        let library = folder.join("faketime/libfaketime.so.1");
        library.is_file().then_some(library)
    });
    found.context("libfaketime is not installed")
}

#[test]
fn with_the_clock_two_hours_off_the_broker_takes_the_corrected_code() -> Result<()> {
    let desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let issued = broker.issue("700004", Validity::Day)?;
    let library = faketime()?;
    let environment = [("LD_PRELOAD", library.as_os_str()), ("FAKETIME", OsStr::new("+2h"))];
    let window = Window::open_among(&desk, &environment)?;
    window.page("list")?;
    bind_registration(&window, &issued.picture, PIN)?;

    window.click("footer-clock")?;
    window.page("clock")?;
    window.fill("clock-servers", &time_server()?)?;
    window.click("clock-save")?;
    // Other time servers are a grave change.
    enter_pin(&window, PIN)?;
    // The clock is so far off that the program asks first.
    window.until_attribute("clock-standing", "data-standing", "far")?;
    window.click("clock-agree")?;
    window.until_attribute("clock-standing", "data-standing", "corrected")?;
    window.press_escape()?;
    window.page("list")?;
    window.until_text("footer-clock", "2")?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    let code = window.code()?;
    ensure!(broker.verify("700004", &code)? == Verdict::Accepted, "the broker refused the corrected code");
    window.close()?;
    desk.finish();
    Ok(())
}
