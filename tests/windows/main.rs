//! The real window on Windows, driven through WebView2, with the system's own keys, clipboard and accessible names.
//!
//! It needs msedgedriver in the folder that `EDGEWEBDRIVER` names, in the version of the WebView2 runtime, and the policy that has
//! WebView2 listen: see `.github/workflows/ci.yml`. Run it with one thread: all cases share a screen, a clipboard and a port.
#![cfg(windows)]

mod page;
mod system;

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use qrcode::QrCode;
use serde_json::{Value, json};

use page::{LIMIT, Program, command, shoot, until};
use system::{Beside, ask};

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn settled() -> Value {
    json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L", "copy_keys": "Ctrl+Alt+K", "copy_next": false })
}

fn clipboard_has_code() -> Result<Option<()>> {
    let text = ask("text", &[])?;
    Ok((text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(()))
}

fn clipboard_is_empty() -> Result<Option<()>> {
    Ok(ask("text", &[])?.is_empty().then_some(()))
}

#[test]
fn the_first_start_makes_a_vault_whose_key_stays_on_this_machine() -> Result<()> {
    let program = Program::start(&json!({ "welcome": "done", "theme": "dark" }))?;
    program.page("list")?;
    ensure!(fs::read_dir(program.data().join("vault"))?.count() > 0, "there is no vault");
    let keys = Command::new("cmdkey").arg("/list").output().context("it is on every Windows")?;
    let keys = String::from_utf8_lossy(&keys.stdout).into_owned();
    ensure!(keys.contains("Lingpai") && keys.contains("Local machine"), "{keys}");
    ensure!(ask("dark", &[&program.id()])? == "True", "the title bar is light");
    ensure!(ask("console", &[&program.id()])? == "False", "it has a console");
    shoot("first-start")
}

#[test]
fn a_code_is_shown_and_copied_and_no_history_keeps_it() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    program.add_typed("alice", SECRET)?;
    let code = program.text("row-code")?;
    ensure!(code.bytes().filter(u8::is_ascii_digit).count() == 6, "`{code}`");
    program.click("row-code")?;
    until("the code in the clipboard", clipboard_has_code)?;
    let formats = ask("formats", &[])?;
    for format in
        ["ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"]
    {
        ensure!(formats.contains(format), "{formats}");
    }
    // Another program keeps the clipboard open for a while when the code is to be removed.
    let _held = Beside::start("hold", &["200"])?;
    ask("press", &["ctrl+l"])?;
    until("an empty clipboard", clipboard_is_empty)?;
    program.page("unlock")
}

#[test]
fn the_strip_never_takes_the_keys_of_the_trading_software() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    program.add_typed("alice", SECRET)?;
    let typed = program.data().join("typed.txt");
    let stand = Beside::start("stand", &[&typed.display().to_string()])?;
    until("the trading software", || Ok(typed.is_file().then_some(())))?;
    let in_front = || ask("foreground", &[]);
    until("its window in front", || Ok((in_front()? == stand.id().to_string()).then_some(())))?;
    for _ in 0..3 {
        ask("press", &["ctrl+alt+l"])?;
        program.switch_to("strip")?;
        until("the strip", || Ok((program.run("return document.hidden")? == false).then_some(())))?;
        ensure!(in_front()? == stand.id().to_string(), "the strip took the keyboard");
        ask("type", &["100"])?;
        ask("press", &["ctrl+alt+l"])?;
        ensure!(in_front()? == stand.id().to_string(), "its end took the keyboard");
    }
    until("the digits", || Ok((fs::read_to_string(&typed)? == "100100100").then_some(())))?;
    shoot("strip")
}

#[test]
fn a_minimised_window_is_hidden() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    for (verb, hidden) in [("minimise", true), ("restore", false)] {
        ask(verb, &[&program.id()])?;
        until(verb, || Ok((program.run("return document.hidden")? == hidden).then_some(())))?;
    }
    Ok(())
}

#[test]
fn nothing_of_the_system_names_an_account_after_the_lock() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    program.add_typed("alice", SECRET)?;
    let named = || Ok::<_, anyhow::Error>(ask("names", &[&program.id()])?.contains("alice"));
    until("the account's accessible name", || Ok(named()?.then_some(())))?;
    ask("press", &["ctrl+l"])?;
    program.page("unlock")?;
    until("no name", || Ok((!named()?).then_some(())))
}

#[test]
fn a_code_on_the_screen_is_read_whole_or_by_region() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    for (name, source) in [("alice", "add-screen-whole"), ("bob", "add-screen-region")] {
        let file = program.data().join(format!("{name}.png"));
        let uri = format!("otpauth://totp/Example:{name}?secret={SECRET}&issuer={name}");
        let code = QrCode::new(uri)?.render::<image::Luma<u8>>().min_dimensions(300, 300).build();
        code.save(&file).context("a picture")?;
        let _shown = Beside::start("show", &[&file.display().to_string()])?;
        let shown = program.data().join(format!("{name}.png.shown"));
        until("the picture", || Ok(shown.is_file().then_some(())))?;
        program.click("add")?;
        program.click_and_be_gone(source)?;
        if source == "add-screen-region" {
            // A drag does nothing until the overlay has its picture. Then it works once.
            until("what is drawn", || {
                ask("drag", &["0", "0", "500", "500"])?;
                Ok(program
                    .run("return document.querySelector('[data-testid=page]')?.dataset.page")?
                    .as_str()
                    .and_then(|page| (page == "confirm").then_some(())))
            })?;
        }
        program.page("confirm")?;
        program.until_text("confirm-number", name)?;
        program.click("confirm-next")?;
        program.page("list")?;
    }
    Ok(())
}

#[test]
fn keys_of_a_browser_do_nothing() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    program.click("add")?;
    program.click("add-typed")?;
    program.page("typed")?;
    program.run("window.stays = true")?;
    for keys in ["f5", "ctrl+r", "ctrl+p", "ctrl+shift+s"] {
        ask("press", &[keys])?;
        program.page("typed")?;
        ensure!(program.run("return window.stays")? == true, "`{keys}` loaded the page again");
    }
    shoot("no-print-dialog")
}

#[test]
fn a_polite_end_removes_the_code_from_the_clipboard() -> Result<()> {
    let program = Program::start(&settled())?;
    program.page("list")?;
    program.add_typed("alice", SECRET)?;
    program.click("row-code")?;
    until("the code in the clipboard", clipboard_has_code)?;
    let asked = Command::new("taskkill").args(["/PID", &program.id()]).status().context("it is on every Windows")?;
    ensure!(asked.success(), "taskkill: {asked}");
    ensure!(program.ended()? == Some(0), "it ended with a failure");
    until("an empty clipboard", clipboard_is_empty)
}

#[test]
fn a_second_start_brings_the_first_window_to_the_front() -> Result<()> {
    let mut first = command()?.spawn().context("it starts")?;
    let id = first.id().to_string();
    until("the first window", || Ok((ask("names", &[&id])?.contains("Lingpai")).then_some(())))?;
    ask("minimise", &[&id])?;
    let second = command()?.status().context("it starts")?;
    let in_front = until("the window in front", || Ok((ask("foreground", &[])? == id).then_some(())));
    first.kill().ok();
    first.wait().ok();
    ensure!(second.success(), "the second start: {second}");
    in_front.with_context(|| format!("the first window stayed where it was for {} s", LIMIT.as_secs()))
}
