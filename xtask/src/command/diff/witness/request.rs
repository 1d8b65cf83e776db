//! Requests: made of values, sent to a mock, and written down.

use std::fmt::Write;

use bytes::Bytes;
use serde_json::Value;

use super::table::{Input, Operation, Table};

/// A request, apart from where it goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Request {
    pub(super) method: String,
    /// Path and query, encoded.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// What separates the parts of a form of several parts.
const BOUNDARY: &str = "witness";

impl Request {
    /// The request of an operation with values for some of its inputs, with the credentials of a set
    /// of schemes.
    pub(super) fn new(
        table: &Table,
        operation: &Operation,
        values: &[(&Input, Value)],
        media_type: Option<&str>,
        schemes: &[String],
    ) -> Self {
        let mut path = operation.path.clone();
        let (mut query, mut form, mut cookies) = (Vec::new(), Vec::new(), Vec::new());
        let (mut headers, mut body, mut parts) = (Vec::new(), String::new(), String::new());
        for (input, value) in values {
            let text = || encoded(&joined(input, value));
            match input.place.as_str() {
                "path" => {
                    path = path.replace(&format!("{{{}}}", input.name), &in_path(input, value));
                }
                "query" => query.extend(pairs(input, value)),
                "header" => headers.push((input.name.clone(), joined(input, value))),
                "cookie" => cookies.push(format!("{}={}", input.name, text())),
                "field" => form.extend(pairs(input, value)),
                "part" => write_part(&mut parts, input, value),
                _ if input.form => form.extend(fields(value)),
                _ if input.json => body = value.to_string(),
                _ => body = plain(value),
            }
        }
        for scheme in schemes {
            add_credentials(&table.schemes[scheme], &mut headers, &mut query, &mut cookies);
        }
        if !form.is_empty() {
            body = in_query(&form);
        }
        let mut media_type = media_type.map(str::to_owned);
        if !parts.is_empty() {
            body = format!("{parts}--{BOUNDARY}--\r\n");
            media_type = media_type.map(|media_type| format!("{media_type}; boundary={BOUNDARY}"));
        }
        if let Some(media_type) = media_type.filter(|_| !body.is_empty()) {
            headers.push(("Content-Type".to_owned(), media_type));
        }
        if !cookies.is_empty() {
            headers.push(("Cookie".to_owned(), cookies.join("; ")));
        }
        if !query.is_empty() {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(&in_query(&query));
        }
        Self { method: operation.verb.clone(), target: path, headers, body }
    }

    /// The request as HTTP libraries have it; none if it cannot be one.
    pub(super) fn to_http(&self) -> Option<http::Request<Bytes>> {
        let mut request = http::Request::builder().method(&*self.method).uri(&self.target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Bytes::from(self.body.clone())).ok()
    }

    /// The request as it is sent to a server.
    pub(super) fn text(&self, base_url: &str) -> String {
        let (host, path) = host_and_path(base_url);
        let mut text = format!("{} {path}{} HTTP/1.1\nHost: {host}\n", self.method, self.target);
        for (name, value) in &self.headers {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{name}: {value}");
        }
        if !self.body.is_empty() {
            let _ = write!(text, "\n{}\n", self.body.replace("\r\n", "\n").trim_end());
        }
        text
    }
}

/// Where requests go, and what stands in front of their paths.
fn host_and_path(base_url: &str) -> (&str, &str) {
    let rest = base_url.split_once("://").map_or(base_url, |it| it.1).trim_end_matches('/');
    match rest.split_once('/') {
        Some((host, _)) => (host, &rest[host.len()..]),
        None => (rest, ""),
    }
}

/// Text of a value that is no list and no object.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

/// A value as one text.
fn joined(input: &Input, value: &Value) -> String {
    if input.json {
        return value.to_string();
    }
    let separator = match input.style.as_deref() {
        Some("spaceDelimited") => " ",
        Some("pipeDelimited") => "|",
        _ => ",",
    };
    match value {
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(separator),
        Value::Object(fields) => {
            let between = if input.explode { "=" } else { "," };
            let fields =
                fields.iter().map(|(name, value)| format!("{name}{between}{}", plain(value)));
            fields.collect::<Vec<_>>().join(separator)
        }
        value => plain(value),
    }
}

/// A value in the place of a name in braces.
fn in_path(input: &Input, value: &Value) -> String {
    let text = encoded(&joined(input, value));
    match input.style.as_deref() {
        Some("label") => format!(".{text}"),
        Some("matrix") => format!(";{}={text}", input.name),
        _ => text,
    }
}

/// A value in a query or a form, as pairs of a name and a text.
fn pairs(input: &Input, value: &Value) -> Vec<(String, String)> {
    let name = || input.name.clone();
    match (value, input.style.as_deref()) {
        (Value::Array(items), _) if input.each => {
            items.iter().map(|item| (name(), item.to_string())).collect()
        }
        (Value::Array(items), _) if input.explode && !input.json => {
            items.iter().map(|item| (name(), plain(item))).collect()
        }
        (Value::Object(fields), Some("deepObject")) => fields
            .iter()
            .map(|(key, value)| (format!("{}[{key}]", input.name), plain(value)))
            .collect(),
        (Value::Object(fields), Some("dotted")) => fields
            .iter()
            .map(|(key, value)| (format!("{}.{key}", input.name), plain(value)))
            .collect(),
        (Value::Object(_), _) if input.explode && !input.json => fields(value),
        _ => vec![(name(), joined(input, value))],
    }
}

/// The properties of an object as pairs.
fn fields(value: &Value) -> Vec<(String, String)> {
    let fields = value.as_object().into_iter().flatten();
    let pairs = fields.flat_map(|(name, value)| {
        let values = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
        values.into_iter().map(|value| (name.clone(), plain(value))).collect::<Vec<_>>()
    });
    pairs.collect()
}

fn in_query(pairs: &[(String, String)]) -> String {
    let pairs = pairs.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text as it may stand in a URL.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,:;=".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn write_part(parts: &mut String, input: &Input, value: &Value) {
    let values = match value {
        Value::Array(items) if !input.json || input.each => items.iter().collect(),
        value => vec![value],
    };
    for value in values {
        let (file, kind) = match (input.file, input.json) {
            (true, _) => ("; filename=\"file\"", "Content-Type: application/octet-stream\r\n"),
            (false, true) => ("", "Content-Type: application/json\r\n"),
            (false, false) => ("", ""),
        };
        let text = if input.json { value.to_string() } else { plain(value) };
        let name = &input.name;
        let _ = write!(
            parts,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n{kind}\r\n{text}\r\n"
        );
    }
}

/// Adds credentials, which are none of anybody's.
fn add_credentials(
    scheme: &Value,
    headers: &mut Vec<(String, String)>,
    query: &mut Vec<(String, String)>,
    cookies: &mut Vec<String>,
) {
    let name = || scheme["name"].as_str().unwrap_or_default().to_owned();
    let authorization = |text: &str| ("Authorization".to_owned(), text.to_owned());
    match scheme["kind"].as_str() {
        // `user:password`.
        Some("basic") => headers.push(authorization("Basic dXNlcjpwYXNzd29yZA==")),
        Some("bearer") => headers.push(authorization("Bearer token")),
        Some("authorization") => headers.push(authorization("credentials")),
        Some("header") => headers.push((name(), "key".to_owned())),
        Some("query") => query.push((name(), "key".to_owned())),
        Some("cookie") => cookies.push(format!("{}=key", name())),
        _ => {}
    }
}
