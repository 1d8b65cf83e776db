//! What is meant by a reference that leads to an object of another kind than is needed.

use serde_json::{Value, json};

use super::references::is_component;
use crate::diagnostics::{Diagnostic, Fix, Place, quoted};
use crate::pointer::{self, escape, segments};
use crate::shape::{Object, section_of};

/// Says what to do about such a reference, and offers an action: the component of the right kind that has
/// one of its names; else what is right without it.
pub(super) fn explain(
    diagnostic: &mut Diagnostic,
    document: &Value,
    (reference, place): (&str, &Place<'_>),
    (found, needed): (Option<&Object>, &Object),
) {
    if let Some(meant) = namesake(document, reference, needed, place) {
        diagnostic.help(format!("did you mean {}?", quoted(&meant)));
        diagnostic.fix_field(place, Value::String(meant));
        return;
    }
    let is_schema = found.is_some_and(|found| section_of(found) == Some("schemas"));
    let schema = is_schema.then_some(reference);
    let Some((help, fix)) = without(schema, needed, place) else {
        diagnostic.help("say here what is meant, or refer to what is of the right kind");
        return;
    };
    diagnostic.help(help).fix(fix);
}

/// The reference to a component of the kind that is needed, called by one of the names in a reference.
/// It is none that the reference is within, because that would lead back to itself.
fn namesake(
    document: &Value,
    reference: &str,
    needed: &Object,
    place: &Place<'_>,
) -> Option<String> {
    let section = section_of(needed)?;
    let components = document.get("components")?.get(section)?.as_object()?;
    let target = pointer::of_reference(reference)?;
    let names: Vec<_> = segments(&target).collect();
    let here = place.pointer();
    let mut names = names.iter().rev();
    names.find_map(|name| {
        // One that refers to another may lead back.
        components.get(&**name).filter(|component| component.get("$ref").is_none())?;
        let component = format!("/components/{section}/{}", escape(name));
        let is_around = here.starts_with(&format!("{component}/"));
        (!is_around).then(|| format!("#{component}"))
    })
}

/// What is right without a reference, and why. `schema` is the reference, if that is to a schema.
fn without(
    schema: Option<&str>,
    needed: &Object,
    place: &Place<'_>,
) -> Option<(&'static str, Fix)> {
    let (object, key) = place.field()?;
    if key != "$ref" {
        return Some(("a mapping names schemas", Fix::remove(place)));
    }
    let section = section_of(needed);
    let is_component = section.is_some_and(|section| is_component(&object.pointer(), section));
    let replaced = |by: Value| Fix::remove(place).and(Fix::update(object, by));
    let content =
        schema.map(|schema| json!({"content": {"application/json": {"schema": {"$ref": schema}}}}));
    Some(match (section, content) {
        (Some("schemas"), _) => ("without it, a schema is any JSON", Fix::remove(place)),
        (Some("responses"), Some(mut content)) => {
            content["description"] = json!("");
            ("a response has its schema in a content", replaced(content))
        }
        (Some("responses"), None) => {
            ("a response says at least what it is", replaced(json!({"description": ""})))
        }
        (Some("requestBodies"), Some(content)) => {
            ("a body has its schema in a content", replaced(content))
        }
        (Some("headers"), _) => {
            let schema = schema.map_or(json!({"type": "string"}), |it| json!({"$ref": it}));
            ("a header has a schema of its own", replaced(json!({"schema": schema})))
        }
        // Others refer to it.
        _ if is_component => return None,
        (Some("parameters"), _) => {
            ("a parameter has a name and a place", Fix::remove_entry("parameters", object))
        }
        (Some("requestBodies"), None) => {
            ("without it, the operation takes no body", Fix::remove(object))
        }
        (Some(_), _) => ("the operation is right without it", Fix::remove(object)),
        (None, _) => ("without it, there is no such path", Fix::remove(object)),
    })
}
