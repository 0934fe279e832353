use lingpai_app::{BadPreference, Fault, Lingpai, PreferenceFault, Preferences};
use lingpai_domain::{AccountId, Arrangement, GroupName, KeepOpen};

use crate::device::{Device, plain};

fn names(program: &Lingpai) -> Vec<String> {
    program.accounts().expect("open").iter().map(|account| account.number.to_string()).collect()
}

#[test]
fn marks_groups_and_order_survive_a_restart() {
    let device = Device::new();
    let program = device.run();
    let ids = ["alice", "bob", "carol"].map(|name| plain(&program, name, 30));
    let group = Some(GroupName::parse("期貨").expect("a name"));
    let arranged = Arrangement { favourite: true, group, keep_open: KeepOpen::FifteenMinutes };
    program.arrange(ids[1], arranged.clone()).expect("saved");
    program.reorder(&[ids[2], ids[0]]).expect("saved");
    assert_eq!(names(&program), ["carol", "alice", "bob"]);
    let saves = device.saves();
    program.arrange(ids[1], arranged.clone()).expect("the same");
    assert_eq!(device.saves(), saves, "what is the same is not saved");
    drop(program);
    let program = device.run();
    assert_eq!(names(&program), ["carol", "alice", "bob"]);
    let found: Vec<_> = program.accounts().expect("open").into_iter().map(|account| account.arrangement).collect();
    assert_eq!(found, [Arrangement::default(), Arrangement::default(), arranged]);
}

#[test]
fn an_account_that_is_not_there_is_not_arranged() {
    let device = Device::new();
    let program = device.run();
    let (id, gone) = (plain(&program, "alice", 30), AccountId([7; 16]));
    assert!(matches!(program.arrange(gone, Arrangement::default()), Err(Fault::Stale)));
    assert!(matches!(program.reorder(&[id, gone]), Err(Fault::Stale)));
    assert!(matches!(program.close_account(gone), Err(Fault::Stale)));
    program.lock().expect("open");
    assert!(matches!(program.arrange(id, Arrangement::default()), Err(Fault::Closed)));
    assert!(matches!(program.reorder(&[id]), Err(Fault::Closed)));
}

#[test]
fn what_the_user_sets_is_kept_and_what_cannot_be_changes_nothing() {
    let device = Device::new();
    let program = device.run();
    let set = Preferences { text_percent: 150, lock_minutes: 0, ..Preferences::default() };
    assert_eq!(program.set_preferences(set.clone()), Ok(set.clone()));
    let wrong = program.set_preferences(Preferences { strip_opacity: 29, ..set.clone() });
    assert!(matches!(wrong, Err(PreferenceFault::Bad(BadPreference::Range { name: "strip_opacity", .. }))));
    assert_eq!(program.preferences(), set);
    drop(program);
    assert_eq!(device.run().preferences(), set);
}
