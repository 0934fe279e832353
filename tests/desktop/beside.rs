//! The parts beside the trading software: the strip, the shortcuts that work everywhere, the tray. And the lock.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use lingpai_tests::{
    Broker, Desk, Validity, Verdict, Window, bind_plain, bind_registration, open_list, picture, run_to_end, until,
};
use serde_json::json;

const ALICE: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
/// The same with eight digits, which no code of the broker has.
const EIGHT: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example&digits=8";
const PIN: &str = "135790";
const LIMIT: Duration = Duration::from_secs(20);

fn with_alice(desk: &Desk) -> Result<Window<'_>> {
    let window = open_list(desk)?;
    bind_plain(&window, &picture(desk, "alice.png", ALICE)?)?;
    Ok(window)
}

fn clipboard(desk: &Desk) -> Result<Option<String>> {
    let mut xclip = Command::new("xclip");
    let output = run_to_end(desk.dress(xclip.args(["-selection", "clipboard", "-out"])))?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn is_code(text: &str) -> bool {
    has_digits(text, 6)
}

fn has_digits(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn the_first_run_is_three_pages_and_comes_once() -> Result<()> {
    let desk = Desk::new()?;
    desk.set_preferences(&json!({}))?;
    let window = Window::open(&desk)?;
    for step in ["what", "ways"] {
        window.until_attribute("welcome", "data-step", step)?;
        // The page clicks it: the button moves with each step, and on a busy machine the driver's pointer misses it.
        window.click_and_be_gone("welcome-next")?;
    }
    window.until_attribute("welcome", "data-step", "kit")?;
    window.close()?;
    // It opens again in its old place.
    let window = Window::open(&desk)?;
    window.until_attribute("welcome", "data-step", "kit")?;
    window.click("welcome-later")?;
    window.page("list")?;
    window.see("empty")?;
    window.close()?;
    open_list(&desk)?.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn keys_from_anywhere_show_the_strip_and_copy_the_favourites_code() -> Result<()> {
    let desk = Desk::new()?;
    let keys = json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L", "copy_keys": "Ctrl+Alt+K", "copy_next": false });
    desk.set_preferences(&keys)?;
    let window = with_alice(&desk)?;
    window.press_anywhere("ctrl+alt+l")?;
    let strip = until("the strip", LIMIT, || Ok(window.others()?.first().copied()))?;
    ensure!(window.is_active()?, "the strip took the focus");
    until("the strip's own size", LIMIT, || Ok((window.size_of_other(&strip)? == (300, 84)).then_some(())))?;
    window.press_anywhere("ctrl+alt+l")?;
    until("the strip's end", LIMIT, || Ok(window.others()?.iter().all(|other| other.id != strip.id).then_some(())))?;

    // Ctrl+D marks the row that has the focus.
    window.press_anywhere("Down")?;
    window.press_anywhere("ctrl+d")?;
    window.until_attribute("row", "data-favourite", "true")?;
    window.press_anywhere("ctrl+alt+k")?;
    until("the code in the clipboard", LIMIT, || Ok(clipboard(&desk)?.filter(|text| is_code(text))))?;

    // On lock the code is removed from the clipboard, because it is still ours.
    window.locks(|| window.press_anywhere("ctrl+l"))?;
    until("an empty clipboard", LIMIT, || Ok(clipboard(&desk)?.is_none_or(|text| text.is_empty()).then_some(())))?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn the_strip_shows_another_account_and_takes_its_pin() -> Result<()> {
    let desk = Desk::new()?;
    // Late in a period a copy would also take the first account's next code.
    desk.set_preferences(&json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L", "copy_next": false }))?;
    let window = open_list(&desk)?;
    bind_plain(&window, &picture(&desk, "alice.png", EIGHT)?)?;
    let broker = Broker::new(&desk)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    window.press_anywhere("ctrl+alt+l")?;
    until("the strip", LIMIT, || Ok((!window.others()?.is_empty()).then_some(())))?;

    // A click gives it the keyboard. Until its page is loaded, a click does nothing.
    let copied = || {
        window.click_other_and_press("ctrl+c")?;
        Ok(clipboard(&desk)?.filter(|text| has_digits(text, 8)))
    };
    until("the code of the first account", LIMIT, copied)?;
    window.click_other_and_press("Down")?;
    let pin: Vec<_> = PIN.chars().map(String::from).collect();
    window.press_anywhere(&pin.join(" "))?;
    window.press_anywhere("Return")?;
    // The strip has the keyboard. A click would hit the pad while the PIN is checked.
    let code = until("the code of the second account", LIMIT, || {
        window.press_anywhere("ctrl+c")?;
        Ok(clipboard(&desk)?.filter(|text| is_code(text)))
    })?;
    ensure!(broker.verify("700004", &code)? == Verdict::Accepted, "the broker does not take the strip's code");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn the_tray_names_what_is_open_and_nothing_after_the_lock() -> Result<()> {
    let desk = Desk::new()?;
    let window = with_alice(&desk)?;
    let name = format!("org.kde.StatusNotifierItem-{}-1", window.pid());
    until("the account in the tray", LIMIT, || {
        open_menu(&desk, &name)?;
        Ok(menu(&desk, &name)?.contains("alice").then_some(()))
    })?;
    window.locks(|| window.press_anywhere("ctrl+l"))?;
    // Nobody opens the menu: what it holds now is what the lock has left in it.
    until("a tray without it", LIMIT, || {
        let menu = menu(&desk, &name)?;
        Ok((!menu.is_empty() && !menu.contains("alice")).then_some(()))
    })?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// Opens the tray's menu, as a panel does before it shows it.
fn open_menu(desk: &Desk, name: &str) -> Result<()> {
    call_menu(desk, name, "AboutToShow", &["int32:0"]).map(drop)
}

/// Gives the menu as a panel gets it. It is empty while there is no menu.
fn menu(desk: &Desk, name: &str) -> Result<String> {
    call_menu(desk, name, "GetLayout", &["int32:0", "int32:-1", "array:string:label"])
}

fn call_menu(desk: &Desk, name: &str, method: &str, arguments: &[&str]) -> Result<String> {
    let mut send = Command::new("dbus-send");
    send.args(["--session", "--print-reply", &format!("--dest={name}"), "/MenuBar"]);
    send.arg(format!("com.canonical.dbusmenu.{method}")).args(arguments);
    Ok(String::from_utf8_lossy(&run_to_end(desk.dress(&mut send))?.stdout).into_owned())
}

#[test]
fn an_unused_vault_is_locked_and_the_page_shows_nothing_of_it() -> Result<()> {
    let desk = Desk::new()?;
    desk.set_preferences(&json!({ "welcome": "done", "lock_minutes": 1 }))?;
    let window = with_alice(&desk)?;
    window.locks(|| Ok(()))?;
    window.see("unlock-again")?;
    let text = window.run("return document.body.innerText")?;
    ensure!(!text.as_str().unwrap_or_default().contains("alice"), "the locked page names an account");
    window.close()?;
    desk.finish();
    Ok(())
}
