//! How the machine's clock stands: looked at, checked, decided about, set.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use lingpai_vault::{MAX_SERVERS, ServerName, TimePlan};

use crate::fault::Fault;
use crate::session::Lingpai;
use crate::time::timepiece::{Asker, ClockStatus};

/// How often the two clocks are compared while the window is shown: a sleep or a step is told this soon.
const TICK: Duration = Duration::from_secs(10);

impl Lingpai {
    /// How the machine's clock stands.
    pub fn clock(&self) -> ClockStatus {
        self.time.status()
    }

    /// Asks the time servers now, because the user says so. Takes as long as they do, 3 seconds at most; where asking is
    /// off, nobody is asked.
    pub fn check_clock(&self) -> ClockStatus {
        self.ask_servers(Asker::Person);
        self.clock()
    }

    /// Whether an offset that is far or in dispute corrects the time.
    pub fn agree_clock(&self, correct: bool) -> ClockStatus {
        self.time.decide(correct);
        self.tell_clock();
        self.clock()
    }

    /// Whether time servers are asked, and which; an empty list stands for the program's own. On disk when this returns;
    /// the servers are asked by [`Lingpai::tend_clock`].
    pub fn set_clock(&self, on: bool, servers: &[String]) -> Result<ClockStatus, Fault> {
        let named = |text: &String| ServerName::parse(text.trim()).ok_or(Fault::ServerName);
        let servers = servers.iter().map(named).collect::<Result<Vec<_>, _>>()?;
        if servers.len() > MAX_SERVERS {
            return Err(Fault::TooManyServers);
        }
        let time = TimePlan { off: !on, servers };
        self.with_change(|open| {
            let settings = lingpai_vault::Settings { time: time.clone(), ..open.vault.settings().clone() };
            let at = open.moment(&self.ports);
            Ok(open.vault.set_settings(settings, at)?)
        })?;
        self.time.follow(Some(time));
        self.tell_clock();
        Ok(self.clock())
    }

    /// Whether somebody looks at the window: servers are asked every hour while somebody does.
    pub fn show_clock(&self, shown: bool) {
        self.time.show(shown);
    }

    /// Compares the clocks, tells the page what changed, and asks the servers where they are due.
    pub fn tend_clock(&self) {
        self.tell_clock();
        if self.time.is_due() {
            self.ask_servers(Asker::Clock);
        }
    }

    fn ask_servers(&self, asker: Asker) {
        self.time.ask(asker);
        // Even where all stands as before, the answers and the time of the check are new.
        self.time.has_news();
        self.ports.watcher.clock_changed();
    }

    fn tell_clock(&self) {
        if self.time.has_news() {
            self.ports.watcher.clock_changed();
        }
    }
}

/// Tends the clock of a program for as long as it lives, on a thread of its own.
///
/// # Errors
///
/// The system gives no thread.
pub fn keep_time(lingpai: &Arc<Lingpai>) -> std::io::Result<()> {
    let (lingpai, time) = (Arc::downgrade(lingpai), Arc::clone(&lingpai.time));
    let tend = move || {
        while let Some(lingpai) = lingpai.upgrade() {
            lingpai.tend_clock();
            drop(lingpai);
            time.wait(TICK);
        }
    };
    thread::Builder::new().name("clock".into()).spawn(tend).map(drop)
}
