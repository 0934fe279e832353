use serde::Serialize;
use ts_rs::TS;

use crate::AccountKey;

/// The further devices of a Main account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DevicesView {
    /// The devices, by slot.
    pub devices: Vec<DeviceView>,
    /// Whether another device may be added.
    pub room: bool,
}

/// A further device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeviceView {
    /// Its number among the account's devices, 2 to 5.
    pub slot: u8,
    /// The user's name for it.
    pub name: String,
    /// When its transfer was made, in milliseconds since 1970-01-01T00:00:00Z.
    pub handed_out_ms: u64,
    /// Whether the PIN was changed after that: the device needs a new transfer.
    pub old_pin: bool,
}

/// A transfer while it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferView {
    /// The account.
    pub account: AccountKey,
    /// The number that the new device gets, 2 to 5.
    pub slot: u8,
    /// The QR code: a row of `0` and `1` for each row of modules; 1 is dark. The secret in it is sealed under the PIN.
    pub modules: Vec<String>,
    /// When it expires, in milliseconds since 1970-01-01T00:00:00Z.
    pub expires_ms: u64,
    /// How long it may still be bound, in milliseconds, when this was written: 10 minutes at most.
    pub remaining_ms: u64,
}
