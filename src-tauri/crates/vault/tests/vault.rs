//! The vault through its public face, on real files.

use std::fs;
use std::path::{Path, PathBuf};

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinGuard, State};
use lingpai_domain::{
    AccountNumber, Algorithm, Digits, MovingFactor, OtpParameters, OtpSecret, Period, Pin, PinEntry, UnixTime,
};
use lingpai_vault::{
    Cost, DeviceKey, Folder, FolderFault, KeystoreName, Lock, Locked, NewAccount, Opener, Passphrase, PinFault,
    UnlockFault, Vault, VaultFault,
};

fn pin(digits: &str) -> Pin {
    let mut entry = PinEntry::new();
    digits.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
    entry.finish().expect("6 to 20 digits")
}

fn secret(byte: u8) -> OtpSecret {
    OtpSecret::new([byte; 20]).expect("20 bytes")
}

fn new_account(number: &str, binding: State) -> NewAccount {
    NewAccount {
        issuer: None,
        number: AccountNumber::parse(number).expect("a number"),
        otp: OtpParameters {
            algorithm: Algorithm::Sha1,
            digits: Digits::SIX,
            moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
        },
        bound_at: UnixTime::from_secs(1_795_000_000),
        activation: None,
        binding,
    }
}

const MAIN: State = State::Main(PinGuard::Resting(Attempts::NONE));

fn create(path: &Path, device: &DeviceKey) -> Vault {
    let folder = Folder::open(path).expect("a fresh folder");
    let name = KeystoreName::parse("secret-service").expect("a name");
    let id = Vault::make_id().expect("entropy");
    Vault::create(folder, id, Opener::Keystore(name, device)).expect("a fresh vault")
}

fn read(path: &Path) -> Locked {
    Locked::read(Folder::open(path).expect("no one holds it")).expect("whole").ok().expect("there is a vault")
}

fn open(path: &Path, device: &DeviceKey) -> Vault {
    read(path).unlock_with_device_key(device).map_err(|(_, fault)| fault).expect("its own key")
}

fn add(vault: &mut Vault, number: &str, byte: u8) -> lingpai_domain::AccountId {
    let change = vault.prepare(new_account(number, State::Plain), &secret(byte), Lock::Root).expect("prepared");
    vault.commit(change).expect("saved")
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
        let lock = Lock::Pin(&pin("135790"), Cost::LEAST);
        let change = vault.prepare(new_account("700004", MAIN), &secret(2), lock).expect("prepared");
        (plain, vault.commit(change).expect("saved"))
    };
    let vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().map(|account| account.id).collect::<Vec<_>>(), [plain, main]);
    assert_eq!(vault.open_secret(plain).expect("plain").expose(), secret(1).expose());
    assert!(matches!(vault.open_secret(main), Err(VaultFault::HasPin)));
    let trial = vault.pin_trial(main).expect("it has a PIN");
    assert_eq!(trial.run(&pin("135791")).err(), Some(PinFault::Wrong));
    assert_eq!(trial.run(&pin("135790")).expect("its PIN").expose(), secret(2).expose());
    assert!(matches!(vault.pin_trial(plain), Err(VaultFault::NoPin)));
    let otp = vault.account(main).expect("bound").otp;
    assert_eq!(vault.same_as(&secret(2), &otp).map(|account| account.id), Some(main));
    assert!(vault.same_as(&secret(3), &otp).is_none());
}

#[test]
fn a_passphrase_opens_and_a_wrong_one_gives_the_lock_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let right = Passphrase::new("correct horse battery").expect("not empty");
    let folder = Folder::open(dir.path()).expect("a fresh folder");
    let opener = Opener::Passphrase(&right, Cost::LEAST);
    drop(Vault::create(folder, Vault::make_id().expect("entropy"), opener).expect("a fresh vault"));
    let locked = read(dir.path());
    assert!(locked.has_passphrase() && locked.keystore().is_none());
    let wrong = Passphrase::new("correct horse batterz").expect("not empty");
    let (locked, fault) = locked.unlock_with_passphrase(&wrong).err().expect("it is wrong");
    assert_eq!(fault, UnlockFault::Wrong);
    let device = DeviceKey::make().expect("entropy");
    let (locked, fault) = locked.unlock_with_device_key(&device).err().expect("no such slot");
    assert_eq!(fault, UnlockFault::NoSlot);
    assert!(locked.unlock_with_passphrase(&right).is_ok());
}

#[test]
fn another_device_key_opens_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(create(dir.path(), &DeviceKey::make().expect("entropy")));
    let (_, fault) =
        read(dir.path()).unlock_with_device_key(&DeviceKey::make().expect("entropy")).err().expect("another key");
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
fn a_damaged_newest_file_gives_way_to_the_one_before_and_stays() {
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
    assert_eq!(fs::read(&newest).expect("still there"), bytes);
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
    let made = Vault::create(folder, Vault::make_id().expect("entropy"), Opener::Keystore(name, &device));
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
    // The folder vanishes under the program, as a removed drive does.
    let away = dir.path().join("away");
    fs::rename(&home, &away).expect("moved");
    let change = vault.prepare(new_account("2", State::Plain), &secret(2), Lock::Root).expect("prepared");
    assert!(matches!(vault.commit(change), Err(VaultFault::Folder(FolderFault::Io(_)))));
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
