//! Real processes on a real disk: processes that are killed while they save, and two processes that save in turns.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};
use lingpai_vault::{BackupPlan, DeviceKey, Folder, FolderFault, Keep, Locked, Settings, Vault, WayIn};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Report;
use crate::vaults::{at, create};

/// The hidden argument that makes this program a saving process.
pub const CHILD: &str = "save";

/// Kills a saving process `runs` times; then two processes make `saves` saves each, in turns.
///
/// # Errors
///
/// A process could not be started.
pub fn prove(runs: u64, saves: u64) -> Result<Report> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0x9);
    let dir = tempfile::tempdir().context("no folder")?;
    let device = DeviceKey::make().context("no entropy")?;
    drop(create(Folder::open(dir.path()).context("a fresh folder")?, &device));
    let mut last = 0;
    for run in 0..runs {
        report.count("kill9_runs", 1);
        let mut child = start(dir.path(), &device, u64::MAX)?;
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
        let wanted = random.random_range(1..4);
        for _ in 0..wanted {
            let line = lines.next().context("the child ended by itself")?.context("the child's pipe broke")?;
            last = line.parse().with_context(|| format!("`{line}` is no number"))?;
        }
        // The kill comes anywhere in the next save, or between two saves.
        for _ in 0..random.random_range(0..200_000_u32) {
            std::hint::spin_loop();
        }
        child.kill().context("it cannot be killed")?;
        child.wait().context("it cannot be waited for")?;
        // The lines that it wrote before the kill count as well.
        for line in lines {
            last = line.context("the child's pipe broke")?.parse().unwrap_or(last);
        }
        match counter(dir.path(), &device) {
            Ok(found) if found == last || found == last + 1 => last = found,
            Ok(found) => report.fail(format!("run {run}: {last} was acknowledged, {found} was found")),
            Err(fault) => report.fail(format!("run {run}: {fault}")),
        }
    }
    if saves > 0 {
        contend(saves, &mut report)?;
    }
    Ok(report)
}

fn contend(saves: u64, report: &mut Report) -> Result<()> {
    let dir = tempfile::tempdir().context("no folder")?;
    let device = DeviceKey::make().context("no entropy")?;
    drop(create(Folder::open(dir.path()).context("a fresh folder")?, &device));
    let children = [start(dir.path(), &device, saves)?, start(dir.path(), &device, saves)?];
    for mut child in children {
        // The output is read to the end. Otherwise the pipe fills up and the child blocks.
        if let Some(stdout) = child.stdout.take() {
            report.count("contended_saves", BufReader::new(stdout).lines().count() as u64);
        }
        if !child.wait().context("it cannot be waited for")?.success() {
            report.fail("a contending process failed");
        }
    }
    match counter(dir.path(), &device) {
        Ok(found) if found == 2 * saves => {}
        Ok(found) => report.fail(format!("{} saves were acknowledged, {found} were found", 2 * saves)),
        Err(fault) => report.fail(fault),
    }
    Ok(())
}

fn start(folder: &Path, device: &DeviceKey, saves: u64) -> Result<Child> {
    let program = std::env::current_exe().context("this program has no path")?;
    let mut child = Command::new(program)
        .arg(CHILD)
        .arg(folder)
        .arg(saves.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start a saving process")?;
    let mut stdin = child.stdin.take().context("stdin is piped")?;
    // EXPOSE: a key made for this proof, through a pipe that nobody else reads.
    writeln!(stdin, "{}", device.to_text().expose()).context("the child takes no key")?;
    Ok(child)
}

/// Runs a saving process: one save after another, with a line after each. With a limit it releases the folder after
/// each save, so that another process may save.
///
/// # Errors
///
/// A save failed.
pub fn child(folder: &Path, saves: u64) -> Result<()> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("no key on stdin")?;
    let device = DeviceKey::from_text(line.trim()).context("no key on stdin")?;
    let mut stdout = std::io::stdout().lock();
    let mut done = 0;
    let mut kept: Option<Vault> = None;
    while done < saves {
        let mut vault = match kept.take() {
            Some(vault) => vault,
            None => match Folder::open(folder) {
                Ok(folder) => opened(folder, &device).map_err(anyhow::Error::msg)?,
                Err(FolderFault::InUse) => {
                    thread::yield_now();
                    continue;
                }
                Err(fault) => bail!("{fault}"),
            },
        };
        let next = count_of(&vault) + 1;
        let backup = BackupPlan::new(&format!("/{next}"), Keep::STANDARD);
        vault.set_settings(Settings { backup, ..Settings::default() }, at(0))?;
        writeln!(stdout, "{next}").and_then(|()| stdout.flush()).context("nobody listens")?;
        done += 1;
        if saves == u64::MAX {
            kept = Some(vault);
        }
    }
    Ok(())
}

fn opened(folder: Folder, device: &DeviceKey) -> Result<Vault, String> {
    match Locked::read(folder).map_err(|fault| fault.to_string())? {
        Ok(locked) => locked.unlock(WayIn::DeviceKey(device)).map_err(|(_, fault)| fault.to_string()),
        Err(_) => Err("there is no vault".to_owned()),
    }
}

fn counter(path: &Path, device: &DeviceKey) -> Result<u64, String> {
    let folder = Folder::open(path).map_err(|fault| fault.to_string())?;
    opened(folder, device).map(|vault| count_of(&vault))
}

/// Gives the number of saves, which is stored in the settings as the name of a folder.
fn count_of(vault: &Vault) -> u64 {
    let folder = vault.settings().backup.as_ref().map(|plan| plan.folder.as_ref());
    folder.and_then(|folder| folder.strip_prefix('/')).and_then(|number| number.parse().ok()).unwrap_or(0)
}
