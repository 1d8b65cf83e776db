//! What the other objects of later versions have that OpenAPI 3.0 does not.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::node::Node;
use super::{Rewriter, schema};
use crate::diagnostics::{LeftOut, quoted};
use crate::shape::{Object, Version};

/// The security schemes for which the HTTP client has a certificate: nothing is sent for them.
pub(super) fn certificates(document: &Value) -> HashSet<String> {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let schemes = schemes.into_iter().flatten();
    let mutual = schemes.filter(|(_, scheme)| scheme.get("type") == Some(&json!("mutualTLS")));
    mutual.map(|(name, _)| name.clone()).collect()
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
            "Example" | "OAuth Flows" | "Response" | "Security Scheme" | "Server" | "Tag"
                if self.version < Version::V3_2 => {}
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
        if !node.has("paths") {
            node.fields.insert("paths".to_owned(), json!({}));
        }
        if node.has("webhooks") {
            self.report_unsupported(
                &node.place.key("webhooks"),
                "webhooks are left out of the client",
            );
            node.remove("webhooks");
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

    /// Reports operations by methods that the client does not know.
    fn path_item(&mut self, node: &mut Node<'_>) {
        if let Some(_query) = node.get("query") {
            self.leave_out_operation(node, "query", "`QUERY`");
        }
        let others = node.get("additionalOperations").and_then(Value::as_object);
        let methods: Vec<String> = others.into_iter().flatten().map(|it| it.0.clone()).collect();
        for method in methods {
            let list = node.place.key("additionalOperations");
            let name = quoted(&method);
            let place = list.key(&method);
            self.report_unsupported(
                &place,
                &format!("operations of the method {name} are left out"),
            );
        }
        node.remove("additionalOperations");
    }

    fn leave_out_operation(&mut self, node: &mut Node<'_>, key: &str, method: &str) {
        let place = node.place.key(key);
        let message = format!("operations of the method {method} are left out");
        let fix = crate::diagnostics::Fix::remove(&place);
        self.diagnostics
            .warning(crate::diagnostics::Code::UNSUPPORTED, &place, message)
            .at_key()
            .fix(fix)
            .leaves_out(LeftOut::Operation);
        node.remove(key);
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
