use std::env;
use std::path::PathBuf;

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

/// The folders in which the program keeps something.
pub struct Places {
    /// Its vault.
    pub vault: PathBuf,
    /// The user's settings.
    pub settings: PathBuf,
    /// The web view's own files. `None` where the program does not choose the folder.
    pub web_view: Option<PathBuf>,
}

/// Gives the version of the program, its system and its folders.
pub fn about(Places { vault, settings, web_view }: &Places) -> AboutView {
    AboutView {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", env::consts::OS, env::consts::ARCH),
        vault: vault.display().to_string(),
        settings: settings.display().to_string(),
        web_view: web_view.as_ref().map(|folder| folder.display().to_string()),
    }
}
