//! One simulated device: the real program over a real folder, with a clock, a keystore and a clipboard in memory.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::Timestamp;
use lingpai_app::{
    Clipboard, ClipboardFault, Clock, Idle, Keystore, KeystoreFault, Lingpai, Outcome, PadPurpose, Ports,
    PreferenceFile, Preferences, TimeServers, Waiting, Watcher,
};
use lingpai_broker::{Broker, Issued, Request, ValidFor};
use lingpai_domain::clock::Answer;
use lingpai_domain::{AccountId, UnixTime};
use lingpai_vault::{AnchorText, Cost, DeviceKey, KeystoreName, VaultId};

/// 2026-11-24T01:30:00Z, a moment at which a step of 60 seconds begins.
pub(crate) const START: u64 = 1_795_483_800;

/// A clock that stands still until it is moved: the wall's time, and the machine's steady one. In milliseconds.
#[derive(Clone)]
pub(crate) struct FakeClock(Arc<AtomicU64>, Arc<AtomicU64>);

impl FakeClock {
    /// Time passes.
    pub(crate) fn forward(&self, span: Duration) {
        let millis = u64::try_from(span.as_millis()).expect("a short span");
        self.0.fetch_add(millis, Ordering::SeqCst);
        self.1.fetch_add(millis, Ordering::SeqCst);
    }

    /// The machine sleeps, and its steady clock stands still.
    pub(crate) fn sleep(&self, span: Duration) {
        let millis = u64::try_from(span.as_millis()).expect("a short span");
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// Somebody sets the wall clock, by seconds.
    pub(crate) fn set_by(&self, secs: i64) {
        let millis = self.0.load(Ordering::SeqCst).checked_add_signed(secs * 1000).expect("after 1970");
        self.0.store(millis, Ordering::SeqCst);
    }

    pub(crate) fn timestamp(&self) -> Timestamp {
        let millis = i64::try_from(self.0.load(Ordering::SeqCst)).expect("in this millennium");
        Timestamp::from_millisecond(millis).expect("in this millennium")
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

/// Nobody looks, but what was told of the clock is counted.
#[derive(Default)]
pub(crate) struct Nobody(AtomicU64);

impl Nobody {
    /// How often the clock was told to have changed, since this was asked last.
    pub(crate) fn told(&self) -> u64 {
        self.0.swap(0, Ordering::SeqCst)
    }
}

impl Watcher for Nobody {
    fn vault_changed(&self) {}

    fn clock_changed(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Time servers that say what a test has them say, one answer for each, and that count whom they were asked for.
#[derive(Clone, Default)]
pub(crate) struct FakeServers(Arc<Mutex<Said>>);

/// What the servers say, and whom they were asked for.
type Said = (Vec<Answer>, Vec<Vec<String>>);

impl FakeServers {
    /// From now on the servers say this, the first of them the first, and those without an answer nothing.
    pub(crate) fn say(&self, answers: &[Answer]) {
        self.0.lock().expect("no test panics while it holds this").0 = answers.to_vec();
    }

    /// From now on all say that the machine is off by so many milliseconds.
    pub(crate) fn say_off(&self, offset_ms: i64) {
        self.say(&[Answer::Time { offset_ms, round_trip_ms: 20 }; 5]);
    }

    /// Whom they were asked for, since this was asked last.
    pub(crate) fn asked(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut self.0.lock().expect("no test panics while it holds this").1)
    }
}

impl TimeServers for FakeServers {
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)> {
        let mut inside = self.0.lock().expect("no test panics while it holds this");
        inside.1.push(servers.to_vec());
        let answer = |index: usize| inside.0.get(index).copied().unwrap_or(Answer::Silent);
        servers.iter().enumerate().map(|(index, name)| (name.clone(), answer(index))).collect()
    }
}

/// A keystore in memory that can be told to fail.
#[derive(Clone, Default)]
pub(crate) struct FakeKeystore(Arc<Mutex<Inside>>);

#[derive(Default)]
pub(crate) struct Inside {
    pub(crate) entries: HashMap<VaultId, String>,
    pub(crate) anchors: HashMap<VaultId, AnchorText>,
    pub(crate) fault: Option<KeystoreFault>,
    /// What the store makes of a text that it is given.
    pub(crate) mangles: bool,
    pub(crate) stored: usize,
}

impl FakeKeystore {
    pub(crate) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().expect("no test panics while it holds this")
    }
}

impl Keystore for FakeKeystore {
    fn name(&self) -> KeystoreName {
        KeystoreName::parse("fake").expect("lower-case letters")
    }

    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault> {
        let inside = self.inside();
        match (inside.fault, inside.entries.get(&vault)) {
            (Some(fault), _) => Err(fault),
            (None, None) => Err(KeystoreFault::NoEntry),
            (None, Some(text)) => DeviceKey::from_text(text).ok_or(KeystoreFault::Undecodable),
        }
    }

    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault> {
        let mut inside = self.inside();
        if let Some(fault) = inside.fault {
            return Err(fault);
        }
        inside.stored += 1;
        let mut text = key.to_text().expose().to_owned();
        if inside.mangles {
            text.push('\n');
        }
        inside.entries.insert(vault, text);
        Ok(())
    }

    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault> {
        let inside = self.inside();
        match (inside.fault, inside.anchors.get(&vault)) {
            (Some(fault), _) => Err(fault),
            (None, anchor) => anchor.cloned().ok_or(KeystoreFault::NoEntry),
        }
    }

    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault> {
        let mut inside = self.inside();
        match inside.fault {
            Some(fault) => Err(fault),
            None => {
                inside.anchors.insert(vault, anchor.clone());
                Ok(())
            }
        }
    }

    fn give_up(&self) {}
}

/// A clipboard in memory.
#[derive(Clone, Default)]
pub(crate) struct FakeClipboard(pub(crate) Arc<Mutex<Option<String>>>);

impl Clipboard for FakeClipboard {
    fn copy_secret(&self, text: &str) -> Result<(), ClipboardFault> {
        *self.0.lock().expect("no test panics while it holds this") = Some(text.to_owned());
        Ok(())
    }

    fn clear_if(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        self.0.lock().expect("no test panics while it holds this").take_if(|text| ours(text));
        Ok(())
    }
}

/// A system that does not tell whether anybody is there.
struct NeverIdle;

impl Idle for NeverIdle {
    fn idle(&self) -> Option<Duration> {
        None
    }
}

/// What the user has set is kept for one run.
struct NotKept;

impl PreferenceFile for NotKept {
    fn load(&self) -> Preferences {
        Preferences::default()
    }

    fn save(&self, _: &Preferences) -> std::io::Result<()> {
        Ok(())
    }
}

/// What survives when the program is closed: the folder, the keystore, the time.
pub(crate) struct Device {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: FakeClock,
    pub(crate) keystore: FakeKeystore,
    pub(crate) clipboard: FakeClipboard,
    pub(crate) servers: FakeServers,
    pub(crate) watcher: Arc<Nobody>,
}

impl Device {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            clock: FakeClock(Arc::new(AtomicU64::new(START * 1000)), Arc::default()),
            keystore: FakeKeystore::default(),
            clipboard: FakeClipboard::default(),
            servers: FakeServers::default(),
            watcher: Arc::default(),
        }
    }

    /// Starts the program; closing it is dropping it.
    pub(crate) fn run(&self) -> Lingpai {
        let ports = Ports {
            clock: Box::new(self.clock.clone()),
            keystore: Box::new(self.keystore.clone()),
            clipboard: Box::new(self.clipboard.clone()),
            idle: Box::new(NeverIdle),
            preferences: Box::new(NotKept),
            servers: Arc::new(self.servers.clone()),
            watcher: Arc::<Nobody>::clone(&self.watcher),
        };
        Lingpai::new(ports, self.vault_folder().to_owned(), Cost::LEAST)
    }

    pub(crate) fn vault_folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every byte of the vault's folder, by name.
    pub(crate) fn bytes(&self) -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(self.vault_folder()).expect("the folder");
        let mut files: Vec<(String, Vec<u8>)> = entries
            .map(|entry| entry.expect("an entry"))
            .filter(|entry| entry.file_type().expect("a type").is_file())
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read")))
            .collect();
        files.sort();
        files
    }

    /// Replaces the folder's files by earlier ones.
    pub(crate) fn put_back(&self, files: &[(String, Vec<u8>)]) {
        for (name, _) in self.bytes() {
            std::fs::remove_file(self.vault_folder().join(name)).expect("removed");
        }
        for (name, bytes) in files {
            std::fs::write(self.vault_folder().join(name), bytes).expect("written");
        }
    }
}

/// A demo broker of its own.
pub(crate) struct Desk {
    pub(crate) broker: Broker,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { broker: Broker::open(&folder.path().join("broker.sqlite")).expect("a fresh file"), _folder: folder }
    }

    pub(crate) fn issue(&mut self, account: &str, clock: &FakeClock) -> Issued {
        let request = Request {
            account: account.parse().expect("a number"),
            issuer: "Fuyi".parse().expect("a name"),
            support: "852-25097524".parse().expect("a number"),
            valid_for: ValidFor::ONE_DAY,
        };
        self.broker.issue(request, clock.timestamp()).expect("issued")
    }
}

pub(crate) fn picture(issued: &Issued) -> Vec<u8> {
    lingpai_broker::qr_png(issued).expect("a short payload")
}

/// A QR picture of any text.
pub(crate) fn picture_of(text: &str) -> Vec<u8> {
    let code = qrcode::QrCode::new(text).expect("a short text");
    let image = code.render::<image::Luma<u8>>().module_dimensions(4, 4).build();
    let mut png = std::io::Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).expect("in memory");
    png.into_inner()
}

/// Types a PIN on the pad that is open, and submits it.
pub(crate) fn submit(program: &Lingpai, pin: &str) -> Outcome {
    for digit in pin.bytes() {
        program.type_digit(digit - b'0').expect("a pad is open");
    }
    program.submit_pin().expect("a PIN")
}

/// Binds what waits under a PIN.
pub(crate) fn bind(program: &Lingpai, pin: &str) -> AccountId {
    assert!(matches!(program.waiting(), Ok(Waiting::Registration { .. })));
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    assert!(matches!(submit(program, pin), Outcome::Repeat));
    match submit(program, pin) {
        Outcome::Bound(id) => id,
        other => panic!("not bound: {}", name(&other)),
    }
}

/// Asks for a code with a PIN.
pub(crate) fn try_pin(program: &Lingpai, account: AccountId, pin: &str) -> Outcome {
    program.open_pad(PadPurpose::Code(account)).expect("the account has a PIN");
    submit(program, pin)
}

/// The code, where the outcome is one.
pub(crate) fn code(outcome: Outcome) -> String {
    match outcome {
        Outcome::Code(shown) => shown.timed.code.expose().to_owned(),
        other => panic!("no code: {}", name(&other)),
    }
}

pub(crate) fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Repeat => "repeat",
        Outcome::Mismatch => "mismatch",
        Outcome::Bound(_) => "bound",
        Outcome::Code(_) => "code",
        Outcome::Synced(_) => "synced",
        Outcome::New => "new",
        Outcome::Weak(_) => "weak",
        Outcome::CheckDigits(..) => "check digits",
        Outcome::Transfer(_) => "transfer",
        Outcome::Done(_) => "done",
        Outcome::Wrong(_) => "wrong",
        Outcome::NoTry(_) => "no try",
    }
}
