//! An open vault.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod anchor;
mod arrange;
pub(crate) mod authorization;
mod backup;
pub(crate) mod backup_keys;
mod entries;
pub(crate) mod fault;
pub(crate) mod open;
pub(crate) mod opened;
pub(crate) mod remember;
pub(crate) mod renewal;
mod secrets;
pub(crate) mod shut;
pub(crate) mod sweep;
mod trail;
mod trash;
pub(crate) mod trial;
pub(crate) mod way_in;
pub(crate) mod ways;

use lingpai_domain::binding::Permit;
use lingpai_domain::{AccountId, Grave, Moment, UnixTime, trail as audit};

use crate::format::body::Body;
use crate::format::codec::Unknown;
use crate::format::file::{self, MINOR, Parsed};
use crate::format::header::Header;
use crate::format::settings::Settings;
use crate::format::slot::{KeystoreName, KeystoreSlot, PassphraseSlot, Slot};
use crate::format::stored::Stored;
use crate::keys::entropy::NoEntropy;
use crate::keys::kdf::Cost;
use crate::keys::seal::Context;
use crate::keys::{Derived, DeviceKey, Key, Passphrase, RootKey, VaultId};
use crate::store::folder::{Folder, FolderRights};
use crate::vault::access::{Access, Health, ReadOnly};
use crate::vault::backup_keys::BackupKeys;
use crate::vault::fault::VaultFault;
use crate::vault::opened::Opened;
use crate::vault::way_in::Ways;

/// The first way into a new vault.
pub enum Opener<'a> {
    /// A device key, which the caller has put into the named keystore.
    Keystore(KeystoreName, &'a DeviceKey),
    /// A passphrase, with its cost.
    Passphrase(&'a Passphrase, Cost),
}

/// An open vault.
pub struct Vault {
    pub(crate) folder: Folder,
    pub(crate) header: Header,
    pub(crate) body: Body,
    pub(crate) keys: Derived,
    /// The keys of backups. `None` where nothing would open one.
    pub(crate) backups: Option<BackupKeys>,
    access: Access,
    health: Health,
    /// The lines that the next change adds to the audit trail.
    to_note: Vec<audit::Entry>,
    /// The kind of grave change whose delay the next change uses up.
    uses_up: Option<Grave>,
    /// Whether an account was used since the last save.
    pub(crate) used: bool,
}

impl Vault {
    /// Makes an id for a new vault.
    pub fn make_id() -> Result<VaultId, NoEntropy> {
        VaultId::make()
    }

    /// Makes a vault with one way in, in a folder that may take one. The vault is on disk when this returns.
    pub fn create(folder: Folder, id: VaultId, opener: Opener<'_>, at: Moment) -> Result<Self, VaultFault> {
        if !folder.takes_a_new_vault()? {
            return Err(VaultFault::Exists);
        }
        let root = RootKey(Key::make()?);
        let slot = match opener {
            Opener::Keystore(name, device) => Slot::Keystore(KeystoreSlot::make(name, device, &root, id)?),
            Opener::Passphrase(passphrase, cost) => {
                Slot::Passphrase(PassphraseSlot::make(passphrase, &root, id, cost)??)
            }
        };
        let keys = root.derive_all(id);
        let header = Header {
            minor: MINOR,
            vault: id,
            generation: 0,
            slots: vec![slot],
            saved_at: at.wall,
            unknown: Unknown::new(),
        };
        let mut vault = Self::new_full(folder, header, Body::default(), keys, Health::default());
        vault.backups = BackupKeys::of(&root, &vault.header, &vault.body);
        vault.save(at)?;
        Ok(vault)
    }

    pub(crate) fn opened(
        mut folder: Folder,
        file: Parsed,
        Opened { keys, body, backups }: Opened,
        health: Health,
    ) -> Self {
        folder.raise_floor(file.header.generation);
        let access = if file.newer {
            Access::ReadOnly(ReadOnly::NewerVersion)
        } else if !folder.may_be_written() {
            Access::ReadOnly(ReadOnly::OtherProcess)
        } else {
            Access::Full
        };
        Self { access, backups, ..Self::new_full(folder, file.header, body, keys, health) }
    }

    pub(crate) fn new_full(folder: Folder, header: Header, body: Body, keys: Derived, health: Health) -> Self {
        let (access, to_note) = (Access::Full, Vec::new());
        Self { folder, header, body, keys, backups: None, access, health, to_note, uses_up: None, used: false }
    }

    /// Gives the vault's id, which never changes.
    pub fn id(&self) -> VaultId {
        self.header.vault
    }

    /// Gives whether the vault may be changed.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Gives what was found wrong when the vault was opened.
    pub fn health(&self) -> Health {
        self.health
    }

    /// Gives who could enter the vault's folder when it was opened.
    pub fn folder_rights(&self) -> FolderRights {
        self.folder.rights()
    }

    /// Gives the ways into the vault.
    pub fn ways(&self) -> Ways {
        Ways::of(&self.header)
    }

    /// Gives the user's settings.
    pub fn settings(&self) -> &Settings {
        &self.body.settings
    }

    /// Changes the user's settings. The change is on disk when this returns.
    pub fn set_settings(&mut self, settings: Settings, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            body.settings = settings;
            Ok(())
        })
    }

    /// Sets whose delay the next change uses up, in the same save. `None` for no delay.
    pub fn using_up(&mut self, delay: Option<Grave>) {
        self.uses_up = delay;
    }

    /// Gives the latest moment of the steady clock in any save.
    pub fn steady(&self) -> UnixTime {
        self.body.steady
    }

    /// Gives the generation of the file that holds this state.
    pub fn generation(&self) -> u64 {
        self.header.generation
    }

    pub(crate) fn writable(&self) -> Result<(), VaultFault> {
        match self.access {
            Access::Full => Ok(()),
            Access::ReadOnly(why) => Err(VaultFault::ReadOnly(why)),
        }
    }

    /// Makes a change in memory and on disk, or in neither of them.
    pub(crate) fn change<T>(
        &mut self,
        at: Moment,
        act: impl FnOnce(&mut Header, &mut Body, &Derived) -> Result<T, VaultFault>,
    ) -> Result<T, VaultFault> {
        if let Err(fault) = self.writable() {
            self.drop_notes();
            return Err(fault);
        }
        let before = (self.header.clone(), self.body.clone());
        let done = act(&mut self.header, &mut self.body, &self.keys);
        let notes = std::mem::take(&mut self.to_note);
        self.body.note(notes);
        if let Some(grave) = self.uses_up.take() {
            self.body.settings.delays = std::mem::take(&mut self.body.settings.delays).without(grave);
        }
        let done = done.and_then(|value| self.save(at).map(|()| value));
        if done.is_err() {
            (self.header, self.body) = before;
        }
        done
    }

    /// Makes a change after which other keys open the vault: all of it, or nothing.
    pub(crate) fn change_keys(
        &mut self,
        at: Moment,
        act: impl FnOnce(&mut Header, &mut Body) -> (Derived, Option<BackupKeys>),
    ) -> Result<(), VaultFault> {
        let (mut header, mut body) = (self.header.clone(), self.body.clone());
        let (keys, backups) = act(&mut header, &mut body);
        let before = (std::mem::replace(&mut self.keys, keys), std::mem::replace(&mut self.backups, backups));
        let done = self.change(at, |there, inside, _| {
            (*there, *inside) = (header, body);
            Ok(())
        });
        if done.is_err() {
            (self.keys, self.backups) = before;
        }
        done
    }

    /// Drops the lines that the next change would have added to the audit trail.
    pub(crate) fn drop_notes(&mut self) {
        self.to_note.clear();
    }

    pub(crate) fn save(&mut self, at: Moment) -> Result<(), VaultFault> {
        self.header.generation = self.folder.next_generation()?;
        self.header.saved_at = at.wall;
        self.body.steady = self.body.steady.max(at.steady);
        let bytes = file::encode(&self.header, &self.body, &self.keys)?;
        let keys = &self.keys;
        self.folder.save(self.header.generation, at.wall, &bytes, |parsed| parsed.open(keys).map(drop))?;
        self.used = false;
        Ok(())
    }

    /// Gives the account that a permit is for.
    pub(crate) fn permitted(&self, id: AccountId, permit: &impl Permit) -> Result<&Stored, VaultFault> {
        let stored = self.body.stored(id).ok_or(VaultFault::NoAccount)?;
        if permit.from() == Some(stored.account.binding) { Ok(stored) } else { Err(VaultFault::NoAccount) }
    }

    pub(crate) fn context(&self, account: AccountId) -> Context {
        Context { vault: self.header.vault, account }
    }
}
