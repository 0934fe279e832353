//! A change of the ways in: what opened the vault before opens no file that is saved later. That the root key is another one is
//! tested where it can be seen, in `roots` of the crate.

use lingpai_domain::trail::{Entry, What};

use super::*;

/// What a thief has who knew a way in: the file from before the change.
fn thiefs_file(path: &Path) -> Vec<u8> {
    fs::read(files(path).pop().expect("a generation")).expect("read")
}

fn foreign(bytes: &[u8]) -> Foreign {
    Foreign::read(bytes.to_vec()).expect("whole")
}

/// The root key that a way in gives for a file, seen by what it opens: `None` where the file does not open.
fn opens(bytes: &[u8], way: WayIn<'_>) -> Option<usize> {
    foreign(bytes).unlock(way).ok().map(|restorable| restorable.accounts())
}

#[test]
fn a_removed_passphrase_with_an_old_file_opens_no_file_saved_later() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let known = passphrase("correct horse");
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_passphrase(&proof, &known, Cost::LEAST, now()).expect("saved");
    let id = bind_main(&mut vault, "700004");
    add(&mut vault, "trader", 1);
    let old = thiefs_file(dir.path());
    assert_eq!(opens(&old, WayIn::Passphrase(&known)), Some(2));

    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.remove_way(&proof, SlotKind::Passphrase, now()).expect("the keystore stays");
    add(&mut vault, "later", 3);
    let new = thiefs_file(dir.path());
    assert_eq!(opens(&new, WayIn::Passphrase(&known)), None);

    // The owner loses nothing.
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.accounts().count(), 3);
    assert_eq!(try_pin(&mut vault, id, "135790").expect("its PIN").secret().expose(), secret(7).expose());
    let shows = binding::show(State::Plain).expect("no PIN");
    for (account, byte) in [("trader", 1), ("later", 3)] {
        let plain = vault.accounts().find(|a| a.number.as_str() == account).expect("there").id;
        assert_eq!(vault.open_secret(plain, &shows).expect("plain").expose(), secret(byte).expose());
    }
    let otp = vault.account(id).expect("bound").otp;
    let fingerprint = vault.fingerprinter().of(&secret(7), &otp);
    assert_eq!(vault.same_as(&fingerprint).map(|account| account.id), Some(id), "it is recognised still");
}

#[test]
fn each_change_of_a_way_in_ends_what_it_replaces_and_keeps_the_others() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let (first, second) = (passphrase("correct horse"), passphrase("battery staple"));
    let (kit, other) = (RecoveryKit::make(), RecoveryKit::make());
    let device_proof = |vault: &Vault| vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    let proof = device_proof(&vault);
    vault.set_passphrase(&proof, &first, Cost::LEAST, now()).expect("saved");
    vault.set_kit(&proof, &kit, now()).expect("saved");

    // Another passphrase, shown with the kit: the device key is at hand too.
    let own = || DeviceKey::from_text(device.to_text().expose());
    let proof = vault.prove(WayIn::Kit(&kit)).expect("its own");
    let missing = vault.set_passphrase(&proof, &second, Cost::LEAST, now());
    assert!(matches!(missing, Err(VaultFault::NotAtHand(SlotKind::Keystore))), "the keystore would be lost");
    let proof = proof.with_device(own());
    vault.set_passphrase(&proof, &second, Cost::LEAST, now()).expect("saved");
    let changed = thiefs_file(dir.path());
    for way in [WayIn::DeviceKey(&device), WayIn::Passphrase(&second), WayIn::Kit(&kit)] {
        assert_eq!(opens(&changed, way), Some(0), "{:?}", way.kind());
    }
    assert_eq!(opens(&changed, WayIn::Passphrase(&first)), None);

    // Another kit: the passphrase stays, so it is needed.
    let proof = device_proof(&vault);
    let missing = vault.set_kit(&proof, &other, now());
    assert!(matches!(missing, Err(VaultFault::NotAtHand(SlotKind::Passphrase))), "the passphrase would be lost");
    let proof = vault.prove(WayIn::Passphrase(&second)).expect("its own").with_device(own());
    vault.set_kit(&proof, &other, now()).expect("saved");
    let renewed = thiefs_file(dir.path());
    for way in [WayIn::DeviceKey(&device), WayIn::Passphrase(&second), WayIn::Kit(&other)] {
        assert_eq!(opens(&renewed, way), Some(0), "{:?}", way.kind());
    }

    // Without the keystore.
    let proof = vault.prove(WayIn::Passphrase(&second)).expect("its own");
    vault.remove_way(&proof, SlotKind::Keystore, now()).expect("two ways stay");
    let removed = thiefs_file(dir.path());
    for way in [WayIn::Passphrase(&second), WayIn::Kit(&other)] {
        assert_eq!(opens(&removed, way), Some(0), "{:?}", way.kind());
    }
    drop(vault);
    assert!(read(dir.path()).unlock(WayIn::Kit(&other)).is_ok());
}

#[test]
fn a_change_that_cannot_be_saved_leaves_the_old_key() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("vault");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(&home, &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    let away = dir.path().join("away");
    fs::rename(&home, &away).expect("moved");
    assert!(vault.remove_way(&proof, SlotKind::Kit, now()).is_err());
    fs::rename(&away, &home).expect("moved back");
    assert!(vault.ways().kit.is_some());
    add(&mut vault, "1", 1);
    vault.remove_way(&proof, SlotKind::Kit, now()).expect("the same proof: the root key is the same");
    drop(vault);
    assert_eq!(open(&home, &device).accounts().count(), 1);
}

#[test]
fn what_the_keystore_remembers_holds_on_under_the_new_key() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    vault.set_anchored(true, now()).expect("saved");
    let id = bind_main(&mut vault, "700004");
    count_wrong(&mut vault, id, 2);
    let before = vault.anchor();
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    vault.remove_way(&proof, SlotKind::Kit, now()).expect("the keystore stays");
    drop(vault);
    // The program was killed between file and keystore.
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.check_anchor(Recall::Anchor(&before)), AnchorVerdict::Fine);
    assert_eq!(vault.account(id).expect("bound").binding.guard().expect("a PIN").attempts().wrong(), 2);
}

#[test]
fn a_damaged_newest_file_gives_way_to_one_from_before_the_change() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &RecoveryKit::make(), now()).expect("saved");
    add(&mut vault, "1", 1);
    vault.remove_way(&proof, SlotKind::Kit, now()).expect("the keystore stays");
    drop(vault);
    let newest = files(dir.path()).pop().expect("generations");
    let mut bytes = fs::read(&newest).expect("read");
    let content = bytes.len() - 32;
    bytes[content - 1] ^= 1;
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&bytes[..content]);
    bytes[content..].copy_from_slice(&checksum);
    fs::write(&newest, &bytes).expect("damaged");
    let vault = open(dir.path(), &device);
    assert_eq!((vault.accounts().count(), vault.health().damaged), (1, 1));
}

#[test]
fn a_restore_on_another_machine_shuts_the_first_machine_out() {
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (device, theirs) = (DeviceKey::make().expect("entropy"), DeviceKey::make().expect("entropy"));
    let kit = RecoveryKit::make();
    let mut vault = create(here.path(), &device);
    let proof = vault.prove(WayIn::DeviceKey(&device)).expect("its own");
    vault.set_kit(&proof, &kit, now()).expect("saved");
    let id = bind_main(&mut vault, "700004");
    let old = thiefs_file(here.path());
    let restorable = foreign(&old).unlock(WayIn::Kit(&kit)).map_err(|(_, fault)| fault).expect("its kit");
    let name = KeystoreName::parse("keychain").expect("a name");
    let folder = Folder::open(there.path()).expect("a fresh folder");
    let vault = restorable.install(folder, KeystoreFate::Replace(name, &theirs), None, now());
    drop(vault.map_err(|(_, fault)| fault).expect("installed"));
    let new = thiefs_file(there.path());
    assert_eq!(opens(&new, WayIn::Kit(&kit)), Some(1));
    let mut vault = open(there.path(), &theirs);
    assert!(try_pin(&mut vault, id, "135790").expect("its PIN").syncs());
}

fn whats(vault: &Vault) -> Vec<What> {
    vault.trail().map(|line| line.what).collect()
}

#[test]
fn a_restore_keeps_the_trail_and_says_which_pin_is_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let device = DeviceKey::make().expect("entropy");
    let mut vault = create(dir.path(), &device);
    let id = bind_main(&mut vault, "700004");
    vault.note(Entry::of_vault(now().wall, What::EraseOn), now()).expect("saved");
    let old = thiefs_file(dir.path());
    vault.note(Entry::of_vault(day(1).wall, What::EraseOff), day(1)).expect("saved");
    let right = try_pin(&mut vault, id, "135790").expect("its PIN");
    let permit = binding::change_pin(vault.account(id).expect("bound").binding).expect("a Main account");
    let change = vault.prepare_pin_change(&permit, &Reopened::ByPin(right), &pin("864209"), Cost::LEAST);
    vault.commit(change.expect("prepared"), day(1)).expect("saved");
    let past = vault.past();
    let restorable = foreign(&old).unlock(WayIn::DeviceKey(&device)).map_err(|(_, fault)| fault).expect("its key");
    let vault = restorable.install(vault.close(), KeystoreFate::Keep, Some(past), day(2));
    let mut vault = vault.map_err(|(_, fault)| fault).expect("installed");
    assert_eq!(whats(&vault), [What::VaultRestored, What::OldPinBack, What::EraseOff, What::EraseOn]);
    let restored = vault.trail().next().expect("a line").clone();
    assert_eq!((restored.at, restored.state), (day(2).wall, Some(now().wall)));
    assert_eq!(vault.trail().nth(1).and_then(|line| line.account.clone()).expect("named").number.as_str(), "700004");
    // Told once, also after a kill before it is told.
    assert_eq!(vault.take_news().len(), 4, "two of the present vault that nobody was told, and two are new");
    assert!(vault.take_news().is_empty());
    drop(vault);
    let mut vault = open(dir.path(), &device);
    assert_eq!(vault.take_news().len(), 4);
    vault.shut(day(3)).into_folder();
    assert!(open(dir.path(), &device).take_news().is_empty());
}

#[test]
fn a_restore_over_a_vault_that_nothing_at_hand_opens_has_a_wait_before_each_pin() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut known = passphrase("correct horse");
    let folder = Folder::open(dir.path()).expect("a fresh folder");
    let opener = Opener::Passphrase(&known, Cost::LEAST);
    let mut vault = Vault::create(folder, Vault::make_id().expect("entropy"), opener, now()).expect("a fresh vault");
    let id = bind_main(&mut vault, "700004");
    let old = thiefs_file(dir.path());
    let proof = vault.prove(WayIn::Passphrase(&known)).expect("its own");
    vault.set_passphrase(&proof, &passphrase("battery staple"), Cost::LEAST, now()).expect("saved");
    count_wrong(&mut vault, id, 4);
    vault.remove_older(now()).expect("saved");
    // Somebody who knows the old passphrase, at the locked vault.
    let restorable = foreign(&old).unlock(WayIn::Passphrase(&known)).map_err(|(_, fault)| fault).expect("the old one");
    let vault = restorable.install(vault.close(), KeystoreFate::Keep, None, now());
    let vault = vault.map_err(|(_, fault)| fault).expect("installed");
    let attempts = vault.account(id).expect("bound").binding.guard().expect("a PIN").attempts();
    assert!(matches!(attempts, Attempts::Waiting { .. }), "{attempts:?}");
    known = passphrase("nothing");
    drop(known);
}
