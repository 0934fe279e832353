use serde::Serialize;
use ts_rs::TS;

/// The state of the machine's clock, compared with the time servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClockView {
    /// The state.
    pub standing: ClockStanding,
    /// When the servers last gave a time, by the corrected clock, in milliseconds since 1970-01-01T00:00:00Z.
    pub checked_ms: Option<u64>,
    /// Whether the servers are being asked now.
    pub checking: bool,
    /// The servers and their last answers.
    pub servers: Vec<ServerView>,
    /// Whether time servers are asked at all.
    pub on: bool,
    /// Whether the list of servers is the user's own.
    pub own_list: bool,
    /// For how many milliseconds codes are held back, because the clock went back behind codes that were given. Zero if none
    /// is. `clock_allow_older` ends it.
    pub held_ms: u64,
}

/// The state of the machine's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClockStanding {
    /// The error of the clock is not known: codes follow the machine's clock.
    NotChecked {
        /// Why.
        why: NotChecked,
    },
    /// It is right within 2 seconds.
    Right {
        /// The servers' time minus the machine's, in milliseconds.
        offset_ms: i64,
    },
    /// It is wrong. Codes and countdowns are corrected.
    Corrected {
        /// The servers' time minus the machine's, in milliseconds: positive if the machine is behind.
        offset_ms: i64,
    },
    /// It is wrong by more than 30 seconds, and the user has not agreed to a correction: codes follow the machine's clock.
    Far {
        /// The same as in `corrected`.
        offset_ms: i64,
        /// Whether the user has declined the correction.
        declined: bool,
    },
    /// Too few servers agree to correct the clock by their time, and the user has not agreed to that: codes follow the
    /// machine's clock.
    Few {
        /// The same as in `corrected`.
        offset_ms: i64,
        /// The number of servers that agree.
        agree: usize,
        /// The number that would be enough.
        needed: usize,
        /// Whether the user has declined the correction.
        declined: bool,
    },
    /// The servers disagree, and the user has not agreed to take the median: codes follow the machine's clock.
    Disagree {
        /// The median, as in `corrected`.
        offset_ms: i64,
        /// Whether the user has declined the correction.
        declined: bool,
    },
}

/// Why the error of the clock is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotChecked {
    /// Asking is switched off.
    Off,
    /// No answer has come yet.
    Waiting,
    /// No server answered.
    Unreachable,
    /// A clock was set, or the machine slept, since the last answer. The clock is being checked again.
    Stepped,
}

/// A time server and its last answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ServerView {
    /// Its host name.
    pub name: String,
    /// Its answer.
    pub answer: ServerAnswer,
}

/// The answer of a time server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ServerAnswer {
    /// The time.
    Time {
        /// Its time minus the machine's, in milliseconds.
        offset_ms: i64,
        /// The round trip of question and answer, in milliseconds.
        round_trip_ms: u32,
    },
    /// No answer in time, or its name was not found.
    Silent,
    /// The server refuses to answer (RFC 5905 §7.4).
    Refused,
    /// The answer is not valid, or says that the server's own clock is not set.
    Unusable,
}
