//! Files of a crate that need each other in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::krate::{Crate, FileId};

/// Gives a sentence for each group of files that form circles.
pub(crate) fn check(krate: &Crate) -> Vec<String> {
    let mut to: BTreeMap<FileId, BTreeMap<FileId, String>> = BTreeMap::new();
    for arrow in krate.arrows() {
        to.entry(arrow.from).or_default().entry(arrow.to).or_insert(arrow.what);
    }
    let mut done = BTreeSet::new();
    let mut faults = Vec::new();
    for file in 0..krate.files.len() {
        if done.contains(&file) {
            continue;
        }
        let Some(circle) = shortest(&to, file) else { continue };
        let ahead = reached(&to, file);
        let group: BTreeSet<FileId> =
            ahead.into_iter().filter(|other| *other == file || reached(&to, *other).contains(&file)).collect();
        faults.push(sentence(krate, &to, &circle, group.len()));
        done.extend(group);
    }
    faults
}

/// Gives the files that can be reached from a file. The file itself is among them only if it is in a circle.
fn reached(to: &BTreeMap<FileId, BTreeMap<FileId, String>>, from: FileId) -> BTreeSet<FileId> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for ahead in to.get(&file).into_iter().flatten().map(|(ahead, _)| *ahead) {
            if reached.insert(ahead) {
                next.push(ahead);
            }
        }
    }
    reached
}

/// Gives the shortest way from a file back to itself, without its end. `None` if there is none.
fn shortest(to: &BTreeMap<FileId, BTreeMap<FileId, String>>, from: FileId) -> Option<Vec<FileId>> {
    let mut ways = VecDeque::from([vec![from]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for ahead in to.get(last).into_iter().flatten().map(|(ahead, _)| *ahead) {
            if ahead == from {
                return Some(way);
            }
            if seen.insert(ahead) {
                ways.push_back(way.iter().copied().chain([ahead]).collect());
            }
        }
    }
    None
}

fn sentence(krate: &Crate, to: &BTreeMap<FileId, BTreeMap<FileId, String>>, circle: &[FileId], group: usize) -> String {
    let path = |file: &FileId| krate.files[*file].path.as_str();
    let ahead = circle.iter().skip(1).chain(circle.first());
    let arrows: Vec<String> = circle
        .iter()
        .zip(ahead)
        .map(|(from, ahead)| format!("`{}` needs `{}` for `{}`", path(from), path(ahead), to[from][ahead]))
        .collect();
    let more = if group > circle.len() { format!(" ({group} files are in such circles)") } else { String::new() };
    format!("{}: {}{more}", krate.name, arrows.join(", "))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::plant::{crate_of, plant};

    #[test]
    fn files_that_only_look_ahead_are_no_circle() {
        let root = plant(&[
            ("src-tauri/crates/a/src/lib.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;"),
            ("src-tauri/crates/a/src/b.rs", "use crate::C;\npub struct B(C);"),
            ("src-tauri/crates/a/src/c.rs", "pub struct C;\n#[cfg(test)]\nmod tests { use crate::B; fn f(_: B) {} }"),
        ]);
        assert_eq!(check(&crate_of(root.path(), "a")), [""; 0]);
    }

    #[test]
    fn imports_in_a_circle_are_found_through_what_others_pass_on() {
        let root = plant(&[
            ("src-tauri/crates/a/src/lib.rs", "mod b;\nmod c;\npub use b::B;\npub use c::C;"),
            ("src-tauri/crates/a/src/b.rs", "use crate::C;\npub struct B(C);"),
            ("src-tauri/crates/a/src/c.rs", "pub struct C;\nfn f(_: &super::B) {}"),
        ]);
        let found = check(&crate_of(root.path(), "a"));
        assert_eq!(found, ["src-tauri/crates/a: `b.rs` needs `c.rs` for `C`, `c.rs` needs `b.rs` for `B`"]);
    }

    #[test]
    fn a_method_that_another_file_adds_to_a_type_is_an_arrow() {
        let adds = "use crate::b::B;\nimpl B { pub fn added(&self) {} }";
        let with = |owner: &str| {
            let root = plant(&[
                ("src-tauri/crates/a/src/lib.rs", "mod b;\nmod c;"),
                ("src-tauri/crates/a/src/b.rs", owner),
                ("src-tauri/crates/a/src/c.rs", adds),
            ]);
            check(&crate_of(root.path(), "a"))
        };
        assert_eq!(with("pub struct B;"), [""; 0]);
        for calls in
            ["self.added()", "Self::added(self)", "let this = self; this.added()", "assert!(self.added() == ())"]
        {
            let found = with(&format!("pub struct B;\nimpl B {{ fn own(&self) {{ {calls} }} }}"));
            assert_eq!(found.len(), 1, "{calls}: {found:?}");
            assert!(found[0].contains("`b.rs` needs `c.rs`") && found[0].contains("added"), "{found:?}");
        }
    }

    #[test]
    fn a_module_and_its_parent_are_two_files() {
        let root = plant(&[
            ("src-tauri/crates/a/src/lib.rs", "mod b;"),
            ("src-tauri/crates/a/src/b/mod.rs", "mod c;\npub struct B;\nfn f() { c::g() }"),
            ("src-tauri/crates/a/src/b/c.rs", "use super::B;\npub fn g() { let _ = B; }"),
        ]);
        let found = check(&crate_of(root.path(), "a"));
        assert_eq!(found, ["src-tauri/crates/a: `b/mod.rs` needs `b/c.rs` for `g`, `b/c.rs` needs `b/mod.rs` for `B`"]);
    }

    #[test]
    fn all_files_of_a_large_circle_are_counted() {
        let root = plant(&[
            ("src-tauri/crates/a/src/lib.rs", "mod b;\nmod c;\nmod d;"),
            ("src-tauri/crates/a/src/b.rs", "use crate::c::C;\npub struct B(C);"),
            ("src-tauri/crates/a/src/c.rs", "use crate::b::B;\nuse crate::d::D;\npub struct C(Box<B>, D);"),
            ("src-tauri/crates/a/src/d.rs", "use crate::c::C;\npub struct D(Box<C>);"),
        ]);
        let found = check(&crate_of(root.path(), "a"));
        assert!(found.len() == 1 && found[0].ends_with("(3 files are in such circles)"), "{found:?}");
    }
}
