//! No code: this crate's `Cargo.toml` names the features that third-party crates have anywhere in the workspace.
//!
//! Cargo resolves features for the packages that it is asked for. Without this crate `cargo test -p lingpai-vault` would
//! build a `serde` of its own beside the one of `cargo test -p lingpai-app`, and all that stands on it. The packages that
//! ship have it as a development dependency: tests and examples share what is built, and the shipped program has the
//! features that it asks for and no more.
//!
//! `cargo hakari generate` (from `cargo install cargo-hakari`) writes the list; `cargo xtask test tidy` says when it has to
//! be written anew.
