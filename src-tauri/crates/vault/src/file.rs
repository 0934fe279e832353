//! One vault file: magic, version, header, header MAC, sealed body, checksum.
//!
//! ```text
//! magic 8 | major 2 | minor 2 | header length 4 | header | HMAC-SHA-256 32 | body length 4 | sealed body | SHA-256 32
//! ```
//! Integers are big-endian. The MAC covers everything before it; the sealed body has everything before its length as
//! associated data; the checksum covers everything before it. The checksum finds decay without a key, the MAC and the
//! AEAD find forgery with one.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::aead;
use crate::body::Body;
use crate::codec::{Damage, len32};
use crate::entropy::NoEntropy;
use crate::header::Header;
use crate::keys::Derived;

/// The largest vault file that is read, in bytes: some 100,000 accounts.
pub const MAX_FILE_LEN: u64 = 64 << 20;

const MAGIC: &[u8; 8] = b"LINGPAI\0";
const MAJOR: u16 = 1;
const MINOR: u16 = 0;
const FIXED: usize = 16;
const HASH_LEN: usize = 32;
/// Bodies are padded to a multiple of this many bytes, so that a file's size tells little about its accounts.
const PADDING: usize = 1024;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseFault {
    Damaged(Damage),
    /// A version of the program that does not exist yet wrote it.
    Newer,
}

impl From<Damage> for ParseFault {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

/// A file whose form and checksum are good. Nothing of it is authentic yet.
pub(crate) struct Parsed {
    bytes: Vec<u8>,
    pub(crate) header: Header,
    mac_at: usize,
    body_at: usize,
}

impl Parsed {
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<Self, ParseFault> {
        let (start, rest) = bytes.split_at_checked(FIXED).ok_or(Damage::Short)?;
        if &start[..8] != MAGIC {
            return Err(Damage::Magic.into());
        }
        let word = |at: usize| u32::from_be_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]]);
        if word(8) >> 16 > u32::from(MAJOR) {
            return Err(ParseFault::Newer);
        }
        let content = bytes.len().checked_sub(HASH_LEN).ok_or(Damage::Short)?;
        if Sha256::digest(&bytes[..content])[..] != bytes[content..] {
            return Err(Damage::Checksum.into());
        }
        if word(8) >> 16 != u32::from(MAJOR) {
            return Err(Damage::Magic.into());
        }
        let header_len = usize::try_from(word(12)).map_err(|_| Damage::Short)?;
        let header = Header::decode(rest.get(..header_len).ok_or(Damage::Short)?)?;
        let mac_at = FIXED + header_len;
        let body_at = mac_at + HASH_LEN + 4;
        let body_len = bytes.get(body_at - 4..body_at).ok_or(Damage::Short)?;
        let sealed = content.checked_sub(body_at).ok_or(Damage::Short)?;
        let written = u32::from_be_bytes(body_len.try_into().map_err(|_| Damage::Short)?);
        match sealed.cmp(&usize::try_from(written).map_err(|_| Damage::Short)?) {
            std::cmp::Ordering::Less => Err(Damage::Short.into()),
            std::cmp::Ordering::Greater => Err(Damage::Trailing.into()),
            std::cmp::Ordering::Equal => Ok(Self { header, mac_at, body_at, bytes }),
        }
    }

    /// Verifies the header and opens the body with the keys that a slot's root key gave.
    pub(crate) fn open(&self, keys: &Derived) -> Result<Body, Damage> {
        let (covered, rest) = self.bytes.split_at(self.mac_at);
        header_mac(keys, covered).verify_slice(&rest[..HASH_LEN]).map_err(|_| Damage::Header)?;
        let associated = &self.bytes[..self.body_at - 4];
        let sealed = &self.bytes[self.body_at..self.bytes.len() - HASH_LEN];
        let padded = aead::open(&keys.body, sealed, associated).map_err(|_| Damage::Body)?;
        Body::decode(unpad(&padded)?)
    }
}

/// Writes a file.
pub(crate) fn encode(header: &Header, body: &Body, keys: &Derived) -> Result<Vec<u8>, NoEntropy> {
    let header = header.encode();
    let mut bytes = [&MAGIC[..], &MAJOR.to_be_bytes(), &MINOR.to_be_bytes(), &len32(&header), &header].concat();
    let mac = header_mac(keys, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&mac);
    let sealed = aead::seal(&keys.body, &pad(&body.encode()), &bytes)?;
    bytes.extend_from_slice(&len32(&sealed));
    bytes.extend_from_slice(&sealed);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    Ok(bytes)
}

fn header_mac(keys: &Derived, covered: &[u8]) -> Hmac<Sha256> {
    // EXPOSE: HMAC's key.
    let mac = Hmac::<Sha256>::new_from_slice(keys.header_mac.expose()).expect("HMAC takes keys of any length");
    mac.chain_update(covered)
}

/// The length, the text, zeros up to the next multiple of [`PADDING`].
fn pad(plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let len = (4 + plain.len()).next_multiple_of(PADDING);
    let mut padded = Zeroizing::new(Vec::with_capacity(len));
    padded.extend_from_slice(&len32(plain));
    padded.extend_from_slice(plain);
    padded.resize(len, 0);
    padded
}

fn unpad(padded: &[u8]) -> Result<&[u8], Damage> {
    let (len, rest) = padded.split_first_chunk().ok_or(Damage::Body)?;
    let len = usize::try_from(u32::from_be_bytes(*len)).map_err(|_| Damage::Body)?;
    let (plain, zeros) = rest.split_at_checked(len).ok_or(Damage::Body)?;
    let canonical = padded.len() == (4 + len).next_multiple_of(PADDING) && zeros.iter().all(|&byte| byte == 0);
    canonical.then_some(plain).ok_or(Damage::Body)
}

#[cfg(test)]
mod tests {
    use lingpai_domain::binding::State;

    use super::*;
    use crate::body::{Entry, tests::stored};
    use crate::codec::Unknown;
    use crate::keys::{DeviceKey, Key, RootKey, VaultId};
    use crate::slot::{KeystoreName, KeystoreSlot, Slot};

    fn sample() -> (Vec<u8>, Derived) {
        let (vault, root) = (VaultId([5; 16]), RootKey(Key::from_bytes(&[3; 32])));
        let name = KeystoreName::parse("secret-service").expect("a name");
        let device = DeviceKey::make().expect("entropy");
        let slot = Slot::Keystore(KeystoreSlot::make(name, &device, &root, vault).expect("entropy"));
        let keys = root.derive_all(vault);
        let header = Header { vault, generation: 7, slots: vec![slot], unknown: Unknown::new() };
        let entries = vec![Entry::Account(Box::new(stored(1, State::Plain)))];
        let bytes = encode(&header, &Body { entries, unknown: Unknown::new() }, &keys).expect("entropy");
        (bytes, keys)
    }

    #[test]
    fn a_file_reads_back() {
        let (bytes, keys) = sample();
        let parsed = Parsed::parse(bytes).expect("its own bytes");
        assert_eq!(parsed.header.generation, 7);
        assert_eq!(parsed.open(&keys).expect("its own keys").entries.len(), 1);
        let other = RootKey(Key::from_bytes(&[4; 32])).derive_all(VaultId([5; 16]));
        assert_eq!(parsed.open(&other).err(), Some(Damage::Header));
    }

    #[test]
    fn every_flipped_bit_and_every_truncation_is_found_without_a_key() {
        let (bytes, _) = sample();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Parsed::parse(flipped).is_err(), "bit {bit}");
        }
        for len in 0..bytes.len() {
            assert!(Parsed::parse(bytes[..len].to_vec()).is_err(), "{len} bytes");
        }
    }

    #[test]
    fn a_forged_checksum_does_not_help() {
        let (bytes, keys) = sample();
        let content = bytes.len() - HASH_LEN;
        for bit in FIXED * 8..content * 8 {
            let mut forged = bytes[..content].to_vec();
            forged[bit / 8] ^= 1 << (bit % 8);
            let checksum = Sha256::digest(&forged);
            forged.extend_from_slice(&checksum);
            if let Ok(parsed) = Parsed::parse(forged) {
                assert!(parsed.open(&keys).is_err(), "bit {bit}");
            }
        }
    }

    #[test]
    fn a_newer_major_version_is_told_apart_from_damage() {
        let (mut bytes, _) = sample();
        bytes[9] = 2;
        assert_eq!(Parsed::parse(bytes).err(), Some(ParseFault::Newer));
    }
}
