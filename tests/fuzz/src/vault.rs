//! The vault's file, the records in it, and the texts that keys are written as.

use std::sync::LazyLock;

use lingpai_domain::{
    AccountNumber, Algorithm, Alphabet, Arrangement, Digits, GroupName, Issuer, KeepOpen, Moment, MovingFactor,
    OtpParameters, OtpSecret, Period, UnixTime, binding,
};
use lingpai_vault::proofs::{self, Samples};
use lingpai_vault::{
    AnchorText, DeviceKey, Folder, Foreign, KeystoreName, Lock, NewAccount, Opener, RecoveryKit, Vault, WayIn,
};
use sha2::{Digest as _, Sha256};

use crate::{Target, seeds};

/// The device key of the vault's test kit.
const DEVICE: &str = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8";
/// The bytes of a file's checksum.
const CHECKSUM: usize = 32;

pub(crate) const VAULT_FILE: Target = Target {
    name: "vault_file",
    read: vault_file,
    seeds: || seeds::base64_bodies("vault/testkit").into_iter().filter(|file| file.len() <= MAX_FILE).collect(),
    words: &["LINGPAI", "secret-service", "\0\0\0\0", "\0\u{1}", "\0\0\0\u{10}"],
};
const MAX_FILE: usize = 8 << 10;

pub(crate) const VAULT_RECORD: Target = Target {
    name: "vault_record",
    read: vault_record,
    seeds: || {
        let Samples { header, slot, body, settings } = samples();
        (0..).zip([header, slot, body, settings]).map(|(kind, record)| [vec![kind], record].concat()).collect()
    },
    words: &["\0\0\0\0", "\0\u{1}\0\0", "\0\0\0\u{10}", "700004", "secret-service"],
};

pub(crate) const VAULT_TEXT: Target = Target {
    name: "vault_text",
    read: vault_text,
    seeds: || {
        let kit = RecoveryKit::make().to_text();
        [kit.expose(), DEVICE, &"A".repeat(43), "lingpai/1 anchor"].map(|text| text.as_bytes().to_vec()).into()
    },
    words: &["AGE-SECRET-KEY-1", "QQQQ", " ", "\u{3000}"],
};

/// The files that the device key opens.
static GOOD: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| seeds::base64_bodies("vault/testkit"));
static KEY: LazyLock<DeviceKey> = LazyLock::new(|| DeviceKey::from_text(DEVICE).expect("the test kit's"));

/// Reads the input as a file, and as a forger writes it, with a checksum that is right.
fn vault_file(bytes: &[u8]) {
    let content = &bytes[..bytes.len().saturating_sub(CHECKSUM)];
    for file in [bytes.to_vec(), [content, &Sha256::digest(content)[..]].concat()] {
        let Ok(foreign) = Foreign::read(file.clone()) else { continue };
        assert!(
            file.ends_with(&Sha256::digest(&file[..file.len() - CHECKSUM])),
            "a file with another checksum is read"
        );
        let shown = (foreign.id(), foreign.generation(), foreign.saved_at(), foreign.ways());
        let again = Foreign::read(file.clone()).unwrap_or_else(|_| panic!("read before"));
        assert_eq!(shown, (again.id(), again.generation(), again.saved_at(), again.ways()));
        if let Ok(opened) = foreign.unlock(WayIn::DeviceKey(&KEY)) {
            assert!(GOOD.contains(&file), "a forged file opens with {} accounts", opened.accounts());
        }
    }
}

/// Reads the input as the record that its first byte names. What is read is written back to the same bytes.
fn vault_record(bytes: &[u8]) {
    let [kind, record @ ..] = bytes else { return };
    let read = [proofs::reencode_header, proofs::reencode_slot, proofs::reencode_body, proofs::reencode_settings];
    if let Some(written) = read[usize::from(*kind) % read.len()](record) {
        assert_eq!(written, record, "a record that can be written in two ways");
    }
}

fn vault_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(kit) = RecoveryKit::from_text(&text) {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(kit.to_text().expose(), plain.to_ascii_uppercase(), "a kit reads back as another");
    }
    if let Some(key) = DeviceKey::from_text(&text) {
        assert_eq!(key.to_text().expose(), text, "a device key reads back as another");
    }
    let anchor = AnchorText::from_keystore(text.into_owned());
    assert!(!proofs::read_anchor(&anchor), "an anchor was made up");
}

/// The records of a vault with two accounts and everything about them that can be set.
fn samples() -> Samples {
    let dir = tempfile::tempdir().expect("a folder");
    let time = UnixTime::from_secs(1_795_000_000);
    let at = Moment { wall: time, steady: time };
    let device = DeviceKey::make().expect("entropy");
    let opener = Opener::Keystore(KeystoreName::parse("proof").expect("lower-case letters"), &device);
    let folder = Folder::open(dir.path()).expect("a fresh folder");
    let mut vault = Vault::create(folder, Vault::make_id().expect("entropy"), opener, at).expect("a fresh vault");
    for number in ["700004", "700005"] {
        let new = NewAccount {
            issuer: Some(Issuer::parse("富易").expect("a name")),
            number: AccountNumber::parse(number).expect("a number"),
            otp: OtpParameters {
                algorithm: Algorithm::Sha1,
                digits: Digits::SIX,
                moving_factor: MovingFactor::Time(Period::THIRTY_SECONDS),
                alphabet: Alphabet::Decimal,
            },
            bound_at: time,
            activation: None,
            epoch: 0,
            devices: Vec::new(),
        };
        let secret = OtpSecret::new(number.repeat(3).into_bytes()).expect("18 bytes");
        let permit = binding::bind_plain(None).expect("an account that is not bound");
        let change = vault.prepare(new, &secret, Lock::Root(permit)).expect("sealed");
        let id = vault.commit(change, at).expect("saved");
        let group = GroupName::parse("港股").expect("a name");
        vault.note_used(id, at).expect("bound");
        let arranged = Arrangement { favourite: true, group: Some(group), keep_open: KeepOpen::UntilLock };
        vault.arrange(id, arranged, at).expect("saved");
    }
    Samples::of(&vault)
}
