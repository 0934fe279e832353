//! The rules of the work tree that no compiler checks: circles of files, the rooms of `app`, the length of files, the
//! names in the papers, fields of the contract that nobody reads, and what the configuration promises.
#![allow(clippy::wildcard_enum_match_arm, reason = "the syntax tree of syn may get further kinds of items")]

mod arrows;
mod circles;
mod contract;
mod krate;
mod length;
mod owners;
mod paper;
mod pinned;
#[cfg(test)]
mod plant;
mod rooms;
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use krate::Crate;
use paper::Named;

/// Gives a sentence for each fault of the work tree.
pub(crate) fn check(root: &Path) -> Vec<String> {
    all(root).unwrap_or_else(|error| vec![format!("the work tree cannot be checked: {error:#}")])
}

fn all(root: &Path) -> Result<Vec<String>> {
    let files = tree::files(root)?;
    let mut crates = BTreeMap::new();
    for (folder, first) in krate::all(root)? {
        let name = folder.rsplit('/').next().unwrap_or(&folder).to_owned();
        crates.insert(name, Crate::read(root, &folder, first)?);
    }
    let mut faults: Vec<String> = crates.values().flat_map(circles::check).collect();
    match crates.get("app") {
        Some(app) => {
            // Without the paper there is no table.
            let paper = fs::read_to_string(root.join("src-tauri/ARCHITECTURE.md")).unwrap_or_default();
            faults.extend(rooms::check(app, &paper));
            faults.extend(owners::check(app));
        }
        None => faults.push("there is no crate `app` whose rooms could be checked".to_owned()),
    }
    faults.extend(length::check(root, &files));
    faults.extend(Named { root, files: &files, crates: &crates }.check());
    faults.extend(contract::check(root, &files));
    faults.extend(pinned::check(root, &files));
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::check;
    use super::plant::plant;

    #[test]
    fn a_tree_without_crates_cannot_be_checked() {
        let root = plant(&[("README.md", "")]);
        let found = check(root.path());
        assert!(found.len() == 1 && found[0].starts_with("the work tree cannot be checked"), "{found:?}");
    }

    #[test]
    fn each_rule_is_asked() {
        let root = plant(&[
            ("README.md", "`gone.rs`"),
            ("src-tauri/ARCHITECTURE.md", "```rooms\nprogram:\nsession:\n```"),
            ("src-tauri/crates/app/src/lib.rs", "mod program;\nmod session;"),
            (
                "src-tauri/crates/app/src/program.rs",
                "use crate::session::Open;\npub struct Lingpai(Open);\nimpl Lingpai {}",
            ),
            ("src-tauri/crates/app/src/session.rs", "use crate::program::Lingpai;\npub struct Open(Box<Lingpai>);"),
            ("src-tauri/crates/ipc/src/lib.rs", "#[derive(Serialize)]\npub struct View { pub unread: u8 }"),
            ("ui/src/long.ts", &"\n".repeat(501)),
            (".github/workflows/ci.yml", "- uses: actions/checkout@v5"),
        ]);
        let found = check(root.path());
        for expected in [
            "`program.rs` needs `session.rs`",
            "`program.rs` needs `Open` of the room `session`",
            "no `impl Open`",
            "ui/src/long.ts has 501 lines",
            "no file `gone.rs`",
            "no page reads `View.unread`",
            "`actions/checkout@v5` is not pinned",
        ] {
            assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:#?}");
        }
    }
}
