//! Types, and how arguments become values of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::imports::Imports;
use crate::ir::Type;

/// A type as it is written.
pub fn type_of(ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::String => quote!(String),
        Type::Boolean => quote!(bool),
        Type::Int32 => quote!(i32),
        Type::Int64 => quote!(i64),
        Type::Uint32 => quote!(u32),
        Type::Uint64 => quote!(u64),
        Type::Number => quote!(f64),
        Type::Formatted(format) => imports.name("crate", format.type_name()),
        Type::Json => imports.name("serde_json", "Value"),
        Type::AnyJson => imports.name("crate", "AnyJson"),
        Type::List(items) => {
            let items = type_of(items, imports);
            quote!(Vec<#items>)
        }
        Type::Map(values) if **values == Type::Json => {
            let (map, value) = (imports.name("serde_json", "Map"), type_of(values, imports));
            quote!(#map<String, #value>)
        }
        Type::Map(values) => {
            let (map, value) =
                (imports.name("std::collections", "BTreeMap"), type_of(values, imports));
            quote!(#map<String, #value>)
        }
        Type::Identifier(name) => imports.name("crate::identifiers", &name.type_name()),
        Type::Model(name) | Type::Enum(name) => imports.name("crate::models", &name.type_name()),
        Type::Open(inner) => {
            let (open, inner) = (imports.name("crate", "Open"), type_of(inner, imports));
            quote!(#open<#inner>)
        }
        Type::JsonText => imports.name("crate", "JsonText"),
        Type::Upload => imports.name("crate", "Upload"),
        Type::Part => imports.name("crate", "Part"),
        Type::Multipart => imports.name("crate", "Multipart"),
        Type::Boxed(inner) => {
            let inner = type_of(inner, imports);
            quote!(Box<#inner>)
        }
        Type::Nullable(inner) => {
            let inner = type_of(inner, imports);
            quote!(Option<#inner>)
        }
    }
}

/// The type of an argument from which a value of a type is made.
pub(super) fn argument_type(ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::List(items) => {
            let items = argument_type(items, imports);
            quote!(impl IntoIterator<Item = #items>)
        }
        Type::Boxed(inner) => argument_type(inner, imports),
        ty if converts(ty) => {
            let ty = type_of(ty, imports);
            quote!(impl Into<#ty>)
        }
        ty => type_of(ty, imports),
    }
}

/// The value made from an argument.
pub(super) fn argument_value(ty: &Type, argument: &TokenStream) -> TokenStream {
    match ty {
        Type::List(items) if converts(items) => {
            quote!(#argument.into_iter().map(Into::into).collect())
        }
        Type::List(items) => match &**items {
            Type::List(_) => {
                let inner = argument_value(items, &quote!(item));
                quote!(#argument.into_iter().map(|item| #inner).collect())
            }
            _ => quote!(#argument.into_iter().collect()),
        },
        Type::Boxed(inner) => {
            let inner = argument_value(inner, argument);
            quote!(Box::new(#inner))
        }
        ty if converts(ty) => quote!(#argument.into()),
        _ => argument.clone(),
    }
}

/// A field of a struct expression, in its short form where that says the same.
pub(super) fn initializer(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}

/// Whether users may pass something that converts, such as `&str` for a `String`.
fn converts(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Boolean
            | Type::Int32
            | Type::Int64
            | Type::Uint32
            | Type::Uint64
            | Type::Number
            | Type::List(_)
            | Type::Map(_)
            | Type::Boxed(_)
            | Type::Nullable(_)
            | Type::Multipart
    )
}
