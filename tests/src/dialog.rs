use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::daemon::until;
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
    // In GTK's dialog Ctrl+L opens the line for a path.
    xdotool(desk, &["key", "--clearmodifiers", "ctrl+l"])?;
    xdotool(desk, &["type", "--clearmodifiers", "--delay", "4", path])?;
    let gone = || Ok(x11.windows()?.iter().all(|window| window.id != dialog.id).then_some(()));
    let begun = Instant::now();
    loop {
        // To the dialog alone: after its end the key would press a button of the page. While GTK still looks for names
        // to complete it takes no Return, and says nothing when it is done, so the key is pressed again.
        let pressed = xdotool(desk, &["key", "--window", &dialog.id.to_string(), "Return"]);
        match until("the file dialog's end", PRESS_AGAIN, gone) {
            Ok(()) => return Ok(()),
            Err(error) if begun.elapsed() > LIMIT => return pressed.and(Err(error)),
            Err(_) => {}
        }
    }
}

fn xdotool(desk: &Desk, arguments: &[&str]) -> Result<()> {
    let status = desk.dress(Command::new("xdotool").args(arguments)).status().context("cannot start `xdotool`")?;
    ensure!(status.success(), "`xdotool {}` failed: {status}", arguments.join(" "));
    Ok(())
}
