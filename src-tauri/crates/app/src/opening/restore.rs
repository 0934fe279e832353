//! Going back to an earlier state, or taking over another machine's.

use std::path::{Path, PathBuf};

use lingpai_domain::UnixTime;
use lingpai_vault::{
    Folder, Foreign, KeystoreFate, MAX_FILE_LEN, Passphrase, RecoveryKit, Restorable, SystemDisk, UnlockFault, Vault,
    VaultFault, VaultId, WayIn, Ways,
};

use crate::fault::Fault;
use crate::opening::start::Started;
use crate::opening::ways::Typed;
use crate::session::{Lingpai, Session};

/// A state that can be gone back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Where its file lies.
    pub path: PathBuf,
    /// When it was saved.
    pub saved_at: UnixTime,
    /// How many accounts it has; unknown where only another passphrase or kit opens it.
    pub accounts: Option<usize>,
    /// Which kind of file it is.
    pub kind: EarlierKind,
}

/// Which kind of file an earlier state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierKind {
    /// A file that this vault saved before.
    Generation,
    /// What a restore or a new beginning put aside.
    Aside,
    /// A copy in the backup folder.
    Backup,
}

/// A file that the user has picked for a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// When it was saved.
    pub saved_at: UnixTime,
    /// How many accounts it has, where that can be seen.
    pub accounts: Option<usize>,
    /// The ways into it.
    pub ways: Ways,
    /// Whether this machine's keystore opens it.
    pub opens_here: bool,
}

impl Lingpai {
    /// Every earlier state there is, the newest first.
    pub fn earlier(&self) -> Result<Vec<Earlier>, Fault> {
        self.with_open(|open| {
            let mut files = open.vault.earlier()?;
            if let Some(plan) = &open.vault.settings().backup
                && let Ok(backups) = lingpai_vault::list_backups(plan.folder.as_ref().as_ref())
            {
                files.extend(backups.into_iter().map(|(path, file)| (path, lingpai_vault::Origin::Backup, file)));
            }
            let mut earlier: Vec<Earlier> = files
                .into_iter()
                .map(|(path, origin, file)| Earlier {
                    path,
                    saved_at: file.saved_at(),
                    accounts: open.vault.accounts_in(&file),
                    kind: match origin {
                        lingpai_vault::Origin::Generation => EarlierKind::Generation,
                        lingpai_vault::Origin::Aside => EarlierKind::Aside,
                        lingpai_vault::Origin::Backup => EarlierKind::Backup,
                    },
                })
                .collect();
            earlier.sort_by_key(|earlier| std::cmp::Reverse(earlier.saved_at));
            open.earlier = earlier.iter().map(|earlier| earlier.path.clone()).collect();
            Ok(earlier)
        })
    }

    /// Picks a state by its place in the list that [`Lingpai::earlier`] gave last.
    pub fn pick_earlier(&self, index: usize) -> Result<Picked, Fault> {
        let path = self.with_open(|open| open.earlier.get(index).cloned().ok_or(Fault::Stale))?;
        self.pick(&path)
    }

    /// Reads a vault file that the user has picked and holds it for [`Lingpai::restore`].
    pub fn pick(&self, path: &Path) -> Result<Picked, Fault> {
        let bytes = lingpai_vault::Disk::read(&SystemDisk, path, MAX_FILE_LEN)
            .map_err(|error| VaultFault::from(lingpai_vault::FolderFault::Io(error)))?;
        let file = Foreign::read(bytes).map_err(Fault::NotAVault)?;
        let opens_here = self.device_key_of(&file).is_some();
        let mut session = self.session();
        let accounts = match &*session {
            Session::Open(open) => open.vault.accounts_in(&file),
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => None,
        };
        let picked = Picked { saved_at: file.saved_at(), accounts, ways: file.ways(), opens_here };
        match &mut *session {
            Session::Open(open) => open.picked = Some(file),
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => {
                *self.picked() = Some(file);
            }
        }
        Ok(picked)
    }

    /// Forgets the file that was picked.
    pub fn put_back(&self) {
        if let Session::Open(open) = &mut *self.session() {
            open.picked = None;
        }
        *self.picked() = None;
    }

    /// Makes the picked file this device's vault. The present vault is kept aside first; its PIN accounts are Unsynced
    /// then, and no count of wrong PINs is set back.
    ///
    /// A fault leaves everything as it was, and the file picked.
    pub fn restore(&self, typed: &Typed<'_>) -> Result<Started, Fault> {
        let mut session = self.session();
        let held = match &mut *session {
            Session::Open(open) => open.picked.take(),
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => self.picked().take(),
        };
        let file = held.ok_or(Fault::Stale)?;
        let (restorable, here) = match self.open_picked(file, typed) {
            Ok(opened) => opened,
            Err((file, fault)) => {
                match &mut *session {
                    Session::Open(open) => open.picked = Some(file),
                    Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => {
                        *self.picked() = Some(file);
                    }
                }
                return Err(fault);
            }
        };
        let (folder, remembered) = match std::mem::take(&mut *session) {
            Session::Open(open) if open.vault.may_be_replaced() => {
                let remembered = open.vault.remembered();
                (open.vault.close(), remembered)
            }
            Session::Locked(locked, _) => (locked.into_folder(), Vec::new()),
            Session::Fresh(folder) | Session::Broken(folder) => (folder, Vec::new()),
            other @ (Session::Open(_) | Session::Closed) => {
                *session = other;
                return Err(Fault::Stale);
            }
        };
        let installed = self.install(restorable, here, folder, &remembered);
        drop(session);
        match installed {
            Ok(vault) => {
                *self.session() = self.open_session(vault);
                Ok(Started::Open)
            }
            Err((folder, fault)) => {
                // The lock is let go of, and the vault there was is opened again.
                drop(folder);
                self.start()?;
                Err(fault)
            }
        }
    }

    fn open_picked(&self, file: Foreign, typed: &Typed<'_>) -> Result<(Restorable, Here), (Foreign, Fault)> {
        let unlock =
            |file: Foreign, way: WayIn<'_>| file.unlock(way).map_err(|(file, fault)| (file, Fault::Unlock(fault)));
        // Where this machine's keystore opens the file as well, that way in stays.
        let here = if self.device_key_of(&file).is_some() { Here::Yes } else { Here::No };
        match typed {
            Typed::Nothing => match self.device_key_of(&file) {
                Some(device) => Ok((unlock(file, WayIn::DeviceKey(&device))?, Here::Yes)),
                None => Err((file, Fault::ProofNeeded)),
            },
            Typed::Passphrase(passphrase) => match Passphrase::new(passphrase) {
                Some(passphrase) => Ok((unlock(file, WayIn::Passphrase(&passphrase))?, here)),
                None => Err((file, Fault::Unlock(UnlockFault::Wrong))),
            },
            Typed::Kit(kit) => match RecoveryKit::from_text(kit) {
                Some(kit) => match file.unlock(WayIn::Kit(&kit)) {
                    Ok(restorable) => Ok((restorable, here)),
                    Err((file, fault)) => Err((file, Fault::of_kit(fault))),
                },
                None => Err((file, Fault::NotAKit)),
            },
        }
    }

    fn install(
        &self,
        restorable: Restorable,
        here: Here,
        folder: Folder,
        remembered: &[(lingpai_domain::AccountId, lingpai_domain::attempts::Attempts)],
    ) -> Result<Vault, (Folder, Fault)> {
        let id: VaultId = restorable.id();
        let device = match here {
            Here::Yes => None,
            // The entry of this vault may be there and fit after all; a new key would bar the older files.
            Here::No => match self.ports.keystore.load(id) {
                Ok(_) => None,
                Err(crate::ports::KeystoreFault::NoEntry) => match self.new_device_key(id) {
                    Ok(device) => device,
                    Err(fault) => return Err((folder, fault)),
                },
                Err(_) => None,
            },
        };
        let fate = match (&here, &device) {
            (Here::Yes, _) => KeystoreFate::Keep,
            (Here::No, Some(device)) => KeystoreFate::Replace(self.ports.keystore.name(), device),
            (Here::No, None) => KeystoreFate::Drop,
        };
        let vault = restorable.install(folder, fate, remembered, self.wall_moment());
        vault.map_err(|(folder, fault)| (folder, fault.into()))
    }

    /// This machine's key of the file's vault, where it opens the file.
    fn device_key_of(&self, file: &Foreign) -> Option<lingpai_vault::DeviceKey> {
        file.ways().keystore?;
        let device = self.ports.keystore.load(file.id()).ok()?;
        file.opens_with(&device).then_some(device)
    }
}

/// Whether this machine's key opened the file.
enum Here {
    Yes,
    No,
}
