//! Fingerprints: they show whether two accounts are the same, and reveal nothing else about them.

use hmac::{Hmac, KeyInit, Mac};
use lingpai_domain::{Algorithm, Alphabet, MovingFactor, OtpParameters, OtpSecret};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

use crate::keys::{Derived, Fingerprint, Key};

/// Makes fingerprints without the vault. It holds a copy of the vault's key for them.
#[derive(ZeroizeOnDrop)]
pub struct Fingerprinter(Key);

impl Fingerprinter {
    /// Makes a fingerprint of a secret and its parameters.
    pub fn of(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        fingerprint(&self.0, secret, otp)
    }
}

impl Derived {
    pub(crate) fn fingerprinter(&self) -> Fingerprinter {
        // EXPOSE: the copy is on a page of its own too, and is wiped like the original.
        Fingerprinter(Key::from_bytes(self.fingerprint.expose()))
    }

    /// Makes a fingerprint of a secret that is sealed and cannot be opened here yet.
    pub(crate) fn derive_sealed_fingerprint(&self, sealed: &[u8]) -> Fingerprint {
        // EXPOSE: HMAC's key. Its input is sealed.
        let mac = Hmac::<Sha256>::new_from_slice(self.fingerprint.expose()).expect("HMAC takes keys of any length");
        Fingerprint(mac.chain_update(b"transfer").chain_update(sealed).finalize().into_bytes().into())
    }

    /// Makes a fingerprint of a secret and its parameters.
    pub(crate) fn derive_fingerprint(&self, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
        fingerprint(&self.fingerprint, secret, otp)
    }
}

fn fingerprint(key: &Key, secret: &OtpSecret, otp: &OtpParameters) -> Fingerprint {
    // EXPOSE: HMAC's key. The secret is HMAC's input and cannot be recovered from the fingerprint.
    let mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
    let algorithm: &[u8] = match (otp.alphabet, otp.algorithm) {
        (Alphabet::Steam, _) => b"4",
        (Alphabet::Decimal, Algorithm::Sha1) => b"1",
        (Alphabet::Decimal, Algorithm::Sha256) => b"2",
        (Alphabet::Decimal, Algorithm::Sha512) => b"3",
    };
    let factor = match otp.moving_factor {
        MovingFactor::Time(period) => period.secs(),
        // Two HOTP registrations of one secret are the same account, whatever their counters are.
        MovingFactor::Counter(_) => 0,
    };
    let parameters = [algorithm, &[otp.digits.get()], &factor.to_be_bytes()].concat();
    let mac = mac.chain_update(parameters).chain_update(secret.expose());
    Fingerprint(mac.finalize().into_bytes().into())
}
