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
    /// How many servers stand behind it.
    pub(super) support: Support,
}

/// How many servers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Support {
    /// Enough: see [`needed`].
    Enough,
    /// More than half of those that gave a time, but not enough.
    Few {
        /// The number of servers that agree.
        agree: usize,
        /// The number that is enough.
        needed: usize,
    },
    /// No more than half of those that gave a time.
    Dispute,
}

/// How far an answer may lie from the median in addition to half of its round trip, in milliseconds.
const SPREAD_MS: u64 = 1_000;

/// The number of servers that are enough to move the clock without the user: three of five, all of a list of three or
/// fewer, and more than half of a longer one.
fn needed(servers: usize) -> usize {
    (servers / 2 + 1).max(3).min(servers)
}

/// Combines the answers of some of so many `servers`. The answers near the median of all times are believed, and the
/// median of these is the result. So one wrong server among three changes nothing, and two groups that disagree are
/// noticed. Servers without an answer count as well, so that whoever silences most of them gains nothing. `None` if no
/// server gave a time.
pub(super) fn weigh(answers: &[Answer], servers: usize) -> Option<Verdict> {
    let times = answers.iter().filter_map(|answer| match *answer {
        Answer::Time { offset_ms, round_trip_ms } => Some((offset_ms, round_trip_ms)),
        Answer::Silent | Answer::Refused | Answer::Unusable => None,
    });
    let times: Vec<(i64, u32)> = times.collect();
    let all = median(times.iter().map(|(offset, _)| *offset))?;
    let near =
        |(offset, trip): &&(i64, u32)| offset.abs_diff(all) <= SPREAD_MS.saturating_add(u64::from(*trip).div_ceil(2));
    let close: Vec<i64> = times.iter().filter(near).map(|(offset, _)| *offset).collect();
    let (agree, needed) = (close.len(), needed(servers));
    if agree * 2 <= times.len() {
        return Some(Verdict { offset_ms: all, support: Support::Dispute });
    }
    let support = if agree >= needed { Support::Enough } else { Support::Few { agree, needed } };
    Some(Verdict { offset_ms: median(close.into_iter())?, support })
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

    fn verdict(offsets: &[i64], servers: usize) -> Option<(i64, Support)> {
        let answer = |&offset_ms: &i64| Answer::Time { offset_ms, round_trip_ms: 40 };
        let answers: Vec<Answer> = offsets.iter().map(answer).collect();
        weigh(&answers, servers).map(|Verdict { offset_ms, support }| (offset_ms, support))
    }

    #[test]
    fn wrong_servers_below_half_change_nothing() {
        assert_eq!(verdict(&[7, 9, 8, 60_000, -60_000], 5), Some((8, Support::Enough)));
        assert_eq!(verdict(&[7, 9, 8, 60_000, 60_000], 5), Some((8, Support::Enough)));
        for lie in [i64::MIN, -3_600_000, 3_600_000, i64::MAX] {
            assert_eq!(verdict(&[100, lie, 110, 120], 5), Some((110, Support::Enough)), "{lie}");
        }
    }

    #[test]
    fn too_few_servers_are_not_enough() {
        let few = |agree, needed| Support::Few { agree, needed };
        assert_eq!(verdict(&[599_000], 5), Some((599_000, few(1, 3))));
        assert_eq!(verdict(&[100, 599_000, 120], 5), Some((110, few(2, 3))));
        // All of a short list must agree, and more than half of a long one.
        for (servers, needed) in [(1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5)] {
            assert_eq!(verdict(&vec![50; needed], servers), Some((50, Support::Enough)), "{servers}");
            let fewer = verdict(&vec![50; needed - 1], servers);
            assert_eq!(fewer, (needed > 1).then_some((50, few(needed - 1, needed))), "{servers}");
        }
    }

    #[test]
    fn two_groups_that_disagree_are_noticed() {
        assert_eq!(verdict(&[0, 60_000], 5), Some((30_000, Support::Dispute)));
        assert_eq!(verdict(&[0, 10, 60_000, 60_010], 5), Some((30_005, Support::Dispute)));
        assert_eq!(verdict(&[-60_000, 0, 60_000], 5), Some((0, Support::Dispute)));
    }

    #[test]
    fn servers_that_gave_no_time_are_not_behind_it() {
        let time = Answer::Time { offset_ms: -4, round_trip_ms: 0 };
        let answers = [Answer::Silent, time, Answer::Refused, Answer::Unusable];
        let support = Support::Few { agree: 1, needed: 3 };
        assert_eq!(weigh(&answers, 4), Some(Verdict { offset_ms: -4, support }));
        assert_eq!(weigh(&answers[..1], 1), None);
        assert_eq!(weigh(&[], 5), None);
    }

    #[test]
    fn a_long_round_trip_allows_a_larger_offset() {
        let slow = Answer::Time { offset_ms: 2_000, round_trip_ms: 2_000 };
        let quick = Answer::Time { offset_ms: 0, round_trip_ms: 0 };
        assert!(weigh(&[slow, quick], 2).is_some_and(|verdict| verdict.support == Support::Enough));
        let wrong = Answer::Time { offset_ms: 2_100, round_trip_ms: 0 };
        assert!(weigh(&[wrong, quick], 2).is_some_and(|verdict| verdict.support == Support::Dispute));
    }
}
