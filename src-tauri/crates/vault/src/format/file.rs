//! A vault file: magic, version, header, header MAC, sealed body, checksum.
//!
//! ```text
//! magic 8 | major 2 | minor 2 | header length 4 | header | HMAC-SHA-256 32 | body length 4 | sealed body | SHA-256 32
//! ```
//! Integers are big-endian. The MAC covers everything before it. The associated data of the sealed body is everything
//! before its length. The checksum covers everything before it: it finds decay without a key. MAC and AEAD find
//! forgery, with a key. FORMAT.md describes every byte.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::format::body::{Body, INNER};
use crate::format::codec::{Damage, len32};
use crate::format::header::Header;
use crate::keys::entropy::NoEntropy;
use crate::keys::{Derived, RootKey, aead, inner};

/// The largest vault file that is read, in bytes: about 100,000 accounts.
pub const MAX_FILE_LEN: u64 = 64 << 20;

const MAGIC: &[u8; 8] = b"LINGPAI\0";
/// The major version of a file whose root key was never changed.
const MAJOR: u16 = 1;
/// The major version of a file whose body has an inner root key. A reader that does not have it would take a right PIN for a
/// wrong one.
const MAJOR_INNER: u16 = 2;
/// The minor version that this program writes.
pub(crate) const MINOR: u16 = 0;
const FIXED: usize = 16;
const HASH_LEN: usize = 32;
/// Bodies are padded to a multiple of this many bytes, so that the size of a file reveals little about the accounts.
const PADDING: usize = 1024;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseFault {
    Damaged(Damage),
    /// A newer version of the program wrote the file, in a form that this one cannot read.
    Newer,
}

impl From<Damage> for ParseFault {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

/// A file with a valid form and checksum. Nothing in it is authentic yet.
#[derive(Clone)]
pub(crate) struct Parsed {
    bytes: Vec<u8>,
    pub(crate) header: Header,
    /// Whether a newer major version wrote it. Such a file may be read, and never written.
    pub(crate) newer: bool,
    major: u16,
    mac_at: usize,
    body_at: usize,
}

impl Parsed {
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<Self, ParseFault> {
        let start: &[u8; FIXED] = bytes.first_chunk().ok_or(Damage::Short)?;
        if &start[..8] != MAGIC {
            return Err(Damage::Magic.into());
        }
        let content = bytes.len().checked_sub(HASH_LEN).filter(|content| *content >= FIXED).ok_or(Damage::Short)?;
        if Sha256::digest(&bytes[..content])[..] != bytes[content..] {
            return Err(Damage::Checksum.into());
        }
        let major = u16::from_be_bytes([start[8], start[9]]);
        let minor = u16::from_be_bytes([start[10], start[11]]);
        match major {
            0 => Err(Damage::Version.into()),
            MAJOR | MAJOR_INNER => Ok(Self::parse_frame(bytes, major, minor)?),
            // FORMAT.md promises the frame and the first fields of the header for later versions. Where a file breaks
            // the promise, this version can only say that the file is newer.
            _ => Self::parse_frame(bytes, major, minor).map_err(|_| ParseFault::Newer),
        }
    }

    fn parse_frame(bytes: Vec<u8>, major: u16, minor: u16) -> Result<Self, Damage> {
        let content = bytes.len() - HASH_LEN;
        let (header, rest) = framed(&bytes[..content], FIXED - 4)?;
        let header = Header::decode(header, minor)?;
        let (mac_at, body_len_at) = (rest, rest + HASH_LEN);
        let (_, end) = framed(&bytes[..content], body_len_at)?;
        if end != content {
            return Err(Damage::Trailing);
        }
        Ok(Self { header, newer: major > MAJOR_INNER, major, mac_at, body_at: body_len_at + 4, bytes })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Verifies the header and opens the body with the keys of the root key.
    pub(crate) fn open(&self, keys: &Derived) -> Result<Body, ParseFault> {
        let (covered, rest) = self.bytes.split_at(self.mac_at);
        header_mac(keys, covered).verify_slice(&rest[..HASH_LEN]).map_err(|_| Damage::Header)?;
        let body = self.padded(keys).and_then(|padded| self.with_its_inner(Body::decode(unpad(&padded)?)?));
        body.map_err(|damage| if self.newer { ParseFault::Newer } else { damage.into() })
    }

    /// Does the same with the root key. Gives the keys of the vault too.
    pub(crate) fn open_with(&self, root: &RootKey) -> Result<(Derived, Body), ParseFault> {
        let vault = self.header.vault;
        let keys = root.derive_all(vault);
        let body = self.open(&keys)?;
        let Some(wrapped) = &body.inner else { return Ok((keys, body)) };
        let inner = inner::open(root, wrapped, vault);
        let inner = inner.ok_or(if self.newer { ParseFault::Newer } else { Damage::Body.into() })?;
        Ok((root.derive_over(&inner, vault), body))
    }

    /// Checks that the body has an inner root key where the major version says so, and nowhere else.
    fn with_its_inner(&self, body: Body) -> Result<Body, Damage> {
        match (self.major, &body.inner) {
            (MAJOR, Some(_)) => Err(Damage::Field(INNER)),
            (MAJOR_INNER, None) => Err(Damage::Missing(INNER)),
            _ => Ok(body),
        }
    }

    /// Opens the body, and gives its record with length and padding.
    pub(crate) fn padded(&self, keys: &Derived) -> Result<Zeroizing<Vec<u8>>, Damage> {
        let associated = &self.bytes[..self.body_at - 4];
        let sealed = &self.bytes[self.body_at..self.bytes.len() - HASH_LEN];
        aead::open(&keys.body, sealed, associated).map_err(|_| Damage::Body)
    }
}

/// Gives the bytes after the 32-bit length at `at`, and the place where they end.
fn framed(bytes: &[u8], at: usize) -> Result<(&[u8], usize), Damage> {
    let len = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Damage::Short)?;
    let len = usize::try_from(u32::from_be_bytes(*len)).map_err(|_| Damage::Short)?;
    let end = (at + 4).checked_add(len).ok_or(Damage::Short)?;
    Ok((bytes.get(at + 4..end).ok_or(Damage::Short)?, end))
}

/// Writes a file.
pub(crate) fn encode(header: &Header, body: &Body, keys: &Derived) -> Result<Vec<u8>, NoEntropy> {
    let major = if body.inner.is_some() { MAJOR_INNER } else { MAJOR }.to_be_bytes();
    let minor = header.minor.to_be_bytes();
    let header = header.encode();
    let mut bytes = [&MAGIC[..], &major, &minor, &len32(&header), &header].concat();
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

/// Gives the length, the text, and zeros up to the next multiple of [`PADDING`].
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
    use lingpai_domain::UnixTime;
    use lingpai_domain::binding::State;

    use super::*;
    use crate::format::body::{Entry, tests::stored};
    use crate::format::codec::Unknown;
    use crate::format::slot::{KeystoreName, KeystoreSlot, Slot};
    use crate::keys::{DeviceKey, Key, VaultId};

    fn sample() -> (Vec<u8>, Derived) {
        let (vault, root) = (VaultId([5; 16]), RootKey(Key::from_bytes(&[3; 32])));
        let name = KeystoreName::parse("secret-service").expect("a name");
        let device = DeviceKey::make().expect("entropy");
        let slot = Slot::Keystore(KeystoreSlot::make(name, &device, &root, vault).expect("entropy"));
        let keys = root.derive_all(vault);
        let saved_at = UnixTime::from_secs(1_795_000_000);
        let header = Header { minor: 0, vault, generation: 7, slots: vec![slot], saved_at, unknown: Unknown::new() };
        let entries = vec![Entry::Account(Box::new(stored(1, State::Plain)))];
        let bytes = encode(&header, &Body { entries, ..Body::default() }, &keys).expect("entropy");
        (bytes, keys)
    }

    #[test]
    fn a_file_reads_back() {
        let (bytes, keys) = sample();
        let parsed = Parsed::parse(bytes).expect("its own bytes");
        assert_eq!(parsed.header.generation, 7);
        assert_eq!(parsed.open(&keys).expect("its own keys").entries.len(), 1);
        let other = RootKey(Key::from_bytes(&[4; 32])).derive_all(VaultId([5; 16]));
        assert_eq!(parsed.open(&other).err(), Some(Damage::Header.into()));
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

    /// Gives the same file as version `major.minor` would have written it, with MAC, associated data and checksum
    /// made again.
    fn as_version(bytes: &[u8], keys: &Derived, major: u16, minor: u16) -> Vec<u8> {
        let parsed = Parsed::parse(bytes.to_vec()).expect("whole");
        let mut again = bytes[..parsed.mac_at].to_vec();
        again[8..10].copy_from_slice(&major.to_be_bytes());
        again[10..12].copy_from_slice(&minor.to_be_bytes());
        let body = parsed.open(keys).expect("its keys");
        let mac = header_mac(keys, &again).finalize().into_bytes();
        again.extend_from_slice(&mac);
        let sealed = aead::seal(&keys.body, &pad(&body.encode()), &again).expect("entropy");
        again.extend_from_slice(&len32(&sealed));
        again.extend_from_slice(&sealed);
        let checksum = Sha256::digest(&again);
        again.extend_from_slice(&checksum);
        again
    }

    #[test]
    fn a_newer_minor_version_opens_and_stays_marked() {
        let (bytes, keys) = sample();
        let parsed = Parsed::parse(as_version(&bytes, &keys, MAJOR, 9)).expect("readable");
        assert!(!parsed.newer);
        let body = parsed.open(&keys).expect("its keys");
        let again = encode(&parsed.header, &body, &keys).expect("entropy");
        assert_eq!(again[10..12], [0, 9]);
    }

    #[test]
    fn a_newer_major_version_opens_for_reading_or_says_that_it_is_newer() {
        let (bytes, keys) = sample();
        let newer = as_version(&bytes, &keys, MAJOR_INNER + 1, 0);
        let parsed = Parsed::parse(newer.clone()).expect("the frame is the same");
        assert!(parsed.newer);
        assert_eq!(parsed.open(&keys).expect("its keys").entries.len(), 1);
        // This version cannot read the header.
        let content = newer.len() - HASH_LEN;
        let mut strange = newer[..content].to_vec();
        strange[FIXED + 1] = 9;
        let checksum = Sha256::digest(&strange);
        strange.extend_from_slice(&checksum);
        assert_eq!(Parsed::parse(strange).err(), Some(ParseFault::Newer));
        // Only the version was changed, and the MAC covers it.
        let mut forged = bytes[..bytes.len() - HASH_LEN].to_vec();
        forged[9] = 3;
        let checksum = Sha256::digest(&forged);
        forged.extend_from_slice(&checksum);
        let forged = Parsed::parse(forged).expect("the frame is the same");
        assert_eq!(forged.open(&keys).err(), Some(Damage::Header.into()));
    }
}
