//! What holds between the fields of an object, as far as the table cannot say it.

use serde_json::{Map, Value, json};

use crate::diagnostics::{Code, Diagnostics, Fix, Place, quoted};
use crate::media_type::{is_form, is_multipart};
use crate::suggest::alternatives;

/// The types a schema can have.
pub(crate) const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object"];

/// The styles of query parameters.
pub(super) const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// The styles of all parameters.
pub(super) const STYLES: [&str; 7] =
    ["form", "simple", "matrix", "label", "spaceDelimited", "pipeDelimited", "deepObject"];

/// `404` or `4XX`. Lower case is understood too.
pub(super) fn is_status_code(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => true,
        [b'1'..=b'9', tens, units] => tens.is_ascii_digit() && units.is_ascii_digit(),
        _ => false,
    }
}

pub(super) fn responses(
    responses: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    if !responses.keys().any(|key| key == "default" || is_status_code(key)) {
        diagnostics
            .warning(Code::MISSING_FIELD, place, "this operation has no response")
            .fix(Fix::update(place, json!({"default": {"description": ""}})));
    }
}

/// Warns of links, which are left out of the client.
pub(super) fn response(
    response: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    if field(response, "links").is_some() {
        warn_unsupported(&place.key("links"), "links are left out of the client", diagnostics);
    }
}

/// The fields of an Encoding Object that say how a list or an object is written.
const STYLE_FIELDS: [&str; 3] = ["style", "explode", "allowReserved"];

/// Whether an Encoding Object says anything of the style.
pub(crate) fn has_style(encoding: &Map<String, Value>) -> bool {
    STYLE_FIELDS.iter().any(|name| field(encoding, name).is_some())
}

/// Warns of fields of encodings that have no influence on a form (OpenAPI 3.0.3, Encoding Object).
/// The key of the place is the media type. Any multipart type may have encodings, also those that
/// the client does not make.
pub(super) fn media_type(
    media: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    let name = place.name();
    let place = place.key("encoding");
    let Some(Value::Object(encodings)) = field(media, "encoding") else { return };
    let ignored: &[&str] = if is_form(name) {
        &["headers"]
    } else if is_multipart(name) {
        &STYLE_FIELDS
    } else {
        let message = "`encoding` is for forms, and has no effect on other media types";
        warn_unsupported(&place, message, diagnostics);
        return;
    };
    for (key, encoding) in encodings {
        let place = place.key(key);
        for name in ignored.iter().filter(|name| encoding.get(name).is_some_and(|it| !it.is_null()))
        {
            let message = match *name {
                "headers" => "fields of this media type have no headers",
                _ => "parts of a form have no style",
            };
            warn_unsupported(&place.key(name), message, diagnostics);
        }
    }
}

/// Warns of a field that has no influence on the client.
fn warn_unsupported(place: &Place<'_>, message: &str, diagnostics: &mut Diagnostics) {
    let diagnostic = diagnostics.warning(Code::UNSUPPORTED, place, message);
    diagnostic.at_key().fix(Fix::remove(place));
}

pub(super) fn parameter(
    parameter: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    schema_or_content(parameter, place, diagnostics);

    let Some(location) = parameter.get("in").and_then(Value::as_str) else {
        return;
    };
    if location == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
        let name = quoted(parameter.get("name").and_then(Value::as_str).unwrap_or_default());
        let message = format!("the path parameter {name} is not marked as required");
        // A path parameter is always required, so that the meaning is plain.
        diagnostics
            .warning(Code::PATH_PARAMETER, place, message)
            .help("add `required: true`: a path cannot do without its parameters")
            .fix(Fix::update(place, json!({"required": true})));
    }
    let styles: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "query" => QUERY_STYLES,
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => return,
    };
    // Values that are no style at all are reported with the type of the field.
    let style = parameter.get("style").and_then(Value::as_str);
    if let Some(style) = style.filter(|style| STYLES.contains(style) && !styles.contains(style)) {
        let message = format!("a {location} parameter cannot have the style {}", quoted(style));
        diagnostics
            .error(Code::UNKNOWN_VALUE, &place.key("style"), message)
            .help(format!("it can be {}", alternatives(styles)))
            .fix(Fix::remove(&place.key("style")));
    }
}

/// Parameters and headers have either a schema or one media type.
pub(super) fn schema_or_content(
    object: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    match (field(object, "schema"), field(object, "content")) {
        (None, None) => {
            diagnostics
                .error(Code::MISSING_FIELD, place, "neither `schema` nor `content` is given")
                .help("add a `schema`, such as `schema: { type: string }`")
                .fix(Fix::update(place, json!({"schema": {"type": "string"}})));
        }
        (Some(_), Some(_)) => {
            let message = "`content` cannot stand beside `schema`";
            let place = place.key("content");
            let diagnostic = diagnostics.error(Code::CONFLICTING_FIELDS, &place, message);
            diagnostic.at_key().fix(Fix::remove(&place));
        }
        (None, Some(Value::Object(content))) if content.len() != 1 => {
            let message = "`content` must have exactly one media type here";
            diagnostics.error(Code::CONFLICTING_FIELDS, &place.key("content"), message).at_key();
        }
        _ => {}
    }
}

pub(super) fn link(link: &Map<String, Value>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    match (field(link, "operationId"), field(link, "operationRef")) {
        (None, None) => {
            let message = "neither `operationId` nor `operationRef` is given";
            diagnostics.error(Code::MISSING_FIELD, place, message);
        }
        (Some(_), Some(_)) => {
            let message = "`operationRef` cannot stand beside `operationId`";
            let place = place.key("operationRef");
            let diagnostic = diagnostics.error(Code::CONFLICTING_FIELDS, &place, message);
            diagnostic.fix(Fix::remove(&place));
        }
        _ => {}
    }
}

pub(super) fn security_scheme(
    scheme: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(kind) = scheme.get("type").and_then(Value::as_str) else {
        return;
    };
    let required: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => return,
    };
    let missing = required.iter().filter(|name| field(scheme, name).is_none());
    for name in missing {
        let message = format!("a security scheme of type `{kind}` needs the field `{name}`");
        diagnostics.error(Code::MISSING_FIELD, place, message);
    }
}

pub(super) fn schema(
    schema: &Map<String, Value>,
    place: &Place<'_>,
    diagnostics: &mut Diagnostics,
) {
    if field(schema, "xml").is_some() {
        warn_unsupported(&place.key("xml"), "the client does not read or write XML", diagnostics);
    }
    let kind = schema.get("type").and_then(Value::as_str);
    if kind == Some("array") && field(schema, "items").is_none() {
        diagnostics
            .warning(Code::MISSING_FIELD, place, "this array does not say what its `items` are")
            .help("add `items`; `items: {}` allows anything, as is assumed now")
            .fix(Fix::update(place, json!({"items": {}})));
    }
    let values = schema.get("enum").and_then(Value::as_array).filter(|_| kind == Some("string"));
    for (index, value) in values.into_iter().flatten().enumerate() {
        let message = "a value that is no string in an enumeration of strings";
        let list = place.key("enum");
        let place = list.index(index);
        match value {
            Value::String(_) | Value::Null => {}
            // No value can be valid against both, but it is plain that its text is meant.
            Value::Number(_) | Value::Bool(_) => {
                diagnostics
                    .warning(Code::WRONG_TYPE, &place, message)
                    .help("put it in quotes; it is read as a string");
            }
            // Neither can it be taken for a text: it stands for none.
            Value::Array(_) | Value::Object(_) => {
                diagnostics
                    .warning(Code::WRONG_TYPE, &place, message)
                    .help("no string is that value; it is left out")
                    .fix(Fix::remove(&place));
            }
        }
    }
}

/// The value of a field, if it has any.
fn field<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}
