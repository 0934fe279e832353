use std::path::PathBuf;

use image::{DynamicImage, RgbImage, RgbaImage};
use lingpai_app::{Lingpai, SessionId, Source};
use lingpai_intake::{Budget, scan_image};
use lingpai_ipc::{TypedSecret, WaitingView};

use crate::files::{self, Progress};
use crate::program::asked;
use crate::{Reply, adding, fault};

/// A reader of texts, pictures and files that may hold registrations. It belongs to the session that was open when it was
/// made. If the vault is locked meanwhile, its results are dropped, even if another session is open by then.
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
        // A screen without a code is only mentioned if no screen has one.
        if scans.is_empty() {
            without.truncate(1);
            scans = without;
        }
        self.hold(lingpai, scans.into_iter().map(|scan| Source::scanned(None, scan)).collect())
    }

    /// Reads files one after the other. `changed` is called whenever `progress` has changed. If the reading is stopped
    /// before the first file, the candidate that was waiting stays.
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

    /// Reads nothing, because the user gave up. The candidate that was waiting stays.
    pub fn nothing_read(self, lingpai: &Lingpai) -> Reply<WaitingView> {
        lingpai.waiting().map(adding::view).map_err(fault::of)
    }

    /// Holds the results until the user agrees or dismisses them.
    fn hold(self, lingpai: &Lingpai, sources: Vec<Source>) -> Reply<WaitingView> {
        lingpai.take(self.0, sources).map(adding::view).map_err(fault::of)
    }
}

/// Reads the files that the user chose in a dialog. If none was chosen, the candidate that was waiting stays.
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

/// Reads a text that the user typed: a key URI, a transfer or a migration.
pub fn text_take(lingpai: &Lingpai, text: &TypedSecret) -> Reply<WaitingView> {
    // EXPOSE: it is read as if it had been in a QR code.
    Reader::begin(asked(lingpai))?.text(lingpai, text.expose())
}
