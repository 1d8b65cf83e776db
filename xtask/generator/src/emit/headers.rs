//! Sets of response headers.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::types::type_of;
use super::{Module, ident, inner_docs, outer_docs};
use crate::docs::Docs;
use crate::ir::{Api, HeaderSet};

/// `src/response_headers.rs`.
pub(super) fn module(api: &Api) -> Module {
    let mut imports = Imports::new(
        "crate::response_headers",
        api.header_sets.iter().map(|set| set.name.type_name()),
    );
    let mut sets: Vec<&HeaderSet> = api.header_sets.iter().collect();
    sets.sort_by_cached_key(|set| set.name.type_name());
    let items: TokenStream = sets.into_iter().map(|set| item(set, &mut imports)).collect();
    let docs = inner_docs(&Docs::own("Response headers, as the API's document declares them."));
    Module::new("src/response_headers.rs", quote!(#docs #imports #items))
}

fn item(set: &HeaderSet, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&set.docs);
    let name = ident(&set.name.type_name());
    let names: Vec<_> = set.headers.iter().map(|header| ident(&header.name.field())).collect();
    let wires = set.headers.iter().map(|header| &header.wire_name);
    let header_docs = set.headers.iter().map(|header| outer_docs(&header.docs));
    let types: Vec<_> = set.headers.iter().map(|header| type_of(&header.ty, imports)).collect();
    let header_map = imports.name("http", "HeaderMap");
    let parse = imports.name("crate::headers", "parse");
    quote! {
        #docs
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#header_docs pub #names: Option<#types>,)*
        }

        /// A header that is missing, or that is not what the document says, is `None`.
        impl From<&#header_map> for #name {
            fn from(headers: &#header_map) -> Self {
                Self { #(#names: #parse(headers, #wires),)* }
            }
        }
    }
}
