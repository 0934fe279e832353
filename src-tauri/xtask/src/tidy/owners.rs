//! Types of `app` with a single `impl` block.

use syn::Item;

use super::arrows::owner;
use super::krate::Crate;

/// The program and its open session: each has its methods in one place.
const SINGLE: [&str; 2] = ["Lingpai", "Open"];

/// Gives a sentence for each of these types that does not have exactly one `impl` block, not counting traits.
pub(crate) fn check(app: &Crate) -> Vec<String> {
    SINGLE.into_iter().filter_map(|name| single(app, name)).collect()
}

fn single(app: &Crate, name: &str) -> Option<String> {
    let blocks: Vec<&str> = app
        .files
        .iter()
        .flat_map(|file| {
            let ours = file.items.iter().filter(|(module, item)| {
                matches!(item, Item::Impl(block)
                    if block.trait_.is_none() && owner(app, *module, &block.self_ty).is_some_and(|(_, of)| of == name))
            });
            ours.map(|_| file.path.as_str())
        })
        .collect();
    match blocks.as_slice() {
        [_] => None,
        [] => Some(format!("{} has no `impl {name}`, and must have one", app.name)),
        [..] => {
            Some(format!("{} has {} `impl {name}`, and must have one: {}", app.name, blocks.len(), blocks.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::plant::{crate_of, plant};

    fn faults(other: &str) -> Vec<String> {
        let root = plant(&[
            ("src-tauri/crates/app/src/lib.rs", "mod program;\nmod other;"),
            (
                "src-tauri/crates/app/src/program.rs",
                "pub struct Lingpai;\npub struct Open;\nimpl Lingpai {}\nimpl Open {}\nimpl Drop for Open { fn drop(&mut self) {} }",
            ),
            ("src-tauri/crates/app/src/other.rs", other),
        ]);
        check(&crate_of(root.path(), "app"))
    }

    #[test]
    fn one_block_each_is_right_and_traits_do_not_count() {
        assert_eq!(faults(""), [""; 0]);
    }

    #[test]
    fn a_second_block_is_found() {
        let found = faults("use crate::program::Lingpai as It;\nimpl It { fn more(&self) {} }");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("2 `impl Lingpai`") && found[0].ends_with("program.rs, other.rs"), "{found:?}");
    }

    #[test]
    fn a_type_that_is_gone_is_found() {
        let root = plant(&[("src-tauri/crates/app/src/lib.rs", "pub struct Lingpai;\nimpl Lingpai {}")]);
        let found = check(&crate_of(root.path(), "app"));
        assert!(found.len() == 1 && found[0].contains("no `impl Open`"), "{found:?}");
    }
}
