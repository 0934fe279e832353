//! Faults of the slots. The MAC is right.

use x25519_dalek::{PublicKey, StaticSecret};

use super::age_file;
use super::case::Case;
use super::draft::{Draft, ID, Record, fixed, flip, root, shorten};
use super::parts::{
    DEVICE, KIT, PASSPHRASE, cost, foreign, keystore, keystore_sealing, kit, kit_sealing, passphrase,
    passphrase_sealing, recipient, slot_context,
};
use crate::keys::Key;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = keystores();
    cases.extend(passphrases());
    cases.extend(costs());
    cases.extend(kits());
    cases.extend(foreigners());
    cases.extend(several());
    cases
}

fn keystores() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, slot: Record| {
        Case::new(&format!("keystore-{name}"), verdict, comment, &Draft::new(&[slot], &[]))
    };
    let other_root = Key::from_bytes(&fixed("another root key"));
    let other_vault = [&slot_context(1)[..34], &[ID[15] ^ 1, 1]].concat();
    vec![
        case("wrong", "wrong", "Another device key.", keystore()).way(&format!("device-key {}", "A".repeat(43))),
        case("no-passphrase", "no-slot", "There is no passphrase slot.", keystore()).way("passphrase correct horse"),
        case("no-kit", "no-slot", "There is no kit slot.", keystore()).way(&format!("kit {KIT}")),
        case("kind-missing", "damaged-missing 1", "No kind.", keystore().without(1)),
        case("kind-two-bytes", "damaged-field 1", "A kind of two bytes.", keystore().with(1, [0, 1])),
        case("wrapped-missing", "damaged-missing 2", "No wrapped key.", keystore().without(2)),
        case(
            "wrapped-short",
            "damaged-field 2",
            "A wrapped key of 71 bytes.",
            keystore().spoiled(2, |w| w.truncate(71)),
        ),
        case("name-missing", "damaged-missing 3", "No name.", keystore().without(3)),
        case("name-empty", "damaged-field 3", "An empty name.", keystore().with(3, "")),
        case("name-longest", "ok", "A name of 32 characters.", keystore().with(3, "k".repeat(32))),
        case("name-long", "damaged-field 3", "A name of 33 characters.", keystore().with(3, "k".repeat(33))),
        case("name-upper-case", "damaged-field 3", "A name in upper case.", keystore().with(3, "Keychain")),
        case("name-digit", "damaged-field 3", "A name with a digit.", keystore().with(3, "keychain2")),
        case("name-not-text", "damaged-field 3", "A name that is no UTF-8.", keystore().with(3, [0xFF])),
        case("commitment-missing", "damaged-missing 6", "No commitment.", keystore().without(6)),
        case("commitment-short", "damaged-field 6", "31 bytes.", keystore().spoiled(6, |c| c.truncate(31))),
        case("commitment-bit", "wrong", "A bit of the commitment.", keystore().spoiled(6, |c| flip(c, 31))),
        case("wrapped-nonce-bit", "damaged-sealed", "A bit of the nonce.", keystore().spoiled(2, |w| flip(w, 0))),
        case("wrapped-bit", "damaged-sealed", "A bit of the sealed key.", keystore().spoiled(2, |w| flip(w, 24))),
        case(
            "bound-to-kind-2",
            "damaged-sealed",
            "Wrapped as for a passphrase slot.",
            keystore_sealing(root().0.expose(), &slot_context(2)),
        ),
        case(
            "bound-to-another-vault",
            "damaged-sealed",
            "Wrapped as for another vault.",
            keystore_sealing(root().0.expose(), &other_vault),
        ),
        case("unbound", "damaged-sealed", "Wrapped without associated data.", keystore_sealing(root().0.expose(), &[])),
        case(
            "another-root",
            "damaged-header",
            "A root key that is not the one of the MAC.",
            keystore_sealing(other_root.expose(), &slot_context(1)),
        ),
        case("with-cost", "damaged-field 4", "A field of a passphrase slot.", keystore().with(4, cost(8, 1, 1))),
        case("with-recipient", "damaged-field 7", "A field of a kit slot.", keystore().with(7, recipient())),
        case("tag-zero", "damaged-field 0", "A tag of 0.", keystore().with(0, [])),
        case("order", "damaged-order", "Two fields have changed places.", keystore().swapped(3, 6)),
        case("twice", "damaged-order", "The wrapped key twice.", keystore().twice(2)),
        case("cut", "damaged-short", "A field is cut off.", keystore().followed_by(&[0, 9, 0])),
        case("unknown", "ok", "Fields that this version does not know.", keystore().with(9, b"newer").with(700, [])),
    ]
}

fn passphrases() -> Vec<Case> {
    let way = format!("passphrase {PASSPHRASE}");
    let case = |name: &str, verdict: &str, comment: &str, slot: Record| {
        Case::new(&format!("passphrase-{name}"), verdict, comment, &Draft::new(&[slot], &[])).way(&way)
    };
    let context = [b"lingpai/1 passphrase\0", &ID[..]].concat();
    let sealing = |typed: &str, stretched_in: &[u8], kind| {
        passphrase_sealing(typed.to_owned(), stretched_in, &slot_context(kind))
    };
    let composed = || sealing("caf\u{e9} 富易", &context, 2);
    vec![
        case("ok", "ok", "Opens.", passphrase()),
        case("wrong", "wrong", "Another passphrase.", passphrase()).way("passphrase correct horsf"),
        case("case", "wrong", "Upper case is another passphrase.", passphrase()).way("passphrase Correct horse"),
        case("composed", "ok", "An accent in one character.", composed()).way("passphrase caf\u{e9} 富易"),
        case("decomposed", "ok", "An accent typed as a character of its own.", composed())
            .way("passphrase cafe\u{301} 富易"),
        case("compatibility", "wrong", "A full-width letter is another one in form C.", composed())
            .way("passphrase ｃaf\u{e9} 富易"),
        case("stored-decomposed", "wrong", "Stretched without normalization.", sealing("cafe\u{301}", &context, 2))
            .way("passphrase caf\u{e9}"),
        case("no-device-key", "no-slot", "There is no keystore slot.", passphrase())
            .way(&format!("device-key {DEVICE}")),
        case("wrapped-bit", "damaged-sealed", "A bit of the sealed key.", passphrase().spoiled(2, |w| flip(w, 40))),
        case("salt-missing", "damaged-missing 5", "No salt.", passphrase().without(5)),
        case("salt-short", "damaged-field 5", "A salt of 15 bytes.", passphrase().spoiled(5, |salt| salt.truncate(15))),
        case("salt-bit", "wrong", "A bit of the salt.", passphrase().spoiled(5, |salt| flip(salt, 0))),
        case("commitment-missing", "damaged-missing 6", "No commitment.", passphrase().without(6)),
        case("commitment-bit", "wrong", "A bit of the commitment.", passphrase().spoiled(6, |c| flip(c, 0))),
        case("unbound", "wrong", "Stretched without associated data.", sealing(PASSPHRASE, &[], 2)),
        case("bound-to-kind-1", "damaged-sealed", "Wrapped as for a keystore slot.", sealing(PASSPHRASE, &context, 1)),
        case("with-name", "damaged-field 3", "A field of a keystore slot.", passphrase().with(3, "keychain")),
        case("unknown", "ok", "A field that this version does not know.", passphrase().with(9, b"newer")),
    ]
}

/// Costs at and over each limit. The vault with costs at a limit opens with the device key, because these costs would
/// take too long.
fn costs() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, value: Vec<u8>| {
        let slots = [keystore(), passphrase().with(4, value)];
        Case::new(&format!("cost-{name}"), verdict, comment, &Draft::new(&slots, &[]))
    };
    let bad = |name: &str, comment: &str, value| case(name, "damaged-field 4", comment, value);
    let two = Draft::new(&[passphrase().with(4, cost(8, 2, 1))], &[]);
    vec![
        Case::new("cost-missing", "damaged-missing 4", "No cost.", &Draft::new(&[passphrase().without(4)], &[])),
        Case::new("cost-changed", "wrong", "Another cost than the one it was made with.", &two)
            .way(&format!("passphrase {PASSPHRASE}")),
        case("standard", "ok", "What this version writes: 256 MiB, 3 passes, 4 lanes.", cost(262_144, 3, 4)),
        case("highest", "ok", "All three at their caps.", cost(1_048_576, 32, 16)),
        case("least-for-16-lanes", "ok", "8 KiB a lane.", cost(128, 1, 16)),
        bad("memory-over", "1 GiB and 1 KiB.", cost(1_048_577, 3, 4)),
        bad("memory-most", "4 TiB.", cost(u32::MAX, 3, 4)),
        bad("memory-under", "7 KiB.", cost(7, 1, 1)),
        bad("memory-under-lanes", "127 KiB for 16 lanes.", cost(127, 1, 16)),
        bad("passes-zero", "No pass.", cost(8, 0, 1)),
        bad("passes-over", "33 passes.", cost(8, 33, 1)),
        bad("lanes-zero", "No lane.", cost(8, 1, 0)),
        bad("lanes-over", "17 lanes.", cost(1024, 1, 17)),
        bad("lanes-most", "4,294,967,295 lanes: eight times as many run over in 32 bits.", cost(1024, 1, u32::MAX)),
        bad("lanes-run-over", "2^29 lanes: 8 KiB for each is 0 in 32 bits.", cost(1024, 1, 1 << 29)),
        bad("empty", "No bytes.", Vec::new()),
        bad("short", "11 bytes.", cost(8, 1, 1)[1..].to_vec()),
        bad("long", "13 bytes.", [cost(8, 1, 1), vec![0]].concat()),
    ]
}

fn kits() -> Vec<Case> {
    let way = format!("kit {KIT}");
    let case = |name: &str, verdict: &str, comment: &str, slot: Record| {
        Case::new(&format!("kit-{name}"), verdict, comment, &Draft::new(&[slot], &[])).way(&way)
    };
    let sealing = |context: &[u8]| kit_sealing(&[&root().0.expose()[..], context].concat());
    let stranger = PublicKey::from(&StaticSecret::from(fixed("a stranger")));
    let plain = [&root().0.expose()[..], &slot_context(3)].concat();
    let armored = format!(
        "-----BEGIN AGE ENCRYPTED FILE-----\n{}\n-----END AGE ENCRYPTED FILE-----\n",
        data_encoding::BASE64.encode(kit().get(2))
    );
    let mut other_recipient = recipient();
    other_recipient.replace_range(10..11, if &other_recipient[10..11] == "q" { "p" } else { "q" });
    let spaced: String = KIT.to_lowercase().as_bytes().chunks(8).map(|c| String::from_utf8_lossy(c) + " ").collect();
    vec![
        case("ok", "ok", "Opens.", kit()),
        case("as-typed", "ok", "The identity in lower case, with spaces.", kit())
            .way(&format!("kit {}", spaced.trim())),
        case("wrong", "wrong", "Another identity.", kit())
            .way("kit AGE-SECRET-KEY-1YQSJYGEYY5NZW2PF9G4JCTFW9UCRZV3NXS6NVDEC8YARK0PA8CLSWXGG7Q"),
        case("no-device-key", "no-slot", "There is no keystore slot.", kit()).way(&format!("device-key {DEVICE}")),
        case("wrapped-missing", "damaged-missing 2", "No sealed key.", kit().without(2)),
        case("wrapped-empty", "damaged-sealed", "A sealed key of no bytes.", kit().with(2, [])),
        case("wrapped-longest", "damaged-sealed", "1,024 bytes that are no age file.", kit().with(2, [b'a'; 1024])),
        case("wrapped-too-long", "damaged-field 2", "1,025 bytes.", kit().with(2, [b'a'; 1025])),
        case("recipient-missing", "damaged-missing 7", "No recipient.", kit().without(7)),
        case("recipient-empty", "damaged-field 7", "An empty recipient.", kit().with(7, "")),
        case("recipient-upper-case", "damaged-field 7", "Another spelling.", kit().with(7, recipient().to_uppercase())),
        case("recipient-mistyped", "damaged-field 7", "Its own checksum fails.", kit().with(7, other_recipient)),
        case("recipient-line-end", "damaged-field 7", "A line end behind it.", kit().with(7, recipient() + "\n")),
        case("made-at-missing", "damaged-missing 8", "No time.", kit().without(8)),
        case("made-at-short", "damaged-field 8", "A time of 7 bytes.", kit().with(8, [0; 7])),
        case(
            "header-bit",
            "damaged-sealed",
            "A bit of the age file's version line.",
            kit().spoiled(2, |w| flip(w, 20)),
        ),
        case("payload-bit", "damaged-sealed", "A bit of its payload.", kit().spoiled(2, |w| flip(w, -20))),
        case("tag-bit", "damaged-sealed", "A bit of its tag.", kit().spoiled(2, |w| flip(w, -1))),
        case("cut", "damaged-sealed", "Its last byte is missing.", kit().spoiled(2, shorten)),
        case("longer", "damaged-sealed", "A byte behind it.", kit().spoiled(2, |w| w.push(0))),
        case("armored", "damaged-sealed", "The same age file, armored.", kit().with(2, armored)),
        case(
            "for-another",
            "damaged-sealed",
            "Sealed for another recipient than the one named.",
            kit().with(2, age_file::seal_for(&stranger, &plain, "for another")),
        ),
        case("bound-to-kind-1", "damaged-sealed", "Sealed as for a keystore slot.", sealing(&slot_context(1))),
        case("unbound", "damaged-sealed", "The root key alone.", sealing(&[])),
        case(
            "bound-and-more",
            "damaged-sealed",
            "A byte behind the context.",
            sealing(&[slot_context(3), vec![0]].concat()),
        ),
        case("key-short", "damaged-sealed", "31 bytes of text.", kit_sealing(&root().0.expose()[..31])),
        case("with-salt", "damaged-field 5", "A field of a passphrase slot.", kit().with(5, [0; 16])),
        case("unknown", "ok", "A field that this version does not know.", kit().with(9, b"newer")),
    ]
}

fn foreigners() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, slot: Record| {
        Case::new(&format!("foreign-{name}"), verdict, comment, &Draft::new(&[keystore(), slot], &[]))
    };
    vec![
        case("kind-0", "ok", "A slot of kind 0.", foreign(0)),
        case("kind-5", "ok", "A slot of kind 5, with a field 2 of another form.", foreign(5)),
        case("kind-255", "ok", "A slot of kind 255.", foreign(255)),
        case("kind-alone", "ok", "Nothing but a kind.", Record::of([(1, &[9])])),
        case("kind-missing", "damaged-missing 1", "No kind.", foreign(9).without(1)),
        case("kind-two-bytes", "damaged-field 1", "A kind of two bytes.", foreign(9).with(1, [0, 9])),
        case("order", "damaged-order", "Its fields are out of order.", foreign(9).swapped(2, 9)),
        case("cut", "damaged-short", "A field is cut off.", foreign(9).followed_by(&[1, 0, 0, 0, 0, 1])),
        case("tag-zero", "damaged-field 0", "A tag of 0.", foreign(9).with(0, [])),
    ]
}

fn several() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, slots: &[Record]| {
        Case::new(&format!("slots-{name}"), verdict, comment, &Draft::new(slots, &[]))
    };
    let all = [kit(), foreign(9), passphrase(), keystore()];
    vec![
        case("all", "ok", "One of each kind, opened by the last.", &all),
        case("all-by-passphrase", "ok", "One of each kind.", &all).way(&format!("passphrase {PASSPHRASE}")),
        case("all-by-kit", "ok", "One of each kind.", &all).way(&format!("kit {KIT}")),
        case(
            "two-foreign",
            "ok",
            "Two of one kind that this version does not know.",
            &[keystore(), foreign(9), foreign(9)],
        ),
        case("two-keystore", "damaged-field 3", "Two keystore slots.", &[keystore(), keystore().with(3, "keychain")]),
        case("two-passphrase", "damaged-field 3", "Two passphrase slots.", &[passphrase(), keystore(), passphrase()]),
        case("two-kit", "damaged-field 3", "Two kit slots.", &[kit(), kit(), keystore()]),
        case(
            "fault-in-the-other",
            "damaged-field 3",
            "The slot that is not used has a fault.",
            &[keystore(), Record::of([(1, &[1]), (2, &[0; 72]), (3, b"?"), (6, &[0; 32])])],
        ),
        Case::new("slots-wrong-in-the-other", "ok", "The passphrase slot holds nothing; the device key opens.", &{
            Draft::new(&[keystore(), passphrase().spoiled(2, |w| flip(w, 30))], &[])
        }),
    ]
}
