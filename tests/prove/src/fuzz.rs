//! Bytes that strangers wrote, mutated from good ones: read or refused, never a panic, and what is accepted is written
//! back to the same bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use lingpai_documents::read_file;
use lingpai_domain::{Arrangement as Arranged, GroupName, KeepOpen};
use lingpai_intake::{IntakeFault, read_key_uri, read_migration, read_picture, read_text, read_transfer};
use lingpai_ipc::{
    AccountEdit, AccountKey, AreaInput, Arrangement, CameraKey, DialogWords, GraveKind, GraveProof, PadPurpose,
    Preferences, ProofInput, TrayWords, TypedAccount, TypedSecret, WayKind, command_list,
};
use lingpai_vault::proofs;
use lingpai_vault::{AnchorText, DeviceKey, Foreign, RecoveryKit, WayIn};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use crate::Report;
use crate::vaults::{add_main, add_plain, at, create};

/// One reader of foreign bytes.
struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    /// What is wrong, where something is.
    read: Read,
}

type Read = Box<dyn Fn(&[u8]) -> Result<(), String> + Send>;

/// Cases that were found once, kept as `TARGET-NAME` files.
const FOUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/found");

/// Runs every target for as long as `each`, side by side.
pub fn prove(each: Duration) -> Report {
    let mut report = Report::default();
    thread::scope(|scope| {
        let running: Vec<_> =
            (0..).zip(targets()).map(|(seed, target)| scope.spawn(move || run(&target, seed, each))).collect();
        for target in running {
            match target.join() {
                Ok(counted) => report.add(counted),
                Err(_) => report.fail("a target ended by a panic of its own"),
            }
        }
    });
    report
}

fn run(target: &Target, seed: u64, each: Duration) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(seed);
    let begun = Instant::now();
    let mut pool = target.seeds.clone();
    while begun.elapsed() < each {
        for _ in 0..16 {
            let mut bytes = pool[random.random_range(0..pool.len())].clone();
            for _ in 0..random.random_range(1..=4) {
                mutate(&mut bytes, &pool, &mut random);
            }
            report.count("fuzz_executions", 1);
            report.count(target.name, 1);
            try_one(target, &bytes, &mut report);
            // Mutants of mutants reach further than mutants of good files alone.
            if random.random_bool(0.01) && pool.len() < 400 && bytes.len() < 16 * 1024 {
                pool.push(bytes);
            }
        }
    }
    report
}

/// Runs every case that was found once.
pub fn replay() -> Report {
    let mut report = Report::default();
    for target in targets() {
        for seed in &target.seeds {
            report.count("fuzz_replayed", 1);
            try_one(&target, seed, &mut report);
        }
        let files = std::fs::read_dir(FOUND).into_iter().flatten().flatten().map(|file| file.path());
        for path in files {
            let named = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(target.name.trim_start_matches("fuzz.")));
            if named && let Ok(bytes) = std::fs::read(&path) {
                report.count("fuzz_replayed", 1);
                try_one(&target, &bytes, &mut report);
            }
        }
    }
    report
}

fn try_one(target: &Target, bytes: &[u8], report: &mut Report) {
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.read)(bytes)));
    let wrong = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(wrong)) => wrong,
        Err(_) => "it panics".to_owned(),
    };
    let hex: String = bytes.iter().take(2000).map(|byte| format!("{byte:02x}")).collect();
    report.fail(format!("{}: {wrong}; keep it in `{FOUND}`: {hex}", target.name));
}

fn mutate(bytes: &mut Vec<u8>, pool: &[Vec<u8>], random: &mut StdRng) {
    const TOKENS: [&[u8]; 12] = [
        b"otpauth://totp/",
        b"secret=",
        b"&issuer=",
        b"%00",
        b"%E5%AF%8C",
        b"AGE-SECRET-KEY-1",
        b"&period=0",
        b"&digits=11",
        &[0, 0, 0, 0],
        &[0xFF; 4],
        &[0, 1, 0, 0, 0, 16],
        b"=",
    ];
    if bytes.is_empty() {
        bytes.push(random.random());
    }
    let at = random.random_range(0..bytes.len());
    match random.random_range(0..8) {
        0 => bytes[at] ^= 1 << random.random_range(0..8),
        1 => bytes[at] = random.random(),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..(at + random.random_range(1..=16)).min(bytes.len()))),
        4 => {
            let token = TOKENS[random.random_range(0..TOKENS.len())];
            bytes.splice(at..at, token.iter().copied());
        }
        5 => {
            let copied: Vec<u8> = bytes[at..(at + 32).min(bytes.len())].to_vec();
            let to = random.random_range(0..=bytes.len());
            bytes.splice(to..to, copied);
        }
        6 => {
            let other = &pool[random.random_range(0..pool.len())];
            let from = random.random_range(0..=other.len());
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        _ => {
            // A length or a number, by its four bytes.
            if let Some(number) = bytes.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<4>()) {
                *number =
                    u32::from_be_bytes(*number).wrapping_add(random.random_range(0..9)).wrapping_sub(4).to_be_bytes();
            }
        }
    }
}

fn targets() -> Vec<Target> {
    let device = DeviceKey::make().expect("entropy");
    let (file, anchor, proof) = sample(&device);
    let good = file.clone();
    let uris = [
        "otpauth://totp/Fuyi:700004?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fuyi&algorithm=SHA1&digits=6&period=60\
         &activation=152149&expires=2026-11-24T09:30:00%2B08:00&pin=required&support=852-25097524",
        "otpauth://totp/Example:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Example",
        "otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=1",
    ];
    let record = |name, seed: Vec<u8>, again: fn(&[u8]) -> Option<Vec<u8>>| Target {
        name,
        seeds: vec![seed],
        read: Box::new(move |bytes| match again(bytes) {
            Some(written) if written != bytes => Err("it is written back to other bytes".to_owned()),
            Some(_) | None => Ok(()),
        }),
    };
    vec![
        record("fuzz.header", proof.header, proofs::reencode_header),
        record("fuzz.slot", proof.slot, proofs::reencode_slot),
        record("fuzz.body", proof.body, proofs::reencode_body),
        record("fuzz.settings", proof.settings, proofs::reencode_settings),
        Target {
            name: "fuzz.file",
            seeds: vec![file],
            read: Box::new(move |bytes| {
                drop(Foreign::read(bytes.to_vec()));
                // And as a forger writes it.
                let content = &bytes[..bytes.len().saturating_sub(32)];
                let forged = [content, &Sha256::digest(content)[..]].concat();
                if let Ok(foreign) = Foreign::read(forged.clone())
                    && let Ok(opened) = foreign.unlock(WayIn::DeviceKey(&device))
                    // Where only the checksum was mutated, the forger has written the good file.
                    && forged != good
                {
                    return Err(format!("a forged file opens with {} accounts", opened.accounts()));
                }
                Ok(())
            }),
        },
        Target {
            name: "fuzz.key-uri",
            seeds: uris.iter().map(|uri| uri.as_bytes().to_vec()).collect(),
            read: Box::new(|bytes| {
                drop(read_key_uri(&String::from_utf8_lossy(bytes)));
                Ok(())
            }),
        },
        Target {
            name: "fuzz.picture",
            seeds: vec![include_bytes!("../../../src-tauri/crates/qr/vectors/qr/upright.png").to_vec()],
            read: Box::new(|bytes| {
                drop(read_picture(bytes));
                Ok(())
            }),
        },
        Target {
            name: "fuzz.document",
            seeds: [PDF, MAIL].into_iter().chain(DOCUMENTS).map(<[u8]>::to_vec).collect(),
            read: Box::new(|bytes| match read_file(bytes) {
                // All seeds together hold one code.
                Ok(readings) if readings.len() > 1 => Err(format!("one code is read as {}", readings.len())),
                Ok(_) | Err(_) => Ok(()),
            }),
        },
        Target {
            name: "fuzz.kit",
            seeds: vec![RecoveryKit::make().to_text().expose().as_bytes().to_vec()],
            read: Box::new(|bytes| {
                let text = String::from_utf8_lossy(bytes);
                let Some(kit) = RecoveryKit::from_text(&text) else { return Ok(()) };
                let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let same = kit.to_text().expose() == plain.to_ascii_uppercase();
                if same { Ok(()) } else { Err("a kit reads back as another".to_owned()) }
            }),
        },
        Target {
            name: "fuzz.anchor",
            seeds: vec![anchor.as_str().as_bytes().to_vec()],
            read: Box::new(|bytes| {
                proofs::read_anchor(&AnchorText::from_keystore(String::from_utf8_lossy(bytes).into_owned()));
                Ok(())
            }),
        },
        Target {
            name: "fuzz.transfer",
            seeds: vec![TRANSFER.trim_end().as_bytes().to_vec()],
            read: Box::new(|bytes| {
                let text = String::from_utf8_lossy(bytes);
                match read_transfer(&text) {
                    Ok(transfer) if transfer.to_text() != text => Err("a transfer reads back as another".to_owned()),
                    Ok(_) | Err(_) => Ok(()),
                }
            }),
        },
        Target {
            name: "fuzz.migration",
            seeds: vec![MIGRATION.trim_end().as_bytes().to_vec()],
            read: Box::new(|bytes| {
                // As the text of a QR code, and as the bytes under its base64.
                let data = data_encoding::BASE64_NOPAD.encode(bytes);
                for text in [String::from_utf8_lossy(bytes).into_owned(), format!("{MIGRATES}{data}")] {
                    if let Ok(migration) = read_migration(&text)
                        && (migration.index >= migration.size || migration.accounts.is_empty())
                    {
                        return Err("a migration out of its bounds".to_owned());
                    }
                }
                Ok(())
            }),
        },
        Target {
            name: "fuzz.detection",
            seeds: [
                "https://example.com",
                "WIFI:S:a;;",
                "BEGIN:VCARD",
                "otpauth-migration://offline?data=CjEK",
                TRANSFER,
            ]
            .iter()
            .chain(&uris)
            .map(|text| text.as_bytes().to_vec())
            .collect(),
            read: Box::new(|bytes| {
                let text = String::from_utf8_lossy(bytes);
                // What is no account is said to be something else, and what is one never is.
                let starts = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
                let begins = starts("otpauth://")
                    || starts("steam://")
                    || starts("otpauth-migration://")
                    || text.starts_with("lingpai://bind/");
                match read_text(&text) {
                    Err(IntakeFault::NotAnAccount(_)) if begins => Err("a key URI is called something else".to_owned()),
                    Ok(_) if !begins => Err("an account without its scheme".to_owned()),
                    Ok(_) | Err(_) => Ok(()),
                }
            }),
        },
        Target {
            name: "fuzz.ipc",
            seeds: IPC.iter().map(|message| message.as_bytes().to_vec()).collect(),
            read: Box::new(|bytes| {
                // As Tauri hands them over: each argument by its name out of the message's object.
                if let Ok(serde_json::Value::Object(message)) = serde_json::from_slice(bytes) {
                    read_arguments(&message);
                }
                Ok(())
            }),
        },
    ]
}

/// The page's end of a channel, which Tauri reads itself.
type FrameSink = serde_json::Value;

macro_rules! readers {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        /// Reads every argument of every command out of a message, where it is there.
        fn read_arguments(message: &serde_json::Map<String, serde_json::Value>) {
            $($(
                if let Some(value) = message.get(stringify!($arg)) {
                    drop(serde_json::from_value::<$type>(value.clone()));
                }
            )*)*
        }
    };
}
command_list!(readers);

/// The messages that the page sends, one of each shape.
const IPC: [&str; 10] = [
    r#"{"proof":{"kind":"passphrase","passphrase":"correct horse"},"renew":false}"#,
    r#"{"proof":{"kind":"keystore"},"way":"passphrase"}"#,
    r#"{"proof":{"kind":"kit","kit":"AGE-SECRET-KEY-1"},"typed":"ABCD"}"#,
    r#"{"purpose":{"kind":"code","account":"000102030405060708090a0b0c0d0e0f"}}"#,
    r#"{"words":{"title":"選擇圖片","files":"圖片"}}"#,
    r#"{"account":"000102030405060708090a0b0c0d0e0f","digit":9}"#,
    r#"{"copies":7,"index":3,"on":true}"#,
    r#"{"passphrase":"\ud800\u0000"}"#,
    r#"{"arrangement":{"favourite":true,"group":"港股","keep_open":"five_minutes"}}"#,
    r#"{"preferences":{"text_percent":150,"lock_minutes":15,"strip_keys":null},"accounts":["00"]}"#,
];

/// A PDF of one page with a square on it, without a table of its objects; and a mail with a picture that is none.
const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [ 3 0 R ] \
      >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 90 90 ] /Contents 4 0 R >>\nendobj\n4 0 obj\n\
      << /Length 24 >>\nstream\n0 g 10 10 30 30 re f Q q\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";
const MAIL: &[u8] = b"From: a@b.invalid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
      Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x\r\nContent-Type: text/html\r\n\r\n\
      <img src=\"data:image/png;base64,iVBORw0KGgo=\">\r\n--x--\r\n";

/// A PDF and a mail with the picture of one code. Intake's own tests mutate them too, but only a few times.
const DOCUMENTS: [&[u8]; 2] = [
    include_bytes!("../../../src-tauri/crates/documents/vectors/document/picture.pdf"),
    include_bytes!("../../../src-tauri/crates/documents/vectors/document/picture.eml"),
];

/// How a migration begins, and a whole one.
const MIGRATES: &str = "otpauth-migration://offline?data=";
const MIGRATION: &str =
    "otpauth-migration://offline?data=Ci8KFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgtGdXlpOjcwMDAwNBoERnV5aSABKAEwAhABGAEoAQ";

const TRANSFER: &str = include_str!("../../../src-tauri/crates/intake/vectors/transfer/whole.txt");

fn sample(device: &DeviceKey) -> (Vec<u8>, AnchorText, proofs::Samples) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut vault = create(lingpai_vault::Folder::open(dir.path()).expect("a fresh folder"), device);
    add_main(&mut vault, "700004", at(0)).expect("saved");
    let id = add_plain(&mut vault, "plain", at(0)).expect("saved");
    let group = GroupName::parse("港股").expect("a name");
    vault.note_used(id, at(0)).expect("bound");
    let arranged = Arranged { favourite: true, group: Some(group), keep_open: KeepOpen::UntilLock };
    vault.arrange(id, arranged, at(0)).expect("saved");
    let file = vault.backup_job().expect("readable").bytes().to_vec();
    (file, vault.anchor(), proofs::Samples::of(&vault))
}
