use std::time::Duration;

/// Converts a span to whole milliseconds.
pub(crate) fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// Converts a count.
pub(crate) fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_too_large_becomes_the_largest_one() {
        assert_eq!([millis(Duration::from_micros(1999)), millis(Duration::MAX)], [1, u64::MAX]);
        assert_eq!([count(7), count(usize::MAX)], [7, u32::MAX]);
    }
}
