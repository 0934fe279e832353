//! How accounts are arranged.

use super::*;

fn arranged() -> Arrangement {
    let group = GroupName::parse("港股").expect("a name");
    Arrangement { favourite: true, group: Some(group), keep_open: KeepOpen::FifteenMinutes }
}

fn numbers(vault: &Vault) -> Vec<String> {
    vault.accounts().map(|account| account.number.to_string()).collect()
}

#[test]
fn an_arrangement_outlives_a_restart_another_secret_the_trash_and_a_restore() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let id = add(&mut vault, "alice", 1);
    vault.arrange(id, arranged(), now()).expect("saved");
    vault.note_used(id, now()).expect("there");
    let kept = |vault: &Vault| {
        let account = vault.account(id).expect("there");
        assert_eq!((&account.arrangement, account.used), (&arranged(), Some(now().wall)));
    };
    kept(&vault);
    let permit = binding::show(State::Plain).expect("no PIN");
    let edited = vault.prepare_edited(id, &permit, new_account("alice2"), &secret(2));
    vault.commit(edited.expect("prepared"), now()).expect("saved");
    kept(&vault);
    vault.remove(id, &binding::remove(State::Plain).expect("bound"), now()).expect("saved");
    vault.bring_back(id, now()).expect("saved");
    kept(&vault);
    let file = dir.path().join(format!("vault-{:010}.lingpai", vault.generation()));
    let picked = Foreign::read(fs::read(file).expect("readable")).expect("whole");
    let picked = picked.unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("its own key");
    let restored = picked.install(vault.close(), KeystoreFate::Keep, None, day(1)).map_err(|(_, fault)| fault);
    kept(&restored.expect("a vault that may be replaced"));
    kept(&open(dir.path(), &device));
}

#[test]
fn an_order_by_hand_is_the_order_of_the_accounts() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let ids: Vec<AccountId> = (1..=5).map(|byte| add(&mut vault, &format!("a{byte}"), byte)).collect();
    let before = vault.generation();
    vault.reorder(&[ids[3], ids[0], ids[3]], now()).expect("saved");
    assert_eq!(vault.generation(), before + 1);
    assert_eq!(numbers(&vault), ["a4", "a1", "a2", "a3", "a5"]);
    let stale = vault.reorder(&[ids[4], AccountId([9; 16])], now());
    assert!(matches!(stale, Err(VaultFault::NoAccount)));
    assert_eq!(vault.generation(), before + 1);
    drop(vault);
    assert_eq!(numbers(&open(dir.path(), &device)), ["a4", "a1", "a2", "a3", "a5"]);
}

#[test]
fn a_use_costs_no_save_of_its_own() {
    let (dir, device) = (tempfile::tempdir().expect("a folder"), DeviceKey::make().expect("entropy"));
    let mut vault = create(dir.path(), &device);
    let (one, other) = (add(&mut vault, "alice", 1), add(&mut vault, "bob", 2));
    let used = |vault: &Vault, id| vault.account(id).expect("there").used;
    let before = vault.generation();
    vault.note_used(one, day(1)).expect("there");
    assert_eq!((vault.generation(), used(&vault, one)), (before, Some(day(1).wall)));
    // The next change saves it. It has a save of its own only where there was no change.
    vault.arrange(other, arranged(), day(2)).expect("saved");
    vault.save_used(day(2)).expect("nothing to save");
    assert_eq!(vault.generation(), before + 1);
    vault.note_used(other, day(3)).expect("there");
    vault.save_used(day(3)).expect("saved");
    assert_eq!(vault.generation(), before + 2);
    drop(vault);
    let vault = open(dir.path(), &device);
    assert_eq!((used(&vault, one), used(&vault, other)), (Some(day(1).wall), Some(day(3).wall)));
}
