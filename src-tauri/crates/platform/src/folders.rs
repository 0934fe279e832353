use std::path::PathBuf;

use directories::ProjectDirs;

/// The system does not say where a user's data belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system names no home folder for this user")]
pub struct NoHome;

/// Where the program keeps what it keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    vault: PathBuf,
    config: PathBuf,
}

impl Folders {
    /// Those of the user: local data, which no system copies to other machines, and settings.
    ///
    /// # Errors
    ///
    /// The system names no home folder.
    pub fn of_user() -> Result<Self, NoHome> {
        let dirs = ProjectDirs::from("app", "Lingpai", "Lingpai").ok_or(NoHome)?;
        Ok(Self { vault: dirs.data_local_dir().join("vault"), config: dirs.config_dir().to_owned() })
    }

    /// Both in one folder, apart from the user's own.
    pub fn inside(folder: PathBuf) -> Self {
        Self { vault: folder.join("vault"), config: folder.join("config") }
    }

    /// Where the vault lies.
    pub fn vault(&self) -> &PathBuf {
        &self.vault
    }

    /// Where what the user has set lies.
    pub fn config(&self) -> &PathBuf {
        &self.config
    }

    /// A file beside the vault's folder.
    pub(crate) fn beside_vault(&self, name: &str) -> PathBuf {
        self.vault.with_file_name(name)
    }
}
