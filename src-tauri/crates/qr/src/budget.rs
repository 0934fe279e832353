use std::time::{Duration, Instant};

/// How long one picture may be looked at. It is looked at between steps, of which the longest takes about 20 ms a
/// megapixel of the picture, so that much may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(pub Duration);

impl Budget {
    /// A still picture: somebody waits, but only once.
    pub const STILL: Self = Self(Duration::from_millis(1500));
    /// A picture of the screen: sharp, and large.
    pub const SCREEN: Self = Self(Duration::from_millis(300));

    pub(super) fn starting_now(self) -> Deadline {
        Deadline(Instant::now() + self.0)
    }
}

/// When a budget ends.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn is_over(self) -> bool {
        Instant::now() >= self.0
    }
}
