//! Objects as structs.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::deprecated::deprecated;
use super::imports::Imports;
use super::types::{argument_type, argument_value, initializer, type_of};
use super::{ident, outer_docs, pages};
use crate::docs::{Docs, code_span};
use crate::ir::{Constant, FieldArgument, Model, Presence, Struct, StructField, Type, Unfit};

/// Emits a struct, and if users have to make it, a constructor and setters.
pub(super) struct Structure<'a> {
    pub(super) model: &'a Model,
    pub(super) shape: &'a Struct,
}

impl Structure<'_> {
    /// The struct as users see it.
    pub(super) fn emit(&self, imports: &mut Imports) -> TokenStream {
        let docs = outer_docs(&self.model.docs);
        let name = ident(&self.model.name.type_name());
        // A constant is no default of its type.
        let is_derived = self.shape.has_default && !self.has_constants();
        let default = is_derived.then(|| quote!(Default,));
        let fields: Vec<_> =
            self.shape.fields.iter().map(|field| declaration(field, imports)).collect();
        let extra_docs = outer_docs(&Docs::own(
            "Fields that this version of the crate does not know, and values that do not fit.",
        ));
        let map = type_of(&self.extra_map(), imports);
        let methods = self.shape.is_sent.then(|| self.methods(imports));
        let page =
            self.shape.page.as_ref().map(|page| pages::implementation(self.model, page, imports));
        let implementation = (self.shape.has_default && !is_derived).then(|| {
            quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        });
        let deprecated = deprecated(self.model.deprecated.as_ref());
        quote! {
            #docs
            #deprecated
            #[derive(Debug, Clone, #default PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #extra_docs
                pub extra: #map,
            }
            #methods
            #implementation
            #page
        }
    }

    /// How it is read and written as JSON.
    pub(super) fn emit_json(&self, imports: &mut Imports) -> TokenStream {
        let name = imports.name("crate::models", &self.model.name.type_name());
        let [json_object, fields, writer] =
            ["json_object", "Fields", "Writer"].map(|name| imports.name("crate::object", name));
        let [from_json, misfit] =
            ["FromJson", "Misfit"].map(|name| imports.name("crate::from_json", name));
        let [serialize, serializer] =
            ["Serialize", "Serializer"].map(|name| imports.name("serde", name));
        let node = imports.name("crate::node", "Node");
        let reading = imports.name("crate::reading", "Reading");
        let names = self.shape.fields.iter().map(|field| ident(&field.name.field()));
        let names: Vec<_> = names.collect();
        let wires: Vec<_> = self.shape.fields.iter().map(|field| &field.wire_name).collect();
        let presences = self.shape.fields.iter().map(|field| match field.presence {
            Presence::Required => "required",
            Presence::Nullable => "nullable",
            Presence::Optional => "optional",
            Presence::OptionalNullable => "optional_nullable",
        });
        let presences: Vec<_> = presences.map(ident).collect();
        let reads = self.shape.fields.iter().zip(&presences).map(|(field, presence)| {
            let wire = &field.wire_name;
            match (field.presence, field.unfit) {
                (Presence::Required, _) => quote!(fields.#presence(#wire)?),
                (_, Unfit::Kept) => quote!(fields.#presence(#wire)),
                (_, Unfit::Allowed) => quote!(fields.lenient().#presence(#wire)),
                (_, Unfit::Refused) => quote!(fields.strict().#presence(#wire)),
            }
        });
        let rest = ident(if self.shape.is_closed { "unexpected" } else { "rest" });
        quote! {
            #json_object!(#name);

            impl #from_json for #name {
                fn from_json(
                    node: &#node<'_>,
                    reading: &mut #reading,
                ) -> Result<Self, #misfit> {
                    let mut fields = #fields::of(node, reading)?;
                    Ok(Self {
                        #(#names: #reads,)*
                        extra: fields.#rest()?,
                    })
                }

            }

            impl #serialize for #name {
                fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #writer::new(serializer, &self.extra)
                        #(.#presences(#wires, &self.#names))*
                        .end()
                }
            }
        }
    }

    fn has_constants(&self) -> bool {
        let mut fields = self.shape.fields.iter();
        fields.any(|field| matches!(field.argument, FieldArgument::Constant(_)))
    }

    fn extra_map(&self) -> Type {
        Type::Map(Box::new(self.shape.extra_type.clone()))
    }

    /// A constructor that takes what is required, and a setter for everything else.
    fn methods(&self, imports: &mut Imports) -> TokenStream {
        let name = ident(&self.model.name.type_name());
        let constructor = self.constructor(imports);
        let optional =
            self.shape.fields.iter().filter(|field| field.argument == FieldArgument::Optional);
        let setters: Vec<_> = optional.map(|field| setter(field, imports)).collect();
        let extra = self.extra_setter(imports);
        quote! {
            impl #name {
                #constructor
                #(#setters)*
                #extra
            }
        }
    }

    fn constructor(&self, imports: &mut Imports) -> TokenStream {
        let required: Vec<&StructField> =
            self.shape.fields.iter().filter(|field| is_required(field)).collect();
        if required.is_empty() && !self.has_constants() {
            let docs = outer_docs(&Docs::own("Creates the object without any fields."));
            return quote!(#docs pub fn new() -> Self { Self::default() });
        }
        let arguments = required.iter().map(|field| {
            let (name, ty) = (ident(&field.name.field()), argument_type(&field.ty, imports));
            quote!(#name: #ty)
        });
        let arguments: Vec<_> = arguments.collect();
        let values: Vec<_> = self.shape.fields.iter().map(initial).collect();
        let docs = outer_docs(&Docs::own(self.constructor_docs()));
        let many = too_many_arguments(required.len());
        let map = imports.name("std::collections", "BTreeMap");
        quote! {
            #docs
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* extra: #map::new() }
            }
        }
    }

    fn constructor_docs(&self) -> String {
        let constants = self.shape.fields.iter().filter_map(|field| {
            let FieldArgument::Constant(value) = &field.argument else { return None };
            Some(format!(" {} is {}.", code_span(&field.wire_name), code_span(&value.to_string())))
        });
        let constants: String = constants.collect();
        let from = if self.shape.fields.iter().any(is_required) {
            " from its required fields"
        } else {
            ""
        };
        format!("Creates the object{from}.{constants}")
    }

    fn extra_setter(&self, imports: &mut Imports) -> TokenStream {
        let docs =
            outer_docs(&Docs::own("Adds a field that this version of the crate does not know."));
        let ty = argument_type(&self.shape.extra_type, imports);
        let value = argument_value(&self.shape.extra_type, &quote!(value));
        quote! {
            #docs
            pub fn extra(mut self, name: impl Into<String>, value: #ty) -> Self {
                self.extra.insert(name.into(), #value);
                self
            }
        }
    }
}

/// An attribute for a function with more arguments than clippy likes.
pub(super) fn too_many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "each of them is required by the API")])
    })
}

/// Whether users have to give it.
fn is_required(field: &StructField) -> bool {
    field.argument == FieldArgument::Required
}

/// What a constructor puts into a field.
fn initial(field: &StructField) -> TokenStream {
    let name = ident(&field.name.field());
    if let FieldArgument::Constant(constant) = &field.argument {
        let value = constant_value(constant, &field.ty);
        let value = match field.presence {
            Presence::Required => value,
            _ => quote!(Some(#value)),
        };
        return quote!(#name: #value);
    }
    match field.presence {
        Presence::Required => initializer(&name, &argument_value(&field.ty, &quote!(#name))),
        // Responses do without it.
        Presence::Optional if field.argument == FieldArgument::Required => {
            let value = argument_value(&field.ty, &quote!(#name));
            quote!(#name: Some(#value))
        }
        Presence::Nullable | Presence::Optional => quote!(#name: None),
        Presence::OptionalNullable => quote!(#name: Nullable::Absent),
    }
}

fn constant_value(constant: &Constant, ty: &Type) -> TokenStream {
    match constant {
        Constant::Text(text) if *ty != Type::String => quote!(#text.into()),
        Constant::Text(text) => quote!(#text.to_owned()),
        Constant::Integer(integer) => Literal::i64_unsuffixed(*integer).into_token_stream(),
        Constant::Boolean(boolean) => quote!(#boolean),
    }
}

/// A field, as users see it.
fn declaration(field: &StructField, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&field.docs);
    let deprecated = deprecated(field.deprecated.as_ref());
    let name = ident(&field.name.field());
    let ty = match field.presence {
        Presence::Required => type_of(&field.ty, imports),
        Presence::Nullable | Presence::Optional => option(&field.ty, imports),
        Presence::OptionalNullable => {
            let (nullable, ty) = (imports.name("crate", "Nullable"), type_of(&field.ty, imports));
            quote!(#nullable<#ty>)
        }
    };
    quote!(#docs #deprecated pub #name: #ty)
}

fn option(ty: &Type, imports: &mut Imports) -> TokenStream {
    let ty = type_of(ty, imports);
    quote!(Option<#ty>)
}

fn setter(field: &StructField, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&field.docs);
    let name = ident(&field.name.field());
    let (ty, value) = match field.presence {
        Presence::OptionalNullable => {
            let (nullable, ty) = (imports.name("crate", "Nullable"), type_of(&field.ty, imports));
            (quote!(impl Into<#nullable<#ty>>), quote!(value.into()))
        }
        _ => {
            let value = argument_value(&field.ty, &quote!(value));
            (argument_type(&field.ty, imports), quote!(Some(#value)))
        }
    };
    let deprecated = deprecated(field.deprecated.as_ref());
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
