//! A backup has a root key and slots of its own: the passphrase for backups and the kit open it, and nothing else does.

use lingpai_vault::BackupFault;

use super::*;

fn read_back(path: &Path) -> Foreign {
    Foreign::read(fs::read(path).expect("the backup")).expect("whole")
}

/// Whether a way in opens a backup.
fn opens(path: &Path, way: WayIn<'_>) -> bool {
    read_back(path).unlock(way).is_ok()
}

struct There {
    home: tempfile::TempDir,
    backups: tempfile::TempDir,
    device: DeviceKey,
    vault: Vault,
}

impl There {
    fn made() -> Self {
        let (home, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let device = DeviceKey::make().expect("entropy");
        let vault = create(home.path(), &device);
        Self { home, backups, device, vault }
    }

    fn proof(&self) -> lingpai_vault::Authorization {
        self.vault.prove(WayIn::DeviceKey(&self.device)).expect("its own")
    }

    /// Saves another state, and makes a backup of it.
    fn next(&mut self) -> PathBuf {
        let number = self.vault.generation().to_string();
        add(&mut self.vault, &number, 1);
        self.vault.back_up(self.backups.path(), Keep::STANDARD).expect("copied")
    }

    fn set_backup_passphrase(&mut self, text: &str) {
        self.vault.set_backup_passphrase(&self.proof(), &passphrase(text), Cost::LEAST, now()).expect("saved");
    }

    fn newest(&self) -> PathBuf {
        files(self.home.path()).pop().expect("a generation")
    }
}

#[test]
fn without_a_passphrase_for_backups_and_without_a_kit_no_backup_is_made() {
    let mut there = There::made();
    assert!(matches!(there.vault.backup_job().err(), Some(BackupFault::Closed)));
    there.vault.set_passphrase(&there.proof(), &passphrase("the vault's own"), Cost::LEAST, now()).expect("saved");
    assert!(there.vault.back_up(there.backups.path(), Keep::STANDARD).is_err(), "no backup opens with it");
    assert_eq!(fs::read_dir(there.backups.path()).expect("a folder").count(), 0);
}

#[test]
fn a_backup_opens_with_its_own_passphrase_and_the_kit_and_with_no_other_way() {
    let mut there = There::made();
    let (own, kit) = (passphrase("the vault's own"), RecoveryKit::make());
    there.vault.set_passphrase(&there.proof(), &own, Cost::LEAST, now()).expect("saved");
    there.vault.set_kit(&there.proof(), &kit, now()).expect("saved");
    let by_kit = there.next();
    assert!(opens(&by_kit, WayIn::Kit(&kit)) && !read_back(&by_kit).ways().passphrase);
    there.set_backup_passphrase(FOR_BACKUPS);
    let both = there.next();
    let for_backups = passphrase(FOR_BACKUPS);
    assert!(opens(&both, WayIn::Kit(&kit)) && opens(&both, WayIn::Passphrase(&for_backups)));
    assert!(read_back(&both).ways().for_backups && read_back(&both).ways().keystore.is_none());
    for backup in [&by_kit, &both] {
        assert!(!opens(backup, WayIn::DeviceKey(&there.device)) && !opens(backup, WayIn::Passphrase(&own)));
    }
    // What opens a backup opens no file of the vault.
    let newest = there.newest();
    assert!(!opens(&newest, WayIn::Passphrase(&for_backups)));
    // The vault counts the accounts in them.
    let there_are = |path: &Path| there.vault.accounts_in(&read_back(path));
    assert_eq!((there_are(&both), there.vault.accounts().count()), (Some(2), 2));
}

#[test]
fn who_opened_an_earlier_backup_opens_none_that_is_made_after_a_change() {
    let mut there = There::made();
    let (kit, other) = (RecoveryKit::make(), RecoveryKit::make());
    let (first, second) = (passphrase(FOR_BACKUPS), passphrase("ninety geese"));
    there.vault.set_kit(&there.proof(), &kit, now()).expect("saved");
    there.set_backup_passphrase(FOR_BACKUPS);
    // Another passphrase.
    there.set_backup_passphrase("ninety geese");
    let changed = there.next();
    assert!(opens(&changed, WayIn::Passphrase(&second)) && opens(&changed, WayIn::Kit(&kit)));
    assert!(!opens(&changed, WayIn::Passphrase(&first)));
    // Another kit, and none. The passphrase for backups is not typed for that.
    there.vault.set_kit(&there.proof(), &other, now()).expect("saved");
    let replaced = there.next();
    there.vault.remove_way(&there.proof(), SlotKind::Kit, now()).expect("the keystore stays");
    let removed = there.next();
    for (backup, by_other) in [(&replaced, true), (&removed, false)] {
        assert!(opens(backup, WayIn::Passphrase(&second)) && !opens(backup, WayIn::Kit(&kit)));
        assert_eq!(opens(backup, WayIn::Kit(&other)), by_other);
    }
    let later = there.next();
    // The next session makes the same keys, so it counts the accounts in the backups of the last one.
    let count = there.vault.accounts_in(&read_back(&later));
    drop(there.vault);
    assert_eq!((count, open(there.home.path(), &there.device).accounts_in(&read_back(&later))), (Some(4), Some(4)));
}

#[test]
fn a_backup_that_is_restored_opens_with_its_passphrase_and_this_machines_keystore() {
    let mut there = There::made();
    let id = bind_main(&mut there.vault, "700004");
    there.set_backup_passphrase(FOR_BACKUPS);
    let backup = there.next();
    count_wrong(&mut there.vault, id, 2);
    let (for_backups, name) = (passphrase(FOR_BACKUPS), KeystoreName::parse("secret-service").expect("a name"));
    let restorable = read_back(&backup).unlock(WayIn::Passphrase(&for_backups));
    let restorable = restorable.map_err(|(_, fault)| fault).expect("its passphrase");
    // The vault is locked. This machine's key opens the present file, which says what to remember.
    let folder = there.vault.close();
    let installed = restorable.install(folder, KeystoreFate::Replace(name, &there.device), None, day(1));
    let mut vault = installed.map_err(|(_, fault)| fault).expect("installed");
    assert_eq!(vault.account(id).expect("restored").binding.guard().expect("a PIN").attempts().wrong(), 2);
    assert!(try_pin(&mut vault, id, "135790").expect("its PIN").syncs());
    assert!(vault.ways().for_backups && vault.ways().keystore.is_some());
    // Its backups go on with the same passphrase, and are other files than before.
    let next = vault.back_up(there.backups.path(), Keep::STANDARD).expect("copied");
    assert!(opens(&next, WayIn::Passphrase(&for_backups)));
    // The passphrase is a way in like another.
    let proof = vault.prove(WayIn::Passphrase(&for_backups)).expect("its own");
    let own = DeviceKey::from_text(there.device.to_text().expose());
    vault.set_passphrase(&proof.with_device(own), &passphrase("battery staple"), Cost::LEAST, day(1)).expect("saved");
    drop(vault);
    assert!(read(there.home.path()).unlock(WayIn::Passphrase(&for_backups)).is_err());
    let vault = open(there.home.path(), &there.device);
    assert!(!vault.ways().for_backups && vault.ways().passphrase);
}

#[test]
fn a_backup_of_before_with_all_ways_still_opens_and_gives_way_to_one_with_its_own() {
    let mut there = There::made();
    let own = passphrase("the vault's own");
    there.vault.set_passphrase(&there.proof(), &own, Cost::LEAST, now()).expect("saved");
    there.set_backup_passphrase(FOR_BACKUPS);
    let backup = there.next();
    // An earlier version copied the vault's own file.
    fs::copy(there.newest(), &backup).expect("copied");
    assert!(opens(&backup, WayIn::Passphrase(&own)));
    let listed = lingpai_vault::list_backups(there.backups.path()).expect("listed");
    assert_eq!(listed.iter().filter_map(|(_, file)| there.vault.accounts_in(file)).collect::<Vec<_>>(), [1]);
    assert_eq!(there.vault.back_up(there.backups.path(), Keep::STANDARD).expect("copied"), backup);
    assert!(opens(&backup, WayIn::Passphrase(&passphrase(FOR_BACKUPS))) && !opens(&backup, WayIn::Passphrase(&own)));
    // One of the same state that the same passphrase opens stays as it is.
    let bytes = fs::read(&backup).expect("read");
    there.vault.back_up(there.backups.path(), Keep::STANDARD).expect("there");
    assert_eq!(fs::read(&backup).expect("read"), bytes);
}
