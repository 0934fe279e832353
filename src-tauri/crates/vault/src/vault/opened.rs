//! A file that its root key has opened.

use crate::format::body::Body;
use crate::format::file::{ParseFault, Parsed};
use crate::keys::{Derived, RootKey};
use crate::vault::backup_keys::BackupKeys;

/// The body of a file, with the keys that follow from its root key.
pub(crate) struct Opened {
    pub(crate) keys: Derived,
    pub(crate) body: Body,
    pub(crate) backups: Option<BackupKeys>,
}

impl Opened {
    /// Verifies a file and opens its body.
    pub(crate) fn with(file: &Parsed, root: &RootKey) -> Result<Self, ParseFault> {
        let (keys, body) = file.open_with(root)?;
        let backups = BackupKeys::of(root, &file.header, &body);
        Ok(Self { keys, body, backups })
    }
}
