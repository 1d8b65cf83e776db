//! Kinds of identifiers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::{Module, ident, inner_docs, outer_docs};
use crate::docs::Docs;
use crate::ir::{Api, Identifier};

/// `src/identifiers.rs`.
pub(super) fn module(api: &Api) -> Module {
    let mut imports = Imports::new(
        "crate::identifiers",
        api.identifiers.iter().map(|identifier| identifier.name.type_name()),
    );
    let items: TokenStream =
        api.identifiers.iter().map(|identifier| item(identifier, &mut imports)).collect();
    let docs = inner_docs(&Docs::own("The kinds of identifiers of this API."));
    Module::new("src/identifiers.rs", quote!(#docs #imports #items))
}

fn item(identifier: &Identifier, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&identifier.docs);
    let name = ident(&identifier.name.type_name());
    let (prefix, digits) = (&identifier.prefix, Literal::usize_unsuffixed(identifier.digits));
    let [implement, identifier_trait] =
        ["identifier", "Identifier"].map(|name| imports.name("crate::identifier", name));
    let new_docs = outer_docs(&Docs::own("Takes the text as it is, without looking at it."));
    let as_str_docs = outer_docs(&Docs::own("The text as it is on the wire."));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(String);

        impl #name {
            #new_docs
            pub fn new_unchecked(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            #as_str_docs
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #implement!(#name);

        impl #identifier_trait for #name {
            const PREFIX: &str = #prefix;
            const DIGITS: usize = #digits;
        }
    }
}
