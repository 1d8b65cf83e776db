//! Names of types.

use std::collections::{BTreeSet, HashMap, HashSet};

use openapiv3::{Components, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use crate::ir::{NameReason, TypeReason, TypeSource};
use crate::lower::memory::Memory;
use crate::lower::references::Component;
use crate::lower::schema::scalar::identifier_pattern;
use crate::lower::schema::shared::SharedNames;
use crate::lower::schema::view::{ValueKind, View};
use crate::names::{Name, PRELUDE, ROOT_TYPES, Scope};
use document::Document;
use document::diagnostics::Place;
use document::pointer::escape;

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

/// What a type is made from.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Origin {
    /// Where that is, with `*` for the entry of a list; or the id of an operation.
    pub(in crate::lower) place: String,
    /// The name that the type has by the rules.
    pub(in crate::lower) usual: Name,
    /// What stands for the words of a schema that is written out in a union.
    pub(in crate::lower) digest: Option<String>,
    /// Why it has its name.
    pub(in crate::lower) reason: TypeReason,
}

/// The names of all types: models, identifiers, sets of headers and enums by status.
pub(in crate::lower) struct TypeNames<'a> {
    taken: Scope,
    memory: &'a Memory<'a>,
    /// Names that are kept for types that had them, and have not been made yet.
    kept: HashSet<String>,
    /// What each type is made from.
    origins: HashMap<Name, Origin>,
    /// The names of the types of the components' schemas, which are taken before any other.
    components: HashMap<&'a str, (Name, TypeReason)>,
    shared: SharedNames<'a>,
}

impl<'a> TypeNames<'a> {
    pub(in crate::lower) fn new(
        components: &'a Components,
        document: &Document,
        memory: &'a Memory<'a>,
    ) -> Self {
        let mut taken = Scope::with(PRELUDE);
        let kept: HashSet<String> = memory.reserved_types().map(str::to_owned).collect();
        for name in &kept {
            taken.claim(&Name::new(name));
        }
        let mut names = Self {
            taken,
            memory,
            kept,
            origins: HashMap::new(),
            components: HashMap::new(),
            shared: SharedNames::default(),
        };
        // What has been hoisted may stand in a component of another kind, whose name it gets then.
        let mut schemas: Vec<_> = components.schemas.iter().collect();
        // Of two that want one name, the one that is spelled so has it.
        schemas.sort_by_cached_key(|(key, _)| (Name::new(key).type_name() != **key, *key));
        let (hoisted, written): (Vec<_>, Vec<_>) =
            schemas.into_iter().partition(|(key, _)| document.is_hoisted("schemas", key));
        names.add_components(&written, false);
        names.shared = SharedNames::new(components, document, memory, &mut names.taken);
        names.add_components(&hoisted, true);
        names
    }

    fn add_components(
        &mut self,
        components: &[(&'a String, &'a ReferenceOr<Schema>)],
        are_hoisted: bool,
    ) {
        for (component, schema) in components {
            let (name, mut reason) = self.component_name(component, schema);
            if are_hoisted && reason.source != TypeSource::Extension {
                reason.source = TypeSource::ReferredTo;
            }
            self.components.insert(component, (name, reason));
        }
    }

    /// The name of a component's type: the last part of a dotted name, if it is free.
    ///
    /// Twilio's `flex.v1.interaction.interaction_channel` is an `InteractionChannel`,
    /// and its `interaction_channel_enum_status` an `InteractionChannelStatus`.
    ///
    /// `x-rust-name` has precedence, and may give several components the same name.
    fn component_name(
        &mut self,
        component: &str,
        schema: &ReferenceOr<Schema>,
    ) -> (Name, TypeReason) {
        let item = schema.as_item();
        if let Some(name) = item.and_then(|schema| rust_name(&schema.schema_data)) {
            let name = Name::new(name);
            self.taken.claim(&name);
            return (name, TypeReason { source: TypeSource::Extension, name: NameReason::Rule });
        }
        let whole = component.replace("_enum_", "_");
        let last_parts = whole.rmatch_indices('.').map(|(dot, _)| Name::new(&whole[dot + 1..]));
        let mut candidates: Vec<Name> = last_parts.collect();
        let source =
            if candidates.is_empty() { TypeSource::Component } else { TypeSource::LastPart };
        candidates.push(Name::new(&whole));
        candidates.push(Name::new(component));
        candidates.push(Name::new(component).join(&Name::new("model")));
        if item.is_some_and(is_identifier) {
            let beside = |name: Name| name.beside(ROOT_TYPES, "id");
            candidates = candidates.into_iter().map(beside).collect();
        }
        let place = self.memory.place(&component_pointer(component));
        let known = self.memory.component_name(&place, &candidates);
        let known = known.filter(|name| self.keep(name));
        let is_known = known.is_some();
        let name = known.unwrap_or_else(|| self.taken.claim_one_of(&candidates));
        let reason = match candidates.first() {
            Some(usual) if *usual == name => NameReason::Rule,
            _ if is_known => NameReason::Lock,
            _ => NameReason::Taken,
        };
        (name, TypeReason { source, name: reason })
    }

    /// Whether a type can have the name that it had: nothing else has got it.
    fn keep(&mut self, name: &Name) -> bool {
        self.kept.remove(&name.type_name()) || self.taken.claim(name)
    }

    /// Takes the name of a type: the one that it had, or else its usual one, with the first number
    /// that makes it free. `members` are its fields or values, if they are known.
    pub(in crate::lower) fn claim_for(
        &mut self,
        place: String,
        usual: Name,
        members: &[&str],
        source: TypeSource,
    ) -> Name {
        let mut known = self.memory.type_names(&place, &usual, members).into_iter();
        let known = known.find(|name| self.keep(name));
        let other = if known.is_some() { NameReason::Lock } else { NameReason::Taken };
        let name = known.unwrap_or_else(|| self.taken.claim_one_of(std::slice::from_ref(&usual)));
        let reason = if name == usual { NameReason::Rule } else { other };
        let reason = TypeReason { source, name: reason };
        self.origins.insert(name.clone(), Origin { place, usual, digest: None, reason });
        name
    }

    /// Notes what stands for the words of the schema that a type is made from.
    pub(in crate::lower) fn note_digest(&mut self, name: &Name, digest: String) {
        if let Some(origin) = self.origins.get_mut(name) {
            origin.digest = Some(digest);
        }
    }

    /// Notes a type that is made from a schema of the components, or in its place.
    pub(in crate::lower) fn note_schema(&mut self, name: &Name, component: &str, place: Place<'_>) {
        let by = |source| TypeReason { source, name: NameReason::Rule };
        let (pointer, reason) = match self.components.get(component) {
            Some((own, reason)) if own == name => (component_pointer(component), *reason),
            _ if component.is_empty() => (place.pointer(), by(TypeSource::Shared)),
            _ => (place.pointer(), by(TypeSource::Extension)),
        };
        let (place, usual) = (self.memory.place(&pointer), name.clone());
        self.origins.insert(name.clone(), Origin { place, usual, digest: None, reason });
    }

    /// Takes the name of a type for a schema: the one that it had, or else its usual one.
    pub(in crate::lower) fn claim_for_schema(
        &mut self,
        place: Place<'_>,
        usual: &Name,
        members: &[&str],
    ) -> Name {
        let place = self.memory.place(&place.pointer());
        self.claim_for(place, usual.clone(), members, TypeSource::Place)
    }

    /// What types are made from, by name.
    pub(in crate::lower) fn origins(&self) -> &HashMap<Name, Origin> {
        &self.origins
    }

    /// Why types have their names.
    pub(in crate::lower) fn reasons(&self) -> HashMap<Name, TypeReason> {
        self.origins.iter().map(|(name, origin)| (name.clone(), origin.reason)).collect()
    }

    /// The name of the type of a component.
    pub(in crate::lower) fn of_component(&self, component: &str) -> &Name {
        &self.components[component].0
    }

    /// The name of a component of another kind, if it has types of its own in it.
    pub(super) fn of_shared(&self, component: Component<'a>) -> Option<&Name> {
        self.shared.of(component)
    }

    /// Whether a type may have the name of a component of another kind, as the only one.
    pub(super) fn take_shared(&mut self, component: Component<'a>, name: &Name) -> bool {
        self.shared.take(component, name)
    }

    /// Takes a name that the document chooses, if no other type of this document has it.
    pub(in crate::lower) fn claim(&mut self, name: &Name) -> bool {
        self.keep(name)
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

/// The pointer to a schema of the components.
pub(in crate::lower) fn component_pointer(component: &str) -> String {
    format!("/components/schemas/{}", escape(component))
}

/// Whether a component becomes a type of identifiers.
fn is_identifier(schema: &Schema) -> bool {
    let view = View::new(schema);
    matches!(view.kind, ValueKind::String { pattern: Some(pattern), .. } if identifier_pattern(pattern).is_some())
}
