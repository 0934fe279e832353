use std::sync::Arc;
use std::time::Duration;

use lingpai_app::{CopyWish, Lingpai, NextCode, Outcome, Preferences, start_timers};
use lingpai_domain::{AccountId, KeepOpen};

use crate::device::{Device, PIN, counter, main_account, plain, try_pin};

fn opened() -> (Device, Lingpai, AccountId) {
    let device = Device::new();
    let program = device.run();
    let id = plain(&program, "alice", 30);
    (device, program, id)
}

fn code(program: &Lingpai, id: AccountId) -> Option<String> {
    Some(program.show(id, NextCode::Unwanted).expect("open").timed.code.expose().to_owned())
}

fn due(program: &Lingpai) -> Option<u64> {
    program.run_due().map(|left| left.as_secs())
}

#[test]
fn late_in_the_period_the_next_code_is_copied_when_it_turns() {
    let (device, program, id) = opened();
    device.forward(25);
    assert!(!program.copy(id, CopyWish::Next).expect("a code").waits, "five seconds are enough");
    let first = device.clipboard.text();
    assert_eq!(first, code(&program, id));
    device.forward(1);
    let copied = program.copy(id, CopyWish::Next).expect("a code");
    assert_eq!((copied.waits, Some(copied.shown.timed.code.expose().to_owned())), (true, first.clone()));
    assert_eq!(due(&program), Some(4));
    device.forward(3);
    assert_eq!((due(&program), device.clipboard.text()), (Some(1), first.clone()), "not before");
    device.forward(1);
    assert_eq!(due(&program), Some(60), "from then on it waits for its death");
    assert_eq!(device.clipboard.text(), code(&program, id));
    assert_ne!(device.clipboard.text(), first);
}

#[test]
fn without_the_wish_the_current_one_is_copied() {
    let (device, program, id) = opened();
    device.forward(29);
    assert!(!program.copy(id, CopyWish::Current).expect("a code").waits);
    assert_eq!(device.clipboard.text(), code(&program, id));
}

#[test]
fn a_copy_that_waits_is_ended_by_another_one_by_a_lock_and_by_a_sleep() {
    let (device, program, id) = opened();
    let other = plain(&program, "bob", 60);
    device.forward(26);
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    program.copy(other, CopyWish::Next).expect("a code");
    device.forward(4);
    program.run_due();
    assert_eq!(device.clipboard.text(), code(&program, other), "another copy");

    device.forward(26);
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    program.lock().expect("open");
    program.unlock_with_keystore().expect("its own key");
    device.forward(4);
    program.run_due();
    assert_eq!(device.clipboard.text(), None, "a lock");

    device.forward(26);
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    device.forward(3_600);
    program.run_due();
    assert_eq!(device.clipboard.text(), None, "the machine slept over the turn");
}

#[test]
fn an_account_that_closes_before_the_turn_waits_for_nothing() {
    let device = Device::new();
    let program = device.run();
    let id = main_account(&program, KeepOpen::EachTime);
    device.forward(57);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    assert!(!program.copy(id, CopyWish::Next).expect("a code").waits);
    crate::device::keep(&program, id, KeepOpen::FiveMinutes);
    assert!(matches!(try_pin(&program, id, PIN), Outcome::Code(_)));
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    program.close_account(id).expect("open");
    let before = device.clipboard.text();
    device.forward(3);
    program.run_due();
    assert_eq!(device.clipboard.text(), before, "it was closed while the copy waited");
}

#[test]
fn a_copied_code_leaves_the_clipboard_when_no_server_takes_it_any_more() {
    let (device, program, id) = opened();
    device.forward(10);
    program.copy(id, CopyWish::Current).expect("a code");
    assert_eq!(due(&program), Some(20 + 30));
    device.forward(49);
    assert_eq!(due(&program), Some(1));
    assert!(device.clipboard.text().is_some());
    device.forward(1);
    assert_eq!(due(&program), None);
    assert_eq!(device.clipboard.text(), None);

    let hotp = counter(&program);
    program.next(hotp).expect("the first");
    program.copy(hotp, CopyWish::Next).expect("a code");
    assert_eq!(due(&program), Some(60));
    device.forward(60);
    program.run_due();
    assert_eq!(device.clipboard.text(), None);
}

#[test]
fn what_is_not_ours_stays() {
    let (device, program, id) = opened();
    let theirs = Some("700004".to_owned());
    let after = |end: &dyn Fn()| {
        program.copy(id, CopyWish::Current).expect("a code");
        device.clipboard.put("700004");
        end();
        assert_eq!(device.clipboard.text(), theirs);
    };
    after(&|| {
        device.forward(120);
        program.run_due();
    });
    after(&|| {
        program.lock().expect("open");
        program.unlock_with_keystore().expect("its own key");
    });
    after(&|| program.quit());
}

#[test]
fn lock_and_quit_clear_it_even_where_time_does_not() {
    let (device, program, id) = opened();
    let set = Preferences { clear_clipboard: false, ..program.preferences() };
    program.set_preferences(set).expect("saved");
    program.copy(id, CopyWish::Current).expect("a code");
    device.forward(3_600);
    assert_eq!(due(&program), None);
    assert!(device.clipboard.text().is_some());
    program.lock().expect("open");
    assert_eq!(device.clipboard.text(), None);
    program.unlock_with_keystore().expect("its own key");
    program.copy(id, CopyWish::Current).expect("a code");
    program.quit();
    assert_eq!(device.clipboard.text(), None);
}

#[test]
fn a_thread_does_what_is_due() {
    let (device, program, id) = opened();
    let program = Arc::new(program);
    device.forward(26);
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    device.forward(4);
    start_timers(&program).expect("a thread");
    let copied = device.copies.recv_timeout(Duration::from_secs(30)).expect("it is due at once");
    assert_eq!(Some(copied), code(&program, id));
    // It sleeps until something happens.
    device.forward(26);
    assert!(program.copy(id, CopyWish::Next).expect("a code").waits);
    device.forward(4);
    program.set_preferences(program.preferences()).expect("saved");
    device.copies.recv_timeout(Duration::from_secs(30)).expect("woken, it looks again");
}
