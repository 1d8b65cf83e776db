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
    Module { path: "src/identifiers.rs".to_owned(), tokens: quote!(#docs #imports #items) }
}

fn item(identifier: &Identifier, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&identifier.docs);
    let name = ident(&identifier.name.type_name());
    let (prefix, digits) = (&identifier.prefix, Literal::usize_unsuffixed(identifier.digits));
    let (serialize, deserialize) =
        (imports.name("serde", "Serialize"), imports.name("serde", "Deserialize"));
    let implement = imports.name("crate::identifier", "identifier");
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, #serialize, #deserialize)]
        #[serde(transparent)]
        pub struct #name(String);

        #implement!(#name, #prefix, #digits);
    }
}
