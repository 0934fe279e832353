//! The session behind its lock. No keystore and no folder of the user's is asked while it is held.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lingpai_domain::{UnixTime, burn_stack};
use lingpai_vault::{Cost, Foreign, Memo, Shut, Vault, WayIn, Ways};
use parking_lot::{Mutex, MutexGuard};

use crate::fault::Fault;
use crate::opening::door::{Door, Entry, Renew, Started, Unlock, renew_keystore};
use crate::opening::restore::{self, Earlier, Picked};
use crate::opening::ways::{self, Proof};
use crate::ports::anchor::{Memory, Recalled};
use crate::ports::{KeystoreFault, Ports};
use crate::proven::{Needed, kinds, needed};
use crate::session::open::{Open, Rooms, SessionId, Surroundings};
use crate::session::state::Session;
use crate::session::warrant::Warrant;
use crate::time::timepiece::Timepiece;

/// How long a lock waits for a use case that is at work. After that the use case ends the session itself.
const PATIENCE: Duration = Duration::from_millis(100);

/// The session behind its lock, with what its use cases need beside it.
pub(crate) struct Sessions {
    pub(crate) around: Surroundings,
    session: Mutex<Session>,
    /// Held by whoever takes the vault through the door, so that one does at a time.
    turn: Mutex<()>,
    /// How many sessions have begun.
    count: AtomicU64,
    /// Every session before this one is over, also where a use case still holds it.
    over: AtomicU64,
    /// The session that is open, for a lock that does not wait for it.
    now: Mutex<Option<Now>>,
}

/// What is known of an open session without holding it.
#[derive(Clone)]
struct Now {
    id: SessionId,
    /// When it began, by the machine's steady clock.
    began: Duration,
    ways: Ways,
}

/// The session while a use case holds it. A lock that came meanwhile falls when it lets go.
struct Held<'a> {
    session: MutexGuard<'a, Session>,
    ending: Ending<'a>,
}

/// What follows the end of a session, once its lock is free.
struct Ending<'a> {
    sessions: &'a Sessions,
    ended: bool,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // The fields go after this, in their order: the lock is free before the clipboard is cleared.
        self.ending.ended |= self.ending.sessions.end_if_over(&mut self.session);
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if self.ended {
            self.sessions.after_lock();
        }
    }
}

impl Sessions {
    pub(crate) fn new(ports: Ports, time: Arc<Timepiece>, folder: PathBuf, cost: Cost) -> Self {
        let around = Surroundings::new(ports, time, folder, cost);
        let (session, turn, now) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { around, session, turn, count: AtomicU64::default(), over: AtomicU64::default(), now }
    }

    pub(crate) fn ports(&self) -> &Ports {
        &self.around.ports
    }

    /// Runs a use case of the open vault.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.enter(|_| true, |open| open.run(&self.around, act))
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
        self.enter(|id| id == session, |open| open.run(&self.around, act))
    }

    /// Runs a use case that changes the vault: the keystore remembers the new state, and backups are made.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.change_where(|_| true, act)
    }

    /// As [`Sessions::change`] for a later step of what a session began.
    pub(crate) fn change_in<T>(
        &self,
        session: SessionId,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.change_where(|id| id == session, act)
    }

    fn change_where<T>(
        &self,
        is_it: impl FnOnce(SessionId) -> bool,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (id, done, memo) = self.enter(is_it, |open| {
            let (done, memo) = open.change(&self.around, act);
            if let Some(now) = &mut *self.now.lock() {
                now.ways = open.vault().ways();
            }
            Ok((open.id(), done, memo))
        })?;
        self.keep(id, memo);
        done
    }

    /// Has the keystore remember a state, the session not held.
    fn keep(&self, id: SessionId, memo: Option<Memo>) {
        if let Some(memo) = memo
            && self.around.anchors.keep(&*self.ports().keystore, &memo).is_ok()
            && !memo.is_anchored()
        {
            let note = |open: &mut Open| {
                open.note_anchored(&self.around);
                Ok(())
            };
            // A lock in between: the next session notes it.
            self.enter(|open| open == id, note).ok();
        }
    }

    fn enter<T>(
        &self,
        is_it: impl FnOnce(SessionId) -> bool,
        act: impl FnOnce(&mut Open) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let done = match &mut *self.hold().session {
            Session::Open(open) if is_it(open.id()) => act(open),
            Session::Open(_) | Session::Shut(_) | Session::Passing => Err(Fault::Closed),
        };
        // The threads that use cases run on live on, and their stacks with them.
        burn_stack();
        done
    }

    fn hold(&self) -> Held<'_> {
        let mut session = self.session.lock();
        let ended = self.end_if_over(&mut session);
        Held { session, ending: Ending { sessions: self, ended } }
    }

    /// Now, by the clock for waits.
    pub(crate) fn steady_now(&self) -> UnixTime {
        match &*self.hold().session {
            Session::Open(open) => open.moment(&self.around).steady,
            Session::Shut(_) | Session::Passing => self.around.moment().steady,
        }
    }

    /// The session that is open, and when it began by the machine's steady clock.
    pub(crate) fn open_since(&self) -> Option<(SessionId, Duration)> {
        let over = self.over.load(Ordering::SeqCst);
        self.now.lock().as_ref().filter(|now| now.id.0 >= over).map(|now| (now.id, now.began))
    }

    /// Opens the vault with the key in the keystore, or makes the first one.
    pub(crate) fn start(&self) -> Result<Started, Fault> {
        let _turn = self.turn.lock();
        if self.open_since().is_some() {
            return Ok(Started::Open);
        }
        self.pass(|door| door.start(self.ports(), &self.around.folder))
    }

    /// Tries to open the vault that is shut.
    pub(crate) fn open(
        &self,
        act: impl FnOnce(&mut Door, &Surroundings) -> Result<Entry, Fault>,
    ) -> Result<Started, Fault> {
        let _turn = self.turn.lock();
        self.pass(|door| act(door, &self.around))
    }

    /// Takes the vault through the door. The caller holds the turn.
    fn pass(&self, act: impl FnOnce(&mut Door) -> Result<Entry, Fault>) -> Result<Started, Fault> {
        let (id, mut door) = self.take_door()?;
        match act(&mut door) {
            Ok(Entry::Open(vault)) => Ok(self.opened(id, *vault, Memory::Answers)),
            Ok(Entry::Asks(started)) => {
                self.put(Session::Shut(door));
                Ok(started)
            }
            Err(fault) => {
                self.put(Session::Shut(door));
                Err(fault)
            }
        }
    }

    /// Takes the door out of the session for as long as it is passed. With the id of the session that may begin.
    fn take_door(&self) -> Result<(SessionId, Box<Door>), Fault> {
        let mut held = self.hold();
        match std::mem::replace(&mut *held.session, Session::Passing) {
            Session::Shut(door) => Ok((SessionId(self.count.fetch_add(1, Ordering::SeqCst)), door)),
            other @ (Session::Open(_) | Session::Passing) => {
                *held.session = other;
                Err(Fault::Stale)
            }
        }
    }

    /// Ends a pass. A lock that came meanwhile falls now.
    fn put(&self, session: Session) {
        *self.hold().session = session;
    }

    /// Opens the vault with something that was typed. Where the keystore has lost its key, `renew` puts a new one there.
    pub(crate) fn unlock(&self, way: WayIn<'_>, renew: Renew) -> Result<Started, Fault> {
        let _turn = self.turn.lock();
        let (id, mut door) = self.take_door()?;
        let (mut vault, keystore) = match door.unlock(way) {
            Ok(unlocked) => unlocked,
            Err(fault) => {
                self.put(Session::Shut(door));
                return Err(fault);
            }
        };
        // Only over nothing: an entry that is there and cannot be read may be the right one for another day.
        let lost = keystore == Some(KeystoreFault::NoEntry);
        let renewed = if renew == Renew::Yes && lost {
            renew_keystore(&mut vault, way, self.ports(), self.around.moment())
        } else {
            Ok(())
        };
        let started = self.opened(id, vault, Memory::after(keystore));
        renewed.map(|()| started)
    }

    /// Begins the session of a vault that a way in has opened: compared with the keystore's memory, and backed up if planned.
    /// The caller holds the turn.
    fn opened(&self, id: SessionId, vault: Vault, memory: Memory) -> Started {
        let ways = vault.ways();
        let recalled = ways.keystore.as_ref().map(|_| memory.recall(&*self.ports().keystore, vault.id()));
        let recall = recalled.as_ref().map(Recalled::as_recall);
        let open = Open::new(id, vault, memory, recall, &self.around);
        let memo = open.memo();
        *self.now.lock() = Some(Now { id, began: open.began(), ways: ways.clone() });
        self.put(Session::Open(Box::new(open)));
        self.keep(id, memo);
        self.around.wake.wake();
        // A lock may have come meanwhile.
        let is_open = self.open_since().is_some_and(|(open, _)| open == id);
        if is_open { Started::Open } else { Started::Unlock(Unlock { keystore: None, ways }) }
    }

    /// Locks the vault: its keys, codes and pictures leave memory. Says what opens it again.
    ///
    /// Never waits for a disk, a keystore or a folder. A use case that is at work for longer ends the session when it lets go.
    pub(crate) fn lock(&self) -> Result<Started, Fault> {
        self.lock_before(self.count.load(Ordering::SeqCst))
    }

    /// Locks the vault where this session is still the open one.
    pub(crate) fn lock_if_open(&self, session: SessionId) {
        // Another one may have begun, and none is a session to lock.
        self.lock_before(session.0 + 1).ok();
    }

    fn lock_before(&self, count: u64) -> Result<Started, Fault> {
        let open = || self.now.lock().clone().filter(|now| now.id.0 < count);
        // Whoever holds the session may end it as soon as `over` is set, and a session may open just before.
        let before = open();
        self.over.fetch_max(count, Ordering::SeqCst);
        let now = open().or(before).ok_or(Fault::Closed)?;
        // At once: whatever shows something of the vault stops, also where a use case still holds the session.
        self.ports().watcher.locked();
        let ended = self.session.try_lock_for(PATIENCE).is_some_and(|mut session| self.end_if_over(&mut session));
        if ended {
            self.after_lock();
        }
        Ok(Started::Unlock(Unlock { keystore: None, ways: now.ways }))
    }

    /// Ends the session where a lock has come. `true` where it did.
    fn end_if_over(&self, session: &mut Session) -> bool {
        let over = self.over.load(Ordering::SeqCst);
        if !matches!(session, Session::Open(open) if open.id().0 < over) {
            return false;
        }
        let Session::Open(open) = std::mem::replace(session, Session::Passing) else { return false };
        *self.now.lock() = None;
        // Without codes nobody is asked for the time.
        self.around.time.follow(None);
        let at = open.moment(&self.around);
        let shut: Shut = open.into_vault().shut(at);
        *session = Session::Shut(Box::new(Door::resting(shut)));
        true
    }

    fn after_lock(&self) {
        burn_stack();
        // After the lock: nothing is copied any more, and a clipboard that is slow keeps no key in memory.
        self.around.clipboard.clear(self.ports());
        self.around.wake.wake();
    }

    /// Locks the vault, where it is open, and writes what the lock has left to write: the program ends. No window is told.
    pub(crate) fn quit(&self) {
        self.over.fetch_max(self.count.load(Ordering::SeqCst), Ordering::SeqCst);
        if let Session::Shut(door) = &mut *self.hold().session {
            door.finish();
        }
        self.around.clipboard.clear_at_end(self.ports());
    }

    /// Takes a copied code out of the clipboard that is no longer good.
    pub(crate) fn clear_expired(&self, clears: bool) -> Option<Duration> {
        self.around.clipboard.clear_expired(self.ports(), clears)
    }

    /// Ends the program's threads.
    pub(crate) fn end(&self) {
        self.around.wake.end();
    }

    /// Goes on with a vault that the keystore's memory does not bear out, because the user says so.
    pub(crate) fn accept_older(&self) -> Result<(), Fault> {
        let (session, memory, vault) = self.look(|rooms| (rooms.session, rooms.room.memory, rooms.room.vault.id()))?;
        let recalled = memory.recall(&*self.ports().keystore, vault);
        self.change_in(session, |rooms| ways::accept_older(rooms.codes, &mut rooms.room, &recalled))
    }

    /// Every earlier state there is, the newest first. Files are read with the session not held.
    pub(crate) fn earlier(&self) -> Result<Vec<Earlier>, Fault> {
        let (session, search) = self.look(|rooms| (rooms.session, restore::Search::of(&rooms.room)))?;
        let found = search.run()?;
        self.with_in(session, |rooms| Ok(restore::list(rooms.opening, &rooms.room, found)))
    }

    /// Holds a vault file that the user has picked, for [`Sessions::restore`].
    pub(crate) fn pick(&self, file: Foreign) -> Result<Picked, Fault> {
        let _turn = self.turn.lock();
        // The keystore may ask the user: the session is not held for that.
        let opens_here = restore::opens_here(&file, self.ports());
        let mut held = self.hold();
        let accounts = match &*held.session {
            Session::Open(open) => open.vault().accounts_in(&file),
            Session::Shut(_) | Session::Passing => None,
        };
        let seen = Picked { saved_at: file.saved_at(), accounts, ways: file.ways(), opens_here };
        *held.session.picked().ok_or(Fault::Stale)? = Some(file);
        Ok(seen)
    }

    /// Forgets the file that was picked.
    pub(crate) fn cancel_restore(&self) {
        let _turn = self.turn.lock();
        if let Some(picked) = self.hold().session.picked() {
            *picked = None;
        }
    }

    /// Checks that a picked file may take the place of the vault: [`Fault::ProofNeeded`] if not.
    pub(crate) fn may_restore(
        &self,
        warrant: Option<&Warrant<kinds::Restore>>,
        proof: &Proof<'_>,
    ) -> Result<(), Fault> {
        self.takes_a_restore(&mut self.hold().session, warrant, proof)
    }

    fn takes_a_restore(
        &self,
        session: &mut Session,
        warrant: Option<&Warrant<kinds::Restore>>,
        proof: &Proof<'_>,
    ) -> Result<(), Fault> {
        let allowed = match session {
            Session::Open(open) => open.run(&self.around, |rooms| {
                let empty = needed(&rooms.room) == Needed::Nothing;
                Ok(warrant.is_some_and(|warrant| warrant.holds(rooms)) || proof.is_typed() && empty)
            })?,
            Session::Shut(door) => door.takes_a_restore(proof.is_typed()),
            Session::Passing => false,
        };
        if allowed { Ok(()) } else { Err(Fault::ProofNeeded) }
    }

    /// Makes the picked file this device's vault. The present vault is kept aside first; its PIN accounts are Unsynced
    /// then, no count of wrong PINs is set back, and the audit trail goes on.
    ///
    /// A fault leaves everything as it was, and the file picked.
    pub(crate) fn replace(
        &self,
        warrant: Option<&Warrant<kinds::Restore>>,
        proof: &Proof<'_>,
    ) -> Result<Started, Fault> {
        let _turn = self.turn.lock();
        let file = {
            let mut held = self.hold();
            self.takes_a_restore(&mut held.session, warrant, proof)?;
            held.session.picked().and_then(Option::take).ok_or(Fault::Stale)?
        };
        let (restorable, here) = match restore::unlock(file, proof, self.ports()) {
            Ok(opened) => opened,
            Err((file, fault)) => {
                if let Some(picked) = self.hold().session.picked() {
                    *picked = Some(file);
                }
                return Err(fault);
            }
        };
        let (id, folder, past) = {
            let mut held = self.hold();
            match std::mem::replace(&mut *held.session, Session::Passing) {
                Session::Open(open) if open.vault().may_be_replaced() => {
                    *self.now.lock() = None;
                    let vault = open.into_vault();
                    let past = vault.past();
                    (self.count.fetch_add(1, Ordering::SeqCst), vault.close(), Some(past))
                }
                Session::Shut(mut door) => match door.take_folder() {
                    Ok(folder) => (self.count.fetch_add(1, Ordering::SeqCst), folder, None),
                    Err(fault) => {
                        *held.session = Session::Shut(door);
                        return Err(fault);
                    }
                },
                other @ (Session::Open(_) | Session::Passing) => {
                    *held.session = other;
                    return Err(Fault::Stale);
                }
            }
        };
        match restore::install(restorable, &here, folder, past, self.ports(), self.around.moment()) {
            Ok(vault) => Ok(self.opened(SessionId(id), vault, Memory::Answers)),
            Err((folder, fault)) => {
                // The folder's lock is let go of, and the vault there was is opened again.
                drop(folder);
                self.put(Session::default());
                self.pass(|door| door.start(self.ports(), &self.around.folder))?;
                Err(fault)
            }
        }
    }
}
