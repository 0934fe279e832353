//! The transfer: the text that a Main device shows so that another device binds the account. PAYLOADS.md §8 has its
//! bytes.

use data_encoding::BASE64URL_NOPAD;
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{
    AccountNumber, ActivationCode, Algorithm, Alphabet, Digits, Issuer, MovingFactor, OtpParameters, OtpSecret, Period,
    SupportContact, TextRule, UnixTime,
};

/// The beginning of a transfer's text, without the version.
pub(crate) const PREFIX: &str = "lingpai://bind/";
const START: &str = "lingpai://bind/1?d=";
/// The longest text that is read, in bytes.
const MAX_LEN: usize = 2048;
/// The bytes that XChaCha20-Poly1305 adds: a nonce of 24 bytes and a tag of 16.
const OVERHEAD: usize = 40;

/// A bound account for another device. It contains the secret, sealed under the account's PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The broker.
    pub issuer: Issuer,
    /// The account number at the broker.
    pub account: AccountNumber,
    /// The activation code that the account was registered with.
    pub activation: ActivationCode,
    /// The telephone number for support.
    pub support: Option<SupportContact>,
    /// The hash that codes are made with.
    pub algorithm: Algorithm,
    /// The length of a code.
    pub digits: Digits,
    /// The time for which a code is valid.
    pub period: Period,
    /// The slot of the new device among the account's devices.
    pub slot: DeviceSlot,
    /// How often the PIN has been changed.
    pub epoch: u32,
    /// The first moment at which the transfer must be refused, in whole seconds.
    pub expires: UnixTime,
    /// The secret.
    pub seal: PinSeal,
}

/// A secret sealed under a PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinSeal {
    /// Argon2id's memory, in KiB. The caller checks the cost against its own limits before it opens the seal.
    pub memory_kib: u32,
    /// Argon2id's passes.
    pub passes: u8,
    /// Argon2id's lanes.
    pub lanes: u8,
    /// Argon2id's salt.
    pub salt: [u8; 16],
    /// The value that distinguishes a wrong PIN from damaged bytes.
    pub commitment: [u8; 32],
    /// The secret sealed with XChaCha20-Poly1305: nonce, 1 to 128 bytes, tag.
    pub sealed: Box<[u8]>,
}

/// The rule that a transfer breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransferFault {
    /// The text does not begin with `lingpai://bind/`.
    #[error("it is no transfer")]
    NotATransfer,
    /// The version is not 1.
    #[error("the transfer was made by a newer version of the program")]
    Newer,
    /// The text is too long.
    #[error("the transfer has {len} bytes: {MAX_LEN} at most are allowed")]
    TooLong {
        /// The length of the text in bytes.
        len: usize,
    },
    /// The data is not base64url without padding (RFC 4648 §5), or its unused bits are not zero.
    #[error("the transfer is no base64url without padding")]
    NotBase64,
    /// The data ends too early.
    #[error("the transfer is cut off")]
    CutOff,
    /// A text is empty, too long or has a forbidden character.
    #[error("{field} of the transfer: {rule}")]
    Text {
        /// The field.
        field: &'static str,
        /// The rule that it breaks.
        rule: TextRule,
    },
    /// A text is not UTF-8.
    #[error("{field} of the transfer is no UTF-8")]
    NotText {
        /// The field.
        field: &'static str,
    },
    /// A number is out of range.
    #[error("{field} of the transfer is out of range")]
    OutOfRange {
        /// The field.
        field: &'static str,
    },
}

/// Reads the text of a transfer. [`Transfer::to_text`] writes it back to the same text.
///
/// # Errors
///
/// The first rule that it breaks.
pub fn read_transfer(text: &str) -> Result<Transfer, TransferFault> {
    if !text.starts_with(PREFIX) {
        return Err(TransferFault::NotATransfer);
    }
    let data = text.strip_prefix(START).ok_or(TransferFault::Newer)?;
    if text.len() > MAX_LEN {
        return Err(TransferFault::TooLong { len: text.len() });
    }
    let bytes = BASE64URL_NOPAD.decode(data.as_bytes()).map_err(|_| TransferFault::NotBase64)?;
    let out_of_range = |field| TransferFault::OutOfRange { field };
    let mut rest = Rest(&bytes);
    let [slot] = rest.array()?;
    let slot = DeviceSlot::new(slot).ok_or(out_of_range("the slot"))?;
    let epoch = u32::from_be_bytes(rest.array()?);
    let secs = u64::from_be_bytes(rest.array()?);
    // The time must fit into milliseconds, so that it is written back unchanged.
    let expires =
        if secs <= u64::MAX / 1000 { UnixTime::from_secs(secs) } else { return Err(out_of_range("the expiry")) };
    let algorithm = match rest.array()? {
        [1] => Algorithm::Sha1,
        [2] => Algorithm::Sha256,
        [3] => Algorithm::Sha512,
        [_] => return Err(out_of_range("the algorithm")),
    };
    let [digits] = rest.array()?;
    let digits = Digits::new(digits.into()).map_err(|_| out_of_range("the number of digits"))?;
    let period = Period::new(u16::from_be_bytes(rest.array()?).into()).map_err(|_| out_of_range("the period"))?;
    let issuer = rest.text("the issuer", Issuer::parse)?;
    let account = rest.text("the account number", AccountNumber::parse)?;
    let activation = rest.text("the activation code", ActivationCode::parse)?;
    let support = rest.optional_text("the support number", SupportContact::parse)?;
    let memory_kib = u32::from_be_bytes(rest.array()?);
    let [passes, lanes] = rest.array()?;
    let (salt, commitment) = (rest.array()?, rest.array()?);
    let sealed: Box<[u8]> = rest.0.into();
    if !(OVERHEAD + 1..=OVERHEAD + OtpSecret::MAX_LEN).contains(&sealed.len()) {
        return Err(TransferFault::CutOff);
    }
    let seal = PinSeal { memory_kib, passes, lanes, salt, commitment, sealed };
    Ok(Transfer { issuer, account, activation, support, algorithm, digits, period, slot, epoch, expires, seal })
}

impl Transfer {
    /// Gives how codes are made.
    pub fn otp(&self) -> OtpParameters {
        OtpParameters {
            algorithm: self.algorithm,
            digits: self.digits,
            moving_factor: MovingFactor::Time(self.period),
            alphabet: Alphabet::Decimal,
        }
    }

    /// Gives the part that is not sealed, with the cost of Argon2id. The PIN is bound to it.
    pub fn head(&self) -> Vec<u8> {
        let mut bytes = vec![self.slot.get()];
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(self.expires.secs().to_be_bytes());
        bytes.push(match self.algorithm {
            Algorithm::Sha1 => 1,
            Algorithm::Sha256 => 2,
            Algorithm::Sha512 => 3,
        });
        bytes.push(self.digits.get());
        let period = u16::try_from(self.period.secs()).expect("a period is an hour at most");
        bytes.extend(period.to_be_bytes());
        let support = self.support.as_ref().map_or("", SupportContact::as_str);
        for text in [self.issuer.as_str(), self.account.as_str(), self.activation.as_str(), support] {
            let len = u16::try_from(text.len()).expect("200 characters at most");
            bytes.extend(len.to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes.extend(self.seal.memory_kib.to_be_bytes());
        bytes.extend([self.seal.passes, self.seal.lanes]);
        bytes
    }

    /// Gives the text of the QR code.
    pub fn to_text(&self) -> String {
        let PinSeal { salt, commitment, sealed, .. } = &self.seal;
        let bytes = [&self.head()[..], salt, commitment, sealed].concat();
        format!("{START}{}", BASE64URL_NOPAD.encode(&bytes))
    }
}

/// The bytes that have not been read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], TransferFault> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(TransferFault::CutOff)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn string(&mut self, field: &'static str) -> Result<&'a str, TransferFault> {
        let len = usize::from(u16::from_be_bytes(self.array()?));
        let (taken, rest) = self.0.split_at_checked(len).ok_or(TransferFault::CutOff)?;
        self.0 = rest;
        std::str::from_utf8(taken).map_err(|_| TransferFault::NotText { field })
    }

    fn text<T>(&mut self, field: &'static str, parse: fn(&str) -> Result<T, TextRule>) -> Result<T, TransferFault> {
        parse(self.string(field)?).map_err(|rule| TransferFault::Text { field, rule })
    }

    fn optional_text<T>(
        &mut self,
        field: &'static str,
        parse: fn(&str) -> Result<T, TextRule>,
    ) -> Result<Option<T>, TransferFault> {
        match self.string(field)? {
            "" => Ok(None),
            text => parse(text).map(Some).map_err(|rule| TransferFault::Text { field, rule }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer() -> Transfer {
        Transfer {
            issuer: Issuer::parse("富易").expect("a name"),
            account: AccountNumber::parse("700004").expect("a number"),
            activation: ActivationCode::parse("152149").expect("digits"),
            support: Some(SupportContact::parse("852-25097524").expect("a number")),
            algorithm: Algorithm::Sha1,
            digits: Digits::SIX,
            period: Period::new(60).expect("in range"),
            slot: DeviceSlot::new(3).expect("2 to 5"),
            epoch: 7,
            expires: UnixTime::from_secs(1_795_000_600),
            seal: PinSeal {
                memory_kib: 256 * 1024,
                passes: 3,
                lanes: 4,
                salt: [0x51; 16],
                commitment: [0xC0; 32],
                sealed: [0x5E; 60].into(),
            },
        }
    }

    #[test]
    fn a_transfer_reads_back() {
        let whole = transfer();
        assert_eq!(whole.to_text(), include_str!("../vectors/transfer/whole.txt").trim_end());
        assert_eq!(read_transfer(&whole.to_text()), Ok(whole.clone()));
        let bare = Transfer { support: None, algorithm: Algorithm::Sha512, ..whole };
        assert_eq!(read_transfer(&bare.to_text()), Ok(bare));
    }

    #[test]
    fn every_cut_and_every_bit_is_refused_or_reads_back_as_it_is() {
        let text = transfer().to_text();
        for end in 0..text.len() {
            assert!(read_transfer(&text[..end]).map_or(true, |read| read.to_text() == text[..end]), "cut at {end}");
        }
        let bytes = BASE64URL_NOPAD.decode(&text.as_bytes()[START.len()..]).expect("made so");
        for bit in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let text = format!("{START}{}", BASE64URL_NOPAD.encode(&bytes));
            assert!(read_transfer(&text).map_or(true, |read| read.to_text() == text), "bit {bit}");
        }
    }

    #[test]
    fn each_rule_is_named() {
        let fault = |change: fn(&mut Vec<u8>)| {
            let text = transfer().to_text();
            let mut bytes = BASE64URL_NOPAD.decode(&text.as_bytes()[START.len()..]).expect("made so");
            change(&mut bytes);
            read_transfer(&format!("{START}{}", BASE64URL_NOPAD.encode(&bytes))).err()
        };
        let out_of_range = |field| Some(TransferFault::OutOfRange { field });
        assert_eq!(fault(|bytes| bytes[0] = 1), out_of_range("the slot"));
        assert_eq!(fault(|bytes| bytes[0] = 6), out_of_range("the slot"));
        assert_eq!(fault(|bytes| bytes[5] = 0xFF), out_of_range("the expiry"));
        assert_eq!(fault(|bytes| bytes[13] = 4), out_of_range("the algorithm"));
        assert_eq!(fault(|bytes| bytes[14] = 11), out_of_range("the number of digits"));
        assert_eq!(fault(|bytes| bytes[15..17].fill(0)), out_of_range("the period"));
        assert_eq!(fault(|bytes| bytes[19] = 0xFF), Some(TransferFault::NotText { field: "the issuer" }));
        assert_eq!(
            fault(|bytes| bytes[27] = b'\n').map(|fault| fault.to_string()).as_deref(),
            Some("the account number of the transfer: character U+000A is not allowed")
        );
        assert_eq!(fault(|bytes| bytes.truncate(100)), Some(TransferFault::CutOff));
        assert_eq!(fault(|bytes| bytes.extend([0; 109])), Some(TransferFault::CutOff));
        assert_eq!(read_transfer("otpauth://totp/a").err(), Some(TransferFault::NotATransfer));
        assert_eq!(read_transfer("lingpai://bind/2?d=AAAA").err(), Some(TransferFault::Newer));
        assert_eq!(read_transfer("lingpai://bind/1?d=A").err(), Some(TransferFault::NotBase64));
        let long = format!("{START}{}", "A".repeat(MAX_LEN));
        assert_eq!(read_transfer(&long).err(), Some(TransferFault::TooLong { len: long.len() }));
    }
}
