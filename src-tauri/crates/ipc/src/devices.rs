use serde::Serialize;
use ts_rs::TS;

use crate::AccountKey;

/// The devices of a Main account, this one aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DevicesView {
    /// Those handed out, by slot.
    pub devices: Vec<DeviceView>,
    /// Whether a further one may be handed out.
    pub room: bool,
}

/// A further device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeviceView {
    /// 2 to 5.
    pub slot: u8,
    /// What the user calls it.
    pub name: String,
    /// When its transfer was made, in milliseconds since 1970-01-01T00:00:00Z.
    pub handed_out_ms: u64,
    /// Whether the PIN was changed since: it needs a new transfer.
    pub old_pin: bool,
}

/// A transfer while it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferView {
    /// Of which account.
    pub account: AccountKey,
    /// Which of its devices it makes, 2 to 5.
    pub slot: u8,
    /// The QR code: a row of `0` and `1` for each row of modules, 1 is dark. The secret in it is sealed under the PIN.
    pub modules: Vec<String>,
    /// When it expires, in milliseconds since 1970-01-01T00:00:00Z.
    pub expires_ms: u64,
    /// How long it may still be bound, in milliseconds, when this was written: 10 minutes at most.
    pub remaining_ms: u64,
}
