//! Schemas: those of components, and those that are written out.

use serde_json::{Map, Value, json};

use super::{Maker, Resource, link};

/// How deep schemas are nested that are written out.
const DEPTH: usize = 2;

/// The schemas of the components.
#[derive(Default)]
pub(super) struct Schemas(Map<String, Value>);

impl Schemas {
    /// The schema that a reference leads to, or the schema itself.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let name = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/components/schemas/"));
        name.map_or(schema, |name| &self.0[name])
    }

    /// All of them, and leaves none.
    pub(super) fn take(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }

    fn add(&mut self, name: String, schema: Value) {
        self.0.insert(name, schema);
    }
}

pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

impl Maker {
    /// A resource, and a name for it that no other has.
    pub(super) fn resource(&mut self, index: usize) -> Resource {
        const ADJECTIVES: &[&str] = &["Silver", "Open", "Used", "Daily", "Remote", "Shared"];
        const NOUNS: &[&str] = &["Door", "Letter", "Call", "Invoice", "Worker", "Room", "Ticket"];
        // Names have no digits: these are letters.
        let number: String = format!("{index:02x}").bytes().map(letter).collect();
        let name = format!("{}{}{number}", self.pick(ADJECTIVES), self.pick(NOUNS));
        Resource { name }
    }

    /// The schemas of a resource.
    pub(super) fn components(&mut self, resource: &Resource) {
        let name = |suffix: &str| format!("{}{suffix}", resource.name);
        if self.schemas.0.is_empty() {
            let problem = json!({
                "type": "object",
                "required": ["code"],
                "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
            });
            self.schemas.add("Problem".to_owned(), problem);
        }
        let status = self.described(
            json!({"type": "string", "enum": ["open", "in-progress", "done", "Done!", ""]}),
        );
        self.schemas.add(name("Status"), status);
        let id =
            json!({"type": "string", "minLength": 4, "maxLength": 4, "pattern": "^ID[0-9]{2}$"});
        self.schemas.add(name("Id"), id);

        // Two that a discriminator tells apart, with a mapping or by their names.
        let [email, call] = ["Email", "Call"].map(name);
        let is_mapped = self.rng.bool();
        for (variant, value) in [(&email, "e-mail"), (&call, "call")] {
            let value = if is_mapped { value } else { variant.as_str() };
            let mut schema = self.object(0);
            schema["properties"]["kind"] = json!({"type": "string", "enum": [value]});
            require(&mut schema, "kind");
            self.schemas.add(variant.clone(), schema);
        }
        let mut discriminator = json!({"propertyName": "kind"});
        if is_mapped {
            discriminator["mapping"] = json!({
                "e-mail": format!("#/components/schemas/{email}"),
                "call": call,
            });
        }
        let event =
            json!({"oneOf": [reference(&email), reference(&call)], "discriminator": discriminator});
        self.schemas.add(name("Event"), event);

        let mut own = self.object(DEPTH);
        let properties = [
            (
                "id",
                json!({"allOf": [reference(&name("Id"))], "readOnly": true, "description": "Which it is."}),
            ),
            ("status", reference(&name("Status"))),
            ("events", json!({"type": "array", "items": reference(&name("Event"))})),
            ("parent", reference(&resource.name)),
            ("secret", json!({"type": "string", "writeOnly": true})),
        ];
        for (key, schema) in properties {
            own["properties"][key] = schema;
        }
        require(&mut own, "id");
        if self.one_in(4) {
            let base = self.base_of(&mut own);
            self.schemas.add(name("Base"), base);
            own = json!({"allOf": [reference(&name("Base")), own]});
        }
        own["description"] = self.text().into();
        self.schemas.add(resource.name.clone(), own.clone());
        if self.one_in(3) {
            own["example"] = self.value(&own, None);
            self.schemas.add(resource.name.clone(), own);
        }
    }

    /// An object that another can be put together with: no property is in both.
    fn base_of(&mut self, own: &mut Value) -> Value {
        let mut base = self.object(1);
        for object in [&mut base, &mut *own] {
            object.as_object_mut().map(|object| object.remove("additionalProperties"));
        }
        let twice: Vec<String> = keys(&base["properties"])
            .filter(|name| own["properties"].get(name).is_some())
            .collect();
        for name in &twice {
            base["properties"].as_object_mut().map(|properties| properties.remove(name));
        }
        if let Some(required) = base.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| !twice.iter().any(|it| name == it));
        }
        base
    }

    /// Any schema.
    pub(super) fn schema(&mut self, depth: usize) -> Value {
        let kinds = if depth == 0 { 8 } else { 15 };
        let schema = match self.rng.usize(..kinds) {
            0 => self.string(),
            1 => self.number(),
            2 => json!({"type": "boolean"}),
            3 => json!({"type": "string", "enum": ["GET", "POST", "self", "2nd"]}),
            4 => json!({"type": "integer", "enum": [1, 2, 3]}),
            5 => json!({"type": "string", "format": "date-time"}),
            6 => return self.reference().unwrap_or_else(|| json!({})),
            7 => json!({"description": "Whatever it is."}),
            8 | 9 => self.object(depth - 1),
            10 | 11 => self.array(depth - 1),
            12 => self.map(depth - 1),
            13 => self.alternatives(depth - 1),
            _ => match self.reference() {
                Some(reference) => json!({"allOf": [reference], "nullable": true}),
                None => self.object(depth - 1),
            },
        };
        self.described(schema)
    }

    /// A reference to something that is there already.
    fn reference(&mut self) -> Option<Value> {
        let names: Vec<_> = self.schemas.0.keys().rev().take(8).cloned().collect();
        (!names.is_empty()).then(|| reference(&self.pick(&names)))
    }

    fn string(&mut self) -> Value {
        const FORMATS: &[&str] =
            &["date", "date-time-rfc-2822", "byte", "uuid", "uri", "email", "made-up"];
        match self.rng.usize(..4) {
            0 => json!({"type": "string", "format": self.pick(FORMATS)}),
            1 => json!({"type": "string", "minLength": 1, "maxLength": 64}),
            2 => json!({"type": "string", "pattern": "^[a-z]+$"}),
            _ => json!({"type": "string"}),
        }
    }

    fn number(&mut self) -> Value {
        match self.rng.usize(..6) {
            0 => json!({"type": "integer", "format": self.pick(&["int32", "int64", "uint32"])}),
            1 => {
                json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true, "multipleOf": 2})
            }
            2 => json!({"type": "number", "maximum": 100, "exclusiveMaximum": true}),
            3 => json!({"type": "number", "format": self.pick(&["float", "double"])}),
            4 => json!({"type": "integer", "not": {"enum": [13]}}),
            _ => json!({"type": "integer", "minimum": -5, "maximum": 100}),
        }
    }

    /// An object with some properties, of which some are required.
    pub(super) fn object(&mut self, depth: usize) -> Value {
        const NAMES: &[&str] = &[
            "friendly_name",
            "FriendlyName",
            "type",
            "self",
            "date-created",
            "2fa",
            "Url",
            "isDefault",
            "x",
            "count",
            "address.street",
            "attributes",
            "tags",
            "links",
            "a b",
            "größe",
            "owner",
            "region",
            "price_unit",
            "sms",
        ];
        let mut properties = Map::new();
        let mut required = Vec::new();
        for _ in 0..self.rng.usize(1..6) {
            let name = self.pick(NAMES);
            let mut schema = self.schema(depth);
            if self.one_in(8) && schema.get("$ref").is_none() {
                let side = self.pick(&["readOnly", "writeOnly"]);
                schema[side] = true.into();
            } else if self.one_in(3) && !properties.contains_key(name) {
                required.push(name);
            }
            properties.insert(name.to_owned(), schema);
        }
        let mut object = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            object["required"] = required.into();
        }
        match self.rng.usize(..8) {
            0 => object["additionalProperties"] = false.into(),
            1 => object["additionalProperties"] = json!({"type": "integer"}),
            2 => object["minProperties"] = 0.into(),
            _ => {}
        }
        object
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut array = json!({"type": "array", "items": self.schema(depth)});
        match self.rng.usize(..4) {
            0 => array["minItems"] = 1.into(),
            1 => array["maxItems"] = 50.into(),
            2 => array["uniqueItems"] = false.into(),
            _ => {}
        }
        array
    }

    fn map(&mut self, depth: usize) -> Value {
        match self.rng.usize(..3) {
            0 => json!({"type": "object", "additionalProperties": true}),
            1 => {
                json!({"type": "object", "maxProperties": 9, "additionalProperties": self.schema(depth)})
            }
            _ => json!({"type": "object"}),
        }
    }

    fn alternatives(&mut self, depth: usize) -> Value {
        match self.rng.usize(..4) {
            0 => json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            1 => match self.reference() {
                Some(reference) => json!({"anyOf": [reference, {}]}),
                None => json!({}),
            },
            2 => {
                let variant = |value: &str, mut schema: Value| {
                    schema["properties"]["by"] = json!({"type": "string", "enum": [value]});
                    require(&mut schema, "by");
                    schema
                };
                let (post, hand) = (self.object(depth), self.object(depth));
                json!({"oneOf": [variant("post", post), variant("hand", hand)]})
            }
            _ => json!({"oneOf": [
                {"type": "array", "items": {"type": "string"}},
                {"type": "boolean", "title": "All Or Nothing"},
            ]}),
        }
    }

    /// The schema with some of what may be said about any.
    fn described(&mut self, mut schema: Value) -> Value {
        if self.one_in(2) {
            schema["description"] = self.text().into();
        }
        match self.rng.usize(..24) {
            0 => schema["title"] = "A Title".into(),
            1 => schema["deprecated"] = true.into(),
            2 => schema["externalDocs"] = link(),
            3 => {
                schema["xml"] = json!({
                    "name": "it", "namespace": "https://example.com/ns", "prefix": "p", "attribute": false,
                    "wrapped": false,
                });
            }
            4 | 5 => schema["nullable"] = true.into(),
            6 => {
                let example = self.value(&schema, None);
                schema["example"] = example;
            }
            7 if schema["type"].is_string() => {
                let default = self.value(&schema, None);
                schema["default"] = default;
            }
            _ => {}
        }
        schema
    }
}

fn require(schema: &mut Value, name: &str) {
    match schema["required"].as_array_mut() {
        Some(required) if required.iter().any(|it| it == name) => {}
        Some(required) => required.push(name.into()),
        None => schema["required"] = json!([name]),
    }
}

fn keys(object: &Value) -> impl Iterator<Item = String> {
    object.as_object().into_iter().flat_map(|object| object.keys().cloned())
}

/// A hexadecimal digit as a letter.
fn letter(digit: u8) -> char {
    let value = char::from(digit).to_digit(16).unwrap_or_default();
    char::from_digit(value + 10, 36).unwrap_or('z')
}
