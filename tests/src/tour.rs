use std::time::Duration;

use anyhow::Result;
use image::{GrayImage, Luma, imageops};
use serde_json::json;

use crate::broker::{Broker, Validity};
use crate::daemon::until;
use crate::desk::{Desk, Keystore, Language, Look, Setting};
use crate::prepare::{
    bind_plain, bind_registration, camera_frame, enter_pin, offer, open_list, open_with_camera, picture,
};
use crate::window::Window;
use crate::x11::X11;

const PIN: &str = "135790";
const LONG: &str = "a-name-of-somebody-who-likes-long-addresses@department.example.com.hk";

/// Something to do at every page.
pub trait Visitor {
    /// The window shows a page. Some content disappears when the window changes its size or its page is built again:
    /// `ready` brings it back and waits for it.
    ///
    /// # Errors
    ///
    /// The window does not do what the visitor wants.
    fn visit(&mut self, window: &Window<'_>, stop: &str, ready: &dyn Fn() -> Result<()>) -> Result<()>;

    /// The strip is open beside the window and shows this content.
    ///
    /// # Errors
    ///
    /// Those of [`Visitor::visit`].
    fn visit_strip(&mut self, window: &Window<'_>, face: &str) -> Result<()>;
}

/// Walks through every page of the real window, on desks of this language and look.
///
/// # Errors
///
/// A page did not come, or the visitor gave up.
pub fn walk(visitor: &mut dyn Visitor, language: Language, look: Look) -> Result<()> {
    let mut tour = Tour { visitor, language, look };
    first_run(&mut tour)?;
    strip(&mut tour)?;
    with_keystore(&mut tour)?;
    ways_in(&mut tour)?;
    without_keystore(&mut tour)?;
    keystore_gone(&mut tour)
}

/// A tour in progress.
struct Tour<'v> {
    visitor: &'v mut dyn Visitor,
    language: Language,
    look: Look,
}

impl Tour<'_> {
    fn desk(&self, keystore: Keystore) -> Result<Desk> {
        let desk = Desk::set(Setting { keystore, language: self.language, look: self.look })?;
        // WebKitGTK would leave a tooltip over every later page.
        X11::connect(desk.display())?.point_away()?;
        Ok(desk)
    }

    fn stop(&mut self, window: &Window<'_>, name: &str, ready: impl Fn() -> Result<()>) -> Result<()> {
        ready()?;
        self.visitor.visit(window, name, &ready)
    }
}

fn first_run(tour: &mut Tour<'_>) -> Result<()> {
    let desk = tour.desk(Keystore::Unlocked)?;
    desk.set_preferences(&json!({}))?;
    let window = Window::open(&desk)?;
    for step in ["what", "ways", "kit"] {
        tour.stop(&window, &format!("welcome{step}"), || window.until_attribute("welcome", "data-step", step))?;
        if step != "kit" {
            window.click("welcome-next")?;
        }
    }
    window.close()?;
    desk.finish();
    Ok(())
}

/// The strip, with a code and with its PIN pad.
fn strip(tour: &mut Tour<'_>) -> Result<()> {
    let desk = tour.desk(Keystore::Unlocked)?;
    desk.set_preferences(&json!({ "welcome": "done", "strip_keys": "Ctrl+Alt+L" }))?;
    let window = open_list(&desk)?;
    let broker = Broker::new(&desk)?;
    let plain = "otpauth://totp/GitHub:trader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=GitHub";
    bind_plain(&window, &picture(&desk, "github.png", plain)?)?;
    bind_registration(&window, &broker.issue("700004", Validity::Day)?.picture, PIN)?;
    window.press_anywhere("ctrl+alt+l")?;
    until("the strip", LIMIT, || Ok((!window.others()?.is_empty()).then_some(())))?;
    in_strip(&window, "", "strip-code")?;
    tour.visitor.visit_strip(&window, "code")?;
    let down = "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))";
    in_strip(&window, down, "strip-pin")?;
    in_strip(&window, "document.querySelector('[data-testid=\"strip-pin\"]').click()", "strip-pad")?;
    tour.visitor.visit_strip(&window, "pin")?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// How long a window may take to open.
const LIMIT: Duration = Duration::from_secs(20);

/// Calls a function in the strip, and waits until the result is painted.
fn in_strip(window: &Window<'_>, act: &str, id: &str) -> Result<()> {
    let script = format!(
        "const done = arguments[0]; {act};
         const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
         const look = () => document.querySelector('[data-testid=\"{id}\"]') ? painted() : requestAnimationFrame(look);
         look()"
    );
    window.run_in_other_to_answer(&script).map(drop)
}

/// The settings, the page about the program, and the list of keys.
fn settings(tour: &mut Tour<'_>, window: &Window<'_>) -> Result<()> {
    window.click("open-settings")?;
    tour.stop(window, "settings", || window.page("settings"))?;
    window.click("settings-about")?;
    window.page("about")?;
    tour.stop(window, "about", || window.see("licences-count"))?;
    window.press_escape()?;
    window.page("settings")?;
    window.click("settings-shortcuts")?;
    tour.stop(window, "shortcuts", || window.see("shortcuts"))?;
    window.click("shortcuts-close")?;
    window.press_escape()?;
    window.page("list")
}

fn with_keystore(tour: &mut Tour<'_>) -> Result<()> {
    let desk = tour.desk(Keystore::Unlocked)?;
    let broker = Broker::new(&desk)?;
    let window = open_list(&desk)?;
    tour.stop(&window, "empty", || window.see("empty"))?;

    offer(&window, &broker.issue("700001", Validity::Over)?.picture)?;
    tour.stop(&window, "expired", || window.page("expired"))?;
    window.click("confirm-cancel")?;

    offer(&window, &picture(&desk, "link.png", "https://example.com/")?)?;
    tour.stop(&window, "refused", || window.page("refused"))?;
    window.click("confirm-cancel")?;

    let issued = broker.issue("700004", Validity::Day)?;
    offer(&window, &issued.picture)?;
    tour.stop(&window, "confirm", || window.page("confirm"))?;
    window.click("confirm-next")?;
    tour.stop(&window, "createpin", || window.page("create_pin"))?;
    enter_pin(&window, PIN)?;
    enter_pin(&window, PIN)?;
    window.page("list")?;

    offer(&window, &issued.picture)?;
    tour.stop(&window, "alreadybound", || window.page("already_bound"))?;
    window.click("confirm-cancel")?;

    let plain = format!("otpauth://totp/Example:{LONG}?secret=JBSWY3DPEHPK3PXP&issuer=Example%20Securities%20Limited");
    let plain = picture(&desk, "plain.png", &plain)?;
    offer(&window, &plain)?;
    tour.stop(&window, "confirmplain", || window.page("confirm"))?;
    window.click("confirm-next")?;
    window.page("list")?;
    bind_registration(&window, &broker.issue("700002", Validity::Day)?.picture, PIN)?;

    tour.stop(&window, "add", || {
        if window.count("choose-picture")? == 0 {
            window.click("add")?;
        }
        window.see("choose-picture")
    })?;
    window.press_escape()?;
    window.gone("choose-picture")?;

    window.click("row-generate")?;
    tour.stop(&window, "pin", || window.until_attribute("pin-pad", "data-count", "0"))?;
    enter_pin(&window, "246801")?;
    tour.stop(&window, "pinwrong", || window.until_text("pin-message", "4"))?;
    enter_pin(&window, PIN)?;
    window.gone("pin-sheet")?;
    tour.stop(&window, "list", || window.see("row"))?;
    a_bindings_life(tour, &window)?;
    settings(tour, &window)?;
    window.click("open-vault")?;
    tour.stop(&window, "vault", || window.see("kit-open"))?;
    window.click("audit-open")?;
    tour.stop(&window, "audit", || window.page("audit"))?;
    window.press_escape()?;
    window.page("vault")?;
    window.click("trash-open")?;
    tour.stop(&window, "trash", || window.page("trash"))?;
    window.press_escape()?;
    window.page("vault")?;
    window.click("kit-open")?;
    tour.stop(&window, "kitexplained", || window.see("kit-make"))?;
    window.click("kit-make")?;
    tour.stop(&window, "prove", || window.until_attribute("pin-pad", "data-count", "0"))?;
    enter_pin(&window, PIN)?;
    window.answer_dialog(true)?;
    tour.stop(&window, "kit", || window.see("kit-text"))?;
    window.press_escape()?;
    window.page("vault")?;
    window.locks_by("vault-lock")?;
    tour.stop(&window, "locked", || window.page("unlock"))?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// The camera, the list of found accounts, typing an account, and the clock.
fn ways_in(tour: &mut Tour<'_>) -> Result<()> {
    let desk = tour.desk(Keystore::Unlocked)?;
    let mut frame = GrayImage::from_fn(1280, 720, |x, y| Luma([(90 + x / 16 + y / 18) as u8]));
    let link = image::open(picture(&desk, "link.png", "https://example.com/")?)?.into_luma8();
    imageops::overlay(&mut frame, &link, 470, 200);
    let frame = camera_frame(&desk, "frame.pgm", &frame)?;
    let window = open_with_camera(&desk, "YUYV:1280x720@30", frame.as_os_str(), &[])?;
    window.click("add-camera")?;
    window.see("camera-tip")?;
    // After the page is built again, the tip takes its time again.
    tour.stop(&window, "camera", || window.page("camera"))?;
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
    tour.stop(&window, "found", || window.page("found"))?;
    window.click("found-cancel")?;
    window.page("list")?;

    window.click("add-typed")?;
    window.page("typed")?;
    tour.stop(&window, "typed", || {
        if window.count("typed-preview")? == 0 {
            window.fill("typed-issuer", "Example")?;
            window.fill("typed-name", "carol")?;
            window.fill("typed-secret", "gezd gnbv gy3t qojq")?;
        }
        window.see("typed-preview")
    })?;
    window.click("typed-cancel")?;
    window.page("list")?;

    window.click("footer-clock")?;
    tour.stop(&window, "clock", || window.page("clock"))?;
    window.close()?;
    desk.finish();
    Ok(())
}

/// The pages of the account in the first row, which is a Main one.
fn a_bindings_life(tour: &mut Tour<'_>, window: &Window<'_>) -> Result<()> {
    tour.stop(window, "menu", || {
        // The strip keeps the place and the size that it was opened with.
        if window.count("account-menu")? > 0 {
            window.press_escape()?;
            window.gone("account-menu")?;
        }
        window.click("row-menu")?;
        window.see("account-menu")
    })?;
    window.click("menu-check-digits")?;
    enter_pin(window, PIN)?;
    tour.stop(window, "checkdigits", || window.see("check-digits"))?;
    window.click("digits-done")?;
    window.click("row-menu")?;
    window.click("menu-hand-out")?;
    window.page("hand_out")?;
    tour.stop(window, "handout", || window.fill("device-name", "Office, second floor, by the window"))?;
    window.click("hand-out-next")?;
    enter_pin(window, PIN)?;
    window.answer_dialog(true)?;
    tour.stop(window, "transfer", || window.see("transfer-qr"))?;
    window.click("transfer-done")?;
    window.page("list")?;
    window.click("row-menu")?;
    window.click("menu-devices")?;
    tour.stop(window, "devices", || window.page("devices"))?;
    window.press_escape()?;
    window.page("list")?;
    window.click("row-menu")?;
    window.click("menu-remove")?;
    tour.stop(window, "remove", || window.page("remove"))?;
    window.press_escape()?;
    window.page("list")?;
    window.click("open-help")?;
    tour.stop(window, "help", || window.page("help"))?;
    window.press_escape()?;
    window.page("list")
}

fn without_keystore(tour: &mut Tour<'_>) -> Result<()> {
    let desk = tour.desk(Keystore::None)?;
    let window = Window::open(&desk)?;
    tour.stop(&window, "choosepassphrase", || window.page("choose_passphrase"))?;
    window.fill("passphrase", "staple orbit velvet mango")?;
    window.fill("passphrase-repeat", "staple orbit velvet mango")?;
    window.click("passphrase-submit")?;
    window.page("list")?;
    window.close()?;
    let window = Window::open(&desk)?;
    tour.stop(&window, "unlock", || window.page("unlock"))?;
    window.close()?;
    desk.finish();
    Ok(())
}

fn keystore_gone(tour: &mut Tour<'_>) -> Result<()> {
    let mut desk = tour.desk(Keystore::Unlocked)?;
    open_list(&desk)?.close()?;
    desk.end_keystore()?;
    let window = Window::open(&desk)?;
    tour.stop(&window, "keystoregone", || window.page("unlock"))?;
    window.close()?;
    desk.finish();
    Ok(())
}
