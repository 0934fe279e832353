//! A keystore that fails in every way, at every call, under every operation: no key is lost or made, and no try is won.

use std::path::Path;
use std::sync::atomic::Ordering;

use lingpai_app::{KeystoreFault, Lingpai, Outcome, Proof, Renew};
use lingpai_domain::{Grave, UnixTime};
use lingpai_machine::Machine;
use lingpai_vault::{Access, Cost, SlotKind};

use crate::Report;
use crate::rig::{PIN, Rig, Span};
use crate::sim::SimDisk;

/// What a user, or somebody else, may do while the keystore fails. None of it may change anything.
type Operation = (&'static str, fn(&Lingpai));

const OPERATIONS: [Operation; 6] = [
    ("start", |program| drop(program.start())),
    ("start again", |program| {
        drop(program.start());
        drop(program.start());
    }),
    ("a passphrase that there is none of", |program| {
        drop(program.start());
        drop(program.unlock_with_passphrase("staple orbit velvet mango", Renew::Yes));
    }),
    ("a kit that there is none of", |program| {
        drop(program.start());
        let kit = lingpai_vault::RecoveryKit::make();
        drop(program.unlock_with_kit(kit.to_text().expose(), Renew::Yes));
    }),
    ("a change of the ways in", |program| {
        drop(program.start());
        let changes = program.grave();
        let phrase = "staple orbit velvet mango";
        drop(changes.take().and_then(|warrant| changes.set_passphrase(warrant, phrase)));
        drop(changes.by_way(Grave::Ways, &Proof::Passphrase(phrase)));
        drop(changes.take().and_then(|warrant| changes.remove_way(warrant, SlotKind::Keystore)));
    }),
    ("giving up, and the keystore once more", |program| {
        program.give_up_keystore();
        drop(program.start());
        drop(program.unlock_with_keystore());
    }),
];

/// Runs the harness, the stories with so many of the faults.
pub fn prove(faults: usize) -> Report {
    let mut report = Report::default();
    for &fault in KeystoreFault::ALL.iter().rev().take(faults) {
        for span in [Span::Once, Span::Onward] {
            at_every_call("tries", fault, span, &mut report, tries);
            at_every_call("tries, then an old file", fault, span, &mut report, tries_and_an_old_file);
            at_every_call("an old file", fault, span, &mut report, old_file);
            at_every_call("an old file, accepted", fault, span, &mut report, accepted);
        }
    }
    for fault in KeystoreFault::ALL {
        for (name, operation) in OPERATIONS {
            for vault in [true, false] {
                report.count("keystore_cases", 1);
                case(fault, name, operation, vault, &mut report);
            }
        }
    }
    report
}

fn case(fault: KeystoreFault, name: &str, operation: fn(&Lingpai), vault: bool, report: &mut Report) {
    let dir = tempfile::tempdir().expect("a folder");
    let machine = Machine::at(UnixTime::from_secs(1_795_000_000));
    let program = || Lingpai::new(machine.ports(), dir.path().to_owned(), Cost::LEAST);
    if vault {
        program().start().expect("the keystore works");
    }
    let (bytes, keys) = (files(dir.path()), machine.keystore.keys());
    machine.keystore.fail(fault);
    operation(&program());
    let there = if vault { "a vault" } else { "no vault" };
    if files(dir.path()) != bytes {
        report.fail(format!("{fault}, {name}, {there}: the folder changed"));
    }
    if machine.keystore.keys() != keys {
        report.fail(format!("{fault}, {name}, {there}: the keystore's keys changed"));
    }
    if vault {
        machine.keystore.recover();
        if let Err(fault) = program().start() {
            report.fail(format!("{name}: the vault does not open any more: {fault}"));
        }
    }
}

/// The most calls of the keystore in one story.
const MOST_CALLS: usize = 100;

/// A fault at a call of the keystore.
struct Planned {
    call: usize,
    fault: KeystoreFault,
    span: Span,
}

impl Planned {
    fn on(&self, rig: &Rig) -> std::sync::Arc<std::sync::atomic::AtomicUsize> {
        rig.plan(self.call, self.fault, self.span)
    }
}

/// Tells a story once for each call of the keystore in it, which fails there. The story gives what is wrong, and how many
/// calls it made.
fn at_every_call(
    name: &str,
    fault: KeystoreFault,
    span: Span,
    report: &mut Report,
    story: fn(&Planned) -> (Vec<String>, usize),
) {
    for call in 0..MOST_CALLS {
        let (wrong, calls) = story(&Planned { call, fault, span });
        report.count("keystore_calls", 1);
        for wrong in wrong {
            report.fail(format!("{name}, {fault} at call {call} {span:?}: {wrong}"));
        }
        if call >= calls {
            return;
        }
    }
    report.fail(format!("{name}: more than {MOST_CALLS} calls"));
}

/// Wrong PINs, a lock and more wrong PINs: whatever failed, each PIN that was looked at is counted on disk.
fn tries(planned: &Planned) -> (Vec<String>, usize) {
    let (rig, _, mut wrong, calls) = tried(planned);
    let program = rig.boot();
    if !Rig::open(&program) {
        wrong.push("the vault does not open any more".to_owned());
    }
    let counted = rig.counted(&program);
    if counted < rig.owed() {
        wrong.push(format!("{} PINs were looked at, {counted} are counted on disk", rig.owed()));
    }
    (wrong, calls)
}

/// The same, and then the file from before is put back: the keystore has counted each PIN too.
fn tries_and_an_old_file(planned: &Planned) -> (Vec<String>, usize) {
    let (mut rig, old, mut wrong, calls) = tried(planned);
    rig.disk = old;
    let program = rig.boot();
    let open = Rig::open(&program);
    let full = program.vault().is_ok_and(|vault| vault.access == Access::Full);
    if open && full && rig.counted(&program) < rig.owed() {
        wrong.push("an old file opens, and nothing is said".to_owned());
    }
    Rig::accept(&program);
    let counted = rig.counted(&program);
    if counted < rig.owed() {
        wrong.push(format!("{} PINs were looked at, {counted} are counted in the old file", rig.owed()));
    }
    (wrong, calls)
}

/// Tries wrong PINs with the fault, and has the keystore work again. With the disk from before.
fn tried(planned: &Planned) -> (Rig, SimDisk, Vec<String>, usize) {
    let (mut rig, mut wrong) = (Rig::new(true), Vec::new());
    let (old, keys) = (rig.disk.copy(), rig.machine.keystore.keys());
    let calls = planned.on(&rig);
    let program = rig.boot();
    if Rig::open(&program) {
        for _ in 0..2 {
            // Where the keystore did not take it, no PIN was looked at: the count says so.
            drop(rig.try_wrong(&program));
        }
        drop(program.lock());
        if program.unlock_with_keystore().is_ok() {
            drop(rig.try_wrong(&program));
        }
    }
    drop(program);
    let calls = calls.load(Ordering::SeqCst);
    rig.machine.keystore.recover();
    if rig.machine.keystore.keys() != keys {
        wrong.push("the keystore's keys changed".to_owned());
    }
    rig.disk = rig.disk.copy();
    (rig, old, wrong, calls)
}

/// Makes a machine with four wrong PINs, on which the file from before them has been put back.
fn put_back() -> Rig {
    let mut rig = Rig::new(true);
    let old = rig.disk.copy();
    let program = rig.boot();
    assert!(Rig::open(&program), "its keystore works");
    for _ in 0..4 {
        drop(rig.try_wrong(&program));
    }
    assert_eq!(rig.judged, 4, "each was looked at");
    drop(program);
    rig.disk = old;
    rig
}

/// An old file is put back: it never opens as if it were the newest, and no PIN is looked at.
fn old_file(planned: &Planned) -> (Vec<String>, usize) {
    let (mut rig, mut wrong) = (put_back(), Vec::new());
    let calls = planned.on(&rig);
    let program = rig.boot();
    if Rig::open(&program) {
        if program.vault().is_ok_and(|vault| vault.access == Access::Full) {
            wrong.push("it opens with full access".to_owned());
        }
        let before = rig.judged;
        if matches!(rig.try_pin(&program, PIN), Ok(Outcome::Code(_) | Outcome::Synced(_))) || rig.judged > before {
            wrong.push("a PIN was looked at".to_owned());
        }
    }
    (wrong, calls.load(Ordering::SeqCst))
}

/// An old file is put back, and the thief says yes: the tries are counted, or none is free and a wait comes first.
fn accepted(planned: &Planned) -> (Vec<String>, usize) {
    let (mut rig, mut wrong) = (put_back(), Vec::new());
    let calls = planned.on(&rig);
    let program = rig.boot();
    if Rig::open(&program) {
        Rig::accept(&program);
        if program.vault().is_ok_and(|vault| vault.access == Access::Full) && rig.counted(&program) < 4 {
            wrong.push(format!("4 PINs were looked at, {} are counted", rig.counted(&program)));
        }
        drop(rig.try_wrong(&program));
    }
    (wrong, calls.load(Ordering::SeqCst))
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "lingpai"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("readable")))
        .collect();
    files.sort();
    files
}
