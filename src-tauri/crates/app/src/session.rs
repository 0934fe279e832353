use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lingpai_domain::clock::Reading;
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Account, AccountId, Marks, Moment, Pin, TimedCode, UnixTime, burn_stack};
use lingpai_ipc::Preferences;
use lingpai_vault::{Cost, Folder, Foreign, Locked, RecoveryKitText, Vault, WrongPinMark};

use crate::backups::Backups;
use crate::bell::Bell;
use crate::copies::{InClipboard, Turning};
use crate::devices::ShownTransfer;
use crate::fault::Fault;
use crate::found::Gathered;
use crate::idle::LastTouch;
use crate::intake::Held;
use crate::kept::KeptOpen;
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
    /// What its threads wait for.
    pub(crate) bell: Arc<Bell>,
    /// What the user has set, as it is on disk.
    pub(crate) set: Mutex<Preferences>,
    /// The code that it put into the clipboard last. A lock takes it out, so it is no part of a session.
    pub(crate) copied: Mutex<Option<InClipboard>>,
    pub(crate) touch: LastTouch,
    /// How many sessions there have been.
    sessions: AtomicU64,
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

/// Tells one session from the next. What one began, such as the trial of a PIN, brings nothing into another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct SessionId(u64);

/// An open vault and what the user is in the middle of.
pub(crate) struct Open {
    pub(crate) id: SessionId,
    pub(crate) vault: Vault,
    pub(crate) held: Held,
    /// What was found together with it.
    pub(crate) gathered: Gathered,
    pub(crate) pad: Option<Pad>,
    /// Codes whose PIN was given, until their window ends.
    pub(crate) shown: HashMap<AccountId, TimedCode>,
    /// The secrets of accounts that stay open after their PIN.
    pub(crate) kept: KeptOpen,
    /// The copy that waits for the period to turn.
    pub(crate) turning: Option<Turning>,
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
        let Ports { clock, servers, keystore, clipboard, idle, preferences, watcher } = ports;
        let time = Arc::new(Timepiece::new(clock, Arc::clone(&servers)));
        let clock = Box::new(Kept(Arc::clone(&time)));
        let set = Mutex::new(preferences.load());
        let ports = Ports { clock, servers, keystore, clipboard, idle, preferences, watcher };
        Self {
            ports,
            time,
            folder,
            cost,
            backups,
            bell: Arc::default(),
            set,
            copied: Mutex::default(),
            touch: LastTouch::default(),
            sessions: AtomicU64::default(),
            picked: Mutex::default(),
            session: Mutex::default(),
        }
    }

    /// All bound accounts, in the order that the user put them in, or else in which they were bound.
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
        self.open_where(|_| true, act)
    }

    /// As [`Lingpai::with_open`] for a later step of what this session began; a lock in between ends it.
    pub(crate) fn with_open_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.open_where(|id| id == session, act)
    }

    fn open_where<T>(
        &self,
        is_it: impl FnOnce(SessionId) -> bool,
        act: impl FnOnce(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let done = match &mut *self.session() {
            Session::Open(open) if is_it(open.id) => act(open),
            Session::Open(_) | Session::Closed | Session::Fresh(_) | Session::Locked(..) | Session::Broken(_) => {
                Err(Fault::Closed)
            }
        };
        // The threads that use cases run on live on, and their stacks with them.
        burn_stack();
        done
    }

    /// As [`Lingpai::with_open`] for what changes the vault: has the keystore remember the new state, and backups made.
    pub(crate) fn with_change<T>(&self, act: impl FnOnce(&mut Open) -> Result<T, Fault>) -> Result<T, Fault> {
        self.with_open(|open| self.change(open, act))
    }

    /// As [`Lingpai::with_change`] for a later step of what this session began.
    pub(crate) fn with_change_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.with_open_in(session, |open| self.change(open, act))
    }

    fn change<T>(&self, open: &mut Open, act: impl FnOnce(&mut Open) -> Result<T, Fault>) -> Result<T, Fault> {
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
        self.bell.ring();
        Open {
            id: SessionId(self.sessions.fetch_add(1, Ordering::Relaxed)),
            vault,
            held: Held::Nothing,
            gathered: Gathered::default(),
            pad: None,
            shown: HashMap::new(),
            kept: KeptOpen::default(),
            turning: None,
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

impl Drop for Lingpai {
    fn drop(&mut self) {
        self.bell.end();
        self.clear_copied();
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

    /// When it was opened, by the machine's steady clock.
    pub(crate) fn opened_at(&self) -> Duration {
        self.steady.ticks
    }

    pub(crate) fn moment(&self, ports: &Ports) -> Moment {
        let Steady { from, ticks } = self.steady;
        Moment { wall: ports.clock.now(), steady: from.after(ports.clock.steady().saturating_sub(ticks)) }
    }
}
