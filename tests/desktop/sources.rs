//! Screen, clipboard, several files, typing: every source of a code except the camera.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use lingpai_tests::{Broker, Desk, Validity, Window, X11, offer, open_list, picture, run_to_end};

const ALICE: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
const BOB: &str = "otpauth://totp/Example:bob?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Example";

/// Shows a code on the screen, beside the window and under it.
fn hang_up(desk: &Desk, file: &Path, at: (i16, i16)) -> Result<()> {
    let code = image::open(file).context("it was just written")?.into_luma8();
    X11::connect(desk.display())?.hang_up(&code, at.0, at.1)
}

#[test]
fn a_code_on_the_screen_is_read_whole_or_by_region() -> Result<()> {
    let desk = Desk::new()?;
    // The code is in the middle, where the window covers it, so the window has to move away.
    hang_up(&desk, &picture(&desk, "alice.png", ALICE)?, (350, 200))?;
    let window = open_list(&desk)?;
    window.click("add")?;
    window.click_and_be_gone("add-screen-whole")?;
    window.page("confirm")?;
    window.until_text("confirm-number", "alice")?;
    window.click("confirm-next")?;
    window.page("list")?;

    hang_up(&desk, &picture(&desk, "bob.png", BOB)?, (350, 200))?;
    window.click("add")?;
    window.click_and_be_gone("add-screen-region")?;
    window.draw_on_overlay((340, 190), (760, 640))?;
    window.page("confirm")?;
    window.until_text("confirm-number", "bob")?;
    window.click("confirm-next")?;
    window.page("list")?;
    ensure!(window.count("row")? == 2, "not both are bound");

    // Without a code in the chosen part, the page says so.
    window.click("add")?;
    window.click_and_be_gone("add-screen-region")?;
    window.draw_on_overlay((5, 5), (100, 100))?;
    window.page("refused")?;
    window.close()?;
    desk.finish();
    Ok(())
}

fn copy(desk: &Desk, kind: &str, bytes: &[u8]) -> Result<()> {
    use std::io::{Seek as _, Write as _};

    let mut xclip = Command::new("xclip");
    let mut content = tempfile::tempfile()?;
    content.write_all(bytes)?;
    content.rewind()?;
    // The process continues in the background to serve what it copied.
    let output = run_to_end(desk.dress(xclip.args(["-selection", "clipboard", "-t", kind, "-in"])).stdin(content))?;
    ensure!(output.status.success(), "`xclip` failed");
    Ok(())
}

#[test]
fn a_picture_and_a_text_are_pasted_and_an_empty_clipboard_says_so() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    window.click("add")?;
    window.click("add-paste")?;
    window.page("refused")?;
    window.click("confirm-cancel")?;
    window.page("list")?;

    copy(&desk, "image/png", &std::fs::read(picture(&desk, "alice.png", ALICE)?)?)?;
    paste(&window, "alice")?;
    copy(&desk, "UTF8_STRING", BOB.as_bytes())?;
    paste(&window, "bob")?;
    window.close()?;
    desk.finish();
    Ok(())
}

fn paste(window: &Window<'_>, name: &str) -> Result<()> {
    window.click("add")?;
    window.click("add-paste")?;
    window.page("confirm")?;
    window.until_text("confirm-number", name)?;
    window.click("confirm-next")?;
    window.page("list")
}

#[test]
fn several_codes_in_a_mail_are_a_list_and_are_bound_together() -> Result<()> {
    let desk = Desk::new()?;
    let issued = Broker::new(&desk)?.issue("700004", Validity::Day)?;
    let parts = [picture(&desk, "alice.png", ALICE)?, picture(&desk, "bob.png", BOB)?, issued.picture];
    let mut mail =
        "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n".to_owned();
    for part in parts {
        let picture = data_encoding::BASE64_MIME.encode(&std::fs::read(part)?);
        mail += &format!("\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{picture}");
    }
    let file = desk.home().join("codes.eml");
    std::fs::write(&file, mail + "\r\n--b--\r\n")?;

    let window = open_list(&desk)?;
    offer(&window, &file)?;
    window.page("found")?;
    ensure!(window.count("found-row")? == 3, "not every code is listed");
    ensure!(window.count("found-check")? == 2, "the registration is bound by itself");
    window.click("found-bind")?;
    window.until_text("toast", "2")?;
    // The registration is dismissed.
    window.page("found")?;
    window.click("found-open")?;
    window.page("confirm")?;
    window.until_text("confirm-activation", &issued.activation)?;
    window.click("confirm-cancel")?;
    window.page("found")?;
    window.click("found-cancel")?;
    window.page("list")?;
    ensure!(window.count("row")? == 2, "not both are bound");
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn an_account_is_typed_with_a_preview() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_list(&desk)?;
    window.click("add-typed")?;
    window.page("typed")?;
    window.fill("typed-issuer", "Example")?;
    window.fill("typed-name", "carol")?;
    window.fill("typed-secret", "gezd gnbv gy3t qojq")?;
    window.see("typed-preview")?;
    window.click("typed-next")?;
    window.page("confirm")?;
    window.click("confirm-next")?;
    window.page("list")?;
    window.until_text("row-number", "carol")?;
    window.close()?;
    desk.finish();
    Ok(())
}
