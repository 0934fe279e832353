//! The records inside a vault file, for `tests/prove` only.

use crate::format::body::Body;
use crate::format::file::MINOR;
use crate::format::header::Header;
use crate::format::settings::Settings;
use crate::format::slot::Slot;
use crate::keys::seal::JUDGED;
use crate::keys::{Key, RootKey, VaultId};
use crate::vault::Vault;
use crate::vault::anchor::{Anchor, AnchorText};

/// The records of an open vault, as they are in its file.
pub struct Samples {
    /// The header.
    pub header: Vec<u8>,
    /// The first slot.
    pub slot: Vec<u8>,
    /// The body, before it is padded and sealed.
    pub body: Vec<u8>,
    /// The settings.
    pub settings: Vec<u8>,
}

impl Samples {
    /// Takes the records of a vault.
    pub fn of(vault: &Vault) -> Self {
        Self {
            header: vault.header.encode(),
            slot: vault.header.slots.first().map(Slot::encode).unwrap_or_default(),
            body: vault.body.encode(),
            settings: vault.body.settings.encode(&vault.body.unknown_settings),
        }
    }
}

/// Gives how many PINs this thread has looked at.
pub fn judged() -> u64 {
    JUDGED.get()
}

/// Reads a header and writes it back. `None` where it is refused.
pub fn reencode_header(bytes: &[u8]) -> Option<Vec<u8>> {
    Header::decode(bytes, MINOR).ok().map(|header| header.encode())
}

/// Reads a slot and writes it back. `None` where it is refused.
pub fn reencode_slot(bytes: &[u8]) -> Option<Vec<u8>> {
    Slot::decode(bytes).ok().map(|slot| slot.encode())
}

/// Reads a body and writes it back. `None` where it is refused.
pub fn reencode_body(bytes: &[u8]) -> Option<Vec<u8>> {
    Body::decode(bytes).ok().map(|body| body.encode())
}

/// Reads settings and writes them back. `None` where they are refused.
pub fn reencode_settings(bytes: &[u8]) -> Option<Vec<u8>> {
    Settings::decode(bytes).ok().map(|(settings, unknown)| settings.encode(&unknown))
}

/// Whether an anchor is valid for the vault whose id and root key are all sevens.
pub fn read_anchor(text: &AnchorText) -> bool {
    let vault = VaultId([7; 16]);
    Anchor::read(text, &RootKey(Key::from_bytes(&[7; 32])).derive_all(vault), vault).is_some()
}
