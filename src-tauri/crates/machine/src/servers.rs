use lingpai_app::TimeServers;
use lingpai_domain::clock::Answer;

use crate::shared::Shared;

/// Time servers that give the answers that a test sets, and record which servers were asked. At first all are silent.
#[derive(Clone, Default)]
pub struct ScriptedServers(Shared<Script>);

#[derive(Default)]
struct Script {
    answers: Vec<Answer>,
    asked: Vec<Vec<String>>,
}

impl ScriptedServers {
    /// Sets the answers from now on, in the order of the servers. Servers without an answer are silent.
    pub fn say(&self, answers: &[Answer]) {
        self.0.lock().answers = answers.to_vec();
    }

    /// Makes five servers say that their time less the machine's is so many milliseconds.
    pub fn say_offset(&self, offset_ms: i64) {
        self.say(&[Answer::Time { offset_ms, round_trip_ms: 20 }; 5]);
    }

    /// Gives the lists of servers that the program has asked since the last call.
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
