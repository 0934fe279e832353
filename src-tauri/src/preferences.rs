//! What the user has set, and what follows from it outside of the vault.

use lingpai_app::{CopyWish, Lingpai, NextCode, PreferenceFault};
use lingpai_ipc::{Fault, FaultCode, Preferences};
use tauri::{AppHandle, Manager};

use crate::{Shell, faults, window};

/// What is set, in the words of the contract.
pub(crate) fn view(lingpai: &Lingpai) -> Preferences {
    other_form(&lingpai.preferences())
}

/// The file and the contract have one JSON form for it.
fn other_form<From: serde::Serialize, To: serde::de::DeserializeOwned>(from: &From) -> To {
    let json = serde_json::to_value(from).expect("what is set has a JSON form");
    serde_json::from_value(json).expect("the file's form is the contract's")
}

/// Sets all of it. Shortcuts come first: the system may refuse them, and then nothing is set.
pub(crate) fn set(app: &AppHandle, preferences: &Preferences) -> Result<Preferences, Fault> {
    let shell = app.state::<Shell>();
    let before = view(&shell.lingpai);
    shortcuts(app, preferences).map_err(faults::of)?;
    if let Err(fault) = shell.lingpai.set_preferences(other_form(preferences)) {
        // They were there a moment ago.
        shortcuts(app, &before).ok();
        return Err(match fault {
            PreferenceFault::Write(_) => faults::of(FaultCode::PreferencesLost),
            PreferenceFault::Keys(_) => faults::of(FaultCode::ShortcutRefused),
            // The page's own fields give no such number.
            PreferenceFault::Range { .. } => faults::internal(),
        });
    }
    if before.theme != preferences.theme {
        app.set_theme(window::theme(preferences.theme));
    }
    shell.tray.switch(app, preferences.tray);
    Ok(view(&shell.lingpai))
}

/// What was set when the program started. Shortcuts that another program has taken meanwhile are not there; the settings
/// page says so when they are set again.
pub(crate) fn apply(app: &AppHandle) {
    let preferences = view(&app.state::<Shell>().lingpai);
    shortcuts(app, &preferences).ok();
}

fn shortcuts(app: &AppHandle, preferences: &Preferences) -> Result<(), FaultCode> {
    let Preferences { strip_keys, copy_keys, .. } = preferences;
    app.state::<Shell>().shortcuts.set(app, strip_keys.as_deref(), copy_keys.as_deref())
}

/// What a copy in the last seconds of a code takes.
pub(crate) fn copy_wish(lingpai: &Lingpai) -> CopyWish {
    if lingpai.preferences().copy_next { CopyWish::Next } else { CopyWish::Current }
}

/// Whether the code after the current one is shown.
pub(crate) fn next_code(lingpai: &Lingpai) -> NextCode {
    if lingpai.preferences().next_code { NextCode::Wanted } else { NextCode::Unwanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_and_the_contract_have_one_form() {
        let preferences = lingpai_app::Preferences::default();
        let view: Preferences = other_form(&preferences);
        assert_eq!(other_form::<_, lingpai_app::Preferences>(&view), preferences);
    }
}
