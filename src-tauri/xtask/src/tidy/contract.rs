//! Fields of the contract that no page reads.
//!
//! Pages are read as text, without their types. So the check is cautious: a field counts as read wherever it could be
//! read. An access `value.field` belongs to the types that `value` is known to have: by its annotation, by the command
//! whose result it is, or by the field of the contract with the same name. If no type is known, it counts for every
//! type with such a field.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Attribute, Fields, GenericArgument, Item, PathArguments, Type};

/// The folder of the contract's types.
const CONTRACT: &str = "src-tauri/crates/ipc/src/";
const PAGES: &str = "ui/src/";
/// The generated file that names each command with its result.
const GENERATED: &str = "ui/src/ipc/generated/contract.ts";
/// Values with the page's own words, whose names are often those of fields.
const WORDS: [&str; 2] = ["text", "words"];

/// The types that a page receives: their fields, each with the names in its own type.
type Received = BTreeMap<String, BTreeMap<String, Vec<String>>>;
/// The types that values of a name have.
type Known = BTreeMap<String, BTreeSet<String>>;

/// Gives a sentence for each field of a type that a page receives and that no page reads.
pub(crate) fn check(root: &Path, files: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut text = |file: &String| match fs::read_to_string(root.join(file)) {
        Ok(text) => text,
        Err(error) => {
            faults.push(format!("{file} cannot be read: {error}"));
            String::new()
        }
    };
    let contract: Vec<(String, String)> =
        files.iter().filter(|file| file.starts_with(CONTRACT)).map(|file| (file.clone(), text(file))).collect();
    let pages: Vec<String> = files.iter().filter(|file| is_page(file)).map(|file| unstyled(&text(file))).collect();
    let generated = files.iter().find(|file| *file == GENERATED).map(&mut text).unwrap_or_default();
    let mut received = Received::new();
    for (file, text) in &contract {
        match syn::parse_file(text) {
            Ok(parsed) => parsed.items.iter().for_each(|item| note(item, &mut received)),
            Err(error) => faults.push(format!("{file} cannot be parsed: {error}")),
        }
    }
    let (named, results) = (by_field(&received), results(&generated));
    let mut read: BTreeSet<(&str, &str)> = BTreeSet::new();
    for page in &pages {
        // The name may stand for another value in another page.
        let mut known = named.clone();
        annotated(page, &received, &mut known);
        called(page, &results, &mut known);
        read_in(page, &received, &known, &mut read);
    }
    for (of, fields) in &received {
        let unread = fields.keys().filter(|field| !read.contains(&(of.as_str(), field.as_str())));
        faults.extend(unread.map(|field| format!("{CONTRACT}: no page reads `{of}.{field}`")));
    }
    faults
}

/// Whether a file is part of what a user sees. Generated types, the stand-in for the program and tests are not.
fn is_page(file: &str) -> bool {
    let apart = ["/generated/", "/fake/", "/testing/", ".test.ts"];
    file.starts_with(PAGES)
        && [".ts", ".svelte"].iter().any(|end| file.ends_with(end))
        && !apart.iter().any(|it| file.contains(it))
}

/// Gives a page without its styles, whose classes look like fields.
fn unstyled(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, style)) = rest.split_once("<style") {
        text += before;
        rest = style.split_once("</style>").map_or("", |(_, after)| after);
    }
    text + rest
}

/// Notes the fields of an item that is written for the page.
fn note(item: &Item, received: &mut Received) {
    let mut all = BTreeMap::new();
    let mut add = |fields: &Fields| {
        let Fields::Named(fields) = fields else { return };
        for field in &fields.named {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            all.insert(renamed(&field.attrs).unwrap_or(name), names(&field.ty));
        }
    };
    // A type without fields is a single value, and nothing shows whether it is read.
    let mut insert = |name: &syn::Ident, fields: BTreeMap<String, Vec<String>>| {
        if !fields.is_empty() {
            received.insert(name.to_string(), fields);
        }
    };
    match item {
        Item::Struct(item) if is_serialized(&item.attrs) => {
            add(&item.fields);
            insert(&item.ident, all);
        }
        Item::Enum(item) if is_serialized(&item.attrs) => {
            item.variants.iter().for_each(|variant| add(&variant.fields));
            insert(&item.ident, all);
        }
        Item::Mod(item) => item.content.iter().flat_map(|(_, items)| items).for_each(|item| note(item, received)),
        _ => {}
    }
}

fn is_serialized(attributes: &[Attribute]) -> bool {
    let mut serialized = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // A derive that is not a list of paths is not ours.
        let _ = attribute.parse_nested_meta(|derive| {
            serialized |= derive.path.segments.last().is_some_and(|name| name.ident == "Serialize");
            Ok(())
        });
    }
    serialized
}

/// Gives the name that serde gives a field. `None` if there is no such attribute.
fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            }
            Ok(())
        });
    }
    name
}

/// Gives all names in a type: for `Option<Vec<Fault>>` all three.
fn names(of: &Type) -> Vec<String> {
    let Type::Path(of) = of else { return Vec::new() };
    let mut all = Vec::new();
    for segment in &of.path.segments {
        all.push(segment.ident.to_string());
        if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
            for argument in &arguments.args {
                if let GenericArgument::Type(inner) = argument {
                    all.extend(names(inner));
                }
            }
        }
    }
    all
}

/// Notes that a value with the name of a field has the field's type.
fn by_field(received: &Received) -> Known {
    let mut known = Known::new();
    for (field, types) in received.values().flatten() {
        let ours = types.iter().filter(|name| received.contains_key(*name)).cloned();
        known.entry(field.clone()).or_default().extend(ours);
    }
    known
}

/// The result of each command.
fn results(generated: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (name, rest) = line.trim().split_once(": { arguments:")?;
        let result = rest.rsplit_once("result: ")?.1.trim_end_matches([' ', '}', ';']);
        Some((name.to_owned(), result.to_owned()))
    };
    generated.lines().filter_map(line).collect()
}

/// Notes `name: Type`, also with `| null`, `[]` or `Array<…>` around the type.
fn annotated(page: &str, received: &Received, known: &mut Known) {
    for (at, _) in page.match_indices(':') {
        let name = word_before(page, page[..at].trim_end_matches(['?', '!']).len());
        let annotation: String =
            page[at + 1..].chars().take_while(|c| !matches!(c, ',' | ';' | '=' | ')' | '{' | '\n')).collect();
        if !name.is_empty() {
            let types = words(&annotation).filter(|word| received.contains_key(*word)).map(str::to_owned);
            known.entry(name.to_owned()).or_default().extend(types);
        }
    }
}

/// Notes `const name = … call('command'`.
fn called(page: &str, results: &BTreeMap<String, String>, known: &mut Known) {
    for (at, _) in page.match_indices("call('") {
        let command: String = page[at + 6..].chars().take_while(|c| *c != '\'').collect();
        let Some(result) = results.get(&command) else { continue };
        let before = page[..at].rsplit([';', '\n']).next().unwrap_or_default();
        if let Some((name, _)) = before.split_once('=') {
            let name = word_before(name, name.trim_end().len());
            known.entry(name.to_owned()).or_default().extend(words(result).map(str::to_owned));
        }
    }
}

fn read_in<'a>(page: &str, received: &'a Received, known: &Known, read: &mut BTreeSet<(&'a str, &'a str)>) {
    let worded = worded(page);
    let mut reads = |field: &str, types: Option<&BTreeSet<String>>| {
        // A value with the same name in another place does not have these types.
        let types =
            types.filter(|types| types.iter().any(|of| received.get(of).is_some_and(|it| it.contains_key(field))));
        for (of, fields) in received {
            let possible = types.is_none_or(|types| types.contains(of));
            if let Some((field, _)) = fields.get_key_value(field).filter(|_| possible) {
                read.insert((of, field));
            }
        }
    };
    for (start, word) in word_indices(page) {
        let before = page[..start].trim_end();
        let after = page[start + word.len()..].trim_start();
        if let Some(value) = before.strip_suffix('.') {
            let value = value.trim_end_matches(['?', '!']).trim_end();
            if !value.ends_with('.') && !worded.contains(root(value)) {
                // `list[0].field` and `call().field` have no name.
                let value = if value.ends_with([']', ')']) { "" } else { word_before(value, value.len()) };
                reads(word, known.get(value));
            }
        } else if before.ends_with(['{', ',']) && after.starts_with([',', '}', ':', '=']) {
            match taken_apart(page, start) {
                Some(Apart::Annotated(annotation)) => {
                    let types = words(annotation).filter(|word| received.contains_key(*word));
                    reads(word, Some(&types.map(str::to_owned).collect()));
                }
                Some(Apart::Value(value)) if worded.contains(root(value)) || is_worded(value) => {}
                Some(Apart::Value(value)) => reads(word, known.get(word_before(value, value.len()))),
                Some(Apart::Element) => reads(word, None),
                None => {}
            }
        } else if is_chosen(before, word, after) {
            reads(word, None);
        }
    }
}

/// Whether a quoted name chooses a field: `['field']`, `'field' in value`, `keep('field', …)`, and every name like
/// `'a_field'`, which is no word.
fn is_chosen(before: &str, name: &str, after: &str) -> bool {
    let quote = ['\'', '"'];
    let (Some(before), Some(after)) = (before.strip_suffix(quote), after.strip_prefix(quote)) else { return false };
    before.ends_with(['[', '(']) || after.trim_start().starts_with("in ") || name.contains('_')
}

/// Names of values with words: [`WORDS`], and what a page takes out of them.
fn worded(page: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::from(WORDS);
    for line in page.lines() {
        let Some(rest) = line.trim().strip_prefix("const ") else { continue };
        let Some((left, right)) = rest.split_once(" = ") else { continue };
        if is_worded(right.trim_end_matches(';')) {
            // Of `{ kit: text }` the new name is the last one.
            names.extend(left.split(',').filter_map(|name| words(name).last()));
        }
    }
    names
}

/// Whether an expression is a chain that leads to words, such as `$derived(app.locale.text.kit)`.
fn is_worded(value: &str) -> bool {
    let chain = value.chars().all(|c| is_word(c) || matches!(c, '.' | '(' | ')' | '?' | '!'));
    chain && words(value).any(|word| WORDS.contains(&word))
}

/// How a pattern takes a value apart.
enum Apart<'a> {
    /// `{ field }: Type`.
    Annotated(&'a str),
    /// `{ field } = value`.
    Value(&'a str),
    /// Of a list, or the argument of a function without a type.
    Element,
}

/// How the braces around a place take a value apart. `None` where they do not: they make an object, or are a block.
fn taken_apart(page: &str, at: usize) -> Option<Apart<'_>> {
    let mut depth = 0_u32;
    let end = page[at..].char_indices().find_map(|(index, c)| {
        match c {
            '}' if depth == 0 => return Some(index),
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        None
    })?;
    let after = page[at + end + 1..].trim_start();
    let mut depth = 0_u32;
    let begin = page[..at].char_indices().rev().find_map(|(index, c)| {
        match c {
            '{' if depth == 0 => return Some(index),
            '}' | ')' | ']' => depth += 1,
            '{' | '(' | '[' => depth = depth.saturating_sub(1),
            _ => {}
        }
        None
    })?;
    let before = page[..begin].trim_end();
    if let Some(annotation) = after.strip_prefix(':') {
        return Some(Apart::Annotated(annotation.split([',', ')', '=', ';', '\n', '{']).next().unwrap_or_default()));
    }
    if let Some(value) = after.strip_prefix("= ") {
        return Some(Apart::Value(value.split([';', '\n']).next().unwrap_or_default()));
    }
    let of_list = word_before(before, before.len()) == "as" || after.starts_with("of ");
    (of_list || after.starts_with(") =>")).then_some(Apart::Element)
}

/// The first name of the chain `a.b.c` that a text ends with.
fn root(text: &str) -> &str {
    let chain = text
        .rfind(|c| !is_word(c) && !matches!(c, '.' | '?' | '!'))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    words(&text[chain..]).next().unwrap_or_default()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

fn word_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    words(text).map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The word that ends at a place.
fn word_before(text: &str, end: usize) -> &str {
    let text = &text[..end];
    let start = text.rfind(|c| !is_word(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::plant::plant;
    use crate::tidy::tree;

    const TYPES: &str = "
        #[derive(Clone, Serialize)] pub struct Fault { pub code: u8, pub hint: String }
        #[derive(Serialize)] pub struct Head { pub hint: Option<String>, pub ended: Option<Fault> }
        #[derive(Serialize)] pub enum Answer { Code { digits: String }, Failed { fault: Fault } }
        #[derive(Deserialize)] pub struct Sent { pub words: String }";
    const GENERATED: &str = "  ask: { arguments: Record<string, never>; result: Answer };";

    fn unread(pages: &[(&str, &str)]) -> Vec<String> {
        let mut files =
            vec![("src-tauri/crates/ipc/src/lib.rs", TYPES), ("ui/src/ipc/generated/contract.ts", GENERATED)];
        files.extend(pages);
        let root = plant(&files);
        check(root.path(), &tree::files(root.path()).expect("readable"))
    }

    const WHOLE: &str = "
        function shown(head: Head) { return head.hint ?? head.ended?.code; }
        const answer = await host.call('ask', {});
        if ('digits' in answer) return answer.digits;
        const { fault } = answer;
        return fault.hint;";

    #[test]
    fn a_contract_that_is_read_whole_is_right() {
        assert_eq!(unread(&[("ui/src/a.ts", WHOLE)]), [""; 0]);
    }

    #[test]
    fn a_field_that_nobody_reads_is_found_beside_its_namesake() {
        let page = WHOLE.replace("fault.hint", "fault.code");
        let found = unread(&[("ui/src/a.ts", &page)]);
        assert_eq!(found, ["src-tauri/crates/ipc/src/: no page reads `Fault.hint`"]);
    }

    #[test]
    fn words_tests_and_the_stand_in_do_not_read() {
        let page = WHOLE.replace("fault.hint", "text.hint");
        let others =
            [("ui/src/ipc/fake/b.ts", WHOLE), ("ui/src/a.test.ts", WHOLE), ("ui/src/ipc/generated/c.ts", WHOLE)];
        let mut pages = vec![("ui/src/a.svelte", page.as_str())];
        pages.extend(others);
        assert_eq!(unread(&pages).len(), 1);
    }

    #[test]
    fn words_under_another_name_are_words() {
        let page = WHOLE.replace("fault.hint", "kit.hint");
        let page = format!("const {{ kit, vault: other }} = useApp().locale.text;\n{page}");
        assert_eq!(unread(&[("ui/src/a.ts", &page)]).len(), 1);
    }

    #[test]
    fn a_pattern_reads_of_its_own_type_and_an_element_of_any() {
        let page = WHOLE.replace("fault.hint", "(({ hint }: Head) => hint)(head)");
        assert_eq!(unread(&[("ui/src/a.ts", &page)]).len(), 1);
        let page = WHOLE.replace("return fault.hint", "{#each faults as { hint } (hint)}");
        assert_eq!(unread(&[("ui/src/a.svelte", &page)]), [""; 0]);
    }

    #[test]
    fn styles_and_quoted_words_read_nothing() {
        let page = WHOLE.replace("fault.hint;", "answer === 'hint';\n<style>\n.hint { color: red; }\n</style>");
        assert_eq!(unread(&[("ui/src/a.svelte", &page)]).len(), 1);
        let page = WHOLE.replace("fault.hint", "fault['hint']");
        assert_eq!(unread(&[("ui/src/a.ts", &page)]), [""; 0]);
    }

    #[test]
    fn an_object_that_is_made_reads_nothing() {
        let page = WHOLE.replace("return fault.hint;", "return { hint: '', code: 1 };");
        assert_eq!(unread(&[("ui/src/a.ts", &page)]).len(), 1);
    }
}
