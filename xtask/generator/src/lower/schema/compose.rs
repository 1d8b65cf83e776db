//! The types of composed schemas: `allOf`, `oneOf` and `anyOf`, and the keywords beside them.

use std::collections::HashSet;

use crate::docs::code_span;
use crate::ir::Type;
use crate::lower::Lowering;
use crate::lower::references::component_of;
use crate::lower::schema::intersection::{is_null, is_same_type};
use crate::lower::schema::lowered::Lowered;
use crate::lower::schema::naming::Naming;
use crate::lower::schema::view::{
    Alternatives, ObjectView, SchemaRef, ValueKind, View, is_anything,
};
use document::diagnostics::Place;
use openapiv3::{Discriminator, Schema};

/// One of the schemas under a keyword.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Subschema<'a> {
    pub(in crate::lower) schema: SchemaRef<'a>,
    pub(in crate::lower) keyword: &'static str,
    pub(in crate::lower) index: usize,
}

/// What a composed schema describes.
#[derive(Debug)]
pub(in crate::lower) enum Composition<'a> {
    /// The same type as one of its subschemas; the others add constraints at most.
    Same(Subschema<'a>),
    /// A scalar or a list for which each of several schemas says a part.
    Narrowed(View<'a>),
    /// The type of one of its subschemas, or any other JSON.
    Open(Subschema<'a>),
    /// An object, and a sentence about further constraints.
    Object(ObjectView<'a>, Option<String>),
    /// A value of one of several enumerations of strings.
    Texts(Vec<Subschema<'a>>),
    /// A value of one of several types.
    Union(UnionMembers<'a>),
    /// A schema that others inherit from, or one of these.
    Parent,
    /// Any JSON.
    Anything,
    /// Nothing: no type fits all subschemas.
    Conflict,
}

/// The members of a union.
#[derive(Debug)]
pub(in crate::lower) struct UnionMembers<'a> {
    pub(in crate::lower) parts: Vec<Subschema<'a>>,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
    /// The keywords of an object that each of them has in addition.
    pub(in crate::lower) base: ObjectView<'a>,
}

impl<'a> Alternatives<'a> {
    /// The schemas under the keyword, with their places.
    pub(super) fn subschemas(&self) -> Vec<Subschema<'a>> {
        let keyword = self.keyword;
        let parts = self.parts.iter().enumerate();
        parts.map(|(index, &schema)| Subschema { schema, keyword, index }).collect()
    }
}

impl<'a> Lowering<'a> {
    /// What a composed schema describes, and whether one of its subschemas is `null`.
    pub(in crate::lower) fn composed(
        &self,
        view: &View<'a>,
        naming: Naming<'_>,
    ) -> (Composition<'a>, bool) {
        if let Naming::Component(_, component) = naming
            && self.lookup.inheritance().of(component).is_some()
        {
            return (Composition::Parent, false);
        }
        match &view.kind {
            ValueKind::Object(object) => (Composition::Object(object.clone(), None), false),
            ValueKind::AllOf(parts, own) => (self.all_of(view, parts, own, naming), false),
            ValueKind::OneOf(choice) => self.one_of(choice, view),
            _ => (Composition::Anything, false),
        }
    }

    /// Whether a schema becomes a model, whatever types its subschemas have.
    pub(in crate::lower) fn is_model(&self, view: &View<'a>, naming: Naming<'_>) -> bool {
        match self.composed(view, naming).0 {
            Composition::Object(object, _) => !object.properties.is_empty(),
            Composition::Union(_) | Composition::Parent => true,
            Composition::Same(Subschema { schema: SchemaRef::Inline(schema), .. }) => {
                self.is_model(&View::new(schema), naming)
            }
            _ => false,
        }
    }

    /// The type of a composed schema.
    pub(in crate::lower) fn composition(
        &mut self,
        composed: Composition<'a>,
        view: &View<'a>,
        description: Option<&'a str>,
        naming: Naming<'_>,
        place: Place<'_>,
    ) -> Lowered<'a> {
        let name = naming.name();
        let mut part = |part: Subschema<'a>| {
            let place = place.key(part.keyword);
            let place = place.index(part.index);
            match part.schema {
                SchemaRef::Reference(_) | SchemaRef::Merged(_) => {
                    self.schema(part.schema, name, place)
                }
                // It has the name of the composed schema, whose only type it is.
                SchemaRef::Inline(schema) => {
                    let own = View::new(schema);
                    let description = own.description.or(description);
                    self.view(&View { description, ..own }, naming, place)
                }
            }
        };
        match composed {
            Composition::Same(same) => part(same),
            Composition::Narrowed(narrowed) => {
                self.type_of_view(&View { description, ..narrowed }, naming, place)
            }
            Composition::Open(known) => {
                let known = part(known);
                Lowered {
                    description: known.description,
                    ..Lowered::of(Type::Open(Box::new(known.ty)))
                }
            }
            Composition::Object(object, constraints) if object.properties.is_empty() => {
                self.check_required(&object, place);
                let value = self.additional(&object, name, place);
                Lowered { constraints, ..Lowered::of(Type::Map(Box::new(value))) }
            }
            Composition::Object(object, constraints) => Lowered::of(self.struct_model(
                description,
                &object,
                constraints.as_deref(),
                naming,
                place,
            )),
            Composition::Texts(parts) => self.merged_enum(&parts, description, naming, place),
            Composition::Union(alternatives) => {
                Lowered::of(self.union_model(description, &alternatives, naming, place))
            }
            Composition::Parent => Lowered::of(self.parent_model(view, naming, place)),
            Composition::Anything => Lowered::of(Type::Json),
            Composition::Conflict => {
                let message = "no type is all of this at once; any JSON is taken in its place";
                self.warn_unsupported(place, message);
                Lowered::of(Type::Json)
            }
        }
    }

    fn all_of(
        &self,
        view: &View<'a>,
        parts: &[SchemaRef<'a>],
        own: &ObjectView<'a>,
        naming: Naming<'_>,
    ) -> Composition<'a> {
        let part = |index: usize| Subschema { schema: parts[index], keyword: "allOf", index };
        if let Some(scalar) = self.intersection(view).scalar(&self.merged_schemas) {
            return match self.part_of_type(&scalar, parts) {
                Some(index) => Composition::Same(part(index)),
                None => Composition::Narrowed(scalar),
            };
        }
        if !matches!(naming, Naming::Component(..))
            && own.is_empty()
            && let Some(index) = self.most_special(parts)
        {
            return Composition::Same(part(index));
        }
        if let Some(index) = only_constraining(parts, own)
            && !self.is_child(naming, parts[index])
        {
            return Composition::Same(part(index));
        }
        let mut seen: HashSet<&str> = HashSet::new();
        if let Naming::Component(_, component) = naming {
            seen.extend(
                self.lookup
                    .components()
                    .schemas
                    .get_key_value(component)
                    .map(|(name, _)| name.as_str()),
            );
        }
        if let Some(object) = self.objects_besides(parts, own, seen) {
            return Composition::Object(object, None);
        }
        let views: Vec<Option<View<'a>>> = parts.iter().map(|part| self.resolved(*part)).collect();
        let is_choice = |view: &Option<View<'_>>| {
            view.as_ref().is_some_and(|view| matches!(view.kind, ValueKind::OneOf(_)))
        };
        if let Some(index) = views.iter().position(is_choice) {
            let Some(View { schema, kind: ValueKind::OneOf(choice), .. }) =
                views.into_iter().nth(index).flatten()
            else {
                return Composition::Conflict;
            };
            // What stands beside the alternatives is said of all values as well.
            let around = [
                self.objects(&parts[..index], &ObjectView::default()),
                self.objects(&choice.all, &choice.own),
                self.objects(&parts[index + 1..], own),
            ];
            let mut base = ObjectView::default();
            for object in around {
                let Some(object) = object else { return Composition::Conflict };
                self.merge(&mut base, object);
            }
            return self.choice(&choice, base, schema).0;
        }
        Composition::Conflict
    }

    /// The part that has the type of all of them by itself, best one with a name.
    fn part_of_type(&self, scalar: &View<'a>, parts: &[SchemaRef<'a>]) -> Option<usize> {
        let has_type = |part: &SchemaRef<'a>| {
            let alone = self.intersection(&View::all_of(vec![*part]));
            let alone = alone.scalar(&self.merged_schemas);
            alone.is_some_and(|alone| is_same_type(&alone, scalar))
        };
        let mut indexes: Vec<usize> = (0..parts.len()).collect();
        indexes.sort_by_key(|&index| !matches!(parts[index], SchemaRef::Reference(_)));
        indexes.into_iter().find(|&index| has_type(&parts[index]))
    }

    /// The reference whose schema includes all that the other parts say of the type, if there are
    /// other parts: they are references to schemas that it consists of, or say nothing more.
    fn most_special(&self, parts: &[SchemaRef<'a>]) -> Option<usize> {
        let includes = |special: &SchemaRef<'a>, part: &SchemaRef<'a>| match part {
            SchemaRef::Reference(_) => part == special || self.consists_of(*special, *part),
            SchemaRef::Inline(schema) => match View::new(schema).kind {
                ValueKind::Any => true,
                ValueKind::Object(object) => object.is_empty(),
                _ => false,
            },
            SchemaRef::Merged(_) => false,
        };
        (0..parts.len()).find(|&index| {
            matches!(parts[index], SchemaRef::Reference(_))
                && parts.iter().all(|part| includes(&parts[index], part))
        })
    }

    fn one_of(&self, choice: &Alternatives<'a>, view: &View<'a>) -> (Composition<'a>, bool) {
        match self.objects(&choice.all, &choice.own) {
            Some(base) => self.choice(choice, base, view.schema),
            None => (Composition::Conflict, false),
        }
    }

    /// What `oneOf` or `anyOf` describes, where `base` has the keywords of an object beside it.
    fn choice(
        &self,
        choice: &Alternatives<'a>,
        base: ObjectView<'a>,
        union: &'a Schema,
    ) -> (Composition<'a>, bool) {
        let discriminator = union.schema_data.discriminator.as_ref();
        let mut parts = choice.subschemas();
        let count = parts.len();
        parts.retain(|part| !is_null(part.schema));
        let mut is_nullable = parts.len() < count;
        if base.is_empty()
            && let Some(flattened) = self.flattened(union, &parts, discriminator.is_some())
        {
            parts = flattened.parts;
            is_nullable |= flattened.is_nullable;
        }
        let composed = if let Some(sentence) = required_alternatives(&parts) {
            Composition::Object(base, Some(sentence))
        } else if !base.is_empty() {
            Composition::Union(UnionMembers { parts, discriminator, base })
        } else if let [only] = parts.as_slice() {
            Composition::Same(*only)
        } else {
            let known: Vec<_> = parts.iter().filter(|part| !is_anything(&part.schema)).collect();
            match known.as_slice() {
                [] => Composition::Anything,
                [only] => Composition::Open(**only),
                _ => match self.listed_texts(&parts).as_deref() {
                    None | Some([]) => {
                        Composition::Union(UnionMembers { parts, discriminator, base })
                    }
                    Some([only]) => Composition::Same(*only),
                    Some(listed) => Composition::Texts(listed.to_vec()),
                },
            }
        };
        (composed, is_nullable)
    }

    /// The enumerations among subschemas that are all strings. An enumeration is open, so that it
    /// takes the strings of the others, too. None if one of them is no string.
    pub(super) fn listed_texts(&self, parts: &[Subschema<'a>]) -> Option<Vec<Subschema<'a>>> {
        let mut listed = Vec::new();
        for part in parts {
            let view = self.resolved(part.schema)?;
            match view.kind {
                ValueKind::String { .. } if view.values.is_empty() => {}
                ValueKind::String { .. } => listed.push(*part),
                _ => return None,
            }
        }
        Some(listed)
    }

    /// Whether a component is a child of another, which has a discriminator or lists its children.
    fn is_child(&self, naming: Naming<'_>, parent: SchemaRef<'a>) -> bool {
        let (Naming::Component(_, child), SchemaRef::Reference(reference)) = (naming, parent)
        else {
            return false;
        };
        let is_it = |part: &SchemaRef<'_>| match part {
            SchemaRef::Reference(part) => component_of(part, "schemas").as_deref() == Some(child),
            SchemaRef::Inline(_) | SchemaRef::Merged(_) => false,
        };
        component_of(reference, "schemas")
            .is_some_and(|parent| self.lookup.inheritance().inherits(child, &parent))
            || self.resolved(parent).is_some_and(|view| match view.kind {
                ValueKind::OneOf(choice) => choice.parts.iter().any(is_it),
                _ => false,
            })
    }
}

/// The one subschema of an `allOf` that constrains the type, if there is only one.
fn only_constraining(parts: &[SchemaRef<'_>], own: &ObjectView<'_>) -> Option<usize> {
    if !own.is_empty() {
        return None;
    }
    let mut speaking = (0..parts.len()).filter(|&index| !is_anything(&parts[index]));
    match (speaking.next(), speaking.next()) {
        (Some(sole), None) => Some(sole),
        (None, _) => Some(0).filter(|_| !parts.is_empty()),
        (Some(_), Some(_)) => None,
    }
}

/// A sentence about subschemas that do nothing but require properties; none if there are others.
fn required_alternatives(parts: &[Subschema<'_>]) -> Option<String> {
    let mut alternatives = Vec::new();
    for part in parts {
        let SchemaRef::Inline(schema) = part.schema else { return None };
        let ValueKind::Object(object) = View::new(schema).kind else { return None };
        if !object.properties.is_empty() || object.additional.is_some() {
            return None;
        }
        let mut names: Vec<String> = object.required.iter().map(|name| code_span(name)).collect();
        names.sort_unstable();
        alternatives.push(names.join(" and "));
    }
    // In which order they stand in the document means nothing.
    alternatives.sort_unstable();
    let how = match parts.first()?.keyword {
        "oneOf" => "Exactly one",
        _ => "At least one",
    };
    Some(format!("{how} of these is required: {}.", alternatives.join("; ")))
}
