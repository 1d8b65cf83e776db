//! Whether values are valid against schemas: examples and defaults, which people write by hand.

mod alternatives;
mod limits;
#[cfg(test)]
mod tests;
mod values;

use std::collections::HashMap;
use std::ptr;

use regex::Regex;
use serde_json::{Map, Value};

use values::{is_same, is_type, listed, on_type, shown, type_of};

use crate::diagnostics::{Place, quoted};
use crate::pointer;
use crate::reference::{LONGEST_CHAIN, resolve};

/// How deep schemas may be nested.
const DEEPEST: usize = 64;

/// How many schemas are looked at for one value. Few documents need many; some, in which schemas
/// refer to others several times each, would need more than can be counted.
const MOST_SCHEMAS: usize = 100_000;

/// How many violations are looked for in one value.
const MOST_VIOLATIONS: usize = 20;

/// How many patterns are compiled that become large, which takes milliseconds each.
const MOST_LARGE_PATTERNS: usize = 50;

/// Whether a value is sent or received. Some properties are for one of the two only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In a request.
    Request,
    /// In a response.
    Response,
    /// It may be in either.
    Either,
}

/// What makes a value invalid.
#[derive(Debug)]
pub struct Violation {
    /// The JSON pointer of the part of the value that it is about, from the value itself.
    pub at: String,
    /// What to call that part; none if it is the value itself.
    pub name: Option<String>,
    /// What is wrong with it: "is ..., but ...".
    pub problem: String,
    /// What to do about it, or what the schema allows.
    pub help: Option<String>,
    /// The JSON pointer of the schema, from the document.
    pub schema: String,
    /// What of the schema is violated.
    pub keyword: &'static str,
    /// Whether it is a null, which the schema would only have to allow.
    pub is_null: bool,
}

/// A schema and where it is.
#[derive(Clone, Copy)]
pub struct LocatedSchema<'v, 'p> {
    value: &'v Value,
    /// The reference that led to it, or to what it is in; empty if none did.
    base: &'v str,
    /// The place, from there.
    place: Place<'p>,
}

impl<'v, 'p> LocatedSchema<'v, 'p> {
    /// A schema at its place.
    pub const fn new(value: &'v Value, place: Place<'p>) -> Self {
        Self { value, base: "", place }
    }

    /// A schema within it.
    fn child<'c>(&self, value: &'v Value, place: Place<'c>) -> LocatedSchema<'v, 'c> {
        LocatedSchema { value, base: self.base, place }
    }

    fn get(&self, keyword: &str) -> Option<&'v Value> {
        self.value.get(keyword)
    }

    fn text(&self, keyword: &str) -> Option<&'v str> {
        self.get(keyword).and_then(Value::as_str)
    }

    fn is(&self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    fn list(&self, keyword: &str) -> &'v [Value] {
        self.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Whether it says itself that a value, which is null, is allowed.
    fn takes_null(&self, value: &Value) -> bool {
        value.is_null() && (self.is("nullable") || self.list("enum").contains(value))
    }

    /// Whether it has fields besides a `$ref`.
    fn has_siblings(&self) -> bool {
        self.value.as_object().is_some_and(|fields| fields.len() > 1)
    }

    fn pointer(&self) -> String {
        pointer::of_reference(self.base).unwrap_or_default() + &self.place.pointer()
    }
}

/// Validation is stopped: enough violations are found, or an alternative does not fit.
struct Stopped;

type Checked = Result<(), Stopped>;

/// Compares values with schemas of one document.
pub struct Validator<'v> {
    document: &'v Value,
    /// Whether patterns, formats, lengths and ranges count, too.
    has_limits: bool,
    direction: Direction,
    /// How many more schemas are looked at.
    left: usize,
    /// The schemas that values are being compared with, and the values, by their addresses.
    active: Vec<(*const Value, *const Value)>,
    /// How many alternatives are being tried, one within another. Their violations are not
    /// reported.
    trying: usize,
    found: Vec<Violation>,
    /// All patterns that were met; none for those that are not checked.
    patterns: HashMap<&'v str, Option<Regex>>,
    /// How many more of them may be large.
    large_patterns: usize,
}

impl<'v> Validator<'v> {
    /// Checks values against the schemas of a document.
    #[must_use]
    pub fn new(document: &'v Value) -> Self {
        Self {
            document,
            has_limits: true,
            direction: Direction::Either,
            left: 0,
            active: Vec::new(),
            trying: 0,
            found: Vec::new(),
            patterns: HashMap::new(),
            large_patterns: MOST_LARGE_PATTERNS,
        }
    }

    /// The same without regard to patterns, formats, lengths and ranges.
    pub fn of_structure(document: &'v Value) -> Self {
        Self { has_limits: false, ..Self::new(document) }
    }

    /// What makes a value invalid, as far as it can be found out in time.
    pub fn violations(
        &mut self,
        schema: LocatedSchema<'v, '_>,
        value: &Value,
        direction: Direction,
    ) -> Vec<Violation> {
        self.left = MOST_SCHEMAS;
        self.direction = direction;
        // Also if validation was stopped, the violations found until then count.
        let _stopped = self.value(schema, value, &Place::ROOT, 0);
        std::mem::take(&mut self.found)
    }

    /// Whether a value is valid, as far as that can be told from so many schemas, less those that are
    /// looked at.
    pub fn is_valid(
        &mut self,
        schema: LocatedSchema<'v, '_>,
        value: &Value,
        direction: Direction,
        left: &mut usize,
    ) -> bool {
        self.left = *left;
        self.direction = direction;
        let is_valid = self.fits(schema, value, &Place::ROOT, 0);
        *left = self.left;
        is_valid
    }

    fn value(
        &mut self,
        schema: LocatedSchema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let Some(left) = self.left.checked_sub(1).filter(|_| depth < DEEPEST) else {
            return Ok(());
        };
        self.left = left;
        let Some(schema) = self.behind_references(schema, value, at, depth)? else {
            return Ok(());
        };
        // Schemas that consist of one another would be looked at for ever.
        let both = (ptr::from_ref(schema.value), ptr::from_ref(value));
        if self.active.contains(&both) {
            return Ok(());
        }
        self.active.push(both);
        let checked = self.keywords(&schema, value, at, depth);
        self.active.pop();
        checked
    }

    /// Compares a value with the keywords of a schema that is no reference.
    fn keywords(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let allowed = schema.list("enum");
        if schema.takes_null(value) {
            return Ok(());
        }
        if let Some(expected) = schema.text("type")
            && !is_type(value, expected)
        {
            let problem = || format!("is `{}`, but must be `{expected}`", type_of(value));
            self.report(schema, "type", at, problem, || on_type(value, expected))?;
            if let (None, Some(last)) = (self.trying.checked_sub(1), self.found.last_mut()) {
                last.is_null = value.is_null();
            }
            return Ok(());
        }
        if !allowed.is_empty() && !allowed.iter().any(|allowed| is_same(allowed, value)) {
            let problem = || format!("is {}, which is none of its values", shown(value));
            self.report(schema, "enum", at, problem, || Some(listed(allowed)))?;
        }
        if self.has_limits {
            self.limits(schema, value, at)?;
        }
        self.composition(schema, value, at, depth)?;
        match value {
            Value::Object(fields) => self.object(schema, fields, at, depth),
            Value::Array(entries) => self.array(schema, entries, at, depth),
            _ => Ok(()),
        }
    }

    /// The schema that a reference leads to. What stands beside references is compared with the value
    /// on the way; none if that allows the value whatever the schema says.
    fn behind_references<'p>(
        &mut self,
        mut schema: LocatedSchema<'v, 'p>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Result<Option<LocatedSchema<'v, 'p>>, Stopped> {
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = self.next(schema) else { break };
            if schema.has_siblings() {
                if schema.takes_null(value) {
                    return Ok(None);
                }
                self.keywords(&schema, value, at, depth)?;
            }
            schema = next;
        }
        Ok(Some(schema))
    }

    /// The schema that a reference leads to.
    fn followed<'p>(&self, mut schema: LocatedSchema<'v, 'p>) -> LocatedSchema<'v, 'p> {
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = self.next(schema) else { break };
            schema = next;
        }
        schema
    }

    /// What a schema refers to; none if it is no reference.
    fn next<'p>(&self, schema: LocatedSchema<'v, '_>) -> Option<LocatedSchema<'v, 'p>> {
        let reference = schema.text("$ref")?;
        let target = pointer::of_reference(reference).unwrap_or_default();
        let value = pointer::find(self.document, &target).unwrap_or(&Value::Null);
        Some(LocatedSchema { value, base: reference, place: Place::ROOT })
    }

    /// Notes a violation of a keyword.
    fn report(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        keyword: &'static str,
        at: &Place<'_>,
        problem: impl FnOnce() -> String,
        help: impl FnOnce() -> Option<String>,
    ) -> Checked {
        if self.trying > 0 {
            return Err(Stopped);
        }
        let pointer = at.pointer();
        self.found.push(Violation {
            name: (!pointer.is_empty()).then(|| at.describe()),
            at: pointer,
            problem: problem(),
            help: help(),
            schema: schema.pointer(),
            keyword,
            is_null: false,
        });
        if self.found.len() < MOST_VIOLATIONS { Ok(()) } else { Err(Stopped) }
    }

    /// Whether a value is valid against a schema; violations are not reported.
    fn fits(
        &mut self,
        schema: LocatedSchema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> bool {
        self.trying += 1;
        let fits = self.value(schema, value, at, depth).is_ok();
        self.trying -= 1;
        fits
    }

    fn object(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        fields: &Map<String, Value>,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let properties = schema.get("properties").and_then(Value::as_object);
        let declared = |field: &str| properties.and_then(|properties| properties.get(field));
        for required in schema.list("required").iter().filter_map(Value::as_str) {
            if !fields.contains_key(required) && !self.is_of_other_direction(declared(required)) {
                let problem = || format!("lacks {}, which is required", quoted(required));
                self.report(schema, "required", at, problem, || None)?;
            }
        }
        let additional = schema.get("additionalProperties");
        let place = schema.place.key("properties");
        for (field, value) in fields {
            let here = at.key(field);
            match (declared(field), additional) {
                (Some(property), _) => {
                    let property = schema.child(property, place.key(field));
                    self.value(property, value, &here, depth + 1)?;
                }
                (None, Some(any @ Value::Object(_))) => {
                    let any = schema.child(any, schema.place.key("additionalProperties"));
                    self.value(any, value, &here, depth + 1)?;
                }
                (None, Some(Value::Bool(false))) => {
                    let problem = || format!("has {}, which is no property", quoted(field));
                    self.report(schema, "additionalProperties", at, problem, || None)?;
                }
                (None, _) => {}
            }
        }
        Ok(())
    }

    fn array(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        entries: &[Value],
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let Some(items) = schema.get("items") else { return Ok(()) };
        for (index, entry) in entries.iter().enumerate() {
            let items = schema.child(items, schema.place.key("items"));
            self.value(items, entry, &at.index(index), depth + 1)?;
        }
        Ok(())
    }

    /// Whether a property is for the other direction only.
    fn is_of_other_direction(&self, schema: Option<&Value>) -> bool {
        let Some(schema) = schema else { return false };
        let behind = resolve(self.document, schema);
        let is =
            |keyword| [schema, behind].iter().any(|it| it.get(keyword) == Some(&Value::Bool(true)));
        match self.direction {
            Direction::Request => is("readOnly"),
            Direction::Response => is("writeOnly"),
            Direction::Either => is("readOnly") || is("writeOnly"),
        }
    }
}
