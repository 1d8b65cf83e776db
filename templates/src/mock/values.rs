//! The values of parameters and fields, made of the texts that are sent.

use serde_json::{Map, Value};

use super::table::{Input, Table};

/// What a request says of an input, still encoded, by name.
pub(super) struct Texts<'a> {
    /// All pairs of the query, of the form, or of the cookies.
    pub(super) pairs: &'a [(String, String)],
    /// Takes the encoding from a text.
    pub(super) decode: fn(&str) -> String,
}

/// The value of an input; none if the request has none.
///
/// # Errors
///
/// Why the text is not what it has to be.
pub(super) fn value(
    table: &Table,
    input: &Input,
    texts: &Texts<'_>,
) -> Result<Option<Value>, String> {
    let reader = Reader { table, input, texts };
    if input.json {
        return reader.json();
    }
    let schema = table.resolve(&input.schema);
    match reader.shape(schema) {
        Shape::Array(items) => Ok(reader.array(schema, items)),
        Shape::Object => reader.object(schema),
        Shape::Scalar => {
            let texts = reader.whole();
            let Some(text) = texts.first() else { return Ok(None) };
            if input.value && texts.len() > 1 {
                return Ok(Some(texts.iter().map(|text| reader.any(schema, text)).collect()));
            }
            Ok(Some(if input.value {
                reader.any(schema, text)
            } else {
                reader.scalar(schema, text)
            }))
        }
    }
}

/// The schema of a property; one that allows everything if it is not declared.
pub(super) fn property(table: &Table, schema: &Value, name: &str) -> Value {
    declared(table, schema, name, &mut MOST_SCHEMAS.clone()).cloned().unwrap_or_default()
}

/// Whether a schema declares a property.
pub(super) fn has_property(table: &Table, schema: &Value, name: &str) -> bool {
    declared(table, schema, name, &mut MOST_SCHEMAS.clone()).is_some()
}

/// The schema of a property, also if a part declares it.
fn declared<'t>(
    table: &'t Table,
    schema: &'t Value,
    name: &str,
    budget: &mut usize,
) -> Option<&'t Value> {
    spend(budget)?;
    let schema = table.resolve(schema);
    if let Some(property) = schema.get("properties").and_then(|all| all.get(name)) {
        return Some(property);
    }
    parts(schema).find_map(|part| declared(table, part, name, budget))
}

/// A text as the value that a schema describes: a number, say, where it has to be one.
pub(super) fn scalar(table: &Table, schema: &Value, text: &str) -> Value {
    let mut types = Vec::new();
    types_of(table, schema, &mut types, &mut MOST_SCHEMAS.clone());
    let is_text = types.is_empty() || types.contains(&"string");
    let json = || serde_json::from_str::<Value>(text).ok();
    let parsed = if is_text { None } else { json() };
    match parsed {
        Some(value @ Value::Bool(_)) if types.contains(&"boolean") => value,
        Some(value @ Value::Number(_))
            if types.contains(&"number") || types.contains(&"integer") =>
        {
            value
        }
        _ => Value::String(text.to_owned()),
    }
}

/// How many schemas are looked at for what one value may be: parts may lead round in a circle.
const MOST_SCHEMAS: usize = 100;

/// How deep names in brackets are looked into.
const DEEPEST: usize = 100;

/// The schemas that are left to look at, less one.
fn spend(budget: &mut usize) -> Option<()> {
    *budget = budget.checked_sub(1)?;
    Some(())
}

/// The schemas that a value fits all of, one of, or some of.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    let keywords = ["allOf", "oneOf", "anyOf"].into_iter();
    keywords.filter_map(|keyword| schema.get(keyword)?.as_array()).flatten()
}

/// What a value is made of, as far as its text tells.
enum Shape<'t> {
    Array(&'t Value),
    Object,
    Scalar,
}

struct Reader<'a> {
    table: &'a Table,
    input: &'a Input,
    texts: &'a Texts<'a>,
}

impl<'a> Reader<'a> {
    fn json(&self) -> Result<Option<Value>, String> {
        let texts = self.whole();
        let read = |text: &String| {
            serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))
        };
        if self.input.each {
            let items = texts.iter().map(read).collect::<Result<Vec<Value>, _>>()?;
            return Ok((!items.is_empty()).then_some(Value::Array(items)));
        }
        texts.first().map(read).transpose()
    }

    fn style(&self) -> &str {
        self.input.style.as_deref().unwrap_or_default()
    }

    /// All texts of this name, without the encoding.
    fn whole(&self) -> Vec<String> {
        self.raw().into_iter().map(|text| (self.texts.decode)(self.without_prefix(text))).collect()
    }

    /// All texts of this name as they were sent.
    fn raw(&self) -> Vec<&'a str> {
        let texts = self.texts;
        let named = texts.pairs.iter().filter(|(name, _)| *name == self.input.name);
        named.map(|(_, text)| text.as_str()).collect()
    }

    /// A text without what the style puts in front of it.
    fn without_prefix<'t>(&self, text: &'t str) -> &'t str {
        match self.style() {
            "label" => text.strip_prefix('.').unwrap_or(text),
            "matrix" => {
                let behind =
                    text.strip_prefix(';').and_then(|it| it.strip_prefix(&self.input.name));
                behind.map_or(text, |it| it.strip_prefix('=').unwrap_or(it))
            }
            _ => text,
        }
    }

    fn shape<'t>(&'t self, schema: &'t Value) -> Shape<'t> {
        self.shape_within(schema, &mut MOST_SCHEMAS.clone())
    }

    fn shape_within<'t>(&'t self, schema: &'t Value, budget: &mut usize) -> Shape<'t> {
        if spend(budget).is_none() {
            return Shape::Scalar;
        }
        let schema = self.table.resolve(schema);
        match schema.get("type").and_then(Value::as_str) {
            Some("array") => Shape::Array(schema.get("items").unwrap_or(&Value::Null)),
            Some("object") => Shape::Object,
            Some(_) => Shape::Scalar,
            None if schema.get("properties").is_some() => Shape::Object,
            None => {
                let mut shapes = parts(schema).map(|part| self.shape_within(part, budget));
                let found = shapes.find(|shape| !matches!(shape, Shape::Scalar));
                found.unwrap_or(Shape::Scalar)
            }
        }
    }

    fn array(&self, schema: &Value, items: &Value) -> Option<Value> {
        let mut texts = Vec::new();
        let separator = match (self.style(), self.input.explode) {
            // Parts, and fields that tell themselves what they are, come one by one.
            _ if self.input.value || self.input.place == "part" => None,
            ("label", true) => Some('.'),
            ("matrix", true) => return self.matrix(items),
            ("spaceDelimited", false) => Some(' '),
            ("pipeDelimited", false) => Some('|'),
            ("deepObject", _) => return self.nested(schema),
            ("form" | "", true) | ("dotted", _) => None,
            _ => Some(','),
        };
        for text in self.raw() {
            let text = self.without_prefix(text);
            match separator {
                None => texts.push((self.texts.decode)(text)),
                // Whoever encodes what stands between the parts means the same.
                Some(separator) if text.contains(separator) => {
                    texts.extend(text.split(separator).map(self.texts.decode));
                }
                Some(separator) => {
                    texts.extend((self.texts.decode)(text).split(separator).map(str::to_owned));
                }
            }
        }
        let values = texts.iter().map(|text| {
            if self.input.value { self.any(items, text) } else { self.scalar(items, text) }
        });
        (!texts.is_empty()).then(|| values.collect())
    }

    /// Parts such as `;color=blue;color=black`.
    fn matrix(&self, items: &Value) -> Option<Value> {
        let text = *self.raw().first()?;
        let parts = text.split(';').filter(|part| !part.is_empty());
        let texts = parts.map(|part| part.split_once('=').map_or("", |(_, text)| text));
        Some(texts.map(|text| self.scalar(items, &(self.texts.decode)(text))).collect())
    }

    fn object(&self, schema: &Value) -> Result<Option<Value>, String> {
        let mut fields = Map::new();
        match (self.style(), self.input.explode) {
            ("deepObject" | "dotted", _) => return Ok(self.nested(schema)),
            ("form" | "", true) if !self.input.value => {
                for (name, text) in self.texts.pairs {
                    if let Some(schema) = self.property(schema, name) {
                        fields
                            .insert(name.clone(), self.scalar(schema, &(self.texts.decode)(text)));
                    }
                }
            }
            (style, explode) if !self.input.value => {
                let Some(text) = self.raw().first().copied() else { return Ok(None) };
                let text = self.without_prefix(text);
                let separator = match (style, explode) {
                    ("label", true) => '.',
                    ("matrix", true) => ';',
                    ("spaceDelimited", _) => ' ',
                    ("pipeDelimited", _) => '|',
                    _ => ',',
                };
                let whole =
                    if text.contains(separator) { text } else { &(self.texts.decode)(text) };
                let mut parts = whole.split(separator).filter(|part| !part.is_empty());
                while let Some(part) = parts.next() {
                    let (name, text) = if explode {
                        part.split_once('=').unwrap_or((part, ""))
                    } else {
                        (part, parts.next().unwrap_or_default())
                    };
                    let name = (self.texts.decode)(name);
                    let schema = self.property(schema, &name).unwrap_or(&Value::Null);
                    let value = self.scalar(schema, &(self.texts.decode)(text));
                    fields.insert(name, value);
                }
            }
            _ => {
                let Some(text) = self.whole().into_iter().next() else { return Ok(None) };
                let value = serde_json::from_str(&text);
                return value.map(Some).map_err(|error| format!("is not JSON: {error}"));
            }
        }
        Ok((!fields.is_empty()).then_some(Value::Object(fields)))
    }

    /// What is written in brackets or behind dots: `color[R]=100`, `color.R=100`.
    fn nested(&self, schema: &Value) -> Option<Value> {
        let mut tree = Tree::default();
        for (name, text) in self.texts.pairs {
            let Some(rest) = name.strip_prefix(self.input.name.as_str()) else { continue };
            let steps: Vec<&str> = match self.style() {
                "dotted" if rest.starts_with('.') => rest.split('.').skip(1).collect(),
                "dotted" => continue,
                _ if rest.starts_with('[') => {
                    rest.split('[').skip(1).map(|step| step.trim_end_matches(']')).collect()
                }
                _ => continue,
            };
            tree.insert(&steps, (self.texts.decode)(text));
        }
        (!tree.children.is_empty()).then(|| self.of_tree(&tree, schema, DEEPEST))
    }

    fn of_tree(&self, tree: &Tree, schema: &Value, depth: usize) -> Value {
        let schema = self.table.resolve(schema);
        let depth = depth.saturating_sub(1);
        if tree.children.is_empty() || depth == 0 {
            let values = tree.texts.iter();
            let items = schema.get("items").map(|items| self.table.resolve(items));
            return match (items, tree.texts.as_slice()) {
                (None, [text]) => self.scalar(schema, text),
                (items, _) => {
                    let items = items.unwrap_or(schema);
                    values.map(|text| self.scalar(items, text)).collect()
                }
            };
        }
        let is_list = matches!(self.shape(schema), Shape::Array(_));
        if is_list {
            let items = schema.get("items").unwrap_or(&Value::Null);
            let children = tree.children.iter().flat_map(|(name, child)| {
                let each = name.is_empty() && child.children.is_empty();
                let texts = child.texts.iter().filter(move |_| each);
                let texts = texts.map(|text| self.scalar(items, text));
                texts.chain((!each).then(|| self.of_tree(child, items, depth)))
            });
            return children.collect();
        }
        let fields = tree.children.iter().map(|(name, child)| {
            let schema = self.property(schema, name).unwrap_or(&Value::Null);
            (name.clone(), self.of_tree(child, schema, depth))
        });
        Value::Object(fields.collect())
    }

    fn property<'t>(&'t self, schema: &'t Value, name: &str) -> Option<&'t Value> {
        declared(self.table, schema, name, &mut MOST_SCHEMAS.clone())
    }

    fn scalar(&self, schema: &Value, text: &str) -> Value {
        scalar(self.table, schema, text)
    }

    /// A value that tells itself what it is: an object is JSON, and all else text.
    fn any(&self, schema: &Value, text: &str) -> Value {
        let json = serde_json::from_str::<Value>(text).ok();
        match json {
            Some(value @ (Value::Object(_) | Value::Array(_))) => value,
            _ => self.scalar(schema, text),
        }
    }
}

/// Texts by the names that lead to them.
#[derive(Default)]
struct Tree {
    texts: Vec<String>,
    children: Vec<(String, Tree)>,
}

impl Tree {
    fn insert(&mut self, steps: &[&str], text: String) {
        let Some((step, rest)) = steps.split_first() else {
            self.texts.push(text);
            return;
        };
        let position = self.children.iter().position(|(name, _)| name == step);
        let position = position.unwrap_or_else(|| {
            self.children.push(((*step).to_owned(), Tree::default()));
            self.children.len() - 1
        });
        if let Some((_, child)) = self.children.get_mut(position) {
            child.insert(rest, text);
        }
    }
}

/// The types that a value may have.
fn types_of<'t>(table: &'t Table, schema: &'t Value, types: &mut Vec<&'t str>, budget: &mut usize) {
    if spend(budget).is_none() {
        return;
    }
    let schema = table.resolve(schema);
    if let Some(of_schema) = schema.get("type").and_then(Value::as_str) {
        types.push(of_schema);
        return;
    }
    for part in parts(schema) {
        types_of(table, part, types, budget);
    }
}
