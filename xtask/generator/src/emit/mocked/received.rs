//! Requests as a mock received them: a type for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{method, received_name};
use crate::docs::Docs;
use crate::emit::imports::Imports;
use crate::emit::mock_table::is_checked;
use crate::emit::types::type_of;
use crate::emit::{ident, outer_docs, response};
use crate::ir::{InputLocation, Operation, OperationInput, Type};

/// The type, and how it is read.
pub(super) fn received(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let name = ident(&received_name(operation));
    let client = operation.name.field();
    let docs = format!(
        "A request of [`Client::{client}`](crate::Client::{client}), as a mock received it."
    );
    let docs = outer_docs(&Docs::own(docs));
    let inputs: Vec<_> = operation.inputs.iter().filter(|it| is_checked(it.location)).collect();
    let fields: Vec<_> = inputs.iter().map(|input| field(input, imports)).collect();
    let values: Vec<_> = inputs
        .iter()
        .map(|input| {
            let (name, value) = (ident(&input.name.field()), value(input));
            quote!(#name: #value)
        })
        .collect();
    let argument = if inputs.is_empty() { quote!(_) } else { quote!(request) };
    let content = response::marker(&operation.output, imports);
    let [mocked, received, misread] =
        ["MockedOperation", "Received", "Misread"].map(|name| imports.name("crate::mock", name));
    let method = method(operation);
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }

        impl #mocked for #name {
            type Content = #content;

            const METHOD: &str = #method;

            fn read(#argument: &#received) -> Result<Self, #misread> {
                Ok(Self { #(#values),* })
            }
        }
    }
}

/// How a value is had from a request.
enum Source {
    /// By its place and its name.
    Value,
    /// As the text that the body is.
    Text,
    /// As the bytes that the body is.
    Bytes,
    /// As a part that is a file, or something else that is looked at as it was sent.
    Part,
    /// As several of these.
    Parts,
    /// As all parts.
    AllParts,
}

fn source(input: &OperationInput) -> Source {
    match input.location {
        InputLocation::Text => Source::Text,
        InputLocation::Upload => Source::Bytes,
        InputLocation::Multipart => Source::AllParts,
        InputLocation::PartFile | InputLocation::Part | InputLocation::PartGiven => {
            if matches!(input.ty, Type::List(_)) { Source::Parts } else { Source::Part }
        }
        _ => Source::Value,
    }
}

fn field(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    let (docs, name) = (outer_docs(&input.docs), ident(&input.name.field()));
    let ty = match source(input) {
        Source::Value => type_of(&input.ty, imports),
        Source::Text => quote!(String),
        Source::Bytes => imports.name("bytes", "Bytes"),
        Source::Part => imports.name("crate::mock", "ReceivedPart"),
        Source::Parts | Source::AllParts => {
            let part = imports.name("crate::mock", "ReceivedPart");
            return quote!(#docs pub #name: Vec<#part>);
        }
    };
    let ty = if input.required { ty } else { quote!(Option<#ty>) };
    quote!(#docs pub #name: #ty)
}

fn value(input: &OperationInput) -> TokenStream {
    let (place, wire) = (input.place(), &input.wire_name);
    // A body that has to be there may be empty all the same.
    let or_empty = input.required.then(|| quote!(.unwrap_or_default()));
    match source(input) {
        Source::Value if input.required => quote!(request.required(#place, #wire)?),
        Source::Value => quote!(request.optional(#place, #wire)?),
        Source::Text => quote!(request.text() #or_empty),
        Source::Bytes => quote!(request.bytes() #or_empty),
        Source::Part if input.required => quote!(request.file(#wire)?),
        Source::Part => quote!(request.optional_file(#wire)),
        Source::Parts => quote!(request.files(#wire)),
        Source::AllParts => quote!(request.parts()),
    }
}
