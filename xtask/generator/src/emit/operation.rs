//! Operations: a method of the client, and the request that it returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecated::deprecated;
use super::imports::Imports;
use super::structure::too_many_arguments;
use super::types::{argument_type, argument_value, initializer, type_of};
use super::{ident, input, outer_docs, pages, response, streams, waits};
use crate::docs::Docs;
use crate::ir::{
    Api, Content, Errors, Operation, OperationInput, OperationOutput, SecurityRequirements,
};

/// Emits one operation.
pub(super) struct OperationEmitter<'a> {
    pub(super) api: &'a Api,
    pub(super) operation: &'a Operation,
}

impl OperationEmitter<'_> {
    /// The method of the client: it takes what is required.
    pub(super) fn method(&self, imports: &mut Imports) -> TokenStream {
        let mut docs = self.operation.docs.clone();
        if self.operation.required().next().is_some() {
            docs = docs
                .and_list(self.operation.required().map(|input| (input.name.words(), &input.docs)));
        }
        let docs = outer_docs(&docs);
        let many = too_many_arguments(1 + self.operation.required().count());
        let name = ident(&self.operation.name.field());
        let request = ident(&self.operation.name.type_name());
        let client = ident(&self.operation.client.field());
        let arguments: Vec<_> = self
            .operation
            .required()
            .map(|input| {
                let (name, ty) = (ident(&input.name.field()), argument_type(&input.ty, imports));
                quote!(#name: #ty)
            })
            .collect();
        let values = self.operation.required().map(|input| {
            let name = ident(&input.name.field());
            initializer(&name, &argument_value(&input.ty, &quote!(#name)))
        });
        let optional = self.operation.optional().map(|input| ident(&input.name.field()));
        let deprecated = deprecated(self.operation.deprecated.as_ref());
        quote! {
            #docs
            #deprecated
            #many
            pub fn #name(&self, #(#arguments),*) -> #request {
                #request { #client: self.clone(), #(#values,)* #(#optional: None,)* }
            }
        }
    }

    /// The request: its fields, setters for what is optional, and how it is sent.
    pub(super) fn request(&self, imports: &mut Imports) -> TokenStream {
        let method = self.operation.name.field();
        let name = ident(&self.operation.name.type_name());
        let client = imports.name("crate", "Client");
        // Where the short name means something else, the link has to say more.
        let link = match client.to_string().as_str() {
            "Client" => format!("[`Client::{method}`]"),
            _ => format!("[`Client::{method}`](crate::Client::{method})"),
        };
        let docs = outer_docs(&Docs::own(format!("The request of {link}.")));
        let client_field = ident(&self.operation.client.field());
        let required: Vec<_> =
            self.operation.required().map(|input| field(input, imports)).collect();
        let optional = self.operation.optional().map(|input| {
            let (name, ty) = (ident(&input.name.field()), type_of(&input.ty, imports));
            quote!(#name: Option<#ty>)
        });
        let optional: Vec<_> = optional.collect();
        let setters: Vec<_> =
            self.operation.optional().map(|input| setter(input, imports)).collect();
        let conversion = self.conversion(imports);
        let send = self.send(imports);
        let streamed = matches!(self.operation.output, OperationOutput::One(Content::Bytes))
            .then(|| send_streamed(imports));
        let alternatives: Vec<_> = self
            .operation
            .alternatives
            .iter()
            .map(|alternative| response::alternative(alternative, imports))
            .collect();
        let streams = self.operation.streams.iter();
        let streams: Vec<_> = streams.map(|stream| streams::method(stream, imports)).collect();
        let by_status = response::by_status(self.operation, imports);
        quote! {
            #docs
            #[derive(Debug, Clone)]
            #[must_use = "a request does nothing until it is sent"]
            pub struct #name {
                #client_field: #client,
                #(#required,)*
                #(#optional,)*
            }

            impl #name {
                #(#setters)*
                #conversion
                #(#alternatives)*
                #send
                #streamed
                #(#streams)*
            }

            #by_status
        }
    }

    /// The one place where it is said what goes where in the request.
    fn conversion(&self, imports: &mut Imports) -> TokenStream {
        let Operation { id, method, path, idempotent, server, security, output, .. } =
            self.operation;
        let docs = outer_docs(&Docs::own(
            "The request in its general form, to add what this crate does not know.",
        ));
        let content = response::marker(output, imports);
        let request = imports.name("crate", "Request");
        let method = method_tokens(method, imports);
        let client = ident(&self.operation.client.field());
        let calls = input::calls(&self.operation.inputs, imports);
        // What answers by status says itself what it accepts.
        let accept = match output {
            OperationOutput::ByStatus(_) => None,
            _ => self.operation.accept.as_ref().map(|accept| quote!(.header("Accept", #accept))),
        };
        let idempotent = idempotent.map(|idempotent| quote!(.idempotent(#idempotent)));
        let server = server.as_ref().map(|url| quote!(.server(#url)));
        let security = self.security(security);
        let next_page = pages::next_page(self.operation, imports);
        quote! {
            #docs
            pub fn into_request(self) -> #request<#content> {
                self.#client
                    .request(#id, #method, #path)
                    #idempotent
                    #server
                    #calls
                    #accept
                    #security
                    #next_page
            }
        }
    }

    /// The call that says which credentials are needed, unless they are as usual.
    fn security(&self, sets: &SecurityRequirements) -> Option<TokenStream> {
        if *sets == self.api.security.default {
            None
        } else if *sets == [[""; 0]] {
            Some(quote!(.unauthenticated()))
        } else {
            Some(quote!(.security(&[#(&[#(#sets),*]),*])))
        }
    }

    /// The methods that send the request, and those that go through pages.
    fn send(&self, imports: &mut Imports) -> TokenStream {
        let body = response::body(&self.operation.output, imports);
        let [error, response] = ["Error", "Response"].map(|name| imports.name("crate", name));
        // Where the short name means something else, the link has to say more.
        let link = match error.to_string().as_str() {
            "Error" => "[`Error`]",
            _ => "[`Error`](crate::Error)",
        };
        let docs = outer_docs(&self.send_docs(link));
        let send_with_response_docs = outer_docs(&self.send_with_response_docs());
        let pages = self.operation.next_page.as_ref().map(|_| pages::methods(&body, imports));
        let waits = self.operation.waits.iter();
        let waits = waits.map(|wait| waits::method(wait, self.operation, self.api, imports));
        let waits: Vec<_> = waits.collect();
        quote! {
            #docs
            pub fn send(self) -> impl Future<Output = Result<#body, #error>> {
                self.into_request().send()
            }

            #send_with_response_docs
            pub fn send_with_response(
                self,
            ) -> impl Future<Output = Result<#response<#body>, #error>> {
                self.into_request().send_with_response()
            }

            #pages
            #(#waits)*
        }
    }

    fn send_docs(&self, error: &str) -> Docs {
        let mut docs = Docs::own("Sends the request and returns the content of the response.");
        if let OperationOutput::Redirect = self.operation.output {
            docs =
                Docs::own("Sends the request and returns the URL that the response redirects to.");
        }
        if let Some(responses) = &self.operation.response_docs {
            docs = docs.and_docs(responses);
        }
        let mut errors = format!("{error} says in which phase the call failed, and why.");
        match &self.operation.errors {
            Some(Errors::ByStatus(by_status)) => {
                let name = by_status.name.type_name();
                errors.push_str(&format!(" [`{name}`] has what the API says if it refuses."));
            }
            Some(Errors::One(content)) => errors.push_str(&response::how_to_read(content)),
            None => {}
        }
        docs.and("# Errors").and(errors)
    }

    fn send_with_response_docs(&self) -> Docs {
        let docs = Docs::own("Sends the request and returns content, status and headers.");
        let sets = self.operation.headers.iter().filter_map(|&set| self.api.header_sets.get(set));
        let sets = sets.map(|set| {
            format!("[`{0}::from`](crate::response_headers::{0})", set.name.type_name())
        });
        let sets: Vec<String> = sets.collect();
        let docs = match sets.as_slice() {
            [] => docs,
            [only] => docs.and(format!("{only} reads the headers that the API declares.")),
            several => {
                let all = several.join(" and ");
                docs.and(format!("{all} read the headers that the API declares."))
            }
        };
        docs.and("# Errors").and("As [`send`](Self::send).")
    }
}

/// A way to get content without waiting for its end.
fn send_streamed(imports: &mut Imports) -> TokenStream {
    let error = imports.name("crate", "Error");
    let response = imports.name("crate", "Response");
    let download = imports.name("crate", "Download");
    let docs = "Sends the request and returns the response before its content, which can be read as it arrives.";
    let docs = outer_docs(&Docs::own(docs).and("# Errors").and("As [`send`](Self::send)."));
    quote! {
        #docs
        pub async fn send_streamed(self) -> Result<#response<#download>, #error> {
            self.into_request().send_streamed().await
        }
    }
}

fn field(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    let (name, ty) = (ident(&input.name.field()), type_of(&input.ty, imports));
    quote!(#name: #ty)
}

fn setter(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&input.docs);
    let (name, ty) = (ident(&input.name.field()), argument_type(&input.ty, imports));
    let value = argument_value(&input.ty, &quote!(value));
    let deprecated = deprecated(input.deprecated.as_ref());
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// A method: the constant of it, or its name if the crate `http` has none.
fn method_tokens(method: &str, imports: &mut Imports) -> TokenStream {
    const CONSTANTS: [&str; 8] =
        ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

    if !CONSTANTS.contains(&method) {
        return quote!(#method);
    }
    let http_method = imports.name("http", "Method");
    let constant = ident(method);
    quote!(#http_method::#constant)
}
