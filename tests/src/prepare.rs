use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use image::Luma;
use qrcode::QrCode;

use crate::desk::Desk;
use crate::window::Window;

/// Writes `text` as a QR image named `name` on the desk.
///
/// # Errors
///
/// The text is too long, or the picture cannot be written.
pub fn picture(desk: &Desk, name: &str, text: &str) -> Result<PathBuf> {
    let path = desk.home().join(name);
    // EXPOSE: the test's own key URI, to the picture that is to be bound.
    let code = QrCode::new(text).context("the text does not fit into a QR code")?;
    let code = code.render::<Luma<u8>>().min_dimensions(300, 300).build();
    code.save(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(path)
}

/// Opens the window with the bound accounts, or none, on it.
///
/// # Errors
///
/// The list did not come.
pub fn open_list(desk: &Desk) -> Result<Window<'_>> {
    let window = Window::open(desk)?;
    window.page("list")?;
    Ok(window)
}

/// Picks `picture` in the native file dialog and waits for the page that asks for agreement.
///
/// # Errors
///
/// The page did not come.
pub fn offer(window: &Window<'_>, picture: &Path) -> Result<()> {
    if window.count("choose-picture")? == 0 {
        window.click("add")?;
    }
    window.choose_picture(picture)
}

/// Binds an ordinary account, which has no PIN.
///
/// # Errors
///
/// It did not come into the list.
pub fn bind_plain(window: &Window<'_>, picture: &Path) -> Result<()> {
    offer(window, picture)?;
    window.page("confirm")?;
    window.click("confirm-next")?;
    window.page("list")?;
    window.see("row")
}

/// Binds a broker's registration as the first device, with `pin`.
///
/// # Errors
///
/// It did not come into the list.
pub fn bind_registration(window: &Window<'_>, picture: &Path, pin: &str) -> Result<()> {
    offer(window, picture)?;
    window.page("confirm")?;
    window.click("confirm-next")?;
    window.page("create_pin")?;
    enter_pin(window, pin)?;
    enter_pin(window, pin)?;
    window.page("list")?;
    window.see("row")
}

/// Presses the pad's keys on the screen, waits until the program has counted them all, and submits.
///
/// # Errors
///
/// The pad did not come or did not count.
pub fn enter_pin(window: &Window<'_>, pin: &str) -> Result<()> {
    window.until_attribute("pin-pad", "data-count", "0")?;
    for digit in pin.chars() {
        window.click(&format!("pin-digit-{digit}"))?;
    }
    window.until_attribute("pin-pad", "data-count", &pin.len().to_string())?;
    window.click("pin-submit")
}
