//! Whether the layout changes anything but white space, as another printer sees it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::layout;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, SourceFile, Sources};
use crate::{emit, lower};

/// The program that tokens are, in the words of a printer that parses them.
fn judged(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).unwrap_or_else(|error| panic!("no Rust: {error}"));
    prettyplease::unparse(&file)
}

/// The same tokens with an attribute for each line of documentation, as comments become attributes.
/// Commas at the end of a list are left out, because in a macro the printer keeps them; but not the
/// one that makes a tuple.
fn by_line(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                if let Some(lines) = documentation(&group) {
                    // What stands before the brackets is before each of them.
                    let sign: Vec<TokenTree> = sign_before(&mut result);
                    for line in lines.split('\n').map(Literal::string) {
                        let sign = sign.iter().cloned().collect::<TokenStream>();
                        result.extend(quote!(#sign [doc = #line]));
                    }
                    continue;
                }
                let mut inside: Vec<_> = by_line(group.stream()).into_iter().collect();
                let last = inside.pop_if(|last| is_sign(last, ','));
                let is_list = |tree: &TokenTree| is_sign(tree, ',') || is_sign(tree, ':');
                if group.delimiter() != Delimiter::Brace && !inside.iter().any(is_list) {
                    inside.extend(last);
                }
                let inside = Group::new(group.delimiter(), inside.into_iter().collect());
                result.extend([TokenTree::Group(inside)]);
            }
            // The ends of two lists of types are no operator.
            TokenTree::Punct(sign) if sign.as_char() == '>' => {
                result.extend([TokenTree::from(Punct::new('>', Spacing::Alone))]);
            }
            other => result.extend([other]),
        }
    }
    result
}

/// Takes `#` or `#!` off the end.
fn sign_before(tokens: &mut TokenStream) -> Vec<TokenTree> {
    let mut trees: Vec<TokenTree> = std::mem::take(tokens).into_iter().collect();
    let start = trees.iter().rposition(|tree| is_sign(tree, '#')).unwrap_or(trees.len());
    let sign = trees.split_off(start);
    tokens.extend(trees);
    sign
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The text of `[doc = "..."]`.
fn documentation(group: &Group) -> Option<String> {
    let meta: syn::MetaNameValue = syn::parse2(group.stream()).ok()?;
    match (group.delimiter(), meta.value) {
        (Delimiter::Bracket, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }))
            if meta.path.is_ident("doc") =>
        {
            Some(text.value())
        }
        _ => None,
    }
}

/// Whether a text is the program that tokens are.
fn is_same(text: &str, tokens: TokenStream) -> bool {
    let text = text.parse().unwrap_or_else(|error| panic!("no tokens: {error}"));
    judged(by_line(text)) == judged(by_line(tokens))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The document of the project and those of which fixtures are made.
fn documents() -> Vec<(PathBuf, Option<PathBuf>)> {
    let mut documents =
        vec![(root().join("spec/flex-interactions.yaml"), Some(root().join("spec/overlay.yaml")))];
    for folder in ["tests/fixtures", "tests/apis"] {
        let files = fs::read_dir(root().join(folder)).expect("there is such a folder");
        let files = files.map(|file| file.expect("it can be listed").path());
        documents.extend(
            files
                .filter(|file| file.extension().is_some_and(|extension| extension == "yaml"))
                .map(|file| (file, None)),
        );
    }
    documents
}

#[test]
fn every_module_is_the_program_that_was_emitted() {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("it can be read");
        SourceFile::new(path.display().to_string(), &text)
    };
    let mut modules = 0;
    for (path, overlay) in documents() {
        let (spec, overlay) = (read(&path), overlay.as_ref().map(read));
        let mut diagnostics = Diagnostics::new();
        let sources = Sources { spec: &spec, overlay: overlay.as_ref() };
        let document = Document::read(sources, &mut diagnostics);
        let api = document.and_then(|document| lower::lower(&document, &mut diagnostics));
        let api = api.unwrap_or_else(|| panic!("{}: {diagnostics:?}", path.display()));
        for emit in emit::emit(&api, "judged").modules {
            let module = emit();
            let text = layout::module(module.tokens.clone());
            let place = format!("{} of {}", module.path, path.display());
            assert!(is_same(&text, module.tokens), "{place} has become another program:\n{text}");
            modules += 1;
        }
    }
    assert!(modules > 200, "{modules} modules were emitted");
}

#[test]
fn the_judge_sees_each_token() {
    let tokens = quote! {
        #[doc = " A thing.\n\n It has\n  a name."]
        #[derive(Debug)]
        pub struct Thing<'a>(&'a str);

        table! { #[doc = " One.\n Two."] pub A = "a", _ = B }

        impl Thing<'_> {
            async fn is(&self, other: Option<u8>) -> bool {
                match other { Some(1..=2) => !f(|x| x), _ => { return g::<u8>()?; } }
            }
        }
    };
    let text = layout::module(tokens.clone());
    assert!(is_same(&text, tokens.clone()), "{text}");
    let words = ["a name", "Two", "Debug", "pub", "'a", "'_", "async ", "&", "..=", "!f", "?", ";"];
    for word in words {
        let less = text.replacen(word, "", 1);
        assert_ne!(less, text, "{word}");
        let same = less
            .parse()
            .ok()
            .filter(|less: &TokenStream| syn::parse2::<syn::File>(by_line(less.clone())).is_ok());
        assert!(same.is_none_or(|_| !is_same(&less, tokens.clone())), "without {word}: {less}");
    }
}
