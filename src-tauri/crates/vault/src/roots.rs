//! Tests that see root keys. They open a file with the root key of another, as somebody does who has kept it: the header is no
//! hindrance to him, so a file with exchanged slots would show nothing.

use std::fs;
use std::path::{Path, PathBuf};

use lingpai_domain::{Moment, UnixTime};
use tempfile::TempDir;

use crate::format::file::Parsed;
use crate::format::settings::Keep;
use crate::format::slot::{KeystoreName, SlotKind};
use crate::keys::kdf::Cost;
use crate::keys::kit::RecoveryKit;
use crate::keys::{DeviceKey, Passphrase};
use crate::restore::{Foreign, KeystoreFate};
use crate::store::folder::Folder;
use crate::vault::authorization::Authorization;
use crate::vault::fault::VaultFault;
use crate::vault::way_in::WayIn;
use crate::vault::{Opener, Vault};

fn now() -> Moment {
    let time = UnixTime::from_secs(1_795_000_000);
    Moment { wall: time, steady: time }
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).expect("not empty")
}

fn keystore_name() -> KeystoreName {
    KeystoreName::parse("secret-service").expect("a name")
}

fn again(device: &DeviceKey) -> DeviceKey {
    DeviceKey::from_text(device.to_text().expose()).expect("its own text")
}

/// Whether the root key that a way in gives for the file `of` opens another file.
fn root_opens(of: &[u8], way: WayIn<'_>, other: &[u8]) -> bool {
    let parsed = |bytes: &[u8]| Parsed::parse(bytes.to_vec()).expect("whole");
    let root = way.open(&parsed(of).header).expect("it opens the first file");
    parsed(other).open_with(&root).is_ok()
}

/// A vault with three ways in, and a folder for its backups.
struct There {
    home: TempDir,
    backups: TempDir,
    device: DeviceKey,
    known: Passphrase,
    kit: RecoveryKit,
    vault: Vault,
}

impl There {
    fn made() -> Self {
        let (home, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let (device, known, kit) =
            (DeviceKey::make().expect("entropy"), passphrase("correct horse"), RecoveryKit::make());
        let folder = Folder::open(&home.path().join("vault")).expect("a fresh folder");
        let opener = Opener::Keystore(keystore_name(), &device);
        let mut vault =
            Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("a fresh vault");
        let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
        vault.set_passphrase(&proof, &known, Cost::LEAST, now()).expect("saved");
        vault.set_kit(&proof, &kit, now()).expect("saved");
        Self { home, backups, device, known, kit, vault }
    }

    /// A proof by the passphrase, with the device key at hand.
    fn proof(&self) -> Authorization {
        let proof = self.vault.prove(WayIn::Passphrase(&self.known)).expect("its own");
        proof.with_device(Some(again(&self.device)))
    }

    /// The newest file of the vault.
    fn file(&self) -> Vec<u8> {
        let name = format!("vault/vault-{:010}.lingpai", self.vault.generation());
        fs::read(self.home.path().join(name)).expect("read")
    }

    /// Saves another state, and gives its file.
    fn next(&mut self) -> Vec<u8> {
        self.vault.set_anchored(true, now()).expect("saved");
        self.file()
    }

    /// Saves another state, and gives a backup of it.
    fn backup(&mut self) -> Vec<u8> {
        self.next();
        fs::read(self.vault.back_up(self.backups.path(), Keep::STANDARD).expect("copied")).expect("read")
    }

    fn set_backup_passphrase(&mut self, text: &str) {
        let proof = self.proof();
        self.vault.set_backup_passphrase(&proof, &passphrase(text), Cost::LEAST, now()).expect("saved");
    }
}

type Change = fn(&mut Vault, &Authorization) -> Result<(), VaultFault>;

/// Each change of a way in, by name.
const CHANGES: [(&str, Change); 6] = [
    ("another passphrase", |vault, proof| {
        vault.set_passphrase(proof, &passphrase("battery staple"), Cost::LEAST, now())
    }),
    ("another kit", |vault, proof| vault.set_kit(proof, &RecoveryKit::make(), now())),
    ("another device key", |vault, proof| {
        vault.set_keystore(proof, keystore_name(), &DeviceKey::make().expect("entropy"), now())
    }),
    ("no passphrase", |vault, proof| vault.remove_way(proof, SlotKind::Passphrase, now())),
    ("no kit", |vault, proof| vault.remove_way(proof, SlotKind::Kit, now())),
    ("no keystore", |vault, proof| vault.remove_way(proof, SlotKind::Keystore, now())),
];

#[test]
fn every_change_of_a_way_in_makes_a_new_root_key_and_the_old_one_opens_no_later_file() {
    for (name, change) in CHANGES {
        let mut there = There::made();
        let (old, before) = (there.file(), there.next());
        let proof = there.proof();
        change(&mut there.vault, &proof).expect("saved");
        let files = [there.file(), there.next()];
        for way in [WayIn::DeviceKey(&there.device), WayIn::Passphrase(&there.known), WayIn::Kit(&there.kit)] {
            assert!(root_opens(&old, way, &before), "{name}: without a change the root key stays");
            for file in &files {
                assert!(!root_opens(&old, way, file), "{name}: the root key of before opens a later file");
            }
        }
    }
}

#[test]
fn every_change_of_a_way_in_makes_a_new_root_key_of_backups() {
    for (name, change) in CHANGES {
        let mut there = There::made();
        there.set_backup_passphrase("copper lantern");
        let (old, before) = (there.backup(), there.backup());
        let file = there.file();
        let proof = there.proof();
        change(&mut there.vault, &proof).expect("saved");
        let later = there.backup();
        let for_backups = passphrase("copper lantern");
        for way in [WayIn::Passphrase(&for_backups), WayIn::Kit(&there.kit)] {
            assert!(root_opens(&old, way, &before), "{name}: without a change the root key stays");
            assert!(!root_opens(&old, way, &later), "{name}: the root key of before opens a later backup");
        }
        assert!(
            !root_opens(&file, WayIn::Passphrase(&there.known), &later),
            "{name}: an old file opens a later backup"
        );
    }
}

#[test]
fn what_opens_a_backup_has_its_own_root_key_and_another_one_after_each_change_of_it() {
    let mut there = There::made();
    let kit = RecoveryKit::from_text(there.kit.to_text().expose()).expect("its own text");
    let (first, second) = (passphrase("copper lantern"), passphrase("ninety geese"));
    let by_kit = there.backup();
    there.set_backup_passphrase("copper lantern");
    let (both, file) = (there.backup(), there.file());
    assert!(!root_opens(&by_kit, WayIn::Kit(&kit), &both), "the passphrase has come");
    there.set_backup_passphrase("ninety geese");
    let changed = there.backup();
    assert!(!root_opens(&both, WayIn::Passphrase(&first), &changed) && !root_opens(&both, WayIn::Kit(&kit), &changed));
    // No root key of a backup opens a file of the vault, and the vault's opens no backup.
    for (backup, way) in [(&both, WayIn::Passphrase(&first)), (&changed, WayIn::Passphrase(&second))] {
        assert!(!root_opens(backup, way, &file) && !root_opens(backup, WayIn::Kit(&kit), &file));
        assert!(!root_opens(&file, WayIn::Passphrase(&there.known), backup));
    }
}

#[test]
fn a_first_kit_gives_backups_another_root_key_too() {
    let mut there = There::made();
    there.set_backup_passphrase("copper lantern");
    let proof = there.proof();
    there.vault.remove_way(&proof, SlotKind::Kit, now()).expect("others stay");
    let (without, for_backups) = (there.backup(), passphrase("copper lantern"));
    let proof = there.proof();
    there.vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    let with = there.backup();
    assert!(!root_opens(&without, WayIn::Passphrase(&for_backups), &with));
}

#[test]
fn a_restore_with_another_device_key_makes_a_new_root_key() {
    let there = There::made();
    let old = there.file();
    let restorable = Foreign::read(old.clone()).expect("whole").unlock(WayIn::Passphrase(&there.known));
    let restorable = restorable.map_err(|(_, fault)| fault).expect("its own");
    let other = tempfile::tempdir().expect("a folder");
    let home: PathBuf = other.path().join("vault");
    let folder = Folder::open(Path::new(&home)).expect("a fresh folder");
    let fresh = DeviceKey::make().expect("entropy");
    let vault = restorable.install(folder, KeystoreFate::Replace(keystore_name(), &fresh), None, now());
    let vault = vault.map_err(|(_, fault)| fault).expect("installed");
    let new = fs::read(home.join(format!("vault-{:010}.lingpai", vault.generation()))).expect("read");
    assert!(!root_opens(&old, WayIn::DeviceKey(&there.device), &new), "the first machine's keystore opens it");
}
