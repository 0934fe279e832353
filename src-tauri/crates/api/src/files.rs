use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use lingpai_app::Source;
use lingpai_intake::picture;
use lingpai_ipc::ReadingView;
use zeroize::Zeroizing;

/// The progress of the reading of files.
#[derive(Default)]
pub struct Progress {
    done: AtomicU32,
    total: AtomicU32,
    stop: AtomicBool,
}

impl Progress {
    /// Gives the progress now, for the page.
    pub fn view(&self) -> ReadingView {
        ReadingView { done: self.done.load(Ordering::Relaxed), total: self.total.load(Ordering::Relaxed) }
    }

    /// Stops the reading after the current file.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn begin(&self, total: usize) {
        self.stop.store(false, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    fn end(&self) {
        self.total.store(0, Ordering::Relaxed);
    }
}

/// Reads files one after the other. `changed` is called whenever `progress` has changed.
pub(crate) fn read(paths: &[PathBuf], progress: &Progress, changed: impl Fn()) -> Vec<Source> {
    progress.begin(paths.len());
    let mut sources = Vec::with_capacity(paths.len());
    for path in paths {
        if progress.stop.load(Ordering::Relaxed) {
            break;
        }
        // The name distinguishes a file from the others. A single file needs none.
        let name =
            (paths.len() > 1).then(|| path.file_name().map(|name| name.to_string_lossy().into_owned())).flatten();
        sources.push(match bytes(path, picture::MAX_BYTES as u64) {
            Ok(bytes) => Source::read(name, &bytes),
            Err(_) => Source::unreadable(name),
        });
        progress.done.fetch_add(1, Ordering::Relaxed);
        changed();
    }
    progress.end();
    changed();
    sources
}

/// Reads a file, but at most one byte more than `max`. The extra byte shows the decoder that the file is too large.
///
/// The bytes are wiped on drop, because a picture of a registration contains its secret.
fn bytes(path: &Path, max: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let len = file.metadata()?.len().min(max + 1);
    // The vector gets all its room at once. One that grew would leave unwiped copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(len).unwrap_or(usize::MAX) + 1));
    file.take(max + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn at_most_one_byte_more_than_allowed_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("picture");
        std::fs::write(&path, [7; 100]).expect("written");
        assert_eq!(bytes(&path, 1000).expect("there").len(), 100);
        assert_eq!(bytes(&path, 50).expect("there").len(), 51);
        assert!(bytes(&dir.path().join("none"), 50).is_err());
        assert!(bytes(dir.path(), 50).is_err());
    }

    #[test]
    fn each_file_is_counted_and_the_reading_can_be_stopped() {
        let paths = ["one", "two", "three"].map(|name| PathBuf::from("/nowhere").join(name));
        let (progress, seen) = (Progress::default(), RefCell::new(Vec::new()));
        let sources = read(&paths, &progress, || {
            let ReadingView { done, total } = progress.view();
            seen.borrow_mut().push((done, total));
            if done == 2 {
                progress.stop();
            }
        });
        assert_eq!(seen.into_inner(), [(1, 3), (2, 3), (2, 0)]);
        let names: Vec<_> = sources.iter().map(|source| source.name.as_deref()).collect();
        assert_eq!(names, [Some("one"), Some("two")]);
        assert!(sources.iter().all(|source| matches!(source.readings, Err(None))));
        assert_eq!(read(&paths[..1], &progress, || ())[0].name, None);
    }
}
