//! One session: a machine in memory, a program on it, and what the shell would hold around the program.

use std::collections::HashMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use lingpai_api::contract::{AccountKey, TrayWords};
use lingpai_api::{FrameReader, Lingpai, Ports, Progress};
use lingpai_app::Clock as _;
use lingpai_domain::UnixTime;
use lingpai_machine::Machine;
use lingpai_vault::Cost;
use tempfile::TempDir;

use crate::events::{Events, Window};
use crate::given::first_device::FirstDevice;

/// A session of the tests. Its folder goes with it.
pub(crate) struct Session {
    /// The machine, which outlives the programs on it.
    pub(crate) machine: Machine,
    /// What the pages are told.
    pub(crate) events: Arc<Events>,
    /// How far the reading of files is.
    pub(crate) progress: Progress,
    program: Mutex<Arc<Lingpai>>,
    /// Another program that holds the vault.
    other: Mutex<Option<Arc<Lingpai>>>,
    around: Mutex<Around>,
    /// The first devices of accounts that are bound here as further ones, by account number.
    first_devices: Mutex<HashMap<String, FirstDevice>>,
    folder: TempDir,
    /// What the steady clock showed when the page's began.
    steady: Duration,
}

/// What the shell holds beside the program, and what the user will choose in the system's dialogs.
#[derive(Default)]
pub(crate) struct Around {
    /// The files that are chosen next.
    pub(crate) files: Vec<PathBuf>,
    /// The vault file that is chosen next. `None`: the dialog is cancelled.
    pub(crate) vault_file: Option<PathBuf>,
    /// The folder that is chosen next. `None`: the dialog is cancelled.
    pub(crate) folder: Option<PathBuf>,
    /// Whether the user says no when the system's dialog asks.
    pub(crate) declines: bool,
    /// How often the system's dialog has asked.
    pub(crate) dialogs: u32,
    /// Whether a dialog that saves a file is cancelled.
    pub(crate) saves_nothing: bool,
    /// The shortcuts that other programs have.
    pub(crate) taken: Vec<String>,
    /// The names of the cameras.
    pub(crate) cameras: Vec<String>,
    /// The camera that is on.
    pub(crate) camera: Option<FrameReader>,
    /// The windows that somebody sees.
    pub(crate) seen: Vec<Window>,
    /// What a window has said last: whether it shows something private.
    pub(crate) private: bool,
    /// Whether the strip is shown.
    pub(crate) strip_shown: bool,
    /// The account that the strip was set to.
    pub(crate) strip_account: Option<AccountKey>,
    /// The words of the tray's menu.
    pub(crate) tray: Option<TrayWords>,
}

impl Session {
    /// A session on a machine whose clock shows `now`.
    pub(crate) fn begin(now: UnixTime) -> Result<Self> {
        let machine = Machine::at(now);
        let folder = temporary_folder()?;
        let events = Arc::new(Events::default());
        let program = Mutex::new(run(&machine, &events, &folder.path().join("vault")));
        Ok(Self {
            machine,
            events,
            progress: Progress::default(),
            program,
            other: Mutex::default(),
            around: Mutex::default(),
            first_devices: Mutex::default(),
            folder,
            steady: Duration::ZERO,
        })
    }

    /// Has the page's steady clock begin now.
    pub(crate) fn begin_page(&mut self) {
        self.steady = self.machine.clock.steady();
    }

    /// Sets the machine's clocks to what the page's clocks show.
    pub(crate) fn set_clocks(&self, wall: UnixTime, steady: Duration) {
        self.machine.clock.set_to(wall, self.steady + steady);
    }

    /// The program that runs now.
    pub(crate) fn program(&self) -> Arc<Lingpai> {
        Arc::clone(&lock(&self.program))
    }

    /// Ends the program and starts it again, as a user does.
    pub(crate) fn restart(&self) {
        self.program().quit();
        self.around().camera = None;
        *lock(&self.program) = run(&self.machine, &self.events, &self.vault());
    }

    /// Ends the program, changes what lies on the disk or in the keystore meanwhile, and starts it again.
    pub(crate) fn restart_after<T>(&self, change: impl FnOnce() -> Result<T>) -> Result<T> {
        self.program().quit();
        // The vault's folder is held until the program is gone.
        *lock(&self.program) = run(&self.machine, &self.events, &self.path("nowhere"));
        let changed = change()?;
        *lock(&self.program) = run(&self.machine, &self.events, &self.vault());
        Ok(changed)
    }

    /// Has another program hold the vault, until the session ends.
    pub(crate) fn hold_vault(&self) -> Result<()> {
        let other = run(&self.machine, &self.events, &self.vault());
        other.start()?;
        *lock(&self.other) = Some(other);
        Ok(())
    }

    /// What the shell holds.
    pub(crate) fn around(&self) -> MutexGuard<'_, Around> {
        lock(&self.around)
    }

    /// The first devices of accounts that are bound here as further ones.
    pub(crate) fn first_devices(&self) -> MutexGuard<'_, HashMap<String, FirstDevice>> {
        lock(&self.first_devices)
    }

    /// The folder of the vault.
    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// A place in the session's folder.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Does what the program's own threads do when something is due.
    pub(crate) fn tend(&self) {
        let program = self.program();
        program.run_due();
        program.compare_clocks();
        program.lock_if_idle();
    }
}

/// A folder of its own for each machine: in memory where the system has such a place, since every save waits for the disk.
pub(crate) fn temporary_folder() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { env::temp_dir() };
    tempfile::Builder::new().prefix("lingpai-headless").tempdir_in(place).context("no temporary folder")
}

fn run(machine: &Machine, events: &Arc<Events>, folder: &Path) -> Arc<Lingpai> {
    let ports = Ports { watcher: Arc::<Events>::clone(events), ..machine.ports() };
    Arc::new(Lingpai::new(ports, folder.to_owned(), Cost::LEAST))
}

/// Locks a value that is whole between two changes.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
