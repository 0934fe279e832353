//! Automatic backups of the vault. They are made on a thread of their own, because the folder may be on a slow or a missing
//! drive. The passphrase for backups and the recovery kit open them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use lingpai_domain::UnixTime;
use lingpai_domain::trail::What;
use lingpai_vault::{BackupFault, BackupJob, BackupPlan, Keep, Settings, Vault, VaultId};
use parking_lot::{Condvar, Mutex};

use crate::fault::Fault;
use crate::ports::Watcher;
use crate::proven::Proven;
use crate::proven::kinds;
use crate::room::Room;

/// The status of the backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupStatus {
    /// Whether a copy is being made.
    pub running: bool,
    /// When the last copy was verified in this run of the program.
    pub last: Option<UnixTime>,
    /// Why the last attempt failed. `None` after one that worked.
    pub failed: Option<String>,
}

/// The thread that copies, and its status.
pub(crate) struct Backups {
    shared: Arc<Shared>,
}

struct Shared {
    inside: Mutex<Inside>,
    changed: Condvar,
    watcher: Arc<dyn Watcher>,
}

#[derive(Default)]
struct Inside {
    /// The newest state that has not been copied. It replaces an older one.
    next: Option<(BackupJob, BackupPlan, UnixTime)>,
    status: BackupStatus,
    /// When an attempt failed, if the audit trail does not have it yet.
    unnoted: Option<UnixTime>,
    /// The newest state whose copy is the only one left, because all older ones were to be removed.
    swept: Option<(VaultId, u64)>,
    started: bool,
    ended: bool,
}

impl Backups {
    pub(crate) fn new(watcher: Arc<dyn Watcher>) -> Self {
        Self { shared: Arc::new(Shared { inside: Mutex::default(), changed: Condvar::new(), watcher }) }
    }

    /// Copies the state that is on disk, if the user has planned copies.
    pub(crate) fn due(&self, vault: &Vault, now: UnixTime) {
        let Some(plan) = vault.settings().backup.clone() else { return };
        let mut inside = self.shared.inside.lock();
        match vault.backup_job() {
            Ok(job) => inside.next = Some((job, plan, now)),
            Err(fault) => {
                inside.status.failed = Some(fault.to_string());
                return;
            }
        }
        inside.status.running = true;
        if !std::mem::replace(&mut inside.started, true) {
            let shared = Arc::clone(&self.shared);
            if thread::Builder::new().name("backup".into()).spawn(move || shared.work()).is_err() {
                inside.started = false;
                inside.status.failed = Some("the system gave no thread".to_owned());
            }
        }
        self.shared.changed.notify_all();
    }

    /// Forgets the planned copy and the status.
    pub(crate) fn forget(&self) {
        let mut inside = self.shared.inside.lock();
        inside.next = None;
        inside.status = BackupStatus::default();
    }

    /// When an attempt failed, if it failed since the last call.
    pub(crate) fn failed_since_noted(&self) -> Option<UnixTime> {
        self.shared.inside.lock().unnoted.take()
    }

    /// Whether every older copy of this state was removed.
    pub(crate) fn has_swept(&self, vault: &Vault) -> bool {
        self.shared.inside.lock().swept == Some((vault.id(), vault.generation()))
    }

    pub(crate) fn status(&self) -> BackupStatus {
        self.shared.inside.lock().status.clone()
    }

    /// Waits until every copy that is due was made or has failed.
    pub(crate) fn settle(&self) -> BackupStatus {
        let mut inside = self.shared.inside.lock();
        self.shared.changed.wait_while(&mut inside, |inside| inside.status.running);
        inside.status.clone()
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        self.shared.inside.lock().ended = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let mut inside = self.inside.lock();
            self.changed.wait_while(&mut inside, |inside| inside.next.is_none() && !inside.ended);
            let Some((job, plan, now)) = inside.next.take() else { return };
            drop(inside);
            let done: Result<PathBuf, BackupFault> = job.run(plan.folder.as_ref().as_ref(), plan.keep);
            let swept = job.sweeps().then(|| job.state());
            drop(job);
            let mut inside = self.inside.lock();
            match done {
                Ok(_) => {
                    inside.status.last = Some(now);
                    inside.status.failed = None;
                    inside.swept = swept;
                }
                Err(fault) => {
                    inside.status.failed = Some(fault.to_string());
                    inside.unnoted = Some(now);
                }
            }
            inside.status.running = inside.next.is_some();
            drop(inside);
            self.changed.notify_all();
            self.watcher.vault_changed();
        }
    }
}

/// Plans copies in a folder. On disk when this returns.
pub(crate) fn plan(
    room: &mut Room<'_>,
    proven: &Proven<kinds::Backups>,
    folder: &Path,
    keep: Keep,
) -> Result<(), Fault> {
    let plan = folder.to_str().and_then(|folder| BackupPlan::new(folder, keep)).ok_or(Fault::Folder)?;
    set_plan(room, proven, Some(plan))
}

/// Sets how many copies are kept. On disk when this returns.
pub(crate) fn keep(room: &mut Room<'_>, proven: &Proven<kinds::Backups>, keep: Keep) -> Result<(), Fault> {
    let plan = room.vault.settings().backup.clone().ok_or(Fault::Stale)?;
    set_plan(room, proven, Some(BackupPlan { keep, ..plan }))
}

/// Sets where copies are made; `None` for none. On disk when this returns.
pub(crate) fn set_plan(
    room: &mut Room<'_>,
    _: &Proven<kinds::Backups>,
    backup: Option<BackupPlan>,
) -> Result<(), Fault> {
    let line = room.vault_line(if backup.is_some() { What::BackupsSet } else { What::BackupsEnded });
    let settings = Settings { backup, ..room.vault.settings().clone() };
    Ok(room.vault.noting(line).set_settings(settings, room.at)?)
}
