use std::ffi::OsStr;
use std::fmt;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::error::{CmdError, ErrorStatus, WebDriver};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::daemon::{Daemon, until};
use crate::desk::Desk;
use crate::shim::with_visible_memory;

/// How long the driver may take to be ready, and a page to answer one question.
const LIMIT: Duration = Duration::from_secs(60);

/// A page under WebKitWebDriver, which ends with it.
pub(crate) struct Driver {
    client: Client,
    runtime: Runtime,
    _driver: Daemon,
}

impl Driver {
    /// Starts `program` as the driver's browser, with more in its environment.
    ///
    /// # Errors
    ///
    /// The driver or the program did not come up.
    pub(crate) fn start(desk: &Desk, program: &Path, arguments: &[&str], more: &[(&str, &OsStr)]) -> Result<Self> {
        let (driver, url) = start_driver(desk, more)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
        let options = json!({ "binary": program, "args": arguments });
        let capabilities = Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(capabilities).connect(&url);
        let client = runtime
            .block_on(async { timeout(LIMIT, session).await })
            .with_context(|| format!("`{}` did not come up under WebKitWebDriver", program.display()))?
            .with_context(|| format!("cannot start `{}` under WebKitWebDriver", program.display()))?;
        Ok(Self { client, runtime, _driver: driver })
    }

    /// Gives the client, to ask the page.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Waits for an answer of the page.
    ///
    /// # Errors
    ///
    /// It refused, or is stuck.
    pub(crate) fn ask<T>(&self, question: impl Future<Output = Result<T, CmdError>>) -> Result<T> {
        match self.runtime.block_on(async { timeout(LIMIT, question).await }) {
            Ok(answer) => Ok(answer?),
            Err(_) => bail!("the page gave no answer within {} s: it is stuck", LIMIT.as_secs()),
        }
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    ///
    /// The script threw, or the page is stuck.
    pub(crate) fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.ask(self.client.execute(script, arguments))
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// It is stuck.
    pub(crate) fn close(self) -> Result<()> {
        let Self { client, runtime, _driver } = self;
        let ended = runtime.block_on(async { timeout(LIMIT, client.close()).await });
        Ok(ended.context("the page did not end")??)
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver").finish_non_exhaustive()
    }
}

/// Whether an error came from a page that was changing: something covered the element, or it was drawn again.
pub(crate) fn is_passing(error: &anyhow::Error) -> bool {
    let passing =
        [ErrorStatus::ElementClickIntercepted, ErrorStatus::ElementNotInteractable, ErrorStatus::StaleElementReference];
    let error = error.downcast_ref::<CmdError>();
    matches!(error, Some(CmdError::Standard(WebDriver { error, .. })) if passing.contains(error))
}

/// Starts WebKitWebDriver on a free port. The program enables automation in its web view when the variable is set.
fn start_driver(desk: &Desk, more: &[(&str, &OsStr)]) -> Result<(Daemon, String)> {
    let port =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr()).context("no free port")?;
    let mut command = Command::new("WebKitWebDriver");
    let more = with_visible_memory(desk, more)?;
    desk.dress(&mut command).env("TAURI_WEBVIEW_AUTOMATION", "true").envs(more);
    command.arg(format!("--port={}", port.port())).arg("--host=127.0.0.1");
    let mut driver = Daemon::start(&mut command, "WebKitWebDriver", &desk.logs())?;
    until("WebKitWebDriver", LIMIT, || {
        if let Some(status) = driver.child().try_wait().context("WebKitWebDriver cannot be asked")? {
            bail!("WebKitWebDriver ended: {status}");
        }
        Ok(TcpStream::connect(port).ok().map(drop))
    })?;
    Ok((driver, format!("http://{port}")))
}

/// Whether the first such element takes space on the page and is not invisible.
pub(crate) const SEEN: &str = "const found = document.querySelector(arguments[0]);
    return found !== null && found.getClientRects().length > 0 && found.checkVisibility({ visibilityProperty: true })";

/// The selector of an element by its `data-testid`.
pub(crate) fn css(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}
