//! Flipped bits, truncations, splices of two generations, slots of other vaults: each of them is found, with the right
//! class of damage.

use std::path::Path;

use lingpai_vault::{DeviceKey, Foreign, UnlockFault, Vault, WayIn};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use crate::Report;
use crate::vaults::{add_plain, at, create};

/// The number of tries.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Only one of so many bits is flipped. 1 stands for all.
    pub every_bit: usize,
    /// Only one of so many lengths is tried. 1 stands for all.
    pub every_cut: usize,
    /// The number of splices of two generations.
    pub splices: usize,
    /// The number of slots that are put into other vaults.
    pub swaps: usize,
}

impl Budget {
    /// The full strength.
    pub const FULL: Self = Self { every_bit: 1, every_cut: 1, splices: 10_000, swaps: 5_000 };
}

/// The size of the damaged vault: 8 KiB, and more for its accounts.
const SIZE: usize = 8 * 1024;
const CHECKSUM: usize = 32;
/// The length of magic, versions and header length, which come before the header.
const FIXED: usize = 16;

/// Runs the harness.
pub fn prove(budget: Budget) -> Report {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(0xDA3A6E);
    let device = DeviceKey::make().expect("entropy");
    let dir = tempfile::tempdir().expect("a folder");
    let folder = lingpai_vault::Folder::open(dir.path()).expect("a fresh folder");
    let mut vault = create(folder, &device);
    let mut generations = vec![bytes(dir.path(), &vault)];
    while generations.last().is_some_and(|newest| newest.len() < SIZE) {
        let number = format!("trader{}@example.hk", generations.len());
        add_plain(&mut vault, &number, at(0)).expect("saved");
        generations.push(bytes(dir.path(), &vault));
    }
    let whole = generations.last().expect("there is one").clone();
    flips(&whole, &device, budget, &mut report);
    cuts(&whole, budget, &mut report);
    splices(&generations, &device, budget, &mut random, &mut report);
    swaps(budget, &mut random, &mut report);
    report
}

/// Gives the vault's newest file.
fn bytes(folder: &Path, vault: &Vault) -> Vec<u8> {
    std::fs::read(folder.join(format!("vault-{:010}.lingpai", vault.generation()))).expect("readable")
}

/// Gives the same bytes with a matching checksum, as a forger would write them.
fn with_checksum(content: &[u8]) -> Vec<u8> {
    let mut file = content.to_vec();
    file.extend_from_slice(&Sha256::digest(content));
    file
}

/// Whether the file opens, and if not, why.
fn open(file: Vec<u8>, device: &DeviceKey) -> Result<(), UnlockFault> {
    let foreign = Foreign::read(file)?;
    foreign.unlock(WayIn::DeviceKey(device)).map(drop).map_err(|(_, fault)| fault)
}

fn flips(whole: &[u8], device: &DeviceKey, budget: Budget, report: &mut Report) {
    let content = whole.len() - CHECKSUM;
    for bit in (0..SIZE * 8).step_by(budget.every_bit) {
        let flip = |bytes: &[u8]| {
            let mut flipped = bytes.to_vec();
            flipped[bit / 8] ^= 1 << (bit % 8);
            flipped
        };
        report.count("bit_flips", 1);
        match Foreign::read(flip(whole)) {
            Err(UnlockFault::Damaged(_)) => {}
            Err(fault) => report.fail(format!("bit {bit}: `{fault}`, not damage")),
            Ok(_) => report.fail(format!("bit {bit}: not found without a key")),
        }
        if bit / 8 >= content {
            continue;
        }
        match open(with_checksum(&flip(&whole[..content])), device) {
            Err(UnlockFault::Damaged(_) | UnlockFault::Wrong | UnlockFault::NoSlot) => {}
            // A file with another major version, or with other bytes after it, could be one of a newer program.
            Err(UnlockFault::Newer) if (8..10).contains(&(bit / 8)) => {}
            Err(fault) => report.fail(format!("bit {bit}, checksum made anew: `{fault}`")),
            Ok(()) => report.fail(format!("bit {bit}, checksum made anew: opens")),
        }
    }
}

fn cuts(whole: &[u8], budget: Budget, report: &mut Report) {
    for len in (0..SIZE).step_by(budget.every_cut) {
        report.count("truncations", 1);
        match Foreign::read(whole[..len].to_vec()) {
            Err(UnlockFault::Damaged(_)) => {}
            Err(fault) => report.fail(format!("{len} bytes: `{fault}`, not damage")),
            Ok(_) => report.fail(format!("{len} bytes: not found")),
        }
    }
}

fn splices(generations: &[Vec<u8>], device: &DeviceKey, budget: Budget, random: &mut StdRng, report: &mut Report) {
    let mut made = 0;
    while made < budget.splices {
        let one = &generations[random.random_range(0..generations.len())];
        let other = &generations[random.random_range(0..generations.len())];
        let (one_end, other_end) = (one.len() - CHECKSUM, other.len() - CHECKSUM);
        // Mostly both are cut at the same place, where all fields line up.
        let at = random.random_range(FIXED..one_end.min(other_end));
        let from = if random.random_bool(0.7) { at } else { random.random_range(0..other_end) };
        let spliced = with_checksum(&[&one[..at], &other[from..other_end]].concat());
        if spliced == *one || spliced == *other {
            continue;
        }
        made += 1;
        report.count("splices", 1);
        match open(spliced, device) {
            Err(UnlockFault::Damaged(_) | UnlockFault::Wrong | UnlockFault::NoSlot) => {}
            Err(fault) => report.fail(format!("a splice at {at} from {from}: `{fault}`")),
            Ok(()) => report.fail(format!("a splice at {at} from {from} opens")),
        }
    }
}

fn swaps(budget: Budget, random: &mut StdRng, report: &mut Report) {
    let vaults: Vec<(Vec<u8>, DeviceKey)> = (0..72)
        .map(|_| {
            let dir = tempfile::tempdir().expect("a folder");
            let device = DeviceKey::make().expect("entropy");
            let vault = create(lingpai_vault::Folder::open(dir.path()).expect("a fresh folder"), &device);
            (bytes(dir.path(), &vault), device)
        })
        .collect();
    for _ in 0..budget.swaps {
        let one = random.random_range(0..vaults.len());
        let other = (one + random.random_range(1..vaults.len())) % vaults.len();
        let ((mine, my_key), (theirs, their_key)) = (&vaults[one], &vaults[other]);
        report.count("slot_swaps", 1);
        let slots = slots(theirs);
        let place = self::slots(mine);
        let mut swapped = mine[..mine.len() - CHECKSUM].to_vec();
        swapped[place.clone()].copy_from_slice(&theirs[slots]);
        let swapped = with_checksum(&swapped);
        for (whose, key) in [("its own", my_key), ("the slot's", their_key)] {
            match open(swapped.clone(), key) {
                Err(UnlockFault::Wrong) => {}
                Err(fault) => report.fail(format!("a swapped slot, {whose} key: `{fault}`, not a wrong key")),
                Ok(()) => report.fail(format!("a swapped slot opens with {whose} key")),
            }
        }
    }
}

/// Where the value of the header's third field begins: after vault id and generation (FORMAT.md, Header).
fn slots(file: &[u8]) -> std::ops::Range<usize> {
    const HEAD: usize = 6;
    let field = FIXED + HEAD + 16 + HEAD + 8;
    let len: [u8; 4] = file[field + 2..field + HEAD].try_into().expect("four bytes");
    let begin = field + HEAD;
    begin..begin + u32::from_be_bytes(len) as usize
}
