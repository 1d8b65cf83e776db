//! Responses: how they are read, and types that tell them apart by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::types::type_of;
use super::{ident, outer_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{
    Alternative, ByStatus, Case, Content, Errors, Operation, OperationOutput, Status, Type,
};

/// The type that says how the responses to an operation are read.
pub(super) fn marker(output: &OperationOutput, imports: &mut Imports) -> TokenStream {
    match output {
        OperationOutput::One(content) => content_marker(content, imports),
        OperationOutput::Optional(content) => {
            let content = content_marker(content, imports);
            quote!(Option<#content>)
        }
        OperationOutput::ByStatus(responses) => {
            imports.name("crate::operations", &responses.name.type_name())
        }
        OperationOutput::Redirect => imports.name("crate", "Redirect"),
    }
}

fn content_marker(content: &Content, imports: &mut Imports) -> TokenStream {
    match content {
        Content::Nothing => imports.name("crate", "NoContent"),
        Content::Json(ty) => {
            let (json, ty) = (imports.name("crate", "Json"), type_of(ty, imports));
            quote!(#json<#ty>)
        }
        Content::Text | Content::Bytes => content_type(content, imports),
    }
}

/// The type of what is read.
pub(super) fn body(output: &OperationOutput, imports: &mut Imports) -> TokenStream {
    match output {
        OperationOutput::One(content) => content_type(content, imports),
        OperationOutput::Optional(content) => {
            let content = content_type(content, imports);
            quote!(Option<#content>)
        }
        OperationOutput::ByStatus(_) => marker(output, imports),
        OperationOutput::Redirect => quote!(String),
    }
}

fn content_type(content: &Content, imports: &mut Imports) -> TokenStream {
    match content {
        Content::Nothing => quote!(()),
        Content::Json(ty) => type_of(ty, imports),
        Content::Text => quote!(String),
        Content::Bytes => imports.name("bytes", "Bytes"),
    }
}

/// The method that asks for other content than usual.
pub(super) fn alternative(alternative: &Alternative, imports: &mut Imports) -> TokenStream {
    let Alternative { name, media_type, content } = alternative;
    let name = ident(&name.field());
    let docs = format!("The request for content of the type `{media_type}` instead.");
    let docs = outer_docs(&Docs::own(&docs));
    let request = imports.name("crate", "Request");
    let content = content_marker(content, imports);
    quote! {
        #docs
        pub fn #name(self) -> #request<#content> {
            self.into_request().accept(#media_type)
        }
    }
}

/// The types of an operation that tell responses apart by status.
pub(super) fn by_status(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let mut tokens = TokenStream::new();
    if operation.is_body_variant {
        return tokens;
    }
    if let OperationOutput::ByStatus(responses) = &operation.output {
        let docs = format!(
            "The response to [`Client::{0}`](crate::Client::{0}), by status.",
            operation.name.field()
        );
        tokens.extend(enumeration(responses, &docs, imports));
        tokens.extend(content_of_status(responses, operation.accept.as_deref(), imports));
    }
    if let Some(Errors::ByStatus(errors)) = &operation.errors {
        let docs = format!(
            "Why the API refuses [`Client::{0}`](crate::Client::{0}), by status.",
            operation.name.field()
        );
        tokens.extend(enumeration(errors, &docs, imports));
        tokens.extend(from_api_error(errors, imports));
    }
    tokens
}

/// A sentence that says how errors are read that all have one type.
pub(super) fn how_to_read(errors: &Content) -> String {
    // Documentation imports nothing.
    let marker = content_marker(errors, &mut Imports::new("", []));
    let marker = code_span(&marker.to_string().replace(' ', "").replace(',', ", "));
    let marker = match errors.json().and_then(Type::model) {
        Some(name) => format!("[{marker}](crate::models::{})", name.type_name()),
        None => marker,
    };
    format!(" [`ApiError::read`](crate::ApiError::read) gives {marker} if the API refuses.")
}

fn enumeration(by_status: &ByStatus, docs: &str, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&Docs::own(docs));
    let name = ident(&by_status.name.type_name());
    let status_code = imports.name("http", "StatusCode");
    let bytes = imports.name("bytes", "Bytes");
    let variants: Vec<_> = by_status
        .cases
        .iter()
        .map(|case| {
            let docs = outer_docs(&case.docs);
            let name = ident(&case.name.type_name());
            match &case.content {
                Content::Nothing => quote!(#docs #name,),
                content => {
                    let ty = content_type(content, imports);
                    quote!(#docs #name(#ty),)
                }
            }
        })
        .collect();
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Anything else, with its status.
            Other(#status_code, #bytes),
        }
    }
}

fn content_of_status(
    responses: &ByStatus,
    accept: Option<&str>,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&responses.name.type_name());
    let content = imports.name("crate", "Content");
    let content_error = imports.name("crate", "ContentError");
    let [bytes, status_code, header_map, header_value] = [
        ("bytes", "Bytes"),
        ("http", "StatusCode"),
        ("http", "HeaderMap"),
        ("http", "HeaderValue"),
    ]
    .map(|(module, name)| imports.name(module, name));
    let has_json = responses.cases.iter().any(|case| case.content.json().is_some());
    let accept = accept.unwrap_or(if has_json { "application/json" } else { "*/*" });
    let arms = responses.cases.iter().map(|case| {
        let variant = ident(&case.name.type_name());
        let pattern = pattern(case.status, &quote!(status));
        match &case.content {
            Content::Nothing => quote!(#pattern => Ok(Self::#variant),),
            content => {
                let marker = turbofish(content, imports);
                quote!(#pattern => #marker::decode(status, headers, body).map(Self::#variant),)
            }
        }
    });
    let arms: Vec<_> = arms.collect();
    quote! {
        impl #content for #name {
            type Body = Self;

            const ACCEPT: #header_value = #header_value::from_static(#accept);

            fn decode(
                status: #status_code,
                headers: &#header_map,
                body: &#bytes,
            ) -> Result<Self, #content_error> {
                match status.as_u16() {
                    #(#arms)*
                    _ => Ok(Self::Other(status, body.clone())),
                }
            }
        }
    }
}

fn from_api_error(errors: &ByStatus, imports: &mut Imports) -> TokenStream {
    let name = ident(&errors.name.type_name());
    let api_error = imports.name("crate", "ApiError");
    let read = |case: &Case, imports: &mut Imports| {
        let variant = ident(&case.name.type_name());
        match &case.content {
            Content::Nothing => quote!(Ok(Self::#variant)),
            content => {
                let marker = content_marker(content, imports);
                quote!(error.read::<#marker>().map(Self::#variant))
            }
        }
    };
    let read = match errors.cases.as_slice() {
        [only] if only.status == Status::Default => read(only, imports),
        cases => {
            let arms = cases.iter().map(|case| {
                let pattern = pattern(case.status, &quote!(error.status()));
                let read = read(case, imports);
                quote!(#pattern => #read,)
            });
            let arms: Vec<_> = arms.collect();
            let has_default = cases.iter().any(|case| case.status == Status::Default);
            let rest = (!has_default).then(|| quote!(_ => return other(),));
            quote!(match error.status().as_u16() { #(#arms)* #rest })
        }
    };
    quote! {
        /// What does not fit its status is other content.
        impl From<&#api_error> for #name {
            fn from(error: &#api_error) -> Self {
                let other = || Self::Other(error.status(), error.body().clone());
                let read = #read;
                read.unwrap_or_else(|_| other())
            }
        }
    }
}

/// The pattern of statuses; `status` is the one that is matched.
fn pattern(case: Status, status: &TokenStream) -> TokenStream {
    match case {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Class(1) => quote!(_ if #status.is_informational()),
        Status::Class(2) => quote!(_ if #status.is_success()),
        Status::Class(3) => quote!(_ if #status.is_redirection()),
        Status::Class(4) => quote!(_ if #status.is_client_error()),
        Status::Class(5) => quote!(_ if #status.is_server_error()),
        Status::Class(class) => {
            let class = Literal::u16_unsuffixed(class);
            quote!(_ if #status.as_u16() / 100 == #class)
        }
        Status::Default => quote!(_),
    }
}

/// How content is named where a function of it is called.
pub(super) fn turbofish(content: &Content, imports: &mut Imports) -> TokenStream {
    match content {
        Content::Json(ty) => {
            let (json, ty) = (imports.name("crate", "Json"), type_of(ty, imports));
            quote!(#json::<#ty>)
        }
        content => content_marker(content, imports),
    }
}
