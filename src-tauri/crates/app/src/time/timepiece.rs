//! The program's only clock: the machine's, corrected by the answers of time servers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::UnixTime;
use lingpai_domain::clock::{Answer, Clocks, Standing, TimeKeeper};
use lingpai_vault::TimePlan;
use parking_lot::{Condvar, Mutex};

use crate::ports::{Clock, TimeServers};

/// The servers that are asked if the user has set none. They answer in Hong Kong, on the mainland and abroad.
pub const TIME_SERVERS: [&str; 5] =
    ["stdtime.gov.hk", "ntp.aliyun.com", "ntp.tencent.com", "time.cloudflare.com", "pool.ntp.org"];

/// The status of the machine's clock, for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockStatus {
    /// Its standing against the time servers.
    pub standing: Standing,
    /// When servers last gave a time, by the corrected clock.
    pub checked: Option<UnixTime>,
    /// Whether they are being asked.
    pub checking: bool,
    /// Each server with its last answer. `None` before the first one.
    pub servers: Vec<(String, Option<Answer>)>,
    /// Whether servers are asked at all.
    pub on: bool,
    /// Whether the list is the user's own.
    pub own_list: bool,
    /// How long codes are held back, because the clock went back behind codes that were given. Zero if none is.
    pub held: Duration,
}

/// The machine's clocks with the keeper that corrects them. All use cases read the time here.
pub(crate) struct Timepiece {
    machine: Box<dyn Clock>,
    servers: Arc<dyn TimeServers>,
    inside: Mutex<Inside>,
    changed: Condvar,
}

struct Inside {
    keeper: TimeKeeper,
    /// The plan of the vault that was opened last.
    plan: TimePlan,
    /// Whether a vault is open. Without one no server is asked, because the vault may forbid it.
    open: bool,
    answers: HashMap<String, Answer>,
    checking: bool,
    /// Whether a window can be seen.
    shown: bool,
    /// The standing that the page was told last.
    told: Option<Standing>,
}

/// Why the servers are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// The user wants it.
    Person,
    /// An hour has passed, or a clock has stepped.
    Clock,
}

impl Timepiece {
    pub(crate) fn new(machine: Box<dyn Clock>, servers: Arc<dyn TimeServers>) -> Self {
        let keeper = TimeKeeper::new(Clocks { wall: machine.now(), steady: machine.steady() }, true);
        let inside = Inside {
            keeper,
            plan: TimePlan::default(),
            open: false,
            answers: HashMap::new(),
            checking: false,
            shown: true,
            told: None,
        };
        Self { machine, servers, inside: Mutex::new(inside), changed: Condvar::new() }
    }

    /// The machine's clocks, not corrected.
    pub(crate) fn machine(&self) -> Clocks {
        Clocks { wall: self.machine.now(), steady: self.machine.steady() }
    }

    /// The corrected time with the machine's steady clock.
    pub(crate) fn read(&self) -> Clocks {
        let now = self.machine();
        Clocks { wall: self.inside.lock().keeper.read(now), ..now }
    }

    /// Follows the plan of a vault that was opened. `None` if the vault was locked.
    pub(crate) fn follow(&self, plan: Option<TimePlan>) {
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.open = plan.is_some();
        // With another plan the comparison starts again. With the same one it goes on.
        if let Some(plan) = plan.filter(|plan| *plan != inside.plan) {
            inside.keeper.switch(!plan.off, now);
            inside.answers.clear();
            inside.plan = plan;
        }
        self.changed.notify_all();
    }

    /// Whether a window can be seen.
    pub(crate) fn show(&self, shown: bool) {
        self.inside.lock().shown = shown;
        self.changed.notify_all();
    }

    pub(crate) fn decide(&self, correct: bool) {
        self.inside.lock().keeper.decide(correct);
        self.changed.notify_all();
    }

    /// The status, where codes are held back for so long.
    pub(crate) fn status(&self, held: Duration) -> ClockStatus {
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.keeper.read(now);
        inside.status(held)
    }

    /// Whether the standing has changed since the page was last told. The page counts as told from now on.
    pub(crate) fn has_news(&self) -> bool {
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.keeper.read(now);
        let standing = inside.keeper.standing();
        inside.told.replace(standing) != Some(standing)
    }

    /// Whether the servers should be asked now.
    pub(crate) fn is_due(&self) -> bool {
        let now = self.machine();
        let mut inside = self.inside.lock();
        let wanted = inside.shown && !inside.checking && !inside.names(Asker::Clock).is_empty();
        inside.keeper.is_due(now) && wanted
    }

    /// Asks the servers, and waits for their answers. Does nothing if asking is switched off, no vault is open, or
    /// another thread is asking already.
    pub(crate) fn ask(&self, asker: Asker) {
        let now = self.machine();
        let (names, question) = {
            let mut inside = self.inside.lock();
            let names = inside.names(asker);
            if inside.checking || names.is_empty() {
                return;
            }
            inside.checking = true;
            let listed = list(&inside.plan).len();
            (names, inside.keeper.ask(now, listed))
        };
        let answers = self.servers.ask(&names);
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.checking = false;
        // If another list was set in the meantime, the keeper ignores these answers.
        let said: Vec<Answer> = answers.iter().map(|(_, answer)| *answer).collect();
        inside.keeper.answer(&question, &said, now);
        inside.answers.extend(answers);
        self.changed.notify_all();
    }

    /// Waits until something changes here, or for `most` while a window can be seen.
    pub(crate) fn wait(&self, most: Duration) {
        let mut inside = self.inside.lock();
        if inside.shown && inside.open {
            self.changed.wait_for(&mut inside, most);
        } else {
            self.changed.wait(&mut inside);
        }
    }
}

impl Inside {
    /// The servers to ask. A server that refused is asked again only if the user wants it (RFC 5905 §7.4).
    fn names(&self, asker: Asker) -> Vec<String> {
        if self.plan.off || !self.open {
            return Vec::new();
        }
        let mut names = list(&self.plan);
        names.retain(|name| asker == Asker::Person || self.answers.get(name) != Some(&Answer::Refused));
        names
    }

    fn status(&self, held: Duration) -> ClockStatus {
        let with_answer = |name: String| {
            let answer = self.answers.get(&name).copied();
            (name, answer)
        };
        ClockStatus {
            standing: self.keeper.standing(),
            checked: self.keeper.checked(),
            checking: self.checking,
            servers: list(&self.plan).into_iter().map(with_answer).collect(),
            on: !self.plan.off,
            own_list: !self.plan.servers.is_empty(),
            held,
        }
    }
}

fn list(plan: &TimePlan) -> Vec<String> {
    if plan.servers.is_empty() {
        TIME_SERVERS.map(str::to_owned).into()
    } else {
        plan.servers.iter().map(|name| name.as_str().to_owned()).collect()
    }
}

/// The corrected time as a port, which the use cases read in place of the machine's clock.
pub(crate) struct CorrectedClock(pub(crate) Arc<Timepiece>);

impl Clock for CorrectedClock {
    fn now(&self) -> UnixTime {
        self.0.read().wall
    }

    fn steady(&self) -> Duration {
        self.0.machine.steady()
    }
}
