use std::io;

use lingpai_app::{PreferenceFile, Preferences};

use crate::shared::Shared;

/// A file of preferences in memory, which lasts as long as the machine.
#[derive(Clone, Default)]
pub struct MemoryPreferences(Shared<Option<Preferences>>);

impl PreferenceFile for MemoryPreferences {
    fn load(&self) -> Preferences {
        self.0.lock().clone().unwrap_or_default()
    }

    fn save(&self, preferences: &Preferences) -> io::Result<()> {
        *self.0.lock() = Some(preferences.clone());
        Ok(())
    }
}
