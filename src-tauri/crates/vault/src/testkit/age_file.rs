//! Writes an age file (age-encryption.org/v1) that is the same each time the kit is made. The age library writes a
//! different one each time.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use data_encoding::BASE64_NOPAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

use super::draft::fixed;

/// The private half of the kit's identity. Its text is [`super::parts::KIT`].
pub(super) fn identity() -> StaticSecret {
    StaticSecret::from(std::array::from_fn(|n| 0x60 + u8::try_from(n).expect("below 32")))
}

fn derive(ikm: &[u8], salt: &[u8], info: &str) -> [u8; 32] {
    let mut okm = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), ikm).expand(info.as_bytes(), &mut okm).expect("32 bytes");
    okm
}

fn encrypt(key: [u8; 32], nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
    ChaCha20Poly1305::new(&key.into()).encrypt(&nonce.into(), plain).expect("a short text")
}

/// Seals a text for the kit.
pub(super) fn seal(plain: &[u8], label: &str) -> Vec<u8> {
    seal_for(&PublicKey::from(&identity()), plain, label)
}

pub(super) fn seal_for(recipient: &PublicKey, plain: &[u8], label: &str) -> Vec<u8> {
    let file_key = &fixed(&format!("{label}: file key"))[..16];
    let ephemeral = StaticSecret::from(fixed(&format!("{label}: ephemeral")));
    let share = PublicKey::from(&ephemeral);
    let shared = ephemeral.diffie_hellman(recipient);
    let salt = [*share.as_bytes(), *recipient.as_bytes()].concat();
    let wrapped = encrypt(derive(shared.as_bytes(), &salt, "age-encryption.org/v1/X25519"), [0; 12], file_key);
    let [share, wrapped] = [&share.as_bytes()[..], &wrapped].map(|bytes| BASE64_NOPAD.encode(bytes));
    let header = format!("age-encryption.org/v1\n-> X25519 {share}\n{wrapped}\n---");
    let mac = Hmac::<Sha256>::new_from_slice(&derive(file_key, &[], "header")).expect("HMAC takes keys of any length");
    let mac = BASE64_NOPAD.encode(&mac.chain_update(&header).finalize().into_bytes());
    let nonce = &fixed(&format!("{label}: nonce"))[..16];
    // The only chunk is the last one: its nonce is eleven bytes of counter, then 1.
    let chunk = encrypt(derive(file_key, nonce, "payload"), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], plain);
    [format!("{header} {mac}\n").as_bytes(), nonce, &chunk].concat()
}
