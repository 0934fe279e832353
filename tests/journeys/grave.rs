//! Grave changes: what proves the user, and what somebody at the unlocked desk can do without it.

use std::cell::Cell;
use std::time::Duration;

use lingpai_app::{
    Asked, Fault, KeystoreFault, Lingpai, Needed, Outcome, PadPurpose, PresenceFault, Proof, Renew, Started, kinds,
};
use lingpai_domain::trail::What;
use lingpai_domain::{AccountId, DeviceName, Grave};
use lingpai_vault::{Keep, SlotKind, UnlockFault};

use crate::device::{Desk, Device, bind, picture, picture_of, prove, submit, try_pin};

const PIN: &str = "135790";
const PASSPHRASE: &str = "staple orbit velvet mango";
const PLAIN: &str = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=a";
const DAY: Duration = Duration::from_hours(24);

fn started(device: &Device) -> Lingpai {
    let program = device.run();
    assert_eq!(program.start().expect("a keystore is there"), Started::Open);
    program
}

fn with_plain(device: &Device) -> Lingpai {
    let program = started(device);
    program.take_picture(&picture_of(PLAIN)).expect("open");
    program.bind_plain().expect("it waits");
    program
}

fn with_broker(device: &Device) -> (Lingpai, AccountId) {
    let program = started(device);
    program.take_picture(&picture(&Desk::open().issue("700004", &device.clock))).expect("open");
    let id = bind(&program, PIN);
    (program, id)
}

/// Whether each kind of change is refused with [`Fault::ProofNeeded`].
fn all_refused(program: &Lingpai) -> bool {
    let changes = program.grave();
    let refused = |fault: Option<Fault>| matches!(fault, Some(Fault::ProofNeeded));
    [
        refused(changes.take::<kinds::Ways>().err()),
        refused(changes.take::<kinds::Kit>().err()),
        refused(changes.take::<kinds::Restore>().err()),
        refused(changes.take::<kinds::Erase>().err()),
        refused(changes.take::<kinds::Backups>().err()),
        refused(changes.take::<kinds::Servers>().err()),
        refused(changes.take::<kinds::Older>().err()),
    ]
    .into_iter()
    .all(|refused| refused)
}

#[test]
fn with_nothing_typed_no_grave_change_is_made() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let before = device.bytes();
    assert_eq!(program.grave().needed().expect("open"), Needed::Pin(vec![id]));
    assert!(all_refused(&program));
    assert!(matches!(program.confirm_kit("QQQQQQ"), Err(Fault::Stale)));
    assert_eq!(device.bytes(), before);
}

#[test]
fn a_pin_proves_the_user_for_one_change_once_and_within_a_minute() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let changes = program.grave();
    prove(&program, id, PIN, Grave::Erase);
    assert!(changes.take::<kinds::Kit>().is_err(), "it was for another change");
    changes.set_erase_at_ten(changes.take().expect("just proved"), true).expect("saved");
    assert!(changes.take::<kinds::Erase>().is_err(), "it was used");
    prove(&program, id, PIN, Grave::Erase);
    device.clock.forward(Duration::from_secs(59));
    drop(changes.take::<kinds::Erase>().expect("within the minute"));
    prove(&program, id, PIN, Grave::Erase);
    device.clock.forward(Duration::from_secs(60));
    assert!(changes.take::<kinds::Erase>().is_err(), "it is too old");
    prove(&program, id, PIN, Grave::Erase);
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its key is there");
    assert!(program.grave().take::<kinds::Erase>().is_err(), "it was for another session");
}

#[test]
fn only_a_change_that_is_made_uses_a_proof_up() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let changes = program.grave();
    let other = Device::new();
    let theirs = with_plain(&other);
    other.clock.forward(Duration::from_secs(1));
    other.presence.say(Some(Ok(())));
    theirs.grave().by_system(Grave::Ways).expect("the system says yes");
    theirs.grave().set_passphrase(theirs.grave().take().expect("just proved"), PASSPHRASE).expect("saved");
    theirs.note_trail_exported().expect("saved");
    let file = theirs.earlier().expect("readable").first().expect("a generation").path.clone();

    // A wrong password for a picked file.
    program.pick(&file).expect("whole");
    prove(&program, id, PIN, Grave::Restore);
    let restore = |passphrase| program.restore(changes.take().ok(), &Proof::Passphrase(passphrase));
    assert!(matches!(restore("staple orbit velvet mangp"), Err(Fault::Unlock(UnlockFault::Wrong))));
    assert_eq!(program.vault().expect("open").proven, Some(Grave::Restore));
    program.cancel_restore();
    assert!(matches!(restore(PASSPHRASE), Err(Fault::Stale)), "no file is picked");

    // A server that has no name.
    prove(&program, id, PIN, Grave::Servers);
    let servers = |name: &str| changes.set_clock(changes.take()?, true, &[name.to_owned()]);
    assert!(matches!(servers("no name"), Err(Fault::ServerName)));
    servers("time.example.hk").expect("saved");
    assert!(matches!(servers("time.example.hk"), Err(Fault::ProofNeeded)), "it was used");

    // A passphrase that is too weak, and a keystore that does not answer.
    prove(&program, id, PIN, Grave::Ways);
    let passphrase = |text| changes.set_passphrase(changes.take()?, text);
    assert!(matches!(passphrase("weak"), Err(Fault::WeakPassphrase)));
    device.keystore.fail(KeystoreFault::Denied);
    assert!(matches!(passphrase(PASSPHRASE), Err(Fault::Keystore(KeystoreFault::Denied))));
    device.keystore.recover();
    passphrase(PASSPHRASE).expect("saved");

    // What was typed is given back too.
    changes.by_way(Grave::Ways, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
    assert!(matches!(passphrase("weak"), Err(Fault::WeakPassphrase)));
    changes.remove_way(changes.take().expect("given back"), SlotKind::Keystore).expect("the passphrase stays");

    // The user chooses no folder. The minute goes on.
    changes.by_way(Grave::Backups, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
    changes.give_back(changes.take::<kinds::Backups>().expect("just proved"));
    device.clock.forward(Duration::from_secs(59));
    changes.give_back(changes.take::<kinds::Backups>().expect("given back"));
    device.clock.forward(Duration::from_secs(1));
    assert!(changes.take::<kinds::Backups>().is_err(), "it is too old");
    assert_eq!(program.vault().expect("open").proven, None);
}

#[test]
fn a_day_is_used_up_by_the_change_that_is_made() {
    let device = Device::new();
    let program = with_plain(&device);
    let changes = program.grave();
    for grave in [Grave::Servers, Grave::Kit, Grave::Restore] {
        changes.ask_later(grave).expect("saved");
    }
    device.clock.forward(DAY);
    let servers = |name: &str| changes.set_clock(changes.take()?, true, &[name.to_owned()]);
    assert!(matches!(servers("no name"), Err(Fault::ServerName)));
    let generation = || {
        device.bytes().iter().filter_map(|(name, _)| name.strip_prefix("vault-")?.get(..10)?.parse::<u64>().ok()).max()
    };
    let before = generation();
    let (one, other) = (changes.take().expect("a day has passed"), changes.take().expect("it is not used yet"));
    changes.set_clock(one, true, &[]).expect("saved");
    assert_eq!(generation(), before.map(|number| number + 1), "the change and its day are one save");
    assert!(matches!(changes.set_clock(other, false, &[]), Err(Fault::ProofNeeded)), "it was used");
    // One that is taken back allows nothing, even if the change had begun.
    let kit = changes.take().expect("a day has passed");
    changes.take_back(Grave::Kit).expect("saved");
    assert!(matches!(changes.make_kit(kit), Err(Fault::ProofNeeded)));
    // An earlier state brings none of them back.
    let earlier = program.earlier().expect("readable").first().expect("a generation").path.clone();
    program.pick(&earlier).expect("whole");
    let warrant = changes.take().expect("a day has passed");
    program.restore(Some(warrant), &Proof::Keystore).expect("its key is there");
    assert!(all_refused(&program) && changes.asked().expect("open").is_empty());
}

#[test]
fn a_kit_that_is_shown_uses_its_day_up() {
    let device = Device::new();
    let program = with_plain(&device);
    program.grave().ask_later(Grave::Kit).expect("saved");
    device.clock.forward(DAY);
    let warrant = program.grave().take().expect("a day has passed");
    program.grave().make_kit(warrant).expect("shown");
    drop(program);
    let program = started(&device);
    assert!(all_refused(&program) && program.grave().asked().expect("open").is_empty());
}

#[test]
fn a_warrant_of_an_earlier_session_changes_nothing() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    prove(&program, id, PIN, Grave::Erase);
    let warrant = program.grave().take().expect("just proved");
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its key is there");
    assert!(matches!(program.grave().set_erase_at_ten(warrant, true), Err(Fault::Closed)));
    assert!(!program.vault().expect("open").erase_at_ten);
}

#[test]
fn a_proof_that_was_taken_lasts_as_long_as_a_dialog_is_open() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let changes = program.grave();
    program.note_trail_exported().expect("saved");
    let earlier = program.earlier().expect("readable").into_iter().find(|earlier| earlier.accounts == Some(1));
    let file = earlier.expect("a generation with the account").path;
    program.pick(&file).expect("whole");
    // Without a proof there is nothing to ask the user about.
    assert!(matches!(program.warrant_of_restore(&Proof::Keystore), Err(Fault::ProofNeeded)));
    prove(&program, id, PIN, Grave::Restore);
    let restore = program.warrant_of_restore(&Proof::Keystore).expect("just proved");
    device.clock.forward(Duration::from_mins(3));
    // He says no. The minute was over meanwhile, and giving it back does not make it longer.
    changes.give_back(restore.expect("the vault is open"));
    assert!(all_refused(&program));
    prove(&program, id, PIN, Grave::Restore);
    let restore = program.warrant_of_restore(&Proof::Keystore).expect("just proved");
    device.clock.forward(Duration::from_mins(3));
    program.restore(restore, &Proof::Keystore).expect("he has said yes");

    device.clock.forward(Duration::from_hours(1));
    let id = program.accounts().expect("open").first().map(|account| account.id).expect("it was restored");
    try_pin(&program, id, PIN);
    prove(&program, id, PIN, Grave::Erase);
    let erase = changes.take().expect("just proved");
    device.clock.forward(Duration::from_mins(3));
    changes.set_erase_at_ten(erase, true).expect("he has said yes");
    assert!(changes.take::<kinds::Erase>().is_err(), "it was used");
}

#[test]
fn the_user_is_asked_about_another_device_only_after_the_right_pin() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let name = DeviceName::parse("Office").expect("a name");
    let submit = |pin: &str, says: bool| {
        let asked = Cell::new(0);
        program.open_pad(PadPurpose::HandOut(id, name.clone())).expect("a Main account with room");
        pin.bytes().for_each(|digit| drop(program.type_digit(digit - b'0').expect("room")));
        let outcome = program.submit_pin(|| {
            asked.set(asked.get() + 1);
            says
        });
        (outcome, asked.get())
    };
    assert!(matches!(submit("000000", true), (Ok(Outcome::Wrong(_)), 0)));
    assert!(matches!(submit(PIN, false), (Err(Fault::Declined), 1)));
    assert!(program.devices(id).expect("a Main account").devices.is_empty(), "he has said no");
    assert!(matches!(submit(PIN, true), (Ok(Outcome::Transfer(_)), 1)));
    assert_eq!(program.devices(id).expect("a Main account").devices.len(), 1);
}

#[test]
fn a_wrong_pin_for_a_proof_counts_like_any_other() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    program.open_pad(PadPurpose::Prove(id, Grave::Kit)).expect("its PIN proves the user");
    assert!(matches!(submit(&program, "000000"), Outcome::Wrong(_)));
    assert!(all_refused(&program));
    for n in 1..5 {
        try_pin(&program, id, &format!("{n:06}"));
    }
    program.open_pad(PadPurpose::Prove(id, Grave::Kit)).expect("after a wait");
    assert!(matches!(submit(&program, "000009"), Outcome::Wrong(_)), "the sixth");
    program.open_pad(PadPurpose::Prove(id, Grave::Kit)).expect("after a wait");
    assert!(matches!(submit(&program, PIN), Outcome::NoTry(_)), "the wait has begun");
    assert!(all_refused(&program));
}

#[test]
fn a_passphrase_comes_before_every_pin_and_before_the_system() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    device.presence.say(Some(Ok(())));
    prove(&program, id, PIN, Grave::Ways);
    let changes = program.grave();
    changes.set_passphrase(changes.take().expect("just proved"), PASSPHRASE).expect("saved");
    assert_eq!(changes.needed().expect("open"), Needed::Passphrase);
    assert!(matches!(program.open_pad(PadPurpose::Prove(id, Grave::Kit)), Err(Fault::ProofNeeded)));
    assert!(matches!(changes.by_system(Grave::Kit), Err(Fault::ProofNeeded)));
    assert!(matches!(changes.by_way(Grave::Kit, &Proof::Keystore), Err(Fault::ProofNeeded)));
    let wrong = changes.by_way(Grave::Kit, &Proof::Passphrase("staple orbit velvet mangp"));
    assert!(matches!(wrong, Err(Fault::Unlock(UnlockFault::Wrong))));
    assert!(all_refused(&program));
    changes.by_way(Grave::Kit, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
    let kit = changes.make_kit(changes.take().expect("just proved")).expect("shown").text.expose().to_owned();
    // The minute is for the beginning: writing the kit down takes longer.
    device.clock.forward(Duration::from_mins(5));
    program.confirm_kit(&kit[68..]).expect("its last characters");
    // A forgotten passphrase is changed with the kit.
    changes.by_way(Grave::Ways, &Proof::Kit(&kit)).expect("the kit");
    changes.set_passphrase(changes.take().expect("just proved"), "copper lantern ninety geese").expect("saved");
    drop(program);
    let program = device.run();
    program.start().expect("the keystore opens it");
    program.lock().expect("open");
    program.unlock_with_passphrase("copper lantern ninety geese", Renew::No).expect("the new one");
}

#[test]
fn the_system_checks_who_has_neither_passphrase_nor_pin() {
    let device = Device::new();
    device.presence.say(Some(Err(PresenceFault::Refused)));
    let program = with_plain(&device);
    let changes = program.grave();
    assert_eq!(changes.needed().expect("open"), Needed::System);
    assert!(matches!(changes.by_system(Grave::Servers), Err(Fault::Presence(PresenceFault::Refused))));
    assert!(all_refused(&program));
    assert!(matches!(changes.ask_later(Grave::Servers), Err(Fault::ProofNeeded)), "the system can check him");
    device.presence.say(Some(Ok(())));
    changes.by_system(Grave::Servers).expect("the system says yes");
    changes.set_clock(changes.take().expect("just proved"), false, &[]).expect("saved");
    assert_eq!(device.presence.asked(), 2);
    // It turns out that nobody can ask the user.
    device.presence.say(Some(Err(PresenceFault::Absent)));
    assert!(matches!(changes.by_system(Grave::Servers), Err(Fault::Presence(PresenceFault::Absent))));
    assert_eq!(changes.needed().expect("open"), Needed::Delay);
}

#[test]
fn the_pin_of_an_account_that_was_bound_for_it_proves_nobody() {
    let device = Device::new();
    let program = with_plain(&device);
    device.clock.forward(Duration::from_mins(5));
    // Somebody at the desk binds an account of his own.
    program.take_picture(&picture(&Desk::open().issue("700009", &device.clock))).expect("open");
    let id = bind(&program, PIN);
    assert_eq!(program.grave().needed().expect("open"), Needed::Delay);
    assert!(matches!(program.open_pad(PadPurpose::Prove(id, Grave::Kit)), Err(Fault::ProofNeeded)));
    device.clock.forward(DAY);
    assert_eq!(program.grave().needed().expect("open"), Needed::Pin(vec![id]));
}

#[test]
fn where_nothing_proves_the_user_a_change_waits_a_day_and_can_be_taken_back() {
    let device = Device::new();
    let program = with_plain(&device);
    let asked = |program: &Lingpai| program.grave().asked().expect("open");
    let changes = program.grave();
    assert_eq!(changes.needed().expect("open"), Needed::Delay);
    assert!(all_refused(&program));
    changes.ask_later(Grave::Backups).expect("saved");
    assert_eq!(asked(&program), [Asked { grave: Grave::Backups, left: DAY, confirmed: false }]);
    assert!(all_refused(&program));
    device.clock.forward(DAY - Duration::from_secs(1));
    assert!(all_refused(&program));
    changes.take_back(Grave::Backups).expect("saved");
    device.clock.forward(DAY);
    assert!(all_refused(&program) && asked(&program).is_empty());
    let whats = || program.trail().expect("open").iter().map(|line| line.what).take(2).collect::<Vec<_>>();
    assert_eq!(whats(), [What::ChangeTakenBack, What::ChangeAsked]);

    changes.ask_later(Grave::Backups).expect("saved");
    device.clock.forward(DAY);
    assert!(changes.take::<kinds::Kit>().is_err(), "another change was asked for");
    let folder = tempfile::tempdir().expect("a folder");
    let warrant = changes.take().expect("a day has passed");
    changes.plan_backups(warrant, folder.path(), Keep::STANDARD).expect("saved");
    assert!(asked(&program).is_empty() && all_refused(&program), "the day is used up");
    assert_eq!(whats(), [What::BackupsSet, What::ChangeAsked]);
}

#[test]
fn setting_the_clock_shortens_no_day() {
    let device = Device::new();
    let program = with_plain(&device);
    program.grave().ask_later(Grave::Kit).expect("saved");
    drop(program);
    for _ in 0..3 {
        device.clock.set_by(90_000);
        let program = started(&device);
        assert!(all_refused(&program));
        assert_eq!(program.grave().asked().expect("open").first().map(|asked| asked.left), Some(DAY));
    }
}

#[test]
fn with_time_servers_the_day_passes_while_the_program_does_not_run() {
    let device = Device::new();
    device.servers.say_offset(0);
    let program = with_plain(&device);
    program.grave().ask_later(Grave::Ways).expect("saved");
    let [Asked { confirmed: true, .. }] = program.grave().asked().expect("open")[..] else { panic!("not confirmed") };
    drop(program);
    device.clock.forward(DAY);
    let program = started(&device);
    assert!(all_refused(&program), "nobody has asked for the time yet");
    program.check_clock();
    program.grave().take::<kinds::Ways>().map(drop).expect("a day has passed");
    // A door that was asked for long ago is shut.
    program.grave().ask_later(Grave::Ways).expect("saved");
    device.clock.forward(DAY * 8);
    assert!(all_refused(&program) && program.grave().asked().expect("open").is_empty());
}

#[test]
fn a_locked_vault_is_not_replaced_by_an_older_state_with_nothing_typed() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    try_pin(&program, id, "000000");
    let oldest = program.earlier().expect("readable").pop().expect("a generation");
    program.pick(&oldest.path).expect("whole");
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
    program.lock().expect("open");
    program.pick(&oldest.path).expect("whole");
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
    // Nor by way of a new vault, which is empty.
    program.begin_anew().expect("the files are put aside");
    let aside = program.earlier().expect("readable").pop().expect("put aside");
    program.pick(&aside.path).expect("whole");
    assert_eq!(program.grave().needed().expect("open"), Needed::Nothing);
    assert!(program.grave().take::<kinds::Restore>().is_err());
    assert!(matches!(program.restore(None, &Proof::Keystore), Err(Fault::ProofNeeded)));
}

#[test]
fn an_empty_vault_has_nothing_to_protect() {
    let device = Device::new();
    let program = started(&device);
    let changes = program.grave();
    assert_eq!(changes.needed().expect("open"), Needed::Nothing);
    changes.set_passphrase(changes.take().expect("empty"), PASSPHRASE).expect("saved");
    changes.by_way(Grave::Ways, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
    changes.remove_way(changes.take().expect("just proved"), SlotKind::Keystore).expect("the passphrase stays");
}

#[test]
fn the_strip_has_a_pad_for_codes_and_no_part_in_the_windows() {
    let device = Device::new();
    let (program, id) = with_broker(&device);
    let strip = program.strip_pad();
    program.open_pad(PadPurpose::Prove(id, Grave::Kit)).expect("its PIN proves the user");
    assert!(matches!(strip.type_digit(1), Err(Fault::Stale)));
    assert!(matches!(strip.take_back(), Err(Fault::Stale)));
    assert!(matches!(strip.submit(), Err(Fault::Stale)));
    strip.close().expect("open");
    assert_eq!(program.type_digit(1).expect("still open"), 1);
    strip.open(id).expect("a PIN account");
    assert!(matches!(program.type_digit(1), Err(Fault::Stale)));
    for digit in PIN.bytes() {
        strip.type_digit(digit - b'0').expect("open");
    }
    program.close_pad().expect("open");
    assert!(matches!(strip.submit(), Ok(Outcome::Code(_))));
    assert!(all_refused(&program));
}
