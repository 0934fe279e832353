//! Comparing the machine's clock with the time servers.

use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use lingpai_domain::trail::What;
use lingpai_vault::{MAX_SERVERS, ServerName, Settings, TimePlan};

use crate::fault::Fault;
use crate::ports::Watcher;
use crate::room::Room;
use crate::time::timepiece::{Asker, Timepiece};

/// How often the two clocks are compared while the window is shown, to notice a sleep or a step.
const TICK: Duration = Duration::from_secs(10);

/// Asks the time servers, and tells the page.
pub(crate) fn ask(time: &Timepiece, watcher: &dyn Watcher, asker: Asker) {
    time.ask(asker);
    // The answers and the time of the check are new, even if the standing is the same.
    time.has_news();
    watcher.clock_changed();
}

/// Sets whether the time is corrected by what the servers say, where the user is asked.
pub(crate) fn decide(time: &Timepiece, watcher: &dyn Watcher, correct: bool) {
    time.decide(correct);
    tell(time, watcher);
}

/// Follows another plan.
pub(crate) fn follow(time: &Timepiece, watcher: &dyn Watcher, plan: TimePlan) {
    time.follow(Some(plan));
    tell(time, watcher);
}

/// Tells the page if the standing of the clock has changed.
fn tell(time: &Timepiece, watcher: &dyn Watcher) {
    if time.has_news() {
        watcher.clock_changed();
    }
}

/// Compares the machine's clocks, tells the page what changed, and asks the servers if they are due.
pub(crate) fn compare(time: &Timepiece, watcher: &dyn Watcher) {
    tell(time, watcher);
    if time.is_due() {
        ask(time, watcher, Asker::Clock);
    }
}

/// Makes the plan with these time servers. An empty list stands for the program's own.
pub(crate) fn plan(on: bool, servers: &[String]) -> Result<TimePlan, Fault> {
    let named = |text: &String| ServerName::parse(text.trim()).ok_or(Fault::ServerName);
    let servers = servers.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    if servers.len() > MAX_SERVERS {
        return Err(Fault::TooManyServers);
    }
    Ok(TimePlan { off: !on, servers })
}

/// Saves a plan in the vault. On disk when this returns.
pub(crate) fn set_plan(room: &mut Room<'_>, time: TimePlan) -> Result<(), Fault> {
    let settings = Settings { time, ..room.vault.settings().clone() };
    let line = room.vault_line(What::TimeServersSet);
    Ok(room.vault.noting(line).set_settings(settings, room.at)?)
}

/// Starts a thread that calls `work` every few seconds while a window can be seen, and whenever something about the
/// clock has changed. It ends with `program`.
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
