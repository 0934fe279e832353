use std::fmt;

use crate::devices::DeviceSlot;
use crate::{
    AccountNumber, ActivationCode, Arrangement, DeviceName, Issuer, OtpParameters, SupportContact, UnixTime, binding,
};

/// Names an account for good: 16 random bytes, never derived from label or issuer, which two accounts may share.
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

/// No account id: 32 lower-case hexadecimal digits are expected.
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

/// What only a broker's account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// The activation code it was registered with.
    pub code: ActivationCode,
    /// Whom to call about it.
    pub support: Option<SupportContact>,
}

/// One bound account, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name for the program.
    pub id: AccountId,
    /// Who issued it, where known.
    pub issuer: Option<Issuer>,
    /// Its number or name at the issuer.
    pub number: AccountNumber,
    /// How its codes are made.
    pub otp: OtpParameters,
    /// When it was bound here.
    pub bound_at: UnixTime,
    /// A broker's account has an activation, an ordinary one none.
    pub activation: Option<Activation>,
    /// How it is bound on this device.
    pub binding: binding::State,
    /// How often its PIN was changed since it was registered, as far as this device knows.
    pub epoch: u32,
    /// The further devices of a Main account, by slot: those that its binding counts.
    pub devices: Vec<Device>,
    /// What the user has made of it in the list.
    pub arrangement: Arrangement,
    /// When it last gave a code, in whole seconds, as far as that is known.
    pub used: Option<UnixTime>,
}

/// A further device, as the account's first device knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its place.
    pub slot: DeviceSlot,
    /// What the user calls it.
    pub name: DeviceName,
    /// When its transfer was made.
    pub handed_out: UnixTime,
    /// The epoch of the PIN in that transfer: an older one than the account's needs a new transfer.
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
