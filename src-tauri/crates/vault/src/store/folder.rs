use std::collections::{BTreeMap, BTreeSet};
use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lingpai_domain::UnixTime;

use crate::format::codec::Damage;
use crate::format::file::{MAX_FILE_LEN, ParseFault, Parsed};
use crate::format::header::NUMBERS;
use crate::store::disk::{Disk, HeldLock, SystemDisk, write_new};

/// The folder of a vault: its generations, and the lock that this process holds on them as long as this lives.
pub struct Folder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    /// None where the folder may only be read.
    lock: Option<HeldLock>,
    /// Whole generations and when they were saved, as far as they have been read.
    known: BTreeMap<u64, UnixTime>,
    /// The next generation lies above this one, whatever files there are.
    floor: u64,
}

/// Why the folder is of no use.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// Another process holds the vault.
    #[error("another process holds the vault")]
    InUse,
    /// The folder or a file in it could not be read or written.
    #[error("the vault's folder: {0}")]
    Io(#[from] io::Error),
    /// What was written did not read back the same.
    #[error("the file just written does not read back the same")]
    WrittenBadly,
    /// There are files of a vault, and none is whole. The fault of the newest is told.
    #[error("no file of the vault is whole; the newest: {0}")]
    Damaged(Damage),
    /// A newer version of the program wrote the vault.
    #[error("a newer version of the program wrote the vault")]
    Newer,
}

/// The newest whole file, and what else was seen on the way to it.
pub(crate) struct Survey {
    pub(crate) newest: Parsed,
    /// The generations before it, descending.
    pub(crate) older: Vec<u64>,
    /// The generations that are not whole.
    pub(crate) damaged: Vec<u64>,
}

/// Generations that stay, the newest among them.
const GENERATIONS: usize = 4;
/// Days whose last generation stays.
const DAILIES: usize = 7;
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;

const LOCK: &str = "vault.lock";
/// The first file of a vault while it is being written.
const PART: &str = "vault-part";
const QUARANTINE: &str = "quarantine";
const ASIDE: &str = "aside";

impl Folder {
    /// Makes the folder if need be and takes its lock.
    pub fn open(path: &Path) -> Result<Self, FolderFault> {
        Self::open_on(SystemDisk::shared(), path)
    }

    /// As [`Folder::open`], on a disk of the caller's.
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, FolderFault> {
        disk.make_folder(path)?;
        // The folder's own name must survive a crash before anything in it can.
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk.sync_folder(parent)?;
        }
        match disk.lock(&path.join(LOCK)) {
            Ok(lock) => Ok(Self::new(disk, path, Some(lock))),
            Err(TryLockError::WouldBlock) => Err(FolderFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The folder as it is, without its lock: nothing in it will be changed.
    pub fn look(path: &Path) -> Self {
        Self::new(SystemDisk::shared(), path, None)
    }

    fn new(disk: Arc<dyn Disk>, path: &Path, lock: Option<HeldLock>) -> Self {
        Self { path: path.to_owned(), disk, lock, known: BTreeMap::new(), floor: 0 }
    }

    /// Whether this process holds the lock.
    pub fn may_be_written(&self) -> bool {
        self.lock.is_some()
    }

    pub(crate) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(crate) fn shared_disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    /// The newest generation that is whole, or nothing where there never was a vault.
    pub(crate) fn survey(&self) -> Result<Option<Survey>, FolderFault> {
        // Without the lock the holder may let a file go between the look and the read: look again, a few times.
        let mut looks = 0;
        loop {
            looks += 1;
            match self.survey_once() {
                Err(FolderFault::Io(error))
                    if error.kind() == io::ErrorKind::NotFound && !self.may_be_written() && looks < 10 => {}
                survey => return survey,
            }
        }
    }

    fn survey_once(&self) -> Result<Option<Survey>, FolderFault> {
        let mut generations = self.generations()?;
        let (mut damaged, mut first_damage) = (Vec::new(), None);
        while let Some(generation) = generations.pop() {
            match self.read(generation) {
                Ok(newest) => {
                    generations.reverse();
                    return Ok(Some(Survey { newest, older: generations, damaged }));
                }
                Err(FolderFault::Damaged(damage)) => {
                    first_damage.get_or_insert(damage);
                    damaged.push(generation);
                }
                // A newer version's file or one that cannot be read now is no reason to take an older state for true.
                Err(fault) => return Err(fault),
            }
        }
        // What lies in quarantine was a vault as well: this is no first start.
        match first_damage {
            Some(damage) => Err(FolderFault::Damaged(damage)),
            None if self.quarantined()?.is_empty() => Ok(None),
            None => Err(FolderFault::Damaged(Damage::Checksum)),
        }
    }

    /// One generation, where it is whole.
    pub(crate) fn read(&self, generation: u64) -> Result<Parsed, FolderFault> {
        match Parsed::parse(self.disk.read(&self.file(generation), MAX_FILE_LEN)?) {
            // A file under another generation's name was put there by hand: an old state must not pass for the newest.
            Ok(parsed) if parsed.header.generation != generation => Err(FolderFault::Damaged(Damage::Header)),
            Ok(parsed) => Ok(parsed),
            Err(ParseFault::Damaged(damage)) => Err(FolderFault::Damaged(damage)),
            Err(ParseFault::Newer) => Err(FolderFault::Newer),
        }
    }

    /// The number for the next file: above every file there is or was, whole or not.
    pub(crate) fn next_generation(&self) -> Result<u64, FolderFault> {
        let newest = self.generations()?.pop().unwrap_or(0);
        let quarantined = self.quarantined()?.last().copied().unwrap_or(0);
        let next = newest.max(quarantined).max(self.floor) + 1;
        if NUMBERS.contains(&next) {
            Ok(next)
        } else {
            // Somebody put the file before it there: under a number beyond, a file would not be found again.
            Err(io::Error::other("a file bears the highest number that a file of a vault can have").into())
        }
    }

    /// Has the next generations lie above `generation`.
    pub(crate) fn raise_floor(&mut self, generation: u64) {
        self.floor = self.floor.max(generation);
    }

    /// Writes a new generation beside the old ones, reads it back, has it verified, and only then lets the oldest go.
    ///
    /// On an error the old state stands. If even the half-written file cannot be removed, the next start finds either
    /// the old state or, where the file is whole after all, the new one.
    pub(crate) fn save(
        &mut self,
        generation: u64,
        saved_at: UnixTime,
        bytes: &[u8],
        verify: impl FnOnce(&Parsed) -> Result<(), ParseFault>,
    ) -> Result<(), FolderFault> {
        let path = self.file(generation);
        let written = self
            .write(&path, bytes)
            .and_then(|()| self.disk.sync_folder(&self.path))
            .and_then(|()| self.disk.read(&path, MAX_FILE_LEN));
        let fault = match written {
            Ok(read) if read == bytes => match Parsed::parse(read).and_then(|parsed| verify(&parsed)) {
                Ok(()) => {
                    self.known.insert(generation, saved_at);
                    self.let_old_ones_go(generation);
                    return Ok(());
                }
                Err(_) => FolderFault::WrittenBadly,
            },
            Ok(_) => FolderFault::WrittenBadly,
            Err(error) => error.into(),
        };
        if let Err(error) = self.disk.remove(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error.into());
        }
        Err(fault)
    }

    /// The very first file has none before it to fall back to, so it comes by its name only when it is whole.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let first = self.generations().map_or(true, |generations| generations.is_empty());
        if !first {
            return write_new(&*self.disk, path, bytes);
        }
        let part = self.path.join(PART);
        match self.disk.remove(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        write_new(&*self.disk, &part, bytes)?;
        self.disk.rename(&part, path)
    }

    /// Keeps the newest four and the last of each of seven days. What cannot be read or removed stays: it does no harm,
    /// the new state is saved all the same, and the next save tries again.
    fn let_old_ones_go(&mut self, newest: u64) {
        let Ok(generations) = self.generations() else { return };
        for generation in &generations {
            if !self.known.contains_key(generation)
                && let Ok(parsed) = self.read(*generation)
            {
                self.known.insert(*generation, parsed.header.saved_at);
            }
        }
        let mut days = BTreeSet::new();
        let mut stay = BTreeSet::from([newest]);
        for (generation, saved_at) in self.known.iter().rev().filter(|(generation, _)| generations.contains(generation))
        {
            let last_of_its_day = days.len() < DAILIES && days.insert(saved_at.millis() / DAY_MILLIS);
            if stay.len() < GENERATIONS || last_of_its_day {
                stay.insert(*generation);
            }
        }
        // Only whole ones go: a damaged file may still be of use to somebody.
        let go: Vec<u64> = self.known.keys().copied().filter(|generation| !stay.contains(generation)).collect();
        for generation in go {
            if self.disk.remove(&self.file(generation)).is_ok() || !generations.contains(&generation) {
                self.known.remove(&generation);
            }
        }
    }

    /// Removes every generation but the newest, for what must not be found in an older one.
    pub(crate) fn forget_old_ones(&mut self, newest: u64) -> Result<(), FolderFault> {
        for generation in self.generations()?.into_iter().filter(|generation| *generation != newest) {
            self.disk.remove(&self.file(generation))?;
            self.known.remove(&generation);
        }
        Ok(self.disk.sync_folder(&self.path)?)
    }

    /// Moves damaged generations out of the way, where they stay for whoever can use them.
    pub(crate) fn quarantine(&self, generations: &[u64]) -> Result<(), FolderFault> {
        if generations.is_empty() {
            return Ok(());
        }
        let folder = self.path.join(QUARANTINE);
        self.disk.make_folder(&folder)?;
        for generation in generations {
            self.disk.rename(&self.file(*generation), &folder.join(file_name(*generation)))?;
        }
        self.disk.sync_folder(&folder)?;
        Ok(self.disk.sync_folder(&self.path)?)
    }

    /// Copies a generation into a folder where nothing ages out.
    pub(crate) fn put_aside(&self, parsed: &Parsed) -> Result<(), FolderFault> {
        let folder = self.path.join(ASIDE);
        self.disk.make_folder(&folder)?;
        self.disk.sync_folder(&self.path)?;
        let name = format!("{}-{}", parsed.header.vault, file_name(parsed.header.generation));
        let copy = folder.join(name);
        match write_new(&*self.disk, &copy, parsed.bytes()) {
            Ok(()) => {}
            // The same generation was put aside before: nothing of it can have changed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
        self.disk.sync_folder(&folder)?;
        if self.disk.read(&copy, MAX_FILE_LEN)? == parsed.bytes() { Ok(()) } else { Err(FolderFault::WrittenBadly) }
    }

    /// Moves every file of the vault, whole or not, into a folder where nothing ages out, for who has no way in any more
    /// and binds anew. The folder takes a new vault then.
    pub fn begin_anew(mut self) -> Result<Self, FolderFault> {
        let next = self.next_generation()?;
        self.put_all_aside()?;
        self.raise_floor(next);
        Ok(self)
    }

    /// Whether a vault may be made here: there never was one, or all of it was put aside.
    pub(crate) fn takes_a_new_vault(&self) -> Result<bool, FolderFault> {
        Ok(self.generations()?.is_empty() && self.quarantined()?.is_empty())
    }

    /// Moves every file of the vault, whole or not, into a folder where nothing ages out.
    pub(crate) fn put_all_aside(&mut self) -> Result<(), FolderFault> {
        let folder = self.path.join(ASIDE);
        self.disk.make_folder(&folder)?;
        self.disk.sync_folder(&self.path)?;
        let taken: BTreeSet<String> = self.disk.names(&folder)?.into_iter().collect();
        let quarantine = self.path.join(QUARANTINE);
        for generation in self.quarantined()? {
            let name = format!("damaged-{}", file_name(generation));
            self.disk.rename(&quarantine.join(file_name(generation)), &folder.join(name))?;
        }
        let generations = self.generations()?;
        let (newest, older) = generations
            .split_last()
            .map_or((&[][..], &[][..]), |(newest, older)| (std::slice::from_ref(newest), older));
        // The newest last, when the others are gone for good: an older one must not come to light by itself.
        for generations in [older, newest] {
            for generation in generations {
                let free =
                    (0..).map(|n| format!("before-{n}-{}", file_name(*generation))).find(|name| !taken.contains(name));
                let free = free.expect("numbers do not run out");
                self.disk.rename(&self.file(*generation), &folder.join(free))?;
            }
            self.disk.sync_folder(&folder)?;
            self.disk.sync_folder(&self.path)?;
        }
        self.known.clear();
        Ok(())
    }

    /// What was put aside.
    pub(crate) fn aside(&self) -> Result<Vec<PathBuf>, FolderFault> {
        let folder = self.path.join(ASIDE);
        match self.disk.names(&folder) {
            Ok(names) => Ok(names.into_iter().map(|name| folder.join(name)).collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn file(&self, generation: u64) -> PathBuf {
        self.path.join(file_name(generation))
    }

    /// The numbers of the files there are, ascending.
    pub(crate) fn generations(&self) -> Result<Vec<u64>, FolderFault> {
        self.numbers(&self.path)
    }

    fn quarantined(&self) -> Result<Vec<u64>, FolderFault> {
        match self.numbers(&self.path.join(QUARANTINE)) {
            Err(FolderFault::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            numbers => numbers,
        }
    }

    fn numbers(&self, folder: &Path) -> Result<Vec<u64>, FolderFault> {
        let names = self.disk.names(folder)?;
        let mut numbers: Vec<u64> = names.iter().filter_map(|name| number(name)).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }
}

/// The number in a generation's name, where it is the one name of that number: `vault-1.lingpai` is somebody's own copy.
fn number(name: &str) -> Option<u64> {
    let number = name.strip_prefix("vault-")?.strip_suffix(".lingpai")?.parse().ok()?;
    (NUMBERS.contains(&number) && file_name(number) == name).then_some(number)
}

fn file_name(generation: u64) -> String {
    format!("vault-{generation:010}.lingpai")
}
