//! The session: the vault that is open with one state for each room, or the door in front of it. All locks on it.

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

/// The session behind its lock, with what its use cases need beside it.
pub(crate) struct Sessions {
    pub(crate) ports: Ports,
    pub(crate) time: Arc<Timepiece>,
    pub(crate) cost: Cost,
    pub(crate) backups: Backups,
    pub(crate) wake: Arc<Wake>,
    clipboard: ClipboardCode,
    folder: PathBuf,
    session: Mutex<Session>,
    /// How many sessions there have been.
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

    /// Notes what happened outside since the last change: the next change saves it.
    fn note_outside(&mut self, sessions: &Sessions) {
        let now = sessions.time.machine();
        if self.clock.jumped_back(now) {
            self.vault.noting(Line { at: now.wall, what: What::ClockJumped, account: None });
        }
        if let Some(failed) = sessions.backups.failed_since_noted() {
            self.vault.noting(Line { at: failed, what: What::BackupFailed, account: None });
        }
    }

    /// Has the keystore remember the state that is on disk.
    fn remember(&mut self, sessions: &Sessions) {
        let (at, _) = self.moment(sessions);
        self.memory.remember(&mut self.vault, &*sessions.ports.keystore, at);
    }
}

impl Rooms<'_> {
    /// Has each room forget the accounts that the use case has removed or replaced.
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

    /// As [`Sessions::with`] for a use case that cannot fail.
    pub(crate) fn look<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> T) -> Result<T, Fault> {
        self.with(|rooms| Ok(act(rooms)))
    }

    /// Runs a later step of what a session began. A lock in between ends it.
    pub(crate) fn with_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.enter(|id| id == session, |open| open.run(self, act))
    }

    /// Runs a use case that changes the vault: the keystore remembers the new state, and backups are made.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.enter(|_| true, |open| open.change(self, act))
    }

    /// As [`Sessions::change`] for a later step of what a session began.
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
        // The threads that use cases run on live on, and their stacks with them.
        burn_stack();
        done
    }

    /// Now, by the clock for waits. The wall clock's time where no vault is open.
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

    /// Tries to open the vault that is shut.
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

    /// Opens the vault with something that was typed. Where the keystore has lost its key, `renew` puts a new one
    /// there.
    pub(crate) fn unlock(&self, way: WayIn<'_>, renew: Renew) -> Result<Started, Fault> {
        let mut session = self.session.lock();
        let (vault, keystore) = door(&mut session)?.unlock(way)?;
        let memory = if keystore.is_none() { Memory::Answers } else { Memory::Silent };
        *session = self.opened(vault, memory);
        let Session::Open(open) = &mut *session else { return Err(Fault::Closed) };
        // Only over nothing: an entry that is there and cannot be read may be the right one for another day.
        if renew == Renew::Yes && keystore == Some(KeystoreFault::NoEntry) {
            renew_keystore(&mut open.rooms(self).room, way)?;
            open.memory = Memory::Answers;
            open.remember(self);
        }
        Ok(Started::Open)
    }

    /// The session of a vault that a way in has opened: compared with the keystore's memory, and backed up if planned.
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
        // A vault that may only be read keeps them; the next start tries again.
        open.vault.empty_trash(TRASH_LIFE, at).ok();
        if open.vault.access() == Access::Full {
            open.remember(self);
        }
        self.backups.due(&open.vault, self.ports.clock.now());
        Session::Open(open)
    }

    /// Locks the vault: its keys, codes and pictures leave memory. Says what opens it again.
    pub(crate) fn lock(&self) -> Result<Started, Fault> {
        let locked = self.close(|_| true);
        self.after_lock();
        locked
    }

    /// Locks the vault where this session is still the open one. `true` where it was.
    pub(crate) fn lock_if_open(&self, session: SessionId) -> bool {
        let mut was_open = false;
        let is_it = |open| {
            was_open = open == session;
            was_open
        };
        // The page, which is told to, asks for what opens the vault again.
        self.close(is_it).ok();
        if was_open {
            self.after_lock();
        }
        was_open
    }

    fn after_lock(&self) {
        burn_stack();
        // After the lock: nothing is copied any more, and a clipboard that is slow keeps no key in memory.
        self.clipboard.clear(&self.ports);
        self.wake.wake();
    }

    /// Takes a copied code out of the clipboard that is no longer good.
    pub(crate) fn clear_expired(&self, clears: bool) -> Option<Duration> {
        self.clipboard.clear_expired(&self.ports, clears)
    }

    /// Ends the program's threads, and takes a copied code out of the clipboard.
    pub(crate) fn end(&self) {
        self.wake.end();
        self.clipboard.clear(&self.ports);
    }

    fn close(&self, is_it: impl FnOnce(SessionId) -> bool) -> Result<Started, Fault> {
        let mut session = self.session.lock();
        match std::mem::take(&mut *session) {
            Session::Open(mut open) if is_it(open.id) => {
                // Without codes nobody is asked for the time.
                self.time.follow(None);
                let (at, _) = open.moment(self);
                // Which account was used last is worth no vault that stays open.
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

    /// Judges the digits typed. Takes Argon2id's time.
    pub(crate) fn submit_pin(&self) -> Result<Outcome, Fault> {
        let outcome = self.judge_pin();
        // The PIN was handed from one function to the next, and each has left its copy where the stack was.
        burn_stack();
        self.wake.wake();
        outcome
    }

    /// Goes step by step: the session is held for what changes it, and free while Argon2id works. A function of its
    /// own, so that its stack lies below the caller, which overwrites it.
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
        // The keystore may ask the user: the session is not held for that.
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

    /// Makes the picked file this device's vault. The present vault is kept aside first; its PIN accounts are Unsynced
    /// then, and no count of wrong PINs is set back.
    ///
    /// A fault leaves everything as it was, and the file picked.
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
                // The folder's lock is let go of, and the vault there was is opened again.
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
