//! Vault files, as they are and as a forger writes them, with a checksum that is right.
#![no_main]

use lingpai_vault::Foreign;
use sha2::{Digest as _, Sha256};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(Foreign::read(bytes.to_vec()));
    let content = &bytes[..bytes.len().saturating_sub(32)];
    drop(Foreign::read([content, &Sha256::digest(content)[..]].concat()));
});
