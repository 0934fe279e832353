use lingpai_domain::{AccountId, OtpSecret, Pin};
use subtle::ConstantTimeEq;

use crate::aead;
use crate::codec::Damage;
use crate::entropy::{NoEntropy, make_bytes};
use crate::kdf::{Cost, KdfFault, Stretched, derive_stretched};
use crate::keys::{Key, VaultId};

/// An account's secret under its account key, and that key under what opens the account.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) secret: Box<[u8]>,
    pub(crate) wrap: Wrap,
}

/// What an account key is wrapped by.
#[derive(Clone)]
pub(crate) enum Wrap {
    /// The open vault: an ordinary account.
    Root(Box<[u8]>),
    /// The account's PIN, which only the open vault can test.
    Pin(PinSlot),
}

/// An account key wrapped by what Argon2id makes of the PIN, the pepper and the account's context.
#[derive(Clone)]
pub(crate) struct PinSlot {
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) commitment: [u8; 32],
    pub(crate) wrapped: Box<[u8]>,
}

/// Why a PIN did not open an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
    /// It is another PIN.
    #[error("the PIN is wrong")]
    Wrong,
    /// The PIN is right, but what it should open was changed.
    #[error("the account is damaged: {0}")]
    Damaged(Damage),
    /// It could not be checked.
    #[error(transparent)]
    Kdf(#[from] KdfFault),
}

/// Which account of which vault something is sealed for.
#[derive(Clone, Copy)]
pub(crate) struct Context {
    pub(crate) vault: VaultId,
    pub(crate) account: AccountId,
}

impl Context {
    fn with(self, label: &[u8]) -> Vec<u8> {
        [label, &[0], &self.vault.0, &self.account.0].concat()
    }
}

/// Seals a secret under a fresh account key, and that under `root_wrap`.
pub(crate) fn seal_under_root(secret: &OtpSecret, context: Context, root_wrap: &Key) -> Result<Sealed, NoEntropy> {
    let (account_key, secret) = seal_secret(secret, context)?;
    Ok(Sealed { secret, wrap: Wrap::Root(wrap_key(&account_key, root_wrap, context)?) })
}

/// Seals a secret under a fresh account key, and that under a PIN. Takes Argon2id's time and memory.
pub(crate) fn seal_under_pin(
    secret: &OtpSecret,
    pin: &Pin,
    context: Context,
    pepper: &Key,
    cost: Cost,
) -> Result<Result<Sealed, KdfFault>, NoEntropy> {
    let (account_key, secret) = seal_secret(secret, context)?;
    let salt = make_bytes()?;
    let Stretched { ref key, commitment } = match stretch(pin, &salt, context, pepper, cost) {
        Ok(stretched) => stretched,
        Err(fault) => return Ok(Err(fault)),
    };
    let wrapped = wrap_key(&account_key, key, context)?;
    Ok(Ok(Sealed { secret, wrap: Wrap::Pin(PinSlot { cost, salt, commitment, wrapped }) }))
}

fn seal_secret(secret: &OtpSecret, context: Context) -> Result<(Key, Box<[u8]>), NoEntropy> {
    let account_key = Key::make()?;
    // EXPOSE: the secret is the plain text that is being sealed.
    let sealed = aead::seal(&account_key, secret.expose(), &context.with(b"lingpai/1 secret"))?;
    Ok((account_key, sealed.into()))
}

fn wrap_key(account_key: &Key, by: &Key, context: Context) -> Result<Box<[u8]>, NoEntropy> {
    // EXPOSE: the account key is the plain text that is being wrapped.
    Ok(aead::seal(by, account_key.expose(), &context.with(b"lingpai/1 account key"))?.into())
}

fn stretch(pin: &Pin, salt: &[u8; 16], context: Context, pepper: &Key, cost: Cost) -> Result<Stretched, KdfFault> {
    // EXPOSE: the PIN is Argon2id's input.
    derive_stretched(pin.expose(), salt, Some(pepper), &context.with(b"lingpai/1 pin"), cost)
}

/// Opens a secret whose account key is wrapped by `wrapping`.
pub(crate) fn open_secret(
    sealed: &[u8],
    wrapped: &[u8],
    wrapping: &Key,
    context: Context,
) -> Result<OtpSecret, Damage> {
    let key = aead::open(wrapping, wrapped, &context.with(b"lingpai/1 account key")).map_err(|_| Damage::Sealed)?;
    let key = Key::from_bytes(key.as_slice().try_into().map_err(|_| Damage::Sealed)?);
    let secret = aead::open(&key, sealed, &context.with(b"lingpai/1 secret")).map_err(|_| Damage::Sealed)?;
    // EXPOSE: copied into the type that wipes it; the buffer it came in is wiped too.
    OtpSecret::new(secret.as_slice()).map_err(|_| Damage::Sealed)
}

/// Everything one PIN check needs, taken out of the vault so that its seconds of work hold nothing up.
pub struct PinTrial {
    pub(crate) secret: Box<[u8]>,
    pub(crate) slot: PinSlot,
    pub(crate) pepper: Key,
    pub(crate) context: Context,
}

impl PinTrial {
    /// Opens the account's secret with a PIN. The caller has counted the try, and has it on disk. Takes Argon2id's time.
    pub fn run(&self, pin: &Pin) -> Result<OtpSecret, PinFault> {
        let stretched = stretch(pin, &self.slot.salt, self.context, &self.pepper, self.slot.cost)?;
        if !bool::from(stretched.commitment.ct_eq(&self.slot.commitment)) {
            return Err(PinFault::Wrong);
        }
        open_secret(&self.secret, &self.slot.wrapped, &stretched.key, self.context).map_err(PinFault::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::PinEntry;

    use super::*;

    const CONTEXT: Context = Context { vault: VaultId([1; 16]), account: AccountId([2; 16]) };

    fn pin(digits: &str) -> Pin {
        let mut entry = PinEntry::new();
        digits.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
        entry.finish().expect("6 to 20 digits")
    }

    fn secret() -> OtpSecret {
        OtpSecret::new(*b"12345678901234567890").expect("20 bytes")
    }

    fn trial(context: Context, pepper: u8) -> PinTrial {
        let key = Key::from_bytes(&[7; 32]);
        let sealed = seal_under_pin(&secret(), &pin("135790"), CONTEXT, &key, Cost::LEAST);
        let Sealed { secret, wrap: Wrap::Pin(slot) } = sealed.expect("entropy").expect("memory") else {
            panic!("sealed under a PIN")
        };
        PinTrial { secret, slot, pepper: Key::from_bytes(&[pepper; 32]), context }
    }

    #[test]
    fn only_the_pin_with_the_pepper_in_its_context_opens() {
        let right = trial(CONTEXT, 7);
        assert_eq!(right.run(&pin("135790")).expect("its PIN").expose(), secret().expose());
        assert_eq!(right.run(&pin("135791")).err(), Some(PinFault::Wrong));
        assert_eq!(right.run(&pin("1357900")).err(), Some(PinFault::Wrong));
        assert_eq!(trial(CONTEXT, 8).run(&pin("135790")).err(), Some(PinFault::Wrong));
        let elsewhere = Context { account: AccountId([3; 16]), ..CONTEXT };
        assert_eq!(trial(elsewhere, 7).run(&pin("135790")).err(), Some(PinFault::Wrong));
    }

    #[test]
    fn a_right_pin_over_changed_bytes_is_damage_not_a_wrong_pin() {
        let damaged = Some(PinFault::Damaged(Damage::Sealed));
        let mut trial_ = trial(CONTEXT, 7);
        trial_.slot.wrapped[40] ^= 1;
        assert_eq!(trial_.run(&pin("135790")).err(), damaged);
        let mut trial_ = trial(CONTEXT, 7);
        trial_.secret[40] ^= 1;
        assert_eq!(trial_.run(&pin("135790")).err(), damaged);
    }

    #[test]
    fn a_root_wrap_opens_with_the_root_wrap_key_alone() {
        let key = Key::from_bytes(&[7; 32]);
        let Sealed { secret: sealed, wrap: Wrap::Root(wrapped) } =
            seal_under_root(&secret(), CONTEXT, &key).expect("entropy")
        else {
            panic!("sealed under the root")
        };
        assert_eq!(open_secret(&sealed, &wrapped, &key, CONTEXT).expect("its key").expose(), secret().expose());
        let other = Key::from_bytes(&[8; 32]);
        assert_eq!(open_secret(&sealed, &wrapped, &other, CONTEXT).err(), Some(Damage::Sealed));
    }
}
