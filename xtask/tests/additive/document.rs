//! A document that is changed, and where things are in it.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// The kinds of objects of a document that mutations look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Response,
    Header,
    Schema,
}

/// How a field of an object holds others.
#[derive(Clone, Copy)]
enum Holds {
    One,
    List,
    Map,
}

pub(crate) const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// The fields of an object that hold others.
fn fields(kind: Kind) -> Vec<(&'static str, Holds, Kind)> {
    use Holds::{List, Map, One};

    match kind {
        Kind::Document => {
            vec![("paths", Map, Kind::PathItem), ("components", One, Kind::Components)]
        }
        Kind::Components => vec![
            ("schemas", Map, Kind::Schema),
            ("parameters", Map, Kind::Parameter),
            ("responses", Map, Kind::Response),
            ("requestBodies", Map, Kind::RequestBody),
            ("headers", Map, Kind::Header),
        ],
        Kind::PathItem => {
            let operations = METHODS.map(|method| (method, One, Kind::Operation));
            operations.into_iter().chain([("parameters", List, Kind::Parameter)]).collect()
        }
        Kind::Operation => vec![
            ("parameters", List, Kind::Parameter),
            ("requestBody", One, Kind::RequestBody),
            ("responses", Map, Kind::Response),
        ],
        Kind::RequestBody => vec![("content", Map, Kind::MediaType)],
        Kind::Parameter | Kind::Header => {
            vec![("schema", One, Kind::Schema), ("content", Map, Kind::MediaType)]
        }
        Kind::Response => vec![("content", Map, Kind::MediaType), ("headers", Map, Kind::Header)],
        Kind::MediaType => vec![("schema", One, Kind::Schema)],
        Kind::Schema => vec![
            ("properties", Map, Kind::Schema),
            ("items", One, Kind::Schema),
            ("additionalProperties", One, Kind::Schema),
            ("allOf", List, Kind::Schema),
            ("oneOf", List, Kind::Schema),
            ("anyOf", List, Kind::Schema),
        ],
    }
}

/// A document that a mutation changes.
pub(crate) struct Document {
    pub(crate) value: Value,
    pub(crate) rng: Rng,
    /// The names of types that the generator has chosen: no component has them.
    pub(crate) made_up: Vec<String>,
}

impl Document {
    /// The places of all objects of a kind that are written out, as JSON pointers.
    pub(crate) fn places(&self, wanted: Kind) -> Vec<String> {
        let mut found = Vec::new();
        find(&self.value, Kind::Document, wanted, &mut String::new(), &mut found);
        found
    }

    /// Those of them that something holds of.
    pub(crate) fn places_where(&self, wanted: Kind, holds: impl Fn(&Value) -> bool) -> Vec<String> {
        let mut places = self.places(wanted);
        places.retain(|place| holds(self.get(place)));
        places
    }

    /// One of them at random.
    pub(crate) fn pick(&mut self, wanted: Kind, holds: impl Fn(&Value) -> bool) -> Option<String> {
        let places = self.places_where(wanted, holds);
        self.choose(&places).cloned()
    }

    /// One of several at random.
    pub(crate) fn choose<'t, T>(&mut self, choices: &'t [T]) -> Option<&'t T> {
        self.rng.choice(choices)
    }

    pub(crate) fn get(&self, place: &str) -> &Value {
        self.value.pointer(place).unwrap_or(&Value::Null)
    }

    /// A field of an object, which is made if it is missing.
    pub(crate) fn field(&mut self, place: &str, name: &str, empty: Value) -> Option<&mut Value> {
        let object = self.value.pointer_mut(place)?.as_object_mut()?;
        Some(object.entry(name).or_insert(empty))
    }

    /// Sets a field of an object. Whether that was possible.
    pub(crate) fn set(&mut self, place: &str, name: &str, value: Value) -> bool {
        match self.value.pointer_mut(place).and_then(Value::as_object_mut) {
            Some(object) => {
                object.insert(name.to_owned(), value);
                true
            }
            None => false,
        }
    }

    /// Adds to a map in an object. Whether that was possible: what is there is not replaced.
    pub(crate) fn add(&mut self, place: &str, map: &str, name: &str, value: Value) -> bool {
        match self.field(place, map, json!({})).and_then(Value::as_object_mut) {
            Some(map) if !map.contains_key(name) => {
                map.insert(name.to_owned(), value);
                true
            }
            _ => false,
        }
    }

    /// Adds to a list in an object. Whether that was possible.
    pub(crate) fn push(&mut self, place: &str, list: &str, value: Value) -> bool {
        match self.field(place, list, json!([])).and_then(Value::as_array_mut) {
            Some(list) => {
                list.push(value);
                true
            }
            None => false,
        }
    }

    /// Has the entries of all maps and lists of a name, in objects of a kind, in another order.
    pub(crate) fn shuffle(&mut self, kind: Kind, names: &[&str]) -> bool {
        let mut is_changed = false;
        let text = self.value.to_string();
        for place in self.places(kind) {
            for name in names {
                let Some(object) = self.value.pointer_mut(&place) else { continue };
                let Some(field) = object.get_mut(*name) else { continue };
                // A reference into a list would mean another entry of it.
                if field.is_array() && text.contains(&format!("\"#{place}/{name}/")) {
                    continue;
                }
                is_changed |= shuffle(field, &mut self.rng);
            }
        }
        is_changed
    }

    /// A word that nothing in the document is called.
    pub(crate) fn word(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "colour", "weather", "altitude", "remark", "lantern", "harbour", "season", "captain",
            "tide", "ferry", "anchor", "beacon",
        ];
        let text = self.value.to_string().to_lowercase();
        let mut word = self.rng.choice(WORDS).unwrap_or_default().to_owned();
        while text.contains(&word) {
            word.push_str(self.rng.choice(["ly", "most", "wards"]).unwrap_or_default());
        }
        word
    }

    /// A path that no operation has.
    pub(crate) fn path(&mut self) -> String {
        format!("/{}", self.word())
    }

    /// A component of a schema at random, as a reference.
    pub(crate) fn schema(
        &mut self,
        holds: impl Fn(&str, &Value) -> bool,
    ) -> Option<(String, Value)> {
        let schemas = self.value.pointer("/components/schemas")?.as_object()?;
        let names: Vec<String> = schemas
            .iter()
            .filter(|(name, schema)| holds(name, schema))
            .map(|(name, _)| name.clone())
            .collect();
        let name = self.choose(&names)?.clone();
        let reference = reference(&name);
        Some((name, reference))
    }

    /// The schemas of the components that requests lead to (or responses).
    pub(crate) fn reached(&self, by_requests: bool) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for place in self.places(Kind::Operation) {
            let operation = self.get(&place);
            let parts =
                if by_requests { vec!["requestBody", "parameters"] } else { vec!["responses"] };
            for part in parts {
                self.collect(&operation[part], &mut found, &mut BTreeSet::new());
            }
        }
        found
    }

    fn collect(&self, value: &Value, found: &mut BTreeSet<String>, seen: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    if !seen.insert(reference.clone()) {
                        return;
                    }
                    if let Some(name) = reference.strip_prefix("#/components/schemas/") {
                        found.insert(name.replace("~1", "/").replace("~0", "~"));
                    }
                    let target = reference.trim_start_matches('#');
                    self.collect(self.get(target), found, seen);
                }
                object.values().for_each(|value| self.collect(value, found, seen));
            }
            Value::Array(list) => list.iter().for_each(|value| self.collect(value, found, seen)),
            _ => {}
        }
    }

    /// The place of the schema of a media type, that of the component if it is one.
    pub(crate) fn schema_of(&self, media_type: &str) -> Option<String> {
        let place = format!("{media_type}/schema");
        match self.get(&place)["$ref"].as_str() {
            Some(reference) => reference.strip_prefix('#').map(str::to_owned),
            None => Some(place),
        }
    }
}

pub(crate) fn reference(schema: &str) -> Value {
    let name = schema.replace('%', "%25").replace('~', "~0").replace('/', "~1");
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A name as a part of a JSON pointer.
pub(crate) fn part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn find(value: &Value, kind: Kind, wanted: Kind, at: &mut String, found: &mut Vec<String>) {
    // What is given one name in several places has to be the same in all of them.
    let is_elsewhere = ["$ref", "x-rust-name"].map(|field| !value[field].is_null()).contains(&true);
    let Some(object) = value.as_object().filter(|_| !is_elsewhere) else { return };
    if kind == wanted {
        found.push(at.clone());
    }
    for (name, holds, within) in fields(kind) {
        let Some(field) = object.get(name) else { continue };
        let length = at.len();
        at.push_str(&format!("/{name}"));
        match (holds, field) {
            (Holds::One, field) => find(field, within, wanted, at, found),
            (Holds::List, Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    let length = at.len();
                    at.push_str(&format!("/{index}"));
                    find(value, within, wanted, at, found);
                    at.truncate(length);
                }
            }
            (Holds::Map, Value::Object(map)) => {
                for (name, value) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
                    let length = at.len();
                    at.push_str(&format!("/{}", part(name)));
                    find(value, within, wanted, at, found);
                    at.truncate(length);
                }
            }
            _ => {}
        }
        at.truncate(length);
    }
}

/// Puts the entries of a list or a map in another order. Whether there are several.
pub(crate) fn shuffle(value: &mut Value, rng: &mut Rng) -> bool {
    match value {
        Value::Array(list) if list.len() > 1 => {
            let before = list.clone();
            rng.shuffle(list);
            if *list == before {
                list.reverse();
            }
            true
        }
        Value::Object(map) if map.len() > 1 => {
            let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            let first = entries[0].0.clone();
            rng.shuffle(&mut entries);
            if entries[0].0 == first {
                entries.rotate_left(1);
            }
            *map = entries.into_iter().collect::<Map<_, _>>();
            true
        }
        _ => false,
    }
}
