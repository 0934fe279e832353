//! Bytes that strangers wrote, mutated from good ones: read or refused, never a panic, and what is accepted is written
//! back to the same bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use lingpai_intake::{read_key_uri, read_picture};
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
        for _ in 0..64 {
            let mut bytes = pool[random.random_range(0..pool.len())].clone();
            for _ in 0..random.random_range(1..=4) {
                mutate(&mut bytes, &pool, &mut random);
            }
            report.count("fuzz_executions", 1);
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
            let named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(target.name));
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
        record("header", proof.header, proofs::reencode_header),
        record("slot", proof.slot, proofs::reencode_slot),
        record("body", proof.body, proofs::reencode_body),
        record("settings", proof.settings, proofs::reencode_settings),
        Target {
            name: "file",
            seeds: vec![file],
            read: Box::new(move |bytes| {
                drop(Foreign::read(bytes.to_vec()));
                // And as a forger writes it.
                let content = &bytes[..bytes.len().saturating_sub(32)];
                let forged = [content, &Sha256::digest(content)[..]].concat();
                if let Ok(foreign) = Foreign::read(forged.clone())
                    && let Ok(opened) = foreign.unlock(WayIn::DeviceKey(&device))
                    && forged != bytes
                {
                    return Err(format!("a forged file opens with {} accounts", opened.accounts()));
                }
                Ok(())
            }),
        },
        Target {
            name: "key-uri",
            seeds: uris.iter().map(|uri| uri.as_bytes().to_vec()).collect(),
            read: Box::new(|bytes| {
                drop(read_key_uri(&String::from_utf8_lossy(bytes)));
                Ok(())
            }),
        },
        Target {
            name: "picture",
            seeds: vec![include_bytes!("../../../src-tauri/crates/intake/vectors/qr/upright.png").to_vec()],
            read: Box::new(|bytes| {
                drop(read_picture(bytes));
                Ok(())
            }),
        },
        Target {
            name: "kit",
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
            name: "anchor",
            seeds: vec![anchor.as_str().as_bytes().to_vec()],
            read: Box::new(|bytes| {
                proofs::read_anchor(&AnchorText::from_keystore(String::from_utf8_lossy(bytes).into_owned()));
                Ok(())
            }),
        },
    ]
}

fn sample(device: &DeviceKey) -> (Vec<u8>, AnchorText, proofs::Samples) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut vault = create(lingpai_vault::Folder::open(dir.path()).expect("a fresh folder"), device);
    add_main(&mut vault, "700004", at(0)).expect("saved");
    add_plain(&mut vault, "plain", at(0)).expect("saved");
    let file = vault.backup_job().expect("readable").bytes().to_vec();
    (file, vault.anchor(), proofs::Samples::of(&vault))
}
