//! The vault while it is not open: how it is found, made and unlocked.

use std::path::Path;
use std::sync::Arc;

use lingpai_domain::Moment;
use lingpai_domain::trail::{Entry as Line, What};
use lingpai_vault::{
    AnchorVerdict, Cost, Folder, FolderFault, Foreign, KeystoreName, Locked, Opener, Passphrase, RecoveryKit, Shut,
    UnlockFault, Vault, VaultFault, WayIn, Ways, wait_while,
};

use crate::fault::Fault;
use crate::opening::device_key;
use crate::opening::passphrase::strength;
use crate::ports::anchor::Memory;
use crate::ports::{KeystoreFault, Ports};

/// What the window must ask for after a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// Nothing: the vault is open.
    Open,
    /// A passphrase for a new vault: this machine has no keystore that could hold its key.
    ChoosePassphrase,
    /// A way into the vault.
    Unlock(Unlock),
}

/// How a locked vault may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlock {
    /// Why the keystore did not open the vault. `None` if it was not asked.
    pub keystore: Option<KeystoreFault>,
    /// The ways into the vault.
    pub ways: Ways,
}

/// What happens to a lost keystore entry when another way opens the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renew {
    /// It stays lost.
    No,
    /// A new key is stored in this machine's keystore, but only if there is none. PIN accounts become Unsynced.
    Yes,
}

/// A vault that is not open.
#[derive(Default)]
pub(crate) struct Door {
    state: DoorState,
    /// A vault file that the user has picked and not restored yet.
    picked: Option<Foreign>,
}

#[derive(Default)]
enum DoorState {
    /// Nobody has looked for a vault yet, or it could not be opened.
    #[default]
    Closed,
    /// There is no vault and no keystore: the user must choose a passphrase.
    Fresh(Folder),
    /// The vault was locked in this run. Its files have not been looked at since.
    Resting(Shut),
    /// The vault waits for a way in. Also why the keystore did not open it, if it was asked.
    Locked(Locked, Option<KeystoreFault>),
    /// No file of the vault is intact: only a restore or a new vault helps.
    Broken(Folder),
}

/// The result of an attempt to open the vault.
pub(crate) enum Entry {
    /// It is open.
    Open(Box<Vault>),
    /// The window must ask for something first.
    Asks(Started),
}

impl Door {
    /// The door of a vault that has just been locked. No file is read: a lock waits for no disk.
    pub(crate) fn resting(shut: Shut) -> Self {
        Self { state: DoorState::Resting(shut), picked: None }
    }

    /// Writes what the lock has left to write, and lets go of the folder.
    pub(crate) fn finish(&mut self) {
        self.state = match std::mem::take(&mut self.state) {
            DoorState::Resting(shut) => {
                drop(shut.into_folder());
                DoorState::Closed
            }
            other @ (DoorState::Closed | DoorState::Fresh(_) | DoorState::Locked(..) | DoorState::Broken(_)) => other,
        };
    }

    /// Reads the file of a vault that was locked in this run.
    fn look(&mut self) -> Result<(), Fault> {
        self.state = match std::mem::take(&mut self.state) {
            DoorState::Resting(shut) => {
                let locked = Locked::read(shut.into_folder()).map_err(VaultFault::from)?;
                DoorState::Locked(locked.map_err(|_| Fault::Closed)?, None)
            }
            other @ (DoorState::Closed | DoorState::Fresh(_) | DoorState::Locked(..) | DoorState::Broken(_)) => other,
        };
        Ok(())
    }

    /// Opens the vault in a folder with the key in the keystore, or makes the first one. May be called again after a
    /// fault.
    ///
    /// If another process holds the vault and does not end within a second, the vault is opened for reading. A process that was
    /// just closed may still hold it.
    pub(crate) fn start(&mut self, ports: &Ports, path: &Path) -> Result<Entry, Fault> {
        let asked = match &self.state {
            DoorState::Resting(shut) => Some(shut.ways().clone()),
            DoorState::Locked(locked, None) => Some(locked.ways()),
            DoorState::Locked(_, Some(_)) | DoorState::Closed | DoorState::Fresh(_) | DoorState::Broken(_) => None,
        };
        if let Some(ways) = asked {
            return Ok(Entry::Asks(Started::Unlock(Unlock { keystore: None, ways })));
        }
        // The keystore may answer by now: release the folder's lock and look again.
        self.state = DoorState::Closed;
        let opened =
            wait_while(|fault| matches!(fault, FolderFault::InUse), || Folder::open_on(Arc::clone(&ports.disk), path));
        let folder = match opened {
            Err(FolderFault::InUse) => Folder::look_on(Arc::clone(&ports.disk), path),
            folder => folder.map_err(VaultFault::from)?,
        };
        match Locked::read(folder) {
            Ok(Ok(locked)) => self.open_with_keystore(locked, ports),
            Ok(Err(folder)) if folder.may_be_written() => self.make_first(folder, ports),
            // The other process has not made its vault yet.
            Ok(Err(_)) => Err(VaultFault::from(FolderFault::InUse).into()),
            Err(fault) => {
                // From here a restore or a new beginning goes on; both need the folder and its lock.
                if let (FolderFault::Damaged(_), Ok(folder)) = (&fault, Folder::open_on(Arc::clone(&ports.disk), path))
                {
                    self.state = DoorState::Broken(folder);
                }
                Err(VaultFault::from(fault).into())
            }
        }
    }

    /// Makes the vault under a passphrase, after [`Started::ChoosePassphrase`].
    pub(crate) fn create_with_passphrase(
        &mut self,
        passphrase: &str,
        ports: &Ports,
        cost: Cost,
    ) -> Result<Entry, Fault> {
        let chosen = chosen_passphrase(passphrase)?;
        match std::mem::take(&mut self.state) {
            DoorState::Fresh(folder) => {
                let opener = Opener::Passphrase(&chosen, cost);
                let vault = Vault::create(folder, Vault::make_id()?, opener, wall_moment(ports))?;
                Ok(Entry::Open(Box::new(vault)))
            }
            other @ (DoorState::Closed | DoorState::Resting(_) | DoorState::Locked(..) | DoorState::Broken(_)) => {
                self.stays(other)
            }
        }
    }

    /// Opens the vault with something that was typed. Also returns why the keystore did not open it before.
    pub(crate) fn unlock(&mut self, way: WayIn<'_>) -> Result<(Vault, Option<KeystoreFault>), Fault> {
        self.look()?;
        let (locked, keystore) = match std::mem::take(&mut self.state) {
            DoorState::Locked(locked, keystore) => (locked, keystore),
            other @ (DoorState::Closed | DoorState::Resting(_) | DoorState::Fresh(_) | DoorState::Broken(_)) => {
                return self.stays(other);
            }
        };
        locked.unlock(way).map(|vault| (vault, keystore)).map_err(|(locked, fault)| {
            self.state = DoorState::Locked(locked, keystore);
            match way {
                WayIn::Kit(_) => Fault::of_kit(fault),
                WayIn::DeviceKey(_) | WayIn::Passphrase(_) => Fault::Unlock(fault),
            }
        })
    }

    /// Opens a vault that was locked earlier in this run, with the key in the keystore.
    pub(crate) fn unlock_with_keystore(&mut self, ports: &Ports) -> Result<Entry, Fault> {
        self.look()?;
        match std::mem::take(&mut self.state) {
            DoorState::Locked(locked, _) => self.open_with_keystore(locked, ports),
            other @ (DoorState::Closed | DoorState::Resting(_) | DoorState::Fresh(_) | DoorState::Broken(_)) => {
                self.stays(other)
            }
        }
    }

    /// Puts all files of a vault that nothing opens aside, and makes a new vault.
    pub(crate) fn begin_anew(&mut self, ports: &Ports) -> Result<Entry, Fault> {
        let folder = match std::mem::take(&mut self.state) {
            DoorState::Resting(shut) => shut.into_folder(),
            DoorState::Locked(locked, _) => locked.into_folder(),
            DoorState::Broken(folder) => folder,
            other @ (DoorState::Closed | DoorState::Fresh(_)) => return self.stays(other),
        };
        self.make_first(folder.begin_anew().map_err(VaultFault::from)?, ports)
    }

    /// The vault file that the user has picked.
    pub(crate) fn picked(&mut self) -> &mut Option<Foreign> {
        &mut self.picked
    }

    /// Whether a picked file may take the place of the vault. `typed`: the user has typed what opens the file. Where there is a whole vault that something
    /// opens, the keystore is not enough: it would bring an older state back with nothing typed.
    pub(crate) fn takes_a_restore(&self, typed: bool) -> bool {
        match &self.state {
            DoorState::Closed | DoorState::Fresh(_) | DoorState::Broken(_) => true,
            DoorState::Resting(_) | DoorState::Locked(..) => typed,
        }
    }

    /// Takes the folder, for a restore into it.
    pub(crate) fn take_folder(&mut self) -> Result<Folder, Fault> {
        match std::mem::take(&mut self.state) {
            DoorState::Resting(shut) => Ok(shut.into_folder()),
            DoorState::Locked(locked, _) => Ok(locked.into_folder()),
            DoorState::Fresh(folder) | DoorState::Broken(folder) => Ok(folder),
            DoorState::Closed => Err(Fault::Stale),
        }
    }

    /// Refuses a step that this state does not allow, and keeps the state.
    fn stays<T>(&mut self, state: DoorState) -> Result<T, Fault> {
        self.state = state;
        Err(Fault::Stale)
    }

    /// Makes the first vault. It stores a new key in the keystore, checks that the key reads back, and only then makes
    /// the vault.
    fn make_first(&mut self, folder: Folder, ports: &Ports) -> Result<Entry, Fault> {
        let id = Vault::make_id()?;
        let Some(device) = device_key::make(&*ports.keystore, id)? else {
            self.state = DoorState::Fresh(folder);
            return Ok(Entry::Asks(Started::ChoosePassphrase));
        };
        let name: KeystoreName = ports.keystore.name();
        let vault = Vault::create(folder, id, Opener::Keystore(name, &device), wall_moment(ports))?;
        Ok(Entry::Open(Box::new(vault)))
    }

    fn open_with_keystore(&mut self, locked: Locked, ports: &Ports) -> Result<Entry, Fault> {
        let ways = locked.ways();
        let asks = |keystore| Ok(Entry::Asks(Started::Unlock(Unlock { keystore, ways })));
        if locked.ways().keystore.is_none() {
            self.state = DoorState::Locked(locked, None);
            return asks(None);
        }
        let (locked, fault) = match ports.keystore.load(locked.id()) {
            Ok(device) => match locked.unlock(WayIn::DeviceKey(&device)) {
                Ok(vault) => return Ok(Entry::Open(Box::new(vault))),
                // The store holds another vault's key or an old one. The right key of this vault is missing.
                Err((locked, UnlockFault::Wrong | UnlockFault::NoSlot)) => (locked, KeystoreFault::Undecodable),
                Err((_, fault)) => return Err(Fault::Unlock(fault)),
            },
            // A new key never replaces one that cannot be read: report the fault, change nothing, offer the other ways.
            Err(fault) => (locked, fault),
        };
        self.state = DoorState::Locked(locked, Some(fault));
        asks(Some(fault))
    }
}

/// Puts a new key into this machine's keystore, where there was none, for a vault that another way has opened. Where the
/// keystore doubts the file, nothing is done: the window tells of the doubt first.
pub(crate) fn renew_keystore(vault: &mut Vault, way: WayIn<'_>, ports: &Ports, at: Moment) -> Result<(), Fault> {
    let keystore = &*ports.keystore;
    let recalled = Memory::Answers.recall(keystore, vault.id());
    match vault.check_anchor(recalled.as_recall()) {
        AnchorVerdict::Fine => {}
        // The user has said that the keystore has lost what it held.
        AnchorVerdict::Missing => vault.accept_older(recalled.as_recall(), at)?,
        AnchorVerdict::Older | AnchorVerdict::Forged | AnchorVerdict::Unread => return Ok(()),
    }
    let device = device_key::make(keystore, vault.id())?.ok_or(Fault::Keystore(KeystoreFault::Failed))?;
    let proof = vault.prove(way)?;
    let line = Line::of_vault(at.wall, What::KeystoreRenewed);
    Ok(vault.noting(line).set_keystore(&proof, keystore.name(), &device, at)?)
}

/// Reads a passphrase that was typed to unlock the vault.
pub(crate) fn typed_passphrase(typed: &str) -> Result<Passphrase, Fault> {
    Passphrase::new(typed).ok_or(Fault::Unlock(UnlockFault::Wrong))
}

/// Reads a recovery kit that was typed.
pub(crate) fn typed_kit(typed: &str) -> Result<RecoveryKit, Fault> {
    RecoveryKit::from_text(typed).ok_or(Fault::NotAKit)
}

/// Reads a new passphrase. Refused if it is too easy to guess.
pub(super) fn chosen_passphrase(passphrase: &str) -> Result<Passphrase, Fault> {
    match Passphrase::new(passphrase) {
        Some(chosen) if strength(passphrase).is_enough() => Ok(chosen),
        Some(_) | None => Err(Fault::WeakPassphrase),
    }
}

/// Now, where no vault tells a steady time.
fn wall_moment(ports: &Ports) -> Moment {
    let now = ports.clock.now();
    Moment { wall: now, steady: now }
}
