use std::time::Duration;

use lingpai_app::Idle;

use crate::shared::Shared;

/// A system that says how long nobody has used it, as a test has it say. At first it does not tell.
#[derive(Clone, Default)]
pub struct ScriptedIdle(Shared<Vec<Option<Duration>>>);

impl ScriptedIdle {
    /// Sets the answers, the first one first. The last one is given again and again.
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
