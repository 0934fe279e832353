//! `lingpai-camera`: lists the cameras or turns one on, and says on its standard output what [`lingpai_frames::pipe`] describes.
//!
//! The system's camera libraries and the drivers' code run in this process only, so that a fault of theirs ends only this process. It
//! ends when its standard input is closed, also where the program has died.

mod capture;
mod convert;
mod fault;
mod format;
mod hidden;
mod list;

use std::alloc::System;
use std::io::{self, Read as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use lingpai_frames::pipe::{LIST, Message, OPEN, write};
use lingpai_frames::{CameraFault, CameraInfo};
use zeroizing_alloc::ZeroAlloc;

/// Wipes freed memory, because a frame may show a registration, and libraries copy frames.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

/// How long a camera may take to turn off. A stalled driver does not let go.
const CLOSING: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    hidden::hide_memory();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let closed = Arc::new(AtomicBool::new(false));
    end_with_input(Arc::clone(&closed));
    let said = match words[..] {
        [LIST] => list(),
        [OPEN] => open(None, &closed),
        [OPEN, key] => open(Some(key), &closed),
        _ => return ExitCode::FAILURE,
    };
    // Nobody reads any more.
    if said.is_err() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn list() -> io::Result<()> {
    write(&mut io::stdout().lock(), &listed(&list::found()))
}

fn open(key: Option<&str>, closed: &AtomicBool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let found = list::found();
    write(&mut out, &listed(&found))?;
    let Ok(cameras) = found else { return Ok(()) };
    match list::chosen(cameras, key) {
        Some((index, camera)) => capture::capture(index, camera, closed, &mut out),
        None => write(&mut out, &Message::Fault(CameraFault::None)),
    }
}

fn listed(found: &Result<Vec<list::Found>, CameraFault>) -> Message {
    let info = |(_, camera): &list::Found| CameraInfo::clone(camera);
    match found {
        Ok(cameras) => Message::Listed(cameras.iter().map(info).collect()),
        Err(fault) => Message::Fault(*fault),
    }
}

/// Ends the process some time after its input is closed. Until then the camera can be turned off as its driver wishes.
fn end_with_input(closed: Arc<AtomicBool>) {
    thread::spawn(move || {
        // An error means the same: nobody is there any more.
        io::stdin().lock().read_to_end(&mut Vec::new()).ok();
        closed.store(true, Ordering::Relaxed);
        thread::sleep(CLOSING);
        std::process::exit(0);
    });
}
