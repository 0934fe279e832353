use lingpai_domain::{AccountId, OtpSecret, Pin};
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

use crate::damage::Damage;
use crate::keys::aead;
use crate::keys::entropy::{NoEntropy, make_bytes};
use crate::keys::kdf::{Cost, KdfFault, Stretched, derive_stretched};
use crate::keys::kit::{KitRecipient, RecoveryKit};
use crate::keys::{Key, VaultId};

/// The sealed secret of an account: the secret under the account key, and the wrapped account key.
#[derive(Clone)]
pub(crate) struct Sealed {
    pub(crate) secret: Box<[u8]>,
    pub(crate) wrap: Wrap,
    /// The account key sealed for the recovery kit. A PIN account has it once its PIN was entered while there was a
    /// kit.
    pub(crate) kit: Option<Box<[u8]>>,
}

/// How an account key is wrapped.
#[derive(Clone)]
pub(crate) enum Wrap {
    /// By a key of the open vault, for an ordinary account.
    Root(Box<[u8]>),
    /// By the account's PIN, which only the open vault can test.
    Pin(PinSlot),
    /// There is no account key yet: the first device sealed the secret under the PIN for a transfer.
    Transfer(TransferSlot),
    /// Secret and key are gone. The tenth wrong PIN erased them, because the user has set that.
    Erased,
}

/// An account key, wrapped by a key that Argon2id makes of the PIN, the pepper and the account's context.
#[derive(Clone)]
pub(crate) struct PinSlot {
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) commitment: [u8; 32],
    pub(crate) wrapped: Box<[u8]>,
}

/// The parts of a transfer without the sealed secret.
#[derive(Clone)]
pub(crate) struct TransferSlot {
    /// The part that is not sealed. PIN and secret are bound to it.
    pub(crate) head: Box<[u8]>,
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) commitment: [u8; 32],
}

/// The longest head of a transfer, in bytes: more than all its texts need at their longest.
pub(crate) const MAX_HEAD: usize = 1536;

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

/// The account and the vault that something is sealed for.
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

/// Seals a secret under a new account key, and that key under `root_wrap`.
pub(crate) fn seal_under_root(secret: &OtpSecret, context: Context, root_wrap: &Key) -> Result<Sealed, NoEntropy> {
    let (account_key, secret) = seal_secret(secret, context)?;
    Ok(Sealed { secret, wrap: Wrap::Root(wrap_key(&account_key, root_wrap, context)?), kit: None })
}

/// Seals a secret under a new account key, and that key under a PIN. This takes Argon2id's time and memory.
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
    // EXPOSE: the secret is the plain text.
    let sealed = aead::seal(&account_key, secret.expose(), &context.with(b"lingpai/1 secret"))?;
    Ok((account_key, sealed.into()))
}

fn wrap_key(account_key: &Key, by: &Key, context: Context) -> Result<Box<[u8]>, NoEntropy> {
    // EXPOSE: the account key is the plain text.
    Ok(aead::seal(by, account_key.expose(), &context.with(b"lingpai/1 account key"))?.into())
}

fn stretch(pin: &Pin, salt: &[u8; 16], context: Context, pepper: &Key, cost: Cost) -> Result<Stretched, KdfFault> {
    // EXPOSE: the PIN is Argon2id's input.
    derive_stretched(pin.expose(), salt, Some(pepper), &context.with(b"lingpai/1 pin"), cost)
}

/// A secret sealed under a PIN for another device.
pub struct SealedTransfer {
    /// Argon2id's salt.
    pub salt: [u8; 16],
    /// The value that distinguishes a wrong PIN from damaged bytes.
    pub commitment: [u8; 32],
    /// The sealed secret, 40 bytes longer than the secret.
    pub sealed: Box<[u8]>,
}

/// Seals a secret under a PIN for another device. The pepper of this vault is not used, because the other device does
/// not have it. The secret is bound to `head`. This takes Argon2id's time and memory.
pub(crate) fn seal_transfer(
    secret: &OtpSecret,
    pin: &Pin,
    head: &[u8],
    cost: Cost,
) -> Result<Result<SealedTransfer, KdfFault>, NoEntropy> {
    let salt = make_bytes()?;
    let Stretched { ref key, commitment } = match stretch_transfer(pin, &salt, head, cost) {
        Ok(stretched) => stretched,
        Err(fault) => return Ok(Err(fault)),
    };
    // EXPOSE: the secret is the plain text.
    let sealed = aead::seal(key, secret.expose(), &transfer_bound(head, &salt, &commitment))?.into();
    Ok(Ok(SealedTransfer { salt, commitment, sealed }))
}

fn stretch_transfer(pin: &Pin, salt: &[u8; 16], head: &[u8], cost: Cost) -> Result<Stretched, KdfFault> {
    let context = [b"lingpai/1 transfer pin\0", head].concat();
    // EXPOSE: the PIN is Argon2id's input.
    derive_stretched(pin.expose(), salt, None, &context, cost)
}

fn transfer_bound(head: &[u8], salt: &[u8; 16], commitment: &[u8; 32]) -> Vec<u8> {
    [b"lingpai/1 transfer\0", head, salt, commitment].concat()
}

/// Opens an account key that `wrapping` wraps.
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

/// A secret that a PIN opens, with all that checking the PIN needs.
pub(crate) struct UnderPin {
    pub(crate) secret: Box<[u8]>,
    pub(crate) under: Under,
}

/// What the secret of a trial is sealed under.
pub(crate) enum Under {
    /// The account key, which is wrapped under the PIN.
    Slot { slot: PinSlot, pepper: Key, context: Context },
    /// The PIN of a transfer.
    Transfer(TransferSlot),
}

/// The secret that a right PIN or the recovery kit has opened.
pub(crate) struct Opened {
    pub(crate) secret: OtpSecret,
    /// `None` if the secret came with a transfer. It still has to be sealed under this vault's keys.
    pub(crate) account_key: Option<Key>,
}

/// A PIN that did not open an account.
pub struct WrongPin {
    /// The reason.
    pub fault: PinFault,
    /// The mark of this wrong PIN, to recognise it the next time. `None` if the PIN could not be checked.
    pub mark: Option<WrongPinMark>,
}

/// Marks one wrong PIN of one account: Argon2id's commitment over it, in memory only and wiped on drop.
#[derive(ZeroizeOnDrop)]
pub struct WrongPinMark([u8; 32]);

impl WrongPinMark {
    /// Whether both are marks of the same PIN of the same account.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl UnderPin {
    /// Opens the secret with a PIN. Takes Argon2id's time.
    pub(crate) fn run(&self, pin: &Pin) -> Result<Opened, WrongPin> {
        let unjudged = |fault| WrongPin { fault, mark: None };
        let (stretched, commitment) = match &self.under {
            Under::Slot { slot, pepper, context } => {
                (stretch(pin, &slot.salt, *context, pepper, slot.cost), slot.commitment)
            }
            Under::Transfer(slot) => (stretch_transfer(pin, &slot.salt, &slot.head, slot.cost), slot.commitment),
        };
        let stretched = stretched.map_err(|fault| unjudged(fault.into()))?;
        if !bool::from(stretched.commitment.ct_eq(&commitment)) {
            return Err(WrongPin { fault: PinFault::Wrong, mark: Some(WrongPinMark(stretched.commitment)) });
        }
        self.open(&stretched).map_err(|damage| unjudged(PinFault::Damaged(damage)))
    }

    fn open(&self, stretched: &Stretched) -> Result<Opened, Damage> {
        match &self.under {
            Under::Slot { slot, context, .. } => {
                let account_key = unwrap_key(&slot.wrapped, &stretched.key, *context)?;
                let secret = open_secret(&self.secret, &account_key, *context)?;
                Ok(Opened { secret, account_key: Some(account_key) })
            }
            Under::Transfer(slot) => {
                let bound = transfer_bound(&slot.head, &slot.salt, &slot.commitment);
                let secret = aead::open(&stretched.key, &self.secret, &bound).map_err(|_| Damage::Sealed)?;
                // EXPOSE: copied into the type that wipes it; the buffer it came in is wiped too.
                let secret = OtpSecret::new(secret.as_slice()).map_err(|_| Damage::Sealed)?;
                Ok(Opened { secret, account_key: None })
            }
        }
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

    fn trial(context: Context, pepper: u8) -> UnderPin {
        let key = Key::from_bytes(&[7; 32]);
        let sealed = seal_under_pin(&secret(), &pin("135790"), CONTEXT, &key, Cost::LEAST, None);
        let Sealed { secret, wrap: Wrap::Pin(slot), kit: None } = sealed.expect("entropy").expect("memory") else {
            panic!("sealed under a PIN")
        };
        UnderPin { secret, under: Under::Slot { slot, pepper: Key::from_bytes(&[pepper; 32]), context } }
    }

    fn fault(trial: &UnderPin, digits: &str) -> Option<PinFault> {
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
        let Under::Slot { slot, .. } = &mut trial_.under else { panic!("sealed under a slot") };
        slot.wrapped[40] ^= 1;
        assert_eq!(fault(&trial_, "135790"), damaged);
        let mut trial_ = trial(CONTEXT, 7);
        trial_.secret[40] ^= 1;
        assert_eq!(fault(&trial_, "135790"), damaged);
    }

    #[test]
    fn a_transfer_opens_with_its_pin_and_its_head_alone() {
        let sealed = seal_transfer(&secret(), &pin("135790"), b"head", Cost::LEAST).expect("entropy").expect("memory");
        let SealedTransfer { salt, commitment, sealed } = sealed;
        let trial = |head: &[u8], change: u8| {
            let mut secret = sealed.clone();
            secret[40] ^= change;
            UnderPin {
                secret,
                under: Under::Transfer(TransferSlot { head: head.into(), cost: Cost::LEAST, salt, commitment }),
            }
        };
        assert_eq!(trial(b"head", 0).run(&pin("135790")).ok().expect("its PIN").secret.expose(), secret().expose());
        assert_eq!(fault(&trial(b"head", 0), "135791"), Some(PinFault::Wrong));
        assert_eq!(fault(&trial(b"haed", 0), "135790"), Some(PinFault::Wrong));
        assert_eq!(fault(&trial(b"head", 1), "135790"), Some(PinFault::Damaged(Damage::Sealed)));
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
