use std::path::PathBuf;

use image::{DynamicImage, RgbImage, RgbaImage};
use lingpai_app::{Lingpai, SessionId, Source};
use lingpai_intake::{Budget, scan_image};
use lingpai_ipc::{TypedSecret, WaitingView};

use crate::files::{self, Progress};
use crate::program::asked;
use crate::{Reply, adding, fault};

/// Reads what may hold registrations, for the session that was open when it was made: a lock meanwhile drops what was
/// read, also where another session is open by then.
#[derive(Clone, Copy)]
pub struct Reader(SessionId);

impl Reader {
    /// Begins for the session that is open now.
    ///
    /// # Errors
    ///
    /// The vault is not open.
    pub fn begin(lingpai: &Lingpai) -> Reply<Self> {
        lingpai.session().map(Self).map_err(fault::of)
    }

    /// Reads a text as if it had been in a QR code.
    pub fn text(self, lingpai: &Lingpai, text: &str) -> Reply<WaitingView> {
        self.hold(lingpai, vec![Source::text(text)])
    }

    /// Reads every QR code of a picture.
    pub fn picture(self, lingpai: &Lingpai, picture: RgbaImage) -> Reply<WaitingView> {
        let scan = scan_image(DynamicImage::ImageRgba8(picture), Budget::STILL);
        self.hold(lingpai, vec![Source::scanned(None, scan)])
    }

    /// Reads every QR code of the pictures of several screens.
    pub fn screens(self, lingpai: &Lingpai, pictures: Vec<RgbImage>) -> Reply<WaitingView> {
        let scans = pictures.into_iter().map(|picture| scan_image(DynamicImage::ImageRgb8(picture), Budget::STILL));
        let (mut scans, mut without): (Vec<_>, Vec<_>) =
            scans.partition(|scan| scan.as_ref().is_ok_and(|scan| scan.reason.is_none()));
        // A screen without a code is told of only where no other has one.
        if scans.is_empty() {
            without.truncate(1);
            scans = without;
        }
        self.hold(lingpai, scans.into_iter().map(|scan| Source::scanned(None, scan)).collect())
    }

    /// Reads files one after the other; `changed` is called whenever `progress` has changed. Where the reading was
    /// stopped before the first file, what was waiting goes on waiting.
    pub fn files(
        self,
        lingpai: &Lingpai,
        paths: &[PathBuf],
        progress: &Progress,
        changed: impl Fn(),
    ) -> Reply<WaitingView> {
        let sources = files::read(paths, progress, changed);
        if sources.is_empty() { self.nothing_read(lingpai) } else { self.hold(lingpai, sources) }
    }

    /// Reads nothing, because the user gave up: what was waiting goes on waiting.
    pub fn nothing_read(self, lingpai: &Lingpai) -> Reply<WaitingView> {
        lingpai.waiting().map(adding::view).map_err(fault::of)
    }

    /// Holds what was read until the user agrees or dismisses it.
    fn hold(self, lingpai: &Lingpai, sources: Vec<Source>) -> Reply<WaitingView> {
        lingpai.take(self.0, sources).map(adding::view).map_err(fault::of)
    }
}

/// Reads the files that the user chose in a dialog. None chosen: what was waiting goes on waiting.
pub fn files_choose(
    lingpai: &Lingpai,
    paths: &[PathBuf],
    progress: &Progress,
    changed: impl Fn(),
) -> Reply<WaitingView> {
    if paths.is_empty() {
        return adding::intake(lingpai);
    }
    Reader::begin(asked(lingpai))?.files(lingpai, paths, progress, changed)
}

/// Reads files that were dropped on the window.
pub fn files_dropped(
    lingpai: &Lingpai,
    paths: &[PathBuf],
    progress: &Progress,
    changed: impl Fn(),
) -> Reply<WaitingView> {
    Reader::begin(lingpai)?.files(lingpai, paths, progress, changed)
}

/// Reads a text that the user typed: a key URI, a transfer, a migration.
pub fn text_take(lingpai: &Lingpai, text: &TypedSecret) -> Reply<WaitingView> {
    // EXPOSE: the user typed it to be read.
    Reader::begin(asked(lingpai))?.text(lingpai, text.expose())
}
