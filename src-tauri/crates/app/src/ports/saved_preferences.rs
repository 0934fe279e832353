//! The preferences as they are on disk.

use lingpai_ipc::Preferences;
use parking_lot::Mutex;

use crate::ports::PreferenceFile;
use crate::ports::preferences::PreferenceFault;

/// The preferences in memory. They are always the same as on disk.
pub(crate) struct SavedPreferences(Mutex<Preferences>);

impl SavedPreferences {
    pub(crate) fn load(file: &dyn PreferenceFile) -> Self {
        Self(Mutex::new(file.load()))
    }

    pub(crate) fn get(&self) -> Preferences {
        self.0.lock().clone()
    }

    /// Sets all preferences. On disk when this returns. A fault changes nothing.
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
