//! Unions as open enums.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::deprecated::deprecated;
use super::imports::Imports;
use super::types::type_of;
use super::{ident, outer_docs};
use crate::docs::Docs;
use crate::ir::{Model, Type, Union, Variant};

/// Emits an enum with a variant for each known type and one for any other JSON.
pub(super) struct UnionEmitter<'a> {
    pub(super) model: &'a Model,
    pub(super) shape: &'a Union,
}

impl UnionEmitter<'_> {
    /// The enum as users see it.
    pub(super) fn emit(&self, imports: &mut Imports) -> TokenStream {
        let docs = outer_docs(&self.model.docs);
        let name = ident(&self.model.name.type_name());
        let other = ident(&self.shape.other.type_name());
        let other_docs = outer_docs(&Docs::own("Anything else, as it is."));
        let serialize = imports.name("serde", "Serialize");
        let json = imports.name("crate", "AnyJson");
        let variants: Vec<_> = self
            .shape
            .variants
            .iter()
            .map(|variant| {
                let docs = outer_docs(&variant.docs);
                let name = ident(&variant.name.type_name());
                let ty = type_of(&variant.ty, imports);
                quote!(#docs #name(#ty),)
            })
            .collect();
        let accessors: Vec<_> =
            self.shape.variants.iter().map(|variant| accessor(variant, imports)).collect();
        let accessors = (!accessors.is_empty()).then(|| quote!(impl #name { #(#accessors)* }));
        let conversions: Vec<_> =
            self.shape.variants.iter().map(|variant| conversion(&name, variant, imports)).collect();
        let deprecated = deprecated(self.model.deprecated.as_ref());
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, PartialEq, #serialize)]
            #[serde(untagged)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                #other_docs
                #other(#json),
            }

            #accessors

            #(#conversions)*
        }
    }

    /// How it is read. That never fails: what is no known variant is kept.
    pub(super) fn emit_json(&self, imports: &mut Imports) -> TokenStream {
        let name = imports.name("crate::models", &self.model.name.type_name());
        let [json_union, union, choice] =
            ["json_union", "Union", "Choice"].map(|name| imports.name("crate::union", name));
        let json = imports.name("crate", "AnyJson");
        let other = ident(&self.shape.other.type_name());
        let variant_name = |variant: &Variant| ident(&variant.name.type_name());
        let variants = self.shape.variants.iter();
        let choose = if let Some(property) = &self.shape.discriminator {
            let rest = variants.clone().find(|variant| variant.is_fallback).map(variant_name);
            let rest = rest.map_or(quote!(choice), |name| quote!(choice.variant(Self::#name)));
            let arms =
                variants.filter(|variant| !variant.values.is_empty() && !variant.is_fallback);
            let arms = arms.map(|variant| {
                let (values, name) = (&variant.values, variant_name(variant));
                quote!(Some(#(#values)|*) => choice.variant(Self::#name),)
            });
            quote! {
                match choice.tag(#property) {
                    #(#arms)*
                    _ => #rest,
                }
            }
        } else {
            let names = variants.map(variant_name);
            quote!(choice #(.variant(Self::#names))*)
        };
        quote! {
            #json_union!(#name);

            impl #union for #name {
                fn read(choice: #choice<'_, Self>) -> #choice<'_, Self> {
                    #choose
                }

                fn other(json: #json) -> Self {
                    Self::#other(json)
                }
            }
        }
    }
}

fn accessor(variant: &Variant, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&Docs::own(format!(
        "The content, if it is [`{0}`](Self::{0}).",
        variant.name.type_name()
    )));
    let method = format_ident!("as_{}", variant.name.field().trim_start_matches("r#"));
    let name = ident(&variant.name.type_name());
    let ty = match &variant.ty {
        Type::String => quote!(str),
        Type::List(items) => {
            let items = type_of(items, imports);
            quote!([#items])
        }
        Type::Boxed(inner) => type_of(inner, imports),
        ty => type_of(ty, imports),
    };
    quote! {
        #docs
        #[must_use]
        pub fn #method(&self) -> Option<&#ty> {
            match self {
                Self::#name(value) => Some(value),
                _ => None,
            }
        }
    }
}

fn conversion(union: &Ident, variant: &Variant, imports: &mut Imports) -> TokenStream {
    let name = ident(&variant.name.type_name());
    let (ty, value) = match &variant.ty {
        Type::Boxed(inner) => (type_of(inner, imports), quote!(Box::new(value))),
        ty => (type_of(ty, imports), quote!(value)),
    };
    quote! {
        impl From<#ty> for #union {
            fn from(value: #ty) -> Self {
                Self::#name(#value)
            }
        }
    }
}
