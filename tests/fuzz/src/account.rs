//! Texts that hold accounts: key URIs, transfers, migrations.

use data_encoding::BASE64;
use lingpai_domain::{Alphabet, MovingFactor, OtpParameters, OtpSecret, PlainAccount};
use lingpai_intake::{
    Candidate, IntakeFault, UriFault, key_uri, read_key_uri, read_migration, read_text, read_transfer,
};

use crate::{Target, seeds};

/// The most characters of an issuer or an account, as PAYLOADS.md has it.
const MAX_NAME: usize = 200;

pub(crate) const KEY_URI: Target = Target {
    name: "key_uri",
    read: key_uri,
    seeds: || [seeds::bodies("intake/vectors/key-uri"), foreign()].concat(),
    words: &[
        "otpauth://totp/",
        "otpauth://hotp/",
        "otpauth://steam/",
        "steam://",
        "otpauth-migration://",
        "lingpai://bind/1?d=",
        "secret=",
        "&issuer=",
        "&algorithm=",
        "SHA256",
        "&digits=",
        "&period=",
        "&counter=",
        "&encoder=steam",
        "&activation=",
        "&expires=",
        "2026-11-24T09:30:00%2B08:00",
        "&pin=required",
        "&support=",
        "%E5%AF%8C",
        "%B8%BB",
        "%00",
        "%25",
        "&amp;",
    ],
};

pub(crate) const TRANSFER: Target = Target {
    name: "transfer",
    read: transfer,
    seeds: || {
        let mut seeds = seeds::bodies("intake/vectors/transfer");
        seeds.push(transfer_of(&[0; 120]).into_bytes());
        seeds
    },
    words: &["lingpai://bind/1?d=", "lingpai://bind/2?d=", "AAAA", "____"],
};

pub(crate) const MIGRATION: Target = Target {
    name: "migration",
    read: migration,
    seeds: || {
        let texts = seeds::bodies("intake/vectors/migration");
        let inner = texts.iter().filter_map(|text| {
            let data = std::str::from_utf8(text).ok()?.split_once("data=")?.1;
            let data = data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
            BASE64.decode(data.as_bytes()).ok()
        });
        inner.chain(texts.iter().cloned()).collect()
    },
    words: &["otpauth-migration://offline?data=", "%3D", "%2B", "%2F", "Fuyi:700004"],
};

/// Texts that hold no account, or one of another kind.
fn foreign() -> Vec<Vec<u8>> {
    let texts = [
        "https://example.com",
        "WIFI:S:a;;",
        "BEGIN:VCARD",
        "otpauth-migration://offline?data=CjEK",
        "lingpai://bind/1?d=AA",
    ];
    texts.map(|text| text.as_bytes().to_vec()).into()
}

fn key_uri(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let starts = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let is_ours = starts("otpauth://")
        || starts("steam://")
        || starts("otpauth-migration://")
        || text.starts_with("lingpai://bind/");
    match read_text(&text) {
        Ok(_) => assert!(is_ours, "an account without its scheme"),
        Err(IntakeFault::NotAnAccount(_)) => assert!(!is_ours, "a key URI is called something else"),
        Err(_) => {}
    }
    let Ok(candidate) = read_key_uri(&text) else { return };
    assert!(text.len() <= key_uri::MAX_LEN || starts("steam://"), "longer than the longest key URI");
    assert_eq!(
        described(&read_key_uri(&text).expect("read before")),
        described(&candidate),
        "read twice, read differently"
    );
    // Other authenticators' parameters change nothing.
    if text.contains('?') && !starts("steam://") {
        match read_key_uri(&format!("{text}&zz=1")) {
            Ok(again) => assert_eq!(described(&again), described(&candidate), "an unknown parameter counts"),
            Err(UriFault::TooLong { .. }) => {}
            Err(fault) => panic!("an unknown parameter is refused: {fault}"),
        }
    }
    match candidate {
        Candidate::Registration(it) => {
            assert!(name(it.issuer.as_str()) && name(it.account.as_str()));
            check(&it.otp, &it.secret);
        }
        Candidate::Plain(it) => plain(&it),
        Candidate::Transfer(_) | Candidate::Migration(_) => panic!("a key URI is neither"),
    }
}

/// Everything about a candidate, in a form that can be compared.
fn described(candidate: &Candidate) -> (String, Vec<u8>) {
    match candidate {
        Candidate::Registration(it) => (
            format!(
                "{:?} {:?} {:?} {:?} {:?} {:?}",
                it.issuer, it.account, it.activation, it.expires, it.support, it.otp
            ),
            it.secret.expose().to_vec(),
        ),
        Candidate::Plain(it) => (format!("{:?} {:?} {:?}", it.issuer, it.account, it.otp), it.secret.expose().to_vec()),
        Candidate::Transfer(it) => (format!("{it:?}"), Vec::new()),
        Candidate::Migration(it) => (format!("{} {} {}", it.batch, it.index, it.size), Vec::new()),
    }
}

fn name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

fn plain(account: &PlainAccount) {
    assert!(account.issuer.as_ref().is_none_or(|issuer| name(issuer.as_str())) && name(account.account.as_str()));
    check(&account.otp, &account.secret);
}

/// Checks that codes can be made.
fn check(otp: &OtpParameters, secret: &OtpSecret) {
    assert!((1..=OtpSecret::MAX_LEN).contains(&secret.expose().len()));
    assert!((4..=10).contains(&otp.digits.get()));
    match otp.moving_factor {
        MovingFactor::Time(period) => assert!((1..=3600).contains(&period.secs())),
        MovingFactor::Counter(counter) => assert!(counter <= MovingFactor::MAX_COUNTER),
    }
    assert!(otp.alphabet == Alphabet::Decimal || *otp == OtpParameters::STEAM);
}

/// Reads the input as a text, and as the bytes of a transfer.
fn transfer(bytes: &[u8]) {
    for text in [String::from_utf8_lossy(bytes).into_owned(), transfer_of(bytes)] {
        if let Ok(transfer) = read_transfer(&text) {
            assert_eq!(transfer.to_text(), text, "a transfer is written in another way");
        }
    }
}

fn transfer_of(bytes: &[u8]) -> String {
    format!("lingpai://bind/1?d={}", data_encoding::BASE64URL_NOPAD.encode(bytes))
}

/// Reads the input as a text, and as the bytes of a migration.
fn migration(bytes: &[u8]) {
    let data = BASE64.encode(bytes).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    for text in [String::from_utf8_lossy(bytes).into_owned(), format!("otpauth-migration://offline?data={data}")] {
        if let Ok(migration) = read_migration(&text) {
            assert!(
                migration.index < migration.size && (1..=100).contains(&migration.size),
                "a part that is not of it"
            );
            assert!((1..=100).contains(&migration.accounts.len()), "more accounts than a code may hold");
            migration.accounts.iter().flatten().for_each(plain);
        }
    }
}
