//! `required: true` in a schema, as Draft 3 of JSON Schema has it. OpenAPI 3.0 has a list of names
//! in the schema around a property, and a flag beside the schema of a parameter.

use serde_json::{Value, json};

use crate::diagnostics::{Diagnostic, Fix, FixTarget, Place};
use crate::pointer::{find, parent_and_key, segments};
use crate::shape::{OPENAPI, Object, PARAMETER, SCHEMA, Shape};

/// Whether a value is `required: true` or `false` in a schema.
pub(super) fn is_flag(key: &str, shape: Shape, value: &Value) -> bool {
    key == "required" && matches!(shape, Shape::Array(_)) && value.is_boolean()
}

/// Says what to do about such a flag: it is taken out of the schema, and what it means there is said
/// elsewhere.
pub(super) fn advise(
    document: &Value,
    flag: &Value,
    place: &Place<'_>,
    diagnostic: &mut Diagnostic,
) {
    let pointer = place.pointer();
    let meaning = match flag {
        Value::Bool(true) => meaning(&pointer),
        _ => None,
    };
    let remove = Fix::remove(place);
    match meaning {
        None => {
            diagnostic
                .help(
                    "remove it: a schema lists the names of its required properties, and a \
                     parameter has the flag beside its schema",
                )
                .fix(remove);
        }
        Some(Meaning::OfParameter { around }) => {
            diagnostic.help("write it beside the schema, as a field of the parameter");
            let is_said = find(document, around).is_some_and(|it| it.get("required").is_some());
            let said = Fix::update(FixTarget::of(document, around), json!({"required": true}));
            diagnostic.fix(if is_said { remove } else { said.and(remove) });
        }
        Some(Meaning::OfProperty { owner, name }) => {
            diagnostic.help("list the name of the property in `required` of the schema around it");
            let said = Fix::update(FixTarget::of(document, owner), json!({"required": [name]}));
            match find(document, owner).and_then(|owner| owner.get("required")) {
                Some(Value::Array(names)) if names.iter().any(|known| *known == *name) => {
                    diagnostic.fix(remove)
                }
                None | Some(Value::Array(_)) => diagnostic.fix(said.and(remove)),
                // A list cannot be merged into that; it is wrong itself.
                Some(_) => diagnostic.help(
                    "first mend `required` of the schema around it, which is to list the name of \
                     this property",
                ),
            };
        }
    }
}

/// What a flag in a schema means.
enum Meaning<'p> {
    /// The parameter is required that is at a pointer.
    OfParameter { around: &'p str },
    /// A property is required of the schema that is at a pointer.
    OfProperty { owner: &'p str, name: String },
}

fn meaning(flag: &str) -> Option<Meaning<'_>> {
    let (schema, _) = parent_and_key(flag)?;
    let (around, name) = parent_and_key(schema)?;
    if name == "schema" && is(around, &PARAMETER) {
        return Some(Meaning::OfParameter { around });
    }
    let (owner, key) = parent_and_key(around)?;
    (key == "properties" && is(owner, &SCHEMA))
        .then(|| Meaning::OfProperty { owner, name: name.into_owned() })
}

/// Whether an object of some kind belongs at a place of a document.
fn is(pointer: &str, kind: &'static Object) -> bool {
    let shape = segments(pointer).fold(Shape::Object(&OPENAPI), |shape, key| shape.inside(&key));
    shape.object().is_some_and(|found| found.is(kind))
}
