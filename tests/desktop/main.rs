//! The built program in its real window, used from outside as a person would. `cargo xtask test desktop` builds the
//! programs that these tests start.
#![cfg(target_os = "linux")]

mod beside;
mod camera;
mod canary;
mod clock;
mod demo;
mod devices;
mod failure;
mod hostile;
mod legible;
mod main_job;
mod page;
mod passphrase;
mod sources;
mod vault;
mod web;
