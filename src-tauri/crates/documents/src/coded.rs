//! What the pictures in the streams of a PDF say of their own size. It may be more than the entries of the stream say, and the
//! renderer takes memory for it.

use std::io::Cursor;

use hayro::hayro_syntax::Filter;
use image::{ImageFormat, ImageReader};
use lingpai_qr::picture::MAX_PIXELS;

/// Whether a picture that is coded as it is says of itself that it keeps the bounds. Those of other streams are `true`.
///
/// A JBIG2 picture in another coding is refused. No program writes one: it is packed already.
pub(crate) fn is_within_bounds(filters: &[Filter], data: &[u8]) -> bool {
    match filters {
        [Filter::Jbig2Decode] => jbig2(data).is_some(),
        [Filter::DctDecode] => {
            let sides = ImageReader::with_format(Cursor::new(data), ImageFormat::Jpeg).into_dimensions();
            // What has no size there is not drawn either.
            sides.map_or(true, |(width, height)| are_few(width, height))
        }
        [before @ .., _] => !before.contains(&Filter::Jbig2Decode) && filters.last() != Some(&Filter::Jbig2Decode),
        [] => true,
    }
}

fn are_few(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) <= MAX_PIXELS
}

/// Reads the heads of all segments (ITU-T T.88 §7.2). `None` where a page or a region has too many pixels, or its length is not
/// known beforehand.
fn jbig2(data: &[u8]) -> Option<()> {
    let mut rest = Rest(data);
    // The decoder reads no further than a head that is cut off.
    while let Some((kind, len)) = rest.head() {
        if len == u32::MAX {
            return None;
        }
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(rest.0.len());
        let (segment, after) = rest.0.split_at(len);
        rest = Rest(after);
        // Text, halftones, generic regions and their refinements begin with their size, and so does a page.
        let has_size = matches!(kind, 4 | 6 | 7 | 20 | 22 | 23 | 36 | 38..=40 | 42 | 43 | 48);
        let mut size = Rest(segment);
        if has_size
            && let (Some(width), Some(height)) = (size.number(), size.number())
            && !are_few(width, height)
        {
            return None;
        }
    }
    Some(())
}

/// What is left of the data.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn number(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*bytes))
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }

    /// Reads the head of a segment: its kind and the length of its data.
    fn head(&mut self) -> Option<(u8, u32)> {
        let number = self.number()?;
        let flags = self.byte()?;
        let long = self.0.first()? >> 5 == 7;
        let count = if long { self.number()? & 0x1fff_ffff } else { u32::from(self.byte()? >> 5) };
        let count = usize::try_from(count).ok()?;
        if long {
            self.skip((count + 1).div_ceil(8))?;
        }
        let each = match number {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        self.skip(count.checked_mul(each)?)?;
        self.skip(if flags & 0x40 == 0 { 1 } else { 4 })?;
        Some((flags & 0x3f, self.number()?))
    }
}
