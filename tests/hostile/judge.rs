//! What has to hold of the Rust that comes out, whatever went in.

use std::collections::HashSet;
use std::fmt::Write;

use generator::tree::Tree;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use syn::{Attribute, Expr, Field, File, FnArg, ImplItem, Item, Lit, Meta, Pat, Type};

/// Attributes that generated code has.
const ATTRIBUTES: [&str; 9] = [
    "allow",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "must_use",
    "non_exhaustive",
    "serde",
];

/// Checks the files of a crate. Those that are copied are tested where they come from.
///
/// # Errors
///
/// What does not hold.
pub(crate) fn check(tree: &Tree) -> Result<(), String> {
    for (path, text) in tree.files() {
        let is_copied = text.lines().next().is_some_and(|line| line.contains(" from templates/"));
        check_path(path)?;
        match path.rsplit_once('.') {
            Some((_, "rs")) if !is_copied => {
                let file = syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
                Judge { path, problems: String::new() }.file(&file)?;
            }
            Some((_, "toml")) => {
                let read = text.parse::<toml::Table>();
                read.map_err(|error| format!("{path}: {error}"))?;
            }
            _ => {}
        }
    }
    check_imports(tree)
}

/// Every name that a file imports from the crate is there to be imported.
fn check_imports(tree: &Tree) -> Result<(), String> {
    let is_rust = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end == "rs");
    let files = || tree.files().filter(|(path, _)| is_rust(path));
    let all: String = files().flat_map(|(_, text)| [text, "\n"]).collect();
    for (path, text) in files().filter(|(path, _)| path.starts_with("src/")) {
        let lines = text.lines().filter_map(|line| line.strip_prefix("use crate::"));
        let names = lines.flat_map(|line| line.split(|c: char| !is_of_name(c)));
        for name in names.filter(|name| name.starts_with(char::is_uppercase)) {
            let is_there = ["struct", "enum", "type", "trait", "const"].iter().any(|kind| {
                let definition = format!("{kind} {name}");
                let mut places = all.match_indices(&definition);
                places.any(|(at, _)| {
                    let after = all[at + definition.len()..].chars().next();
                    after.is_some_and(|c| !is_of_name(c))
                })
            });
            if !is_there {
                return Err(format!("{path}: there is no `{name}`"));
            }
        }
    }
    Ok(())
}

/// Whether a character can be in a name; beyond ASCII, generated code has them in names only.
fn is_of_name(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_'
}

/// Names of files are those of modules, wherever the crate is written.
fn check_path(path: &str) -> Result<(), String> {
    let is_plain = |part: &str| {
        !part.is_empty()
            && part.len() <= 250
            && !part.starts_with('.')
            && part.is_ascii()
            && !part.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    if path.split('/').all(is_plain) { Ok(()) } else { Err(format!("{path:?} is no path")) }
}

struct Judge<'p> {
    path: &'p str,
    problems: String,
}

impl Judge<'_> {
    fn file(mut self, file: &File) -> Result<(), String> {
        self.attributes(&file.attrs);
        self.items(&file.items);
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems) }
    }

    fn problem(&mut self, what: &str) {
        let _ = writeln!(self.problems, "{}: {what}", self.path);
    }

    fn unique<T: ToString>(&mut self, what: &str, names: impl Iterator<Item = T>) {
        let mut known = HashSet::new();
        for name in names.map(|name| name.to_string()) {
            if known.contains(&name) {
                self.problem(&format!("two {what} are called `{name}`"));
            }
            known.insert(name);
        }
    }

    fn items(&mut self, items: &[Item]) {
        self.unique("types", items.iter().filter_map(type_name));
        // Methods may stand in several blocks.
        let methods = items.iter().filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() => Some(block),
            _ => None,
        });
        let methods = methods.flat_map(|block| {
            let Type::Path(ty) = &*block.self_ty else { return Vec::new() };
            let ty = ty.path.segments.last().map(|segment| segment.ident.to_string());
            let ty = ty.unwrap_or_default();
            let names = block.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(format!("{ty}::{}", method.sig.ident)),
                _ => None,
            });
            names.collect()
        });
        self.unique("methods", methods);
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                self.attributes(&item.attrs);
                self.fields(item.fields.iter());
            }
            Item::Enum(item) => {
                self.attributes(&item.attrs);
                self.unique("variants", item.variants.iter().map(|variant| &variant.ident));
                for variant in &item.variants {
                    self.attributes(&variant.attrs);
                    self.fields(variant.fields.iter());
                }
            }
            Item::Impl(block) => {
                self.attributes(&block.attrs);
                for item in &block.items {
                    if let ImplItem::Fn(method) = item {
                        self.attributes(&method.attrs);
                        let arguments = method.sig.inputs.iter().filter_map(|input| match input {
                            FnArg::Typed(input) => match &*input.pat {
                                Pat::Ident(name) => Some(&name.ident),
                                _ => None,
                            },
                            FnArg::Receiver(_) => None,
                        });
                        self.unique("arguments", arguments);
                    }
                }
            }
            Item::Mod(item) => {
                self.attributes(&item.attrs);
                self.items(item.content.as_ref().map_or(&[], |(_, items)| items));
            }
            Item::Const(item) => self.attributes(&item.attrs),
            Item::Type(item) => self.attributes(&item.attrs),
            Item::Use(item) => self.attributes(&item.attrs),
            Item::Macro(item) => self.attributes(&item.attrs),
            _ => {}
        }
    }

    fn fields<'f>(&mut self, fields: impl Iterator<Item = &'f Field> + Clone) {
        self.unique("fields", fields.clone().filter_map(|field| field.ident.as_ref()));
        for field in fields {
            self.attributes(&field.attrs);
        }
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        let mut docs = String::new();
        for attribute in attributes {
            match &attribute.meta {
                Meta::NameValue(meta) if meta.path.is_ident("doc") => {
                    if let Expr::Lit(literal) = &meta.value
                        && let Lit::Str(text) = &literal.lit
                    {
                        let text = text.value();
                        docs.push_str(text.strip_prefix(' ').unwrap_or(&text));
                        docs.push('\n');
                    }
                }
                meta if ATTRIBUTES.iter().any(|known| meta.path().is_ident(known)) => {}
                meta => {
                    let path = meta.path().get_ident().map(ToString::to_string);
                    self.problem(&format!("an attribute {path:?}"));
                }
            }
        }
        self.docs(&docs);
    }

    /// What rustdoc would complain about, and code that it would run.
    fn docs(&mut self, docs: &str) {
        let is_poisonous = |text: &str| text.to_lowercase().contains("poison");
        let mut found = Vec::new();
        let mut broken = Vec::new();
        let mut on_broken = |link: BrokenLink<'_>| {
            broken.push(link.reference.to_string());
            None
        };
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        // Of a block of code around, whether it is run.
        let mut code = None;
        let mut links = 0;
        for event in Parser::new_with_broken_link_callback(docs, options, Some(&mut on_broken)) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => code = Some(is_run(&kind)),
                Event::End(TagEnd::CodeBlock) => code = None,
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    links += 1;
                    let is_url = ["https://", "http://"].iter().any(|s| dest_url.starts_with(s));
                    if is_poisonous(&dest_url) && !is_url && !dest_url.contains("::") {
                        found.push(format!("a link to {dest_url:?}"));
                    }
                }
                Event::End(TagEnd::Link | TagEnd::Image) => links -= 1,
                Event::Text(text) if code == Some(true) && is_poisonous(&text) => {
                    found.push(format!("code that is run: {text:?}"));
                }
                Event::Text(text) if links == 0 && code.is_none() && text.contains("://poison") => {
                    found.push(format!("a bare URL: {text:?}"));
                }
                Event::Html(html) | Event::InlineHtml(html) if is_poisonous(&html) => {
                    found.push(format!("HTML: {html:?}"));
                }
                _ => {}
            }
        }
        let broken = broken.into_iter().filter(|link| link.trim_matches('`') == "poison");
        found.extend(broken.map(|link| format!("a link to nowhere: {link:?}")));
        for problem in found {
            self.problem(&format!("{problem} in the documentation\n{docs}"));
        }
    }
}

fn type_name(item: &Item) -> Option<&syn::Ident> {
    match item {
        Item::Struct(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}

/// Whether rustdoc takes a block of code for a test.
fn is_run(kind: &CodeBlockKind<'_>) -> bool {
    const RUST: [&str; 6] =
        ["rust", "should_panic", "no_run", "compile_fail", "edition2021", "edition2024"];
    match kind {
        CodeBlockKind::Indented => true,
        CodeBlockKind::Fenced(info) => {
            let mut words = info.split([',', ' ', '\t']).filter(|word| !word.is_empty());
            words.all(|word| RUST.contains(&word) || word.starts_with("ignore-"))
        }
    }
}
