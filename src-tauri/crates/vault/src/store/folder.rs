use std::collections::{BTreeMap, BTreeSet};
use std::fs::TryLockError;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use lingpai_domain::UnixTime;

use crate::format::codec::Damage;
use crate::format::file::{MAX_FILE_LEN, ParseFault, Parsed};
use crate::format::header::NUMBERS;
use crate::keys::VaultId;
use crate::store::disk::{Disk, HeldLock, SystemDisk, write_new};

/// The folder of a vault with its generations. It holds the lock until it is dropped.
pub struct Folder {
    path: PathBuf,
    disk: Arc<dyn Disk>,
    /// `None` where the folder may only be read.
    lock: Option<HeldLock>,
    /// The whole generations that were read so far, with the time of their save.
    known: BTreeMap<u64, UnixTime>,
    /// The next generation is above this one, whatever files there are.
    floor: u64,
    rights: FolderRights,
}

/// Who could enter the folder when it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FolderRights {
    /// Its owner alone, as far as anybody looked.
    #[default]
    Owner,
    /// Others too, until it was opened. Now only its owner can.
    Mended,
    /// Others too, and that could not be changed.
    Others,
}

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// Another process holds the vault.
    #[error("another process holds the vault")]
    InUse,
    /// The folder or a file in it could not be read or written.
    #[error("the vault's folder: {0}")]
    Io(#[from] io::Error),
    /// A written file did not read back the same.
    #[error("the file just written does not read back the same")]
    WrittenBadly,
    /// There are files of a vault, and none of them is whole. It holds the damage of the newest one.
    #[error("no file of the vault is whole; the newest: {0}")]
    Damaged(Damage),
    /// A newer version of the program wrote the vault.
    #[error("a newer version of the program wrote the vault")]
    Newer,
}

/// The result of a search for the newest whole file.
pub(crate) struct Survey {
    pub(crate) newest: Parsed,
    /// The generations before the newest, descending.
    pub(crate) older: Vec<u64>,
    /// The generations that are not whole, and those with a number that is far above the newest.
    pub(crate) damaged: Vec<u64>,
}

/// How many of the newest generations are kept.
const GENERATIONS: usize = 4;
/// For how many days the last generation of the day is kept.
const DAILIES: usize = 7;
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// How far above the newest whole generation the number of another file may be. A higher one is no number that this
/// program has given.
const FAR: u64 = 1_000_000;

const LOCK: &str = "vault.lock";
/// The name of the first file of a vault while it is written.
const PART: &str = "vault-part";
/// The file with the tag of this folder's backups: eight hexadecimal digits.
const TAG: &str = "backup-tag";
const TAG_LEN: u64 = 8;
const QUARANTINE: &str = "quarantine";
const ASIDE: &str = "aside";

impl Folder {
    /// Makes the folder where it is missing, and takes its lock.
    pub fn open(path: &Path) -> Result<Self, FolderFault> {
        Self::open_on(SystemDisk::shared(), path)
    }

    /// Does the same as [`Folder::open`] on another disk.
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, FolderFault> {
        disk.make_folder(path)?;
        // The name of the folder must survive a crash before anything in it can.
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            disk.sync_folder(parent)?;
        }
        match disk.lock(&path.join(LOCK)) {
            Ok(lock) => {
                let rights = match disk.close_folder(path) {
                    Ok(false) => FolderRights::Owner,
                    Ok(true) => FolderRights::Mended,
                    // The vault can be used all the same, and the user is told.
                    Err(_) => FolderRights::Others,
                };
                Ok(Self { rights, ..Self::new(disk, path, Some(lock)) })
            }
            Err(TryLockError::WouldBlock) => Err(FolderFault::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Gives the folder without its lock. Nothing in it is changed.
    pub fn look(path: &Path) -> Self {
        Self::look_on(SystemDisk::shared(), path)
    }

    /// Does the same as [`Folder::look`] on another disk.
    pub fn look_on(disk: Arc<dyn Disk>, path: &Path) -> Self {
        Self::new(disk, path, None)
    }

    /// Gives the same folder without its lock, for a look that needs no vault.
    pub(crate) fn looked_at(&self) -> Self {
        Self::new(Arc::clone(&self.disk), &self.path, None)
    }

    fn new(disk: Arc<dyn Disk>, path: &Path, lock: Option<HeldLock>) -> Self {
        Self { path: path.to_owned(), disk, lock, known: BTreeMap::new(), floor: 0, rights: FolderRights::default() }
    }

    /// Gives who could enter the folder when it was opened.
    pub(crate) fn rights(&self) -> FolderRights {
        self.rights
    }

    /// Gives the tag by which this folder's backups are told from those of the same vault on another machine. It is made
    /// when it is first needed.
    pub(crate) fn backup_tag(&self) -> io::Result<String> {
        let path = self.path.join(TAG);
        match self.disk.read(&path, TAG_LEN) {
            Ok(tag) if is_tag(&tag) => return Ok(String::from_utf8_lossy(&tag).into_owned()),
            // A tag that a crash has cut short is in nobody's name yet.
            Ok(_) => self.disk.remove(&path)?,
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => self.disk.remove(&path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let mut random = [0; 4];
        getrandom::fill(&mut random)?;
        let tag = HEXLOWER.encode(&random);
        write_new(&*self.disk, &path, tag.as_bytes())?;
        self.disk.sync_folder(&self.path)?;
        Ok(tag)
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

    /// Finds the newest generation that is whole. `None` where there never was a vault.
    pub(crate) fn survey(&self) -> Result<Option<Survey>, FolderFault> {
        // Without the lock, the holder may remove a file between listing and reading. So the search is repeated a few
        // times.
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
        let (mut damaged, mut first_damage, mut unread) = (Vec::new(), None, Vec::new());
        while let Some(generation) = generations.pop() {
            match self.read(generation) {
                Ok(newest) => {
                    let far = |number: u64| number.saturating_sub(generation) > FAR;
                    // A file of a newer version, or one that cannot be read now, must not be replaced by an older state.
                    if let Some(at) = unread.iter().position(|(number, _)| !far(*number)) {
                        return Err(unread.swap_remove(at).1);
                    }
                    damaged.extend(unread.into_iter().map(|(number, _)| number));
                    generations.reverse();
                    return Ok(Some(Survey { newest, older: generations, damaged }));
                }
                Err(FolderFault::Damaged(damage)) => {
                    first_damage.get_or_insert(damage);
                    damaged.push(generation);
                }
                Err(fault) => unread.push((generation, fault)),
            }
        }
        if let Some((_, fault)) = unread.pop() {
            return Err(fault);
        }
        // There was a vault where there are files in quarantine, so this is no first start.
        match first_damage {
            Some(damage) => Err(FolderFault::Damaged(damage)),
            None if self.quarantined()?.is_empty() => Ok(None),
            None => Err(FolderFault::Damaged(Damage::Checksum)),
        }
    }

    /// Reads one generation, which must be whole.
    pub(crate) fn read(&self, generation: u64) -> Result<Parsed, FolderFault> {
        match Parsed::parse(self.disk.read(&self.file(generation), MAX_FILE_LEN)?) {
            // Somebody gave the file the name of another generation: an old state must not pass for the newest.
            Ok(parsed) if parsed.header.generation != generation => Err(FolderFault::Damaged(Damage::Header)),
            Ok(parsed) => Ok(parsed),
            Err(ParseFault::Damaged(damage)) => Err(FolderFault::Damaged(damage)),
            Err(ParseFault::Newer) => Err(FolderFault::Newer),
        }
    }

    /// Gives the generation of the next file. It is above those of all files there are or were, whole or not. A file whose
    /// number is far above the newest whole one is passed over: with the highest number it would stop every save.
    pub(crate) fn next_generation(&self) -> Result<u64, FolderFault> {
        let mut numbers = [self.generations()?, self.quarantined()?].concat();
        numbers.sort_unstable();
        let known = self.known.last_key_value().map_or(0, |(generation, _)| *generation).max(self.floor);
        let begin = if known == 0 { numbers.first().copied().unwrap_or(0) } else { known };
        let newest = numbers.into_iter().fold(begin, |newest, number| {
            if number.saturating_sub(newest) > FAR { newest } else { newest.max(number) }
        });
        let next = newest + 1;
        if NUMBERS.contains(&next) {
            Ok(next)
        } else {
            // A file with a higher number would not be found again.
            Err(io::Error::other("the newest file bears the highest number that a file of a vault can have").into())
        }
    }

    /// Makes the next generations be above `generation`.
    pub(crate) fn raise_floor(&mut self, generation: u64) {
        self.floor = self.floor.max(generation);
    }

    /// Writes a new generation beside the old ones, reads it back and verifies it. Only then are the oldest ones
    /// removed.
    ///
    /// After an error the old state is valid. Where the incomplete file cannot be removed either, the next start
    /// finds the old state, or the new one if the file is whole after all.
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

    /// Writes a file. The first file of a vault gets its name only when it is whole, because there is no older one to
    /// fall back to.
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

    /// Removes old generations: the newest four and the last one of each of seven days are kept. A file that cannot
    /// be read or removed is kept too. It does no harm, and the next save tries again.
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
        // Only whole files are removed: a damaged one may still be of use.
        let go: Vec<u64> = self.known.keys().copied().filter(|generation| !stay.contains(generation)).collect();
        for generation in go {
            if self.disk.remove(&self.file(generation)).is_ok() || !generations.contains(&generation) {
                self.known.remove(&generation);
            }
        }
    }

    /// Removes every file of a vault but its newest generation, because they contain something that must be gone: older
    /// generations, what is in quarantine, and what was put aside, unless it is a whole file of another vault.
    ///
    /// Where a file cannot be removed, the others are removed all the same.
    pub(crate) fn forget_older(&mut self, vault: VaultId, newest: u64) -> Result<(), FolderFault> {
        let mut done = Ok(());
        for generation in self.generations()?.into_iter().filter(|generation| *generation != newest) {
            done = done.and(self.forget(&self.file(generation)));
            self.known.remove(&generation);
        }
        let quarantine = self.path.join(QUARANTINE);
        for generation in self.quarantined()? {
            done = done.and(self.forget(&quarantine.join(file_name(generation))));
        }
        for path in self.aside()? {
            let of_another = self
                .disk
                .read(&path, MAX_FILE_LEN)
                .is_ok_and(|bytes| Parsed::parse(bytes).is_ok_and(|parsed| parsed.header.vault != vault));
            if !of_another {
                done = done.and(self.forget(&path));
            }
        }
        for folder in [&self.path, &quarantine, &self.path.join(ASIDE)] {
            match self.disk.sync_folder(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                Ok(()) | Err(_) => {}
            }
        }
        done
    }

    fn forget(&self, path: &Path) -> Result<(), FolderFault> {
        match self.disk.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Moves damaged generations into quarantine, where they stay.
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

    /// Copies a generation into the folder `aside`, from which nothing is removed.
    pub(crate) fn put_aside(&self, parsed: &Parsed) -> Result<(), FolderFault> {
        let folder = self.path.join(ASIDE);
        self.disk.make_folder(&folder)?;
        self.disk.sync_folder(&self.path)?;
        let name = format!("{}-{}", parsed.header.vault, file_name(parsed.header.generation));
        let copy = folder.join(name);
        match write_new(&*self.disk, &copy, parsed.bytes()) {
            Ok(()) => {}
            // The same generation was put aside before, and cannot have changed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
        self.disk.sync_folder(&folder)?;
        if self.disk.read(&copy, MAX_FILE_LEN)? == parsed.bytes() { Ok(()) } else { Err(FolderFault::WrittenBadly) }
    }

    /// Puts every file of the vault aside, whole or not. A user without any way in can then make a new vault and bind
    /// the accounts again.
    pub fn begin_anew(mut self) -> Result<Self, FolderFault> {
        let next = self.next_generation()?;
        self.put_all_aside()?;
        self.raise_floor(next);
        Ok(self)
    }

    /// Whether a vault may be made here. There must never have been one, or all of it must have been put aside.
    pub(crate) fn takes_a_new_vault(&self) -> Result<bool, FolderFault> {
        Ok(self.generations()?.is_empty() && self.quarantined()?.is_empty())
    }

    /// Moves every file of the vault, whole or not, into the folder `aside`.
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
        // The newest file goes last, once the others are surely gone: an older one must not become the newest.
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

    /// Gives the files that were put aside.
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

    /// Gives the generations of all files, ascending.
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

/// Gives the generation of a file name. `None` for a name that this program does not write: `vault-1.lingpai` belongs
/// to somebody else.
fn number(name: &str) -> Option<u64> {
    let number = name.strip_prefix("vault-")?.strip_suffix(".lingpai")?.parse().ok()?;
    (NUMBERS.contains(&number) && file_name(number) == name).then_some(number)
}

fn is_tag(bytes: &[u8]) -> bool {
    bytes.len() as u64 == TAG_LEN && bytes.iter().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(digit))
}

fn file_name(generation: u64) -> String {
    format!("vault-{generation:010}.lingpai")
}
