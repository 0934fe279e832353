//! Counted means counted: no fault of the keystore and no clock wins a try or shortens a wait.

use std::time::Duration;

use lingpai_app::{Fault, KeystoreFault, Lingpai, Outcome, PadPurpose, Proof, Renew, Started, Waiting};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::{AccountId, Grave};
use lingpai_vault::{Access, AnchorVerdict, ReadOnly, SlotKind};

use crate::device::{Desk, Device, bind, code, name, picture, picture_of, prove, submit, try_pin};
use crate::life::{OTHER, PIN, hand_out, main_device, started, take};

const PASSPHRASE: &str = "staple orbit velvet mango";
fn bound() -> (Device, Lingpai, AccountId) {
    let device = Device::new();
    let program = device.run();
    program.start().expect("a keystore is there");
    program.take_picture(&picture(&Desk::open().issue("700004", &device.clock))).expect("open");
    let id = bind(&program, PIN);
    (device, program, id)
}

fn try_to(program: &Lingpai, id: AccountId, pin: &str) -> Result<Outcome, Fault> {
    program.open_pad(PadPurpose::Code(id)).expect("it has a PIN");
    for digit in pin.bytes() {
        program.type_digit(digit - b'0').expect("a pad is open");
    }
    program.submit_pin(|| true)
}

fn wrong(outcome: Outcome) -> Attempts {
    match outcome {
        Outcome::Wrong(standing) => standing.attempts,
        other => panic!("not a wrong PIN: {}", name(&other)),
    }
}

fn counted(program: &Lingpai, id: AccountId) -> u8 {
    let accounts = program.accounts().expect("open");
    let account = accounts.iter().find(|account| account.id == id).expect("bound");
    account.binding.guard().expect("a PIN").attempts().wrong()
}

fn unread() -> Access {
    Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Unread))
}

#[test]
fn a_try_that_the_keystore_does_not_take_is_not_made() {
    let (device, program, id) = bound();
    wrong(try_pin(&program, id, "000000"));
    for fault in KeystoreFault::ALL {
        device.keystore.fail_stores(fault);
        for pin in ["111111", PIN] {
            let tried = try_to(&program, id, pin).err();
            assert!(matches!(tried, Some(Fault::NotRemembered(said)) if said == fault), "{tried:?}");
        }
        device.keystore.recover();
    }
    // Nobody has looked at a PIN, so none is counted.
    assert_eq!(counted(&program, id), 1);
    code(try_pin(&program, id, PIN));
}

#[test]
fn an_anchor_that_cannot_be_read_makes_the_vault_read_only_until_the_user_goes_on() {
    for fault in KeystoreFault::ALL.into_iter().filter(|fault| *fault != KeystoreFault::NoEntry) {
        let (device, program, id) = bound();
        let before = device.bytes();
        for n in 0..4 {
            wrong(try_pin(&program, id, &format!("{n:06}")));
        }
        drop(program);
        // An old file, and a keystore that says nothing about it.
        device.put_back(&before);
        device.keystore.fail_anchors(fault);
        let program = device.run();
        assert_eq!(program.start().expect("its key is there"), Started::Open);
        assert_eq!(program.vault().expect("open").access, unread(), "{fault}");
        assert!(try_to(&program, id, PIN).is_err());
        // The keystore answers again: what it says is told before anybody goes on.
        device.keystore.recover();
        program.accept_older().expect("asked once more");
        let older = Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Older));
        assert_eq!(program.vault().expect("open").access, older);
        program.accept_older().expect("the user says so");
        assert_eq!((program.vault().expect("open").access, counted(&program, id)), (Access::Full, 4));
        assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    }
}

#[test]
fn going_on_without_the_keystores_memory_has_its_price() {
    let (device, program, id) = bound();
    drop(program);
    device.keystore.fail_anchors(KeystoreFault::Ambiguous);
    let program = device.run();
    program.start().expect("its key is there");
    assert_eq!(program.vault().expect("open").access, unread());
    program.accept_older().expect("the user says so");
    assert_eq!(program.vault().expect("open").access, Access::Full);
    // Nobody knows how many tries there were: none is free, and the next has a wait before it.
    assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)));
    device.clock.forward(Duration::from_mins(1));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    code(try_pin(&program, id, PIN));
    // The next start asks again, until the keystore can be read.
    drop(program);
    let program = device.run();
    program.start().expect("its key is there");
    assert_eq!(program.vault().expect("open").access, unread());
    drop(program);
    device.keystore.recover();
    let program = device.run();
    program.start().expect("its key is there");
    assert_eq!(program.vault().expect("open").access, Access::Full);
    code(try_pin(&program, id, PIN));
}

#[test]
fn a_passphrase_beside_a_silent_keystore_is_no_way_around_its_memory() {
    let (device, program, id) = bound();
    prove(&program, id, PIN, Grave::Ways);
    let warrant = program.grave().take().expect("just proved");
    program.grave().set_passphrase(warrant, PASSPHRASE).expect("saved");
    drop(program);
    device.keystore.fail(KeystoreFault::Denied);
    let program = device.run();
    assert!(matches!(program.start(), Ok(Started::Unlock(_))));
    program.unlock_with_passphrase(PASSPHRASE, Renew::No).expect("its passphrase");
    assert_eq!(program.vault().expect("open").access, unread());
    assert!(try_to(&program, id, PIN).is_err());
    program.accept_older().expect("the user says so");
    device.clock.forward(Duration::from_mins(1));
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Synced(_)));
    // Without the keystore among the ways in, nobody is asked any more.
    program.grave().by_way(Grave::Ways, &Proof::Passphrase(PASSPHRASE)).expect("the passphrase");
    let warrant = program.grave().take().expect("just proved");
    program.grave().remove_way(warrant, SlotKind::Keystore).expect("the passphrase stays");
    drop(program);
    let program = device.run();
    program.start().expect("locked");
    program.unlock_with_passphrase(PASSPHRASE, Renew::No).expect("its passphrase");
    assert_eq!(program.vault().expect("open").access, Access::Full);
    code(try_pin(&program, id, PIN));
}

#[test]
fn setting_the_clock_and_locking_shortens_no_wait() {
    let (device, program, id) = bound();
    let mut waits = 0;
    for n in 0..10 {
        if let Attempts::Waiting { until, .. } = wrong(try_pin(&program, id, &format!("{n:06}"))) {
            let left = until.since(program.steady_now());
            device.clock.set_by(2 * 3600);
            program.lock().expect("open");
            program.unlock_with_keystore().expect("its own key");
            assert!(matches!(try_pin(&program, id, PIN), Outcome::NoTry(_)), "the clock was set, no time has passed");
            assert_eq!(until.since(program.steady_now()), left);
            device.clock.forward(left);
            waits += 1;
        }
    }
    assert_eq!((waits, counted(&program, id)), (4, 10));
}

#[test]
fn a_restore_while_the_vault_is_locked_gives_no_try_back() {
    let device = Device::new();
    device.keystore.fail(KeystoreFault::Absent);
    let program = device.run();
    program.start().expect("no keystore");
    program.create_with_passphrase(PASSPHRASE).expect("strong enough");
    program.take_picture(&picture(&Desk::open().issue("700004", &device.clock))).expect("open");
    let id = bind(&program, PIN);
    let (_, bytes) = device.bytes().into_iter().rfind(|(name, _)| name.ends_with(".lingpai")).expect("one");
    let file = device.folder.path().with_extension("old");
    std::fs::write(&file, bytes).expect("kept");
    for n in 0..5 {
        wrong(try_pin(&program, id, &format!("{n:06}")));
    }
    program.lock().expect("open");
    program.pick(&file).expect("whole");
    assert_eq!(program.restore(None, &Proof::Passphrase(PASSPHRASE)).expect("its passphrase"), Started::Open);
    assert_eq!(counted(&program, id), 5);
    std::fs::remove_file(&file).expect("there");
}

#[test]
fn a_made_up_transfer_takes_no_device_its_secret() {
    let mut desk = Desk::open();
    let (_device, program, id) = main_device(&mut desk, "700004");
    let sub = Device::new();
    let there = started(&sub);
    let transfer = hand_out(&program, id, "Office", PIN);
    let bound = take(&there, &transfer);
    // No PIN has opened it yet: the same or another transfer may come.
    assert_eq!(take(&there, &transfer), bound);
    assert!(matches!(try_pin(&there, bound, PIN), Outcome::Synced(_)));
    let here = code(try_pin(&there, bound, PIN));
    // Somebody else registers the same number at a broker of his own, and hands it out: another activation code.
    let (_thiefs, thief, his) = main_device(&mut Desk::open(), "700004");
    for epoch in 0..2 {
        if epoch > 0 {
            thief.open_pad(PadPurpose::Change(his)).expect("a Main account");
            assert!(matches!(submit(&thief, PIN), Outcome::New));
            assert!(matches!(submit(&thief, OTHER), Outcome::Repeat));
            assert!(matches!(submit(&thief, OTHER), Outcome::Done(_)));
        }
        let made_up = hand_out(&thief, his, "Office", if epoch == 0 { PIN } else { OTHER });
        let waiting = there.take_picture(&picture_of(&made_up.text)).expect("open");
        assert!(matches!(waiting, Waiting::AlreadyBound { .. }), "{waiting:?}");
        assert!(matches!(there.bind_transfer(), Err(Fault::Stale)));
    }
    // Nor does one of the same registration that brings no later PIN.
    let again = hand_out(&program, id, "Office", PIN);
    let waiting = there.take_picture(&picture_of(&again.text)).expect("open");
    assert!(matches!(waiting, Waiting::AlreadyBound { .. }), "{waiting:?}");
    assert_eq!(code(try_pin(&there, bound, PIN)), here);
}
