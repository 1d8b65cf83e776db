//! Documents made of random choices: OpenAPI 3.0 in form, and of little sense.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

use super::words::{name, text};

/// How deep schemas are nested.
const DEPTH: usize = 3;

/// A document. When there is nothing left to choose with, what is simplest is chosen.
pub(crate) fn document(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut maker = Maker { names: Vec::new(), u };
    maker.document()
}

struct Maker<'m, 'u> {
    /// The names of the components' schemas.
    names: Vec<String>,
    u: &'m mut Unstructured<'u>,
}

impl Maker<'_, '_> {
    fn document(&mut self) -> Result<Value> {
        for _ in 0..self.u.int_in_range(0..=6)? {
            let name = name(self.u)?;
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        let mut schemas = Map::new();
        for name in self.names.clone() {
            schemas.insert(name, self.schema(DEPTH)?);
        }
        let mut paths = Map::new();
        for number in 0..self.u.int_in_range(0..=4)? {
            let (path, item) = self.path(number)?;
            paths.insert(path, item);
        }
        let mut info = json!({"title": name(self.u)?, "version": name(self.u)?});
        self.sometimes(&mut info, "description", |maker| Ok(text(maker.u)?.into()))?;
        let mut document = json!({
            "openapi": "3.0.3",
            "info": info,
            "servers": [{"url": "https://api.example.com/v1"}],
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
            },
        });
        self.sometimes(&mut document, "tags", |maker| {
            Ok(json!([{"name": name(maker.u)?, "description": text(maker.u)?}]))
        })?;
        self.sometimes(&mut document, "security", |_| Ok(json!([{"basic": []}])))?;
        Ok(document)
    }

    /// Adds a field to an object in half of all cases.
    fn sometimes(
        &mut self,
        object: &mut Value,
        key: &str,
        value: impl FnOnce(&mut Self) -> Result<Value>,
    ) -> Result<()> {
        if self.u.arbitrary()? {
            object[key] = value(self)?;
        }
        Ok(())
    }

    fn path(&mut self, number: usize) -> Result<(String, Value)> {
        let mut path = format!("/{number}");
        let mut parameters = Vec::new();
        for _ in 0..self.u.int_in_range(0..=2)? {
            let name = name(self.u)?.replace(['{', '}'], "");
            if self.u.arbitrary()? {
                path.push_str(&format!("/{name}"));
            } else if !path.contains(&format!("{{{name}}}")) {
                path.push_str(&format!("/{{{name}}}"));
                parameters.push(json!({
                    "name": name,
                    "in": "path",
                    "required": true,
                    "schema": self.schema(0)?,
                }));
            }
        }
        let mut item = json!({"parameters": parameters});
        for method in ["get", "post", "delete"] {
            if self.u.arbitrary()? {
                item[method] = self.operation(method)?;
            }
        }
        Ok((path, item))
    }

    fn operation(&mut self, method: &str) -> Result<Value> {
        let mut operation = json!({"responses": self.responses()?});
        self.sometimes(&mut operation, "operationId", |maker| {
            // Two operations with one id are an error, which would hide everything else.
            let number: u16 = maker.u.arbitrary()?;
            Ok(format!("{}{number}", name(maker.u)?).into())
        })?;
        self.sometimes(&mut operation, "tags", |maker| Ok(json!([name(maker.u)?])))?;
        self.sometimes(&mut operation, "summary", |maker| Ok(text(maker.u)?.into()))?;
        self.sometimes(&mut operation, "description", |maker| Ok(text(maker.u)?.into()))?;
        self.sometimes(&mut operation, "externalDocs", |maker| {
            Ok(json!({"url": format!("https://{}", text(maker.u)?)}))
        })?;
        self.sometimes(&mut operation, "deprecated", |_| Ok(true.into()))?;
        self.sometimes(&mut operation, "parameters", Self::parameters)?;
        if method == "post" {
            self.sometimes(&mut operation, "requestBody", Self::body)?;
        }
        Ok(operation)
    }

    fn parameters(&mut self) -> Result<Value> {
        let mut parameters: Vec<Value> = Vec::new();
        for _ in 0..self.u.int_in_range(0..=3)? {
            let (name, location) = (name(self.u)?, *self.u.choose(&["query", "header"])?);
            if parameters.iter().any(|known| known["name"] == *name && known["in"] == location) {
                continue;
            }
            let mut parameter = json!({"name": name, "in": location, "schema": self.schema(0)?});
            self.sometimes(&mut parameter, "required", |_| Ok(true.into()))?;
            self.sometimes(&mut parameter, "description", |maker| Ok(text(maker.u)?.into()))?;
            parameters.push(parameter);
        }
        Ok(parameters.into())
    }

    fn body(&mut self) -> Result<Value> {
        let form = "application/x-www-form-urlencoded";
        let (media_type, schema) = match *self.u.choose(&["application/json", form])? {
            json if json != form => (json, self.schema(DEPTH)?),
            form => (form, json!({"type": "object", "properties": self.properties(DEPTH)?})),
        };
        let mut body = json!({"content": {media_type: {"schema": schema}}});
        self.sometimes(&mut body, "description", |maker| Ok(text(maker.u)?.into()))?;
        self.sometimes(&mut body, "required", |_| Ok(true.into()))?;
        Ok(body)
    }

    fn responses(&mut self) -> Result<Value> {
        let mut response = json!({"description": text(self.u)?});
        self.sometimes(&mut response, "content", |maker| {
            Ok(json!({"application/json": {"schema": maker.schema(DEPTH)?}}))
        })?;
        self.sometimes(&mut response, "headers", |maker| {
            Ok(json!({name(maker.u)?: {"schema": maker.schema(0)?, "description": text(maker.u)?}}))
        })?;
        let mut responses = json!({"200": response});
        self.sometimes(&mut responses, "4XX", |maker| {
            let schema = maker.schema(DEPTH)?;
            Ok(json!({"description": "", "content": {"application/json": {"schema": schema}}}))
        })?;
        Ok(responses)
    }

    /// A schema; at depth 0, one of a value that has no parts.
    fn schema(&mut self, depth: usize) -> Result<Value> {
        let kinds = if depth == 0 { 4 } else { 13 };
        let mut schema = match self.u.int_in_range(0..=kinds)? {
            0 => json!({"type": "string"}),
            1 => json!({"type": self.u.choose(&["integer", "number", "boolean"])?}),
            2 => {
                let formats = ["date", "date-time", "uuid", "int32", "int64", "binary", "poison"];
                json!({
                    "type": self.u.choose(&["string", "integer", "number"])?,
                    "format": self.u.choose(&formats)?,
                })
            }
            3 => {
                let mut values = Vec::new();
                for _ in 0..=self.u.int_in_range(0..=3)? {
                    values.push(name(self.u)?);
                }
                json!({"type": "string", "enum": values})
            }
            4 => json!({"type": "string", "pattern": text(self.u)?, "maxLength": 3}),
            5 => json!({}),
            6 => json!({"type": "array", "items": self.schema(depth - 1)?}),
            7 => json!({"type": "object", "additionalProperties": self.schema(depth - 1)?}),
            8 => json!({"allOf": self.schemas(depth - 1)?}),
            9 => json!({(*self.u.choose(&["oneOf", "anyOf"])?): self.schemas(depth - 1)?}),
            10 | 11 if !self.names.is_empty() => {
                let name = self.u.choose(&self.names)?.replace('~', "~0").replace('/', "~1");
                return Ok(json!({"$ref": format!("#/components/schemas/{}", escaped(&name))}));
            }
            _ => self.object(depth - 1)?,
        };
        self.sometimes(&mut schema, "description", |maker| Ok(text(maker.u)?.into()))?;
        if self.u.ratio(1, 4)? {
            schema["nullable"] = true.into();
        }
        if self.u.ratio(1, 4)? {
            schema["default"] = text(self.u)?.into();
        }
        Ok(schema)
    }

    fn schemas(&mut self, depth: usize) -> Result<Value> {
        let mut schemas = Vec::new();
        for _ in 0..=self.u.int_in_range(0..=2)? {
            schemas.push(if self.u.arbitrary()? {
                self.object(depth)?
            } else {
                self.schema(depth)?
            });
        }
        Ok(schemas.into())
    }

    fn object(&mut self, depth: usize) -> Result<Value> {
        let properties = self.properties(depth)?;
        let mut required = Vec::new();
        for name in properties.keys() {
            if self.u.ratio(1, 3)? {
                required.push(name.clone());
            }
        }
        Ok(json!({"type": "object", "properties": properties, "required": required}))
    }

    fn properties(&mut self, depth: usize) -> Result<Map<String, Value>> {
        let mut properties = Map::new();
        for _ in 0..self.u.int_in_range(0..=4)? {
            properties.insert(name(self.u)?, self.schema(depth)?);
        }
        Ok(properties)
    }
}

/// A name as it is written in the fragment of a URL.
fn escaped(name: &str) -> String {
    name.replace('%', "%25")
}
