//! Blank lines, of which prettyplease prints none by itself.
//!
//! Between items it prints one for an item without tokens. There are no fields and variants without
//! tokens: where one is to be set apart, a line of documentation stands in front of it that no
//! document can contain, and that is taken out of the text again.

use std::mem;

use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, File, ImplItem, Item, ItemUse, Meta, UseTree, Variant, parse_quote};

/// The text of a file, with a blank line wherever readers expect one.
pub(super) fn print(mut file: File) -> String {
    file.items.iter_mut().for_each(within);
    let has_header = !file.attrs.is_empty();
    let items = mem::take(&mut file.items);
    file.items = spread(items, is_item_apart, || Item::Verbatim(TokenStream::new()));
    if has_header {
        file.items.insert(0, Item::Verbatim(TokenStream::new()));
    }
    without_marks(&prettyplease::unparse(&file))
}

/// Sets apart what an item consists of.
fn within(item: &mut Item) {
    match item {
        Item::Impl(item) => {
            let items = mem::take(&mut item.items);
            item.items = spread(items, is_member_apart, || ImplItem::Verbatim(TokenStream::new()));
        }
        Item::Struct(item) => {
            if let syn::Fields::Named(fields) = &mut item.fields {
                mark(&mut fields.named);
            }
        }
        Item::Enum(item) => mark(&mut item.variants),
        _ => {}
    }
}

/// A list with something between any two elements that are to be apart.
fn spread<T>(all: Vec<T>, is_apart: fn(&T, &T) -> bool, blank: fn() -> T) -> Vec<T> {
    let mut spread: Vec<T> = Vec::with_capacity(2 * all.len());
    for item in all {
        if spread.last().is_some_and(|last| is_apart(last, &item)) {
            spread.push(blank());
        }
        spread.push(item);
    }
    spread
}

fn is_item_apart(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Use(one), Item::Use(other)) => group(one) != group(other),
        // The call of a macro implements traits for the type that the implementation is for.
        (Item::Mod(_), Item::Mod(other)) => !other.attrs.is_empty(),
        (Item::Macro(_), Item::Impl(_)) => false,
        _ => true,
    }
}

/// The standard library, other crates, this crate.
fn group(item: &ItemUse) -> u8 {
    match &item.tree {
        UseTree::Path(path) if path.ident == "std" => 0,
        UseTree::Path(path) if path.ident == "crate" => 2,
        _ => 1,
    }
}

fn is_member_apart(one: &ImplItem, other: &ImplItem) -> bool {
    let is_line = |item: &ImplItem| match item {
        ImplItem::Const(item) => item.attrs.is_empty(),
        ImplItem::Type(item) => item.attrs.is_empty(),
        _ => false,
    };
    let is_same_kind = mem::discriminant(one) == mem::discriminant(other);
    !(is_same_kind && is_line(one) && is_line(other))
}

/// What has documentation or attributes in front of it.
trait Documented {
    fn attributes(&mut self) -> &mut Vec<Attribute>;
}

impl Documented for Field {
    fn attributes(&mut self) -> &mut Vec<Attribute> {
        &mut self.attrs
    }
}

impl Documented for Variant {
    fn attributes(&mut self) -> &mut Vec<Attribute> {
        &mut self.attrs
    }
}

/// Sets those apart that have more than a line of documentation.
fn mark<T: Documented, P>(all: &mut Punctuated<T, P>) {
    let mut is_last_long = None;
    for item in all {
        let attributes = item.attributes();
        let is_documentation = |it: &&Attribute| matches!(&it.meta, Meta::NameValue(meta) if meta.path.is_ident("doc"));
        let is_long = attributes.iter().filter(is_documentation).count() > 1;
        if is_last_long.is_some_and(|is_last_long| is_last_long || is_long) {
            attributes.insert(0, parse_quote!(#[doc = "\u{1}"]));
        }
        is_last_long = Some(is_long);
    }
}

/// How the line of documentation is printed that is to be blank. Documentation contains no control
/// characters.
const MARK: &str = "///\u{1}";

fn without_marks(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut pieces = text.split(MARK);
    result.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        // In front of it stands nothing but blanks.
        result.truncate(result.trim_end_matches(' ').len());
        result.push_str(piece);
    }
    result
}
