//! Operations: parameters, bodies and responses, with examples of them.

use serde_json::{Map, Value, json};

use super::examples::Way;
use super::schemas::reference;
use super::{Maker, Resource, link};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

impl Maker {
    /// Adds the paths of so many operations on a resource.
    pub(super) fn paths(
        &mut self,
        resource: &Resource,
        count: usize,
        paths: &mut Map<String, Value>,
    ) {
        let name = &resource.name;
        // A method, what it does, and whether it is with one thing or with all of them.
        let mut operations = [
            ("get", "list", false),
            ("post", "create", false),
            ("get", "fetch", true),
            ("put", "replace", true),
            ("patch", "change", true),
            ("delete", "delete", true),
            ("post", "send", true),
            ("head", "check", true),
            ("options", "options", false),
            ("trace", "trace", false),
        ];
        // Each is the first of a resource at some time, so that small documents differ, too.
        let first = self.rng.usize(..operations.len());
        operations.rotate_left(first);
        let (all, one) = (format!("/{name}"), format!("/{name}/{{id}}"));
        for (method, verb, is_one) in &operations[..count.min(operations.len())] {
            let operation = self.operation(resource, verb);
            let path = if *is_one { &one } else { &all };
            let item = match paths.get_mut(path) {
                Some(item) => item,
                None => {
                    let item = self.path_item(resource, *is_one);
                    paths.entry(path.clone()).or_insert(item)
                }
            };
            item[*method] = operation;
        }
    }

    fn path_item(&mut self, resource: &Resource, is_one: bool) -> Value {
        let mut item = json!({"summary": "Things.", "description": self.text()});
        if is_one {
            let id = reference(&format!("{}Id", resource.name));
            item["parameters"] = json!([
                {"name": "id", "in": "path", "required": true, "description": "Which.", "schema": id, "example": "ID42"},
            ]);
        }
        if self.one_in(6) {
            item["servers"] = json!([{"url": "https://files.example.com"}]);
        }
        item
    }

    fn operation(&mut self, resource: &Resource, verb: &str) -> Value {
        let name = &resource.name;
        let mut operation = json!({
            "operationId": format!("{verb}{name}"),
            "tags": [name],
            "summary": format!("To {verb} it."),
            "description": self.text(),
        });
        let mut parameters = vec![json!({"$ref": "#/components/parameters/Trace"})];
        parameters.extend((0..self.rng.usize(..4)).map(|index| self.parameter(index)));
        operation["parameters"] = parameters.into();
        if matches!(verb, "create" | "replace" | "change" | "send") {
            operation["requestBody"] = self.body(resource, verb);
        }
        operation["responses"] = self.responses(resource, verb);
        match self.rng.usize(..12) {
            0 => operation["deprecated"] = true.into(),
            1 => operation["externalDocs"] = link(),
            2 => operation["security"] = json!([]),
            3 if !self.is_twilio => {
                operation["security"] = json!([{"sign-in": []}, {"account": []}]);
            }
            4 => operation["servers"] = json!([{"url": "https://uploads.example.com"}]),
            5 => operation["callbacks"] = json!({"done": {"$ref": "#/components/callbacks/Done"}}),
            _ => {}
        }
        operation
    }

    /// One of the parameters in queries, headers and cookies. Those of an operation have different names.
    fn parameter(&mut self, index: usize) -> Value {
        let words = json!({"type": "array", "items": {"type": "string"}});
        let pairs = json!({"type": "object", "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}}});
        let mut parameter = match self.rng.usize(..12) {
            0 => json!({"in": "query", "schema": {"type": "integer", "minimum": 1}, "example": 5}),
            1 => {
                json!({"in": "query", "schema": words, "style": "form", "explode": false, "example": ["a", "b"]})
            }
            2 => {
                json!({"in": "query", "schema": words, "style": "pipeDelimited", "explode": false})
            }
            3 => {
                json!({"in": "query", "schema": words, "style": "spaceDelimited", "explode": false})
            }
            4 => {
                json!({"in": "query", "schema": pairs, "style": "deepObject", "explode": true, "example": {"from": 1}})
            }
            5 => {
                json!({"in": "query", "schema": {"type": "string"}, "allowReserved": true, "required": true})
            }
            6 => {
                json!({"in": "query", "schema": {"type": "boolean"}, "allowEmptyValue": true, "deprecated": true})
            }
            7 => json!({"in": "query", "content": {JSON: {"schema": pairs, "example": {"to": 2}}}}),
            8 => json!({"in": "header", "schema": words, "style": "simple"}),
            9 => json!({"in": "header", "schema": {"type": "string", "format": "date-time"}}),
            10 => json!({"in": "cookie", "schema": {"type": "string"}}),
            _ => json!({"in": "query", "schema": {"type": "string", "enum": ["asc", "desc"]}}),
        };
        let names: [&[&str]; 4] =
            [&["Filter", "type"], &["pageToken", "X-Page"], &["order.by", "self"], &["ids[]", "q"]];
        parameter["name"] = self.pick(names[index]).into();
        parameter["description"] = self.text().into();
        parameter
    }

    fn body(&mut self, resource: &Resource, verb: &str) -> Value {
        let own = reference(&resource.name);
        let mut content = match (verb, self.rng.usize(..8)) {
            ("create", 0..4) => json!({FORM: self.form()}),
            ("create", 4) => json!({JSON: {"schema": own}, FORM: self.form()}),
            ("send", 0..3) => return json!({"$ref": "#/components/requestBodies/Note"}),
            ("send", 3..6) => json!({"multipart/form-data": multipart()}),
            ("send", 6) => {
                json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}})
            }
            ("send", _) => {
                let event = reference(&format!("{}Event", resource.name));
                json!({JSON: {"schema": {"type": "array", "items": event}}})
            }
            ("change", _) => json!({"application/merge-patch+json": {"schema": self.object(2)}}),
            (_, 7) => json!({JSON: {"schema": self.content()}}),
            _ => json!({JSON: {"schema": own}}),
        };
        self.add_examples(&mut content, Way::Sent);
        json!({"description": "What to send.", "required": self.rng.bool(), "content": content})
    }

    /// A schema of a whole content. Clients neither send nor read `null` as such.
    fn content(&mut self) -> Value {
        let mut schema = self.schema(2);
        not_nullable(&mut schema);
        schema
    }

    fn form(&mut self) -> Value {
        let mut schema = self.object(1);
        // There is no `null` in a form.
        for (_, property) in schema["properties"].as_object_mut().into_iter().flatten() {
            not_nullable(property);
        }
        let mut form = json!({"schema": schema});
        if self.one_in(3) && form["schema"].get("additionalProperties").is_none() {
            form["schema"]["properties"]["styled"] =
                json!({"type": "array", "items": {"type": "string"}});
            form["encoding"] = json!({
                "styled": {"style": self.pick(&["form", "pipeDelimited"]), "explode": false, "allowReserved": true},
            });
        }
        form
    }

    fn responses(&mut self, resource: &Resource, verb: &str) -> Value {
        let own = reference(&resource.name);
        let json = |schema: Value| json!({JSON: {"schema": schema}});
        let mut contents = match verb {
            "list" => match self.rng.usize(..3) {
                0 => vec![("200", json(json!({"type": "array", "items": own})))],
                1 => vec![(
                    "200",
                    json(page("things", &own, json!({"next_page_uri": {"type": "string"}}))),
                )],
                _ => {
                    let meta = json!({"meta": {"type": "object", "properties": {
                        "next_page_url": {"type": "string", "format": "uri", "nullable": true},
                        "key": {"type": "string"},
                    }}});
                    vec![("200", json(page("things", &own, meta)))]
                }
            },
            "delete" | "check" => vec![("204", Value::Null)],
            "fetch" => match self.rng.usize(..4) {
                0 => vec![("200", json(own)), ("202", json(self.object(1)))],
                1 => vec![("2XX", json(own))],
                2 => vec![(
                    "200",
                    json!({JSON: {"schema": own}, "text/csv": {"schema": {"type": "string"}}}),
                )],
                _ => vec![("200", json(own)), ("404", json(self.object(1)))],
            },
            "options" => vec![(
                "200",
                json!({"text/plain": {"schema": {"type": "string"}, "example": "GET"}}),
            )],
            "trace" => vec![("200", json!({"application/octet-stream": {}}))],
            _ => match self.rng.usize(..4) {
                0 => vec![("201", json(self.content()))],
                1 => vec![("200", json(own)), ("204", Value::Null)],
                _ => vec![("201", json(own))],
            },
        };
        let mut responses = Map::new();
        for (status, content) in &mut contents {
            let mut response = json!({"description": self.text()});
            if content.is_object() {
                self.add_examples(content, Way::Received);
                response["content"] = content.take();
            }
            if self.one_in(3) {
                response["headers"] = json!({
                    "X-Left": {"$ref": "#/components/headers/Left"},
                    "X-Words": {"$ref": "#/components/headers/Words"},
                    "X-Quota": {"$ref": "#/components/headers/Quota"},
                });
            }
            if self.one_in(8) {
                response["links"] = json!({"again": {"$ref": "#/components/links/Again"}});
            }
            responses.insert((*status).to_owned(), response);
        }
        if self.one_in(2) {
            responses
                .insert("default".to_owned(), json!({"$ref": "#/components/responses/Refused"}));
        }
        responses.into()
    }

    /// Examples for each content of JSON or of a form: one, or several with names.
    fn add_examples(&mut self, content: &mut Value, way: Way) {
        for (media_type, media) in content.as_object_mut().into_iter().flatten() {
            if media_type != FORM && !media_type.ends_with("json") {
                continue;
            }
            let schema = media["schema"].clone();
            if self.one_in(3) {
                media["example"] = self.value(&schema, Some(way));
            } else {
                let mut example = |summary: &str| json!({"summary": summary, "description": "As it is.", "value": self.value(&schema, Some(way))});
                media["examples"] = json!({"one": example("One."), "another": example("Another.")});
            }
        }
    }
}

fn not_nullable(schema: &mut Value) {
    schema.as_object_mut().map(|schema| schema.remove("nullable"));
}

fn page(items: &str, item: &Value, mut properties: Value) -> Value {
    properties[items] = json!({"type": "array", "items": item});
    json!({"type": "object", "properties": properties})
}

fn multipart() -> Value {
    json!({
        "schema": {
            "type": "object",
            "required": ["File"],
            "properties": {
                "File": {"type": "string", "format": "binary", "description": "What to send."},
                "Note": {"type": "string"},
                "About": {"type": "object", "properties": {"size": {"type": "integer"}}},
                "Tags": {"type": "array", "items": {"type": "string"}},
            },
        },
        "encoding": {
            "File": {"contentType": "image/png", "headers": {"X-Name": {"schema": {"type": "string"}}}},
        },
    })
}
