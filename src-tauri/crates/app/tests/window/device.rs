//! A machine in memory: clocks, a keystore, a clipboard, a user that is there or not. The folder is a real one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::time::Duration;

use lingpai_app::{
    Clipboard, ClipboardFault, Clock, Idle, Keystore, KeystoreFault, Lingpai, Outcome, PadPurpose, Ports,
    PreferenceFile, Preferences, Source, TimeServers, Watcher,
};
use lingpai_domain::clock::Answer;
use lingpai_domain::{AccountId, Arrangement, KeepOpen, UnixTime};
use lingpai_vault::{AnchorText, Cost, DeviceKey, KeystoreName, VaultId};

/// 2026-11-24T01:30:00Z, a moment at which a step of 60 seconds begins.
pub(crate) const START: u64 = 1_795_483_800;
pub(crate) const PIN: &str = "135790";

/// A clock that stands still until it is moved, in milliseconds.
#[derive(Clone)]
pub(crate) struct FakeClock(Arc<AtomicU64>, Arc<AtomicU64>);

impl FakeClock {
    pub(crate) fn forward(&self, secs: u64) {
        self.0.fetch_add(secs * 1000, Ordering::SeqCst);
        self.1.fetch_add(secs * 1000, Ordering::SeqCst);
    }

    /// Somebody sets the wall's clock.
    pub(crate) fn set_by(&self, secs: i64) {
        let millis = self.0.load(Ordering::SeqCst).checked_add_signed(secs * 1000).expect("after 1970");
        self.0.store(millis, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> UnixTime {
        UnixTime::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn steady(&self) -> Duration {
        Duration::from_millis(self.1.load(Ordering::SeqCst))
    }
}

struct NoServers;

impl TimeServers for NoServers {
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)> {
        servers.iter().map(|name| (name.clone(), Answer::Silent)).collect()
    }
}

#[derive(Clone, Default)]
pub(crate) struct FakeKeystore {
    keys: Arc<Mutex<HashMap<VaultId, String>>>,
    anchors: Arc<Mutex<HashMap<VaultId, AnchorText>>>,
    /// Met the next time that a state is remembered.
    pub(crate) meets: Arc<Mutex<Option<Arc<Barrier>>>>,
}

impl Keystore for FakeKeystore {
    fn name(&self) -> KeystoreName {
        KeystoreName::parse("fake").expect("lower-case letters")
    }

    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault> {
        let keys = self.keys.lock().expect("not poisoned");
        keys.get(&vault).and_then(|text| DeviceKey::from_text(text)).ok_or(KeystoreFault::NoEntry)
    }

    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault> {
        self.keys.lock().expect("not poisoned").insert(vault, key.to_text().expose().to_owned());
        Ok(())
    }

    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault> {
        self.anchors.lock().expect("not poisoned").get(&vault).cloned().ok_or(KeystoreFault::NoEntry)
    }

    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault> {
        self.anchors.lock().expect("not poisoned").insert(vault, anchor.clone());
        let met = self.meets.lock().expect("not poisoned").take();
        if let Some(barrier) = met {
            barrier.wait();
        }
        Ok(())
    }

    fn give_up(&self) {}
}

/// A clipboard that tells what is put into it.
#[derive(Clone)]
pub(crate) struct FakeClipboard {
    pub(crate) text: Arc<Mutex<Option<String>>>,
    pub(crate) copied: mpsc::Sender<String>,
    /// Met twice while something is copied.
    pub(crate) meets: Arc<Mutex<Option<Arc<Barrier>>>>,
}

impl Clipboard for FakeClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        let met = self.meets.lock().expect("not poisoned").take();
        if let Some(barrier) = met {
            barrier.wait();
            barrier.wait();
        }
        *self.text.lock().expect("not poisoned") = Some(text.to_owned());
        // A test that asks for nothing more has no receiver.
        self.copied.send(text.to_owned()).ok();
        Ok(())
    }

    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        self.text.lock().expect("not poisoned").take_if(|text| ours(text));
        Ok(())
    }
}

/// What the system says of the user, one answer after another; the last one stays.
#[derive(Clone, Default)]
pub(crate) struct FakeIdle(pub(crate) Arc<Mutex<Vec<Option<Duration>>>>);

impl FakeIdle {
    pub(crate) fn say(&self, answers: &[Option<u64>]) {
        *self.0.lock().expect("not poisoned") =
            answers.iter().rev().map(|secs| secs.map(Duration::from_secs)).collect();
    }
}

impl Idle for FakeIdle {
    fn idle(&self) -> Option<Duration> {
        let mut answers = self.0.lock().expect("not poisoned");
        if answers.len() > 1 { answers.pop().flatten() } else { answers.last().copied().flatten() }
    }
}

#[derive(Clone, Default)]
pub(crate) struct FakePreferences(pub(crate) Arc<Mutex<Option<Preferences>>>);

impl PreferenceFile for FakePreferences {
    fn load(&self) -> Preferences {
        self.0.lock().expect("not poisoned").clone().unwrap_or_default()
    }

    fn save(&self, preferences: &Preferences) -> std::io::Result<()> {
        *self.0.lock().expect("not poisoned") = Some(preferences.clone());
        Ok(())
    }
}

/// Passes on that the session has changed.
struct Told(mpsc::Sender<()>);

impl Watcher for Told {
    fn vault_changed(&self) {}

    fn clock_changed(&self) {}

    fn session_changed(&self) {
        self.0.send(()).ok();
    }
}

pub(crate) struct Device {
    folder: tempfile::TempDir,
    pub(crate) clock: FakeClock,
    pub(crate) keystore: FakeKeystore,
    pub(crate) clipboard: FakeClipboard,
    pub(crate) idle: FakeIdle,
    pub(crate) preferences: FakePreferences,
    /// What was copied, one after another.
    pub(crate) copies: mpsc::Receiver<String>,
    /// That the program locked the vault by itself.
    pub(crate) locked: mpsc::Receiver<()>,
    told: mpsc::Sender<()>,
}

impl Device {
    pub(crate) fn new() -> Self {
        let (copied, copies) = mpsc::channel();
        let (told, locked) = mpsc::channel();
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            clock: FakeClock(Arc::new(AtomicU64::new(START * 1000)), Arc::default()),
            keystore: FakeKeystore::default(),
            clipboard: FakeClipboard { text: Arc::default(), copied, meets: Arc::default() },
            idle: FakeIdle::default(),
            preferences: FakePreferences::default(),
            copies,
            locked,
            told,
        }
    }

    /// The program with its vault open.
    pub(crate) fn run(&self) -> Lingpai {
        self.run_at(Cost::LEAST)
    }

    pub(crate) fn run_at(&self, cost: Cost) -> Lingpai {
        let ports = Ports {
            clock: Box::new(self.clock.clone()),
            servers: Arc::new(NoServers),
            keystore: Box::new(self.keystore.clone()),
            clipboard: Box::new(self.clipboard.clone()),
            idle: Box::new(self.idle.clone()),
            preferences: Box::new(self.preferences.clone()),
            watcher: Arc::new(Told(self.told.clone())),
        };
        let program = Lingpai::new(ports, self.folder.path().to_owned(), cost);
        program.start().expect("a keystore is there");
        program
    }

    pub(crate) fn in_clipboard(&self) -> Option<String> {
        self.clipboard.text.lock().expect("not poisoned").clone()
    }

    /// Another program copies.
    pub(crate) fn copy_elsewhere(&self, text: &str) {
        *self.clipboard.text.lock().expect("not poisoned") = Some(text.to_owned());
    }

    /// How many files of the vault were ever saved, by the highest number.
    pub(crate) fn saves(&self) -> String {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(".lingpai")).max().expect("a vault")
    }
}

/// Binds an ordinary account with a period.
pub(crate) fn plain(program: &Lingpai, name: &str, period: u64) -> AccountId {
    // Another secret for each name.
    let secret = secret_of(name);
    bound(program, &format!("otpauth://totp/Example:{name}?secret={secret}&issuer=Example&period={period}"))
}

pub(crate) fn counter(program: &Lingpai) -> AccountId {
    bound(program, "otpauth://hotp/Example:counter?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example&counter=0")
}

fn bound(program: &Lingpai, uri: &str) -> AccountId {
    program.take(program.intake().expect("open"), vec![Source::text(uri)]).expect("open");
    program.bind_plain().expect("an ordinary account waits")
}

/// 32 letters of Base32 that begin with a name.
fn secret_of(name: &str) -> String {
    let letters = name.to_ascii_uppercase().replace(|c: char| !c.is_ascii_uppercase(), "");
    format!("{letters:A<32}")
}

/// Binds a broker's account as Main, kept open as it says.
pub(crate) fn main_account(program: &Lingpai, keep_open: KeepOpen) -> AccountId {
    let uri = "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi&algorithm=SHA1&digits=6\
        &period=60&activation=152149&expires=2026-11-25T09:30:00%2B08:00&pin=required&support=852-25097524";
    program.take(program.intake().expect("open"), vec![Source::text(uri)]).expect("open");
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    assert!(matches!(submit(program, PIN), Ok(Outcome::Repeat)));
    let Ok(Outcome::Bound(id)) = submit(program, PIN) else { panic!("not bound") };
    keep(program, id, keep_open);
    id
}

pub(crate) fn keep(program: &Lingpai, id: AccountId, keep_open: KeepOpen) {
    program.arrange(id, Arrangement { keep_open, ..Arrangement::default() }).expect("saved");
}

pub(crate) fn submit(program: &Lingpai, pin: &str) -> Result<Outcome, lingpai_app::Fault> {
    for digit in pin.bytes() {
        program.type_digit(digit - b'0').expect("a pad is open");
    }
    program.submit_pin()
}

/// Gives an account's PIN.
pub(crate) fn try_pin(program: &Lingpai, id: AccountId, pin: &str) -> Outcome {
    program.open_pad(PadPurpose::Code(id)).expect("the account has a PIN");
    submit(program, pin).unwrap_or_else(|fault| panic!("{fault}"))
}
