//! The life of a vault: its ways in, its recovery kit, backups, restores, a lost keystore.

use std::path::Path;

use lingpai_app::{
    EarlierKind, Fault, KeystoreFault, KitTest, Lingpai, Needed, NeededProof, NextCode, Outcome, Proof, Renew, Started,
    kinds,
};
use lingpai_domain::binding::State;
use lingpai_domain::{AccountId, Grave};
use lingpai_vault::{Keep, SlotKind, UnlockFault, VaultFault};

use crate::device::{Desk, Device, bind, code, picture, picture_of, prove, try_pin};

const PIN: &str = "135790";
const PASSPHRASE: &str = "staple orbit velvet mango";
const FOR_BACKUPS: &str = "copper lantern ninety geese";
const PLAIN: &str = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=a";

fn started(device: &Device) -> Lingpai {
    let program = device.run();
    assert_eq!(program.start().expect("a keystore is there"), Started::Open);
    program
}

fn with_broker_account(device: &Device) -> (Lingpai, AccountId) {
    let program = started(device);
    program.take_picture(&picture(&Desk::open().issue("700004", &device.clock))).expect("open");
    let id = bind(&program, PIN);
    (program, id)
}

/// Makes a kit, confirms it, and gives its text. The vault is empty, or has one account under [`PIN`].
fn make_kit(program: &Lingpai) -> String {
    if let Needed::Pin(accounts) = program.grave().needed().expect("open") {
        prove(program, accounts[0], PIN, Grave::Kit);
    }
    let warrant = program.grave().take().expect("the user has proved himself, if there is anything to protect");
    let text = program.grave().make_kit(warrant).expect("the keystore has the key").text.expose().to_owned();
    assert!(matches!(program.confirm_kit("QQQQQQ"), Err(Fault::KitMistyped)));
    program.confirm_kit(&text[68..]).expect("its last characters");
    text
}

fn newest_backup(folder: &Path) -> std::path::PathBuf {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path()).collect();
    files.sort();
    files.pop().expect("a backup")
}

#[test]
fn a_kit_that_was_not_confirmed_opens_nothing() {
    let device = Device::new();
    let program = started(&device);
    let warrant = program.grave().take().expect("empty");
    let text = program.grave().make_kit(warrant).expect("shown").text.expose().to_owned();
    assert_eq!(program.test_kit(&text).expect("a kit"), KitTest::Another);
    program.cancel_kit().expect("open");
    assert!(matches!(program.confirm_kit(&text[68..]), Err(Fault::Stale)));
    let text = make_kit(&program);
    assert_eq!(program.test_kit(&text).expect("a kit"), KitTest::Opens);
    assert!(matches!(program.test_kit("AGE-SECRET-KEY-1"), Err(Fault::NotAKit)));
    // A new kit replaces the old one.
    make_kit(&program);
    assert_eq!(program.test_kit(&text).expect("a kit"), KitTest::Another);
}

#[test]
fn with_a_passphrase_there_a_change_of_the_ways_in_asks_for_it() {
    let device = Device::new();
    let program = started(&device);
    assert_eq!(program.vault().expect("open").asks, NeededProof::Keystore);
    let changes = program.grave();
    let weak = changes.set_passphrase(changes.take().expect("empty"), "123456");
    assert!(matches!(weak, Err(Fault::WeakPassphrase)));
    changes.set_passphrase(changes.take().expect("empty"), PASSPHRASE).expect("saved");
    assert_eq!(program.vault().expect("open").asks, NeededProof::Passphrase);
    assert!(matches!(changes.take::<kinds::Kit>(), Err(Fault::ProofNeeded)));
    let wrong = changes.by_way(Grave::Kit, &Proof::Passphrase("staple orbit velvet mangp"));
    assert!(matches!(wrong, Err(Fault::Unlock(UnlockFault::Wrong))));
    let proved = || {
        changes.by_way(Grave::Ways, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
        changes.take().expect("just proved")
    };
    changes.remove_way(proved(), SlotKind::Keystore).expect("the passphrase stays");
    let last = changes.remove_way(proved(), SlotKind::Passphrase);
    assert!(matches!(last, Err(Fault::Vault(VaultFault::LastWayIn))));
    drop(program);
    let program = device.run();
    assert!(matches!(program.start(), Ok(Started::Unlock(_))));
    program.unlock_with_passphrase(PASSPHRASE, Renew::No).expect("its passphrase");
}

#[test]
fn a_lost_keystore_entry_is_answered_by_the_kit_and_renewed_only_when_asked() {
    let device = Device::new();
    let (program, id) = with_broker_account(&device);
    let kit = make_kit(&program);
    drop(program);
    device.keystore.remove_keys();
    let program = device.run();
    let Ok(Started::Unlock(unlock)) = program.start() else { panic!("the key is missing") };
    assert_eq!((unlock.keystore, unlock.ways.kit.is_some()), (Some(KeystoreFault::NoEntry), true));
    program.unlock_with_kit(&kit, Renew::No).expect("its kit");
    assert!(device.keystore.keys().is_empty());
    drop(program);
    let program = device.run();
    program.start().expect("locked");
    assert!(matches!(program.unlock_with_kit("not a kit", Renew::Yes), Err(Fault::NotAKit)));
    program.unlock_with_kit(&kit.to_lowercase(), Renew::Yes).expect("its kit");
    assert_eq!(device.keystore.keys().len(), 1);
    // The keystore may be that of another machine now, so the PIN is asked for once.
    assert!(matches!(program.accounts().expect("open")[0].binding, State::Unsynced(..)));
    drop(program);
    let program = started(&device);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    code(try_pin(&program, id, PIN));
}

#[test]
fn an_entry_that_is_there_and_cannot_be_read_is_never_replaced() {
    for fault in [KeystoreFault::Denied, KeystoreFault::Ambiguous, KeystoreFault::Undecodable, KeystoreFault::Slow] {
        let device = Device::new();
        let kit = make_kit(&started(&device));
        let before = device.keystore.keys();
        device.keystore.fail(fault);
        let program = device.run();
        program.start().expect("locked");
        program.unlock_with_kit(&kit, Renew::Yes).expect("its kit");
        device.keystore.recover();
        assert_eq!(device.keystore.keys(), before, "{fault}");
        drop(program);
        started(&device);
    }
}

#[test]
fn locking_forgets_and_the_keystore_opens_again() {
    let device = Device::new();
    let (program, id) = with_broker_account(&device);
    code(try_pin(&program, id, PIN));
    assert!(matches!(program.lock(), Ok(Started::Unlock(_))));
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Closed)));
    assert!(matches!(program.accounts(), Err(Fault::Closed)));
    // No other program gets in meanwhile, because the folder stays locked.
    assert!(lingpai_vault::Folder::open(device.vault_folder()).is_err());
    assert_eq!(program.unlock_with_keystore().expect("it is there"), Started::Open);
    // The lock ends what the PIN had opened.
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(_))));
}

#[test]
fn backups_are_made_on_each_change_and_a_failed_one_is_told_until_one_works() {
    let (device, backups) = (Device::new(), tempfile::tempdir().expect("a folder"));
    let program = started(&device);
    let folder = backups.path().join("stick");
    std::fs::create_dir(&folder).expect("made");
    let changes = program.grave();
    let weak = changes.set_backup_passphrase(changes.take().expect("empty"), "123456");
    assert!(matches!(weak, Err(Fault::WeakPassphrase)));
    // Nothing would open a backup, so none is made, and that is said.
    changes.plan_backups(changes.take().expect("empty"), &folder, Keep::STANDARD).expect("saved");
    assert!(program.settle_backups().failed.is_some());
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0);
    changes.set_backup_passphrase(changes.take().expect("empty"), FOR_BACKUPS).expect("saved");
    assert!(program.settle_backups().failed.is_none(), "the first is made at once");
    changes.plan_backups(changes.take().expect("empty"), &folder, Keep::new(3).expect("in range")).expect("saved");
    assert!(program.settle_backups().failed.is_none());
    std::fs::rename(&folder, backups.path().join("unplugged")).expect("unplugged");
    program.take_picture(&picture_of(PLAIN)).expect("open");
    program.bind_plain().expect("the vault itself is saved");
    assert!(program.settle_backups().failed.is_some());
    assert!(program.vault().expect("open").backups.failed.is_some());
    std::fs::rename(backups.path().join("unplugged"), &folder).expect("plugged in");
    program.back_up_now().expect("open");
    let standing = program.settle_backups();
    assert!(standing.failed.is_none() && standing.last.is_some());
    let listed = program.earlier().expect("readable");
    let accounts: Vec<_> = listed.iter().filter(|e| e.kind == EarlierKind::Backup).map(|e| e.accounts).collect();
    assert!(accounts.contains(&Some(1)), "{accounts:?}");
    device.presence.say(Some(Ok(())));
    changes.by_system(Grave::Backups).expect("the system says yes");
    changes.end_backups(changes.take().expect("just proved")).expect("saved");
    assert!(program.vault().expect("open").plan.is_none());
}

#[test]
fn a_backup_is_restored_on_another_machine_with_the_kit() {
    let (device, other, backups) = (Device::new(), Device::new(), tempfile::tempdir().expect("a folder"));
    let (program, id) = with_broker_account(&device);
    let kit = make_kit(&program);
    prove(&program, id, PIN, Grave::Backups);
    let warrant = program.grave().take().expect("just proved");
    program.grave().plan_backups(warrant, backups.path(), Keep::STANDARD).expect("saved");
    program.settle_backups();

    let program = started(&other);
    let picked = program.pick(&newest_backup(backups.path())).expect("a vault file");
    assert!(!picked.opens_here && picked.ways.kit.is_some() && picked.accounts.is_none());
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
    assert!(matches!(program.restore(None, &Proof::Kit("nonsense")), Err(Fault::NotAKit)));
    assert_eq!(program.restore(None, &Proof::Kit(&kit)).expect("its kit"), Started::Open);
    assert!(matches!(program.accounts().expect("open")[0].binding, State::Unsynced(..)));
    assert!(matches!(try_pin(&program, id, "000000"), Outcome::Wrong(_)));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    code(try_pin(&program, id, PIN));
    drop(program);
    // The keystore of this machine opens it from now on, and the vault before it is kept.
    let program = started(&other);
    assert!(program.earlier().expect("readable").iter().any(|earlier| earlier.kind == EarlierKind::Aside));
}

#[test]
fn going_back_to_an_earlier_state_gives_no_try_back() {
    let device = Device::new();
    let (program, id) = with_broker_account(&device);
    for pin in ["000000", "000001", "000002"] {
        try_pin(&program, id, pin);
    }
    let earlier = program.earlier().expect("readable");
    let oldest = earlier.last().expect("a generation").clone();
    assert_eq!(oldest.kind, EarlierKind::Generation);
    assert!(program.pick(&oldest.path).expect("whole").opens_here);
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
    prove(&program, id, PIN, Grave::Restore);
    try_pin(&program, id, "000003");
    let warrant = program.grave().take().expect("just proved");
    program.restore(Some(warrant), &Proof::Keystore).expect("this machine's key");
    match program.accounts().expect("open").first() {
        Some(account) => assert_eq!(account.binding.guard().expect("a PIN").attempts().wrong(), 3),
        // The oldest state may be older than the account. Then the account and its count are gone from it, and are
        // kept aside.
        None => assert_eq!(oldest.accounts, Some(0)),
    }
    drop(program);
    started(&device);
}

#[test]
fn who_has_no_way_in_begins_anew_and_nothing_is_deleted() {
    let device = Device::new();
    drop(with_broker_account(&device));
    device.keystore.remove_keys();
    let program = device.run();
    program.start().expect("locked");
    assert_eq!(program.begin_anew().expect("the user says so"), Started::Open);
    assert!(program.accounts().expect("open").is_empty());
    let aside = std::fs::read_dir(device.vault_folder().join("aside")).expect("a folder").count();
    assert!(aside > 1, "{aside} files");
    drop(program);
    started(&device);
}

#[test]
fn a_vault_none_of_whose_files_is_whole_is_restored_from_a_backup() {
    let (device, backups) = (Device::new(), tempfile::tempdir().expect("a folder"));
    let (program, id) = with_broker_account(&device);
    prove(&program, id, PIN, Grave::Backups);
    let warrant = program.grave().take().expect("just proved");
    program.grave().set_backup_passphrase(warrant, FOR_BACKUPS).expect("saved");
    prove(&program, id, PIN, Grave::Backups);
    let warrant = program.grave().take().expect("just proved");
    program.grave().plan_backups(warrant, backups.path(), Keep::STANDARD).expect("saved");
    program.settle_backups();
    drop(program);
    for (name, _) in device.bytes() {
        std::fs::write(device.vault_folder().join(name), b"dust").expect("damaged");
    }
    let program = device.run();
    assert!(matches!(program.start(), Err(Fault::Vault(_))));
    let picked = program.pick(&newest_backup(backups.path())).expect("whole");
    assert!(!picked.opens_here && picked.ways.for_backups, "no keystore opens a backup");
    assert!(program.restore(None, &Proof::Keystore).is_err());
    let wrong = program.restore(None, &Proof::Passphrase(PASSPHRASE));
    assert!(matches!(wrong, Err(Fault::Unlock(UnlockFault::Wrong))));
    assert_eq!(program.restore(None, &Proof::Passphrase(FOR_BACKUPS)).expect("its passphrase"), Started::Open);
    assert_eq!(program.accounts().expect("open").len(), 1);
    // The key that the keystore had all the time opens the vault, and so does the passphrase for backups.
    assert_eq!(device.keystore.keys().len(), 1);
    drop(program);
    let program = started(&device);
    program.lock().expect("open");
    program.unlock_with_passphrase(FOR_BACKUPS, Renew::No).expect("its passphrase");
}
