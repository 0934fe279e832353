//! A line of the audit trail as it is stored.

use lingpai_domain::{AccountNumber, Issuer, UnixTime, trail};

/// A line of the audit trail.
#[derive(Clone)]
pub(crate) enum Line {
    Read(trail::Entry),
    /// Bytes that this version cannot read. They are kept.
    Other(Box<[u8]>),
}

impl Line {
    pub(crate) fn encode(&self) -> Vec<u8> {
        match self {
            Self::Read(entry) => encode_line(entry),
            Self::Other(bytes) => bytes.to_vec(),
        }
    }

    pub(crate) fn decode(bytes: &[u8]) -> Self {
        decode_line(bytes).map_or_else(|| Self::Other(bytes.into()), Self::Read)
    }
}

/// Encodes when and what, and for an account its issuer (after a length) and its number.
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
