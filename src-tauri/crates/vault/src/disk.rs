//! The system calls that a vault's folder is kept with; nothing else in this crate touches the disk.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;

/// Makes the folder and those above it; on Unix only its owner may enter it.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// The lock that guards a folder, held as long as this lives.
pub(crate) struct HeldLock(File);

/// Takes the lock of the file, which is made if need be. `WouldBlock`: somebody has it.
pub(crate) fn lock(path: &Path) -> Result<HeldLock, TryLockError> {
    let mut options = OpenOptions::new();
    let file = owner_only(options.read(true).write(true).create(true).truncate(false)).open(path);
    let file = file.map_err(TryLockError::Error)?;
    file.try_lock()?;
    Ok(HeldLock(file))
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // Closing is not enough: a program that is being started at this moment still shares the open file. An error
        // means that there is no lock any more.
        self.0.unlock().ok();
    }
}

/// Writes a file that must not exist yet and has it on the medium before it returns.
///
/// `File::sync_all` is `F_FULLFSYNC` on macOS and `FlushFileBuffers` on Windows.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = owner_only(OpenOptions::new().write(true).create_new(true)).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Has the folder's entries on the medium. Windows journals them and cannot open a folder for this.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Reads a file of at most `max` bytes; a longer one is an error of kind `FileTooLarge`.
pub(crate) fn read_bounded(path: &Path, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(max + 1).read_to_end(&mut bytes)?;
    if read as u64 > max {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The names in a folder that are text.
pub(crate) fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}
