//! Vault files on disk: the generations in their folder, and copies of them elsewhere.

pub(crate) mod backup;
pub(crate) mod disk;
pub(crate) mod folder;
pub(crate) mod patience;
