//! Picture files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(lingpai_qr::read_picture(bytes));
});
