use std::fs;
use std::io;
use std::path::PathBuf;

use crate::folders::Folders;

/// The file with the camera that was used last, beside the vault's folder.
pub struct LastCamera(PathBuf);

impl LastCamera {
    /// Uses the file in these folders.
    pub fn of(folders: &Folders) -> Self {
        Self(folders.beside_vault("camera.txt"))
    }

    /// Gives the key of the camera that was used last. `None` if no camera was used yet.
    pub fn key(&self) -> Option<String> {
        fs::read_to_string(&self.0).ok()
    }

    /// Records the key of a camera.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn remember(&self, key: &str) -> io::Result<()> {
        fs::write(&self.0, key)
    }
}
