//! The day that a grave change waits for, where nothing can prove the user.

use std::collections::HashMap;
use std::time::Duration;

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
pub(crate) fn asked(room: &Room<'_>, watch: &DelayWatch) -> Vec<Asked> {
    let steady = room.ports.clock.steady();
    let state = |delay: Delay| {
        let passed = room.at.wall.since(delay.asked);
        let seen = watch.seen_for(delay, steady);
        let confirmed = delay.confirmed && room.time_known;
        let counted = if confirmed { passed.max(seen) } else { seen };
        let lapsed = passed >= LAPSE;
        (!lapsed).then(|| Asked { grave: delay.grave, left: DAY.saturating_sub(counted), confirmed })
    };
    room.vault.settings().delays.iter().filter_map(state).collect()
}

/// Asks for a change. It is allowed after a day, and until then anybody can take it back. On disk when this returns.
pub(crate) fn ask(room: &mut Room<'_>, watch: &DelayWatch, grave: Grave) -> Result<(), Fault> {
    match needed(room) {
        Needed::Delay | Needed::Nothing => {}
        Needed::Passphrase | Needed::Kit | Needed::Pin(_) | Needed::System => return Err(Fault::ProofNeeded),
    }
    let delay = Delay { grave, asked: room.at.wall, confirmed: room.time_known };
    watch.forget(grave);
    save(room, |delays| delays.with(delay))?;
    watch.seen_for(delay, room.ports.clock.steady());
    Ok(())
}

/// Takes a change back that was asked for. On disk when this returns.
pub(crate) fn take_back(room: &mut Room<'_>, watch: &DelayWatch, grave: Grave) -> Result<(), Fault> {
    if room.vault.settings().delays.get(grave).is_none() {
        return Ok(());
    }
    save(room, |delays| delays.without(grave))?;
    watch.forget(grave);
    Ok(())
}

/// Uses up the day that a change has waited for. On disk when this returns.
pub(super) fn use_up(room: &mut Room<'_>, watch: &DelayWatch, grave: Grave) -> Result<(), Fault> {
    let allowed = asked(room, watch).iter().any(|asked| asked.grave == grave && asked.left.is_zero());
    if allowed { take_back(room, watch, grave) } else { Err(Fault::ProofNeeded) }
}

fn save(room: &mut Room<'_>, change: impl FnOnce(Delays) -> Delays) -> Result<(), Fault> {
    let settings = room.vault.settings().clone();
    let delays = change(settings.delays.clone());
    Ok(room.vault.set_settings(Settings { delays, ..settings }, room.at)?)
}
