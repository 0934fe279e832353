//! `cargo xtask types`: the TypeScript side of the window's contract.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::program::{self, Profile, Program};
use crate::{shell, tree};

/// Writes `ui/src/ipc/generated/contract.ts` from the Rust types.
pub(crate) fn types() -> Result<()> {
    let [types] = program::build(Profile::Dev, [Program::example("lingpai-ipc", "types")])?;
    let text = shell::answer(&mut Command::new(types)).context("the contract cannot be printed")?;
    let file = tree::ui().join("src/ipc/generated/contract.ts");
    fs::write(&file, text + "\n").with_context(|| format!("cannot write `{}`", file.display()))
}
