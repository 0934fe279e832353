//! The one time that codes, countdowns, expiries and waits go by: the machine's clock, corrected where time servers say
//! that it is off. Pure: readings of the clocks and the servers' answers arrive as arguments.

mod answers;

use std::time::Duration;

pub use answers::Answer;
use answers::{Verdict, weigh};

use crate::UnixTime;

/// The machine's two clocks at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// What the clock on the wall says: it may be wrong, and be set.
    pub wall: UnixTime,
    /// By a clock that nobody sets. It may stand still while the machine sleeps: then the wall's clock runs ahead of
    /// it.
    pub steady: Duration,
}

/// How the wall's clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known: the time is the wall's.
    NotChecked(Unknown),
    /// It is within 2 seconds of the servers' time; the time is the wall's.
    Right {
        /// Servers' time less the wall's, in milliseconds.
        offset_ms: i64,
    },
    /// It is off; the time is corrected.
    Corrected {
        /// As in `Right`; positive where the wall's clock is behind.
        offset_ms: i64,
    },
    /// It is more than 10 minutes off, and the user did not say that it is to be corrected; the time is the wall's.
    Far {
        /// As in `Corrected`.
        offset_ms: i64,
        /// Whether the user said no.
        declined: bool,
    },
    /// The servers disagree, and the user did not say that their median is to be taken; the time is the wall's.
    Disagree {
        /// The median.
        offset_ms: i64,
        /// Whether the user said no.
        declined: bool,
    },
}

impl Standing {
    /// Whether the time has been checked and is right within the bound that [`TimeKeeper`] states.
    pub fn is_known(self) -> bool {
        match self {
            Self::Right { .. } | Self::Corrected { .. } => true,
            Self::NotChecked(_) | Self::Far { .. } | Self::Disagree { .. } => false,
        }
    }
}

/// Why nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Asking is switched off.
    Off,
    /// No answer has come yet, or the last one is too old.
    Waiting,
    /// No server gave a time.
    Unreachable,
    /// The clock was set or the machine slept since.
    Stepped,
}

/// The servers were asked at a moment; what they answer counts only while no clock steps.
#[derive(Debug)]
pub struct Question {
    era: u64,
    asked: Clocks,
}

/// Keeps the time.
///
/// While [`Standing::is_known`], the time differs from the true one by at most the servers' error (half a round trip)
/// and
/// - 2 seconds where the standing is `Right`, since small offsets are left alone,
/// - 1 second ([`TimeKeeper::STEP`]), by which the wall's clock may have been set or slewed unseen,
/// - what the machine's quartz drifts in 4 hours ([`TimeKeeper::KEPT`]): 1.5 s at 100 ppm,
/// - where the steady clock stands still in sleep, a sleep during which the wall's clock was set back as far.
#[derive(Clone, Debug)]
pub struct TimeKeeper {
    /// Since this moment both clocks have run alike.
    alike_since: Clocks,
    finding: Finding,
    decision: Option<Decision>,
    /// Counts the steps.
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

/// What the user said about an offset that is asked about.
#[derive(Clone, Copy, Debug)]
struct Decision {
    correct: bool,
    about: Verdict,
}

impl TimeKeeper {
    /// How far the two clocks may run apart before it counts as a step.
    pub const STEP: Duration = Duration::from_secs(1);
    /// How long an offset is used at most.
    pub const KEPT: Duration = Duration::from_hours(4);
    /// Up to this offset the time is the wall's.
    pub const RIGHT: Duration = Duration::from_secs(2);
    /// Beyond this offset the user is asked.
    pub const FAR: Duration = Duration::from_mins(10);
    /// How often servers are asked while all is well.
    const EVERY: Duration = Duration::from_hours(1);
    /// How soon they are asked again when none answered; twice as long after each further failure, up to an hour.
    const RETRY: Duration = Duration::from_mins(1);
    /// They are not asked more often than this (RFC 4330 §10), whatever the clocks do.
    const LEAST: Duration = Duration::from_secs(15);

    /// Nothing has been asked yet.
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

    /// The time at a reading. Sees whether a clock stepped since the one before.
    pub fn read(&mut self, now: Clocks) -> UnixTime {
        self.look(now);
        match self.standing() {
            Standing::Corrected { offset_ms } => now.wall.shifted(offset_ms),
            Standing::NotChecked(_) | Standing::Right { .. } | Standing::Far { .. } | Standing::Disagree { .. } => {
                now.wall
            }
        }
    }

    /// How the wall's clock stands, as of the last reading.
    pub fn standing(&self) -> Standing {
        let verdict = match self.finding {
            Finding::Nothing(why) => return Standing::NotChecked(why),
            Finding::Offset { verdict, .. } => verdict,
        };
        let Verdict { offset_ms, agreed } = verdict;
        let far = exceeds(offset_ms, Self::FAR);
        let said = self.decision.filter(|decision| decision.about.is_like(verdict)).map(|decision| decision.correct);
        let declined = said == Some(false);
        match said {
            None | Some(false) if !agreed => Standing::Disagree { offset_ms, declined },
            None | Some(false) if far => Standing::Far { offset_ms, declined },
            None | Some(_) if exceeds(offset_ms, Self::RIGHT) => Standing::Corrected { offset_ms },
            None | Some(_) => Standing::Right { offset_ms },
        }
    }

    /// Whether the servers are to be asked now: at the start, every hour, and after a step.
    pub fn is_due(&mut self, now: Clocks) -> bool {
        self.look(now);
        let rested = self.asked.is_none_or(|asked| now.steady.saturating_sub(asked) >= Self::LEAST);
        !matches!(self.finding, Finding::Nothing(Unknown::Off)) && rested && now.steady >= self.due
    }

    /// The servers are asked at this moment.
    pub fn ask(&mut self, now: Clocks) -> Question {
        self.look(now);
        self.asked = Some(now.steady);
        self.due = now.steady.saturating_add(Self::EVERY);
        Question { era: self.era, asked: now }
    }

    /// The servers answered. Where a clock has stepped since they were asked, they are due anew and nothing is taken
    /// from what they said: it was about another clock.
    pub fn answer(&mut self, question: &Question, answers: &[Answer], now: Clocks) {
        self.look(now);
        if question.era != self.era || matches!(self.finding, Finding::Nothing(Unknown::Off)) {
            return;
        }
        match weigh(answers) {
            Some(verdict) => {
                self.failures = 0;
                self.finding = Finding::Offset { verdict, at: question.asked.steady };
                // A step that was too small to be seen until now must not add up with those to come.
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

    /// The user said whether to correct by an offset that is far or in dispute. It holds while the servers go on saying
    /// the same, and until a clock steps.
    pub fn decide(&mut self, correct: bool) {
        if let Finding::Offset { verdict, .. } = self.finding {
            self.decision = Some(Decision { correct, about: verdict });
        }
    }

    /// Sets whether servers are asked, and forgets what they have said.
    pub fn switch(&mut self, on: bool, now: Clocks) {
        let era = self.era + 1;
        *self = Self { era, ..Self::new(now, on) };
    }

    /// When servers last gave a time, by the time that is kept here.
    pub fn checked(&self) -> Option<UnixTime> {
        self.checked
    }

    /// Sees a step, and that an offset has become too old.
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

impl Verdict {
    /// Whether a decision about this one holds for another.
    fn is_like(self, other: Self) -> bool {
        let near = u128::from(self.offset_ms.abs_diff(other.offset_ms)) <= TimeKeeper::RIGHT.as_millis();
        self.agreed == other.agreed && near
    }
}

fn exceeds(offset_ms: i64, bound: Duration) -> bool {
    u128::from(offset_ms.unsigned_abs()) > bound.as_millis()
}

#[cfg(test)]
mod tests;
