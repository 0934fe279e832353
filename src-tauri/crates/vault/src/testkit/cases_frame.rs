//! Faults of the frame, the bytes around the records.

use super::case::Case;
use super::draft::{Draft, Record, flip, keys, shorten};
use super::parts::{foreign, keystore, plain};
use crate::keys::Key;

fn draft() -> Draft {
    Draft::new(&[keystore(), foreign(9)], &[])
}

/// The places where the header's length, the header, and the bytes after it begin.
const HEADER: usize = 16;

fn mac_at(bytes: &[u8]) -> usize {
    HEADER + usize::try_from(u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]])).expect("a length")
}

fn body_len_at(bytes: &[u8]) -> usize {
    mac_at(bytes) + 32
}

fn add_to_len(bytes: &mut [u8], at: usize, add: i64) {
    let len: &mut [u8; 4] = bytes[at..].first_chunk_mut().expect("a length");
    let sum = i64::from(u32::from_be_bytes(*len)) + add;
    *len = u32::try_from(sum).expect("a length").to_be_bytes();
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(
            "ok-no-accounts",
            "ok",
            "A whole file: one slot that opens, one of a newer version, no accounts.",
            &draft(),
        ),
        Case::new(
            "ok-one-account",
            "ok",
            "A whole file with an ordinary account.",
            &Draft::new(&[keystore()], &[plain(1)]),
        )
        .entries(&["plain 0 0 sha1/6/totp/30 secret:3132333435363738393031323334353637383930 alice1"]),
    ];
    cases.extend(ends());
    cases.extend(lengths());
    cases.extend(forgeries());
    cases.extend(bodies());
    cases.extend(padding());
    cases
}

/// Faults of the magic and the checksum, and files that end too early or too late.
fn ends() -> Vec<Case> {
    let case = |name: &str, verdict, comment, spoil: fn(&mut Vec<u8>)| {
        Case::new(&format!("frame-{name}"), verdict, comment, &draft().whole(spoil))
    };
    let magic = |name: &str, comment, magic: &[u8; 8]| {
        Case::new(&format!("frame-magic-{name}"), "damaged-magic", comment, &Draft { magic: *magic, ..draft() })
    };
    vec![
        magic("lower-case", "The magic in lower case; the checksum is good.", b"lingpai\0"),
        magic("not-ended", "The last byte of the magic is 1.", b"LINGPAI\x01"),
        case("empty", "damaged-short", "No byte at all.", Vec::clear),
        case("8-bytes", "damaged-short", "The magic alone.", |bytes| bytes.truncate(8)),
        case("15-bytes", "damaged-short", "One byte less than the fixed part.", |bytes| bytes.truncate(15)),
        case("16-bytes", "damaged-short", "The fixed part without a checksum.", |bytes| bytes.truncate(16)),
        case("47-bytes", "damaged-short", "One byte less than the fixed part and a checksum.", |bytes| {
            bytes.truncate(47)
        }),
        case("48-bytes", "damaged-checksum", "Cut after 48 bytes.", |bytes| bytes.truncate(48)),
        case("cut-in-half", "damaged-checksum", "The second half is missing.", |bytes| bytes.truncate(bytes.len() / 2)),
        case("cut-by-one", "damaged-checksum", "The last byte is missing.", |bytes| bytes.truncate(bytes.len() - 1)),
        case("one-byte-more", "damaged-checksum", "A zero behind the checksum.", |bytes| bytes.push(0)),
        case("checksum-bit", "damaged-checksum", "A bit of the checksum.", |bytes| flip(bytes, -1)),
        case("checksum-zero", "damaged-checksum", "A checksum of zeros.", |bytes| {
            let at = bytes.len() - 32;
            bytes[at..].fill(0);
        }),
        case("decayed-header", "damaged-checksum", "A bit of the header.", |bytes| flip(bytes, 30)),
        case("decayed-mac", "damaged-checksum", "A bit of the header MAC.", |bytes| {
            let at = mac_at(bytes);
            bytes[at] ^= 0x80;
        }),
        case("decayed-body", "damaged-checksum", "A bit of the sealed body.", |bytes| flip(bytes, -100)),
        Case::new("frame-major-0", "damaged-version", "There never was a version 0.", &draft().version(0, 0)),
        Case::new("frame-major-0-minor-9", "damaged-version", "Nor a version 0.9.", &draft().version(0, 9)),
    ]
}

/// Wrong lengths. The checksum is right.
fn lengths() -> Vec<Case> {
    let case = |name: &str, verdict, comment, spoil: fn(&mut Vec<u8>)| {
        Case::new(&format!("frame-{name}"), verdict, comment, &draft().content(spoil))
    };
    vec![
        case("header-length-one-more", "damaged-short", "H takes the first byte of the MAC in.", |bytes| {
            add_to_len(bytes, 12, 1);
        }),
        case("header-length-one-less", "damaged-short", "H leaves the header's last byte out.", |bytes| {
            add_to_len(bytes, 12, -1);
        }),
        case("header-length-zero", "damaged-missing 1", "H is 0.", |bytes| bytes[12..16].fill(0)),
        case("header-length-most", "damaged-short", "H is 4,294,967,295.", |bytes| bytes[12..16].fill(0xFF)),
        case("header-length-all", "damaged-short", "H takes in all there is.", |bytes| {
            let more = i64::try_from(bytes.len() - mac_at(bytes)).expect("small");
            add_to_len(bytes, 12, more);
        }),
        case("header-only", "damaged-short", "The file ends behind the header.", |bytes| bytes.truncate(mac_at(bytes))),
        case("mac-cut", "damaged-short", "The file ends within the MAC.", |bytes| bytes.truncate(mac_at(bytes) + 31)),
        case("body-length-absent", "damaged-short", "The file ends behind the MAC.", |bytes| {
            bytes.truncate(body_len_at(bytes));
        }),
        case("body-length-cut", "damaged-short", "The file ends within B.", |bytes| {
            bytes.truncate(body_len_at(bytes) + 3)
        }),
        case("body-absent", "damaged-short", "The file ends behind B.", |bytes| bytes.truncate(body_len_at(bytes) + 4)),
        case("body-cut", "damaged-short", "The last byte of the body is missing.", shorten),
        case("body-length-one-more", "damaged-short", "B is one too many.", |bytes| {
            let at = body_len_at(bytes);
            add_to_len(bytes, at, 1);
        }),
        case("body-length-one-less", "damaged-trailing", "B is one too few.", |bytes| {
            let at = body_len_at(bytes);
            add_to_len(bytes, at, -1);
        }),
        case("body-length-zero", "damaged-trailing", "B is 0.", |bytes| {
            let at = body_len_at(bytes);
            bytes[at..at + 4].fill(0);
        }),
        case("body-length-most", "damaged-short", "B is 4,294,967,295.", |bytes| {
            let at = body_len_at(bytes);
            bytes[at..at + 4].fill(0xFF);
        }),
        case("trailing", "damaged-trailing", "A zero between body and checksum.", |bytes| bytes.push(0)),
    ]
}

/// Changes by somebody without a key, who made the checksum again.
fn forgeries() -> Vec<Case> {
    let case = |name: &str, comment, spoil: fn(&mut Vec<u8>)| {
        Case::new(&format!("forged-{name}"), "damaged-header", comment, &draft().content(spoil))
    };
    /// Gives the finished file with the header of another one.
    fn header_of(name: &str, comment: &str, other: &Draft) -> Case {
        let other = other.build();
        let header = other[12..mac_at(&other)].to_vec();
        let draft = draft().content(move |bytes| {
            bytes.splice(12..mac_at(bytes), header.iter().copied());
        });
        Case::new(&format!("forged-{name}"), "damaged-header", comment, &draft)
    }
    let mac_key = Key::from_bytes(keys().body.expose());
    vec![
        case("mac-bit", "A bit of the MAC.", |bytes| {
            let at = mac_at(bytes);
            bytes[at + 31] ^= 1;
        }),
        case("mac-zero", "A MAC of zeros.", |bytes| {
            let at = mac_at(bytes);
            bytes[at..at + 32].fill(0);
        }),
        case("minor", "The minor version says 1.", |bytes| bytes[11] = 1),
        case("major", "The major version says 2.", |bytes| bytes[9] = 2),
        case("generation", "The generation says 2.", |bytes| bytes[51] = 2),
        case("saved-at", "The time of the save is later.", |bytes| {
            let at = mac_at(bytes) - 1;
            bytes[at] ^= 1;
        }),
        case("foreign-slot", "A byte of a slot that this version does not know.", |bytes| {
            let at = bytes.windows(5).position(|five| five == b"newer").expect("it stands in the foreign slot");
            bytes[at] = b'N';
        }),
        header_of("slot-order", "The two slots have changed places.", &Draft::new(&[foreign(9), keystore()], &[])),
        header_of("slot-removed", "The second slot was taken out.", &Draft::new(&[keystore()], &[])),
        header_of("slot-added", "A third slot was put in.", &Draft::new(&[keystore(), foreign(9), foreign(9)], &[])),
        header_of("field-added", "A field of no meaning was put in.", &draft().header(|header| header.with(9, b"x"))),
        header_of(
            "name",
            "The slot names another keystore.",
            &Draft::new(&[keystore().with(3, "keychain"), foreign(9)], &[]),
        ),
        Case::new(
            "forged-mac-bound",
            "damaged-header",
            "A bit of the MAC, and a body that is bound to it.",
            &draft().mac(|mac| flip(mac, 0)),
        ),
        Case::new(
            "forged-mac-key",
            "damaged-header",
            "The MAC is made with the body's key.",
            &Draft { mac_key, ..draft() },
        ),
        Case::new(
            "forged-vault-id",
            "wrong",
            "The vault id is another one: no commitment fits.",
            &draft().content(|bytes| flip(bytes, 22)),
        ),
    ]
}

/// Bodies that do not open.
fn bodies() -> Vec<Case> {
    let case = |name: &str, comment, draft: Draft| Case::new(&format!("body-{name}"), "damaged-body", comment, &draft);
    let other_key = Key::from_bytes(keys().header_mac.expose());
    let later = Draft::new(&[keystore(), foreign(9)], &[plain(1)]).header(|header| header.with(2, 2_u64.to_be_bytes()));
    let later = later.build();
    let later = later[body_len_at(&later) + 4..later.len() - 32].to_vec();
    vec![
        case("nonce-bit", "A bit of the nonce.", draft().sealed(|sealed| flip(sealed, 0))),
        case("first-bit", "A bit of the first byte.", draft().sealed(|sealed| flip(sealed, 24))),
        case("last-bit", "A bit of the last byte before the tag.", draft().sealed(|sealed| flip(sealed, -17))),
        case("tag-bit", "A bit of the tag.", draft().sealed(|sealed| flip(sealed, -1))),
        case("empty", "Not even a nonce.", draft().sealed(Vec::clear)),
        case("39-bytes", "A byte less than nonce and tag.", draft().sealed(|sealed| sealed.truncate(39))),
        case("40-bytes", "A nonce and a tag that is none.", draft().sealed(|sealed| sealed.truncate(40))),
        case("cut", "The last byte is missing; B and checksum are made for it.", draft().sealed(shorten)),
        case("longer", "A byte behind the tag.", draft().sealed(|sealed| sealed.push(0))),
        case("unbound", "Sealed without associated data.", Draft { associated: |_| Vec::new(), ..draft() }),
        case(
            "bound-without-mac",
            "The associated data ends before the MAC.",
            Draft { associated: |head| head[..head.len() - 32].to_vec(), ..draft() },
        ),
        case(
            "bound-without-version",
            "The associated data begins behind the version.",
            Draft { associated: |head| head[12..].to_vec(), ..draft() },
        ),
        case("key", "Sealed with the key of the header MAC.", Draft { body_key: other_key, ..draft() }),
        case(
            "of-another-generation",
            "The body of the vault's next file.",
            draft().sealed(move |sealed| sealed.clone_from(&later)),
        ),
    ]
}

/// Faults around the record within the sealed body.
fn padding() -> Vec<Case> {
    let case = |name: &str, verdict, comment, spoil: fn(&mut Vec<u8>)| {
        Case::new(&format!("padding-{name}"), verdict, comment, &draft().padded(spoil))
    };
    let filled = |len: usize| {
        draft().body(|body: Record| {
            let rest = len - body.bytes().len() - 6;
            body.with(99, vec![b'x'; rest])
        })
    };
    vec![
        case("none", "damaged-body", "The text ends with the record.", |bytes| {
            bytes.truncate(4 + usize::from(bytes[3]))
        }),
        case("one-block-more", "damaged-body", "1,024 zeros too many.", |bytes| bytes.resize(2048, 0)),
        case("one-byte-more", "damaged-body", "1,025 bytes.", |bytes| bytes.push(0)),
        case("one-byte-less", "damaged-body", "1,023 bytes.", shorten),
        case("last-byte", "damaged-body", "The last byte is 1.", |bytes| flip(bytes, -1)),
        case("first-byte", "damaged-body", "The first byte behind the record is 1.", |bytes| {
            let at = 4 + usize::from(bytes[3]);
            bytes[at] = 1;
        }),
        case("length-most", "damaged-body", "The record's length is 4,294,967,295.", |bytes| bytes[..4].fill(0xFF)),
        case("length-beyond", "damaged-body", "The record's length goes one byte beyond the text.", |bytes| {
            bytes[..4].copy_from_slice(&1021_u32.to_be_bytes());
        }),
        case("length-one-less", "damaged-short", "The record ends one byte early; what follows is zero.", |bytes| {
            bytes[3] -= 1;
        }),
        case("length-one-more", "damaged-short", "The record ends one byte late.", |bytes| bytes[3] += 1),
        case("length-zero", "damaged-body", "No record, and bytes that are not zero.", |bytes| bytes[3] = 0),
        case("empty", "damaged-body", "No byte at all.", Vec::clear),
        case("three-bytes", "damaged-body", "Not even a length.", |bytes| bytes.truncate(3)),
        case("all-zero", "damaged-missing 1", "An empty record.", |bytes| bytes.fill(0)),
        Case::new("padding-of-no-bytes", "ok", "Length and record fill one block.", &filled(1020)),
        Case::new("padding-of-one-byte", "ok", "One byte of padding.", &filled(1019)),
        Case::new("padding-of-a-block", "ok", "The record goes one byte into the second block.", &filled(1021)),
    ]
}
