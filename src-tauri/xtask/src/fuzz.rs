//! `cargo xtask prove fuzz` and the step `fuzz` of the tests: the targets of `tests/fuzz` under libFuzzer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{program, shell, tree};

/// The targets, as `tests/fuzz` lists them.
pub(crate) const TARGETS: [&str; 13] = [
    "picture",
    "pdf",
    "mail",
    "qr_symbol",
    "vault_file",
    "vault_record",
    "vault_text",
    "key_uri",
    "transfer",
    "migration",
    "reader_protocol",
    "preferences",
    "command",
];

/// The compiler flags that libFuzzer needs. They are stable, unlike the sanitizers.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Cllvm-args=-sanitizer-coverage-trace-compares";
/// The longest time that an input may take, in seconds: the deadline of `lingpai-reader`.
const INPUT_SECONDS: u64 = 10;
/// A target with so many findings has shown that it is broken.
const MOST_FINDINGS: u64 = 10;
/// How long a finding is made shorter, in seconds.
const SHORTENING: u64 = 20;

/// The result of running one target.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) target: &'static str,
    executions: u64,
    edges: u64,
    /// The inputs that broke it, each with what was said about it.
    pub(crate) findings: Vec<(PathBuf, String)>,
}

/// Whether inputs that reach new code are kept for the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inputs {
    /// They are kept in the cache. Reading all of them again takes longer each time.
    Kept,
    /// Each run begins with the seeds alone.
    Fresh,
}

/// Runs targets for so many seconds each, on all processors. Prints the counts on stdout, one `name value unit` a line, and the
/// findings on stderr.
///
/// # Errors
///
/// The targets cannot be built or run.
pub(crate) fn run(targets: &[&'static str], seconds: u64, inputs: Inputs) -> Result<Vec<Run>> {
    let program = build()?;
    let left = Mutex::new(targets.iter());
    let next = || left.lock().ok().and_then(|mut left| left.next().copied());
    let work = || {
        let mut runs = Vec::new();
        while let Some(target) = next() {
            runs.push(fuzz(&program, target, Duration::from_secs(seconds), inputs)?);
        }
        anyhow::Ok(runs)
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(targets.len());
    let mut runs = Vec::new();
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in running {
            runs.extend(worker.join().expect("no worker panics")?);
        }
        anyhow::Ok(())
    })?;
    runs.sort_by_key(|run| TARGETS.iter().position(|target| *target == run.target));
    for Run { target, executions, edges, findings } in &runs {
        println!("prove.fuzz_{target}_executions {executions} times");
        println!("prove.fuzz_{target}_edges {edges} edges");
        println!("prove.fuzz_{target}_crashes {} inputs", findings.len());
        for (input, said) in findings {
            eprintln!(
                "failure: fuzz: `{target}`: {said}: mend it, and keep `{}` in `tests/fuzz/regressions`",
                input.display()
            );
        }
    }
    Ok(runs)
}

/// Builds the program that has all targets.
fn build() -> Result<PathBuf> {
    let host = host()?;
    shell::run(&mut cargo(&host))?;
    Ok(folder().join(host).join("fuzz").join("fuzz"))
}

/// Gives the folder of the program and its libraries. They count what is executed, so no other program uses them.
fn folder() -> PathBuf {
    tree::root().join("target/fuzz")
}

fn host() -> Result<String> {
    if !cfg!(target_os = "linux") {
        bail!("the fuzz targets run on Linux alone");
    }
    program::host().context("rustc names no host")
}

/// Gives the command that builds the program.
fn cargo(host: &str) -> Command {
    let mut cargo = shell::cargo();
    cargo.args(["build", "--package", "lingpai-fuzz", "--bin", "fuzz", "--features", "libfuzzer", "--profile", "fuzz"]);
    // With a target named, build scripts and macros are built without the flags.
    cargo.args(["--target", host, "--target-dir"]).arg(folder());
    cargo.env("RUSTFLAGS", FLAGS).env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// The folders of one target.
struct Folders {
    /// The seeds, the words and the input that is read now. New in each run.
    run: PathBuf,
    inputs: PathBuf,
    findings: PathBuf,
}

impl Folders {
    fn of(target: &str, inputs: Inputs) -> Result<Self> {
        let cache = tree::cache().join("fuzz");
        let run = cache.join("runs").join(target);
        if run.exists() {
            fs::remove_dir_all(&run).with_context(|| format!("cannot remove `{}`", run.display()))?;
        }
        let inputs = match inputs {
            Inputs::Kept => cache.join("inputs").join(target),
            Inputs::Fresh => run.join("inputs"),
        };
        let folders = Self { inputs, findings: cache.join("findings").join(target), run };
        for folder in [&folders.run, &folders.inputs, &folders.findings] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        }
        Ok(folders)
    }

    /// Gives the command that runs the target.
    fn command(&self, program: &Path, target: &str) -> Command {
        let mut command = Command::new(program);
        command.env("LINGPAI_FUZZ_TARGET", target).env("LINGPAI_FUZZ_FOLDER", &self.run);
        command.arg(format!("-timeout={INPUT_SECONDS}"));
        command
    }
}

fn fuzz(program: &Path, target: &'static str, time: Duration, inputs: Inputs) -> Result<Run> {
    eprintln!("      {target}");
    let folders = Folders::of(target, inputs)?;
    let begun = Instant::now();
    let mut run = Run { target, ..Run::default() };
    while let Some(left) = time.checked_sub(begun.elapsed()).filter(|left| *left >= Duration::from_secs(1)) {
        let mut command = folders.command(program, target);
        command.arg(format!("-max_total_time={}", left.as_secs())).arg("-print_final_stats=1");
        command.arg(format!("-dict={}", folders.run.join("words").display()));
        command.arg(format!("-artifact_prefix={}/", folders.findings.display()));
        // New inputs are written into the first folder.
        command.arg(&folders.inputs).arg(folders.run.join("seeds"));
        let output = command.output().with_context(|| format!("cannot start `{}`", shell::line(&command)))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let counts = Counts::of(&said);
        run.executions += counts.executions;
        run.edges = run.edges.max(counts.edges);
        if output.status.success() {
            break;
        }
        let number = run.findings.len();
        let Some(input) = counts.finding.map_or_else(|| last_input(&folders, number), |path| Ok(Some(path)))? else {
            bail!("`{}` ended with {}:\n{said}", shell::line(&command), output.status);
        };
        let why = counts.why.unwrap_or_else(|| output.status.to_string());
        run.findings.push((shortened(&folders, program, target, input)?, why));
        if run.findings.len() as u64 >= MOST_FINDINGS {
            break;
        }
    }
    Ok(run)
}

/// Keeps the input that was read when the process ended without a word. `None` if none was read.
fn last_input(folders: &Folders, number: usize) -> Result<Option<PathBuf>> {
    let now = folders.run.join("now");
    let Ok(noted) = fs::read(&now) else { return Ok(None) };
    let Some((len, bytes)) = noted.split_first_chunk() else { return Ok(None) };
    let len = usize::try_from(u64::from_le_bytes(*len)).unwrap_or(usize::MAX);
    let Some(input) = bytes.get(..len) else { return Ok(None) };
    let path = folders.findings.join(format!("ended-{number}"));
    fs::write(&path, input).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(Some(path))
}

/// Has libFuzzer make a finding shorter. Gives the finding itself where it cannot.
fn shortened(folders: &Folders, program: &Path, target: &str, input: PathBuf) -> Result<PathBuf> {
    let name = input.file_name().context("a finding has a name")?.to_string_lossy().into_owned();
    let short = folders.findings.join(format!("short-{name}"));
    let mut command = folders.command(program, target);
    command.args(["-minimize_crash=1", &format!("-max_total_time={SHORTENING}")]);
    command.arg(format!("-exact_artifact_path={}", short.display())).arg(&input);
    // Its exit status says nothing: each try ends with a crash.
    command.output().with_context(|| format!("cannot start `{}`", shell::line(&command)))?;
    Ok(if short.is_file() { short } else { input })
}

/// What libFuzzer says of a run.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    executions: u64,
    edges: u64,
    /// The input that it has written.
    finding: Option<PathBuf>,
    /// What is wrong with it.
    why: Option<String>,
}

impl Counts {
    fn of(said: &str) -> Self {
        let mut counts = Self::default();
        for line in said.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                // A line of progress, such as `#4096 NEW cov: 120 ft: 130 …`.
                [first, _, "cov:", edges, ..] if first.starts_with('#') => {
                    counts.executions = first[1..].parse().unwrap_or(counts.executions);
                    counts.edges = edges.parse().unwrap_or(counts.edges);
                }
                ["stat::number_of_executed_units:", number] => {
                    counts.executions = number.parse().unwrap_or(counts.executions);
                }
                // `lingpai-fuzz` and the standard library say more than the summary, and come before it.
                ["finding:", ..] | ["memory", "allocation", "of", ..] | ["SUMMARY:", ..] => {
                    counts.why.get_or_insert_with(|| line.trim_start_matches("finding: ").to_owned());
                }
                _ => {}
            }
            if let Some((_, path)) = line.split_once("Test unit written to ") {
                counts.finding = Some(PathBuf::from(path));
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::{fs, io};

    use super::{Counts, TARGETS};
    use crate::tree;

    #[test]
    fn the_last_counts_are_read() {
        let whole = "INFO: Seed: 1\n#12\tINITED cov: 7 ft: 8 corp: 2/9b exec/s: 0 rss: 30Mb\n\
                     #4711\tDONE   cov: 1234 ft: 99 corp: 40/2Kb lim: 4096 exec/s: 900 rss: 40Mb\nDone 4711 runs in 5 second(s)\n\
                     stat::number_of_executed_units: 4711\n";
        assert_eq!(Counts::of(whole), Counts { executions: 4711, edges: 1234, ..Counts::default() });
        let broken = "#2\tINITED cov: 7 ft: 8\nfinding: other codes (tests/fuzz/src/file.rs:1:1)\n\
                      SUMMARY: libFuzzer: deadly signal\nartifact_prefix='/a b/'; Test unit written to /a b/crash-a\n\
                      stat::number_of_executed_units: 17\n";
        let why = Some("other codes (tests/fuzz/src/file.rs:1:1)".to_owned());
        let finding = Some(PathBuf::from("/a b/crash-a"));
        assert_eq!(Counts::of(broken), Counts { executions: 17, edges: 7, finding, why });
        assert_eq!(Counts::of("INFO: Seed: 1\n"), Counts::default());
    }

    #[test]
    fn the_targets_are_those_of_the_program_that_runs_them() {
        let files = fs::read_dir(tree::root().join("tests/fuzz/src")).expect("the targets are there");
        let sources: io::Result<String> = files.map(|file| fs::read_to_string(file?.path())).collect();
        let sources = sources.expect("the sources can be read");
        let name = |line: &'static str| line.trim().strip_prefix("name: \"")?.strip_suffix("\",");
        let mut names: Vec<_> = sources.leak().lines().filter_map(name).collect();
        let mut targets = TARGETS;
        names.sort_unstable();
        targets.sort_unstable();
        assert_eq!(names, targets);
    }
}
