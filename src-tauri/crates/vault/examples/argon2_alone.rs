//! Times Argon2id alone, at the cost of a vault's PINs: seven runs, each with fresh memory that is not wiped.
//!
//! `cargo xtask measure pin` compares the time from key press to code with this.
#![allow(clippy::print_stdout, reason = "a command-line program")]

use std::time::Instant;

use argon2::{Algorithm, Argon2, Params, Version};

fn main() {
    let params = Params::new(256 * 1024, 3, 4, Some(32)).expect("the vault's own cost");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut times: Vec<f64> = (0..7)
        .map(|_| {
            let start = Instant::now();
            argon2.hash_password_into(b"135790", &[7; 16], &mut [0; 32]).expect("valid inputs");
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("argon2.alone {:.0} ms", times[3]);
}
