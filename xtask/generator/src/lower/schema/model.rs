//! Objects and enumerations as models.

use std::collections::HashSet;

use serde_json::Value;

use crate::codes::Codes;
use crate::docs::{Docs, code_span};
use crate::ir::{
    Constant, Enum, EnumValue, FieldArgument, FieldReason, Model, ModelKind, NameReason, Presence,
    Struct, StructField, Type, Unfit,
};
use crate::lower::Lowering;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::naming::Naming;
use crate::lower::schema::view::{Additional, ObjectView, View};
use crate::lower::schema::whereabouts::ModelSort;
use crate::names::{ENUM_VARIANTS, Name, STRUCT_MEMBERS, Scope};
use document::diagnostics::{Place, quoted};
use document::did_you_mean;

impl<'a> Lowering<'a> {
    /// A model for an object with known properties.
    pub(in crate::lower) fn struct_model(
        &mut self,
        description: Option<&str>,
        object: &ObjectView<'a>,
        constraints: Option<&str>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Type {
        self.check_required(object, place);
        self.models.start();
        let members: Vec<&str> = object.properties.keys().copied().collect();
        let (name, component) = self.claim_type_name(naming, place, &members);
        let mut scope = Scope::of_setters(STRUCT_MEMBERS);
        let properties = place.key("properties");
        let tag = component.and_then(|component| self.lookup.inheritance().tag(component));
        let tag = tag.map(|(property, value)| (property, value.to_owned()));
        let mut fields = Vec::with_capacity(object.properties.len());
        for (&wire_name, &schema) in &object.properties {
            let field = Name::new(wire_name);
            let here = properties.key(wire_name);
            let mut lowered = self.schema(schema, &name.join(&field), here);
            self.effort.spend_on_member(lowered.description);
            if self.is_too_much(&here) {
                break;
            }
            if let Some((property, value)) = &tag
                && *property == wire_name
                && matches!(lowered.ty, Type::String | Type::Enum(_))
            {
                lowered.constant = Some(Constant::Text(value.clone()));
            }
            let is_required = object.required.contains(&wire_name);
            let presence = presence(is_required, lowered.nullable);
            let name = scope.claim_one_of(&[field.clone(), field.join(&Name::new("field"))]);
            let because = FieldReason {
                name: NameReason::of(&name, &field),
                is_required,
                is_nullable: lowered.nullable,
                ..FieldReason::default()
            };
            fields.push(StructField {
                at: here.pointer(),
                wire_name: wire_name.to_owned(),
                name,
                because,
                docs: lowered.docs(wire_name, None),
                presence,
                unfit: if self.allows_other_types(schema) { Unfit::Allowed } else { Unfit::Kept },
                access: lowered.access,
                argument: match (presence, lowered.constant) {
                    (Presence::Required, Some(constant)) => FieldArgument::Constant(constant),
                    (Presence::Required, None) => FieldArgument::Required,
                    _ => FieldArgument::Optional,
                },
                deprecated: lowered.deprecated,
                ty: lowered.ty,
            });
        }
        let shape = ModelKind::Struct(Struct {
            fields,
            extra_type: extra_type(self.additional(object, &name, place)),
            is_closed: matches!(object.additional, Some(Additional::Allowed(false))),
            is_sent: false,
            has_default: false,
            page: None,
        });
        let docs = self.model_docs(description, naming, ModelSort::Object, place);
        let docs = constraints.into_iter().fold(docs, Docs::and);
        self.models.add(Model::new(name.clone(), place.pointer(), docs, shape));
        Type::Model(name)
    }

    /// Reports required properties that are not declared.
    pub(in crate::lower) fn check_required(&mut self, object: &ObjectView<'_>, place: Place<'_>) {
        let names = || object.properties.keys().copied();
        let mut undeclared: Vec<&str> = object.required.clone();
        undeclared.retain(|name| !object.properties.contains_key(name));
        undeclared.sort_unstable();
        undeclared.dedup();
        for name in undeclared {
            let message = format!("{} is required, but is not among the properties", quoted(name));
            let place = place.key("required");
            let place = place.key(name);
            let diagnostic = self.diagnostics.warning(Codes::UNDECLARED_PROPERTY, &place, message);
            let declare = || "declare it, or do not require it".to_owned();
            diagnostic.help(did_you_mean(name, names()).unwrap_or_else(declare));
        }
    }

    /// A model for an enumeration of strings, some of which are described.
    pub(in crate::lower) fn enum_model(
        &mut self,
        texts: &[(Value, Option<&str>)],
        description: Option<&str>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Type {
        self.models.start();
        let members: Vec<&str> = texts.iter().filter_map(|(value, _)| value.as_str()).collect();
        let (name, _) = self.claim_type_name(naming, place, &members);
        let mut scope = Scope::with(ENUM_VARIANTS);
        let mut values = Vec::with_capacity(texts.len());
        let mut known = HashSet::new();
        for (value, description) in texts {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                // Reported already. The text of the value is meant.
                other => other.to_string(),
            };
            // A value may be repeated.
            self.effort.spend(50 + text.len() + description.map_or(0, str::len));
            if known.insert(text.clone()) {
                let usual = Name::of_value(&text);
                let name = scope.claim_one_of(&[usual.clone().beside(ENUM_VARIANTS, "value")]);
                let because = NameReason::of(&name, &usual);
                let docs =
                    description.map(|text| Docs::of(Some(text), || code_span(&name.prose())));
                values.push(EnumValue { name, docs, wire_value: text, because });
            }
        }
        let shape = ModelKind::Enum(Enum { values });
        let docs = self.model_docs(description, naming, ModelSort::Values, place);
        self.models.add(Model::new(name.clone(), place.pointer(), docs, shape));
        Type::Enum(name)
    }

    /// One enumeration of the values of several. The description of one with a single value is about
    /// this value.
    pub(in crate::lower) fn merged_enum(
        &mut self,
        parts: &[Subschema<'a>],
        description: Option<&str>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let views: Vec<View<'a>> =
            parts.iter().filter_map(|part| self.resolved(part.schema)).collect();
        let is_nullable =
            |view: &View<'_>| view.data.nullable || view.values.contains(&Value::Null);
        let nullable = views.iter().any(is_nullable);
        let texts: Vec<(Value, Option<&str>)> = views
            .iter()
            .flat_map(|view| {
                let about = view.description.filter(|_| view.values.len() == 1);
                view.values.iter().map(move |value| (value.clone(), about))
            })
            .collect();
        Lowered { nullable, ..Lowered::of(self.enum_model(&texts, description, naming, place)) }
    }
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

/// The type of the properties that are no fields. If nothing is said of them, they are kept as they are.
pub(super) fn extra_type(additional: Type) -> Type {
    if additional == Type::Json { Type::AnyJson } else { additional }
}
