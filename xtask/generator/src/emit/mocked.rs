//! What a mock of the API knows, by the feature `mock`: `src/mocked.rs` and what is in its folder.

mod by_status;
mod received;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::root::export;
use super::{Module, deprecated, ident, inner_docs, outer_docs};
use crate::docs::Docs;
use crate::ir::{Api, MockedOperation, Operation, Resource, SchemeKind};
use crate::names::Name;

/// The method by which the table knows an operation.
pub(super) fn method(operation: &Operation) -> String {
    operation.name.field().trim_start_matches("r#").to_owned()
}

/// The name of the type of requests that were received.
fn received_name(operation: &Operation) -> String {
    Name::new("received").join(&operation.name).type_name()
}

/// `src/mocked.rs`.
pub(super) fn root(api: &Api) -> Module {
    let mut imports = Imports::new("", []);
    let builder = imports.name("crate", "ClientBuilder");
    let parts: BTreeMap<String, Vec<String>> = api
        .resources
        .iter()
        .map(|it| (it.name.module(), it.operations.iter().map(received_name).collect()))
        .collect();
    let declarations = parts.keys().map(|part| {
        let part = ident(part);
        quote!(mod #part;)
    });
    let exports = parts.iter().map(|(part, names)| export(part, names));
    let docs = inner_docs(&Docs::own(
        "What a [`Mock`](crate::mock::Mock) knows of this API: its operations, and their requests as \
         types.",
    ));
    let calls = credentials(api);
    Module::new(
        "src/mocked.rs",
        quote! {
            #docs
            #(#declarations)*
            #(#exports)*
            #imports

            /// The operations of the API, with what they take and what they answer.
            pub(crate) const TABLE: &str = include_str!("mocked/table.json");

            /// Gives a builder credentials of each kind, which a mock takes whatever they are.
            pub(crate) fn credentials(builder: #builder) -> #builder {
                builder #calls
            }
        },
    )
}

/// The calls that give a builder everything that a client needs.
fn credentials(api: &Api) -> TokenStream {
    let base_url = (!api.has_host()).then(|| quote!(.base_url("http://127.0.0.1")));
    let schemes = api.security.schemes.iter().map(|scheme| {
        let setter = ident(&scheme.name.field());
        match scheme.kind {
            SchemeKind::Basic => quote!(.#setter("mock", "mock")),
            _ => quote!(.#setter("mock")),
        }
    });
    quote!(#base_url #(#schemes)*)
}

/// What a mock does for the operations of a resource.
pub(super) fn resource(
    resource: &Resource,
    mocked: &[MockedOperation],
    names: &deprecated::Names<'_>,
) -> Module {
    let mut imports = Imports::new("crate::mocked", resource.operations.iter().map(received_name));
    let mock = imports.name("crate::mock", "Mock");
    let methods = resource.operations.iter().zip(mocked);
    let methods: Vec<_> =
        methods.map(|(operation, mocked)| mock_method(operation, mocked, &mut imports)).collect();
    let mut items = Vec::new();
    for operation in &resource.operations {
        items.push(received::received(operation, &mut imports));
        items.extend(by_status::as_answer(operation, &mut imports));
    }
    let docs = format!("What a mock of the API does for {}.", resource.name.prose());
    let docs = inner_docs(&Docs::own(docs));
    let allow = deprecated::allow(deprecated::in_mocked(resource, names));
    let head = quote!(#docs #allow #imports impl #mock { #(#methods)* });
    let path = format!("src/mocked/{}.rs", resource.name.module());
    Module::of_parts(path, [head].into_iter().chain(items))
}

/// The method of the mock for an operation.
fn mock_method(
    operation: &Operation,
    mocked: &MockedOperation,
    imports: &mut Imports,
) -> TokenStream {
    let (name, client) = (ident(&mocked.method.field()), operation.name.field());
    let docs = format!(
        "What the mock does with requests of [`Client::{client}`](crate::Client::{client})."
    );
    let docs = outer_docs(&Docs::own(docs));
    let of = imports.name("crate::mock", "Mocked");
    let received = ident(&received_name(operation));
    quote! {
        #docs
        pub fn #name(&self) -> #of<#received> {
            self.operation()
        }
    }
}
