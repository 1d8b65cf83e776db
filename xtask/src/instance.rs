//! Whether a value is what a schema says: examples and defaults, which people write by hand.

mod limits;

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use regex::Regex;
use serde_json::{Map, Value};

use crate::diagnostics::{Place, quoted};

/// How many references may lead to one another; longer chains are cycles.
const LONGEST_CHAIN: usize = 16;

/// How deep schemas may be nested.
const DEEPEST: usize = 64;

/// How many schemas are looked at for one value. Few documents need many; some, in which schemas
/// refer to others several times each, would need more than can be counted.
const MOST_SCHEMAS: usize = 100_000;

/// How many violations are looked for in one value.
const MOST_VIOLATIONS: usize = 20;

/// What a reference leads to, and every other value itself.
pub(crate) fn resolve<'v>(document: &'v Value, mut value: &'v Value) -> &'v Value {
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        value = document.pointer(&pointer_of(reference)).unwrap_or(&Value::Null);
    }
    value
}

/// The JSON pointer of what a reference leads to, if it is one.
pub(crate) fn target<'v>(document: &'v Value, mut value: &'v Value) -> Option<String> {
    let mut pointer = None;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let target = pointer_of(reference);
        value = document.pointer(&target).unwrap_or(&Value::Null);
        pointer = Some(target);
    }
    pointer
}

/// The JSON pointer in a reference.
fn pointer_of(reference: &str) -> String {
    percent_decode_str(reference.trim_start_matches('#')).decode_utf8_lossy().into_owned()
}

/// On which way a value is: some properties are for one of them only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// In a request.
    Sent,
    /// In a response.
    Received,
    /// It may be in either.
    Either,
}

/// Something about a value that is not as its schema says.
#[derive(Debug)]
pub(crate) struct Violation {
    /// The JSON pointer of the part of the value that it is about, from the value itself.
    pub(crate) at: String,
    /// What to call that part; none if it is the value itself.
    pub(crate) name: Option<String>,
    /// What is wrong with it: "is ..., but ...".
    pub(crate) problem: String,
    /// What is said by the schema that could help.
    pub(crate) help: Option<String>,
    /// The JSON pointer of the schema, from the document.
    pub(crate) schema: String,
    /// What of the schema is violated.
    pub(crate) keyword: &'static str,
    /// Whether it is a null, which the schema would only have to allow.
    pub(crate) is_null: bool,
}

/// A schema and where it is.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'v, 'p> {
    value: &'v Value,
    /// The reference that led to it, or to what it is in; empty if none did.
    base: &'v str,
    /// The place, from there.
    place: Place<'p>,
}

impl<'v, 'p> Schema<'v, 'p> {
    pub(crate) const fn new(value: &'v Value, place: Place<'p>) -> Self {
        Self { value, base: "", place }
    }

    /// A schema within it.
    fn child<'c>(&self, value: &'v Value, place: Place<'c>) -> Schema<'v, 'c> {
        Schema { value, base: self.base, place }
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

    fn pointer(&self) -> String {
        pointer_of(self.base) + &self.place.pointer()
    }
}

/// Nothing more is to be found out.
struct Stop;

type Checked = Result<(), Stop>;

/// Compares values with schemas of one document.
pub(crate) struct Checker<'v> {
    document: &'v Value,
    /// Whether patterns, formats, lengths and ranges count, too.
    has_limits: bool,
    way: Way,
    /// How many more schemas are looked at.
    left: usize,
    /// How many alternatives are being tried: what is wrong with them is no violation.
    trying: usize,
    found: Vec<Violation>,
    /// All patterns that were met, unless they are none.
    patterns: HashMap<&'v str, Option<Regex>>,
}

impl<'v> Checker<'v> {
    pub(crate) fn new(document: &'v Value) -> Self {
        Self {
            document,
            has_limits: true,
            way: Way::Either,
            left: 0,
            trying: 0,
            found: Vec::new(),
            patterns: HashMap::new(),
        }
    }

    /// The same without regard to patterns, formats, lengths and ranges.
    pub(crate) fn of_structure(document: &'v Value) -> Self {
        Self { has_limits: false, ..Self::new(document) }
    }

    /// What about a value is not as its schema says, as far as it can be found out in time.
    pub(crate) fn violations(
        &mut self,
        schema: Schema<'v, '_>,
        value: &Value,
        way: Way,
    ) -> Vec<Violation> {
        self.left = MOST_SCHEMAS;
        self.way = way;
        // Whatever there is to say has been noted.
        let _stopped = self.value(schema, value, &Place::ROOT, 0);
        std::mem::take(&mut self.found)
    }

    fn value(
        &mut self,
        schema: Schema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let schema = self.followed(schema);
        let Some(left) = self.left.checked_sub(1).filter(|_| depth < DEEPEST) else {
            return Ok(());
        };
        self.left = left;
        let allowed = schema.list("enum");
        if value.is_null() && (schema.is("nullable") || allowed.contains(value)) {
            return Ok(());
        }
        if let Some(expected) = schema.text("type")
            && !is_type(value, expected)
        {
            let problem = || format!("is `{}`, but must be `{expected}`", type_of(value));
            self.report(&schema, "type", at, problem, || on_type(value, expected))?;
            if let (None, Some(last)) = (self.trying.checked_sub(1), self.found.last_mut()) {
                last.is_null = value.is_null();
            }
            return Ok(());
        }
        if !allowed.is_empty() && !allowed.iter().any(|allowed| is_same(allowed, value)) {
            let problem = || format!("is {}, which is none of its values", shown(value));
            self.report(&schema, "enum", at, problem, || Some(listed(allowed)))?;
        }
        if self.has_limits {
            self.limits(&schema, value, at)?;
        }
        self.composition(&schema, value, at, depth)?;
        match value {
            Value::Object(fields) => self.object(&schema, fields, at, depth),
            Value::Array(entries) => self.array(&schema, entries, at, depth),
            _ => Ok(()),
        }
    }

    /// The schema that a reference leads to.
    fn followed<'p>(&self, mut schema: Schema<'v, 'p>) -> Schema<'v, 'p> {
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = schema.text("$ref") else { break };
            let value = self.document.pointer(&pointer_of(reference)).unwrap_or(&Value::Null);
            schema = Schema { value, base: reference, place: Place::ROOT };
        }
        schema
    }

    /// Notes a violation of a keyword.
    fn report(
        &mut self,
        schema: &Schema<'v, '_>,
        keyword: &'static str,
        at: &Place<'_>,
        problem: impl FnOnce() -> String,
        help: impl FnOnce() -> Option<String>,
    ) -> Checked {
        if self.trying > 0 {
            return Err(Stop);
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
        if self.found.len() < MOST_VIOLATIONS { Ok(()) } else { Err(Stop) }
    }

    /// Whether a value is what a schema says, without a word about it.
    fn fits(
        &mut self,
        schema: Schema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> bool {
        self.trying += 1;
        let fits = self.value(schema, value, at, depth).is_ok();
        self.trying -= 1;
        fits
    }

    fn composition(
        &mut self,
        schema: &Schema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let parts = schema.place.key("allOf");
        for (index, part) in schema.list("allOf").iter().enumerate() {
            self.value(schema.child(part, parts.index(index)), value, at, depth + 1)?;
        }
        self.alternatives(schema, "anyOf", value, at, depth)?;
        self.alternatives(schema, "oneOf", value, at, depth)?;
        let Some(not) = schema.get("not") else { return Ok(()) };
        let place = schema.place.key("not");
        if self.fits(schema.child(not, place), value, at, depth + 1) {
            let problem = || "is what it must not be by `not`".to_owned();
            return self.report(schema, "not", at, problem, || None);
        }
        Ok(())
    }

    fn alternatives(
        &mut self,
        schema: &Schema<'v, '_>,
        keyword: &'static str,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let all = schema.list(keyword);
        if all.is_empty() {
            return Ok(());
        }
        let parts = schema.place.key(keyword);
        let part = |index| schema.child(&all[index], parts.index(index));
        if let Some(chosen) = chosen(schema, all, value) {
            return self.value(part(chosen), value, at, depth + 1);
        }
        let mut fitting = 0;
        for index in 0..all.len() {
            fitting += usize::from(self.fits(part(index), value, at, depth + 1));
        }
        if fitting == 0 {
            // If there is only one that could be meant, what is wrong with it tells more.
            let mut meant = (0..all.len()).filter(|&index| {
                let kind = self.followed(part(index)).text("type");
                kind.is_none_or(|kind| is_type(value, kind))
            });
            if let (Some(only), None) = (meant.next(), meant.next()) {
                return self.value(part(only), value, at, depth + 1);
            }
            let problem = || format!("fits none of the schemas of `{keyword}`");
            return self.report(schema, keyword, at, problem, || None);
        }
        if fitting > 1 && keyword == "oneOf" && schema.get("discriminator").is_none() {
            let problem = || "fits several schemas of `oneOf`".to_owned();
            let help =
                || Some("write `anyOf`, or a `discriminator` that tells them apart".to_owned());
            return self.report(schema, keyword, at, problem, help);
        }
        Ok(())
    }

    fn object(
        &mut self,
        schema: &Schema<'v, '_>,
        fields: &Map<String, Value>,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let properties = schema.get("properties").and_then(Value::as_object);
        let declared = |field: &str| properties.and_then(|properties| properties.get(field));
        for required in schema.list("required").iter().filter_map(Value::as_str) {
            if !fields.contains_key(required) && !self.is_elsewhere(declared(required)) {
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
        schema: &Schema<'v, '_>,
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

    /// Whether a property is for the other way only.
    fn is_elsewhere(&self, schema: Option<&Value>) -> bool {
        let Some(schema) = schema.map(|schema| resolve(self.document, schema)) else {
            return false;
        };
        let is = |keyword| schema.get(keyword) == Some(&Value::Bool(true));
        match self.way {
            Way::Sent => is("readOnly"),
            Way::Received => is("writeOnly"),
            Way::Either => is("readOnly") || is("writeOnly"),
        }
    }
}

/// Which of the alternatives the discriminator says that a value is.
fn chosen(schema: &Schema<'_, '_>, all: &[Value], value: &Value) -> Option<usize> {
    let discriminator = schema.get("discriminator")?;
    let name = value.get(discriminator.get("propertyName")?.as_str()?)?.as_str()?;
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.get(name)?.as_str());
    let meant = mapped.unwrap_or(name);
    all.iter().position(|part| {
        let reference = part.get("$ref").and_then(Value::as_str);
        reference.is_some_and(|it| it == meant || it.rsplit('/').next() == Some(meant))
    })
}

fn is_type(value: &Value, expected: &str) -> bool {
    match expected {
        "integer" => value.is_i64() || value.is_u64() || is_whole(value),
        "number" => value.is_number(),
        expected => type_of(value) == expected,
    }
}

/// Whether a number has a fraction that is zero.
fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// Whether two values are the same to JSON, which does not tell `1` from `1.0`.
fn is_same(left: &Value, right: &Value) -> bool {
    left == right || left.is_number() && left.as_f64() == right.as_f64()
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// What to do about a value of the wrong type.
fn on_type(value: &Value, expected: &str) -> Option<String> {
    let help = match value {
        Value::Null => "if the API has null here, say so with `nullable: true`",
        Value::String(text) if expected != "string" => {
            let meant = serde_json::from_str::<Value>(text).ok()?;
            if is_type(&meant, expected) {
                "write it as what it is, not as text"
            } else {
                return None;
            }
        }
        Value::Number(_) | Value::Bool(_) if expected == "string" => "put it in quotes",
        _ => return None,
    };
    Some(help.to_owned())
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    }
}

fn listed(values: &[Value]) -> String {
    const LISTED: usize = 10;

    let mut list: Vec<_> = values.iter().take(LISTED).map(shown).collect();
    if values.len() > LISTED {
        list.push("...".to_owned());
    }
    format!("the values are {}", list.join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Checker, Schema, Way};
    use crate::diagnostics::Place;

    /// Checks what is said first about a value, with where it is and where the schema says so.
    fn check(schema: &Value, value: &Value, expected: Option<(&str, &str, &str)>) {
        let document = json!({
            "components": { "schemas": {
                "Id": { "type": "string", "nullable": true },
                "Loop": { "$ref": "#/components/schemas/Loop" },
                "Node": { "properties": { "next": { "$ref": "#/components/schemas/Node" } } },
            } },
            "s": schema,
        });
        let schema = Schema::new(&document["s"], Place::ROOT);
        let found = Checker::new(&document).violations(schema, value, Way::Received);
        let found = found.first().map(|first| {
            let schema = format!("{}/{}", first.schema, first.keyword);
            (first.at.clone(), first.problem.clone(), schema)
        });
        let found = found.as_ref().map(|(at, problem, schema)| (&**at, &**problem, &**schema));
        assert_eq!(found, expected, "{} {value}", document["s"]);
    }

    #[test]
    fn types_and_nulls() {
        check(&json!({}), &json!([1, null]), None);
        check(&json!({ "type": "integer" }), &json!(2.0), None);
        let fraction = ("", "is `number`, but must be `integer`", "/type");
        check(&json!({ "type": "integer" }), &json!(2.5), Some(fraction));
        let null = ("", "is `null`, but must be `string`", "/type");
        check(&json!({ "type": "string" }), &json!(null), Some(null));
        check(&json!({ "type": "string", "nullable": true }), &json!(null), None);
        check(&json!({ "type": "string", "enum": ["a", null] }), &json!(null), None);
        check(&json!({ "$ref": "#/components/schemas/Id" }), &json!(null), None);
        let unknown = ("", "is `blue`, which is none of its values", "/enum");
        check(&json!({ "enum": ["red"] }), &json!("blue"), Some(unknown));
        check(&json!({ "enum": [1] }), &json!(1.0), None);
    }

    #[test]
    fn objects_and_arrays() {
        let schema = json!({
            "type": "object",
            "required": ["id", "secret"],
            "properties": {
                "id": { "$ref": "#/components/schemas/Id" },
                "secret": { "type": "string", "writeOnly": true },
                "tags": { "type": "array", "items": { "type": "string" } },
            },
            "additionalProperties": false,
        });
        check(&schema, &json!({ "id": null, "tags": ["a"] }), None);
        let lacks = ("", "lacks `id`, which is required", "/required");
        check(&schema, &json!({}), Some(lacks));
        let tag = ("/tags/0", "is `number`, but must be `string`", "/properties/tags/items/type");
        check(&schema, &json!({ "id": "a", "tags": [1] }), Some(tag));
        let id = ("/id", "is `number`, but must be `string`", "/components/schemas/Id/type");
        check(&schema, &json!({ "id": 1 }), Some(id));
        let surplus = ("", "has `b`, which is no property", "/additionalProperties");
        check(&schema, &json!({ "id": "a", "b": 1 }), Some(surplus));
        let map = json!({ "additionalProperties": { "type": "boolean" } });
        let entry = ("/a", "is `number`, but must be `boolean`", "/additionalProperties/type");
        check(&map, &json!({ "a": 1 }), Some(entry));
    }

    #[test]
    fn compositions() {
        let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
        let both = json!({ "allOf": [text, { "enum": ["a"] }] });
        check(&both, &json!("a"), None);
        let unknown = ("", "is `b`, which is none of its values", "/allOf/1/enum");
        check(&both, &json!("b"), Some(unknown));
        check(&json!({ "anyOf": [text, number] }), &json!(1), None);
        let none = ("", "fits none of the schemas of `anyOf`", "/anyOf");
        check(&json!({ "anyOf": [text, number] }), &json!(true), Some(none));
        let one = json!({ "anyOf": [{ "type": "string" }, { "type": "number", "maximum": 1 }] });
        let most = ("", "is `2`, but must be at most `1`", "/anyOf/1/maximum");
        check(&one, &json!(2), Some(most));
        let several = ("", "fits several schemas of `oneOf`", "/oneOf");
        check(&json!({ "oneOf": [text, {}] }), &json!("a"), Some(several));
        let not = ("", "is what it must not be by `not`", "/not");
        check(&json!({ "not": text }), &json!("a"), Some(not));
    }

    #[test]
    fn limits() {
        let long = ("", "has `3` characters, but must have at most `2`", "/maxLength");
        check(&json!({ "maxLength": 2 }), &json!("äöü"), Some(long));
        let pattern = ("", "is `b`, which does not match `^a`", "/pattern");
        check(&json!({ "pattern": "^a" }), &json!("b"), Some(pattern));
        check(&json!({ "pattern": "(?=a)" }), &json!("b"), None);
        let more = ("", "is `1`, but must be more than `1`", "/minimum");
        check(&json!({ "minimum": 1, "exclusiveMinimum": true }), &json!(1), Some(more));
        let few = ("", "has `0` elements, but must have at least `1`", "/minItems");
        check(&json!({ "minItems": 1 }), &json!([]), Some(few));
        let twice = ("", "has the same element twice", "/uniqueItems");
        check(&json!({ "uniqueItems": true }), &json!([1, 1]), Some(twice));
        let day = ("", "is `1.2.2024`, which is no `date`", "/format");
        check(&json!({ "format": "date" }), &json!("1.2.2024"), Some(day));
    }

    #[test]
    fn discriminators_choose() {
        let schema = json!({
            "oneOf": [{ "$ref": "#/components/schemas/Id" }, { "$ref": "#/components/schemas/Node" }],
            "discriminator": { "propertyName": "kind", "mapping": { "id": "Id" } },
        });
        check(&schema, &json!({ "kind": "Node" }), None);
        let wrong = ("", "is `object`, but must be `string`", "/components/schemas/Id/type");
        check(&schema, &json!({ "kind": "id" }), Some(wrong));
    }

    #[test]
    fn cycles_end() {
        check(&json!({ "$ref": "#/components/schemas/Loop" }), &json!(1), None);
        let node = json!({ "$ref": "#/components/schemas/Node" });
        check(&node, &json!({ "next": { "next": {} } }), None);
    }
}
