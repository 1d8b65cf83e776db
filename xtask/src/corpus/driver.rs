//! The program that tries the examples of a document with the crate generated from it.
//!
//! What is the same for all documents is `driver/support.rs`; what is made here calls the methods
//! of the client, operation by operation, with what an example says.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};

use super::examples::{Example, ExampleKind};
use generator::emit::ident;
use generator::emit::imports::Imports;
use generator::emit::types::type_of;
use generator::ir::{
    Api, Case, Content, InputLocation, Model, ModelKind, Operation, OperationInput,
    OperationOutput, Presence, Type,
};
use generator::names::Name;
use generator::render;

/// How deep made-up values may be nested.
const DEEPEST: usize = 16;

/// What all drivers have in common.
pub(super) const SUPPORT: &str = include_str!("driver/support.rs");

/// The name by which a driver knows the crate.
pub(super) const CRATE: &str = "client";

/// The `main.rs` of the driver for some examples of an API.
pub(super) fn main_file(api: &Api, examples: &[Example]) -> String {
    let driver = Driver::new(api);
    let mut imports = Imports::outside(CRATE, ["support".to_owned()]);
    let client = imports.name("crate", "Client");
    let of = |wanted: bool| -> BTreeSet<usize> {
        let examples = examples.iter().filter(|example| example.kind.is_response() == wanted);
        examples.map(|example| example.operation).collect()
    };
    let requests = driver.cases(&of(false), "request", Driver::request, &mut imports);
    let responses = driver.cases(&of(true), "response", Driver::response, &mut imports);
    let send = requests.iter().map(|(number, name, _)| quote!(#number => #name(client, fields),));
    let read =
        responses.iter().map(|(number, name, _)| quote!(#number => #name(client, response),));
    let requests = requests.iter().map(|(_, name, body)| {
        quote! {
            fn #name(client: &#client, fields: &mut support::Fields) -> support::Answer { #body }
        }
    });
    let responses = responses.iter().map(|(_, name, body)| {
        quote! {
            fn #name(client: &#client, response: support::Received) -> support::Answer { #body }
        }
    });
    let tokens = quote! {
        mod support;

        #imports

        fn main() {
            support::run(request, response);
        }

        fn request(client: &#client, operation: u64, fields: &mut support::Fields) -> support::Answer {
            match operation {
                #(#send)*
                _ => support::no_such_operation(client, fields),
            }
        }

        fn response(client: &#client, operation: u64, response: support::Received) -> support::Answer {
            match operation {
                #(#read)*
                _ => support::no_such_response(client, response),
            }
        }

        #(#requests)*

        #(#responses)*
    };
    render::module(tokens)
}

struct Driver<'a> {
    operations: Vec<&'a Operation>,
    models: BTreeMap<&'a Name, &'a Model>,
}

impl<'a> Driver<'a> {
    fn new(api: &'a Api) -> Self {
        let models = api.models.iter().flat_map(|group| &group.models);
        Self {
            operations: api.resources.iter().flat_map(|resource| &resource.operations).collect(),
            models: models.map(|model| (&model.name, model)).collect(),
        }
    }

    /// The numbers of operations, each with the name and the body of a function of its own. In a
    /// program that is not optimized, one for all of them would need more stack than there is.
    fn cases(
        &self,
        numbers: &BTreeSet<usize>,
        name: &str,
        body: fn(&Self, &Operation, &mut Imports) -> TokenStream,
        imports: &mut Imports,
    ) -> Vec<(u64, Ident, TokenStream)> {
        let cases = numbers.iter().filter_map(|&number| {
            let body = body(self, self.operations.get(number)?, imports);
            Some((number as u64, format_ident!("{name}_{number}"), body))
        });
        cases.collect()
    }

    /// The request that an example describes.
    fn request(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let method = ident(&operation.name.field());
        let arguments: Vec<_> = operation
            .required()
            .map(|input| {
                if !is_in_body(input) {
                    return self.made_up_argument(input, imports);
                }
                let (ty, made_up) = (argument(input, imports), self.made_up(&input.ty));
                let wire = &input.wire_name;
                quote!(fields.required::<#ty>(#wire, #made_up))
            })
            .collect();
        let optional = operation.optional().filter(|input| is_in_body(input));
        let setters: Vec<_> = optional
            .map(|input| {
                let (ty, wire) = (argument(input, imports), &input.wire_name);
                let setter = ident(&input.name.field());
                quote! {
                    let request = match fields.optional::<#ty>(#wire) {
                        Some(value) => request.#setter(value),
                        None => request,
                    };
                }
            })
            .collect();
        quote! {
            let request = client.#method(#(#arguments),*);
            #(#setters)*
            fields.sent(request.into_request())
        }
    }

    /// The request whose response an example shows.
    fn response(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let method = ident(&operation.name.field());
        let arguments: Vec<_> =
            operation.required().map(|input| self.made_up_argument(input, imports)).collect();
        let request = quote!(&client.#method(#(#arguments),*).into_request());
        let cases = match &operation.output {
            OperationOutput::One(Content::Json(_))
            | OperationOutput::Optional(Content::Json(_)) => {
                return quote!(response.read(#request, |body| support::written(&body)));
            }
            OperationOutput::ByStatus(by_status) => {
                let name = imports.name("crate::operations", &by_status.name.type_name());
                let cases = by_status.cases.iter().filter(|case| case.content.json().is_some());
                let case = |case: &Case| {
                    let variant = ident(&case.name.type_name());
                    quote!(#name::#variant(body) => support::written(&body),)
                };
                cases.map(case).collect()
            }
            _ => TokenStream::new(),
        };
        quote!(response.read(#request, |body| match body { #cases _ => support::no_json() }))
    }

    /// A value that is not tried.
    fn made_up_argument(&self, input: &OperationInput, imports: &mut Imports) -> TokenStream {
        match &input.ty {
            Type::Upload | Type::Part => quote!(""),
            Type::List(items) if matches!(**items, Type::Upload | Type::Part) => quote!([""]),
            Type::Multipart => {
                let multipart = imports.name("crate", "Multipart");
                quote!(#multipart::new())
            }
            ty => {
                let (made_up, ty) = (self.made_up(ty), argument(input, imports));
                quote!(support::made_up::<#ty>(#made_up))
            }
        }
    }

    /// JSON that a type can be read from.
    fn made_up(&self, ty: &Type) -> String {
        self.value(ty, 0).to_string()
    }

    fn value(&self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::Boolean => json!(true),
            Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => json!(1),
            Type::Number => json!(1.5),
            Type::List(_) => json!([]),
            Type::Map(_) | Type::Json => json!({}),
            Type::Boxed(inner) | Type::Open(inner) => self.value(inner, depth),
            Type::Model(name) if depth < DEEPEST => match self.models.get(name) {
                Some(model) => self.model(model, depth + 1),
                None => Value::Null,
            },
            // Most other types are texts; the support tries some more.
            _ => json!("x"),
        }
    }

    fn model(&self, model: &Model, depth: usize) -> Value {
        match &model.kind {
            ModelKind::Struct(shape) => {
                let required = shape.fields.iter().filter(|field| {
                    matches!(field.presence, Presence::Required | Presence::Nullable)
                });
                let field = |field: &generator::ir::StructField| {
                    let value = match field.presence {
                        Presence::Nullable => Value::Null,
                        _ => self.value(&field.ty, depth),
                    };
                    (field.wire_name.clone(), value)
                };
                Value::Object(required.map(field).collect::<Map<_, _>>())
            }
            _ => json!("x"),
        }
    }
}

/// Whether examples of requests are about an input: they show bodies.
fn is_in_body(input: &OperationInput) -> bool {
    use InputLocation::{Body, Form, FormJson, FormJsonEach};
    matches!(input.location, Form | FormJson | FormJsonEach | Body)
}

/// The type of a value that is passed as an argument.
fn argument(input: &OperationInput, imports: &mut Imports) -> TokenStream {
    match &input.ty {
        Type::Boxed(inner) => type_of(inner, imports),
        ty => type_of(ty, imports),
    }
}

/// An example as the driver is told of it: a line of JSON.
pub(super) fn question(example: &Example) -> String {
    let Example { operation, kind, value, .. } = example;
    let question = match kind {
        ExampleKind::Form(_) => json!({ "operation": operation, "form": value }),
        ExampleKind::Body => json!({ "operation": operation, "body": value }),
        ExampleKind::Response(status) => {
            json!({ "operation": operation, "status": status, "response": value })
        }
    };
    question.to_string()
}

/// What the driver says of an example.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DriverAnswer {
    /// A response was read, and written again.
    Read(Value),
    /// So it was, with some properties kept as they are, because they do not fit their types.
    ReadInPart {
        /// What was written.
        json: Value,
        /// Which properties these are, and why.
        misfits: Vec<String>,
    },
    /// A response was refused, because of its content or its status.
    Refused {
        /// What the error says.
        error: String,
        /// Whether the error has the whole content.
        is_kept: bool,
    },
    /// A request was made.
    Sent {
        /// The body if it is JSON.
        json: Option<Value>,
        /// The fields of the body if it is a form.
        form: Vec<(String, String)>,
        /// Fields that the example lacks and the operation requires.
        made_up: Vec<String>,
        /// Fields whose values do not fit the types that the crate has for them.
        unfit: Vec<String>,
        /// Fields that were added under their names, as the crate has no others for them.
        by_hand: Vec<String>,
    },
    /// A request could not be made.
    Failed(String),
}

impl DriverAnswer {
    /// Reads a line that the driver printed.
    pub(super) fn parse(line: &str) -> Self {
        let answer = serde_json::from_str(line);
        answer.unwrap_or_else(|_| Self::Failed(format!("the program that tries it says `{line}`")))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::examples;
    use super::main_file;
    use generator::lock::Lock;
    use generator::{Generated, Input, generate};

    /// The program for an API of some operations, each with an example of its request and its response.
    fn program(operations: usize) -> String {
        let content = json!({"application/json": {"schema": {"type": "object"}, "example": {}}});
        let operation = json!({"put": {
            "requestBody": {"content": content},
            "responses": {"200": {"description": "What is kept.", "content": content}},
        }});
        let path = |number| (format!("/things/{number}"), operation.clone());
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "Things", "version": "1"},
            "paths": (0..operations).map(path).collect::<serde_json::Map<_, _>>(),
        });
        let output = generate(&Input {
            spec: document.to_string().into_bytes(),
            spec_name: "things.json".to_owned(),
            folder: None,
            overlay: None,
            shipped: Vec::new(),
            lock: Lock::default(),
            origin: "things.json".to_owned(),
            name: "things".to_owned(),
        });
        let Some(Generated { api, document, .. }) = &output.generated else {
            panic!("it is valid");
        };
        main_file(api, &examples::collect(&document.value, api).tried)
    }

    /// The frame of a function that is not optimized has room for the values of all its branches at
    /// once, and that of one for hundreds of operations is larger than the stack.
    #[test]
    fn no_function_calls_two_operations() {
        let program = program(20);
        let calls = |function: &str| function.matches(".into_request()").count();
        assert_eq!(calls(&program), 2 * 20, "{program}");
        for function in program.split("\nfn ") {
            assert!(calls(function) <= 1, "fn {function}");
        }
    }
}
