//! The inner root key, which stays when the root key changes. It is wrapped under the root key.

use crate::keys::entropy::NoEntropy;
use crate::keys::{Key, RootKey, VaultId, aead};

/// Wraps an inner root key.
pub(crate) fn wrap(root: &RootKey, inner: &RootKey, vault: VaultId) -> Result<Box<[u8]>, NoEntropy> {
    // EXPOSE: the inner root key is the plain text that is being wrapped.
    Ok(aead::seal(&wrapping_key(root, vault), inner.0.expose(), &context(vault))?.into())
}

/// Opens a wrapped inner root key. `None` if the bytes were changed.
pub(crate) fn open(root: &RootKey, wrapped: &[u8], vault: VaultId) -> Option<RootKey> {
    let plain = aead::open(&wrapping_key(root, vault), wrapped, &context(vault)).ok()?;
    plain.as_slice().try_into().ok().map(|bytes| RootKey(Key::from_bytes(bytes)))
}

/// Gives the inner root key of a body that has this one wrapped. Where it has none, the root key itself is the inner one. `None` if
/// the bytes were changed.
pub(crate) fn of(root: &RootKey, wrapped: Option<&[u8]>, vault: VaultId) -> Option<RootKey> {
    match wrapped {
        Some(wrapped) => open(root, wrapped, vault),
        // EXPOSE: a second copy of the first root key. It is wiped on drop.
        None => Some(root.copy()),
    }
}

/// Derives the key that an inner root key is wrapped with.
pub(crate) fn wrapping_key(root: &RootKey, vault: VaultId) -> Key {
    root.0.derive(&vault.0, "lingpai/1 inner wrap")
}

fn context(vault: VaultId) -> Vec<u8> {
    [b"lingpai/1 inner root key\0", &vault.0[..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_root_key_opens_under_its_root_key_in_its_vault() {
        let (root, inner, vault) =
            (RootKey(Key::from_bytes(&[7; 32])), RootKey(Key::from_bytes(&[8; 32])), VaultId([1; 16]));
        let mut wrapped = wrap(&root, &inner, vault).expect("entropy");
        assert_eq!(open(&root, &wrapped, vault).expect("its own").0.expose(), inner.0.expose());
        assert!(open(&inner, &wrapped, vault).is_none() && open(&root, &wrapped, VaultId([2; 16])).is_none());
        wrapped[40] ^= 1;
        assert!(open(&root, &wrapped, vault).is_none());
        let (first, later) = (inner.derive_all(vault), root.derive_over(&inner, vault));
        assert_eq!(first.pin_pepper.expose(), later.pin_pepper.expose());
        assert_eq!(first.root_wrap.expose(), later.root_wrap.expose());
        assert_ne!(first.header_mac.expose(), later.header_mac.expose());
        assert_ne!(first.body.expose(), later.body.expose());
    }
}
