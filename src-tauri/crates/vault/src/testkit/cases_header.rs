//! Faults of the header's own fields. The MAC is right.

use super::case::Case;
use super::draft::{Draft, ID, Record, list};
use super::parts::{foreign, keystore};
use crate::format::codec::len32;

fn case(name: &str, verdict: &str, comment: &str, change: impl Fn(Record) -> Record) -> Case {
    Case::new(&format!("header-{name}"), verdict, comment, &Draft::new(&[keystore()], &[]).header(change))
}

fn slots(name: &str, verdict: &str, comment: &str, value: Vec<u8>) -> Case {
    case(&format!("slots-{name}"), verdict, comment, |header| header.with(3, &value))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = fields();
    cases.extend(form());
    cases.extend(lists());
    cases
}

fn fields() -> Vec<Case> {
    let number = |n: u64| n.to_be_bytes();
    vec![
        case("vault-missing", "damaged-missing 1", "No vault id.", |header| header.without(1)),
        case("vault-short", "damaged-field 1", "A vault id of 15 bytes.", |header| header.with(1, &ID[1..])),
        case("vault-twice", "damaged-order", "Two vault ids.", |header| header.twice(1)),
        case("generation-missing", "damaged-missing 2", "No generation.", |header| header.without(2)),
        case("generation-short", "damaged-field 2", "A generation of 4 bytes.", |header| header.with(2, [0, 0, 0, 1])),
        case("generation-zero", "damaged-field 2", "Generations begin at 1.", move |header| header.with(2, number(0))),
        case("generation-beyond", "damaged-field 2", "Generation 2^63.", move |header| header.with(2, number(1 << 63))),
        case("generation-most", "damaged-field 2", "Generation 2^64-1.", move |header| {
            header.with(2, number(u64::MAX))
        }),
        case("generation-highest", "ok", "Generation 2^63-1.", move |header| header.with(2, number((1 << 63) - 1))),
        case("slots-missing", "damaged-missing 3", "No slots.", |header| header.without(3)),
        case("slots-twice", "damaged-order", "Two lists of slots.", |header| header.twice(3)),
        case("saved-at-missing", "damaged-missing 4", "No time of the save.", |header| header.without(4)),
        case("saved-at-short", "damaged-field 4", "A time of 7 bytes.", |header| header.with(4, [0; 7])),
        case("saved-at-first", "ok", "Saved in 1970.", move |header| header.with(4, number(0))),
        case("saved-at-last", "ok", "Saved at the last moment that 64 bits hold.", move |header| {
            header.with(4, number(u64::MAX))
        }),
    ]
}

fn form() -> Vec<Case> {
    vec![
        case("empty", "damaged-missing 1", "A header of no fields.", |_| Record::default()),
        case("order-1-2", "damaged-order", "Fields 1 and 2 have changed places.", |header| header.swapped(1, 2)),
        case("order-unknown", "damaged-order", "An unknown field before a known one.", |header| {
            header.with(9, b"x").swapped(9, 4)
        }),
        case("tag-zero", "damaged-field 0", "No field has the tag 0.", |header| header.with(0, [])),
        case("head-cut", "damaged-short", "Five bytes of a field's head at the end.", |header| {
            header.followed_by(&[0, 9, 0, 0, 0])
        }),
        case("value-cut", "damaged-short", "A field of two bytes with one.", |header| {
            header.followed_by(&[0, 9, 0, 0, 0, 2, 7])
        }),
        case("length-most", "damaged-short", "A field of 4,294,967,295 bytes.", |header| {
            header.followed_by(&[0, 9, 0xFF, 0xFF, 0xFF, 0xFF, 7])
        }),
        case("zeros-behind", "damaged-order", "Six zeros behind the last field.", |header| header.followed_by(&[0; 6])),
        case(
            "unknown",
            "ok",
            "Two fields that this version does not know; the minor version is 0 all the same.",
            |header| header.with(5, b"newer").with(65_535, []),
        ),
        case("unknown-twice", "damaged-order", "An unknown field twice.", |header| header.with(9, b"x").twice(9)),
    ]
}

fn lists() -> Vec<Case> {
    let many = |n: usize| -> Vec<Record> {
        let small = Record::of([(1, &[9])]);
        std::iter::once(keystore()).chain(std::iter::repeat_n(small, n - 1)).collect()
    };
    let one = list(&[keystore()]);
    vec![
        slots("empty", "damaged-field 3", "A list of no slots.", Vec::new()),
        slots("sixteen", "ok", "As many slots as there may be.", list(&many(16))),
        slots("seventeen", "damaged-field 3", "One slot too many.", list(&many(17))),
        slots("length-cut", "damaged-field 3", "Three bytes of a length.", [&one[..], &[0, 0, 0]].concat()),
        slots("record-cut", "damaged-field 3", "The last slot is cut off.", one[..one.len() - 1].to_vec()),
        slots("length-most", "damaged-field 3", "A slot of 4,294,967,295 bytes.", vec![0xFF; 8]),
        slots("empty-record", "damaged-missing 1", "A slot of no fields.", [&one[..], &len32(&[])].concat()),
        slots("no-list", "damaged-field 3", "A slot without a length before it.", keystore().bytes()),
        slots("all-foreign", "no-slot", "All slots are a newer version's.", list(&[foreign(9), foreign(10)])),
    ]
}
