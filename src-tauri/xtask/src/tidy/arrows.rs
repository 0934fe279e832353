//! Arrows between the files of a crate: by imports, by paths, and by the methods that an `impl` block adds to a type of
//! another file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Expr, ImplItem, Item, ItemImpl, ItemUse, Macro, Path, Type};

use super::krate::{Crate, FileId, ModuleId, Target, imports, is_for_tests};

/// One file needs another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: FileId,
    pub(crate) to: FileId,
    /// The name that the file uses.
    pub(crate) what: String,
}

/// A type, by the file that defines it.
type Owner = (FileId, String);

/// Method names that the standard library also has. A call of one of these counts only if the type is known.
const COMMON: [&str; 31] = [
    "all", "clear", "clone", "contains", "count", "drop", "end", "find", "first", "get", "insert", "is_empty", "iter",
    "last", "len", "lock", "map", "new", "next", "open", "pop", "position", "push", "read", "remove", "reverse",
    "send", "set", "sort", "take", "write",
];

/// All methods of a crate by name, each with the type and the file of the `impl` block.
#[derive(Default)]
struct Methods(HashMap<String, Vec<(FileId, Owner)>>);

impl Methods {
    fn of(krate: &Crate) -> Self {
        let mut methods = Self::default();
        for (file, source) in krate.files.iter().enumerate() {
            for (module, item) in &source.items {
                let Item::Impl(item) = item else { continue };
                let Some(owner) = owner(krate, *module, &item.self_ty) else { continue };
                for item in &item.items {
                    if let ImplItem::Fn(method) = item
                        && !is_for_tests(&method.attrs)
                    {
                        let all = methods.0.entry(method.sig.ident.to_string()).or_default();
                        all.push((file, owner.clone()));
                    }
                }
            }
        }
        methods
    }

    /// Gives the file that adds a method to a type of another file.
    fn added_to(&self, owner: &Owner, name: &str) -> Option<FileId> {
        let all = self.0.get(name)?;
        all.iter().find(|(file, of)| of == owner && *file != owner.0).map(|(file, _)| *file)
    }

    /// Gives the same for a call on a value of unknown type, if the name belongs to a single type.
    fn added(&self, name: &str) -> Option<FileId> {
        match self.0.get(name)?.as_slice() {
            [(file, owner)] if *file != owner.0 && !COMMON.contains(&name) => Some(*file),
            _ => None,
        }
    }
}

/// The type of the crate that an `impl` block is for. `None` for a type of another crate.
pub(crate) fn owner(krate: &Crate, module: ModuleId, of: &Type) -> Option<Owner> {
    let Type::Path(of) = of else { return None };
    match krate.resolve(module, &segments(&of.path))? {
        Target::Item { file, name, .. } => Some((file, name)),
        Target::Module(_) => None,
    }
}

/// Finds all arrows of a crate.
pub(crate) fn between(krate: &Crate) -> Vec<Arrow> {
    let methods = Methods::of(krate);
    let mut all = BTreeSet::new();
    for (file, source) in krate.files.iter().enumerate() {
        for (module, item) in &source.items {
            let mut seen = Seen { krate, methods: &methods, module: *module, this: None, to: BTreeMap::new() };
            seen.visit_item(item);
            let arrows = seen.to.into_iter().flat_map(|(to, names)| names.into_iter().map(move |what| (to, what)));
            all.extend(arrows.filter(|(to, _)| *to != file).map(|(to, what)| Arrow { from: file, to, what }));
        }
    }
    all.into_iter().collect()
}

/// Collects the names of other files in one item.
struct Seen<'a> {
    krate: &'a Crate,
    methods: &'a Methods,
    module: ModuleId,
    /// The type of the `impl` block.
    this: Option<Owner>,
    to: BTreeMap<FileId, BTreeSet<String>>,
}

impl Seen<'_> {
    fn add(&mut self, file: FileId, what: &str) {
        self.to.entry(file).or_default().insert(what.to_owned());
    }

    fn path(&mut self, path: &[String]) {
        if let [this, method, ..] = path
            && this == "Self"
        {
            self.method_of_this(method);
            return;
        }
        if let Some(Target::Item { file, name, rest }) = self.krate.resolve(self.module, path) {
            self.add(file, &name);
            if let Some(method) = rest.first()
                && let Some(adds) = self.methods.added_to(&(file, name.clone()), method)
            {
                self.add(adds, &format!("{name}::{method}"));
            }
        }
    }

    fn method_of_this(&mut self, method: &str) {
        if let Some(owner) = self.this.clone()
            && let Some(file) = self.methods.added_to(&owner, method)
        {
            self.add(file, &format!("{}::{method}", owner.1));
        }
    }

    fn method(&mut self, method: &str, of_this: bool) {
        if of_this {
            self.method_of_this(method);
        }
        if let Some(file) = self.methods.added(method) {
            self.add(file, method);
        }
    }

    /// Parses the inside of a macro call, which is no syntax tree. Only paths and method calls are searched.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let name = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(name)) => Some(name.to_string()),
            _ => None,
        };
        let mut at = 0;
        while at < tokens.len() {
            if let TokenTree::Group(group) = &tokens[at] {
                self.tokens(group.stream());
            }
            let Some(first) = name(at) else {
                at += 1;
                continue;
            };
            let called = matches!(
                tokens.get(at + 1),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
            );
            if at > 0 && is(at - 1, '.') && !(at > 1 && is(at - 2, '.')) {
                if called {
                    self.method(&first, at > 1 && name(at - 2).is_some_and(|of| of == "self"));
                }
                at += 1;
                continue;
            }
            let mut path = vec![first];
            while is(at + 1, ':') && is(at + 2, ':') {
                let Some(next) = name(at + 3) else { break };
                path.push(next);
                at += 3;
            }
            self.path(&path);
            at += 1;
        }
    }
}

impl<'ast> Visit<'ast> for Seen<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for import in imports(&item.tree) {
            match self.krate.resolve(self.module, &import.path) {
                Some(Target::Item { file, name, .. }) => self.add(file, &name),
                // A module alone is no arrow, and neither is `*`. The names that are used from it are.
                Some(Target::Module(_)) | None => {}
            }
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        self.this = owner(self.krate, self.module, &item.self_ty);
        visit::visit_item_impl(self, item);
        self.this = None;
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(method) if is_for_tests(&method.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.path(&segments(path));
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let of_this = matches!(&*call.receiver, Expr::Path(of) if of.path.is_ident("self"));
        self.method(&call.method.to_string(), of_this);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.path(&segments(&call.path));
        self.tokens(call.tokens.clone());
    }
}

fn segments(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}
