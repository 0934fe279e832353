//! Files of version 2: the ways in were changed, so an inner root key opens what is sealed within the body.

use super::age_file;
use super::case::Case;
use super::draft::{Draft, ID, Record, TIME, VAULT, flip, nonce, root, seal, shorten};
use super::parts::{KIT, PIN, foreign, keystore_sealing, pinned, plain, recipient, slot_context};
use crate::keys::{Key, RootKey, VaultId, inner};

const SECRET: &str = "secret:3132333435363738393031323334353637383930";

/// The root key `20 21 … 3f`, which took the place of `00 01 … 1f`.
pub(super) fn later_root() -> RootKey {
    RootKey(Key::from_bytes(&std::array::from_fn(|n| 0x20 + u8::try_from(n).expect("below 32"))))
}

fn keystore() -> Record {
    keystore_sealing(later_root().0.expose(), &slot_context(1))
}

pub(super) fn kit() -> Record {
    let sealed = age_file::seal(&[&later_root().0.expose()[..], &slot_context(3)].concat(), "later kit slot");
    Record::of([(1, &[3]), (2, &sealed), (7, recipient().as_bytes()), (8, &TIME.to_be_bytes())])
}

/// Wraps the first root key under a root key.
fn inner(under: &RootKey, vault: &[u8; 16]) -> Vec<u8> {
    let context = [b"lingpai/1 inner root key\0", &vault[..]].concat();
    seal(&inner::wrapping_key(under, VaultId(*vault)), &nonce("inner"), root().0.expose(), &context)
}

pub(super) fn draft(slots: &[Record], accounts: &[Record]) -> Draft {
    let keys = later_root().derive_all(VAULT);
    let copy = |key: &Key| Key::from_bytes(key.expose());
    let (mac_key, body_key) = (copy(&keys.header_mac), copy(&keys.body));
    let draft = Draft { mac_key, body_key, ..Draft::new(slots, accounts) };
    draft.version(2, 0).body(|body| body.with(8, inner(&later_root(), &ID)))
}

pub(super) fn cases() -> Vec<Case> {
    let accounts = [plain(1), pinned(2, 2)];
    let shown = [
        &*format!("plain 0 0 sha1/6/totp/30 {SECRET} alice1"),
        &format!("main-synced 0 0 sha1/6/totp/60 {SECRET} 700002"),
    ];
    let case = |name: &str, verdict: &str, comment: &str, draft: &Draft| {
        Case::new(&format!("inner-{name}"), verdict, comment, draft)
    };
    let spoiled = |spoil: fn(&mut Vec<u8>)| draft(&[keystore()], &[]).body(|body| body.spoiled(8, spoil));
    let other = |bytes: Vec<u8>| draft(&[keystore()], &[]).body(move |body| body.with(8, &bytes));
    let another_vault = [0xB0; 16];
    vec![
        case("right", "ok", "Both accounts open under the first root key.", &draft(&[keystore()], &accounts))
            .pin(PIN)
            .entries(&shown),
        case("kit", "ok", "The kit opens the later root key.", &draft(&[kit()], &accounts[..1]))
            .way(&format!("kit {KIT}"))
            .entries(&shown[..1]),
        case("missing", "damaged-missing 8", "Version 2 has it.", &draft(&[keystore()], &[]).body(|b| b.without(8))),
        case(
            "in-version-1",
            "damaged-field 8",
            "Version 1 does not have it.",
            &draft(&[keystore()], &[]).version(1, 0),
        ),
        case("short", "damaged-field 8", "71 bytes.", &spoiled(shorten)),
        case("bit", "damaged-body", "It does not open.", &spoiled(|wrapped| flip(wrapped, 30))),
        case("of-the-first", "damaged-body", "The first root key wraps itself.", &other(inner(&root(), &ID))),
        case("of-another-vault", "damaged-body", "The key of another vault.", &{
            other(inner(&later_root(), &another_vault))
        }),
        case("first-slot", "damaged-header", "The slot has the first root key, which opens no later file.", &{
            draft(&[keystore_sealing(root().0.expose(), &slot_context(1))], &[])
        }),
        case("foreign-slot", "no-slot", "No slot of this version.", &draft(&[foreign(9)], &[])),
    ]
}
