//! An account as it is stored.

use std::ops::RangeInclusive;

use lingpai_domain::binding::{PinCheck, Role, State};
use lingpai_domain::devices::{DeviceSlot, Devices};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, ActivationCode, Arrangement, Device, DeviceName, GroupName, Issuer,
    KeepOpen, OtpSecret, SupportContact, UnixTime,
};

use crate::damage::Damage;
use crate::format::codec::{Reader, Unknown, Writer};
use crate::format::fields::{decode_binding, decode_otp, encode_binding, encode_otp};
use crate::format::tag;
use crate::keys::aead;
use crate::keys::kdf::Cost;
use crate::keys::kit;
use crate::keys::seal::{MAX_HEAD, PinSlot, Sealed, TransferSlot, Wrap};
use crate::keys::{Fingerprint, Key};

/// One account as it is stored.
#[derive(Clone)]
pub(crate) struct Stored {
    pub(crate) account: Account,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) sealed: Sealed,
    pub(crate) unknown: Unknown,
}

/// For each device: its slot, the epoch of its PIN, when it was handed out, and after a length its name.
fn encode_devices(devices: &[Device]) -> Vec<u8> {
    let encode = |Device { slot, name, handed_out, epoch }: &Device| {
        let len = u8::try_from(name.as_str().len()).expect("60 characters at most");
        let head = [&[slot.get()][..], &epoch.to_be_bytes(), &handed_out.millis().to_be_bytes(), &[len]].concat();
        [&head, name.as_str().as_bytes()].concat()
    };
    devices.iter().flat_map(encode).collect()
}

/// Reads the devices and the set of their slots. The slots ascend, and a field that is present holds at least one.
fn decode_devices(mut bytes: &[u8]) -> Option<(Vec<Device>, Devices)> {
    let mut devices: Vec<Device> = Vec::new();
    let mut slots = 0;
    while !bytes.is_empty() {
        let (&[slot, a, b, c, d], rest) = bytes.split_first_chunk()?;
        let (handed_out, rest) = rest.split_first_chunk()?;
        let (&len, rest) = rest.split_first()?;
        let (name, rest) = rest.split_at_checked(len.into())?;
        let slot = DeviceSlot::new(slot)?;
        if devices.last().is_some_and(|last| last.slot >= slot) {
            return None;
        }
        slots |= 1 << (slot.get() - 2);
        devices.push(Device {
            slot,
            name: DeviceName::parse(std::str::from_utf8(name).ok()?).ok()?,
            handed_out: UnixTime::from_millis(u64::from_be_bytes(*handed_out)),
            epoch: u32::from_be_bytes([a, b, c, d]),
        });
        bytes = rest;
    }
    Some((devices, Devices::from_bits(slots)?)).filter(|(devices, _)| !devices.is_empty())
}

impl Stored {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let Account { id, issuer, number, otp, bound_at, activation, binding, epoch, devices, arrangement, used } =
            &self.account;
        let Arrangement { favourite, group, keep_open } = arrangement;
        let mut writer = Writer::new(&self.unknown);
        writer.field(tag::ID, &id.0);
        writer.optional(tag::ISSUER, issuer.as_ref().map(|issuer| issuer.as_str().as_bytes()));
        writer.field(tag::NUMBER, number.as_str().as_bytes());
        writer.field(tag::OTP, &encode_otp(otp));
        writer.field(tag::BOUND_AT, &bound_at.millis().to_be_bytes());
        writer.optional(tag::ACTIVATION, activation.as_ref().map(|activation| activation.code.as_str().as_bytes()));
        let support = activation.as_ref().and_then(|activation| activation.support.as_ref());
        writer.optional(tag::SUPPORT, support.map(|support| support.as_str().as_bytes()));
        writer.field(tag::BINDING, &encode_binding(binding));
        writer.field(tag::FINGERPRINT, &self.fingerprint.0);
        writer.field(tag::SECRET, &self.sealed.secret);
        match &self.sealed.wrap {
            Wrap::Root(wrapped) => writer.field(tag::ROOT_WRAP, wrapped),
            Wrap::Pin(PinSlot { cost, salt, commitment, wrapped }) => {
                writer.field(tag::PIN_COST, &cost.encode());
                writer.field(tag::PIN_SALT, salt);
                writer.field(tag::PIN_COMMITMENT, commitment);
                writer.field(tag::PIN_WRAP, wrapped);
            }
            Wrap::Transfer(TransferSlot { cost, salt, commitment, .. }) => {
                writer.field(tag::PIN_COST, &cost.encode());
                writer.field(tag::PIN_SALT, salt);
                writer.field(tag::PIN_COMMITMENT, commitment);
            }
            Wrap::Erased => {}
        }
        writer.optional(tag::KIT_WRAP, self.sealed.kit.as_deref());
        if let Wrap::Transfer(TransferSlot { head, .. }) = &self.sealed.wrap {
            writer.field(tag::TRANSFER_HEAD, head);
        }
        writer.optional(tag::EPOCH, (*epoch != 0).then_some(&epoch.to_be_bytes()));
        writer.optional(tag::DEVICES, (!devices.is_empty()).then(|| encode_devices(devices)).as_deref());
        writer.optional(tag::FAVOURITE, favourite.then_some(&[1][..]));
        writer.optional(tag::GROUP, group.as_ref().map(|group| group.as_str().as_bytes()));
        writer.optional(tag::KEEP_OPEN, encode_keep_open(*keep_open).as_ref().map(<[u8; 1]>::as_slice));
        writer.optional(tag::USED, used.map(|used| used.secs().to_be_bytes()).as_ref().map(<[u8; 8]>::as_slice));
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes, tag::LAST)?;
        let id = AccountId(reader.array(tag::ID)?);
        let issuer = checked(reader.text(tag::ISSUER)?, Issuer::parse, tag::ISSUER)?;
        let number = checked(reader.text(tag::NUMBER)?, AccountNumber::parse, tag::NUMBER)?;
        let otp = decode_otp(&reader.array(tag::OTP)?)?;
        let bound_at = UnixTime::from_millis(reader.u64(tag::BOUND_AT)?);
        let code = checked(reader.text(tag::ACTIVATION)?, ActivationCode::parse, tag::ACTIVATION)?;
        let support = checked(reader.text(tag::SUPPORT)?, SupportContact::parse, tag::SUPPORT)?;
        let activation = match (code, support) {
            (Some(code), support) => Some(Activation { code, support }),
            (None, None) => None,
            (None, Some(_)) => return Err(Damage::Missing(tag::ACTIVATION)),
        };
        let binding = decode_binding(&reader.array(tag::BINDING)?)?;
        let fingerprint = Fingerprint(reader.array(tag::FINGERPRINT)?);
        let secret: Box<[u8]> = reader.field(tag::SECRET)?.into();
        // An erased secret has no bytes. A sealed secret has exactly as many bytes as its kind needs.
        let (erased, sealed) = (secret.is_empty(), SEALED_SECRET.contains(&secret.len()));
        if !erased && !sealed {
            return Err(Damage::Field(tag::SECRET));
        }
        let by_eye = matches!(binding, State::Unsynced(_, PinCheck::ByEye, _));
        let mut wrap = match (reader.optional(tag::ROOT_WRAP)?, reader.optional(tag::PIN_COST)?) {
            (Some(wrapped), None) if sealed && (by_eye || binding == State::Plain) => {
                Wrap::Root(wrapped_key(wrapped, tag::ROOT_WRAP)?)
            }
            (None, Some(cost)) if sealed && !by_eye && binding != State::Plain => {
                let cost = cost.try_into().map_err(|_| Damage::Field(tag::PIN_COST))?;
                let (cost, salt) = (Cost::decode(cost, tag::PIN_COST)?, reader.array(tag::PIN_SALT)?);
                let commitment = reader.array(tag::PIN_COMMITMENT)?;
                match reader.optional(tag::PIN_WRAP)? {
                    Some(wrapped) => {
                        Wrap::Pin(PinSlot { cost, salt, commitment, wrapped: wrapped_key(wrapped, tag::PIN_WRAP)? })
                    }
                    // The first fields of the next entry follow.
                    None if matches!(binding, State::Unsynced(Role::Sub, PinCheck::Opens, _)) => {
                        Wrap::Transfer(TransferSlot { cost, salt, commitment, head: [].into() })
                    }
                    None => return Err(Damage::Missing(tag::PIN_WRAP)),
                }
            }
            (None, None) if erased && !by_eye && binding != State::Plain => Wrap::Erased,
            _ => return Err(Damage::Field(tag::BINDING)),
        };
        let kit = match (reader.optional(tag::KIT_WRAP)?, &wrap) {
            (None, _) => None,
            (Some(sealed), Wrap::Pin(_)) if sealed.len() <= kit::MAX_SEALED => Some(sealed.into()),
            (Some(_), _) => return Err(Damage::Field(tag::KIT_WRAP)),
        };
        if let Wrap::Transfer(slot) = &mut wrap {
            let head = reader.field(tag::TRANSFER_HEAD)?;
            if !(1..=MAX_HEAD).contains(&head.len()) {
                return Err(Damage::Field(tag::TRANSFER_HEAD));
            }
            slot.head = head.into();
        }
        let epoch = match reader.optional(tag::EPOCH)? {
            None => 0,
            Some(bytes) => match bytes.try_into().map(u32::from_be_bytes) {
                Ok(epoch) if epoch != 0 && binding != State::Plain => epoch,
                Ok(_) | Err(_) => return Err(Damage::Field(tag::EPOCH)),
            },
        };
        let (binding, devices) = match (reader.optional(tag::DEVICES)?, binding.role()) {
            (None, _) => (binding, Vec::new()),
            (Some(bytes), Some(Role::Main(_))) => {
                let (devices, slots) = decode_devices(bytes).ok_or(Damage::Field(tag::DEVICES))?;
                (binding.with_devices(slots), devices)
            }
            (Some(_), Some(Role::Sub) | None) => return Err(Damage::Field(tag::DEVICES)),
        };
        let arrangement = Arrangement {
            favourite: match reader.optional(tag::FAVOURITE)? {
                None => false,
                Some([1]) => true,
                Some(_) => return Err(Damage::Field(tag::FAVOURITE)),
            },
            group: checked(reader.text(tag::GROUP)?, GroupName::parse, tag::GROUP)?,
            keep_open: decode_keep_open(reader.optional(tag::KEEP_OPEN)?)?,
        };
        let used = reader.optional(tag::USED)?.map(decode_used).transpose()?;
        let number = number.ok_or(Damage::Missing(tag::NUMBER))?;
        let account =
            Account { id, issuer, number, otp, bound_at, activation, binding, epoch, devices, arrangement, used };
        Ok(Self { account, fingerprint, sealed: Sealed { secret, wrap, kit }, unknown: reader.finish()? })
    }
}

/// Gives `None` for the default.
fn encode_keep_open(keep_open: KeepOpen) -> Option<[u8; 1]> {
    match keep_open {
        KeepOpen::EachTime => None,
        KeepOpen::FiveMinutes => Some([1]),
        KeepOpen::FifteenMinutes => Some([2]),
        KeepOpen::UntilLock => Some([3]),
    }
}

fn decode_keep_open(bytes: Option<&[u8]>) -> Result<KeepOpen, Damage> {
    match bytes {
        None => Ok(KeepOpen::EachTime),
        Some([1]) => Ok(KeepOpen::FiveMinutes),
        Some([2]) => Ok(KeepOpen::FifteenMinutes),
        Some([3]) => Ok(KeepOpen::UntilLock),
        Some(_) => Err(Damage::Field(tag::KEEP_OPEN)),
    }
}

/// The last second whose number of milliseconds fits into 64 bits.
const LAST_SECOND: u64 = u64::MAX / 1000;

fn decode_used(bytes: &[u8]) -> Result<UnixTime, Damage> {
    match bytes.try_into().map(u64::from_be_bytes) {
        Ok(secs @ 0..=LAST_SECOND) => Ok(UnixTime::from_secs(secs)),
        Ok(_) | Err(_) => Err(Damage::Field(tag::USED)),
    }
}

/// The lengths that a sealed secret can have.
const SEALED_SECRET: RangeInclusive<usize> = 1 + aead::OVERHEAD..=OtpSecret::MAX_LEN + aead::OVERHEAD;

fn wrapped_key(bytes: &[u8], tag: u16) -> Result<Box<[u8]>, Damage> {
    if bytes.len() == Key::LEN + aead::OVERHEAD { Ok(bytes.into()) } else { Err(Damage::Field(tag)) }
}

fn checked<T, E>(text: Option<&str>, parse: impl Fn(&str) -> Result<T, E>, tag: u16) -> Result<Option<T>, Damage> {
    text.map(|text| parse(text).map_err(|_| Damage::Field(tag))).transpose()
}
