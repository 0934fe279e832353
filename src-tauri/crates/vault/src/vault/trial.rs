//! A try of a PIN as a chain of types: counted on disk, remembered by the keystore, then tried. There is no other way
//! to get a [`PinTrial`], and no way from one try to the next.
//!
//! ```
//! # use lingpai_domain::{AccountId, Moment, Pin, binding};
//! # use lingpai_vault::{Kept, RightPin, Vault};
//! # fn try_pin(vault: &mut Vault, id: AccountId, pin: &Pin, at: Moment) -> Option<()> {
//! let permit = binding::try_pin(vault.account(id)?.binding, at.steady).ok()?;
//! let counted = vault.begin_trial(id, &permit, at).ok()?;
//! let remembered = counted.remember(|_memo| Kept::Held).ok()?;
//! let opened = remembered.trial().run(pin).ok()?;
//! # Some(())
//! # }
//! ```
//!
//! A try that is only counted is not a trial:
//!
//! ```compile_fail,E0599
//! # use lingpai_domain::{AccountId, Moment, Pin, binding};
//! # use lingpai_vault::{RightPin, Vault};
//! # fn try_pin(vault: &mut Vault, id: AccountId, pin: &Pin, at: Moment) -> Option<()> {
//! # let permit = binding::try_pin(vault.account(id)?.binding, at.steady).ok()?;
//! # let counted = vault.begin_trial(id, &permit, at).ok()?;
//! let opened = counted.trial().run(pin).ok()?;
//! # Some(())
//! # }
//! ```
//!
//! One trial tries one PIN:
//!
//! ```compile_fail,E0382
//! # use lingpai_domain::Pin;
//! # use lingpai_vault::PinTrial;
//! # fn twice(trial: PinTrial, pin: &Pin, other: &Pin) {
//! drop(trial.run(pin));
//! drop(trial.run(other));
//! # }
//! ```

use lingpai_domain::binding::{CheckPin, Permit as _, SealUnderNewPin, SettleRightPin, SettleWrongPin};
use lingpai_domain::{AccountId, Moment, OtpSecret, Pin};

use crate::damage::Damage;
use crate::format::stored::Stored;
use crate::keys::Key;
use crate::keys::entropy::NoEntropy;
use crate::keys::kdf::{Cost, KdfFault};
use crate::keys::kit::RecoveryKit;
use crate::keys::seal::{
    Opened, PinFault, Sealed, SealedTransfer, Under, UnderPin, Wrap, WrongPin, open_for_kit, open_secret, seal_for_kit,
    seal_transfer,
};
use crate::vault::Vault;
use crate::vault::accounts::{Change, NewAccount};
use crate::vault::fault::VaultFault;
use crate::vault::remember::{Kept, Memo};
use crate::vault::way_in::WayIn;

/// A try that is counted on disk.
#[must_use]
pub struct Counted {
    trial: PinTrial,
    /// What the keystore is to remember. `None` where the vault has none.
    memo: Option<Memo>,
}

/// A counted try that was handed to the keystore.
#[must_use]
pub struct Remembered(PinTrial);

/// All that one PIN check needs, taken out of the vault, so that nothing has to wait during its seconds of work.
#[must_use]
pub struct PinTrial {
    account: AccountId,
    /// A transfer that came over the account. Its PIN is the newer one, so it is tried first.
    next: Option<UnderPin>,
    under: UnderPin,
}

/// An account's secret that a right PIN has opened, until the try is settled.
#[must_use]
pub struct OpenedByPin {
    account: AccountId,
    opened: Opened,
    which: Which,
}

/// Which seal of an account a PIN has opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// The account's own.
    Own,
    /// The transfer that came over it.
    Next,
}

/// A right PIN that is settled on disk. Whatever only a right PIN allows takes this value.
pub struct RightPin {
    account: AccountId,
    opened: Opened,
    syncs: bool,
}

/// A secret that the recovery kit has opened.
pub struct OpenedByKit {
    account: AccountId,
    opened: Opened,
}

impl Counted {
    /// Has the keystore remember the count: an old file put back afterwards must not give the try back. `store` gives it
    /// to the keystore, and says what became of it.
    ///
    /// # Errors
    ///
    /// [`VaultFault::NotRemembered`] where the keystore did not take it, or was not asked although the vault counts on it.
    /// No PIN is tried then. The try stays counted until it is given back.
    pub fn remember(self, store: impl FnOnce(&Memo) -> Kept) -> Result<Remembered, VaultFault> {
        let counts = self.memo.as_ref().is_none_or(|memo| match store(memo) {
            Kept::Held => true,
            Kept::NotAsked => !memo.is_anchored(),
            Kept::Refused => false,
        });
        if counts { Ok(Remembered(self.trial)) } else { Err(VaultFault::NotRemembered) }
    }
}

impl Remembered {
    /// Gives the trial, which does not need the vault.
    pub fn trial(self) -> PinTrial {
        self.0
    }
}

impl PinTrial {
    /// Tries a PIN. Takes Argon2id's time, for each seal that it may open.
    pub fn run(self, pin: &Pin) -> Result<OpenedByPin, WrongPin> {
        let opened = |(opened, which)| OpenedByPin { account: self.account, opened, which };
        let next = self.next.as_ref().map(|next| next.run(pin));
        if let Some(Ok(next)) = next {
            return Ok(opened((next, Which::Next)));
        }
        match (self.under.run(pin), next) {
            (Ok(own), _) => Ok(opened((own, Which::Own))),
            // A transfer that could not be checked may be what this PIN opens.
            (Err(WrongPin { fault: PinFault::Wrong, .. }), Some(Err(next))) if next.fault != PinFault::Wrong => {
                Err(next)
            }
            (Err(wrong), _) => Err(wrong),
        }
    }
}

impl RightPin {
    /// Gives the account whose PIN it is.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Gives whether the account was Unsynced until now.
    pub fn syncs(&self) -> bool {
        self.syncs
    }

    /// Gives the account's secret.
    pub fn secret(&self) -> &OtpSecret {
        &self.opened.secret
    }

    /// Seals the account's secret under its PIN for another device. Takes Argon2id's time and memory.
    pub fn seal_transfer(
        &self,
        pin: &Pin,
        head: &[u8],
        cost: Cost,
    ) -> Result<Result<SealedTransfer, KdfFault>, NoEntropy> {
        seal_transfer(&self.opened.secret, pin, head, cost)
    }

    /// Gives the account's secret and drops the rest.
    pub fn into_secret(self) -> OtpSecret {
        self.opened.secret
    }
}

/// What allows a new PIN.
pub enum Reopened {
    /// The old PIN was right.
    ByPin(RightPin),
    /// The recovery kit has opened the account.
    ByKit(OpenedByKit),
}

impl Reopened {
    /// Gives the account whose PIN it is.
    pub fn account(&self) -> AccountId {
        match self {
            Self::ByPin(right) => right.account,
            Self::ByKit(opened) => opened.account,
        }
    }

    fn secret(&self) -> &OtpSecret {
        match self {
            Self::ByPin(right) => &right.opened.secret,
            Self::ByKit(opened) => &opened.opened.secret,
        }
    }
}

impl Vault {
    /// Begins a try of a PIN: counts it as wrong. The count is on disk when this returns.
    pub fn begin_trial(&mut self, id: AccountId, permit: &CheckPin, at: Moment) -> Result<Counted, VaultFault> {
        let trial = self.pin_trial(id, permit)?;
        self.change(at, |_, body, _| {
            body.stored_mut(id)?.account.binding = permit.to();
            Ok(())
        })?;
        Ok(Counted { trial, memo: self.memo() })
    }

    fn pin_trial(&self, id: AccountId, permit: &CheckPin) -> Result<PinTrial, VaultFault> {
        let stored = self.permitted(id, permit)?;
        let under = self.under_pin(id, &stored.sealed)?;
        let next = stored.next_transfer().map(|next| self.under_pin(id, &next.sealed)).transpose()?;
        Ok(PinTrial { account: id, next, under })
    }

    fn under_pin(&self, id: AccountId, Sealed { secret, wrap, .. }: &Sealed) -> Result<UnderPin, VaultFault> {
        let under = match wrap {
            Wrap::Root(_) => return Err(VaultFault::NoPin),
            Wrap::Erased => return Err(VaultFault::Erased),
            Wrap::Pin(slot) => Under::Slot {
                slot: slot.clone(),
                // EXPOSE: a second copy of the pepper for the time of the check. It is wiped with the trial.
                pepper: Key::from_bytes(self.keys.pin_pepper.expose()),
                context: self.context(id),
            },
            Wrap::Transfer(slot) => Under::Transfer(slot.clone()),
        };
        Ok(UnderPin { secret: secret.clone(), under })
    }

    /// Settles a right PIN. The change is on disk when this returns. A secret that came with a transfer is sealed under
    /// this vault's own keys, which takes Argon2id's time. The account's key is sealed for the recovery kit if there is
    /// a kit that does not hold the key yet.
    pub fn settle_right_pin(
        &mut self,
        permit: &SettleRightPin,
        OpenedByPin { account: id, opened, which }: OpenedByPin,
        pin: &Pin,
        cost: Cost,
        at: Moment,
    ) -> Result<RightPin, VaultFault> {
        let there = self.permitted(id, permit)?;
        if let Some(account_key) = &opened.account_key {
            let context = self.context(id);
            self.change(at, |header, body, _| {
                let stored = body.stored_mut(id)?;
                stored.account.binding = permit.to();
                if let (None, Some(slot)) = (&stored.sealed.kit, header.kit()) {
                    stored.sealed.kit = Some(seal_for_kit(account_key, &slot.recipient, context));
                }
                Ok(())
            })?;
        } else {
            let (opens, waits) = match which {
                Which::Own => (there, there.next.clone()),
                Which::Next => (there.next_transfer().ok_or(VaultFault::NoAccount)?, None),
            };
            let new = NewAccount::from(&opens.account);
            let fingerprint = self.keys.derive_fingerprint(&opened.secret, &new.otp);
            let sealed = self.seal_under_pin(id, &opened.secret, pin, cost)?;
            self.commit(new.change(id, permit.to(), fingerprint, sealed).waiting(waits), at)?;
        }
        Ok(RightPin { account: id, opened, syncs: permit.syncs() })
    }

    /// Settles a wrong PIN. A try that is given back is on disk when this returns. Any other try was counted before.
    pub fn settle_wrong_pin(&mut self, id: AccountId, permit: &SettleWrongPin, at: Moment) -> Result<(), VaultFault> {
        self.permitted(id, permit)?;
        if permit.gives_back() {
            return self.change(at, |_, body, _| {
                body.stored_mut(id)?.account.binding = permit.to();
                Ok(())
            });
        }
        self.body.stored_mut(id)?.account.binding = permit.to();
        Ok(())
    }

    /// Erases an account's secret after its tenth wrong PIN, if the user has set that. The account stays in the list.
    /// Older states still hold the secret, so they are removed too: see [`Vault::remove_older`].
    pub fn erase(&mut self, id: AccountId, at: Moment) -> Result<(), VaultFault> {
        self.change(at, |_, body, _| {
            let stored = body.stored_mut(id)?;
            (stored.sealed, stored.next) = (Sealed { secret: [].into(), wrap: Wrap::Erased, kit: None }, None);
            body.sweeps = true;
            Ok(())
        })?;
        // What cannot be removed now is still to be removed: `sweeps` says so, and the next start goes on.
        self.sweep().ok();
        Ok(())
    }

    /// Opens the secret of a PIN account with the recovery kit, so that a new PIN can be set.
    pub fn open_with_kit(
        &self,
        id: AccountId,
        permit: &SealUnderNewPin,
        kit: &RecoveryKit,
    ) -> Result<OpenedByKit, VaultFault> {
        drop(WayIn::Kit(kit).open(&self.header)?);
        let Stored { sealed, .. } = self.permitted(id, permit)?;
        let wrapped = sealed.kit.as_ref().ok_or(VaultFault::NotInKit)?;
        let context = self.context(id);
        let account_key = open_for_kit(wrapped, kit, context).ok_or(VaultFault::Damaged(Damage::Sealed))?;
        let secret = open_secret(&sealed.secret, &account_key, context).map_err(VaultFault::Damaged)?;
        Ok(OpenedByKit { account: id, opened: Opened { secret, account_key: Some(account_key) } })
    }

    /// Seals an account's secret under a new PIN, and changes nothing yet. Takes Argon2id's time and memory.
    pub fn prepare_pin_change(
        &self,
        permit: &SealUnderNewPin,
        opened: &Reopened,
        pin: &Pin,
        cost: Cost,
    ) -> Result<Change, VaultFault> {
        let id = opened.account();
        let new = NewAccount::from(&self.permitted(id, permit)?.account);
        let new = NewAccount { epoch: new.epoch + u32::from(permit.next_epoch()), ..new };
        let fingerprint = self.keys.derive_fingerprint(opened.secret(), &new.otp);
        let sealed = self.seal_under_pin(id, opened.secret(), pin, cost)?;
        Ok(new.change(id, permit.to(), fingerprint, sealed))
    }
}
