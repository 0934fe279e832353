//! `cargo xtask prove fuzz`, the second half: the targets of `tests/fuzz` under libFuzzer, guided by coverage.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{shell, tree};

/// What libFuzzer needs from the compiler. These flags are stable; only its sanitizers are not.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";
/// The limits of one input: seconds, MiB, bytes.
const LIMITS: [&str; 3] = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=65536"];
/// New inputs that reach further, kept from one run to the next.
const KEPT: &str = "fuzz";

/// One target of `tests/fuzz`.
struct Target {
    name: &'static str,
    /// Folders of good inputs, in the work tree and in the shared corpus.
    seeds: &'static [&'static str],
    /// Whether the reader is large foreign code, so that only the process around it holds (`prove hostile`).
    contained: bool,
}

const TARGETS: [Target; 10] = [
    Target { name: "key_uri", seeds: &["src-tauri/crates/intake/vectors/key-uri"], contained: false },
    Target { name: "transfer", seeds: &["src-tauri/crates/intake/vectors/transfer"], contained: false },
    Target { name: "migration", seeds: &["src-tauri/crates/intake/vectors/migration"], contained: false },
    Target { name: "vault_file", seeds: &["src-tauri/crates/vault/testkit"], contained: false },
    Target { name: "picture", seeds: &["src-tauri/crates/qr/vectors", "CORPUS/qr"], contained: true },
    Target { name: "qr_symbol", seeds: &[], contained: false },
    Target { name: "pdf", seeds: &["CORPUS/hostile"], contained: true },
    Target { name: "mail", seeds: &["CORPUS/hostile"], contained: true },
    Target { name: "reader_answer", seeds: &[], contained: false },
    Target { name: "preferences", seeds: &[], contained: false },
];

/// What libFuzzer says of a run.
#[derive(Debug, Default, PartialEq, Eq)]
struct Stats {
    executions: u64,
    edges: u64,
    /// Inputs that took too much memory, too much time, or broke the target.
    findings: [u64; 3],
}

/// Runs every target for so many seconds, one after the other. Prints executions, coverage edges and crashes on stdout,
/// one `name value unit` a line.
///
/// # Errors
///
/// A target cannot be built or run, or one that is not contained by its process has broken.
pub(crate) fn run(seconds: u64) -> Result<()> {
    if !cfg!(target_os = "linux") {
        eprintln!("      the fuzz targets run on Linux alone");
        return Ok(());
    }
    let programs = build()?;
    let mut broken = Vec::new();
    for target in &TARGETS {
        let stats = fuzz(target, &programs, seconds)?;
        let [oom, timeout, crash] = stats.findings;
        println!("prove.fuzz_{}_executions {} times", target.name, stats.executions);
        println!("prove.fuzz_{}_edges {} edges", target.name, stats.edges);
        println!("prove.fuzz_{}_crashes {} inputs", target.name, oom + timeout + crash);
        if !target.contained && stats.findings != [0; 3] {
            broken.push(target.name);
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!(
        "{} broke: mend it, and keep the input from `{}` in `tests/fuzz/regressions`",
        broken.join(", "),
        kept().display()
    )
}

fn kept() -> PathBuf {
    tree::cache().join(KEPT)
}

/// Builds all targets and gives their folder.
fn build() -> Result<PathBuf> {
    let versions = shell::answer(Command::new("rustc").arg("--version").arg("--verbose")).unwrap_or_default();
    let host = versions.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = tree::root().join("target/fuzz");
    let mut cargo = shell::cargo();
    cargo.args(["build", "--release", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", host]);
    // With a target named, build scripts are built without the flags.
    cargo.arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS);
    shell::run(&mut cargo)?;
    Ok(folder.join(host).join("release"))
}

fn fuzz(target: &Target, programs: &Path, seconds: u64) -> Result<Stats> {
    eprintln!("      {}", target.name);
    let (inputs, findings) = (kept().join(target.name), kept().join("findings").join(target.name));
    for folder in [&inputs, &findings] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    let mut command = Command::new(programs.join(target.name));
    // A process of its own for each batch: one input that breaks the target does not end the run.
    command.args(["-fork=1", "-ignore_crashes=1", "-ignore_ooms=1", "-ignore_timeouts=1"]).args(LIMITS);
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", findings.display()));
    command.arg(&inputs).args(seeds(target));
    let output = command.output().with_context(|| format!("cannot start `{}`", target.name))?;
    let text = String::from_utf8_lossy(&output.stderr);
    parsed(&text)
        .with_context(|| format!("`{}` tells no counts; it ended with {}:\n{text}", target.name, output.status))
}

/// The folders of a target's good inputs and of what was found once.
fn seeds(target: &Target) -> Vec<PathBuf> {
    let corpus = std::env::var_os("LINGPAI_CORPUS").map(PathBuf::from);
    let folder = |seeds: &&str| match seeds.strip_prefix("CORPUS/") {
        Some(within) => corpus.as_ref().map(|corpus| corpus.join(within)),
        None => Some(tree::root().join(seeds)),
    };
    let regressions = tree::root().join("tests/fuzz/regressions").join(target.name);
    target.seeds.iter().filter_map(folder).chain([regressions]).filter(|folder| folder.is_dir()).collect()
}

/// Reads the last line of counts that libFuzzer writes in its fork mode.
fn parsed(text: &str) -> Option<Stats> {
    let line = text.lines().rev().find(|line| line.starts_with('#') && line.contains("oom/timeout/crash:"))?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let after: BTreeMap<&str, &str> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut findings = after.get("oom/timeout/crash:")?.split('/').map(str::parse);
    Some(Stats {
        executions: words.first()?.trim_matches(['#', ':']).parse().ok()?,
        edges: after.get("cov:")?.parse().ok()?,
        findings: [findings.next()?.ok()?, findings.next()?.ok()?, findings.next()?.ok()?],
    })
}

#[cfg(test)]
mod tests {
    use super::{Stats, TARGETS, parsed};

    #[test]
    fn the_last_counts_are_read() {
        let text = "INFO: Seed: 1\n#12: cov: 7 ft: 8 corp: 2 exec/s: 6 oom/timeout/crash: 0/0/0 time: 2s job: 1 dft_time: 0\n\
                    #4711: cov: 1234 ft: 99 corp: 40 exec/s: 900 oom/timeout/crash: 1/2/3 time: 9s job: 4 dft_time: 0\n\
                    INFO: fuzzed for 10 seconds, wrapping up soon\n";
        assert_eq!(parsed(text), Some(Stats { executions: 4711, edges: 1234, findings: [1, 2, 3] }));
        assert_eq!(parsed("INFO: Seed: 1\n"), None);
    }

    #[test]
    fn every_target_is_run() {
        let manifest = include_str!("../../../tests/fuzz/Cargo.toml");
        let bins: Vec<_> = manifest.lines().filter_map(|line| line.strip_prefix("path = \"targets/")).collect();
        let names: Vec<_> = TARGETS.iter().map(|target| format!("{}.rs\"", target.name)).collect();
        assert_eq!(bins, names);
    }
}
