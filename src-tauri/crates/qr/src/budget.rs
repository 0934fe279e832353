use std::time::{Duration, Instant};

/// The time that the search in one picture may take. The budget is checked between steps. The longest step takes
/// about 20 ms for each megapixel of the picture, so a search may exceed its budget by that much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget(pub Duration);

impl Budget {
    /// The budget for a still picture. The user waits, but only once.
    pub const STILL: Self = Self(Duration::from_millis(1500));
    /// The budget for a picture of the screen, which is sharp and large.
    pub const SCREEN: Self = Self(Duration::from_millis(300));

    /// Gives the deadline of a search that begins now.
    pub(super) fn starting_now(self) -> Deadline {
        Deadline(Instant::now() + self.0)
    }
}

/// The moment at which a budget is spent.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    pub(super) fn is_over(self) -> bool {
        Instant::now() >= self.0
    }
}
