//! Generated code is ordinary Rust: types, fields, variants and functions stand outside of macros, so
//! that readers and tools find them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use generator::lock::Lock;
use generator::{Input, generate};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{File, ItemMacro, Macro};

use crate::project::path;

/// The calls of macros in a file that are not ordinary, and how often each macro implements traits.
#[derive(Default)]
struct Calls {
    strange: Vec<String>,
    implementing: BTreeMap<String, usize>,
}

impl<'ast> Visit<'ast> for Calls {
    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        let name = name_of(&item.mac);
        if name == "thread_local" {
            // There is no other way to declare such a variable, which is private.
        } else if name == "macro_rules" {
            // What it makes has to be implementations of traits alone.
            if makes_more_than_implementations(&item.mac.tokens) {
                self.strange
                    .push(item.ident.as_ref().map_or_else(String::new, ToString::to_string));
            }
        } else if item.mac.tokens.clone().into_iter().all(|tree| is_name(&tree)) {
            *self.implementing.entry(name).or_default() += 1;
        } else {
            self.strange.push(format!("{name}!({})", item.mac.tokens));
        }
    }

    /// A macro within a function or in place of a type.
    fn visit_macro(&mut self, call: &'ast Macro) {
        const ORDINARY: [&str; 16] = [
            "concat",
            "debug",
            "env",
            "eprintln",
            "format",
            "format_args",
            "include_str",
            "info_span",
            "json",
            "matches",
            "println",
            "ready",
            "stringify",
            "vec",
            "write",
            "writeln",
        ];
        let name = name_of(call);
        if !ORDINARY.contains(&name.as_str()) {
            self.strange.push(format!("{name}!({})", call.tokens));
        }
        visit::visit_macro(self, call);
    }
}

fn name_of(call: &Macro) -> String {
    call.path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string())
}

/// Whether a token may stand in a call that only names types.
fn is_name(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Ident(name) => {
            !["struct", "enum", "union", "fn", "pub", "type", "const", "impl", "trait"]
                .contains(&name.to_string().as_str())
        }
        TokenTree::Punct(sign) => matches!(sign.as_char(), ',' | '&' | '<' | '>' | '\''),
        // A slice.
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Bracket
                && group.stream().into_iter().all(|tree| is_name(&tree))
        }
        TokenTree::Literal(_) => false,
    }
}

/// Whether the rules of a macro declare a type, or a function or constant that users see.
fn makes_more_than_implementations(rules: &TokenStream) -> bool {
    let mut trees = rules.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        let makes_more = match &tree {
            TokenTree::Ident(name) => match name.to_string().as_str() {
                "struct" | "enum" | "pub" => true,
                // Otherwise it is the name of a module.
                "union" => {
                    !matches!(trees.peek(), Some(TokenTree::Punct(sign)) if sign.as_char() == ':')
                }
                _ => false,
            },
            TokenTree::Group(group) => makes_more_than_implementations(&group.stream()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if makes_more {
            return true;
        }
    }
    false
}

/// Checks a file, and returns the calls that implement traits.
#[track_caller]
fn check(name: &str, text: &str) -> BTreeMap<String, usize> {
    let file: File = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut calls = Calls::default();
    calls.visit_file(&file);
    assert!(calls.strange.is_empty(), "{name}: {:#?}", calls.strange);
    calls.implementing
}

/// All files with an extension below a folder.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn the_own_crate_is_plain() {
    let files = files_below(&path("generated"), "rs");
    assert!(files.len() > 50, "the crate has files");
    let mut implementing = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("the file can be read");
        for (name, count) in check(&file.to_string_lossy(), &text) {
            *implementing.entry(name).or_insert(0) += count;
        }
    }
    for name in ["json_object", "json_union", "open_enum", "identifier"] {
        assert!(implementing.get(name).is_some_and(|count| *count > 2), "{name}: {implementing:?}");
    }
}

/// Those of this repository, and those below the folder that the environment variable `CORPUS`
/// names.
#[test]
fn crates_of_all_documents_are_plain() {
    let own = ["tests/fixtures", "tests/apis", "tests/corpus"].map(path);
    let documents = own.into_iter().chain(env::var_os("CORPUS").map(PathBuf::from));
    let documents = documents.flat_map(|folder| {
        let mut files = files_below(&folder, "yaml");
        files.extend(files_below(&folder, "json"));
        files
    });
    let mut checked = 0;
    for document in documents {
        let output = generate(&Input {
            spec: fs::read(&document).expect("the document can be read"),
            spec_name: document.to_string_lossy().into_owned(),
            folder: None,
            overlay: None,
            shipped: Vec::new(),
            lock: Lock::default(),
            origin: "a document".to_owned(),
            name: "plain".to_owned(),
        });
        // Some of them are to be refused.
        let Some(generated) = output.generated else { continue };
        let is_rust = |file: &str| Path::new(file).extension().is_some_and(|it| it == "rs");
        for (file, text) in generated.tree.files().filter(|(file, _)| is_rust(file)) {
            check(&format!("{}: {file}", document.display()), text);
        }
        checked += 1;
    }
    assert!(checked > 40, "{checked} documents give crates");
}

#[test]
fn a_dialect_is_found() {
    for dialect in [
        "object! { pub struct Thing { pub name: String } }",
        "request!(CreateThing(name: String));",
        "identifier!(Thing, \"TH\", 32);",
        "impl Thing { send_methods!(Thing); }",
        "macro_rules! made { ($name:ident) => { pub struct $name; } }",
        "macro_rules! made { ($name:ident) => { impl $name { pub fn new() -> Self { Self } } } }",
    ] {
        let mut calls = Calls::default();
        calls.visit_file(&syn::parse_file(dialect).expect("it is Rust"));
        assert_eq!(calls.strange.len(), 1, "{dialect}");
    }
}
