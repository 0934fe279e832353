//! Generations, backups, ways in and what is restored.

use super::*;

#[test]
fn the_last_of_each_of_seven_days_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    for n in 0..30 {
        let change = vault.prepare(new_account(&n.to_string()), &secret(n), plain());
        // Three saves a day.
        vault.commit(change.expect("prepared"), day(u64::from(n) / 3)).expect("saved");
    }
    let numbers: Vec<u64> = files(dir.path())
        .iter()
        .map(|file| file.file_stem().expect("a name").to_string_lossy()[6..].parse().expect("a number"))
        .collect();
    // Generation 31 is the newest; the four newest, and the last of the seven latest days (each a multiple of 3, plus 1).
    assert_eq!(numbers, [13, 16, 19, 22, 25, 28, 29, 30, 31]);
    drop(vault);
    assert_eq!(open(dir.path(), &device).accounts().count(), 30);
}

#[test]
fn a_forged_newest_file_gives_way_to_the_one_before() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    {
        let mut vault = create(dir.path(), &device);
        add(&mut vault, "1", 1);
        add(&mut vault, "2", 2);
    }
    let all = files(dir.path());
    let (whole, newest) = (fs::read(&all[1]).expect("read"), fs::read(&all[2]).expect("read"));
    // The header of the newest with the body of the older one, and a matching checksum: only the keys show the
    // forgery.
    let header_len = 16 + u32::from_be_bytes(newest[12..16].try_into().expect("four bytes")) as usize + 32;
    let mut forged = [&newest[..header_len], &whole[header_len..whole.len() - 32]].concat();
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&forged);
    forged.extend_from_slice(&checksum);
    fs::write(&all[2], &forged).expect("forged");
    let vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().count(), 1);
    assert_eq!(vault.health(), Health { damaged: 1, quarantine_failed: false });
}

#[test]
fn ways_in_are_added_changed_and_removed_but_never_the_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    assert!(matches!(vault.remove_way(&proof, SlotKind::Keystore, now()), Err(VaultFault::LastWayIn)));
    let (first, second) = (passphrase("correct horse"), passphrase("battery staple"));
    vault.set_passphrase(&proof, &first, Cost::LEAST, now()).expect("saved");
    vault.set_passphrase(&proof, &second, Cost::LEAST, now()).expect("saved");
    let wrong = vault.prove(WayIn::Passphrase(&first)).err().expect("it was replaced");
    assert!(matches!(wrong, VaultFault::Proof(UnlockFault::Wrong)));
    let proof = vault.prove(WayIn::Passphrase(&second)).expect("its own");
    vault.remove_way(&proof, SlotKind::Keystore, now()).expect("the passphrase stays");
    let stale = vault.remove_way(&proof, SlotKind::Passphrase, now());
    assert!(matches!(stale, Err(VaultFault::Proof(UnlockFault::Wrong))), "the root key is another one");
    let proof = vault.prove(WayIn::Passphrase(&second)).expect("its own");
    assert!(matches!(vault.remove_way(&proof, SlotKind::Passphrase, now()), Err(VaultFault::LastWayIn)));
    let kit = RecoveryKit::make();
    vault.set_kit(&proof, &kit, now()).expect("saved");
    vault.remove_way(&proof, SlotKind::Passphrase, now()).expect("the kit stays");
    let ways = vault.ways();
    assert_eq!((ways.keystore, ways.passphrase, ways.kit), (None, false, Some(now().wall)));
    drop(vault);
    assert!(read(dir.path()).unlock(WayIn::Kit(&kit)).is_ok());
}

#[test]
fn the_kit_reaches_pin_accounts_as_their_pins_are_entered() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let before = bind_main(&mut vault, "700004");
    let kit = RecoveryKit::make();
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &kit, now()).expect("saved");
    bind_main(&mut vault, "700002");
    assert_eq!((vault.kit_coverage().covered, vault.kit_coverage().waiting), (1, 1));
    assert!(try_pin(&mut vault, before, "135790").is_ok());
    assert_eq!((vault.kit_coverage().covered, vault.kit_coverage().waiting), (2, 0));
    vault.test_kit(&kit).expect("it opens all");
    assert!(matches!(vault.test_kit(&RecoveryKit::make()), Err(VaultFault::Proof(UnlockFault::Wrong))));
    // A new kit opens none of them yet.
    vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    assert_eq!(vault.kit_coverage().waiting, 2);
}

#[test]
fn a_backup_restores_on_another_machine_with_the_kit_and_its_pin_accounts_are_unsynced() {
    let (here, there, backups) = (tempfile::tempdir(), tempfile::tempdir(), tempfile::tempdir());
    let (here, there, backups) = (here.expect("a folder"), there.expect("a folder"), backups.expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let kit = RecoveryKit::make();
    let copy = {
        let mut vault = create(here.path(), &device);
        let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
        vault.set_kit(&proof, &kit, now()).expect("saved");
        bind_main(&mut vault, "700004");
        add(&mut vault, "trader", 1);
        vault.back_up(backups.path(), Keep::STANDARD).expect("copied")
    };
    // The other machine has its own vault, which is kept.
    let theirs = DeviceKey::make().expect("entropy");
    let present = create(there.path(), &theirs);
    let file = Foreign::read(fs::read(copy).expect("the copy")).expect("whole");
    assert_eq!(file.saved_at(), now().wall);
    assert_eq!(present.accounts_in(&file), None, "another vault's file does not open with these keys");
    let (file, fault) = file.unlock(WayIn::DeviceKey(&theirs)).err().expect("no key of a keystore opens a backup");
    assert_eq!(fault, UnlockFault::NoSlot);
    let restorable = file.unlock(WayIn::Kit(&kit)).map_err(|(_, fault)| fault).expect("its kit");
    assert_eq!(restorable.accounts(), 2);
    let name = KeystoreName::parse("secret-service").expect("a name");
    let (fresh, folder) = (DeviceKey::make().expect("entropy"), present.close());
    let fate = KeystoreFate::Replace(name, &fresh);
    let vault = restorable.install(folder, fate, None, day(1)).map_err(|(_, fault)| fault).expect("installed");
    assert!(vault.accounts().any(|account| matches!(account.binding, State::Unsynced(Role::Main(_), ..))));
    let aside: Vec<_> = fs::read_dir(there.path().join("aside")).expect("a folder").collect();
    assert_eq!(aside.len(), 1);
    drop(vault);
    let mut vault = open(there.path(), &fresh);
    assert_eq!(vault.accounts().count(), 2);
    let id = vault.accounts().find(|account| account.binding != State::Plain).expect("bound").id;
    assert_eq!(vault.search().run().expect("readable").len(), 2);
    assert!(try_pin(&mut vault, id, "135790").expect("its PIN").syncs());
}

#[test]
fn a_restore_sets_no_count_of_wrong_pins_back() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create_with_backups(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    let copy = vault.back_up(backups.path(), Keep::STANDARD).expect("copied");
    let four = PinGuard::Resting(Attempts::Free { wrong: 4 });
    count_wrong(&mut vault, id, 4);
    let file = Foreign::read(fs::read(copy).expect("the copy")).expect("whole");
    assert_eq!(vault.accounts_in(&file), Some(1));
    let past = vault.past();
    let restorable = file.unlock(WayIn::Passphrase(&passphrase(FOR_BACKUPS)));
    let restorable = restorable.map_err(|(_, fault)| fault).expect("its passphrase");
    let vault = restorable.install(vault.close(), KeystoreFate::Keep, Some(past), now());
    let vault = vault.map_err(|(_, fault)| fault).expect("installed");
    assert_eq!(vault.account(id).expect("restored").binding, State::Unsynced(Role::MAIN, PinCheck::Opens, four));
}

#[test]
fn an_old_file_in_the_newest_ones_place_is_noticed_and_refunds_nothing() {
    let (dir, old) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let (id, anchor) = {
        let mut vault = create(dir.path(), &device);
        vault.set_anchored(true, now()).expect("saved");
        let id = bind_main(&mut vault, "700004");
        copy(dir.path(), old.path());
        count_wrong(&mut vault, id, 3);
        (id, vault.anchor())
    };
    for file in files(dir.path()) {
        fs::remove_file(file).expect("removed");
    }
    copy(old.path(), dir.path());
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.check_anchor(Recall::Anchor(&anchor)), AnchorVerdict::Older);
    assert_eq!(vault.access(), Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Older)));
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::ReadOnly(_))));
    vault.accept_older(Recall::Anchor(&anchor), now()).expect("the user says so");
    assert_eq!(vault.access(), Access::Full);
    let counted = vault.account(id).expect("bound").binding.guard().expect("a PIN").attempts();
    assert_eq!(counted, Attempts::Free { wrong: 3 });
    // The new state is above the one that the keystore knew.
    assert_eq!(vault.check_anchor(Recall::Anchor(&anchor)), AnchorVerdict::Fine);
    let anchor = vault.anchor();
    drop(vault);
    assert_eq!(open(dir.path(), &device).check_anchor(Recall::Anchor(&anchor)), AnchorVerdict::Fine);
    assert_eq!(open(dir.path(), &device).check_anchor(Recall::Nothing), AnchorVerdict::Missing);
}

#[test]
fn a_second_process_may_look() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut first = create(dir.path(), &device);
    add(&mut first, "1", 1);
    let second = Locked::read(Folder::look(dir.path())).expect("whole").ok().expect("a vault");
    let mut second = second.unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("its own key");
    assert_eq!(second.access(), Access::ReadOnly(ReadOnly::OtherProcess));
    assert_eq!(second.accounts().count(), 1);
    let change = second.prepare(new_account("2"), &secret(2), plain()).expect("prepared");
    assert!(matches!(second.commit(change, now()), Err(VaultFault::ReadOnly(ReadOnly::OtherProcess))));
}

#[test]
fn an_erased_account_stays_in_the_list_and_in_no_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    vault.erase(id, now()).expect("saved");
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::Erased)));
    assert_eq!(files(dir.path()).len(), 1);
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert!(matches!(begin(&mut vault, id), Err(VaultFault::Erased)));
    assert_eq!(vault.accounts().count(), 1);
}

#[test]
fn who_has_no_way_in_begins_anew_and_the_old_vault_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let (name, fresh) = (KeystoreName::parse("keychain").expect("a name"), DeviceKey::make().expect("entropy"));
    let folder = read(dir.path()).into_folder().begin_anew().expect("moved");
    let opener = Opener::Keystore(name, &fresh);
    drop(Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("a new vault"));
    assert_eq!(open(dir.path(), &fresh).accounts().count(), 0);
    let aside = fs::read_dir(dir.path().join("aside")).expect("a folder").next().expect("a file").expect("an entry");
    let old = Foreign::read(fs::read(aside.path()).expect("read")).expect("whole");
    assert!(old.unlock(WayIn::DeviceKey(&device)).is_ok());
}

#[test]
fn backups_are_verified_and_the_oldest_go() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create_with_backups(dir.path(), &device);
    let keep = Keep::new(3).expect("in range");
    for n in 0..6 {
        add(&mut vault, &n.to_string(), n);
        vault.back_up(backups.path(), keep).expect("copied");
        vault.back_up(backups.path(), keep).expect("the same state again");
    }
    fs::write(backups.path().join("strange.lingpai"), b"not a vault").expect("written");
    let id = &vault.id().to_string()[..8];
    let tag = fs::read_to_string(dir.path().join("backup-tag")).expect("made for the first backup");
    let own = backups.path().join(format!("lingpai-backup-{id}-{tag}-1.lingpai"));
    fs::write(&own, b"somebody's own").expect("written");
    vault.back_up(backups.path(), keep).expect("a like name is in nobody's way");
    assert!(own.exists());
    let listed = lingpai_vault::list_backups(backups.path()).expect("listed");
    let mut counts: Vec<_> = listed.iter().filter_map(|(_, file)| vault.accounts_in(file)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [4, 5, 6]);
    assert!(vault.back_up(&backups.path().join("gone"), keep).is_err());
    // A backup that was damaged later is found when it is read the next time.
    let newest = vault.back_up(backups.path(), keep).expect("copied");
    let mut bytes = fs::read(&newest).expect("read");
    bytes[200] ^= 1;
    fs::write(&newest, bytes).expect("damaged");
    assert!(vault.back_up(backups.path(), keep).is_err());
}

#[test]
fn two_machines_share_a_folder_for_backups() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let backups = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    // The same vault, and the same generations with other accounts in them.
    let first = create_with_backups(one.path(), &device);
    copy(one.path(), two.path());
    drop(first);
    let (mut mine, mut theirs) = (open(one.path(), &device), open(two.path(), &device));
    let keep = Keep::new(2).expect("in range");
    for n in 0..5 {
        for (vault, name) in [(&mut mine, "mine"), (&mut theirs, "theirs")] {
            add(vault, &format!("{name} {n}"), n);
            vault.back_up(backups.path(), keep).expect("copied");
        }
    }
    assert_eq!(mine.generation(), theirs.generation());
    let listed = lingpai_vault::list_backups(backups.path()).expect("listed");
    let mut counts: Vec<_> = listed.iter().filter_map(|(_, file)| mine.accounts_in(file)).collect();
    counts.sort_unstable();
    assert_eq!(counts, [4, 4, 5, 5], "each machine keeps two of its own");
    // The tag stays with the folder, so that old backups still go after a restart.
    drop(mine);
    let mut mine = open(one.path(), &device);
    add(&mut mine, "mine 5", 5);
    mine.back_up(backups.path(), keep).expect("copied");
    assert_eq!(fs::read_dir(backups.path()).expect("a folder").count(), 4);
}

#[test]
fn a_backup_that_was_cut_short_has_no_name_of_a_backup() {
    let (dir, backups) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    let vault = create_with_backups(dir.path(), &device);
    let whole = vault.back_up(backups.path(), Keep::STANDARD).expect("copied");
    // What a kill leaves behind.
    let name = whole.file_name().expect("a name").to_string_lossy().into_owned();
    let part = backups.path().join(format!("{}part", &name[..name.len() - "0000000001.lingpai".len()]));
    fs::rename(&whole, &part).expect("renamed");
    fs::write(&part, b"half of it").expect("written");
    assert!(lingpai_vault::list_backups(backups.path()).expect("listed").is_empty());
    assert_eq!(vault.back_up(backups.path(), Keep::STANDARD).expect("copied"), whole);
    assert!(!part.exists());
}

#[test]
#[cfg(unix)]
fn a_folder_that_others_may_enter_is_closed() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("vault");
    let device = DeviceKey::make().expect("entropy");
    let rights = |path: &Path| fs::metadata(path).expect("a folder").permissions().mode() & 0o777;
    assert_eq!(create(&folder, &device).folder_rights(), FolderRights::Owner);
    for open_to_others in [0o755, 0o701, 0o770] {
        fs::set_permissions(&folder, fs::Permissions::from_mode(open_to_others)).expect("its owner");
        assert_eq!(open(&folder, &device).folder_rights(), FolderRights::Mended);
        assert_eq!(rights(&folder), 0o700);
        assert_eq!(open(&folder, &device).folder_rights(), FolderRights::Owner);
    }
}

#[test]
fn swapped_slots_are_found() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let device = DeviceKey::make().expect("entropy");
    drop(create(one.path(), &device));
    drop(create(two.path(), &device));
    let file = |path: &Path| fs::read(&files(path)[0]).expect("read");
    let (mut mine, theirs) = (file(one.path()), file(two.path()));
    // The slots of both vaults have the same length, so the other slot can be put into this file, with a matching
    // checksum.
    let at = 16 + 6 + 16 + 6 + 8 + 6;
    let len = u32::from_be_bytes(mine[at - 4..at].try_into().expect("four bytes")) as usize;
    mine[at..at + len].copy_from_slice(&theirs[at..at + len]);
    let content = mine.len() - 32;
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&mine[..content]);
    mine[content..].copy_from_slice(&checksum);
    fs::write(&files(one.path())[0], mine).expect("forged");
    let (_, fault) = read(one.path()).unlock(WayIn::DeviceKey(&device)).err().expect("another vault's slot");
    assert_eq!(fault, UnlockFault::Wrong);
    assert_ne!(UnlockFault::Damaged(Damage::Header), fault);
}

#[test]
fn a_file_of_a_like_name_is_no_generation() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    drop(create(dir.path(), &device));
    let own = fs::read(&files(dir.path())[0]).expect("read");
    for name in ["vault-2.lingpai", "vault-+000000003.lingpai", "vault-00000000004.lingpai", "vault-0000000000.lingpai"]
    {
        fs::write(dir.path().join(name), &own).expect("somebody's own copy");
    }
    let mut vault = open(dir.path(), &device);
    assert_eq!((vault.generation(), vault.health()), (1, Health::default()));
    add(&mut vault, "1", 1);
    assert_eq!(vault.generation(), 2);
}
