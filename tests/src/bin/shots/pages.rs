use std::thread;
use std::time::Duration;

use anyhow::Result;
use image::{GrayImage, Luma, imageops};
use lingpai_tests::{
    Broker, Desk, Keystore, Language, Look, Setting, Validity, Window, bind_plain, bind_registration, camera_frame,
    enter_pin, offer, open_list, open_with_camera, picture, until,
};
use serde_json::json;

use crate::album::Album;

const PIN: &str = "135790";
const LONG: &str = "a-name-of-somebody-who-likes-long-addresses@department.example.com.hk";

/// Every page in one language and look.
pub(crate) fn take_all(album: &mut Album, language: Language, look: Look) -> Result<()> {
    first_run(album, language, look)?;
    strip(album, language, look)?;
    with_keystore(album, language, look)?;
    ways_in(album, language, look)?;
    without_keystore(album, language, look)?;
    keystore_gone(album, language, look)
}

fn first_run(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
    desk.set_preferences(&json!({}))?;
    let window = Window::open(&desk)?;
    for step in ["what", "ways", "kit"] {
        window.until_attribute("welcome", "data-step", step)?;
        album.take(&window, &format!("welcome{step}"), language, look)?;
        if step != "kit" {
            window.click("welcome-next")?;
        }
    }
    window.close()?;
    desk.finish();
    Ok(())
}

/// The strip, with a code and with its PIN pad.
fn strip(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
    desk.set_preferences(&json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L" }))?;
    let window = open_list(&desk)?;
    let broker = Broker::new(&desk)?;
    let plain = "otpauth://totp/GitHub:trader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=GitHub";
    bind_plain(&window, &picture(&desk, "github.png", plain)?)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    window.press_anywhere("ctrl+alt+l")?;
    let ready = |what| until(what, LIMIT, || Ok(window.others()?.first().is_some().then_some(())));
    ready("the strip")?;
    // Nothing outside tells that another window has painted.
    thread::sleep(PAINTING);
    album.take_strip(&window, "code", language, look)?;
    window.click_other_and_press("Down")?;
    thread::sleep(PAINTING);
    album.take_strip(&window, "pin", language, look)?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// How long a window takes to come, and how long its painting.
const LIMIT: Duration = Duration::from_secs(20);
const PAINTING: Duration = Duration::from_secs(2);

/// The settings, what the program says of itself, and the sheet of keys.
fn settings(album: &mut Album, window: &Window<'_>, language: Language, look: Look) -> Result<()> {
    window.click("open-settings")?;
    window.page("settings")?;
    album.take(window, "settings", language, look)?;
    window.click("settings-about")?;
    window.page("about")?;
    window.see("licences-count")?;
    album.take(window, "about", language, look)?;
    window.press_escape()?;
    window.page("settings")?;
    window.click("settings-shortcuts")?;
    window.see("shortcuts")?;
    album.take(window, "shortcuts", language, look)?;
    window.click("shortcuts-close")?;
    window.press_escape()?;
    window.page("list")
}

fn with_keystore(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    window.see("empty")?;
    album.take(&window, "empty", language, look)?;

    offer(&window, &broker.issue("700001", Validity::Over)?.picture)?;
    window.page("expired")?;
    album.take(&window, "expired", language, look)?;
    window.click("confirm-cancel")?;

    offer(&window, &picture(&desk, "link.png", "https://example.com/")?)?;
    window.page("refused")?;
    album.take(&window, "refused", language, look)?;
    window.click("confirm-cancel")?;

    let issued = broker.issue("700004", Validity::Day)?;
    offer(&window, &issued.picture)?;
    window.page("confirm")?;
    album.take(&window, "confirm", language, look)?;
    window.click("confirm-next")?;
    window.page("create_pin")?;
    album.take(&window, "createpin", language, look)?;
    enter_pin(&window, PIN)?;
    enter_pin(&window, PIN)?;
    window.page("list")?;

    offer(&window, &issued.picture)?;
    window.page("already_bound")?;
    album.take(&window, "alreadybound", language, look)?;
    window.click("confirm-cancel")?;

    let plain = format!("otpauth://totp/Example:{LONG}?secret=JBSWY3DPEHPK3PXP&issuer=Example%20Securities%20Limited");
    let plain = picture(&desk, "plain.png", &plain)?;
    offer(&window, &plain)?;
    window.page("confirm")?;
    album.take(&window, "confirmplain", language, look)?;
    window.click("confirm-next")?;
    window.page("list")?;
    bind_registration(&window, &broker.issue("700002", Validity::Day)?.picture, PIN)?;

    window.click("add")?;
    window.see("choose-picture")?;
    album.take(&window, "add", language, look)?;
    window.press_escape()?;
    window.gone("choose-picture")?;

    window.click("row-generate")?;
    window.until_attribute("pin-pad", "data-count", "0")?;
    album.take(&window, "pin", language, look)?;
    enter_pin(&window, "246801")?;
    window.until_text("pin-message", "4")?;
    album.take(&window, "pinwrong", language, look)?;
    enter_pin(&window, PIN)?;
    window.gone("pin-sheet")?;
    album.take(&window, "list", language, look)?;
    a_bindings_life(album, &window, language, look)?;
    settings(album, &window, language, look)?;
    window.click("open-vault")?;
    window.see("kit-open")?;
    album.take(&window, "vault", language, look)?;
    window.click("audit-open")?;
    window.page("audit")?;
    album.take(&window, "audit", language, look)?;
    window.press_escape()?;
    window.page("vault")?;
    window.click("trash-open")?;
    window.page("trash")?;
    album.take(&window, "trash", language, look)?;
    window.press_escape()?;
    window.page("vault")?;
    window.click("kit-open")?;
    window.see("kit-make")?;
    album.take(&window, "kitexplained", language, look)?;
    window.click("kit-make")?;
    window.see("kit-text")?;
    album.take(&window, "kit", language, look)?;
    window.press_escape()?;
    window.page("vault")?;
    window.click("vault-lock")?;
    window.page("unlock")?;
    album.take(&window, "locked", language, look)?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// The camera, what was found together, typing, the clock.
fn ways_in(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
    let mut frame = GrayImage::from_fn(1280, 720, |x, y| Luma([(90 + x / 16 + y / 18) as u8]));
    let link = image::open(picture(&desk, "link.png", "https://example.com/")?)?.into_luma8();
    imageops::overlay(&mut frame, &link, 470, 200);
    let frame = camera_frame(&desk, "frame.pgm", &frame)?;
    let window = open_with_camera(&desk, "YUYV:1280x720@30", frame.as_os_str(), &[])?;
    window.click("add-camera")?;
    window.see("camera-tip")?;
    album.take(&window, "camera", language, look)?;
    window.click("camera-cancel")?;
    window.page("list")?;

    let broker = Broker::new(&desk)?;
    let plain = |name: &str, secret: &str| format!("otpauth://totp/Example:{name}?secret={secret}&issuer=Example");
    let long = plain(LONG, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    let mut mail = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n".to_owned();
    for file in [
        picture(&desk, "one.png", &plain("alice", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))?,
        picture(&desk, "two.png", &long)?,
        broker.issue("700004", Validity::Day)?.picture,
        picture(&desk, "three.png", "https://example.com/")?,
    ] {
        let part = data_encoding::BASE64_MIME.encode(&std::fs::read(file)?);
        mail += &format!("\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{part}");
    }
    let file = desk.home().join("codes.eml");
    std::fs::write(&file, mail + "\r\n--b--\r\n")?;
    offer(&window, &file)?;
    window.page("found")?;
    album.take(&window, "found", language, look)?;
    window.click("found-cancel")?;
    window.page("list")?;

    window.click("add-typed")?;
    window.page("typed")?;
    window.fill("typed-issuer", "Example")?;
    window.fill("typed-name", "carol")?;
    window.fill("typed-secret", "gezd gnbv gy3t qojq")?;
    window.see("typed-preview")?;
    album.take(&window, "typed", language, look)?;
    window.click("typed-cancel")?;
    window.page("list")?;

    window.click("footer-clock")?;
    window.page("clock")?;
    album.take(&window, "clock", language, look)?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// The pages of the first row's account: a Main one.
fn a_bindings_life(album: &mut Album, window: &Window<'_>, language: Language, look: Look) -> Result<()> {
    album.take_opened(window, "menu", language, look, || {
        window.click("row-menu")?;
        window.see("account-menu")
    })?;
    window.click("menu-check-digits")?;
    enter_pin(window, PIN)?;
    window.see("check-digits")?;
    album.take(window, "checkdigits", language, look)?;
    window.click("digits-done")?;
    window.click("row-menu")?;
    window.click("menu-hand-out")?;
    window.page("hand_out")?;
    window.fill("device-name", "Office, second floor, by the window")?;
    album.take(window, "handout", language, look)?;
    window.click("hand-out-next")?;
    enter_pin(window, PIN)?;
    window.see("transfer-qr")?;
    album.take(window, "transfer", language, look)?;
    window.click("transfer-done")?;
    window.page("list")?;
    window.click("row-menu")?;
    window.click("menu-devices")?;
    window.page("devices")?;
    album.take(window, "devices", language, look)?;
    window.press_escape()?;
    window.page("list")?;
    window.click("row-menu")?;
    window.click("menu-remove")?;
    window.page("remove")?;
    album.take(window, "remove", language, look)?;
    window.press_escape()?;
    window.page("list")?;
    window.click("open-help")?;
    window.page("help")?;
    album.take(window, "help", language, look)?;
    window.press_escape()?;
    window.page("list")
}

fn without_keystore(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::None, language, look })?;
    let window = Window::open(&desk)?;
    window.page("choose_passphrase")?;
    album.take(&window, "choosepassphrase", language, look)?;
    window.fill("passphrase", "staple orbit velvet mango")?;
    window.fill("passphrase-repeat", "staple orbit velvet mango")?;
    window.click("passphrase-submit")?;
    window.page("list")?;
    window.close()?;
    let window = Window::open(&desk)?;
    window.page("unlock")?;
    album.take(&window, "unlock", language, look)?;
    window.close()?;
    desk.finish();
    Ok(())
}

fn keystore_gone(album: &mut Album, language: Language, look: Look) -> Result<()> {
    let mut desk = Desk::set(Setting { keystore: Keystore::Unlocked, language, look })?;
    open_list(&desk)?.close()?;
    desk.end_keystore()?;
    let window = Window::open(&desk)?;
    window.page("unlock")?;
    album.take(&window, "keystoregone", language, look)?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// README's picture: a broker account with its code, and an ordinary account.
pub(crate) fn readme(album: &Album) -> Result<()> {
    let desk = Desk::set(Setting { keystore: Keystore::Unlocked, language: Language::ZhHant, look: Look::Light })?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    let plain = "otpauth://totp/GitHub:trader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=GitHub";
    bind_plain(&window, &picture(&desk, "github.png", plain)?)?;
    window.click("vault-banner-later")?;
    window.gone("toast")?;
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    window.gone("pin-sheet")?;
    window.resize(420, 480)?;
    window.see("row-code")?;
    window.shoot(&album.readme())?;
    window.close()?;
    desk.finish();
    Ok(())
}
