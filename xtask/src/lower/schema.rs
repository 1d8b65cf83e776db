//! Schemas as types.

use openapiv3::AdditionalProperties;

use super::limits::limits_of;
use super::references::component_of;
use super::view::{Kind, ObjectView, SchemaRef, View};
use super::{Lowering, undescribed};
use crate::diagnostics::Place;
use crate::docs::Docs;
use crate::ir::{Identifier, Type};
use crate::names::{Name, Scope};

/// What a schema became.
#[derive(Debug, Clone)]
pub(super) struct Lowered<'a> {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    /// Its description.
    pub(super) description: Option<&'a str>,
    /// A sentence about its limits, which the type does not tell.
    pub(super) limits: Option<String>,
}

impl Lowered<'_> {
    /// Stands for a schema that has been reported.
    fn unknown() -> Self {
        Self {
            ty: Type::Json,
            nullable: true,
            description: None,
            limits: None,
        }
    }

    /// The documentation of a field or a parameter of this schema.
    pub(super) fn docs(&self, wire: &str, description: Option<&str>) -> Docs {
        let docs = Docs::of(description.or(self.description), || undescribed(wire));
        match &self.limits {
            Some(sentence) => docs.and(sentence),
            None => docs,
        }
    }
}

impl<'a> Lowering<'a> {
    /// The type of a schema where it is used. `name` is for a type of its own, should
    /// it need one.
    pub(super) fn schema(
        &mut self,
        schema: SchemaRef<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Lowered<'a> {
        match schema {
            SchemaRef::Inline(schema) => self.inline(View::new(schema), name, place),
            SchemaRef::Reference(reference) => {
                let component = component_of(reference, "schemas")
                    .and_then(|name| self.components.schemas.get_key_value(name.as_str()));
                if let Some((name, _)) = component {
                    return self.component(name);
                }
                self.unsupported(
                    place,
                    "references to schemas outside `#/components/schemas` are not supported",
                );
                Lowered::unknown()
            }
        }
    }

    /// A schema of the components, lowered once however often it is used.
    pub(super) fn component(&mut self, name: &'a str) -> Lowered<'a> {
        let root = Place::ROOT;
        let (components, schemas) = (root.key("components"), "schemas");
        let (schemas, components) = (components.key(schemas), self.components);
        let place = schemas.key(name);
        match self.lowered.get(name) {
            Some(Some(lowered)) => return lowered.clone(),
            Some(None) => {
                self.unsupported(
                    place,
                    format!("the schema `{name}` consists of itself and has no type of its own"),
                );
                return Lowered::unknown();
            }
            None => {}
        }
        let Some(schema) = components.schemas.get(name) else {
            return Lowered::unknown();
        };
        let type_name = self.component_names[name].clone();
        self.lowered.insert(name, None);
        let lowered = match SchemaRef::from(schema) {
            SchemaRef::Inline(schema) => {
                let view = View::new(schema);
                let own_type = self.own_type(&view, &type_name);
                if let Some(ty) = own_type {
                    let lowered = Lowered {
                        ty,
                        nullable: is_nullable(&view),
                        description: view.data.description.as_deref(),
                        limits: None,
                    };
                    // It may contain itself, so it is known before its parts are.
                    self.lowered.insert(name, Some(lowered));
                }
                self.named(view, name, &type_name, place)
            }
            reference @ SchemaRef::Reference(_) => self.schema(reference, &type_name, place),
        };
        self.lowered.insert(name, Some(lowered.clone()));
        lowered
    }

    /// The type of a component that becomes one of its own.
    fn own_type(&self, view: &View<'_>, name: &Name) -> Option<Type> {
        match &view.kind {
            Kind::Object(object) if !object.properties.is_empty() => {
                Some(Type::Model(name.clone()))
            }
            _ => None,
        }
    }

    fn named(&mut self, view: View<'a>, wire: &str, name: &Name, place: Place<'_>) -> Lowered<'a> {
        if let Kind::String {
            pattern: Some(pattern),
        } = view.kind
            && let Some((prefix, digits)) = identifier_pattern(pattern)
        {
            self.identifiers.push(Identifier {
                name: name.clone(),
                docs: Docs::of(view.data.description.as_deref(), || {
                    format!("An identifier: `{prefix}` and {digits} hexadecimal digits.")
                }),
                prefix: prefix.to_owned(),
                digits,
            });
            return Lowered {
                ty: Type::Identifier(name.clone()),
                nullable: is_nullable(&view),
                description: view.data.description.as_deref(),
                limits: None,
            };
        }
        self.typed(view, Some(wire), name, place)
    }

    fn inline(&mut self, view: View<'a>, name: &Name, place: Place<'_>) -> Lowered<'a> {
        self.typed(view, None, name, place)
    }

    /// The type of a schema. That of a component (`component` is its name) has its
    /// name already; another one takes the first free one.
    fn typed(
        &mut self,
        view: View<'a>,
        component: Option<&str>,
        name: &Name,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let mut nullable = is_nullable(&view);
        let mut description = view.data.description.as_deref();
        let limits = limits_of(&view);
        let ty = match view.kind {
            Kind::Any => Type::Json,
            Kind::Boolean => Type::Boolean,
            Kind::Number => Type::Number,
            Kind::Integer {
                format: Some(format),
            } if format == "int32" => Type::Int32,
            Kind::Integer { .. } => Type::Int64,
            Kind::String { .. } if view.values.is_empty() => Type::String,
            Kind::String { .. } => {
                let name = self.own_name(component, name);
                self.enumeration(&view, component, name, place)
            }
            Kind::Array { items } => {
                let (item, here) = (name.join(&Name::new("item")), place.key("items"));
                let items = items.map(|items| self.schema(items, &item, here).ty);
                Type::List(Box::new(items.unwrap_or(Type::Json)))
            }
            Kind::Object(object) if object.properties.is_empty() => {
                Type::Map(Box::new(self.additional(&object, name, place)))
            }
            Kind::Object(object) => {
                let name = self.own_name(component, name);
                self.structure(view.data, &object, component, name, place)
            }
            Kind::AllOf([only]) => {
                let parts = place.key("allOf");
                let part = self.schema(only.into(), name, parts.index(0));
                nullable |= part.nullable;
                description = description.or(part.description);
                part.ty
            }
            Kind::AllOf(_) => {
                self.unsupported(
                    place.key("allOf"),
                    "`allOf` of several schemas is not supported",
                );
                Type::Json
            }
            Kind::Unsupported(what) => {
                self.unsupported(place, format!("{what} is not supported in a schema"));
                Type::Json
            }
        };
        Lowered {
            ty,
            nullable,
            description,
            limits,
        }
    }

    fn own_name(&mut self, component: Option<&str>, name: &Name) -> Name {
        match component {
            Some(_) => name.clone(),
            None => self.types.claim_one_of(std::slice::from_ref(name)),
        }
    }

    /// What the values of an object's further properties are.
    pub(super) fn additional(
        &mut self,
        object: &ObjectView<'a>,
        name: &Name,
        place: Place<'_>,
    ) -> Type {
        match object.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let (value, here) = (
                    name.join(&Name::new("value")),
                    place.key("additionalProperties"),
                );
                self.schema(schema.as_ref().into(), &value, here).ty
            }
            Some(AdditionalProperties::Any(_)) | None => Type::Json,
        }
    }
}

fn is_nullable(view: &View<'_>) -> bool {
    view.data.nullable || view.values.iter().any(serde_json::Value::is_null)
}

/// The name of a component's type: the last part of a dotted name, if it is free.
///
/// Twilio's `flex.v1.interaction.interaction_channel` is an `InteractionChannel`,
/// and its `interaction_channel_enum_status` an `InteractionChannelStatus`.
pub(super) fn component_name(component: &str, types: &mut Scope) -> Name {
    let whole = component.replace("_enum_", "_");
    let mut candidates: Vec<Name> = whole
        .rmatch_indices('.')
        .map(|(dot, _)| Name::new(&whole[dot + 1..]))
        .collect();
    candidates.push(Name::new(&whole));
    candidates.push(Name::new(component));
    candidates.push(Name::new(component).join(&Name::new("model")));
    types.claim_one_of(&candidates)
}

/// Reads `^KD[0-9a-fA-F]{32}$`: the prefix, and the number of hexadecimal digits.
fn identifier_pattern(pattern: &str) -> Option<(&str, usize)> {
    let (prefix, rest) = pattern.strip_prefix('^')?.split_once('[')?;
    let digits = rest.strip_prefix("0-9a-fA-F]{")?.strip_suffix("}$")?;
    let is_plain = !prefix.is_empty()
        && prefix
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_');
    Some((prefix, digits.parse().ok()?)).filter(|_| is_plain)
}
