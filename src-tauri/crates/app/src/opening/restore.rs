//! Going back to an earlier state, or taking over another machine's vault.

use std::path::{Path, PathBuf};

use lingpai_domain::{Moment, UnixTime};
use lingpai_vault::{
    Disk, Folder, FolderFault, Foreign, KeystoreFate, MAX_FILE_LEN, Origin, Past, Restorable, SystemDisk, Vault,
    VaultFault, WayIn, Ways, list_backups,
};

use crate::fault::Fault;
use crate::opening::device_key;
use crate::opening::door::{typed_kit, typed_passphrase};
use crate::opening::state::Opening;
use crate::opening::ways::Proof;
use crate::ports::{KeystoreFault, Ports};
use crate::room::Room;

/// An earlier state of the vault, which can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The path of its file.
    pub path: PathBuf,
    /// When it was saved.
    pub saved_at: UnixTime,
    /// The number of its accounts. `None` if this vault's keys do not open it.
    pub accounts: Option<usize>,
    /// The kind of its file.
    pub kind: EarlierKind,
}

/// The kind of an earlier state's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierKind {
    /// An earlier generation of this vault.
    Generation,
    /// A file that a restore or a new vault put aside.
    Aside,
    /// A copy in the backup folder.
    Backup,
}

/// A file that the user has picked for a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// When it was saved.
    pub saved_at: UnixTime,
    /// The number of its accounts. `None` if this vault's keys do not open it.
    pub accounts: Option<usize>,
    /// The ways into it.
    pub ways: Ways,
    /// Whether this machine's keystore opens it.
    pub opens_here: bool,
}

/// A search for the earlier states of a vault. It needs the vault no more.
pub(crate) struct Search {
    own: lingpai_vault::Search,
    backups: Option<PathBuf>,
}

impl Search {
    pub(crate) fn of(room: &Room<'_>) -> Self {
        let backups = room.vault.settings().backup.as_ref().map(|plan| PathBuf::from(&*plan.folder));
        Self { own: room.vault.search(), backups }
    }

    /// Reads every file there is. The folder of the backups may be slow, or never answer.
    pub(crate) fn run(self) -> Result<Vec<(PathBuf, Origin, Foreign)>, Fault> {
        let mut files = self.own.run()?;
        if let Some(Ok(backups)) = self.backups.as_deref().map(list_backups) {
            files.extend(backups.into_iter().map(|(path, file)| (path, Origin::Backup, file)));
        }
        Ok(files)
    }
}

/// The earlier states that were found, the newest first.
pub(crate) fn list(opening: &mut Opening, room: &Room<'_>, files: Vec<(PathBuf, Origin, Foreign)>) -> Vec<Earlier> {
    let mut earlier: Vec<Earlier> = files
        .into_iter()
        .map(|(path, origin, file)| Earlier {
            path,
            saved_at: file.saved_at(),
            accounts: room.vault.accounts_in(&file),
            kind: match origin {
                Origin::Generation => EarlierKind::Generation,
                Origin::Aside => EarlierKind::Aside,
                Origin::Backup => EarlierKind::Backup,
            },
        })
        .collect();
    earlier.sort_by_key(|earlier| std::cmp::Reverse(earlier.saved_at));
    opening.earlier = earlier.iter().map(|earlier| earlier.path.clone()).collect();
    earlier
}

/// The path of the earlier state at an index of the last list from [`earlier`].
pub(crate) fn earlier_path(opening: &Opening, index: usize) -> Result<PathBuf, Fault> {
    opening.earlier.get(index).cloned().ok_or(Fault::Stale)
}

/// Reads a vault file that the user has picked.
pub(crate) fn read(path: &Path) -> Result<Foreign, Fault> {
    let bytes = SystemDisk.read(path, MAX_FILE_LEN).map_err(|error| VaultFault::from(FolderFault::Io(error)))?;
    Foreign::read(bytes).map_err(Fault::NotAVault)
}

/// Whether this machine's keystore opens a file.
pub(crate) fn opens_here(file: &Foreign, ports: &Ports) -> bool {
    device_key::of_file(&*ports.keystore, file).is_some()
}

/// Whether this machine's keystore opens the file.
pub(crate) enum Here {
    Yes,
    No,
}

/// Opens a file that was picked. On a fault the file is returned.
pub(crate) fn unlock(file: Foreign, proof: &Proof<'_>, ports: &Ports) -> Result<(Restorable, Here), (Foreign, Fault)> {
    let device = device_key::of_file(&*ports.keystore, &file);
    // If this machine's keystore opens the file too, that way in stays.
    let here = if device.is_some() { Here::Yes } else { Here::No };
    let unlock = |file: Foreign, way: WayIn<'_>, told: fn(lingpai_vault::UnlockFault) -> Fault| {
        file.unlock(way).map_err(|(file, fault)| (file, told(fault)))
    };
    let restorable = match (proof, &device) {
        (Proof::Keystore, Some(device)) => unlock(file, WayIn::DeviceKey(device), Fault::Unlock)?,
        (Proof::Keystore, None) => return Err((file, Fault::ProofNeeded)),
        (Proof::Passphrase(passphrase), _) => match typed_passphrase(passphrase) {
            Ok(passphrase) => unlock(file, WayIn::Passphrase(&passphrase), Fault::Unlock)?,
            Err(fault) => return Err((file, fault)),
        },
        (Proof::Kit(kit), _) => match typed_kit(kit) {
            Ok(kit) => unlock(file, WayIn::Kit(&kit), Fault::of_kit)?,
            Err(fault) => return Err((file, fault)),
        },
    };
    Ok((restorable, here))
}

/// Makes an opened file the vault of a folder. `past` is what the vault that it replaces remembers, if it is open. On a fault
/// the folder is returned.
pub(crate) fn install(
    restorable: Restorable,
    here: &Here,
    folder: Folder,
    past: Option<Past>,
    ports: &Ports,
    at: Moment,
) -> Result<Vault, (Folder, Fault)> {
    let keystore = &*ports.keystore;
    let device = match here {
        Here::Yes => None,
        Here::No => match keystore.load(restorable.id()) {
            // A backup has no slot for the keystore. The key that is there opens the vault from now on, as it did before.
            Ok(device) if restorable.ways().keystore.is_none() => Some(device),
            // The keystore may hold the right entry after all. A new key would make the older files unreadable.
            Err(KeystoreFault::NoEntry) => match device_key::make(keystore, restorable.id()) {
                Ok(device) => device,
                Err(fault) => return Err((folder, fault)),
            },
            Ok(_) | Err(_) => None,
        },
    };
    let fate = match (here, &device) {
        (Here::Yes, _) => KeystoreFate::Keep,
        (Here::No, Some(device)) => KeystoreFate::Replace(keystore.name(), device),
        (Here::No, None) => KeystoreFate::Drop,
    };
    let vault = restorable.install(folder, fate, past, at);
    vault.map_err(|(folder, fault)| (folder, fault.into()))
}
