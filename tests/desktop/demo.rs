//! `cargo xtask demo`: README's first account.

use std::fs;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use lingpai_intake::Candidate;
use lingpai_tests::{Browser, Demo, Desk, X11, until};

const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn the_demo_shows_a_registration_beside_the_window_and_keeps_its_data_apart() -> Result<()> {
    let desk = Desk::new()?;
    let data = desk.home().join("demo");
    let demo = Demo::start(&desk, &data)?;
    let x11 = X11::connect(desk.display())?;
    let window = until("the window", LIMIT, || Ok(x11.windows()?.into_iter().find(|window| !window.dialog)))?;

    // The page is logged in: its QR code can be read off the screen beside the window.
    let browser = Browser::open_at(&desk, demo.address())?;
    ensure!(browser.text("#account")? == "700004", "another account is logged in");
    browser.reveal("#qr")?;
    let picture = desk.home().join("screen.png");
    let account = until("the code on the screen", LIMIT, || {
        desk.framebuffer()?.save(&picture)?;
        let read = lingpai_intake::read_file(&fs::read(&picture).context("it was just written")?).unwrap_or_default();
        Ok(read.into_iter().find_map(|read| match read {
            Ok(Candidate::Registration(registration)) => Some(registration.account.as_str().to_owned()),
            _ => None,
        }))
    })?;
    ensure!(account == "700004", "the code is of account {account}");
    browser.close()?;

    // When the window is closed, the broker ends too.
    let port = demo.address().split(['/', ':']).nth(4).context("the address has a port")?.to_owned();
    let connect = || TcpStream::connect(format!("127.0.0.1:{port}"));
    ensure!(connect().is_ok(), "the broker does not answer at port {port}");
    x11.close(window.id, LIMIT)?;
    ensure!(demo.ended()?.success(), "the demo failed: {}", desk.log("demo")?);
    ensure!(connect().is_err(), "the broker outlived the window");

    ensure!(data.join("lingpai/vault").is_dir(), "the vault is not in the demo's folder");
    ensure!(!desk.vault().exists(), "there is something in the user's vault");
    desk.finish();
    Ok(())
}
