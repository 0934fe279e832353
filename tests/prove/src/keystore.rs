//! A keystore that fails in every way, under every operation. No byte of the vault changes, and no key is made.

use std::path::Path;

use lingpai_app::{KeystoreFault, Lingpai, Proof, Renew};
use lingpai_domain::UnixTime;
use lingpai_machine::Machine;
use lingpai_vault::{Cost, SlotKind};

use crate::Report;

const FAULTS: [KeystoreFault; 7] = [
    KeystoreFault::Absent,
    KeystoreFault::NoEntry,
    KeystoreFault::Denied,
    KeystoreFault::Slow,
    KeystoreFault::Ambiguous,
    KeystoreFault::Undecodable,
    KeystoreFault::Failed,
];

/// What a user or somebody else may do while the keystore fails. None of it may change anything.
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
        drop(program.set_passphrase(&Proof::Keystore, "staple orbit velvet mango"));
        drop(program.remove_way(&Proof::Keystore, SlotKind::Keystore));
    }),
    ("giving up, and the keystore once more", |program| {
        program.give_up_keystore();
        drop(program.start());
        drop(program.unlock_with_keystore());
    }),
];

/// Runs the harness.
pub fn prove() -> Report {
    let mut report = Report::default();
    for fault in FAULTS {
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

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "lingpai"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("readable")))
        .collect();
    files.sort();
    files
}
