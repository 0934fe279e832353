use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lingpai_domain::{Account, AccountId, TimedCode};
use lingpai_vault::{Cost, Folder, Locked, Vault};

use crate::fault::Fault;
use crate::intake::Held;
use crate::pad::Pad;
use crate::ports::Ports;

/// The program without its window.
pub struct Lingpai {
    pub(crate) ports: Ports,
    pub(crate) folder: PathBuf,
    pub(crate) cost: Cost,
    session: Mutex<Session>,
}

/// Where the program stands.
#[derive(Default)]
pub(crate) enum Session {
    /// Nothing has been opened, or it could not be.
    #[default]
    Closed,
    /// There is no vault and no keystore: a passphrase is to be chosen.
    Fresh(Folder),
    /// The vault waits for its passphrase.
    Locked(Locked),
    /// The vault is open.
    Open(Box<Open>),
}

/// An open vault and what the user is in the middle of.
pub(crate) struct Open {
    pub(crate) vault: Vault,
    pub(crate) held: Held,
    pub(crate) pad: Option<Pad>,
    /// Codes whose PIN was given, until their window ends.
    pub(crate) shown: HashMap<AccountId, TimedCode>,
}

impl Lingpai {
    /// A program that keeps its vault in `folder` and stretches new PINs and passphrases at `cost`.
    pub fn new(ports: Ports, folder: PathBuf, cost: Cost) -> Self {
        Self { ports, folder, cost, session: Mutex::default() }
    }

    /// All bound accounts, in the order they were bound.
    pub fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.with_open(|open| Ok(open.vault.accounts().cloned().collect()))
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        // A use case that panicked left the vault as it was last saved; its in-memory state is changed in single steps.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn with_open<T>(&self, act: impl FnOnce(&mut Open) -> Result<T, Fault>) -> Result<T, Fault> {
        match &mut *self.session() {
            Session::Open(open) => act(open),
            Session::Closed | Session::Fresh(_) | Session::Locked(_) => Err(Fault::Closed),
        }
    }
}

impl From<Vault> for Session {
    fn from(vault: Vault) -> Self {
        Self::Open(Box::new(Open { vault, held: Held::Nothing, pad: None, shown: HashMap::new() }))
    }
}
