use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::keys::Key;
use crate::keys::entropy::{NoEntropy, make_bytes};

/// The length that sealing adds to a plain text: nonce and tag.
pub(crate) const OVERHEAD: usize = NONCE_LEN + TAG_LEN;
const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;

/// The key, the associated data or the sealed bytes are not those of the sealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unopened;

/// Seals a text with XChaCha20-Poly1305. The nonce is random; 192 bits are enough for it not to repeat. Gives nonce,
/// ciphertext and tag.
pub(crate) fn seal(key: &Key, plain: &[u8], associated: &[u8]) -> Result<Vec<u8>, NoEntropy> {
    let nonce = make_bytes::<NONCE_LEN>()?;
    let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    // EXPOSE: the cipher copies the key; the crate's `zeroize` feature wipes the copy.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(nonce), associated, (&mut sealed[NONCE_LEN..]).into())
        .expect("shorter than the cipher's limit of 256 GiB");
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

/// Opens a text that [`seal`] made with the same key and associated data.
pub(crate) fn open(key: &Key, sealed: &[u8], associated: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or(Unopened)?;
    let at = rest.len().checked_sub(TAG_LEN).ok_or(Unopened)?;
    let (text, tag) = rest.split_at(at);
    let mut plain = Zeroizing::new(text.to_vec());
    let nonce = XNonce::try_from(nonce).map_err(|_| Unopened)?;
    let tag = Tag::try_from(tag).map_err(|_| Unopened)?;
    // EXPOSE: the cipher copies the key; the crate's `zeroize` feature wipes the copy.
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_inout_detached(&nonce, associated, plain.as_mut_slice().into(), &tag)
        .map_err(|_| Unopened)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_whole_and_in_its_context() {
        let (key, other) = (Key::from_bytes(&[1; 32]), Key::from_bytes(&[2; 32]));
        let sealed = seal(&key, b"plain text", b"context").expect("entropy");
        assert_eq!(sealed.len(), 10 + OVERHEAD);
        assert_eq!(&open(&key, &sealed, b"context").expect("its own")[..], b"plain text");
        assert_eq!(open(&other, &sealed, b"context"), Err(Unopened));
        assert_eq!(open(&key, &sealed, b"contexu"), Err(Unopened));
        for len in 0..sealed.len() {
            assert_eq!(open(&key, &sealed[..len], b"context"), Err(Unopened));
        }
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&key, &flipped, b"context"), Err(Unopened));
        }
    }
}
