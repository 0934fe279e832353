//! The bytes that pass between the program and `lingpai-reader`. Numbers are big-endian.
//!
//! The program writes one request and closes the pipe:
//!
//! | bytes | content |
//! |---|---|
//! | 1 | the form of the bytes: 1 a file, 2 a bitmap |
//! | 4 | the number of the following bytes, [`MAX_REQUEST`] at most |
//! | … | the bytes |
//!
//! The reader writes one answer of at most [`MAX_ANSWER`] bytes and ends. The first byte of the answer is the version, 1. The
//! second byte is the kind:
//!
//! | kind | content |
//! |---|---|
//! | 1: codes | their number in 2 bytes, 1 to [`MAX_CODES`]; then for each code its bytes and 0, or its bytes, 1 and the declared text |
//! | 2: no code | the reason in 1 byte, in the order of [`Reason`] |
//! | 3: no picture | 1 and the file's length in 8 bytes; 2 with width and height in 4 bytes each; 3 unknown; 4 unreadable |
//! | 4: no document | the fault in 1 byte, in the order of [`DocumentFault`] |
//!
//! Bytes and texts begin with their length in 2 bytes. There is one way to write an answer: no code comes twice, a text is
//! declared only if the bytes are not UTF-8, and no byte follows. The program refuses every other answer, because a hostile
//! file may control the reader.

use lingpai_qr::picture::MAX_BYTES;
use lingpai_qr::{Payload, PictureFault, Reason};

use crate::{DocumentFault, FileFault};

/// The most bytes of a request. It is one more than the largest file, so that the reader notices a larger one.
pub const MAX_REQUEST: usize = MAX_BYTES + 1;
/// The most bytes of an answer.
pub const MAX_ANSWER: usize = 1 << 20;
/// The most codes in an answer.
pub const MAX_CODES: usize = 500;
/// The length of the head of a request.
pub const HEAD: usize = 5;

const VERSION: u8 = 1;
const CODES: u8 = 1;
const NO_CODE: u8 = 2;
const NO_PICTURE: u8 = 3;
const NO_DOCUMENT: u8 = 4;

const REASONS: [Reason; 6] =
    [Reason::NoCode, Reason::TooSmall, Reason::Blurred, Reason::CutOff, Reason::TooDark, Reason::Damaged];
const DOCUMENT_FAULTS: [DocumentFault; 4] =
    [DocumentFault::NoPicture, DocumentFault::Unreadable, DocumentFault::Protected, DocumentFault::TooLarge];

/// The form of the bytes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file. Its content shows its kind.
    File,
    /// A Windows bitmap without the header of its file, as the clipboard holds it.
    Bitmap,
}

/// An answer breaks a rule of this module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer about the file breaks a rule")]
pub struct BadAnswer;

/// Writes the head of a request. `None` if there are too many bytes.
pub fn request_head(form: Form, len: usize) -> Option<[u8; HEAD]> {
    let form = match form {
        Form::File => 1,
        Form::Bitmap => 2,
    };
    let [a, b, c, d] = u32::try_from(len).ok().filter(|_| len <= MAX_REQUEST)?.to_be_bytes();
    Some([form, a, b, c, d])
}

/// Reads the head of a request: the form and the number of the bytes. `None` if it breaks a rule.
pub fn read_request_head([form, len @ ..]: [u8; HEAD]) -> Option<(Form, usize)> {
    let form = match form {
        1 => Form::File,
        2 => Form::Bitmap,
        _ => return None,
    };
    let len = usize::try_from(u32::from_be_bytes(len)).ok().filter(|len| *len <= MAX_REQUEST)?;
    Some((form, len))
}

/// Writes an answer. If there are too many codes for one answer, it is the fault that the file contains too much.
pub fn write_answer(answer: &Result<Vec<Payload>, FileFault>) -> Vec<u8> {
    let fault = match answer {
        Ok(codes) => match write_codes(codes) {
            Some(written) => return written,
            None => FileFault::Document(DocumentFault::TooLarge),
        },
        Err(fault) => *fault,
    };
    let mut out = vec![VERSION];
    match fault {
        FileFault::NoCode(reason) => out.extend([NO_CODE, reason_number(reason)]),
        FileFault::Document(fault) => out.extend([NO_DOCUMENT, document_number(fault)]),
        FileFault::Picture(fault) => {
            out.push(NO_PICTURE);
            match fault {
                PictureFault::TooManyBytes { len } => {
                    out.push(1);
                    out.extend(u64::try_from(len).unwrap_or(u64::MAX).to_be_bytes());
                }
                PictureFault::TooManyPixels { width, height } => {
                    out.push(2);
                    out.extend([width, height].into_iter().flat_map(u32::to_be_bytes));
                }
                PictureFault::UnknownFormat => out.push(3),
                PictureFault::Unreadable => out.push(4),
            }
        }
    }
    out
}

fn write_codes(codes: &[Payload]) -> Option<Vec<u8>> {
    if !(1..=MAX_CODES).contains(&codes.len()) {
        return None;
    }
    let mut out = vec![VERSION, CODES];
    out.extend(u16::try_from(codes.len()).ok()?.to_be_bytes());
    for code in codes {
        // EXPOSE: the program reads the account from them; this process ends.
        part(&mut out, code.bytes())?;
        match code.declared() {
            Some(text) => {
                out.push(1);
                part(&mut out, text.as_bytes())?;
            }
            None => out.push(0),
        }
    }
    (out.len() <= MAX_ANSWER).then_some(out)
}

fn part(out: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    out.extend(u16::try_from(bytes.len()).ok()?.to_be_bytes());
    out.extend(bytes);
    Some(())
}

fn reason_number(reason: Reason) -> u8 {
    match reason {
        Reason::NoCode => 0,
        Reason::TooSmall => 1,
        Reason::Blurred => 2,
        Reason::CutOff => 3,
        Reason::TooDark => 4,
        Reason::Damaged => 5,
    }
}

fn document_number(fault: DocumentFault) -> u8 {
    match fault {
        DocumentFault::NoPicture => 0,
        DocumentFault::Unreadable => 1,
        DocumentFault::Protected => 2,
        DocumentFault::TooLarge => 3,
    }
}

/// Reads an answer.
///
/// # Errors
///
/// It breaks a rule of this module.
pub fn read_answer(bytes: &[u8]) -> Result<Result<Vec<Payload>, FileFault>, BadAnswer> {
    if bytes.len() > MAX_ANSWER {
        return Err(BadAnswer);
    }
    let mut rest = Rest(bytes);
    let [VERSION, kind] = rest.array()? else { return Err(BadAnswer) };
    let answer = match kind {
        CODES => Ok(rest.codes()?),
        NO_CODE => Err(FileFault::NoCode(rest.one_of(&REASONS)?)),
        NO_PICTURE => Err(FileFault::Picture(rest.picture()?)),
        NO_DOCUMENT => Err(FileFault::Document(rest.one_of(&DOCUMENT_FAULTS)?)),
        _ => return Err(BadAnswer),
    };
    if rest.0.is_empty() { Ok(answer) } else { Err(BadAnswer) }
}

/// The bytes of an answer that have not been read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], BadAnswer> {
        let (array, rest) = self.0.split_first_chunk().ok_or(BadAnswer)?;
        self.0 = rest;
        Ok(*array)
    }

    fn part(&mut self) -> Result<&'a [u8], BadAnswer> {
        let len = usize::from(u16::from_be_bytes(self.array()?));
        let (part, rest) = self.0.split_at_checked(len).ok_or(BadAnswer)?;
        self.0 = rest;
        Ok(part)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, BadAnswer> {
        let [number] = self.array()?;
        all.get(usize::from(number)).copied().ok_or(BadAnswer)
    }

    fn picture(&mut self) -> Result<PictureFault, BadAnswer> {
        Ok(match self.array()? {
            [1] => {
                let len = usize::try_from(u64::from_be_bytes(self.array()?)).map_err(|_| BadAnswer)?;
                PictureFault::TooManyBytes { len }
            }
            [2] => PictureFault::TooManyPixels {
                width: u32::from_be_bytes(self.array()?),
                height: u32::from_be_bytes(self.array()?),
            },
            [3] => PictureFault::UnknownFormat,
            [4] => PictureFault::Unreadable,
            [_] => return Err(BadAnswer),
        })
    }

    fn codes(&mut self) -> Result<Vec<Payload>, BadAnswer> {
        let count = usize::from(u16::from_be_bytes(self.array()?));
        if !(1..=MAX_CODES).contains(&count) {
            return Err(BadAnswer);
        }
        let mut codes = Vec::<Payload>::with_capacity(count);
        for _ in 0..count {
            let bytes = self.part()?;
            let declared = match self.array()? {
                [0] => None,
                [1] if std::str::from_utf8(bytes).is_err() => {
                    Some(std::str::from_utf8(self.part()?).map_err(|_| BadAnswer)?)
                }
                [_] => return Err(BadAnswer),
            };
            let code = Payload::new(bytes.to_vec(), declared);
            if codes.iter().any(|earlier| earlier.same(&code)) {
                return Err(BadAnswer);
            }
            codes.push(code);
        }
        Ok(codes)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes(texts: &[&[u8]]) -> Vec<u8> {
        write_answer(&Ok(texts.iter().map(|text| Payload::new(text.to_vec(), None)).collect()))
    }

    fn is_bad(bytes: &[u8]) -> bool {
        read_answer(bytes).is_err()
    }

    #[test]
    fn every_answer_is_read_as_it_was_written() {
        let picture = [
            PictureFault::TooManyBytes { len: 7 << 20 },
            PictureFault::TooManyPixels { width: 1, height: u32::MAX },
            PictureFault::UnknownFormat,
            PictureFault::Unreadable,
        ];
        let faults = REASONS.map(FileFault::NoCode).into_iter();
        let faults = faults.chain(DOCUMENT_FAULTS.map(FileFault::Document)).chain(picture.map(FileFault::Picture));
        for fault in faults {
            let read = read_answer(&write_answer(&Err(fault))).expect("it was just written");
            assert_eq!(read.err(), Some(fault));
        }
        let written = write_answer(&Ok(vec![
            Payload::new(b"otpauth://totp/a".to_vec(), Some("left out, since the bytes are UTF-8")),
            Payload::new(b"\xb8\xbb".to_vec(), Some("富")),
            Payload::new(Vec::new(), None),
        ]));
        let read = read_answer(&written).expect("it was just written");
        assert_eq!(write_answer(&read), written);
        let read = read.expect("codes");
        let texts: Vec<_> = read.iter().map(|code| code.text().expect("a text").to_string()).collect();
        assert_eq!(texts, ["otpauth://totp/a", "富", ""]);
    }

    #[test]
    fn what_breaks_a_rule_is_refused() {
        let good = codes(&[b"a", b"b"]);
        assert_eq!(good, [1, 1, 0, 2, 0, 1, b'a', 0, 0, 1, b'b', 0]);
        for len in 0..good.len() {
            assert!(is_bad(&good[..len]), "cut at {len}");
        }
        let changed = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            bytes
        };
        assert!(is_bad(&[&good[..], &[0]].concat()), "bytes behind the end");
        assert!(is_bad(&changed(0, 2)), "another version");
        assert!(is_bad(&changed(1, 5)), "an unknown kind");
        assert!(is_bad(&changed(3, 1)), "fewer codes than are there");
        assert!(is_bad(&changed(3, 3)), "more codes than are there");
        assert!(is_bad(&changed(7, 1)), "a text declared where the bytes are UTF-8");
        assert!(is_bad(&changed(7, 2)), "an unknown mark");
        assert!(is_bad(&changed(10, b'a')), "a code twice");
        assert!(is_bad(&[1, 1, 0, 0]), "no code");
        assert!(is_bad(&[1, 1, 0, 1, 0, 1, 0xff, 1, 0, 1, 0xff]), "a declared text that is not UTF-8");
        assert!(is_bad(&[1, 2, 6]) && is_bad(&[1, 4, 4]) && is_bad(&[1, 3, 0]) && is_bad(&[1, 3, 5]), "unknown faults");
        assert!(is_bad(&vec![1; MAX_ANSWER + 1]), "too long");
    }

    #[test]
    fn counts_are_bounded_on_both_sides() {
        let many = |count: usize| (0..count).map(|n| Payload::new(n.to_string().into_bytes(), None)).collect();
        let written = write_answer(&Ok(many(MAX_CODES)));
        assert!(read_answer(&written).is_ok_and(|codes| codes.is_ok_and(|codes| codes.len() == MAX_CODES)));
        let too_large = Some(FileFault::Document(DocumentFault::TooLarge));
        for codes in [many(MAX_CODES + 1), many(0), vec![Payload::new(vec![0; 1 << 16], None)]] {
            assert_eq!(read_answer(&write_answer(&Ok(codes))).expect("an answer").err(), too_large);
        }
        let mut more = written;
        [more[2], more[3]] = u16::try_from(MAX_CODES + 1).expect("small").to_be_bytes();
        more.extend([0, 1, b'x', 0]);
        assert!(is_bad(&more));
    }

    #[test]
    fn requests_are_bounded_on_both_sides() {
        for form in [Form::File, Form::Bitmap] {
            let head = request_head(form, MAX_REQUEST).expect("the most");
            assert_eq!(read_request_head(head), Some((form, MAX_REQUEST)));
            assert_eq!(request_head(form, MAX_REQUEST + 1), None);
        }
        assert_eq!(read_request_head([1, 0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(read_request_head([0, 0, 0, 0, 1]), None);
        assert_eq!(read_request_head([3, 0, 0, 0, 1]), None);
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_has_one_way_to_be_written(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..60),
            kind in 1..=4_u8,
        ) {
            if let [version, of, ..] = &mut bytes[..] {
                [*version, *of] = [1, kind];
            }
            if let Ok(answer) = read_answer(&bytes) {
                prop_assert_eq!(write_answer(&answer), bytes);
            }
        }
    }
}
