//! Transfers: what is accepted is written back to the same text.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(transfer) = lingpai_intake::read_transfer(text) {
        assert_eq!(transfer.to_text(), text);
    }
});
