//! Enumerations of strings as open enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{ident, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{Enum, Model};

/// Emits an enum with a variant for each known value and one for all others.
pub(super) struct Enumeration<'a> {
    pub(super) model: &'a Model,
    pub(super) shape: &'a Enum,
}

impl Enumeration<'_> {
    pub(super) fn emit(&self, imports: &mut Imports) -> TokenStream {
        let docs = outer_docs(&self.model.docs);
        let name = ident(&self.model.name.type_name());
        let unrecognized = ident(&self.shape.unrecognized.type_name());
        let unrecognized_docs = outer_docs(&Docs::own(
            "A value that this version of the crate does not know, as it is.",
        ));
        let variants: Vec<_> =
            self.shape.values.iter().map(|value| ident(&value.name.type_name())).collect();
        let wires: Vec<_> = self.shape.values.iter().map(|value| value.wire.as_str()).collect();
        let variant_docs = wires.iter().map(|wire| outer_docs(&value_docs(wire)));
        let string_enum = imports.name("crate::string_enum", "string_enum");
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variant_docs #variants,)*
                #unrecognized_docs
                #unrecognized(String),
            }

            impl #name {
                /// The value as it is on the wire.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #wires,)*
                        Self::#unrecognized(text) => text,
                    }
                }
            }

            impl From<String> for #name {
                fn from(text: String) -> Self {
                    match text.as_str() {
                        #(#wires => Self::#variants,)*
                        _ => Self::#unrecognized(text),
                    }
                }
            }

            #string_enum!(#name);
        }
    }
}

fn value_docs(wire: &str) -> Docs {
    if wire.trim().is_empty() { Docs::own("An empty text.") } else { Docs::own(&code_span(wire)) }
}
