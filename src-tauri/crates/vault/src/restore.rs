//! Vault files other than the current one: backups, older generations, files of another machine.

use std::io;
use std::path::{Path, PathBuf};

use lingpai_domain::attempts::Attempts;
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{AccountId, Moment, UnixTime};

use crate::format::body::Body;
use crate::format::file::{MAX_FILE_LEN, Parsed};
use crate::format::header::Header;
use crate::format::line::Line;
use crate::format::settings::Delays;
use crate::format::slot::{KeystoreName, KeystoreSlot, Slot, SlotKind};
use crate::format::stored::Stored;
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::{Context, Wrap, open_for_kit, open_secret};
use crate::keys::{Derived, DeviceKey, RootKey, VaultId};
use crate::store::disk::{Disk as _, SystemDisk};
use crate::store::folder::{Folder, FolderFault};
use crate::vault::Vault;
use crate::vault::access::Health;
use crate::vault::authorization::Authorization;
use crate::vault::backup_keys::BackupKeys;
use crate::vault::fault::VaultFault;
use crate::vault::opened::Opened;
use crate::vault::renewal::Renewal;
use crate::vault::way_in::{UnlockFault, WayIn, Ways};

/// A valid vault file that is not open yet.
pub struct Foreign(Parsed);

/// A vault file that was opened and verified. It can become the vault of this device.
pub struct Restorable {
    header: Header,
    body: Body,
    proof: Authorization,
    keys: Derived,
    backups: Option<BackupKeys>,
}

/// What a restore must not undo: the counts of wrong PINs and the audit trail of the vault that it replaces.
#[derive(Default)]
pub struct Past {
    attempts: Vec<(AccountId, Attempts)>,
    trail: Vec<Line>,
    /// The PIN seals, so that a restore says where it brings an older PIN back.
    seals: Vec<(AccountId, [u8; 32])>,
    untold: u16,
    sweeps: bool,
}

impl Past {
    fn of(body: &Body) -> Self {
        let seals = body.all().filter_map(|stored| Some((stored.account.id, pin_seal(stored)?))).collect();
        Self { attempts: body.remembered(), trail: body.trail.clone(), seals, untold: body.untold, sweeps: body.sweeps }
    }

    /// Gives the counts of wrong PINs, those of removed accounts too.
    pub fn attempts(&self) -> &[(AccountId, Attempts)] {
        &self.attempts
    }
}

/// Gives what tells one PIN seal of an account from another.
fn pin_seal(stored: &Stored) -> Option<[u8; 32]> {
    match &stored.sealed.wrap {
        Wrap::Pin(slot) => Some(slot.commitment),
        Wrap::Transfer(slot) => Some(slot.commitment),
        Wrap::Root(_) | Wrap::Erased => None,
    }
}

/// What happens to the keystore slot in a restore.
pub enum KeystoreFate<'a> {
    /// It stays: the device key that opened the file is the key of this machine.
    Keep,
    /// It is replaced by a new device key, which the caller has put into the keystore of this machine.
    Replace(KeystoreName, &'a DeviceKey),
    /// It is removed: this machine has no keystore.
    Drop,
}

impl Foreign {
    /// Checks form and checksum. This needs no key.
    pub fn read(bytes: Vec<u8>) -> Result<Self, UnlockFault> {
        Ok(Self(Parsed::parse(bytes)?))
    }

    /// Gives the vault that the file belongs to.
    pub fn id(&self) -> VaultId {
        self.0.header.vault
    }

    /// Gives the time of the save. It is authentic only once the file is open.
    pub fn saved_at(&self) -> UnixTime {
        self.0.header.saved_at
    }

    /// Gives the generation. It is authentic only once the file is open.
    pub fn generation(&self) -> u64 {
        self.0.header.generation
    }

    /// Gives the ways to open it.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.0.header)
    }

    /// Whether this device key opens the keystore slot.
    pub fn opens_with(&self, device: &DeviceKey) -> bool {
        WayIn::DeviceKey(device).open(&self.0.header).is_ok()
    }

    /// Opens and verifies the file. `Err` gives the file back.
    pub fn unlock(self, way: WayIn<'_>) -> Result<Restorable, (Self, UnlockFault)> {
        let opened = way.open(&self.0.header).and_then(|root| {
            let opened = Opened::with(&self.0, &root)?;
            // A file of a newer major version can be read here, and must not be saved.
            if self.0.newer { Err(UnlockFault::Newer) } else { Ok((Authorization::new(root, way), opened)) }
        });
        match opened {
            Ok((proof, Opened { keys, body, backups })) => {
                Ok(Restorable { header: self.0.header, body, proof, keys, backups })
            }
            Err(fault) => Err((self, fault)),
        }
    }
}

impl Restorable {
    /// Gives the vault.
    pub fn id(&self) -> VaultId {
        self.header.vault
    }

    /// Gives the ways to open it.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.header)
    }

    /// Gives the number of accounts.
    pub fn accounts(&self) -> usize {
        self.body.all().count()
    }

    /// Makes it the vault of a folder. The present vault is put aside first, then the restored state is saved as the
    /// newest generation. PIN accounts become Unsynced. No count of wrong PINs falls below that of the `past`, or below the
    /// one in the newest file of the same vault that the folder has: nobody may have opened that file. Where it does not
    /// open this way, nobody can say how many tries there were, and each PIN has a wait before it.
    ///
    /// The audit trail has the lines of both states, one about the restore, and one for each account whose PIN was changed
    /// since: the older PIN holds again.
    ///
    /// A keystore slot that is replaced or removed was another machine's, so it gets no later file to open: the vault has a new
    /// root key, unless its passphrase is not at hand.
    ///
    /// `Err` gives the folder back. Nothing in it is lost.
    pub fn install(
        mut self,
        mut folder: Folder,
        keystore: KeystoreFate<'_>,
        past: Option<Past>,
        at: Moment,
    ) -> Result<Vault, (Folder, VaultFault)> {
        match self.prepare(&mut folder, keystore, past, at) {
            Ok(()) => {}
            Err(fault) => return Err((folder, fault)),
        }
        let Self { header, body, keys, backups, .. } = self;
        let mut vault = Vault::new_full(folder, header, body, keys, Health::default());
        vault.backups = backups;
        match vault.save(at) {
            Ok(()) => Ok(vault),
            Err(fault) => Err((vault.folder, fault)),
        }
    }

    fn prepare(
        &mut self,
        folder: &mut Folder,
        keystore: KeystoreFate<'_>,
        mut past: Option<Past>,
        at: Moment,
    ) -> Result<(), VaultFault> {
        let mut unknown = false;
        // A backup does not open with the key of the keystore. The present file may.
        let device = match &keystore {
            KeystoreFate::Replace(_, device) => Some(WayIn::DeviceKey(device)),
            KeystoreFate::Keep | KeystoreFate::Drop => None,
        };
        match folder.survey() {
            Ok(Some(survey)) => {
                folder.put_aside(&survey.newest)?;
                let older = survey.older.iter().filter_map(|generation| folder.read(*generation).ok());
                let mut ours = std::iter::once(survey.newest.clone())
                    .chain(older)
                    .filter(|file| file.header.vault == self.header.vault)
                    .peekable();
                if past.is_none() && ours.peek().is_some() {
                    past = ours.find_map(|file| self.open_present(&file, device)).as_ref().map(Past::of);
                    unknown = past.is_none();
                }
            }
            Ok(None) => {}
            // None of the files is whole: all are put aside as they are.
            Err(FolderFault::Damaged(_) | FolderFault::Newer) => {
                let next = folder.next_generation()?;
                folder.put_all_aside()?;
                folder.raise_floor(next);
            }
            Err(fault) => return Err(fault.into()),
        }
        folder.raise_floor(self.header.generation);
        match keystore {
            KeystoreFate::Keep => {}
            KeystoreFate::Replace(name, device) => self.change_keystore(Some((name, device)))?,
            KeystoreFate::Drop => {
                self.header.clone().take_out(SlotKind::Keystore).map_err(|_| VaultFault::LastWayIn)?;
                self.change_keystore(None)?;
            }
        }
        // What was asked for when this state was saved was made or taken back since.
        self.body.settings.delays = Delays::default();
        let past = past.unwrap_or_default();
        self.body.relocate(&past.attempts);
        if unknown {
            self.body.hold_back(at.steady);
        }
        self.note(past, at);
        Ok(())
    }

    /// Keeps the audit trail of the vault that is replaced, and adds what the restore brings.
    fn note(&mut self, past: Past, at: Moment) {
        let older = |stored: &&Stored| {
            let before = past.seals.iter().find(|(id, _)| *id == stored.account.id);
            before.is_some_and(|(_, seal)| pin_seal(stored).is_some_and(|now| now != *seal))
        };
        let older = self.body.all().filter(older);
        let mut lines: Vec<Entry> =
            older.map(|stored| Entry::of_account(at.wall, What::OldPinBack, &stored.account)).collect();
        let restored = Entry::of_vault(at.wall, What::VaultRestored);
        lines.push(Entry { state: Some(self.header.saved_at), ..restored });
        self.body.keep_trail(past.trail);
        self.body.sweeps |= past.sweeps;
        self.body.untold = self.body.untold.max(past.untold);
        self.body.note(lines);
    }

    /// Opens a file of the present vault: with the root key of the restored one, with the same way in, or with the key of this
    /// machine's keystore.
    fn open_present(&self, file: &Parsed, device: Option<WayIn<'_>>) -> Option<Body> {
        let by = |way: WayIn<'_>| file.open_with(&way.open(&file.header).ok()?).ok();
        let opened = file.open_with(self.proof.root()).ok().or_else(|| by(self.proof.way()));
        opened.or_else(|| by(device?)).map(|(_, body)| body)
    }

    fn change_keystore(&mut self, comes: Option<(KeystoreName, &DeviceKey)>) -> Result<(), VaultFault> {
        let vault = self.header.vault;
        let make =
            |root: &RootKey| comes.map(|(name, device)| KeystoreSlot::make(name, device, root, vault)).transpose();
        let there = self.header.keystore().is_some();
        let renewal = there.then(|| Renewal::make(&self.header, &self.body, &self.proof, SlotKind::Keystore));
        match renewal {
            Some(Ok(renewal)) => {
                let slot = make(renewal.root())?.map(Slot::Keystore);
                (self.keys, self.backups) = renewal.put_into(slot, &mut self.header, &mut self.body);
            }
            None | Some(Err(VaultFault::NotAtHand(_) | VaultFault::Folder(FolderFault::Newer))) => {
                self.header.take_out(SlotKind::Keystore).ok();
                let slot = make(self.proof.root())?;
                slot.into_iter().for_each(|slot| self.header.put(Slot::Keystore(slot)));
            }
            Some(Err(fault)) => return Err(fault),
        }
        self.body.anchored = false;
        Ok(())
    }
}

impl Vault {
    /// Closes the vault and wipes its keys. The folder stays locked for other processes.
    pub fn close(self) -> Folder {
        self.folder
    }

    /// Gives what a restore must not undo.
    pub fn past(&self) -> Past {
        Past::of(&self.body)
    }

    /// Gives the number of accounts in a file of this vault. `None` where the file belongs to another vault or does
    /// not verify.
    pub fn accounts_in(&self, file: &Foreign) -> Option<usize> {
        if file.id() != self.id() {
            return None;
        }
        let own = file.0.open(&self.keys).ok();
        let body = own.or_else(|| self.backups.as_ref()?.open(&file.0).ok())?;
        Some(body.all().count())
    }

    /// Tests whether the kit opens every key that was sealed for it. Nothing changes.
    pub fn test_kit(&self, kit: &RecoveryKit) -> Result<(), VaultFault> {
        let root = WayIn::Kit(kit).open(&self.header)?;
        drop(root);
        for stored in self.body.all() {
            let context: Context = self.context(stored.account.id);
            if let Some(sealed) = &stored.sealed.kit {
                let damaged = VaultFault::Damaged(crate::format::codec::Damage::Sealed);
                let key = open_for_kit(sealed, kit, context).ok_or(damaged)?;
                open_secret(&stored.sealed.secret, &key, context).map_err(VaultFault::Damaged)?;
            }
        }
        Ok(())
    }

    /// Whether a restore may replace this vault. This process must hold the folder.
    pub fn may_be_replaced(&self) -> bool {
        self.folder.may_be_written()
    }

    /// Begins a search for the earlier files of this folder.
    pub fn search(&self) -> Search {
        Search { folder: self.folder.looked_at(), newest: self.header.generation }
    }
}

/// A search for the earlier files of a vault's folder. It needs the vault no more.
pub struct Search {
    folder: Folder,
    newest: u64,
}

impl Search {
    /// Gives the earlier files that are whole: generations, and files that were put aside.
    pub fn run(self) -> Result<Vec<(PathBuf, Origin, Foreign)>, VaultFault> {
        let mut earlier = Vec::new();
        for generation in self.folder.generations()? {
            if generation != self.newest
                && let Ok(parsed) = self.folder.read(generation)
            {
                earlier.push((self.folder.file(generation), Origin::Generation, Foreign(parsed)));
            }
        }
        for path in self.folder.aside()? {
            let bytes = self.folder.disk().read(&path, MAX_FILE_LEN).map_err(FolderFault::from)?;
            // Damaged files may have been put aside too.
            if let Ok(parsed) = Parsed::parse(bytes) {
                earlier.push((path, Origin::Aside, Foreign(parsed)));
            }
        }
        Ok(earlier)
    }
}

/// The origin of an earlier file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This vault saved it before.
    Generation,
    /// A restore or a new beginning put it aside.
    Aside,
    /// It is a backup in the backup folder.
    Backup,
}

/// The most files of a backup folder that are read. Anybody may have put some there.
const MOST_BACKUPS: usize = 1_000;

/// Lists the vault files of a backup folder that are whole, with their paths. A file that is damaged or cannot be
/// read is left out, and so is anything that is no regular file.
///
/// # Errors
///
/// The folder cannot be listed.
pub fn list_backups(folder: &Path) -> io::Result<Vec<(PathBuf, Foreign)>> {
    let disk = SystemDisk;
    let mut found = Vec::new();
    let names = disk.names(folder)?.into_iter().filter(|name| name.ends_with(".lingpai"));
    for name in names.take(MOST_BACKUPS) {
        let path = folder.join(name);
        if let Ok(bytes) = disk.read(&path, MAX_FILE_LEN)
            && let Ok(file) = Foreign::read(bytes)
        {
            found.push((path, file));
        }
    }
    Ok(found)
}
