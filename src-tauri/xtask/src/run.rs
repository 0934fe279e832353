//! `cargo xtask run` and `build`: everything from a fresh clone to the open window.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};

use anyhow::{Context as _, Result, bail};

use crate::early::Early;
use crate::packages::{BUILD, Need};
use crate::program::{self, BROKER, CAMERA, LINGPAI, Profile, Program, READER};
use crate::progress::Progress;
use crate::stamp::Stamp;
use crate::{install, shell, tree, ui};

/// Gives what the system must have to build the window.
pub(crate) fn build_needs() -> &'static [Need] {
    if cfg!(target_os = "linux") { BUILD } else { &[] }
}

/// Builds the program and opens its window with `arguments`. `Err` if the program ends with an error.
pub(crate) fn run(arguments: &[OsString]) -> Result<ExitCode> {
    let mut progress = Progress::new(STEPS + 2);
    let Window { lingpai, pages } = window(&mut progress)?;
    expect_screen(&lingpai)?;
    progress.step("opening the window");
    let mut command = Command::new(&lingpai);
    if let Some(pages) = pages {
        command.arg("--pages").arg(pages);
    }
    let mut window = start(command.args(arguments))?;
    progress.step("building what reads files and opens cameras for the window (about a minute the first time)");
    let beside = program::build(Profile::Dev, [READER, CAMERA]).map(drop);
    wait(&mut window)?;
    beside?;
    Ok(ExitCode::SUCCESS)
}

/// Does the same as [`run`], without opening the window. If `window` is true, it leaves out what `run` builds after that.
pub(crate) fn build_alone(window: bool) -> Result<()> {
    let mut progress = Progress::new(STEPS);
    if window {
        let Window { lingpai, pages } = self::window(&mut progress)?;
        eprintln!("      the program is `{}`", lingpai.display());
        if let Some(pages) = pages {
            eprintln!("      its pages may be older than the built ones: start it with `--pages {}`", pages.display());
        }
    } else {
        let [lingpai, _, _] = build(&mut progress, [LINGPAI, READER, CAMERA])?;
        eprintln!("      the program is `{}`", lingpai.display());
    }
    Ok(())
}

/// What `run` opens.
struct Window {
    lingpai: PathBuf,
    /// The folder with the pages to show. `None` after a build, which embeds them.
    pages: Option<PathBuf>,
}

/// Builds what opens the window. If only the page has changed since the last time, the program stays as it was, because linking it
/// again would take several seconds.
fn window(progress: &mut Progress) -> Result<Window> {
    let early = prepare(progress, &[LINGPAI])?;
    progress.step(BUILDING);
    let stamp = Stamp::named("program");
    let sources = program::sources()?;
    let last = env::current_exe().context("this program has a path")?.with_file_name(LINGPAI.file());
    if stamp.says(&sources) && last.is_file() {
        eprintln!("      as it was");
        return Ok(Window { lingpai: last, pages: Some(tree::ui().join("dist")) });
    }
    let [lingpai] = program::build_after(early, Profile::Dev, [LINGPAI])?;
    stamp.write(&sources)?;
    Ok(Window { lingpai, pages: None })
}

/// Runs the demo broker's command line in the caller's folder. Gives its exit code.
pub(crate) fn broker(arguments: &[OsString], here: &Path) -> Result<ExitCode> {
    let [broker] = program::build(Profile::Dev, [BROKER])?;
    let status = Command::new(&broker).args(arguments).current_dir(here).status();
    let status = status.with_context(|| format!("cannot start `{}`", broker.display()))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The number of steps of a build.
pub(crate) const STEPS: usize = 5;

const BUILDING: &str = "building the program (about 8 minutes on two cores the first time, seconds after that)";

/// Installs what is missing and builds the page and the programs.
pub(crate) fn build<const N: usize>(progress: &mut Progress, programs: [Program; N]) -> Result<[PathBuf; N]> {
    let early = prepare(progress, &programs)?;
    progress.step(BUILDING);
    program::build_after(early, Profile::Dev, programs)
}

/// Installs what is missing and builds the page. If something was missing, gives the build that has begun meanwhile.
fn prepare(progress: &mut Progress, programs: &[Program]) -> Result<Option<Early>> {
    if cfg!(windows) {
        install::windows_prerequisites()?;
    }
    progress.step("fetching the program's libraries");
    program::fetch()?;
    progress.step("looking for what the build needs");
    let ready = ui::is_ready(&[build_needs()], ui::Packages::Building);
    if !ready {
        // While packages are downloaded, the processor has nothing else to do.
        eprintln!("      the libraries are built meanwhile");
    }
    let early = || (!ready).then(|| program::build_early(Profile::Dev, programs)).transpose();
    // Libraries that need one of the packages fail in this build. The next one begins with them, because they take longest.
    let before = early()?;
    install::ensure(&[build_needs()], &[])?;
    drop(before);
    let early = early()?;
    let node = ui::prepare(&[])?;
    progress.step("the page's packages");
    ui::packages(&node, ui::Packages::Building)?;
    progress.step("building the page");
    ui::build(&node)?;
    Ok(early)
}

/// Checks that there is a screen for the window. `Err` says where the program is.
pub(crate) fn expect_screen(lingpai: &Path) -> Result<()> {
    let shown =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !shown {
        bail!(
            "the program is built, `{}`, but there is no screen to open its window on: neither DISPLAY nor \
             WAYLAND_DISPLAY is set; run this in a graphical session",
            lingpai.display()
        );
    }
    Ok(())
}

/// Runs the program until its window is closed.
pub(crate) fn run_to_end(lingpai: &mut Command) -> Result<()> {
    wait(&mut start(lingpai)?)
}

fn start(lingpai: &mut Command) -> Result<Child> {
    lingpai.spawn().with_context(|| format!("cannot start `{}`", shell::line(lingpai)))
}

fn wait(window: &mut Child) -> Result<()> {
    let status = window.wait().context("cannot wait for the program's end")?;
    if !status.success() {
        bail!("the program ended with an error: {status}");
    }
    Ok(())
}
