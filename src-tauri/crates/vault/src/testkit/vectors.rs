//! Compares the test vectors and the example of FORMAT.md with the code. Another implementation made them first.

use std::fmt::Write as _;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::{AccountId, Algorithm, Alphabet, Digits, MovingFactor, OtpParameters, OtpSecret, Period};
use sha2::{Digest, Sha256};

use super::draft::{Draft, Record, VAULT, keys, root, seal};
use super::parts::{PASSPHRASE, PIN, SALT, SECRET, device, keystore, slot_context};
use crate::keys::kdf::{Cost, Stretched, derive_stretched};
use crate::keys::{Key, inner};
use crate::vault::anchor::Anchor;

const FORMAT: &str = include_str!("../../FORMAT.md");
const ACCOUNT: [u8; 16] = *b"\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xcb\xcc\xcd\xce\xcf";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all");
        text
    })
}

fn assert_row(what: &str, value: &str) {
    let row = format!("| {what} | `{value}` |\n");
    assert!(FORMAT.contains(&row), "FORMAT.md does not have {row}");
}

#[test]
fn the_keys_are_the_ones_on_the_page() {
    let keys = keys();
    for (what, key) in [
        ("header mac", &keys.header_mac),
        ("body", &keys.body),
        ("inner wrap", &inner::wrapping_key(&root(), VAULT)),
        ("pin pepper", &keys.pin_pepper),
        ("root wrap", &keys.root_wrap),
        ("fingerprint", &keys.fingerprint),
        ("anchor", &keys.anchor),
        ("keystore slot's key", &device().wrap_key(VAULT)),
        ("keystore commitment", &Key::from_bytes(&device().commitment(VAULT))),
    ] {
        assert_row(what, &hex(key.expose()));
    }
    let passphrase = [b"lingpai/1 passphrase\0", &VAULT.0[..]].concat();
    let pin = [b"lingpai/1 pin\0", &VAULT.0[..], &ACCOUNT].concat();
    for (typed, pepper, context) in [(PASSPHRASE, None, passphrase), (PIN, Some(&keys.pin_pepper), pin)] {
        let stretched = derive_stretched(typed.as_bytes(), &SALT, pepper, &context, Cost::LEAST).expect("8 KiB");
        let Stretched { ref key, commitment } = stretched;
        assert_row(
            &format!("its associated data, SHA-256 of the context ({} bytes)", context.len()),
            &hex(&Sha256::digest(&context)),
        );
        let rows = format!("| its key | `{}` |\n| its commitment | `{}` |\n", hex(key.expose()), hex(&commitment));
        assert!(FORMAT.contains(&rows), "FORMAT.md does not have {rows}");
    }
    let otp = OtpParameters {
        algorithm: Algorithm::Sha1,
        digits: Digits::SIX,
        moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
        alphabet: Alphabet::Decimal,
    };
    assert_row(
        "fingerprint of SHA-1, 6 digits, 30 s, secret `12345678901234567890` (ASCII)",
        &hex(&keys.derive_fingerprint(&OtpSecret::new(SECRET).expect("20 bytes"), &otp).0),
    );
    let anchor = Anchor::new(7, [(AccountId(ACCOUNT), Attempts::Free { wrong: 3 })].into_iter());
    assert_row("anchor of generation 7, that account with 3 wrong PINs", anchor.text(&keys, VAULT).as_str());
}

#[test]
fn the_example_is_the_one_on_the_page() {
    let wrapped = seal(&device().wrap_key(VAULT), &[1; 24], root().0.expose(), &slot_context(1));
    let slot: Record = keystore().with(2, wrapped);
    let file = Draft { nonce: [2; 24], ..Draft::new(&[slot], &[]) }.build();
    let digest = hex(&Sha256::digest(&file));
    assert!(FORMAT.contains(&digest), "FORMAT.md does not have the file's SHA-256 {digest}");
    // The bytes of the dump without offsets and remarks, up to the first place where it leaves bytes out.
    let dump = FORMAT.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is a dump");
    let mut shown = String::new();
    for line in dump.lines().take_while(|line| !line.contains('…')) {
        let is_hex = |word: &&str| word.len().is_multiple_of(2) && word.bytes().all(|c| c.is_ascii_hexdigit());
        let offset = line.trim_start().as_bytes().get(4..6) == Some(b"  ");
        shown.extend(line.split_whitespace().skip(usize::from(offset)).take_while(is_hex));
    }
    assert_eq!(shown, hex(&file[..shown.len() / 2]));
    assert_eq!(shown.len() / 2, 0xFF, "all but the body");
}
