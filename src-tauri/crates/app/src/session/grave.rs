//! Grave changes of the vault. Each takes a [`Warrant`], which shows that the user has proved himself for it.

use std::path::Path;

use lingpai_vault::{Keep, SlotKind};

use crate::backups;
use crate::fault::Fault;
use crate::opening::ways::{self, NewKit};
use crate::proven::{Proven, kinds};
use crate::session::open::Rooms;
use crate::session::proving::GraveChanges;
use crate::session::warrant::Warrant;
use crate::time::check;
use crate::time::timepiece::ClockStatus;

type Done = Result<(), Fault>;

impl GraveChanges<'_> {
    /// Adds a passphrase or changes it.
    pub fn set_passphrase(&self, warrant: Warrant<kinds::Ways>, passphrase: &str) -> Done {
        self.0.change_with_key(warrant, SlotKind::Passphrase, |rooms, key| {
            ways::set_passphrase(&mut rooms.room, &key, passphrase)
        })
    }

    /// Takes a way in away, unless it is the last.
    pub fn remove_way(&self, warrant: Warrant<kinds::Ways>, kind: SlotKind) -> Done {
        self.0.change_with_key(warrant, kind, |rooms, key| ways::remove_way(&mut rooms.room, &key, kind))
    }

    /// Makes a recovery kit and shows it. It opens nothing before [`Lingpai::confirm_kit`].
    pub fn make_kit(&self, warrant: Warrant<kinds::Kit>) -> Result<NewKit, Fault> {
        self.0.change_with_key(warrant, SlotKind::Kit, |rooms, key| ways::make_kit(rooms.opening, &rooms.room, key))
    }

    /// Removes every older state and backup: they open in a way that was removed.
    pub fn remove_older_states(&self, warrant: Warrant<kinds::Older>) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| ways::remove_older(&mut rooms.room, proven))
    }

    /// Sets whether the tenth wrong PIN erases the account's secret on this device.
    pub fn set_erase_at_ten(&self, warrant: Warrant<kinds::Erase>, on: bool) -> Done {
        self.0.change_gravely(warrant, |rooms, proven| ways::set_erase_at_ten(&mut rooms.room, proven, on))
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
