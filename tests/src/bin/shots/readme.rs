use anyhow::Result;
use lingpai_tests::{
    Broker, Desk, Keystore, Language, Look, Setting, Validity, bind_plain, bind_registration, enter_pin, open_list,
    picture,
};

use crate::album::Album;

const PIN: &str = "135790";

/// Takes the picture of the README: a broker account with its code, and an ordinary account.
pub(crate) fn take(album: &Album) -> Result<()> {
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
