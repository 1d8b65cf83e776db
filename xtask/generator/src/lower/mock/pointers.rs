//! Where a value has what a test may want to spoil: values of enumerations, and required properties.

use serde_json::Value;

use super::parts::Parts;
use super::sample::{Sampler, tag};
use document::pointer::push;
use document::validation::Direction;

/// How many pointers are kept of each kind.
const MOST: usize = 100;

/// How many values within one are looked at.
const MOST_VALUES: usize = 1_000;

/// Pointers into a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Pointers {
    /// To values of enumerations.
    pub(super) enums: Vec<String>,
    /// To properties that have to be there, and are not null.
    pub(super) required: Vec<String>,
}

impl Pointers {
    /// Those that a schema leads to along a value. Of a list, the first item says enough.
    pub(super) fn of<'v>(sampler: &mut Sampler<'v>, schema: &'v Value, value: &Value) -> Self {
        sampler.begin_checks();
        let mut walk = Walk { sampler, found: Self::default(), left: MOST_VALUES };
        walk.value(&[schema], value, &mut String::new());
        walk.found
    }
}

struct Walk<'s, 'v> {
    sampler: &'s mut Sampler<'v>,
    found: Pointers,
    left: usize,
}

impl<'v> Walk<'_, 'v> {
    fn value(&mut self, schemas: &[&'v Value], value: &Value, at: &mut String) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let parts = self.parts(schemas, value);
        match value {
            Value::String(_)
                if parts.get("enum").next().is_some() && self.found.enums.len() < MOST =>
            {
                self.found.enums.push(at.clone());
            }
            Value::Array(items) => {
                let schemas = parts.items();
                if let Some(first) = items.first().filter(|_| !schemas.is_empty()) {
                    self.within(&schemas, first, "0", at);
                }
            }
            Value::Object(fields) => {
                let (properties, required) = (parts.properties(), parts.required());
                let additional: Vec<&Value> =
                    parts.get("additionalProperties").filter(|it| it.is_object()).collect();
                for (name, value) in fields {
                    let schemas = properties.get(name.as_str()).unwrap_or(&additional);
                    let is_nullable = || Parts::of(self.sampler.document(), schemas).is("nullable");
                    if self.found.required.len() < MOST
                        && required.contains(name.as_str())
                        && !is_nullable()
                    {
                        let mut pointer = at.clone();
                        push(&mut pointer, name);
                        self.found.required.push(pointer);
                    }
                    if !schemas.is_empty() {
                        self.within(schemas, value, name, at);
                    }
                }
            }
            _ => {}
        }
    }

    fn within(&mut self, schemas: &[&'v Value], value: &Value, key: &str, at: &mut String) {
        let length = at.len();
        push(at, key);
        self.value(schemas, value, at);
        at.truncate(length);
    }

    /// The parts of schemas, with those of the alternatives that a value is.
    fn parts(&mut self, schemas: &[&'v Value], value: &Value) -> Parts<'v> {
        let document = self.sampler.document();
        let mut parts = Parts::of(document, schemas);
        let mut index = 0;
        // An alternative may bring others.
        while let Some(&(schema, keyword)) = parts.unions.get(index) {
            let alternatives = schema.get(keyword).and_then(Value::as_array);
            for alternative in alternatives.into_iter().flatten() {
                let is_meant = match tag(document, schema, alternative) {
                    Some((property, told)) => value.get(property).is_some_and(|it| it == told),
                    None => self.sampler.is_valid(alternative, value, Direction::Response),
                };
                if is_meant {
                    parts.add(document, alternative);
                    break;
                }
            }
            index += 1;
        }
        parts
    }
}
