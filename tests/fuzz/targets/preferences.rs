//! Files of preferences: what is read is read again from what is written.
#![no_main]

use lingpai_ipc::Preferences;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(preferences) = serde_json::from_slice::<Preferences>(bytes) {
        let written = serde_json::to_vec(&preferences).expect("it has names for keys");
        let again: Preferences = serde_json::from_slice(&written).expect("it was just written");
        assert!(again == preferences);
    }
});
