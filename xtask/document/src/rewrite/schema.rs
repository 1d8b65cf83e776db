//! Schemas of JSON Schema 2020-12 as OpenAPI 3.0 has them. What is within a schema is rewritten already.

use serde_json::{Map, Value};

use super::node::{Node, Part};
use super::{Rewriter, arrays, keys, null, types};
use crate::diagnostics::{Code, Fix, quoted};

/// The dialects of schemas that are what OpenAPI means without a word.
pub(super) const DIALECTS: [&str; 4] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
    "https://json-schema.org/draft/2020-12/schema",
];

/// Keywords about schemas rather than values.
const ABOUT_SCHEMAS: [&str; 6] =
    ["$comment", "$vocabulary", "$id", "$anchor", "$dynamicAnchor", "contentSchema"];

/// Conditions that no type has room for. The client is right without them: it checks no values.
const CONDITIONS: [&str; 9] = [
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl Rewriter<'_> {
    pub(super) fn schema(&mut self, node: &mut Node<'_>) {
        self.note_leftovers(node);
        self.event_data(node);
        self.identity(node);
        constant(node);
        self.example(node);
        self.types(node);
        null::in_enum(node);
        self.null_in_unions(node);
        for limit in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            exclusive(node, limit);
        }
        keys::unevaluated(node);
        arrays::array(node);
        keys::keys(node);
        content(node);
        self.conditions(node);
        if types::are_several(node) {
            types::split(node);
        }
    }

    /// Notes what only OpenAPI 3.0 has.
    fn note_leftovers(&mut self, node: &mut Node<'_>) {
        match node.get("nullable") {
            Some(Value::Bool(true)) => self.leftovers.push(node.pointer("nullable")),
            Some(Value::Bool(false)) => node.remove("nullable"),
            _ => {}
        }
    }

    /// Takes out what says which schema it is, and puts schemas that are only referred to aside.
    fn identity(&mut self, node: &mut Node<'_>) {
        if let Some(dialect) = node.get("$schema").and_then(Value::as_str)
            && !DIALECTS.contains(&dialect.trim_end_matches('#'))
        {
            let message = format!("{} is read as JSON Schema 2020-12", quoted(dialect));
            self.report_unsupported(&node.place.key("$schema"), &message);
        }
        node.remove("$schema");
        for keyword in ABOUT_SCHEMAS {
            node.remove(keyword);
        }
        if let Some(reference) = node.take("$dynamicRef")
            && !node.has("$ref")
        {
            node.put("$ref", reference);
        }
        for keyword in ["$defs", "definitions"] {
            for (name, part) in node.take(keyword).map(Part::into_fields).unwrap_or_default() {
                let name = format!("{} {name}", self.owner);
                self.definitions.push((name.trim().to_owned(), part.value, part.origins));
            }
        }
    }

    /// The first of the examples is the one.
    fn example(&mut self, node: &mut Node<'_>) {
        let Some(examples) = node.take("examples") else { return };
        if !examples.value.is_array() {
            let place = &node.place.key("examples");
            self.diagnostics
                .warning(Code::WRONG_TYPE, place, "the `examples` of a schema are a list")
                .at_key()
                .help("they are left out; write a list of values")
                .fix(Fix::remove(place));
            return;
        }
        let first = examples.into_entries().into_iter().next();
        if let Some(first) = first.filter(|_| !node.has("example")) {
            node.put("example", first);
        }
    }

    /// Says what the client does not check.
    fn conditions(&mut self, node: &mut Node<'_>) {
        let found: Vec<&str> = CONDITIONS.into_iter().filter(|keyword| node.has(keyword)).collect();
        let [first, ..] = found.as_slice() else { return };
        let names: Vec<String> = found.iter().map(|keyword| format!("`{keyword}`")).collect();
        let (verb, sentence) = match names.as_slice() {
            [only] => ("has", format!("There is a further condition, {only}.")),
            several => ("have", format!("There are further conditions: {}.", several.join(", "))),
        };
        node.document(&sentence, first);
        let message = format!("{} {verb} no effect on the client", names.join(", "));
        let removed = |keyword: &&str| Fix::remove(&node.place.key(keyword));
        let fix = found.iter().rev().map(removed).reduce(|later, earlier| earlier.and(later));
        let place = node.place.key(first);
        let diagnostic = self.diagnostics.warning(Code::UNSUPPORTED, &place, message).at_key();
        diagnostic.fix = fix;
        for keyword in found {
            node.remove(keyword);
        }
    }
}

/// One value is an enumeration of that.
fn constant(node: &mut Node<'_>) {
    let Some(constant) = node.take("const") else { return };
    let kind = types::of_value(&constant.value);
    let from = constant.pointer().to_owned();
    if let Some(kind) = kind.filter(|_| !node.has("type") && !node.has("$ref")) {
        node.set("type", kind.into(), "const");
    }
    node.put("enum", Part::list(from, vec![constant]));
}

/// A limit that is none of the values is a flag beside a limit.
fn exclusive(node: &mut Node<'_>, (limit, exclusive): (&str, &str)) {
    let Some(bound) = node.get(exclusive).and_then(Value::as_f64) else { return };
    let Some(part) = node.take(exclusive) else { return };
    let is_stricter = |other: f64| match limit {
        "minimum" => other > bound,
        _ => other < bound,
    };
    if !node.get(limit).and_then(Value::as_f64).is_some_and(is_stricter) {
        node.put(limit, part);
        node.set(exclusive, true.into(), exclusive);
    }
}

/// Text that is something else: bytes have formats in OpenAPI 3.0.
fn content(node: &mut Node<'_>) {
    let encoding = node.take("contentEncoding");
    let media_type = node.take("contentMediaType");
    let is_free = !node.has("format") && !node.has("$ref");
    let text = |part: &Option<Part>| part.as_ref()?.value.as_str().map(str::to_owned);
    let (encoding, media_type) = (text(&encoding), text(&media_type));
    if (encoding.is_some() || media_type.is_some()) && !node.has("type") && !node.has("$ref") {
        let from = if encoding.is_some() { "contentEncoding" } else { "contentMediaType" };
        node.set("type", "string".into(), from);
    }
    match (encoding.as_deref(), media_type.as_deref()) {
        (Some("base64"), _) if is_free => node.set("format", "byte".into(), "contentEncoding"),
        (None | Some("binary"), Some(media_type)) if is_free && !is_text(media_type) => {
            node.set("format", "binary".into(), "contentMediaType");
        }
        (None | Some("base64" | "binary"), _) => {}
        (Some(encoding), _) => {
            node.document(&format!("Encoded as {}.", quoted(encoding)), "contentEncoding");
        }
    }
    if let Some(media_type) = media_type.filter(|it| it != "application/octet-stream") {
        node.document(
            &format!("The content is of type {}.", quoted(&media_type)),
            "contentMediaType",
        );
    }
}

/// Whether what is of a media type can be text in JSON.
fn is_text(media_type: &str) -> bool {
    let name = crate::media_type::essence(media_type);
    name.starts_with("text/")
        || ["json", "xml", "yaml", "javascript", "jwt"].iter().any(|word| name.contains(word))
}

/// Whether a keyword says nothing of which values there are.
pub(super) fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 9] = [
        "title",
        "description",
        "default",
        "example",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
    ];
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// Whether nothing but annotations stands in a schema, besides some keywords.
pub(super) fn has_only(schema: &Map<String, Value>, keywords: &[&str]) -> bool {
    schema.keys().all(|key| keywords.contains(&key.as_str()) || is_annotation(key))
}
