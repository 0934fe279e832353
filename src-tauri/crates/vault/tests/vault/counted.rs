//! Counted means counted: what a forged, an old or a strange file and a silent keystore win.

use super::*;

#[test]
fn a_stray_file_with_the_highest_number_stops_no_save_and_goes_to_quarantine() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    add(&mut vault, "1", 1);
    let newer = [&b"LINGPAI\0"[..], &[0, 3, 0, 0], &[0; 100]].concat();
    let newer = [&newer[..], &<sha2::Sha256 as sha2::Digest>::digest(&newer)[..]].concat();
    for (stray, bytes) in [(u64::MAX / 2, &b"put there"[..]), (u64::MAX / 2 - 1, &newer), (1_000_900, b"put there too")]
    {
        fs::write(dir.path().join(format!("vault-{stray:010}.lingpai")), bytes).expect("written");
    }
    // While the vault is open.
    add(&mut vault, "2", 2);
    assert_eq!(vault.generation(), 3);
    // There are no generations above the highest one.
    fs::write(dir.path().join(format!("vault-{}.lingpai", u64::MAX - 1)), b"put there").expect("written");
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert_eq!((vault.accounts().count(), vault.generation()), (2, 3));
    assert_eq!(vault.health(), Health { damaged: 3, quarantine_failed: false });
    assert_eq!(fs::read_dir(dir.path().join("quarantine")).expect("a folder").count(), 3);
    add(&mut vault, "3", 3);
    assert_eq!(vault.generation(), 4);
    drop(vault);
    assert_eq!(open(dir.path(), &device).accounts().count(), 3);
}

#[test]
fn a_newer_version_s_file_with_the_next_number_is_not_passed_over() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let newer = [&b"LINGPAI\0"[..], &[0, 3, 0, 0], &[0; 100]].concat();
    let newer = [&newer[..], &<sha2::Sha256 as sha2::Digest>::digest(&newer)[..]].concat();
    fs::write(dir.path().join("vault-0000000002.lingpai"), newer).expect("written");
    let read = Locked::read(Folder::open(dir.path()).expect("free"));
    assert!(matches!(read, Err(FolderFault::Newer)));
}

#[test]
fn a_damaged_slot_under_a_fresh_checksum_gives_way_to_the_generation_before() {
    let device = DeviceKey::make().expect("entropy");
    let (kit, phrase) = (RecoveryKit::make(), passphrase("correct horse"));
    let dir = tempfile::tempdir().expect("a folder");
    let mut vault = create(dir.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its key");
    vault.set_passphrase(&proof, &phrase, Cost::LEAST, now()).expect("saved");
    vault.set_kit(&proof, &kit, now()).expect("saved");
    add(&mut vault, "1", 1);
    add(&mut vault, "2", 2);
    drop(vault);
    let newest = files(dir.path()).pop().expect("generations");
    let whole = fs::read(&newest).expect("read");
    let slots = {
        let begin = 16 + 6 + 16 + 6 + 8;
        let len = u32::from_be_bytes(whole[begin + 2..begin + 6].try_into().expect("four bytes")) as usize;
        begin + 6..begin + 6 + len
    };
    let (mut passed_over, mut bytes) = (0, whole.clone());
    for at in slots.step_by(3) {
        bytes.clone_from(&whole);
        bytes[at] ^= 1;
        let content = bytes.len() - 32;
        let checksum = <sha2::Sha256 as sha2::Digest>::digest(&bytes[..content]);
        bytes[content..].copy_from_slice(&checksum);
        fs::write(&newest, &bytes).expect("damaged");
        let ways = [WayIn::DeviceKey(&device), WayIn::Passphrase(&phrase), WayIn::Kit(&kit)];
        {
            let way = ways[at / 3 % ways.len()];
            let locked = read(dir.path());
            let ways = locked.ways();
            assert!(ways.keystore.is_some() && ways.passphrase && ways.kit.is_some(), "byte {at}");
            let vault = match locked.unlock(way) {
                Ok(vault) => vault,
                Err((_, fault)) => panic!("byte {at}, {:?}: {fault}", way.kind()),
            };
            assert_eq!((vault.accounts().count(), vault.health().damaged), (1, 1), "byte {at}");
            drop(vault);
            // Back from quarantine, for the next way in.
            fs::rename(dir.path().join("quarantine").join(newest.file_name().expect("a name")), &newest)
                .expect("moved");
            passed_over += 1;
        }
    }
    assert!(passed_over > 80, "{passed_over}");
}

#[test]
fn a_passphrase_that_was_changed_opens_nothing_though_an_older_file_has_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its key");
    vault.set_passphrase(&proof, &passphrase("correct horse"), Cost::LEAST, now()).expect("saved");
    vault.set_passphrase(&proof, &passphrase("battery staple"), Cost::LEAST, now()).expect("saved");
    drop(vault);
    let (_, fault) = read(dir.path()).unlock(WayIn::Passphrase(&passphrase("correct horse"))).err().expect("changed");
    assert_eq!(fault, UnlockFault::Wrong);
    let there = files(dir.path()).len();
    assert!(read(dir.path()).unlock(WayIn::Passphrase(&passphrase("battery staple"))).is_ok());
    assert_eq!(files(dir.path()).len(), there);
}

#[test]
fn a_restore_sets_no_count_back_of_removed_accounts_or_where_the_vault_is_not_open() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create_with_backups(dir.path(), &device);
    let (kept, removed) = (bind_main(&mut vault, "700004"), bind_main(&mut vault, "700005"));
    let trash = |vault: &mut Vault| {
        let permit = binding::remove(vault.account(removed).expect("bound").binding).expect("may go");
        vault.remove(removed, &permit, now()).expect("saved");
    };
    let copy = vault.back_up(backups.path(), Keep::STANDARD).expect("copied");
    count_wrong(&mut vault, kept, 3);
    count_wrong(&mut vault, removed, 4);
    trash(&mut vault);
    let restore = |folder: Folder, past: Option<Past>| {
        let file = Foreign::read(fs::read(&copy).expect("the copy")).expect("whole");
        let restorable = file.unlock(WayIn::Passphrase(&passphrase(FOR_BACKUPS)));
        let restorable = restorable.map_err(|(_, fault)| fault).expect("its passphrase");
        let name = KeystoreName::parse("secret-service").expect("a name");
        let vault = restorable.install(folder, KeystoreFate::Replace(name, &device), past, now());
        vault.map_err(|(_, fault)| fault).expect("installed")
    };
    let counts = |vault: &Vault| {
        [kept, removed].map(|id| {
            vault.account_or_trashed(id).expect("restored").binding.guard().expect("a PIN").attempts().wrong()
        })
    };
    assert!(vault.past().attempts().iter().any(|(id, attempts)| *id == removed && attempts.wrong() == 4));
    // The vault is not open: nobody says what to remember.
    let mut vault = restore(vault.close(), None);
    assert_eq!(counts(&vault), [3, 4]);
    trash(&mut vault);
    let past = vault.past();
    assert_eq!(counts(&restore(vault.close(), Some(past))), [3, 4]);
}

#[test]
fn an_anchor_that_cannot_be_read_is_not_fine_and_the_way_out_has_its_price() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    assert_eq!(vault.check_anchor(Recall::Unread), AnchorVerdict::Unread);
    assert_eq!(vault.access(), Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Unread)));
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::ReadOnly(_))));
    // The keystore answers after all.
    assert_eq!(vault.check_anchor(Recall::Nothing), AnchorVerdict::Fine);
    assert_eq!(vault.access(), Access::Full);
    vault.set_anchored(true, now()).expect("saved");
    assert_eq!(vault.check_anchor(Recall::Unread), AnchorVerdict::Unread);
    vault.accept_older(Recall::Unread, now()).expect("the user says so");
    let attempts = vault.account(id).expect("bound").binding.guard().expect("a PIN").attempts();
    assert_eq!(attempts, Attempts::NONE.held_back(now().steady));
    assert!(vault.memo().is_some_and(|memo| !memo.is_anchored()));
}

#[test]
fn a_vault_that_counts_on_the_keystore_tries_no_pin_without_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    let mut tried = |anchored: bool, kept: Kept| {
        vault.set_anchored(anchored, now()).expect("saved");
        let binding = vault.account(id).expect("bound").binding;
        let permit = binding::try_pin(binding, now().steady).expect("not frozen");
        let counted = vault.begin_trial(id, &permit, now()).expect("counted");
        let tried = counted.remember(|_| kept).is_ok();
        let binding = vault.account(id).expect("bound").binding;
        let back = binding::pin_wrong_again(binding).expect("under trial");
        vault.settle_wrong_pin(id, &back, now()).expect("given back");
        tried
    };
    assert_eq!(
        [tried(true, Kept::Held), tried(true, Kept::NotAsked), tried(true, Kept::Refused)],
        [true, false, false]
    );
    assert_eq!(
        [tried(false, Kept::Held), tried(false, Kept::NotAsked), tried(false, Kept::Refused)],
        [true, true, false]
    );
}

/// Seals a secret under a PIN as another device does for a transfer, and gives the head with it.
fn transferred<T>(digits: &str, byte: u8, take: impl FnOnce(&Transferred<'_>) -> T) -> T {
    let dir = tempfile::tempdir().expect("a folder");
    let mut first = create(dir.path(), &DeviceKey::make().expect("entropy"));
    let lock_pin = pin(digits);
    let id = {
        let change = first.prepare(new_account("700004"), &secret(byte), main(&lock_pin)).expect("prepared");
        first.commit(change, now()).expect("saved")
    };
    let right = try_pin(&mut first, id, digits).expect("its PIN");
    let sealed = right.seal_transfer(&lock_pin, b"head", Cost::LEAST).expect("entropy").expect("memory");
    let SealedTransfer { salt, commitment, sealed } = &sealed;
    let cost = Cost::LEAST.numbers();
    take(&Transferred { head: b"head", cost, salt: *salt, commitment: *commitment, sealed })
}

fn take_transfer(vault: &mut Vault, id: Option<AccountId>, transferred: &Transferred<'_>, epoch: u32) -> AccountId {
    let there = id.map(|id| vault.account(id).expect("bound").binding);
    let permit = binding::bind_transfer(there).expect("may come");
    let new = NewAccount { epoch, ..new_account("700004") };
    let change = vault.prepare_transferred(id, &permit, new, transferred).expect("prepared");
    vault.commit(change, now()).expect("saved")
}

#[test]
fn a_transfer_over_a_bound_account_waits_until_its_pin_has_opened_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = transferred("135790", 1, |transfer| take_transfer(&mut vault, None, transfer, 0));
    assert!(vault.is_never_opened(id));
    assert_eq!(try_pin(&mut vault, id, "135790").expect("its PIN").secret().expose(), secret(1).expose());
    assert!(!vault.is_never_opened(id));
    // Another one comes, made up or not.
    transferred("246802", 2, |transfer| take_transfer(&mut vault, Some(id), transfer, 7));
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert!(matches!(vault.account(id).expect("bound").binding, State::Unsynced(Role::Sub, PinCheck::Opens, _)));
    assert_eq!(try_pin(&mut vault, id, "111111").err(), Some(PinFault::Wrong));
    assert_eq!(try_pin(&mut vault, id, "135790").expect("the old PIN").secret().expose(), secret(1).expose());
    let state = |vault: &Vault| (vault.account(id).expect("bound").epoch, vault.account(id).expect("bound").binding);
    assert!(matches!(state(&vault), (0, State::Synced(Role::Sub, _))));
    // It goes on waiting. Once its PIN has opened it, nothing is left of the old one.
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert_eq!(try_pin(&mut vault, id, "246802").expect("the new PIN").secret().expose(), secret(2).expose());
    assert!(matches!(state(&vault), (7, State::Synced(Role::Sub, _))));
    assert_eq!(try_pin(&mut vault, id, "135790").err(), Some(PinFault::Wrong));
    assert_eq!(try_pin(&mut vault, id, "246802").expect("the new PIN").secret().expose(), secret(2).expose());
}

#[test]
fn a_transfer_far_from_the_standard_cost_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut vault = create(dir.path(), &DeviceKey::make().expect("entropy"));
    transferred("135790", 1, |transfer| {
        for cost in [[1024 * 1024, 32, 16], [256 * 1024, 5, 4]] {
            let permit = binding::bind_transfer(None).expect("may come");
            let new = NewAccount { epoch: 0, ..new_account("700004") };
            let fault = vault.prepare_transferred(None, &permit, new, &Transferred { cost, ..*transfer }).err();
            assert!(matches!(fault, Some(VaultFault::Damaged(_))), "{cost:?}");
        }
        take_transfer(&mut vault, None, transfer, 0);
    });
}
