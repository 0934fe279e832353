use std::{
    io::{self, Cursor, Write},
    path::{Path, PathBuf},
};

use image::{ImageFormat, Luma};
use qrcode::{EcLevel, QrCode};
use tempfile::NamedTempFile;

use crate::Issued;

/// The pixels of a module's side: large enough for a camera in front of a screen.
const MODULE: u32 = 8;

/// Why no QR image came about. No variant holds the payload.
#[derive(Debug, thiserror::Error)]
pub enum QrFileError {
    /// There is a file of that name and the caller did not ask to replace it.
    #[error("`{0}` exists")]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("cannot write `{path}`")]
    Write {
        /// The file asked for.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The payload does not fit into a QR code (2331 bytes at level M, ISO/IEC 18004 table 7).
    #[error("the registration does not fit into a QR code")]
    Payload(#[source] qrcode::types::QrError),
    /// The PNG encoder failed.
    #[error("cannot encode the QR image")]
    Encode(#[source] image::ImageError),
}

/// The registration as a PNG image: error correction M, 8 pixels a module, a quiet zone of 4 modules
/// (ISO/IEC 18004 §5.3.8), black on white.
///
/// # Errors
/// [`QrFileError::Payload`] when it is too long, [`QrFileError::Encode`] when PNG encoding fails.
pub fn qr_png(issued: &Issued) -> Result<Vec<u8>, QrFileError> {
    // EXPOSE: the QR code is how the secret reaches the customer's device.
    let code = QrCode::with_error_correction_level(issued.uri(), EcLevel::M).map_err(QrFileError::Payload)?;
    let picture = code.render::<Luma<u8>>().quiet_zone(true).module_dimensions(MODULE, MODULE).build();
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(QrFileError::Encode)?;
    Ok(png.into_inner())
}

/// A place for a QR image, taken before the registration is issued: a re-issue ends the earlier secret, so it must not
/// happen when its QR code cannot be written.
pub struct QrFile {
    path: PathBuf,
    replace: bool,
    draft: NamedTempFile,
}

impl QrFile {
    /// Makes a draft beside `path`, readable by its owner only (on Unix).
    ///
    /// # Errors
    /// [`QrFileError::Exists`] when there is such a file and it is not to be replaced, [`QrFileError::Write`] when its
    /// folder takes no file.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, QrFileError> {
        let failed = |source| QrFileError::Write { path: path.into(), source };
        if !replace && path.try_exists().map_err(failed)? {
            return Err(QrFileError::Exists(path.into()));
        }
        // `parent` of a bare file name is the empty path, which names no folder.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new().prefix(".qr-").suffix(".png").tempfile_in(folder).map_err(failed)?;
        Ok(Self { path: path.into(), replace, draft })
    }

    /// Writes the image and gives it its name, whole or not at all.
    ///
    /// # Errors
    /// As [`qr_png`] and [`QrFile::reserve`].
    pub fn write(mut self, issued: &Issued) -> Result<(), QrFileError> {
        let png = qr_png(issued)?;
        let path = self.path;
        self.draft
            .write_all(&png)
            .and_then(|()| self.draft.as_file().sync_all())
            .map_err(|source| QrFileError::Write { path: path.clone(), source })?;
        let named = if self.replace { self.draft.persist(&path) } else { self.draft.persist_noclobber(&path) };
        named.map(drop).map_err(|error| {
            if error.error.kind() == io::ErrorKind::AlreadyExists {
                QrFileError::Exists(path)
            } else {
                QrFileError::Write { path, source: error.error }
            }
        })
    }
}
