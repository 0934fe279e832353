//! The program's other windows: the strip and the overlays.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{LIMIT, Window};
use crate::daemon::until;
use crate::dialog;
use crate::x11::TopLevel;

impl Window<'_> {
    /// Gives the other windows of the program on the screen.
    ///
    /// # Errors
    ///
    /// The X server is gone.
    pub fn others(&self) -> Result<Vec<TopLevel>> {
        let ours = |window: &TopLevel| window.id != self.top.id && window.pid == self.top.pid;
        Ok(self.x11.windows()?.into_iter().filter(ours).collect())
    }

    /// Clicks the code in the other window of the program, the strip, and presses keys there.
    ///
    /// # Errors
    ///
    /// There is none, or the X server does not take them.
    pub fn click_other_and_press(&self, keys: &str) -> Result<()> {
        let other = self.others()?.first().copied().context("there is no other window")?;
        let area = self.x11.area(other.id)?.context("the window is gone")?;
        let place = format!("mousemove {} {}", area.left + 80, area.top + 48);
        // A window that must not take the focus when it opens does not take it before its first painting.
        until("the keyboard's way to the other window", LIMIT, || {
            dialog::xdotool_script(self.desk, &[&place, "click 1"])?;
            Ok((self.x11.active()? == Some(other.id)).then_some(()))
        })?;
        self.press_anywhere(keys)
    }

    /// Gives width and height of another window of the program, in pixels.
    ///
    /// # Errors
    ///
    /// The window is gone.
    pub fn size_of_other(&self, other: &TopLevel) -> Result<(usize, usize)> {
        let area = self.x11.area(other.id)?.context("the window is gone")?;
        Ok((area.width, area.height))
    }

    /// Draws over a part of the screen on the overlay that is about to open, from one corner to the other.
    ///
    /// # Errors
    ///
    /// No overlay opened, or it stayed.
    pub fn draw_on_overlay(&self, from: (u32, u32), to: (u32, u32)) -> Result<()> {
        let other = |window: &TopLevel| window.id != self.top.id && window.pid == self.top.pid;
        let overlay = until("the overlay", LIMIT, || Ok(self.x11.windows()?.into_iter().find(other)))?;
        until("the overlay's focus", LIMIT, || Ok((self.x11.active()? == Some(overlay.id)).then_some(())))?;
        let at = |(x, y): (u32, u32)| format!("mousemove {x} {y}");
        let gone = || Ok(self.x11.windows()?.iter().all(|window| window.id != overlay.id).then_some(()));
        let begun = Instant::now();
        loop {
            // A drag does nothing until the overlay has its picture. Then it works once.
            dialog::xdotool_script(self.desk, &[&at(from), "mousedown 1", &at(to), "mouseup 1"])?;
            match until("the overlay's end", Duration::from_secs(1), gone) {
                Err(error) if begun.elapsed() > LIMIT => return Err(error),
                Err(_) => {}
                Ok(()) => return Ok(()),
            }
        }
    }

    /// Does the same as [`Window::run_to_answer`] in the page of the program's other window.
    ///
    /// # Errors
    ///
    /// There is no such page, the script threw, or did not call back.
    pub fn run_in_other_to_answer(&self, script: &str) -> Result<Value> {
        let client = self.driver.client();
        let own = self.driver.ask(client.window())?;
        let all = self.driver.ask(client.windows())?;
        let other = all.into_iter().find(|handle| *handle != own).context("the driver knows no other window")?;
        self.driver.ask(client.switch_to_window(other))?;
        let answer = self.run_to_answer(script);
        self.driver.ask(client.switch_to_window(own))?;
        answer
    }

    /// Takes a picture of another window of the program on the screen, as PNG.
    ///
    /// # Errors
    ///
    /// The window is gone, or `path` cannot be written.
    pub fn shoot_other(&self, other: &TopLevel, path: &Path) -> Result<()> {
        let area = self.x11.area(other.id)?.context("the window is gone")?;
        self.desk.framebuffer()?.save_part(area, path)
    }
}
