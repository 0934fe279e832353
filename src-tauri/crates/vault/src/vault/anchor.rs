//! The anchor: the state of a vault that the keystore remembers, so that an old file in its place is noticed.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use lingpai_domain::AccountId;
use lingpai_domain::attempts::Attempts;
use sha2::Sha256;

use crate::format::fields::{ATTEMPTS_LEN, decode_attempts, encode_attempts};
use crate::keys::{Derived, VaultId};

/// An anchor as one line of base64url for the keystore: a generation and the counts of wrong PINs, authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorText(String);

impl AnchorText {
    /// Takes a text from the keystore. It may be any text: the vault checks it.
    pub fn from_keystore(text: String) -> Self {
        Self(text)
    }

    /// Gives the line. It holds no secret, only counts and random ids.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The result of comparing a file with its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorVerdict {
    /// The file is the newest that the keystore knows of, or a newer one.
    Fine,
    /// The keystore knows of a newer state, so somebody replaced the file with an old one.
    Older,
    /// The vault stored an anchor, and the keystore has none.
    Missing,
    /// The text in the keystore is no anchor of this vault.
    Forged,
    /// The keystore could not be read, so nothing is known.
    Unread,
}

/// The content of an anchor.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) generation: u64,
    pub(crate) attempts: Vec<(AccountId, Attempts)>,
}

const VERSION: u8 = 1;
const ENTRY: usize = 16 + ATTEMPTS_LEN;
const MAC: usize = 32;
/// The most accounts of an anchor. Windows takes 2,560 bytes for one credential, which are 1,280 characters of
/// UTF-16.
const MOST: usize = 32;

impl Anchor {
    /// Makes an anchor. Where there are too many counts for a keystore, the highest ones are kept.
    pub(crate) fn new(generation: u64, attempts: impl Iterator<Item = (AccountId, Attempts)>) -> Self {
        let mut attempts: Vec<_> = attempts.filter(|(_, attempts)| attempts.wrong() > 0).collect();
        attempts.sort_by_key(|(id, attempts)| (u8::MAX - attempts.wrong(), *id));
        attempts.truncate(MOST);
        Self { generation, attempts }
    }

    pub(crate) fn text(&self, keys: &Derived, vault: VaultId) -> AnchorText {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        for (id, attempts) in &self.attempts {
            bytes.extend_from_slice(&id.0);
            bytes.extend_from_slice(&encode_attempts(*attempts));
        }
        let mac = mac(keys, vault, &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&mac);
        AnchorText(BASE64URL_NOPAD.encode(&bytes))
    }

    pub(crate) fn read(text: &AnchorText, keys: &Derived, vault: VaultId) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_str().as_bytes()).ok()?;
        let (content, tag) = bytes.split_at_checked(bytes.len().checked_sub(MAC)?)?;
        mac(keys, vault, content).verify_slice(tag).ok()?;
        let (version, rest) = content.split_first()?;
        let (generation, entries) = rest.split_first_chunk()?;
        if *version != VERSION || entries.len() % ENTRY != 0 {
            return None;
        }
        let attempts = entries.chunks_exact(ENTRY).map(|entry| {
            let (id, attempts) = entry.split_first_chunk()?;
            Some((AccountId(*id), decode_attempts(attempts.try_into().ok()?)?))
        });
        Some(Self { generation: u64::from_be_bytes(*generation), attempts: attempts.collect::<Option<_>>()? })
    }
}

fn mac(keys: &Derived, vault: VaultId, content: &[u8]) -> Hmac<Sha256> {
    // EXPOSE: HMAC's key.
    let mac = Hmac::<Sha256>::new_from_slice(keys.anchor.expose()).expect("HMAC takes keys of any length");
    mac.chain_update(vault.0).chain_update(content)
}

#[cfg(test)]
mod tests {
    use lingpai_domain::UnixTime;

    use super::*;
    use crate::keys::{Key, RootKey};

    const VAULT: VaultId = VaultId([1; 16]);

    fn keys(byte: u8) -> Derived {
        RootKey(Key::from_bytes(&[byte; 32])).derive_all(VAULT)
    }

    fn id(n: usize) -> AccountId {
        AccountId([u8::try_from(n).expect("a small number"); 16])
    }

    #[test]
    fn an_anchor_reads_back_with_its_key_for_its_vault() {
        let until = UnixTime::from_secs(1_795_000_000);
        let attempts = [Attempts::Frozen, Attempts::Waiting { wrong: 7, until }, Attempts::Free { wrong: 2 }];
        let anchor = Anchor::new(9, attempts.into_iter().enumerate().map(|(n, attempts)| (id(n), attempts)));
        let text = anchor.text(&keys(1), VAULT);
        assert_eq!(Anchor::read(&text, &keys(1), VAULT), Some(anchor));
        assert_eq!(Anchor::read(&text, &keys(2), VAULT), None);
        assert_eq!(Anchor::read(&text, &keys(1), VaultId([2; 16])), None);
        for at in 0..text.as_str().len() {
            let mut changed = text.as_str().to_owned().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = AnchorText::from_keystore(String::from_utf8(changed).expect("ASCII"));
            assert_eq!(Anchor::read(&changed, &keys(1), VAULT), None, "character {at}");
        }
        assert_eq!(Anchor::read(&AnchorText::from_keystore(String::new()), &keys(1), VAULT), None);
    }

    #[test]
    fn the_highest_counts_fit_into_the_smallest_keystore() {
        let attempts = (0..100).map(|n| (id(n), Attempts::Free { wrong: u8::try_from(n % 6).expect("small") }));
        let anchor = Anchor::new(u64::MAX, attempts);
        assert_eq!(anchor.attempts.len(), MOST);
        assert!(anchor.attempts.iter().all(|(_, attempts)| attempts.wrong() >= 4));
        assert!(anchor.text(&keys(1), VAULT).as_str().len() <= 1_280);
    }
}
