//! Answers of the process that reads files: what is accepted has one way to be written.
#![no_main]

use lingpai_intake::pipe::{read_answer, write_answer};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(answer) = read_answer(bytes) {
        assert_eq!(write_answer(&answer), bytes);
    }
});
