//! Whether all ways of building and testing use the same libraries with the same features.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::shell;

/// Packages with tests or programs of their own.
const PACKAGES: [&str; 19] = [
    "lingpai",
    "lingpai-api",
    "lingpai-app",
    "lingpai-broker",
    "lingpai-camera",
    "lingpai-documents",
    "lingpai-domain",
    "lingpai-frames",
    "lingpai-fuzz",
    "lingpai-headless",
    "lingpai-intake",
    "lingpai-ipc",
    "lingpai-machine",
    "lingpai-platform",
    "lingpai-prove",
    "lingpai-qr",
    "lingpai-reader",
    "lingpai-tests",
    "lingpai-vault",
];

/// Gives a sentence for each library that a way of building compiles again after the build of the whole workspace.
///
/// # Errors
///
/// Cargo does not give its plan.
pub(crate) fn disagreements() -> Result<Vec<String>> {
    let all = units(&["test", "--workspace", "--no-run"])?;
    let mut faults = Vec::new();
    for invocation in invocations() {
        let words: Vec<&str> = invocation.split(' ').collect();
        faults.extend(units(&words)?.difference(&all).map(|unit| {
            format!(
                "`cargo {invocation}` builds {unit} once more: run `cargo hakari generate` and commit what it writes"
            )
        }));
    }
    Ok(faults)
}

fn invocations() -> impl Iterator<Item = String> {
    let tests = PACKAGES.into_iter().map(|package| format!("test --package {package} --no-run"));
    let others = [
        // `cargo test` on default-members; the builds for `run`, `demo`, the desktop tests and the page's; a program and an
        // example by name.
        "test --no-run",
        "build --workspace --bin lingpai --bin lingpai-reader --bin lingpai-camera --bin broker",
        "build --workspace --bin headless",
        "build --package xtask",
        "build --package lingpai-broker",
        "build --package lingpai-qr --example scan",
    ];
    tests.chain(others.map(str::to_owned))
}

/// Lists the libraries that Cargo would build, each with everything that distinguishes two builds of it.
fn units(words: &[&str]) -> Result<BTreeSet<String>> {
    let mut command = shell::cargo();
    // Cargo prints its plan only with an unstable switch. Nothing is built with it.
    command.args(words).args(["--quiet", "-Z", "unstable-options", "--unit-graph"]).env("RUSTC_BOOTSTRAP", "1");
    let graph = shell::answer(&mut command).with_context(|| format!("`cargo {}` gives no plan", words.join(" ")))?;
    parsed(&graph)
}

fn parsed(graph: &str) -> Result<BTreeSet<String>> {
    let graph: Value = serde_json::from_str(graph).context("cargo's plan is JSON")?;
    let units = graph["units"].as_array().context("cargo's plan has units")?;
    let foreign = units.iter().filter(|unit| unit["pkg_id"].as_str().is_some_and(|id| id.starts_with("registry+")));
    let units: BTreeSet<String> = foreign.map(unit).collect();
    if units.is_empty() {
        bail!("cargo's plan has no library of a registry");
    }
    Ok(units)
}

fn unit(unit: &Value) -> String {
    let id = unit["pkg_id"].as_str().unwrap_or_default();
    let name = id.rsplit(['#', '/']).next().unwrap_or_default();
    let features: Vec<&str> = unit["features"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    format!(
        "`{name}` ({}, {}, opt-level {}, features {})",
        unit["target"]["kind"][0].as_str().unwrap_or_default(),
        unit["mode"].as_str().unwrap_or_default(),
        unit["profile"]["opt_level"].as_str().unwrap_or_default(),
        if features.is_empty() { "none".to_owned() } else { features.join(" ") },
    )
}

#[cfg(test)]
mod tests {
    use super::{PACKAGES, invocations, parsed};

    #[test]
    fn units_that_differ_in_a_feature_are_two() {
        let plan = |features: &str| {
            format!(
                r#"{{"units":[
                {{"pkg_id":"registry+https://example#serde@1.0.1","target":{{"kind":["lib"]}},"mode":"build",
                  "features":[{features}],"profile":{{"opt_level":"1"}}}},
                {{"pkg_id":"path+file:///here#lingpai@0.1.0","target":{{"kind":["bin"]}},"mode":"build",
                  "features":[],"profile":{{"opt_level":"1"}}}}]}}"#
            )
        };
        let (one, two) = (parsed(&plan(r#""std""#)).expect("a plan"), parsed(&plan("")).expect("a plan"));
        assert_eq!(one.len(), 1, "the project's own package is no library of a registry");
        let other: Vec<_> = two.difference(&one).collect();
        assert_eq!(other, ["`serde@1.0.1` (lib, build, opt-level 1, features none)"]);
        assert!(parsed("{}").is_err() && parsed(r#"{"units":[]}"#).is_err());
    }

    #[test]
    fn every_package_with_tests_is_looked_at() {
        let mut metadata = crate::shell::cargo();
        let text = crate::shell::answer(metadata.args(["metadata", "--no-deps", "--format-version", "1"]));
        let metadata: serde_json::Value = serde_json::from_str(&text.expect("metadata")).expect("JSON");
        let members = metadata["packages"].as_array().expect("packages").iter();
        let mut names: Vec<_> = members.filter_map(|package| package["name"].as_str()).collect();
        names.retain(|name| !["xtask", "lingpai-features", "v4l2-sys-mit"].contains(name));
        names.sort_unstable();
        assert_eq!(names, PACKAGES);
        assert!(invocations().count() > PACKAGES.len());
    }
}
