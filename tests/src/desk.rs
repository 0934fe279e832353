use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bus::Bus;
use crate::daemon::{Daemon, until};
use crate::screen::Framebuffer;
use crate::x11::X11;

/// How long each part of a desk may take to be ready.
const READY: Duration = Duration::from_secs(20);

/// Whether the desk has a Secret Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keystore {
    /// gnome-keyring, unlocked.
    Unlocked,
    /// There is none, and none can be started.
    None,
}

/// The language of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Traditional Chinese, Taiwan.
    ZhHant,
    /// Simplified Chinese.
    ZhHans,
    /// English.
    En,
}

/// Light or dark windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// How a desk is set up.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Whether there is a Secret Service.
    pub keystore: Keystore,
    /// The language of the programs.
    pub language: Language,
    /// The look of the programs.
    pub look: Look,
}

/// A screen in memory with a session of its own: bus, keystore, window manager, home folder.
///
/// On drop everything ends and is removed. After a failure the logs and a picture of the screen stay, and stderr says
/// where they are.
#[derive(Debug)]
pub struct Desk {
    // The fields are dropped in this order: users of the screen and the bus first.
    _manager: Daemon,
    keystore: Option<Daemon>,
    bus: Bus,
    _screen: Daemon,
    display: String,
    setting: Setting,
    home: TempDir,
    finished: bool,
}

impl Desk {
    /// Makes a desk in English, light, with an unlocked keystore.
    ///
    /// # Errors
    ///
    /// See [`Desk::set`].
    pub fn new() -> Result<Self> {
        Self::set(Setting { keystore: Keystore::Unlocked, language: Language::En, look: Look::Light })
    }

    /// Makes a desk with this setup.
    ///
    /// # Errors
    ///
    /// A program is missing (`cargo xtask test desktop` installs them) or did not become ready.
    pub fn set(setting: Setting) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("lingpai-desk-").tempdir().context("cannot make a home folder")?;
        for folder in ["logs", "run", "screen", "data", "config", "cache", "state"] {
            let folder = home.path().join(folder);
            fs::create_dir(&folder)
                .and_then(|()| fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)))
                .with_context(|| format!("cannot make `{}`", folder.display()))?;
        }
        // The first run of the program is over, except for the test of it.
        set_preferences(home.path(), &json!({ "welcome": "done" }))?;
        still(home.path())?;
        let logs = home.path().join("logs");
        let (screen, display) = start_screen(&home.path().join("screen"), &logs)?;
        let bus = Bus::start(&home.path().join("run"), &logs)?;
        let session = Session { home: home.path(), display: &display, bus: bus.address(), setting };
        let keystore = match setting.keystore {
            Keystore::Unlocked => Some(start_keystore(session, &bus, &logs)?),
            Keystore::None => None,
        };
        let mut openbox = Command::new("openbox");
        session.dress(openbox.arg("--sm-disable"));
        let manager = Daemon::start(&mut openbox, "openbox", &logs)?;
        let x11 = X11::connect(&display)?;
        until("the window manager", READY, || Ok(x11.has_manager()?.then_some(())))?;
        Ok(Self { _manager: manager, keystore, bus, _screen: screen, display, setting, home, finished: false })
    }

    /// Gives a command the environment of this desk. Of the test's own environment it gets only the search path.
    pub fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.home.path();
        Session { home, display: &self.display, bus: self.bus.address(), setting: self.setting }.dress(command)
    }

    /// Gives the X display, such as `:7`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Gives the folder for the test's own files.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Gives the folder for the programs' data, `XDG_DATA_HOME`.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    pub(crate) fn logs(&self) -> PathBuf {
        self.home.path().join("logs")
    }

    /// Gives the output of a program on the desk so far, by the name of the program.
    ///
    /// # Errors
    ///
    /// It wrote nothing yet.
    pub fn log(&self, program: &str) -> Result<String> {
        let log = self.logs().join(format!("{program}.log"));
        let bytes = fs::read(&log).with_context(|| format!("cannot read `{}`", log.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Reads the screen, without asking any program.
    ///
    /// # Errors
    ///
    /// The screen's memory cannot be read.
    pub fn framebuffer(&self) -> Result<Framebuffer> {
        Framebuffer::open(&self.home.path().join("screen/Xvfb_screen0"))
    }

    /// Sets the preferences for the next start of the program. With an empty object it is the very first start.
    ///
    /// # Errors
    ///
    /// They cannot be written.
    pub fn set_preferences(&self, preferences: &Value) -> Result<()> {
        set_preferences(self.home.path(), preferences)
    }

    /// Gives the folder of the program's vault.
    pub fn vault(&self) -> PathBuf {
        self.data().join("lingpai/vault")
    }

    /// Ends the Secret Service. From now on the session has none, as after a change of the keyring.
    ///
    /// # Errors
    ///
    /// It still answers.
    pub fn end_keystore(&mut self) -> Result<()> {
        drop(self.keystore.take());
        until("the Secret Service's end", READY, || Ok((!self.bus.has("org.freedesktop.secrets")?).then_some(())))
    }

    /// Starts the Secret Service again, as the next login does. A login keyring that was deleted is made anew, empty.
    ///
    /// # Errors
    ///
    /// It does not start.
    pub fn log_in_again(&mut self) -> Result<()> {
        self.end_keystore()?;
        let session =
            Session { home: self.home.path(), display: &self.display, bus: self.bus.address(), setting: self.setting };
        self.keystore = Some(start_keystore(session, &self.bus, &self.home.path().join("logs"))?);
        Ok(())
    }

    /// Ends a test that passed. Nothing is kept.
    pub fn finish(mut self) {
        self.finished = true;
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let picture = self.home.path().join("logs/screen.png");
        let kept = self.framebuffer().and_then(|screen| screen.save(&picture));
        self.home.disable_cleanup(true);
        let mut stderr = std::io::stderr().lock();
        // Without stderr there is no place to report this.
        let _ = match kept {
            Ok(()) => writeln!(stderr, "logs and a picture of the screen: `{}`", self.logs().display()),
            Err(error) => writeln!(stderr, "logs: `{}`; no picture: {error:#}", self.logs().display()),
        };
    }
}

fn set_preferences(home: &Path, preferences: &Value) -> Result<()> {
    let folder = home.join("config/lingpai");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("preferences.json"), preferences.to_string()))
        .context("cannot write the preferences")
}

/// Settings for users who want less motion: everything is shown at once.
fn still(home: &Path) -> Result<()> {
    let folder = home.join("config/gtk-3.0");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n"))
        .context("cannot write the settings of GTK")
}

/// The environment of one desk.
#[derive(Clone, Copy)]
struct Session<'d> {
    home: &'d Path,
    display: &'d str,
    bus: &'d str,
    setting: Setting,
}

impl Session<'_> {
    fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("HOME", self.home);
        let folders = [
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ];
        for (name, folder) in folders {
            command.env(name, self.home.join(folder));
        }
        let (lang, language) = match self.setting.language {
            Language::ZhHant => ("zh_TW.UTF-8", "zh_TW"),
            Language::ZhHans => ("zh_CN.UTF-8", "zh_CN"),
            Language::En => ("C.UTF-8", "en"),
        };
        let theme = match self.setting.look {
            Look::Light => "Adwaita",
            Look::Dark => "Adwaita:dark",
        };
        command
            .env("DISPLAY", self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus)
            .env("LANG", lang)
            .env("LANGUAGE", language)
            .env("GTK_THEME", theme)
            // There is no accessibility bus, and searching for one takes seconds.
            .env("NO_AT_BRIDGE", "1")
            // Settings of the desk, not of the machine.
            .env("GSETTINGS_BACKEND", "memory")
    }
}

/// Starts Xvfb on the first free display, with its picture in a file in `folder`.
fn start_screen(folder: &Path, logs: &Path) -> Result<(Daemon, String)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset", "-fbdir"]);
    let mut screen = Daemon::start_talking(command.arg(folder), "Xvfb", logs)?;
    let stdout = screen.child().stdout.take().expect("Xvfb's stdout is piped");
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number).context("cannot hear from `Xvfb`")?;
    let number = number.trim();
    ensure!(!number.is_empty(), "`Xvfb` opened no display: {}", fs::read_to_string(logs.join("Xvfb.log"))?);
    Ok((screen, format!(":{number}")))
}

/// Starts gnome-keyring, and makes and opens its login keyring.
fn start_keystore(session: Session<'_>, bus: &Bus, logs: &Path) -> Result<Daemon> {
    let mut command = Command::new("gnome-keyring-daemon");
    session.dress(&mut command).args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
    let mut keystore = Daemon::start(&mut command, "gnome-keyring", logs)?;
    let mut stdin = keystore.child().stdin.take().expect("gnome-keyring's stdin is piped");
    stdin.write_all(b"desk").context("cannot unlock `gnome-keyring-daemon`")?;
    drop(stdin);
    until("the Secret Service", READY, || Ok(bus.has("org.freedesktop.secrets")?.then_some(())))?;
    Ok(keystore)
}
