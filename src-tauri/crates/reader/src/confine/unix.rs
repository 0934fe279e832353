use std::{fs, io};

use nix::sys::resource::{Resource, setrlimit};
use nix::unistd::close;

/// The most processor time in seconds. The program's deadline is as long, and this holds where the program has ended.
const SECONDS: u64 = 10;

/// Closes all files but the three standard ones: libraries of the program may have left some open for its children.
pub(super) fn close_what_was_inherited() -> io::Result<()> {
    let open = fs::read_dir("/dev/fd")?;
    let names = open.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    for name in names {
        let Some(number) = name.to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        if number > 2 {
            // The listing's own number is among them and is closed already.
            close(number).ok();
        }
    }
    Ok(())
}

/// Limits memory, time, files and processes.
pub(super) fn limit() -> nix::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let memory = u64::try_from(super::MEMORY).unwrap_or(u64::MAX);
        setrlimit(Resource::RLIMIT_AS, memory, memory)?;
        setrlimit(Resource::RLIMIT_NPROC, 0, 0)?;
    }
    for (resource, most) in [
        (Resource::RLIMIT_CPU, SECONDS),
        (Resource::RLIMIT_CORE, 0),
        (Resource::RLIMIT_FSIZE, 0),
        (Resource::RLIMIT_NOFILE, 0),
    ] {
        setrlimit(resource, most, most)?;
    }
    Ok(())
}
