use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

/// Gives the built program that is tested: `LINGPAI_BIN`, or the one of this work tree.
///
/// # Errors
///
/// It is not built.
pub fn lingpai() -> Result<PathBuf> {
    built("LINGPAI_BIN", "target/debug/lingpai")
}

pub(crate) fn built(variable: &str, place: &str) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the work tree");
    let program = env::var_os(variable).map_or_else(|| root.join(place), PathBuf::from);
    ensure!(program.is_file(), "`{}` is not built; `cargo xtask test desktop` builds it", program.display());
    Ok(program)
}

/// Gives the built broker that is tested: `LINGPAI_BROKER`, or the one of this work tree.
///
/// # Errors
///
/// It is not built.
pub(crate) fn built_broker() -> Result<PathBuf> {
    built("LINGPAI_BROKER", "target/debug/broker")
}
