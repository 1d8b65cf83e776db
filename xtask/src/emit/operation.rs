//! Operations: a method of the client, and the request that it returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecated::deprecated;
use super::imports::Imports;
use super::structure::too_many_arguments;
use super::types::{argument_type, argument_value, type_of};
use super::{ident, input, outer_docs, response};
use crate::docs::Docs;
use crate::ir::{Api, Content, Input, Operation, Output, Sets};

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
            argument_value(&input.ty, &quote!(#name))
        });
        let deprecated = deprecated(self.operation.deprecated.as_ref());
        quote! {
            #docs
            #deprecated
            #many
            pub fn #name(&self, #(#arguments),*) -> #request {
                #request::new(self #(, #values)*)
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
        let required: Vec<_> =
            self.operation.required().map(|input| field(input, imports)).collect();
        let optional: Vec<_> =
            self.operation.optional().map(|input| field(input, imports)).collect();
        let optional = if optional.is_empty() { quote!(;) } else { quote!({ #(#optional,)* }) };
        let declare = imports.name("crate::macros", "request");
        let setters: Vec<_> =
            self.operation.optional().map(|input| setter(input, imports)).collect();
        let conversion = self.conversion(imports);
        let send = self.send(imports);
        let streamed = matches!(self.operation.output, Output::One(Content::Bytes))
            .then(|| self.send_streamed(imports));
        let headers = self.headers(imports);
        let alternatives: Vec<_> = self
            .operation
            .alternatives
            .iter()
            .map(|alternative| response::alternative(alternative, headers.as_ref(), imports))
            .collect();
        let by_status = response::by_status(self.operation, imports);
        quote! {
            #declare! { #docs pub struct #name(#(#required),*) #optional }

            impl #name {
                #(#setters)*
                #conversion
                #(#alternatives)*
                #send
                #streamed
            }

            #by_status
        }
    }

    /// The type of the declared headers; none if none are declared.
    fn headers(&self, imports: &mut Imports) -> Option<TokenStream> {
        let set = self.api.header_sets.get(self.operation.headers?)?;
        Some(imports.name("crate::response_headers", &set.name.type_name()))
    }

    /// The one place where it is said what goes where in the request.
    fn conversion(&self, imports: &mut Imports) -> TokenStream {
        let Operation { id, method, path, server, security, output, .. } = self.operation;
        let docs = outer_docs(&Docs::own(
            "The request in its general form, to add what this crate does not know.",
        ));
        let content = response::marker(output, imports);
        let headers = self.headers(imports);
        let request = imports.name("crate", "Request");
        let http_method = imports.name("http", "Method");
        let verb = ident(method);
        let calls = input::calls(&self.operation.inputs, imports);
        // What answers by status says itself what it accepts.
        let accept = match output {
            Output::ByStatus(_) => None,
            _ => self.operation.accept.as_ref().map(|accept| quote!(.header("Accept", #accept))),
        };
        let server = server.as_ref().map(|url| quote!(.server(#url)));
        let security = self.security(security);
        quote! {
            #docs
            pub fn into_request(self) -> #request<#content, #headers> {
                self.client
                    .request(#id, #http_method::#verb, #path)
                    #server
                    #calls
                    #accept
                    #security
            }
        }
    }

    /// The call that says which credentials are needed, unless they are as usual.
    fn security(&self, sets: &Sets) -> Option<TokenStream> {
        if *sets == self.api.security.default {
            None
        } else if *sets == [[""; 0]] {
            Some(quote!(.unauthenticated()))
        } else {
            Some(quote!(.security(&[#(&[#(#sets),*]),*])))
        }
    }

    /// The methods that send the request, which a macro of the runtime makes.
    fn send(&self, imports: &mut Imports) -> TokenStream {
        let body = response::body(&self.operation.output, imports);
        let headers = self.headers(imports).map(|headers| quote!(, #headers));
        let methods = if self.operation.is_paged {
            imports.name("crate::pages", "page_methods")
        } else {
            imports.name("crate::macros", "send_methods")
        };
        let about_content = match self.operation.output {
            Output::Redirect => Some("It is the URL that the response redirects to.".to_owned()),
            _ => None,
        };
        let about_errors = self.operation.refusals.as_ref().map(|refusals| {
            format!("[`{}`] has what the API says if it refuses.", refusals.name.type_name())
        });
        let own: Vec<_> = about_content.into_iter().chain(about_errors).collect();
        let docs = match (own.as_slice(), &self.operation.responses) {
            ([], None) => return quote!(#methods!(#body #headers);),
            ([], Some(responses)) => responses.clone(),
            (own, None) => Docs::own(own.join(" ")),
            (own, Some(responses)) => Docs::own(own.join(" ")).and_docs(responses),
        };
        let docs = outer_docs(&docs);
        quote!(#methods! { #docs #body #headers })
    }

    /// A way to get content without waiting for its end.
    fn send_streamed(&self, imports: &mut Imports) -> TokenStream {
        let headers = self.headers(imports);
        let error = imports.name("crate", "Error");
        let response = imports.name("crate", "Response");
        let download = imports.name("crate", "Download");
        let docs = "Sends the request and returns the response before its content, which can be read as it arrives.";
        let docs = outer_docs(&Docs::own(docs));
        quote! {
            #docs
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub async fn send_streamed(self) -> Result<#response<#download, #headers>, #error> {
                self.into_request().send_streamed().await
            }
        }
    }
}

fn field(input: &Input, imports: &mut Imports) -> TokenStream {
    let (name, ty) = (ident(&input.name.field()), type_of(&input.ty, imports));
    quote!(#name: #ty)
}

fn setter(input: &Input, imports: &mut Imports) -> TokenStream {
    let docs = outer_docs(&input.docs);
    let (name, ty) = (ident(&input.name.field()), argument_type(&input.ty, imports));
    let value = argument_value(&input.ty, &quote!(value));
    let deprecated = deprecated(input.deprecated.as_ref());
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: #ty) -> Self {
            Self { #name: Some(#value), ..self }
        }
    }
}
