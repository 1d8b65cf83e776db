//! Values that a schema may allow: the usual one, and those at its edges.

use std::collections::{BTreeSet, HashSet};

use document::pointer::unescape;
use document::reference::resolve;
use document::validation::Direction;
use generator::lower::mock::Sampler;
use serde_json::{Map, Value, json};

/// How many values are made of one schema.
const MOST: usize = 400;

/// How deep schemas within one are looked at.
const DEEPEST: usize = 5;

/// How many limits, and how many values of enumerations, are tried.
const MOST_EDGES: usize = 40;

/// How much of schemas is looked at to find them.
const MOST_LOOKED_AT: usize = 20_000;

/// How long a text or a list is made to be at an edge.
const LONGEST: u64 = 2_000;

/// Makes values by the schemas of a document.
pub(super) struct Values<'v> {
    document: &'v Value,
    sampler: Sampler<'v>,
    direction: Direction,
    /// The limits that schemas of both versions have: there are edges at each of them.
    limits: BTreeSet<i64>,
    /// The values that enumerations and constants of both versions have.
    listed: Vec<Value>,
    left: usize,
}

impl<'v> Values<'v> {
    /// Makes values by the schemas of a document, or of anything with schemas in it. What some of them
    /// say, each within its document, tells at which edges: what stands in both versions.
    pub(super) fn new(
        document: &'v Value,
        schemas: [(&Value, &Value); 2],
        direction: Direction,
    ) -> Self {
        let mut limits = BTreeSet::new();
        let mut listed = Vec::new();
        for (document, schema) in schemas {
            find_edges(document, schema, &mut limits, &mut listed);
        }
        let sampler = Sampler::new(document);
        Self { document, sampler, direction, limits, listed, left: 0 }
    }

    /// The usual value.
    pub(super) fn usual(&mut self, schema: &'v Value) -> Option<Value> {
        self.sampler.value(schema, self.direction)
    }

    /// The usual value, and others that may be allowed.
    pub(super) fn all(&mut self, schema: &'v Value) -> Vec<Value> {
        self.left = MOST;
        let mut values = Vec::new();
        self.collect(schema, 0, &mut values);
        let mut known: Vec<Value> = Vec::new();
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
        known
    }

    fn collect(&mut self, schema: &'v Value, depth: usize, values: &mut Vec<Value>) {
        if depth > DEEPEST || self.left == 0 {
            return;
        }
        self.left -= 1;
        let usual = self.usual(schema);
        values.extend(usual.clone());
        let parts = self.parts(schema);
        let has = |keyword: &str| parts.iter().any(|part| part.get(keyword) == Some(&true.into()));
        if has("nullable") {
            values.push(Value::Null);
        }
        for alternative in parts.iter().flat_map(|part| {
            ["oneOf", "anyOf"].into_iter().flat_map(|it| part[it].as_array().into_iter().flatten())
        }) {
            self.collect(alternative, depth + 1, values);
        }
        if parts.iter().any(|part| part.get("enum").is_some()) {
            let listed =
                parts.iter().flat_map(|part| part["enum"].as_array().into_iter().flatten());
            values.extend(listed.cloned());
            values.extend(self.listed.iter().cloned());
            return;
        }
        let kind = parts.iter().find_map(|part| part["type"].as_str());
        match kind {
            Some("string") => self.texts(values),
            Some("integer") => self.numbers(&[0.0], values),
            Some("number") => self.numbers(&[0.0, 0.5], values),
            Some("boolean") => values.extend([true.into(), false.into()]),
            Some("array") => self.lists(&parts, depth, values),
            Some("object") => self.objects(usual, &parts, depth, values),
            _ if parts.iter().any(|part| part.get("properties").is_some()) => {
                self.objects(usual, &parts, depth, values);
            }
            _ if usual.is_some() && parts.iter().any(|part| part.get("oneOf").is_some()) => {}
            // Anything.
            _ => values.extend([json!("text"), json!(1), json!(true), json!([]), json!({"a": 1})]),
        }
    }

    fn texts(&self, values: &mut Vec<Value>) {
        let fixed = ["text", "1", "2020-01-31", "2020-01-31T12:00:00Z", "true", ""];
        values.extend(fixed.map(Value::from));
        values.extend(self.listed.iter().filter(|value| value.is_string()).cloned());
        values.extend(self.sizes().map(|size| "a".repeat(size).into()));
    }

    fn numbers(&self, more: &[f64], values: &mut Vec<Value>) {
        let fixed = [1, 0, -1, 1 << 40];
        for number in fixed.iter().copied().chain(self.edges()) {
            for more in more {
                #[allow(clippy::cast_precision_loss, reason = "edges are small")]
                let value = if *more == 0.0 { json!(number) } else { json!(number as f64 + more) };
                values.push(value);
            }
        }
    }

    fn lists(&mut self, parts: &[&'v Value], depth: usize, values: &mut Vec<Value>) {
        values.push(json!([]));
        let Some(items) = parts.iter().find_map(|part| part.get("items")) else { return };
        let mut of_items = Vec::new();
        self.collect(items, depth + 1, &mut of_items);
        let Some(first) = of_items.first().cloned() else { return };
        values.extend(of_items.into_iter().map(|item| Value::Array(vec![item])));
        let sizes = self.sizes().chain([2]);
        values.extend(sizes.map(|size| Value::Array(vec![first.clone(); size])));
    }

    fn objects(
        &mut self,
        usual: Option<Value>,
        parts: &[&'v Value],
        depth: usize,
        values: &mut Vec<Value>,
    ) {
        let Some(Value::Object(usual)) = usual else { return };
        let required: BTreeSet<&str> = parts
            .iter()
            .flat_map(|part| part["required"].as_array().into_iter().flatten())
            .filter_map(Value::as_str)
            .collect();
        let mut least = usual.clone();
        least.retain(|name, _| required.contains(name.as_str()));
        values.push(least.clone().into());
        let properties = parts.iter().flat_map(|part| {
            part.get("properties").and_then(Value::as_object).into_iter().flatten()
        });
        for (name, schema) in properties {
            let mut of_property = Vec::new();
            self.collect(schema, depth + 1, &mut of_property);
            for value in of_property {
                for base in [&least, &usual] {
                    values.push(with(base, name, value.clone()));
                }
            }
            if usual.contains_key(name) {
                let mut without = usual.clone();
                without.shift_remove(name);
                values.push(without.into());
            }
        }
        let mut of_others = vec![json!("text"), json!(1)];
        let others = parts.iter().find_map(|part| part.get("additionalProperties"));
        if let Some(schema) = others.filter(|schema| schema.is_object()) {
            self.collect(schema, depth + 1, &mut of_others);
        }
        values.extend(of_others.into_iter().map(|value| with(&least, "other", value)));
    }

    /// A schema, and those that it consists of.
    fn parts(&self, schema: &'v Value) -> Vec<&'v Value> {
        let mut parts = Vec::new();
        let mut pending = vec![schema];
        while let Some(schema) = pending.pop().filter(|_| parts.len() < 50) {
            let target = resolve(self.document, schema);
            parts.push(target);
            pending.extend(target["allOf"].as_array().into_iter().flatten());
        }
        parts
    }

    /// Numbers at and beside each limit.
    fn edges(&self) -> impl Iterator<Item = i64> {
        self.limits
            .iter()
            .flat_map(|limit| [*limit, limit.saturating_add(1), limit.saturating_sub(1)])
    }

    /// The same as sizes of texts and lists.
    fn sizes(&self) -> impl Iterator<Item = usize> {
        let sizes = self.edges().filter_map(|edge| u64::try_from(edge).ok());
        sizes.filter(|size| *size <= LONGEST).filter_map(|size| usize::try_from(size).ok())
    }
}

/// An object with a property.
fn with(object: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), value);
    object.into()
}

/// Finds the limits and the listed values of a schema, and of those that it leads to.
fn find_edges(
    document: &Value,
    schema: &Value,
    limits: &mut BTreeSet<i64>,
    listed: &mut Vec<Value>,
) {
    const LIMITS: [&str; 6] =
        ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"];
    let mut seen = HashSet::new();
    let mut pending = vec![schema];
    for _ in 0..MOST_LOOKED_AT {
        let Some(value) = pending.pop() else { return };
        let fields = match value {
            Value::Object(fields) => fields,
            Value::Array(values) => {
                pending.extend(values);
                continue;
            }
            _ => continue,
        };
        if let Some(reference) = fields.get("$ref").and_then(Value::as_str)
            && seen.insert(reference)
        {
            pending.push(resolve(document, value));
        }
        for (key, value) in fields {
            match value {
                Value::Number(number) if LIMITS.contains(&key.as_str()) => {
                    limits.extend(number.as_i64().filter(|_| limits.len() < MOST_EDGES));
                }
                Value::Array(values) if key == "enum" => {
                    let room = MOST_EDGES.saturating_sub(listed.len());
                    let new = values.iter().filter(|value| !listed.contains(value)).take(room);
                    let new: Vec<Value> = new.cloned().collect();
                    listed.extend(new);
                }
                value => pending.push(value),
            }
        }
    }
}

/// The name of the component that a pointer leads into, if it does.
pub(super) fn component(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/schemas/")?.split('/').next()?;
    Some(unescape(name).into_owned())
}
