//! What the user has set, as it is on disk.

use lingpai_ipc::Preferences;
use parking_lot::Mutex;

use crate::ports::PreferenceFile;
use crate::ports::preferences::PreferenceFault;

/// What the user has set. What it says is on disk.
pub(crate) struct SavedPreferences(Mutex<Preferences>);

impl SavedPreferences {
    pub(crate) fn load(file: &dyn PreferenceFile) -> Self {
        Self(Mutex::new(file.load()))
    }

    pub(crate) fn get(&self) -> Preferences {
        self.0.lock().clone()
    }

    /// Sets all of it; it is on disk when this returns. A fault leaves all as it was.
    pub(crate) fn set(
        &self,
        preferences: Preferences,
        file: &dyn PreferenceFile,
    ) -> Result<Preferences, PreferenceFault> {
        preferences.check()?;
        let mut saved = self.0.lock();
        file.save(&preferences).map_err(|fault| PreferenceFault::Write(fault.kind()))?;
        saved.clone_from(&preferences);
        Ok(preferences)
    }
}
