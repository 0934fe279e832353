//! The program's only clock: the machine's, corrected by what time servers say.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use lingpai_domain::UnixTime;
use lingpai_domain::clock::{Answer, Clocks, Standing, TimeKeeper};
use lingpai_vault::TimePlan;
use parking_lot::{Condvar, Mutex};

use crate::ports::{Clock, TimeServers};

/// The servers that are asked where the user has no list of his own: they answer in Hong Kong, on the mainland and
/// abroad.
pub const TIME_SERVERS: [&str; 5] =
    ["stdtime.gov.hk", "ntp.aliyun.com", "ntp.tencent.com", "time.cloudflare.com", "pool.ntp.org"];

/// How the machine's clock stands, for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockStatus {
    /// How it stands.
    pub standing: Standing,
    /// When servers last gave a time, by the time that codes go by.
    pub checked: Option<UnixTime>,
    /// Whether they are being asked.
    pub checking: bool,
    /// Each server with what it said when it was last asked. `None` before the first time.
    pub servers: Vec<(String, Option<Answer>)>,
    /// Whether servers are asked at all.
    pub on: bool,
    /// Whether the list is the user's own.
    pub own_list: bool,
}

/// The machine's clocks with the keeper that corrects them. Everything that asks for the time asks here.
pub(crate) struct Timepiece {
    machine: Box<dyn Clock>,
    servers: Arc<dyn TimeServers>,
    inside: Mutex<Inside>,
    changed: Condvar,
}

struct Inside {
    keeper: TimeKeeper,
    /// What the vault says that was opened last.
    plan: TimePlan,
    /// Whether a vault is open. Without one no server is asked: it may say that none is to be.
    open: bool,
    answers: HashMap<String, Answer>,
    checking: bool,
    /// Whether somebody looks at the window.
    shown: bool,
    /// What the page was told last.
    told: Option<Standing>,
}

/// Who wants the servers to be asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// The user.
    Person,
    /// The hour, or a clock that stepped.
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

    /// The machine's clocks as they are, for whoever watches them.
    pub(crate) fn machine(&self) -> Clocks {
        Clocks { wall: self.machine.now(), steady: self.machine.steady() }
    }

    /// The corrected time with the machine's steady clock, and whether that time is known to be right.
    pub(crate) fn read(&self) -> (Clocks, bool) {
        let now = self.machine();
        let mut inside = self.inside.lock();
        let wall = inside.keeper.read(now);
        (Clocks { wall, ..now }, inside.keeper.standing().is_known())
    }

    /// What the vault that has just been opened says, or that none is open.
    pub(crate) fn follow(&self, plan: Option<TimePlan>) {
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.open = plan.is_some();
        // Another list is another opinion; the same one goes on as it stands.
        if let Some(plan) = plan.filter(|plan| *plan != inside.plan) {
            inside.keeper.switch(!plan.off, now);
            inside.answers.clear();
            inside.plan = plan;
        }
        self.changed.notify_all();
    }

    /// Whether somebody looks at the window.
    pub(crate) fn show(&self, shown: bool) {
        self.inside.lock().shown = shown;
        self.changed.notify_all();
    }

    pub(crate) fn decide(&self, correct: bool) {
        self.inside.lock().keeper.decide(correct);
        self.changed.notify_all();
    }

    pub(crate) fn status(&self) -> ClockStatus {
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.keeper.read(now);
        inside.status()
    }

    /// Whether the page knows less than there is to know. It does from now on.
    pub(crate) fn has_news(&self) -> bool {
        let standing = self.status().standing;
        self.inside.lock().told.replace(standing) != Some(standing)
    }

    /// Whether servers are to be asked now.
    pub(crate) fn is_due(&self) -> bool {
        let now = self.machine();
        let mut inside = self.inside.lock();
        let wanted = inside.shown && !inside.checking && !inside.names(Asker::Clock).is_empty();
        inside.keeper.is_due(now) && wanted
    }

    /// Asks the servers, and waits for their answers. Nobody is asked where asking is off, no vault is open, or
    /// somebody else asks already.
    pub(crate) fn ask(&self, asker: Asker) {
        let now = self.machine();
        let (names, question) = {
            let mut inside = self.inside.lock();
            let names = inside.names(asker);
            if inside.checking || names.is_empty() {
                return;
            }
            inside.checking = true;
            (names, inside.keeper.ask(now))
        };
        let answers = self.servers.ask(&names);
        let now = self.machine();
        let mut inside = self.inside.lock();
        inside.checking = false;
        // Another list may have been set meanwhile; the keeper passes over what was asked before.
        let said: Vec<Answer> = answers.iter().map(|(_, answer)| *answer).collect();
        inside.keeper.answer(&question, &said, now);
        inside.answers.extend(answers);
        self.changed.notify_all();
    }

    /// Waits until something changed here, or for `most` while somebody looks.
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
    /// Whom to ask. A server that refused is asked again by a person alone (RFC 5905 §7.4).
    fn names(&self, asker: Asker) -> Vec<String> {
        if self.plan.off || !self.open {
            return Vec::new();
        }
        let mut names = list(&self.plan);
        names.retain(|name| asker == Asker::Person || self.answers.get(name) != Some(&Answer::Refused));
        names
    }

    fn status(&self) -> ClockStatus {
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

/// The corrected time as a port, which the use cases read like the machine's own.
pub(crate) struct CorrectedClock(pub(crate) Arc<Timepiece>);

impl Clock for CorrectedClock {
    fn now(&self) -> UnixTime {
        self.0.read().0.wall
    }

    fn steady(&self) -> Duration {
        self.0.machine.steady()
    }
}
