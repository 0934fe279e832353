use lingpai_vault::{DeviceKey, Folder, Locked, Opener, Passphrase, Vault, VaultFault};

use crate::fault::Fault;
use crate::passphrase::strength;
use crate::session::{Lingpai, Session};

/// What the window asks for after a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// Nothing: the vault is open.
    Open,
    /// A passphrase for a new vault: this machine has no keystore that could hold its key.
    ChoosePassphrase,
    /// The vault's passphrase.
    EnterPassphrase,
}

impl Lingpai {
    /// Opens the vault with the key in the keystore, or makes the first one. May be called again after a fault.
    pub fn start(&self) -> Result<Started, Fault> {
        let mut session = self.session();
        match &*session {
            Session::Open(_) => return Ok(Started::Open),
            Session::Locked(locked) if locked.keystore().is_none() => return Ok(Started::EnterPassphrase),
            // The keystore may answer by now: give the lock back and look again.
            Session::Locked(_) | Session::Fresh(_) | Session::Closed => *session = Session::Closed,
        }
        let folder = Folder::open(&self.folder).map_err(VaultFault::from)?;
        let (next, started) = match Locked::read(folder).map_err(VaultFault::from)? {
            Err(folder) => self.first_start(folder)?,
            Ok(locked) => self.open_locked(locked)?,
        };
        *session = next;
        Ok(started)
    }

    /// No vault yet: put a new key into the keystore, see that it reads back, and only then make the vault.
    fn first_start(&self, folder: Folder) -> Result<(Session, Started), Fault> {
        let id = Vault::make_id()?;
        let device = DeviceKey::make()?;
        let kept = self.ports.keystore.store(id, &device).and_then(|()| self.ports.keystore.load(id));
        match kept {
            Ok(read) if read.to_text().expose() == device.to_text().expose() => {
                let opener = Opener::Keystore(self.ports.keystore.name(), &device);
                Ok((Vault::create(folder, id, opener)?.into(), Started::Open))
            }
            // No keystore, or none that keeps what it is given: nothing of the user's depends on it yet.
            Ok(_) | Err(_) => Ok((Session::Fresh(folder), Started::ChoosePassphrase)),
        }
    }

    fn open_locked(&self, locked: Locked) -> Result<(Session, Started), Fault> {
        if locked.keystore().is_none() {
            return Ok((Session::Locked(locked), Started::EnterPassphrase));
        }
        match self.ports.keystore.load(locked.id()) {
            Ok(device) => match locked.unlock_with_device_key(&device) {
                Ok(vault) => Ok((vault.into(), Started::Open)),
                Err((_, fault)) => Err(Fault::Unlock(fault)),
            },
            Err(_) if locked.has_passphrase() => Ok((Session::Locked(locked), Started::EnterPassphrase)),
            // Never a new key over one that cannot be read: say what is wrong, change nothing.
            Err(fault) => Err(Fault::Keystore(fault)),
        }
    }

    /// Makes the vault under a passphrase, where [`Started::ChoosePassphrase`] asked for one.
    pub fn create_with_passphrase(&self, passphrase: &str) -> Result<Started, Fault> {
        let mut session = self.session();
        let chosen = match Passphrase::new(passphrase) {
            Some(chosen) if strength(passphrase).is_enough() => chosen,
            Some(_) | None => return Err(Fault::WeakPassphrase),
        };
        match std::mem::take(&mut *session) {
            Session::Fresh(folder) => {
                let vault = Vault::create(folder, Vault::make_id()?, Opener::Passphrase(&chosen, self.cost))?;
                *session = vault.into();
                Ok(Started::Open)
            }
            other @ (Session::Closed | Session::Locked(_) | Session::Open(_)) => {
                *session = other;
                Err(Fault::Stale)
            }
        }
    }

    /// Opens the vault with its passphrase, where [`Started::EnterPassphrase`] asked for it.
    pub fn unlock_with_passphrase(&self, passphrase: &str) -> Result<Started, Fault> {
        let mut session = self.session();
        let (next, result) = match std::mem::take(&mut *session) {
            Session::Locked(locked) => match Passphrase::new(passphrase) {
                Some(passphrase) => match locked.unlock_with_passphrase(&passphrase) {
                    Ok(vault) => (vault.into(), Ok(Started::Open)),
                    Err((locked, fault)) => (Session::Locked(locked), Err(Fault::Unlock(fault))),
                },
                None => (Session::Locked(locked), Err(Fault::Unlock(lingpai_vault::UnlockFault::Wrong))),
            },
            other @ (Session::Closed | Session::Fresh(_) | Session::Open(_)) => (other, Err(Fault::Stale)),
        };
        *session = next;
        result
    }
}
