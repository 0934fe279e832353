//! Every kind of account: by counter, Steam's, typed by hand, edited by hand.

use std::time::Duration;

use lingpai_app::{CopyWish, Fault, Lingpai, NeededProof, NextCode, Proof, Waiting};
use lingpai_domain::{AccountId, Grave, MovingFactor, OtpParameters};
use lingpai_intake::{TypedCodes, TypedField, TypedFields, TypedRule};

use crate::device::{Desk, Device, bind, picture, picture_of};

/// The secret and the codes of RFC 4226 appendix D.
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const CODES: [&str; 4] = ["755224", "287082", "359152", "969429"];

const FIELDS: TypedFields<'_> =
    TypedFields { issuer: "Example", name: "alice", algorithm: "SHA1", digits: 6, codes: TypedCodes::Counter(0) };

fn started(device: &Device) -> Lingpai {
    let program = device.run();
    program.start().expect("a keystore is there");
    program
}

fn next(program: &Lingpai, id: AccountId) -> String {
    let shown = program.next(id).unwrap_or_else(|fault| panic!("no code: {fault}"));
    shown.timed.code.expose().to_owned()
}

fn otp(program: &Lingpai, id: AccountId) -> OtpParameters {
    program.plain_account(id).expect("an ordinary account").otp
}

#[test]
fn a_counter_is_saved_before_its_code_is_shown() {
    let device = Device::new();
    let program = started(&device);
    let uri = format!("otpauth://hotp/Example:alice?secret={SECRET}&counter=0");
    program.take_picture(&picture_of(&uri)).expect("open");
    let id = program.bind_plain().expect("it waits");
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Stale)), "none was given yet");
    assert_eq!(next(&program, id), CODES[0]);
    assert_eq!(otp(&program, id).moving_factor, MovingFactor::Counter(1));
    let shown = program.show(id, NextCode::Unwanted).expect("the one that was given");
    assert_eq!(shown.timed.code.expose(), CODES[0]);
    assert_eq!(shown.timed.window.from, shown.timed.window.until);
    program.copy(id, CopyWish::Current).expect("copied");
    assert_eq!(device.clipboard.text().as_deref(), Some(CODES[0]));
    // A code that was given is not given again, even if the program ends at once.
    drop(program);
    let program = started(&device);
    assert!(matches!(program.show(id, NextCode::Unwanted), Err(Fault::Stale)), "a code lives for one session");
    assert_eq!(next(&program, id), CODES[1]);
    // An earlier state of the disk that cannot be written gives no code.
    let folder = device.vault_folder().to_owned();
    let aside = folder.with_extension("aside");
    std::fs::rename(&folder, &aside).expect("moved away");
    assert!(matches!(program.next(id), Err(Fault::Vault(_))));
    std::fs::rename(&aside, &folder).expect("moved back");
    assert_eq!(next(&program, id), CODES[2]);
}

#[test]
fn a_typed_account_shows_what_it_would_give_and_waits_for_agreement() {
    let device = Device::new();
    let program = started(&device);
    let spaced = "gezd gnbv gy3t qojq gezd-gnbv-gy3t-qojq";
    let preview = program.typed_preview(FIELDS, spaced).expect("a good account");
    assert_eq!(preview.timed.code.expose(), CODES[0]);
    let wrong = program.typed_preview(FIELDS, "1").err().expect("no secret");
    assert_eq!(wrong.field, TypedField::Secret);
    let missing = program.typed_preview(TypedFields { issuer: "", name: "", ..FIELDS }, SECRET).err();
    assert_eq!(missing.expect("nameless").rule, TypedRule::Missing);
    let waiting = program.take_typed(FIELDS, spaced).expect("open");
    assert!(matches!(waiting, Waiting::Plain { .. }), "{waiting:?}");
    let id = program.bind_plain().expect("it waits");
    assert_eq!(next(&program, id), CODES[0]);
    let again = program.take_typed(FIELDS, SECRET).expect("open");
    assert!(matches!(again, Waiting::AlreadyBound { .. }), "{again:?}");
    assert!(matches!(program.take_typed(FIELDS, "?"), Err(Fault::Typed(_))));
}

#[test]
fn steams_codes_are_five_letters_and_digits_every_thirty_seconds() {
    let device = Device::new();
    let program = started(&device);
    program.take_picture(&picture_of(&format!("otpauth://totp/Steam:a?secret={SECRET}&issuer=Steam"))).expect("open");
    let id = program.bind_plain().expect("it waits");
    let first = program.show(id, NextCode::Unwanted).expect("a code").timed;
    assert_eq!(first.window.until.since(first.window.from), Duration::from_secs(30));
    let code = first.code.expose();
    assert!(code.len() == 5 && code.chars().all(|c| "23456789BCDFGHJKMNPQRTVWXY".contains(c)), "{code}");
    drop(program);
    assert_eq!(otp(&started(&device), id), OtpParameters::STEAM);
}

#[test]
fn an_edit_asks_who_is_there_and_keeps_the_secret() {
    let device = Device::new();
    let program = started(&device);
    program.take_typed(FIELDS, SECRET).expect("open");
    let id = program.bind_plain().expect("it waits");
    device.presence.say(Some(Ok(())));
    program.grave().by_system(Grave::Ways).expect("the system says yes");
    let warrant = program.grave().take().expect("just proved");
    program.grave().set_passphrase(warrant, "staple orbit velvet mango").expect("strong enough");
    assert_eq!(program.vault().expect("open").asks, NeededProof::Passphrase);
    let edit = TypedFields { issuer: "Other", name: "bob", codes: TypedCodes::Counter(3), ..FIELDS };
    assert!(matches!(program.edit_account(&Proof::Keystore, id, edit), Err(Fault::ProofNeeded)));
    let wrong = program.edit_account(&Proof::Passphrase("another one altogether"), id, edit);
    assert!(matches!(wrong, Err(Fault::Unlock(_))));
    assert_eq!(otp(&program, id).moving_factor, MovingFactor::Counter(0));
    let right = Proof::Passphrase("staple orbit velvet mango");
    program.edit_account(&right, id, edit).expect("it is the user");
    assert_eq!(program.trail().expect("open")[0].what, lingpai_domain::trail::What::Edited);
    let account = program.plain_account(id).expect("an ordinary account");
    assert_eq!((account.issuer.expect("named").as_str(), account.number.as_str()), ("Other", "bob"));
    assert_eq!(next(&program, id), CODES[3]);
    let bad = TypedFields { digits: 11, ..edit };
    assert!(matches!(program.edit_account(&right, id, bad), Err(Fault::Typed(_))));
}

#[test]
fn a_brokers_account_is_not_edited() {
    let (device, mut desk) = (Device::new(), Desk::open());
    let program = started(&device);
    program.take_picture(&picture(&desk.issue("700004", &device.clock))).expect("open");
    let id = bind(&program, "135790");
    assert!(matches!(program.plain_account(id), Err(Fault::Refused(_))));
    assert!(matches!(program.edit_account(&Proof::Keystore, id, FIELDS), Err(Fault::Refused(_))));
    assert!(matches!(program.next(id), Err(Fault::Refused(_))));
}
