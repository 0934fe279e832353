use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::figures::{goal, median, tell};

/// How often the process is started for its median.
const STARTS: usize = 31;
/// A file of one byte, which is no picture, and the answer to it (`lingpai_intake::pipe`).
const REQUEST: [u8; 6] = [1, 0, 0, 0, 1, b'x'];
const ANSWER: [u8; 3] = [1, 3, 3];

/// Prints `reader.start`: from the start of the process that reads files to its answer about one byte; the median in ms.
pub(crate) fn measure() -> Result<()> {
    let program = lingpai_tests::lingpai()?.with_file_name("lingpai-reader");
    let mut all = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let mut reader = Command::new(&program);
        let mut reader = reader.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        reader.stdin.take().context("it was made as a pipe")?.write_all(&REQUEST)?;
        let mut answer = Vec::new();
        reader.stdout.take().context("it was made as a pipe")?.read_to_end(&mut answer)?;
        all.push(begun.elapsed().as_secs_f64() * 1e3);
        reader.wait()?;
        ensure!(answer == ANSWER, "`{}` gives another answer", program.display());
    }
    let start = median(&all);
    tell("reader.start", &all, "ms");
    println!("reader.start {start:.1} ms");
    goal("reader.start", start, 30.0, "ms", "a dropped file waits for it");
    Ok(())
}
