//! Copies of the vault, made by themselves on a thread of their own: the folder may be a slow or a vanished drive.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use lingpai_domain::UnixTime;
use lingpai_vault::{BackupFault, BackupJob, BackupPlan, Keep, Vault};

use crate::fault::Fault;
use crate::ports::Watcher;
use crate::session::Lingpai;

/// How the backups stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupStanding {
    /// Whether a copy is being made.
    pub running: bool,
    /// When the last copy was verified in this run of the program.
    pub last: Option<UnixTime>,
    /// What the last attempt failed at, until one works.
    pub failed: Option<String>,
}

/// The thread that copies, and how it stands.
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
    /// The newest state that has not been copied; older ones give way to it.
    next: Option<(BackupJob, BackupPlan, UnixTime)>,
    standing: BackupStanding,
    /// When an attempt failed that the audit trail does not have yet.
    unnoted: Option<UnixTime>,
    started: bool,
    ended: bool,
}

impl Backups {
    pub(crate) fn new(watcher: Arc<dyn Watcher>) -> Self {
        Self { shared: Arc::new(Shared { inside: Mutex::default(), changed: Condvar::new(), watcher }) }
    }

    /// Has the state that is on disk copied where the user has planned it.
    pub(crate) fn due(&self, vault: &Vault, now: UnixTime) {
        let Some(plan) = vault.settings().backup.clone() else { return };
        let mut inside = self.shared.inside();
        match vault.backup_job() {
            Ok(job) => inside.next = Some((job, plan, now)),
            Err(fault) => {
                inside.standing.failed = Some(fault.to_string());
                return;
            }
        }
        inside.standing.running = true;
        if !std::mem::replace(&mut inside.started, true) {
            let shared = Arc::clone(&self.shared);
            if thread::Builder::new().name("backup".into()).spawn(move || shared.work()).is_err() {
                inside.started = false;
                inside.standing.failed = Some("the system gave no thread".to_owned());
            }
        }
        self.shared.changed.notify_all();
    }

    /// Forgets what was planned and how it stood.
    pub(crate) fn forget(&self) {
        let mut inside = self.shared.inside();
        inside.next = None;
        inside.standing = BackupStanding::default();
    }

    /// When an attempt failed that was not asked about before.
    pub(crate) fn failed_since_noted(&self) -> Option<UnixTime> {
        self.shared.inside().unnoted.take()
    }

    pub(crate) fn standing(&self) -> BackupStanding {
        self.shared.inside().standing.clone()
    }

    /// Waits until every state that was due has been copied, or has failed.
    pub(crate) fn settle(&self) -> BackupStanding {
        let inside = self.shared.inside();
        let inside = self.shared.changed.wait_while(inside, |inside| inside.standing.running);
        inside.unwrap_or_else(PoisonError::into_inner).standing.clone()
    }
}

impl Drop for Backups {
    fn drop(&mut self) {
        self.shared.inside().ended = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        loop {
            let waiting = self.changed.wait_while(self.inside(), |inside| inside.next.is_none() && !inside.ended);
            let Some((job, plan, now)) = waiting.unwrap_or_else(PoisonError::into_inner).next.take() else { return };
            let done: Result<PathBuf, BackupFault> = job.run(plan.folder.as_ref().as_ref(), plan.keep);
            drop(job);
            let mut inside = self.inside();
            match done {
                Ok(_) => {
                    inside.standing.last = Some(now);
                    inside.standing.failed = None;
                }
                Err(fault) => {
                    inside.standing.failed = Some(fault.to_string());
                    inside.unnoted = Some(now);
                }
            }
            inside.standing.running = inside.next.is_some();
            drop(inside);
            self.changed.notify_all();
            self.watcher.vault_changed();
        }
    }
}

impl Lingpai {
    /// Has copies made in `folder` from now on, the first at once.
    pub fn plan_backups(&self, folder: &std::path::Path, keep: Keep) -> Result<(), Fault> {
        let plan = folder.to_str().and_then(|folder| BackupPlan::new(folder, keep)).ok_or(Fault::Folder)?;
        self.set_plan(Some(plan))
    }

    /// How many copies stay.
    pub fn keep_backups(&self, keep: Keep) -> Result<(), Fault> {
        let plan = self.with_open(|open| open.vault.settings().backup.clone().ok_or(Fault::Stale))?;
        self.set_plan(Some(BackupPlan { keep, ..plan }))
    }

    /// Has no copies made any more; those there are stay.
    pub fn end_backups(&self) -> Result<(), Fault> {
        self.set_plan(None)?;
        self.backups.forget();
        Ok(())
    }

    /// Has a copy made now, of a state that was copied before as well: also what the daily copy and a retry are.
    pub fn back_up_now(&self) -> Result<(), Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            self.backups.due(&open.vault, now);
            Ok(())
        })
    }

    /// Waits until every copy that was due is made or has failed.
    pub fn settle_backups(&self) -> BackupStanding {
        self.backups.settle()
    }

    fn set_plan(&self, backup: Option<BackupPlan>) -> Result<(), Fault> {
        self.with_change(|open| {
            let settings = lingpai_vault::Settings { backup, ..open.vault.settings().clone() };
            let at = open.moment(&self.ports);
            Ok(open.vault.set_settings(settings, at)?)
        })
    }
}
