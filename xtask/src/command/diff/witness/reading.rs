//! Programs that read an answer as a method of the client does, and print what comes of it.

use generator::render;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Side;
use super::answered::Answer;
use super::packages::CRATE;

/// A program for the crate of a client; none if no method reads such an answer as a whole.
pub(super) fn program(client: &Side<'_>, answer: &Answer, head: &[String]) -> Option<String> {
    let (method, path) = &answer.operation;
    let api = &client.represented.api;
    let operation = api.operations().find(|it| it.path == *path && it.method == *method)?;
    let item = format!("operations::{}::into_request", operation.name.type_name());
    let request = client.surface.text(&item)?.strip_prefix("fn(self) -> ")?;
    let krate: TokenStream = CRATE.parse().ok()?;
    let imports = client.surface.roots_in(&format!("Client {request}"));
    let imports: TokenStream = imports.join(", ").parse().ok()?;
    let ty: TokenStream = request.parse().ok()?;
    let (id, status) = (&operation.id, Literal::u16_unsuffixed(answer.status));
    let (header, content) = match &answer.content {
        None => (TokenStream::new(), String::new()),
        Some((media_type, value)) => {
            (quote!(.header("Content-Type", #media_type)), format!("{value:#}"))
        }
    };
    let docs = head.iter().map(|line| format!(" {line}"));
    let program = quote! {
        #(#![doc = #docs])*

        use #krate::{#imports};

        fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = Client::builder().base_url("https://localhost").build()?;
            let request: #ty = client.request(#id, http::Method::GET, "/");
            let answer = http::Response::builder()
                .status(#status)
                #header
                .body(bytes::Bytes::from(#content))?;
            match request.decode(answer) {
                Ok(read) => {
                    println!("{:#?}", read.body());
                    println!("misfits: {:?}", read.misfits());
                }
                Err(error) => println!("error: {error}"),
            }
            Ok(())
        }
    };
    Some(render::module(program))
}
