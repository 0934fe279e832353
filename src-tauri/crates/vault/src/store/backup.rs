//! Backups of the vault in a folder that the user chose.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::format::file::{MAX_FILE_LEN, Parsed};
use crate::format::header::Header;
use crate::format::settings::Keep;
use crate::format::slot::Slot;
use crate::keys::VaultId;
use crate::store::disk::{Disk, write_new};

/// Why a backup could not be made. The vault itself is whole.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The folder is missing or full, or may not be written.
    #[error("the backup folder: {0}")]
    Io(#[from] io::Error),
    /// The backup did not read back as the same bytes.
    #[error("the copy just written does not read back")]
    WrittenBadly,
    /// The tag of the vault's own folder could not be read or made.
    #[error("the vault's folder could not be read")]
    Source,
    /// Nothing would open a backup.
    #[error("nothing would open a backup: set a passphrase for backups, or make a recovery kit")]
    Closed,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoEntropy,
}

/// Everything that a backup needs. It can be written without the vault, so a slow folder blocks nothing else.
pub struct BackupJob {
    disk: Arc<dyn Disk>,
    file: Parsed,
    prefix: String,
    /// Whether every older backup is to be removed.
    sweeps: bool,
}

impl BackupJob {
    /// Makes a job of the bytes of a backup. `tag` is that of the vault's folder.
    pub(crate) fn new(disk: Arc<dyn Disk>, tag: &str, bytes: Vec<u8>, sweeps: bool) -> Result<Self, BackupFault> {
        let file = Parsed::parse(bytes).map_err(|_| BackupFault::WrittenBadly)?;
        // The name has the vault's first four bytes, so that two vaults may share a folder, and the tag, so that the same
        // vault on two machines may. The generation follows.
        let prefix = format!("lingpai-backup-{}-{tag}-", &file.header.vault.to_string()[..8]);
        Ok(Self { disk, file, prefix, sweeps })
    }

    /// Whether [`BackupJob::run`] removes every older backup.
    pub fn sweeps(&self) -> bool {
        self.sweeps
    }

    /// Gives the vault, and the generation that is backed up.
    pub fn state(&self) -> (VaultId, u64) {
        (self.file.header.vault, self.file.header.generation)
    }

    /// Gives the bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Writes a new file into `folder` and reads it back. It gets its name only when it is whole. Only then are this
    /// machine's oldest backups of the vault removed, so that `keep` are left, or this one alone where the vault has something
    /// in them that must be gone. Where the backup of this generation exists already, it is read back. Where something else opens
    /// it, the new one takes its place.
    ///
    /// The bytes were verified with their keys when they were made, so an equal backup can be opened.
    pub fn run(&self, folder: &Path, keep: Keep) -> Result<PathBuf, BackupFault> {
        let names = self.disk.names(folder)?;
        let generation = self.file.header.generation;
        let name = self.name(generation);
        let path = folder.join(&name);
        let there = names.contains(&name);
        if !there || !self.is_in(&path)? {
            self.write(folder, &path, there)?;
        }
        let mut ours: Vec<u64> = names.iter().filter_map(|name| self.copied_generation(name)).collect();
        ours.retain(|old| *old < generation);
        ours.sort_unstable_by(|a, b| b.cmp(a));
        let keep = if self.sweeps { 1 } else { usize::from(keep.get()) };
        // The new one is kept as well.
        for old in ours.into_iter().skip(keep - 1) {
            self.disk.remove(&folder.join(self.name(old)))?;
        }
        Ok(path)
    }

    /// Writes the backup under another name first. If the program or the drive goes away meanwhile, no incomplete file has
    /// the name of a backup.
    fn write(&self, folder: &Path, path: &Path, there: bool) -> Result<(), BackupFault> {
        let part = folder.join(format!("{}part", self.prefix));
        match self.disk.remove(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        let written = write_new(&*self.disk, &part, self.bytes())
            .map_err(BackupFault::from)
            .and_then(|()| self.check(&part))
            .and_then(|()| if there { Ok(self.disk.remove(path)?) } else { Ok(()) })
            .and_then(|()| Ok(self.disk.rename(&part, path)?));
        if written.is_err() {
            // Where this fails too, the next backup removes it.
            self.disk.remove(&part).ok();
        }
        written?;
        Ok(self.disk.sync_folder(folder)?)
    }

    fn check(&self, path: &Path) -> Result<(), BackupFault> {
        let same = self.disk.read(path, MAX_FILE_LEN)? == self.bytes();
        if same { Ok(()) } else { Err(BackupFault::WrittenBadly) }
    }

    /// Whether a file is a backup of this state that the same passphrase and kit open. Two such files differ in random bytes. An
    /// error where the file is not whole.
    fn is_in(&self, path: &Path) -> Result<bool, BackupFault> {
        let file = Parsed::parse(self.disk.read(path, MAX_FILE_LEN)?).map_err(|_| BackupFault::WrittenBadly)?;
        let seen = |header: &Header| (header.vault, header.generation, header.saved_at, openers(header));
        Ok(seen(&file.header) == seen(&self.file.header))
    }

    fn name(&self, generation: u64) -> String {
        format!("{}{generation:010}.lingpai", self.prefix)
    }

    fn copied_generation(&self, name: &str) -> Option<u64> {
        let generation = name.strip_prefix(&self.prefix)?.strip_suffix(".lingpai")?.parse().ok()?;
        // This program did not give a name that is written differently: the file belongs to somebody else.
        (self.name(generation) == name).then_some(generation)
    }
}

/// What opens a backup: the recipients of its slots. `None` stands for a slot that no backup has.
fn openers(header: &Header) -> Vec<Option<String>> {
    let opener = |slot: &Slot| match slot {
        Slot::Kit(slot) => Some(slot.recipient.text()),
        Slot::Backup(slot) => Some(slot.passphrase.recipient.text()),
        Slot::Keystore(_) | Slot::Passphrase(_) | Slot::Foreign(_) => None,
    };
    header.slots.iter().map(opener).collect()
}
