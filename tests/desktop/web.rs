//! G15 in a real browser beside the real window: the broker's QR code goes from the web page into Lingpai, and
//! Lingpai's code into the web page.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use lingpai_intake::Candidate;
use lingpai_tests::{
    Broker, Browser, Desk, Site, Validity, Window, bind_registration, enter_pin, offer, open_list, until,
};

const ACCOUNT: &str = "700004";
const OTHER_ACCOUNT: &str = "700002";
const PIN: &str = "135790";
const NEW_PIN: &str = "864209";
const OTHER_PIN: &str = "975318";

#[test]
fn g15_plays_g1_to_g13_between_the_brokers_web_pages_and_the_window() -> Result<()> {
    let desk = Desk::new()?;
    let broker = Broker::new(&desk)?;
    let site = Site::serve(&broker, &desk)?;
    let browser = Browser::open(&desk, &site)?;
    let qr = desk.home().join("registration.png");

    // Customer service > two-factor application > mobile code.
    first_step(&browser)?;
    browser.see("#logged-in")?;
    browser.click("#service")?;
    browser.click("#two-factor")?;
    browser.click("#apply")?;
    browser.see("#qr")?;
    let activation = browser.text("#activation")?;
    // A picture of the screen, once the browser has painted the code.
    browser.reveal("#qr")?;
    until("the code on the screen", Duration::from_secs(10), || {
        desk.framebuffer()?.save(&qr)?;
        let read = lingpai_documents::read_file(&fs::read(&qr).context("it was just written")?).unwrap_or_default();
        Ok(read.iter().any(|read| matches!(read, Ok(Candidate::Registration(_)))).then_some(()))
    })?;

    // G1, G2, G3: number, code and expiry fill in by themselves. The first device creates the PIN.
    let window = open_list(&desk)?;
    offer(&window, &qr)?;
    window.page("confirm")?;
    window.until_text("confirm-number", ACCOUNT)?;
    window.until_text("confirm-activation", &activation)?;
    window.until_text("confirm-expiry", "23 h")?;
    window.click("confirm-next")?;
    create_pin(&window, PIN)?;
    window.until_text("row-badge", "Main")?;

    // G8: its code is used at the login's second step.
    browser.click("#logout")?;
    first_step(&browser)?;
    log_in_with_a_code(&browser, &window, ACCOUNT, PIN)?;

    // G13: five wrong codes freeze the account. The page names customer service, which thaws it.
    browser.click("#logout")?;
    first_step(&browser)?;
    for _ in 0..4 {
        browser.fill("#code", "000000")?;
        browser.click("#confirm")?;
        browser.see("#message.wrong")?;
    }
    browser.fill("#code", "000000")?;
    browser.click("#confirm")?;
    browser.see("#message.frozen")?;
    ensure!(browser.text("#support")?.contains("852-25097524"), "customer service is not named");

    // G12: the desk issues the registration again. The new QR code replaces secret and PIN, and the account logs in
    // again.
    browser.click("#cancel")?;
    browser.see("#login")?;
    browser.go("desk")?;
    browser.click("#account-700004 button.issue")?;
    browser.see("#issued #qr")?;
    let again = browser.text("#issued #activation")?;
    ensure!(again != activation, "the activation code is the old one");
    browser.save("#issued #save", &qr)?;
    offer(&window, &qr)?;
    window.page("confirm")?;
    window.see("replaces")?;
    window.until_text("confirm-activation", &again)?;
    window.click("confirm-next")?;
    create_pin(&window, NEW_PIN)?;
    ensure!(window.count("row")? == 1, "the account is there twice");
    browser.go("login")?;
    first_step(&browser)?;
    log_in_with_a_code(&browser, &window, ACCOUNT, NEW_PIN)?;
    browser.close()?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn g15_plays_several_accounts_and_devices_between_the_brokers_web_pages_and_the_windows() -> Result<()> {
    let (desk, elsewhere) = (Desk::new()?, Desk::new()?);
    let broker = Broker::new(&desk)?;
    broker.enrol(ACCOUNT)?;
    broker.enrol(OTHER_ACCOUNT)?;
    let site = Site::serve(&broker, &desk)?;
    let browser = Browser::open(&desk, &site)?;
    let main = open_list(&desk)?;

    // G4: two accounts on one device, each with its own PIN. G2: an expired registration is refused, and the page says
    // whom to ask.
    let over = broker.issue("700001", Validity::Over)?;
    offer(&main, &over.picture)?;
    main.page("expired")?;
    main.until_text("support", "852-25097524")?;
    main.click("confirm-cancel")?;
    let others = desk.home().join("other.png");
    apply(&browser, OTHER_ACCOUNT, &others)?;
    bind_registration(&main, &others, OTHER_PIN)?;
    let qr = desk.home().join("registration.png");
    apply(&browser, ACCOUNT, &qr)?;
    bind_registration(&main, &qr, PIN)?;
    ensure!(main.count("row")? == 2, "not two accounts");
    only(&main, OTHER_ACCOUNT)?;
    first_step_of(&browser, OTHER_ACCOUNT)?;
    log_in_with_a_code(&browser, &main, OTHER_ACCOUNT, OTHER_PIN)?;
    browser.click("#logout")?;

    // G6 and G7: a further device binds the web page's code at once and without a PIN. Then it gets the first device's
    // PIN.
    only(&main, ACCOUNT)?;
    main.click("row-menu")?;
    main.click("menu-check-digits")?;
    enter_pin(&main, PIN)?;
    let digits = main.text("check-digits")?;
    main.click("digits-done")?;
    let sub = open_list(&elsewhere)?;
    offer(&sub, &qr)?;
    sub.page("confirm")?;
    sub.click("bind-further")?;
    sub.page("list")?;
    sub.see("row-unsynced")?;
    sub.click("row-sync")?;
    for step in ["first", "repeat"] {
        sub.until_attribute("pin-sheet", "data-step", step)?;
        enter_pin(&sub, PIN)?;
    }
    sub.until_text("check-digits", &digits)?;
    sub.click("digits-same")?;
    sub.until_attribute("row", "data-synced", "true")?;
    first_step(&browser)?;
    log_in_with_a_code(&browser, &sub, ACCOUNT, PIN)?;
    browser.click("#logout")?;

    // G11 and G5: the PIN is changed, and a transfer, saved as a file, brings it to the further device.
    main.click("row-menu")?;
    main.click("menu-change-pin")?;
    for (step, pin) in [("first", PIN), ("new", NEW_PIN), ("repeat", NEW_PIN)] {
        main.until_attribute("pin-sheet", "data-step", step)?;
        enter_pin(&main, pin)?;
    }
    main.gone("pin-sheet")?;
    main.click("row-menu")?;
    main.click("menu-hand-out")?;
    main.page("hand_out")?;
    main.fill("device-name", "Office")?;
    main.click("hand-out-next")?;
    enter_pin(&main, NEW_PIN)?;
    main.answer_dialog(true)?;
    let transfer = desk.home().join("transfer.png");
    main.click("transfer-save")?;
    main.choose_in_dialog(&transfer)?;
    until("the saved transfer", Duration::from_secs(10), || Ok(transfer.exists().then_some(())))?;
    main.click("transfer-done")?;
    offer(&sub, &transfer)?;
    sub.page("confirm")?;
    sub.see("renews")?;
    sub.click("bind-transfer")?;
    sub.page("list")?;
    sub.click("row-sync")?;
    enter_pin(&sub, NEW_PIN)?;
    sub.until_attribute("row", "data-synced", "true")?;

    // G8: in the next period, because the broker accepts each code once. The first device's code ends with this one.
    main.click("row-generate")?;
    enter_pin(&main, NEW_PIN)?;
    main.code()?;
    main.see_in_the_next_period("row-generate")?;
    first_step(&browser)?;
    log_in_with_a_code(&browser, &sub, ACCOUNT, NEW_PIN)?;
    browser.close()?;
    main.close()?;
    sub.close()?;
    desk.finish();
    elsewhere.finish();
    Ok(())
}

/// Logs in, applies for mobile codes, saves the registration's QR code and logs out.
fn apply(browser: &Browser, account: &str, qr: &Path) -> Result<()> {
    first_step_of(browser, account)?;
    browser.see("#logged-in")?;
    browser.click("#service")?;
    browser.click("#two-factor")?;
    browser.click("#apply")?;
    browser.save("#save", qr)?;
    browser.click("#logout")
}

/// Filters the list down to one account.
fn only(window: &Window<'_>, account: &str) -> Result<()> {
    window.fill("search", account)?;
    until("one row", Duration::from_secs(10), || Ok((window.count("row")? == 1).then_some(())))
}

/// Types the account number, the trading password and the digits on the page.
fn first_step(browser: &Browser) -> Result<()> {
    first_step_of(browser, ACCOUNT)
}

fn first_step_of(browser: &Browser, account: &str) -> Result<()> {
    browser.fill("#account", account)?;
    browser.fill("#password", &format!("trade-{account}"))?;
    let challenge = browser.text("#challenge-shown")?;
    browser.fill("#challenge", &challenge)?;
    browser.click("#login")
}

fn create_pin(window: &Window<'_>, pin: &str) -> Result<()> {
    window.page("create_pin")?;
    enter_pin(window, pin)?;
    enter_pin(window, pin)?;
    window.page("list")
}

/// Reads the code from the window and types it into the web page.
fn log_in_with_a_code(browser: &Browser, window: &Window<'_>, account: &str, pin: &str) -> Result<()> {
    window.click("row-generate")?;
    enter_pin(window, pin)?;
    let code = window.code()?;
    browser.fill("#code", &code)?;
    browser.click("#confirm")?;
    let seen = browser.text("#logged-in").context("the web page refused the code on screen")?;
    ensure!(seen.contains(account), "`{seen}` is logged in");
    Ok(())
}
