use lingpai_app::{ClockStatus, Lingpai};
use lingpai_domain::UnixTime;
use lingpai_domain::clock::{Answer, Standing, Unknown};
use lingpai_ipc::{ClockStanding, ClockView, NotChecked, ServerAnswer, ServerView};

use crate::program::asked;
use crate::{Reply, fault};

/// Gives the state of the machine's clock. A page calls this by itself.
pub fn clock_view(lingpai: &Lingpai) -> ClockView {
    view(lingpai.clock())
}

/// Asks the time servers now. This takes 3 seconds at most.
pub fn clock_check(lingpai: &Lingpai) -> ClockView {
    view(asked(lingpai).check_clock())
}

/// Sets whether codes are corrected where the user is asked. A yes also allows codes older than ones before.
pub fn clock_agree(lingpai: &Lingpai, correct: bool) -> ClockView {
    view(asked(lingpai).agree_clock(correct))
}

/// Lets codes follow the time although codes of later times were given.
pub fn clock_allow_older(lingpai: &Lingpai) -> Reply<ClockView> {
    asked(lingpai).allow_older_codes().map(view).map_err(fault::of)
}

/// Sets whether time servers are asked, and which. An empty list stands for the program's own.
pub fn clock_set(lingpai: &Lingpai, on: bool, servers: &[String]) -> Reply<ClockView> {
    asked(lingpai).set_clock(on, servers).map(view).map_err(fault::of)
}

/// Sets whether somebody can see any window: time servers are asked regularly while somebody can.
pub fn window_seen(lingpai: &Lingpai, any: bool) {
    lingpai.show_clock(any);
}

fn view(status: ClockStatus) -> ClockView {
    let ClockStatus { standing, checked, checking, servers, on, own_list, held } = status;
    // A server that was not asked has said nothing.
    let server = |(name, answer): (String, Option<Answer>)| ServerView {
        name,
        answer: answer.map_or(ServerAnswer::Silent, self::answer),
    };
    ClockView {
        standing: self::standing(standing),
        checked_ms: checked.map(UnixTime::millis),
        checking,
        servers: servers.into_iter().map(server).collect(),
        on,
        own_list,
        held_ms: u64::try_from(held.as_millis()).unwrap_or(u64::MAX),
    }
}

fn standing(standing: Standing) -> ClockStanding {
    match standing {
        Standing::NotChecked(why) => ClockStanding::NotChecked {
            why: match why {
                Unknown::Off => NotChecked::Off,
                Unknown::Waiting => NotChecked::Waiting,
                Unknown::Unreachable => NotChecked::Unreachable,
                Unknown::Stepped => NotChecked::Stepped,
            },
        },
        Standing::Right { offset_ms } => ClockStanding::Right { offset_ms },
        Standing::Corrected { offset_ms } => ClockStanding::Corrected { offset_ms },
        Standing::Far { offset_ms, declined } => ClockStanding::Far { offset_ms, declined },
        Standing::Few { offset_ms, agree, needed, declined } => {
            ClockStanding::Few { offset_ms, agree, needed, declined }
        }
        Standing::Disagree { offset_ms, declined } => ClockStanding::Disagree { offset_ms, declined },
    }
}

fn answer(answer: Answer) -> ServerAnswer {
    match answer {
        Answer::Time { offset_ms, round_trip_ms } => ServerAnswer::Time { offset_ms, round_trip_ms },
        Answer::Silent => ServerAnswer::Silent,
        Answer::Refused => ServerAnswer::Refused,
        Answer::Unusable => ServerAnswer::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_server_that_was_not_asked_is_silent() {
        let answered = Answer::Time { offset_ms: -1500, round_trip_ms: 20 };
        let servers = vec![("one".to_owned(), Some(answered)), ("two".to_owned(), None)];
        let status = ClockStatus {
            standing: Standing::Far { offset_ms: -1500, declined: true },
            checked: Some(UnixTime::from_secs(7)),
            checking: false,
            servers,
            on: true,
            own_list: false,
            held: Duration::from_millis(1200),
        };
        let ClockView { standing, checked_ms, servers, held_ms, .. } = view(status);
        assert_eq!(held_ms, 1200);
        assert_eq!((standing, checked_ms), (ClockStanding::Far { offset_ms: -1500, declined: true }, Some(7000)));
        let said: Vec<_> = servers.iter().map(|server| server.answer).collect();
        assert_eq!(said, [ServerAnswer::Time { offset_ms: -1500, round_trip_ms: 20 }, ServerAnswer::Silent]);
    }
}
