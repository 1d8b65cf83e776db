//! A schema with all that it consists of.

use std::collections::HashSet;
use std::ptr;

use indexmap::IndexMap;
use serde_json::Value;

use document::reference::resolve;

/// How many schemas one may consist of. What is beyond is not looked at.
const MOST_PARTS: usize = 200;

/// Schemas that a value has to fit all of, with references followed and `allOf` taken apart.
#[derive(Clone, Default)]
pub(super) struct Parts<'v> {
    /// The schemas as they were given.
    pub(super) whole: Vec<&'v Value>,
    /// These, and what they consist of.
    all: Vec<&'v Value>,
    /// Those that have alternatives, with the keyword.
    pub(super) unions: Vec<(&'v Value, &'static str)>,
}

impl<'v> Parts<'v> {
    /// The parts of some schemas.
    pub(super) fn of(document: &'v Value, schemas: &[&'v Value]) -> Self {
        let mut parts = Self::default();
        for schema in schemas {
            parts.add(document, schema);
        }
        parts
    }

    /// Adds a schema. Returns how many schemas that are.
    pub(super) fn add(&mut self, document: &'v Value, schema: &'v Value) -> usize {
        let before = self.all.len();
        self.whole.push(schema);
        let mut pending = vec![schema];
        while let Some(schema) = pending.pop().filter(|_| self.all.len() < MOST_PARTS) {
            let target = resolve(document, schema);
            let is_alone =
                ptr::eq(schema, target) || schema.as_object().is_some_and(|it| it.len() == 1);
            // What stands beside a reference counts as well.
            for part in [Some(target), (!is_alone).then_some(schema)].into_iter().flatten() {
                if self.all.iter().any(|known| ptr::eq(*known, part)) {
                    continue;
                }
                self.all.push(part);
                for keyword in ["oneOf", "anyOf"] {
                    let has_some = part.get(keyword).and_then(Value::as_array);
                    if has_some.is_some_and(|alternatives| !alternatives.is_empty()) {
                        self.unions.push((part, keyword));
                    }
                }
                pending.extend(
                    part.get("allOf").and_then(Value::as_array).into_iter().flatten().rev(),
                );
            }
        }
        self.all.len() - before
    }

    /// What the parts say under a keyword.
    pub(super) fn get(&self, keyword: &str) -> impl Iterator<Item = &'v Value> {
        self.all.iter().filter_map(move |part| part.get(keyword))
    }

    /// The text that the first part has under a keyword.
    pub(super) fn text(&self, keyword: &str) -> Option<&'v str> {
        self.get(keyword).find_map(Value::as_str)
    }

    /// Whether a part says so.
    pub(super) fn is(&self, keyword: &str) -> bool {
        self.get(keyword).any(|value| *value == Value::Bool(true))
    }

    /// The largest of the least sizes.
    pub(super) fn least(&self, keyword: &str) -> u64 {
        self.get(keyword).filter_map(Value::as_u64).max().unwrap_or(0)
    }

    /// The smallest of the largest sizes.
    pub(super) fn most(&self, keyword: &str) -> u64 {
        self.get(keyword).filter_map(Value::as_u64).min().unwrap_or(u64::MAX)
    }

    /// The type: what is said, or else what the other keywords mean.
    pub(super) fn kind(&self) -> Option<&'v str> {
        const TOLD: [(&str, &str); 10] = [
            ("properties", "object"),
            ("additionalProperties", "object"),
            ("required", "object"),
            ("items", "array"),
            ("minItems", "array"),
            ("pattern", "string"),
            ("minLength", "string"),
            ("maxLength", "string"),
            ("minimum", "number"),
            ("maximum", "number"),
        ];
        let told = || TOLD.iter().find(|(keyword, _)| self.get(keyword).next().is_some());
        self.text("type").or_else(|| told().map(|(_, kind)| *kind))
    }

    /// The properties, with all schemas that each has to fit.
    pub(super) fn properties(&self) -> IndexMap<&'v str, Vec<&'v Value>> {
        let mut properties: IndexMap<&str, Vec<&Value>> = IndexMap::new();
        for (name, schema) in self.get("properties").filter_map(Value::as_object).flatten() {
            properties.entry(name).or_default().push(schema);
        }
        properties
    }

    /// The names of properties that are required.
    pub(super) fn required(&self) -> HashSet<&'v str> {
        let lists = self.get("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The schemas that each item of a list has to fit.
    pub(super) fn items(&self) -> Vec<&'v Value> {
        self.get("items").collect()
    }

    /// What a property has to be by which a discriminator tells the schema from others that inherit
    /// the same.
    pub(super) fn inherited_tags(&self, document: &'v Value) -> Vec<(&'v str, &'v str)> {
        let parents = self.get("discriminator").filter(|told| !self.is_of_union(told));
        let tags = parents.filter_map(|told| {
            let property = told.get("propertyName")?.as_str()?;
            let leads_here = |target: &str| {
                let target = mapped(document, target);
                target.is_some_and(|target| self.all.iter().any(|part| ptr::eq(*part, target)))
            };
            let of_mapping = mapping_of(told).into_iter().find(|(_, target)| {
                self.is_whole(document, target) && target.as_str().is_some_and(leads_here)
            });
            let of_reference = || self.whole.iter().find_map(|schema| name_of(schema));
            Some((property, of_mapping.map(|(key, _)| key).or_else(of_reference)?))
        });
        tags.collect()
    }

    /// Whether the schema that a mapping leads to is one of those that were given.
    fn is_whole(&self, document: &'v Value, target: &Value) -> bool {
        let target = target.as_str().and_then(|target| mapped(document, target));
        let mut whole = self.whole.iter().map(|schema| resolve(document, schema));
        whole.any(|schema| target.is_some_and(|target| ptr::eq(schema, target)))
    }

    /// Whether a discriminator tells alternatives apart.
    fn is_of_union(&self, discriminator: &Value) -> bool {
        let of =
            |part: &&Value| part.get("discriminator").is_some_and(|it| ptr::eq(it, discriminator));
        self.all.iter().any(|part| of(part) && (part.get("oneOf").or(part.get("anyOf"))).is_some())
    }
}

/// The schema that a value of `mapping` means.
pub(super) fn mapped<'v>(document: &'v Value, target: &str) -> Option<&'v Value> {
    let components = document.get("components")?.get("schemas")?;
    let by_reference = document::pointer::of_reference(target);
    let found = by_reference.and_then(|pointer| document::pointer::find(document, &pointer));
    found.or_else(|| components.get(target)).map(|schema| resolve(document, schema))
}

/// The name of the component that a reference leads to.
pub(super) fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// What the values of a discriminator lead to, in an order that is not that of the document.
pub(super) fn mapping_of(discriminator: &Value) -> Vec<(&str, &Value)> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let mut mapping: Vec<_> = mapping.map(|(value, target)| (value.as_str(), target)).collect();
    mapping.sort_unstable_by_key(|(value, _)| *value);
    mapping
}
