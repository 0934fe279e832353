//! Key URIs: read or refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    drop(lingpai_intake::read_key_uri(text));
    drop(lingpai_intake::read_text(text));
});
