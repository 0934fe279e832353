//! Records of fields: a tag, a length, bytes; tags ascend strictly. The one encoding of everything in a vault file.
//!
//! There is exactly one way to write a record, so what is read re-encodes to the same bytes. Fields that this version does
//! not know are kept as they are and written back in their place.

/// Why bytes are no record of a vault. The first thing found is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It ends in the middle.
    #[error("it ends too early")]
    Short,
    /// There is more than there may be.
    #[error("there is more than there may be")]
    Trailing,
    /// The tags of a record do not ascend.
    #[error("its fields are out of order")]
    Order,
    /// A field that must be there is not.
    #[error("field {0} is missing")]
    Missing(u16),
    /// A field says what it cannot.
    #[error("field {0} is invalid")]
    Field(u16),
    /// Not the first bytes of a vault file.
    #[error("it does not begin like a vault file")]
    Magic,
    /// A version that never was.
    #[error("it names a version that never was")]
    Version,
    /// The checksum at the end is another.
    #[error("its checksum does not match")]
    Checksum,
    /// The header was changed.
    #[error("its header is not authentic")]
    Header,
    /// The body was changed.
    #[error("its body is not authentic")]
    Body,
    /// A sealed secret or key was changed.
    #[error("a sealed secret is not authentic")]
    Sealed,
}

const HEAD: usize = 6;

/// Fields of a record that this version does not know, ascending.
pub(crate) type Unknown = Vec<(u16, Box<[u8]>)>;

/// Writes one record.
pub(crate) struct Writer<'a> {
    bytes: Vec<u8>,
    unknown: std::iter::Peekable<std::slice::Iter<'a, (u16, Box<[u8]>)>>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(unknown: &'a Unknown) -> Self {
        Self { bytes: Vec::new(), unknown: unknown.iter().peekable() }
    }

    /// Adds a field; the caller writes them in ascending order.
    pub(crate) fn field(&mut self, tag: u16, value: &[u8]) {
        while let Some((unknown, value)) = self.unknown.next_if(|(unknown, _)| *unknown < tag) {
            push(&mut self.bytes, *unknown, value);
        }
        push(&mut self.bytes, tag, value);
    }

    pub(crate) fn optional(&mut self, tag: u16, value: Option<&[u8]>) {
        if let Some(value) = value {
            self.field(tag, value);
        }
    }

    /// Adds a field that holds records one after another, each after its length.
    pub(crate) fn list(&mut self, tag: u16, records: impl Iterator<Item = Vec<u8>>) {
        let mut value = Vec::new();
        for record in records {
            value.extend_from_slice(&len32(&record));
            value.extend_from_slice(&record);
        }
        self.field(tag, &value);
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        for (tag, value) in self.unknown {
            push(&mut self.bytes, *tag, value);
        }
        self.bytes
    }
}

fn push(bytes: &mut Vec<u8>, tag: u16, value: &[u8]) {
    bytes.extend_from_slice(&tag.to_be_bytes());
    bytes.extend_from_slice(&len32(value));
    bytes.extend_from_slice(value);
}

pub(crate) fn len32(value: &[u8]) -> [u8; 4] {
    u32::try_from(value.len()).expect("a vault is far below 4 GiB").to_be_bytes()
}

/// Reads one record, field after field in ascending order.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    last: Option<u16>,
    unknown: Unknown,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, last: None, unknown: Unknown::new() }
    }

    fn peek(&self) -> Result<Option<(u16, &'a [u8])>, Damage> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (head, rest) = self.rest.split_at_checked(HEAD).ok_or(Damage::Short)?;
        let tag = u16::from_be_bytes([head[0], head[1]]);
        let len = u32::from_be_bytes([head[2], head[3], head[4], head[5]]);
        if self.last.is_some_and(|last| tag <= last) {
            return Err(Damage::Order);
        }
        let value = usize::try_from(len).ok().and_then(|len| rest.get(..len)).ok_or(Damage::Short)?;
        Ok(Some((tag, value)))
    }

    fn step(&mut self, tag: u16, value: &[u8]) {
        self.rest = &self.rest[HEAD + value.len()..];
        self.last = Some(tag);
    }

    pub(crate) fn optional(&mut self, wanted: u16) -> Result<Option<&'a [u8]>, Damage> {
        while let Some((tag, value)) = self.peek()? {
            if tag > wanted {
                break;
            }
            self.step(tag, value);
            if tag == wanted {
                return Ok(Some(value));
            }
            self.unknown.push((tag, value.into()));
        }
        Ok(None)
    }

    pub(crate) fn field(&mut self, wanted: u16) -> Result<&'a [u8], Damage> {
        self.optional(wanted)?.ok_or(Damage::Missing(wanted))
    }

    pub(crate) fn array<const N: usize>(&mut self, wanted: u16) -> Result<[u8; N], Damage> {
        self.field(wanted)?.try_into().map_err(|_| Damage::Field(wanted))
    }

    pub(crate) fn u64(&mut self, wanted: u16) -> Result<u64, Damage> {
        self.array(wanted).map(u64::from_be_bytes)
    }

    pub(crate) fn text(&mut self, wanted: u16) -> Result<Option<&'a str>, Damage> {
        let utf8 = |bytes| std::str::from_utf8(bytes).map_err(|_| Damage::Field(wanted));
        self.optional(wanted)?.map(utf8).transpose()
    }

    /// The records of a list field, each after its length.
    pub(crate) fn list(&mut self, wanted: u16) -> Result<Vec<&'a [u8]>, Damage> {
        let mut rest = self.field(wanted)?;
        let mut records = Vec::new();
        while !rest.is_empty() {
            let (len, tail) = rest.split_first_chunk().ok_or(Damage::Field(wanted))?;
            let len = usize::try_from(u32::from_be_bytes(*len)).map_err(|_| Damage::Field(wanted))?;
            let (record, tail) = tail.split_at_checked(len).ok_or(Damage::Field(wanted))?;
            records.push(record);
            rest = tail;
        }
        Ok(records)
    }

    /// The fields that were not asked for.
    pub(crate) fn finish(mut self) -> Result<Unknown, Damage> {
        while let Some((tag, value)) = self.peek()? {
            self.step(tag, value);
            self.unknown.push((tag, value.into()));
        }
        Ok(self.unknown)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn order_and_bounds_are_checked() {
        let field = |tag: u16, value: &[u8]| {
            let mut bytes = Vec::new();
            push(&mut bytes, tag, value);
            bytes
        };
        let read = |bytes: &[u8]| Reader::new(bytes).finish();
        assert_eq!(read(&[field(2, b"b"), field(1, b"a")].concat()), Err(Damage::Order));
        assert_eq!(read(&[field(1, b"a"), field(1, b"a")].concat()), Err(Damage::Order));
        assert_eq!(read(&field(1, b"abc")[..8]), Err(Damage::Short));
        assert_eq!(read(&[0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0]), Err(Damage::Short));
        assert_eq!(Reader::new(&field(3, b"")).field(2), Err(Damage::Missing(2)));
        assert_eq!(Reader::new(&field(3, b"12345")).u64(3), Err(Damage::Field(3)));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_to_the_same_bytes(
            tags in prop::collection::btree_map(0..40_u16, prop::collection::vec(any::<u8>(), 0..20), 0..20),
            asked in prop::collection::btree_set(0..40_u16, 0..10),
        ) {
            let all: Unknown = tags.into_iter().map(|(tag, value)| (tag, value.into())).collect();
            let bytes = Writer::new(&all).finish();
            let mut reader = Reader::new(&bytes);
            let known: Vec<_> = asked.iter().map(|&tag| Ok((tag, reader.optional(tag)?))).collect::<Result<_, Damage>>()?;
            let unknown = reader.finish()?;
            let mut writer = Writer::new(&unknown);
            for (tag, value) in known {
                writer.optional(tag, value);
            }
            prop_assert_eq!(writer.finish(), bytes);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(unknown) = Reader::new(&bytes).finish() {
                prop_assert_eq!(Writer::new(&unknown).finish(), bytes);
            }
        }
    }
}
