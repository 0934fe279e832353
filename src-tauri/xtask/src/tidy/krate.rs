//! A crate as a tree of modules: what each file defines, and what it uses of other files.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use syn::{Attribute, Item, UseTree};

use super::arrows::{self, Arrow};

/// The files of a crate, without its tests.
pub(crate) struct Crate {
    /// The folder of the crate, relative to the root of the work tree.
    pub(crate) name: String,
    pub(crate) files: Vec<File>,
    modules: Vec<Module>,
}

/// One source file.
pub(crate) struct File {
    /// The path from the crate's `src`, with `/` on every system.
    pub(crate) path: String,
    /// The items, each with the module that it is in.
    pub(crate) items: Vec<(ModuleId, Item)>,
}

pub(crate) type FileId = usize;
pub(crate) type ModuleId = usize;

struct Module {
    parent: Option<ModuleId>,
    children: HashMap<String, ModuleId>,
    /// Structs, functions and everything else that has a name.
    defined: HashMap<String, FileId>,
    /// Imported names, each with its path.
    imports: HashMap<String, Vec<String>>,
    /// The paths of `use …::*`.
    globs: Vec<Vec<String>>,
}

/// The thing that a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Module(ModuleId),
    /// An item, and the rest of the path behind it.
    Item {
        file: FileId,
        name: String,
        rest: Vec<String>,
    },
}

/// The limit for imports that lead to one another in a circle.
const MAX_IMPORTS: usize = 32;

impl Crate {
    /// Reads a crate, beginning with this file.
    pub(crate) fn read(root: &Path, folder: &str, first: &str) -> Result<Self> {
        let mut krate = Self { name: folder.to_owned(), files: Vec::new(), modules: Vec::new() };
        let source = root.join(folder).join("src");
        let first = source.join(first);
        krate.read_file(&source, &first, &source, None)?;
        Ok(krate)
    }

    /// Gives all arrows between files, sorted. Each pair of files is listed once for each name.
    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        arrows::between(self)
    }

    /// Resolves a path as it is written in a module. `None` for what another crate defines.
    pub(crate) fn resolve(&self, module: ModuleId, path: &[String]) -> Option<Target> {
        self.resolve_within(module, path, MAX_IMPORTS)
    }

    /// Resolves a path from the root of the crate.
    pub(crate) fn resolve_from_root(&self, path: &[String]) -> Option<Target> {
        self.walk(0, path, MAX_IMPORTS)
    }

    fn resolve_within(&self, module: ModuleId, path: &[String], left: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(0, rest, left),
            "self" => self.walk(module, rest, left),
            "super" => self.walk(self.modules[module].parent?, rest, left),
            _ => self.walk(module, path, left),
        }
    }

    /// Follows a path down from a module.
    fn walk(&self, module: ModuleId, path: &[String], left: usize) -> Option<Target> {
        let left = left.checked_sub(1)?;
        let Some((name, rest)) = path.split_first() else { return Some(Target::Module(module)) };
        let here = &self.modules[module];
        match name.as_str() {
            "super" => return self.walk(here.parent?, rest, left),
            "self" => return self.walk(module, rest, left),
            _ => {}
        }
        // A module and a function may have the same name. The end of a path is the function.
        let is_item = rest.is_empty() && (here.defined.contains_key(name) || here.imports.contains_key(name));
        let child = here.children.get(name).filter(|_| !is_item);
        if let Some(&child) = child {
            return self.walk(child, rest, left);
        }
        if let Some(&file) = here.defined.get(name) {
            return Some(Target::Item { file, name: name.clone(), rest: rest.to_vec() });
        }
        if let Some(path) = here.imports.get(name) {
            let path: Vec<String> = path.iter().chain(rest).cloned().collect();
            return self.resolve_within(module, &path, left);
        }
        here.globs.iter().find_map(|glob| match self.resolve_within(module, glob, left)? {
            Target::Module(from) if from != module => self.walk(from, path, left),
            Target::Module(_) => None,
            Target::Item { file, name, .. } => {
                // The variants of an enum.
                self.has_variant(file, &name, &path[0]).then(|| Target::Item { file, name, rest: path.to_vec() })
            }
        })
    }

    fn has_variant(&self, file: FileId, name: &str, variant: &str) -> bool {
        self.files[file].items.iter().any(|(_, item)| match item {
            Item::Enum(item) if item.ident == name => item.variants.iter().any(|it| it.ident == variant),
            _ => false,
        })
    }

    fn read_file(&mut self, source: &Path, path: &Path, folder: &Path, parent: Option<ModuleId>) -> Result<ModuleId> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let parsed = syn::parse_file(&text).with_context(|| format!("cannot parse `{}`", path.display()))?;
        let file = self.files.len();
        let inner = path.strip_prefix(source).unwrap_or(path).to_string_lossy().replace('\\', "/");
        self.files.push(File { path: inner, items: Vec::new() });
        self.read_module(source, file, folder, parent, parsed.items)
    }

    /// `folder` is where the files of the module's own modules are.
    fn read_module(
        &mut self,
        source: &Path,
        file: FileId,
        folder: &Path,
        parent: Option<ModuleId>,
        items: Vec<Item>,
    ) -> Result<ModuleId> {
        let module = self.modules.len();
        self.modules.push(Module {
            parent,
            children: HashMap::new(),
            defined: HashMap::new(),
            imports: HashMap::new(),
            globs: Vec::new(),
        });
        for item in items {
            if is_for_tests(attributes(&item)) {
                continue;
            }
            if let Item::Mod(inner) = item {
                let name = inner.ident.to_string();
                let child = match inner.content {
                    Some((_, items)) => self.read_module(source, file, &folder.join(&name), Some(module), items)?,
                    None => {
                        let (path, below) = found(folder, &name)?;
                        self.read_file(source, &path, &below, Some(module))?
                    }
                };
                self.modules[module].children.insert(name, child);
                continue;
            }
            self.note(module, file, &item);
            self.files[file].items.push((module, item));
        }
        Ok(module)
    }

    fn note(&mut self, module: ModuleId, file: FileId, item: &Item) {
        let name = match item {
            Item::Use(item) => {
                for Import { name, path } in imports(&item.tree) {
                    match name {
                        Name::Glob => self.modules[module].globs.push(path),
                        Name::Is(name) => drop(self.modules[module].imports.insert(name, path)),
                        Name::Hidden => {}
                    }
                }
                return;
            }
            Item::Macro(item) => match &item.ident {
                // An exported macro has its name at the root.
                Some(name) => {
                    self.modules[0].defined.insert(name.to_string(), file);
                    name
                }
                None => return,
            },
            Item::Const(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Fn(item) => &item.sig.ident,
            Item::Static(item) => &item.ident,
            Item::Struct(item) => &item.ident,
            Item::Trait(item) => &item.ident,
            Item::TraitAlias(item) => &item.ident,
            Item::Type(item) => &item.ident,
            Item::Union(item) => &item.ident,
            _ => return,
        };
        self.modules[module].defined.insert(name.to_string(), file);
    }
}

/// The file of a module, and the folder of the modules below it.
fn found(folder: &Path, name: &str) -> Result<(PathBuf, PathBuf)> {
    let below = folder.join(name);
    let file = folder.join(format!("{name}.rs"));
    if file.is_file() {
        return Ok((file, below));
    }
    let file = below.join("mod.rs");
    anyhow::ensure!(file.is_file(), "the module `{name}` has no file in `{}`", folder.display());
    Ok((file, below))
}

/// One name that a `use` brings in.
pub(crate) struct Import {
    pub(crate) name: Name,
    pub(crate) path: Vec<String>,
}

/// The name of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    Is(String),
    /// `use … as _`.
    Hidden,
    /// `use …::*`.
    Glob,
}

/// Splits a `use` into its imports.
pub(crate) fn imports(tree: &UseTree) -> Vec<Import> {
    fn walk(tree: &UseTree, path: &mut Vec<String>, all: &mut Vec<Import>) {
        match tree {
            UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                walk(&tree.tree, path, all);
                path.pop();
            }
            UseTree::Name(tree) if tree.ident == "self" => {
                let name = path.last().cloned().map_or(Name::Hidden, Name::Is);
                all.push(Import { name, path: path.clone() });
            }
            UseTree::Name(tree) => {
                let name = tree.ident.to_string();
                let path = path.iter().cloned().chain([name.clone()]).collect();
                all.push(Import { name: Name::Is(name), path });
            }
            UseTree::Rename(tree) => {
                let mut path = path.clone();
                if tree.ident != "self" {
                    path.push(tree.ident.to_string());
                }
                let name = if tree.rename == "_" { Name::Hidden } else { Name::Is(tree.rename.to_string()) };
                all.push(Import { name, path });
            }
            UseTree::Glob(_) => all.push(Import { name: Name::Glob, path: path.clone() }),
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| walk(tree, path, all)),
        }
    }
    let mut all = Vec::new();
    walk(tree, &mut Vec::new(), &mut all);
    all
}

/// Whether an item is compiled only for tests.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Lists the crates whose files are checked, by folder, each with its first file.
pub(crate) fn all(root: &Path) -> Result<BTreeMap<String, &'static str>> {
    let mut crates = BTreeMap::new();
    let folder = root.join("src-tauri/crates");
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
        let entry = entry?;
        if entry.path().join("src/lib.rs").is_file() {
            crates.insert(format!("src-tauri/crates/{}", entry.file_name().to_string_lossy()), "lib.rs");
        }
    }
    if root.join("src-tauri/src/lib.rs").is_file() {
        crates.insert("src-tauri".to_owned(), "lib.rs");
    }
    Ok(crates)
}
