use lingpai_app::TimeServers;
use lingpai_domain::clock::Answer;

use crate::shared::Shared;

/// Time servers that give the answers of a test, and note whom the program asked. At first all are silent.
#[derive(Clone, Default)]
pub struct ScriptedServers(Shared<Script>);

#[derive(Default)]
struct Script {
    answers: Vec<Answer>,
    asked: Vec<Vec<String>>,
}

impl ScriptedServers {
    /// Sets the answers from now on: the first server gives the first one. Servers without an answer are silent.
    pub fn say(&self, answers: &[Answer]) {
        self.0.lock().answers = answers.to_vec();
    }

    /// Has five servers say that the machine is off by so many milliseconds.
    pub fn say_offset(&self, offset_ms: i64) {
        self.say(&[Answer::Time { offset_ms, round_trip_ms: 20 }; 5]);
    }

    /// Takes the lists of servers that the program has asked since the last call.
    pub fn asked(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut self.0.lock().asked)
    }
}

impl TimeServers for ScriptedServers {
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)> {
        let mut script = self.0.lock();
        script.asked.push(servers.to_vec());
        let answer = |index: usize| script.answers.get(index).copied().unwrap_or(Answer::Silent);
        servers.iter().enumerate().map(|(index, name)| (name.clone(), answer(index))).collect()
    }
}
