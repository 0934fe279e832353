//! A lock in the middle of every use case, on a slow disk, with a slow keystore and a pipe among the backups: it never waits for
//! any of them.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use lingpai_app::{Lingpai, NextCode, Outcome, PadPurpose, Source, Started};
use lingpai_domain::{AccountId, UnixTime};
use lingpai_machine::Machine;
use lingpai_vault::{Cost, Disk, HeldLock, Keep, NewFile, SystemDisk};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Report;

/// How long a slow disk or keystore takes for each call.
const SLOW: Duration = Duration::from_millis(700);
/// The longest that a lock may take.
const LIMIT: Duration = Duration::from_millis(500);
/// Every so many rounds the disk or the keystore is slow.
const EVERY: usize = 25;

const PLAIN: &str = "otpauth://totp/Example:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
const REGISTRATION: &str = "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi\
    &algorithm=SHA1&digits=6&period=60&activation=152149&expires=2026-11-25T09:30:00%2B08:00&pin=required";

/// What may be under way when the lock falls.
type UseCase = (&'static str, fn(&Lingpai, &Bound, &Path));

/// The accounts of the vault.
struct Bound {
    plain: AccountId,
    pinned: AccountId,
}

const USE_CASES: [UseCase; 12] = [
    ("a wrong PIN", |program, bound, _| drop(try_pin(program, bound.pinned, "000000"))),
    ("a right PIN", |program, bound, _| drop(try_pin(program, bound.pinned, "135790"))),
    ("codes", |program, bound, _| drop(program.show_all(&[bound.plain, bound.pinned], NextCode::Wanted))),
    ("the list", |program, _, _| drop(program.accounts())),
    ("earlier states", |program, _, _| drop(program.earlier())),
    ("a backup", |program, _, _| drop(program.back_up_now())),
    ("a recovery kit", |program, _, _| {
        drop(program.grave().take().and_then(|warrant| program.grave().make_kit(warrant)))
    }),
    ("a setting", |program, _, _| {
        drop(program.grave().take().and_then(|warrant| program.grave().set_erase_at_ten(warrant, false)));
    }),
    ("a found account", |program, _, _| {
        if let Ok(session) = program.session() {
            drop(program.take(session, vec![Source::text(PLAIN)]));
        }
    }),
    ("the trail", |program, _, _| drop(program.note_trail_exported())),
    ("going on with an older state", |program, _, _| drop(program.accept_older())),
    ("a picked file", |program, _, folder| drop(program.pick(&folder.join("pipe.lingpai")))),
];

/// A disk each of whose calls may be slow.
struct SlowDisk(Arc<AtomicBool>);

impl SlowDisk {
    fn disk(&self) -> SystemDisk {
        if self.0.load(Ordering::SeqCst) {
            thread::sleep(SLOW);
        }
        SystemDisk
    }
}

impl Disk for SlowDisk {
    fn make_folder(&self, path: &Path) -> std::io::Result<()> {
        self.disk().make_folder(path)
    }

    fn close_folder(&self, path: &Path) -> std::io::Result<bool> {
        self.disk().close_folder(path)
    }

    fn lock(&self, path: &Path) -> Result<HeldLock, std::fs::TryLockError> {
        self.disk().lock(path)
    }

    fn create_new(&self, path: &Path) -> std::io::Result<Box<dyn NewFile>> {
        self.disk().create_new(path)
    }

    fn sync_folder(&self, path: &Path) -> std::io::Result<()> {
        self.disk().sync_folder(path)
    }

    fn read(&self, path: &Path, max: u64) -> std::io::Result<Vec<u8>> {
        self.disk().read(path, max)
    }

    fn names(&self, path: &Path) -> std::io::Result<Vec<String>> {
        self.disk().names(path)
    }

    fn remove(&self, path: &Path) -> std::io::Result<()> {
        self.disk().remove(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.disk().rename(from, to)
    }
}

/// Locks so often, each time in the middle of a use case.
pub fn prove(locks: usize) -> Report {
    let mut report = Report::default();
    let (home, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (slow_disk, slow_keystore) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut machine = Machine::at(UnixTime::from_secs(1_795_483_800));
    machine.disk = Arc::new(SlowDisk(Arc::clone(&slow_disk)));
    let slow = Arc::clone(&slow_keystore);
    machine.keystore.watch(move |_| {
        if slow.load(Ordering::SeqCst) {
            thread::sleep(SLOW);
        }
        None
    });
    let program = Lingpai::new(machine.ports(), home.path().to_owned(), Cost::LEAST);
    let bound = bind(&program, backups.path());
    let mut random = StdRng::seed_from_u64(0x10C);
    let mut worst = Duration::ZERO;
    for round in 0..locks {
        let (name, use_case) = USE_CASES[round % USE_CASES.len()];
        // Every slow thing meets every use case.
        let slow = [&slow_disk, &slow_keystore][round / EVERY % 2];
        slow.store(round % EVERY == 0, Ordering::SeqCst);
        let took = thread::scope(|scope| {
            scope.spawn(|| use_case(&program, &bound, backups.path()));
            thread::sleep(Duration::from_micros(random.random_range(0..2_000)));
            let begun = Instant::now();
            let locked = program.lock();
            let took = begun.elapsed();
            if locked.is_err() {
                report.fail(format!("{name}: the lock was refused"));
            }
            if program.accounts().is_ok() {
                report.fail(format!("{name}: the list is there behind the lock"));
            }
            took
        });
        report.count("locks", 1);
        if took > LIMIT {
            report.fail(format!("{name}: the lock took {} ms", took.as_millis()));
        }
        worst = worst.max(took);
        slow.store(false, Ordering::SeqCst);
        // Ten wrong PINs would freeze the account; a wait would make the next tries none.
        machine.clock.forward(Duration::from_hours(1));
        if !matches!(program.unlock_with_keystore(), Ok(Started::Open)) {
            report.fail(format!("{name}: the vault does not open again"));
            break;
        }
        drop(try_pin(&program, bound.pinned, "135790"));
    }
    report.count("lock_ms", u64::try_from(worst.as_millis()).unwrap_or(u64::MAX));
    report
}

/// The passphrase for backups.
const FOR_BACKUPS: &str = "copper lantern ninety geese";

/// Makes a vault with two accounts and planned backups; in their folder lies a pipe.
fn bind(program: &Lingpai, backups: &Path) -> Bound {
    program.start().expect("the keystore works");
    let set = program.grave().take().and_then(|empty| program.grave().set_backup_passphrase(empty, FOR_BACKUPS));
    set.expect("a vault with nothing in it asks for no proof");
    let planned = program.grave().take().and_then(|empty| program.grave().plan_backups(empty, backups, Keep::STANDARD));
    planned.expect("saved");
    let take = |text| program.take(program.session().expect("open"), vec![Source::text(text)]).expect("open");
    take(PLAIN);
    let plain = program.bind_plain().expect("an ordinary account waits");
    take(REGISTRATION);
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    let submit = || type_pin(program, "135790").expect("digits");
    submit();
    let Outcome::Bound(pinned) = submit() else { panic!("the same PIN twice binds") };

    let made = Command::new("mkfifo").arg(backups.join("pipe.lingpai")).status().expect("mkfifo runs");
    assert!(made.success(), "a pipe is made");
    Bound { plain, pinned }
}

fn try_pin(program: &Lingpai, id: AccountId, pin: &str) -> Result<Outcome, lingpai_app::Fault> {
    program.open_pad(PadPurpose::Code(id))?;
    type_pin(program, pin)
}

fn type_pin(program: &Lingpai, pin: &str) -> Result<Outcome, lingpai_app::Fault> {
    for digit in pin.bytes() {
        program.type_digit(digit - b'0')?;
    }
    program.submit_pin(|| true)
}
