//! Records of fields, the encoding of everything in a vault file. A field is a tag, a length and bytes. Tags ascend
//! strictly.
//!
//! There is exactly one way to write a record, so a record that was read is written back to the same bytes. Fields
//! that this version does not know are kept and written back in their place. Their tags are above those that it
//! knows.

pub(crate) use crate::damage::Damage;

const HEAD: usize = 6;

/// The fields of a record that this version does not know, ascending.
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

    /// Adds a field. The caller adds fields in ascending order.
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

    /// Adds a field with a list of records, each after its length.
    pub(crate) fn list(&mut self, tag: u16, records: impl Iterator<Item = Vec<u8>>) {
        let mut value = Vec::new();
        for record in records {
            value.extend_from_slice(&len32(&record));
            value.extend_from_slice(&record);
        }
        self.field(tag, &value);
    }

    /// Adds a field with a list of records, unless the list is empty.
    pub(crate) fn optional_list(&mut self, tag: u16, records: impl Iterator<Item = Vec<u8>>) {
        let mut records = records.peekable();
        if records.peek().is_some() {
            self.list(tag, records);
        }
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

/// Reads one record, field by field in ascending order.
pub(crate) struct Reader<'a> {
    fields: std::iter::Peekable<std::vec::IntoIter<(u16, &'a [u8])>>,
    known: u16,
    unknown: Unknown,
}

impl<'a> Reader<'a> {
    /// Checks the form of a record. This version knows the tags 1 to `known`. A known tag that the caller does not
    /// ask for is a fault, not an unknown field: once written, the record would have it twice.
    pub(crate) fn new(bytes: &'a [u8], known: u16) -> Result<Self, Damage> {
        let mut fields: Vec<(u16, &[u8])> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (head, tail) = rest.split_first_chunk::<HEAD>().ok_or(Damage::Short)?;
            let tag = u16::from_be_bytes([head[0], head[1]]);
            let (value, tail) = split_len(tail, [head[2], head[3], head[4], head[5]]).ok_or(Damage::Short)?;
            if fields.last().is_some_and(|(last, _)| tag <= *last) {
                return Err(Damage::Order);
            }
            fields.push((tag, value));
            rest = tail;
        }
        Ok(Self { fields: fields.into_iter().peekable(), known, unknown: Unknown::new() })
    }

    fn keep(&mut self, tag: u16, value: &[u8]) -> Result<(), Damage> {
        if tag <= self.known {
            return Err(Damage::Field(tag));
        }
        self.unknown.push((tag, value.into()));
        Ok(())
    }

    pub(crate) fn optional(&mut self, wanted: u16) -> Result<Option<&'a [u8]>, Damage> {
        while let Some((tag, value)) = self.fields.next_if(|(tag, _)| *tag <= wanted) {
            if tag == wanted {
                return Ok(Some(value));
            }
            self.keep(tag, value)?;
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

    /// Reads the records of a list field, `max` at most.
    pub(crate) fn list(&mut self, wanted: u16, max: usize) -> Result<Vec<&'a [u8]>, Damage> {
        let field = self.field(wanted)?;
        Self::records(field, wanted, max)
    }

    /// Reads the records of a list field that is left out where the list is empty.
    pub(crate) fn optional_list(&mut self, wanted: u16, max: usize) -> Result<Vec<&'a [u8]>, Damage> {
        match self.optional(wanted)? {
            None => Ok(Vec::new()),
            Some([]) => Err(Damage::Field(wanted)),
            Some(field) => Self::records(field, wanted, max),
        }
    }

    fn records(field: &'a [u8], wanted: u16, max: usize) -> Result<Vec<&'a [u8]>, Damage> {
        let mut rest = field;
        let mut records = Vec::new();
        while !rest.is_empty() {
            let split = rest.split_first_chunk().and_then(|(len, tail)| split_len(tail, *len));
            let (record, tail) = split.filter(|_| records.len() < max).ok_or(Damage::Field(wanted))?;
            records.push(record);
            rest = tail;
        }
        Ok(records)
    }

    /// Gives the fields that were not asked for.
    pub(crate) fn finish(mut self) -> Result<Unknown, Damage> {
        while let Some((tag, value)) = self.fields.next() {
            self.keep(tag, value)?;
        }
        Ok(self.unknown)
    }
}

/// Splits off as many bytes as the length says. `None` where there are fewer.
fn split_len(bytes: &[u8], len: [u8; 4]) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(usize::try_from(u32::from_be_bytes(len)).ok()?)
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
        let read = |bytes: &[u8]| Reader::new(bytes, 0)?.finish();
        assert_eq!(read(&[field(2, b"b"), field(1, b"a")].concat()), Err(Damage::Order));
        assert_eq!(read(&[field(1, b"a"), field(1, b"a")].concat()), Err(Damage::Order));
        assert_eq!(read(&field(1, b"abc")[..8]), Err(Damage::Short));
        assert_eq!(read(&[0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0]), Err(Damage::Short));
        assert_eq!(read(&field(0, b"")), Err(Damage::Field(0)), "no record has a tag of 0");
        assert_eq!(Reader::new(&field(3, b""), 0).and_then(|mut reader| reader.u64(2)), Err(Damage::Missing(2)));
        assert_eq!(Reader::new(&field(3, b"12345"), 0).and_then(|mut reader| reader.u64(3)), Err(Damage::Field(3)));
    }

    #[test]
    fn a_known_field_in_the_wrong_place_is_not_taken_for_an_unknown_one() {
        let all: Unknown = [1, 2, 5].map(|tag| (tag, Box::default())).into();
        let bytes = Writer::new(&all).finish();
        let read = |asked: &[u16], known| {
            let mut reader = Reader::new(&bytes, known)?;
            asked.iter().try_for_each(|tag| reader.optional(*tag).map(drop))?;
            reader.finish().map(|unknown| unknown.len())
        };
        assert_eq!(read(&[1, 2], 2), Ok(1));
        assert_eq!(read(&[2], 2), Err(Damage::Field(1)));
        assert_eq!(read(&[1], 2), Err(Damage::Field(2)));
        assert_eq!(read(&[1, 2, 3], 5), Err(Damage::Field(5)));
    }

    #[test]
    fn a_list_has_no_more_records_than_it_may() {
        let mut writer = Writer::new(const { &Unknown::new() });
        writer.list(1, [vec![], vec![7]].into_iter());
        let bytes = writer.finish();
        let list = |max| Reader::new(&bytes, 1).and_then(|mut reader| reader.list(1, max));
        assert_eq!(list(2), Ok(vec![&[][..], &[7]]));
        assert_eq!(list(1), Err(Damage::Field(1)));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_to_the_same_bytes(
            tags in prop::collection::btree_map(1..40_u16, prop::collection::vec(any::<u8>(), 0..20), 0..20),
            asked in prop::collection::btree_set(0..40_u16, 0..10),
        ) {
            let all: Unknown = tags.into_iter().map(|(tag, value)| (tag, value.into())).collect();
            let bytes = Writer::new(&all).finish();
            let mut reader = Reader::new(&bytes, 0)?;
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
            if let Ok(unknown) = Reader::new(&bytes, 0).and_then(Reader::finish) {
                prop_assert_eq!(Writer::new(&unknown).finish(), bytes);
            }
        }
    }
}
