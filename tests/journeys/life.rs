//! The whole life of a binding on two and more devices. Each test has the number of its row in the broker's guide.

use std::time::Duration;

use lingpai_app::{CopyWish, ExpiredCandidate, Fault, Lingpai, NextCode, Outcome, PadPurpose, ShownTransfer, Waiting};
use lingpai_broker::Verdict;
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinCheck, Refusal, Role, State};
use lingpai_domain::devices::{DeviceSlot, NoDevice};
use lingpai_domain::trail::What;
use lingpai_domain::{Account, AccountId, Algorithm, DeviceName, Digits, OtpSecret, Period, WeakPin, totp};
use lingpai_vault::{Keep, RecoveryKit, VaultFault};

use crate::device::{Desk, Device, bind, code, name, picture, picture_of, submit, timestamp, try_pin, warrant};

pub(crate) const PIN: &str = "135790";
pub(crate) const OTHER: &str = "864209";

pub(crate) fn started(device: &Device) -> Lingpai {
    let program = device.run();
    program.start().expect("a keystore is there");
    program
}

/// Makes a device on which an account is bound as Main with [`PIN`].
pub(crate) fn main_device(desk: &mut Desk, account: &str) -> (Device, Lingpai, AccountId) {
    let device = Device::new();
    let program = started(&device);
    let issued = desk.issue(account, &device.clock);
    program.take_picture(&picture(&issued)).expect("open");
    let id = bind(&program, PIN);
    (device, program, id)
}

fn account(program: &Lingpai, id: AccountId) -> Account {
    program.accounts().expect("open").into_iter().find(|account| account.id == id).expect("bound")
}

fn named(text: &str) -> DeviceName {
    DeviceName::parse(text).expect("a name")
}

pub(crate) fn hand_out(program: &Lingpai, id: AccountId, device: &str, pin: &str) -> ShownTransfer {
    program.open_pad(PadPurpose::HandOut(id, named(device))).expect("a Main account with room");
    match submit(program, pin) {
        Outcome::Transfer(transfer) => transfer,
        other => panic!("no transfer: {}", name(&other)),
    }
}

/// Binds a transfer on a device.
pub(crate) fn take(program: &Lingpai, transfer: &ShownTransfer) -> AccountId {
    program.take_picture(&picture_of(&transfer.text)).expect("open");
    program.bind_transfer().expect("a transfer waits")
}

fn check_digits(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::CheckDigits(_, digits) => digits.get(),
        other => panic!("no check digits: {}", name(other)),
    }
}

fn whats(program: &Lingpai) -> Vec<What> {
    program.trail().expect("open").iter().map(|line| line.what).collect()
}

fn wrong(program: &Lingpai, id: AccountId, pin: u32) {
    assert!(matches!(try_pin(program, id, &pin.to_string()), Outcome::Wrong(_)), "{pin}");
}

/// Ten different wrong PINs, each after its wait.
fn freeze(device: &Device, program: &Lingpai, id: AccountId) {
    for pin in 740_001..740_011 {
        device.clock.forward(Duration::from_hours(2));
        wrong(program, id, pin);
    }
    assert_eq!(account(program, id).binding.guard().expect("a PIN").attempts(), Attempts::Frozen);
}

#[test]
fn g1_a_registration_fills_in_the_number_and_the_code() {
    let (mut desk, device) = (Desk::open(), Device::new());
    let program = started(&device);
    let issued = desk.issue("700004", &device.clock);
    let waiting = program.take_picture(&picture(&issued)).expect("open");
    let Waiting::Registration { number, activation, .. } = waiting else { panic!("{waiting:?}") };
    assert_eq!((number.as_str(), activation.as_str()), ("700004", issued.activation.to_string().as_str()));
    assert!(program.accounts().expect("open").is_empty(), "nothing is bound before the user agrees");
}

#[test]
fn g2_an_expired_registration_is_refused_and_a_clock_set_back_does_not_revive_it() {
    let (mut desk, device) = (Desk::open(), Device::new());
    let program = started(&device);
    let issued = desk.issue("700004", &device.clock);
    device.clock.forward(Duration::from_hours(25));
    let refused = |program: &Lingpai| {
        let waiting = program.take_picture(&picture(&issued)).expect("open");
        let Waiting::Expired(ExpiredCandidate { support, transfer: false, .. }) = waiting else {
            panic!("{waiting:?}")
        };
        assert_eq!(support.expect("given").as_str(), "852-25097524");
        assert!(matches!(program.bind_further(), Err(Fault::Stale)));
        assert!(program.accounts().expect("open").is_empty());
    };
    refused(&program);
    device.clock.set_by(-10 * 3600);
    refused(&program);
    drop(program);
    refused(&started(&device));
}

#[test]
fn g3_the_first_device_creates_the_pin_and_weak_ones_are_refused() {
    let (mut desk, device) = (Desk::open(), Device::new());
    let program = started(&device);
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    program.open_pad(PadPurpose::Create).expect("a registration waits");
    for (pin, rule) in [
        ("111111", WeakPin::AllSame),
        ("234567", WeakPin::Run),
        ("474747", WeakPin::RepeatedPair),
        ("700004", WeakPin::AccountNumber),
        ("19870430", WeakPin::Date),
    ] {
        assert!(matches!(submit(&program, pin), Outcome::Weak(found) if found == rule), "{pin}");
    }
    assert!(matches!(submit(&program, PIN), Outcome::Repeat));
    assert!(matches!(submit(&program, OTHER), Outcome::Mismatch));
    assert!(matches!(submit(&program, PIN), Outcome::Repeat));
    let Outcome::Bound(id) = submit(&program, PIN) else { panic!("not bound") };
    assert!(matches!(account(&program, id).binding, State::Synced(Role::Main(_), _)));
    assert_eq!(whats(&program), [What::Bound]);
}

#[test]
fn g4_each_account_has_its_own_pin() {
    let mut desk = Desk::open();
    let (device, program, first) = main_device(&mut desk, "700004");
    program.take_picture(&picture(&desk.issue("700005", &device.clock))).expect("open");
    let second = bind(&program, OTHER);
    assert!(matches!(try_pin(&program, first, OTHER), Outcome::Wrong(_)));
    assert!(matches!(try_pin(&program, second, PIN), Outcome::Wrong(_)));
    let (one, other) = (code(try_pin(&program, first, PIN)), code(try_pin(&program, second, OTHER)));
    let accepted = |desk: &mut Desk, number: &str, code: &str| {
        desk.broker
            .verify(&number.parse().expect("a number"), &code.parse().expect("a code"), timestamp(&device.clock))
            .expect("readable")
    };
    assert_eq!(accepted(&mut desk, "700004", &one), Verdict::Accepted);
    assert_eq!(accepted(&mut desk, "700005", &other), Verdict::Accepted);
}

#[test]
fn g5_five_devices_share_an_account_and_the_sixth_is_refused() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let subs: Vec<(Device, Lingpai)> = (2..=5)
        .map(|slot| {
            let transfer = hand_out(&program, id, &format!("Device {slot}"), PIN);
            assert_eq!(transfer.slot.get(), slot);
            let sub = Device::new();
            let there = started(&sub);
            let bound = take(&there, &transfer);
            assert!(matches!(account(&there, bound).binding, State::Unsynced(Role::Sub, PinCheck::Opens, _)));
            assert!(matches!(there.show(bound, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));
            assert!(matches!(try_pin(&there, bound, PIN), Outcome::Synced(_)));
            assert_eq!(code(try_pin(&there, bound, PIN)), code(try_pin(&program, id, PIN)));
            // A further device cannot hand out others.
            let refused = there.open_pad(PadPurpose::HandOut(bound, named("a")));
            assert!(matches!(refused, Err(Fault::Refused(Refusal::NotMain))));
            (sub, there)
        })
        .collect();
    assert_eq!(subs.len(), 4);
    let sixth = program.open_pad(PadPurpose::HandOut(id, named("Device 6")));
    assert!(matches!(sixth, Err(Fault::Refused(Refusal::NoDevice(NoDevice::Sixth)))));
    // A slot that was given up is free again, and the list survives a restart.
    let third = DeviceSlot::new(3).expect("2 to 5");
    program.open_pad(PadPurpose::GiveUp(id, third)).expect("it was handed out");
    assert!(matches!(submit(&program, PIN), Outcome::Done(_)));
    drop(program);
    let program = started(&device);
    let names: Vec<String> = account(&program, id).devices.iter().map(|device| device.name.to_string()).collect();
    assert_eq!(names, ["Device 2", "Device 4", "Device 5"]);
    assert_eq!(hand_out(&program, id, "Device 6", PIN).slot, third);
}

#[test]
fn g5_a_transfer_lives_ten_minutes() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let transfer = hand_out(&program, id, "Office", PIN);
    let sub = Device::new();
    let there = started(&sub);
    sub.clock.forward(Duration::from_secs(599));
    there.take_picture(&picture_of(&transfer.text)).expect("open");
    assert!(matches!(there.waiting(), Ok(Waiting::Transfer { .. })));
    sub.clock.forward(Duration::from_secs(1));
    assert!(matches!(there.bind_transfer(), Err(Fault::Expired)));
    assert!(matches!(there.waiting(), Ok(Waiting::Expired(ExpiredCandidate { transfer: true, .. }))));
    device.clock.forward(Duration::from_mins(10));
    assert!(matches!(program.transfer(), Err(Fault::Stale)), "it is not shown any longer either");
    // On the device that made the transfer, the account is already bound.
    let again = hand_out(&program, id, "Home", PIN);
    let waiting = program.take_picture(&picture_of(&again.text)).expect("open");
    assert!(matches!(waiting, Waiting::AlreadyBound { .. }));
}

#[test]
fn g6_a_further_device_binds_the_brokers_qr_at_once_without_a_pin() {
    let (mut desk, device) = (Desk::open(), Device::new());
    let program = started(&device);
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    let id = program.bind_further().expect("a registration waits");
    assert!(matches!(account(&program, id).binding, State::Unsynced(Role::Sub, PinCheck::ByEye, _)));
    assert!(
        matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))),
        "no code before it is synced"
    );
    assert!(matches!(program.copy(id, CopyWish::Current), Err(Fault::Refused(Refusal::PinNeeded))));
    drop(program);
    let program = started(&device);
    assert!(matches!(account(&program, id).binding, State::Unsynced(Role::Sub, PinCheck::ByEye, _)));
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));
}

#[test]
fn g7_unsynced_by_the_brokers_qr_is_compared_by_eye() {
    let mut desk = Desk::open();
    let main = Device::new();
    let first = started(&main);
    let registration = picture(&desk.issue("700004", &main.clock));
    first.take_picture(&registration).expect("open");
    let main_id = bind(&first, PIN);
    first.open_pad(PadPurpose::CheckDigits(main_id)).expect("synced");
    let shown_first = check_digits(&submit(&first, PIN));

    let sub = Device::new();
    let further = started(&sub);
    further.take_picture(&registration).expect("open");
    let id = further.bind_further().expect("a registration waits");
    let type_twice = |pin: &str| {
        further.open_pad(PadPurpose::Code(id)).expect("unsynced");
        assert!(matches!(submit(&further, pin), Outcome::Repeat));
        check_digits(&submit(&further, pin))
    };
    // Another PIN nearly always gives other digits. The user sees that and says no, so the account is not synced.
    let others = [OTHER, "971352", "864213"].map(type_twice);
    assert!(others.iter().any(|digits| *digits != shown_first));
    further.compare_check_digits(id, false).expect("digits are shown");
    assert!(matches!(account(&further, id).binding, State::Unsynced(..)));
    assert!(matches!(further.compare_check_digits(id, true), Err(Fault::Stale)), "the PIN is forgotten");
    assert!(matches!(further.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));

    assert_eq!(type_twice(PIN), shown_first);
    further.compare_check_digits(id, true).expect("digits are shown");
    assert!(matches!(account(&further, id).binding, State::Synced(Role::Sub, _)));
    assert_eq!(code(try_pin(&further, id, PIN)), code(try_pin(&first, main_id, PIN)));
    assert!(matches!(try_pin(&further, id, OTHER), Outcome::Wrong(_)), "from now on the PIN is checked here");
    assert_eq!(whats(&further), [What::WrongPin, What::Synced, What::Bound]);
}

#[test]
fn g7_unsynced_by_a_transfer_counts_wrong_pins_then_waits() {
    let mut desk = Desk::open();
    let (_device, program, id) = main_device(&mut desk, "700004");
    let transfer = hand_out(&program, id, "Office", PIN);
    let sub = Device::new();
    let there = started(&sub);
    let bound = take(&there, &transfer);
    for pin in 740_001..740_006 {
        wrong(&there, bound, pin);
    }
    wrong(&there, bound, 740_006);
    let waiting = account(&there, bound).binding.guard().expect("a PIN").attempts();
    assert!(matches!(waiting, Attempts::Waiting { wrong: 6, .. }));
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::NoTry(_)));
    drop(there);
    let there = started(&sub);
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::NoTry(_)), "the wait survives a restart");
    sub.clock.forward(Duration::from_mins(1));
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::Synced(_)));
    assert!(matches!(account(&there, bound).binding, State::Synced(Role::Sub, _)));
}

#[test]
fn g8_a_code_is_shown_for_its_period_and_then_asks_again() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let digits = code(try_pin(&program, id, PIN));
    assert_eq!(digits.len(), 6);
    device.clock.forward(Duration::from_secs(59));
    assert_eq!(program.show(id, NextCode::Unwanted).expect("the same period").timed.code.expose(), digits);
    device.clock.forward(Duration::from_secs(1));
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Refused(Refusal::PinNeeded))));
}

#[test]
fn g11_a_changed_pin_leaves_the_other_devices_unsynced_until_they_get_it() {
    let mut desk = Desk::open();
    let (_device, program, id) = main_device(&mut desk, "700004");
    let sub = Device::new();
    let there = started(&sub);
    let bound = take(&there, &hand_out(&program, id, "Office", PIN));
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::Synced(_)));
    assert!(matches!(there.open_pad(PadPurpose::Change(bound)), Err(Fault::Refused(Refusal::NotMain))));

    program.open_pad(PadPurpose::Change(id)).expect("a Main account");
    assert!(matches!(submit(&program, OTHER), Outcome::Wrong(_)), "the old PIN comes first");
    assert!(matches!(submit(&program, PIN), Outcome::New));
    assert!(matches!(submit(&program, "222222"), Outcome::Weak(WeakPin::AllSame)));
    assert!(matches!(submit(&program, OTHER), Outcome::Repeat));
    assert!(matches!(submit(&program, OTHER), Outcome::Done(_)));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Wrong(_)));
    let here = code(try_pin(&program, id, OTHER));
    let main = account(&program, id);
    assert!(main.devices[0].epoch < main.epoch, "the list shows who has the old PIN");

    // The further device keeps the old PIN until the new transfer replaces it.
    assert_eq!(code(try_pin(&there, bound, PIN)), here);
    let again = hand_out(&program, id, "Office", OTHER);
    assert_eq!(account(&program, id).devices.len(), 1, "the same device, not a second one");
    there.take_picture(&picture_of(&again.text)).expect("open");
    assert!(matches!(there.waiting(), Ok(Waiting::Transfer { renews: true, .. })));
    assert_eq!(there.bind_transfer().expect("a transfer waits"), bound);
    assert!(matches!(account(&there, bound).binding, State::Unsynced(Role::Sub, PinCheck::Opens, _)));
    // Somebody may have made the transfer up, so the old PIN opens the old secret until the new PIN has opened the new one.
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::Synced(_)));
    assert_eq!(code(try_pin(&there, bound, OTHER)), here);
    assert_eq!(account(&there, bound).epoch, main.epoch);
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::Wrong(_)));
    assert_eq!(code(try_pin(&there, bound, OTHER)), here);
}

#[test]
fn g12_a_new_registration_replaces_secret_and_pin_and_thaws() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let old = code(try_pin(&program, id, PIN));
    freeze(&device, &program, id);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)), "frozen, even for the right PIN");
    let issued = desk.issue("700004", &device.clock);
    let waiting = program.take_picture(&picture(&issued)).expect("open");
    let Waiting::Registration { replaces: Some((_, true)), .. } = waiting else { panic!("{waiting:?}") };
    assert_eq!(bind(&program, OTHER), id, "the same account");
    assert_eq!(program.accounts().expect("open").len(), 1);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Wrong(_)), "a new PIN");
    let new = code(try_pin(&program, id, OTHER));
    assert_ne!(new, old);
    let number = "700004".parse().expect("a number");
    let verdict =
        desk.broker.verify(&number, &new.parse().expect("a code"), timestamp(&device.clock)).expect("readable");
    assert_eq!(verdict, Verdict::Accepted);
    assert_eq!(whats(&program)[..2], [What::WrongPin, What::Replaced]);
    // The same transfer again is already bound.
    let again = program.take_picture(&picture(&issued)).expect("open");
    assert!(matches!(again, Waiting::AlreadyBound { .. }));
}

#[test]
fn g13_the_tenth_wrong_pin_freezes_and_says_whom_to_call() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    freeze(&device, &program, id);
    assert_eq!(whats(&program)[0], What::Frozen);
    drop(program);
    let program = started(&device);
    device.clock.forward(Duration::from_hours(1000));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)));
    let frozen = account(&program, id);
    assert_eq!(frozen.activation.expect("a broker's").support.expect("given").as_str(), "852-25097524");
    for purpose in [PadPurpose::HandOut(id, named("a")), PadPurpose::Change(id)] {
        assert!(matches!(program.open_pad(purpose), Err(Fault::Refused(Refusal::Frozen))));
    }
}

#[test]
fn the_recovery_kit_opens_a_frozen_account_under_a_new_pin() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let warrant = warrant(&program, id, PIN);
    let text = program.grave().make_kit(warrant).expect("shown").text.expose().to_owned();
    assert!(matches!(program.open_pad_with_kit(id, &text), Err(Fault::KitWrong)), "nobody has confirmed it");
    program.confirm_kit(&text[text.len() - 6..]).expect("its last characters");
    assert!(matches!(program.open_pad_with_kit(id, &text), Err(Fault::Vault(VaultFault::NotInKit))));
    let here = code(try_pin(&program, id, PIN));
    freeze(&device, &program, id);
    let other = RecoveryKit::make().to_text();
    assert!(matches!(program.open_pad_with_kit(id, other.expose()), Err(Fault::KitWrong)));
    assert!(matches!(program.open_pad_with_kit(id, "AGE-SECRET-KEY-1"), Err(Fault::NotAKit)));
    program.open_pad_with_kit(id, &text).expect("its kit");
    assert!(matches!(submit(&program, OTHER), Outcome::Repeat));
    assert!(matches!(submit(&program, OTHER), Outcome::Done(_)));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Wrong(_)));
    assert_ne!(code(try_pin(&program, id, OTHER)), here, "hours have passed");
    assert!(matches!(account(&program, id).binding, State::Synced(Role::Main(_), _)));
}

#[test]
fn a_removed_account_comes_back_with_its_pin_for_thirty_days() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    assert!(matches!(program.remove_without_pin(id), Err(Fault::Refused(Refusal::PinNeeded))));
    program.open_pad(PadPurpose::Remove(id)).expect("a PIN account");
    assert!(matches!(submit(&program, OTHER), Outcome::Wrong(_)));
    assert!(matches!(submit(&program, PIN), Outcome::Done(_)));
    assert!(program.accounts().expect("open").is_empty());
    assert!(
        program.show(id, NextCode::Unwanted).is_err() && program.open_pad(PadPurpose::Code(id)).is_err(),
        "no code from the trash"
    );
    drop(program);
    device.clock.forward(Duration::from_hours(29 * 24));
    let program = started(&device);
    assert!(matches!(program.bring_back_without_pin(id), Err(Fault::Refused(Refusal::PinNeeded))));
    program.open_pad(PadPurpose::Restore(id)).expect("in the trash");
    assert!(matches!(submit(&program, OTHER), Outcome::Wrong(_)));
    assert!(matches!(submit(&program, PIN), Outcome::Done(_)));
    assert_eq!(code(try_pin(&program, id, PIN)).len(), 6);
    assert!(program.trash().expect("open").is_empty());

    program.open_pad(PadPurpose::Remove(id)).expect("a PIN account");
    assert!(matches!(submit(&program, PIN), Outcome::Done(_)));
    drop(program);
    device.clock.forward(Duration::from_hours(30 * 24));
    assert!(started(&device).trash().expect("open").is_empty(), "gone for good");
}

#[test]
fn a_frozen_account_is_removed_and_comes_back_frozen() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    freeze(&device, &program, id);
    program.remove_without_pin(id).expect("its PIN cannot be asked for");
    program.bring_back_without_pin(id).expect("in the trash");
    assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)));
}

#[test]
fn a_failed_backup_is_noted_with_the_next_change() {
    let mut desk = Desk::open();
    let (device, program, id) = main_device(&mut desk, "700004");
    let folder = device.vault_folder().join("vanished");
    std::fs::create_dir(&folder).expect("made");
    let change = warrant(&program, id, PIN);
    program.grave().set_backup_passphrase(change, "copper lantern ninety geese").expect("saved");
    let warrant = warrant(&program, id, PIN);
    program.grave().plan_backups(warrant, &folder, Keep::new(3).expect("1 to 100")).expect("saved");
    assert_eq!(program.settle_backups().failed, None);
    std::fs::remove_dir_all(&folder).expect("removed");
    std::fs::write(&folder, "a file in its place").expect("written");
    code(try_pin(&program, id, PIN));
    assert!(program.settle_backups().failed.is_some());
    code(try_pin(&program, id, PIN));
    assert!(whats(&program).contains(&What::BackupFailed));
}

/// Reads `vectors/transfer/opens.txt`: a transfer that a device made at [`START`], with its PIN and its secret.
#[test]
fn the_vector_of_a_transfer_opens_with_its_pin() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/crates/intake/vectors/transfer/opens.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let device = Device::new();
        let program = started(&device);
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let uri = format!(
            "otpauth://totp/Fuyi:700004?secret={secret}&issuer=Fuyi&period=60&activation=152149\
             &expires=2026-11-25T01:30:00Z&pin=required&support=852-25097524"
        );
        program.take_picture(&picture_of(&uri)).expect("open");
        let id = bind(&program, PIN);
        let transfer = hand_out(&program, id, "Office", PIN);
        std::fs::write(path, format!("pin: {PIN}\nsecret: {secret}\n\n{}\n", transfer.text)).expect("written");
    }
    let vector = std::fs::read_to_string(path).expect("the vector is there").replace("\r\n", "\n");
    let (said, text) = vector.split_once("\n\n").expect("an empty line");
    let said = said.lines().filter_map(|line| line.split_once(": ").map(|(_, value)| value));
    let [pin, secret] = said.collect::<Vec<_>>()[..] else { panic!("a PIN and a secret") };
    let device = Device::new();
    let program = started(&device);
    program.take_picture(&picture_of(text.trim_end())).expect("open");
    let id = program.bind_transfer().expect("a transfer waits");
    assert!(matches!(try_pin(&program, id, OTHER), Outcome::Wrong(_)));
    assert!(matches!(try_pin(&program, id, pin), Outcome::Synced(_)));
    let Outcome::Code(shown) = try_pin(&program, id, pin) else { panic!("no code") };
    let bytes = data_encoding::BASE32.decode(secret.as_bytes()).expect("Base32");
    let period = Period::new(60).expect("in range");
    let secret = OtpSecret::new(bytes).expect("20 bytes");
    let expected = totp(&secret, Algorithm::Sha1, Digits::SIX, period, period.step_at(program.now()));
    assert_eq!(shown.timed.code.expose(), expected.code.expose());
}
