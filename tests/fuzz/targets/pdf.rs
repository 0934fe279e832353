//! PDFs. The process that reads them holds what these bounds do not: see `cargo xtask prove hostile`.
#![no_main]

use lingpai_intake::pipe::Form;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(lingpai_documents::read(Form::File, &[b"%PDF-1.7\n", bytes].concat()));
});
