//! Null as a type, as a value, and as one of several schemas: a flag in OpenAPI 3.0.

use serde_json::{Value, json};

use super::node::{Node, Part};
use super::schema::{has_only, is_annotation};
use super::{Rewriter, is_never, within};

/// Makes a schema one of null alone.
pub(super) fn only(node: &mut Node<'_>, from: &str) {
    node.set("nullable", true.into(), from);
    node.set("enum", json!([null]), from);
}

/// Whether a schema is one of null alone.
fn is_only(schema: &Value) -> bool {
    schema.as_object().is_some_and(|fields| {
        let values = fields.get("enum").and_then(Value::as_array);
        values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
            && has_only(fields, &["enum", "nullable"])
    })
}

/// An enumeration that has null allows it.
pub(super) fn in_enum(node: &mut Node<'_>) {
    let values = node.get("enum").and_then(Value::as_array);
    let index = values.and_then(|values| values.iter().position(Value::is_null));
    if let Some(index) = index.filter(|_| !node.is("nullable")) {
        let mut list = node.origins.of_field("enum").pinned(|| node.pointer("enum"));
        let (around, index) = (list.pinned_at().to_owned(), index.to_string());
        let origins = list.take(&index).pinned(|| within(&around, &index));
        node.put("nullable", Part { value: true.into(), origins });
    }
}

impl Rewriter<'_> {
    /// Takes schemas of null alone, and those that nothing is valid against, out of unions. What is
    /// left alone takes the place of the union.
    pub(super) fn null_in_unions(&mut self, node: &mut Node<'_>) {
        for union in ["anyOf", "oneOf"] {
            let Some(members) = node.get(union).and_then(Value::as_array) else { continue };
            if !members.iter().any(|member| is_only(member) || is_never(member)) {
                continue;
            }
            let Some(list) = node.take(union) else { continue };
            let from = list.pointer().to_owned();
            let mut left = Vec::new();
            for member in list.into_entries() {
                if is_only(&member.value) {
                    node.put("nullable", Part { value: true.into(), origins: member.origins });
                } else if !is_never(&member.value) {
                    left.push(member);
                }
            }
            match left.len() {
                0 if node.is("nullable") => only(node, union),
                0 => node.set("not", json!({}), union),
                1 => left.into_iter().for_each(|member| self.absorb(node, from.clone(), member)),
                _ => node.put(union, Part::list(from, left)),
            }
        }
    }

    /// Makes one schema of a schema and the only one of its union.
    fn absorb(&mut self, node: &mut Node<'_>, union: String, member: Part) {
        node.remove("discriminator");
        let Some(fields) = member.value.as_object() else { return };
        let is_in_the_way = |(key, value): (&String, &Value)| {
            let is_free = is_annotation(key) || key == "nullable";
            !is_free && node.get(key).is_some_and(|own| own != value)
        };
        if fields.iter().any(is_in_the_way) {
            let mut parts = vec![member];
            if let Some(others) = node.take("allOf") {
                parts.extend(others.into_entries());
            }
            node.put("allOf", Part::list(union, parts));
            return;
        }
        self.references.absorbed.push((member.pointer().to_owned(), node.place.pointer()));
        for (key, part) in member.into_fields() {
            // What stands nearer says more.
            if !node.has(&key) {
                node.put(&key, part);
            }
        }
    }
}
