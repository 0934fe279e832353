//! The program, and its pages through msedgedriver.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::system;

/// How long anything may take. A hosted machine is slow, and a PIN costs an Argon2id.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// The port on which WebView2 lets itself be driven. The workflow's policy names it.
const PORT: u16 = 9333;
const DRIVER: u16 = 9444;

/// The program with data of its own, and its main page. Both end with this value.
pub(crate) struct Program {
    child: RefCell<Child>,
    driver: Child,
    client: Client,
    runtime: Runtime,
    data: TempDir,
}

impl Program {
    /// Starts the program with these settings, and waits for its page.
    pub(crate) fn start(preferences: &Value) -> Result<Self> {
        let data = tempfile::tempdir().context("a folder for its data")?;
        fs::create_dir(data.path().join("config"))?;
        fs::write(data.path().join("config/preferences.json"), preferences.to_string())?;
        let child = RefCell::new(command()?.arg("--data").arg(data.path()).spawn().context("it starts")?);
        let driver = env::var_os("EDGEWEBDRIVER").map(PathBuf::from).context("`EDGEWEBDRIVER` names a folder")?;
        let mut driver = Command::new(driver.join("msedgedriver.exe"));
        let driver = driver.arg(format!("--port={DRIVER}")).spawn().context("msedgedriver starts")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("a runtime")?;
        // The driver attaches to the program. Otherwise it would look for a file of its own making.
        let options = json!({ "debuggerAddress": format!("127.0.0.1:{PORT}") });
        let wanted = Map::from_iter([("browserName".into(), json!("webview2")), ("ms:edgeOptions".into(), options)]);
        let client = until("a session with the program", || {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let address = format!("http://127.0.0.1:{DRIVER}");
            Ok(runtime.block_on(builder.capabilities(wanted.clone()).connect(&address)).ok())
        })?;
        let program = Self { child, driver, client, runtime, data };
        program.switch_to("main")?;
        Ok(program)
    }

    /// Gives the folder of its data.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// Gives its process.
    pub(crate) fn id(&self) -> String {
        self.child.borrow().id().to_string()
    }

    /// Waits for its end, and gives its exit code.
    pub(crate) fn ended(&self) -> Result<Option<i32>> {
        until("the program's end", || Ok(self.child.borrow_mut().try_wait()?)).map(|status| status.code())
    }

    /// Drives the page of this window from now on. Each page names its window in its address.
    pub(crate) fn switch_to(&self, window: &str) -> Result<()> {
        until(&format!("the page of `{window}`"), || {
            for handle in self.runtime.block_on(self.client.windows())? {
                self.runtime.block_on(self.client.switch_to_window(handle))?;
                let address = self.runtime.block_on(self.client.current_url())?;
                if address.query_pairs().any(|(name, value)| name == "window" && value == window) {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
    }

    /// Waits for the page with this name.
    pub(crate) fn page(&self, name: &str) -> Result<()> {
        let script = "return document.querySelector('[data-testid=page]')?.dataset.page";
        until(&format!("the page `{name}`"), || Ok((self.run(script)? == name).then_some(())))
    }

    /// Runs a script in the page, and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Result<Value> {
        Ok(self.runtime.block_on(self.client.execute(script, Vec::new()))?)
    }

    /// Waits for the element and clicks it.
    pub(crate) fn click(&self, id: &str) -> Result<()> {
        until(&format!("a click on `{id}`"), || {
            let clicked = async { self.client.find(Locator::Css(&css(id))).await?.click().await };
            Ok(self.runtime.block_on(clicked).ok())
        })
    }

    /// Has the page click the element, for a click that hides the window.
    pub(crate) fn click_and_be_gone(&self, id: &str) -> Result<()> {
        self.text(id)?;
        let css = json!(css(id));
        self.run(&format!("const found = document.querySelector({css}); setTimeout(() => found.click())")).map(drop)
    }

    /// Replaces the text of a field.
    pub(crate) fn fill(&self, id: &str, text: &str) -> Result<()> {
        until(&format!("the field `{id}`"), || {
            let filled = async {
                let field = self.client.find(Locator::Css(&css(id))).await?;
                field.clear().await?;
                field.send_keys(text).await
            };
            Ok(self.runtime.block_on(filled).ok())
        })
    }

    /// Waits for the element, and gives its text.
    pub(crate) fn text(&self, id: &str) -> Result<String> {
        let text = format!("return document.querySelector({})?.innerText", json!(css(id)));
        until(&format!("`{id}`"), || Ok(self.run(&text)?.as_str().map(|text| text.trim().to_owned())))
    }

    /// Waits until the element's text has `part` in it.
    pub(crate) fn until_text(&self, id: &str, part: &str) -> Result<()> {
        until(&format!("`{id}` with `{part}`"), || Ok(self.text(id)?.contains(part).then_some(())))
    }

    /// Adds an ordinary account by hand.
    pub(crate) fn add_typed(&self, name: &str, secret: &str) -> Result<()> {
        self.click("add")?;
        self.click("add-typed")?;
        self.page("typed")?;
        self.fill("typed-issuer", "Example")?;
        self.fill("typed-name", name)?;
        self.fill("typed-secret", secret)?;
        self.click("typed-next")?;
        self.page("confirm")?;
        self.click("confirm-next")?;
        self.page("list")?;
        self.until_text("row-number", name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = shoot("failed");
        }
        for child in [self.child.get_mut(), &mut self.driver] {
            // An error means that it has ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Gives the built program, `LINGPAI_BIN`.
pub(crate) fn command() -> Result<Command> {
    let program = env::var_os("LINGPAI_BIN").map(PathBuf::from).context("`LINGPAI_BIN` names the program")?;
    ensure!(program.is_file(), "`{}` is not built", program.display());
    Ok(Command::new(program))
}

/// Takes a picture of the screen into `target/windows`, which the workflow keeps.
pub(crate) fn shoot(name: &str) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/windows");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.png"));
    system::ask("screenshot", &[&file.display().to_string()]).map(drop)
}

/// Repeats `look` until it finds something.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if begun.elapsed() > LIMIT {
            shoot("late").ok();
            bail!("{what}: not within {} s", LIMIT.as_secs());
        }
        // Neither page nor system sends an event for what is looked for.
        thread::sleep(Duration::from_millis(50));
    }
}

fn css(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}
