//! `cargo xtask licences`: the packages that the program is made of, for its page about itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, MetadataCommand, Node, NodeDep, PackageId};
use serde_json::{Value, json};

use crate::tree;

/// The packages of the npm registry that become part of the page.
const BUNDLED: [&str; 3] = ["@tauri-apps/api", "svelte", "virtua"];

/// Writes `ui/src/about/licences.json` from what Cargo and the page's lock file say.
pub(crate) fn licences() -> Result<()> {
    let file = file();
    fs::write(&file, listed()?).with_context(|| format!("cannot write `{}`", file.display()))
}

fn file() -> PathBuf {
    tree::ui().join("src/about/licences.json")
}

/// Gives one line for each package, so that a change of one package changes one line.
fn listed() -> Result<String> {
    let mut packages = of_cargo()?;
    packages.extend(of_npm()?);
    let lines: Vec<String> = packages
        .into_iter()
        .map(|((name, version), licence)| json!({ "name": name, "version": version, "licence": licence }).to_string())
        .collect();
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}

type Packages = BTreeMap<(String, String), String>;

/// Lists every crate that is linked into the programs on some system. Crates that only build it are left out.
fn of_cargo() -> Result<Packages> {
    let metadata = MetadataCommand::new().current_dir(tree::root()).other_options(["--locked".to_owned()]).exec();
    let metadata = metadata.context("`cargo metadata` failed")?;
    let resolve = metadata.resolve.as_ref().context("`cargo metadata` gives no graph")?;
    let linked: BTreeMap<_, Vec<_>> = resolve.nodes.iter().map(|node| (&node.id, linked(node).collect())).collect();
    // They ship together.
    let programs = ["lingpai", "lingpai-camera", "lingpai-reader"];
    let programs = metadata.packages.iter().filter(|package| programs.contains(&&*package.name));
    let mut next: Vec<_> = programs.map(|package| &package.id).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = next.pop() {
        if seen.insert(id) {
            next.extend(linked.get(id).into_iter().flatten());
        }
    }
    let foreign = metadata.packages.iter().filter(|package| seen.contains(&package.id) && package.source.is_some());
    Ok(foreign
        .map(|package| {
            let licence = package.license.clone().unwrap_or_else(|| "see its files".to_owned());
            ((package.name.clone(), package.version.to_string()), licence)
        })
        .collect())
}

/// Gives the packages that are linked into this one.
fn linked(node: &Node) -> impl Iterator<Item = &PackageId> {
    let normal = |dep: &&NodeDep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
    node.deps.iter().filter(normal).map(|dep| &dep.pkg)
}

fn of_npm() -> Result<Packages> {
    let lock = fs::read_to_string(tree::ui().join("package-lock.json")).context("the page has a lock file")?;
    let lock: Value = serde_json::from_str(&lock).context("the page's lock file is JSON")?;
    BUNDLED
        .into_iter()
        .map(|name| {
            let package = &lock["packages"][format!("node_modules/{name}")];
            let version = package["version"].as_str().with_context(|| format!("`{name}` is in no lock file"))?;
            let licence = package["license"].as_str().unwrap_or("see its files");
            Ok(((name.to_owned(), version.to_owned()), licence.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_names_what_the_program_is_made_of() {
        let there = std::fs::read_to_string(super::file()).expect("the list is there").replace("\r\n", "\n");
        assert_eq!(there, super::listed().expect("a list"), "run `cargo xtask licences`");
    }
}
