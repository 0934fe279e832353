//! Backups: files of version 2 with a root key and slots of their own. And the setting from which such slots are made.

use x25519_dalek::{PublicKey, StaticSecret};

use super::age_file;
use super::case::Case;
use super::cases_inner::{draft, kit, later_root};
use super::draft::{Draft, ID, Record, TIME, flip, shorten};
use super::parts::{DEVICE, KIT, PASSPHRASE, SALT, cost, keystore, passphrase, pinned, plain, recipient, slot_context};
use crate::keys::Key;
use crate::keys::kdf::{Cost, derive_stretched};
use crate::keys::kit::RecoveryKit;

const SECRET: &str = "secret:3132333435363738393031323334353637383930";

/// The key that Argon2id makes of the passphrase for backups.
fn stretched(typed: &str, label: &str) -> Key {
    let context = [label.as_bytes(), &[0], &ID].concat();
    let made = derive_stretched(typed.as_bytes(), &SALT, None, &context, Cost::LEAST).expect("8 KiB");
    Key::from_bytes(made.key.expose())
}

fn own() -> Key {
    stretched(PASSPHRASE, "lingpai/1 backup passphrase")
}

fn own_recipient(key: &Key) -> String {
    RecoveryKit::of_key(key).recipient().text()
}

fn sealed_for(key: &Key, context: &[u8]) -> Vec<u8> {
    let public = PublicKey::from(&StaticSecret::from(*key.expose()));
    age_file::seal_for(&public, &[&later_root().0.expose()[..], context].concat(), "backup slot")
}

fn slot_for(key: &Key, kind: u8) -> Record {
    let sealed = sealed_for(key, &slot_context(kind));
    let recipient = own_recipient(key);
    Record::of([(1, &[4]), (2, &sealed), (4, &cost(8, 1, 1)), (5, &SALT), (7, recipient.as_bytes())])
}

fn backup() -> Record {
    slot_for(&own(), 4)
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = slots();
    cases.extend(settings());
    cases
}

fn slots() -> Vec<Case> {
    let way = format!("passphrase {PASSPHRASE}");
    let case = |name: &str, verdict: &str, comment: &str, slots: &[Record]| {
        Case::new(&format!("backup-{name}"), verdict, comment, &draft(slots, &[])).way(&way)
    };
    let one = |name: &str, verdict: &str, comment: &str, slot: Record| case(name, verdict, comment, &[slot]);
    let accounts = [plain(1), pinned(2, 2)];
    let whole = draft(&[kit(), backup()], &accounts);
    let shown = [
        format!("plain 0 0 sha1/6/totp/30 {SECRET} alice1"),
        "main-synced 0 0 sha1/6/totp/60 closed 700002".to_owned(),
    ];
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let other = stretched("correct horsf", "lingpai/1 backup passphrase");
    vec![
        Case::new("backup-by-passphrase", "ok", "A backup, opened by the passphrase for backups.", &whole)
            .way(&way)
            .entries(&shown),
        Case::new("backup-by-kit", "ok", "The same backup, opened by the kit.", &whole)
            .way(&format!("kit {KIT}"))
            .entries(&shown),
        case("no-device-key", "no-slot", "No backup opens with a device key.", &[kit(), backup()])
            .way(&format!("device-key {DEVICE}")),
        one("wrong", "wrong", "Another passphrase.", backup()).way("passphrase correct horsf"),
        one("decomposed", "ok", "An accent typed as a character of its own.", {
            slot_for(&stretched("caf\u{e9}", "lingpai/1 backup passphrase"), 4)
        })
        .way("passphrase cafe\u{301}"),
        one("of-the-vault", "wrong", "Stretched as for a passphrase slot.", {
            slot_for(&stretched(PASSPHRASE, "lingpai/1 passphrase"), 4)
        }),
        one("salt-bit", "wrong", "A bit of the salt.", backup().spoiled(5, |salt| flip(salt, 0))),
        one("cost-changed", "wrong", "Another cost than the one it was made with.", backup().with(4, cost(8, 2, 1))),
        one("cost-missing", "damaged-missing 4", "No cost.", backup().without(4)),
        one("cost-over", "damaged-field 4", "17 lanes.", backup().with(4, cost(1024, 1, 17))),
        one("salt-missing", "damaged-missing 5", "No salt.", backup().without(5)),
        one("recipient-missing", "damaged-missing 7", "No recipient.", backup().without(7)),
        one("recipient-of-another", "wrong", "The recipient of another passphrase.", {
            backup().with(7, own_recipient(&other))
        }),
        one("for-another", "damaged-sealed", "Sealed for another recipient than the one named.", {
            backup().with(2, sealed_for(&other, &slot_context(4)))
        }),
        one("bound-to-kind-3", "damaged-sealed", "Sealed as for a kit slot.", slot_for(&own(), 3)),
        one("wrapped-too-long", "damaged-field 2", "1,025 bytes.", backup().with(2, [b'a'; 1025])),
        one("wrapped-cut", "damaged-sealed", "Its last byte is missing.", backup().spoiled(2, shorten)),
        one("with-commitment", "damaged-field 6", "A field of a passphrase slot.", backup().with(6, [0; 32])),
        one("with-made-at", "damaged-field 8", "A field of a kit slot.", backup().with(8, TIME.to_be_bytes())),
        one("unknown", "ok", "A field that this version does not know.", backup().with(9, b"newer")),
        case("two", "damaged-field 3", "Two passphrases for backups.", &[backup(), kit(), backup()]),
        case("beside-a-passphrase", "damaged-field 3", "A file has one passphrase.", &[backup(), passphrase()]),
    ]
}

/// The setting: cost, salt, and the text of the recipient.
fn settings() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, value: Vec<u8>| {
        let settings = Record::of([(7, &value)]).bytes();
        let draft = Draft::new(&[keystore()], &[]).body(move |body| body.with(2, &settings));
        Case::new(&format!("backup-setting-{name}"), verdict, comment, &draft)
    };
    let value = |cost: Vec<u8>, recipient: &str| [&cost[..], &SALT, recipient.as_bytes()].concat();
    let right = value(cost(8, 1, 1), &recipient());
    let bad = |name: &str, comment: &str, value| case(name, "damaged-field 7", comment, value);
    vec![
        case("right", "ok", "A passphrase for backups is set.", right.clone()),
        bad("empty", "No bytes.", Vec::new()),
        bad("cut", "A character of the recipient is missing.", right[..right.len() - 1].to_vec()),
        bad("longer", "A byte behind it.", [&right[..], b" "].concat()),
        bad("cost-over", "33 passes.", value(cost(8, 33, 1), &recipient())),
        bad("upper-case", "Another spelling of the recipient.", value(cost(8, 1, 1), &recipient().to_uppercase())),
    ]
}
