use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use data_encoding::BASE64;
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::Value;

use crate::broker::Broker;
use crate::daemon::{Daemon, until};
use crate::desk::Desk;
use crate::driver::{Driver, is_passing};

/// How long a page of the loopback address may take.
const LIMIT: Duration = Duration::from_secs(20);

/// The demo broker's web pages, on a free port of the loopback address.
#[derive(Debug)]
pub struct Site {
    address: String,
    _server: Daemon,
}

impl Site {
    /// Starts the broker's web server over the same database.
    ///
    /// # Errors
    ///
    /// It did not come up.
    pub fn serve(broker: &Broker, desk: &Desk) -> Result<Self> {
        let mut server = Daemon::start_talking(&mut broker.serving(), "broker", &desk.logs())?;
        let said = server.child().stdout.take().context("its stdout is piped")?;
        // The line says that it is ready.
        let mut address = String::new();
        BufReader::new(said).read_line(&mut address).context("the broker said nothing")?;
        let address = address.trim().to_owned();
        if address.is_empty() {
            bail!("the broker's web server ended; its log is in `{}`", desk.logs().display());
        }
        Ok(Self { address, _server: server })
    }
}

/// A real browser on the screen of the desk: WebKitGTK's own. Elements are named by CSS selectors.
pub struct Browser {
    driver: Driver,
    address: String,
}

impl Browser {
    /// Opens a browser on the site.
    ///
    /// # Errors
    ///
    /// There is no browser, or it did not come up.
    pub fn open(desk: &Desk, site: &Site) -> Result<Self> {
        Self::open_at(desk, &site.address)
    }

    /// Opens a browser on one page.
    ///
    /// # Errors
    ///
    /// There is no browser, or it did not come up.
    pub fn open_at(desk: &Desk, address: &str) -> Result<Self> {
        let driver = Driver::start(desk, &mini_browser()?, &["--automation"])?;
        let browser = Self { driver, address: address.to_owned() };
        browser.go("")?;
        Ok(browser)
    }

    /// Opens a page of the site by its path, without the first slash.
    ///
    /// # Errors
    ///
    /// The browser does not answer.
    pub fn go(&self, path: &str) -> Result<()> {
        self.driver.ask(self.driver.client().goto(&format!("{}{path}", self.address)))
    }

    /// Clicks the link or button that `css` names, and waits for the next page. The driver may answer while the old
    /// page is still there.
    ///
    /// # Errors
    ///
    /// It did not come, or leads nowhere.
    pub fn click(&self, css: &str) -> Result<()> {
        let element = self.element(css)?;
        self.run("document.documentElement.dataset.before = ''")?;
        self.driver.ask(element.click())?;
        until("the next page", LIMIT, || {
            let there = "return document.readyState === 'complete' && !('before' in document.documentElement.dataset)";
            // Between two pages there may be no page that answers.
            Ok(self.run(there).is_ok_and(|there| there == true).then_some(()))
        })
    }

    /// Types into a field.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn fill(&self, css: &str, text: &str) -> Result<()> {
        let element = self.element(css)?;
        self.driver.ask(async {
            element.clear().await?;
            element.send_keys(text).await
        })?;
        Ok(())
    }

    /// Gives the text of an element.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn text(&self, css: &str) -> Result<String> {
        let element = self.element(css)?;
        self.driver.ask(element.text())
    }

    /// Waits until the element is there.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn see(&self, css: &str) -> Result<()> {
        self.element(css).map(drop)
    }

    /// Scrolls an element into view.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn reveal(&self, css: &str) -> Result<()> {
        self.see(css)?;
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
        self.driver.run(script, vec![css.into()])?;
        Ok(())
    }

    fn run(&self, script: &str) -> Result<Value> {
        self.driver.run(script, Vec::new())
    }

    /// Saves the content of a link with a data address, like the browser's 'save'.
    ///
    /// # Errors
    ///
    /// It is no such link, or `path` cannot be written.
    pub fn save(&self, css: &str, path: &Path) -> Result<()> {
        let element = self.element(css)?;
        let address = self.driver.ask(element.attr("href"))?.context("it is no link")?;
        let data = address.strip_prefix("data:image/png;base64,").context("it holds no PNG")?;
        let png = BASE64.decode(data.as_bytes()).context("the address is damaged")?;
        std::fs::write(path, png).with_context(|| format!("cannot write `{}`", path.display()))
    }

    /// Closes the browser.
    ///
    /// # Errors
    ///
    /// It does not answer.
    pub fn close(self) -> Result<()> {
        self.driver.close()
    }

    fn element(&self, css: &str) -> Result<Element> {
        until(&format!("`{css}`"), LIMIT, || match self.driver.ask(self.driver.client().find_all(Locator::Css(css))) {
            Err(error) if is_passing(&error) => Ok(None),
            found => Ok(found?.into_iter().next()),
        })
    }
}

/// Finds WebKitGTK's browser, which its packages put into a folder named by the architecture.
fn mini_browser() -> Result<PathBuf> {
    let libexec = [PathBuf::from("/usr/libexec")];
    let by_machine = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut places = libexec.into_iter().chain(by_machine).map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"));
    places.find(|program| program.is_file()).context("WebKitGTK's MiniBrowser is not installed")
}
