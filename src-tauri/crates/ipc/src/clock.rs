use serde::Serialize;
use ts_rs::TS;

/// How the machine's clock stands against the time servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClockView {
    /// How it stands.
    pub standing: ClockStanding,
    /// When the servers were last asked, by the clock that codes go by, in milliseconds since 1970-01-01T00:00:00Z.
    pub checked_ms: Option<u64>,
    /// Whether they are being asked right now.
    pub checking: bool,
    /// What each of them said then.
    pub servers: Vec<ServerView>,
    /// Whether time servers are asked at all.
    pub on: bool,
    /// Whether the list of servers is the user's own.
    pub own_list: bool,
}

/// How the machine's clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClockStanding {
    /// Nothing is known: codes go by the machine's clock as it is.
    NotChecked {
        /// Why.
        why: NotChecked,
    },
    /// It is within 2 seconds of the servers' time.
    Right {
        /// Servers' time less the machine's, in milliseconds.
        offset_ms: i64,
    },
    /// It is off; codes and countdowns are corrected.
    Corrected {
        /// Servers' time less the machine's, in milliseconds: positive where the machine is behind.
        offset_ms: i64,
    },
    /// It is more than 10 minutes off, and the user has not said whether to correct: codes go by the machine's clock.
    Far {
        /// As in `corrected`.
        offset_ms: i64,
        /// Whether the user said no.
        declined: bool,
    },
    /// The servers disagree, and the user has not said whether to take the median: codes go by the machine's clock.
    Disagree {
        /// The median, as in `corrected`.
        offset_ms: i64,
        /// Whether the user said no.
        declined: bool,
    },
}

/// Why nothing is known of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotChecked {
    /// Asking is switched off.
    Off,
    /// No answer has come yet.
    Waiting,
    /// No server answered.
    Unreachable,
    /// The clock was set or the machine slept since; it is being checked again.
    Stepped,
}

/// One time server and what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ServerView {
    /// Its host name.
    pub name: String,
    /// What it said.
    pub answer: ServerAnswer,
}

/// What a time server said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServerAnswer {
    /// The time.
    Time {
        /// Its time less the machine's, in milliseconds.
        offset_ms: i64,
        /// How long the question and the answer were on their way, in milliseconds.
        round_trip_ms: u32,
    },
    /// Nothing in time, or its name was not found.
    Silent,
    /// That it does not want to be asked (RFC 5905 §7.4).
    Refused,
    /// Something that is no answer, or one that says that its own clock is not set.
    Unusable,
}
