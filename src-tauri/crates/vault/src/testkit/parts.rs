//! Slots and accounts without a fault. The cases spoil them.

use unicode_normalization::UnicodeNormalization;

use super::age_file;
use super::draft::{ID, Record, TIME, VAULT, fixed, keys, nonce, root, seal};
use crate::keys::kdf::{Cost, Stretched, derive_stretched};
use crate::keys::{DeviceKey, Key};

/// The device key `40 41 … 5f`, in the form for a keystore.
pub(super) const DEVICE: &str = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8";
pub(super) const PASSPHRASE: &str = "correct horse";
/// The identity `60 61 … 7f`.
pub(super) const KIT: &str = "AGE-SECRET-KEY-1VPSKYCMYV4NXW6RFDF4KCMTWDAC8ZUNNW36HVAMC09A8KLRA0ELS5V382A";
pub(super) const PIN: &str = "135790";
pub(super) const SECRET: &[u8] = b"12345678901234567890";
/// The PIN and the secret of a transfer that came over an account.
pub(super) const NEXT_PIN: &str = "246802";
pub(super) const NEXT_SECRET: &[u8] = b"09876543210987654321";
pub(super) const SALT: [u8; 16] = *b"\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef";

/// Encodes a cost.
pub(super) fn cost(memory_kib: u32, passes: u32, lanes: u32) -> Vec<u8> {
    [memory_kib, passes, lanes].map(u32::to_be_bytes).concat()
}

/// Gives the context of a slot's root key.
pub(super) fn slot_context(kind: u8) -> Vec<u8> {
    [b"lingpai/1 root key\0", &ID[..], &[kind]].concat()
}

pub(super) fn device() -> DeviceKey {
    DeviceKey::from_text(DEVICE).expect("a device key")
}

pub(super) fn keystore() -> Record {
    keystore_sealing(root().0.expose(), &slot_context(1))
}

pub(super) fn keystore_sealing(key: &[u8], context: &[u8]) -> Record {
    let wrapped = seal(&device().wrap_key(VAULT), &nonce("keystore slot"), key, context);
    Record::of([(1, &[1]), (2, &wrapped), (3, b"secret-service"), (6, &device().commitment(VAULT))])
}

pub(super) fn passphrase() -> Record {
    let context = [b"lingpai/1 passphrase\0", &ID[..]].concat();
    passphrase_sealing(PASSPHRASE.nfc().collect(), &context, &slot_context(2))
}

pub(super) fn passphrase_sealing(typed: String, stretched_in: &[u8], context: &[u8]) -> Record {
    let stretched = derive_stretched(typed.as_bytes(), &SALT, None, stretched_in, Cost::LEAST);
    let Stretched { ref key, commitment } = stretched.expect("8 KiB");
    let wrapped = seal(key, &nonce("passphrase slot"), root().0.expose(), context);
    Record::of([(1, &[2]), (2, &wrapped), (4, &cost(8, 1, 1)), (5, &SALT), (6, &commitment)])
}

/// Gives the kit's recipient as text.
pub(super) fn recipient() -> String {
    crate::keys::kit::RecoveryKit::from_text(KIT).expect("an identity").recipient().text()
}

pub(super) fn kit() -> Record {
    kit_sealing(&[&root().0.expose()[..], &slot_context(3)].concat())
}

pub(super) fn kit_sealing(plain: &[u8]) -> Record {
    let sealed = age_file::seal(plain, "kit slot");
    Record::of([(1, &[3]), (2, &sealed), (7, recipient().as_bytes()), (8, &TIME.to_be_bytes())])
}

/// Makes a slot of a kind that this version does not know.
pub(super) fn foreign(kind: u8) -> Record {
    Record::of([(1, &[kind]), (2, b"?"), (9, &[]), (40, b"newer")])
}

/// Gives an account's id: 16 times the byte.
fn id(account: u8) -> [u8; 16] {
    [account; 16]
}

/// Gives the context of something that is sealed for an account.
pub(super) fn account_context(label: &str, account: u8) -> Vec<u8> {
    [label.as_bytes(), &[0], &ID, &id(account)].concat()
}

fn account_key(account: u8) -> Key {
    Key::from_bytes(&fixed(&format!("account key {account}")))
}

pub(super) fn sealed_secret(account: u8, secret: &[u8]) -> Vec<u8> {
    let nonce = nonce(&format!("secret {account}"));
    seal(&account_key(account), &nonce, secret, &account_context("lingpai/1 secret", account))
}

pub(super) fn wrapped_key(account: u8, by: &Key) -> Vec<u8> {
    let nonce = nonce(&format!("account key {account}"));
    seal(by, &nonce, account_key(account).expose(), &account_context("lingpai/1 account key", account))
}

/// Seals an account key with its context for the kit.
pub(super) fn kit_wrap(account: u8, context: &[u8]) -> Vec<u8> {
    age_file::seal(&[&account_key(account).expose()[..], context].concat(), &format!("kit wrap {account}"))
}

pub(super) const SHA1_6_TOTP_30: [u8; 11] = [1, 6, 1, 0, 0, 0, 0, 0, 0, 0, 30];

/// Makes an ordinary account, named `alice` and a number.
pub(super) fn plain(account: u8) -> Record {
    let number = format!("alice{account}");
    Record::of([
        (1, &id(account)),
        (2, "富易".as_bytes()),
        (3, number.as_bytes()),
        (4, &SHA1_6_TOTP_30),
        (5, &TIME.to_be_bytes()),
        (8, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (9, &fixed("fingerprint")),
        (10, &sealed_secret(account, SECRET)),
        (11, &wrapped_key(account, &keys().root_wrap)),
    ])
}

/// Makes a PIN account with this binding, named `70000` and a number.
pub(super) fn pinned(account: u8, kind: u8) -> Record {
    let context = account_context("lingpai/1 pin", account);
    let stretched = derive_stretched(PIN.as_bytes(), &SALT, Some(&keys().pin_pepper), &context, Cost::LEAST);
    let Stretched { ref key, commitment } = stretched.expect("8 KiB");
    erased(account, kind)
        .with(10, sealed_secret(account, SECRET))
        .with(12, cost(8, 1, 1))
        .with(13, SALT)
        .with(14, commitment)
        .with(15, wrapped_key(account, key))
}

/// Makes an account from a transfer of another device, with the head `head`.
pub(super) fn transferred(account: u8) -> Record {
    let stretched = derive_stretched(PIN.as_bytes(), &SALT, None, b"lingpai/1 transfer pin\0head", Cost::LEAST);
    let Stretched { ref key, commitment } = stretched.expect("8 KiB");
    let bound = [b"lingpai/1 transfer\0head", &SALT[..], &commitment].concat();
    erased(account, 5)
        .with(10, seal(key, &nonce(&format!("transfer {account}")), SECRET, &bound))
        .with(12, cost(8, 1, 1))
        .with(13, SALT)
        .with(14, commitment)
        .with(17, "head")
}

/// Makes a transfer that came over an account, under another PIN and with another secret.
pub(super) fn next(account: u8) -> Record {
    let stretched = derive_stretched(NEXT_PIN.as_bytes(), &SALT, None, b"lingpai/1 transfer pin\0next", Cost::LEAST);
    let Stretched { ref key, commitment } = stretched.expect("8 KiB");
    let bound = [b"lingpai/1 transfer\0next", &SALT[..], &commitment].concat();
    transferred(account)
        .with(10, seal(key, &nonce(&format!("next {account}")), NEXT_SECRET, &bound))
        .with(14, commitment)
        .with(17, "next")
        .with(18, [0, 0, 0, 1])
}

/// Makes a PIN account whose secret was erased.
pub(super) fn erased(account: u8, kind: u8) -> Record {
    let number = format!("70000{account}");
    Record::of([
        (1, &id(account)),
        (3, number.as_bytes()),
        (4, &[1, 6, 1, 0, 0, 0, 0, 0, 0, 0, 60]),
        (5, &TIME.to_be_bytes()),
        (6, b"152149"),
        (7, b"852-25097524"),
        (8, &[kind, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (9, &fixed("fingerprint")),
        (10, &[]),
    ])
}

/// Encodes a binding.
pub(super) fn binding(kind: u8, wrong: u8, until: u64) -> Vec<u8> {
    [&[kind, wrong][..], &until.to_be_bytes()].concat()
}
