//! Documents that have given names in every place where a document has a name.

mod words;

use fastrand::Rng;
use serde_json::{Map, Value, json};

pub(crate) use words::words;

/// How many names stand beside each other: properties of an object, values of an enumeration.
const BESIDE: usize = 6;

/// Names at random: what means something to Rust, as it is and between signs, and texts of all of
/// Unicode.
pub(crate) fn random(number: u64, length: usize) -> Vec<String> {
    let mut rng = Rng::with_seed(number);
    let words = words();
    let mut names: Vec<String> = Vec::with_capacity(length);
    while names.len() < length {
        let word = words[rng.usize(..words.len())];
        let name = match rng.u8(..8) {
            0 => word.to_owned(),
            1 => word.to_uppercase(),
            2 => format!("{}{word}{}", sign(&mut rng), sign(&mut rng)),
            3 => format!("{word}{}{}", sign(&mut rng), words[rng.usize(..words.len())]),
            4 => format!("{word}{}", rng.u8(..20)),
            5 => word.repeat(300 / word.len() + rng.usize(..2)),
            6 => of_one_script(&mut rng),
            _ => (0..rng.usize(..6)).map(|_| rng.char(..)).collect(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Letters that stand beside each other in Unicode.
fn of_one_script(rng: &mut Rng) -> String {
    // Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Georgian, Hangul, Cherokee, ligatures
    // and other forms, Japanese, Chinese, Deseret, and letters of mathematics.
    const STARTS: [u32; 24] = [
        0xa0, 0xc0, 0x120, 0x1c0, 0x370, 0x3b0, 0x410, 0x5d0, 0x620, 0x904, 0xe01, 0x10a0, 0x1100,
        0x13a0, 0x1e00, 0x1f00, 0x2100, 0x24b0, 0x3040, 0x4e00, 0xac00, 0xfb00, 0xff20, 0x1_d400,
    ];
    let start = STARTS[rng.usize(..STARTS.len())];
    let letters = (0..rng.u32(1..8)).map(|_| char::from_u32(start + rng.u32(..48)));
    letters.flatten().collect()
}

fn sign(rng: &mut Rng) -> char {
    const SIGNS: &[u8] = b" !#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    char::from(SIGNS[rng.usize(..SIGNS.len())])
}

/// A document with each of some names in each place.
pub(crate) fn document(names: &[String]) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut credentials = Map::new();
    for index in 0..names.len() {
        let place = Place { names, index };
        schemas.insert(place.name().to_owned(), place.component());
        let segment: String =
            place.name().chars().filter(|c| c.is_alphanumeric() || "-_.~".contains(*c)).collect();
        let parameter = place.name().replace(['{', '}', '/', '?', '#'], "");
        let path = match &*parameter {
            "" => format!("/{segment}/{index}"),
            _ => format!("/{segment}/{index}/{{{parameter}}}"),
        };
        let mut item = place.path_item(&parameter);
        if index == 0 {
            // Whoever sends the request chooses.
            item["servers"] = servers(names, "own");
        }
        paths.insert(path, item);
        if index.is_multiple_of(8) {
            let scheme =
                json!({"type": "apiKey", "in": "header", "name": format!("X-Key-{index}")});
            credentials.insert(place.name().to_owned(), scheme);
        }
    }
    let security: Vec<_> = credentials.keys().map(|name| json!({name: []})).collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": "1"},
        "servers": servers(names, "api"),
        "security": security,
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": credentials},
    })
}

/// Servers on hosts of a name, with a variable for each name that may stand in a URL, and the names as its values.
fn servers(names: &[String], host: &str) -> Value {
    let is_plain = |name: &&String| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let plain: Vec<&String> = names.iter().filter(is_plain).collect();
    let servers = plain.chunks(20).enumerate().map(|(number, names)| {
        let mut url = format!("https://{host}{number}.example.com");
        let mut variables = Map::new();
        for name in names {
            url.push_str(&format!("/{{{name}}}"));
            let mut values = names.to_vec();
            // A value may be repeated.
            values.push(name);
            variables.insert((*name).clone(), json!({"default": name, "enum": values}));
        }
        json!({"url": url, "description": names[0], "variables": variables})
    });
    let servers: Vec<Value> = servers.collect();
    if servers.is_empty() { json!([{"url": "https://api.example.com"}]) } else { servers.into() }
}

/// A name, and those that follow it.
struct Place<'n> {
    names: &'n [String],
    index: usize,
}

impl<'n> Place<'n> {
    fn name(&self) -> &'n str {
        self.nth(0)
    }

    fn nth(&self, number: usize) -> &'n str {
        &self.names[(self.index + number) % self.names.len()]
    }

    fn around(&self) -> impl Iterator<Item = &'n str> {
        let names = self.names;
        let start = self.index;
        (0..BESIDE.min(names.len()))
            .map(move |number| names[(start + number) % names.len()].as_str())
    }

    fn reference(&self, number: usize) -> Value {
        let name = self.nth(number).replace('%', "%25").replace('~', "~0").replace('/', "~1");
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn component(&self) -> Value {
        let tag = self.nth(1);
        match self.index % 4 {
            0 => self.values(),
            1 => {
                let mapping: Map<_, _> = [2, 3]
                    .map(|number| {
                        (self.nth(number).to_owned(), self.reference(number)["$ref"].clone())
                    })
                    .into_iter()
                    .collect();
                json!({
                    "oneOf": [self.reference(2), self.reference(3), {"type": "boolean"}],
                    "discriminator": {"propertyName": tag, "mapping": mapping},
                })
            }
            _ => json!({
                "type": "object",
                "required": [tag, self.name()],
                "properties": self.fields(true),
            }),
        }
    }

    fn values(&self) -> Value {
        json!({"type": "string", "enum": self.around().collect::<Vec<_>>()})
    }

    /// A property for each name, of varied types.
    fn fields(&self, with_references: bool) -> Value {
        let schema = |(number, name): (usize, &str)| {
            let schema = match (self.index + number) % 6 {
                0 => json!({"type": "boolean"}),
                1 => json!({"type": "integer"}),
                2 => self.values(),
                3 => json!({"type": "array", "items": {"type": "string"}}),
                4 if with_references => self.reference(number),
                _ => json!({"type": "string"}),
            };
            (name.to_owned(), schema)
        };
        self.around().enumerate().map(schema).collect::<Map<_, _>>().into()
    }

    fn path_item(&self, parameter: &str) -> Value {
        let flag = json!({"type": "boolean"});
        let mut parameters = Vec::new();
        if !parameter.is_empty() {
            parameters.push(
                json!({"name": parameter, "in": "path", "required": true, "schema": {"type": "integer"}}),
            );
        }
        let mut of_get = Vec::new();
        if let Value::Object(fields) = self.fields(false) {
            for (number, (name, schema)) in fields.into_iter().enumerate() {
                let required = number == 1;
                of_get.push(
                    json!({"name": name, "in": "query", "required": required, "schema": schema}),
                );
            }
        }
        let name = self.name();
        let is_header = is_header(name);
        if is_header {
            of_get.push(json!({"name": name, "in": "header", "schema": flag}));
        }
        let mut response = json!({
            "description": "Ok.",
            "content": {"application/json": {"schema": self.reference(0)}},
        });
        if is_header {
            response["headers"] = json!({name: {"schema": {"type": "string"}}});
        }
        let object = json!({"type": "object", "properties": self.fields(false)});
        let media_type = match self.index % 3 {
            0 => "application/json",
            1 => "application/x-www-form-urlencoded",
            _ => "multipart/form-data",
        };
        let tags = if self.index.is_multiple_of(2) { vec![name] } else { Vec::new() };
        json!({
            "parameters": parameters,
            "get": {
                "operationId": name,
                "tags": tags,
                "parameters": of_get,
                "responses": {"200": response, "default": response},
            },
            "post": {
                "tags": tags,
                "requestBody": {"required": true, "content": {media_type: {"schema": object}}},
                "responses": {"204": {"description": "Ok."}},
            },
        })
    }
}

/// Whether a name can be that of a header, and is not one that HTTP itself uses.
fn is_header(name: &str) -> bool {
    const OF_HTTP: [&str; 10] = [
        "accept",
        "connection",
        "content-length",
        "content-type",
        "authorization",
        "host",
        "cookie",
        "transfer-encoding",
        "te",
        "expect",
    ];
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
        && !OF_HTTP.contains(&name.to_ascii_lowercase().as_str())
}
