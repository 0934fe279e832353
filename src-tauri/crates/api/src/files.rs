use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use lingpai_app::{Source, Stop};
use lingpai_intake::picture;
use lingpai_ipc::ReadingView;
use zeroize::Zeroizing;

/// The progress of the reading of files.
#[derive(Default)]
pub struct Progress {
    done: AtomicU32,
    total: AtomicU32,
    stop: Stop,
}

impl Progress {
    /// Gives the progress now, for the page.
    pub fn view(&self) -> ReadingView {
        ReadingView { done: self.done.load(Ordering::Relaxed), total: self.total.load(Ordering::Relaxed) }
    }

    /// Stops the reading. The file that is being read is given up at once.
    pub fn stop(&self) {
        self.stop.stop();
    }

    fn begin(&self, total: usize) {
        self.stop.begin();
        self.done.store(0, Ordering::Relaxed);
        self.total.store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    fn end(&self) {
        self.total.store(0, Ordering::Relaxed);
    }
}

/// Reads files one after the other with `one`. `changed` is called whenever `progress` has changed.
pub(crate) fn read(
    paths: &[PathBuf],
    progress: &Progress,
    changed: impl Fn(),
    one: impl Fn(Option<String>, &[u8], &Stop) -> Source,
) -> Vec<Source> {
    progress.begin(paths.len());
    let mut sources = Vec::with_capacity(paths.len());
    for path in paths {
        if progress.stop.is_stopped() {
            break;
        }
        // The name distinguishes a file from the others. A single file needs none.
        let name =
            (paths.len() > 1).then(|| path.file_name().map(|name| name.to_string_lossy().into_owned())).flatten();
        sources.push(match bytes(path, picture::MAX_BYTES as u64) {
            Ok(bytes) => one(name, &bytes, &progress.stop),
            Err(_) => Source::unreadable(name),
        });
        progress.done.fetch_add(1, Ordering::Relaxed);
        changed();
    }
    progress.end();
    changed();
    sources
}

/// Reads something in memory with `one`, as [`read`] reads a file.
pub(crate) fn read_one(progress: &Progress, changed: impl Fn(), one: impl Fn(&Stop) -> Source) -> Source {
    progress.begin(1);
    changed();
    let source = one(&progress.stop);
    progress.end();
    changed();
    source
}

/// Reads a file, but at most one byte more than `max`. The extra byte shows the decoder that the file is too large.
///
/// The bytes are wiped on drop, because a picture of a registration contains its secret.
fn bytes(path: &Path, max: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    // To open a pipe or a device could take for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
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
        let dir = tempfile::tempdir().expect("a folder");
        let paths = ["one", "two", "three"].map(|name| dir.path().join(name));
        for path in &paths {
            std::fs::write(path, [7; 3]).expect("written");
        }
        let (progress, seen) = (Progress::default(), RefCell::new(Vec::new()));
        let changed = || {
            let ReadingView { done, total } = progress.view();
            seen.borrow_mut().push((done, total));
        };
        let sources = read(&paths, &progress, changed, |name, bytes, stop| {
            assert_eq!(bytes, [7; 3]);
            if name.as_deref() == Some("two") {
                progress.stop();
                assert!(stop.is_stopped(), "who reads is told");
            }
            Source::unreadable(name)
        });
        assert_eq!(seen.into_inner(), [(1, 3), (2, 3), (2, 0)]);
        let names: Vec<_> = sources.iter().map(|source| source.name.as_deref()).collect();
        assert_eq!(names, [Some("one"), Some("two")]);
        let alone = read(&paths[..1], &progress, || (), |name, _, _| Source::unreadable(name));
        assert_eq!(alone[0].name, None);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_and_a_file_that_is_missing_are_not_waited_for() {
        let dir = tempfile::tempdir().expect("a folder");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it is on every Unix");
        assert!(made.success());
        let paths = [pipe, dir.path().join("missing")];
        let sources = read(&paths, &Progress::default(), || (), |_, _, _| panic!("nothing was read"));
        assert!(sources.iter().all(|source| matches!(source.readings, Err(None))));
    }
}
