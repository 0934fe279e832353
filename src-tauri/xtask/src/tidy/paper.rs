//! The files, modules and commands that the papers name. All of them must exist.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::krate::Crate;
use crate::arguments;

/// The papers, each with the folder that its links start from.
const PAPERS: [(&str, &str); 2] = [("README.md", ""), ("src-tauri/ARCHITECTURE.md", "src-tauri/")];
/// A name with one of these endings is a file of the work tree, even without a folder.
const SOURCES: [&str; 6] = [".rs", ".ts", ".svelte", ".md", ".py", ".toml"];

/// The parts of the work tree that a paper can name.
pub(crate) struct Named<'a> {
    pub(crate) root: &'a Path,
    pub(crate) files: &'a [String],
    /// The crates by the last part of their folder.
    pub(crate) crates: &'a BTreeMap<String, Crate>,
}

impl Named<'_> {
    /// Gives a sentence for each name in a paper that does not exist.
    pub(crate) fn check(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (paper, folder) in PAPERS {
            match fs::read_to_string(self.root.join(paper)) {
                Ok(text) => {
                    faults.extend(self.paper(&text, folder).into_iter().map(|fault| format!("{paper}: {fault}")))
                }
                Err(error) => faults.push(format!("{paper} cannot be read: {error}")),
            }
        }
        faults
    }

    fn paper(&self, text: &str, folder: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fence: Option<&str> = None;
        for line in text.lines() {
            if let Some(language) = line.trim().strip_prefix("```") {
                fence = if fence.is_some() { None } else { Some(language) };
                continue;
            }
            match fence {
                Some("sh") => faults.extend(self.command(line.trim())),
                Some(_) => {}
                None => {
                    faults.extend(links(line).filter_map(|link| self.link(link, folder)));
                    faults.extend(spans(line).filter_map(|span| self.span(span)));
                }
            }
        }
        faults
    }

    fn link(&self, link: &str, folder: &str) -> Option<String> {
        let path = link.split('#').next().unwrap_or(link);
        let elsewhere = path.is_empty() || path.contains("://");
        let there = elsewhere || self.root.join(folder).join(path).exists();
        (!there).then(|| format!("the link `{link}` leads nowhere"))
    }

    fn span(&self, span: &str) -> Option<String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
        if span.contains("::") {
            return self.module(span);
        }
        // Hidden folders contain what is downloaded or built.
        let hidden = span.starts_with('.') && !span.starts_with(".github/");
        let is_path = !hidden
            && span.chars().all(plain)
            && (span.trim_end_matches('/').contains('/') || SOURCES.iter().any(|end| span.ends_with(end)));
        if is_path {
            return (!self.has_file(span)).then(|| format!("there is no file `{span}`"));
        }
        self.command(span)
    }

    /// Whether a path, or the end of one, is a file or a folder.
    fn has_file(&self, path: &str) -> bool {
        let wanted = path.trim_matches('/');
        let at = |file: &str, from: usize| {
            let rest = &file[from..];
            rest.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.files.iter().any(|file| at(file, 0) || file.match_indices('/').any(|(slash, _)| at(file, slash + 1)))
    }

    fn module(&self, span: &str) -> Option<String> {
        let path: Vec<String> = span.trim_end_matches('!').split("::").map(str::to_owned).collect();
        let (first, rest) = path.split_first()?;
        let krate = self.crates.get(first)?;
        krate.resolve_from_root(rest).is_none().then(|| format!("`{span}` is not in the crate `{first}`"))
    }

    fn command(&self, line: &str) -> Option<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let missing = match words.as_slice() {
            ["cargo", "xtask", words @ ..] => {
                arguments::unknown_word(words).map(|word| format!("xtask has no `{word}`"))
            }
            ["npm", "run", script, ..] => (!self.mentions("ui/package.json", &format!("\"{script}\":")))
                .then(|| format!("ui/package.json has no script `{script}`")),
            ["cargo", "run", "-p", package, ..] => {
                let mut manifests = self.files.iter().filter(|file| file.ends_with("Cargo.toml"));
                let named = format!("name = \"{package}\"");
                (!manifests.any(|manifest| self.mentions(manifest, &named)))
                    .then(|| format!("no package is `{package}`"))
            }
            _ => None,
        };
        missing.map(|missing| format!("`{line}` does not run: {missing}"))
    }

    fn mentions(&self, file: &str, text: &str) -> bool {
        fs::read_to_string(self.root.join(file)).is_ok_and(|content| content.contains(text))
    }
}

/// Gives the texts between backticks.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Gives the targets of links and pictures.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Named;
    use crate::tidy::plant::{crate_of, plant};
    use crate::tidy::tree;

    fn faults(paper: &str) -> Vec<String> {
        let root = plant(&[
            ("README.md", paper),
            ("src-tauri/ARCHITECTURE.md", "See [the readme](../README.md)."),
            ("src-tauri/crates/app/src/lib.rs", "mod codes;\n#[macro_export]\nmacro_rules! all { () => {} }"),
            ("src-tauri/crates/app/src/codes.rs", "pub struct Codes;"),
            ("src-tauri/xtask/Cargo.toml", "[package]\nname = \"xtask\""),
            ("ui/package.json", "{ \"scripts\": { \"dev\": \"vite\" } }"),
        ]);
        let crates = BTreeMap::from([("app".to_owned(), crate_of(root.path(), "app"))]);
        let files = tree::files(root.path()).expect("readable");
        Named { root: root.path(), files: &files, crates: &crates }.check()
    }

    #[test]
    fn what_exists_may_be_named() {
        let paper = "[a](src-tauri/ARCHITECTURE.md#top) [b](https://example.com) `crates/app/src` `codes.rs` `ui/`\n\
            `app::codes::Codes` `app::all!` `Vec::new` `cargo xtask test unit` `cargo xtask run WHAT` `npm run dev`\n\
            `otpauth://` `.cache/demo` `preferences.json` `cargo test` `a b`\n```sh\ncargo run -p xtask -- run\n```\n```text\nno/file.rs\n```";
        assert_eq!(faults(paper), [""; 0]);
    }

    #[test]
    fn what_does_not_exist_is_found() {
        for (paper, expected) in [
            ("[a](docs/MISSING.md)", "the link `docs/MISSING.md`"),
            ("`crates/app/source`", "no file `crates/app/source`"),
            ("`code.rs`", "no file `code.rs`"),
            ("`app::codes::Coder`", "not in the crate `app`"),
            ("`cargo xtask dance`", "xtask has no `dance`"),
            ("`cargo xtask test unti`", "xtask has no `unti`"),
            ("`cargo xtask demo --browser`", "xtask has no `--browser`"),
            ("```sh\ncargo xtask walk\n```", "xtask has no `walk`"),
            ("`npm run fly`", "no script `fly`"),
            ("```sh\ncargo run -p nobody -- now\n```", "no package is `nobody`"),
        ] {
            let found = faults(paper);
            assert!(found.len() == 1 && found[0].starts_with("README.md") && found[0].contains(expected), "{found:?}");
        }
    }
}
