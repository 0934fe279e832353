//! Building the program and its companions with cargo.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::shell;

/// `cargo build WHAT` and the path of the program it made, wherever the target folder is.
///
/// # Errors
///
/// The build failed, or it made no program.
pub(crate) fn build(what: &[&str]) -> Result<PathBuf> {
    let mut command = shell::cargo();
    command.arg("build").args(what).arg("--message-format=json-render-diagnostics");
    let mut made = None;
    let status = shell::run_lines(&mut command, |line| {
        made = executable(line).or(made.take());
    })?;
    if !status.success() {
        bail!("`cargo build {}` failed: {status}; the compiler's message is above", what.join(" "));
    }
    made.with_context(|| format!("`cargo build {}` made no program", what.join(" ")))
}

/// The window's program, as it is shipped.
pub(crate) fn lingpai() -> Result<PathBuf> {
    build(&["--release", "--package", "lingpai", "--bin", "lingpai"])
}

/// The demo broker.
pub(crate) fn broker() -> Result<PathBuf> {
    build(&["--workspace", "--all-features", "--bin", "broker"])
}

fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn cargo_names_the_program_it_made() {
        let line = r#"{"reason":"compiler-artifact","target":{"name":"broker"},"executable":"/t/debug/broker"}"#;
        assert_eq!(executable(line).expect("a path").to_str(), Some("/t/debug/broker"));
        assert_eq!(executable(r#"{"reason":"compiler-artifact","executable":null}"#), None);
        assert_eq!(executable("warning: unused"), None);
    }
}
