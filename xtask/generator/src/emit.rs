//! Intermediate representation to Rust: writes down what [`lower`](crate::lower)
//! decided, one emitter for each kind of generated thing.

mod crate_files;
mod credentials;
mod deprecated;
mod enumeration;
mod event;
mod example;
mod front_page;
mod headers;
mod identifiers;
pub mod imports;
mod input;
mod manifest;
pub(crate) mod mock_table;
mod mocked;
mod operation;
mod pages;
mod response;
mod root;
mod runtime;
mod sample;
mod servers;
mod streams;
mod structure;
pub mod types;
mod union;
mod value_at;
mod waits;

pub(crate) use manifest::dependencies;

use std::sync::Arc;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::docs::Docs;
use crate::ir::{
    Api, Errors, InputLocation, Mock, ModelGroup, ModelKind, Operation, OperationOutput, Resource,
};
use crate::names::Name;
use deprecated::Names;
use imports::Imports;

/// A file of the generated crate that is Rust.
#[derive(Debug)]
pub struct Module {
    /// Its path in the crate, such as `src/models/interactions.rs`.
    pub path: String,
    /// Its inner documentation and its items, with a blank line between any two parts.
    pub parts: Vec<Part>,
}

/// A part of a module.
#[derive(Debug)]
pub enum Part {
    /// What is still to be printed.
    Tokens(TokenStream),
    /// What is the same in many modules, as it is printed: printing takes longer than all else.
    Text(&'static str),
}

impl Module {
    fn new(path: impl Into<String>, tokens: TokenStream) -> Self {
        Self::of_parts(path, [tokens])
    }

    fn of_parts(path: impl Into<String>, parts: impl IntoIterator<Item = TokenStream>) -> Self {
        Self { path: path.into(), parts: parts.into_iter().map(Part::Tokens).collect() }
    }
}

/// A file of the generated crate that is text already.
#[derive(Debug)]
pub struct TextFile {
    /// Its path in the crate.
    pub path: String,
    /// The file it is copied from; none if it follows from the document.
    pub origin: Option<String>,
    /// What it says.
    pub text: String,
}

/// A module that is still to be emitted, on any thread.
pub struct Pending<'a> {
    /// Of how many models or operations it consists.
    pub size: usize,
    /// Makes it.
    pub emit: Box<dyn Fn() -> Module + Send + Sync + 'a>,
}

/// What a crate consists of.
pub struct Emitted<'a> {
    /// Files made of tokens.
    pub modules: Vec<Pending<'a>>,
    /// All others.
    pub files: Vec<TextFile>,
}

/// All files of the crate `name` for an API, which may have a guide.
#[must_use]
pub fn emit<'a>(api: &'a Api, mock: &'a Mock, name: &'a str, has_guide: bool) -> Emitted<'a> {
    let names = Arc::new(api.deprecated_models());
    let mut modules = vec![
        pending(move || root::lib(api, has_guide)),
        pending(|| root::api(api)),
        pending(|| credentials::module(api)),
    ];
    if !api.identifiers.is_empty() {
        modules.push(pending(|| identifiers::module(api)));
    }
    if !api.header_sets.is_empty() {
        modules.push(pending(|| headers::module(api)));
    }
    if !api.models.is_empty() {
        modules.push(pending(|| root::models(api)));
        modules.push(pending(|| root::json(api)));
        modules.extend(api.models.iter().map(|group| {
            let names = Arc::clone(&names);
            large(group.models.len(), move || models(group, &names))
        }));
        modules.extend(api.models.iter().map(|group| {
            let names = Arc::clone(&names);
            large(group.models.len(), move || json(group, &names))
        }));
    }
    if api.all_servers().next().is_some() {
        modules.push(pending(|| servers::module(api)));
    }
    modules.push(pending(|| root::operations(api)));
    modules.extend(api.resources.iter().map(|resource| {
        let names = Arc::clone(&names);
        large(resource.operations.len(), move || operations(api, resource, &names))
    }));
    if !api.callbacks.is_empty() {
        let names = Arc::clone(&names);
        modules.push(large(api.events().count(), move || event::module(api, &names)));
    }
    modules.push(pending(|| mocked::root(api)));
    let mut rest = mock.operations.as_slice();
    for resource in &api.resources {
        let (mocked, others) = rest.split_at(resource.operations.len().min(rest.len()));
        rest = others;
        let names = Arc::clone(&names);
        let size = resource.operations.len().div_ceil(MOCKED_AS_LARGE);
        modules.push(large(size, move || mocked::resource(resource, mocked, &names)));
    }
    let has_programs = api.environment_scheme().is_some();
    if has_programs {
        // Nobody can give a form of unknown parts on a command line.
        let operations = api
            .operations()
            .zip(&mock.operations)
            .filter(|(it, _)| it.inputs.iter().all(|it| it.location != InputLocation::Multipart));
        modules.extend(operations.map(|(operation, mocked)| {
            let library = name.replace('-', "_");
            let is_deprecated = deprecated::in_program(operation, &names);
            pending(move || {
                let library = &library;
                example::ExampleProgram { operation, mocked, library, is_deprecated }.module()
            })
        }));
    }
    let mut files = runtime::files(api, name);
    if has_programs {
        files.push(example::common(name));
    }
    files.push(TextFile {
        path: "src/mocked/table.json".to_owned(),
        origin: None,
        text: mock_table::text(api, mock),
    });
    files.extend(crate_files::files(api, name));
    Emitted { modules, files }
}

/// How many operations of a mock take as long to print as one of the client.
const MOCKED_AS_LARGE: usize = 3;

fn pending<'a>(emit: impl Fn() -> Module + Send + Sync + 'a) -> Pending<'a> {
    large(1, emit)
}

fn large<'a>(size: usize, emit: impl Fn() -> Module + Send + Sync + 'a) -> Pending<'a> {
    Pending { size, emit: Box::new(emit) }
}

fn models(group: &ModelGroup, deprecated: &Names<'_>) -> Module {
    let mut imports =
        Imports::new("crate::models", group.models.iter().map(|model| model.name.type_name()));
    let items = group.models.iter().map(|model| {
        let mut items = match &model.kind {
            ModelKind::Struct(shape) => structure::Structure { model, shape }.emit(&mut imports),
            ModelKind::Enum(shape) => enumeration::Enumeration { model, shape }.emit(),
            ModelKind::Union(shape) => union::UnionEmitter { model, shape }.emit(&mut imports),
        };
        if model.is_open {
            let name = ident(&model.name.type_name());
            let open = imports.name("crate", "Open");
            items.extend(quote! {
                impl From<#name> for #open<#name> {
                    fn from(value: #name) -> Self {
                        Self::Known(value)
                    }
                }
            });
        }
        items
    });
    let items: Vec<_> = items.collect();
    let docs = inner_docs(&Docs::own(format!("Models of {}.", group.name.prose())));
    let allow = deprecated::allow(deprecated::in_models(group, deprecated));
    let head = quote!(#docs #allow #imports);
    let path = format!("src/models/{}.rs", group.name.module());
    Module::of_parts(path, [head].into_iter().chain(items))
}

/// How the models of a group are read and written.
fn json(group: &ModelGroup, deprecated: &Names<'_>) -> Module {
    let mut imports = Imports::new("crate::json", []);
    // Where a model is called as something of the runtime, the latter is written with its path:
    // macros take the names of models.
    for model in &group.models {
        imports.name("crate::models", &model.name.type_name());
    }
    let items = group.models.iter().map(|model| match &model.kind {
        ModelKind::Struct(shape) => structure::Structure { model, shape }.emit_json(&mut imports),
        ModelKind::Enum(shape) => enumeration::Enumeration { model, shape }.emit_json(&mut imports),
        ModelKind::Union(shape) => union::UnionEmitter { model, shape }.emit_json(&mut imports),
    });
    let items: Vec<_> = items.collect();
    let allow = deprecated::allow(deprecated::in_json(group, deprecated));
    let head = quote!(#allow #imports);
    let path = format!("src/json/{}.rs", group.name.module());
    Module::of_parts(path, [head].into_iter().chain(items))
}

fn operations(api: &Api, resource: &Resource, deprecated: &Names<'_>) -> Module {
    let mut imports =
        Imports::new("crate::operations", resource.operations.iter().flat_map(types_of));
    let emitters: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| operation::OperationEmitter { api, operation })
        .collect();
    let client = imports.name("crate", "Client");
    let methods: TokenStream =
        emitters.iter().map(|emitter| emitter.method(&mut imports)).collect();
    let requests: Vec<_> = emitters.iter().map(|emitter| emitter.request(&mut imports)).collect();
    let docs = inner_docs(&resource.docs);
    let allow = deprecated::allow(deprecated::in_operations(resource, deprecated));
    let head = quote!(#docs #allow #imports impl #client { #methods });
    let path = format!("src/operations/{}.rs", resource.name.module());
    Module::of_parts(path, [head].into_iter().chain(requests))
}

/// The names of the types that an operation defines.
fn types_of(operation: &Operation) -> impl Iterator<Item = String> {
    let responses = match &operation.output {
        OperationOutput::ByStatus(responses) => Some(responses),
        OperationOutput::One(_) | OperationOutput::Optional(_) | OperationOutput::Redirect => None,
    };
    let by_status =
        responses.into_iter().chain(operation.errors.as_ref().and_then(Errors::by_status));
    let by_status = by_status.filter(|_| !operation.is_body_variant);
    [&operation.name].into_iter().chain(by_status.map(|it| &it.name)).map(Name::type_name)
}

/// An identifier as [`names`](crate::names) spells it, raw ones included.
#[must_use]
pub fn ident(spelled: &str) -> Ident {
    match spelled.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(spelled, Span::call_site()),
    }
}

/// Documentation of the item that follows, an attribute for each line.
fn outer_docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines();
    let lines = lines.iter().map(|line| comment(line));
    quote!(#(#[doc = #lines])*)
}

/// Documentation of the module that it stands in.
fn inner_docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines();
    let lines = lines.iter().map(|line| comment(line));
    quote!(#(#![doc = #lines])*)
}

/// A line with the blank that stands between the comment sign and the text. There is much
/// documentation, and nothing to be escaped in a raw string, or read out of it again.
fn comment(line: &str) -> Literal {
    let blank = if line.is_empty() { "" } else { " " };
    let raw = |hash: &str| format!("r{hash}\"{blank}{line}\"{hash}").parse().ok();
    let literal = match line {
        line if !line.contains('"') => raw(""),
        line if !line.contains("\"#") => raw("#"),
        _ => None,
    };
    literal.unwrap_or_else(|| Literal::string(&format!("{blank}{line}")))
}
