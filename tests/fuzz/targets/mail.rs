//! E-mails.
#![no_main]

use lingpai_intake::pipe::Form;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(lingpai_documents::read(Form::File, &[b"From: a@b.invalid\r\n", bytes].concat()));
});
