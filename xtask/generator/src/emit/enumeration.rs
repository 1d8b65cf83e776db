//! Enumerations of strings as open enums.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::deprecated::deprecated;
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
    /// The enum as users see it.
    pub(super) fn emit(&self) -> TokenStream {
        let docs = outer_docs(&self.model.docs);
        let name = ident(&self.model.name.type_name());
        let other_docs = outer_docs(&Docs::own(
            "A value that this version of the crate does not know, as it is.",
        ));
        let (variants, texts) = (self.variants(), self.texts());
        let variant_docs = self.shape.values.iter().map(|value| {
            let text = code_span(&value.wire_value);
            outer_docs(&match &value.docs {
                Some(docs) => docs.clone().and(text),
                None => Docs::own(text),
            })
        });
        let as_str_docs = outer_docs(&Docs::own("The value as it is on the wire."));
        let deprecated = deprecated(self.model.deprecated.as_ref());
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variant_docs #variants,)*
                #other_docs
                Unrecognized(String),
            }

            impl #name {
                #as_str_docs
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#variants => #texts,)*
                        Self::Unrecognized(text) => text,
                    }
                }
            }
        }
    }

    /// How it is made of text.
    pub(super) fn emit_json(&self, imports: &mut Imports) -> TokenStream {
        let name = imports.name("crate::models", &self.model.name.type_name());
        let open_enum = imports.name("crate::open_enum", "open_enum");
        let (variants, texts) = (self.variants(), self.texts());
        quote! {
            #open_enum!(#name);

            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    match text {
                        #(#texts => Self::#variants,)*
                        text => Self::Unrecognized(text.to_owned()),
                    }
                }
            }
        }
    }

    fn variants(&self) -> Vec<Ident> {
        self.shape.values.iter().map(|value| ident(&value.name.type_name())).collect()
    }

    fn texts(&self) -> Vec<&str> {
        self.shape.values.iter().map(|value| value.wire_value.as_str()).collect()
    }
}
