//! Tests of the public functions of the vault, on real files.

use std::fs;
use std::path::{Path, PathBuf};

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, PinCheck, PinGuard, Role, State};
use lingpai_domain::{
    AccountId, AccountNumber, Algorithm, Alphabet, Arrangement, Digits, GroupName, KeepOpen, Moment, MovingFactor,
    OtpParameters, OtpSecret, Period, Pin, PinEntry, UnixTime,
};
use lingpai_vault::{
    Access, AnchorVerdict, Cost, Damage, DeviceKey, Folder, FolderFault, FolderRights, Foreign, Health, Keep, Kept,
    KeystoreFate, KeystoreName, Lock, Locked, NewAccount, Opener, Passphrase, Past, PinFault, PinTrial, ReadOnly,
    Recall, RecoveryKit, Reopened, RightPin, SealedTransfer, SlotKind, Transferred, UnlockFault, Vault, VaultFault,
    WayIn,
};

mod arrangement;
mod backups;
mod counted;
mod history;
mod renewed;
mod swept;

const DAY: u64 = 24 * 60 * 60;

/// Gives a moment, `days` after the first one.
fn day(days: u64) -> Moment {
    let time = UnixTime::from_secs(1_795_000_000 + days * DAY);
    Moment { wall: time, steady: time }
}

fn now() -> Moment {
    day(0)
}

/// Counts a try of a PIN, as the program does it.
fn begin(vault: &mut Vault, id: AccountId) -> Result<PinTrial, VaultFault> {
    let binding = vault.account(id).expect("bound").binding;
    let permit = binding::try_pin(binding, now().steady).expect("no wait and no trial");
    Ok(vault.begin_trial(id, &permit, now())?.remember(|_| Kept::Held)?.trial())
}

/// Tries a PIN, and settles it.
fn try_pin(vault: &mut Vault, id: AccountId, digits: &str) -> Result<RightPin, PinFault> {
    let tried = begin(vault, id).expect("saved").run(&pin(digits));
    let binding = vault.account(id).expect("bound").binding;
    match tried {
        Ok(opened) => {
            let permit = binding::pin_right(binding).expect("under trial");
            Ok(vault.settle_right_pin(&permit, opened, &pin(digits), Cost::LEAST, now()).expect("saved"))
        }
        Err(wrong) => {
            let permit = binding::pin_wrong(binding).expect("under trial");
            vault.settle_wrong_pin(id, &permit, now()).expect("in memory alone");
            Err(wrong.fault)
        }
    }
}

/// Counts wrong PINs without checking any.
fn count_wrong(vault: &mut Vault, id: AccountId, tries: u8) {
    for _ in 0..tries {
        drop(begin(vault, id).expect("saved"));
        let binding = vault.account(id).expect("bound").binding;
        let permit = binding::pin_wrong(binding).expect("under trial");
        vault.settle_wrong_pin(id, &permit, now()).expect("in memory alone");
    }
}

/// The permits to bind an account.
fn plain() -> Lock<'static> {
    Lock::Root(binding::bind_plain(None).expect("not bound"))
}

fn main(pin: &Pin) -> Lock<'_> {
    Lock::NewPin(binding::register_first(None).expect("not bound"), pin, Cost::LEAST)
}

fn pin(digits: &str) -> Pin {
    let mut entry = PinEntry::new();
    digits.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
    entry.finish().expect("6 to 20 digits")
}

fn secret(byte: u8) -> OtpSecret {
    OtpSecret::new([byte; 20]).expect("20 bytes")
}

fn new_account(number: &str) -> NewAccount {
    NewAccount {
        issuer: None,
        number: AccountNumber::parse(number).expect("a number"),
        otp: OtpParameters {
            algorithm: Algorithm::Sha1,
            digits: Digits::SIX,
            moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
            alphabet: Alphabet::Decimal,
        },
        bound_at: UnixTime::from_secs(1_795_000_000),
        activation: None,
        epoch: 0,
        devices: Vec::new(),
    }
}

/// The passphrase for backups.
const FOR_BACKUPS: &str = "copper lantern";

/// Makes a vault, and sets the passphrase for backups.
fn create_with_backups(path: &Path, device: &DeviceKey) -> Vault {
    let mut vault = create(path, device);
    let proof = vault.prove(WayIn::DeviceKey(device)).expect("its own");
    vault.set_backup_passphrase(&proof, &passphrase(FOR_BACKUPS), Cost::LEAST, now()).expect("saved");
    vault
}

fn create(path: &Path, device: &DeviceKey) -> Vault {
    let folder = Folder::open(path).expect("a fresh folder");
    let name = KeystoreName::parse("secret-service").expect("a name");
    let id = Vault::make_id().expect("entropy");
    Vault::create(folder, id, Opener::Keystore(name, device), now()).expect("a fresh vault")
}

fn read(path: &Path) -> Locked {
    Locked::read(Folder::open(path).expect("no one holds it")).expect("whole").ok().expect("there is a vault")
}

fn open(path: &Path, device: &DeviceKey) -> Vault {
    read(path).unlock(WayIn::DeviceKey(device)).map_err(|(_, fault)| fault).expect("its own key")
}

fn add(vault: &mut Vault, number: &str, byte: u8) -> lingpai_domain::AccountId {
    let change = vault.prepare(new_account(number), &secret(byte), plain()).expect("prepared");
    vault.commit(change, now()).expect("saved")
}

fn files(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(path).expect("the folder").map(|e| e.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "lingpai"));
    files.sort();
    files
}

#[test]
fn accounts_survive_closing_and_open_as_they_were_locked() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let (plain, main) = {
        let mut vault = create(dir.path(), &device);
        let plain = add(&mut vault, "trader@example.hk", 1);
        let change = vault.prepare(new_account("700004"), &secret(2), main(&pin("135790"))).expect("prepared");
        (plain, vault.commit(change, now()).expect("saved"))
    };
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().map(|account| account.id).collect::<Vec<_>>(), [plain, main]);
    let shows = binding::show(State::Plain).expect("no PIN");
    assert_eq!(vault.open_secret(plain, &shows).expect("plain").expose(), secret(1).expose());
    assert!(matches!(vault.open_secret(main, &shows), Err(VaultFault::NoAccount)), "a permit for another binding");
    assert_eq!(try_pin(&mut vault, main, "135791").err(), Some(PinFault::Wrong));
    assert_eq!(try_pin(&mut vault, main, "135790").expect("its PIN").secret().expose(), secret(2).expose());
    let otp = vault.account(main).expect("bound").otp;
    let fingerprint = |number| vault.fingerprinter().of(&secret(number), &otp);
    assert_eq!(vault.same_as(&fingerprint(2)).map(|account| account.id), Some(main));
    assert!(vault.same_as(&fingerprint(3)).is_none());
    let all = vault.by_fingerprint();
    assert_eq!(all.len(), 2);
    assert_eq!([2, 3].map(|number| all.get(&fingerprint(number)).map(|account| account.id)), [Some(main), None]);
}

#[test]
fn a_passphrase_opens_and_a_wrong_one_gives_the_lock_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let right = Passphrase::new("correct horse battery").expect("not empty");
    let folder = Folder::open(dir.path()).expect("a fresh folder");
    let opener = Opener::Passphrase(&right, Cost::LEAST);
    drop(Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("a fresh vault"));
    let locked = read(dir.path());
    assert!(locked.ways().passphrase && locked.ways().keystore.is_none());
    let wrong = Passphrase::new("correct horse batterz").expect("not empty");
    let (locked, fault) = locked.unlock(WayIn::Passphrase(&wrong)).err().expect("it is wrong");
    assert_eq!(fault, UnlockFault::Wrong);
    let device = DeviceKey::make().expect("entropy");
    let (locked, fault) = locked.unlock(WayIn::DeviceKey(&device)).err().expect("no such slot");
    assert_eq!(fault, UnlockFault::NoSlot);
    assert!(locked.unlock(WayIn::Passphrase(&right)).is_ok());
}

#[test]
fn another_device_key_opens_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(create(dir.path(), &DeviceKey::make().expect("entropy")));
    let (_, fault) =
        read(dir.path()).unlock(WayIn::DeviceKey(&DeviceKey::make().expect("entropy"))).err().expect("another key");
    assert_eq!(fault, UnlockFault::Wrong);
}

#[test]
fn nothing_is_overwritten_and_old_generations_age_out() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let first = fs::read(&files(dir.path())[0]).expect("the first generation");
    add(&mut vault, "1", 1);
    assert_eq!(fs::read(&files(dir.path())[0]).expect("still there"), first);
    for n in 2..10 {
        add(&mut vault, &n.to_string(), n);
    }
    let names: Vec<_> = files(dir.path()).iter().map(|f| f.file_name().expect("a name").to_owned()).collect();
    let expected: Vec<_> = (7..=10).map(|n| format!("vault-{n:010}.lingpai").into()).collect();
    assert_eq!(names, expected as Vec<std::ffi::OsString>);
}

#[test]
fn a_damaged_newest_file_gives_way_to_the_one_before_and_goes_to_quarantine() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    {
        let mut vault = create(dir.path(), &device);
        add(&mut vault, "1", 1);
        add(&mut vault, "2", 2);
    }
    let newest = files(dir.path()).pop().expect("three generations");
    let mut bytes = fs::read(&newest).expect("it is there");
    bytes.truncate(100);
    fs::write(&newest, &bytes).expect("damaged by hand");
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().count(), 1);
    add(&mut vault, "3", 3);
    assert_eq!(vault.health(), Health { damaged: 1, quarantine_failed: false });
    assert!(!newest.exists());
    let quarantined = dir.path().join("quarantine").join(newest.file_name().expect("a name"));
    assert_eq!(fs::read(quarantined).expect("it stays for whoever can use it"), bytes);
    // The number is not used again.
    assert_eq!(vault.generation(), 4);
    drop(vault);
    assert_eq!(open(dir.path(), &device).accounts().count(), 2);
}

#[test]
fn no_vault_is_made_where_one_was() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    for file in files(dir.path()) {
        fs::write(file, b"not a vault").expect("damaged by hand");
    }
    let folder = Folder::open(dir.path()).expect("no one holds it");
    assert!(matches!(Locked::read(folder), Err(FolderFault::Damaged(_))));
    let folder = Folder::open(dir.path()).expect("no one holds it");
    let name = KeystoreName::parse("secret-service").expect("a name");
    let made = Vault::create(folder, Vault::make_id().expect("entropy"), Opener::Keystore(name, &device), now());
    assert!(matches!(made, Err(VaultFault::Exists)));
}

#[test]
fn one_process_holds_the_lock() {
    let dir = tempfile::tempdir().expect("a folder");
    let first = Folder::open(dir.path()).expect("a fresh folder");
    assert!(matches!(Folder::open(dir.path()), Err(FolderFault::InUse)));
    drop(first);
    assert!(Folder::open(dir.path()).is_ok());
}

#[test]
fn a_change_that_cannot_be_saved_is_not_kept_and_can_be_tried_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("vault");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(&home, &device);
    add(&mut vault, "1", 1);
    // The folder disappears while the program runs, like a drive that is removed.
    let away = dir.path().join("away");
    fs::rename(&home, &away).expect("moved");
    let change = vault.prepare(new_account("2"), &secret(2), plain()).expect("prepared");
    assert!(matches!(vault.commit(change, now()), Err(VaultFault::Folder(FolderFault::Io(_)))));
    assert_eq!(vault.accounts().count(), 1);
    fs::rename(&away, &home).expect("moved back");
    add(&mut vault, "2", 2);
    drop(vault);
    assert_eq!(open(&home, &device).accounts().count(), 2);
}

#[test]
#[cfg(unix)]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("vault");
    let device = DeviceKey::make().expect("entropy");
    drop(create(&home, &device));
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    assert_eq!(mode(&files(&home)[0]), 0o600);
    assert_eq!(mode(&home.join("vault.lock")), 0o600);
}

#[test]
fn a_file_names_no_account_and_no_secret_in_the_clear() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    add(&mut vault, "trader-700004", 0xA7);
    for file in files(dir.path()) {
        let bytes = fs::read(file).expect("it is there");
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!holds(b"trader-700004") && !holds(&[0xA7; 8]));
    }
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).expect("not empty")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in files(from) {
        fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("copied");
    }
}

fn bind_main(vault: &mut Vault, number: &str) -> lingpai_domain::AccountId {
    let change = vault.prepare(new_account(number), &secret(7), main(&pin("135790"))).expect("prepared");
    vault.commit(change, now()).expect("saved")
}
