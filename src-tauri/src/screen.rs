//! Pictures of the screen, whole or the part that the user draws on an overlay. They stay in memory.

use std::io::Cursor;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage, imageops};
use lingpai_app::{Intake, Source, Waiting};
use lingpai_intake::{Budget, scan_image};
use lingpai_ipc::{AreaInput, Fault};
use lingpai_platform::{Capture, MonitorPicture};
use tauri::{AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewWindow, WebviewWindowBuilder};
use tokio::sync::oneshot;

use crate::{Shell, faults, sources, window};

/// The labels of overlays begin so; the capability file names them.
const OVERLAY: &str = "overlay-";
/// What was behind our windows is painted by other programs, and nothing tells when they have done so.
const REPAINT: Duration = Duration::from_millis(250);
/// A code needs a quiet zone around it, which users cut off: this much of the part drawn is added on each side.
const MARGIN: f64 = 0.08;

/// The overlays that the user draws on, while they are open.
#[derive(Default)]
pub(crate) struct Overlays(Mutex<Option<Drawing>>);

struct Drawing {
    pictures: Vec<Arc<RgbImage>>,
    /// Takes the monitor and the part of it; nothing where the user gave up.
    chosen: Option<oneshot::Sender<Option<(usize, AreaInput)>>>,
}

impl Overlays {
    fn drawing(&self) -> MutexGuard<'_, Option<Drawing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, chosen: Option<(usize, AreaInput)>) {
        if let Some(sender) = self.drawing().as_mut().and_then(|drawing| drawing.chosen.take()) {
            // Whoever waited may have been dropped with the window.
            sender.send(chosen).ok();
        }
    }
}

/// Whether a window is an overlay.
pub(crate) fn is_overlay(label: &str) -> bool {
    label.starts_with(OVERLAY)
}

/// Reads every QR code on all screens.
pub(crate) async fn whole(app: &AppHandle) -> Result<Waiting, Fault> {
    let intake = intake(app)?;
    let pictures = match hidden(app, capture()).await? {
        Capture::Monitors(monitors) => monitors.into_iter().map(|monitor| monitor.picture).collect(),
        Capture::Chosen(picture) => vec![picture],
    };
    read(app, intake, pictures).await
}

/// Begins it for the session that is open now: a lock while somebody draws drops what was drawn.
fn intake(app: &AppHandle) -> Result<Intake, Fault> {
    app.state::<Shell>().lingpai.intake().map_err(|fault| faults::fault(&fault))
}

/// Reads every QR code in the part of the screen that the user draws.
pub(crate) async fn region(app: &AppHandle) -> Result<Waiting, Fault> {
    let intake = intake(app)?;
    let drawn = async {
        match capture().await? {
            Capture::Chosen(picture) => Ok(Some(picture)),
            Capture::Monitors(monitors) => draw(app, monitors).await,
        }
    };
    match hidden(app, drawn).await? {
        Some(picture) => read(app, intake, vec![picture]).await,
        None => app.state::<Shell>().lingpai.waiting().map_err(|fault| faults::fault(&fault)),
    }
}

/// Does something while our own window is out of the way.
async fn hidden<T>(app: &AppHandle, act: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let main = app.get_webview_window(window::MAIN).ok_or_else(faults::internal)?;
    main.hide().map_err(|_| faults::internal())?;
    let done = act.await;
    // A window manager may refuse the focus; the window is there all the same.
    main.show().and_then(|()| main.set_focus()).ok();
    done
}

async fn capture() -> Result<Capture, Fault> {
    tokio::time::sleep(REPAINT).await;
    let captured = tauri::async_runtime::spawn_blocking(lingpai_platform::capture).await;
    captured.map_err(|_| faults::internal())?.map_err(faults::screen)
}

async fn read(app: &AppHandle, intake: Intake, pictures: Vec<RgbImage>) -> Result<Waiting, Fault> {
    let lingpai = Arc::clone(&app.state::<Shell>().lingpai);
    let reading = tauri::async_runtime::spawn_blocking(move || {
        let scans = pictures.into_iter().map(|picture| scan_image(DynamicImage::ImageRgb8(picture), Budget::STILL));
        let (mut scans, mut without): (Vec<_>, Vec<_>) =
            scans.partition(|scan| scan.as_ref().is_ok_and(|scan| scan.reason.is_none()));
        // A monitor without a code has something to say only where no other has one.
        if scans.is_empty() {
            without.truncate(1);
            scans = without;
        }
        sources::take(&lingpai, intake, scans.into_iter().map(|scan| Source::scanned(None, scan)).collect())
    });
    reading.await.map_err(|_| faults::internal())?
}

/// Lets the user draw a part of a monitor's picture; nothing where it was given up.
async fn draw(app: &AppHandle, monitors: Vec<MonitorPicture>) -> Result<Option<RgbImage>, Fault> {
    let overlays = &app.state::<Shell>().overlays;
    let (sender, chosen) = oneshot::channel();
    let places: Vec<_> = monitors.iter().map(|monitor| (monitor.x, monitor.y, monitor.picture.dimensions())).collect();
    let pictures = monitors.into_iter().map(|monitor| Arc::new(monitor.picture)).collect();
    *overlays.drawing() = Some(Drawing { pictures, chosen: Some(sender) });
    let opened: Result<Vec<WebviewWindow>, tauri::Error> =
        places.into_iter().enumerate().map(|(index, place)| overlay(app, index, place)).collect();
    let chosen = match &opened {
        Ok(_) => chosen.await.ok().flatten(),
        Err(_) => None,
    };
    let drawing = overlays.drawing().take();
    let windows = app.webview_windows();
    for overlay in windows.iter().filter(|(label, _)| is_overlay(label)).map(|(_, window)| window) {
        // One that is gone already needs no closing.
        overlay.destroy().ok();
    }
    opened.map_err(|_| faults::internal())?;
    Ok(chosen.and_then(|(index, area)| Some(part(drawing?.pictures.get(index)?, area))))
}

fn overlay(
    app: &AppHandle,
    index: usize,
    (x, y, (width, height)): (i32, i32, (u32, u32)),
) -> Result<WebviewWindow, tauri::Error> {
    let label = format!("{OVERLAY}{index}");
    let page = window::page(app, "overlay.html", &label);
    let window = WebviewWindowBuilder::new(app, label, page)
        .title("Lingpai 令牌")
        .decorations(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .resizable(false)
        .visible(false)
        .build()?;
    window.set_position(PhysicalPosition { x, y })?;
    window.set_size(PhysicalSize { width, height })?;
    window.show()?;
    window.set_fullscreen(true)?;
    window.set_focus()?;
    Ok(window)
}

/// The part of a picture, with a margin; fractions that lie outside are cut off.
fn part(picture: &RgbImage, AreaInput { x, y, width, height }: AreaInput) -> RgbImage {
    let span = |from: f64, size: f64, of: u32| {
        let margin = size * MARGIN;
        let at = |fraction: f64| (fraction.clamp(0.0, 1.0) * f64::from(of)).round() as u32;
        let (from, until) = (at(from - margin), at(from + size + margin));
        (from.min(of.saturating_sub(1)), until.saturating_sub(from).max(1))
    };
    let ((x, width), (y, height)) = (span(x, width, picture.width()), span(y, height, picture.height()));
    imageops::crop_imm(picture, x, y, width, height).to_image()
}

/// The picture under an overlay as a JPEG file.
pub(crate) fn picture_under(app: &AppHandle, label: &str) -> Result<Vec<u8>, Fault> {
    let picture = {
        let shell = app.state::<Shell>();
        let drawing = shell.overlays.drawing();
        let index = index(label).ok_or_else(faults::internal)?;
        Arc::clone(drawing.as_ref().and_then(|drawing| drawing.pictures.get(index)).ok_or_else(faults::internal)?)
    };
    let mut jpeg = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 85);
    picture.write_with_encoder(encoder).map_err(|_| faults::internal())?;
    Ok(jpeg.into_inner())
}

/// The user drew a part on this overlay, or gave up.
pub(crate) fn chosen(app: &AppHandle, label: &str, area: Option<AreaInput>) {
    app.state::<Shell>().overlays.end(index(label).zip(area));
}

fn index(label: &str) -> Option<usize> {
    label.strip_prefix(OVERLAY)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_a_margin_and_stays_in_the_picture() {
        let picture = RgbImage::new(1000, 500);
        let size = |x, y, width, height| part(&picture, AreaInput { x, y, width, height }).dimensions();
        assert_eq!(size(0.5, 0.5, 0.1, 0.1), (116, 58));
        assert_eq!(size(0.0, 0.0, 1.0, 1.0), (1000, 500));
        assert_eq!(size(2.0, -3.0, 5.0, 9.0), (1, 500));
        assert_eq!(size(f64::NAN, 0.0, f64::INFINITY, 0.0), (1, 1));
    }
}
