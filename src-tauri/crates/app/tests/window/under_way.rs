//! What was under way when the lock fell brings nothing back.

use std::thread;

use lingpai_app::{CopyWish, Fault, NextCode, PadPurpose};
use lingpai_domain::binding::Refusal;
use lingpai_domain::{AccountId, KeepOpen};
use lingpai_vault::Cost;

use crate::device::{Device, PIN, main_account, plain, submit};

#[test]
fn a_code_on_its_way_into_the_clipboard_is_taken_out_again() {
    let device = Device::new();
    let program = device.run();
    let id = plain(&program, "alice", 30);
    let barrier = device.clipboard.pause_in_copy();
    thread::scope(|scope| {
        let copy = scope.spawn(|| program.copy(id, CopyWish::Current));
        // The clipboard is being written, and the user locks.
        barrier.wait();
        let lock = scope.spawn(|| program.lock());
        barrier.wait();
        copy.join().expect("no panic").map(drop).expect("it came before the lock");
        lock.join().expect("no panic").expect("open");
    });
    assert_eq!(device.clipboard.text(), None);
    assert!(matches!(program.show(id, NextCode::Wanted), Err(Fault::Closed)));
}

/// Types the PIN for a code; while it is being checked, does something else.
fn while_checking(
    meanwhile: impl Fn(&lingpai_app::Lingpai),
) -> (Device, lingpai_app::Lingpai, AccountId, Option<Fault>) {
    let device = Device::new();
    // As slow as for a user: the lock comes before the check is over.
    let program = device.run_at(Cost::STANDARD);
    let id = main_account(&program, KeepOpen::UntilLock);
    program.open_pad(PadPurpose::Code(id)).expect("bound");
    let barrier = device.keystore.pause_after_anchor();
    let fault = thread::scope(|scope| {
        let submitted = scope.spawn(|| submit(&program, PIN));
        // The try has been counted, and is remembered.
        barrier.wait();
        meanwhile(&program);
        submitted.join().expect("no panic").err()
    });
    (device, program, id, fault)
}

#[test]
fn a_pin_that_was_being_checked_opens_nothing_behind_a_lock() {
    let (_device, program, id, fault) = while_checking(|program| drop(program.lock().expect("open")));
    assert!(matches!(fault, Some(Fault::Closed)), "{fault:?}");
    program.unlock_with_keystore().expect("its own key");
    assert!(matches!(program.show(id, NextCode::Wanted), Err(Fault::Refused(Refusal::PinNeeded))));
    assert!(program.type_digit(1).is_err(), "no pad is open");
}

#[test]
fn nor_in_the_session_that_was_opened_meanwhile() {
    let (_device, program, id, fault) = while_checking(|program| {
        program.lock().expect("open");
        program.unlock_with_keystore().expect("its own key");
    });
    assert!(matches!(fault, Some(Fault::Closed)), "{fault:?}");
    assert!(matches!(program.show(id, NextCode::Wanted), Err(Fault::Refused(Refusal::PinNeeded))));
}
