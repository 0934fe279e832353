use std::ffi::{OsStr, OsString};

use anyhow::{Context as _, Result};
use image::{GrayImage, Luma, imageops};
use lingpai_tests::{Desk, camera_frame, open_with_camera, picture};
use serde_json::Value;

use crate::figures::{goal, median, tell};

const URI: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
const RUNS: usize = 5;
/// The number of frames before the code comes into view, at thirty a second.
const BLANK: u16 = 30;

/// Makes the page take the times on its own clock: of the click that opens the camera, of the first frame, and of the
/// page that a code leads to.
const WATCH: &str = r"
    const times = {};
    const opens = ({ target }) => { if (target.closest('[data-testid=add-camera]')) times.open = performance.now(); };
    window.addEventListener('click', opens, true);
    window.measured = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
            const canvas = document.querySelector('[data-testid=camera-canvas]');
            if (Number(canvas?.dataset.frames) > 0) times.first ??= performance.now();
            if (document.querySelector('[data-testid=page]')?.dataset.page !== 'confirm') return;
            observer.disconnect();
            resolve({ first: times.first - times.open, confirm: performance.now() - times.first });
        }).observe(document.body, { childList: true, subtree: true, attributes: true });
    });";

/// Prints `camera.first_frame`: the click that opens the camera to its first frame on the page, and `camera.recognised`:
/// the code's first frame to the page that asks whether to bind it; medians in ms.
pub(crate) fn measure() -> Result<()> {
    let (mut first, mut recognised) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let desk = Desk::new()?;
        let window = open_with_camera(&desk, "MJPG:640x480@30,YUYV:1280x720@30", &frames(&desk)?, &[])?;
        window.run(WATCH)?;
        window.click("add-camera")?;
        let times = window.run("return window.measured")?;
        let time =
            |name: &str| times.get(name).and_then(Value::as_f64).with_context(|| format!("the page says `{times}`"));
        first.push(time("first")?);
        // The first frame that the page shows is the first or the second that the camera makes.
        recognised.push(time("confirm")? - f64::from(BLANK - 1) * 1000.0 / 30.0);
        window.close()?;
        desk.finish();
    }
    tell("camera.first_frame", &first, "ms");
    tell("camera.recognised", &recognised, "ms");
    println!("camera.first_frame {:.0} ms", median(&first));
    println!("camera.recognised {:.0} ms", median(&recognised));
    goal("camera.first_frame", median(&first), 1000.0, "ms", "from the click");
    goal("camera.recognised", median(&recognised), 300.0, "ms", "from its first frame");
    Ok(())
}

/// A second without a code, then one that stays for four.
fn frames(desk: &Desk) -> Result<OsString> {
    let blank = GrayImage::from_pixel(1280, 720, Luma([170]));
    let code = image::open(picture(desk, "code.png", URI)?)?.into_luma8();
    let mut shown = blank.clone();
    imageops::overlay(&mut shown, &code, 470, 200);
    let blank = camera_frame(desk, "blank.pgm", &blank)?.into_os_string();
    let shown = camera_frame(desk, "shown.pgm", &shown)?.into_os_string();
    let mut frames = vec![blank; BLANK.into()];
    frames.extend(vec![shown; 120]);
    Ok(frames.join(OsStr::new(":")))
}
