use lingpai_app::{Presence, PresenceFault};

use crate::shared::Shared;

/// The system's check of the person, as a test sets it. At first there is none.
#[derive(Clone, Default)]
pub struct ScriptedPresence(Shared<Script>);

#[derive(Default)]
struct Script {
    answer: Option<Result<(), PresenceFault>>,
    asked: usize,
}

impl ScriptedPresence {
    /// Sets what the check says from now on. `None`: the system has no check.
    pub fn say(&self, answer: Option<Result<(), PresenceFault>>) {
        self.0.lock().answer = answer;
    }

    /// How often the person was asked.
    pub fn asked(&self) -> usize {
        self.0.lock().asked
    }
}

impl Presence for ScriptedPresence {
    fn is_there(&self) -> bool {
        self.0.lock().answer.is_some()
    }

    fn check(&self) -> Result<(), PresenceFault> {
        let mut script = self.0.lock();
        script.asked += 1;
        let answer = script.answer.unwrap_or(Err(PresenceFault::Absent));
        if answer == Err(PresenceFault::Absent) {
            script.answer = None;
        }
        answer
    }
}
