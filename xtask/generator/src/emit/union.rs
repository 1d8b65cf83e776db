//! Unions as open enums.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::deprecated::deprecated;
use super::imports::Imports;
use super::types::type_of;
use super::{ident, outer_docs};
use crate::docs::Docs;
use crate::ir::{Model, TagValue, Type, Union, Variant};

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
                Other(#json),
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
        let variant_name = |variant: &Variant| ident(&variant.name.type_name());
        let in_order = |is_tried: fn(&Variant) -> bool| {
            let tried = self.shape.variants.iter().filter(|variant| is_tried(variant));
            let names: Vec<Ident> = tried.map(variant_name).collect();
            quote!(choice #(.variant(Self::#names))*)
        };
        let choose = if let Some(property) = &self.shape.discriminator {
            let fallback = self.shape.variants.iter().find(|variant| variant.is_fallback);
            let rest = match fallback.map(variant_name) {
                Some(name) => quote!(choice.variant(Self::#name)),
                None if self.shape.tries_other_values => in_order(|_| true),
                None => in_order(|variant| !variant.is_told()),
            };
            let variants = self.shape.variants.iter();
            let told: Vec<&Variant> = variants
                .filter(|variant| !variant.values.is_empty() && !variant.is_fallback)
                .collect();
            let mut values = told.iter().flat_map(|variant| &variant.values);
            let all_text = values.all(|value| matches!(value, TagValue::Text(_)));
            let tag = if all_text { quote!(tag) } else { quote!(tag_value) };
            let arms = arms(&told).into_iter().map(|(values, variants)| {
                let values = patterns(&values, all_text, imports);
                let names = variants.into_iter().map(variant_name);
                quote!(Some(#values) => choice #(.variant(Self::#names))*,)
            });
            let arms: Vec<_> = arms.collect();
            quote! {
                match choice.#tag(#property) {
                    #(#arms)*
                    _ => #rest,
                }
            }
        } else {
            in_order(|_| true)
        };
        quote! {
            #json_union!(#name);

            impl #union for #name {
                fn read(choice: #choice<'_, Self>) -> #choice<'_, Self> {
                    #choose
                }

                fn other(json: #json) -> Self {
                    Self::Other(json)
                }
            }
        }
    }
}

/// Which variants are tried for which values: those of a single variant each, and then those that
/// several have.
fn arms<'a>(told: &[&'a Variant]) -> Vec<(Vec<&'a TagValue>, Vec<&'a Variant>)> {
    let mut arms: Vec<(Vec<&TagValue>, Vec<&Variant>)> = Vec::new();
    for variant in told {
        for value in &variant.values {
            let has_value = |it: &&&Variant| it.values.contains(value);
            let variants: Vec<&Variant> = told.iter().filter(has_value).copied().collect();
            let is_same = |known: &[&Variant]| {
                known.len() == variants.len()
                    && known.iter().zip(&variants).all(|(one, other)| one.name == other.name)
            };
            match arms.iter_mut().find(|(_, known)| is_same(known)) {
                Some((values, _)) if values.contains(&value) => {}
                Some((values, _)) => values.push(value),
                None => arms.push((vec![value], variants)),
            }
        }
    }
    arms.sort_by_key(|(_, variants)| variants.len() > 1);
    arms
}

/// The pattern of some values, which are text alone or of several kinds.
fn patterns(values: &[&TagValue], all_text: bool, imports: &mut Imports) -> TokenStream {
    let is_null = values.contains(&&TagValue::Null);
    let mut kinds: [Vec<TokenStream>; 4] = Default::default();
    let mut integers = Vec::new();
    for value in values {
        match value {
            TagValue::Null => {}
            TagValue::Boolean(boolean) => kinds[0].push(quote!(#boolean)),
            TagValue::Integer(integer) => integers.push(*integer),
            TagValue::Number(number) => {
                let number = Literal::f64_unsuffixed(number.parse().unwrap_or_default());
                kinds[2].push(quote!(#number));
            }
            TagValue::Text(text) => kinds[3].push(quote!(#text)),
        }
    }
    kinds[1] = patterns_of_integers(integers);
    if all_text {
        let texts = &kinds[3];
        return quote!(#(#texts)|*);
    }
    let tag = imports.name("crate::union", "Tag");
    let names = ["Boolean", "Integer", "Number", "Text"].map(ident);
    let kinds = names.iter().zip(&kinds).filter(|(_, values)| !values.is_empty());
    let kinds = kinds.map(|(name, values)| quote!(#tag::#name(#(#values)|*)));
    let patterns = is_null.then(|| quote!(#tag::Null)).into_iter().chain(kinds);
    quote!(#(#patterns)|*)
}

/// Integers, those without a gap as a range.
fn patterns_of_integers(mut integers: Vec<i64>) -> Vec<TokenStream> {
    integers.sort_unstable();
    let literals: Vec<Literal> = integers.iter().copied().map(Literal::i64_unsuffixed).collect();
    let are_in_a_row = integers.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    match literals.as_slice() {
        [first, _, .., last] if are_in_a_row && literals.len() > 2 => vec![quote!(#first..=#last)],
        literals => literals.iter().map(|integer| quote!(#integer)).collect(),
    }
}

fn accessor(variant: &Variant, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&Docs::own(format!(
        "The content, if it is [`{0}`](Self::{0}).",
        variant.name.type_name()
    )));
    let method = format_ident!("as_{}", variant.name.field().trim_start_matches("r#"));
    let name = ident(&variant.name.type_name());
    let (ty, value) = match &variant.ty {
        ty if ty.is_copy() => (type_of(ty, imports), quote!(*value)),
        Type::String => (quote!(&str), quote!(value)),
        Type::List(items) => {
            let items = type_of(items, imports);
            (quote!(&[#items]), quote!(value))
        }
        ty => {
            let ty = type_of(if let Type::Boxed(inner) = ty { inner } else { ty }, imports);
            (quote!(&#ty), quote!(value))
        }
    };
    quote! {
        #docs
        #[must_use]
        pub fn #method(&self) -> Option<#ty> {
            match self {
                Self::#name(value) => Some(#value),
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
    let borrowed = (variant.ty == Type::String).then(|| {
        quote! {
            impl From<&str> for #union {
                fn from(value: &str) -> Self {
                    Self::#name(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #union {
            fn from(value: #ty) -> Self {
                Self::#name(#value)
            }
        }

        #borrowed
    }
}
