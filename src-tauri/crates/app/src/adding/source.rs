//! Sources of candidates: files, pictures, texts.

use lingpai_domain::burn_stack;
use lingpai_intake::{Candidate, IntakeFault, Payload, PictureFault, Reading, Scan, read_payload, read_text, readings};

/// The most lines of a text that are read: enough for a large collection of accounts.
const MAX_LINES: usize = 2000;
/// The most accounts and codes of one source, and of the list of all that was found.
pub(super) const MAX_ITEMS: usize = 5000;

/// The candidates in one file, screen, frame or text.
pub struct Source {
    /// The name of the file, to tell it apart.
    pub name: Option<String>,
    /// The contents of its QR codes, or why there are none. `Err(None)` if the file could not be read at all.
    pub readings: Result<Vec<Reading>, Option<IntakeFault>>,
}

impl Source {
    /// Takes what was read in a file.
    pub(crate) fn of_file(name: Option<String>, codes: Result<Vec<Payload>, IntakeFault>) -> Self {
        let readings = codes.map_err(Some).and_then(|codes| bounded(codes.iter().map(read_payload)));
        burn_stack();
        Self { name, readings }
    }

    /// Takes the result of a search for QR codes.
    pub fn scanned(name: Option<String>, scan: Result<Scan, PictureFault>) -> Self {
        let readings = scan.map_err(IntakeFault::Picture).and_then(readings).map_err(Some).and_then(bounded);
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
        let readings = bounded(lines.take(MAX_LINES).map(read_text));
        burn_stack();
        match readings {
            Ok(none) if none.is_empty() => Self { name: None, readings: Ok(vec![read_text("")]) },
            readings => Self { name: None, readings },
        }
    }

    /// How many accounts and codes it holds.
    pub(super) fn items(&self) -> usize {
        self.readings.as_ref().map_or(1, |readings| readings.iter().map(items).sum())
    }
}

/// Takes readings until they hold more than a list may.
fn bounded(readings: impl IntoIterator<Item = Reading>) -> Result<Vec<Reading>, Option<IntakeFault>> {
    let (mut all, mut count) = (Vec::new(), 0);
    for reading in readings {
        count += items(&reading);
        if count > MAX_ITEMS {
            return Err(Some(IntakeFault::TooMany { max: MAX_ITEMS }));
        }
        all.push(reading);
    }
    Ok(all)
}

fn items(reading: &Reading) -> usize {
    match reading {
        Ok(Candidate::Migration(migration)) => migration.accounts.len(),
        Ok(Candidate::Registration(_) | Candidate::Plain(_) | Candidate::Transfer(_)) | Err(_) => 1,
    }
}
