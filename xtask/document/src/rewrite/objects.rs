//! What the other objects of later versions have that OpenAPI 3.0 does not.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::node::{Node, Part};
use super::{Rewriter, schema};
use crate::diagnostics::{Code, LeftOut, Location, NodePart, quoted};
use crate::media_type::is_form;
use crate::shape::{Object, Version};
use crate::source_map::SourceMap;

/// What is said of APIs that want to see a certificate.
const CERTIFICATE: &str = "Some requests need a certificate of the client (mutual TLS). The client \
    sends none by itself: its HTTP client has to be given one.";

/// The security schemes for which the HTTP client has a certificate: nothing is sent for them.
pub(super) fn certificates(document: &Value) -> HashSet<String> {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let schemes = schemes.into_iter().flatten();
    let mutual = schemes.filter(|(_, scheme)| scheme.get("type") == Some(&json!("mutualTLS")));
    mutual.map(|(name, _)| name.clone()).collect()
}

/// The fields of path items that are operations, the rarest first: what is added to a document moves no
/// operation to another field then.
const FIELDS: [&str; 8] = ["trace", "options", "head", "patch", "delete", "put", "post", "get"];

/// Whether a method is one (RFC 9110, section 9.1) that has no field of its own.
fn is_other_method(method: &str) -> bool {
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !method.is_empty()
        && method.bytes().all(is_of_token)
        && !FIELDS.iter().any(|field| field.eq_ignore_ascii_case(method))
}

impl Rewriter<'_> {
    /// Rewrites what an object has itself.
    pub(super) fn object(&mut self, node: &mut Node<'_>, kind: &Object) {
        match kind.name {
            "Schema" => self.schema(node),
            "OpenAPI" => self.document(node),
            "Info" => first_words(node),
            "License" => license(node),
            "Components" => self.components(node),
            "Path Item" => self.path_item(node),
            "Operation" => self.operation(node),
            "Encoding" | "Example" | "Media Type" | "OAuth Flows" | "Parameter" | "Response"
            | "Security Scheme" | "Server" | "Tag"
                if self.version < Version::V3_2 => {}
            "Encoding" => self.encodings(node, &["encoding", "prefixEncoding", "itemEncoding"]),
            "Media Type" => self.media_type(node),
            "Parameter" => parameter(node),
            "Response" => response(node),
            "Tag" => {
                first_words(node);
                node.remove("parent");
                node.remove("kind");
            }
            "Server" => node.remove("name"),
            "Security Scheme" => {
                node.remove("oauth2MetadataUrl");
                node.remove("deprecated");
            }
            "OAuth Flows" => node.remove("deviceAuthorization"),
            "Example" => example(node),
            _ => {}
        }
    }

    fn document(&mut self, node: &mut Node<'_>) {
        node.remove("$self");
        if let Some(dialect) = node.get("jsonSchemaDialect").and_then(Value::as_str)
            && !schema::DIALECTS.contains(&dialect)
        {
            let message = format!("{} is read as the dialect of OpenAPI", quoted(dialect));
            self.report_unsupported(&node.place.key("jsonSchemaDialect"), &message);
        }
        node.remove("jsonSchemaDialect");
        if !self.certificates.is_empty()
            && let Some(Value::Object(info)) = node.fields.get_mut("info")
        {
            let description = info.get("description").and_then(Value::as_str).unwrap_or_default();
            let text = format!("{description}\n\n{CERTIFICATE}");
            info.insert("description".to_owned(), text.trim().into());
        }
        if !node.has("paths") {
            node.fields.insert("paths".to_owned(), json!({}));
        }
        self.without_certificates(node);
    }

    /// Takes schemes out of requirements for which nothing is sent.
    fn without_certificates(&self, node: &mut Node<'_>) {
        let Some(Value::Array(requirements)) = node.fields.get_mut("security") else { return };
        for requirement in requirements.iter_mut().filter_map(Value::as_object_mut) {
            requirement.retain(|name, _| !self.certificates.contains(name));
        }
    }

    fn components(&mut self, node: &mut Node<'_>) {
        if let Some(Value::Object(schemes)) = node.fields.get_mut("securitySchemes") {
            schemes.retain(|name, _| !self.certificates.contains(name));
        }
    }

    /// Leaves out operations by methods that the client does not know.
    /// Puts operations of methods that OpenAPI 3.0 does not have into fields that are free, with an
    /// extension that says which method that is.
    fn path_item(&mut self, node: &mut Node<'_>) {
        let query = node.take("query").map(|operation| ("QUERY".to_owned(), operation));
        let others = node.take("additionalOperations").map(Part::into_fields);
        for (method, mut operation) in query.into_iter().chain(others.unwrap_or_default()) {
            let free = FIELDS.into_iter().find(|field| !node.has(field));
            let is_known = self.version >= Version::V3_2 && is_other_method(&method);
            let Some(free) = free.filter(|_| is_known) else {
                self.leave_out_operation(&operation, &method);
                continue;
            };
            let place = SourceMap::at(operation.pointer().to_owned());
            if let Value::Object(fields) = &mut operation.value {
                fields.insert(self.method_extension.to_owned(), method.into());
                operation.origins.set(self.method_extension, place);
            }
            node.put(free, operation);
        }
    }

    fn leave_out_operation(&mut self, operation: &Part, method: &str) {
        let message = format!("operations of the method {} are left out", quoted(method));
        let location = Location::node(operation.pointer().to_owned(), NodePart::Key);
        let diagnostic = self.diagnostics.warning(Code::UNSUPPORTED, location, message);
        diagnostic
            .help("it has to be a token, and none of the methods that have a field of their own");
        diagnostic.leaves_out(LeftOut::Operation);
    }

    fn operation(&mut self, node: &mut Node<'_>) {
        self.without_certificates(node);
        if !node.has("responses") {
            node.fields.insert("responses".to_owned(), json!({"default": {"description": ""}}));
        }
    }
}

/// A summary beside a description is its first paragraph.
fn first_words(node: &mut Node<'_>) {
    let Some(summary) = node.take("summary") else { return };
    match (summary.value.as_str(), node.fields.get_mut("description")) {
        (Some(summary), Some(Value::String(description))) if !description.trim().is_empty() => {
            *description = format!("{}\n\n{description}", summary.trim_end());
        }
        _ => node.put("description", summary),
    }
}

/// The identifier of a license has a page.
fn license(node: &mut Node<'_>) {
    let Some(identifier) = node.take("identifier") else { return };
    let is_plain = |text: &&str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte))
    };
    if let Some(name) = identifier.value.as_str().filter(is_plain)
        && !node.has("url")
    {
        node.set("url", format!("https://spdx.org/licenses/{name}.html").into(), "identifier");
    }
}

/// A response of OpenAPI 3.2 may do without a description.
fn response(node: &mut Node<'_>) {
    if node.has("$ref") {
        return;
    }
    first_words(node);
    if !node.has("description") {
        node.fields.insert("description".to_owned(), json!(""));
    }
}

/// Examples of OpenAPI 3.2 are values, or text as it is sent.
fn example(node: &mut Node<'_>) {
    if let Some(value) = node.take("dataValue")
        && !node.has("value")
    {
        node.put("value", value);
    }
    if let Some(text) = node.take("serializedValue")
        && !node.has("value")
    {
        node.put("value", text);
    }
}

/// A query string as a whole is a form, of which each property is a parameter. Cookies are written as
/// they were before they had a style of their own.
fn parameter(node: &mut Node<'_>) {
    if node.get("style").is_some_and(|style| style == "cookie") {
        node.remove("style");
    }
    if node.get("in").is_none_or(|location| location != "querystring") {
        return;
    }
    let content = node.get("content").and_then(Value::as_object);
    let mut types = content.into_iter().flatten().map(|(media_type, _)| media_type);
    if let (Some(only), None) = (types.next(), types.next())
        && is_form(only)
        && let Some(content) = node.take("content")
    {
        node.set("in", "query".into(), "in");
        node.set("style", "form".into(), "in");
        node.set("explode", true.into(), "in");
        let media = content.into_fields().into_iter().next();
        let fields = media.map(|(_, media)| media.into_fields()).unwrap_or_default();
        for (key, part) in fields.into_iter().filter(|(key, _)| key != "encoding") {
            node.put(&key, part);
        }
    }
}
