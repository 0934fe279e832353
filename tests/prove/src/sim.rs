//! A disk in memory that fails at a chosen call, and that loses in a crash what was not synced.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lingpai_vault::{Disk, HeldLock, NewFile};
use parking_lot::{Mutex, MutexGuard};
use rand::RngExt as _;
use rand::rngs::StdRng;

/// Files are written in pieces of at most this many bytes, so that a save has many calls that can fail.
const PIECE: usize = 256;

type FileId = usize;
type Folders = BTreeMap<PathBuf, BTreeMap<String, FileId>>;

/// The fault at the chosen call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The call fails with this error and does nothing.
    Error(io::ErrorKind),
    /// The call is done in part and then fails, like a write for which half of the room is left.
    Cut(io::ErrorKind),
    /// This call and all later ones fail, because the medium is gone.
    Gone,
    /// The machine stops before the call.
    Crash,
    /// The machine stops after the call.
    CrashAfter,
}

/// The disk. Clones are the same disk.
#[derive(Clone)]
pub(crate) struct SimDisk(Arc<Mutex<World>>);

#[derive(Clone, Default)]
struct World {
    /// The files as the running program sees them.
    live: Folders,
    /// The folder entries that survive a crash.
    durable: Folders,
    /// The changes of entries since their folder was synced, in order.
    pending: Vec<Entry>,
    files: Vec<File>,
    locked: BTreeSet<PathBuf>,
    calls: usize,
    plan: Option<(usize, Fault)>,
    /// Whether the machine has stopped.
    stopped: bool,
    gone: bool,
}

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    /// The number of bytes that survive a crash.
    synced: usize,
}

#[derive(Clone)]
enum Entry {
    Folder(PathBuf),
    Add(PathBuf, String, FileId),
    Remove(PathBuf, String),
    Rename { from: (PathBuf, String), to: (PathBuf, String), file: FileId },
}

impl Entry {
    fn is_in(&self, folder: &Path) -> bool {
        match self {
            Self::Folder(path) => path.parent() == Some(folder),
            Self::Add(path, ..) | Self::Remove(path, _) => path == folder,
            // This is one journal entry, which is synced with either folder.
            Self::Rename { from, to, .. } => from.0 == folder || to.0 == folder,
        }
    }

    fn apply(&self, folders: &mut Folders) {
        match self {
            Self::Folder(path) => {
                folders.entry(path.clone()).or_default();
            }
            Self::Add(path, name, file) => {
                folders.entry(path.clone()).or_default().insert(name.clone(), *file);
            }
            Self::Remove(path, name) => {
                folders.entry(path.clone()).or_default().remove(name);
            }
            Self::Rename { from, to, file } => {
                folders.entry(from.0.clone()).or_default().remove(&from.1);
                folders.entry(to.0.clone()).or_default().insert(to.1.clone(), *file);
            }
        }
    }
}

impl SimDisk {
    pub(crate) fn new(folders: &[&Path]) -> Self {
        let mut world = World::default();
        for folder in folders {
            world.live.insert((*folder).to_path_buf(), BTreeMap::new());
        }
        world.durable = world.live.clone();
        Self(Arc::new(Mutex::new(world)))
    }

    /// Copies the bytes to another disk, with no fault planned and no lock held.
    pub(crate) fn copy(&self) -> Self {
        let mut world = self.world().clone();
        world.locked.clear();
        (world.calls, world.plan, world.stopped, world.gone) = (0, None, false, false);
        Self(Arc::new(Mutex::new(world)))
    }

    /// Makes the call with this number, counted from now, meet a fault.
    pub(crate) fn plan(&self, call: usize, fault: Fault) {
        let mut world = self.world();
        (world.calls, world.plan) = (0, Some((call, fault)));
    }

    /// Removes the planned fault.
    pub(crate) fn heal(&self) {
        let mut world = self.world();
        (world.plan, world.gone) = (None, false);
    }

    /// Starts to count calls.
    pub(crate) fn begin_count(&self) {
        self.world().calls = 0;
    }

    pub(crate) fn calls(&self) -> usize {
        self.world().calls
    }

    pub(crate) fn has_stopped(&self) -> bool {
        self.world().stopped
    }

    /// Gives one of the disks that the machine may find after stopping here. Any of the unsynced entries may be there
    /// or not. Unsynced bytes may be missing from any place on, or be zeros.
    pub(crate) fn after_crash(&self, random: &mut StdRng) -> Self {
        let world = self.world();
        let mut folders = world.durable.clone();
        // The first two tries are the extremes, none and all. The caller asks often enough for those in between.
        let odds = [0.0, 1.0, 0.5][random.random_range(0..3)];
        for entry in &world.pending {
            if random.random_bool(odds) {
                entry.apply(&mut folders);
            }
        }
        let files = world.files.iter().map(|file| {
            let mut bytes = file.bytes.clone();
            if file.synced < bytes.len() {
                let kept = random.random_range(file.synced..=bytes.len());
                if random.random_bool(0.3) {
                    bytes[kept..].fill(0);
                } else {
                    bytes.truncate(kept);
                }
            }
            File { synced: bytes.len(), bytes }
        });
        let files = files.collect();
        Self(Arc::new(Mutex::new(World { live: folders.clone(), durable: folders, files, ..World::default() })))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock()
    }

    fn call<T>(&self, act: impl FnOnce(&mut World) -> io::Result<T>) -> io::Result<T> {
        let mut world = self.world();
        if world.stopped || world.gone {
            return Err(io::ErrorKind::Other.into());
        }
        let call = world.calls;
        world.calls += 1;
        match world.plan {
            Some((planned, fault)) if planned == call => match fault {
                Fault::Error(kind) | Fault::Cut(kind) => Err(kind.into()),
                Fault::Gone => {
                    world.gone = true;
                    Err(io::ErrorKind::NotFound.into())
                }
                Fault::Crash => {
                    world.stopped = true;
                    Err(io::ErrorKind::Other.into())
                }
                Fault::CrashAfter => {
                    let done = act(&mut world);
                    world.stopped = true;
                    done.and(Err(io::ErrorKind::Other.into()))
                }
            },
            _ => act(&mut world),
        }
    }
}

impl World {
    fn change(&mut self, entry: Entry) {
        entry.apply(&mut self.live);
        self.pending.push(entry);
    }

    fn sync(&mut self, folder: &Path) {
        let (now, later): (Vec<Entry>, Vec<Entry>) =
            std::mem::take(&mut self.pending).into_iter().partition(|entry| entry.is_in(folder));
        for entry in now {
            entry.apply(&mut self.durable);
        }
        self.pending = later;
    }

    fn file(&self, path: &Path) -> io::Result<FileId> {
        let (folder, name) = split(path)?;
        let entries = self.live.get(&folder).ok_or(io::ErrorKind::NotFound)?;
        Ok(*entries.get(&name).ok_or(io::ErrorKind::NotFound)?)
    }
}

fn split(path: &Path) -> io::Result<(PathBuf, String)> {
    match (path.parent(), path.file_name().and_then(|name| name.to_str())) {
        (Some(folder), Some(name)) => Ok((folder.to_path_buf(), name.to_owned())),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Releases the lock.
struct SimLock(Arc<Mutex<World>>, PathBuf);

impl Drop for SimLock {
    fn drop(&mut self) {
        self.0.lock().locked.remove(&self.1);
    }
}

impl Disk for SimDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.call(|world| {
            if !world.live.contains_key(path) {
                world.change(Entry::Folder(path.to_path_buf()));
            }
            Ok(())
        })
    }

    fn close_folder(&self, _: &Path) -> io::Result<bool> {
        self.call(|_| Ok(false))
    }

    fn lock(&self, path: &Path) -> Result<HeldLock, TryLockError> {
        let taken = self.call(|world| Ok(world.locked.insert(path.to_path_buf()))).map_err(TryLockError::Error)?;
        if taken {
            Ok(Box::new(SimLock(Arc::clone(&self.0), path.to_path_buf())))
        } else {
            Err(TryLockError::WouldBlock)
        }
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let file = self.call(|world| {
            let (folder, name) = split(path)?;
            let entries = world.live.get(&folder).ok_or(io::ErrorKind::NotFound)?;
            if entries.contains_key(&name) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let file = world.files.len();
            world.files.push(File::default());
            world.change(Entry::Add(folder, name, file));
            Ok(file)
        })?;
        Ok(Box::new(SimFile { disk: self.clone(), file }))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.call(|world| {
            if !world.live.contains_key(path) && path != Path::new("/") {
                return Err(io::ErrorKind::NotFound.into());
            }
            world.sync(path);
            Ok(())
        })
    }

    fn read(&self, path: &Path, max: u64) -> io::Result<Vec<u8>> {
        self.call(|world| {
            let bytes = world.files[world.file(path)?].bytes.clone();
            if bytes.len() as u64 > max { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
        })
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        self.call(|world| {
            let entries = world.live.get(path).ok_or(io::ErrorKind::NotFound)?;
            Ok(entries.keys().cloned().collect())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|world| {
            world.file(path)?;
            let (folder, name) = split(path)?;
            world.change(Entry::Remove(folder, name));
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|world| {
            let file = world.file(from)?;
            if world.file(to).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            world.change(Entry::Rename { from: split(from)?, to: split(to)?, file });
            Ok(())
        })
    }
}

struct SimFile {
    disk: SimDisk,
    file: FileId,
}

impl NewFile for SimFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(PIECE)];
        let done = self.disk.call(|world| {
            world.files[self.file].bytes.extend_from_slice(piece);
            Ok(piece.len())
        });
        let mut world = self.disk.world();
        if let (Err(_), Some((planned, Fault::Cut(_)))) = (&done, world.plan)
            && planned + 1 == world.calls
        {
            world.files[self.file].bytes.extend_from_slice(&piece[..piece.len() / 2]);
        }
        done
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.call(|world| {
            let file = &mut world.files[self.file];
            file.synced = file.bytes.len();
            Ok(())
        })
    }
}
