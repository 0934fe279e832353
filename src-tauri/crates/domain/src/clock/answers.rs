/// The answer of one time server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The time.
    Time {
        /// The server's time less the machine's, in milliseconds. Half of the round trip is taken into account (RFC 5905
        /// §8).
        offset_ms: i64,
        /// How long question and answer were on their way, in milliseconds. The error of the offset is at most half of it.
        round_trip_ms: u32,
    },
    /// No answer in time, or the server's name was not found.
    Silent,
    /// A request not to be asked again (RFC 5905 §7.4).
    Refused,
    /// Bytes that are no answer, or an answer that says that the server's own clock is not set.
    Unusable,
}

/// The common result of all answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The median offset, in milliseconds.
    pub(super) offset_ms: i64,
    /// Whether more than half of the servers that gave a time agree with it.
    pub(super) agreed: bool,
}

/// How far an answer may lie from the median in addition to half of its round trip, in milliseconds.
const SPREAD_MS: u64 = 1_000;

/// Combines the answers. The answers near the median of all times are believed, and the median of these is the result.
/// So one wrong server among three changes nothing, and two groups that disagree are noticed. `None` if no server gave a
/// time.
pub(super) fn weigh(answers: &[Answer]) -> Option<Verdict> {
    let times = answers.iter().filter_map(|answer| match *answer {
        Answer::Time { offset_ms, round_trip_ms } => Some((offset_ms, round_trip_ms)),
        Answer::Silent | Answer::Refused | Answer::Unusable => None,
    });
    let times: Vec<(i64, u32)> = times.collect();
    let all = median(times.iter().map(|(offset, _)| *offset))?;
    let near =
        |(offset, trip): &&(i64, u32)| offset.abs_diff(all) <= SPREAD_MS.saturating_add(u64::from(*trip).div_ceil(2));
    let close: Vec<i64> = times.iter().filter(near).map(|(offset, _)| *offset).collect();
    let agreed = close.len() * 2 > times.len();
    let offset_ms = if agreed { median(close.into_iter())? } else { all };
    Some(Verdict { offset_ms, agreed })
}

/// Gives the middle value, or the mean of the middle two of an even number. `None` for no values.
fn median(offsets: impl Iterator<Item = i64>) -> Option<i64> {
    let mut sorted: Vec<i64> = offsets.collect();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = if sorted.len().is_multiple_of(2) { sorted[sorted.len() / 2 - 1] } else { upper };
    Some(lower.midpoint(upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(offsets: &[i64]) -> Option<(i64, bool)> {
        let answer = |&offset_ms: &i64| Answer::Time { offset_ms, round_trip_ms: 40 };
        let answers: Vec<Answer> = offsets.iter().map(answer).collect();
        weigh(&answers).map(|Verdict { offset_ms, agreed }| (offset_ms, agreed))
    }

    #[test]
    fn a_wrong_server_among_three_changes_nothing() {
        for lie in [i64::MIN, -3_600_000, 3_600_000, i64::MAX] {
            assert_eq!(verdict(&[100, lie, 120]), Some((110, true)), "{lie}");
        }
        assert_eq!(verdict(&[5_000]), Some((5_000, true)));
        assert_eq!(verdict(&[7, 9, 8, 60_000, -60_000]), Some((8, true)));
    }

    #[test]
    fn two_groups_that_disagree_are_noticed() {
        assert_eq!(verdict(&[0, 60_000]), Some((30_000, false)));
        assert_eq!(verdict(&[0, 10, 60_000, 60_010]), Some((30_005, false)));
        assert_eq!(verdict(&[-60_000, 0, 60_000]), Some((0, false)));
    }

    #[test]
    fn servers_that_gave_no_time_do_not_count() {
        let time = Answer::Time { offset_ms: -4, round_trip_ms: 0 };
        let answers = [Answer::Silent, time, Answer::Refused, Answer::Unusable];
        assert_eq!(weigh(&answers), Some(Verdict { offset_ms: -4, agreed: true }));
        assert_eq!(weigh(&answers[..1]), None);
        assert_eq!(weigh(&[]), None);
    }

    #[test]
    fn a_long_round_trip_allows_a_larger_offset() {
        let slow = Answer::Time { offset_ms: 2_000, round_trip_ms: 2_000 };
        let quick = Answer::Time { offset_ms: 0, round_trip_ms: 0 };
        assert!(weigh(&[slow, quick]).is_some_and(|verdict| verdict.agreed));
        let wrong = Answer::Time { offset_ms: 2_100, round_trip_ms: 0 };
        assert!(weigh(&[wrong, quick]).is_some_and(|verdict| !verdict.agreed));
    }
}
