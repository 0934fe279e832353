//! The further devices, the trash and the audit trail, as the page sees them.

use std::time::Duration;

use lingpai_app::{ShownTransfer, TRASH_LIFE, asks_for_a_pin};
use lingpai_domain::binding::Role;
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Account, UnixTime, WeakPin};
use lingpai_ipc::{AuditKind, AuditView, DeviceView, DevicesView, Fault, TransferView, TrashView};
use qrcode::QrCode;

use crate::{faults, vault_views, views};

pub(crate) fn devices(account: &Account) -> DevicesView {
    let device = |device: &lingpai_domain::Device| DeviceView {
        slot: device.slot.get(),
        name: device.name.to_string(),
        handed_out_ms: device.handed_out.millis(),
        old_pin: device.epoch < account.epoch,
    };
    let room = matches!(account.binding.role(), Some(Role::Main(devices)) if devices.hand_out().is_ok());
    DevicesView { devices: account.devices.iter().map(device).collect(), room }
}

pub(crate) fn transfer(transfer: &ShownTransfer, now: UnixTime) -> Result<TransferView, Fault> {
    // EXPOSE: the secret in it is sealed under the account's PIN; the code is made to be seen.
    let code = QrCode::new(&transfer.text).map_err(|_| faults::internal())?;
    Ok(TransferView {
        account: views::key(transfer.account),
        slot: transfer.slot.get(),
        modules: vault_views::modules(&code),
        expires_ms: transfer.expires.millis(),
        remaining_ms: millis(transfer.expires.since(now)),
    })
}

pub(crate) fn trashed((account, removed): &(Account, UnixTime)) -> TrashView {
    TrashView {
        id: views::key(account.id),
        issuer: account.issuer.as_ref().map(ToString::to_string),
        number: account.number.to_string(),
        pin: asks_for_a_pin(account.binding),
        removed_ms: removed.millis(),
        gone_ms: removed.after(TRASH_LIFE).millis(),
    }
}

pub(crate) fn line(entry: &Entry) -> AuditView {
    let account = entry.account.as_ref();
    AuditView {
        at_ms: entry.at.millis(),
        what: what(entry.what),
        issuer: account.and_then(|account| account.issuer.as_ref()).map(ToString::to_string),
        number: account.map(|account| account.number.to_string()),
    }
}

fn what(what: What) -> AuditKind {
    match what {
        What::Bound => AuditKind::Bound,
        What::Synced => AuditKind::Synced,
        What::WrongPin => AuditKind::WrongPin,
        What::Frozen => AuditKind::Frozen,
        What::Replaced => AuditKind::Replaced,
        What::PinChanged => AuditKind::PinChanged,
        What::HandedOut => AuditKind::HandedOut,
        What::GivenUp => AuditKind::GivenUp,
        What::Removed => AuditKind::Removed,
        What::Restored => AuditKind::Restored,
        What::Exported => AuditKind::Exported,
        What::BackupFailed => AuditKind::BackupFailed,
        What::ClockJumped => AuditKind::ClockJumped,
        What::Edited => AuditKind::Edited,
    }
}

pub(crate) fn weak(rule: WeakPin) -> lingpai_ipc::WeakPin {
    match rule {
        WeakPin::AllSame => lingpai_ipc::WeakPin::AllSame,
        WeakPin::Run => lingpai_ipc::WeakPin::Run,
        WeakPin::RepeatedPair => lingpai_ipc::WeakPin::RepeatedPair,
        WeakPin::AccountNumber => lingpai_ipc::WeakPin::AccountNumber,
        WeakPin::Date => lingpai_ipc::WeakPin::Date,
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
