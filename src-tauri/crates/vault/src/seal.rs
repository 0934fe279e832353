use lingpai_domain::{AccountId, OtpSecret, Pin};
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

use crate::aead;
use crate::codec::Damage;
use crate::entropy::{NoEntropy, make_bytes};
use crate::kdf::{Cost, KdfFault, Stretched, derive_stretched};
use crate::keys::{Key, VaultId};
use crate::kit::{KitRecipient, RecoveryKit};

/// An account's secret under its account key, and that key under what opens the account.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) secret: Box<[u8]>,
    pub(crate) wrap: Wrap,
    /// The account key sealed for the recovery kit as well: of a PIN account, once the key was at hand with a kit there.
    pub(crate) kit: Option<Box<[u8]>>,
}

/// What an account key is wrapped by.
#[derive(Clone)]
pub(crate) enum Wrap {
    /// The open vault: an ordinary account.
    Root(Box<[u8]>),
    /// The account's PIN, which only the open vault can test.
    Pin(PinSlot),
    /// Nothing: the tenth wrong PIN erased secret and key, as the user had set it.
    Erased,
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
    pub(crate) fn with(self, label: &[u8]) -> Vec<u8> {
        [label, &[0], &self.vault.0, &self.account.0].concat()
    }
}

/// Seals a secret under a fresh account key, and that under `root_wrap`.
pub(crate) fn seal_under_root(secret: &OtpSecret, context: Context, root_wrap: &Key) -> Result<Sealed, NoEntropy> {
    let (account_key, secret) = seal_secret(secret, context)?;
    Ok(Sealed { secret, wrap: Wrap::Root(wrap_key(&account_key, root_wrap, context)?), kit: None })
}

/// Seals a secret under a fresh account key, and that under a PIN. Takes Argon2id's time and memory.
pub(crate) fn seal_under_pin(
    secret: &OtpSecret,
    pin: &Pin,
    context: Context,
    pepper: &Key,
    cost: Cost,
    kit: Option<&KitRecipient>,
) -> Result<Result<Sealed, KdfFault>, NoEntropy> {
    let (account_key, secret) = seal_secret(secret, context)?;
    let salt = make_bytes()?;
    let Stretched { ref key, commitment } = match stretch(pin, &salt, context, pepper, cost) {
        Ok(stretched) => stretched,
        Err(fault) => return Ok(Err(fault)),
    };
    let wrapped = wrap_key(&account_key, key, context)?;
    let kit = kit.map(|kit| seal_for_kit(&account_key, kit, context));
    Ok(Ok(Sealed { secret, wrap: Wrap::Pin(PinSlot { cost, salt, commitment, wrapped }), kit }))
}

/// Seals an account key so that the recovery kit opens it.
pub(crate) fn seal_for_kit(account_key: &Key, kit: &KitRecipient, context: Context) -> Box<[u8]> {
    kit.seal(account_key, &context.with(KIT_LABEL))
}

const KIT_LABEL: &[u8] = b"lingpai/1 kit account key";

/// Opens an account key with the recovery kit.
pub(crate) fn open_for_kit(sealed: &[u8], kit: &RecoveryKit, context: Context) -> Option<Key> {
    kit.open(sealed, &context.with(KIT_LABEL))
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

/// Opens an account key that is wrapped by `wrapping`.
pub(crate) fn unwrap_key(wrapped: &[u8], wrapping: &Key, context: Context) -> Result<Key, Damage> {
    let key = aead::open(wrapping, wrapped, &context.with(b"lingpai/1 account key")).map_err(|_| Damage::Sealed)?;
    Ok(Key::from_bytes(key.as_slice().try_into().map_err(|_| Damage::Sealed)?))
}

/// Opens a secret with its account key.
pub(crate) fn open_secret(sealed: &[u8], account_key: &Key, context: Context) -> Result<OtpSecret, Damage> {
    let secret = aead::open(account_key, sealed, &context.with(b"lingpai/1 secret")).map_err(|_| Damage::Sealed)?;
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

/// What a right PIN opened.
pub struct Opened {
    /// The account's secret.
    pub secret: OtpSecret,
    pub(crate) account_key: Key,
}

/// A PIN that did not open an account.
pub struct WrongPin {
    /// Why.
    pub fault: PinFault,
    /// What tells whether the next wrong PIN is the same one; none where the PIN was not judged.
    pub mark: Option<WrongPinMark>,
}

/// Marks one wrong PIN of one account: Argon2id's commitment over it, in memory only and wiped on drop.
#[derive(ZeroizeOnDrop)]
pub struct WrongPinMark([u8; 32]);

impl WrongPinMark {
    /// Whether both mark the same PIN of the same account.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl PinTrial {
    /// Opens the account's secret with a PIN. The caller has counted the try, and has it on disk. Takes Argon2id's time.
    pub fn run(&self, pin: &Pin) -> Result<Opened, WrongPin> {
        let unjudged = |fault| WrongPin { fault, mark: None };
        let stretched = stretch(pin, &self.slot.salt, self.context, &self.pepper, self.slot.cost)
            .map_err(|fault| unjudged(fault.into()))?;
        if !bool::from(stretched.commitment.ct_eq(&self.slot.commitment)) {
            return Err(WrongPin { fault: PinFault::Wrong, mark: Some(WrongPinMark(stretched.commitment)) });
        }
        let damaged = |damage| unjudged(PinFault::Damaged(damage));
        let account_key = unwrap_key(&self.slot.wrapped, &stretched.key, self.context).map_err(damaged)?;
        let secret = open_secret(&self.secret, &account_key, self.context).map_err(damaged)?;
        Ok(Opened { secret, account_key })
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
        let sealed = seal_under_pin(&secret(), &pin("135790"), CONTEXT, &key, Cost::LEAST, None);
        let Sealed { secret, wrap: Wrap::Pin(slot), kit: None } = sealed.expect("entropy").expect("memory") else {
            panic!("sealed under a PIN")
        };
        PinTrial { secret, slot, pepper: Key::from_bytes(&[pepper; 32]), context }
    }

    fn fault(trial: &PinTrial, digits: &str) -> Option<PinFault> {
        trial.run(&pin(digits)).err().map(|wrong| wrong.fault)
    }

    #[test]
    fn only_the_pin_with_the_pepper_in_its_context_opens() {
        let right = trial(CONTEXT, 7);
        assert_eq!(right.run(&pin("135790")).ok().expect("its PIN").secret.expose(), secret().expose());
        assert_eq!(fault(&right, "135791"), Some(PinFault::Wrong));
        assert_eq!(fault(&right, "1357900"), Some(PinFault::Wrong));
        assert_eq!(fault(&trial(CONTEXT, 8), "135790"), Some(PinFault::Wrong));
        let elsewhere = Context { account: AccountId([3; 16]), ..CONTEXT };
        assert_eq!(fault(&trial(elsewhere, 7), "135790"), Some(PinFault::Wrong));
    }

    #[test]
    fn the_same_wrong_pin_has_the_same_mark() {
        let trial = trial(CONTEXT, 7);
        let mark = |digits| trial.run(&pin(digits)).err().and_then(|wrong| wrong.mark).expect("a wrong PIN");
        assert!(mark("135791").same_as(&mark("135791")));
        assert!(!mark("135791").same_as(&mark("135792")));
    }

    #[test]
    fn a_right_pin_over_changed_bytes_is_damage_not_a_wrong_pin() {
        let damaged = Some(PinFault::Damaged(Damage::Sealed));
        let mut trial_ = trial(CONTEXT, 7);
        trial_.slot.wrapped[40] ^= 1;
        assert_eq!(fault(&trial_, "135790"), damaged);
        let mut trial_ = trial(CONTEXT, 7);
        trial_.secret[40] ^= 1;
        assert_eq!(fault(&trial_, "135790"), damaged);
    }

    #[test]
    fn a_root_wrap_opens_with_the_root_wrap_key_alone() {
        let key = Key::from_bytes(&[7; 32]);
        let Sealed { secret: sealed, wrap: Wrap::Root(wrapped), kit: None } =
            seal_under_root(&secret(), CONTEXT, &key).expect("entropy")
        else {
            panic!("sealed under the root")
        };
        let account_key = unwrap_key(&wrapped, &key, CONTEXT).expect("its key");
        assert_eq!(open_secret(&sealed, &account_key, CONTEXT).expect("its key").expose(), secret().expose());
        let other = Key::from_bytes(&[8; 32]);
        assert_eq!(unwrap_key(&wrapped, &other, CONTEXT).err(), Some(Damage::Sealed));
    }

    #[test]
    fn the_kit_opens_a_pin_accounts_key() {
        let (key, kit) = (Key::from_bytes(&[7; 32]), RecoveryKit::make());
        let sealed = seal_under_pin(&secret(), &pin("135790"), CONTEXT, &key, Cost::LEAST, Some(&kit.recipient()));
        let Sealed { secret: sealed, kit: Some(wrapped), .. } = sealed.expect("entropy").expect("memory") else {
            panic!("sealed for the kit too")
        };
        let account_key = open_for_kit(&wrapped, &kit, CONTEXT).expect("its kit");
        assert_eq!(open_secret(&sealed, &account_key, CONTEXT).expect("its key").expose(), secret().expose());
        let elsewhere = Context { account: AccountId([3; 16]), ..CONTEXT };
        assert!(open_for_kit(&wrapped, &kit, elsewhere).is_none());
    }
}
