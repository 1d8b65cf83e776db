//! More that may be in what is sent or received.

use serde_json::{Value, json};

use super::Mutation;
use super::inputs::by_case;
use crate::document::{Document, Kind, reference};

pub(super) const ALL: &[Mutation] = &[
    ("add-property", |document| property(document, None, &json!({"type": "string"}))),
    ("add-property-first", |document| {
        let name = document.word();
        let Some(place) = document.pick(Kind::Schema, has_properties) else { return false };
        let Some(Value::Object(properties)) = document.field(&place, "properties", json!({}))
        else {
            return false;
        };
        properties.shift_insert(0, name, json!({"type": "string"}));
        true
    }),
    ("add-property-called-extra", |document| {
        property(document, Some("extra"), &json!({"type": "string"}))
    }),
    ("add-property-called-new", |document| {
        property(document, Some("new"), &json!({"type": "string"}))
    }),
    ("add-property-called-other", |document| {
        property(document, Some("other"), &json!({"type": "string"}))
    }),
    ("add-property-that-differs-by-case", |document| {
        let place = document.pick(Kind::Schema, |schema| {
            let names = schema["properties"].as_object().and_then(|names| names.keys().next());
            names.is_some_and(|name| by_case(name) != *name)
        });
        let Some(place) = place else { return false };
        let properties = document.get(&place)["properties"].as_object();
        let names: Vec<String> =
            properties.into_iter().flatten().map(|(name, _)| by_case(name)).collect();
        let name = document.choose(&names).cloned().unwrap_or_default();
        document.add(&place, "properties", &name, json!({"type": "string"}))
    }),
    ("add-object-property", |document| {
        let inner = document.word();
        let object = json!({"type": "object", "properties": {inner: {"type": "integer"}}});
        property(document, None, &object)
    }),
    ("add-list-property", |document| {
        let list = document.schema(|_, _| true).map(|(_, reference)| reference);
        let list = json!({"type": "array", "items": list.unwrap_or(json!({"type": "string"}))});
        property(document, None, &list)
    }),
    ("add-enum-property", |document| {
        let (one, two) = (document.word(), "new");
        property(document, None, &json!({"type": "string", "enum": [one, two]}))
    }),
    ("add-nullable-property", |document| {
        property(document, None, &json!({"type": "string", "nullable": true}))
    }),
    ("make-optional-response-property-nullable", |document| {
        let received = document.reached(false);
        let sent = document.reached(true);
        let mut found = Vec::new();
        for place in document.places_where(Kind::Schema, has_properties) {
            let name =
                place.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'));
            let is_received =
                name.is_some_and(|name| received.contains(name) && !sent.contains(name));
            let schema = document.get(&place);
            let properties = schema["properties"].as_object().into_iter().flatten();
            for (name, property) in properties.filter(|_| is_received) {
                let required = schema["required"].as_array();
                let is_required =
                    required.is_some_and(|names| names.iter().any(|other| other == name));
                if !is_required && property["type"] == "string" && property["nullable"].is_null() {
                    found.push(format!("{place}/properties/{}", crate::document::part(name)));
                }
            }
        }
        let place = document.choose(&found).cloned();
        place.is_some_and(|place| document.set(&place, "nullable", json!(true)))
    }),
    ("add-enum-value", |document| {
        let word = document.word();
        value(document, |_| Some(word.clone()))
    }),
    ("add-enum-value-first", |document| {
        let word = document.word();
        let place = document.pick(Kind::Schema, is_open_enum);
        let values = place.and_then(|place| document.value.pointer_mut(&format!("{place}/enum")));
        values.and_then(Value::as_array_mut).is_some_and(|values| {
            values.insert(0, json!(word));
            true
        })
    }),
    ("add-enum-value-that-differs-by-case", |document| {
        value(document, |values| Some(by_case(values.last()?.as_str()?)))
    }),
    ("add-enum-value-that-differs-by-a-sign", |document| {
        value(document, |values| Some(format!("{}-", values.first()?.as_str()?)))
    }),
    ("add-enum-value-called-other", |document| value(document, |_| Some("other".to_owned()))),
    ("add-enum-value-called-unrecognized", |document| {
        value(document, |_| Some("unrecognized".to_owned()))
    }),
    ("add-alternative", |document| {
        let (name, word) = (document.word(), document.word());
        let object = json!({
            "type": "object", "required": [name], "properties": {name: {"type": "string"}, word: {"type": "integer"}},
        });
        alternative(document, &object)
    }),
    ("add-alternative-of-text", |document| alternative(document, &json!({"type": "string"}))),
    ("add-alternative-of-a-list", |document| {
        alternative(document, &json!({"type": "array", "items": {"type": "integer"}}))
    }),
    ("add-alternative-of-a-component", |document| {
        let Some((_, component)) = document.schema(|_, schema| has_properties(schema)) else {
            return false;
        };
        alternative(document, &component)
    }),
    ("add-alternative-with-a-discriminator", discriminated),
    ("add-second-equal-object", |document| second_object(document, |object| object)),
    ("add-second-object-of-the-same-name", |document| {
        second_object(
            document,
            |_| json!({"type": "object", "properties": {"unlike": {"type": "integer"}}}),
        )
    }),
    ("add-second-use-of-a-component", |document| {
        let Some((_, component)) = document.schema(|_, _| true) else { return false };
        property(document, None, &component)
    }),
    ("add-cycle", |document| {
        let Some((name, component)) = document.schema(|_, schema| has_properties(schema)) else {
            return false;
        };
        let word = document.word();
        let place = format!("/components/schemas/{}", crate::document::part(&name));
        document.add(&place, "properties", &word, component)
    }),
    ("add-cycle-through-another", cycle_through_another),
    ("add-cycle-through-a-list", |document| {
        let Some((name, component)) = document.schema(|_, schema| has_properties(schema)) else {
            return false;
        };
        let word = document.word();
        let place = format!("/components/schemas/{}", crate::document::part(&name));
        document.add(&place, "properties", &word, json!({"type": "array", "items": component}))
    }),
];

/// Whether a schema describes an object. Without any property, it says that there may be any.
pub(super) fn has_properties(schema: &Value) -> bool {
    schema["properties"].as_object().is_some_and(|properties| !properties.is_empty())
}

/// Adds a property to an object.
fn property(document: &mut Document, name: Option<&str>, schema: &Value) -> bool {
    let name = name.map_or_else(|| document.word(), str::to_owned);
    let place = document.pick(Kind::Schema, |schema| {
        has_properties(schema) && schema["properties"][&name].is_null()
    });
    place.is_some_and(|place| document.add(&place, "properties", &name, schema.clone()))
}

/// Whether an enumeration has several values: one alone may be a tag, which says what an object is.
fn is_open_enum(schema: &Value) -> bool {
    let values = schema["enum"].as_array();
    values.is_some_and(|values| values.len() > 1 && values.iter().all(Value::is_string))
}

/// Adds a value to an enumeration.
fn value(document: &mut Document, new: impl Fn(&[Value]) -> Option<String>) -> bool {
    let new = |schema: &Value| new(schema["enum"].as_array()?).map(Value::String);
    let place = document.pick(Kind::Schema, |schema| {
        let values = schema["enum"].as_array().filter(|_| is_open_enum(schema));
        values.is_some_and(|values| new(schema).is_some_and(|new| !values.contains(&new)))
    });
    let Some(place) = place else { return false };
    let new = new(document.get(&place));
    new.is_some_and(|new| document.push(&place, "enum", new))
}

/// Adds an alternative to a union without a discriminator.
fn alternative(document: &mut Document, new: &Value) -> bool {
    for field in ["oneOf", "anyOf"] {
        let mut places = document.places_where(Kind::Schema, |schema| {
            let is_new = |list: &Vec<Value>| !list.contains(new);
            schema["discriminator"].is_null() && schema[field].as_array().is_some_and(is_new)
        });
        places.retain(|place| is_union(document, &document.get(place)[field]));
        if let Some(place) = document.choose(&places).cloned() {
            return document.push(&place, field, new.clone());
        }
    }
    false
}

/// Whether alternatives become the variants of an enum: several are objects, and none says nothing but
/// that there may be something else.
fn is_union(document: &Document, alternatives: &Value) -> bool {
    let alternatives = alternatives.as_array().into_iter().flatten();
    let alternatives: Vec<&Value> = alternatives
        .map(|alternative| match alternative["$ref"].as_str() {
            Some(reference) => document.get(reference.trim_start_matches('#')),
            None => alternative,
        })
        .collect();
    let objects = alternatives.iter().filter(|schema| has_properties(schema)).count();
    let says_something = |schema: &&Value| {
        ["type", "properties", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|field| !schema[*field].is_null())
    };
    objects > 1 && alternatives.iter().all(says_something)
}

/// Adds an alternative with a value of its own to a union with a discriminator.
fn discriminated(document: &mut Document) -> bool {
    let place = document.pick(Kind::Schema, |schema| {
        schema["oneOf"].is_array() && schema["discriminator"]["propertyName"].is_string()
    });
    let Some(place) = place else { return false };
    let tag = document.get(&place)["discriminator"]["propertyName"].clone();
    let tag = tag.as_str().unwrap_or_default();
    let (name, word) = (document.word(), document.word());
    let field = word.clone();
    let schema = json!({
        "type": "object", "required": [tag], "properties": {tag: {"type": "string"}, field: {"type": "integer"}},
    });
    let has_mapping = document.get(&place)["discriminator"]["mapping"].is_object();
    document.add("/components", "schemas", &name, schema)
        && document.push(&place, "oneOf", reference(&name))
        && (!has_mapping
            || document.add(
                &format!("{place}/discriminator"),
                "mapping",
                &word,
                reference(&name)["$ref"].clone(),
            ))
}

/// Gives another object a property of a name that one has already for an object that is written out. What
/// is merged with others may have had one of that name from them.
fn second_object(document: &mut Document, make: fn(Value) -> Value) -> bool {
    let mut found = Vec::new();
    for place in document.places_where(Kind::Schema, has_properties) {
        let Some((above, name)) = place.rsplit_once('/') else { continue };
        if above.ends_with("/properties") {
            let name = name.replace("~1", "/").replace("~0", "~");
            found.push((name, document.get(&place).clone()));
        }
    }
    let Some((name, object)) = document.choose(&found).cloned() else { return false };
    let mut places = document.places_where(Kind::Schema, |schema| {
        has_properties(schema) && schema["properties"][&name].is_null() && schema["allOf"].is_null()
    });
    places.retain(|place| !place.contains("/allOf/"));
    let place = document.choose(&places).cloned();
    place.is_some_and(|place| document.add(&place, "properties", &name, make(object)))
}

/// Has a component lead to one that leads to it.
fn cycle_through_another(document: &mut Document) -> bool {
    let Some((first, to_first)) = document.schema(|_, schema| has_properties(schema)) else {
        return false;
    };
    let other = document.schema(|name, schema| name != first && has_properties(schema));
    let Some((second, to_second)) = other else { return false };
    let (one, two) = (document.word(), document.word());
    let place = |name: &str| format!("/components/schemas/{}", crate::document::part(name));
    document.add(&place(&first), "properties", &one, to_second)
        && document.add(&place(&second), "properties", &two, to_first)
}
