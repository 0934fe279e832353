//! Migrations, as a text and as the bytes under its base64: within their bounds or refused.
#![no_main]

use lingpai_intake::read_migration;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let hex: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    for text in [String::from_utf8_lossy(bytes).into_owned(), format!("otpauth-migration://offline?data={hex}")] {
        if let Ok(migration) = read_migration(&text) {
            assert!(migration.index < migration.size && !migration.accounts.is_empty());
        }
    }
});
