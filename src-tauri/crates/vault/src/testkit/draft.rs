//! A draft of a file of the kit. Every part can be spoiled before the next one is made over it.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::format::codec::len32;
use crate::keys::{Derived, Key, RootKey, VaultId};

pub(super) const ID: [u8; 16] = *b"\xa0\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf";
pub(super) const VAULT: VaultId = VaultId(ID);
/// A time without a meaning.
pub(super) const TIME: u64 = 1_795_000_000_000;

pub(super) fn root() -> RootKey {
    RootKey(Key::from_bytes(&std::array::from_fn(|n| u8::try_from(n).expect("below 32"))))
}

pub(super) fn keys() -> Derived {
    root().derive_all(VAULT)
}

/// Gives 32 bytes that are the same each time the kit is made.
pub(super) fn fixed(label: &str) -> [u8; 32] {
    Sha256::digest(label).into()
}

/// Seals like `aead::seal`, with a nonce that is the same each time the kit is made.
pub(super) fn seal(key: &Key, nonce: &[u8; 24], plain: &[u8], associated: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let sealed = cipher.encrypt(nonce.into(), Payload { msg: plain, aad: associated }).expect("a short text");
    [&nonce[..], &sealed].concat()
}

pub(super) fn nonce(label: &str) -> [u8; 24] {
    *fixed(label).first_chunk().expect("24 of 32 bytes")
}

/// A record that need not follow any rule: its fields in their order, and then the tail.
#[derive(Clone, Default)]
pub(super) struct Record {
    pub(super) fields: Vec<(u16, Vec<u8>)>,
    pub(super) tail: Vec<u8>,
}

impl Record {
    pub(super) fn of<const N: usize>(fields: [(u16, &[u8]); N]) -> Self {
        Self { fields: fields.map(|(tag, value)| (tag, value.to_vec())).into(), tail: Vec::new() }
    }

    fn place(&self, tag: u16) -> usize {
        self.fields.iter().position(|(other, _)| *other == tag).expect("the record has the field")
    }

    /// Gives the bytes of a field.
    pub(super) fn get(&self, tag: u16) -> &[u8] {
        &self.fields[self.place(tag)].1
    }

    /// Adds or replaces a field.
    pub(super) fn with(mut self, tag: u16, value: impl AsRef<[u8]>) -> Self {
        self.fields.retain(|(other, _)| *other != tag);
        let place = self.fields.iter().position(|(other, _)| *other > tag).unwrap_or(self.fields.len());
        self.fields.insert(place, (tag, value.as_ref().to_vec()));
        self
    }

    pub(super) fn without(mut self, tag: u16) -> Self {
        self.fields.remove(self.place(tag));
        self
    }

    pub(super) fn twice(mut self, tag: u16) -> Self {
        let place = self.place(tag);
        self.fields.insert(place, self.fields[place].clone());
        self
    }

    pub(super) fn swapped(mut self, one: u16, other: u16) -> Self {
        let places = (self.place(one), self.place(other));
        self.fields.swap(places.0, places.1);
        self
    }

    /// Changes the bytes of a field in any way.
    pub(super) fn spoiled(self, tag: u16, spoil: impl Fn(&mut Vec<u8>)) -> Self {
        let mut value = self.get(tag).to_vec();
        spoil(&mut value);
        self.with(tag, value)
    }

    pub(super) fn followed_by(mut self, tail: &[u8]) -> Self {
        self.tail = tail.to_vec();
        self
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (tag, value) in &self.fields {
            bytes.extend_from_slice(&tag.to_be_bytes());
            bytes.extend_from_slice(&len32(value));
            bytes.extend_from_slice(value);
        }
        [bytes, self.tail.clone()].concat()
    }
}

pub(super) fn list(records: &[Record]) -> Vec<u8> {
    records.iter().map(Record::bytes).flat_map(|bytes| [len32(&bytes).to_vec(), bytes].concat()).collect()
}

/// Flips the lowest bit of a byte. A negative number counts from the end.
pub(super) fn flip(bytes: &mut [u8], at: isize) {
    let at = if at < 0 { bytes.len() - at.unsigned_abs() } else { at.unsigned_abs() };
    bytes[at] ^= 1;
}

/// Removes the last byte.
pub(super) fn shorten(bytes: &mut Vec<u8>) {
    bytes.truncate(bytes.len() - 1);
}

type Hook = Box<dyn Fn(&mut Vec<u8>)>;

/// The parts of a whole file.
pub(super) struct Draft {
    pub(super) magic: [u8; 8],
    pub(super) major: u16,
    pub(super) minor: u16,
    pub(super) header: Record,
    pub(super) body: Record,
    pub(super) mac_key: Key,
    pub(super) body_key: Key,
    pub(super) nonce: [u8; 24],
    /// Makes the associated data of the body from the file up to its MAC.
    pub(super) associated: fn(&[u8]) -> Vec<u8>,
    pub(super) mac: Hook,
    pub(super) padded: Hook,
    pub(super) sealed: Hook,
    pub(super) content: Hook,
    pub(super) whole: Hook,
}

impl Draft {
    /// Makes a file with these slots and accounts.
    pub(super) fn new(slots: &[Record], accounts: &[Record]) -> Self {
        let Derived { header_mac, body, .. } = &keys();
        let copy = |key: &Key| Key::from_bytes(key.expose());
        Self {
            magic: *b"LINGPAI\0",
            major: 1,
            minor: 0,
            header: Record::of([(1, &ID), (2, &1_u64.to_be_bytes()), (3, &list(slots)), (4, &TIME.to_be_bytes())]),
            body: Record::of([(1, &list(accounts)), (2, &[]), (3, &[0; 8]), (4, &[0])]),
            mac_key: copy(header_mac),
            body_key: copy(body),
            nonce: nonce("body"),
            associated: |head| head.to_vec(),
            mac: Box::new(|_| {}),
            padded: Box::new(|_| {}),
            sealed: Box::new(|_| {}),
            content: Box::new(|_| {}),
            whole: Box::new(|_| {}),
        }
    }

    pub(super) fn version(mut self, major: u16, minor: u16) -> Self {
        (self.major, self.minor) = (major, minor);
        self
    }

    pub(super) fn header(mut self, change: impl Fn(Record) -> Record) -> Self {
        self.header = change(self.header);
        self
    }

    pub(super) fn body(mut self, change: impl Fn(Record) -> Record) -> Self {
        self.body = change(self.body);
        self
    }

    /// Spoils the header MAC. The body is bound to the spoiled MAC.
    pub(super) fn mac(mut self, spoil: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        self.mac = Box::new(spoil);
        self
    }

    /// Spoils the body's plain text with its padding.
    pub(super) fn padded(mut self, spoil: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        self.padded = Box::new(spoil);
        self
    }

    /// Spoils the sealed body. Its length is made again.
    pub(super) fn sealed(mut self, spoil: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        self.sealed = Box::new(spoil);
        self
    }

    /// Spoils everything before the checksum, which is made again.
    pub(super) fn content(mut self, spoil: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        self.content = Box::new(spoil);
        self
    }

    /// Spoils the finished file.
    pub(super) fn whole(mut self, spoil: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        self.whole = Box::new(spoil);
        self
    }

    pub(super) fn build(&self) -> Vec<u8> {
        let header = self.header.bytes();
        let version = [self.major.to_be_bytes(), self.minor.to_be_bytes()].concat();
        let mut bytes = [&self.magic[..], &version, &len32(&header), &header].concat();
        let mac = Hmac::<Sha256>::new_from_slice(self.mac_key.expose()).expect("HMAC takes keys of any length");
        let mut mac = mac.chain_update(&bytes).finalize().into_bytes().to_vec();
        (self.mac)(&mut mac);
        bytes.extend_from_slice(&mac);

        let body = self.body.bytes();
        let mut padded = [&len32(&body)[..], &body].concat();
        padded.resize(padded.len().next_multiple_of(1024), 0);
        (self.padded)(&mut padded);
        let mut sealed = seal(&self.body_key, &self.nonce, &padded, &(self.associated)(&bytes));
        (self.sealed)(&mut sealed);
        bytes.extend_from_slice(&len32(&sealed));
        bytes.extend_from_slice(&sealed);

        (self.content)(&mut bytes);
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        (self.whole)(&mut bytes);
        bytes
    }
}
