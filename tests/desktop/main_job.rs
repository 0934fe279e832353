use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use lingpai_tests::{
    Broker, Desk, Processes, Totp, Validity, Verdict, Window, bind_plain, bind_registration, enter_pin, oathtool,
    offer, open_list, picture, run_to_end, until,
};

const PIN: &str = "135790";
const WRONG: &str = "246801";

#[test]
fn a_registration_gives_codes_that_the_broker_accepts_before_and_after_a_restart() -> Result<()> {
    let desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let issued = broker.issue("700004", Validity::Day)?;
    let window = open_list(&desk)?;
    window.see("empty")?;

    offer(&window, &issued.picture)?;
    window.page("confirm")?;
    window.until_text("confirm-issuer", "Fuyi")?;
    window.until_text("confirm-number", "700004")?;
    window.until_text("confirm-activation", &issued.activation)?;
    window.until_text("confirm-expiry", "23 h")?;
    window.click("confirm-cancel")?;
    bind_registration(&window, &issued.picture, PIN)?;
    window.until_attribute("row", "data-kind", "main")?;
    window.until_text("row-badge", "Main")?;

    window.click("row-generate")?;
    enter_pin(&window, WRONG)?;
    window.until_text("pin-message", "4")?;
    enter_pin(&window, PIN)?;
    let first = window.code()?;
    ensure!(first.len() == 6, "a code of six digits, not `{first}`");
    ensure!((1..=60).contains(&seconds(&window)?), "the ring counts the seconds of a minute");
    ensure!(broker.verify("700004", &first)? == Verdict::Accepted, "the broker refused the code on screen");
    window.click("row-copy")?;
    window.until_text("toast", "opied")?;
    ensure!(clipboard(&desk)? == first, "the clipboard has another text than the code on screen");
    window.close()?;

    let window = open_list(&desk)?;
    window.until_text("row-number", "700004")?;
    ensure!(window.count("row-code")? == 0, "a code is on screen without its PIN");
    // The first code was for this step, and the broker accepts each code once.
    until_another_step(&first, || {
        window.click("row-generate")?;
        // This time with the keyboard.
        window.until_attribute("pin-pad", "data-count", "0")?;
        window.press(PIN)?;
        window.press_enter()?;
        let code = window.code()?;
        if code == first {
            window.see_in_the_next_period("row-generate")?;
        }
        Ok(code)
    })
    .and_then(|second| {
        ensure!(broker.verify("700004", &second)? == Verdict::Accepted, "the broker refused the code after a restart");
        Ok(())
    })?;
    // When its period ends, the code disappears and `Generate` is back.
    window.see_in_the_next_period("row-generate")?;
    ensure!(window.count("row-code")? == 0, "a code outlived its period");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn an_ordinary_account_shows_its_code_at_once() -> Result<()> {
    const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let uri = format!("otpauth://totp/GitHub:trader?secret={SECRET}&issuer=GitHub&period=30");
    bind_plain(&window, &picture(&desk, "github.png", &uri)?)?;
    window.until_attribute("row", "data-kind", "plain")?;
    let totp = Totp { secret: SECRET, algorithm: "SHA1", digits: 6, period: 30 };
    let (before, shown, after) = (unix()?, window.code()?, unix()?);
    // The step may end between reading the clock and reading the screen.
    let possible = [oathtool(totp, before)?, oathtool(totp, after)?];
    ensure!(possible.contains(&shown), "`{shown}` is on screen; oathtool says {possible:?}");
    ensure!((1..=30).contains(&seconds(&window)?), "the ring counts the seconds of its own period");
    window.close()?;
    let window = open_list(&desk)?;
    window.code()?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_picture_that_is_dropped_on_the_window_is_read() -> Result<()> {
    let desk = Desk::new()?;
    let issued = Broker::new(&desk)?.issue("700004", Validity::Day)?;
    let window = open_list(&desk)?;
    window.drop_files(&[&issued.picture])?;
    window.page("confirm")?;
    window.until_text("confirm-activation", &issued.activation)?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn an_expired_registration_is_refused_with_whom_to_call() -> Result<()> {
    let desk = Desk::new()?;
    let issued = Broker::new(&desk)?.issue("700004", Validity::Over)?;
    let window = open_list(&desk)?;
    offer(&window, &issued.picture)?;
    window.page("expired")?;
    window.until_text("support", "852-25097524")?;
    ensure!(window.count("confirm-next")? == 0, "an expired registration can be bound");
    window.click("confirm-cancel")?;
    window.see("empty")?;
    window.close()?;
    let window = open_list(&desk)?;
    window.see("empty")?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// Generates codes until one differs from `used`. That takes at most two steps, and the page itself waits for them.
fn until_another_step(used: &str, mut generate: impl FnMut() -> Result<String>) -> Result<String> {
    for _ in 0..3 {
        let code = generate()?;
        if code != used {
            return Ok(code);
        }
    }
    anyhow::bail!("the code did not change in three steps")
}

fn seconds(window: &Window<'_>) -> Result<u64> {
    let text = window.text("row-seconds")?;
    text.trim().parse().with_context(|| format!("`row-seconds` says `{text}`"))
}

fn unix() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH).context("after 1970")?.as_secs())
}

fn clipboard(desk: &Desk) -> Result<String> {
    let mut xclip = Command::new("xclip");
    let output = run_to_end(desk.dress(xclip.args(["-selection", "clipboard", "-out"])))?;
    ensure!(output.status.success(), "`xclip` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn g10_codes_are_made_without_reaching_any_other_machine() -> Result<()> {
    let desk = Desk::new()?;
    let issued = Broker::new(&desk)?.issue("700004", Validity::Day)?;
    let window = open_list(&desk)?;
    let reached = || Processes::under(window.pid())?.reached();
    // The time servers and the servers for their addresses (the ports of NTP and DNS). The program uses the network
    // only for these.
    let is_time = |other: &String| other.starts_with("udp") && (other.ends_with(":007B") || other.ends_with(":0035"));
    let asks_the_time_alone = || -> Result<()> {
        let others: Vec<String> = reached()?.into_iter().filter(|other| !is_time(other)).collect();
        ensure!(others.is_empty(), "the program talks to {others:?}");
        Ok(())
    };
    asks_the_time_alone()?;
    bind_registration(&window, &issued.picture, PIN)?;
    asks_the_time_alone()?;
    // Switched off, it contacts nobody.
    window.click("footer-clock")?;
    window.page("clock")?;
    window.click("clock-on")?;
    window.press_escape()?;
    window.page("list")?;
    // A request that was already sent has three seconds.
    until("the end of all sockets", Duration::from_secs(10), || Ok(reached()?.is_empty().then_some(())))?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    window.code()?;
    ensure!(reached()?.is_empty(), "the program talks to {:?}", reached()?);
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn g14_the_guide_is_in_the_window() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    window.click("open-help")?;
    window.page("help")?;
    // The guide is loaded when it is first opened.
    window.see("help-entry")?;
    ensure!(window.count("help-entry")? >= 20, "the guide has few topics");
    window.fill("help-search", "unsynced")?;
    window.click("help-entry")?;
    window.until_text("help-topic", "nsynced")?;
    window.press_escape()?;
    window.page("help")?;
    window.close()?;
    desk.finish();
    Ok(())
}
