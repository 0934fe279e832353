//! What pictures hold: QR codes of texts that a broker, another authenticator or another device would show.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use data_encoding::{BASE32_NOPAD, BASE64};
use image::{GrayImage, Luma};
use jiff::Timestamp;
use lingpai_api::contract::CodeKind;
use lingpai_app::Clock as _;
use lingpai_domain::UnixTime;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use serde::Deserialize;

use super::first_device::FirstDevice;
use crate::session::Session;

/// The content of a picture.
#[derive(Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Payload {
    /// No code.
    Blank,
    /// A QR code of this text.
    Text { text: String },
    /// A broker's registration that is good for so many milliseconds from now on.
    Registration(Registration),
    /// A transfer to a further device. Its first device is bound by the registration, and has the PIN.
    Transfer { registration: Registration, slot: u8, pin: String },
    /// An ordinary account.
    Plain(Plain),
    /// One part of a migration, with accounts of these names.
    Migration { size: i32, part: i32, names: Vec<String> },
}

/// A broker's registration.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registration {
    pub(crate) issuer: String,
    pub(crate) number: String,
    pub(crate) activation: String,
    pub(crate) support: Option<String>,
    pub(crate) valid_ms: i64,
}

/// An ordinary account.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plain {
    pub(crate) issuer: Option<String>,
    pub(crate) number: String,
    #[serde(default)]
    pub(crate) codes: Option<CodeKind>,
}

impl Registration {
    /// The text of its QR code.
    pub(crate) fn uri(&self, now: UnixTime) -> Result<String> {
        let Self { issuer, number, activation, support, valid_ms } = self;
        let expires = Timestamp::from_millisecond(i64::try_from(now.shifted(*valid_ms).millis())?)?;
        let support = support.as_ref().map(|support| format!("&support={}", escaped(support))).unwrap_or_default();
        Ok(format!(
            "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&period=60&activation={activation}&expires={expires}&pin=required{support}",
            escaped(issuer),
            escaped(number),
            secret(&format!("{issuer} {number} {activation}")),
        ))
    }
}

impl Plain {
    /// The text of its QR code.
    pub(crate) fn uri(&self) -> String {
        let Self { issuer, number, codes } = self;
        let secret = secret(&format!("{issuer:?} {number}"));
        let label = issuer.as_ref().map(|issuer| format!("{}:", escaped(issuer))).unwrap_or_default();
        let issuer = issuer.as_ref().map(|issuer| format!("&issuer={}", escaped(issuer))).unwrap_or_default();
        let (kind, more) = match codes {
            None => ("totp", String::new()),
            Some(CodeKind::Time { period_s }) => ("totp", format!("&period={period_s}")),
            Some(CodeKind::Counter { counter }) => ("hotp", format!("&counter={counter}")),
            Some(CodeKind::Steam) => ("steam", String::new()),
        };
        format!("otpauth://{kind}/{label}{}?secret={secret}{issuer}{more}", escaped(number))
    }
}

impl Payload {
    /// The text of its QR code. `None`: it has none.
    pub(super) fn text(&self, session: &Session) -> Result<Option<String>> {
        let now = session.machine.clock.now();
        Ok(match self {
            Self::Blank => None,
            Self::Text { text } => Some(text.clone()),
            Self::Registration(registration) => Some(registration.uri(now)?),
            Self::Transfer { registration, slot, pin } => {
                let mut devices = session.first_devices();
                let device = match devices.remove(&registration.number) {
                    Some(device) => device,
                    None => FirstDevice::begin(registration, pin, now)?,
                };
                let device = devices.entry(registration.number.clone()).or_insert(device);
                device.change_pin(pin)?;
                let valid = Duration::from_millis(registration.valid_ms.unsigned_abs());
                Some(device.hand_out(*slot, now, valid)?)
            }
            Self::Plain(plain) => Some(plain.uri()),
            Self::Migration { size, part, names } => Some(migration(*size, *part, names)),
        })
    }

    /// The picture.
    pub(crate) fn picture(&self, session: &Session) -> Result<GrayImage> {
        let Some(text) = self.text(session)? else {
            return Ok(GrayImage::from_pixel(200, 200, Luma([255])));
        };
        Ok(QrCode::new(&text)
            .context("the text is too long for a QR code")?
            .render::<Luma<u8>>()
            .module_dimensions(4, 4)
            .build())
    }
}

/// Writes pictures into files of the session, in this order.
pub(crate) fn files(session: &Session, payloads: &[Payload]) -> Result<Vec<PathBuf>> {
    let file = |(payload, number): (&Payload, u32)| {
        let path = session.path(format!("picture-{number}.png"));
        payload.picture(session)?.save(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(path)
    };
    payloads.iter().zip(1..).map(file).collect()
}

/// A secret of 20 bytes that is the same for the same words.
fn secret(words: &str) -> String {
    let bytes: Vec<u8> = (0..3u8)
        .flat_map(|round| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(round);
            hasher.write(words.as_bytes());
            hasher.finish().to_be_bytes()
        })
        .collect();
    BASE32_NOPAD.encode(&bytes[..20])
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A `MigrationPayload` by hand: PAYLOADS.md §9.
fn migration(size: i32, part: i32, names: &[String]) -> String {
    let mut payload = Vec::new();
    for name in names {
        let mut account = Vec::new();
        field(&mut account, 1, format!("{:0<20}", name).as_bytes());
        field(&mut account, 2, name.as_bytes());
        field(&mut account, 3, b"Google");
        // SHA-1, six digits, by time.
        account.extend([4 << 3, 1, 5 << 3, 1, 6 << 3, 2]);
        field(&mut payload, 1, &account);
    }
    let number = |tag: u8, value: i32| [tag << 3, u8::try_from(value).expect("a small number")];
    payload.extend([[2 << 3, 1], number(3, size), number(4, part - 1), number(5, 7)].concat());
    format!("otpauth-migration://offline?data={}", escaped(&BASE64.encode(&payload)))
}

/// Writes bytes with their length before them.
fn field(into: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    into.extend([tag << 3 | 2, u8::try_from(bytes.len()).expect("a short text")]);
    into.extend(bytes);
}
