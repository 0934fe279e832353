//! Files that are made to harm their reader, each read by the real `lingpai-reader`: none takes more memory or time than
//! it may, and every one has an answer.

mod files;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use lingpai_app::{FileReader as _, Stop};
use lingpai_intake::pipe::Form;
use lingpai_platform::ChildReader;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::Report;

/// How long a file may take: ten seconds, and a moment for a busy machine.
const MOST_TIME: Duration = Duration::from_millis(10_500);
/// The most memory that may be resident, in KiB.
const MOST_MEMORY: u64 = 512 << 10;

/// The worst of all files.
#[derive(Debug, Default)]
pub struct Worst {
    /// The longest time.
    pub time: Duration,
    /// The most memory that a child had resident, in KiB. `None` where the system does not tell.
    pub memory: Option<u64>,
}

/// Has `reader` read every file of a folder, where one is named, and as many that are made here.
///
/// # Errors
///
/// The folder cannot be read, or `reader` does not read a good picture.
pub fn prove(reader: &Path, corpus: Option<&Path>, made: usize) -> Result<(Report, Worst)> {
    let child = ChildReader::at(reader.to_owned());
    let good = child.read(Form::File, files::GOOD, &Stop::default());
    ensure!(good.is_ok_and(|codes| codes.len() == 1), "`{}` does not read a good picture", reader.display());
    let (mut report, mut worst) = (Report::default(), Worst::default());
    let mut one = |name: &str, file: &[u8]| {
        let begun = Instant::now();
        let answer = child.read(Form::File, file, &Stop::default());
        let (took, memory) = (begun.elapsed(), resident());
        report.count("hostile_files", 1);
        worst.time = worst.time.max(took);
        worst.memory = memory;
        if took > MOST_TIME {
            report.fail(format!("hostile: `{name}` took {took:?}"));
        }
        if memory.is_some_and(|memory| memory > MOST_MEMORY) {
            report.fail(format!("hostile: after `{name}` a child had {} MiB", memory.unwrap_or_default() >> 10));
        }
        // Nothing that is made to do harm holds an account.
        if answer.is_ok() {
            report.fail(format!("hostile: `{name}` was read"));
        }
    };
    if let Some(folder) = corpus {
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
            let path = entry?.path();
            one(&path.display().to_string(), &fs::read(&path)?);
        }
    }
    for number in 0..made {
        let (kind, make) = files::KINDS[number % files::KINDS.len()];
        let seed = u64::try_from(number).expect("a number of files");
        one(&format!("{kind}, number {number}"), &make(&mut StdRng::seed_from_u64(seed)));
    }
    Ok((report, worst))
}

/// The most memory that a child of this process had resident, in KiB.
#[cfg(target_os = "linux")]
fn resident() -> Option<u64> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    u64::try_from(usage.max_rss()).ok()
}

#[cfg(not(target_os = "linux"))]
fn resident() -> Option<u64> {
    None
}
