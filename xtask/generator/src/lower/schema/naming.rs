//! Names of types.

use std::collections::{BTreeSet, HashMap};

use openapiv3::{Components, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use crate::lower::references::Component;
use crate::lower::schema::scalar::identifier_pattern;
use crate::lower::schema::shared::SharedNames;
use crate::lower::schema::view::{ValueKind, View};
use crate::names::{Name, PRELUDE, ROOT_TYPES, Scope};
use document::Document;

/// The extension that names the type of a schema.
pub(in crate::lower) const RUST_NAME: &str = "x-rust-name";

/// The name of a schema, should it need a type of its own.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) enum Naming<'n> {
    /// The name of a component's type, which is claimed already, and the name in the document.
    Component(&'n Name, &'n str),
    /// The name of a component of another kind, claimed for the one schema that is written out there.
    Shared(&'n Name, Component<'n>),
    /// A name after the place of the schema, which is not claimed yet.
    Inline(&'n Name),
}

impl Naming<'_> {
    pub(in crate::lower) fn name(&self) -> &Name {
        match self {
            Naming::Component(name, _) | Naming::Shared(name, _) | Naming::Inline(name) => name,
        }
    }
}

/// The names of all types: models, identifiers, sets of headers and enums by status.
pub(in crate::lower) struct TypeNames<'a> {
    taken: Scope,
    /// The names of the types of the components' schemas, which are taken before any other.
    components: HashMap<&'a str, Name>,
    shared: SharedNames<'a>,
}

impl<'a> TypeNames<'a> {
    pub(in crate::lower) fn new(components: &'a Components, document: &Document) -> Self {
        let mut taken = Scope::with(PRELUDE);
        // What has been hoisted may stand in a component of another kind, whose name it gets then.
        let mut schemas: Vec<_> = components.schemas.iter().collect();
        // Of two that want one name, the one that is spelled so has it.
        schemas.sort_by_key(|(key, _)| (Name::new(key).type_name() != **key, *key));
        let (hoisted, written): (Vec<_>, Vec<_>) =
            schemas.into_iter().partition(|(key, _)| document.is_hoisted("schemas", key));
        let mut names = HashMap::new();
        for (key, schema) in written {
            names.insert(key.as_str(), component_name(key, schema, &mut taken));
        }
        let shared = SharedNames::new(components, document, &mut taken);
        for (key, schema) in hoisted {
            names.insert(key.as_str(), component_name(key, schema, &mut taken));
        }
        Self { taken, components: names, shared }
    }

    /// The name of the type of a component.
    pub(in crate::lower) fn of_component(&self, component: &str) -> &Name {
        &self.components[component]
    }

    /// The name of a component of another kind, if it has types of its own in it.
    pub(super) fn of_shared(&self, component: Component<'a>) -> Option<&Name> {
        self.shared.of(component)
    }

    /// Whether a type may have the name of a component of another kind, as the only one.
    pub(super) fn take_shared(&mut self, component: Component<'a>, name: &Name) -> bool {
        self.shared.take(component, name)
    }

    /// Takes a name if it is free.
    pub(in crate::lower) fn claim(&mut self, name: &Name) -> bool {
        self.taken.claim(name)
    }

    /// Takes a name, or the same with the first number that makes it free.
    pub(in crate::lower) fn claim_or_number(&mut self, name: Name) -> Name {
        self.taken.claim_one_of(&[name])
    }
}

/// The name that `x-rust-name` gives the type of a schema.
pub(in crate::lower) fn rust_name(data: &SchemaData) -> Option<&str> {
    data.extensions.get(RUST_NAME)?.as_str()
}

/// A text that is the same for schemas that may share one type by `x-rust-name`. What describes them
/// does not count, and neither does the order in which something stands in them.
pub(in crate::lower) fn signature(view: &View<'_>) -> String {
    match &view.kind {
        ValueKind::Object(object) => {
            format!("{:?}", object.properties.keys().collect::<BTreeSet<_>>())
        }
        ValueKind::String { pattern, .. } => {
            let values: BTreeSet<String> = view.values.iter().map(Value::to_string).collect();
            format!("{pattern:?} {values:?}")
        }
        ValueKind::OneOf(choice) => format!("{} of {}", choice.keyword, choice.parts.len()),
        kind => format!("{:?}", std::mem::discriminant(kind)),
    }
}

/// The name of a component's type: the last part of a dotted name, if it is free.
///
/// Twilio's `flex.v1.interaction.interaction_channel` is an `InteractionChannel`,
/// and its `interaction_channel_enum_status` an `InteractionChannelStatus`.
///
/// `x-rust-name` has precedence, and may give several components the same name.
fn component_name(component: &str, schema: &ReferenceOr<Schema>, types: &mut Scope) -> Name {
    let item = schema.as_item();
    if let Some(name) = item.and_then(|schema| rust_name(&schema.schema_data)) {
        let name = Name::new(name);
        types.claim(&name);
        return name;
    }
    let whole = component.replace("_enum_", "_");
    let last_parts = whole.rmatch_indices('.').map(|(dot, _)| Name::new(&whole[dot + 1..]));
    let mut candidates: Vec<Name> = last_parts.collect();
    candidates.push(Name::new(&whole));
    candidates.push(Name::new(component));
    candidates.push(Name::new(component).join(&Name::new("model")));
    if item.is_some_and(is_identifier) {
        let beside = |name: Name| name.beside(ROOT_TYPES, "id");
        candidates = candidates.into_iter().map(beside).collect();
    }
    types.claim_one_of(&candidates)
}

/// Whether a component becomes a type of identifiers.
fn is_identifier(schema: &Schema) -> bool {
    let view = View::new(schema);
    matches!(view.kind, ValueKind::String { pattern: Some(pattern), .. } if identifier_pattern(pattern).is_some())
}
