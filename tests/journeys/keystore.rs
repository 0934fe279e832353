use lingpai_app::{Fault, KeystoreFault, NextCode, Renew, Started};
use lingpai_vault::{Access, ReadOnly, UnlockFault, VaultFault};

use crate::device::{Device, picture_of};

const PLAIN: &str = "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=a";
const PASSPHRASE: &str = "staple orbit velvet mango";

#[test]
fn without_a_keystore_a_passphrase_makes_and_opens_the_vault() {
    let device = Device::new();
    device.keystore.fail(KeystoreFault::Absent);
    let program = device.run();
    assert_eq!(program.start().expect("not a fault"), Started::ChoosePassphrase);
    assert!(matches!(program.accounts(), Err(Fault::Closed)));
    assert!(matches!(program.create_with_passphrase("123456"), Err(Fault::WeakPassphrase)));
    assert!(matches!(program.create_with_passphrase(""), Err(Fault::WeakPassphrase)));
    // The page may be loaded again while the user chooses a passphrase.
    assert_eq!(program.start().expect("not a fault"), Started::ChoosePassphrase);
    program.create_with_passphrase(PASSPHRASE).expect("strong enough");
    program.take_picture(&picture_of(PLAIN)).expect("open");
    program.bind_plain().expect("saved");
    drop(program);

    let program = device.run();
    let Started::Unlock(unlock) = program.start().expect("not a fault") else { panic!("it is locked") };
    assert!(unlock.ways.passphrase && unlock.keystore.is_none());
    assert!(matches!(program.accounts(), Err(Fault::Closed)));
    for wrong in ["", "staple orbit velvet mangp"] {
        assert!(matches!(program.unlock_with_passphrase(wrong, Renew::No), Err(Fault::Unlock(UnlockFault::Wrong))));
    }
    assert_eq!(program.unlock_with_passphrase(PASSPHRASE, Renew::No).expect("the right one"), Started::Open);
    assert_eq!(program.accounts().expect("open").len(), 1);
    // A vault with a passphrase never puts a key into a keystore that appears later.
    assert_eq!(device.keystore.stored(), 0);
}

#[test]
fn a_keystore_that_changes_what_it_keeps_is_not_trusted_with_the_first_key() {
    let device = Device::new();
    device.keystore.mangle();
    assert_eq!(device.run().start().expect("not a fault"), Started::ChoosePassphrase);
}

#[test]
fn a_keystore_that_fails_later_changes_no_byte_and_gets_no_new_key() {
    for fault in KeystoreFault::ALL {
        let device = Device::new();
        let program = device.run();
        program.start().expect("a keystore is there");
        program.take_picture(&picture_of(PLAIN)).expect("open");
        program.bind_plain().expect("saved");
        drop(program);
        let before = device.bytes();

        device.keystore.fail(fault);
        let program = device.run();
        for _ in 0..2 {
            assert_eq!(keystore_fault(program.start()), Some(fault));
        }
        assert!(matches!(program.create_with_passphrase(PASSPHRASE), Err(Fault::Stale)));
        assert_eq!(device.bytes(), before, "{fault}");
        assert_eq!(device.keystore.stored(), 1);

        // The keystore works again, and the vault opens without a restart.
        device.keystore.recover();
        assert_eq!(program.start().expect("the keystore is back"), Started::Open);
        assert_eq!(program.accounts().expect("open").len(), 1);
    }
}

#[test]
fn an_emptied_keystore_is_no_first_start() {
    let device = Device::new();
    device.run().start().expect("a keystore is there");
    let before = device.bytes();
    device.keystore.remove_keys();
    assert_eq!(keystore_fault(device.run().start()), Some(KeystoreFault::NoEntry));
    assert_eq!(device.bytes(), before);
    assert!(device.keystore.keys().is_empty());
}

#[test]
fn a_program_that_starts_while_an_earlier_one_ends_has_the_vault() {
    let device = Device::new();
    let first = device.run();
    first.start().expect("a keystore is there");
    let second = device.run();
    let ends = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(100));
        drop(first);
    });
    assert_eq!(second.start().expect("the first has gone"), Started::Open);
    ends.join().expect("no panic");
    assert_eq!(second.vault().expect("open").access, Access::Full);
}

#[test]
fn a_second_program_may_look_and_change_nothing() {
    let device = Device::new();
    let first = device.run();
    first.start().expect("a keystore is there");
    first.take_picture(&picture_of(PLAIN)).expect("open");
    let id = first.bind_plain().expect("saved");
    let second = device.run();
    assert_eq!(second.start().expect("for reading"), Started::Open);
    let access = second.vault().expect("open").access;
    assert_eq!(access, Access::ReadOnly(ReadOnly::OtherProcess));
    second.show(id, NextCode::Unwanted).expect("an ordinary account's code");
    second.take_picture(&picture_of(&PLAIN.replace("GEZD", "GEZE"))).expect("open");
    assert!(matches!(second.bind_plain(), Err(Fault::Vault(VaultFault::ReadOnly(_)))));
    drop((first, second));
    let third = device.run();
    assert_eq!(third.start().expect("the first has gone"), Started::Open);
    assert_eq!(third.vault().expect("open").access, Access::Full);
}

fn keystore_fault(started: Result<Started, Fault>) -> Option<KeystoreFault> {
    match started.expect("not a fault of the program") {
        Started::Unlock(unlock) => unlock.keystore,
        Started::Open | Started::ChoosePassphrase => None,
    }
}
