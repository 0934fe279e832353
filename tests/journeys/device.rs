//! A simulated device: the real program with a real folder, and the rest of the machine in memory.

use std::ops::Deref;
use std::path::Path;

use jiff::Timestamp;
use lingpai_app::{Clock as _, Lingpai, Outcome, PadPurpose, Waiting, Warrant, kinds};
use lingpai_broker::{Broker, Issued, Request, ValidFor};
use lingpai_domain::{AccountId, Grave, UnixTime};
use lingpai_machine::{Machine, ManualClock};
use lingpai_vault::Cost;

/// 2026-11-24T01:30:00Z, a moment at which a step of 60 seconds begins.
pub(crate) const START: u64 = 1_795_483_800;

/// The folder and the machine, which survive the program. The ports of the machine are its fields.
pub(crate) struct Device {
    pub(crate) folder: tempfile::TempDir,
    machine: Machine,
}

impl Deref for Device {
    type Target = Machine;

    fn deref(&self) -> &Machine {
        &self.machine
    }
}

impl Device {
    pub(crate) fn new() -> Self {
        let machine = Machine::at(UnixTime::from_secs(START));
        Self { folder: tempfile::tempdir().expect("a folder"), machine }
    }

    /// Starts the program. Dropping it closes it.
    pub(crate) fn run(&self) -> Lingpai {
        Lingpai::new(self.machine.ports(), self.vault_folder().to_owned(), Cost::LEAST)
    }

    pub(crate) fn vault_folder(&self) -> &Path {
        self.folder.path()
    }

    /// Gives the bytes of all files in the vault's folder, by name.
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

    /// Replaces the files in the folder by earlier ones.
    pub(crate) fn put_back(&self, files: &[(String, Vec<u8>)]) {
        for (name, _) in self.bytes() {
            std::fs::remove_file(self.vault_folder().join(name)).expect("removed");
        }
        for (name, bytes) in files {
            std::fs::write(self.vault_folder().join(name), bytes).expect("written");
        }
    }
}

/// Gives the time of the wall clock in the broker's type.
pub(crate) fn timestamp(clock: &ManualClock) -> Timestamp {
    let millis = i64::try_from(clock.now().millis()).expect("in this millennium");
    Timestamp::from_millisecond(millis).expect("in this millennium")
}

/// A demo broker for one test.
pub(crate) struct Desk {
    pub(crate) broker: Broker,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { broker: Broker::open(&folder.path().join("broker.sqlite")).expect("a fresh file"), _folder: folder }
    }

    pub(crate) fn issue(&mut self, account: &str, clock: &ManualClock) -> Issued {
        let request = Request {
            account: account.parse().expect("a number"),
            issuer: "Fuyi".parse().expect("a name"),
            support: "852-25097524".parse().expect("a number"),
            valid_for: ValidFor::ONE_DAY,
        };
        self.broker.issue(request, timestamp(clock)).expect("issued")
    }
}

pub(crate) fn picture(issued: &Issued) -> Vec<u8> {
    lingpai_broker::qr_png(issued).expect("a short payload")
}

/// Makes a picture of a QR code with any text.
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
    program.submit_pin(|| true).expect("a PIN")
}

/// Binds the waiting registration with a PIN.
pub(crate) fn bind(program: &Lingpai, pin: &str) -> AccountId {
    assert!(matches!(program.waiting(), Ok(Waiting::Registration { .. })));
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    assert!(matches!(submit(program, pin), Outcome::Repeat));
    match submit(program, pin) {
        Outcome::Bound(id) => id,
        other => panic!("not bound: {}", name(&other)),
    }
}

/// Proves the user for a grave change with the PIN of an account.
pub(crate) fn prove(program: &Lingpai, account: AccountId, pin: &str, grave: Grave) {
    program.open_pad(PadPurpose::Prove(account, grave)).expect("its PIN proves the user");
    assert!(matches!(submit(program, pin), Outcome::Proved(proved) if proved == account));
}

/// Gives the warrant for a grave change, by the PIN of an account.
pub(crate) fn warrant<K: kinds::Kind>(program: &Lingpai, account: AccountId, pin: &str) -> Warrant<K> {
    prove(program, account, pin, K::GRAVE);
    program.grave().take().expect("just proved")
}

/// Asks for a code with a PIN.
pub(crate) fn try_pin(program: &Lingpai, account: AccountId, pin: &str) -> Outcome {
    program.open_pad(PadPurpose::Code(account)).expect("the account has a PIN");
    submit(program, pin)
}

/// Gives the code of an outcome, which must be one.
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
        Outcome::Proved(_) => "proved",
        Outcome::Wrong(_) => "wrong",
        Outcome::NoTry(_) => "no try",
    }
}
