//! The system calls for a vault's folder. No other file of this crate touches the disk.
//!
//! The calls are a trait, so that the proofs can run the storage protocol on a disk that fails and forgets.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use super::patience::patiently;

/// A value that holds a lock until it is dropped.
pub type HeldLock = Box<dyn Send + Sync>;

/// The calls. Each of them is about one system call.
pub trait Disk: Send + Sync {
    /// Makes a folder and its parents. On Unix only the owner may enter it.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Takes a folder away from everybody but its owner. Tells whether anybody else could enter it. Does nothing on Windows,
    /// where the folder has the rights of the user's profile.
    fn close_folder(&self, path: &Path) -> io::Result<bool>;
    /// Opens or makes the lock file of a folder, and takes its lock. `WouldBlock` where another process has it.
    fn lock(&self, path: &Path) -> Result<HeldLock, TryLockError>;
    /// Makes a file that must not exist yet. On Unix only the owner may read it.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;
    /// Writes the entries of a folder to the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Reads a file of at most `max` bytes. A longer file is an error of kind `FileTooLarge`, anything but a regular file one
    /// of kind `InvalidInput`.
    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>>;
    /// Lists the names in a folder that are valid text.
    fn names(&self, path: &Path) -> io::Result<Vec<String>>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Gives a file a new name, which no file may have.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
}

/// A file that is being written for the first and only time.
pub trait NewFile {
    /// Writes some of the bytes, and gives how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Writes everything to the medium.
    fn sync(&mut self) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl SystemDisk {
    /// Gives the shared trait object that a [`crate::Folder`] takes.
    pub fn shared() -> Arc<dyn Disk> {
        Arc::new(Self)
    }
}

impl Disk for SystemDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    fn close_folder(&self, path: &Path) -> io::Result<bool> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let rights = fs::metadata(path)?.permissions().mode();
            if rights & 0o077 != 0 {
                fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
                return Ok(true);
            }
        }
        #[cfg(not(unix))]
        let _ = path;
        Ok(false)
    }

    fn lock(&self, path: &Path) -> Result<HeldLock, TryLockError> {
        let mut options = OpenOptions::new();
        let file = owner_only(options.read(true).write(true).create(true).truncate(false)).open(path);
        let file = file.map_err(TryLockError::Error)?;
        file.try_lock()?;
        Ok(Box::new(LockedFile(file)))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        Ok(Box::new(owner_only(OpenOptions::new().write(true).create_new(true)).open(path)?))
    }

    /// On Windows this does nothing: folders are journalled, and cannot be opened for it.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        #[cfg(unix)]
        File::open(path)?.sync_all()?;
        #[cfg(not(unix))]
        let _ = path;
        Ok(())
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = open_regular(path)?.take(max + 1).read_to_end(&mut bytes)?;
        if read as u64 > max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(path)? {
            names.extend(entry?.file_name().into_string().ok());
        }
        Ok(names)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        patiently(|| fs::remove_file(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        // This process has the lock, so no other one makes files here between the check and the renaming.
        if to.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        patiently(|| fs::rename(from, to))
    }
}

/// Opens a file for reading. A pipe in its place has no writer to wait for, and a device no end.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = patiently(|| options.open(path))?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// A file whose lock is held.
struct LockedFile(File);

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Closing is not enough: a program that starts at this moment shares the open file. An error means that the
        // lock is gone already.
        self.0.unlock().ok();
    }
}

/// `sync_all` is `F_FULLFSYNC` on macOS and `FlushFileBuffers` on Windows.
impl NewFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Writes a file that must not exist yet. It is on the medium when this returns.
pub(crate) fn write_new(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = disk.create_new(path)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        match file.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = &rest[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.sync()
}
