//! OpenAPI documents of any size that are as varied as real ones, for tests and benchmarks alike.
//!
//! A number chooses what is in a document, so that the same number gives the same document on every
//! machine. Every field that OpenAPI has occurs, and bodies have examples that are as their schemas
//! say. A document of twice the operations is about twice as long.

mod examples;
mod operations;
mod schemas;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use schemas::Schemas;

/// How many operations a resource has.
const PER_RESOURCE: usize = 10;

/// The document of a number, with so many operations.
pub(crate) fn document(number: u64, operations: usize) -> Value {
    let mut maker = Maker::new(number);
    let resources: Vec<_> =
        (0..operations.div_ceil(PER_RESOURCE)).map(|index| maker.resource(index)).collect();
    for resource in &resources {
        maker.components(resource);
    }
    let mut paths = Map::new();
    for (index, resource) in resources.iter().enumerate() {
        let left = operations - index * PER_RESOURCE;
        maker.paths(resource, left.min(PER_RESOURCE), &mut paths);
    }
    maker.document(&resources, &paths)
}

/// What makes a document.
struct Maker {
    rng: Rng,
    schemas: Schemas,
    /// Whether the document is one of Twilio's, whose crates have more.
    is_twilio: bool,
}

/// Things of which an API has several operations.
struct Resource {
    /// Such as `SilverDoorBa`, different for each.
    name: String,
}

impl Maker {
    fn new(number: u64) -> Self {
        Self {
            rng: Rng::with_seed(number),
            schemas: Schemas::default(),
            is_twilio: number % 2 == 1,
        }
    }

    /// Whether something is so that is so in one of `number` cases.
    fn one_in(&mut self, number: usize) -> bool {
        self.rng.usize(..number) == 0
    }

    /// One of several.
    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.rng.usize(..choices.len())].clone()
    }

    /// A sentence, sometimes with Markdown.
    fn text(&mut self) -> String {
        const TEXTS: &[&str] = &[
            "How it is called.",
            "What is not said here is left as it is.",
            "See [the documentation](https://www.example.com/docs) for _more_.",
            "One of these:\n\n- `a`: the first\n- `b`: the second",
            "Deprecated: there is something better.",
            "The value, if there is one; otherwise <b>nothing</b>. It may take a moment until it is there.",
            "",
        ];
        self.pick(TEXTS).to_owned()
    }

    fn document(&mut self, resources: &[Resource], paths: &Map<String, Value>) -> Value {
        let tags: Vec<_> = resources
            .iter()
            .map(|resource| {
                json!({
                    "name": resource.name,
                    "description": self.text(),
                    "externalDocs": link(),
                })
            })
            .collect();
        let host = if self.is_twilio { "twilio.com" } else { "example.com" };
        let servers = json!([
            {
                "url": format!("https://{{region}}.{host}/v1"),
                "description": "Production.",
                "variables": {
                    "region": {"enum": ["eu", "us"], "default": "eu", "description": "Where data is kept."},
                },
            },
            {"url": format!("https://sandbox.{host}")},
        ]);
        let security = if self.is_twilio {
            json!([{"account": []}])
        } else {
            json!([{"key": [], "session": []}, {"login": ["read"]}, {"token": []}, {}])
        };
        let components = self.shared(resources);
        json!({
            "openapi": "3.0.3",
            "info": {
                "title": "Synthetic",
                "description": "An API of things.",
                "termsOfService": "https://www.example.com/terms",
                "contact": {"name": "Ann", "url": "https://www.example.com/ann", "email": "ann@example.com"},
                "license": {"name": "MIT", "url": "https://www.example.com/mit"},
                "version": "1.0.0",
            },
            "externalDocs": link(),
            "servers": servers,
            "security": security,
            "tags": tags,
            "paths": paths,
            "components": components,
        })
    }

    /// The components, of which operations use most.
    fn shared(&mut self, resources: &[Resource]) -> Value {
        let first = resources.first().map_or("Nothing", |resource| resource.name.as_str());
        json!({
            "schemas": self.schemas.take(),
            "securitySchemes": security_schemes(self.is_twilio),
            "parameters": {
                "Trace": {
                    "name": "X-Trace", "in": "header", "schema": {"type": "string"},
                    "examples": {"one": {"summary": "One.", "description": "A trace.", "value": "t1"}},
                },
            },
            "headers": {
                "Left": {
                    "description": "How many requests are left.", "required": true, "deprecated": false,
                    "allowEmptyValue": false, "allowReserved": false, "style": "simple",
                    "explode": false, "schema": {"type": "integer"}, "example": 5,
                },
                "Words": {
                    "schema": {"type": "array", "items": {"type": "string"}},
                    "examples": {"two": {"value": ["a", "b"]}},
                },
                "Quota": {"content": {"application/json": {"schema": {"type": "object"}}}},
            },
            "responses": {
                "Refused": {
                    "description": "The request was refused.",
                    "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Problem"},
                        "examples": {"refused": {"$ref": "#/components/examples/Refused"}},
                    }},
                },
            },
            "examples": {
                "Refused": {"summary": "No.", "value": {"code": 20001, "message": "No."}},
                "Elsewhere": {"externalValue": "https://www.example.com/refused.json"},
            },
            "requestBodies": {
                "Note": {
                    "description": "A note.", "required": true,
                    "content": {"text/plain": {"schema": {"type": "string"}, "example": "Hello."}},
                },
            },
            "links": {
                "Again": {"operationId": format!("list{first}"), "description": "The list that it is in."},
                "Same": {
                    "operationRef": format!("#/paths/~1{first}/get"),
                    "parameters": {"id": "$response.body#/id"}, "requestBody": "$request.body",
                    "server": {"url": "https://other.example.com"},
                },
            },
            "callbacks": {"Done": {"{$request.body#/url}": {"post": {"responses": {"204": {"description": "Seen."}}}}}},
        })
    }
}

fn link() -> Value {
    json!({"description": "More about it.", "url": "https://www.example.com/docs"})
}

fn security_schemes(is_twilio: bool) -> Value {
    let account =
        json!({"type": "http", "scheme": "basic", "description": "A name and a password."});
    if is_twilio {
        return json!({"account": account});
    }
    json!({
        "account": account,
        "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "session": {"type": "apiKey", "in": "query", "name": "session"},
        "login": {"type": "oauth2", "flows": flows()},
        "sign-in": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/openid"},
    })
}

fn flows() -> Value {
    let flow = |fields: &[&str]| {
        let mut flow = json!({"scopes": {"read": "To read."}});
        for field in fields {
            flow[*field] = format!("https://www.example.com/{field}").into();
        }
        flow
    };
    json!({
        "implicit": flow(&["authorizationUrl", "refreshUrl"]),
        "password": flow(&["tokenUrl"]),
        "clientCredentials": flow(&["tokenUrl"]),
        "authorizationCode": flow(&["authorizationUrl", "tokenUrl"]),
    })
}
