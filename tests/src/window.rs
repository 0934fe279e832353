mod other;
mod unseen;

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::daemon::until;
use crate::desk::Desk;
use crate::dialog;
use crate::drag::FileManager;
use crate::driver::{Driver, SEEN, css, is_passing};
use crate::processes::Processes;
use crate::programs::lingpai;
use crate::x11::{TopLevel, X11};

/// How long the page may take to show something. This includes Argon2id at its full cost.
const LIMIT: Duration = Duration::from_secs(30);

/// How long a lock may take to come. An idle lock comes after a minute.
const LOCK_LIMIT: Duration = Duration::from_secs(100);

/// The real window of the built program. WebKitWebDriver drives it, in the same way as tauri-driver.
///
/// Elements are named by their `data-testid`.
pub struct Window<'d> {
    desk: &'d Desk,
    driver: Driver,
    x11: X11,
    top: TopLevel,
}

impl<'d> Window<'d> {
    /// Starts the program on the desk and waits for its window.
    ///
    /// # Errors
    ///
    /// The driver or the program did not come up.
    pub fn open(desk: &'d Desk) -> Result<Self> {
        Self::open_among(desk, &[])
    }

    /// Does the same as [`Window::open`], with more in the environment of the program.
    ///
    /// # Errors
    ///
    /// The driver or the program did not come up.
    pub fn open_among(desk: &'d Desk, environment: &[(&str, &OsStr)]) -> Result<Self> {
        let program = lingpai()?;
        let x11 = X11::connect(desk.display())?;
        let driver = Driver::beside(desk, &program, "lingpai", environment)?;
        // A browser may have a window on the desk, too.
        let pid = driver.pid()?;
        let ours = |window: &TopLevel| window.pid == pid && !window.dialog;
        let top = until("the window", LIMIT, || Ok(x11.windows()?.into_iter().find(ours)))?;
        Ok(Self { desk, driver, x11, top })
    }

    /// Closes the window with its close button, and waits for the end of the program.
    ///
    /// # Errors
    ///
    /// The window or the process is still there.
    pub fn close(self) -> Result<()> {
        self.x11.close(self.top.id, LIMIT)?;
        until("the program's end", LIMIT, || self.driver.ended()).map(drop)
    }

    /// Waits for the page that the program loads in a new process at a lock, after `act` has locked the vault.
    ///
    /// # Errors
    ///
    /// The old page's process stays, or the page for unlocking does not come.
    pub fn locks(&self, act: impl FnOnce() -> Result<()>) -> Result<()> {
        let before = self.page_processes()?;
        act()?;
        until("the end of the old page's process", LOCK_LIMIT, || {
            let now = self.page_processes()?;
            Ok(before.iter().all(|id| !now.contains(id)).then_some(()))
        })?;
        self.driver.renew()?;
        self.page("unlock")
    }

    /// Locks the vault by a click on the element, and waits as [`Self::locks`] does.
    ///
    /// # Errors
    ///
    /// The element did not come, or the same as for [`Self::locks`].
    pub fn locks_by(&self, id: &str) -> Result<()> {
        self.locks(|| {
            self.see(id)?;
            let script = "const found = document.querySelector(arguments[0]); setTimeout(() => found.click())";
            // The page can end before the driver has its answer. What follows shows whether it was clicked.
            self.driver.run(script, vec![css(id).into()]).ok();
            Ok(())
        })
    }

    /// Gives the processes of the program's pages.
    ///
    /// # Errors
    ///
    /// The program is gone.
    pub fn page_processes(&self) -> Result<Vec<u32>> {
        Processes::under(self.pid())?.named("WebKitWebProcess")
    }

    /// Presses keys like `ctrl+alt+l` on the keyboard, whichever window has the focus.
    ///
    /// # Errors
    ///
    /// The X server does not take them.
    pub fn press_anywhere(&self, keys: &str) -> Result<()> {
        dialog::xdotool_script(self.desk, &[&format!("key {keys}")])
    }

    /// Whether the main window gets the keys.
    ///
    /// # Errors
    ///
    /// The X server is gone.
    pub fn is_active(&self) -> Result<bool> {
        Ok(self.x11.active()? == Some(self.top.id))
    }

    /// Gives the process of the program.
    pub fn pid(&self) -> u32 {
        self.top.pid
    }

    /// Waits until the element is there and can be seen.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn see(&self, id: &str) -> Result<()> {
        self.element(id).map(drop)
    }

    /// Does the same as [`Window::see`], for an element that comes only when the period of a code has ended, after up
    /// to a minute.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn see_in_the_next_period(&self, id: &str) -> Result<()> {
        self.element_within(id, Duration::from_secs(60) + LIMIT).map(drop)
    }

    /// Waits until no such element is there.
    ///
    /// # Errors
    ///
    /// It stayed.
    pub fn gone(&self, id: &str) -> Result<()> {
        until(&format!("`{id}` gone"), LIMIT, || Ok((self.count(id)? == 0).then_some(())))
    }

    /// Counts such elements now.
    ///
    /// # Errors
    ///
    /// The page does not answer.
    pub fn count(&self, id: &str) -> Result<usize> {
        // The page counts them: while it is drawn again, the driver fails on elements that are gone.
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = self.driver.run(script, vec![css(id).into()])?;
        count.as_u64().and_then(|count| usize::try_from(count).ok()).context("a page counts its elements")
    }

    /// Waits for the page named `name` in `data-page`.
    ///
    /// # Errors
    ///
    /// Another page stays.
    pub fn page(&self, name: &str) -> Result<()> {
        self.until_attribute("page", "data-page", name)
    }

    /// Waits until the element's attribute is `value`.
    ///
    /// # Errors
    ///
    /// It has another value, which the error names.
    pub fn until_attribute(&self, id: &str, attribute: &str, value: &str) -> Result<()> {
        let mut last = None;
        let outcome = until(&format!("`{id}` with {attribute} `{value}`"), LIMIT, || {
            last = self.attribute_now(id, attribute)?;
            Ok((last.as_deref() == Some(value)).then_some(()))
        });
        outcome.with_context(|| format!("`{id}` has {attribute} `{}`", last.unwrap_or_default()))
    }

    /// Waits for the element and gives its attribute, if set.
    ///
    /// # Errors
    ///
    /// The element did not come.
    pub fn attribute(&self, id: &str, attribute: &str) -> Result<Option<String>> {
        let element = self.element(id)?;
        self.driver.ask(element.attr(attribute))
    }

    /// Waits for the element and gives its text.
    ///
    /// # Errors
    ///
    /// The element did not come.
    pub fn text(&self, id: &str) -> Result<String> {
        self.element(id)?;
        let script = "const found = document.querySelector(arguments[0]); return found && found.innerText";
        let text = self.driver.run(script, vec![css(id).into()])?;
        Ok(text.as_str().unwrap_or_default().trim().to_owned())
    }

    /// Waits until the element's text has `part` in it.
    ///
    /// # Errors
    ///
    /// It has another text, which the error names.
    pub fn until_text(&self, id: &str, part: &str) -> Result<()> {
        let mut last = String::new();
        let outcome = until(&format!("`{id}` saying `{part}`"), LIMIT, || {
            last = self.text(id)?;
            Ok(last.contains(part).then_some(()))
        });
        outcome.with_context(|| format!("`{id}` says `{last}`"))
    }

    /// Clicks the element when it can be clicked.
    ///
    /// # Errors
    ///
    /// It did not come, or something stays in front of it.
    pub fn click(&self, id: &str) -> Result<()> {
        until(&format!("a click on `{id}`"), LIMIT, || {
            let element = self.element(id)?;
            match self.driver.ask(element.click()) {
                Ok(()) => Ok(Some(())),
                Err(error) if is_passing(&error) => {
                    // For the driver an element beyond the edge of its scrolled list is in the window, and covered.
                    let script = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' })";
                    self.driver.run(script, vec![css(id).into()])?;
                    Ok(None)
                }
                Err(error) => Err(error).with_context(|| format!("cannot click `{id}`")),
            }
        })
    }

    /// Makes the page click the element, for a click that hides the window or ends the page. The driver waits for the end
    /// of its own click, and may wait for ever then.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn click_and_be_gone(&self, id: &str) -> Result<()> {
        self.see(id)?;
        let script = "const found = document.querySelector(arguments[0]); setTimeout(() => found.click())";
        self.driver.run(script, vec![css(id).into()]).map(drop)
    }

    /// Replaces the text in a field.
    ///
    /// # Errors
    ///
    /// The field did not come or takes no text.
    pub fn fill(&self, id: &str, text: &str) -> Result<()> {
        let element = self.element(id)?;
        self.driver.ask(async {
            element.clear().await?;
            element.send_keys(text).await
        })?;
        Ok(())
    }

    /// Types on the keyboard, into the element that has the focus.
    ///
    /// # Errors
    ///
    /// The page does not answer.
    pub fn press(&self, keys: &str) -> Result<()> {
        // The element with the focus may disappear before it takes a key.
        until("what takes the keys", LIMIT, || {
            match self.driver.ask(async { self.driver.client().active_element().await?.send_keys(keys).await }) {
                Ok(()) => Ok(Some(())),
                Err(error) if is_passing(&error) => Ok(None),
                Err(error) => Err(error),
            }
        })
    }

    /// Presses Enter.
    ///
    /// # Errors
    ///
    /// The page does not answer.
    pub fn press_enter(&self) -> Result<()> {
        self.press(&char::from(Key::Enter).to_string())
    }

    /// Presses Escape.
    ///
    /// # Errors
    ///
    /// The page does not answer.
    pub fn press_escape(&self) -> Result<()> {
        self.press(&char::from(Key::Escape).to_string())
    }

    /// Opens the native file dialog with the button of the page and selects `path` in it.
    ///
    /// # Errors
    ///
    /// The dialog did not open, or did not close.
    pub fn choose_picture(&self, path: &Path) -> Result<()> {
        self.click("choose-picture")?;
        self.choose_in_dialog(path)
    }

    /// Types a path into the native file dialog that is about to open, and confirms it.
    ///
    /// # Errors
    ///
    /// The dialog did not open, or did not close.
    pub fn choose_in_dialog(&self, path: &Path) -> Result<()> {
        dialog::choose_file(self.desk, path)
    }

    /// Drags files out of a file manager and drops them on the window.
    ///
    /// # Errors
    ///
    /// The window does not take them.
    pub fn drop_files(&self, paths: &[&Path]) -> Result<()> {
        FileManager::open(self.desk)?.drop_files(self.top.id, paths)
    }

    /// Gives the code on screen without its spaces.
    ///
    /// # Errors
    ///
    /// None came.
    pub fn code(&self) -> Result<String> {
        let mut last = String::new();
        let outcome = until("a code", LIMIT, || {
            last = self.text("row-code")?.chars().filter(|c| !c.is_whitespace()).collect();
            Ok((last.len() >= 6 && last.bytes().all(|byte| byte.is_ascii_digit())).then_some(()))
        });
        outcome.with_context(|| format!("`row-code` says `{last}`"))?;
        Ok(last)
    }

    /// Runs a script in the page and gives its result.
    ///
    /// # Errors
    ///
    /// The script threw.
    pub fn run(&self, script: &str) -> Result<Value> {
        self.driver.run(script, Vec::new())
    }

    /// Runs a script that gives its result to a callback, which is its last argument.
    ///
    /// # Errors
    ///
    /// The script threw, or did not call back.
    pub fn run_to_answer(&self, script: &str) -> Result<Value> {
        self.driver.ask(self.driver.client().execute_async(script, Vec::new()))
    }

    /// Makes the window manager minimise the window, and waits until the page has noticed.
    ///
    /// # Errors
    ///
    /// It stays.
    pub fn minimize(&self) -> Result<()> {
        self.driver.ask(self.driver.client().minimize_window())?;
        until("a hidden page", LIMIT, || Ok((self.run("return document.hidden")? == true).then_some(())))
    }

    /// Makes the window's content `width` by `height` pixels.
    ///
    /// # Errors
    ///
    /// The window keeps another size.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.driver.ask(self.driver.client().set_window_size(width, height))?;
        until(&format!("a window of {width} x {height}"), LIMIT, || {
            let size = self.run("return [window.innerWidth, window.innerHeight]")?;
            Ok((size == json!([width, height])).then_some(()))
        })
    }

    /// Waits until the page has handled everything before this, and has drawn the result.
    ///
    /// # Errors
    ///
    /// The page does not answer.
    pub fn painted(&self) -> Result<()> {
        // Two frames are awaited: the present one may still show the old state.
        self.run_to_answer(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))",
        )
        .map(drop)
    }

    /// Takes a picture of the window's content on the screen, as PNG.
    ///
    /// # Errors
    ///
    /// The page does not answer, or `path` cannot be written.
    pub fn shoot(&self, path: &Path) -> Result<()> {
        self.painted()?;
        let area = self.x11.area(self.top.id)?.context("the window is gone")?;
        self.desk.framebuffer()?.save_part(area, path)
    }

    fn element(&self, id: &str) -> Result<Element> {
        self.element_within(id, LIMIT)
    }

    fn element_within(&self, id: &str, limit: Duration) -> Result<Element> {
        let css = css(id);
        let outcome = until(&format!("`{id}`"), limit, || {
            let found = match self.driver.ask(self.driver.client().find_all(Locator::Css(&css))) {
                Err(error) if is_passing(&error) => return Ok(None),
                found => found?,
            };
            let Some(element) = found.into_iter().next() else { return Ok(None) };
            // The driver would report a shortened text in a scrolled list as hidden.
            let seen = self.driver.run(SEEN, vec![css.as_str().into()])?;
            Ok((seen == true).then_some(element))
        });
        outcome.with_context(|| match self.attribute_now("page", "data-page") {
            Ok(page) => format!("the page is `{}`", page.unwrap_or_default()),
            Err(error) => format!("the page does not answer: {error:#}"),
        })
    }

    fn attribute_now(&self, id: &str, attribute: &str) -> Result<Option<String>> {
        let script =
            "const found = document.querySelector(arguments[0]); return found && found.getAttribute(arguments[1])";
        let value = self.driver.run(script, vec![css(id).into(), attribute.into()])?;
        Ok(value.as_str().map(str::to_owned))
    }
}
