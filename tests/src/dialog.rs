use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::daemon::{run_to_end, until};
use crate::desk::Desk;
use crate::x11::X11;

/// How long a dialog may take to open or to close.
const LIMIT: Duration = Duration::from_secs(15);
const PRESS_AGAIN: Duration = Duration::from_secs(1);

/// Types `path` into the file dialog that is about to open, and confirms it.
pub(crate) fn choose_file(desk: &Desk, path: &Path) -> Result<()> {
    let x11 = X11::connect(desk.display())?;
    let dialog = until("the file dialog", LIMIT, || Ok(x11.windows()?.into_iter().find(|window| window.dialog)))?;
    until("the file dialog's focus", LIMIT, || Ok((x11.active()? == Some(dialog.id)).then_some(())))?;
    let path = path.to_str().context("the test's files have plain names")?;
    // Ctrl+L opens the line for a path in GTK's dialog. Where it has a name already, only the stem is selected.
    xdotool(desk, &["key", "--clearmodifiers", "ctrl+l", "ctrl+a"])?;
    xdotool(desk, &["type", "--clearmodifiers", "--delay", "4", path])?;
    let gone = || Ok(x11.windows()?.iter().all(|window| window.id != dialog.id).then_some(()));
    let begun = Instant::now();
    loop {
        // GTK ignores Return while it looks for names to complete, and does not tell when it is done. So the key is
        // pressed repeatedly, but only while the dialog has the focus: otherwise it would press a button of the page.
        if x11.active()? == Some(dialog.id) {
            xdotool(desk, &["key", "Return"])?;
        }
        match until("the file dialog's end", PRESS_AGAIN, gone) {
            Err(error) if begun.elapsed() > LIMIT => return Err(error),
            Err(_) => {}
            Ok(()) => return Ok(()),
        }
    }
}

/// Answers the dialog that is about to open with one of its two buttons. They share its lower edge, yes on the left.
pub(crate) fn answer(desk: &Desk, yes: bool) -> Result<()> {
    let x11 = X11::connect(desk.display())?;
    let dialog = until("the dialog", LIMIT, || Ok(x11.windows()?.into_iter().find(|window| window.dialog)))?;
    let gone = || Ok(x11.windows()?.iter().all(|window| window.id != dialog.id).then_some(()));
    let begun = Instant::now();
    loop {
        // A click before its first painting is lost.
        if let Some(area) = x11.area(dialog.id)? {
            let left = area.left + area.width / 4 * if yes { 1 } else { 3 };
            let place = format!("mousemove {} {}", left, area.top + area.height - 16);
            xdotool_script(desk, &[&place, "click 1"])?;
        }
        match until("the dialog's end", PRESS_AGAIN, gone) {
            Err(error) if begun.elapsed() > LIMIT => return Err(error),
            Err(_) => {}
            Ok(()) => return Ok(()),
        }
    }
}

/// Uses the mouse several times, one step after the other.
pub(crate) fn xdotool_script(desk: &Desk, steps: &[&str]) -> Result<()> {
    steps.iter().try_for_each(|step| xdotool(desk, &step.split(' ').collect::<Vec<_>>()))
}

fn xdotool(desk: &Desk, arguments: &[&str]) -> Result<()> {
    let status = run_to_end(desk.dress(Command::new("xdotool").args(arguments)))?.status;
    ensure!(status.success(), "`xdotool {}` failed: {status}", arguments.join(" "));
    Ok(())
}
