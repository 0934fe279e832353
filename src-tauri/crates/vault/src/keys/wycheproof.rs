//! The vectors of C2SP's Wycheproof, tested with this crate's own functions. They run where `LINGPAI_CORPUS` names a
//! folder that has them.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::keys::Key;
use crate::keys::aead;

/// Runs `each` for every test of a file. It gives whether it accepted the input of the vector.
fn run(file: &str, mut each: impl FnMut(&Value) -> Option<bool>) -> Option<usize> {
    let corpus = std::env::var_os("LINGPAI_CORPUS")?;
    let path = std::path::Path::new(&corpus).join("vectors/wycheproof").join(file);
    let text = std::fs::read_to_string(&path).expect("the corpus has the file");
    let vectors: Value = serde_json::from_str(&text).expect("JSON");
    let mut run = 0;
    for group in vectors["testGroups"].as_array().expect("groups") {
        for test in group["tests"].as_array().expect("tests") {
            let Some(accepted) = each(test) else { continue };
            run += 1;
            assert_eq!(accepted, test["result"] == "valid", "{file}, test {}: {}", test["tcId"], test["comment"]);
        }
    }
    Some(run)
}

fn bytes(test: &Value, name: &str) -> Vec<u8> {
    let hex = test[name].as_str().expect("hexadecimal").as_bytes();
    data_encoding::HEXLOWER.decode(hex).expect("hexadecimal")
}

#[test]
fn xchacha20_poly1305() {
    let run = run("xchacha20_poly1305_test.json", |test| {
        let key = Key::from_bytes(bytes(test, "key").as_slice().try_into().expect("256 bits"));
        // The type of the nonce allows one length only. The file has vectors with other lengths, which must be
        // refused.
        let nonce = bytes(test, "iv");
        if nonce.len() != 24 {
            return None;
        }
        let sealed = [nonce, bytes(test, "ct"), bytes(test, "tag")].concat();
        let opened = aead::open(&key, &sealed, &bytes(test, "aad"));
        Some(opened.is_ok_and(|plain| plain[..] == bytes(test, "msg")[..]))
    });
    assert!(run.is_none_or(|run| run > 250));
}

#[test]
fn hkdf_sha_256() {
    let run = run("hkdf_sha256_test.json", |test| {
        let size = usize::try_from(test["size"].as_u64().expect("a size")).expect("small");
        let mut okm = vec![0; size];
        let hkdf = Hkdf::<Sha256>::new(Some(&bytes(test, "salt")), &bytes(test, "ikm"));
        let derived = hkdf.expand(&bytes(test, "info"), &mut okm).is_ok();
        Some(derived && okm == bytes(test, "okm"))
    });
    assert!(run.is_none_or(|run| run > 80));
}

#[test]
fn hmac_sha_256() {
    let run = run("hmac_sha256_test.json", |test| {
        let mac = Hmac::<Sha256>::new_from_slice(&bytes(test, "key")).expect("any length");
        let tag = bytes(test, "tag");
        let mac = mac.chain_update(bytes(test, "msg"));
        // The tags of some vectors are cut to the left half.
        Some(mac.verify_truncated_left(&tag).is_ok() && (tag.len() == 32 || tag.len() == 16))
    });
    assert!(run.is_none_or(|run| run > 150));
}
