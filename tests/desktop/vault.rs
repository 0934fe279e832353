//! The vault's page, the way in and the ways out, with a real Secret Service.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use lingpai_tests::{
    Broker, Desk, Validity, Verdict, Window, bind_registration, enter_pin, open_list, run_to_end, until,
};

const PIN: &str = "135790";

#[test]
fn a_kit_opens_the_vault_when_the_keyring_was_emptied() -> Result<()> {
    let mut desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    window.click("open-vault")?;
    window.page("vault")?;
    let kit = make_kit(&window)?;
    window.close()?;

    delete_collection(&desk)?;
    desk.log_in_again()?;
    let before = files(&desk)?;
    let window = Window::open(&desk)?;
    window.page("unlock")?;
    ensure!(files(&desk)? == before, "a start without the key changed the vault's folder");
    let (start, last) = kit.split_at(kit.len() - 1);
    window.fill("unlock-kit", &format!("{start}{}", if last == "Q" { "P" } else { "Q" }))?;
    window.click("unlock-kit-submit")?;
    window.see("unlock-kit-message")?;
    window.fill("unlock-kit", &kit)?;
    window.click("unlock-kit-submit")?;
    window.page("list")?;
    // An emptied keyring has forgotten how many PINs were tried, so the vault is read-only until the user goes on.
    window.click("vault-banner-open")?;
    window.page("vault")?;
    window.click("vault-accept")?;
    window.click("vault-accept-confirm")?;
    window.gone("vault-accept")?;
    window.press_escape()?;
    window.page("list")?;
    // Nobody knows how many PINs were tried, so the first has a wait of a minute before it.
    until("the end of the wait", Duration::from_secs(90), || Ok((window.count("row-sync")? == 1).then_some(())))?;
    window.click("row-sync")?;
    enter_pin(&window, PIN)?;
    window.until_attribute("row", "data-synced", "true")?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    ensure!(broker.verify("700004", &window.code()?)? == Verdict::Accepted, "the broker refused the code");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_locked_window_shows_nothing_and_opens_again() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    bind_registration(&window, &Broker::new(&desk)?.issue("700004", Validity::Day)?.picture, PIN)?;
    window.click("open-vault")?;
    window.locks_by("vault-lock")?;
    let text = window.run("return document.body.innerText")?;
    ensure!(!text.as_str().unwrap_or_default().contains("700004"), "the locked page names an account");
    window.click("unlock-again")?;
    window.page("list")?;
    window.until_text("row-number", "700004")?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_second_start_brings_the_first_window_and_ends() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    let mut second = Command::new(lingpai_tests::lingpai()?);
    let status = run_to_end(desk.dress(&mut second))?.status;
    ensure!(status.success(), "the second start failed: {status}");
    window.see("empty")?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_vault_none_of_whose_files_is_whole_is_explained_and_never_replaced() -> Result<()> {
    let desk = Desk::new()?;
    open_list(&desk)?.close()?;
    for entry in fs::read_dir(desk.vault())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "lingpai") {
            fs::write(path, b"dust")?;
        }
    }
    let before = files(&desk)?;
    let window = Window::open(&desk)?;
    window.see("fault")?;
    window.until_attribute("fault", "data-code", "vault_damaged")?;
    window.see("restore-file")?;
    window.close()?;
    ensure!(files(&desk)? == before, "a start over a damaged vault changed its folder");
    desk.finish();
    Ok(())
}

/// Makes a kit on the vault's page, confirms that it was written down, and gives its text.
fn make_kit(window: &Window<'_>) -> Result<String> {
    window.click("kit-open")?;
    window.page("kit")?;
    window.click("kit-make")?;
    let kit: String = window.text("kit-text")?.chars().filter(|c| !c.is_whitespace()).collect();
    ensure!(kit.len() == 74, "the kit on the page has {} characters, not 74", kit.len());
    window.click("kit-written")?;
    window.fill("kit-typed", &kit[68..])?;
    window.click("kit-confirm")?;
    window.click("kit-done")?;
    window.see("kit-coverage")?;
    Ok(kit)
}

/// Deletes the keyring's collection with all items, as a switch of keyrings does.
fn delete_collection(desk: &Desk) -> Result<()> {
    let mut send = Command::new("dbus-send");
    let arguments = [
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets/collection/login",
        "org.freedesktop.Secret.Collection.Delete",
    ];
    let output = run_to_end(desk.dress(send.args(arguments)))?;
    ensure!(output.status.success(), "the collection stays: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

fn files(desk: &Desk) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(desk.vault())? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
        }
    }
    files.sort_unstable();
    Ok(files)
}
