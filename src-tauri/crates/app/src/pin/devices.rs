//! The further devices of a Main account: handed out with a transfer, given up by their place.

use std::time::Duration;

use lingpai_domain::binding::{self, Event, Refusal, Role, State};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Device, DeviceName, MovingFactor, Pin, UnixTime, burn_stack};
use lingpai_intake::{PinSeal, Transfer};
use lingpai_vault::{Opened, VaultFault, seal_transfer};

use crate::fault::Fault;
use crate::pin::pad::Outcome;
use crate::session::{Lingpai, Open, SessionId};

/// How long a transfer may be bound.
const TRANSFER_LIFE: Duration = Duration::from_mins(10);

/// A transfer while it is shown. Its secret is sealed under the account's PIN.
#[derive(Clone)]
pub struct ShownTransfer {
    /// Of which account.
    pub account: AccountId,
    /// Which of its devices it makes.
    pub slot: DeviceSlot,
    /// When it expires.
    pub expires: UnixTime,
    /// The text of its QR code.
    pub text: String,
}

/// Where a further device goes.
struct Place {
    /// How the account is bound then.
    handed: State,
    slot: DeviceSlot,
    /// The devices that stay as they are.
    others: Vec<Device>,
}

impl Place {
    /// A device that has an old PIN is handed out anew under its name; its old place becomes free with it.
    fn of(account: &Account, name: &DeviceName) -> Result<Self, Refusal> {
        let renewed = account.devices.iter().find(|device| device.name == *name && device.epoch < account.epoch);
        let mut binding = account.binding;
        if let Some(device) = renewed {
            (binding, _) = binding::transition(Some(binding), Event::GiveUp(device.slot))?;
        }
        let (handed, _) = binding::transition(Some(binding), Event::HandOut)?;
        let Some(Role::Main(devices)) = binding.role() else { return Err(Refusal::NotMain) };
        let (_, slot) = devices.hand_out()?;
        let stays = |device: &&Device| renewed.is_none_or(|renewed| renewed.slot != device.slot);
        Ok(Self { handed, slot, others: account.devices.iter().filter(stays).cloned().collect() })
    }
}

/// Whether a further device of this name may be handed out.
pub(crate) fn may_hand_out(account: &Account, name: &DeviceName) -> Result<(), Refusal> {
    Place::of(account, name).map(drop)
}

impl Lingpai {
    /// Makes a transfer for a further device. Takes Argon2id's time.
    pub(crate) fn hand_out(
        &self,
        session: SessionId,
        id: AccountId,
        name: DeviceName,
        pin: &Pin,
        opened: &Opened,
    ) -> Result<Outcome, Fault> {
        let account = self.with_open_in(session, |open| open.vault.account(id).cloned().ok_or(Fault::Stale))?;
        let Place { handed, slot, others } = Place::of(&account, &name)?;
        // Whole seconds, as the transfer has them.
        let expires = UnixTime::from_secs(self.ports.clock.now().after(TRANSFER_LIFE).secs());
        let transfer = self.seal(&account, slot, expires, pin, opened)?;
        let shown = ShownTransfer { account: id, slot, expires, text: transfer.to_text() };
        self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            let device = Device { slot, name, handed_out: at.wall, epoch: account.epoch };
            let mut devices = others;
            devices.push(device);
            devices.sort_by_key(|device| device.slot);
            let line = open.line(What::HandedOut, &account, at);
            open.vault.noting(line).set_devices(id, handed, devices, at)?;
            open.transfer = Some(shown.clone());
            Ok(Outcome::Transfer(shown))
        })
    }

    fn seal(
        &self,
        account: &Account,
        slot: DeviceSlot,
        expires: UnixTime,
        pin: &Pin,
        opened: &Opened,
    ) -> Result<Transfer, Fault> {
        let (Some(issuer), Some(activation)) = (account.issuer.clone(), account.activation.clone()) else {
            return Err(Fault::Stale);
        };
        let MovingFactor::Time(period) = account.otp.moving_factor else { return Err(Fault::Stale) };
        let [memory_kib, passes, lanes] = self.cost.numbers();
        let small = |number| u8::try_from(number).expect("a cost of this program has few passes and lanes");
        let seal = PinSeal {
            memory_kib,
            passes: small(passes),
            lanes: small(lanes),
            salt: [0; 16],
            commitment: [0; 32],
            sealed: [].into(),
        };
        let mut transfer = Transfer {
            issuer,
            account: account.number.clone(),
            activation: activation.code,
            support: activation.support,
            algorithm: account.otp.algorithm,
            digits: account.otp.digits,
            period,
            slot,
            epoch: account.epoch,
            expires,
            seal,
        };
        let sealed = seal_transfer(&opened.secret, pin, &transfer.head(), self.cost);
        burn_stack();
        let sealed = sealed?.map_err(VaultFault::Kdf)?;
        transfer.seal =
            PinSeal { salt: sealed.salt, commitment: sealed.commitment, sealed: sealed.sealed, ..transfer.seal };
        Ok(transfer)
    }

    pub(crate) fn give_up(&self, session: SessionId, id: AccountId, slot: DeviceSlot) -> Result<Outcome, Fault> {
        self.with_change_in(session, |open| {
            let at = open.moment(&self.ports);
            let account = open.vault.account(id).ok_or(Fault::Stale)?.clone();
            let (fewer, _) = binding::transition(Some(account.binding), Event::GiveUp(slot))?;
            let devices = account.devices.iter().filter(|device| device.slot != slot).cloned().collect();
            let line = open.line(What::GivenUp, &account, at);
            open.vault.noting(line).set_devices(id, fewer, devices, at)?;
            Ok(Outcome::Done(id))
        })
    }

    /// The Main account whose further devices are looked at.
    pub fn devices(&self, id: AccountId) -> Result<Account, Fault> {
        self.with_open(|open| {
            let account = open.vault.account(id).ok_or(Fault::Stale)?;
            match account.binding.role() {
                Some(Role::Main(_)) => Ok(account.clone()),
                Some(Role::Sub) | None => Err(Refusal::NotMain.into()),
            }
        })
    }

    /// The transfer that is shown, where it has not expired.
    pub fn transfer(&self) -> Result<ShownTransfer, Fault> {
        let now = self.ports.clock.now();
        self.with_open(|open| {
            open.transfer.take_if(|shown| shown.expires <= now);
            open.transfer.clone().ok_or(Fault::Stale)
        })
    }

    /// Forgets the transfer that was shown.
    pub fn end_transfer(&self) -> Result<(), Fault> {
        self.with_open(|open| {
            open.transfer = None;
            Ok(())
        })
    }

    /// Notes that a transfer has been saved as a file.
    pub fn note_transfer_saved(&self, id: AccountId) -> Result<(), Fault> {
        self.with_change(|open| {
            let at = open.moment(&self.ports);
            let account = open.vault.account(id).ok_or(Fault::Stale)?;
            let line = open.line(What::Exported, account, at);
            Ok(open.vault.note(line, at)?)
        })
    }
}

impl Open {
    /// A line of the audit trail about an account.
    pub(crate) fn line(
        &self,
        what: What,
        account: &Account,
        at: lingpai_domain::Moment,
    ) -> lingpai_domain::trail::Entry {
        lingpai_domain::trail::Entry { at: at.wall, what, account: Some(account.into()) }
    }
}
