//! Compares this crate with the independent reader `tests/tools/decrypt.py`, which was written from FORMAT.md alone.
//!
//! `cargo xtask test unit` sets `LINGPAI_PYTHON` to the Python for it. Without that variable the reader is not run.
#![allow(clippy::print_stderr, reason = "says why nothing was compared")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lingpai_domain::binding;
use lingpai_domain::{
    AccountNumber, Algorithm, Alphabet, Digits, Moment, MovingFactor, OtpParameters, OtpSecret, Period, Pin, PinEntry,
    UnixTime,
};
use lingpai_vault::{
    Cost, DeviceKey, Folder, Keep, KeystoreName, Lock, NewAccount, Opener, Passphrase, RecoveryKit, Vault, WayIn,
};

const CRATE: &str = env!("CARGO_MANIFEST_DIR");
const PASSPHRASE: &str = "cafe\u{301} au lait";
const FOR_BACKUPS: &str = "th\u{e9} au citron";
const PIN: &str = "135790";
const PLAIN: [u8; 20] = *b"12345678901234567890";
const GUARDED: [u8; 32] = *b"12345678901234567890123456789012";

fn reader(arguments: &[&str]) -> Option<Output> {
    let Some(python) = std::env::var_os("LINGPAI_PYTHON") else {
        eprintln!("LINGPAI_PYTHON names no Python: the independent reader was not asked");
        return None;
    };
    let script = Path::new(CRATE).join("../../../tests/tools/decrypt.py");
    let mut command = Command::new(python);
    // Python must leave no file beside the script.
    Some(command.env("PYTHONDONTWRITEBYTECODE", "1").arg(script).args(arguments).output().expect("Python starts"))
}

#[test]
fn it_gives_every_verdict_of_the_test_kit() {
    let kit = Path::new(CRATE).join("testkit");
    let Some(output) = reader(&["--kit", kit.to_str().expect("a plain path")]) else { return };
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    let files = std::fs::read_dir(&kit).expect("the kit").count();
    assert!(text(&output.stdout).ends_with(&format!("{files} passed, 0 failed\n")), "{}", text(&output.stdout));
}

#[test]
fn it_reads_the_same_secrets_by_every_way_in() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = dir.path().join(name);
        // EXPOSE: secrets of this test, for the reader.
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a plain path").to_owned()
    };
    let (device, kit) = (DeviceKey::make().expect("entropy"), RecoveryKit::make());
    let (vault, backup) = made(dir.path(), &device, &kit);
    let [vault, backup] = [&vault, &backup].map(|path| path.to_str().expect("a plain path"));
    let pin = file("pin", PIN);
    let ways = [
        ("--device-key-file", file("device", device.to_text().expose())),
        ("--passphrase-file", file("passphrase", PASSPHRASE)),
        ("--kit-file", file("kit", kit.to_text().expose())),
    ];
    let for_backups = ("--passphrase-file", file("for-backups", FOR_BACKUPS));
    let files = ways.iter().map(|way| (vault, way)).chain([(backup, &for_backups), (backup, &ways[2])]);
    for (file, (way, path)) in files {
        let Some(output) = reader(&[file, way, path, "--pin-file", &pin, "--secrets"]) else { return };
        let read = text(&output.stdout);
        assert!(output.status.success(), "{way}: {}", text(&output.stderr));
        for secret in [&PLAIN[..], &GUARDED[..]] {
            let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(read.contains(&format!("\"secret:{hex}\"")), "{way}: {read}");
        }
    }
    // What opens the vault opens no backup, and what opens a backup opens no vault.
    for (file, (way, path)) in [(backup, &ways[0]), (backup, &ways[1]), (vault, &for_backups)] {
        assert!(!reader(&[file, way, path]).expect("it ran before").status.success(), "{way} opens {file}");
    }
    // The kit opens the PIN account without the PIN, and the passphrase does not.
    let (_, kit) = &ways[2];
    let output = reader(&[vault, "--kit-file", kit]).expect("it ran before");
    assert!(!text(&output.stdout).contains("closed"), "{}", text(&output.stdout));
    let (_, passphrase) = &ways[1];
    let output = reader(&[vault, "--passphrase-file", passphrase]).expect("it ran before");
    assert!(text(&output.stdout).contains("closed"), "{}", text(&output.stdout));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// Makes a vault and a backup of it in a folder. Gives their files.
fn made(folder: &Path, device: &DeviceKey, kit: &RecoveryKit) -> (PathBuf, PathBuf) {
    let time = UnixTime::from_secs(1_795_000_000);
    let now = Moment { wall: time, steady: time };
    let name = KeystoreName::parse("secret-service").expect("a name");
    let opened = Folder::open(&folder.join("vault")).expect("a fresh folder");
    let id = Vault::make_id().expect("entropy");
    let mut vault = Vault::create(opened, id, Opener::Keystore(name, device), now).expect("a fresh vault");
    let proof = vault.prove(WayIn::DeviceKey(device)).expect("its own");
    // The accent is composed here and decomposed there. Both are the same passphrase.
    let passphrase = Passphrase::new("caf\u{e9} au lait").expect("not empty");
    vault.set_passphrase(&proof, &passphrase, Cost::LEAST, now).expect("saved");
    vault.set_kit(&proof, kit, now).expect("saved");
    let for_backups = Passphrase::new(FOR_BACKUPS).expect("not empty");
    vault.set_backup_passphrase(&proof, &for_backups, Cost::LEAST, now).expect("saved");
    let mut entry = PinEntry::new();
    PIN.bytes().for_each(|digit| assert!(entry.push(digit - b'0')));
    let pin: Pin = entry.finish().expect("six digits");
    let plain = Lock::Root(binding::bind_plain(None).expect("not bound"));
    let main = Lock::NewPin(binding::register_first(None).expect("not bound"), &pin, Cost::LEAST);
    for (number, secret, lock) in [("trader", &PLAIN[..], plain), ("700004", &GUARDED[..], main)] {
        let new = NewAccount {
            issuer: None,
            number: AccountNumber::parse(number).expect("a number"),
            otp: OtpParameters {
                algorithm: Algorithm::Sha256,
                digits: Digits::SIX,
                moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
                alphabet: Alphabet::Decimal,
            },
            bound_at: time,
            activation: None,
            epoch: 0,
            devices: Vec::new(),
        };
        let secret = OtpSecret::new(secret).expect("20 and 32 bytes");
        let change = vault.prepare(new, &secret, lock).expect("prepared");
        vault.commit(change, now).expect("saved");
    }
    let backup = vault.back_up(folder, Keep::STANDARD).expect("copied");
    (folder.join(format!("vault/vault-{:010}.lingpai", vault.generation())), backup)
}
