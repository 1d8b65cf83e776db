//! Document to intermediate representation: every decision is taken here.
//!
//! What the document says in many ways becomes the one way in which the client does it, and what the
//! client cannot do is reported with its place. There are three steps:
//!
//! 1. What can be looked up is prepared (`lookup`), and the names of components are taken.
//! 2. Operations are made in the order of their paths, and with them the types that they need; then
//!    callbacks, and the types that nothing needs.
//! 3. What needs to see all of it is settled by the passes (`passes`).
//!
//! A document with errors has no representation.

mod callback;
mod deprecated;
mod effort;
mod external_docs;
mod http_headers;
mod lookup;
mod media;
mod memory;
mod method;
pub mod mock;
mod notes;
mod operation;
mod passes;
mod references;
mod remember;
mod report;
mod response;
mod schema;
mod service;
mod status;

use std::collections::HashSet;

use openapiv3::Components;

use crate::ir::Api;
use crate::lock::Lock;
use crate::names::{Name, PRELUDE, Scope};
use document::Document;
use document::diagnostics::{Diagnostics, Place};
use effort::Effort;
use lookup::Lookup;
use memory::Memory;
pub(crate) use memory::input_key;
use notes::Notes;
use passes::Draft;
use response::error_types::ErrorTypes;
use response::header_sets::HeaderSets;
use schema::merged::MergedSchemas;
use schema::models::Models;
use schema::naming::TypeNames;
use schema::types::SchemaTypes;
use service::own_servers::OwnServers;
use service::server_names::ServerNames;
use service::{info, server_url, servers};

/// The representation of a document, or none if something is wrong with it.
///
/// What the lock has keeps its name and its place. Schemas are followed wherever they lead, which takes
/// stack: [`with_large_stack`](document::stack::with_large_stack).
pub fn lower(document: &Document, lock: &Lock, diagnostics: &mut Diagnostics) -> Option<Api> {
    let openapi = &document.openapi;
    let no_components = Components::default();
    let components = openapi.components.as_ref().unwrap_or(&no_components);

    let memory = Memory::new(lock, document);
    let mut lowering = Lowering::new(document, components, &memory, diagnostics);
    let example = lowering.example(openapi);
    let base_url = lowering.base_url(openapi);
    let servers = lowering.servers(openapi, &base_url);
    // Each is the name of a type, too.
    let mut methods = Scope::with(&[operation::CLIENT_METHODS, PRELUDE].concat());
    let common = lowering.common_security(openapi);
    let resources = lowering.resources(openapi, &base_url, &common, &mut methods);
    let security = lowering.used_security(document, &common, &resources, &base_url);
    let callbacks = lowering.callbacks(openapi);
    lowering.unused_components();
    // What was made last may have been too much.
    lowering.is_too_much(&Place::ROOT.key("paths"));

    let Lowering {
        diagnostics,
        mut type_names,
        models,
        header_sets,
        error_types,
        own_servers,
        notes,
        ..
    } = lowering;
    let header_sets = header_sets.into_named(&mut type_names);
    let (models, identifiers) = models.into_groups();
    let error = error_types.common(memory.error());
    let memory = &memory;
    let mut draft = Draft {
        resources,
        callbacks,
        models,
        error,
        type_names,
        methods,
        notes,
        memory,
        diagnostics,
    };
    passes::run(&mut draft);
    if draft.diagnostics.has_errors() {
        return None;
    }
    callback::tell_events(&mut draft.callbacks, &draft.models);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        crate_version: info::crate_version(openapi),
        docs: info::api_docs(openapi),
        example,
        is_twilio: server_url::is_twilio(&base_url),
        request_id_headers: servers::request_id_headers(&base_url),
        base_url,
        servers,
        own_servers: own_servers.into_servers(),
        security,
        identifiers,
        header_sets: header_sets.into_documented(&draft.resources),
        error: draft.error,
        resources: draft.resources,
        callbacks: draft.callbacks,
        models: draft.models,
        type_reasons: draft.type_names.reasons(),
        lock: Lock::default(),
    };
    api.lock = remember::remember(&api, &draft.type_names);
    Some(api)
}

/// The state of lowering. Each field is private to the file that defines its type: other files
/// write it by the methods that this file has.
struct Lowering<'a> {
    /// Looked up: the components, and what is known of them from the start. Nothing writes it.
    lookup: Lookup<'a>,
    /// What the lock remembers. Nothing writes it.
    memory: &'a Memory<'a>,
    /// What is left of what may be made of the document. Whoever makes something spends from it.
    effort: Effort,
    /// What is reported, by whoever meets it.
    diagnostics: &'a mut Diagnostics,
    /// Made: the names of types. Whoever makes a type takes its name.
    type_names: TypeNames<'a>,
    /// Made: the types that schemas have become. Written by `schema` alone, but for the components
    /// that `operation/body` takes for forms.
    schema_types: SchemaTypes<'a>,
    /// Made: what several schemas say together. Written by `schema`.
    merged_schemas: MergedSchemas<'a>,
    /// Made: models and identifiers. Written by `schema`; `operation` says which group they go into.
    models: Models,
    /// Made: the types of the contents of errors. Written by `response`.
    error_types: ErrorTypes,
    /// Made: sets of headers. Written by `response`.
    header_sets: HeaderSets<'a>,
    /// Made: the servers that operations leave a choice of. Written by `service`.
    own_servers: OwnServers,
    /// Made: the names of all servers. Written by `service`.
    server_names: ServerNames<'a>,
    /// Noted for the passes. Written by `operation`.
    notes: Notes,
}

impl<'a> Lowering<'a> {
    fn new(
        document: &'a Document,
        components: &'a Components,
        memory: &'a Memory<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let effort = Effort::for_document(&document.value);
        Self {
            lookup: Lookup::new(document, components, &effort),
            memory,
            effort,
            diagnostics,
            type_names: TypeNames::new(components, document, memory),
            schema_types: SchemaTypes::default(),
            merged_schemas: MergedSchemas::default(),
            models: Models::new(),
            error_types: ErrorTypes::default(),
            header_sets: HeaderSets::default(),
            own_servers: OwnServers::default(),
            server_names: ServerNames::new(memory.servers(), &HashSet::new()),
            notes: Notes::default(),
        }
    }

    /// Makes the types of components that no operation uses: users may, for webhooks say.
    fn unused_components(&mut self) {
        self.models.enter_group(Name::new("components"));
        // The order of components means nothing.
        let mut names: Vec<&'a String> = self.lookup.components().schemas.keys().collect();
        names.sort_unstable();
        for name in names {
            if !self.schema_types.is_form(name) {
                self.component(name);
            }
        }
    }
}
