//! Sources of candidates: files, pictures, texts.

use lingpai_domain::burn_stack;
use lingpai_intake::{IntakeFault, PictureFault, Reading, Scan, read_file, read_text, readings};

/// The most lines of a text that are read: enough for a large collection of accounts.
const MAX_LINES: usize = 2000;

/// The candidates in one file, screen, frame or text.
pub struct Source {
    /// The name of the file, to tell it apart.
    pub name: Option<String>,
    /// The contents of its QR codes, or why there are none. `Err(None)` if the file could not be read at all.
    pub readings: Result<Vec<Reading>, Option<IntakeFault>>,
}

impl Source {
    /// Reads a file: a picture, or a document with pictures. This can take seconds.
    pub fn read(name: Option<String>, bytes: &[u8]) -> Self {
        let readings = read_file(bytes).map_err(Some);
        burn_stack();
        Self { name, readings }
    }

    /// Takes the result of a search for QR codes.
    pub fn scanned(name: Option<String>, scan: Result<Scan, PictureFault>) -> Self {
        let readings = scan.map_err(IntakeFault::Picture).and_then(readings).map_err(Some);
        burn_stack();
        Self { name, readings }
    }

    /// A file that cannot be read.
    pub fn unreadable(name: Option<String>) -> Self {
        Self { name, readings: Err(None) }
    }

    /// Reads a text. Each line is read like the content of a QR code.
    pub fn text(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let readings: Vec<Reading> = lines.take(MAX_LINES).map(read_text).collect();
        burn_stack();
        Self { name: None, readings: if readings.is_empty() { Ok(vec![read_text("")]) } else { Ok(readings) } }
    }
}
