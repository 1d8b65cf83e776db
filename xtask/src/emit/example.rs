//! A program for each operation, to try it from the command line.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Module, ident, inner_docs};
use crate::docs::Docs;
use crate::ir::{Input, Operation, Type};

/// `examples/<operation>.rs` of the crate `name`.
pub(super) fn module(operation: &Operation, name: &str) -> Module {
    let library = name.replace('-', "_");
    let program = operation.name.module();
    let mut imports = Imports::new("crate", ["USAGE".to_owned()]);
    let required: Vec<&Input> = operation
        .inputs
        .iter()
        .filter(|input| input.required)
        .collect();
    let optional: Vec<&Input> = operation
        .inputs
        .iter()
        .filter(|input| !input.required)
        .collect();

    let mut usage = format!("usage: {program}");
    for input in &required {
        usage.push(' ');
        usage.push_str(&placeholder(input).to_uppercase());
    }
    for input in &optional {
        usage.push_str(&format!(" [{}=...]", placeholder(input)));
    }
    let command = usage.replace(
        &format!("usage: {program}"),
        &format!("cargo run --example {program} --"),
    );
    let docs = inner_docs(
        &Docs::own(&format!("`{} {}` from the command line:", operation.method, operation.path))
            .and_code(&command)
            .and("The credentials come from the environment, as `Client::from_env` describes. Objects are given as JSON."),
    );
    let error = imports.name("std::error", "Error");
    let exit_code = imports.name("std::process", "ExitCode");
    let env = imports.name("std", "env");
    let client = imports.name(&library, "Client");
    let bindings: Vec<_> = required
        .iter()
        .map(|input| ident(&input.name.field()))
        .collect();
    let arguments: Vec<_> = required
        .iter()
        .zip(&bindings)
        .map(|(input, binding)| parse(input, &quote!(#binding), &library, &mut imports))
        .collect();
    let method = ident(&operation.name.field());
    let arms: Vec<_> = optional
        .iter()
        .map(|input| {
            let (option, setter) = (placeholder(input), ident(&input.name.field()));
            let value = parse(input, &quote!(value), &library, &mut imports);
            quote!(Some((#option, value)) => request.#setter(#value),)
        })
        .collect();
    let pattern = if optional.is_empty() {
        quote!([#(#bindings),*])
    } else {
        quote!([#(#bindings,)* options @ ..])
    };
    let request = if optional.is_empty() {
        quote!(let request = client.#method(#(#arguments),*);)
    } else {
        quote! {
            let mut request = client.#method(#(#arguments),*);
            for option in options {
                request = match option.split_once('=') {
                    #(#arms)*
                    _ => return Err(USAGE.into()),
                };
            }
        }
    };
    let send = if operation.output.is_some() {
        quote! {
            let response = request.send().await?;
            let text = serde_json::to_string_pretty(&response)?;
            println!("{text}");
        }
    } else {
        quote!(request.send().await?;)
    };
    Module {
        path: format!("examples/{program}.rs"),
        tokens: quote! {
            #docs
            #imports
            const USAGE: &str = #usage;

            #[tokio::main(flavor = "current_thread")]
            async fn main() -> #exit_code {
                match run().await {
                    Ok(()) => ExitCode::SUCCESS,
                    Err(error) => {
                        eprintln!("error: {error}");
                        ExitCode::FAILURE
                    }
                }
            }

            async fn run() -> Result<(), Box<dyn #error>> {
                let arguments: Vec<String> = #env::args().skip(1).collect();
                let #pattern = arguments.as_slice() else {
                    return Err(USAGE.into());
                };
                let client = #client::from_env()?;
                #request
                #send
                Ok(())
            }
        },
    }
}

/// What stands for an input in the usage: its name on the wire, if it has one.
fn placeholder(input: &Input) -> String {
    if input.wire.is_empty() {
        input.name.field()
    } else {
        input.wire.clone()
    }
}

/// The value of an input, from its text on the command line.
fn parse(input: &Input, text: &TokenStream, library: &str, imports: &mut Imports) -> TokenStream {
    match &input.ty {
        Type::String | Type::Enum(_) => quote!(#text.to_owned()),
        Type::Identifier(name) => {
            let identifier = imports.name(library, &name.type_name());
            quote!(#text.parse::<#identifier>()?)
        }
        Type::Json => {
            let value = imports.name("serde_json", "Value");
            quote!(serde_json::from_str::<#value>(#text)?)
        }
        Type::List(items) if matches!(**items, Type::String | Type::Enum(_)) => {
            quote!(#text.split(','))
        }
        _ => quote!(serde_json::from_str(#text)?),
    }
}
