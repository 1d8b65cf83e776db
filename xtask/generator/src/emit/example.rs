//! A program for each operation, to try it from the command line.

mod arguments;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::deprecated;
use super::imports::Imports;
use super::types::type_of;
use super::{Module, Part, TextFile, ident, inner_docs, runtime};
use crate::docs::{Docs, code_span};
use crate::ir::{Content, MockedOperation, Operation, OperationInput, OperationOutput, Type};

/// Emits `examples/<operation>.rs` of the library `library`.
pub(super) struct ExampleProgram<'a> {
    pub(super) operation: &'a Operation,
    pub(super) mocked: &'a MockedOperation,
    pub(super) library: &'a str,
    /// Whether it uses what it should not.
    pub(super) is_deprecated: bool,
}

/// The module that all programs have in common, in the crate `name`.
pub(super) fn common(name: &str) -> TextFile {
    let text = include_str!("../../../../templates/examples/common/mod.rs");
    TextFile {
        path: "examples/common/mod.rs".to_owned(),
        origin: None,
        text: runtime::in_crate(text, name),
    }
}

/// What is the same in all programs.
const MAIN: &str = r#"#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    common::run(EXAMPLE, run).await
}
"#;

impl ExampleProgram<'_> {
    pub(super) fn module(&self) -> Module {
        let program = self.operation.name.module();
        let arguments = self.arguments();
        let command = format!("cargo run --example {program} --{arguments}");
        let usage = format!("usage: {program}{arguments}");
        let Operation { method, path, .. } = self.operation;
        let docs = Docs::own(format!("{} from the command line:", code_span(&format!("{method} {path}"))))
            .and_code(&command)
            .and("The credentials come from the environment, as `Client::from_env` describes. Objects are given as JSON. \
                  Without credentials, and with `--features mock`, a mock of the API answers.");
        let docs = inner_docs(&docs);

        let local = ["EXAMPLE", "USAGE"].map(str::to_owned);
        let mut imports = Imports::outside(self.library, local);
        imports.name("std::process", "ExitCode");
        let printed = imports.name("common", "Printed");
        let (client, vec) = (imports.name("crate", "Client"), quote!(Vec<String>));
        let run = self.run(&mut imports);
        let example = arguments::example(self);
        let example = example.iter().map(|argument| literal(argument));
        let allow = deprecated::allow(self.is_deprecated);
        let head = quote! {
            #docs
            #allow
            mod common;
            #imports
            const USAGE: &str = #usage;

            /// What a mock is asked for, unless something else is given.
            const EXAMPLE: &[&str] = &[#(#example),*];
        };
        let run = quote!(async fn run(client: #client, arguments: #vec) -> #printed { #run });
        let parts = vec![Part::Tokens(head), Part::Text(MAIN), Part::Tokens(run)];
        Module { path: format!("examples/{program}.rs"), parts }
    }

    /// The arguments as the usage shows them.
    fn arguments(&self) -> String {
        let required = self.operation.required().map(|input| input.name.prose().replace(' ', "_"));
        let required = required.map(|name| format!(" {}", name.to_uppercase()));
        let optional =
            self.operation.optional().map(|input| format!(" [{}=...]", self.option(input)));
        required.chain(optional).collect()
    }

    /// Reads the arguments, sends the request and returns the response as text.
    fn run(&self, imports: &mut Imports) -> TokenStream {
        let method = ident(&self.operation.name.field());
        let names: Vec<Ident> =
            self.operation.required().map(|input| ident(&input.name.field())).collect();
        let values: Vec<_> = self
            .operation
            .required()
            .zip(&names)
            .map(|(input, name)| parse(input, &quote!(#name), imports))
            .collect();
        let options: Vec<_> =
            self.operation.optional().map(|input| self.option_arm(input, imports)).collect();
        let request = quote!(client.#method(#(#values),*));
        let set = |options_left: TokenStream| {
            quote! {
                let mut request = #request;
                for option in #options_left {
                    request = match option.split_once('=') {
                        #(#options)*
                        _ => return Err(USAGE.into()),
                    };
                }
            }
        };
        let take = |pattern: TokenStream| {
            quote! {
                let #pattern = arguments.as_slice() else {
                    return Err(USAGE.into());
                };
            }
        };
        let request = match (names.is_empty(), options.is_empty()) {
            (true, false) => set(quote!(arguments)),
            (false, false) => {
                let (take, set) = (take(quote!([#(#names,)* options @ ..])), set(quote!(options)));
                quote!(#take #set)
            }
            (_, true) => {
                let take = take(quote!([#(#names),*]));
                quote!(#take let request = #request;)
            }
        };
        let send = match &self.operation.output {
            OperationOutput::One(Content::Nothing) => quote! {
                request.send().await?;
                Ok(String::new())
            },
            OperationOutput::One(Content::Text) => quote!(Ok(request.send().await?)),
            OperationOutput::One(Content::Bytes) => {
                let (stdout, write) =
                    (imports.name("std::io", "stdout"), imports.name("std::io", "Write"));
                quote! {
                    #write::write_all(&mut #stdout(), &request.send().await?)?;
                    Ok(String::new())
                }
            }
            OperationOutput::Optional(_) | OperationOutput::ByStatus(_) => {
                quote!(Ok(format!("{:#?}", request.send().await?)))
            }
            OperationOutput::One(Content::Json(_)) | OperationOutput::Redirect => quote! {
                let response = request.send().await?;
                Ok(serde_json::to_string_pretty(&response)?)
            },
        };
        quote!(#request #send)
    }

    fn option_arm(&self, input: &OperationInput, imports: &mut Imports) -> TokenStream {
        let (name, setter) = (self.option(input), ident(&input.name.field()));
        let value = parse(input, &quote!(value), imports);
        quote!(Some((#name, value)) => request.#setter(#value),)
    }

    /// What stands for an optional input on the command line: its name on the wire, or that of its
    /// setter where another input, in the query or a header, say, has the same name on the wire.
    fn option(&self, input: &OperationInput) -> String {
        let namesakes =
            self.operation.optional().filter(|other| other.wire_name == input.wire_name);
        match namesakes.count() {
            ..=1 => input.wire_name.clone(),
            _ => input.name.prose().replace(' ', "_"),
        }
    }
}

/// A text as somebody would write it: there is much JSON, in which quotes would be escaped.
fn literal(text: &str) -> Literal {
    let is_plain = text.chars().all(document::printable::is_printable);
    let raw = match text {
        text if !is_plain || !text.contains('"') => None,
        text if !text.contains("\"#") => format!("r#\"{text}\"#").parse().ok(),
        _ => None,
    };
    raw.unwrap_or_else(|| Literal::string(text))
}

/// The value of an input, from its text on the command line; `arguments::text` is the way back.
fn parse(input: &OperationInput, text: &TokenStream, imports: &mut Imports) -> TokenStream {
    match &input.ty {
        Type::String | Type::Enum(_) | Type::Formatted(_) => quote!(#text.to_owned()),
        Type::List(items)
            if matches!(**items, Type::String | Type::Enum(_) | Type::Formatted(_)) =>
        {
            quote!(#text.split(','))
        }
        Type::Upload | Type::Part => quote!(std::fs::read(#text)?),
        Type::List(items) if **items == Type::Part => {
            quote!(#text.split(',').map(std::fs::read).collect::<Result<Vec<_>, _>>()?)
        }
        Type::Identifier(_) => {
            let ty = type_of(&input.ty, imports);
            quote!(#text.parse::<#ty>()?)
        }
        ty => {
            let ty = type_of(ty, imports);
            quote!(serde_json::from_str::<#ty>(#text)?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MAIN;
    use crate::render;

    #[test]
    fn what_is_printed_already_is_as_it_would_be_printed() {
        assert_eq!(render::module(MAIN.parse().expect("it is Rust")), MAIN);
    }
}
