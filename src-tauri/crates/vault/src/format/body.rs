//! What the encrypted body of a vault holds: the accounts.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinGuard, Proof, Role, State};
use lingpai_domain::devices::{DeviceSlot, Devices};
use lingpai_domain::{
    Account, AccountId, AccountNumber, Activation, ActivationCode, Algorithm, Alphabet, Arrangement, Device,
    DeviceName, Digits, GroupName, Issuer, KeepOpen, MovingFactor, OtpParameters, OtpSecret, Period, SupportContact,
    UnixTime, trail,
};

use crate::format::codec::{Damage, Reader, Unknown, Writer};
use crate::format::settings::Settings;
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

/// An entry of the account list.
#[derive(Clone)]
pub(crate) enum Entry {
    Account(Box<Stored>),
    /// Bytes that are no account for this version. They are kept; the other accounts open all the same.
    SetAside(Box<[u8]>),
}

/// A line of the audit trail.
#[derive(Clone)]
pub(crate) enum Line {
    Read(trail::Entry),
    /// Bytes that say nothing to this version. They are kept.
    Other(Box<[u8]>),
}

/// A removed account.
#[derive(Clone)]
pub(crate) struct Trashed {
    pub(crate) removed_at: UnixTime,
    pub(crate) entry: Entry,
}

/// The body.
#[derive(Clone, Default)]
pub(crate) struct Body {
    pub(crate) entries: Vec<Entry>,
    pub(crate) settings: Settings,
    /// The latest moment of the clock that does not go back, so that waits go on from there after a restart.
    pub(crate) steady: UnixTime,
    /// Whether the keystore holds an anchor for this vault: then a missing one is a warning.
    pub(crate) anchored: bool,
    /// Removed accounts, until they go for good.
    pub(crate) trash: Vec<Trashed>,
    /// What happened, the oldest first.
    pub(crate) trail: Vec<Line>,
    /// Registrations that this device has seen expired, the oldest first.
    pub(crate) seen: Vec<Fingerprint>,
    pub(crate) unknown: Unknown,
    pub(crate) unknown_settings: Unknown,
}

const ACCOUNTS: u16 = 1;
const SETTINGS: u16 = 2;
const STEADY: u16 = 3;
const ANCHORED: u16 = 4;
const TRASH: u16 = 5;
const TRAIL: u16 = 6;
const SEEN: u16 = 7;
const LAST: u16 = SEEN;

/// How many lines the audit trail has at most; the oldest go first.
pub(crate) const MAX_TRAIL: usize = 1_000;
/// How many expired registrations are remembered at most; the oldest go first.
pub(crate) const MAX_SEEN: usize = 256;

mod tag {
    pub(super) const ID: u16 = 1;
    pub(super) const ISSUER: u16 = 2;
    pub(super) const NUMBER: u16 = 3;
    pub(super) const OTP: u16 = 4;
    pub(super) const BOUND_AT: u16 = 5;
    pub(super) const ACTIVATION: u16 = 6;
    pub(super) const SUPPORT: u16 = 7;
    pub(super) const BINDING: u16 = 8;
    pub(super) const FINGERPRINT: u16 = 9;
    pub(super) const SECRET: u16 = 10;
    pub(super) const ROOT_WRAP: u16 = 11;
    pub(super) const PIN_COST: u16 = 12;
    pub(super) const PIN_SALT: u16 = 13;
    pub(super) const PIN_COMMITMENT: u16 = 14;
    pub(super) const PIN_WRAP: u16 = 15;
    pub(super) const KIT_WRAP: u16 = 16;
    pub(super) const TRANSFER_HEAD: u16 = 17;
    pub(super) const EPOCH: u16 = 18;
    pub(super) const DEVICES: u16 = 19;
    pub(super) const FAVOURITE: u16 = 20;
    pub(super) const GROUP: u16 = 21;
    pub(super) const KEEP_OPEN: u16 = 22;
    pub(super) const USED: u16 = 23;
    pub(super) const LAST: u16 = USED;
}

impl Body {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(&self.unknown);
        writer.list(ACCOUNTS, self.entries.iter().map(Entry::encode));
        writer.field(SETTINGS, &self.settings.encode(&self.unknown_settings));
        writer.field(STEADY, &self.steady.millis().to_be_bytes());
        writer.field(ANCHORED, &[u8::from(self.anchored)]);
        writer.optional_list(TRASH, self.trash.iter().map(Trashed::encode));
        writer.optional_list(TRAIL, self.trail.iter().map(Line::encode));
        writer.optional_list(SEEN, self.seen.iter().map(|seen| seen.0.to_vec()));
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes, LAST)?;
        // No bound of their own: the file's applies, and only who has the keys can write one.
        let records = reader.list(ACCOUNTS, usize::MAX)?;
        let (settings, unknown_settings) = Settings::decode(reader.field(SETTINGS)?)?;
        let steady = UnixTime::from_millis(reader.u64(STEADY)?);
        let anchored = match reader.array(ANCHORED)? {
            [0] => false,
            [1] => true,
            [_] => return Err(Damage::Field(ANCHORED)),
        };
        let mut ids = BTreeSet::new();
        let mut entry = |record: &[u8]| match Stored::decode(record) {
            // An id names one account: a second one under it would never be reached, and changes meant for it would
            // hit the first.
            Ok(stored) if ids.insert(stored.account.id) => Entry::Account(Box::new(stored)),
            Ok(_) | Err(_) => Entry::SetAside(record.into()),
        };
        let entries = records.into_iter().map(&mut entry).collect();
        let trash = reader.optional_list(TRASH, usize::MAX)?;
        let trash = trash.into_iter().map(|record| Trashed::decode(record, &mut entry)).collect::<Result<_, _>>()?;
        let trail = reader.optional_list(TRAIL, MAX_TRAIL)?;
        let trail = trail.into_iter().map(Line::decode).collect();
        let seen = reader.optional_list(SEEN, MAX_SEEN)?;
        let seen = seen.into_iter().map(|seen| seen.try_into().map(Fingerprint)).collect::<Result<_, _>>();
        let seen = seen.map_err(|_| Damage::Field(SEEN))?;
        let unknown = reader.finish()?;
        Ok(Self { entries, settings, steady, anchored, trash, trail, seen, unknown, unknown_settings })
    }
}

impl Entry {
    fn encode(&self) -> Vec<u8> {
        match self {
            Self::Account(stored) => stored.encode(),
            Self::SetAside(bytes) => bytes.to_vec(),
        }
    }
}

impl Trashed {
    fn encode(&self) -> Vec<u8> {
        [&self.removed_at.millis().to_be_bytes()[..], &self.entry.encode()].concat()
    }

    fn decode(record: &[u8], entry: impl FnOnce(&[u8]) -> Entry) -> Result<Self, Damage> {
        let (removed_at, record) = record.split_first_chunk().ok_or(Damage::Field(TRASH))?;
        Ok(Self { removed_at: UnixTime::from_millis(u64::from_be_bytes(*removed_at)), entry: entry(record) })
    }
}

impl Line {
    fn encode(&self) -> Vec<u8> {
        match self {
            Self::Read(entry) => encode_line(entry),
            Self::Other(bytes) => bytes.to_vec(),
        }
    }

    fn decode(bytes: &[u8]) -> Self {
        decode_line(bytes).map_or_else(|| Self::Other(bytes.into()), Self::Read)
    }
}

/// When, what, and for an account the issuer after its length, and the number.
fn encode_line(line: &trail::Entry) -> Vec<u8> {
    let mut bytes = line.at.millis().to_be_bytes().to_vec();
    bytes.push(line.what.code());
    if let Some(trail::Named { issuer, number }) = &line.account {
        let issuer = issuer.as_ref().map_or("", Issuer::as_str);
        let len = u16::try_from(issuer.len()).expect("100 characters at most");
        bytes.extend(len.to_be_bytes());
        bytes.extend(issuer.as_bytes());
        bytes.extend(number.as_str().as_bytes());
    }
    bytes
}

fn decode_line(record: &[u8]) -> Option<trail::Entry> {
    let (at, rest) = record.split_first_chunk()?;
    let (&code, rest) = rest.split_first()?;
    let account = match rest {
        [] => None,
        [high, low, rest @ ..] => {
            let (issuer, number) = rest.split_at_checked(u16::from_be_bytes([*high, *low]).into())?;
            let text = |bytes| std::str::from_utf8(bytes).ok();
            let issuer = if issuer.is_empty() { None } else { Some(Issuer::parse(text(issuer)?).ok()?) };
            Some(trail::Named { issuer, number: AccountNumber::parse(text(number)?).ok()? })
        }
        [_] => return None,
    };
    let at = UnixTime::from_millis(u64::from_be_bytes(*at));
    Some(trail::Entry { at, what: trail::What::from_code(code)?, account })
}

/// For each device its slot, the epoch of its PIN, when it was handed out, and its name after a length.
fn encode_devices(devices: &[Device]) -> Vec<u8> {
    let encode = |Device { slot, name, handed_out, epoch }: &Device| {
        let len = u8::try_from(name.as_str().len()).expect("60 characters at most");
        let head = [&[slot.get()][..], &epoch.to_be_bytes(), &handed_out.millis().to_be_bytes(), &[len]].concat();
        [&head, name.as_str().as_bytes()].concat()
    };
    devices.iter().flat_map(encode).collect()
}

/// The devices, and the set of their slots: ascending, and at least one where the field is there.
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
    fn encode(&self) -> Vec<u8> {
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

    fn decode(bytes: &[u8]) -> Result<Self, Damage> {
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
        // A secret that was erased has no bytes, a sealed one those of a secret and no fewer or more.
        let (erased, sealed) = (secret.is_empty(), SEALED_SECRET.contains(&secret.len()));
        if !erased && !sealed {
            return Err(Damage::Field(tag::SECRET));
        }
        let by_eye = matches!(binding, State::Unsynced(_, Proof::ByEye, _));
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
                    // Its head follows.
                    None if matches!(binding, State::Unsynced(Role::Sub, Proof::Opens, _)) => {
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

/// Nothing for the default.
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

/// The last second that is still a number of milliseconds in 64 bits.
const LAST_SECOND: u64 = u64::MAX / 1000;

fn decode_used(bytes: &[u8]) -> Result<UnixTime, Damage> {
    match bytes.try_into().map(u64::from_be_bytes) {
        Ok(secs @ 0..=LAST_SECOND) => Ok(UnixTime::from_secs(secs)),
        Ok(_) | Err(_) => Err(Damage::Field(tag::USED)),
    }
}

/// The lengths of a sealed secret.
const SEALED_SECRET: RangeInclusive<usize> = 1 + aead::OVERHEAD..=OtpSecret::MAX_LEN + aead::OVERHEAD;

fn wrapped_key(bytes: &[u8], tag: u16) -> Result<Box<[u8]>, Damage> {
    if bytes.len() == Key::LEN + aead::OVERHEAD { Ok(bytes.into()) } else { Err(Damage::Field(tag)) }
}

fn checked<T, E>(text: Option<&str>, parse: impl Fn(&str) -> Result<T, E>, tag: u16) -> Result<Option<T>, Damage> {
    text.map(|text| parse(text).map_err(|_| Damage::Field(tag))).transpose()
}

const TOTP: u8 = 1;
const HOTP: u8 = 2;
const STEAM: u8 = 3;

/// Algorithm, digits, kind of moving factor, its period in seconds or its counter.
fn encode_otp(otp: &OtpParameters) -> [u8; 11] {
    let algorithm = match otp.algorithm {
        Algorithm::Sha1 => 1,
        Algorithm::Sha256 => 2,
        Algorithm::Sha512 => 3,
    };
    let (kind, value) = match (otp.alphabet, otp.moving_factor) {
        (Alphabet::Decimal, MovingFactor::Time(period)) => (TOTP, period.secs()),
        (Alphabet::Decimal, MovingFactor::Counter(counter)) => (HOTP, counter),
        (Alphabet::Steam, MovingFactor::Time(period)) => (STEAM, period.secs()),
        (Alphabet::Steam, MovingFactor::Counter(_)) => unreachable!("Steam goes by time"),
    };
    let mut bytes = [0; 11];
    bytes[..3].copy_from_slice(&[algorithm, otp.digits.get(), kind]);
    bytes[3..].copy_from_slice(&value.to_be_bytes());
    bytes
}

fn decode_otp(bytes: &[u8; 11]) -> Result<OtpParameters, Damage> {
    let invalid = Damage::Field(tag::OTP);
    let [algorithm, digits, kind, value @ ..] = *bytes;
    let value = u64::from_be_bytes(value);
    let otp = OtpParameters {
        algorithm: match algorithm {
            1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            _ => return Err(invalid),
        },
        digits: Digits::new(digits.into()).map_err(|_| invalid)?,
        moving_factor: match kind {
            TOTP | STEAM => MovingFactor::Time(Period::new(value).map_err(|_| invalid)?),
            HOTP => MovingFactor::Counter(value),
            _ => return Err(invalid),
        },
        alphabet: if kind == STEAM { Alphabet::Steam } else { Alphabet::Decimal },
    };
    if kind == STEAM && otp != OtpParameters::STEAM { Err(invalid) } else { Ok(otp) }
}

const PLAIN: u8 = 1;
const MAIN_SYNCED: u8 = 2;
const MAIN_UNSYNCED: u8 = 3;
const SUB_SYNCED: u8 = 4;
const SUB_UNSYNCED: u8 = 5;
const SUB_BY_EYE: u8 = 6;
/// No transition leads there; it has its number so that every state has one.
const MAIN_BY_EYE: u8 = 7;

/// Kind, wrong PINs counted, end of the wait. A trial is stored as its count: who dies in it finds the try counted.
fn encode_binding(binding: &State) -> [u8; 10] {
    let kind = match binding {
        State::Plain => PLAIN,
        State::Synced(Role::Main(_), _) => MAIN_SYNCED,
        State::Unsynced(Role::Main(_), Proof::Opens, _) => MAIN_UNSYNCED,
        State::Unsynced(Role::Main(_), Proof::ByEye, _) => MAIN_BY_EYE,
        State::Synced(Role::Sub, _) => SUB_SYNCED,
        State::Unsynced(Role::Sub, Proof::Opens, _) => SUB_UNSYNCED,
        State::Unsynced(Role::Sub, Proof::ByEye, _) => SUB_BY_EYE,
    };
    let attempts = binding.guard().map_or(Attempts::NONE, PinGuard::attempts);
    let mut bytes = [0; 10];
    bytes[0] = kind;
    bytes[1..].copy_from_slice(&encode_attempts(attempts));
    bytes
}

fn decode_binding(bytes: &[u8; 10]) -> Result<State, Damage> {
    let [kind, attempts @ ..] = bytes;
    let attempts = decode_attempts(attempts).ok_or(Damage::Field(tag::BINDING))?;
    let guard = PinGuard::Resting(attempts);
    let main = Role::Main(Devices::ONE);
    match *kind {
        PLAIN if attempts == Attempts::NONE => Ok(State::Plain),
        MAIN_SYNCED => Ok(State::Synced(main, guard)),
        MAIN_UNSYNCED => Ok(State::Unsynced(main, Proof::Opens, guard)),
        MAIN_BY_EYE => Ok(State::Unsynced(main, Proof::ByEye, guard)),
        SUB_SYNCED => Ok(State::Synced(Role::Sub, guard)),
        SUB_UNSYNCED => Ok(State::Unsynced(Role::Sub, Proof::Opens, guard)),
        SUB_BY_EYE => Ok(State::Unsynced(Role::Sub, Proof::ByEye, guard)),
        _ => Err(Damage::Field(tag::BINDING)),
    }
}

/// The length of an encoded count.
pub(crate) const ATTEMPTS_LEN: usize = 9;

/// Wrong PINs counted, end of the wait in milliseconds.
pub(crate) fn encode_attempts(attempts: Attempts) -> [u8; ATTEMPTS_LEN] {
    let until = match attempts {
        Attempts::Waiting { until, .. } => until.millis(),
        Attempts::Free { .. } | Attempts::Frozen => 0,
    };
    let mut bytes = [0; ATTEMPTS_LEN];
    bytes[0] = attempts.wrong();
    bytes[1..].copy_from_slice(&until.to_be_bytes());
    bytes
}

pub(crate) fn decode_attempts(bytes: &[u8; ATTEMPTS_LEN]) -> Option<Attempts> {
    let [wrong, until @ ..] = *bytes;
    match (wrong, u64::from_be_bytes(until)) {
        (0..=Attempts::FREE, 0) => Some(Attempts::Free { wrong }),
        (Attempts::FREEZING, 0) => Some(Attempts::Frozen),
        (6..Attempts::FREEZING, until) => Some(Attempts::Waiting { wrong, until: UnixTime::from_millis(until) }),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn stored(byte: u8, binding: State) -> Stored {
        let wrap = match binding {
            State::Plain | State::Unsynced(_, Proof::ByEye, _) => Wrap::Root([byte; 72].into()),
            State::Synced(..) | State::Unsynced(_, Proof::Opens, _) => Wrap::Pin(PinSlot {
                cost: Cost::STANDARD,
                salt: [byte; 16],
                commitment: [byte; 32],
                wrapped: [byte; 72].into(),
            }),
        };
        let activation = (binding != State::Plain).then(|| Activation {
            code: ActivationCode::parse("152149").expect("digits"),
            support: Some(SupportContact::parse("852-25097524").expect("a number")),
        });
        Stored {
            account: Account {
                id: AccountId([byte; 16]),
                issuer: Some(Issuer::parse("富易").expect("a name")),
                number: AccountNumber::parse("700004").expect("a number"),
                otp: OtpParameters {
                    algorithm: Algorithm::Sha1,
                    digits: Digits::SIX,
                    moving_factor: MovingFactor::Time(Period::new(60).expect("in range")),
                    alphabet: Alphabet::Decimal,
                },
                bound_at: UnixTime::from_secs(1_795_000_000),
                activation,
                binding,
                epoch: 0,
                devices: Vec::new(),
                arrangement: Arrangement::default(),
                used: None,
            },
            fingerprint: Fingerprint([byte; 32]),
            sealed: Sealed { secret: [byte; 60].into(), wrap, kit: None },
            unknown: Unknown::new(),
        }
    }

    #[test]
    fn every_binding_reads_back() {
        let until = UnixTime::from_secs(1_795_000_060);
        let attempts = (0..=5).map(|wrong| Attempts::Free { wrong });
        let attempts =
            attempts.chain((6..=9).map(|wrong| Attempts::Waiting { wrong, until })).chain([Attempts::Frozen]);
        let bindings = attempts.map(PinGuard::Resting).flat_map(|guard| {
            let both = |role| {
                let unsynced = |proof| State::Unsynced(role, proof, guard);
                [State::Synced(role, guard), unsynced(Proof::Opens), unsynced(Proof::ByEye)]
            };
            [both(Role::MAIN), both(Role::Sub)].concat()
        });
        let bindings = bindings.chain([State::Plain]);
        let entries: Vec<Entry> =
            bindings.clone().zip(0..).map(|(binding, n)| Entry::Account(Box::new(stored(n, binding)))).collect();
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("its own bytes");
        let read = body.entries.iter().map(|entry| match entry {
            Entry::Account(stored) => stored.account.binding,
            Entry::SetAside(_) => panic!("every account is whole"),
        });
        assert!(read.eq(bindings));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn a_trial_under_way_is_stored_as_counted() {
        let (before, counted) = (Attempts::Free { wrong: 2 }, Attempts::Free { wrong: 3 });
        let trying = encode_binding(&State::Synced(Role::MAIN, PinGuard::Trying { before, counted }));
        assert_eq!(decode_binding(&trying), Ok(State::Synced(Role::MAIN, PinGuard::Resting(counted))));
    }

    #[test]
    fn an_account_that_cannot_be_read_is_set_aside_and_kept() {
        let good = stored(1, State::Plain);
        let mut bad = stored(2, State::Plain).encode();
        // The algorithm of the OTP field: 4 is none.
        let at = bad.windows(6).position(|head| head == [0, 4, 0, 0, 0, 11]).expect("there is an OTP field");
        bad[at + 6] = 4;
        let entries = vec![Entry::SetAside(bad.into()), Entry::Account(Box::new(good))];
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("the list is whole");
        assert!(matches!(body.entries[..], [Entry::SetAside(_), Entry::Account(_)]));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn the_second_account_under_an_id_is_set_aside() {
        let entries = [stored(1, State::Plain), stored(2, State::Plain), stored(1, State::Plain)];
        let entries = entries.map(|stored| Entry::Account(Box::new(stored))).into();
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("the list is whole");
        assert!(matches!(body.entries[..], [Entry::Account(_), Entry::Account(_), Entry::SetAside(_)]));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn sealed_bytes_of_an_impossible_length_are_refused() {
        let main = State::Synced(Role::MAIN, PinGuard::Resting(Attempts::NONE));
        let refused = |binding, spoil: &dyn Fn(&mut Sealed)| {
            let mut spoiled = stored(1, binding);
            spoil(&mut spoiled.sealed);
            Stored::decode(&spoiled.encode()).err()
        };
        for len in [1, 40, 169] {
            assert_eq!(refused(main, &|sealed| sealed.secret = vec![0; len].into()), Some(Damage::Field(tag::SECRET)));
        }
        for len in [41, 168] {
            assert_eq!(refused(main, &|sealed| sealed.secret = vec![0; len].into()), None);
        }
        for binding in [State::Plain, main] {
            assert_eq!(refused(binding, &|sealed| sealed.secret = [].into()), Some(Damage::Field(tag::BINDING)));
        }
        let short = &|sealed: &mut Sealed| sealed.wrap = Wrap::Root([0; 71].into());
        assert_eq!(refused(State::Plain, short), Some(Damage::Field(tag::ROOT_WRAP)));
    }

    #[test]
    fn a_wrap_that_does_not_fit_the_binding_is_refused() {
        let mut swapped = stored(1, State::Plain);
        let main = State::Synced(Role::MAIN, PinGuard::Resting(Attempts::NONE));
        swapped.sealed.wrap = stored(1, main).sealed.wrap;
        assert_eq!(Stored::decode(&swapped.encode()).err(), Some(Damage::Field(tag::BINDING)));
    }
}
