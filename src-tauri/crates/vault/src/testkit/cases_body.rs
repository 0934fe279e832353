//! Faults of the body's own fields and of the settings, behind a MAC and a tag that are good.

use super::case::Case;
use super::draft::{Draft, Record, list};
use super::parts::{keystore, plain};
use crate::codec::len32;

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
    vec![
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
        case("unknown", "ok", "Fields that this version does not know.", |body| body.with(5, b"newer").with(900, [])),
    ]
}

fn settings() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, settings: Record| {
        case(&format!("settings-{name}"), verdict, comment, |body| body.with(2, settings.bytes()))
    };
    let full = || Record::of([(1, "/mnt/備份".as_bytes()), (2, &[10]), (3, &[1])]);
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
        case("order", "damaged-order", "Two fields have changed places.", full().swapped(1, 2)),
        case("tag-zero", "damaged-field 0", "A tag of 0.", full().with(0, [])),
        case("cut", "damaged-short", "A field is cut off.", full().followed_by(&[0, 9])),
        case("unknown", "ok", "Fields that this version does not know.", full().with(4, b"newer").with(9, [])),
    ]
}
