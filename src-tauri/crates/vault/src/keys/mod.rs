//! Keys: the root key, the keys made of it, and everything that wraps a key or seals a secret.

pub(crate) mod aead;
pub(crate) mod backup;
pub(crate) mod check_digits;
pub(crate) mod entropy;
pub(crate) mod fingerprint;
pub(crate) mod inner;
pub(crate) mod kdf;
pub(crate) mod kit;
pub(crate) mod seal;
#[cfg(test)]
mod wycheproof;

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use hkdf::Hkdf;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::keys::entropy::{NoEntropy, make_bytes, make_secret_bytes};

/// The name of a vault, which never changes: 16 random bytes. It is part of the context of everything that is sealed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VaultId(pub [u8; 16]);

impl VaultId {
    pub(crate) fn make() -> Result<Self, NoEntropy> {
        Ok(Self(make_bytes()?))
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({self})")
    }
}

/// A fingerprint of an account's secret and parameters, to recognise the same account without the secret. It is HMAC-SHA-256
/// under a key that only the open vault has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub(crate) [u8; 32]);

/// 32 bytes of a key on a page of their own. The page stays out of the swap file where the system allows that. It is
/// wiped on drop.
///
/// The page is on the heap, so moving the key leaves no copy behind.
pub(crate) struct Key {
    /// `None` where the system locks no more pages for this user. The key works without the lock. Fields are dropped in
    /// order: the page must still be allocated when it is unlocked.
    _locked: Option<region::LockGuard>,
    page: Box<Page>,
}

/// A page of the smallest size that our systems have. No other secret is on it, so unlocking it exposes none.
#[repr(align(4096))]
struct Page([u8; 4096]);

impl Drop for Key {
    fn drop(&mut self) {
        self.page.0[..Self::LEN].zeroize();
    }
}

impl ZeroizeOnDrop for Key {}

impl Key {
    pub(crate) const LEN: usize = 32;

    pub(crate) fn make() -> Result<Self, NoEntropy> {
        Ok(Self::from_bytes(&*make_secret_bytes()?))
    }

    pub(crate) fn from_bytes(bytes: &[u8; Self::LEN]) -> Self {
        let mut key = Self::zero();
        key.page.0[..Self::LEN].copy_from_slice(bytes);
        key
    }

    fn zero() -> Self {
        let page = Box::new(Page([0; 4096]));
        let _locked = region::lock(page.0.as_ptr(), page.0.len()).ok();
        Self { _locked, page }
    }

    pub(crate) fn expose(&self) -> &[u8; Self::LEN] {
        self.page.0.first_chunk().expect("a page is longer than a key")
    }

    /// Derives a key with HKDF-SHA-256 (RFC 5869). The same salt and label give the same key.
    pub(crate) fn derive(&self, salt: &[u8], label: &str) -> Self {
        // EXPOSE: HKDF's input keying material.
        let hkdf = Hkdf::<Sha256>::new(Some(salt), self.expose());
        let mut key = Self::zero();
        let bytes = &mut key.page.0[..Self::LEN];
        hkdf.expand(label.as_bytes(), bytes).expect("32 bytes are within HKDF's 255 blocks");
        key
    }
}

/// The key that all other keys of a vault come from. It is random, wrapped by the slots, and never written in the
/// clear.
///
/// A change of the ways in makes a new one for header and body. The seals within the body go by the inner root key: the
/// first one of the vault. A PIN's seal cannot be made again without the PIN. The inner root key is in the body, wrapped
/// under the present root key, so an earlier root key opens no later file.
pub(crate) struct RootKey(pub(crate) Key);

/// The keys that are derived from the root key and the inner root key, each for one purpose.
#[derive(ZeroizeOnDrop)]
pub(crate) struct Derived {
    pub(crate) header_mac: Key,
    pub(crate) body: Key,
    pub(crate) pin_pepper: Key,
    pub(crate) root_wrap: Key,
    pub(crate) fingerprint: Key,
    pub(crate) anchor: Key,
}

impl RootKey {
    /// Derives the keys of a vault whose root key was never changed.
    pub(crate) fn derive_all(&self, vault: VaultId) -> Derived {
        self.derive_over(self, vault)
    }

    /// Derives the keys of a vault that has this inner root key.
    pub(crate) fn derive_over(&self, inner: &Self, vault: VaultId) -> Derived {
        let outer = |label| self.0.derive(&vault.0, label);
        let inner = |label| inner.0.derive(&vault.0, label);
        Derived {
            header_mac: outer("lingpai/1 header mac"),
            body: outer("lingpai/1 body"),
            pin_pepper: inner("lingpai/1 pin pepper"),
            root_wrap: inner("lingpai/1 root wrap"),
            fingerprint: inner("lingpai/1 fingerprint"),
            anchor: inner("lingpai/1 anchor"),
        }
    }

    /// Derives the root key of backups that these recipients open. It opens no file of the vault itself, and with other
    /// recipients it is another key.
    pub(crate) fn derive_for_backups(&self, vault: VaultId, recipients: &[String]) -> Self {
        let label = [&["lingpai/1 backup root key".to_owned()], recipients].concat().join("\0");
        Self(self.0.derive(&vault.0, &label))
    }

    /// Makes a second copy. Each caller gives the reason.
    pub(crate) fn copy(&self) -> Self {
        Self(Key::from_bytes(self.0.expose()))
    }
}

/// The key that a keystore slot is wrapped with. It is stored in the operating system's keystore and nowhere else.
#[derive(ZeroizeOnDrop)]
pub struct DeviceKey(pub(crate) Key);

impl DeviceKey {
    /// Makes a new random key.
    pub fn make() -> Result<Self, NoEntropy> {
        Key::make().map(Self)
    }

    /// Reads a text that [`DeviceKey::to_text`] wrote. `None` for every other text.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        if BASE64URL_NOPAD.decode_len(text.len()) != Ok(bytes.len()) {
            return None;
        }
        BASE64URL_NOPAD.decode_mut(text.as_bytes(), &mut *bytes).ok()?;
        Some(Self(Key::from_bytes(&bytes)))
    }

    /// Gives the key as one line of 43 base64url characters without padding: keystores change raw bytes and line
    /// ends.
    pub fn to_text(&self) -> DeviceKeyText {
        // EXPOSE: the text is for the keystore, which holds the key; it is wiped on drop.
        DeviceKeyText(Zeroizing::new(BASE64URL_NOPAD.encode(self.0.expose())))
    }

    /// Makes a second copy. Each caller gives the reason.
    pub(crate) fn copy(&self) -> Self {
        Self(Key::from_bytes(self.0.expose()))
    }

    pub(crate) fn wrap_key(&self, vault: VaultId) -> Key {
        self.0.derive(&vault.0, "lingpai/1 keystore slot")
    }

    /// Gives the commitment, which distinguishes a wrong key from damaged bytes.
    pub(crate) fn commitment(&self, vault: VaultId) -> [u8; 32] {
        // EXPOSE: the commitment is stored; HKDF makes it independent of the wrapping key.
        *self.0.derive(&vault.0, "lingpai/1 keystore commitment").expose()
    }
}

/// A device key in the form for a keystore. Wiped on drop.
pub struct DeviceKeyText(Zeroizing<String>);

impl DeviceKeyText {
    /// Gives the text. Each caller gives the reason for the exposure.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A passphrase in Unicode normalization form C (RFC 8265 §4.2.2), so that it is the same on every keyboard.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// Makes a passphrase of a text. `None` where the text is empty.
    pub fn new(text: &str) -> Option<Self> {
        // There is room for the longest normal form, which is three times as long: a buffer that grew would leave a
        // copy.
        let mut normal = String::with_capacity(text.len() * 3);
        normal.extend(text.nfc());
        (!normal.is_empty()).then_some(Self(normal))
    }

    pub(crate) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Makes a second copy. Each caller gives the reason.
    pub(crate) fn copy(&self) -> Self {
        Self(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_key_reads_back_and_nothing_else_does() {
        let key = DeviceKey::make().expect("entropy");
        let text = key.to_text();
        assert_eq!(text.expose().len(), 43);
        let again = DeviceKey::from_text(text.expose()).expect("its own text");
        assert_eq!(again.0.expose(), key.0.expose());
        for wrong in ["", "A", &text.expose()[1..], &format!("{}\n", text.expose()), &format!("{}=", text.expose())] {
            assert!(DeviceKey::from_text(wrong).is_none());
        }
        // Two bits of the last character must be zero. Otherwise several texts would be the same key.
        assert!(DeviceKey::from_text(&format!("{}B", "A".repeat(42))).is_none());
        assert!(DeviceKey::from_text(&"A".repeat(43)).is_some());
    }

    #[test]
    fn a_passphrase_is_the_same_however_its_accents_are_typed() {
        let composed = Passphrase::new("caf\u{e9}").expect("not empty");
        let decomposed = Passphrase::new("cafe\u{301}").expect("not empty");
        assert_eq!(composed.expose(), decomposed.expose());
        assert!(Passphrase::new("").is_none());
    }

    /// The vector of RFC 5869 appendix A.1.
    #[test]
    fn hkdf_matches_rfc_5869() {
        let hkdf = Hkdf::<Sha256>::new(Some(&(0..=0x0c).collect::<Vec<u8>>()), &[0x0b; 22]);
        let mut okm = [0; 42];
        hkdf.expand(&(0xf0..=0xf9).collect::<Vec<u8>>(), &mut okm).expect("short enough");
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";
        assert_eq!(okm.map(|byte| format!("{byte:02x}")).concat(), expected);
    }

    #[test]
    fn each_purpose_and_each_vault_has_its_own_keys() {
        let root = RootKey(Key::from_bytes(&[7; 32]));
        let (one, other) = (root.derive_all(VaultId([1; 16])), root.derive_all(VaultId([2; 16])));
        let all = [&one, &other].map(|keys| {
            let Derived { header_mac, body, pin_pepper, root_wrap, fingerprint, anchor } = keys;
            [header_mac, body, pin_pepper, root_wrap, fingerprint, anchor].map(|key| *key.expose())
        });
        let mut all: Vec<[u8; 32]> = all.concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 12);
    }
}
