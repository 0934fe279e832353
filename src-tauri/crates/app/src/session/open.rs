//! The open vault, with the state of each room.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::Moment;
use lingpai_domain::trail::{Entry as Line, What};
use lingpai_vault::{Access, Cost, Memo, Recall, TimePlan, Vault};

use crate::accounts::trash::TRASH_LIFE;
use crate::adding::state::Adding;
use crate::backups::Backups;
use crate::codes::Codes;
use crate::codes::clipboard::ClipboardCode;
use crate::codes::given::GivenCodes;
use crate::fault::Fault;
use crate::opening::state::Opening;
use crate::pin::state::Pins;
use crate::ports::Ports;
use crate::ports::anchor::{Anchors, Memory};
use crate::room::Room;
use crate::tasks::wake::Wake;
use crate::time::check;
use crate::time::steady::{SessionClock, SteadyClock};
use crate::time::timepiece::{Asker, ClockStatus, Timepiece};

/// Tells one session from the next. What one began, such as the trial of a PIN, brings nothing into another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId(pub(super) u64);

/// What the use cases need beside a session, and what outlives it.
pub(crate) struct Surroundings {
    pub(crate) ports: Ports,
    pub(crate) time: Arc<Timepiece>,
    pub(crate) cost: Cost,
    pub(crate) backups: Backups,
    pub(crate) wake: Arc<Wake>,
    pub(crate) clipboard: ClipboardCode,
    pub(crate) given: Arc<GivenCodes>,
    pub(crate) anchors: Anchors,
    pub(crate) steady: SteadyClock,
    pub(crate) folder: PathBuf,
}

impl Surroundings {
    pub(super) fn new(ports: Ports, time: Arc<Timepiece>, folder: PathBuf, cost: Cost) -> Self {
        Self {
            backups: Backups::new(Arc::clone(&ports.watcher)),
            ports,
            time,
            cost,
            wake: Arc::default(),
            clipboard: ClipboardCode::default(),
            given: Arc::default(),
            anchors: Anchors::default(),
            steady: SteadyClock::default(),
            folder,
        }
    }

    /// The status of the machine's clock.
    pub(crate) fn clock(&self) -> ClockStatus {
        self.time.status(self.given.held_for(self.moment()))
    }

    /// Asks the time servers now.
    pub(crate) fn check_clock(&self) -> ClockStatus {
        check::ask(&self.time, &*self.ports.watcher, Asker::Person);
        self.clock()
    }

    /// Sets whether the time is corrected where the user is asked. Whoever agrees has been told that older codes follow.
    pub(crate) fn agree_clock(&self, correct: bool) -> ClockStatus {
        check::decide(&self.time, &*self.ports.watcher, correct);
        if correct {
            self.given.allow_older(self.moment());
        }
        self.clock()
    }

    /// Follows another plan for the time servers.
    pub(crate) fn follow_clock(&self, plan: TimePlan) -> ClockStatus {
        check::follow(&self.time, &*self.ports.watcher, plan);
        self.clock()
    }

    /// Gives the moment, where no session does.
    pub(crate) fn moment(&self) -> Moment {
        let wall = self.ports.clock.now();
        Moment { wall, steady: self.steady.now(wall, self.time.machine()) }
    }
}

/// An open vault, and the state of each room that has one.
pub(super) struct Open {
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
    /// The session of a vault that a way in has opened. `recall` is what the keystore says of it; `None` where the vault has
    /// no keystore.
    pub(super) fn new(
        id: SessionId,
        mut vault: Vault,
        memory: Memory,
        recall: Option<Recall<'_>>,
        around: &Surroundings,
    ) -> Self {
        if let Some(recall) = recall {
            vault.check_anchor(recall);
        }
        around.time.follow(Some(vault.settings().time.clone()));
        let clock = around.steady.begin(vault.steady(), around.ports.clock.now(), around.time.machine());
        let codes = Codes::new(Arc::clone(&around.given));
        let opening = Opening::with_news(vault.take_news());
        let (adding, pins) = (Adding::default(), Pins::default());
        let mut open = Self { id, vault, clock, memory, codes, adding, pins, opening };
        let at = open.moment(around);
        // A vault that may only be read keeps them; the next start tries again.
        open.vault.empty_trash(TRASH_LIFE, at).ok();
        open.go_on_sweeping(around);
        around.backups.due(&open.vault, around.ports.clock.now());
        open
    }

    pub(super) fn id(&self) -> SessionId {
        self.id
    }

    /// When the session began, by the machine's steady clock.
    pub(super) fn began(&self) -> Duration {
        self.clock.began()
    }

    pub(super) fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(super) fn opening(&mut self) -> &mut Opening {
        &mut self.opening
    }

    /// Ends the session, and gives its vault back.
    pub(super) fn into_vault(self) -> Vault {
        self.vault
    }

    pub(super) fn moment(&self, around: &Surroundings) -> Moment {
        let now = around.time.read();
        self.clock.moment(now.wall, now.steady)
    }

    /// What the keystore is to remember of the vault. `None` where it takes no part, or where the vault is not to be
    /// trusted.
    pub(super) fn memo(&self) -> Option<Memo> {
        let asked = self.memory == Memory::Answers && self.vault.access() == Access::Full;
        asked.then(|| self.vault.memo()).flatten()
    }

    /// Notes that the keystore holds an anchor from now on, so that a missing one is reported.
    pub(super) fn note_anchored(&mut self, around: &Surroundings) {
        let at = self.moment(around);
        // Where it cannot be saved, the next anchor that is kept has it noted.
        self.vault.set_anchored(true, at).ok();
    }

    pub(super) fn run<T>(
        &mut self,
        around: &Surroundings,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let moment = self.moment(around);
        let mut rooms = Rooms {
            session: self.id,
            room: Room::new(&mut self.vault, moment, &around.ports, around.cost, self.memory),
            codes: &mut self.codes,
            adding: &mut self.adding,
            pins: &mut self.pins,
            opening: &mut self.opening,
            clipboard: &around.clipboard,
        };
        let done = act(&mut rooms);
        rooms.forget_accounts();
        self.memory = rooms.room.memory;
        done
    }

    /// Runs a use case that changes the vault, and has backups made. With what the keystore is to remember.
    pub(super) fn change<T>(
        &mut self,
        around: &Surroundings,
        act: impl FnOnce(&mut Rooms<'_>) -> Result<T, Fault>,
    ) -> (Result<T, Fault>, Option<Memo>) {
        let before = self.vault.generation();
        self.go_on_sweeping(around);
        self.note_outside(around);
        let done = self.run(around, act);
        if self.vault.generation() == before {
            return (done, None);
        }
        self.go_on_sweeping(around);
        around.backups.due(&self.vault, around.ports.clock.now());
        (done, self.memo())
    }

    /// Removes older states where that was begun. Without backups it is finished with the vault's own folder; backups are
    /// removed with the next one that is made.
    fn go_on_sweeping(&mut self, around: &Surroundings) {
        if !self.vault.sweeps() {
            return;
        }
        // What cannot be removed now stays to be removed, and the window says so.
        let own = self.vault.sweep().is_ok();
        if own && (self.vault.settings().backup.is_none() || around.backups.has_swept(&self.vault)) {
            self.vault.swept();
        }
    }

    /// Notes what happened outside since the last change: the next change saves it.
    fn note_outside(&mut self, around: &Surroundings) {
        let now = around.time.machine();
        if self.clock.jumped_back(now) {
            self.vault.noting(Line::of_vault(now.wall, What::ClockJumped));
        }
        if let Some(failed) = around.backups.failed_since_noted() {
            self.vault.noting(Line::of_vault(failed, What::BackupFailed));
        }
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
