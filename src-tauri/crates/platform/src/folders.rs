use std::path::PathBuf;

use directories::ProjectDirs;

/// The system names no home folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system names no home folder for this user")]
pub struct NoHome;

/// The folders of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    vault: PathBuf,
    config: PathBuf,
}

impl Folders {
    /// Uses the user's folders for settings and for data. No system copies them to other machines, or keeps them on a share
    /// that may not answer.
    ///
    /// # Errors
    ///
    /// The system names no home folder.
    pub fn of_user() -> Result<Self, NoHome> {
        let dirs = ProjectDirs::from("app", "Lingpai", "Lingpai").ok_or(NoHome)?;
        Ok(Self { vault: dirs.data_local_dir().join("vault"), config: dirs.config_local_dir().to_owned() })
    }

    /// Uses folders inside one folder, apart from the user's own.
    pub fn inside(folder: PathBuf) -> Self {
        Self { vault: folder.join("vault"), config: folder.join("config") }
    }

    /// Gives the folder of the vault.
    pub fn vault(&self) -> &PathBuf {
        &self.vault
    }

    /// Gives the folder of the preferences.
    pub fn config(&self) -> &PathBuf {
        &self.config
    }

    /// Gives the file of the strip's place on the screen.
    pub fn strip_place(&self) -> PathBuf {
        self.config.join("strip-place.json")
    }

    /// Gives the file that says where the program failed last.
    pub fn last_failure(&self) -> PathBuf {
        self.beside_vault("last-failure.txt")
    }

    /// Gives a file beside the vault's folder.
    pub(crate) fn beside_vault(&self, name: &str) -> PathBuf {
        self.vault.with_file_name(name)
    }
}

#[cfg(all(test, windows))]
mod tests {
    use super::Folders;

    #[test]
    fn nothing_roams() {
        let roaming = std::env::var_os("APPDATA").expect("Windows names it");
        let folders = Folders::of_user().expect("a user has folders");
        for folder in [folders.vault(), folders.config(), &folders.strip_place()] {
            assert!(!folder.starts_with(&roaming), "{}", folder.display());
        }
    }
}
