//! Files of versions that do not exist yet.

use super::case::Case;
use super::draft::{Draft, Record, flip, list, shorten};
use super::parts::{binding, foreign, keystore, plain};

const ALICE: &str = "plain 0 0 sha1/6/totp/30 secret:3132333435363738393031323334353637383930 alice1";

fn draft() -> Draft {
    Draft::new(&[keystore(), foreign(9)], &[plain(1)])
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = minor();
    cases.extend(major());
    cases
}

fn minor() -> Vec<Case> {
    let newer = |record: Record| record.with(60, b"newer").with(61, []);
    let everywhere = Draft::new(&[newer(keystore())], &[newer(plain(1))]).header(newer).body(|body| {
        let settings = newer(Record::default()).bytes();
        newer(body.with(2, settings))
    });
    let strange = Draft::new(&[keystore()], &[plain(1), plain(2).with(4, [4, 6, 1, 0, 0, 0, 0, 0, 0, 0, 30])]);
    let bound = Draft::new(&[keystore()], &[plain(1), plain(2).with(8, binding(8, 0, 0))]);
    vec![
        Case::new("minor-1", "ok", "Version 1.1, with nothing new in it.", &draft().version(1, 1)).entries(&[ALICE]),
        Case::new("minor-65535", "ok", "Version 1.65535.", &draft().version(1, 65_535)).entries(&[ALICE]),
        Case::new("minor-new-fields", "ok", "New fields in every record.", &everywhere.version(1, 1)).entries(&[ALICE]),
        Case::new("minor-new-algorithm", "set-aside 1", "An account with a new algorithm.", &strange.version(1, 1))
            .entries(&[ALICE, "set-aside"]),
        Case::new("minor-new-binding", "set-aside 1", "An account with a new binding.", &bound.version(1, 1))
            .entries(&[ALICE, "set-aside"]),
        Case::new(
            "minor-bad-anchored",
            "damaged-field 4",
            "A minor version changes no meaning: a fault is one.",
            &draft().version(1, 1).body(|body| body.with(4, [2])),
        ),
    ]
}

fn major() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, draft: Draft| {
        Case::new(&format!("major-{name}"), verdict, comment, &draft.version(3, 0))
    };
    let strange = [plain(1), Record::of([(1, b"another form")])];
    vec![
        case("3", "read-only", "Version 3.0, in the form of version 1.", draft()).entries(&[ALICE]),
        Case::new("major-65535", "read-only", "Version 65535.7.", &draft().version(65_535, 7)).entries(&[ALICE]),
        case("3-one-set-aside", "read-only", "An account has another form.", Draft::new(&[keystore()], &strange))
            .entries(&[ALICE, "set-aside"]),
        case("3-new-fields", "read-only", "New fields in header and body.", {
            draft().header(|header| header.with(5, b"newer")).body(|body| body.with(60, b"newer"))
        })
        .entries(&[ALICE]),
        case("3-wrong-key", "wrong", "Slots stay as they are.", draft()).way(&format!("device-key {}", "A".repeat(43))),
        case("3-no-slot", "no-slot", "Slots stay as they are.", draft()).way("passphrase correct horse"),
        case("3-sealed", "damaged-sealed", "Slots stay as they are.", {
            Draft::new(&[keystore().spoiled(2, |w| flip(w, 30))], &[])
        }),
        case("3-checksum", "damaged-checksum", "The checksum stays as it is.", draft().whole(|bytes| flip(bytes, -1))),
        case("3-mac", "damaged-header", "The header MAC stays as it is.", draft().mac(|mac| flip(mac, 0))),
        case("3-header-of-another-form", "newer", "The header is no record.", {
            draft().header(|_| Record::default().followed_by(b"newer"))
        }),
        case(
            "3-header-field-missing",
            "newer",
            "The header has no time of the save.",
            draft().header(|h| h.without(4)),
        ),
        case("3-slot-of-another-form", "newer", "A slot is no record.", {
            draft().header(|header| header.with(3, b"\0\0\0\x05newer"))
        }),
        case("3-trailing", "newer", "Something stands behind the body.", draft().content(|bytes| bytes.push(0))),
        case("3-short", "newer", "The body is cut off.", draft().content(shorten)),
        case("3-body-sealed-otherwise", "newer", "The body does not open.", draft().sealed(|sealed| flip(sealed, 30))),
        case("3-padding", "newer", "Another padding.", draft().padded(|padded| flip(padded, -1))),
        case("3-body-field-missing", "newer", "The body has no settings.", draft().body(|body| body.without(2))),
        case("3-list-of-another-form", "newer", "The accounts are no list.", {
            let accounts = [&list(&[plain(1)])[..], b"x"].concat();
            draft().body(move |body| body.with(1, &accounts))
        }),
    ]
}
