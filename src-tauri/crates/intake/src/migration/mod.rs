//! The migration: the `otpauth-migration:` URI that Google Authenticator's 'Export accounts' shows. PAYLOADS.md §9
//! has its bytes.

mod fault;

use data_encoding::{BASE64, BASE64_NOPAD};
use lingpai_domain::{
    Algorithm, Alphabet, Digits, MovingFactor, OtpParameters, OtpSecret, Period, PlainAccount, SecretLength,
};
use prost::Message as _;
use zeroize::{Zeroize, Zeroizing};

use crate::IntakeFault;
use crate::key_uri::{Label, Parameter, SecretRule, UriFault, counter, escape, issuer};

pub use fault::MigrationFault;
use fault::{MAX_ACCOUNTS, MAX_CODES, MAX_LEN};

const SCHEME: &str = "otpauth-migration://";
const START: &str = "otpauth-migration://offline?data=";
/// One QR code of a migration from Google Authenticator: `otpauth-migration://offline?data=…`.
pub struct Migration {
    /// The number of the migration, which all its codes share.
    pub batch: u32,
    /// The index of this code, from 0; less than `size`.
    pub index: u8,
    /// The number of codes, 1 to 100.
    pub size: u8,
    /// The accounts in this code, 1 to 100. `Err` for an account that breaks a rule.
    pub accounts: Vec<Result<PlainAccount, IntakeFault>>,
}

/// `MigrationPayload`. Names are read as bytes, so that a damaged name costs only its own account.
#[derive(prost::Message)]
#[prost(skip_debug)]
#[cfg_attr(test, derive(Debug))]
struct Payload {
    #[prost(message, repeated, tag = "1")]
    accounts: Vec<Account>,
    #[prost(int32, tag = "3")]
    size: i32,
    #[prost(int32, tag = "4")]
    index: i32,
    #[prost(int32, tag = "5")]
    batch: i32,
}

/// `MigrationPayload.OtpParameters`.
#[derive(prost::Message)]
#[prost(skip_debug)]
#[cfg_attr(test, derive(Debug))]
struct Account {
    #[prost(bytes = "vec", tag = "1")]
    secret: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    name: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    issuer: Vec<u8>,
    #[prost(int32, tag = "4")]
    algorithm: i32,
    #[prost(int32, tag = "5")]
    digits: i32,
    #[prost(int32, tag = "6")]
    kind: i32,
    #[prost(int64, tag = "7")]
    counter: i64,
}

/// A payload that is wiped, also where only a part of it could be read.
#[derive(Default)]
struct Wiped(Payload);

impl Drop for Wiped {
    fn drop(&mut self) {
        for account in &mut self.0.accounts {
            account.secret.zeroize();
            account.name.zeroize();
            account.issuer.zeroize();
        }
    }
}

/// Reads one QR code of a migration. An account that breaks a rule becomes an `Err`, and the others are kept.
///
/// # Errors
///
/// The first rule that the code as a whole breaks.
pub fn read_migration(text: &str) -> Result<Migration, MigrationFault> {
    let after = |start: &str| {
        let begins = text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        begins.then(|| &text[start.len()..])
    };
    after(SCHEME).ok_or(MigrationFault::NotAMigration)?;
    if text.len() > MAX_LEN {
        return Err(MigrationFault::TooLong { len: text.len() });
    }
    let data = after(START).filter(|data| !data.contains(['&', '#'])).ok_or(MigrationFault::Form)?;
    let mut wiped = Wiped::default();
    wiped.0.merge(base64(data)?.as_slice()).map_err(|_| MigrationFault::Damaged)?;
    let payload = &wiped.0;
    let size = u8::try_from(payload.size).ok().filter(|size| (1..=MAX_CODES).contains(size));
    let size = size.ok_or(MigrationFault::Size(payload.size))?;
    let index = u8::try_from(payload.index).ok().filter(|index| *index < size);
    let index = index.ok_or(MigrationFault::Index { index: payload.index, size })?;
    if !(1..=MAX_ACCOUNTS).contains(&payload.accounts.len()) {
        return Err(MigrationFault::Accounts(payload.accounts.len()));
    }
    let accounts = payload.accounts.iter().map(account).collect();
    Ok(Migration { batch: payload.batch.cast_unsigned(), index, size, accounts })
}

/// Decodes percent-encoded base64 (RFC 4648 §4), with or without padding.
fn base64(data: &str) -> Result<Zeroizing<Vec<u8>>, MigrationFault> {
    let data = escape::decode(data, Parameter::Other).map_err(|_| MigrationFault::NotBase64)?;
    let encoding = if data.ends_with(b"=") { BASE64 } else { BASE64_NOPAD };
    encoding.decode(&data).map(Zeroizing::new).map_err(|_| MigrationFault::NotBase64)
}

fn account(account: &Account) -> Result<PlainAccount, IntakeFault> {
    let issuer = issuer(text(&account.issuer)?, Parameter::Issuer).map_err(IntakeFault::Uri)?;
    let label = Label::of(text(&account.name)?, issuer.as_ref()).map_err(IntakeFault::Uri)?;
    let (prefix, name) = label.into_parts();
    let size = |SecretLength(len)| UriFault::Secret(SecretRule::Size { len, max: OtpSecret::MAX_LEN });
    Ok(PlainAccount {
        issuer: issuer.or(prefix),
        account: name,
        otp: otp(account)?,
        secret: OtpSecret::new(account.secret.as_slice()).map_err(|length| IntakeFault::Uri(size(length)))?,
    })
}

fn text(bytes: &[u8]) -> Result<&str, IntakeFault> {
    std::str::from_utf8(bytes).map_err(|_| IntakeFault::Migration(MigrationFault::NotText))
}

/// Reads how codes are made. Each number is a value of an enumeration of the app. 0 is 'unspecified' and stands for
/// the app's default. Unknown values are refused.
fn otp(account: &Account) -> Result<OtpParameters, IntakeFault> {
    let algorithm = match account.algorithm {
        0 | 1 => Algorithm::Sha1,
        2 => Algorithm::Sha256,
        3 => Algorithm::Sha512,
        // 4 is MD5.
        _ => return Err(IntakeFault::Uri(UriFault::Algorithm)),
    };
    let digits = match account.digits {
        0 | 1 => Digits::SIX,
        2 => Digits::new(8).map_err(|_| IntakeFault::Migration(MigrationFault::Digits))?,
        _ => return Err(IntakeFault::Migration(MigrationFault::Digits)),
    };
    let moving_factor = match account.kind {
        0 | 2 => MovingFactor::Time(Period::THIRTY_SECONDS),
        1 => {
            let value = u64::try_from(account.counter).map_err(|_| IntakeFault::Migration(MigrationFault::Counter))?;
            let out_of_range = |range| UriFault::OutOfRange { parameter: Parameter::Counter, range };
            MovingFactor::Counter(counter(value).map_err(|range| IntakeFault::Uri(out_of_range(range)))?)
        }
        _ => return Err(IntakeFault::Migration(MigrationFault::Type)),
    };
    Ok(OtpParameters { algorithm, digits, moving_factor, alphabet: Alphabet::Decimal })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Candidate;

    fn uri(payload: &Payload) -> String {
        let data = BASE64.encode(&payload.encode_to_vec());
        format!("{START}{}", data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"))
    }

    fn one(account: Account) -> Payload {
        Payload { accounts: vec![account], size: 1, index: 0, batch: 7 }
    }

    fn plain() -> Account {
        Account { secret: b"12345678901234567890".to_vec(), name: b"a".to_vec(), ..Account::default() }
    }

    fn fault(payload: &Payload) -> Option<MigrationFault> {
        read_migration(&uri(payload)).err()
    }

    fn refusal(account: Account) -> Option<IntakeFault> {
        let mut migration = read_migration(&uri(&one(account))).expect("the code as a whole is good");
        assert_eq!(migration.accounts.len(), 1);
        migration.accounts.remove(0).err()
    }

    #[test]
    fn a_bad_account_costs_itself_only() {
        let mut payload = one(plain());
        payload.accounts.push(Account { algorithm: 4, ..plain() });
        payload.accounts.push(Account { name: b"b".to_vec(), ..plain() });
        let read = read_migration(&uri(&payload)).expect("two of three are good");
        let good = |at: usize| read.accounts[at].as_ref().is_ok_and(|it| it.otp.digits == Digits::SIX);
        assert!(good(0) && good(2));
        assert_eq!(read.accounts[1].as_ref().err(), Some(&IntakeFault::Uri(UriFault::Algorithm)));
    }

    #[test]
    fn numbers_that_nobody_defined_are_refused() {
        let migration = |fault| Some(IntakeFault::Migration(fault));
        for number in [3, -1, i32::MAX] {
            assert_eq!(refusal(Account { digits: number, ..plain() }), migration(MigrationFault::Digits));
            assert_eq!(refusal(Account { kind: number, ..plain() }), migration(MigrationFault::Type));
            let algorithm = Account { algorithm: number.wrapping_add(2), ..plain() };
            assert_eq!(refusal(algorithm).is_some(), number != -1);
        }
        let counter = Account { kind: 1, counter: -1, ..plain() };
        assert_eq!(refusal(counter), migration(MigrationFault::Counter));
        let highest = i64::try_from(MovingFactor::MAX_COUNTER).expect("it has 53 bits");
        let counter = |counter| refusal(Account { kind: 1, counter, ..plain() });
        assert!(matches!(counter(highest + 1), Some(IntakeFault::Uri(UriFault::OutOfRange { .. }))));
        assert_eq!(refusal(Account { name: vec![0xff], ..plain() }), migration(MigrationFault::NotText));
    }

    #[test]
    fn secrets_and_labels_keep_the_rules_of_the_key_uri() {
        for len in [0, 129] {
            let size = SecretRule::Size { len, max: 128 };
            let account = Account { secret: vec![1; len], ..plain() };
            assert_eq!(refusal(account), Some(IntakeFault::Uri(UriFault::Secret(size))));
        }
        let text = |parameter, rule| Some(IntakeFault::Uri(UriFault::Text { parameter, rule }));
        let long = lingpai_domain::TextRule::TooLong { len: 201, max: 200 };
        assert_eq!(refusal(Account { name: vec![b'a'; 201], ..plain() }), text(Parameter::Label, long));
        let empty = lingpai_domain::TextRule::Empty;
        assert_eq!(refusal(Account { name: b"Fuyi:".to_vec(), ..plain() }), text(Parameter::Label, empty));
        let hidden = lingpai_domain::TextRule::Forbidden('\u{202E}');
        let issuer = "a\u{202E}b".as_bytes().to_vec();
        assert_eq!(refusal(Account { issuer, ..plain() }), text(Parameter::Issuer, hidden));
    }

    #[test]
    fn the_batch_is_bounded() {
        for size in [i32::MIN, -1, 0, 101, i32::MAX] {
            assert_eq!(fault(&Payload { size, ..one(plain()) }), Some(MigrationFault::Size(size)));
        }
        for (index, size) in [(-1, 1), (1, 1), (100, 100), (i32::MAX, 2)] {
            let size_of = u8::try_from(size).expect("small");
            let expected = MigrationFault::Index { index, size: size_of };
            assert_eq!(fault(&Payload { index, size, ..one(plain()) }), Some(expected));
        }
        let last = Payload { index: 99, size: 100, ..one(plain()) };
        assert!(read_migration(&uri(&last)).is_ok_and(|it| (it.index, it.size, it.batch) == (99, 100, 7)));
        let crowd = |len| Payload { accounts: (0..len).map(|_| Account::default()).collect(), ..one(plain()) };
        assert_eq!(fault(&crowd(0)), Some(MigrationFault::Accounts(0)));
        assert_eq!(fault(&crowd(101)), Some(MigrationFault::Accounts(101)));
        assert_eq!(fault(&crowd(100)), None);
    }

    #[test]
    fn other_texts_are_told_apart() {
        for (text, expected) in [
            ("otpauth://totp/a?secret=GE", MigrationFault::NotAMigration),
            ("", MigrationFault::NotAMigration),
            ("otpauth-migration://online?data=AA", MigrationFault::Form),
            ("otpauth-migration://offline", MigrationFault::Form),
            ("otpauth-migration://offline?data=CgA&data=CgA", MigrationFault::Form),
            ("otpauth-migration://offline?data=CgA#x", MigrationFault::Form),
            ("otpauth-migration://offline?data=C gA", MigrationFault::NotBase64),
            ("otpauth-migration://offline?data=C%", MigrationFault::NotBase64),
            ("otpauth-migration://offline?data=CjE-_A", MigrationFault::NotBase64),
            ("otpauth-migration://offline?data=CjEK", MigrationFault::Damaged),
            ("OTPAUTH-MIGRATION://offline?data=", MigrationFault::Size(0)),
        ] {
            assert_eq!(read_migration(text).err(), Some(expected), "{text}");
        }
        let long = format!("{START}{}", "A".repeat(MAX_LEN));
        assert_eq!(read_migration(&long).err(), Some(MigrationFault::TooLong { len: long.len() }));
    }

    #[test]
    fn padding_and_escapes_may_be_left_out() {
        let bare = uri(&one(plain())).replace("%3D", "").replace("%2B", "+").replace("%2F", "/");
        assert!(
            matches!(crate::read_text(&bare), Ok(Candidate::Migration(migration)) if migration.accounts.len() == 1)
        );
    }

    /// Whether an accepted migration keeps all limits.
    fn within_bounds(migration: &Migration) -> bool {
        (1..=MAX_CODES).contains(&migration.size)
            && migration.index < migration.size
            && (1..=MAX_ACCOUNTS).contains(&migration.accounts.len())
    }

    prop_compose! {
        fn any_account()(
            secret in proptest::collection::vec(any::<u8>(), 1..=128),
            name in "[a-z0-9@.富易]{1,20}",
            issuer in "[A-Z富易]{0,10}",
            algorithm in 0..=3,
            digits in 0..=2,
            kind in 0..=2,
            counter in 0..=MovingFactor::MAX_COUNTER.cast_signed(),
        ) -> Account {
            Account { secret, name: name.into_bytes(), issuer: issuer.into_bytes(), algorithm, digits, kind, counter }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(
            accounts in proptest::collection::vec(any_account(), 1..=6),
            (size, index) in (1..=100).prop_flat_map(|size| (Just(size), 0..size)),
            batch in any::<i32>(),
        ) {
            let written = Payload { accounts, size, index, batch };
            let read = read_migration(&uri(&written)).expect("all of it is in range");
            prop_assert_eq!(i32::from(read.size), size);
            prop_assert_eq!(i32::from(read.index), index);
            prop_assert_eq!(read.batch.cast_signed(), batch);
            prop_assert_eq!(read.accounts.len(), written.accounts.len());
            for (account, read) in written.accounts.iter().zip(&read.accounts) {
                let read = read.as_ref().expect("in range");
                prop_assert_eq!(read.secret.expose(), &account.secret);
                prop_assert_eq!(read.account.as_str().as_bytes(), &account.name);
                prop_assert_eq!(read.issuer.as_ref().map_or(&b""[..], |it| it.as_str().as_bytes()), &account.issuer);
                let digits = if account.digits == 2 { 8 } else { 6 };
                prop_assert_eq!(read.otp.digits.get(), digits);
                let factor = match account.kind {
                    1 => MovingFactor::Counter(account.counter.cast_unsigned()),
                    _ => MovingFactor::Time(Period::THIRTY_SECONDS),
                };
                prop_assert_eq!(read.otp.moving_factor, factor);
            }
        }

        #[test]
        fn what_is_mutated_is_refused_or_within_bounds(
            account in any_account(),
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..=6),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = one(account).encode_to_vec();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            for bytes in [&bytes[..], &bytes[..cut.index(bytes.len())]] {
                let text = format!("{START}{}", BASE64_NOPAD.encode(bytes));
                prop_assert!(read_migration(&text).as_ref().map_or(true, within_bounds));
            }
        }

        #[test]
        fn any_data_is_read_or_refused(data in "[A-Za-z0-9+/=%]{0,200}") {
            let verdict = read_migration(&format!("{START}{data}"));
            prop_assert!(verdict.as_ref().map_or(true, within_bounds));
        }
    }
}
