use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use image::RgbImage;

/// A colour of the screen: red, green, blue.
type Rgb = [u8; 3];

/// The memory of the screen, which Xvfb keeps in a file: an XWD header (X11/XWDFile.h), then rows of blue, green,
/// red, unused.
#[derive(Debug)]
pub struct Framebuffer {
    file: File,
    begin: u64,
    width: usize,
    height: usize,
    row: usize,
}

/// Every fourth row of the screen at one moment. Such a look costs the measured program almost nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    bytes: Vec<u8>,
    row: usize,
}

/// A part of the screen, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The number of columns to the left of it.
    pub left: usize,
    /// The number of rows above it.
    pub top: usize,
    /// The number of its columns.
    pub width: usize,
    /// The number of its rows.
    pub height: usize,
}

/// A sparse look reads only one of this many rows.
const SPARSE: usize = 4;

impl Framebuffer {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0).context("the screen's memory has no header")?;
        let field = |index: usize| {
            let bytes = header[index * 4..].first_chunk().expect("25 fields fit into the header");
            u32::from_be_bytes(*bytes)
        };
        ensure!(field(11) == 32, "the screen has {} bits a pixel, not 32", field(11));
        Ok(Self {
            begin: u64::from(field(0)) + u64::from(field(19)) * 12,
            width: usize::try_from(field(4))?,
            height: usize::try_from(field(5))?,
            row: usize::try_from(field(12))?,
            file,
        })
    }

    /// Takes a sparse look at the screen.
    ///
    /// # Errors
    ///
    /// The screen's memory cannot be read.
    pub fn look(&self) -> Result<Frame> {
        let mut bytes = vec![0; self.row * self.height.div_ceil(SPARSE)];
        for (bytes, y) in bytes.chunks_exact_mut(self.row).zip((0..self.height).step_by(SPARSE)) {
            self.read_row(y, bytes)?;
        }
        Ok(Frame { bytes, row: self.row })
    }

    /// Writes the whole screen as PNG.
    ///
    /// # Errors
    ///
    /// The screen's memory cannot be read, or `path` cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        self.save_part(Area { left: 0, top: 0, width: self.width, height: self.height }, path)
    }

    /// Writes a part of the screen as PNG.
    ///
    /// # Errors
    ///
    /// It does not lie on the screen, the screen's memory cannot be read, or `path` cannot be written.
    pub fn save_part(&self, area: Area, path: &Path) -> Result<()> {
        let Area { left, top, width, height } = area;
        ensure!(left + width <= self.width && top + height <= self.height, "{area:?} is not all on the screen");
        let mut picture = RgbImage::new(u32::try_from(width)?, u32::try_from(height)?);
        let mut row = vec![0; self.row];
        for (y, pixels) in picture.rows_mut().enumerate() {
            self.read_row(top + y, &mut row)?;
            for (pixel, [blue, green, red, _]) in pixels.zip(row.as_chunks().0.iter().skip(left)) {
                pixel.0 = [*red, *green, *blue];
            }
        }
        picture.save(path).with_context(|| format!("cannot write `{}`", path.display()))
    }

    fn read_row(&self, y: usize, bytes: &mut [u8]) -> Result<()> {
        let place = self.begin + u64::try_from(y * self.row)?;
        self.file.read_exact_at(bytes, place).context("cannot read the screen's memory")
    }
}

impl Frame {
    /// Counts the pixels of the look with exactly this colour.
    pub fn count(&self, colour: Rgb) -> usize {
        let [red, green, blue] = colour;
        self.bytes.as_chunks::<4>().0.iter().filter(|pixel| pixel[..3] == [blue, green, red]).count()
    }

    /// Counts the pixels of the look in `area` that differ from the most frequent colour there.
    pub fn drawn(&self, area: Area) -> usize {
        let rows = self.bytes.chunks_exact(self.row).enumerate();
        let rows = rows.filter(|(row, _)| (area.top..area.top + area.height).contains(&(row * SPARSE)));
        let pixels = rows.flat_map(|(_, row)| row.as_chunks::<4>().0.iter().skip(area.left).take(area.width));
        let mut counts = HashMap::new();
        for [blue, green, red, _] in pixels {
            *counts.entry([red, green, blue]).or_insert(0) += 1;
        }
        counts.values().sum::<usize>() - counts.values().max().unwrap_or(&0)
    }
}
