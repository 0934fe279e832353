//! `cargo xtask prove [NAME…]`: runs every harness at full strength and prints its counts as `name value unit` lines on
//! stdout.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use lingpai_prove::{Report, clock, damage, faults, hostile, keystore, kill9, kit, lock, pins};

const NAMES: [&str; 9] = ["clock", "disk", "kill9", "damage", "kit", "pins", "keystore", "lock", "hostile"];
/// How many hostile files are made.
const HOSTILE: usize = 200;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder, saves] = &arguments[..]
        && word == kill9::CHILD
    {
        kill9::child(folder.as_ref(), saves.parse().context("a number of saves")?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(unknown) = arguments.iter().find(|name| !NAMES.contains(&name.as_str())) {
        bail!("`{unknown}` is no proof: {}", NAMES.join(", "));
    }
    let mut all = Report::default();
    for name in NAMES.into_iter().filter(|name| arguments.is_empty() || arguments.iter().any(|a| a == name)) {
        eprintln!("      {name}");
        let begun = Instant::now();
        let report = match name {
            "clock" => prove_clock()?,
            "disk" => faults::prove(faults::Budget::FULL),
            "kill9" => kill9::prove(2_000, 10_000)?,
            "damage" => damage::prove(damage::Budget::FULL),
            "kit" => kit::prove(),
            "pins" => pins::prove(10_000),
            "keystore" => keystore::prove(lingpai_app::KeystoreFault::ALL.len()),
            "lock" => lock::prove(1_000),
            _ => prove_hostile()?,
        };
        eprintln!("      {name}: {} s", begun.elapsed().as_secs());
        all.add(report);
    }
    for failure in all.failures() {
        eprintln!("failure: {failure}");
    }
    let failures = all.counts().iter().find(|(name, _)| *name == "failures").map_or(0, |(_, count)| *count);
    for (name, count) in all.counts().iter().filter(|(name, _)| *name != "failures") {
        let unit = if name.ends_with("_ms") { "ms" } else { "times" };
        println!("prove.{name} {count} {unit}");
    }
    println!("prove.failures {failures} times");
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files of the corpus, where `LINGPAI_CORPUS` names one, and made ones. The reader is named by `LINGPAI_READER`, or lies
/// beside this program.
fn prove_hostile() -> Result<Report> {
    let beside = || Ok::<_, std::io::Error>(std::env::current_exe()?.with_file_name("lingpai-reader"));
    let reader = std::env::var_os("LINGPAI_READER").map_or_else(beside, |path| Ok(path.into()))?;
    let corpus = std::env::var_os("LINGPAI_CORPUS").map(|corpus| PathBuf::from(corpus).join("hostile"));
    let (report, worst) = hostile::prove(&reader, corpus.as_deref(), HOSTILE)?;
    println!("prove.hostile_longest {} ms", worst.time.as_millis());
    if let Some(memory) = worst.memory {
        println!("prove.hostile_resident {} MiB", memory >> 10);
    }
    Ok(report)
}

/// Runs a million walks, and compares a million codes with Python's. The environment may name the Python to use.
fn prove_clock() -> Result<Report> {
    let python = std::env::var_os("LINGPAI_PYTHON").unwrap_or_else(|| "python3".into());
    let mut report = clock::prove_walks(1_000_000);
    report.add(clock::prove_codes(python.as_ref(), 1_000_000)?);
    Ok(report)
}
