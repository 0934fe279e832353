//! How the machine's clock compares with the time servers: looked at, checked, decided about, set.

use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use lingpai_vault::{MAX_SERVERS, ServerName, Settings, TimePlan};

use crate::fault::Fault;
use crate::ports::Watcher;
use crate::room::Room;
use crate::time::timepiece::{Asker, ClockStatus, Timepiece};

/// How often the two clocks are compared while the window is shown: a sleep or a step is told this soon.
const TICK: Duration = Duration::from_secs(10);

/// Asks the time servers, and has the page look again.
pub(crate) fn ask(time: &Timepiece, watcher: &dyn Watcher, asker: Asker) -> ClockStatus {
    time.ask(asker);
    // The answers and the time of the check are new, even where the clock stands as before.
    time.has_news();
    watcher.clock_changed();
    time.status()
}

/// Decides whether an offset that is far or in dispute corrects the time.
pub(crate) fn decide(time: &Timepiece, watcher: &dyn Watcher, correct: bool) -> ClockStatus {
    time.decide(correct);
    tell(time, watcher);
    time.status()
}

/// Goes on with another plan.
pub(crate) fn follow(time: &Timepiece, watcher: &dyn Watcher, plan: TimePlan) -> ClockStatus {
    time.follow(Some(plan));
    tell(time, watcher);
    time.status()
}

/// Has the page look again where the clock stands in another way than the page knows.
fn tell(time: &Timepiece, watcher: &dyn Watcher) {
    if time.has_news() {
        watcher.clock_changed();
    }
}

/// Compares the clocks, has the page look again, and asks the servers where they are due.
pub(crate) fn compare(time: &Timepiece, watcher: &dyn Watcher) {
    tell(time, watcher);
    if time.is_due() {
        ask(time, watcher, Asker::Clock);
    }
}

/// The plan with these time servers. An empty list stands for the program's own.
pub(crate) fn plan(on: bool, servers: &[String]) -> Result<TimePlan, Fault> {
    let named = |text: &String| ServerName::parse(text.trim()).ok_or(Fault::ServerName);
    let servers = servers.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    if servers.len() > MAX_SERVERS {
        return Err(Fault::TooManyServers);
    }
    Ok(TimePlan { off: !on, servers })
}

/// Keeps a plan in the vault. On disk when this returns.
pub(crate) fn set_plan(room: &mut Room<'_>, time: TimePlan) -> Result<(), Fault> {
    let settings = Settings { time, ..room.vault.settings().clone() };
    Ok(room.vault.set_settings(settings, room.at)?)
}

/// Starts a thread that calls `work` every few seconds while somebody looks, and whenever something about the clock has
/// changed, for as long as `program` lives.
pub(crate) fn repeat<P: Send + Sync + 'static>(
    program: &Arc<P>,
    time: &Arc<Timepiece>,
    work: impl Fn(&P) + Send + 'static,
) -> io::Result<()> {
    let (program, time) = (Arc::downgrade(program), Arc::clone(time));
    let run = move || {
        while let Some(program) = program.upgrade() {
            work(&program);
            drop(program);
            time.wait(TICK);
        }
    };
    thread::Builder::new().name("clock".into()).spawn(run).map(drop)
}
