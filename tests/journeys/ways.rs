//! What becomes of the vault when its ways in change, what the next unlock tells, and what is erased.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lingpai_app::{EarlierKind, Fault, KeystoreFault, Lingpai, NewKit, Outcome, PadPurpose, Proof, Renew, Started};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::State;
use lingpai_domain::trail::What;
use lingpai_domain::{AccountId, Grave};
use lingpai_vault::{Foreign, Keep, Passphrase, RecoveryKit, SlotKind, VaultFault, WayIn};

use crate::device::{Desk, Device, code, prove, submit, try_pin};
use crate::life::{OTHER, PIN, main_device, started};

const PASSPHRASE: &str = "staple orbit velvet mango";
const ANOTHER: &str = "gravel onion sextant willow";
const FOR_BACKUPS: &str = "seven ochre kettles sailing";

fn newest(folder: &Path) -> PathBuf {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    files.filter(|path| path.extension().is_some_and(|end| end == "lingpai")).max().expect("a file")
}

/// What a thief has: a file, and something that was typed.
fn opens(file: &Path, way: WayIn<'_>) -> bool {
    Foreign::read(fs::read(file).expect("read")).expect("whole").unlock(way).is_ok()
}

/// What proves the user. `Empty`: nothing is needed, or he has proved himself already.
#[derive(Clone, Copy)]
enum By<'a> {
    Empty,
    Pin(AccountId),
    Passphrase(&'a str),
    Kit(&'a str),
}

impl By<'_> {
    fn prove(self, program: &Lingpai, grave: Grave) {
        match self {
            Self::Empty => {}
            Self::Pin(id) => prove(program, id, PIN, grave),
            Self::Passphrase(text) => {
                program.grave().by_way(grave, &Proof::Passphrase(text)).expect("it opens the vault")
            }
            Self::Kit(text) => program.grave().by_way(grave, &Proof::Kit(text)).expect("it opens the vault"),
        }
    }
}

fn make_kit(program: &Lingpai, by: By<'_>) -> Result<NewKit, Fault> {
    by.prove(program, Grave::Kit);
    program.grave().make_kit(program.grave().take()?)
}

fn kit(program: &Lingpai, by: By<'_>) -> String {
    let text = make_kit(program, by).expect("proved").text.expose().to_owned();
    program.confirm_kit(&text[68..]).expect("its last characters");
    text
}

fn set_passphrase(program: &Lingpai, by: By<'_>, text: &str) -> Result<(), Fault> {
    by.prove(program, Grave::Ways);
    program.grave().set_passphrase(program.grave().take()?, text)
}

fn remove_way(program: &Lingpai, by: By<'_>, kind: SlotKind) -> Result<(), Fault> {
    by.prove(program, Grave::Ways);
    program.grave().remove_way(program.grave().take()?, kind)
}

fn remove_older(program: &Lingpai, by: By<'_>) {
    by.prove(program, Grave::Older);
    program.grave().remove_older(program.grave().take().expect("just proved")).expect("saved");
}

fn set_erase_at_ten(program: &Lingpai, by: By<'_>, on: bool) {
    by.prove(program, Grave::Erase);
    program.grave().set_erase_at_ten(program.grave().take().expect("just proved"), on).expect("saved");
}

fn set_backup_passphrase(program: &Lingpai, by: By<'_>, text: &str) {
    by.prove(program, Grave::Backups);
    let warrant = program.grave().take().expect("just proved");
    program.grave().set_backup_passphrase(warrant, text).expect("saved");
}

fn plan_backups(program: &Lingpai, by: By<'_>, folder: &Path) {
    by.prove(program, Grave::Backups);
    program.grave().plan_backups(program.grave().take().expect("just proved"), folder, Keep::STANDARD).expect("saved");
}

fn whats(program: &Lingpai) -> Vec<What> {
    program.trail().expect("open").iter().map(|line| line.what).collect()
}

fn news(program: &Lingpai) -> Vec<What> {
    program.vault().expect("open").news.iter().map(|line| line.what).collect()
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text).expect("not empty")
}

fn wrong_pins(device: &Device, program: &Lingpai, id: AccountId, count: u32) {
    for pin in 740_001..740_001 + count {
        device.clock.forward(Duration::from_hours(2));
        assert!(matches!(try_pin(program, id, &pin.to_string()), Outcome::Wrong(_)), "{pin}");
    }
}

#[test]
fn a_changed_passphrase_and_a_replaced_kit_open_no_later_file() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    set_passphrase(&program, By::Pin(id), PASSPHRASE).expect("saved");
    let first = kit(&program, By::Passphrase(PASSPHRASE));
    let old = device.bytes();
    // With the kit the passphrase can be replaced; what stays beside it is made again.
    set_passphrase(&program, By::Kit(&first), ANOTHER).expect("saved");
    // With the kit alone the passphrase would be lost, so a new kit needs it.
    for refused in
        [make_kit(&program, By::Kit(&first)).map(drop), remove_way(&program, By::Kit(&first), SlotKind::Keystore)]
    {
        assert!(matches!(refused, Err(Fault::Vault(VaultFault::NotAtHand(SlotKind::Passphrase)))), "{refused:?}");
    }
    let second = kit(&program, By::Passphrase(ANOTHER));
    code(try_pin(&program, id, PIN));
    let later = newest(device.vault_folder());
    for (text, right) in [(PASSPHRASE, false), (ANOTHER, true)] {
        assert_eq!(opens(&later, WayIn::Passphrase(&passphrase(text))), right, "{text}");
    }
    for (text, right) in [(&first, false), (&second, true)] {
        assert_eq!(opens(&later, WayIn::Kit(&RecoveryKit::from_text(text).expect("a kit"))), right);
    }
    // The keystore opens it still, and the PIN is the same.
    drop(program);
    let program = started(&device);
    code(try_pin(&program, id, PIN));
    drop(program);
    // An old file in its place is noticed by the keystore, whose record holds on.
    device.put_back(&old);
    let program = started(&device);
    assert!(matches!(program.vault().expect("open").access, lingpai_vault::Access::ReadOnly(_)));
}

#[test]
fn a_keystore_that_does_not_answer_is_not_dropped_by_the_way() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    set_passphrase(&program, By::Pin(id), PASSPHRASE).expect("saved");
    device.keystore.fail(KeystoreFault::Denied);
    let changed = set_passphrase(&program, By::Passphrase(PASSPHRASE), ANOTHER);
    assert!(matches!(changed, Err(Fault::Keystore(KeystoreFault::Denied))), "{changed:?}");
    device.keystore.recover();
    set_passphrase(&program, By::Passphrase(PASSPHRASE), ANOTHER).expect("saved");
    drop(program);
    code(try_pin(&started(&device), id, PIN));
}

#[test]
fn a_new_kit_says_that_it_ends_the_one_on_paper() {
    let device = Device::new();
    let program = started(&device);
    assert_eq!(make_kit(&program, By::Empty).expect("proved").ends, None);
    kit(&program, By::Empty);
    let made = program.vault().expect("open").ways.kit;
    device.clock.forward(Duration::from_hours(24));
    assert_eq!(make_kit(&program, By::Empty).expect("proved").ends, made);
    program.cancel_kit().expect("open");
    kit(&program, By::Empty);
    assert_eq!(whats(&program)[..2], [What::KitReplaced, What::KitMade]);
}

#[test]
fn older_states_and_backups_go_when_the_user_says_so() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    let backups = tempfile::tempdir().expect("a folder");
    set_passphrase(&program, By::Pin(id), PASSPHRASE).expect("saved");
    set_backup_passphrase(&program, By::Passphrase(PASSPHRASE), FOR_BACKUPS);
    plan_backups(&program, By::Passphrase(PASSPHRASE), backups.path());
    program.settle_backups();
    remove_way(&program, By::Passphrase(PASSPHRASE), SlotKind::Passphrase).expect("the keystore stays");
    program.settle_backups();
    let known = passphrase(PASSPHRASE);
    let all = |folder: &Path| {
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        files.filter(|path| path.extension().is_some_and(|end| end == "lingpai")).collect::<Vec<_>>()
    };
    let by_known = |files: Vec<PathBuf>| files.iter().filter(|file| opens(file, WayIn::Passphrase(&known))).count();
    let opened = || by_known(all(device.vault_folder()));
    assert!(opened() >= 1, "an old state");
    assert!(all(backups.path()).len() >= 2);
    assert_eq!(by_known(all(backups.path())), 0, "the vault's passphrase opens no backup");
    remove_older(&program, By::Pin(id));
    program.settle_backups();
    assert_eq!(opened(), 0);
    assert_eq!(all(backups.path()).len(), 1);
    assert!(whats(&program).contains(&What::OlderRemoved));
    // The next change notes that it is finished.
    By::Pin(id).prove(&program, Grave::Backups);
    program.grave().keep_backups(program.grave().take().expect("just proved"), Keep::STANDARD).expect("saved");
    assert!(!program.vault().expect("open").older_stay);
}

#[test]
fn the_trail_notes_each_change_of_the_vault_and_the_next_unlock_tells_it_once() {
    let (device, backups) = (Device::new(), tempfile::tempdir().expect("a folder"));
    let program = started(&device);
    set_passphrase(&program, By::Empty, PASSPHRASE).expect("saved");
    let by = By::Passphrase(PASSPHRASE);
    set_passphrase(&program, by, ANOTHER).expect("saved");
    let by = By::Passphrase(ANOTHER);
    kit(&program, by);
    remove_way(&program, by, SlotKind::Kit).expect("others stay");
    set_erase_at_ten(&program, by, true);
    set_erase_at_ten(&program, by, false);
    set_backup_passphrase(&program, by, FOR_BACKUPS);
    plan_backups(&program, by, backups.path());
    by.prove(&program, Grave::Backups);
    program.grave().end_backups(program.grave().take().expect("just proved")).expect("saved");
    by.prove(&program, Grave::Servers);
    program.grave().set_clock(program.grave().take().expect("just proved"), false, &[]).expect("saved");
    remove_way(&program, by, SlotKind::Passphrase).expect("the keystore stays");
    let all = [
        What::PassphraseRemoved,
        What::TimeServersSet,
        What::BackupsEnded,
        What::BackupsSet,
        What::BackupPassphraseSet,
        What::EraseOff,
        What::EraseOn,
        What::KitRemoved,
        What::KitMade,
        What::PassphraseChanged,
        What::PassphraseAdded,
    ];
    assert_eq!(whats(&program), all);
    assert_eq!(news(&program), [], "of this session");
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its key");
    assert_eq!(news(&program), all);
    drop(program);
    // Nobody saved that it was told.
    let program = started(&device);
    assert_eq!(news(&program), all);
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its key");
    assert_eq!(news(&program), []);
    // A lost key that is made anew, and a state that the keystore does not bear out.
    let text = kit(&program, By::Empty);
    drop(program);
    device.keystore.remove_keys();
    let program = device.run();
    program.start().expect("locked");
    program.unlock_with_kit(&text, Renew::Yes).expect("its kit");
    assert_eq!(whats(&program)[..2], [What::KeystoreRenewed, What::KitMade]);
}

#[test]
fn a_restore_keeps_the_trail_and_tells_which_pin_is_back() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    let oldest = newest(device.vault_folder());
    let kept = device.folder.path().join("old");
    fs::create_dir(&kept).expect("made");
    let old = kept.join("old.lingpai");
    fs::copy(&oldest, &old).expect("copied");
    program.open_pad(PadPurpose::Change(id)).expect("a Main account");
    for pin in [PIN, OTHER, OTHER] {
        submit(&program, pin);
    }
    // A right PIN would set the count of wrong ones back, so the kit proves the user.
    prove(&program, id, OTHER, Grave::Kit);
    let text = kit(&program, By::Empty);
    set_erase_at_ten(&program, By::Kit(&text), true);
    wrong_pins(&device, &program, id, 2);
    program.pick(&old).expect("whole");
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
    By::Kit(&text).prove(&program, Grave::Restore);
    let warrant = program.grave().take().expect("just proved");
    assert_eq!(program.restore(Some(warrant), &Proof::Keystore).expect("this machine's key"), Started::Open);
    let trail = whats(&program);
    assert_eq!(trail[..2], [What::VaultRestored, What::OldPinBack], "{trail:?}");
    for what in [What::EraseOn, What::PinChanged, What::WrongPin, What::Bound] {
        assert!(trail.contains(&what), "{what:?} of the vault before");
    }
    assert_eq!(news(&program)[..2], [What::VaultRestored, What::OldPinBack], "it is said at once");
    assert!(program.trail().expect("open")[0].state.is_some());
    let account = program.accounts().expect("open").into_iter().next().expect("restored");
    assert!(matches!(account.binding, State::Unsynced(..)));
    assert_eq!(account.binding.guard().expect("a PIN").attempts().wrong(), 2, "tries stay counted");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
}

#[test]
fn an_old_file_with_its_old_passphrase_gives_no_try_back_at_the_locked_vault() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    set_passphrase(&program, By::Pin(id), PASSPHRASE).expect("saved");
    remove_way(&program, By::Passphrase(PASSPHRASE), SlotKind::Keystore).expect("the passphrase stays");
    let kept = device.folder.path().join("old");
    fs::create_dir(&kept).expect("made");
    let old = kept.join("old.lingpai");
    fs::copy(newest(device.vault_folder()), &old).expect("copied");
    set_passphrase(&program, By::Passphrase(PASSPHRASE), ANOTHER).expect("saved");
    remove_older(&program, By::Passphrase(ANOTHER));
    wrong_pins(&device, &program, id, 4);
    program.lock().expect("open");
    program.pick(&old).expect("whole");
    program.restore(None, &Proof::Passphrase(PASSPHRASE)).expect("the old passphrase opens the old file");
    let attempts = program.accounts().expect("open")[0].binding.guard().expect("a PIN").attempts();
    assert!(matches!(attempts, Attempts::Waiting { .. }), "{attempts:?}");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)));
}

#[test]
fn the_kit_gives_no_try_back_and_its_tries_are_counted() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    // The account's key is sealed for a kit with its next PIN, which does not come: the kit opens the vault alone.
    let text = kit(&program, By::Pin(id));
    let kept = device.folder.path().join("old");
    fs::create_dir(&kept).expect("made");
    let old = kept.join("old.lingpai");
    fs::copy(newest(device.vault_folder()), &old).expect("copied");
    drop(program);
    device.keystore.remove_keys();
    for round in 1..=3 {
        let program = device.run();
        program.start().expect("locked");
        program.unlock_with_kit(&text, Renew::No).expect("its kit");
        program.accept_older().expect("open");
        device.clock.forward(Duration::from_hours(2));
        assert!(matches!(try_pin(&program, id, &format!("74000{round}")), Outcome::Wrong(_)));
        program.lock().expect("open");
        program.pick(&old).expect("whole");
        program.restore(None, &Proof::Kit(&text)).expect("its kit");
        let counted = program.accounts().expect("open")[0].binding.guard().expect("a PIN").attempts().wrong();
        assert!(counted >= round, "round {round}: {counted}");
        device.keystore.remove_keys();
    }
}

#[test]
fn the_tenth_wrong_pin_erases_generations_aside_and_backups_also_after_a_kill() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    let backups = tempfile::tempdir().expect("a folder");
    let stick = backups.path().join("stick");
    fs::create_dir(&stick).expect("made");
    set_backup_passphrase(&program, By::Pin(id), FOR_BACKUPS);
    plan_backups(&program, By::Pin(id), &stick);
    program.settle_backups();
    set_erase_at_ten(&program, By::Pin(id), true);
    // A state is put aside by a restore.
    let index = program.earlier().expect("readable").iter().position(|e| e.kind == EarlierKind::Backup);
    program.pick_earlier(index.expect("a backup")).expect("whole");
    By::Pin(id).prove(&program, Grave::Restore);
    let warrant = program.grave().take().expect("just proved");
    program.restore(Some(warrant), &Proof::Passphrase(FOR_BACKUPS)).expect("its passphrase");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    set_erase_at_ten(&program, By::Passphrase(FOR_BACKUPS), true);
    wrong_pins(&device, &program, id, 9);
    program.settle_backups();
    // The drive is gone when it happens.
    fs::rename(&stick, backups.path().join("away")).expect("unplugged");
    device.clock.forward(Duration::from_hours(2));
    assert!(matches!(try_pin(&program, id, "750000"), Outcome::Wrong(_)));
    program.settle_backups();
    let aside = device.vault_folder().join("aside");
    assert_eq!(fs::read_dir(&aside).expect("a folder").count(), 0);
    assert!(program.vault().expect("open").older_stay, "it is said");
    assert!(whats(&program).contains(&What::Erased));
    // The program is killed, and the drive comes back.
    drop(program);
    fs::rename(backups.path().join("away"), &stick).expect("plugged in");
    let before = fs::read_dir(&stick).expect("a folder").count();
    assert!(before > 2, "{before}");
    let program = started(&device);
    program.settle_backups();
    assert_eq!(fs::read_dir(&stick).expect("a folder").count(), 1);
    // The next change notes that it is finished.
    program.note_trail_exported().expect("saved");
    program.settle_backups();
    assert!(!program.vault().expect("open").older_stay);
    assert!(program.earlier().expect("readable").iter().all(|earlier| earlier.kind != EarlierKind::Aside));
}

#[test]
fn a_changed_passphrase_for_backups_opens_no_later_backup_and_a_restored_one_is_this_machines() {
    let (device, program, id) = main_device(&mut Desk::open(), "700004");
    let backups = tempfile::tempdir().expect("a folder");
    set_backup_passphrase(&program, By::Pin(id), FOR_BACKUPS);
    plan_backups(&program, By::Pin(id), backups.path());
    program.settle_backups();
    let (first, second) = (passphrase(FOR_BACKUPS), passphrase(ANOTHER));
    assert!(opens(&newest(backups.path()), WayIn::Passphrase(&first)));
    set_backup_passphrase(&program, By::Pin(id), ANOTHER);
    program.settle_backups();
    let backup = newest(backups.path());
    assert!(opens(&backup, WayIn::Passphrase(&second)) && !opens(&backup, WayIn::Passphrase(&first)));
    assert!(whats(&program)[..2] == [What::BackupPassphraseSet, What::BackupsSet]);
    // Tries stay counted also where the backup is restored at the locked vault.
    wrong_pins(&device, &program, id, 3);
    program.lock().expect("open");
    program.pick(&backup).expect("whole");
    program.restore(None, &Proof::Passphrase(ANOTHER)).expect("its passphrase");
    assert_eq!(program.accounts().expect("open")[0].binding.guard().expect("a PIN").attempts().wrong(), 3);
    assert!(whats(&program).contains(&What::WrongPin), "the trail goes on");
    drop(program);
    let program = started(&device);
    assert_eq!(program.accounts().expect("open").len(), 1, "the keystore opens it");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    code(try_pin(&program, id, PIN));
}
