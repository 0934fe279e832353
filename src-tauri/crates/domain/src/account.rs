use std::fmt;

use crate::devices::DeviceSlot;
use crate::{
    AccountNumber, ActivationCode, Arrangement, DeviceName, Issuer, OtpParameters, SupportContact, UnixTime, binding,
};

/// The permanent id of an account: 16 random bytes. It is not made from label or issuer, because two accounts may share
/// these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub [u8; 16]);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}

/// The text is not an account id. An id has 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an account id: 32 lower-case hexadecimal digits are expected")]
pub struct NotAnAccountId;

impl std::str::FromStr for AccountId {
    type Err = NotAnAccountId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = |c: u8| match c {
            b'0'..=b'9' => Ok(c - b'0'),
            b'a'..=b'f' => Ok(c - b'a' + 10),
            _ => Err(NotAnAccountId),
        };
        let text: &[u8; 32] = text.as_bytes().try_into().map_err(|_| NotAnAccountId)?;
        let mut id = [0; 16];
        for (byte, pair) in id.iter_mut().zip(text.chunks_exact(2)) {
            *byte = hex(pair[0])? << 4 | hex(pair[1])?;
        }
        Ok(Self(id))
    }
}

/// The fields that only a broker's account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// The activation code of its registration.
    pub code: ActivationCode,
    /// Whom to call about it.
    pub support: Option<SupportContact>,
}

/// One bound account, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its issuer, if known.
    pub issuer: Option<Issuer>,
    /// Its number or name at the issuer.
    pub number: AccountNumber,
    /// How its codes are made.
    pub otp: OtpParameters,
    /// When it was bound here.
    pub bound_at: UnixTime,
    /// The activation of a broker's account. `None` for an ordinary account.
    pub activation: Option<Activation>,
    /// How it is bound on this device.
    pub binding: binding::State,
    /// The number of PIN changes since its registration, as far as this device knows.
    pub epoch: u32,
    /// The further devices of a Main account, by slot. Its binding counts the same ones.
    pub devices: Vec<Device>,
    /// The user's arrangement of it in the list.
    pub arrangement: Arrangement,
    /// When it last gave a code, in whole seconds. `None` if that is not known.
    pub used: Option<UnixTime>,
}

/// A further device, in the records of the account's first device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its place.
    pub slot: DeviceSlot,
    /// The user's name for it.
    pub name: DeviceName,
    /// When its transfer was made.
    pub handed_out: UnixTime,
    /// The epoch of the PIN in that transfer. If it is older than the account's, the device needs a new transfer.
    pub epoch: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_print() {
        let id = AccountId(*b"\x00\x01\x7f\x80\xff\x10\x20\x30\x40\x50\x60\x70\x80\x90\xa0\xb0");
        assert_eq!(id.to_string().parse(), Ok(id));
        for wrong in ["", "0", &"0".repeat(31), &"G".repeat(32), &"A".repeat(32), &"0".repeat(33)] {
            assert_eq!(wrong.parse::<AccountId>(), Err(NotAnAccountId), "{wrong}");
        }
    }
}
