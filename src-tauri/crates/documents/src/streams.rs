//! What the streams of a PDF ask for, before its reader and its renderer unpack them. They themselves have no bounds.

use std::io::{Cursor, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::Object;
use hayro::hayro_syntax::object::Stream;
use lingpai_qr::picture::MAX_PIXELS;

use crate::coded;

/// The most bytes that all streams may unpack to.
const MAX_UNPACKED: u64 = 256 << 20;
/// The longest data for filters whose output is not counted beforehand. They make at most about a thousand bytes of one.
const MAX_UNCOUNTED: u64 = 512 << 10;
/// The most filters of a stream. Two are common: one for the content and one that makes text of it.
const MAX_FILTERS: usize = 3;
/// How deep a PostScript function may be nested. Its reader calls itself at each level.
const MAX_FUNCTION: usize = 100;
/// The kind of a function that is written in PostScript (ISO 32000-2 §7.10.5).
const POSTSCRIPT: i32 = 4;

/// Whether all that looks like a stream unpacks to no more than [`MAX_UNPACKED`] bytes. This comes before the file is
/// parsed: the tables of its objects may be packed too.
///
/// The output is counted and not kept. What is read counts as well, so the work is bounded where nothing comes out.
pub(crate) fn unpack_within_bounds(bytes: &[u8]) -> bool {
    let mut left = MAX_UNPACKED;
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"stream") {
        let data = &rest[at + 6..];
        rest = data;
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if is_zlib(data) {
            left = left.saturating_sub(cost(data, left));
            if left == 0 {
                return false;
            }
        }
    }
    true
}

/// Whether all streams of a parsed file keep the bounds of this module, however their filters are spelled.
pub(crate) fn are_within_bounds(pdf: &Pdf) -> bool {
    let mut left = MAX_UNPACKED;
    pdf.objects().into_iter().all(|object| match object {
        Object::Stream(stream) => is_within_bounds(&stream, &mut left),
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::String(_)
        | Object::Name(_)
        | Object::Dict(_)
        | Object::Array(_) => true,
    })
}

fn is_within_bounds(stream: &Stream<'_>, left: &mut u64) -> bool {
    let (filters, data) = (stream.filters(), stream.raw_data());
    if filters.len() > MAX_FILTERS {
        return false;
    }
    let sides = [b"Width", &b"Height"[..]].map(|side| stream.dict().get::<u32>(side).unwrap_or(0));
    if sides.into_iter().map(u64::from).product::<u64>() > MAX_PIXELS {
        return false;
    }
    if !coded::is_within_bounds(&filters, &data) {
        return false;
    }
    let packed = filters.iter().take_while(|filter| matches!(filter, Filter::FlateDecode)).count();
    let uncounted =
        |filter: &Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    let len = unpacked(&data, packed, *left);
    if filters[packed..].iter().any(uncounted) && len > MAX_UNCOUNTED {
        return false;
    }
    // The reader of PDFs unpacks each layer as a whole, also where the next one ends early.
    let before: u64 = (1..packed).map(|times| unpacked(&data, times, *left)).sum();
    *left = left.saturating_sub(len.saturating_add(before));
    if *left == 0 {
        return false;
    }
    let is_function = stream.dict().get::<i32>(b"FunctionType") == Some(POSTSCRIPT);
    !is_function || stream.decoded().is_ok_and(|function| depth(&function) <= MAX_FUNCTION)
}

/// Whether data begins as zlib's does (RFC 1950 §2.2).
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, check, ..] if method & 0x0f == 8 && u16::from_be_bytes([*method, *check]).is_multiple_of(31))
}

/// Unpacks data once, twice and three times, because filters may follow one another. Gives what this takes.
fn cost(data: &[u8], most: u64) -> u64 {
    (1..=3).map(|times| unpacked(data, times, most)).sum()
}

/// Unpacks data so many times, counts what is read and what comes out, and keeps none of it. Ends at `most`, and where
/// the data cannot be unpacked any further.
fn unpacked(data: &[u8], times: usize, most: u64) -> u64 {
    let mut read = Counted { inner: data, count: 0 };
    let mut sum = 0;
    {
        let mut chain: Box<dyn Read + '_> = Box::new(&mut read);
        for _ in 0..times {
            // The reader of PDFs takes data without zlib's head too, in each layer.
            let mut head = Vec::new();
            if chain.by_ref().take(2).read_to_end(&mut head).is_err() {
                break;
            }
            let is_zlib = is_zlib(&head);
            let whole = Cursor::new(head).chain(chain);
            chain = if is_zlib { Box::new(ZlibDecoder::new(whole)) } else { Box::new(DeflateDecoder::new(whole)) };
        }
        let mut piece = [0; 16 << 10];
        while let Ok(len @ 1..) = chain.read(&mut piece) {
            sum += len as u64;
            if sum >= most {
                break;
            }
        }
    }
    sum.max(read.count)
}

/// Counts what is read.
struct Counted<'a> {
    inner: &'a [u8],
    count: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, piece: &mut [u8]) -> std::io::Result<usize> {
        let len = self.inner.read(piece)?;
        self.count += len as u64;
        Ok(len)
    }
}

/// How deep a PostScript function is nested.
fn depth(function: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in function {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::time::{Duration, Instant};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    /// A file whose only stream has these entries and this data; its objects are found without a table.
    fn pdf(entries: &str, data: &[u8]) -> Pdf {
        let head = format!(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] \
             >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n4 0 obj\n<< {entries} /Length \
             {} >>\nstream\n",
            data.len()
        );
        let file = [head.as_bytes(), data, b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"].concat();
        Pdf::new(file).unwrap_or_else(|_| panic!("a PDF"))
    }

    fn is_fine(entries: &str, data: &[u8]) -> bool {
        are_within_bounds(&pdf(entries, data))
    }

    #[test]
    fn bombs_are_seen_however_they_are_spelled() {
        let much = vec![b' '; 257 << 20];
        assert!(is_fine("/Filter /FlateDecode", &zlib(b"q Q")));
        assert!(!is_fine("/Filter /FlateDecode", &zlib(&much)));
        assert!(!is_fine("/Filter /FlateDecode", &deflate(&much)), "without zlib's head");
        assert!(!is_fine("/Filter /Fl#61teDecode", &deflate(&much)), "with an escape in the name");
        let twice = deflate(&deflate(&much));
        assert!(!is_fine("/Filter [/FlateDecode /FlateDecode]", &twice), "without zlib's head, twice");
        let ends_early = deflate(&[&deflate(b"x")[..], &much].concat());
        assert!(!is_fine("/Filter [/FlateDecode /FlateDecode]", &ends_early), "a first layer that is not used up");
        assert!(!is_fine("/F [/Fl /Fl]", &zlib(&zlib(&much))));
        let four = "/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode]";
        assert!(!is_fine(four, &zlib(&zlib(&zlib(&zlib(b"q Q"))))));
        let long = vec![b'0'; (512 << 10) + 1];
        assert!(!is_fine("/Filter [/ASCIIHexDecode /LZWDecode]", &long));
        assert!(!is_fine("/Filter [/FlateDecode /RunLengthDecode]", &zlib(&long)));
        assert!(!is_fine("/Width 100000 /Height 100000 /Filter /JBIG2Decode", b"x"));
        // The picture itself asks for more than its entries say.
        let page =
            |side: u8| [&[0, 0, 0, 0, 0x30, 0, 1, 0, 0, 0, 19, 0, 0, side, 0, 0, 0, side, 0], &[0; 11][..]].concat();
        let entries = "/Width 9 /Height 9 /Filter /JBIG2Decode";
        assert!(is_fine(entries, &page(4)) && !is_fine(entries, &page(0xff)));
    }

    #[test]
    fn functions_are_nested_as_deep_as_a_letter_needs() {
        let nested = |depth: usize| ["{".repeat(depth), "}".repeat(depth)].concat().into_bytes();
        assert!(is_fine("/FunctionType 4", &nested(MAX_FUNCTION)));
        assert!(!is_fine("/FunctionType 4", &nested(MAX_FUNCTION + 1)));
        assert!(!is_fine("/FunctionType 4 /Filter /FlateDecode", &zlib(&nested(10_000))));
    }

    #[test]
    fn the_search_for_bombs_is_not_one_itself() {
        // Each stream could be unpacked to the end of the file, and nothing comes of it: empty stored blocks (RFC 1951
        // §3.2.4).
        let file = [b"stream\n\x78\x01".as_slice(), &[0, 0, 0, 0xff, 0xff].repeat(200)].concat().repeat(20_000);
        let begun = Instant::now();
        assert!(!unpack_within_bounds(&file), "{} MiB", file.len() >> 20);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }
}
