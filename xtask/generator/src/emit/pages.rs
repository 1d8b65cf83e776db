//! Lists that come page by page.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types::type_of;
use super::{ident, outer_docs};
use crate::docs::Docs;
use crate::ir::{
    Counting, FieldPath, FieldStep, ListEnd, Model, NextPage, Operation, Page, Presence,
};

/// The implementation of `Page` for a model.
pub(super) fn implementation(model: &Model, page: &Page, imports: &mut Imports) -> TokenStream {
    let name = ident(&model.name.type_name());
    let trait_name = imports.name("crate", "Page");
    let item = type_of(&page.item, imports);
    let items = taken(&quote!(self), &page.items);
    let next = page.next.as_ref().map(|next| {
        let url = value_at(&quote!(self), next, Value::Text);
        quote! {
            fn next_page(&self) -> Option<&str> {
                #url
            }
        }
    });
    quote! {
        impl #trait_name for #name {
            type Item = #item;

            #next

            fn into_items(self) -> Vec<#item> {
                #items
            }
        }
    }
}

/// The methods of a request that go through the pages of a list.
pub(super) fn methods(page: &TokenStream, imports: &mut Imports) -> TokenStream {
    let [pages, items] = ["Pages", "Items"].map(|name| imports.name("crate", name));
    let pages_docs =
        outer_docs(&Docs::own("The pages of the list, each fetched when it is asked for."));
    let items_docs = outer_docs(&Docs::own(
        "The items on the pages, one by one. Each page is fetched when it is needed.",
    ));
    quote! {
        #pages_docs
        pub fn pages(self) -> #pages<#page> {
            #pages::new(self.into_request())
        }

        #items_docs
        pub fn items(self) -> #items<#page> {
            self.pages().items()
        }
    }
}

/// The call that says how the next page is found, where the type of the content does not know it.
pub(super) fn next_page(operation: &Operation, imports: &mut Imports) -> Option<TokenStream> {
    let page = type_of(operation.output.json()?, imports);
    let closure = |path: &FieldPath, value| {
        let value = value_at(&quote!(page), path, value);
        quote!(|page: &#page| #value)
    };
    let (method, Counting { parameter, first, items, end }) = match operation.next_page.as_ref()? {
        NextPage::Url => return None,
        NextPage::Link => return Some(quote!(.pages_by_link())),
        NextPage::Token { token, parameter } => {
            let token = closure(token, Value::Text);
            return Some(quote!(.pages_by_token(#parameter, #token)));
        }
        NextPage::Offset(counting) => (quote!(pages_by_offset), counting),
        NextPage::Number(counting) => (quote!(pages_by_number), counting),
    };
    let items = closure(items, Value::List);
    let end = match end {
        ListEnd::Nothing => quote!(Nothing),
        ListEnd::NoMore(path) => {
            let more = closure(path, Value::Copied);
            quote!(NoMore(#more))
        }
        ListEnd::Total(path) => {
            let total = closure(path, Value::Copied);
            quote!(total(#total))
        }
    };
    let list_end = imports.name("crate::page_numbers", "ListEnd");
    let first = proc_macro2::Literal::u64_unsuffixed(*first);
    Some(quote!(.#method(#parameter, #first, #items, #list_end::#end)))
}

/// What kind of value is read.
#[derive(Clone, Copy)]
enum Value {
    /// A text, as a `&str`.
    Text,
    /// A list, as a slice.
    List,
    /// A number or a flag.
    Copied,
}

/// An `Option` of the value that some fields of a value lead to.
fn value_at(base: &TokenStream, path: &[FieldStep], value: Value) -> TokenStream {
    let Some((last, path)) = path.split_last() else { return quote!(Some(#base)) };
    let path: TokenStream = path.iter().map(step).collect();
    let field = ident(&last.field.field());
    let found = quote!(#base #path.#field);
    match (last.presence, value) {
        (Presence::Required, Value::Copied) => quote!(Some(#found)),
        (Presence::Required, _) => quote!(Some(&#found)),
        (Presence::OptionalNullable, Value::Copied) => quote!(#found.as_option().copied()),
        (Presence::OptionalNullable, Value::Text) => quote!(#found.as_option().map(String::as_str)),
        (Presence::OptionalNullable, Value::List) => quote!(#found.as_option().map(Vec::as_slice)),
        (Presence::Nullable | Presence::Optional, Value::Copied) => found,
        (Presence::Nullable | Presence::Optional, _) => quote!(#found.as_deref()),
    }
}

/// A step to a field on the way to another, in a function that returns an `Option`.
fn step(step: &FieldStep) -> TokenStream {
    let field = ident(&step.field.field());
    match step.presence {
        Presence::Required => quote!(.#field),
        Presence::Nullable | Presence::Optional => quote!(.#field.as_ref()?),
        Presence::OptionalNullable => quote!(.#field.as_option()?),
    }
}

/// The list that some fields of a value lead to, which is taken from it; an empty one if it is not
/// there.
fn taken(base: &TokenStream, path: &[FieldStep]) -> TokenStream {
    let Some((first, rest)) = path.split_first() else { return base.clone() };
    let field = ident(&first.field.field());
    let found = quote!(#base.#field);
    let found = match first.presence {
        Presence::Required => return taken(&found, rest),
        Presence::Nullable | Presence::Optional => found,
        Presence::OptionalNullable => quote!(#found.as_option().cloned()),
    };
    if rest.is_empty() {
        return quote!(#found.unwrap_or_default());
    }
    let rest = taken(&quote!(#field), rest);
    quote!(#found.map(|#field| #rest).unwrap_or_default())
}
