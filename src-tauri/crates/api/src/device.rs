use std::path::Path;

use lingpai_app::{Lingpai, ShownTransfer};
use lingpai_domain::binding::Role;
use lingpai_domain::{Account, Device, UnixTime};
use lingpai_ipc::{AccountKey, DeviceView, DevicesView, TransferView};
use qrcode::QrCode;

use crate::key::{account_id, key};
use crate::program::asked;
use crate::span::millis;
use crate::{Reply, export, fault, internal, qr};

/// Gives the further devices of a Main account.
pub fn devices(lingpai: &Lingpai, account: &AccountKey) -> Reply<DevicesView> {
    let account = asked(lingpai).devices(account_id(account)?).map_err(fault::of)?;
    Ok(view(&account))
}

/// Saves the transfer that is shown as a PNG file.
pub fn transfer_save(lingpai: &Lingpai, path: &Path) -> Reply<()> {
    export::transfer(asked(lingpai), path).map_err(fault::of)
}

/// Forgets the transfer that was shown.
pub fn transfer_end(lingpai: &Lingpai) -> Reply<()> {
    asked(lingpai).end_transfer().map_err(fault::of)
}

/// Converts a transfer that is shown.
pub(crate) fn transfer(transfer: &ShownTransfer, now: UnixTime) -> Reply<TransferView> {
    // EXPOSE: the secret in it is sealed under the account's PIN; the code is made to be seen.
    let code = QrCode::new(&transfer.text).map_err(|_| internal())?;
    Ok(TransferView {
        account: key(transfer.account),
        slot: transfer.slot.get(),
        modules: qr::modules(&code),
        expires_ms: transfer.expires.millis(),
        remaining_ms: millis(transfer.expires.since(now)),
    })
}

fn view(account: &Account) -> DevicesView {
    let device = |device: &Device| DeviceView {
        slot: device.slot.get(),
        name: device.name.to_string(),
        handed_out_ms: device.handed_out.millis(),
        old_pin: device.epoch < account.epoch,
    };
    let room = matches!(account.binding.role(), Some(Role::Main(devices)) if devices.hand_out().is_ok());
    DevicesView { devices: account.devices.iter().map(device).collect(), room }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::attempts::Attempts;
    use lingpai_domain::binding::{PinGuard, State};
    use lingpai_domain::devices::{DeviceSlot, Devices};
    use lingpai_domain::{AccountId, DeviceName};

    use super::*;
    use crate::sample::plain;

    fn main(bits: u8, devices: Vec<Device>) -> Account {
        let role = Role::Main(Devices::from_bits(bits).expect("slots 2 to 5"));
        let binding = State::Synced(role, PinGuard::Resting(Attempts::NONE));
        Account { binding, epoch: 2, devices, ..plain(1) }
    }

    #[test]
    fn a_device_of_an_older_pin_is_marked() {
        let device = |slot, epoch| Device {
            slot: DeviceSlot::new(slot).expect("a slot"),
            name: DeviceName::parse("Office").expect("a name"),
            handed_out: UnixTime::from_secs(5),
            epoch,
        };
        let shown_view = view(&main(0b0011, vec![device(2, 1), device(3, 2)]));
        let marks: Vec<_> = shown_view.devices.iter().map(|device| (device.slot, device.old_pin)).collect();
        assert_eq!((marks, shown_view.room), (vec![(2, true), (3, false)], true));
        assert!(!view(&main(0b1111, Vec::new())).room, "five devices are the most");
        assert!(!view(&plain(1)).room);
    }

    #[test]
    fn a_transfer_counts_down() {
        let shown = ShownTransfer {
            account: AccountId([7; 16]),
            slot: DeviceSlot::new(2).expect("a slot"),
            expires: UnixTime::from_secs(600),
            text: "lingpai://bind/1?d=AAAA".to_owned(),
        };
        let shown_view = transfer(&shown, UnixTime::from_secs(590)).expect("it fits into a code");
        assert_eq!((shown_view.slot, shown_view.expires_ms, shown_view.remaining_ms), (2, 600_000, 10_000));
        assert!(shown_view.modules.len() >= 21);
    }
}
