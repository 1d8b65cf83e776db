//! Values made from schemas: for requests and responses of which the document has no example.

mod number;
#[cfg(test)]
mod tests;
mod text;

use std::ptr;

use serde_json::{Map, Value};

use super::parts::{Parts, mapped, mapping_of, name_of};
use document::diagnostics::Place;
use document::reference::resolve;
use document::validation::{Direction, LocatedSchema, Validator};
use document::value::total_size;

/// How deep values are nested at most.
const DEEPEST: usize = 40;

/// How deep optional properties are still made.
const DEEPEST_OPTIONAL: usize = 5;

/// How many schemas are looked at for one value, and of these how many for optional properties.
const MOST_SCHEMAS: usize = 5_000;
const FOR_OPTIONAL: usize = 400;

/// How many items a list has at most: one that needs more is not made.
const MOST_ITEMS: u64 = 50;

/// How many schemas are looked at to see whether a value, and what it is made of, is valid.
pub(super) const MOST_CHECKED: usize = 20_000;

/// How many alternatives, or values of an enumeration, are tried.
const MOST_TRIED: usize = 20;

/// Makes values from the schemas of a document.
pub struct Sampler<'v> {
    document: &'v Value,
    validator: Validator<'v>,
    direction: Direction,
    /// How many more schemas are looked at for all values.
    left_for_all: usize,
    /// How many more are looked at for the value that is being made.
    left: usize,
    /// How many more are looked at to check it.
    left_to_check: usize,
    /// The schemas of which values are being made, one within another.
    active: Vec<*const Value>,
}

impl<'v> Sampler<'v> {
    /// Makes values by the schemas that a document has, or that another value has.
    #[must_use]
    pub fn new(document: &'v Value) -> Self {
        const BASE: usize = 100_000;

        Self {
            document,
            validator: Validator::new(document),
            direction: Direction::Either,
            left_for_all: total_size(document).saturating_add(BASE),
            left: 0,
            left_to_check: 0,
            active: Vec::new(),
        }
    }

    /// The document that has the schemas.
    pub(super) fn document(&self) -> &'v Value {
        self.document
    }

    /// A value that fits a schema, if one can be made: some have none, because they contain themselves,
    /// and some have only enormous ones.
    pub fn value(&mut self, schema: &'v Value, direction: Direction) -> Option<Value> {
        let left = self.left_for_all.min(MOST_SCHEMAS);
        (self.left, self.direction) = (left, direction);
        self.begin_checks();
        let made = self.made(&[schema], 0);
        self.left_for_all -= left - self.left;
        made
    }

    /// Has values be checked that have nothing to do with those before.
    pub(super) fn begin_checks(&mut self) {
        self.left_to_check = MOST_CHECKED;
    }

    /// Whether a value is valid, as far as that can be found out in little time.
    pub(super) fn is_valid(
        &mut self,
        schema: &'v Value,
        value: &Value,
        direction: Direction,
    ) -> bool {
        let schema = LocatedSchema::new(schema, Place::ROOT);
        self.validator.is_valid(schema, value, direction, &mut self.left_to_check)
    }

    fn spend(&mut self, schemas: usize) -> Option<()> {
        self.left = self.left.checked_sub(schemas)?;
        Some(())
    }

    /// A value that fits some schemas.
    fn made(&mut self, schemas: &[&'v Value], depth: usize) -> Option<Value> {
        self.made_with(Parts::default(), &[], schemas, depth)
    }

    /// A value that fits some parts, and schemas beside them. `tags` are properties with the values
    /// that they have to have.
    fn made_with(
        &mut self,
        mut parts: Parts<'v>,
        tags: &[(&'v str, &'v str)],
        schemas: &[&'v Value],
        depth: usize,
    ) -> Option<Value> {
        if depth >= DEEPEST {
            return None;
        }
        let outer = self.active.len();
        for schema in schemas {
            let target = resolve(self.document, schema);
            if self.active[..outer].contains(&ptr::from_ref(target)) {
                // It contains itself: there must be a way out.
                self.active.truncate(outer);
                return (target.get("nullable") == Some(&Value::Bool(true))).then_some(Value::Null);
            }
            self.active.push(target);
            let count = parts.add(self.document, schema);
            self.spend(1 + count)?;
        }
        let made = self.of_parts(&parts, tags, depth);
        self.active.truncate(outer);
        made.or_else(|| self.fits(&parts, &Value::Null).then_some(Value::Null))
    }

    fn of_parts(
        &mut self,
        parts: &Parts<'v>,
        tags: &[(&'v str, &'v str)],
        depth: usize,
    ) -> Option<Value> {
        if let Some(given) = self.given(parts).or_else(|| self.listed(parts)) {
            return Some(given);
        }
        if !parts.unions.is_empty() {
            return self.union(parts, tags, depth);
        }
        if tags.is_empty()
            && let Some(heir) = self.heir(parts, depth)
        {
            return Some(heir);
        }
        match parts.kind() {
            Some("string") => {
                text::text(parts, |text| self.fits(parts, &Value::from(text))).map(Value::from)
            }
            Some("integer") => number::number(parts, true),
            Some("number") => number::number(parts, false),
            Some("boolean") => Some(Value::Bool(true)),
            Some("array") => self.array(parts, depth),
            Some("object") => self.object(parts, tags, depth),
            // It may be anything, unless it has to be null.
            _ => Some(Value::Object(Map::new())).filter(|any| self.fits(parts, any)),
        }
    }

    fn fits(&mut self, parts: &Parts<'v>, value: &Value) -> bool {
        let direction = self.direction;
        self.spend(1).is_some()
            && parts.whole.iter().all(|schema| self.is_valid(schema, value, direction))
    }

    /// The example or the default of the schema, if it is one, and says something.
    fn given(&mut self, parts: &Parts<'v>) -> Option<Value> {
        let mut given =
            parts.get("example").chain(parts.get("default")).filter(|value| match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(items) => !items.is_empty(),
                Value::Object(fields) => !fields.is_empty(),
                Value::Bool(_) | Value::Number(_) => true,
            });
        let given = given.find(|value| self.fits(parts, value))?.clone();
        self.left = self.left.saturating_sub(total_size(&given) / 50);
        Some(given)
    }

    /// The first value of an enumeration.
    fn listed(&mut self, parts: &Parts<'v>) -> Option<Value> {
        let mut values = parts.get("enum").find_map(Value::as_array)?.iter().take(MOST_TRIED);
        values.find(|value| !value.is_null() && self.fits(parts, value)).cloned()
    }

    /// A value of the first alternative that is told from the others, or else of the first that has any.
    fn union(
        &mut self,
        parts: &Parts<'v>,
        tags: &[(&'v str, &'v str)],
        depth: usize,
    ) -> Option<Value> {
        let mut rest = parts.clone();
        let (schema, keyword) = rest.unions.remove(0);
        let alternatives = schema.get(keyword)?.as_array()?;
        let mut first = None;
        for alternative in alternatives.iter().take(MOST_TRIED) {
            let mut tags = tags.to_vec();
            tags.extend(tag(self.document, schema, alternative));
            let made = self.made_with(rest.clone(), &tags, &[alternative], depth + 1);
            let Some(made) = made.filter(|made| !made.is_null()) else { continue };
            if self.fits(parts, &made) {
                return Some(made);
            }
            first.get_or_insert(made);
        }
        first
    }

    /// A value of the first schema that inherits from this one by its discriminator.
    fn heir(&mut self, parts: &Parts<'v>, depth: usize) -> Option<Value> {
        let [whole] = parts.whole.as_slice() else { return None };
        let discriminator = resolve(self.document, whole).get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        for (key, target) in mapping_of(discriminator).into_iter().take(MOST_TRIED) {
            let Some(heir) = target.as_str().and_then(|it| mapped(self.document, it)) else {
                continue;
            };
            let tags = [(property, key)];
            let made = self.made_with(Parts::default(), &tags, &[heir], depth + 1);
            if let Some(made) = made.filter(|made| self.fits(parts, made)) {
                return Some(made);
            }
        }
        None
    }

    fn array(&mut self, parts: &Parts<'v>, depth: usize) -> Option<Value> {
        let (least, most) = (parts.least("minItems"), parts.most("maxItems"));
        let count = least.max(1).min(most);
        if count > MOST_ITEMS {
            return None;
        }
        let items = parts.items();
        let item = match count {
            0 => None,
            _ if items.is_empty() => Some(Value::from("string")),
            _ => self.made(&items, depth + 1),
        };
        let Some(item) = item else { return (least == 0).then(|| Value::Array(Vec::new())) };
        let mut list = vec![item];
        let is_unique = parts.is("uniqueItems");
        while (list.len() as u64) < count {
            let next = if is_unique { another(&list, &items) } else { list[0].clone() };
            self.spend(1 + total_size(&next) / 50)?;
            list.push(next);
        }
        Some(Value::Array(list))
    }

    fn object(
        &mut self,
        parts: &Parts<'v>,
        tags: &[(&'v str, &'v str)],
        depth: usize,
    ) -> Option<Value> {
        let (properties, required) = (parts.properties(), parts.required());
        let tags = [tags, &parts.inherited_tags(self.document)].concat();
        let tag = |name: &str| tags.iter().find(|(property, _)| *property == name);
        let most_optional = parts.most("maxProperties").saturating_sub(required.len() as u64);
        let mut optional = 0;
        let mut object = Map::new();
        for (&name, schemas) in &properties {
            if let Some((_, value)) = tag(name) {
                let kind = Parts::of(self.document, schemas).kind();
                object.insert(name.to_owned(), told(value, kind));
            } else if required.contains(name) {
                if !self.is_of_other_side(schemas) {
                    object.insert(name.to_owned(), self.made(schemas, depth + 1)?);
                }
            } else if depth < DEEPEST_OPTIONAL
                && self.left + FOR_OPTIONAL > MOST_SCHEMAS
                && optional < most_optional
                && !self.is_of_other_side(schemas)
                && let Some(value) = self.made(schemas, depth + 1)
            {
                optional += 1;
                object.insert(name.to_owned(), value);
            }
        }
        let additional: Vec<&Value> =
            parts.get("additionalProperties").filter(|it| it.is_object()).collect();
        let undeclared = required.iter().filter(|name| !properties.contains_key(**name));
        let mut undeclared: Vec<String> = undeclared.map(|&name| name.to_owned()).collect();
        undeclared.sort_unstable();
        let least = parts.least("minProperties").min(MOST_ITEMS) as usize;
        let is_map = properties.is_empty() && !additional.is_empty() && undeclared.is_empty();
        let count = (undeclared.len() + object.len()).max(least).max(usize::from(is_map));
        let more = (1..).map(|number| format!("key{number}"));
        let names: Vec<String> =
            undeclared.into_iter().chain(more).take(count - object.len()).collect();
        for name in names {
            let value = if let Some((_, value)) = tag(&name) {
                Value::from(*value)
            } else if additional.is_empty() {
                Value::from("string")
            } else {
                match self.made(&additional, depth + 1) {
                    None if is_map && least == 0 => continue,
                    value => value?,
                }
            };
            object.insert(name, value);
        }
        Some(Value::Object(object))
    }

    /// Whether a property is for the other direction only.
    fn is_of_other_side(&self, schemas: &[&'v Value]) -> bool {
        let keyword = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
            Direction::Either => return false,
        };
        Parts::of(self.document, schemas).is(keyword)
    }
}

/// What a discriminator says as a value of a type: it has text for numbers, too.
fn told(text: &str, kind: Option<&str>) -> Value {
    let other = match kind {
        Some("integer" | "number" | "boolean") => serde_json::from_str(text).ok(),
        _ => None,
    };
    other.unwrap_or_else(|| Value::from(text))
}

/// The property by which a discriminator tells an alternative, and its value.
pub(super) fn tag<'v>(
    document: &'v Value,
    schema: &'v Value,
    alternative: &'v Value,
) -> Option<(&'v str, &'v str)> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let reference = alternative.get("$ref")?.as_str()?;
    let name = name_of(alternative)?;
    let mapped = mapping_of(discriminator).into_iter().find(|(_, target)| {
        target.as_str().is_some_and(|target| target == reference || target == name)
    });
    if let Some((key, _)) = mapped {
        return Some((property, key));
    }
    // Some schemas list another value than the name that nothing maps to them.
    let listed = document::reference::property(document, alternative, property);
    let listed = listed.and_then(|listed| resolve(document, listed).get("enum")?.as_array());
    let has_name = listed.is_none_or(|values| values.iter().any(|value| value == name));
    has_name.then_some((property, name))
}

/// An item that is none of those that a list has already, if that is easily made.
fn another(list: &[Value], items: &[&Value]) -> Value {
    let listed = items.iter().find_map(|schema| schema.get("enum")?.as_array());
    let listed = listed.and_then(|values| values.iter().find(|value| !list.contains(value)));
    if let Some(value) = listed {
        return value.clone();
    }
    match &list[0] {
        Value::String(text) => Value::from(format!("{text}{}", list.len() + 1)),
        Value::Number(number) => match number.as_i64() {
            Some(number) => {
                Value::from(number.saturating_add(i64::try_from(list.len()).unwrap_or(0)))
            }
            None => list[0].clone(),
        },
        Value::Bool(value) => Value::Bool(!value),
        other => other.clone(),
    }
}
