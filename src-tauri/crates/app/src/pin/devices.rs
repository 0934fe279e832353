//! The further devices of a Main account, which are handed out with a transfer and given up by their place.

use std::time::Duration;

use lingpai_domain::binding::{self, HandOut, Refusal, Role};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Device, DeviceName, MovingFactor, Pin, UnixTime};
use lingpai_intake::{PinSeal, Transfer};
use lingpai_vault::{Cost, RightPin, VaultFault};

use crate::fault::Fault;
use crate::pin::outcome::{Outcome, ShownTransfer};
use crate::pin::state::Pins;
use crate::room::Room;

/// How long a transfer can be bound.
const TRANSFER_LIFE: Duration = Duration::from_mins(10);

/// A secret that must be sealed for a further device.
pub(crate) struct Sealing {
    account: Account,
    name: DeviceName,
    slot: DeviceSlot,
    expires: UnixTime,
    pin: Pin,
    right: RightPin,
}

/// The place of a further device.
struct Place {
    permit: HandOut,
    /// The devices that do not change.
    others: Vec<Device>,
}

impl Place {
    /// Finds a place for a device. A device of this name with an old PIN is handed out again, and its old place becomes
    /// free.
    fn of(account: &Account, name: &DeviceName) -> Result<Self, Refusal> {
        let renewed = account.devices.iter().find(|device| device.name == *name && device.epoch < account.epoch);
        let permit = match renewed {
            Some(device) => binding::give_up(account.binding, device.slot)?.then_hand_out()?,
            None => binding::hand_out(account.binding)?,
        };
        let stays = |device: &&Device| renewed.is_none_or(|renewed| renewed.slot != device.slot);
        let others = account.devices.iter().filter(stays).cloned().collect();
        Ok(Self { permit, others })
    }
}

/// Checks that a further device of this name may be handed out.
pub(super) fn may_hand_out(account: &Account, name: &DeviceName) -> Result<(), Refusal> {
    Place::of(account, name).map(drop)
}

/// Begins to hand out a further device.
pub(super) fn hand_out(room: &Room<'_>, right: RightPin, pin: Pin, name: DeviceName) -> Result<Sealing, Fault> {
    let account = room.account(right.account())?.clone();
    let slot = Place::of(&account, &name)?.permit.slot();
    // A transfer has whole seconds.
    let expires = UnixTime::from_secs(room.at.wall.after(TRANSFER_LIFE).secs());
    Ok(Sealing { account, name, slot, expires, pin, right })
}

/// Saves the device that was handed out, and shows its transfer. The account must still allow it.
pub(super) fn handed_out(
    pins: &mut Pins,
    room: &mut Room<'_>,
    sealing: Sealing,
    text: String,
) -> Result<Outcome, Fault> {
    let Sealing { account, name, slot, expires, .. } = sealing;
    let Account { id, epoch, .. } = account;
    let account = room.account(id)?;
    let place = Place::of(account, &name)?;
    if place.permit.slot() != slot || account.epoch != epoch {
        return Err(Fault::Stale);
    }
    let mut devices = place.others;
    devices.push(Device { slot, name, handed_out: room.at.wall, epoch });
    devices.sort_by_key(|device| device.slot);
    let line = room.line(What::HandedOut, account);
    room.vault.noting(line).hand_out(id, &place.permit, devices, room.at)?;
    let shown = ShownTransfer { account: id, slot, expires, text };
    pins.transfer = Some(shown.clone());
    Ok(Outcome::Transfer(shown))
}

/// Gives up a further device by its place.
pub(super) fn give_up(room: &mut Room<'_>, right: &RightPin, slot: DeviceSlot) -> Result<Outcome, Fault> {
    let account = room.account(right.account())?.clone();
    let permit = binding::give_up(account.binding, slot)?;
    let devices = account.devices.iter().filter(|device| device.slot != slot).cloned().collect();
    let line = room.line(What::GivenUp, &account);
    room.vault.noting(line).give_up(account.id, &permit, devices, room.at)?;
    Ok(Outcome::Done(account.id))
}

/// A Main account, with its further devices. Refused for any other account.
pub(crate) fn of_main(room: &Room<'_>, id: AccountId) -> Result<Account, Fault> {
    let account = room.account(id)?;
    match account.binding.role() {
        Some(Role::Main(_)) => Ok(account.clone()),
        Some(Role::Sub) | None => Err(Refusal::NotMain.into()),
    }
}

impl Sealing {
    /// Seals the secret under the PIN. Takes as long as Argon2id.
    pub(super) fn seal(&self, cost: Cost) -> Result<Transfer, Fault> {
        let account = &self.account;
        let (Some(issuer), Some(activation)) = (account.issuer.clone(), account.activation.clone()) else {
            return Err(Fault::Stale);
        };
        let MovingFactor::Time(period) = account.otp.moving_factor else { return Err(Fault::Stale) };
        let [memory_kib, passes, lanes] = cost.numbers();
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
            slot: self.slot,
            epoch: account.epoch,
            expires: self.expires,
            seal,
        };
        let sealed = self.right.seal_transfer(&self.pin, &transfer.head(), cost)?.map_err(VaultFault::Kdf)?;
        transfer.seal =
            PinSeal { salt: sealed.salt, commitment: sealed.commitment, sealed: sealed.sealed, ..transfer.seal };
        Ok(transfer)
    }
}
