use std::time::Duration;

/// A span in whole milliseconds, as the contract has it.
pub(crate) fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// A count as the contract has it.
pub(crate) fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_the_most_that_does() {
        assert_eq!([millis(Duration::from_micros(1999)), millis(Duration::MAX)], [1, u64::MAX]);
        assert_eq!([count(7), count(usize::MAX)], [7, u32::MAX]);
    }
}
