//! What the user gives to be read: files, the clipboard, a text.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use image::DynamicImage;
use lingpai_app::{Intake, Lingpai, Source, Waiting};
use lingpai_intake::{Budget, picture, scan_image};
use lingpai_ipc::{DialogWords, Fault, FaultCode, ReadingView};
use lingpai_platform::Pasted;
use tauri::{AppHandle, DragDropEvent, Manager, WebviewWindow, Window};

use crate::{Shell, faults, window};

/// How far the reading of files is.
#[derive(Default)]
pub(crate) struct Reading {
    done: AtomicU32,
    total: AtomicU32,
    stop: AtomicBool,
}

impl Reading {
    pub(crate) fn view(&self) -> ReadingView {
        ReadingView { done: self.done.load(Ordering::Relaxed), total: self.total.load(Ordering::Relaxed) }
    }

    /// Has it end after the file that is being read.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn begin(&self, total: usize) {
        self.stop.store(false, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    fn end(&self) {
        self.total.store(0, Ordering::Relaxed);
    }
}

/// The page learns by events that files are held over the window or were dropped, never which they are.
pub(crate) fn on_drag(window: &Window, event: &DragDropEvent) {
    let app = window.app_handle().clone();
    match event {
        DragDropEvent::Enter { .. } => window::tell(&app, window::MAIN, "drag-entered"),
        DragDropEvent::Leave => window::tell(&app, window::MAIN, "drag-left"),
        DragDropEvent::Drop { paths, .. } => {
            window::tell(&app, window::MAIN, "drag-left");
            let paths = paths.clone();
            tauri::async_runtime::spawn_blocking(move || {
                // A refusal is held for the page like a candidate; only a closed vault has no room for it.
                if !paths.is_empty() && read_files(&app, &paths).is_ok() {
                    window::tell(&app, window::MAIN, "intake-changed");
                }
            });
        }
        DragDropEvent::Over { .. } | _ => {}
    }
}

/// Lets the user choose files in the system's dialog; none when it was cancelled.
pub(crate) async fn choose(window: &WebviewWindow, words: DialogWords) -> Vec<PathBuf> {
    let chosen = window::dialog(window, move |parent| {
        let chosen = lingpai_platform::choose_pictures(parent, &words.title, &words.files);
        async { Some(chosen.await) }
    });
    chosen.await.unwrap_or_default()
}

/// Reads files one after the other, and holds what their QR codes say.
pub(crate) fn read_files(app: &AppHandle, paths: &[PathBuf]) -> Result<Waiting, lingpai_app::Fault> {
    let shell = app.state::<Shell>();
    let Shell { lingpai, reading, .. } = &*shell;
    let intake = lingpai.intake()?;
    reading.begin(paths.len());
    let mut sources = Vec::with_capacity(paths.len());
    for path in paths {
        if reading.stop.load(Ordering::Relaxed) {
            break;
        }
        // One file needs no name to be told from others.
        let name =
            (paths.len() > 1).then(|| path.file_name().map(|name| name.to_string_lossy().into_owned())).flatten();
        sources.push(match lingpai_platform::read_picture_file(path, picture::MAX_BYTES as u64) {
            Ok(bytes) => Source::read(name, &bytes),
            Err(_) => Source::unreadable(name),
        });
        reading.done.fetch_add(1, Ordering::Relaxed);
        window::tell(app, window::MAIN, "reading-changed");
    }
    reading.end();
    window::tell(app, window::MAIN, "reading-changed");
    if sources.is_empty() { lingpai.waiting() } else { lingpai.take(intake, sources) }
}

/// Reads what is in the clipboard.
pub(crate) fn paste(app: &AppHandle) -> Result<Waiting, Fault> {
    let lingpai = Arc::clone(&app.state::<Shell>().lingpai);
    let intake = lingpai.intake().map_err(|fault| faults::fault(&fault))?;
    let pasted = lingpai_platform::paste().map_err(|_| faults::told(FaultCode::Clipboard, "the clipboard failed"))?;
    let source = match pasted {
        Pasted::Files(paths) => return read_files(app, &paths).map_err(|fault| faults::fault(&fault)),
        Pasted::Picture(picture) => Source::scanned(None, scan_image(DynamicImage::ImageRgba8(picture), Budget::STILL)),
        // EXPOSE: the user pasted it to be read.
        Pasted::Text(text) => Source::text(&text),
        Pasted::Nothing => {
            return Err(faults::told(FaultCode::ClipboardEmpty, "the clipboard holds no picture and no text"));
        }
    };
    take(&lingpai, intake, vec![source])
}

/// Holds what was read.
pub(crate) fn take(lingpai: &Lingpai, intake: Intake, sources: Vec<Source>) -> Result<Waiting, Fault> {
    lingpai.take(intake, sources).map_err(|fault| faults::fault(&fault))
}
