//! The modules of a crate: what each has, and under which names.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

use super::Unreadable;
use super::expand::Rule;
use super::print::line;
use crate::tree::Tree;

/// All modules; the first is the root of the crate.
#[derive(Default)]
pub(super) struct Modules {
    pub(super) all: Vec<Module>,
    macros: BTreeMap<String, Rule>,
}

/// A module.
pub(super) struct Module {
    /// Its path from the root.
    pub(super) path: Vec<String>,
    /// The file that has it.
    pub(super) file: String,
    /// The number of the module that it is in.
    pub(super) parent: usize,
    /// Its items but modules and imports, those that macros make among them.
    pub(super) items: Vec<Item>,
    /// What can be named in it.
    pub(super) names: BTreeMap<String, Entry>,
    /// The modules in it.
    pub(super) modules: BTreeMap<String, (bool, usize)>,
    /// Modules all of whose names can be used here.
    pub(super) globs: Vec<(bool, Vec<String>)>,
}

/// What has a name in a module.
#[derive(Debug)]
pub(super) struct Entry {
    /// Whether others may name it.
    pub(super) is_public: bool,
    /// The path that is imported under this name; none for an item of the module.
    pub(super) import: Option<Vec<String>>,
}

impl Modules {
    /// Reads the files of a crate, from `src/lib.rs` on.
    pub(super) fn read(tree: &Tree) -> Result<Self, Unreadable> {
        let files: BTreeMap<&str, &str> = tree.files().collect();
        let mut modules = Self::default();
        let root = parse("src/lib.rs", &files)?;
        modules.add(root, 0, (&[], "src/lib.rs"), &files)?;
        modules.expand_macros();
        Ok(modules)
    }

    /// Adds a module with what is in it, and tells its number.
    fn add(
        &mut self,
        items: Vec<Item>,
        parent: usize,
        (path, file): (&[String], &str),
        files: &BTreeMap<&str, &str>,
    ) -> Result<usize, Unreadable> {
        let number = self.all.len();
        self.all.push(Module {
            path: path.to_vec(),
            file: file.to_owned(),
            parent,
            items: Vec::new(),
            names: BTreeMap::new(),
            modules: BTreeMap::new(),
            globs: Vec::new(),
        });
        for item in items {
            match item {
                Item::Mod(module) if !is_for_tests(&module.attrs) => {
                    let is_public = is_public(&module.vis);
                    let mut path = path.to_vec();
                    path.push(module.ident.unraw().to_string());
                    let own_file = file_of(&module, &path);
                    let (items, file) = match module.content {
                        Some((_, items)) => (items, file),
                        None => (parse(&own_file, files)?, own_file.as_str()),
                    };
                    let name = module.ident.to_string();
                    let within = self.add(items, number, (&path, file), files)?;
                    self.all[number].modules.insert(name, (is_public, within));
                }
                Item::Use(import) => self.all[number].import(&import),
                Item::Macro(rules) if rules.ident.is_some() => {
                    if let (Some(name), Some(rule)) = (rules.ident, Rule::of(rules.mac.tokens)) {
                        self.macros.insert(name.to_string(), rule);
                    }
                }
                item => self.all[number].add(item),
            }
        }
        Ok(number)
    }

    /// Puts what they make in the place of calls of macros.
    fn expand_macros(&mut self) {
        for module in &mut self.all {
            for item in std::mem::take(&mut module.items) {
                let made = match &item {
                    Item::Macro(call) => {
                        let name = call.mac.path.segments.last();
                        let rule = name.and_then(|name| self.macros.get(&name.ident.to_string()));
                        rule.and_then(|rule| rule.expand(&call.mac.tokens))
                    }
                    _ => None,
                };
                match made {
                    Some(made) => made.into_iter().for_each(|item| module.add(item)),
                    None => module.items.push(item),
                }
            }
        }
    }
}

impl Module {
    fn add(&mut self, item: Item) {
        if let Some((name, visibility)) = name_of(&item) {
            let entry = Entry { is_public: is_public(visibility), import: None };
            self.names.insert(name, entry);
        }
        self.items.push(item);
    }

    fn import(&mut self, import: &ItemUse) {
        self.import_tree(&import.tree, is_public(&import.vis), &mut Vec::new());
    }

    fn import_tree(&mut self, tree: &UseTree, is_public: bool, path: &mut Vec<String>) {
        let mut name = |name: String, last: String, path: &[String]| {
            let mut path = path.to_vec();
            if last != "self" {
                path.push(last);
            }
            self.names.insert(name, Entry { is_public, import: Some(path) });
        };
        match tree {
            UseTree::Path(within) => {
                path.push(within.ident.to_string());
                self.import_tree(&within.tree, is_public, path);
                path.pop();
            }
            UseTree::Name(last) if last.ident == "self" => {
                name(path.last().cloned().unwrap_or_default(), "self".to_owned(), path);
            }
            UseTree::Name(last) => name(last.ident.to_string(), last.ident.to_string(), path),
            UseTree::Rename(last) => name(last.rename.to_string(), last.ident.to_string(), path),
            UseTree::Glob(_) => self.globs.push((is_public, path.clone())),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import_tree(tree, is_public, path);
                }
            }
        }
    }
}

/// The items of a file.
fn parse(path: &str, files: &BTreeMap<&str, &str>) -> Result<Vec<Item>, Unreadable> {
    let text = files.get(path).copied().unwrap_or_default();
    match syn::parse_file(text) {
        Ok(file) => Ok(file.items),
        Err(error) => Err(Unreadable { path: path.to_owned(), error }),
    }
}

/// Where a module is that is not written out.
fn file_of(module: &ItemMod, path: &[String]) -> String {
    let folder = format!("src/{}", path[..path.len() - 1].join("/"));
    let folder = folder.trim_end_matches('/');
    let told = module.attrs.iter().find(|attribute| attribute.path().is_ident("path"));
    let told = told.and_then(|attribute| match &attribute.meta {
        syn::Meta::NameValue(told) => Some(line(&told.value)),
        _ => None,
    });
    match told {
        // Seen from the folder of the file that says it.
        Some(told) => format!("{folder}/{}", told.trim_matches('"')),
        None => format!("src/{}.rs", path.join("/")),
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| line(attribute) == "#[cfg(test)]")
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of an item, if it has one, and who may use it.
fn name_of(item: &Item) -> Option<(String, &Visibility)> {
    let (name, visibility) = match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        _ => return None,
    };
    Some((name.to_string(), visibility))
}
