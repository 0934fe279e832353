//! The day that a grave change waits for, where nothing can prove the user.

use std::collections::HashMap;
use std::time::Duration;

use lingpai_domain::trail::What;
use lingpai_domain::{Grave, UnixTime};
use lingpai_vault::{Delay, Delays, Settings};
use parking_lot::Mutex;

use crate::fault::Fault;
use crate::proven::needed::{DAY, Needed, needed};
use crate::room::Room;

/// How long after it was asked for a change is still allowed. Nobody finds a door open that was asked for long ago.
const LAPSE: Duration = Duration::from_hours(7 * 24);

/// When this process has first seen each delay, by the machine's steady clock, which nobody can set.
#[derive(Default)]
pub(crate) struct DelayWatch(Mutex<HashMap<(Grave, UnixTime), Duration>>);

/// What the day is counted by.
#[derive(Clone, Copy)]
pub(crate) struct DelayClock<'a> {
    /// What this process has seen pass.
    pub(crate) watch: &'a DelayWatch,
    /// Whether enough time servers agree on the present time.
    pub(crate) sure: bool,
}

/// A change that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The kind of the change.
    pub grave: Grave,
    /// How long it still waits. Zero: it is allowed now.
    pub left: Duration,
    /// Whether time servers confirm the time. Without that only the time counts that this process has seen pass.
    pub confirmed: bool,
}

impl DelayWatch {
    fn seen_for(&self, delay: Delay, steady: Duration) -> Duration {
        let mut seen = self.0.lock();
        steady.saturating_sub(*seen.entry((delay.grave, delay.asked)).or_insert(steady))
    }

    /// Forgets the delays of a kind. One that is asked for again begins anew, also if the clock was set back to the same time.
    fn forget(&self, of: Grave) {
        self.0.lock().retain(|(grave, _), _| *grave != of);
    }
}

/// The changes that were asked for, without those of too long ago.
pub(crate) fn asked(room: &Room<'_>, clock: DelayClock<'_>) -> Vec<Asked> {
    let steady = room.ports.clock.steady();
    let state = |delay: Delay| {
        let passed = room.at.wall.since(delay.asked);
        let seen = clock.watch.seen_for(delay, steady);
        let confirmed = delay.confirmed && clock.sure;
        let counted = if confirmed { passed.max(seen) } else { seen };
        let lapsed = passed >= LAPSE;
        (!lapsed).then(|| Asked { grave: delay.grave, left: DAY.saturating_sub(counted), confirmed })
    };
    room.vault.settings().delays.iter().filter_map(state).collect()
}

/// Asks for a change. It is allowed after a day, and until then anybody can take it back. On disk when this returns.
pub(crate) fn ask(room: &mut Room<'_>, clock: DelayClock<'_>, grave: Grave) -> Result<(), Fault> {
    match needed(room) {
        Needed::Delay | Needed::Nothing => {}
        Needed::Passphrase | Needed::Kit | Needed::Pin(_) | Needed::System => return Err(Fault::ProofNeeded),
    }
    let delay = Delay { grave, asked: room.at.wall, confirmed: clock.sure };
    clock.watch.forget(grave);
    save(room, Some(What::ChangeAsked), |delays| delays.with(delay))?;
    clock.watch.seen_for(delay, room.ports.clock.steady());
    Ok(())
}

/// Takes a change back that was asked for. On disk when this returns.
pub(crate) fn take_back(room: &mut Room<'_>, clock: DelayClock<'_>, grave: Grave) -> Result<(), Fault> {
    if room.vault.settings().delays.get(grave).is_none() {
        return Ok(());
    }
    drop_delay(room, clock, grave, Some(What::ChangeTakenBack))
}

/// Whether the day of a change has passed.
pub(super) fn is_over(room: &Room<'_>, clock: DelayClock<'_>, grave: Grave) -> bool {
    asked(room, clock).iter().any(|asked| asked.grave == grave && asked.left.is_zero())
}

/// Says that the day is used up by a change that was made. The save of the change has removed it from the disk. A change that
/// saves nothing, as a kit that is only shown, has this do so.
pub(super) fn used_up(room: &mut Room<'_>, clock: DelayClock<'_>, grave: Grave) -> Result<(), Fault> {
    room.vault.using_up(None);
    if room.vault.settings().delays.get(grave).is_some() {
        // The change itself is in the audit trail.
        return drop_delay(room, clock, grave, None);
    }
    clock.watch.forget(grave);
    Ok(())
}

fn drop_delay(room: &mut Room<'_>, clock: DelayClock<'_>, grave: Grave, what: Option<What>) -> Result<(), Fault> {
    save(room, what, |delays| delays.without(grave))?;
    clock.watch.forget(grave);
    Ok(())
}

fn save(room: &mut Room<'_>, what: Option<What>, change: impl FnOnce(Delays) -> Delays) -> Result<(), Fault> {
    let settings = room.vault.settings().clone();
    let delays = change(settings.delays.clone());
    if let Some(what) = what {
        let line = room.vault_line(what);
        room.vault.noting(line);
    }
    Ok(room.vault.set_settings(Settings { delays, ..settings }, room.at)?)
}
