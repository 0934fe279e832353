use std::path::PathBuf;

use directories::ProjectDirs;

/// The system does not say where a user's data belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system names no home folder for this user")]
pub struct NoHome;

/// Where the vault lies: in the user's local data, which no system copies to other machines.
pub fn vault_folder() -> Result<PathBuf, NoHome> {
    let dirs = ProjectDirs::from("app", "Lingpai", "Lingpai").ok_or(NoHome)?;
    Ok(dirs.data_local_dir().join("vault"))
}

/// Where what the user has set lies.
pub fn config_folder() -> Result<PathBuf, NoHome> {
    let dirs = ProjectDirs::from("app", "Lingpai", "Lingpai").ok_or(NoHome)?;
    Ok(dirs.config_dir().to_owned())
}
