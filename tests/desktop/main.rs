//! The built program in its real window, driven from outside as a person would. `cargo xtask test desktop` builds what
//! these tests start.
#![cfg(target_os = "linux")]

mod canary;
mod hostile;
mod main_job;
mod passphrase;
mod vault;
