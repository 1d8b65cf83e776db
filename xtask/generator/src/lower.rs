//! Document to intermediate representation: every decision is taken here.
//!
//! What the document says in many ways becomes the one way in which the client does
//! it; what the client cannot do is reported with its place. A document with errors
//! has no representation.

mod deprecated;
mod effort;
mod media;
mod operation;
mod passes;
mod references;
mod response;
mod schema;
mod service;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{Components, Schema};

use crate::docs::{Docs, code_span};
use crate::ir::{Api, Deprecated, Identifier, Model, ModelGroup, Type};
use crate::names::{Name, PRELUDE, Scope};
use document::Document;
use document::diagnostics::{Action, Code, Diagnostics, Place};
use document::stack::with_large_stack;
use effort::Effort;
use passes::pages::{self, PaginationHints};
use passes::response_docs::{self, ResponseDescriptions};
use passes::usage;
use response::headers::DeclaredHeaders;
use schema::inheritance::Inheritance;
use schema::lowered::Lowered;
use schema::{naming, repeated};
use service::{info, server_url, servers};

/// The representation of a document, or none if something is wrong with it.
///
/// Schemas are followed wherever they lead, which takes stack.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    with_large_stack(|| api(document, diagnostics))
}

fn api(document: &Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    let openapi = &document.openapi;
    let no_components = Components::default();
    let components = openapi.components.as_ref().unwrap_or(&no_components);

    let effort = Effort::for_document(&document.value);
    let mut lowering = Lowering::new(components, effort, diagnostics);
    lowering.repeated = repeated::repeated(&document.value);
    let example = lowering.example(openapi);
    let base_url = lowering.base_url(openapi);
    let servers = lowering.servers(openapi);
    let mut methods = Scope::with(operation::CLIENT_METHODS);
    let common = lowering.common_security(openapi);
    let mut resources = lowering.resources(openapi, &base_url, &common, &mut methods);
    let security = lowering.used_security(document, &common, &resources);
    lowering.unused_components();
    // The last thing that was made may have been too much.
    lowering.is_too_much(&Place::ROOT.key("paths"));
    let header_sets = lowering.named_header_sets();
    let identifiers = std::mem::take(&mut lowering.identifiers);
    let error = lowering.common_error();
    let told = std::mem::take(&mut lowering.told);
    let described = std::mem::take(&mut lowering.described);
    let mut types = std::mem::take(&mut lowering.types);
    let mut models = lowering.model_groups();
    for id in pages::find(&mut resources, &mut models, &mut methods, &told) {
        let message = format!("`x-rust-next-page` and `x-rust-page-items` do not fit `{id}`");
        diagnostics
            .error(Code::UNSUPPORTED, &Place::ROOT.key("paths"), message)
            .help("they name properties of its response: a text, and an array");
    }
    if diagnostics.has_errors() {
        return None;
    }
    response::name_by_status(&mut resources, error.is_some(), &mut types, &mut methods);
    response_docs::settle(&mut resources, &described);
    usage::settle(&mut models, &resources);
    Some(Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: info::api_docs(openapi),
        example,
        request_id_headers: servers::request_id_headers(&base_url),
        is_twilio: server_url::is_twilio(&base_url),
        base_url,
        servers,
        security,
        identifiers,
        header_sets,
        error,
        resources,
        models,
    })
}

/// What has been made so far.
struct Lowering<'a> {
    components: &'a Components,
    diagnostics: &'a mut Diagnostics,
    /// The names of all models, identifiers and sets of headers.
    types: Scope,
    /// The names that the schemas of the document's components have as types.
    component_names: HashMap<&'a str, Name>,
    /// Schemas of components that have been met; none while one is being lowered.
    lowered: HashMap<&'a str, Option<Lowered<'a>>>,
    /// Schemas that are being lowered, each with the name of its type as soon as it has one. A
    /// schema can be met again within itself when it is merged with another.
    unfinished: Vec<(&'a Schema, Option<Name>)>,
    /// What is left of what may be made of the document.
    effort: Effort,
    /// Whether it has been reported that schemas lead too far.
    is_limit_reported: bool,
    /// Types that a name of ours stands for, with what tells them from others.
    named: HashMap<Name, (String, Lowered<'a>)>,
    /// Schemas of the components that are forms: their properties are the operation's.
    form_components: HashSet<&'a str>,
    /// Schemas that inherit from others.
    inheritance: Inheritance<'a>,
    /// Where objects stand that are described elsewhere in the same words.
    repeated: HashSet<String>,
    /// Those that have been met, by the names of the properties.
    repeated_types: HashMap<&'a str, Vec<(&'a Schema, Lowered<'a>)>>,
    /// Schemas that turned out to contain themselves without a model in between.
    recursive: HashSet<&'a str>,
    /// What the document says of pages, by the id of the operation.
    told: HashMap<String, PaginationHints<'a>>,
    /// What the document says of responses.
    described: ResponseDescriptions,
    /// What responses that refuse a request contain.
    error_types: Vec<Type>,
    identifiers: Vec<Identifier>,
    header_sets: Vec<DeclaredHeaders>,
    /// Names of models that should not be used any more.
    deprecated_models: HashMap<Name, Deprecated>,
    /// Models by group, each with a number that gives their order in it.
    models: IndexMap<Name, Vec<(usize, Model)>>,
    models_started: usize,
    /// The group that models go into at present.
    group: Name,
}

impl<'a> Lowering<'a> {
    fn new(components: &'a Components, effort: Effort, diagnostics: &'a mut Diagnostics) -> Self {
        let mut types = Scope::with(PRELUDE);
        let name = |(name, schema): (&'a String, _)| {
            (name.as_str(), naming::component_name(name, schema, &mut types))
        };
        let component_names = components.schemas.iter().map(name).collect();
        Self {
            components,
            diagnostics,
            types,
            component_names,
            lowered: HashMap::new(),
            unfinished: Vec::new(),
            is_limit_reported: false,
            named: HashMap::new(),
            inheritance: Inheritance::new(components, &effort),
            effort,
            repeated: HashSet::new(),
            repeated_types: HashMap::new(),
            recursive: HashSet::new(),
            told: HashMap::new(),
            described: HashMap::new(),
            form_components: HashSet::new(),
            error_types: Vec::new(),
            identifiers: Vec::new(),
            header_sets: Vec::new(),
            deprecated_models: HashMap::new(),
            models: IndexMap::new(),
            models_started: 0,
            group: Name::new("components"),
        }
    }

    /// Schemas that no operation uses: users may, for webhooks say.
    fn unused_components(&mut self) {
        self.group = Name::new("components");
        let components = self.components;
        // The order of components means nothing.
        let mut names: Vec<&'a String> = components.schemas.keys().collect();
        names.sort_unstable();
        for name in names {
            if !self.form_components.contains(name.as_str()) {
                self.component(name);
            }
        }
    }

    fn model_groups(mut self) -> Vec<ModelGroup> {
        for (_, model) in self.models.values_mut().flatten() {
            model.deprecated = self.deprecated_models.remove(&model.name);
        }
        let group = |(name, mut models): (Name, Vec<(usize, Model)>)| {
            models.sort_by_key(|(number, _)| *number);
            ModelGroup { name, models: models.into_iter().map(|(_, model)| model).collect() }
        };
        let mut groups: Vec<ModelGroup> = self.models.into_iter().map(group).collect();
        groups.sort_by(|a, b| a.name.cmp(&b.name));
        groups
    }

    /// Whether schemas lead too far, which is reported when they first do.
    fn is_too_much(&mut self, place: &Place<'_>) -> bool {
        const DEEPEST: usize = 1000;
        const MOST: usize = 100_000;

        let (code, message) = if self.unfinished.len() >= DEEPEST {
            let message = format!("schemas lead to this one in more than {DEEPEST} steps");
            (Code::NESTING_LIMIT, message)
        } else if self.models_started >= MOST {
            (Code::SIZE_LIMIT, format!("schemas within others become more than {MOST} types"))
        } else if self.effort.is_exhausted() {
            let message = "what is made of this document is far larger than the document: \
                           properties, descriptions or alternatives are repeated too often";
            if !std::mem::replace(&mut self.is_limit_reported, true) {
                self.diagnostics.error(Code::SIZE_LIMIT, place, message).help(
                    "let fewer schemas inherit from each other (`allOf`), and refer to what many \
                     have in common by a property of its own",
                );
            }
            return true;
        } else {
            return false;
        };
        if !std::mem::replace(&mut self.is_limit_reported, true) {
            self.diagnostics.error(code, place, message).help(
                "give schemas that stand within others a name under `components`, and let fewer depend on others",
            );
        }
        true
    }

    /// Reports what this generator has no support for and must not get wrong.
    fn report_unsupported(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.diagnostics.error(Code::UNSUPPORTED, &place, message);
    }

    /// Reports what is left out of the client, which is right without it.
    fn warn_unsupported(&mut self, place: Place<'_>, message: impl Into<String>) {
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message);
    }

    /// The same for what the document could do without.
    fn warn_ignored(&mut self, place: Place<'_>, message: impl Into<String>) {
        let action = Action::remove(&place);
        self.diagnostics.warning(Code::UNSUPPORTED, &place, message).action(action);
    }
}

/// A fallback for a missing description.
fn undescribed(wire_name: &str) -> String {
    format!("The value of {}.", code_span(wire_name))
}

/// Documentation for a schema that stands among others.
fn schema_docs(description: Option<&str>, ty: &Type) -> Docs {
    let ty = if let Type::Nullable(inner) = ty { &**inner } else { ty };
    Docs::of(description, || match ty {
        Type::Model(name) | Type::Enum(name) | Type::Identifier(name) => {
            format!("The {}.", name.prose())
        }
        Type::String => "Text.".to_owned(),
        Type::Boolean => "True or false.".to_owned(),
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => "An integer.".to_owned(),
        Type::Number => "A number.".to_owned(),
        Type::Formatted(format) => format!("A {}.", format.prose()),
        Type::List(_) => "A list.".to_owned(),
        Type::Open(_) | Type::JsonText => "Any JSON.".to_owned(),
        Type::Map(_) | Type::Json | Type::Boxed(_) | Type::Nullable(_) => "An object.".to_owned(),
        Type::Upload | Type::Part | Type::Multipart => "Content to send.".to_owned(),
    })
}
