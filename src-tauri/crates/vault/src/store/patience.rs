//! Waiting for another program that has a file open or holds a lock, and lets go in a moment.

use std::time::Duration;
use std::{io, thread};

/// The waits between the tries, about a second in all. No system tells when another program closes a file or lets go of a lock.
const WAITS: [Duration; 7] = [
    Duration::from_millis(10),
    Duration::from_millis(20),
    Duration::from_millis(40),
    Duration::from_millis(80),
    Duration::from_millis(160),
    Duration::from_millis(320),
    Duration::from_millis(320),
];

/// Calls a function until no virus scanner, indexer or synchronised folder has the file open on Windows, at most eight times.
///
/// # Errors
///
/// The error of the last call.
pub fn patiently<T>(call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    wait_while(is_held, call)
}

/// Whether another program has the file open. On other systems than Windows that hinders nobody.
fn is_held(error: &io::Error) -> bool {
    /// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
    const HELD: [i32; 3] = [5, 32, 33];
    cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD.contains(&code))
}

/// Calls a function until it succeeds or fails for another reason than that something `is_held`, at most eight times within
/// about a second.
///
/// # Errors
///
/// The error of the last call.
pub fn wait_while<T, E>(is_held: impl Fn(&E) -> bool, mut call: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    for wait in WAITS {
        match call() {
            Err(error) if is_held(&error) => thread::sleep(wait),
            result => return result,
        }
    }
    call()
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{WAITS, wait_while};

    #[test]
    fn a_file_that_is_free_after_two_tries_is_renamed() {
        let mut calls = 0;
        let result = wait_while(
            |error: &Error| error.kind() == ErrorKind::PermissionDenied,
            || {
                calls += 1;
                if calls > 2 { Ok("renamed") } else { Err(ErrorKind::PermissionDenied.into()) }
            },
        );
        assert_eq!((result.expect("the third try"), calls), ("renamed", 3));
    }

    #[test]
    fn other_errors_are_told_at_once_and_one_that_stays_in_the_end() {
        for (is_held, expected) in [(false, 1), (true, WAITS.len() + 1)] {
            let mut calls = 0;
            let result = wait_while(
                |_| is_held,
                || {
                    calls += 1;
                    Err::<(), Error>(ErrorKind::NotFound.into())
                },
            );
            assert_eq!((result.expect_err("it stays").kind(), calls), (ErrorKind::NotFound, expected));
        }
    }

    /// The system's own error, from a file that another handle holds without sharing it.
    #[cfg(windows)]
    #[test]
    fn a_file_that_a_scanner_holds_is_renamed_when_it_lets_go() {
        use std::os::windows::fs::OpenOptionsExt as _;
        use std::{fs, sync::mpsc, thread};

        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::write(&from, "vault").expect("written");
        let (sender, held) = mpsc::channel();
        let path = from.clone();
        let scanner = thread::spawn(move || {
            let file = fs::OpenOptions::new().read(true).share_mode(0).open(path).expect("the file is there");
            sender.send(()).expect("the test waits");
            thread::sleep(WAITS[..4].iter().sum());
            drop(file);
        });
        held.recv().expect("the scanner has it");
        assert!(fs::rename(&from, &to).is_err(), "nothing is held");
        super::patiently(|| fs::rename(&from, &to)).expect("the scanner lets go");
        scanner.join().expect("no panic");
    }
}
