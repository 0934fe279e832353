use std::time::Duration;

use lingpai_app::Idle;

use crate::shared::Shared;

/// The system's idle time, as a test sets it. At first it is not known.
#[derive(Clone, Default)]
pub struct ScriptedIdle(Shared<Vec<Option<Duration>>>);

impl ScriptedIdle {
    /// Sets the answers in their order. The last one is repeated.
    pub fn say(&self, answers: &[Option<Duration>]) {
        *self.0.lock() = answers.iter().rev().copied().collect();
    }
}

impl Idle for ScriptedIdle {
    fn idle(&self) -> Option<Duration> {
        let mut answers = self.0.lock();
        if answers.len() > 1 { answers.pop().flatten() } else { answers.last().copied().flatten() }
    }
}
