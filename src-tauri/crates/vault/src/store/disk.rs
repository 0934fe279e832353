//! The system calls that a vault's folder is kept with; nothing else in this crate touches the disk.
//!
//! They stand behind a trait so that the proofs can run the storage protocol on a disk that fails and forgets.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

/// What holds a lock for as long as it lives.
pub type HeldLock = Box<dyn Send + Sync>;

/// The calls, each one system call deep.
pub trait Disk: Send + Sync {
    /// Makes a folder and those above it; on Unix only its owner may enter it.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Opens or makes the file whose lock guards a folder, and takes the lock. `WouldBlock`: somebody has it.
    fn lock(&self, path: &Path) -> Result<HeldLock, TryLockError>;
    /// Makes a file that must not exist yet; on Unix only its owner may read it.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;
    /// Has a folder's entries on the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Reads a file of at most `max` bytes; a longer one is an error of kind `FileTooLarge`.
    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>>;
    /// The names in a folder that are text.
    fn names(&self, path: &Path) -> io::Result<Vec<String>>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Gives a file a name that no file has.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
}

/// A file that is being written for the first and only time.
pub trait NewFile {
    /// Writes some of the bytes, and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Has what was written on the medium.
    fn sync(&mut self) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl SystemDisk {
    /// As the shared trait object that a [`crate::Folder`] takes.
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

    /// Windows journals folders and cannot open one for this.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        #[cfg(unix)]
        File::open(path)?.sync_all()?;
        #[cfg(not(unix))]
        let _ = path;
        Ok(())
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = File::open(path)?.take(max + 1).read_to_end(&mut bytes)?;
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
        fs::remove_file(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        // The lock makes this process the only one that names files here, so nothing can come between look and rename.
        if to.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)
    }
}

/// A file whose lock is held.
struct LockedFile(File);

impl Drop for LockedFile {
    fn drop(&mut self) {
        // Closing is not enough: a program that is being started at this moment still shares the open file. An error
        // means that there is no lock any more.
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

/// Writes a file that must not exist yet and has it on the medium before it returns.
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
