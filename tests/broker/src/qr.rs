use std::{
    io::{self, Cursor, Write},
    path::{Path, PathBuf},
};

use image::{ImageFormat, Luma};
use qrcode::{EcLevel, QrCode};
use tempfile::NamedTempFile;

use crate::Issued;

/// The side of a module in pixels, large enough for a camera in front of a screen.
const MODULE: u32 = 8;

/// Why there is no QR image. No variant contains the payload.
#[derive(Debug, thiserror::Error)]
pub enum QrFileError {
    /// The file exists, and the caller did not ask to replace it.
    #[error("`{0}` exists")]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("cannot write `{path}`")]
    Write {
        /// The requested file.
        path: PathBuf,
        /// The operating system's message.
        source: io::Error,
    },
    /// The payload does not fit into a QR code (2331 bytes at level M, ISO/IEC 18004 table 7).
    #[error("the registration does not fit into a QR code")]
    Payload(#[source] qrcode::types::QrError),
    /// The PNG encoder failed.
    #[error("cannot encode the QR image")]
    Encode(#[source] image::ImageError),
}

/// Makes a PNG image of the registration: error correction M, 8 pixels a module, a quiet zone of 4 modules (ISO/IEC
/// 18004 §5.3.8), black on white.
///
/// # Errors
/// [`QrFileError::Payload`] if the payload is too long, [`QrFileError::Encode`] if PNG encoding fails.
pub fn qr_png(issued: &Issued) -> Result<Vec<u8>, QrFileError> {
    // EXPOSE: the QR code brings the secret to the customer's device.
    let code = QrCode::with_error_correction_level(issued.uri(), EcLevel::M).map_err(QrFileError::Payload)?;
    let picture = code.render::<Luma<u8>>().quiet_zone(true).module_dimensions(MODULE, MODULE).build();
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(QrFileError::Encode)?;
    Ok(png.into_inner())
}

/// A place for a QR image, reserved before the registration is issued. Issuing ends the earlier secret, so it must not
/// happen if the QR code cannot be written.
pub struct QrFile {
    path: PathBuf,
    replace: bool,
    draft: NamedTempFile,
}

impl QrFile {
    /// Makes a draft beside `path`. Only its owner may read it on Unix.
    ///
    /// # Errors
    /// [`QrFileError::Exists`] if there is such a file and it may not be replaced, [`QrFileError::Write`] if no file
    /// can be written into its folder.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, QrFileError> {
        let failed = |source| QrFileError::Write { path: path.into(), source };
        if !replace && path.try_exists().map_err(failed)? {
            return Err(QrFileError::Exists(path.into()));
        }
        // The `parent` of a bare file name is the empty path, which is no folder.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new().prefix(".qr-").suffix(".png").tempfile_in(folder).map_err(failed)?;
        Ok(Self { path: path.into(), replace, draft })
    }

    /// Writes the whole image under its name, or nothing.
    ///
    /// # Errors
    /// The errors of [`qr_png`] and [`QrFile::reserve`].
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
