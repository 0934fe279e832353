use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lingpai_domain::clock::Reading;
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Account, AccountId, Marks, Moment, Pin, TimedCode, UnixTime, burn_stack};
use lingpai_vault::{Cost, Folder, Foreign, Locked, RecoveryKitText, Vault, WrongPinMark};

use crate::backups::Backups;
use crate::devices::ShownTransfer;
use crate::fault::Fault;
use crate::found::Gathered;
use crate::intake::Held;
use crate::pad::Pad;
use crate::ports::{KeystoreFault, Ports};
use crate::timepiece::{Kept, Timepiece};
use crate::trash::TRASH_LIFE;

/// The program without its window.
pub struct Lingpai {
    pub(crate) ports: Ports,
    /// The time that the ports' clock tells, with the servers that it is compared with.
    pub(crate) time: Arc<Timepiece>,
    pub(crate) folder: PathBuf,
    pub(crate) cost: Cost,
    pub(crate) backups: Backups,
    /// A vault file that was picked while no vault is open.
    picked: Mutex<Option<Foreign>>,
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
    /// The vault waits for a way in; with what the keystore said where it was asked.
    Locked(Locked, Option<KeystoreFault>),
    /// No file of the vault is whole: only a restore or a new beginning goes on from here.
    Broken(Folder),
    /// The vault is open.
    Open(Box<Open>),
}

/// An open vault and what the user is in the middle of.
pub(crate) struct Open {
    pub(crate) vault: Vault,
    pub(crate) held: Held,
    /// What was found together with it.
    pub(crate) gathered: Gathered,
    pub(crate) pad: Option<Pad>,
    /// Codes whose PIN was given, until their window ends.
    pub(crate) shown: HashMap<AccountId, TimedCode>,
    /// The last code that each account by counter has given.
    pub(crate) counted: HashMap<AccountId, TimedCode>,
    /// The newest step of each account that has given a code. Not on disk: that would be a save for each code shown, and a
    /// clock that was ahead once would bar an account for as long, restart or not. Locking forgets them, with the codes.
    pub(crate) marks: Marks,
    /// The last wrong PIN of each account: the same one twice in a row counts once.
    pub(crate) last_wrong: HashMap<AccountId, WrongPinMark>,
    /// A PIN whose check digits are shown, until the user has compared them.
    pub(crate) compared: Option<(AccountId, Pin)>,
    /// The transfer that is shown.
    pub(crate) transfer: Option<ShownTransfer>,
    /// A recovery kit that is shown and not confirmed yet; only then does it open anything.
    pub(crate) kit: Option<RecoveryKitText>,
    /// A vault file that the user has picked and not restored yet.
    pub(crate) picked: Option<Foreign>,
    /// Where the earlier states lie that were listed last.
    pub(crate) earlier: Vec<PathBuf>,
    /// Whether the keystore is asked to remember.
    pub(crate) memory: Memory,
    steady: Steady,
    /// The machine's clocks when a change was last made.
    last_seen: Reading,
}

/// Whether the keystore takes part in this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// It remembers every state.
    Answers,
    /// It failed at the start, and another way opened the vault: asking it again would have it ask the user each time.
    Silent,
}

/// A clock for waits: begins where the vault or the wall clock was, and goes on by the machine's steady one.
#[derive(Clone, Copy)]
pub(crate) struct Steady {
    from: UnixTime,
    ticks: Duration,
}

impl Lingpai {
    /// A program that keeps its vault in `folder` and stretches new PINs and passphrases at `cost`.
    pub fn new(ports: Ports, folder: PathBuf, cost: Cost) -> Self {
        let backups = Backups::new(Arc::clone(&ports.watcher));
        let Ports { clock, servers, keystore, clipboard, watcher } = ports;
        let time = Arc::new(Timepiece::new(clock, Arc::clone(&servers)));
        let clock = Box::new(Kept(Arc::clone(&time)));
        let ports = Ports { clock, servers, keystore, clipboard, watcher };
        Self { ports, time, folder, cost, backups, picked: Mutex::default(), session: Mutex::default() }
    }

    /// All bound accounts, in the order they were bound.
    pub fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.with_open(|open| Ok(open.vault.accounts().cloned().collect()))
    }

    /// Now, on the clock that waits go by. The wall clock's time where no vault is open.
    pub fn steady_now(&self) -> UnixTime {
        match &*self.session() {
            Session::Open(open) => open.moment(&self.ports).steady,
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => self.ports.clock.now(),
        }
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        // A use case that panicked left the vault as it was last saved; its in-memory state is changed in single steps.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn picked(&self) -> MutexGuard<'_, Option<Foreign>> {
        self.picked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn with_open<T>(&self, act: impl FnOnce(&mut Open) -> Result<T, Fault>) -> Result<T, Fault> {
        let done = match &mut *self.session() {
            Session::Open(open) => act(open),
            Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => Err(Fault::Closed),
        };
        // The threads that use cases run on live on, and their stacks with them.
        burn_stack();
        done
    }

    /// As [`Lingpai::with_open`] for what changes the vault: has the keystore remember the new state, and backups made.
    pub(crate) fn with_change<T>(&self, act: impl FnOnce(&mut Open) -> Result<T, Fault>) -> Result<T, Fault> {
        self.with_open(|open| {
            let before = open.vault.generation();
            open.note_clock(self.time.machine());
            if let Some(failed) = self.backups.failed_since_noted() {
                open.vault.noting(Entry { at: failed, what: What::BackupFailed, account: None });
            }
            let done = act(open);
            if open.vault.generation() != before {
                self.remember(open);
                self.backups.due(&open.vault, self.ports.clock.now());
            }
            done
        })
    }

    /// The open session of a vault that has just been opened.
    pub(crate) fn opened(&self, vault: Vault) -> Open {
        self.time.follow(Some(vault.settings().time.clone()));
        let mut open = self.opened_as_it_is(vault);
        let at = open.moment(&self.ports);
        // A vault that may only be read keeps them; the next start tries again.
        open.vault.empty_trash(TRASH_LIFE, at).ok();
        open
    }

    fn opened_as_it_is(&self, vault: Vault) -> Open {
        let steady = Steady { from: vault.steady().max(self.ports.clock.now()), ticks: self.ports.clock.steady() };
        Open {
            vault,
            held: Held::Nothing,
            gathered: Gathered::default(),
            pad: None,
            shown: HashMap::new(),
            counted: HashMap::new(),
            marks: Marks::default(),
            last_wrong: HashMap::new(),
            compared: None,
            transfer: None,
            kit: None,
            picked: None,
            earlier: Vec::new(),
            memory: Memory::Answers,
            steady,
            last_seen: self.time.machine(),
        }
    }
}

/// A clock that went back less than this was only put right.
const JUMP: Duration = Duration::from_mins(2);

impl Open {
    /// Has the next change note that the machine's clock went back since it was last looked at. A correction of ours is
    /// no such jump.
    fn note_clock(&mut self, now: Reading) {
        let last = std::mem::replace(&mut self.last_seen, now);
        let expected = last.wall.after(now.steady.saturating_sub(last.steady));
        if expected.since(now.wall) >= JUMP {
            self.vault.noting(Entry { at: now.wall, what: What::ClockJumped, account: None });
        }
    }

    pub(crate) fn moment(&self, ports: &Ports) -> Moment {
        let Steady { from, ticks } = self.steady;
        Moment { wall: ports.clock.now(), steady: from.after(ports.clock.steady().saturating_sub(ticks)) }
    }
}
