//! Which property that does not fit refuses its object, and which is kept.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::any_json::AnyJson;
use crate::from_json::{FromJson, Misfit};
use crate::node::Node;
use crate::object::Fields;
use crate::reading::{self, Reading};

/// An object with a strict property, one that is kept if it does not fit, and a required one.
#[derive(Debug)]
struct Listed {
    next: Option<i64>,
    note: Option<i64>,
    id: i64,
    extra: BTreeMap<String, AnyJson>,
}

impl FromJson for Listed {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let mut fields = Fields::of(node, reading)?;
        Ok(Self {
            next: fields.strict().optional("next"),
            note: fields.optional("note"),
            id: fields.required("id")?,
            extra: fields.rest()?,
        })
    }
}

/// Checks the fields and the names of what is kept, or which property refuses the object.
fn check(value: &Value, expected: Result<(Option<i64>, Option<i64>, i64, &[&str]), &str>) {
    let read = reading::read::<Listed>(&Node::from(value));
    match (read, expected) {
        (Ok((Listed { next, note, id, extra }, _)), Ok(expected)) => {
            let kept: Vec<&str> = extra.keys().map(String::as_str).collect();
            assert_eq!((next, note, id, kept.as_slice()), expected, "{value}");
        }
        (Err(misfit), Err(expected)) => assert_eq!(misfit.path(), expected, "{value}"),
        (read, expected) => panic!("{value}: {read:?} in place of {expected:?}"),
    }
}

#[test]
fn only_the_strict_property_refuses_its_object() {
    check(&json!({ "next": 1, "note": 2, "id": 3 }), Ok((Some(1), Some(2), 3, &[])));
    check(&json!({ "next": 1, "note": "x", "id": 3 }), Ok((Some(1), None, 3, &["note"])));
    // Also where the strict one is not there at all.
    check(&json!({ "note": "x", "id": 3 }), Ok((None, None, 3, &["note"])));
    check(&json!({ "next": "x", "id": 3 }), Err("next"));
}

#[test]
fn the_first_property_that_refuses_is_told() {
    check(&json!({ "next": "x", "id": "y" }), Err("next"));
    check(&json!({ "next": "x" }), Err("next"));
    check(&json!({ "note": "x", "id": "y" }), Err("id"));
}
