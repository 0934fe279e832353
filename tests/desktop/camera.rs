//! The camera page with an emulated V4L2 camera, through nokhwa's own path.

use std::ffi::{OsStr, OsString};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use image::{GrayImage, Luma, imageops};
use lingpai_tests::{Desk, Processes, Window, camera_frame, open_with_camera, picture, until};

const URI: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";

/// Makes frames in which a code is out of view for a while, and then moves through the picture.
fn moving(desk: &Desk) -> Result<OsString> {
    let code = image::open(picture(desk, "code.png", URI)?).context("it was just written")?.into_luma8();
    let code = imageops::resize(&code, 300, 300, imageops::FilterType::Triangle);
    let mut frames = Vec::new();
    for (number, left) in std::iter::repeat_n(None, 10).chain((0..20).map(|step| Some(100 + step * 30))).enumerate() {
        let mut frame = GrayImage::from_pixel(1280, 720, Luma([170]));
        if let Some(left) = left {
            imageops::overlay(&mut frame, &code, left, 180);
        }
        frames.push(camera_frame(desk, &format!("frame-{number}.pgm"), &frame)?.into_os_string());
    }
    Ok(frames.join(OsStr::new(":")))
}

#[test]
fn a_moving_code_before_the_camera_is_seen_and_bound() -> Result<()> {
    let desk = Desk::new()?;
    let window = open_with_camera(&desk, "YUYV:1280x720@30", &moving(&desk)?, &[])?;
    window.click("add")?;
    window.click("add-camera")?;
    // The page continues on its own when the code is read.
    window.page("confirm")?;
    window.until_text("confirm-number", "alice")?;
    let log = || desk.log("lingpai");
    until("the camera's end", Duration::from_secs(10), || Ok(log()?.contains("STREAMOFF").then_some(())))?;
    window.click("confirm-next")?;
    window.page("list")?;
    window.until_text("row-number", "alice")?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_camera_without_a_code_gives_tips_and_goes_off_with_its_page() -> Result<()> {
    let desk = Desk::new()?;
    let blank = camera_frame(&desk, "blank.pgm", &GrayImage::from_pixel(1280, 720, Luma([170])))?;
    let window = open_with_camera(&desk, "YUYV:1280x720@30,MJPG:1280x720@30", blank.as_os_str(), &[])?;
    window.click("add")?;
    window.click("add-camera")?;
    window.page("camera")?;
    until("frames on the page", Duration::from_secs(10), || {
        let frames = window.attribute("camera-canvas", "data-frames")?.and_then(|frames| frames.parse::<u32>().ok());
        Ok((frames.unwrap_or(0) >= 15).then_some(()))
    })?;
    window.see("camera-tip")?;
    ensure!(!desk.log("lingpai")?.contains("STREAMOFF"), "the camera went off while its page was open");
    window.click("camera-cancel")?;
    until("the camera's end", Duration::from_secs(10), || {
        Ok(desk.log("lingpai")?.contains("STREAMOFF").then_some(()))
    })?;
    // The camera is recorded for the next time, outside the vault.
    ensure!(std::fs::read_to_string(desk.vault().with_file_name("camera.txt"))?.contains("Fake Camera"));
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn a_camera_library_that_crashes_takes_nothing_with_it() -> Result<()> {
    let desk = Desk::new()?;
    let blank = camera_frame(&desk, "blank.pgm", &GrayImage::from_pixel(640, 480, Luma([170])))?;
    let window = open_with_camera(&desk, "YUYV:640x480@30", blank.as_os_str(), &[])?;
    window.click("add")?;
    window.click("add-camera")?;
    let process = until("the process of the camera", Duration::from_secs(10), || {
        Ok(Processes::under(window.pid())?.named("lingpai-camera")?.first().copied())
    })?;
    until("frames on the page", Duration::from_secs(10), || {
        Ok(window.attribute("camera-canvas", "data-frames")?.is_some_and(|frames| frames != "0").then_some(()))
    })?;
    let killed = Command::new("kill").args(["-ABRT", &process.to_string()]).status().context("it is on every Unix")?;
    ensure!(killed.success(), "kill: {killed}");
    window.until_attribute("camera-fault", "data-code", "camera_failed")?;
    window.click("camera-again")?;
    until("another process", Duration::from_secs(10), || {
        let now = Processes::under(window.pid())?.named("lingpai-camera")?;
        Ok(now.iter().any(|other| *other != process).then_some(()))
    })?;
    window.click("camera-cancel")?;
    window.page("list")?;
    until("the end of every such process", Duration::from_secs(10), || {
        Ok(Processes::under(window.pid())?.named("lingpai-camera")?.is_empty().then_some(()))
    })?;
    window.close()?;
    desk.finish();
    Ok(())
}

#[test]
fn each_fault_of_a_camera_has_its_words() -> Result<()> {
    let faults: [(&[(&str, &str)], &str); 4] = [
        (&[("V4L2SHIM_BUSY", "1")], "camera_busy"),
        (&[("V4L2SHIM_DENY", "1")], "camera_denied"),
        (&[("V4L2SHIM_UNPLUG", "5")], "camera_gone"),
        (&[("V4L2SHIM_STALL", "5")], "camera_stalled"),
    ];
    for (setting, code) in faults {
        let desk = Desk::new()?;
        let blank = camera_frame(&desk, "blank.pgm", &GrayImage::from_pixel(640, 480, Luma([170])))?;
        let window = open_with_camera(&desk, "YUYV:640x480@30", blank.as_os_str(), setting)?;
        window.click("add")?;
        window.click("add-camera")?;
        window.until_attribute("camera-fault", "data-code", code)?;
        window.see("camera-again")?;
        window.click("camera-cancel")?;
        window.page("list")?;
        window.close()?;
        desk.finish();
    }
    // The machine has no camera.
    let desk = Desk::new()?;
    let window = Window::open(&desk)?;
    window.page("list")?;
    window.click("add")?;
    window.click("add-camera")?;
    window.until_attribute("camera-fault", "data-code", "camera_none")?;
    window.close()?;
    desk.finish();
    Ok(())
}
