//! The session: the open vault with the state of each room, or the door while it is not open. All locking is here.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lingpai_domain::trail::{Entry as Line, What};
use lingpai_domain::{Moment, UnixTime, burn_stack};
use lingpai_vault::{Access, Cost, Foreign, Vault, WayIn};
use parking_lot::Mutex;

use crate::accounts::trash::TRASH_LIFE;
use crate::adding::state::Adding;
use crate::backups::Backups;
use crate::codes::Codes;
use crate::codes::clipboard::ClipboardCode;
use crate::fault::Fault;
use crate::opening::door::{Door, Entry, Renew, Started, renew_keystore};
use crate::opening::restore::{self, Picked};
use crate::opening::state::Opening;
use crate::opening::ways::Proof;
use crate::pin::outcome::Outcome;
use crate::pin::state::Pins;
use crate::pin::work::Next;
use crate::pin::{submit, trial};
use crate::ports::anchor::{self, Memory};
use crate::ports::{KeystoreFault, Ports};
use crate::room::Room;
use crate::tasks::wake::Wake;
use crate::time::steady::SessionClock;
use crate::time::timepiece::Timepiece;

/// Identifies a session. A use case of several steps carries it, so that a step that comes after a lock is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SessionId(u64);

/// The session behind its lock, with the other things that its use cases need.
pub(crate) struct Sessions {
    pub(crate) ports: Ports,
    pub(crate) time: Arc<Timepiece>,
    pub(crate) cost: Cost,
    pub(crate) backups: Backups,
    pub(crate) wake: Arc<Wake>,
    clipboard: ClipboardCode,
    folder: PathBuf,
    session: Mutex<Session>,
    /// The number of sessions so far.
    count: AtomicU64,
}

enum Session {
    /// The vault is not open.
    Shut(Box<Door>),
    /// The vault is open.
    Open(Box<Open>),
}

impl Default for Session {
    fn default() -> Self {
        Self::Shut(Box::default())
    }
}

/// An open vault, and the state of each room that has one.
struct Open {
    id: SessionId,
    vault: Vault,
    clock: SessionClock,
    memory: Memory,
    codes: Codes,
    adding: Adding,
    pins: Pins,
    opening: Opening,
}

/// The rooms of an open vault, each with its own state.
pub(crate) struct Rooms<'a> {
    pub(crate) session: SessionId,
    pub(crate) room: Room<'a>,
    pub(crate) codes: &'a mut Codes,
    pub(crate) adding: &'a mut Adding,
    pub(crate) pins: &'a mut Pins,
    pub(crate) opening: &'a mut Opening,
    pub(crate) clipboard: &'a ClipboardCode,
}

impl Open {
    fn moment(&self, sessions: &Sessions) -> (Moment, bool) {
        let (now, known) = sessions.time.read();
        (self.clock.moment(now.wall, now.steady), known)
    }

    fn rooms<'a>(&'a mut self, sessions: &'a Sessions) -> Rooms<'a> {
        let moment = self.moment(sessions);
        Rooms {
            session: self.id,
            room: Room::new(&mut self.vault, moment, &sessions.ports, sessions.cost, self.memory),
            codes: &mut self.codes,
            adding: &mut self.adding,
            pins: &mut self.pins,
            opening: &mut self.opening,
            clipboard: &sessions.clipboard,
        }
    }

    fn run<T>(
        &mut self,
        sessions: &Sessions,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut rooms = self.rooms(sessions);
        let done = act(&mut rooms);
        rooms.forget_accounts();
        done
    }

    fn change<T>(
        &mut self,
        sessions: &Sessions,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let before = self.vault.generation();
        self.note_outside(sessions);
        let done = self.run(sessions, act);
        if self.vault.generation() != before {
            self.remember(sessions);
            sessions.backups.due(&self.vault, sessions.ports.clock.now());
        }
        done
    }

    /// Adds audit lines for a clock that jumped and a backup that failed since the last change. The next change saves
    /// them.
    fn note_outside(&mut self, sessions: &Sessions) {
        let now = sessions.time.machine();
        if self.clock.jumped_back(now) {
            self.vault.noting(Line { at: now.wall, what: What::ClockJumped, account: None });
        }
        if let Some(failed) = sessions.backups.failed_since_noted() {
            self.vault.noting(Line { at: failed, what: What::BackupFailed, account: None });
        }
    }

    /// Makes the keystore remember the state that is on disk.
    fn remember(&mut self, sessions: &Sessions) {
        let (at, _) = self.moment(sessions);
        self.memory.remember(&mut self.vault, &*sessions.ports.keystore, at);
    }
}

impl Rooms<'_> {
    /// Makes each room forget the accounts that the use case has removed or replaced.
    fn forget_accounts(&mut self) {
        for (id, why) in self.room.take_forgotten() {
            self.codes.forget(id, why);
            self.pins.forget(id, why);
        }
    }
}

impl Sessions {
    pub(crate) fn new(ports: Ports, time: Arc<Timepiece>, folder: PathBuf, cost: Cost) -> Self {
        let backups = Backups::new(Arc::clone(&ports.watcher));
        let (clipboard, session, count) = (ClipboardCode::default(), Mutex::default(), AtomicU64::default());
        Self { ports, time, cost, backups, wake: Arc::default(), clipboard, folder, session, count }
    }

    /// Runs a use case of the open vault.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.enter(|_| true, |open| open.run(self, act))
    }

    /// Does the same as [`Sessions::with`] for a use case that cannot fail.
    pub(crate) fn look<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> T) -> Result<T, Fault> {
        self.with(|rooms| Ok(act(rooms)))
    }

    /// Runs a later step of a use case. Refused if the vault was locked since the first step.
    pub(crate) fn with_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.enter(|id| id == session, |open| open.run(self, act))
    }

    /// Runs a use case that may change the vault. After a change, the keystore remembers the new state and a backup is
    /// made.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.enter(|_| true, |open| open.change(self, act))
    }

    /// Does the same as [`Sessions::change`] for a later step of a use case.
    pub(crate) fn change_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.enter(|id| id == session, |open| open.change(self, act))
    }

    fn enter<T>(
        &self,
        is_it: impl FnOnce(SessionId) -> bool,
        act: impl FnOnce(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let done = match &mut *self.session.lock() {
            Session::Open(open) if is_it(open.id) => act(open),
            Session::Open(_) | Session::Shut(_) => Err(Fault::Closed),
        };
        // The thread of a use case goes on living, and secrets may be left on its stack.
        burn_stack();
        done
    }

    /// The time by the clock for waits. If no vault is open, the wall clock's.
    pub(crate) fn steady_now(&self) -> UnixTime {
        match &*self.session.lock() {
            Session::Open(open) => open.moment(self).0.steady,
            Session::Shut(_) => self.ports.clock.now(),
        }
    }

    /// The session that is open, and when it began by the machine's steady clock.
    pub(crate) fn open_since(&self) -> Option<(SessionId, Duration)> {
        match &*self.session.lock() {
            Session::Open(open) => Some((open.id, open.clock.began())),
            Session::Shut(_) => None,
        }
    }

    /// Opens the vault with the key in the keystore, or makes the first one.
    pub(crate) fn start(&self) -> Result<Started, Fault> {
        match &mut *self.session.lock() {
            Session::Open(_) => Ok(Started::Open),
            shut @ Session::Shut(_) => self.pass(shut, |door| door.start(&self.ports, &self.folder)),
        }
    }

    /// Tries to open the vault.
    pub(crate) fn open(&self, act: impl FnOnce(&mut Door) -> Result<Entry, Fault>) -> Result<Started, Fault> {
        self.pass(&mut self.session.lock(), act)
    }

    fn pass(
        &self,
        session: &mut Session,
        act: impl FnOnce(&mut Door) -> Result<Entry, Fault>,
    ) -> Result<Started, Fault> {
        match act(door(session)?)? {
            Entry::Open(vault) => {
                *session = self.opened(*vault, Memory::Answers);
                Ok(Started::Open)
            }
            Entry::Asks(started) => Ok(started),
        }
    }

    /// Opens the vault with something that was typed. If the keystore has lost its key, `renew` stores a new one.
    pub(crate) fn unlock(&self, way: WayIn<'_>, renew: Renew) -> Result<Started, Fault> {
        let mut session = self.session.lock();
        let (vault, keystore) = door(&mut session)?.unlock(way)?;
        let memory = if keystore.is_none() { Memory::Answers } else { Memory::Silent };
        *session = self.opened(vault, memory);
        let Session::Open(open) = &mut *session else { return Err(Fault::Closed) };
        // A new key never replaces an entry: one that cannot be read now may be the right one.
        if renew == Renew::Yes && keystore == Some(KeystoreFault::NoEntry) {
            renew_keystore(&mut open.rooms(self).room, way)?;
            open.memory = Memory::Answers;
            open.remember(self);
        }
        Ok(Started::Open)
    }

    /// Makes the session of a vault that was opened. The vault is compared with the keystore's memory, and backed up if
    /// planned.
    fn opened(&self, mut vault: Vault, memory: Memory) -> Session {
        if memory == Memory::Answers {
            anchor::check(&mut vault, &*self.ports.keystore);
        }
        self.time.follow(Some(vault.settings().time.clone()));
        let clock = SessionClock::new(vault.steady(), self.ports.clock.now(), self.time.machine());
        self.wake.wake();
        let mut open = Box::new(Open {
            id: SessionId(self.count.fetch_add(1, Ordering::Relaxed)),
            vault,
            clock,
            memory,
            codes: Codes::default(),
            adding: Adding::default(),
            pins: Pins::default(),
            opening: Opening::default(),
        });
        let (at, _) = open.moment(self);
        // A read-only vault keeps old trash. The next start tries again.
        open.vault.empty_trash(TRASH_LIFE, at).ok();
        if open.vault.access() == Access::Full {
            open.remember(self);
        }
        self.backups.due(&open.vault, self.ports.clock.now());
        Session::Open(open)
    }

    /// Locks the vault: keys, codes and pictures leave memory. Returns the ways to open it.
    pub(crate) fn lock(&self) -> Result<Started, Fault> {
        let locked = self.close(|_| true);
        self.after_lock();
        locked
    }

    /// Locks the vault if this session is still open. `true` if it was.
    pub(crate) fn lock_if_open(&self, session: SessionId) -> bool {
        let mut was_open = false;
        let is_it = |open| {
            was_open = open == session;
            was_open
        };
        // The page is told, and asks for the ways to open the vault.
        self.close(is_it).ok();
        if was_open {
            self.after_lock();
        }
        was_open
    }

    fn after_lock(&self) {
        burn_stack();
        // This comes after the lock, so that nothing is copied any more and a slow clipboard keeps no key in memory.
        self.clipboard.clear(&self.ports);
        self.wake.wake();
    }

    /// Clears a copied code that has expired from the clipboard. Returns how long it is still valid.
    pub(crate) fn clear_expired(&self, clears: bool) -> Option<Duration> {
        self.clipboard.clear_expired(&self.ports, clears)
    }

    /// Ends the program's threads, and clears a copied code from the clipboard.
    pub(crate) fn end(&self) {
        self.wake.end();
        self.clipboard.clear(&self.ports);
    }

    fn close(&self, is_it: impl FnOnce(SessionId) -> bool) -> Result<Started, Fault> {
        let mut session = self.session.lock();
        match std::mem::take(&mut *session) {
            Session::Open(mut open) if is_it(open.id) => {
                // While the vault is locked, no time server is asked.
                self.time.follow(None);
                let (at, _) = open.moment(self);
                // If the times of use cannot be saved, the vault is locked all the same.
                open.vault.save_used(at).ok();
                let (door, started) = Door::lock(open.vault.close())?;
                *session = Session::Shut(Box::new(door));
                Ok(started)
            }
            other @ (Session::Open(_) | Session::Shut(_)) => {
                *session = other;
                Err(Fault::Closed)
            }
        }
    }

    /// Does what the digits were typed for. Takes as long as Argon2id.
    pub(crate) fn submit_pin(&self) -> Result<Outcome, Fault> {
        let outcome = self.judge_pin();
        // Each function that the PIN passed through may have left a copy on the stack.
        burn_stack();
        self.wake.wake();
        outcome
    }

    /// Works step by step. The session is locked for each change, and free while Argon2id works. It is a function of
    /// its own so that the caller can overwrite its stack.
    #[inline(never)]
    fn judge_pin(&self) -> Result<Outcome, Fault> {
        let (session, mut next) = self.change(|rooms| {
            let next = submit::submit(rooms.pins, rooms.codes, rooms.adding, &mut rooms.room)?;
            Ok((rooms.session, next))
        })?;
        loop {
            next = match next {
                Next::Done(outcome) => return Ok(outcome),
                Next::Count(attempt) => self.with_in(session, |rooms| trial::count(&mut rooms.room, attempt))?,
                Next::Work(work) => {
                    let done = work.run(self.cost);
                    burn_stack();
                    let done = done?;
                    self.change_in(session, |rooms| submit::go_on(rooms.pins, rooms.codes, &mut rooms.room, done))?
                }
            };
        }
    }

    /// Holds a vault file that the user has picked, for [`Sessions::restore`].
    pub(crate) fn pick(&self, file: Foreign) -> Picked {
        // The session is not locked here, because the keystore may ask the user.
        let opens_here = restore::opens_here(&file, &self.ports);
        let mut session = self.session.lock();
        let accounts = match &*session {
            Session::Open(open) => open.vault.accounts_in(&file),
            Session::Shut(_) => None,
        };
        let seen = Picked { saved_at: file.saved_at(), accounts, ways: file.ways(), opens_here };
        *session.picked() = Some(file);
        seen
    }

    /// Forgets the file that was picked.
    pub(crate) fn cancel_restore(&self) {
        *self.session.lock().picked() = None;
    }

    /// Makes the picked file this device's vault. The files of the present vault are put aside first. PIN accounts
    /// become Unsynced, and no count of wrong PINs falls.
    ///
    /// A fault changes nothing, and the file stays picked.
    pub(crate) fn restore(&self, proof: &Proof<'_>) -> Result<Started, Fault> {
        let mut session = self.session.lock();
        let file = session.picked().take().ok_or(Fault::Stale)?;
        let (restorable, here) = match restore::unlock(file, proof, &self.ports) {
            Ok(opened) => opened,
            Err((file, fault)) => {
                *session.picked() = Some(file);
                return Err(fault);
            }
        };
        let (folder, remembered) = match std::mem::take(&mut *session) {
            Session::Open(open) if open.vault.may_be_replaced() => {
                let remembered = open.vault.remembered();
                (open.vault.close(), remembered)
            }
            Session::Shut(mut door) => (door.take_folder()?, Vec::new()),
            other @ Session::Open(_) => {
                *session = other;
                return Err(Fault::Stale);
            }
        };
        match restore::install(restorable, &here, folder, &remembered, &self.ports) {
            Ok(vault) => {
                *session = self.opened(vault, Memory::Answers);
                Ok(Started::Open)
            }
            Err((folder, fault)) => {
                // The folder's lock is released, and the present vault is opened again.
                drop(folder);
                self.pass(&mut session, |door| door.start(&self.ports, &self.folder))?;
                Err(fault)
            }
        }
    }
}

impl Session {
    fn picked(&mut self) -> &mut Option<Foreign> {
        match self {
            Self::Open(open) => open.opening.picked(),
            Self::Shut(door) => door.picked(),
        }
    }
}

fn door(session: &mut Session) -> Result<&mut Door, Fault> {
    match session {
        Session::Shut(door) => Ok(door),
        Session::Open(_) => Err(Fault::Stale),
    }
}
