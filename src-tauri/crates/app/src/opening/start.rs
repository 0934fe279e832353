use lingpai_domain::burn_stack;
use lingpai_vault::{
    Access, DeviceKey, Folder, FolderFault, Locked, Opener, Passphrase, RecoveryKit, UnlockFault, Vault, VaultFault,
    WayIn, Ways,
};

use crate::fault::Fault;
use crate::opening::passphrase::strength;
use crate::ports::KeystoreFault;
use crate::session::{Lingpai, Memory, Session, SessionId};

/// What the window asks for after a start.
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
    /// What the keystore said, where the vault has a key in one.
    pub keystore: Option<KeystoreFault>,
    /// The ways there are.
    pub ways: Ways,
}

/// What is to become of a lost keystore entry when another way opens the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renew {
    /// Leave it.
    No,
    /// Put a new key into this machine's keystore; only where there is none. PIN accounts are Unsynced then.
    Yes,
}

impl Lingpai {
    /// Opens the vault with the key in the keystore, or makes the first one. May be called again after a fault.
    ///
    /// Where another process holds the vault, it is opened for reading.
    pub fn start(&self) -> Result<Started, Fault> {
        let mut session = self.session();
        match &*session {
            Session::Open(_) => return Ok(Started::Open),
            Session::Locked(locked, None) => {
                return Ok(Started::Unlock(Unlock { keystore: None, ways: locked.ways() }));
            }
            // The keystore may answer by now: give the lock back and look again.
            Session::Locked(_, Some(_)) | Session::Fresh(_) | Session::Broken(_) | Session::Closed => {
                *session = Session::Closed;
            }
        }
        let folder = match Folder::open(&self.folder) {
            Err(FolderFault::InUse) => Folder::look(&self.folder),
            folder => folder.map_err(VaultFault::from)?,
        };
        let (next, started) = match Locked::read(folder) {
            Ok(Ok(locked)) => self.open_locked(locked)?,
            Ok(Err(folder)) if folder.may_be_written() => self.first_start(folder)?,
            // The other process has not made its vault yet.
            Ok(Err(_)) => return Err(VaultFault::from(FolderFault::InUse).into()),
            Err(fault) => {
                // From here a restore or a new beginning goes on; both need the folder and its lock.
                if let (FolderFault::Damaged(_), Ok(folder)) = (&fault, Folder::open(&self.folder)) {
                    *session = Session::Broken(folder);
                }
                return Err(VaultFault::from(fault).into());
            }
        };
        *session = next;
        Ok(started)
    }

    /// No vault yet: put a new key into the keystore, see that it reads back, and only then make the vault.
    fn first_start(&self, folder: Folder) -> Result<(Session, Started), Fault> {
        let id = Vault::make_id()?;
        Ok(match self.new_device_key(id)? {
            Some(device) => {
                let opener = Opener::Keystore(self.ports.keystore.name(), &device);
                let vault = Vault::create(folder, id, opener, self.wall_moment())?;
                (self.open_session(vault), Started::Open)
            }
            None => (Session::Fresh(folder), Started::ChoosePassphrase),
        })
    }

    /// A new key that the keystore holds and gives back; none where there is no keystore that does.
    pub(crate) fn new_device_key(&self, id: lingpai_vault::VaultId) -> Result<Option<DeviceKey>, Fault> {
        let device = DeviceKey::make()?;
        let kept = self.ports.keystore.store(id, &device).and_then(|()| self.ports.keystore.load(id));
        Ok(match kept {
            Ok(read) if read.to_text().expose() == device.to_text().expose() => Some(device),
            Ok(_) | Err(_) => None,
        })
    }

    fn open_locked(&self, locked: Locked) -> Result<(Session, Started), Fault> {
        let ways = locked.ways();
        if ways.keystore.is_none() {
            return Ok((Session::Locked(locked, None), Started::Unlock(Unlock { keystore: None, ways })));
        }
        let fault = match self.ports.keystore.load(locked.id()) {
            Ok(device) => match locked.unlock(WayIn::DeviceKey(&device)) {
                Ok(vault) => return Ok((self.open_session(vault), Started::Open)),
                // The store holds another vault's key or a replaced one: for this vault, the right one is missing.
                Err((locked, UnlockFault::Wrong | UnlockFault::NoSlot)) => {
                    let unlock = Unlock { keystore: Some(KeystoreFault::Undecodable), ways };
                    let session = Session::Locked(locked, Some(KeystoreFault::Undecodable));
                    return Ok((session, Started::Unlock(unlock)));
                }
                Err((_, fault)) => return Err(Fault::Unlock(fault)),
            },
            // Never a new key over one that cannot be read: say what is wrong, change nothing, offer the other ways.
            Err(fault) => fault,
        };
        let unlock = Unlock { keystore: Some(fault), ways };
        Ok((Session::Locked(locked, Some(fault)), Started::Unlock(unlock)))
    }

    /// The session of a vault that a way in has opened: compared with the keystore's memory, and backed up if planned.
    pub(crate) fn open_session(&self, mut vault: Vault) -> Session {
        self.compare(&mut vault);
        let mut open = self.opened(vault);
        if open.vault.access() == Access::Full {
            self.remember(&mut open);
        }
        self.backups.due(&open.vault, self.ports.clock.now());
        Session::Open(Box::new(open))
    }

    /// As [`Lingpai::open_session`], where the keystore failed and another way opened the vault.
    fn open_session_alone(&self, vault: Vault) -> Session {
        let mut open = self.opened(vault);
        open.memory = Memory::Silent;
        self.backups.due(&open.vault, self.ports.clock.now());
        Session::Open(Box::new(open))
    }

    /// Ends the wait for a keystore that does not answer.
    pub fn give_up_keystore(&self) {
        self.ports.keystore.give_up();
    }

    /// Makes the vault under a passphrase, where [`Started::ChoosePassphrase`] asked for one.
    pub fn create_with_passphrase(&self, passphrase: &str) -> Result<Started, Fault> {
        let chosen = chosen_passphrase(passphrase)?;
        let mut session = self.session();
        match std::mem::take(&mut *session) {
            Session::Fresh(folder) => {
                let opener = Opener::Passphrase(&chosen, self.cost);
                let vault = Vault::create(folder, Vault::make_id()?, opener, self.wall_moment())?;
                *session = self.open_session(vault);
                Ok(Started::Open)
            }
            other @ (Session::Closed | Session::Locked(..) | Session::Broken(_) | Session::Open(_)) => {
                *session = other;
                Err(Fault::Stale)
            }
        }
    }

    /// Opens the vault with its passphrase.
    pub fn unlock_with_passphrase(&self, passphrase: &str, renew: Renew) -> Result<Started, Fault> {
        let typed = Passphrase::new(passphrase).ok_or(Fault::Unlock(UnlockFault::Wrong))?;
        self.unlock(WayIn::Passphrase(&typed), renew)
    }

    /// Opens the vault with its recovery kit.
    pub fn unlock_with_kit(&self, kit: &str, renew: Renew) -> Result<Started, Fault> {
        let typed = RecoveryKit::from_text(kit).ok_or(Fault::NotAKit)?;
        self.unlock(WayIn::Kit(&typed), renew)
    }

    fn unlock(&self, way: WayIn<'_>, renew: Renew) -> Result<Started, Fault> {
        let mut session = self.session();
        let (locked, keystore) = match std::mem::take(&mut *session) {
            Session::Locked(locked, keystore) => (locked, keystore),
            other @ (Session::Closed | Session::Fresh(_) | Session::Broken(_) | Session::Open(_)) => {
                *session = other;
                return Err(Fault::Stale);
            }
        };
        let vault = match locked.unlock(way) {
            Ok(vault) => vault,
            Err((locked, fault)) => {
                *session = Session::Locked(locked, keystore);
                return Err(match way {
                    WayIn::Kit(_) => Fault::of_kit(fault),
                    WayIn::DeviceKey(_) | WayIn::Passphrase(_) => Fault::Unlock(fault),
                });
            }
        };
        *session = match keystore {
            None => self.open_session(vault),
            Some(_) => self.open_session_alone(vault),
        };
        let Session::Open(open) = &mut *session else { return Err(Fault::Closed) };
        // Only over nothing: an entry that is there and cannot be read may be the right one for another day.
        if renew == Renew::Yes && keystore == Some(KeystoreFault::NoEntry) {
            let id = open.vault.id();
            let device = self.new_device_key(id)?.ok_or(Fault::Keystore(KeystoreFault::Failed))?;
            let proof = open.vault.prove(way)?;
            let at = open.moment(&self.ports);
            open.vault.set_keystore(&proof, self.ports.keystore.name(), &device, at)?;
            open.memory = Memory::Answers;
            self.remember(open);
        }
        Ok(Started::Open)
    }

    /// Locks the vault: every key, code and picture leaves memory, and a code that was copied the clipboard. What opens it
    /// again is said.
    pub fn lock(&self) -> Result<Started, Fault> {
        let locked = self.forget(|_| true);
        self.after_lock();
        locked
    }

    /// As [`Lingpai::lock`] where this session is still the open one; whether it was.
    pub(crate) fn lock_session(&self, id: SessionId) -> bool {
        let mut was_open = false;
        // What opens it again is asked for by the page, which is told to.
        self.forget(|open| {
            was_open = open == id;
            was_open
        })
        .ok();
        if was_open {
            self.after_lock();
        }
        was_open
    }

    fn after_lock(&self) {
        burn_stack();
        // Behind the lock: nothing is copied any more, and a clipboard that is slow keeps no key in memory.
        self.clear_copied();
        self.bell.ring();
    }

    /// Ends the program's work: locks the vault, takes a copied code out of the clipboard, ends its threads.
    pub fn quit(&self) {
        self.bell.end();
        // Where no vault is open, there is nothing to lock.
        self.lock().ok();
    }

    fn forget(&self, is_it: impl FnOnce(SessionId) -> bool) -> Result<Started, Fault> {
        let mut session = self.session();
        match std::mem::take(&mut *session) {
            Session::Open(mut open) if is_it(open.id) => {
                // Without codes nobody is asked for the time.
                self.time.follow(None);
                let at = open.moment(&self.ports);
                // Which account was used last is worth no vault that stays open.
                open.vault.save_used(at).ok();
                let folder = open.vault.close();
                match Locked::read(folder).map_err(VaultFault::from)? {
                    Ok(locked) => {
                        let ways = locked.ways();
                        *session = Session::Locked(locked, None);
                        Ok(Started::Unlock(Unlock { keystore: None, ways }))
                    }
                    Err(_) => Err(Fault::Closed),
                }
            }
            other @ (Session::Open(_)
            | Session::Closed
            | Session::Fresh(_)
            | Session::Locked(..)
            | Session::Broken(_)) => {
                *session = other;
                Err(Fault::Closed)
            }
        }
    }

    /// Opens a vault that was locked in this run with the key in the keystore.
    pub fn unlock_with_keystore(&self) -> Result<Started, Fault> {
        let mut session = self.session();
        match std::mem::take(&mut *session) {
            Session::Locked(locked, _) => {
                let (next, started) = self.open_locked(locked)?;
                *session = next;
                Ok(started)
            }
            other @ (Session::Closed | Session::Fresh(_) | Session::Broken(_) | Session::Open(_)) => {
                *session = other;
                Err(Fault::Stale)
            }
        }
    }

    /// Puts every file of a vault that nothing opens any more aside, for good, and begins with a new one.
    pub fn begin_anew(&self) -> Result<Started, Fault> {
        let mut session = self.session();
        let folder = match std::mem::take(&mut *session) {
            Session::Locked(locked, _) => locked.into_folder(),
            Session::Broken(folder) => folder,
            other @ (Session::Closed | Session::Fresh(_) | Session::Open(_)) => {
                *session = other;
                return Err(Fault::Stale);
            }
        };
        let (next, started) = self.first_start(folder.begin_anew().map_err(VaultFault::from)?)?;
        *session = next;
        Ok(started)
    }

    pub(crate) fn wall_moment(&self) -> lingpai_domain::Moment {
        let now = self.ports.clock.now();
        lingpai_domain::Moment { wall: now, steady: now }
    }
}

/// A passphrase that is hard enough to guess.
pub(crate) fn chosen_passphrase(passphrase: &str) -> Result<Passphrase, Fault> {
    match Passphrase::new(passphrase) {
        Some(chosen) if strength(passphrase).is_enough() => Ok(chosen),
        Some(_) | None => Err(Fault::WeakPassphrase),
    }
}
