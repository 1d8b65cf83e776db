//! The tag of a union, by which its variants are told apart, and the names of its variants.
//!
//! Without a `discriminator`, it is a property with another constant value in each variant. The
//! schemas of Rust enums that serde writes are like this, for one.

use openapiv3::Discriminator;
use serde_json::Value;

use crate::lower::Lowering;
use crate::lower::references::component_of;
use crate::lower::schema::compose::Subschema;
use crate::lower::schema::inheritance::values_of;
use crate::lower::schema::view::{ObjectView, SchemaRef};
use crate::names::Name;

/// Longer titles are not taken for names.
const LONGEST_TITLE: usize = 40;

/// The property that tells which of the variants an object is.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct UnionTag<'a> {
    pub(in crate::lower) property: &'a str,
    discriminator: Option<&'a Discriminator>,
}

impl<'a> Lowering<'a> {
    /// The discriminator, or a property that each subschema requires with a value that no other has.
    pub(in crate::lower) fn union_tag(
        &self,
        parts: &[Subschema<'a>],
        discriminator: Option<&'a Discriminator>,
    ) -> Option<UnionTag<'a>> {
        if let Some(found) = discriminator {
            return Some(UnionTag { property: &found.property_name, discriminator });
        }
        let objects: Option<Vec<ObjectView<'a>>> =
            parts.iter().map(|part| self.object(part.schema)).collect();
        let objects = objects.filter(|objects| objects.len() > 1)?;
        let is_tag = |property: &&str| {
            let mut values: Vec<String> = Vec::with_capacity(objects.len());
            objects.iter().all(|object| match self.only_value(object, property) {
                Some(value) if object.required.contains(property) && !values.contains(&value) => {
                    values.push(value);
                    true
                }
                _ => false,
            })
        };
        let property = objects.first()?.properties.keys().copied().find(is_tag)?;
        Some(UnionTag { property, discriminator: None })
    }

    /// The values of the tag that stand for a subschema: those that the discriminator maps to it, or
    /// else its own name; and the only value that its schema allows.
    pub(in crate::lower) fn tag_values(
        &self,
        tag: UnionTag<'a>,
        part: SchemaRef<'a>,
        object: &ObjectView<'a>,
    ) -> Vec<String> {
        let mut values = match (part, tag.discriminator) {
            (SchemaRef::Reference(reference), Some(discriminator)) => {
                self.effort.spend(4 * discriminator.mapping.len());
                let component = component_of(reference, "schemas");
                component.map_or_else(Vec::new, |name| values_of(&name, discriminator))
            }
            _ => Vec::new(),
        };
        values.extend(self.only_value(object, tag.property).filter(|only| !values.contains(only)));
        // The order of a mapping means nothing.
        values.sort();
        values
    }

    /// The name of a subschema that is not a reference.
    pub(in crate::lower) fn alternative_name(
        &self,
        part: &Subschema<'a>,
        parts: &[Subschema<'a>],
        tag: Option<UnionTag<'a>>,
    ) -> Name {
        let number = || Name::new(&format!("variant {}", part.index + 1));
        let Some(object) = self.object(part.schema) else { return number() };
        if let Some(value) = tag.and_then(|tag| self.only_value(&object, tag.property)) {
            return Name::of_value(&value);
        }
        let title = self.resolved(part.schema).and_then(|view| view.data.title.as_deref());
        if let Some(title) = title.filter(|title| (1..=LONGEST_TITLE).contains(&title.len())) {
            return Name::new(title);
        }
        // The only property that it requires, if no other subschema has it.
        if let [only] = object.required.as_slice()
            && object.properties.contains_key(only)
            && parts.iter().filter(|other| other.index != part.index).all(|other| {
                let other = self.object(other.schema);
                other.is_none_or(|other| !other.properties.contains_key(only))
            })
        {
            return Name::new(only);
        }
        number()
    }

    /// The only value that a property may have, if that is text.
    fn only_value(&self, object: &ObjectView<'a>, property: &str) -> Option<String> {
        let view = self.resolved(*object.properties.get(property)?)?;
        match view.values.as_slice() {
            [Value::String(only)] => Some(only.clone()),
            _ => None,
        }
    }
}
