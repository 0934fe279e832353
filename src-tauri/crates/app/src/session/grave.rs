//! Grave changes of the vault. Each takes a [`Warrant`], which shows that the user has proved himself for it.

use std::path::Path;

use lingpai_domain::Grave;
use lingpai_vault::{Keep, SlotKind};

use crate::backups;
use crate::fault::Fault;
use crate::opening::door::{typed_kit, typed_passphrase};
use crate::opening::ways::{self, NewKit, Proof};
use crate::ports::presence;
use crate::proven::kinds::{self, Kind};
use crate::proven::{Needed, Proven, Typed, delays, needed};
use crate::session::open::Rooms;
use crate::session::sessions::Sessions;
use crate::session::warrant::Warrant;
use crate::time::check;
use crate::time::timepiece::ClockStatus;

pub use crate::proven::delays::Asked;

type Done = Result<(), Fault>;

/// Grave changes of the vault, and where the user proves himself for them.
pub struct GraveChanges<'a>(pub(crate) &'a Sessions);

impl GraveChanges<'_> {
    /// What a grave change asks for.
    pub fn needed(&self) -> Result<Needed, Fault> {
        self.0.look(|rooms| needed(&rooms.room))
    }

    /// The changes that were asked for and wait for their day.
    pub fn asked(&self) -> Result<Vec<Asked>, Fault> {
        self.0.look(|rooms| delays::asked(&rooms.room, rooms.delays))
    }

    /// Takes what the user has typed as the proof for one change, within a minute.
    pub fn by_way(&self, grave: Grave, proof: &Proof<'_>) -> Result<(), Fault> {
        let give = |typed: Typed<'_>| self.0.with(|rooms| rooms.proofs.by_way(&rooms.room, grave, &typed));
        match proof {
            Proof::Keystore => Err(Fault::ProofNeeded),
            Proof::Passphrase(passphrase) => give(Typed::Passphrase(&typed_passphrase(passphrase)?)),
            Proof::Kit(kit) => give(Typed::Kit(&typed_kit(kit)?)),
        }
    }

    /// Has the system check the person at the machine, as the proof for one change, within a minute. Blocks until the
    /// person has answered.
    pub fn by_system(&self, grave: Grave) -> Result<(), Fault> {
        let session = self.0.look(|rooms| rooms.session)?;
        let confirmed = presence::confirm(&*self.0.ports().presence).map_err(Fault::Presence)?;
        self.0.with_in(session, |rooms| rooms.proofs.by_system(&rooms.room, grave, confirmed))
    }

    /// Asks for a change where nothing can prove the user. It is allowed after a day.
    pub fn ask_later(&self, grave: Grave) -> Result<(), Fault> {
        let session = self.0.look(|rooms| rooms.session)?;
        // The day is counted across restarts only from a time that is known to be right.
        if !self.0.around.time.is_sure() {
            self.0.around.check_clock();
        }
        self.0.change_in(session, |rooms| delays::ask(&mut rooms.room, rooms.delays, grave))
    }

    /// Takes a change back that was asked for. Nobody has to prove himself for that.
    pub fn take_back(&self, grave: Grave) -> Result<(), Fault> {
        self.0.change(|rooms| delays::take_back(&mut rooms.room, rooms.delays, grave))
    }

    /// Takes the proof for one change. [`Fault::ProofNeeded`] if there is none.
    pub fn take<K: Kind>(&self) -> Result<Warrant<K>, Fault> {
        self.0.with(|rooms| {
            let proven = rooms.proofs.take(&rooms.room, rooms.delays)?;
            Ok(Warrant::new(rooms.session, proven))
        })
    }

    /// Gives a proof back whose change the user has not made after all. It is good for the rest of its minute.
    pub fn give_back<K: Kind>(&self, warrant: Warrant<K>) {
        self.0.give_back(warrant);
    }

    /// Adds a passphrase or changes it.
    pub fn set_passphrase(&self, warrant: Warrant<kinds::Ways>, passphrase: &str) -> Done {
        self.0.change_with_key(warrant, Some(SlotKind::Passphrase), |rooms, key| {
            ways::set_passphrase(&mut rooms.room, &key, passphrase)
        })
    }

    /// Takes a way in away, unless it is the last.
    pub fn remove_way(&self, warrant: Warrant<kinds::Ways>, kind: SlotKind) -> Done {
        self.0.change_with_key(warrant, Some(kind), |rooms, key| ways::remove_way(&mut rooms.room, &key, kind))
    }

    /// Makes a recovery kit and shows it. It opens nothing before [`Lingpai::confirm_kit`].
    pub fn make_kit(&self, warrant: Warrant<kinds::Kit>) -> Result<NewKit, Fault> {
        let make = |rooms: &mut Rooms<'_>, key| ways::make_kit(rooms.opening, &rooms.room, key);
        self.0.change_with_key(warrant, Some(SlotKind::Kit), make)
    }

    /// Removes every older state and backup: they open in a way that was removed.
    pub fn remove_older(&self, warrant: Warrant<kinds::Older>) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| ways::remove_older(&mut rooms.room, proven))
    }

    /// Sets whether the tenth wrong PIN erases the account's secret on this device.
    pub fn set_erase_at_ten(&self, warrant: Warrant<kinds::Erase>, on: bool) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| ways::set_erase_at_ten(&mut rooms.room, proven, on))
    }

    /// Sets the passphrase that opens copies from now on.
    pub fn set_backup_passphrase(&self, warrant: Warrant<kinds::Backups>, passphrase: &str) -> Done {
        self.0
            .change_with_key(warrant, None, |rooms, key| ways::set_backup_passphrase(&mut rooms.room, &key, passphrase))
    }

    /// Makes copies in `folder` from now on, the first one at once.
    pub fn plan_backups(&self, warrant: Warrant<kinds::Backups>, folder: &Path, keep: Keep) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| backups::plan(&mut rooms.room, proven, folder, keep))
    }

    /// Sets how many copies are kept.
    pub fn keep_backups(&self, warrant: Warrant<kinds::Backups>, keep: Keep) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| backups::keep(&mut rooms.room, proven, keep))
    }

    /// Stops making copies. The existing ones stay.
    pub fn end_backups(&self, warrant: Warrant<kinds::Backups>) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| backups::set_plan(&mut rooms.room, proven, None))?;
        self.0.around.backups.forget();
        Ok(())
    }

    /// Sets whether time servers are asked, and which. An empty list means the program's own. On disk when this returns.
    pub fn set_clock(
        &self,
        warrant: Warrant<kinds::Servers>,
        on: bool,
        servers: &[String],
    ) -> Result<ClockStatus, Fault> {
        let set = |rooms: &mut Rooms<'_>, proven: &Proven<_>| {
            let plan = check::plan(on, servers)?;
            check::set_plan(&mut rooms.room, proven, plan.clone()).map(|()| plan)
        };
        Ok(self.0.around.follow_clock(self.0.change_gravely(warrant, set)?))
    }
}
