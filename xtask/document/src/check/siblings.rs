//! What stands beside a `$ref`. OpenAPI 3.0 ignores it, but whoever writes something there means it.
//! So it counts: documentation without a word, and what changes a type with a warning.

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Diagnostics, Fix, Place, quoted};
use crate::extensions::Extensions;
use crate::pointer;
use crate::reference::resolve;
use crate::shape::{Object, SCHEMA};

/// How many fields are named in one message.
const LISTED: usize = 5;

/// The keywords of a schema that say which values there are. All others are documentation.
const TYPE_KEYWORDS: [&str; 15] = [
    "type",
    "format",
    "nullable",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
    "readOnly",
    "writeOnly",
];

/// What stands beside a reference to a schema.
#[derive(Debug)]
pub(crate) struct Siblings {
    /// The pointer to the object that has the `$ref`.
    pub(crate) place: String,
    /// The fields that are documentation.
    pub(crate) documentation: Vec<String>,
    /// The fields that change the type.
    pub(crate) changes: Vec<String>,
}

/// What stands beside the `$ref` of a schema, unless it says no more than what that leads to. Fields
/// that are not valid are not there.
pub(super) fn of_schema(
    document: &Value,
    object: &Map<String, Value>,
    valid: &[&str],
    place: &Place<'_>,
) -> Option<Siblings> {
    let siblings = valid.iter().filter(|key| !key.starts_with("x-"));
    let siblings = siblings.filter_map(|key| object.get_key_value(*key));
    let (changes, documentation): (Vec<_>, Vec<_>) =
        siblings.partition(|(key, _)| TYPE_KEYWORDS.contains(&key.as_str()));
    let names = |(key, _): (&String, &Value)| key.clone();
    let has_effect = |(key, value): &(&String, &Value)| changes_type(document, object, key, value);
    let siblings = Siblings {
        place: place.pointer(),
        documentation: documentation.into_iter().map(names).collect(),
        changes: changes.into_iter().filter(has_effect).map(names).collect(),
    };
    let is_empty = siblings.documentation.is_empty() && siblings.changes.is_empty();
    (!is_empty || valid.len() + 1 < object.len()).then_some(siblings)
}

/// Warns of what stands beside the `$ref` of a schema and changes its type.
pub(super) fn report_changes(changes: &[String], place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let [first, ..] = changes else { return };
    let (verb, them) = match changes.len() {
        1 => ("counts", "it"),
        _ => ("count", "them"),
    };
    let names = listed(changes);
    let message = format!("{names} beside `$ref` {verb} here, although OpenAPI 3.0 ignores {them}");
    let place = &place.key(first);
    let diagnostic = diagnostics.warning(Code::REFERENCE_SIBLINGS, place, message);
    diagnostic.at_key().help(format!(
        "put the reference into an `allOf`, which can have siblings; remove {them} if that is not \
         meant"
    ));
    if changes.len() == 1 {
        diagnostic.fix(Fix::remove(place));
    }
}

/// Warns of what stands beside the `$ref` of an object and has no effect. Documentation and the
/// extensions of others do no harm.
pub(super) fn report_ignored(
    object: &Map<String, Value>,
    needed: &Object,
    extensions: &Extensions,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    let is_ignored = |(key, value): &(&String, &Value)| match key.as_str() {
        "$ref" => false,
        key if key.starts_with("x-") => extensions.has(key, value),
        key => !needed.is(&SCHEMA) && !matches!(key, "summary" | "description"),
    };
    let ignored: Vec<String> =
        object.iter().filter(is_ignored).map(|(key, _)| key.clone()).collect();
    let [first, ..] = ignored.as_slice() else { return };
    let verb = if ignored.len() == 1 { "has" } else { "have" };
    let message = format!("beside `$ref`, {} {verb} no effect", listed(&ignored));
    let place = &place.key(first);
    let diagnostic = diagnostics.warning(Code::REFERENCE_SIBLINGS, place, message);
    diagnostic.at_key().help(if needed.is(&SCHEMA) {
        "remove it, or put the reference into an `allOf`, which can have siblings"
    } else {
        "remove it"
    });
    if ignored.len() == 1 {
        diagnostic.fix(Fix::remove(place));
    }
}

/// Whether a keyword beside a reference says something else than what the reference leads to.
fn changes_type(document: &Value, object: &Map<String, Value>, key: &str, value: &Value) -> bool {
    let target = object.get("$ref").and_then(Value::as_str);
    let target = target.and_then(pointer::of_reference).and_then(|it| pointer::find(document, &it));
    // It has to be a list, and is reported.
    if key == "required" && !value.is_array() {
        return false;
    }
    let is_default = || *value == Value::Bool(false) && key != "additionalProperties";
    match target.and_then(|target| resolve(document, target).get(key)) {
        Some(own) => own != value,
        None => !is_default(),
    }
}

fn listed(names: &[String]) -> String {
    let mut listed: Vec<String> = names.iter().take(LISTED).map(|name| quoted(name)).collect();
    if names.len() > LISTED {
        listed.push("others".to_owned());
    }
    listed.join(", ")
}
