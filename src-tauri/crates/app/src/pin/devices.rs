//! The further devices of a Main account: handed out with a transfer, given up by their place.

use std::time::Duration;

use lingpai_domain::binding::{self, Event, Refusal, Role, State};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Device, DeviceName, MovingFactor, Pin, UnixTime};
use lingpai_intake::{PinSeal, Transfer};
use lingpai_vault::{Cost, Opened, VaultFault, seal_transfer};

use crate::fault::Fault;
use crate::pin::outcome::{Outcome, ShownTransfer};
use crate::pin::state::Pins;
use crate::room::Room;

/// How long a transfer may be bound.
const TRANSFER_LIFE: Duration = Duration::from_mins(10);

/// A secret that is to be sealed for a further device.
pub(crate) struct Sealing {
    account: Account,
    name: DeviceName,
    slot: DeviceSlot,
    expires: UnixTime,
    pin: Pin,
    opened: Opened,
}

/// Where a further device goes.
struct Place {
    /// How the account is bound then.
    binding: State,
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
        let (handed_out, _) = binding::transition(Some(binding), Event::HandOut)?;
        let Some(Role::Main(devices)) = binding.role() else { return Err(Refusal::NotMain) };
        let (_, slot) = devices.hand_out()?;
        let stays = |device: &&Device| renewed.is_none_or(|renewed| renewed.slot != device.slot);
        let others = account.devices.iter().filter(stays).cloned().collect();
        Ok(Self { binding: handed_out, slot, others })
    }
}

/// Sees that a further device of this name may be handed out.
pub(super) fn may_hand_out(account: &Account, name: &DeviceName) -> Result<(), Refusal> {
    Place::of(account, name).map(drop)
}

/// Begins to hand out a further device, with the PIN that was right and what it opened.
pub(super) fn hand_out(
    room: &Room<'_>,
    id: AccountId,
    name: DeviceName,
    pin: Pin,
    opened: Opened,
) -> Result<Sealing, Fault> {
    let account = room.account(id)?.clone();
    let Place { slot, .. } = Place::of(&account, &name)?;
    // Whole seconds, as the transfer has them.
    let expires = UnixTime::from_secs(room.at.wall.after(TRANSFER_LIFE).secs());
    Ok(Sealing { account, name, slot, expires, pin, opened })
}

/// Keeps the device that was handed out, and shows its transfer. The account must take it as it did before the work.
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
    if place.slot != slot || account.epoch != epoch {
        return Err(Fault::Stale);
    }
    let mut devices = place.others;
    devices.push(Device { slot, name, handed_out: room.at.wall, epoch });
    devices.sort_by_key(|device| device.slot);
    let line = room.line(What::HandedOut, account);
    room.vault.noting(line).set_devices(id, place.binding, devices, room.at)?;
    let shown = ShownTransfer { account: id, slot, expires, text };
    pins.transfer = Some(shown.clone());
    Ok(Outcome::Transfer(shown))
}

/// Gives up a further device by its place.
pub(super) fn give_up(room: &mut Room<'_>, id: AccountId, slot: DeviceSlot) -> Result<Outcome, Fault> {
    let account = room.account(id)?.clone();
    let (fewer, _) = binding::transition(Some(account.binding), Event::GiveUp(slot))?;
    let devices = account.devices.iter().filter(|device| device.slot != slot).cloned().collect();
    let line = room.line(What::GivenUp, &account);
    room.vault.noting(line).set_devices(id, fewer, devices, room.at)?;
    Ok(Outcome::Done(id))
}

/// The Main account whose further devices are looked at.
pub(crate) fn of_main(room: &Room<'_>, id: AccountId) -> Result<Account, Fault> {
    let account = room.account(id)?;
    match account.binding.role() {
        Some(Role::Main(_)) => Ok(account.clone()),
        Some(Role::Sub) | None => Err(Refusal::NotMain.into()),
    }
}

impl Sealing {
    /// Seals the secret under the PIN. Takes Argon2id's time.
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
        let sealed = seal_transfer(&self.opened.secret, &self.pin, &transfer.head(), cost)?.map_err(VaultFault::Kdf)?;
        transfer.seal =
            PinSeal { salt: sealed.salt, commitment: sealed.commitment, sealed: sealed.sealed, ..transfer.seal };
        Ok(transfer)
    }
}
