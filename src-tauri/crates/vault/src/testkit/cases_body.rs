//! Faults of the body's own fields and of the settings. MAC and tag are right.

use super::case::Case;
use super::draft::{Draft, Record, list};
use super::parts::{keystore, plain};
use crate::format::codec::len32;

fn case(name: &str, verdict: &str, comment: &str, change: impl Fn(Record) -> Record) -> Case {
    Case::new(&format!("content-{name}"), verdict, comment, &Draft::new(&[keystore()], &[]).body(change))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = fields();
    cases.extend(settings());
    cases
}

fn fields() -> Vec<Case> {
    let one = list(&[plain(1)]);
    let (cut, length_cut) = (one[..one.len() - 1].to_vec(), [&one[..], &[0, 0, 0]].concat());
    let trashed = |record: &[u8]| [&len32(record)[..], record].concat();
    let account = plain(1).bytes();
    let removed = trashed(&[&[0, 0, 1, 0x9A, 0, 0, 0, 0][..], &account].concat());
    let removed_short = trashed(&[0; 7]);
    let aside = trashed(&[&[0; 8][..], b"What is this?"].concat());
    let line = |code: u8, rest: &[u8]| trashed(&[&[0, 0, 1, 0x9A, 0, 0, 0, 0, code][..], rest].concat());
    let lines = [line(1, b"\0\x04Fuyi700004"), line(4, b"\0\x00700004"), line(13, b""), line(200, b"newer")].concat();
    let vault_lines =
        [line(16, b""), line(23, b"\0\0\x01\x9A\0\0\0\0"), line(23, b""), line(24, b"\0\x00700004")].concat();
    let many = |count: usize, item: &[u8]| trashed(item).repeat(count);
    vec![
        case("trash", "ok", "A removed account.", move |body| body.with(5, &removed)),
        case("trash-empty", "damaged-field 5", "None is written by leaving it out.", |body| body.with(5, [])),
        case("trash-short", "damaged-field 5", "No room for when it was removed.", move |body| {
            body.with(5, &removed_short)
        }),
        case("trash-set-aside", "ok", "Bytes that are no account stay in the trash.", move |body| body.with(5, &aside)),
        case("trail", "ok", "An audit trail, with a line that this version does not know.", move |body| {
            body.with(6, &lines)
        }),
        case("trail-vault", "ok", "Lines about the vault, one of a restore that does not say of what.", move |body| {
            body.with(6, &vault_lines)
        }),
        case("trail-empty", "damaged-field 6", "None is written by leaving it out.", |body| body.with(6, [])),
        case("trail-cut", "damaged-field 6", "A line that is cut off.", |body| body.with(6, [0, 0, 0, 9, 1])),
        case("trail-over", "damaged-field 6", "1,001 lines.", move |body| body.with(6, many(1001, b""))),
        case("seen", "ok", "A registration that was seen expired.", move |body| body.with(7, many(1, &[7; 32]))),
        case("seen-empty", "damaged-field 7", "None is written by leaving it out.", |body| body.with(7, [])),
        case("seen-short", "damaged-field 7", "31 bytes.", move |body| body.with(7, many(1, &[7; 31]))),
        case("untold", "ok", "Three lines that no unlock has told of.", |body| body.with(9, [0, 3])),
        case("untold-none", "damaged-field 9", "None is written by leaving it out.", |body| body.with(9, [0, 0])),
        case("untold-most", "ok", "100 lines.", |body| body.with(9, [0, 100])),
        case("untold-over", "damaged-field 9", "101 lines.", |body| body.with(9, [0, 101])),
        case("untold-short", "damaged-field 9", "One byte.", |body| body.with(9, [3])),
        case("sweeps", "ok", "Older states are to be removed.", |body| body.with(10, [1])),
        case("sweeps-zero", "damaged-field 10", "The default is written by leaving it out.", |body| body.with(10, [0])),
        case("sweeps-two", "damaged-field 10", "Neither yes nor no.", |body| body.with(10, [2])),
        case("empty", "damaged-missing 1", "A body of no fields.", |_| Record::default()),
        case("accounts-missing", "damaged-missing 1", "No list of accounts.", |body| body.without(1)),
        case("accounts-cut", "damaged-field 1", "The last account is cut off.", move |body| body.with(1, &cut)),
        case("accounts-length-cut", "damaged-field 1", "Three bytes of a length.", move |body| {
            body.with(1, &length_cut)
        }),
        case("accounts-length-most", "damaged-field 1", "An account of 4,294,967,295 bytes.", |body| {
            body.with(1, [0xFF; 20])
        }),
        case("accounts-twice", "damaged-order", "Two lists of accounts.", |body| body.twice(1)),
        case("accounts-empty-record", "set-aside 1", "An account of no fields.", |body| body.with(1, len32(&[])))
            .entries(&["set-aside"]),
        case("settings-missing", "damaged-missing 2", "No settings.", |body| body.without(2)),
        case("steady-missing", "damaged-missing 3", "No steady time.", |body| body.without(3)),
        case("steady-short", "damaged-field 3", "7 bytes.", |body| body.with(3, [0; 7])),
        case("steady-last", "ok", "The last moment that 64 bits hold.", |body| body.with(3, [0xFF; 8])),
        case("anchored-missing", "damaged-missing 4", "It does not say whether there is an anchor.", |body| {
            body.without(4)
        }),
        case("anchored-yes", "ok", "There is an anchor.", |body| body.with(4, [1])),
        case("anchored-two", "damaged-field 4", "Neither yes nor no.", |body| body.with(4, [2])),
        case("anchored-two-bytes", "damaged-field 4", "Two bytes.", |body| body.with(4, [0, 1])),
        case("order", "damaged-order", "Fields 2 and 3 have changed places.", |body| body.swapped(2, 3)),
        case("tag-zero", "damaged-field 0", "A tag of 0.", |body| body.with(0, [])),
        case("cut", "damaged-short", "A field is cut off.", |body| body.followed_by(&[0, 9, 0, 0, 0, 2, 7])),
        case("unknown", "ok", "Fields that this version does not know.", |body| body.with(60, b"newer").with(900, [])),
    ]
}

fn settings() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, settings: Record| {
        case(&format!("settings-{name}"), verdict, comment, |body| body.with(2, settings.bytes()))
    };
    let host = |text: &str| [&len32(text.as_bytes())[..], text.as_bytes()].concat();
    let names = |count: usize| host("stdtime.gov.hk").repeat(count);
    let delay = |kind: u8, confirmed: u8| {
        [&len32(&[0; 10])[..], &[kind, 0, 0, 1, 0xA2, 0x0B, 0x1C, 0x2D, 0x3E, confirmed]].concat()
    };
    let full = || {
        let all = Record::of([(1, "/mnt/備份".as_bytes()), (2, &[10]), (3, &[1]), (4, &[1]), (5, &names(2))]);
        all.with(6, [delay(2, 0), delay(6, 1)].concat())
    };
    vec![
        case("all", "ok", "Everything set.", full()),
        case("folder-empty", "damaged-field 1", "A folder without a name.", full().with(1, "")),
        case("folder-not-text", "damaged-field 1", "A folder that is no UTF-8.", full().with(1, [0xC3])),
        case("folder-alone", "damaged-missing 2", "A folder, and not how many copies.", full().without(2)),
        case("keep-alone", "damaged-field 2", "How many copies, and no folder.", full().without(1)),
        case("keep-zero", "damaged-field 2", "No copies.", full().with(2, [0])),
        case("keep-most", "ok", "100 copies.", full().with(2, [100])),
        case("keep-over", "damaged-field 2", "101 copies.", full().with(2, [101])),
        case("keep-two-bytes", "damaged-field 2", "A number of two bytes.", full().with(2, [0, 10])),
        case("erase-zero", "damaged-field 3", "The default is written by leaving it out.", full().with(3, [0])),
        case("erase-two", "damaged-field 3", "Neither yes nor no.", full().with(3, [2])),
        case("erase-alone", "ok", "Nothing else is set.", full().without(1).without(2)),
        case("time-zero", "damaged-field 4", "The default is written by leaving it out.", full().with(4, [0])),
        case("servers-empty", "damaged-field 5", "A list without a server.", full().with(5, [])),
        case("servers-most", "ok", "8 servers.", full().with(5, names(8))),
        case("servers-over", "damaged-field 5", "9 servers.", full().with(5, names(9))),
        case("servers-nameless", "damaged-field 5", "A server without a name.", full().with(5, host(""))),
        case("servers-longest", "ok", "A name of 255 bytes.", full().with(5, host(&"x".repeat(255)))),
        case("servers-too-long", "damaged-field 5", "A name of 256 bytes.", full().with(5, host(&"x".repeat(256)))),
        case("servers-chinese", "damaged-field 5", "A name outside ASCII.", full().with(5, host("時間"))),
        case("delays-empty", "damaged-field 6", "A list without a change.", full().with(6, [])),
        case("delays-order", "damaged-field 6", "The numbers of the kinds do not ascend.", {
            full().with(6, [delay(6, 1), delay(2, 0)].concat())
        }),
        case("delays-twice", "damaged-field 6", "Two of one kind.", full().with(6, delay(2, 0).repeat(2))),
        case("delays-zero", "damaged-field 6", "A kind without a number.", full().with(6, delay(0, 1))),
        case("delays-two", "damaged-field 6", "Neither confirmed nor not.", full().with(6, delay(2, 2))),
        case("delays-short", "damaged-field 6", "9 bytes.", full().with(6, [&len32(&[0; 9])[..], &[1; 9]].concat())),
        case("delays-newer", "ok", "A kind that this version does not know.", full().with(6, delay(200, 1))),
        case("order", "damaged-order", "Two fields have changed places.", full().swapped(1, 2)),
        case("tag-zero", "damaged-field 0", "A tag of 0.", full().with(0, [])),
        case("cut", "damaged-short", "A field is cut off.", full().followed_by(&[0, 9])),
        case("unknown", "ok", "Fields that this version does not know.", full().with(8, b"newer").with(9, [])),
    ]
}
