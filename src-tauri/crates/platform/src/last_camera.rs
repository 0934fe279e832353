use std::fs;
use std::io;

use crate::folders::vault_folder;

/// The file that names the camera used last, beside the vault's folder.
const FILE: &str = "camera.txt";

/// The key of the camera that was used last, if one was.
pub fn last_camera() -> Option<String> {
    fs::read_to_string(vault_folder().ok()?.with_file_name(FILE)).ok()
}

/// Remembers a camera by its key.
pub fn remember_camera(key: &str) -> io::Result<()> {
    let vault = vault_folder().map_err(|_| io::ErrorKind::NotFound)?;
    fs::write(vault.with_file_name(FILE), key)
}
