//! A program for each operation, to try it from the command line.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::deprecated;
use super::imports::Imports;
use super::types::type_of;
use super::{Module, Part, ident, inner_docs};
use crate::docs::{Docs, code_span};
use crate::ir::{Content, Operation, OperationInput, OperationOutput, Type};

/// Emits `examples/<operation>.rs` of the library `library`.
pub(super) struct ExampleProgram<'a> {
    pub(super) operation: &'a Operation,
    pub(super) library: &'a str,
    /// Whether it uses what it should not.
    pub(super) is_deprecated: bool,
}

/// What all programs have in common.
const MAIN: &str = r#"#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
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
            .and("The credentials come from the environment, as `Client::from_env` describes. Objects are given as JSON.");
        let docs = inner_docs(&docs);

        let mut imports = Imports::outside(self.library, ["USAGE".to_owned()]);
        let error = imports.name("std::error", "Error");
        imports.name("std::process", "ExitCode");
        let run = self.run(&mut imports);
        let allow = deprecated::allow(self.is_deprecated);
        let head = quote! {
            #docs
            #allow
            #imports
            const USAGE: &str = #usage;
        };
        let run = quote!(async fn run() -> Result<(), Box<dyn #error>> { #run });
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

    /// Reads the arguments, sends the request and prints the response.
    fn run(&self, imports: &mut Imports) -> TokenStream {
        let env = imports.name("std", "env");
        let client = imports.name("crate", "Client");
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
                let arguments: Vec<String> = #env::args().skip(1).collect();
                let #pattern = arguments.as_slice() else {
                    return Err(USAGE.into());
                };
            }
        };
        let request = match (names.is_empty(), options.is_empty()) {
            (true, false) => set(quote!(#env::args().skip(1))),
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
            OperationOutput::One(Content::Nothing) => quote!(request.send().await?;),
            OperationOutput::One(Content::Text) => quote!(println!("{}", request.send().await?);),
            OperationOutput::One(Content::Bytes) => {
                let (stdout, write) =
                    (imports.name("std::io", "stdout"), imports.name("std::io", "Write"));
                quote!(#write::write_all(&mut #stdout(), &request.send().await?)?;)
            }
            OperationOutput::Optional(_) | OperationOutput::ByStatus(_) => {
                quote!(println!("{:#?}", request.send().await?);)
            }
            OperationOutput::One(Content::Json(_)) | OperationOutput::Redirect => quote! {
                let response = request.send().await?;
                let text = serde_json::to_string_pretty(&response)?;
                println!("{text}");
            },
        };
        quote! {
            let client = #client::from_env()?;
            #request
            #send
            Ok(())
        }
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

/// The value of an input, from its text on the command line.
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
