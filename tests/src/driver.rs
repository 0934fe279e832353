use std::cell::RefCell;
use std::ffi::OsStr;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
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
    // The fields are dropped in this order: the program ends before its driver.
    client: RefCell<Client>,
    /// The program, if it was not started by the driver.
    program: Option<RefCell<Daemon>>,
    runtime: Runtime,
    url: String,
    _driver: Daemon,
}

impl Driver {
    /// Starts `program` as the driver's browser.
    ///
    /// # Errors
    ///
    /// The driver or the program did not come up.
    pub(crate) fn start(desk: &Desk, program: &Path, arguments: &[&str]) -> Result<Self> {
        let (driver, url) = start_driver(desk, &[])?;
        let runtime = runtime()?;
        let options = json!({ "binary": program, "args": arguments });
        let client = begin_session(&runtime, &url, Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]))
            .with_context(|| format!("`{}` did not come up under WebKitWebDriver", program.display()))?;
        Ok(Self { client: RefCell::new(client), program: None, runtime, url, _driver: driver })
    }

    /// Starts `program` with more in its environment, and the driver beside it. So the program outlives a session of the
    /// driver, which ends with the process of the page.
    ///
    /// # Errors
    ///
    /// The driver or the program did not come up.
    pub(crate) fn beside(desk: &Desk, program: &Path, name: &str, more: &[(&str, &OsStr)]) -> Result<Self> {
        let inspector = free_port()?.to_string();
        let mut command = Command::new(program);
        desk.dress(&mut command).env("TAURI_WEBVIEW_AUTOMATION", "true").env("WEBKIT_INSPECTOR_SERVER", &inspector);
        let program = Daemon::start(command.envs(with_visible_memory(desk, more)?), name, &desk.logs())?;
        let (driver, url) = start_driver(desk, &[format!("--target={inspector}"), "--replace-on-new-session".into()])?;
        let runtime = runtime()?;
        let client = begin_session_soon(&runtime, &url)?;
        Ok(Self { client: RefCell::new(client), program: Some(RefCell::new(program)), runtime, url, _driver: driver })
    }

    /// Begins a new session with the same program, because the process of its page has ended.
    ///
    /// # Errors
    ///
    /// The program has no page that can be driven.
    pub(crate) fn renew(&self) -> Result<()> {
        let client = begin_session_soon(&self.runtime, &self.url)?;
        drop(self.client.replace(client));
        Ok(())
    }

    /// Gives the client, to ask the page.
    pub(crate) fn client(&self) -> Client {
        self.client.borrow().clone()
    }

    /// Gives the program's process id.
    ///
    /// # Errors
    ///
    /// The driver has started the program.
    pub(crate) fn pid(&self) -> Result<u32> {
        let program = self.program.as_ref().context("the program is the driver's own")?;
        Ok(program.borrow_mut().child().id())
    }

    /// Gives how the program has ended. `None` if it still runs.
    ///
    /// # Errors
    ///
    /// The driver has started the program.
    pub(crate) fn ended(&self) -> Result<Option<ExitStatus>> {
        let program = self.program.as_ref().context("the program is the driver's own")?;
        program.borrow_mut().child().try_wait().context("a child can be asked")
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
        self.ask(self.client().execute(script, arguments))
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// It is stuck.
    pub(crate) fn close(self) -> Result<()> {
        let Self { client, runtime, .. } = self;
        let ended = runtime.block_on(async { timeout(LIMIT, client.into_inner().close()).await });
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

fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")
}

fn free_port() -> Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr()).context("no free port")
}

fn begin_session(runtime: &Runtime, url: &str, capabilities: Map<String, Value>) -> Result<Client> {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(capabilities).connect(url);
    Ok(runtime.block_on(async { timeout(LIMIT, session).await }).context("no answer in time")??)
}

/// Begins a session with a program that may not be ready for it yet.
fn begin_session_soon(runtime: &Runtime, url: &str) -> Result<Client> {
    let mut refused = None;
    let begun = until("a session with the program", LIMIT, || match begin_session(runtime, url, Map::new()) {
        Ok(client) => Ok(Some(client)),
        Err(error) => {
            refused = Some(error);
            Ok(None)
        }
    });
    begun.with_context(|| format!("the driver says: {:#}", refused.unwrap_or_else(|| anyhow!("nothing"))))
}

/// Starts WebKitWebDriver on a free port.
fn start_driver(desk: &Desk, arguments: &[String]) -> Result<(Daemon, String)> {
    let port = free_port()?;
    let mut command = Command::new("WebKitWebDriver");
    desk.dress(&mut command).arg(format!("--port={}", port.port())).arg("--host=127.0.0.1").args(arguments);
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
