//! Tests of the public functions of the vault, on real files.

use std::fs;
use std::path::{Path, PathBuf};

use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{self, PinGuard, Proof, Role, State};
use lingpai_domain::{
    AccountId, AccountNumber, Algorithm, Alphabet, Arrangement, Digits, GroupName, KeepOpen, Moment, MovingFactor,
    OtpParameters, OtpSecret, Period, Pin, PinEntry, UnixTime,
};
use lingpai_vault::{
    Access, AnchorVerdict, Cost, Damage, DeviceKey, Folder, FolderFault, Foreign, Health, Keep, KeystoreFate,
    KeystoreName, Lock, Locked, NewAccount, Opener, Passphrase, PinFault, PinTrial, ReadOnly, RecoveryKit, RightPin,
    SlotKind, UnlockFault, Vault, VaultFault, WayIn,
};

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
    Ok(vault.begin_trial(id, &permit, now())?.remember(|_, _| true).trial())
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
    assert_eq!(vault.same_as(&secret(2), &otp).map(|account| account.id), Some(main));
    assert!(vault.same_as(&secret(3), &otp).is_none());
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

#[test]
fn the_last_of_each_of_seven_days_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    for n in 0..30 {
        let change = vault.prepare(new_account(&n.to_string()), &secret(n), plain());
        // Three saves a day.
        vault.commit(change.expect("prepared"), day(u64::from(n) / 3)).expect("saved");
    }
    let numbers: Vec<u64> = files(dir.path())
        .iter()
        .map(|file| file.file_stem().expect("a name").to_string_lossy()[6..].parse().expect("a number"))
        .collect();
    // Generation 31 is the newest; the four newest, and the last of the seven latest days (each a multiple of 3, plus 1).
    assert_eq!(numbers, [13, 16, 19, 22, 25, 28, 29, 30, 31]);
    drop(vault);
    assert_eq!(open(dir.path(), &device).accounts().count(), 30);
}

#[test]
fn a_forged_newest_file_gives_way_to_the_one_before() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    {
        let mut vault = create(dir.path(), &device);
        add(&mut vault, "1", 1);
        add(&mut vault, "2", 2);
    }
    let all = files(dir.path());
    let (whole, newest) = (fs::read(&all[1]).expect("read"), fs::read(&all[2]).expect("read"));
    // The header of the newest with the body of the older one, and a matching checksum: only the keys show the
    // forgery.
    let header_len = 16 + u32::from_be_bytes(newest[12..16].try_into().expect("four bytes")) as usize + 32;
    let mut forged = [&newest[..header_len], &whole[header_len..whole.len() - 32]].concat();
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&forged);
    forged.extend_from_slice(&checksum);
    fs::write(&all[2], &forged).expect("forged");
    let vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().count(), 1);
    assert_eq!(vault.health(), Health { damaged: 1, quarantine_failed: false });
}

#[test]
fn ways_in_are_added_changed_and_removed_but_never_the_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    assert!(matches!(vault.remove_way(&proof, SlotKind::Keystore, now()), Err(VaultFault::LastWayIn)));
    let (first, second) = (passphrase("correct horse"), passphrase("battery staple"));
    vault.set_passphrase(&proof, &first, Cost::LEAST, now()).expect("saved");
    vault.set_passphrase(&proof, &second, Cost::LEAST, now()).expect("saved");
    let wrong = vault.prove(WayIn::Passphrase(&first)).err().expect("it was replaced");
    assert!(matches!(wrong, VaultFault::Proof(UnlockFault::Wrong)));
    let proof = vault.prove(WayIn::Passphrase(&second)).expect("its own");
    vault.remove_way(&proof, SlotKind::Keystore, now()).expect("the passphrase stays");
    assert!(matches!(vault.remove_way(&proof, SlotKind::Passphrase, now()), Err(VaultFault::LastWayIn)));
    let kit = RecoveryKit::make();
    vault.set_kit(&proof, &kit, now()).expect("saved");
    vault.remove_way(&proof, SlotKind::Passphrase, now()).expect("the kit stays");
    let ways = vault.ways();
    assert_eq!((ways.keystore, ways.passphrase, ways.kit), (None, false, Some(now().wall)));
    drop(vault);
    assert!(read(dir.path()).unlock(WayIn::Kit(&kit)).is_ok());
}

#[test]
fn the_kit_reaches_pin_accounts_as_their_pins_are_entered() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let before = bind_main(&mut vault, "700004");
    let kit = RecoveryKit::make();
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &kit, now()).expect("saved");
    bind_main(&mut vault, "700002");
    assert_eq!((vault.kit_coverage().covered, vault.kit_coverage().waiting), (1, 1));
    assert!(try_pin(&mut vault, before, "135790").is_ok());
    assert_eq!((vault.kit_coverage().covered, vault.kit_coverage().waiting), (2, 0));
    vault.test_kit(&kit).expect("it opens all");
    assert!(matches!(vault.test_kit(&RecoveryKit::make()), Err(VaultFault::Proof(UnlockFault::Wrong))));
    // A new kit opens none of them yet.
    vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    assert_eq!(vault.kit_coverage().waiting, 2);
}

#[test]
fn a_backup_restores_on_another_machine_with_the_kit_and_its_pin_accounts_are_unsynced() {
    let (here, there, backups) = (tempfile::tempdir(), tempfile::tempdir(), tempfile::tempdir());
    let (here, there, backups) = (here.expect("a folder"), there.expect("a folder"), backups.expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let kit = RecoveryKit::make();
    let copy = {
        let mut vault = create(here.path(), &device);
        let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
        vault.set_kit(&proof, &kit, now()).expect("saved");
        bind_main(&mut vault, "700004");
        add(&mut vault, "trader", 1);
        vault.back_up(backups.path(), Keep::STANDARD).expect("copied")
    };
    // The other machine has its own vault, which is kept.
    let theirs = DeviceKey::make().expect("entropy");
    let present = create(there.path(), &theirs);
    let file = Foreign::read(fs::read(copy).expect("the copy")).expect("whole");
    assert_eq!(file.saved_at(), now().wall);
    assert_eq!(present.accounts_in(&file), None, "another vault's file does not open with these keys");
    let (file, fault) = file.unlock(WayIn::DeviceKey(&theirs)).err().expect("another machine's key");
    assert_eq!(fault, UnlockFault::Wrong);
    let restorable = file.unlock(WayIn::Kit(&kit)).map_err(|(_, fault)| fault).expect("its kit");
    assert_eq!(restorable.accounts(), 2);
    let name = KeystoreName::parse("secret-service").expect("a name");
    let (fresh, folder) = (DeviceKey::make().expect("entropy"), present.close());
    let fate = KeystoreFate::Replace(name, &fresh);
    let vault = restorable.install(folder, fate, &[], day(1)).map_err(|(_, fault)| fault).expect("installed");
    assert!(vault.accounts().any(|account| matches!(account.binding, State::Unsynced(Role::Main(_), ..))));
    let aside: Vec<_> = fs::read_dir(there.path().join("aside")).expect("a folder").collect();
    assert_eq!(aside.len(), 1);
    drop(vault);
    let mut vault = open(there.path(), &fresh);
    assert_eq!(vault.accounts().count(), 2);
    let id = vault.accounts().find(|account| account.binding != State::Plain).expect("bound").id;
    assert_eq!(vault.earlier().expect("readable").len(), 2);
    assert!(try_pin(&mut vault, id, "135790").expect("its PIN").syncs());
}

#[test]
fn a_restore_sets_no_count_of_wrong_pins_back() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    let copy = vault.back_up(backups.path(), Keep::STANDARD).expect("copied");
    let four = PinGuard::Resting(Attempts::Free { wrong: 4 });
    count_wrong(&mut vault, id, 4);
    let file = Foreign::read(fs::read(copy).expect("the copy")).expect("whole");
    assert_eq!(vault.accounts_in(&file), Some(1));
    let remembered = vault.remembered();
    let restorable = file.unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("this machine's");
    let vault = restorable.install(vault.close(), KeystoreFate::Keep, &remembered, now());
    let vault = vault.map_err(|(_, fault)| fault).expect("installed");
    assert_eq!(vault.account(id).expect("restored").binding, State::Unsynced(Role::MAIN, Proof::Opens, four));
}

#[test]
fn an_old_file_in_the_newest_ones_place_is_noticed_and_refunds_nothing() {
    let (dir, old) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let (id, anchor) = {
        let mut vault = create(dir.path(), &device);
        vault.set_anchored(true, now()).expect("saved");
        let id = bind_main(&mut vault, "700004");
        copy(dir.path(), old.path());
        count_wrong(&mut vault, id, 3);
        (id, vault.anchor())
    };
    for file in files(dir.path()) {
        fs::remove_file(file).expect("removed");
    }
    copy(old.path(), dir.path());
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.check_anchor(Some(&anchor)), AnchorVerdict::Older);
    assert_eq!(vault.access(), Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Older)));
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::ReadOnly(_))));
    vault.accept_older(Some(&anchor), now()).expect("the user says so");
    assert_eq!(vault.access(), Access::Full);
    let counted = vault.account(id).expect("bound").binding.guard().expect("a PIN").attempts();
    assert_eq!(counted, Attempts::Free { wrong: 3 });
    // The new state is above the one that the keystore knew.
    assert_eq!(vault.check_anchor(Some(&anchor)), AnchorVerdict::Fine);
    let anchor = vault.anchor();
    drop(vault);
    assert_eq!(open(dir.path(), &device).check_anchor(Some(&anchor)), AnchorVerdict::Fine);
    assert_eq!(open(dir.path(), &device).check_anchor(None), AnchorVerdict::Missing);
}

#[test]
fn a_second_process_may_look() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut first = create(dir.path(), &device);
    add(&mut first, "1", 1);
    let second = Locked::read(Folder::look(dir.path())).expect("whole").ok().expect("a vault");
    let mut second = second.unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("its own key");
    assert_eq!(second.access(), Access::ReadOnly(ReadOnly::OtherProcess));
    assert_eq!(second.accounts().count(), 1);
    let change = second.prepare(new_account("2"), &secret(2), plain()).expect("prepared");
    assert!(matches!(second.commit(change, now()), Err(VaultFault::ReadOnly(ReadOnly::OtherProcess))));
}

#[test]
fn an_erased_account_stays_in_the_list_and_in_no_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    vault.erase(id, now()).expect("saved");
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::Erased)));
    assert_eq!(files(dir.path()).len(), 1);
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::Erased)));
    assert_eq!(vault.accounts().count(), 1);
}

#[test]
fn who_has_no_way_in_begins_anew_and_the_old_vault_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let (name, fresh) = (KeystoreName::parse("keychain").expect("a name"), DeviceKey::make().expect("entropy"));
    let folder = read(dir.path()).into_folder().begin_anew().expect("moved");
    let opener = Opener::Keystore(name, &fresh);
    drop(Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("a new vault"));
    assert_eq!(open(dir.path(), &fresh).accounts().count(), 0);
    let aside = fs::read_dir(dir.path().join("aside")).expect("a folder").next().expect("a file").expect("an entry");
    let old = Foreign::read(fs::read(aside.path()).expect("read")).expect("whole");
    assert!(old.unlock(WayIn::DeviceKey(&device)).is_ok());
}

#[test]
fn backups_are_verified_and_the_oldest_go() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let keep = Keep::new(3).expect("in range");
    for n in 0..6 {
        add(&mut vault, &n.to_string(), n);
        vault.back_up(backups.path(), keep).expect("copied");
        vault.back_up(backups.path(), keep).expect("the same state again");
    }
    fs::write(backups.path().join("strange.lingpai"), b"not a vault").expect("written");
    let id = &vault.id().to_string()[..8];
    let own = backups.path().join(format!("lingpai-backup-{id}-1.lingpai"));
    fs::write(&own, b"somebody's own").expect("written");
    vault.back_up(backups.path(), keep).expect("a like name is in nobody's way");
    assert!(own.exists());
    let listed = lingpai_vault::list_backups(backups.path()).expect("listed");
    let mut counts: Vec<_> = listed.iter().filter_map(|(_, file)| vault.accounts_in(file)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [4, 5, 6]);
    assert!(vault.back_up(&backups.path().join("gone"), keep).is_err());
    // A backup that was damaged later is found when it is read the next time.
    let newest = vault.back_up(backups.path(), keep).expect("copied");
    let mut bytes = fs::read(&newest).expect("read");
    bytes[200] ^= 1;
    fs::write(&newest, bytes).expect("damaged");
    assert!(vault.back_up(backups.path(), keep).is_err());
}

#[test]
fn swapped_slots_are_found() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    drop(create(one.path(), &device));
    drop(create(two.path(), &device));
    let file = |path: &Path| fs::read(&files(path)[0]).expect("read");
    let (mut mine, theirs) = (file(one.path()), file(two.path()));
    // The slots of both vaults have the same length, so the other slot can be put into this file, with a matching
    // checksum.
    let at = 16 + 6 + 16 + 6 + 8 + 6;
    let len = u32::from_be_bytes(mine[at - 4..at].try_into().expect("four bytes")) as usize;
    mine[at..at + len].copy_from_slice(&theirs[at..at + len]);
    let content = mine.len() - 32;
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&mine[..content]);
    mine[content..].copy_from_slice(&checksum);
    fs::write(&files(one.path())[0], mine).expect("forged");
    let (_, fault) = read(one.path()).unlock(WayIn::DeviceKey(&device)).err().expect("another vault's slot");
    assert_eq!(fault, UnlockFault::Wrong);
    assert_ne!(UnlockFault::Damaged(Damage::Header), fault);
}

#[test]
fn a_file_of_a_like_name_is_no_generation() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let own = fs::read(&files(dir.path())[0]).expect("read");
    for name in ["vault-2.lingpai", "vault-+000000003.lingpai", "vault-00000000004.lingpai", "vault-0000000000.lingpai"]
    {
        fs::write(dir.path().join(name), &own).expect("somebody's own copy");
    }
    let mut vault = open(dir.path(), &device);
    assert_eq!((vault.generation(), vault.health()), (1, Health::default()));
    add(&mut vault, "1", 1);
    assert_eq!(vault.generation(), 2);
}

#[test]
fn what_could_not_be_found_again_is_not_saved() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let highest = dir.path().join(format!("vault-{}.lingpai", u64::MAX / 2));
    fs::write(&highest, b"put there").expect("written");
    let change = vault.prepare(new_account("1"), &secret(1), plain()).expect("prepared");
    let fault = vault.commit(change, now()).err();
    assert!(matches!(fault, Some(VaultFault::Folder(FolderFault::Io(_)))), "{fault:?}");
    fs::remove_file(&highest).expect("taken away");
    // There are no generations above the highest one.
    fs::write(dir.path().join(format!("vault-{}.lingpai", u64::MAX - 1)), b"put there").expect("written");
    add(&mut vault, "2", 2);
    drop(vault);
    assert_eq!(open(dir.path(), &device).accounts().count(), 1);
}

fn arranged() -> Arrangement {
    let group = GroupName::parse("港股").expect("a name");
    Arrangement { favourite: true, group: Some(group), keep_open: KeepOpen::FifteenMinutes }
}

fn numbers(vault: &Vault) -> Vec<String> {
    vault.accounts().map(|account| account.number.to_string()).collect()
}

#[test]
fn an_arrangement_outlives_a_restart_another_secret_the_trash_and_a_restore() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let id = add(&mut vault, "alice", 1);
    vault.arrange(id, arranged(), now()).expect("saved");
    vault.note_used(id, now()).expect("there");
    let kept = |vault: &Vault| {
        let account = vault.account(id).expect("there");
        assert_eq!((&account.arrangement, account.used), (&arranged(), Some(now().wall)));
    };
    kept(&vault);
    let permit = binding::show(State::Plain).expect("no PIN");
    let edited = vault.prepare_edited(id, &permit, new_account("alice2"), &secret(2));
    vault.commit(edited.expect("prepared"), now()).expect("saved");
    kept(&vault);
    vault.remove(id, &binding::remove(State::Plain).expect("bound"), now()).expect("saved");
    vault.bring_back(id, now()).expect("saved");
    kept(&vault);
    let file = dir.path().join(format!("vault-{:010}.lingpai", vault.generation()));
    let picked = Foreign::read(fs::read(file).expect("readable")).expect("whole");
    let picked = picked.unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("its own key");
    let restored = picked.install(vault.close(), KeystoreFate::Keep, &[], day(1)).map_err(|(_, fault)| fault);
    kept(&restored.expect("a vault that may be replaced"));
    kept(&open(dir.path(), &device));
}

#[test]
fn an_order_by_hand_is_the_order_of_the_accounts() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let ids: Vec<AccountId> = (1..=5).map(|byte| add(&mut vault, &format!("a{byte}"), byte)).collect();
    let before = vault.generation();
    vault.reorder(&[ids[3], ids[0], ids[3]], now()).expect("saved");
    assert_eq!(vault.generation(), before + 1);
    assert_eq!(numbers(&vault), ["a4", "a1", "a2", "a3", "a5"]);
    let stale = vault.reorder(&[ids[4], AccountId([9; 16])], now());
    assert!(matches!(stale, Err(VaultFault::NoAccount)));
    assert_eq!(vault.generation(), before + 1);
    drop(vault);
    assert_eq!(numbers(&open(dir.path(), &device)), ["a4", "a1", "a2", "a3", "a5"]);
}

#[test]
fn a_use_costs_no_save_of_its_own() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let (one, other) = (add(&mut vault, "alice", 1), add(&mut vault, "bob", 2));
    let used = |vault: &Vault, id| vault.account(id).expect("there").used;
    let before = vault.generation();
    vault.note_used(one, day(1)).expect("there");
    assert_eq!((vault.generation(), used(&vault, one)), (before, Some(day(1).wall)));
    // The next change saves it. It has a save of its own only where there was no change.
    vault.arrange(other, arranged(), day(2)).expect("saved");
    vault.save_used(day(2)).expect("nothing to save");
    assert_eq!(vault.generation(), before + 1);
    vault.note_used(other, day(3)).expect("there");
    vault.save_used(day(3)).expect("saved");
    assert_eq!(vault.generation(), before + 2);
    drop(vault);
    let vault = open(dir.path(), &device);
    assert_eq!((used(&vault, one), used(&vault, other)), (Some(day(1).wall), Some(day(3).wall)));
}
