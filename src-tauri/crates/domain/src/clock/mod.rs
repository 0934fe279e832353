//! The time that codes, countdowns, expiries and waits use: the machine's clock, corrected if time servers say that it is
//! wrong. Nothing here reads a clock or the network: readings and answers are arguments.

mod answers;

use std::time::Duration;

pub use answers::Answer;
use answers::{Support, Verdict, weigh};

use crate::UnixTime;

/// The machine's two clocks at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The time of the wall clock. It may be wrong, and somebody may set it.
    pub wall: UnixTime,
    /// The time of a clock that nobody sets. It may stop while the machine sleeps. The wall clock then runs ahead of it.
    pub steady: Duration,
}

/// The result of comparing the wall clock with time servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known. The time is the wall clock's.
    NotChecked(Unknown),
    /// The wall clock is within 2 seconds of the servers' time. The time is the wall clock's.
    Right {
        /// The servers' time less the wall clock's, in milliseconds.
        offset_ms: i64,
    },
    /// The wall clock is wrong. The time is corrected.
    Corrected {
        /// The same as in `Right`. It is positive if the wall clock is behind.
        offset_ms: i64,
    },
    /// The wall clock is wrong by more than 30 seconds, and the user has not agreed to a correction. The time is the wall
    /// clock's.
    Far {
        /// The same as in `Corrected`.
        offset_ms: i64,
        /// Whether the user has refused a correction.
        declined: bool,
    },
    /// Too few servers give the same time to correct the wall clock by it, and the user has not agreed to that. The time is
    /// the wall clock's.
    Few {
        /// The same as in `Corrected`.
        offset_ms: i64,
        /// The number of servers that agree.
        agree: usize,
        /// The number that would be enough.
        needed: usize,
        /// Whether the user has refused a correction.
        declined: bool,
    },
    /// The servers disagree, and the user has not agreed to use their median. The time is the wall clock's.
    Disagree {
        /// The median of the servers' offsets, in milliseconds.
        offset_ms: i64,
        /// Whether the user has refused a correction.
        declined: bool,
    },
}

/// Why nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The user has switched time servers off.
    Off,
    /// No answer has come yet, or the last one is too old.
    Waiting,
    /// No server gave a time.
    Unreachable,
    /// A clock was set, or the machine slept, since the servers answered.
    Stepped,
}

/// A question to the servers, with the moment at which it was asked. Its answers count only if no clock has stepped
/// since.
#[derive(Debug)]
pub struct Question {
    era: u64,
    asked: Clocks,
    /// The number of servers in the list.
    servers: usize,
}

/// Keeps the time.
///
/// While the standing is `Right` or `Corrected`, the time differs from the true one by at most the servers' error (half a
/// round trip) and
/// - 2 seconds if the standing is `Right`, because small offsets are not corrected,
/// - 1 second ([`TimeKeeper::STEP`]), by which the wall clock may have been set or slewed without notice,
/// - the drift of the machine's quartz in 4 hours ([`TimeKeeper::KEPT`]): 1.5 s at 100 ppm,
/// - if the steady clock stops during sleep: the length of a sleep, if the wall clock was set back by as much in it.
#[derive(Clone, Debug)]
pub struct TimeKeeper {
    /// The moment since which both clocks have advanced equally.
    alike_since: Clocks,
    finding: Finding,
    decision: Option<Decision>,
    /// The number of steps so far.
    era: u64,
    checked: Option<UnixTime>,
    asked: Option<Duration>,
    due: Duration,
    failures: u32,
}

#[derive(Clone, Copy, Debug)]
enum Finding {
    Nothing(Unknown),
    Offset { verdict: Verdict, at: Duration },
}

/// The user's answer about an offset that is far, in dispute or given by too few servers.
#[derive(Clone, Copy, Debug)]
struct Decision {
    correct: bool,
    offset_ms: i64,
}

impl TimeKeeper {
    /// The difference between the two clocks that counts as a step.
    pub const STEP: Duration = Duration::from_secs(1);
    /// The longest time for which an offset is used.
    pub const KEPT: Duration = Duration::from_hours(4);
    /// The largest offset that is not corrected.
    pub const RIGHT: Duration = Duration::from_secs(2);
    /// The largest offset that is corrected without asking the user.
    pub const FAR: Duration = Duration::from_secs(30);
    /// The time between two questions while servers answer.
    const EVERY: Duration = Duration::from_hours(1);
    /// The time until the next question after no server has answered. It doubles with each further failure, up to an hour.
    const RETRY: Duration = Duration::from_mins(1);
    /// The least time between two questions (RFC 4330 §10), whatever the clocks do.
    const LEAST: Duration = Duration::from_secs(15);

    /// Makes a keeper that has asked no server yet. `on` says whether servers may be asked.
    pub fn new(now: Clocks, on: bool) -> Self {
        Self {
            alike_since: now,
            finding: Finding::Nothing(if on { Unknown::Waiting } else { Unknown::Off }),
            decision: None,
            era: 0,
            checked: None,
            asked: None,
            due: now.steady,
            failures: 0,
        }
    }

    /// Gives the time at a reading of the clocks. Notices whether a clock has stepped since the last reading.
    pub fn read(&mut self, now: Clocks) -> UnixTime {
        self.look(now);
        match self.standing() {
            Standing::Corrected { offset_ms } => now.wall.shifted(offset_ms),
            Standing::NotChecked(_)
            | Standing::Right { .. }
            | Standing::Far { .. }
            | Standing::Few { .. }
            | Standing::Disagree { .. } => now.wall,
        }
    }

    /// Gives the standing of the wall clock, as of the last reading.
    pub fn standing(&self) -> Standing {
        let verdict = match self.finding {
            Finding::Nothing(why) => return Standing::NotChecked(why),
            Finding::Offset { verdict, .. } => verdict,
        };
        let Verdict { offset_ms, support } = verdict;
        let decision = self.decision.filter(|decision| !differs(decision.offset_ms, offset_ms));
        let declined = match decision.map(|decision| decision.correct) {
            Some(true) => return corrected(offset_ms),
            Some(false) => true,
            None => false,
        };
        match support {
            Support::Dispute => Standing::Disagree { offset_ms, declined },
            Support::Few { agree, needed } if exceeds(offset_ms, Self::RIGHT) => {
                Standing::Few { offset_ms, agree, needed, declined }
            }
            Support::Enough if exceeds(offset_ms, Self::FAR) => Standing::Far { offset_ms, declined },
            Support::Few { .. } | Support::Enough => corrected(offset_ms),
        }
    }

    /// Whether the servers must be asked now: at the start, every hour, and after a step.
    pub fn is_due(&mut self, now: Clocks) -> bool {
        self.look(now);
        let rested = self.asked.is_none_or(|asked| now.steady.saturating_sub(asked) >= Self::LEAST);
        !matches!(self.finding, Finding::Nothing(Unknown::Off)) && rested && now.steady >= self.due
    }

    /// Notes that the servers are asked at this moment. `servers` is the number of those in the list, also of those that
    /// are not asked again because they refused.
    pub fn ask(&mut self, now: Clocks, servers: usize) -> Question {
        self.look(now);
        self.asked = Some(now.steady);
        self.due = now.steady.saturating_add(Self::EVERY);
        Question { era: self.era, asked: now, servers }
    }

    /// Takes the servers' answers. If a clock has stepped since they were asked, the answers are dropped and the servers
    /// must be asked again: the answers were about another clock.
    pub fn answer(&mut self, question: &Question, answers: &[Answer], now: Clocks) {
        self.look(now);
        if question.era != self.era || matches!(self.finding, Finding::Nothing(Unknown::Off)) {
            return;
        }
        match weigh(answers, question.servers) {
            // What enough servers have said holds until it is too old: whoever silences most of them must not move the clock
            // with the rest.
            Some(verdict) if verdict.support != Support::Enough && self.is_sure() => self.failures = 0,
            Some(verdict) => {
                self.failures = 0;
                self.finding = Finding::Offset { verdict, at: question.asked.steady };
                // A step that was too small to be noticed must not be added to later ones.
                self.alike_since = question.asked;
                self.look(now);
                self.checked = Some(self.read(now));
            }
            None => {
                let wait = Self::RETRY.saturating_mul(1 << self.failures.min(6)).min(Self::EVERY);
                self.failures += 1;
                self.due = now.steady.saturating_add(wait);
                if let Finding::Nothing(_) = self.finding {
                    self.finding = Finding::Nothing(Unknown::Unreachable);
                }
            }
        }
    }

    /// Takes the user's answer whether to correct by an offset that is far, in dispute or given by too few servers. The
    /// answer holds until the servers give another offset or a clock steps. An answer to no question does not count.
    pub fn decide(&mut self, correct: bool) {
        match self.standing() {
            Standing::Far { offset_ms, .. }
            | Standing::Few { offset_ms, .. }
            | Standing::Disagree { offset_ms, .. } => {
                self.decision = Some(Decision { correct, offset_ms });
            }
            Standing::NotChecked(_) | Standing::Right { .. } | Standing::Corrected { .. } => {}
        }
    }

    /// Sets whether servers are asked, and forgets their answers.
    pub fn switch(&mut self, on: bool, now: Clocks) {
        let era = self.era + 1;
        *self = Self { era, ..Self::new(now, on) };
    }

    /// Gives the time of the servers' last useful answer, on this keeper's clock.
    pub fn checked(&self) -> Option<UnixTime> {
        self.checked
    }

    /// Whether enough servers agree on the present offset.
    fn is_sure(&self) -> bool {
        matches!(self.finding, Finding::Offset { verdict: Verdict { support: Support::Enough, .. }, .. })
    }

    /// Notices a step, and an offset that has become too old.
    fn look(&mut self, now: Clocks) {
        let wall = i128::from(now.wall.millis()) - i128::from(self.alike_since.wall.millis());
        let steady = now.steady.as_millis().cast_signed() - self.alike_since.steady.as_millis().cast_signed();
        if wall.abs_diff(steady) > Self::STEP.as_millis() {
            self.alike_since = now;
            self.era += 1;
            self.decision = None;
            self.failures = 0;
            self.due = now.steady;
            if !matches!(self.finding, Finding::Nothing(Unknown::Off)) {
                self.finding = Finding::Nothing(Unknown::Stepped);
            }
        }
        if let Finding::Offset { at, .. } = self.finding
            && now.steady.saturating_sub(at) > Self::KEPT
        {
            let why = if self.failures > 0 { Unknown::Unreachable } else { Unknown::Waiting };
            self.finding = Finding::Nothing(why);
        }
    }
}

/// The standing of a clock that is to be corrected, unless the offset is small.
fn corrected(offset_ms: i64) -> Standing {
    if exceeds(offset_ms, TimeKeeper::RIGHT) {
        Standing::Corrected { offset_ms }
    } else {
        Standing::Right { offset_ms }
    }
}

/// Whether two offsets are so far apart that the user's decision about one does not hold for the other.
fn differs(one: i64, other: i64) -> bool {
    u128::from(one.abs_diff(other)) > TimeKeeper::RIGHT.as_millis()
}

fn exceeds(offset_ms: i64, bound: Duration) -> bool {
    u128::from(offset_ms.unsigned_abs()) > bound.as_millis()
}

#[cfg(test)]
mod tests;
