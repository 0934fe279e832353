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

    /// Gives when it happened, by its first eight bytes. A line that this version cannot read has them too.
    pub(crate) fn at(&self) -> u64 {
        match self {
            Self::Read(entry) => entry.at.millis(),
            Self::Other(bytes) => bytes.first_chunk().map_or(0, |at| u64::from_be_bytes(*at)),
        }
    }

    pub(crate) fn decode(bytes: &[u8]) -> Self {
        decode_line(bytes).map_or_else(|| Self::Other(bytes.into()), Self::Read)
    }
}

/// Encodes when and what; for an account its issuer (after a length) and its number; for a restore the time of the state.
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
    if let Some(state) = line.state {
        bytes.extend(state.millis().to_be_bytes());
    }
    bytes
}

fn decode_line(record: &[u8]) -> Option<trail::Entry> {
    let (at, rest) = record.split_first_chunk()?;
    let (&code, rest) = rest.split_first()?;
    let (at, what) = (UnixTime::from_millis(u64::from_be_bytes(*at)), trail::What::from_code(code)?);
    if what == trail::What::VaultRestored {
        let state = UnixTime::from_millis(u64::from_be_bytes(rest.try_into().ok()?));
        return Some(trail::Entry { at, what, account: None, state: Some(state) });
    }
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
    Some(trail::Entry { at, what, account, state: None })
}
