use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use memchr::memmem::Finder;

/// A byte pattern that must not be found, with a name that may be printed.
pub struct Canary {
    name: String,
    finder: Finder<'static>,
}

/// Memory is read in pieces of this many bytes, which overlap by the longest pattern.
const PIECE: usize = 4 << 20;
const OVERLAP: usize = 256;

impl Canary {
    /// The bytes: at least eight, because fewer are found by chance.
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        assert!((8..OVERLAP).contains(&bytes.len()), "a pattern of 8 to {OVERLAP} bytes");
        Self { name: name.to_owned(), finder: Finder::new(bytes).into_owned() }
    }
}

/// Gives the names of the patterns in the readable memory of a process, each once.
///
/// # Errors
///
/// The process is gone, or does not show its memory.
pub fn found_in_process(id: u32, canaries: &[Canary]) -> Result<Vec<String>> {
    let maps = fs::read_to_string(format!("/proc/{id}/maps")).with_context(|| format!("no process {id}"))?;
    let memory = File::open(format!("/proc/{id}/mem")).with_context(|| format!("process {id} hides its memory"))?;
    let pages = File::open(format!("/proc/{id}/pagemap")).with_context(|| format!("process {id} hides its pages"))?;
    let mut found = Vec::new();
    let mut piece = vec![0; PIECE];
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with('r'))) {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let (from, to) = range.with_context(|| format!("`{line}` is no map"))?;
        let range = u64::from_str_radix(from, 16)?..u64::from_str_radix(to, 16)?;
        for run in touched(&pages, range)? {
            let mut at = run.start;
            while at < run.end {
                let len = usize::try_from(run.end - at).unwrap_or(PIECE).min(PIECE);
                // Pages of devices cannot be read. They contain nothing of ours.
                let Ok(read) = memory.read_at(&mut piece[..len], at) else { break };
                if read == 0 {
                    break;
                }
                note(&piece[..read], canaries, &mut found);
                let last = at + (read as u64) >= run.end;
                at += u64::try_from(if read > OVERLAP && !last { read - OVERLAP } else { read })?;
            }
        }
    }
    Ok(found)
}

/// Gives the runs of pages of a mapping that are in memory or swapped out. A web view reserves 64 GiB and more, and
/// reading the pages that were never used would take minutes.
fn touched(pages: &File, range: Range<u64>) -> Result<Vec<Range<u64>>> {
    // pagemap(5): eight bytes a page; the two highest bits say present and swapped.
    const HELD: u64 = 0b11 << 62;
    let size = u64::try_from(rustix::param::page_size())?;
    let mut runs: Vec<Range<u64>> = Vec::new();
    let mut entries = vec![0; PIECE];
    let mut at = range.start;
    while at < range.end {
        let len = usize::try_from((range.end - at) / size * 8).unwrap_or(PIECE).min(PIECE);
        let read = pages.read_at(&mut entries[..len], at / size * 8).context("the pages cannot be looked at")?;
        if read < 8 {
            // The kernel's own page at the highest addresses.
            break;
        }
        for entry in entries[..read].as_chunks().0 {
            if u64::from_ne_bytes(*entry) & HELD != 0 {
                match runs.last_mut() {
                    Some(run) if run.end == at => run.end = at + size,
                    Some(_) | None => runs.push(at..at + size),
                }
            }
            at += size;
        }
    }
    Ok(runs)
}

/// Gives the names of the patterns in the files below a folder, with the names of the files.
///
/// # Errors
///
/// A folder cannot be listed or a file read.
pub fn found_in_files(folder: &Path, canaries: &[Canary]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            found.extend(found_in_files(&entry.path(), canaries)?);
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read `{}`", entry.path().display()))?;
            let mut here = Vec::new();
            note(&bytes, canaries, &mut here);
            found.extend(here.into_iter().map(|name| format!("{name} in `{}`", entry.path().display())));
        }
    }
    Ok(found)
}

fn note(bytes: &[u8], canaries: &[Canary], found: &mut Vec<String>) {
    for canary in canaries {
        if !found.contains(&canary.name) && canary.finder.find(bytes).is_some() {
            found.push(canary.name.clone());
        }
    }
}
