//! `cargo xtask measure`: figures of the built program, one `name value unit` a line on stdout.
//!
//! Nothing is asserted. Progress, and the comparison of the figures with their goals, go to stderr.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program: progress goes to stderr, results to stdout"
)]

#[cfg(target_os = "linux")]
mod bundle;
#[cfg(target_os = "linux")]
mod camera;
#[cfg(target_os = "linux")]
mod figures;
#[cfg(target_os = "linux")]
mod list;
#[cfg(target_os = "linux")]
mod pin;
#[cfg(target_os = "linux")]
mod program;
#[cfg(target_os = "linux")]
mod reader;
#[cfg(target_os = "linux")]
mod start;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("start") => start::measure(),
        Some("pin") => pin::measure(),
        Some("camera") => camera::measure(),
        Some("list") => list::measure(),
        _ => anyhow::bail!("usage: measure start|pin|camera|list"),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("the window is driven under Xvfb, which is only on Linux");
    std::process::exit(1);
}
