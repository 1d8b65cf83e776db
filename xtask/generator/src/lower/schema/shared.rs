//! Schemas that are written out in components of other kinds: parameters, responses, bodies and
//! headers. Each becomes one type, named after the component, for all that refer to that.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{
    Components, MediaType, Parameter, ParameterSchemaOrContent, ReferenceOr, RequestBody, Response,
};

use crate::docs::code_span;
use crate::lower::Lowering;
use crate::lower::memory::Memory;
use crate::lower::references::{Component, ComponentKind, Resolved, resolve};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::naming::{Naming, rust_name};
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use crate::names::{Name, Scope};
use document::Document;
use document::diagnostics::Place;
use document::media_type::is_json;
use document::pointer::escape;

/// Where a schema is written out, and the name that its type has by that.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Home<'a> {
    component: Option<Component<'a>>,
    name: Name,
}

impl Home<'_> {
    /// The home of a schema that is in no component.
    pub(in crate::lower) fn in_place(name: Name) -> Self {
        Self { component: None, name }
    }

    /// Whether it is in no component.
    pub(in crate::lower) fn is_in_place(&self) -> bool {
        self.component.is_none()
    }

    /// Whether types in one of its media types had names without that of the media type.
    pub(in crate::lower) fn had_plain_names(
        &self,
        media_type: (&str, &Name),
        memory: &Memory<'_>,
    ) -> bool {
        let Some(Component { kind, key }) = self.component else { return false };
        let (media_type, word) = media_type;
        let [key, media_type] = [key, media_type].map(escape);
        let within = format!("/components/{}/{key}/content/{media_type}/", kind.section());
        memory.has_within_but(&self.name, &self.name.join(word), &within)
    }

    /// The home of something within it.
    pub(in crate::lower) fn join(&self, name: &Name) -> Self {
        Self { component: self.component, name: self.name.join(name) }
    }
}

/// The names of components that have types of their own in them.
#[derive(Default)]
pub(in crate::lower) struct SharedNames<'a>(HashMap<Component<'a>, SharedName>);

struct SharedName {
    name: Name,
    /// Whether it has been taken for a type that has not been made yet.
    is_reserved: bool,
}

/// What a schema needs a name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Nothing,
    /// For types within it.
    Parts,
    /// For its own type.
    Itself,
}

impl<'a> SharedNames<'a> {
    /// Chooses a name for each component, and takes it where a type will have it. A name is that of
    /// the component, or longer if another component has that.
    pub(in crate::lower) fn new(
        components: &'a Components,
        document: &Document,
        memory: &Memory<'_>,
        types: &mut Scope,
    ) -> Self {
        let names = types.clone();
        let mut naming = SharedNaming { document, memory, names, types, found: HashMap::new() };
        naming.add(ComponentKind::Parameter, &components.parameters, of_parameter);
        naming.add(ComponentKind::Response, &components.responses, of_response);
        naming.add(ComponentKind::Body, &components.request_bodies, of_body);
        naming.add(ComponentKind::Header, &components.headers, |header| of_format(&header.format));
        Self(naming.found)
    }

    /// The name of a component, if it has types of its own in it.
    pub(super) fn of(&self, component: Component<'a>) -> Option<&Name> {
        self.0.get(&component).map(|shared| &shared.name)
    }

    /// Whether a type may have a name because it has been taken for that.
    pub(super) fn take(&mut self, component: Component<'a>, name: &Name) -> bool {
        let reserved = self.0.get_mut(&component).filter(|shared| shared.name == *name);
        reserved.is_some_and(|shared| std::mem::take(&mut shared.is_reserved))
    }
}

/// The names of components while they are chosen.
struct SharedNaming<'a, 'n> {
    document: &'n Document,
    memory: &'n Memory<'n>,
    /// The names that are no other component's.
    names: Scope,
    types: &'n mut Scope,
    found: HashMap<Component<'a>, SharedName>,
}

impl<'a> SharedNaming<'a, '_> {
    fn add<T>(
        &mut self,
        kind: ComponentKind,
        components: &'a IndexMap<String, ReferenceOr<T>>,
        need: fn(&'a T) -> Need,
    ) {
        let mut sorted: Vec<_> = components.iter().collect();
        sorted.sort_by_key(|(key, _)| *key);
        for (key, entry) in sorted {
            let is_named = |key: &str| !self.document.is_hoisted(kind.section(), key);
            let resolved = resolve(entry, kind, components, is_named);
            // What a reference leads to has a name of its own.
            let Some(Resolved { item, component: None, .. }) = resolved.filter(|_| is_named(key))
            else {
                continue;
            };
            let need = need(item);
            if need > Need::Nothing {
                let candidates = candidates(kind, key);
                let within = format!("/components/{}/{}/", kind.section(), escape(key));
                let is_known = |name: &&Name| self.memory.has_within(name, &within);
                let known = candidates.iter().rev().find(is_known);
                let name = match known {
                    Some(name) => self.names.claim_known(name),
                    None => self.names.claim_one_of(&candidates),
                };
                let is_reserved = need == Need::Itself
                    && (known.is_some() && self.memory.of_type(&name).is_some()
                        || self.types.claim(&name));
                self.found.insert(Component { kind, key }, SharedName { name, is_reserved });
            }
        }
    }
}

/// Names for a component, the best one first.
fn candidates(kind: ComponentKind, key: &str) -> Vec<Name> {
    let (word, content) = match kind {
        ComponentKind::Parameter => ("parameter", "value"),
        ComponentKind::Response => ("response", "content"),
        ComponentKind::Body => ("body", "content"),
        ComponentKind::Header => ("header", "value"),
    };
    let (name, word) = (Name::new(key), Name::new(word));
    let longer = match name.strip_suffix(&word) {
        None if name != word => name.join(&word),
        _ => name.clone(),
    };
    let longest = longer.join(&Name::new(content));
    vec![name, longer, longest]
}

fn of_parameter(parameter: &Parameter) -> Need {
    of_format(&parameter.parameter_data_ref().format)
}

fn of_format(format: &ParameterSchemaOrContent) -> Need {
    match format {
        ParameterSchemaOrContent::Schema(schema) => of_schema(schema.into()),
        ParameterSchemaOrContent::Content(content) => of_content(content),
    }
}

fn of_response(response: &Response) -> Need {
    let headers = if response.headers.is_empty() { Need::Nothing } else { Need::Parts };
    of_content(&response.content).max(headers)
}

fn of_body(body: &RequestBody) -> Need {
    of_content(&body.content)
}

fn of_content(content: &IndexMap<String, MediaType>) -> Need {
    let need = |(media_type, media): (&String, &MediaType)| {
        let schema = media.schema.as_ref().map_or(Need::Nothing, |schema| of_schema(schema.into()));
        // The fields of a form are types, and the form is none.
        if is_json(media_type) || media_type.contains('*') { schema } else { Need::Parts }
    };
    content.iter().map(need).max().unwrap_or(Need::Nothing)
}

fn of_schema(schema: SchemaRef<'_>) -> Need {
    let SchemaRef::Inline(schema) = schema else { return Need::Nothing };
    let view = View::new(schema);
    match &view.kind {
        ValueKind::Any
        | ValueKind::Boolean
        | ValueKind::Integer { .. }
        | ValueKind::Number { .. } => Need::Nothing,
        ValueKind::String { .. } if view.values.len() < 2 => Need::Nothing,
        _ if rust_name(view.data).is_some() => Need::Parts,
        ValueKind::Array { .. } => Need::Parts,
        ValueKind::Object(object) if object.properties.is_empty() => Need::Parts,
        ValueKind::AllOf(parts, own) if parts.len() == 1 && own.is_empty() => of_schema(parts[0]),
        ValueKind::String { .. }
        | ValueKind::Object(_)
        | ValueKind::AllOf(..)
        | ValueKind::OneOf(_) => Need::Itself,
    }
}

/// What a type is that has the name of a component.
pub(super) fn described(component: Component<'_>) -> String {
    let key = code_span(component.key);
    match component.kind {
        ComponentKind::Parameter => format!("A value of the parameter {key}."),
        ComponentKind::Response => format!("The content of the response {key}."),
        ComponentKind::Body => format!("The content of the body {key}."),
        ComponentKind::Header => format!("A value of the header {key}."),
    }
}

impl<'a> Lowering<'a> {
    /// The home of what is written out in a component, if it has types of its own.
    pub(in crate::lower) fn home(&self, component: Option<Component<'a>>) -> Option<Home<'a>> {
        let name = self.type_names.of_shared(component?)?;
        Some(Home { component, name: name.clone() })
    }

    /// The type of a schema that may stand in a component, which is made once.
    pub(in crate::lower) fn schema_at(
        &mut self,
        schema: SchemaRef<'a>,
        home: &Home<'a>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let Home { component: Some(component), name } = home else {
            return self.schema(schema, &home.name, place);
        };
        if let Some(known) = self.schema_types.shared(*component, schema) {
            return known.clone();
        }
        let naming = if self.type_names.take_shared(*component, name) {
            Naming::Shared(name, *component)
        } else {
            Naming::Inline(name)
        };
        let lowered = self.schema_named(schema, naming, place);
        self.schema_types.set_shared(*component, schema, lowered.clone());
        lowered
    }
}
