//! The servers that users of the client may choose from.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Module, ident, inner_docs, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{Api, Server, Variable};

/// `src/servers.rs`.
pub(super) fn module(api: &Api) -> Module {
    let mut imports = Imports::new("", []);
    let servers: Vec<_> = api.all_servers().map(|it| server(it, &mut imports)).collect();
    let docs = (!api.servers.is_empty()).then_some(
        "The servers of the API, to be given to \
         [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).",
    );
    let own_docs = (!api.own_servers.is_empty())
        .then_some("The servers of operations, to be given to the `server` of their requests.");
    let docs: Vec<_> = docs.into_iter().chain(own_docs).collect();
    let docs = inner_docs(&Docs::own(docs.join("\n\n")));
    Module::new("src/servers.rs", quote!(#docs #imports #(#servers)*))
}

fn server(server: &Server, imports: &mut Imports) -> TokenStream {
    let url = &server.url;
    if server.variables.is_empty() {
        let docs = outer_docs(&server.docs);
        let name = ident(&server.name.words().to_uppercase());
        return quote!(#docs pub const #name: &str = #url;);
    }
    let docs = outer_docs(&server.docs.clone().and(code_span(url)));
    let name = ident(&server.name.type_name());
    let module = imports.name("crate", "server");
    let fields = server.variables.iter().map(|it| (ident(&it.name.field()), type_of(it)));
    let fields = fields.map(|(name, ty)| quote!(#name: #ty));
    let defaults = server.variables.iter().map(|it| {
        let (field, default) = (ident(&it.name.field()), default(it));
        quote!(#field: #default)
    });
    let setters = server.variables.iter().map(setter);
    let values = server.variables.iter().map(|it| {
        let (wire, field) = (&it.wire_name, ident(&it.name.field()));
        let text = if it.values.is_empty() {
            quote!(&server.#field)
        } else {
            quote!(server.#field.as_str())
        };
        quote!((#wire, #text))
    });
    let enums = server.variables.iter().filter(|it| !it.values.is_empty()).map(values_of);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "a server does nothing until something is sent to it"]
        pub struct #name {
            #(#fields,)*
        }

        impl #name {
            /// The server with the defaults of its variables.
            pub fn new() -> Self {
                Self { #(#defaults),* }
            }

            #(#setters)*
        }

        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<#name> for String {
            fn from(server: #name) -> Self {
                #module::url(#url, &[#(#values),*])
            }
        }

        #(#enums)*
    }
}

fn type_of(variable: &Variable) -> TokenStream {
    if variable.values.is_empty() {
        return quote!(String);
    }
    let name = ident(&variable.type_name.type_name());
    quote!(#name)
}

fn default(variable: &Variable) -> TokenStream {
    let default = &variable.default;
    match variable.values.iter().find(|value| value.wire_value == *default) {
        Some(value) => {
            let (name, value) = (type_of(variable), ident(&value.name.type_name()));
            quote!(#name::#value)
        }
        None => quote!(#default.to_owned()),
    }
}

fn setter(variable: &Variable) -> TokenStream {
    let docs = outer_docs(&variable.docs);
    let name = ident(&variable.name.field());
    let (ty, value) = if variable.values.is_empty() {
        (quote!(impl Into<String>), quote!(value.into()))
    } else {
        (type_of(variable), quote!(value))
    };
    quote! {
        #docs
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The values of a variable. There are no others: they are not the server's to add.
fn values_of(variable: &Variable) -> TokenStream {
    let name = type_of(variable);
    let docs = outer_docs(&variable.docs);
    let variants: Vec<_> =
        variable.values.iter().map(|value| ident(&value.name.type_name())).collect();
    let wires: Vec<_> = variable.values.iter().map(|value| &value.wire_value).collect();
    let variant_docs = wires.iter().map(|wire| outer_docs(&Docs::own(code_span(wire))));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
        }

        impl #name {
            /// The value as it is in the URL.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #wires,)*
                }
            }
        }
    }
}
