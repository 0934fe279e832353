//! What must be gone is gone from every file that can be reached, and what stays is said.

use super::*;

/// How many files in these folders still give an account's secret for its PIN.
fn give(folders: &[&Path], device: &DeviceKey, id: AccountId) -> usize {
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let files = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let gives = |file: &PathBuf| {
        let Ok(file) = Foreign::read(fs::read(file).expect("readable")) else { return false };
        let state = file.unlock(WayIn::DeviceKey(device));
        let state = state.or_else(|(file, _)| file.unlock(WayIn::Passphrase(&passphrase(FOR_BACKUPS))));
        let Ok(state) = state else { return false };
        let there = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(there.path()).expect("a fresh folder");
        let Ok(mut vault) = state.install(folder, KeystoreFate::Keep, None, now()) else { return false };
        vault.account(id).is_some() && begin(&mut vault, id).is_ok_and(|trial| trial.run(&pin("135790")).is_ok())
    };
    files.filter(gives).count()
}

/// A vault with a PIN account whose secret is in every kind of file: generations, quarantine, aside, backups.
struct Everywhere {
    home: tempfile::TempDir,
    backups: tempfile::TempDir,
    device: DeviceKey,
    vault: Vault,
    id: AccountId,
}

impl Everywhere {
    fn made() -> Self {
        let (home, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let device = DeviceKey::make().expect("entropy");
        let mut vault = create_with_backups(home.path(), &device);
        let id = bind_main(&mut vault, "700004");
        for n in 0..3 {
            add(&mut vault, &n.to_string(), n);
            vault.back_up(backups.path(), Keep::STANDARD).expect("copied");
        }
        let file = fs::read(files(home.path()).pop().expect("a generation")).expect("read");
        let state = Foreign::read(file).expect("whole").unlock(WayIn::DeviceKey(&device));
        let state = state.map_err(|(_, fault)| fault).expect("its key");
        let past = vault.past();
        let vault = state.install(vault.close(), KeystoreFate::Keep, Some(past), now());
        let vault = vault.map_err(|(_, fault)| fault).expect("installed");
        // In quarantine, and whole: the newest file bore another number.
        fs::create_dir_all(home.path().join("quarantine")).expect("made");
        let there = files(home.path()).pop().expect("a generation");
        fs::copy(&there, home.path().join("quarantine/vault-0000000002.lingpai")).expect("copied");
        Self { home, backups, device, vault, id }
    }

    fn give(&self) -> usize {
        let home = self.home.path();
        let folders = [home, &home.join("aside"), &home.join("quarantine"), self.backups.path()];
        give(&folders, &self.device, self.id)
    }
}

#[test]
fn an_erased_secret_is_in_no_file_that_can_be_reached() {
    let mut there = Everywhere::made();
    assert!(there.give() >= 8, "{} files", there.give());
    there.vault.erase(there.id, now()).expect("saved");
    assert!(there.vault.sweeps(), "the backups are there");
    assert_eq!(give(&[there.backups.path()], &there.device, there.id), 3);
    assert_eq!(there.give(), 3, "none is left in the vault's own folder");
    there.vault.back_up(there.backups.path(), Keep::STANDARD).expect("copied");
    assert_eq!(there.give(), 0);
    assert_eq!(fs::read_dir(there.backups.path()).expect("a folder").count(), 1);
    there.vault.swept();
    there.vault.set_anchored(true, now()).expect("saved");
    drop(there.vault);
    assert!(!open(there.home.path(), &there.device).sweeps());
}

#[test]
fn a_sweep_that_was_killed_goes_on() {
    let mut there = Everywhere::made();
    let (old, aside) = (files(there.home.path()), there.home.path().join("aside"));
    let kept: Vec<(PathBuf, Vec<u8>)> = old.iter().map(|file| (file.clone(), fs::read(file).expect("read"))).collect();
    there.vault.erase(there.id, now()).expect("saved");
    drop(there.vault);
    // The kill came right behind the save: every other file is there again.
    for (file, bytes) in kept {
        fs::write(file, bytes).expect("written");
    }
    fs::write(aside.join("damaged-vault-0000000001.lingpai"), b"dust").expect("written");
    let mut vault = open(there.home.path(), &there.device);
    assert!(vault.sweeps(), "the intent is on disk");
    vault.sweep().expect("removed");
    assert_eq!(files(there.home.path()).len(), 1);
    assert_eq!(fs::read_dir(aside).expect("a folder").count(), 0);
}

#[test]
fn a_whole_file_of_another_vault_that_was_put_aside_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let folder = Folder::open(dir.path()).expect("free").begin_anew().expect("put aside");
    let name = KeystoreName::parse("keychain").expect("a name");
    let opener = Opener::Keystore(name, &device);
    let mut vault = Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("made");
    vault.remove_older(now()).expect("saved");
    let aside = fs::read_dir(dir.path().join("aside")).expect("a folder").count();
    assert_eq!(aside, 1);
}

#[test]
#[cfg(unix)]
fn what_cannot_be_removed_stays_to_be_removed() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut there = Everywhere::made();
    let aside = there.home.path().join("aside");
    // A folder in a file's place cannot be removed as a file.
    fs::create_dir(aside.join("vault-0000000009.lingpai")).expect("made");
    fs::set_permissions(&aside, fs::Permissions::from_mode(0o700)).expect("set");
    there.vault.erase(there.id, now()).expect("saved");
    assert!(there.vault.sweep().is_err() && there.vault.sweeps());
    fs::remove_dir(aside.join("vault-0000000009.lingpai")).expect("removed");
    there.vault.sweep().expect("nothing is in the way");
}
