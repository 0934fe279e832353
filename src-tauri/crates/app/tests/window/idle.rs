use std::sync::Arc;
use std::time::Duration;

use lingpai_app::{Fault, Lingpai, Preferences, start_idle_watch};

use crate::device::{Device, plain};

fn opened(lock_minutes: u16) -> (Device, Lingpai) {
    let device = Device::new();
    let program = device.run();
    program.set_preferences(Preferences { lock_minutes, ..Preferences::default() }).expect("saved");
    plain(&program, "alice", 30);
    (device, program)
}

fn is_locked(program: &Lingpai) -> bool {
    matches!(program.accounts(), Err(Fault::Closed))
}

fn left(program: &Lingpai) -> Option<u64> {
    program.lock_if_idle().map(|left| left.as_secs())
}

#[test]
fn it_locks_when_the_system_has_seen_nobody_for_long_enough() {
    let (device, program) = opened(5);
    device.forward(3_600);
    device.idle_for(&[Some(10)]);
    assert_eq!(left(&program), Some(290), "the earliest moment at which it can be");
    device.idle_for(&[Some(299)]);
    assert_eq!(left(&program), Some(1));
    device.idle_for(&[Some(300)]);
    assert_eq!(left(&program), None);
    assert!(is_locked(&program));
    device.locked.try_recv().expect("told");
    assert_eq!(left(&program), None, "a locked vault is not locked again");
    assert!(device.locked.try_recv().is_err());
}

#[test]
fn where_the_system_does_not_tell_it_goes_by_the_window() {
    let (device, program) = opened(5);
    device.forward(200);
    program.touched();
    device.forward(200);
    assert_eq!(left(&program), Some(100));
    device.forward(100);
    assert_eq!(left(&program), None);
    assert!(is_locked(&program));
}

#[test]
fn who_has_just_opened_the_vault_is_there() {
    let (device, program) = opened(5);
    program.lock().expect("open");
    device.forward(7_200);
    program.unlock_with_keystore().expect("its own key");
    device.idle_for(&[Some(7_200)]);
    assert_eq!(left(&program), Some(300));
    device.idle_for(&[None]);
    assert_eq!(left(&program), Some(300));
}

#[test]
fn a_machine_that_has_slept_is_locked_although_a_key_has_woken_it() {
    let (device, program) = opened(5);
    device.forward(60);
    device.idle_for(&[Some(20)]);
    assert_eq!(left(&program), Some(280));
    // The lid is closed for four minutes, then for five.
    device.forward(240);
    device.idle_for(&[Some(0)]);
    assert_eq!(left(&program), Some(40), "20 seconds before the sleep, and the sleep");
    device.forward(10);
    assert_eq!(left(&program), Some(300), "somebody uses the machine again");
    device.forward(300);
    assert_eq!(left(&program), None);
    assert!(is_locked(&program));
}

#[test]
fn never_is_never() {
    let (device, program) = opened(0);
    device.forward(1_000_000);
    device.idle_for(&[Some(1_000_000)]);
    assert_eq!(left(&program), None);
    assert!(!is_locked(&program));
}

#[test]
fn a_time_without_a_limit_is_no_sleep() {
    let (device, program) = opened(5);
    device.idle_for(&[Some(0)]);
    assert_eq!(left(&program), Some(300));
    for lock_minutes in [0, 5] {
        device.forward(3_600);
        program.set_preferences(Preferences { lock_minutes, ..Preferences::default() }).expect("saved");
        program.lock_if_idle();
    }
    assert_eq!(left(&program), Some(300));
}

#[test]
fn a_thread_sleeps_until_the_limit_can_be_reached() {
    let (device, program) = opened(1);
    device.forward(3_600);
    // Half a second is left, and then nothing.
    device.idle.say(&[Some(Duration::from_millis(59_500)), Some(Duration::from_secs(60))]);
    let program = Arc::new(program);
    start_idle_watch(&program).expect("a thread");
    device.locked.recv_timeout(Duration::from_secs(30)).expect("told");
    assert!(is_locked(&program));
    // Opened again it is watched again.
    program.unlock_with_keystore().expect("its own key");
    device.forward(60);
    program.set_preferences(program.preferences()).expect("saved");
    device.locked.recv_timeout(Duration::from_secs(30)).expect("told");
}
