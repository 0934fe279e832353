//! A keystore that fails in every way, under every operation: no byte of the vault changes, and no key is made.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lingpai_app::{
    Clipboard, ClipboardFault, Clock, Idle, Keystore, KeystoreFault, Lingpai, Ports, PreferenceFile, Preferences,
    Renew, TimeServers, Typed, Watcher,
};
use lingpai_domain::UnixTime;
use lingpai_domain::clock::Answer;
use lingpai_vault::{AnchorText, Cost, DeviceKey, KeystoreName, SlotKind, VaultId};

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
        drop(program.set_passphrase(&Typed::Nothing, "staple orbit velvet mango"));
        drop(program.remove_way(&Typed::Nothing, SlotKind::Keystore));
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
    let store = Store::default();
    if vault {
        program(dir.path(), &store).start().expect("the keystore works");
    }
    let (bytes, entries) = (files(dir.path()), store.inside().entries.clone());
    store.inside().fault = Some(fault);
    operation(&program(dir.path(), &store));
    let there = if vault { "a vault" } else { "no vault" };
    if files(dir.path()) != bytes {
        report.fail(format!("{fault}, {name}, {there}: the folder changed"));
    }
    if store.inside().entries != entries {
        report.fail(format!("{fault}, {name}, {there}: the keystore's keys changed"));
    }
    if vault {
        store.inside().fault = None;
        if let Err(fault) = program(dir.path(), &store).start() {
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

fn program(folder: &Path, store: &Store) -> Lingpai {
    let ports = Ports {
        clock: Box::new(Still),
        servers: Arc::new(Still),
        keystore: Box::new(store.clone()),
        clipboard: Box::new(Still),
        idle: Box::new(Still),
        preferences: Box::new(Still),
        watcher: Arc::new(Still),
    };
    Lingpai::new(ports, folder.to_owned(), Cost::LEAST)
}

/// A keystore in memory that can be told to fail. Clones are the same store.
#[derive(Clone, Default)]
struct Store(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    entries: HashMap<VaultId, String>,
    anchors: HashMap<VaultId, AnchorText>,
    fault: Option<KeystoreFault>,
}

impl Store {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T>(&self, act: impl FnOnce(&mut Inside) -> Result<T, KeystoreFault>) -> Result<T, KeystoreFault> {
        let mut inside = self.inside();
        match inside.fault {
            Some(fault) => Err(fault),
            None => act(&mut inside),
        }
    }
}

impl Keystore for Store {
    fn name(&self) -> KeystoreName {
        KeystoreName::parse("proof").expect("lower-case letters")
    }

    fn load(&self, vault: VaultId) -> Result<DeviceKey, KeystoreFault> {
        self.ask(|inside| {
            let text = inside.entries.get(&vault).ok_or(KeystoreFault::NoEntry)?;
            DeviceKey::from_text(text).ok_or(KeystoreFault::Undecodable)
        })
    }

    fn store(&self, vault: VaultId, key: &DeviceKey) -> Result<(), KeystoreFault> {
        self.ask(|inside| {
            inside.entries.insert(vault, key.to_text().expose().to_owned());
            Ok(())
        })
    }

    fn load_anchor(&self, vault: VaultId) -> Result<AnchorText, KeystoreFault> {
        self.ask(|inside| inside.anchors.get(&vault).cloned().ok_or(KeystoreFault::NoEntry))
    }

    fn store_anchor(&self, vault: VaultId, anchor: &AnchorText) -> Result<(), KeystoreFault> {
        self.ask(|inside| {
            inside.anchors.insert(vault, anchor.clone());
            Ok(())
        })
    }

    fn give_up(&self) {}
}

/// Time stands still, nothing is copied, nobody watches.
struct Still;

impl Clock for Still {
    fn now(&self) -> UnixTime {
        UnixTime::from_secs(1_795_000_000)
    }

    fn steady(&self) -> Duration {
        Duration::ZERO
    }
}

impl Clipboard for Still {
    fn copy_secret(&self, _: &str) -> Result<(), ClipboardFault> {
        Ok(())
    }

    fn clear_if(&self, _: &dyn Fn(&str) -> bool) -> Result<(), ClipboardFault> {
        Ok(())
    }
}

impl Idle for Still {
    fn idle(&self) -> Option<Duration> {
        None
    }
}

impl PreferenceFile for Still {
    fn load(&self) -> Preferences {
        Preferences::default()
    }

    fn save(&self, _: &Preferences) -> std::io::Result<()> {
        Ok(())
    }
}

impl TimeServers for Still {
    fn ask(&self, servers: &[String]) -> Vec<(String, Answer)> {
        servers.iter().map(|name| (name.clone(), Answer::Silent)).collect()
    }
}

impl Watcher for Still {
    fn vault_changed(&self) {}

    fn clock_changed(&self) {}
}
