//! `cargo xtask types`: the TypeScript side of the window's contract.

use anyhow::{Context as _, Result};

use crate::tree;

/// Writes `ui/src/ipc/generated/contract.ts` from the Rust types.
pub(crate) fn types() -> Result<()> {
    let file = tree::ui().join("src/ipc/generated/contract.ts");
    std::fs::write(&file, lingpai_ipc::typescript()).with_context(|| format!("cannot write `{}`", file.display()))
}
