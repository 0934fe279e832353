//! What the machine does: its keystore and its time servers.

use anyhow::{Context as _, Result};
use lingpai_app::{KeystoreFault, PresenceFault};
use lingpai_domain::clock;
use lingpai_machine::Machine;
use lingpai_vault::KeystoreName;
use serde::Deserialize;

/// How the keystore behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeystoreState {
    #[default]
    Works,
    /// It waits for the user, until the program gives it up.
    Silent,
    Absent,
    KeyMissing,
    Denied,
    Slow,
    Ambiguous,
    Undecodable,
    Failed,
}

/// The answer of a time server.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Answer {
    Time { offset_ms: i64, round_trip_ms: u32 },
    Silent,
    Refused,
    Unusable,
}

/// Has the keystore behave like this from now on.
pub(crate) fn set_keystore(machine: &Machine, state: KeystoreState) {
    let fault = match state {
        KeystoreState::Works => {
            machine.keystore.recover();
            return;
        }
        KeystoreState::Silent => {
            machine.keystore.fall_silent();
            return;
        }
        KeystoreState::KeyMissing => {
            machine.keystore.remove_keys();
            return;
        }
        KeystoreState::Absent => KeystoreFault::Absent,
        KeystoreState::Denied => KeystoreFault::Denied,
        KeystoreState::Slow => KeystoreFault::Slow,
        KeystoreState::Ambiguous => KeystoreFault::Ambiguous,
        KeystoreState::Undecodable => KeystoreFault::Undecodable,
        KeystoreState::Failed => KeystoreFault::Failed,
    };
    machine.keystore.fail(fault);
}

/// Gives the keystore a name.
pub(crate) fn call_keystore(machine: &Machine, name: &str) -> Result<()> {
    machine.keystore.call_itself(KeystoreName::parse(name).with_context(|| format!("`{name}` names no keystore"))?);
    Ok(())
}

/// Has the time servers give these answers, the first one first.
pub(crate) fn answer(machine: &Machine, answers: &[Answer]) {
    let answers: Vec<_> = answers
        .iter()
        .map(|answer| match *answer {
            Answer::Time { offset_ms, round_trip_ms } => clock::Answer::Time { offset_ms, round_trip_ms },
            Answer::Silent => clock::Answer::Silent,
            Answer::Refused => clock::Answer::Refused,
            Answer::Unusable => clock::Answer::Unusable,
        })
        .collect();
    machine.servers.say(&answers);
}

/// Has the system's check of the person say this from now on. `None`: the system has no check.
pub(crate) fn set_presence(machine: &Machine, confirms: Option<bool>) {
    machine.presence.say(confirms.map(|yes| if yes { Ok(()) } else { Err(PresenceFault::Refused) }));
}
