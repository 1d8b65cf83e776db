//! Enumerations of strings as open enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecated::deprecated;
use super::imports::Imports;
use super::{ident, outer_docs};
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
        let other = ident(&self.shape.unrecognized.type_name());
        let values = self.shape.values.iter().map(|value| {
            let docs = value.docs.as_ref().map(outer_docs);
            let (variant, text) = (ident(&value.name.type_name()), &value.wire);
            quote!(#docs #variant = #text,)
        });
        let string_enum = imports.name("crate::string_enum", "string_enum");
        let deprecated = deprecated(self.model.deprecated.as_ref());
        quote! {
            #string_enum! {
                #docs
                #deprecated
                pub enum #name {
                    #(#values)*
                    _ = #other,
                }
            }
        }
    }
}
