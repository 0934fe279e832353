//! `cargo xtask licences`: what the program is made of, for its page about itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::{shell, tree};

/// The packages of the npm registry that parts of go into the page.
const BUNDLED: [&str; 3] = ["@tauri-apps/api", "svelte", "virtua"];

/// Writes `ui/src/about/licences.json` from what Cargo and the page's lock file say.
pub(crate) fn licences() -> Result<()> {
    let file = file();
    fs::write(&file, listed()?).with_context(|| format!("cannot write `{}`", file.display()))
}

fn file() -> PathBuf {
    tree::ui().join("src/about/licences.json")
}

/// One line for each package: a change of one is a change of one line.
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

/// Every crate that is linked into the program on some system; those that only build it are not in it.
fn of_cargo() -> Result<Packages> {
    let mut command = shell::cargo();
    command.args(["metadata", "--format-version", "1", "--locked"]);
    let text = shell::answer(&mut command).context("`cargo metadata` failed")?;
    let metadata: Value = serde_json::from_str(&text).context("`cargo metadata` gives JSON")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let linked = |node: &Value| {
        let normal = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        list(&node["deps"]).iter().filter(normal).map(|dep| text(&dep["pkg"])).collect::<Vec<_>>()
    };
    let nodes: BTreeMap<String, Vec<String>> =
        list(&metadata["resolve"]["nodes"]).iter().map(|node| (text(&node["id"]), linked(node))).collect();
    let program = packages.iter().find(|(_, package)| package["name"] == "lingpai");
    let mut next = vec![program.context("the program is a package")?.0.clone()];
    let mut seen = BTreeSet::new();
    while let Some(id) = next.pop() {
        if seen.insert(id.clone()) {
            next.extend(nodes.get(&id).into_iter().flatten().cloned());
        }
    }
    let foreign = seen.iter().filter_map(|id| packages.get(id)).filter(|package| !package["source"].is_null());
    Ok(foreign
        .map(|package| {
            let licence = package["license"].as_str().unwrap_or("see its files").to_owned();
            ((text(&package["name"]), text(&package["version"])), licence)
        })
        .collect())
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
