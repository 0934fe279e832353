//! Transfers that came over an account, and wait for their PIN. Whatever they are, the account itself opens.

use super::case::Case;
use super::draft::{Draft, Record, flip};
use super::parts::{NEXT_PIN, PIN, keystore, next, pinned, plain, transferred};

const SECRET: &str = "secret:3132333435363738393031323334353637383930";
const NEXT_SECRET: &str = "secret:3039383736353433323130393837363534333231";

/// Makes a file with an account that a transfer came over.
fn over(name: &str, comment: &str, account: Record, next: impl AsRef<[u8]>, pin: &str, entry: &str) -> Case {
    let draft = Draft::new(&[keystore()], &[account.with(24, next)]);
    let entry = format!("{entry} 700001");
    Case::new(&format!("account-next-{name}"), "ok", comment, &draft).pin(pin).entries(&[&entry])
}

pub(super) fn cases() -> Vec<Case> {
    let sub = |name: &str, comment: &str, next: Record, pin: &str, result: &str| {
        let entry = format!("sub-synced 0 0 sha1/6/totp/60 {result}");
        over(name, comment, pinned(1, 4), next.bytes(), pin, &entry)
    };
    let spoiled = next(1).spoiled(10, |sealed| flip(sealed, 30));
    vec![
        sub("old-pin", "The account's own PIN opens it still.", next(1), PIN, SECRET),
        sub("new-pin", "The transfer's PIN opens the transfer.", next(1), NEXT_PIN, NEXT_SECRET),
        sub("wrong", "Neither PIN.", next(1), "111111", "wrong"),
        sub("damaged", "A damaged transfer: its PIN opens nothing.", spoiled, NEXT_PIN, "wrong"),
        sub("of-another", "Another account's transfer is no transfer here.", next(2), NEXT_PIN, "wrong"),
        sub("nested", "A transfer over a transfer over an account.", next(1).with(24, []), NEXT_PIN, "wrong"),
        sub("pinned", "A PIN account is no transfer.", pinned(1, 4), NEXT_PIN, "wrong"),
        over(
            "over-a-transfer",
            "The first transfer was not opened yet.",
            transferred(1),
            next(1).bytes(),
            NEXT_PIN,
            &format!("sub-unsynced 0 0 sha1/6/totp/60 {NEXT_SECRET}"),
        ),
        over(
            "of-a-main",
            "The first device takes no transfer.",
            pinned(1, 2),
            next(1).bytes(),
            NEXT_PIN,
            "main-synced 0 0 sha1/6/totp/60 wrong",
        ),
        Case::new(
            "account-next-of-a-plain",
            "ok",
            "An ordinary account takes none.",
            &Draft::new(&[keystore()], &[plain(1).with(24, next(1).bytes())]),
        )
        .entries(&[&format!("plain 0 0 sha1/6/totp/30 {SECRET} alice1")]),
    ]
}
