use std::env;
use std::path::Path;

use lingpai_app::{Lingpai, PreferenceFault};
use lingpai_ipc::{AboutView, BadPreference, FaultCode, Preferences};

use crate::{Reply, internal, refused};

/// Gives the user's preferences.
pub fn preferences(lingpai: &Lingpai) -> Preferences {
    lingpai.preferences()
}

/// Sets all preferences.
pub fn preferences_set(lingpai: &Lingpai, preferences: Preferences) -> Reply<Preferences> {
    lingpai.set_preferences(preferences).map_err(|fault| match fault {
        PreferenceFault::Write(_) => refused(FaultCode::PreferencesLost),
        PreferenceFault::Bad(BadPreference::Keys(_)) => refused(FaultCode::ShortcutRefused),
        // The page's fields cannot give such a number.
        PreferenceFault::Bad(BadPreference::Range { .. }) => internal(),
    })
}

/// Gives the version of the program and its system. `vault` is the folder of its vault.
pub fn about(vault: &Path) -> AboutView {
    AboutView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", env::consts::OS, env::consts::ARCH),
        vault: vault.display().to_string(),
    }
}
