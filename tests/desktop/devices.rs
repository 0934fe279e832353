//! One account in two real windows, each with its own folders, keystore and screen. The tests are named after the rows
//! of DESIGN §3.

use anyhow::{Result, ensure};
use lingpai_tests::{Broker, Desk, Validity, Verdict, Window, bind_registration, enter_pin, offer, open_list};

const PIN: &str = "135790";
const WRONG: &str = "864209";

#[test]
fn g5_a_transfer_on_one_screen_is_bound_in_another_window() -> Result<()> {
    let (main, sub) = (Desk::new()?, Desk::new()?);
    let broker = Broker::new(&main)?;
    let issued = broker.issue("700004", Validity::Day)?;
    let first = open_list(&main)?;
    bind_registration(&first, &issued.picture, PIN)?;

    first.click("row-menu")?;
    first.click("menu-hand-out")?;
    first.page("hand_out")?;
    first.fill("device-name", "Office")?;
    first.click("hand-out-next")?;
    enter_pin(&first, WRONG)?;
    first.until_text("pin-message", "4")?;
    // The system's own dialog asks once the PIN was right, and a no is a no.
    enter_pin(&first, PIN)?;
    first.answer_dialog(false)?;
    first.until_text("pin-message", "You said no")?;
    enter_pin(&first, PIN)?;
    first.answer_dialog(true)?;
    first.see("transfer-qr")?;
    first.until_text("transfer-name", "Office")?;
    // A person holds the other device in front of it: only the content of the screen counts.
    let picture = main.home().join("transfer.png");
    first.shoot(&picture)?;
    // Another window comes to the front, and the page hides the code.
    first.run("window.dispatchEvent(new Event('blur'))")?;
    first.see("transfer-veil")?;
    ensure!(first.count("transfer-qr")? == 0, "the transfer is on the page while the window has no focus");

    let second = open_list(&sub)?;
    offer(&second, &picture)?;
    second.page("confirm")?;
    second.until_text("confirm-number", "700004")?;
    second.until_text("confirm-activation", &issued.activation)?;
    second.click("bind-transfer")?;
    second.page("list")?;
    second.until_attribute("row", "data-kind", "sub")?;
    second.see("row-unsynced")?;
    second.click("row-sync")?;
    enter_pin(&second, WRONG)?;
    second.until_text("pin-message", "4")?;
    enter_pin(&second, PIN)?;
    second.until_attribute("row", "data-synced", "true")?;
    takes_a_code(&second, &broker)?;
    second.close()?;

    first.click("transfer-show")?;
    first.click("transfer-done")?;
    first.click("row-menu")?;
    first.click("menu-devices")?;
    first.until_text("device-row-name", "Office")?;
    first.close()?;
    main.finish();
    sub.finish();
    Ok(())
}

#[test]
fn g6_g7_the_brokers_qr_on_a_further_device_is_synced_by_eye() -> Result<()> {
    let (main, sub) = (Desk::new()?, Desk::new()?);
    let broker = Broker::new(&main)?;
    let issued = broker.issue("700004", Validity::Day)?;
    let first = open_list(&main)?;
    bind_registration(&first, &issued.picture, PIN)?;
    first.click("row-menu")?;
    first.click("menu-check-digits")?;
    enter_pin(&first, PIN)?;
    first.see("check-digits")?;
    let expected = first.text("check-digits")?;
    first.click("digits-done")?;

    let second = open_list(&sub)?;
    offer(&second, &issued.picture)?;
    second.page("confirm")?;
    second.click("bind-further")?;
    second.page("list")?;
    second.until_attribute("row", "data-kind", "sub")?;
    second.until_text("row-unsynced", "nsynced")?;
    ensure!(second.count("row-generate")? == 0, "an Unsynced account offers a code");

    second.click("row-sync")?;
    type_twice(&second, WRONG)?;
    second.see("check-digits")?;
    // The digits are not compared: one PIN in a hundred has the same digits as the right one.
    second.click("digits-differ")?;
    type_twice(&second, PIN)?;
    second.until_text("check-digits", &expected)?;
    second.click("digits-same")?;
    second.until_attribute("row", "data-synced", "true")?;
    takes_a_code(&second, &broker)?;
    second.close()?;
    first.close()?;
    main.finish();
    sub.finish();
    Ok(())
}

fn type_twice(window: &Window<'_>, pin: &str) -> Result<()> {
    window.until_attribute("pin-sheet", "data-step", "first")?;
    enter_pin(window, pin)?;
    window.until_attribute("pin-sheet", "data-step", "repeat")?;
    enter_pin(window, pin)
}

fn takes_a_code(window: &Window<'_>, broker: &Broker) -> Result<()> {
    window.click("row-generate")?;
    enter_pin(window, PIN)?;
    let code = window.code()?;
    ensure!(broker.verify("700004", &code)? == Verdict::Accepted, "the broker refused the further device's code");
    Ok(())
}
