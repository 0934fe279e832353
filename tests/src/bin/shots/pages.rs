use anyhow::Result;
use lingpai_tests::{
    Broker, Desk, Keystore, Language, Look, Setting, Validity, Window, bind_plain, bind_registration, enter_pin, offer,
    open_list, picture,
};

use crate::album::Album;

const PIN: &str = "135790";
const LONG: &str = "a-name-of-somebody-who-likes-long-addresses@department.example.com.hk";

/// Every page in one language and look.
pub(crate) fn take_all(album: &mut Album, language: Language, look: Look) -> Result<()> {
    with_keystore(album, language, look)?;
    without_keystore(album, language, look)?;
    keystore_gone(album, language, look)
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
    window.code()?;
    album.take(&window, "list", language, look)?;
    window.click("open-vault")?;
    window.see("kit-open")?;
    album.take(&window, "vault", language, look)?;
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
    window.click("row-generate")?;
    enter_pin(&window, PIN)?;
    window.code()?;
    let plain = "otpauth://totp/GitHub:trader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=GitHub";
    bind_plain(&window, &picture(&desk, "github.png", plain)?)?;
    window.resize(420, 480)?;
    window.shoot(&album.readme())?;
    window.close()?;
    desk.finish();
    Ok(())
}
