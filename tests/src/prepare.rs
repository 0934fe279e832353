use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use image::{GrayImage, Luma};
use qrcode::QrCode;

use crate::desk::Desk;
use crate::shim;
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

/// Writes a frame for the emulated camera: a binary portable graymap.
///
/// # Errors
///
/// It cannot be written.
pub fn camera_frame(desk: &Desk, name: &str, frame: &GrayImage) -> Result<PathBuf> {
    let path = desk.home().join(name);
    let head = format!("P5\n{} {}\n255\n", frame.width(), frame.height());
    std::fs::write(&path, [head.as_bytes(), frame.as_raw()].concat()).context("the frame cannot be written")?;
    Ok(path)
}

/// Opens the list on a machine whose camera has these formats and repeats `frames`. `more` are further switches of
/// the emulated camera (`tests/tools/v4l2shim.c`), which writes into the program's log.
///
/// # Errors
///
/// The camera was not built, or the list did not come.
pub fn open_with_camera<'d>(
    desk: &'d Desk,
    formats: &str,
    frames: &OsStr,
    more: &[(&str, &str)],
) -> Result<Window<'d>> {
    let library = shim::build(desk, "v4l2shim")?;
    let mut environment = vec![
        ("LD_PRELOAD", library.as_os_str()),
        ("V4L2SHIM_FORMATS", OsStr::new(formats)),
        ("V4L2SHIM_FRAMES", frames),
        ("V4L2SHIM_LOG", OsStr::new("1")),
    ];
    environment.extend(more.iter().map(|&(name, value)| (name, OsStr::new(value))));
    let window = Window::open_among(desk, &environment)?;
    window.page("list")?;
    Ok(window)
}

/// Opens the window with the list of bound accounts, which may be empty.
///
/// # Errors
///
/// The list did not come.
pub fn open_list(desk: &Desk) -> Result<Window<'_>> {
    let window = Window::open(desk)?;
    window.page("list")?;
    Ok(window)
}

/// Selects `picture` in the native file dialog and waits for the page that asks for agreement.
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
