//! Schemas as types.

mod alike;
pub(super) mod compose;
pub(super) mod constraints;
mod contradiction;
mod flatten;
pub(super) mod formats;
pub(super) mod inheritance;
mod intersection;
mod known_variants;
mod limits;
pub(super) mod lowered;
pub(super) mod merge;
pub(super) mod merged;
pub(super) mod model;
pub(super) mod models;
pub(super) mod naming;
mod parts;
mod scalar;
pub(super) mod shared;
pub(super) mod tag;
pub(super) mod types;
pub(super) mod union;
mod untyped;
mod variant;
mod variant_names;
pub(super) mod view;
mod whereabouts;
pub(super) mod words;

use std::collections::HashSet;

use openapiv3::ReferenceOr;
use serde_json::Value;

use crate::docs::Docs;
use crate::ir::{Access, Constant, Identifier, Type};
use crate::lower::Lowering;
use crate::lower::deprecated::deprecated;
use crate::lower::schema::compose::Composition;
use crate::lower::schema::constraints::constraints_of;
use crate::lower::schema::intersection::is_nullable;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::naming::{Naming, RUST_NAME, rust_name, signature};
use crate::lower::schema::scalar::{
    constant_of, identifier_pattern, implies_format, integer, text,
};
use crate::lower::schema::types::ComponentProgress;
use crate::lower::schema::view::{Additional, ObjectView, SchemaRef, ValueKind, View};
use crate::names::{Name, ROOT_TYPES};
use document::diagnostics::Place;

/// The extension that marks JSON which may come as text.
const JSON_TEXT: &str = "x-rust-json-text";

impl<'a> Lowering<'a> {
    /// The type of a schema where it is used. `name` is for a type of its own, should
    /// it need one.
    pub(super) fn schema(
        &mut self,
        schema: SchemaRef<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Lowered<'a> {
        self.schema_named(schema, Naming::Inline(name), place)
    }

    fn schema_named(
        &mut self,
        schema: SchemaRef<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let view = match schema {
            SchemaRef::Inline(schema) => View::new(schema),
            SchemaRef::Merged(id) => View::all_of(self.merged_schemas.parts(id)),
            SchemaRef::Reference(reference) => {
                let Some((name, _)) = self.lookup.schema(reference) else {
                    self.report_unknown_reference("schemas", place);
                    return Lowered::unknown();
                };
                return self.component(name);
            }
        };
        if let Some(name) = self.schema_types.unfinished_model(schema) {
            return Lowered::known(&view, Type::Model(name.clone()));
        }
        if self.is_too_much(&place) {
            return Lowered::unknown();
        }
        self.schema_types.start(schema);
        let lowered = self.view(&view, naming, place);
        self.schema_types.finish();
        lowered
    }

    /// A schema of the components, lowered once however often it is used.
    pub(super) fn component(&mut self, component: &'a str) -> Lowered<'a> {
        let root = Place::ROOT;
        let components = root.key("components");
        let schemas = components.key("schemas");
        let place = schemas.key(component);
        match self.schema_types.component(component) {
            ComponentProgress::Known(lowered) => return lowered.clone(),
            ComponentProgress::Unfinished => {
                // It contains itself, so that it becomes a model, by whose name its parts can mean it.
                self.schema_types.mark_recursive(component);
                return Lowered::of(Type::Model(self.type_names.of_component(component).clone()));
            }
            ComponentProgress::NotMet => {}
        }
        let Some(schema) = self.lookup.components().schemas.get(component).map(SchemaRef::from)
        else {
            return Lowered::unknown();
        };
        let name = self.type_names.of_component(component).clone();
        let lowered = match schema {
            SchemaRef::Inline(inline) => {
                let view = View::new(inline);
                if let Some(deprecated) = deprecated(view.data.deprecated, view.description) {
                    self.models.deprecate(name.clone(), deprecated);
                }
                // It may contain itself, so that its type is noted before its parts are lowered.
                if self.is_too_much(&place) {
                    return Lowered::unknown();
                }
                let naming = Naming::Component(&name, component);
                let known = self
                    .is_model(&view, naming)
                    .then(|| Lowered::known(&view, Type::Model(name.clone())));
                self.schema_types.set_component(component, known);
                self.schema_types.start_component(schema);
                let lowered = self.view(&view, naming, place);
                self.schema_types.finish_component();
                lowered
            }
            SchemaRef::Reference(_) | SchemaRef::Merged(_) => {
                self.schema_types.set_component(component, None);
                self.schema(schema, &name, place)
            }
        };
        let mut lowered = if self.schema_types.take_recursive(component) {
            Lowered { ty: self.recursive_model(lowered.ty, &name, component, place), ..lowered }
        } else {
            lowered
        };
        if lowered.ty.model() == Some(&name) {
            // The attribute stands on the type.
            lowered.deprecated = None;
        }
        self.schema_types.set_component(component, Some(lowered.clone()));
        lowered
    }

    /// The type of a schema. Schemas with the same `x-rust-name` have the same type.
    pub(super) fn view(
        &mut self,
        view: &View<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let Some(text) = rust_name(view.data) else {
            return self.type_of_view(view, naming, place);
        };
        let name = Name::new(text);
        if matches!(naming, Naming::Inline(_) | Naming::Shared(..)) {
            self.meet_component_called(text);
        }
        let signature = signature(view);
        let description = view.description;
        match self.schema_types.named(&name) {
            Some((known, lowered)) if *known == signature => {
                // Each schema says itself whether it is nullable, but for a composed one, which may have
                // that from a subschema.
                let is_wrapper = matches!(view.kind, ValueKind::AllOf(..) | ValueKind::OneOf(..));
                let nullable = is_nullable(view) || is_wrapper && lowered.nullable;
                return Lowered { nullable, description, ..lowered.clone() };
            }
            None if matches!(naming, Naming::Component(..)) || self.type_names.claim(&name) => {}
            _ => {
                let message = format!("the name `{}` is that of another type", name.type_name());
                self.report_unsupported(place.key(RUST_NAME), message);
                return Lowered::unknown();
            }
        }
        let lowered = self.type_of_view(view, Naming::Component(&name, text), place);
        self.schema_types.set_named(name, signature, lowered.clone());
        lowered
    }

    /// Lowers the component that is called as its `x-rust-name` says, if there is one: it describes
    /// the type better than where it is written out.
    fn meet_component_called(&mut self, text: &str) {
        let schemas = &self.lookup.components().schemas;
        let Some((component, ReferenceOr::Item(schema))) = schemas.get_key_value(text) else {
            return;
        };
        let is_named_so = rust_name(&schema.schema_data) == Some(text);
        let is_met = !matches!(self.schema_types.component(component), ComponentProgress::NotMet);
        if is_named_so && !is_met {
            self.component(component);
        }
    }

    fn type_of_view(
        &mut self,
        view: &View<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        self.report_empty_limits(view, place);
        let mut nullable = is_nullable(view);
        let mut description = view.description;
        let mut constant = None;
        let mut deprecation = None;
        let mut access = access_of(view.data.read_only, view.data.write_only);
        let mut constraints = constraints_of(view);
        let mut format = view.kind.format().map(str::to_owned);
        let name = naming.name();
        let ty = match &view.kind {
            ValueKind::Any if view.data.extensions.get(JSON_TEXT) == Some(&Value::Bool(true)) => {
                Type::JsonText
            }
            ValueKind::Any => Type::Json,
            ValueKind::Boolean => Type::Boolean,
            ValueKind::Number { .. } => Type::Number,
            ValueKind::Integer { format } => integer(format.as_deref()),
            ValueKind::String { pattern, format } => {
                match (naming, pattern.and_then(identifier_pattern)) {
                    (Naming::Component(_, component), Some((prefix, digits))) => {
                        self.type_names.note_schema(name, component, place);
                        self.identifier(name, description, (prefix, digits), place)
                    }
                    _ if view.values.is_empty() => text(format.as_deref()),
                    _ => match (naming, view.values.as_slice()) {
                        // An enumeration of a single value is a constant.
                        (Naming::Inline(_) | Naming::Shared(..), [Value::String(only)]) => {
                            constant = Some(Constant::Text(only.clone()));
                            Type::String
                        }
                        (naming, values) => {
                            let values: Vec<_> =
                                values.iter().map(|value| (value.clone(), None)).collect();
                            self.enum_model(&values, description, naming, place)
                        }
                    },
                }
            }
            ValueKind::Array { items } => {
                let (item, here) = (name.join(&Name::new("item")), place.key("items"));
                let items = items.map(|items| self.schema(items, &item, here).nullable_type());
                Type::List(Box::new(items.unwrap_or(Type::Json)))
            }
            ValueKind::AllOf(..) => return self.all_at_once(view, naming, place),
            ValueKind::Object(_) | ValueKind::OneOf(_) => {
                let (composed, is_nullable) = self.composed(view, naming);
                nullable |= is_nullable;
                let part = self.composition(composed, view, description, naming, place);
                nullable |= part.nullable;
                description = description.or(part.description);
                format = part.format;
                constant = part.constant;
                deprecation = part.deprecated;
                if access == Access::Both {
                    access = part.access;
                }
                constraints = constraints
                    .into_iter()
                    .chain(part.constraints)
                    .reduce(|one, other| one + " " + &other);
                part.ty
            }
        };
        if let [only] = view.values.as_slice()
            && constant.is_none()
        {
            constant = constant_of(&ty, only);
        }
        // The documentation of the identifier describes the pattern.
        let constraints = constraints.filter(|_| !matches!(ty, Type::Identifier(_)));
        let format = format.filter(|format| !implies_format(&ty, format));
        let deprecated = deprecated(view.data.deprecated, view.description).or(deprecation);
        Lowered { ty, nullable, description, constraints, format, constant, access, deprecated }
    }

    /// The type of a value that is as several schemas say.
    fn all_at_once(
        &mut self,
        view: &View<'a>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let all = self.intersection(view);
        let is_contradictory = self.report_contradiction(&all, place);
        let description = view.description.or_else(|| all.description());
        let (composed, _) = self.composed(view, naming);
        let has_their_type = !matches!(composed, Composition::Object(..));
        let part = match composed {
            Composition::Conflict if is_contradictory => Lowered::of(Type::Json),
            composed => self.composition(composed, view, description, naming, place),
        };
        // The documentation of an identifier describes the pattern.
        let constraints = match part.ty {
            Type::Identifier(_) => part.constraints,
            _ => all.constraints(has_their_type),
        };
        Lowered {
            nullable: self.allows_null(view, &mut HashSet::new()) == Some(true),
            description: description.or(part.description),
            constraints,
            access: all.access(),
            deprecated: all.deprecated().or(part.deprecated),
            ..part
        }
    }

    fn identifier(
        &mut self,
        name: &Name,
        docs: Option<&str>,
        (prefix, digits): (&str, usize),
        place: Place<'_>,
    ) -> Type {
        if name.is_one_of(ROOT_TYPES) {
            let message = format!("the name `{}` is that of another type", name.type_name());
            self.report_unsupported(place.key(RUST_NAME), message);
        }
        self.models.add_identifier(Identifier {
            at: place.pointer(),
            name: name.clone(),
            docs: Docs::of(docs, || {
                format!("An identifier: `{prefix}` and {digits} hexadecimal digits.")
            }),
            prefix: prefix.to_owned(),
            digits,
        });
        Type::Identifier(name.clone())
    }

    /// Takes the name of a new type, and returns it with the name of the component, if it is one.
    /// `members` are its fields or values, if they are known.
    pub(super) fn claim_type_name<'n>(
        &mut self,
        naming: Naming<'n>,
        place: Place<'_>,
        members: &[&str],
    ) -> (Name, Option<&'n str>) {
        let (name, component) = match naming {
            Naming::Component(name, component) => {
                self.type_names.note_schema(name, component, place);
                (name.clone(), Some(component))
            }
            Naming::Shared(name, _) => {
                self.type_names.note_schema(name, "", place);
                (name.clone(), None)
            }
            Naming::Inline(name) => (self.type_names.claim_for_schema(place, name, members), None),
        };
        self.schema_types.name_unfinished(&name);
        (name, component)
    }

    /// The type of an object's additional properties.
    pub(super) fn additional(
        &mut self,
        object: &ObjectView<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Type {
        match object.additional {
            Some(Additional::Of(schema)) => {
                let value = name.join(&Name::new("value"));
                self.schema(schema, &value, place.key("additionalProperties")).nullable_type()
            }
            Some(Additional::Allowed(_)) | None => Type::Json,
        }
    }
}

fn access_of(read_only: bool, write_only: bool) -> Access {
    match (read_only, write_only) {
        (true, false) => Access::Received,
        (false, true) => Access::Sent,
        // Both at once is not allowed, and has no effect.
        (false, false) | (true, true) => Access::Both,
    }
}
