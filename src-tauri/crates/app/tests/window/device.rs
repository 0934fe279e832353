//! A device: the machine in memory, and a real folder for its vault.

use std::ops::Deref;
use std::sync::mpsc;
use std::time::Duration;

use lingpai_app::{Lingpai, Outcome, PadPurpose, Source};
use lingpai_domain::{AccountId, Arrangement, KeepOpen, UnixTime};
use lingpai_machine::Machine;
use lingpai_vault::Cost;

/// 2026-11-24T01:30:00Z, a moment at which a step of 60 seconds begins.
pub(crate) const START: u64 = 1_795_483_800;
pub(crate) const PIN: &str = "135790";

/// Gives its machine's ports by name.
pub(crate) struct Device {
    folder: tempfile::TempDir,
    machine: Machine,
    /// What was copied, one after another.
    pub(crate) copies: mpsc::Receiver<String>,
    /// That the vault was locked.
    pub(crate) locked: mpsc::Receiver<()>,
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
        let (copies, locked) = (machine.clipboard.copies(), machine.watcher.locks());
        Self { folder: tempfile::tempdir().expect("a folder"), machine, copies, locked }
    }

    /// The program with its vault open.
    pub(crate) fn run(&self) -> Lingpai {
        self.run_at(Cost::LEAST)
    }

    pub(crate) fn run_at(&self, cost: Cost) -> Lingpai {
        let program = Lingpai::new(self.machine.ports(), self.folder.path().to_owned(), cost);
        program.start().expect("a keystore is there");
        program
    }

    /// Moves the clocks by so many seconds.
    pub(crate) fn forward(&self, secs: u64) {
        self.clock.forward(Duration::from_secs(secs));
    }

    /// Has the system say one after another for how many seconds nobody has used it.
    pub(crate) fn idle_for(&self, secs: &[Option<u64>]) {
        let answers: Vec<_> = secs.iter().map(|secs| secs.map(Duration::from_secs)).collect();
        self.idle.say(&answers);
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
    program.take(program.session().expect("open"), vec![Source::text(uri)]).expect("open");
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
    program.take(program.session().expect("open"), vec![Source::text(uri)]).expect("open");
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
    program.submit_pin(|| true)
}

/// Gives an account's PIN.
pub(crate) fn try_pin(program: &Lingpai, id: AccountId, pin: &str) -> Outcome {
    program.open_pad(PadPurpose::Code(id)).expect("the account has a PIN");
    submit(program, pin).unwrap_or_else(|fault| panic!("{fault}"))
}
