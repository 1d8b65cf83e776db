//! What is taken out of a document, and what of it comes from another.

use document::cut::{Cut, Wanted, cut};
use document::diagnostics::Diagnostics;
use document::{Extensions, SourceFile, read_values};
use serde_json::Value;

const LARGE: &str = r"
openapi: 3.0.3
info: {title: Large, version: '7', x-other-tool: 1}
x-other-tool: [1]
servers: [{url: 'https://a.example', description: The server.}]
tags: [{name: Pets}, {name: Unused}]
security: [{key: []}, {token: [read]}]
paths:
  /owners/{id}:
    get: {operationId: getOwner, responses: {'200': {description: The owner.}}}
  /pets/{pet}/toys:
    get: {operationId: listToys, security: [], responses: {'200': {description: Toys.}}}
  /pets/{pet}:
    summary: A pet.
    x-other-tool: {a: 1}
    parameters: [{$ref: '#/components/parameters/Pet'}]
    delete: {operationId: deletePet, responses: {'204': {description: It is gone.}}}
    get:
      tags: [Pets]
      operationId: getPet
      description: Theirs.
      parameters:
        - {name: wide, in: query, description: Theirs., schema: {type: boolean}}
        - {name: deep, in: query, schema: {type: integer}}
      responses:
        '200':
          description: Their pet.
          links:
            owner: {operationId: getOwner}
            self: {operationId: getPet}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              example: {$ref: '#/components/schemas/Unused'}
        '404': {$ref: '#/paths/~1owners~1{id}/get/responses/200'}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    unused: {type: http, scheme: basic}
    key: {type: apiKey, in: header, name: K}
  parameters:
    Pet: {name: pet, in: path, required: true, schema: {type: string}}
  schemas:
    Unused: {type: object}
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: {type: string, description: Their name., x-other-tool: 1}
        example: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
        parent: {$ref: '#/components/schemas/Pet'}
        of:
          oneOf: [{$ref: '#/components/schemas/Cat'}]
          discriminator: {propertyName: kind, mapping: {d: Dog, c: '#/components/schemas/Cat'}}
    Kind: {type: string, enum: [dog, cat]}
    Dog: {type: object}
    Cat: {type: object, x-rust-name: Feline}
";

fn read(text: &str) -> Value {
    let mut diagnostics = Diagnostics::new();
    let values = read_values(&SourceFile::new("a.yaml", text), &mut diagnostics);
    values.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

const EXTENSIONS: Extensions = Extensions { prefix: "x-rust-", ..Extensions::NONE };

fn cut_of(large: &str, wanted: Wanted<'_>, prose: Option<&str>) -> Cut {
    cut(&read(large), wanted, prose.map(read).as_ref(), &EXTENSIONS)
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Checks values and the order of all keys.
#[track_caller]
fn check(part: &Cut, expected: &str) {
    let (part, expected) = (&part.document, read(expected));
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("it can be written");
    assert_eq!(pretty(part), pretty(&expected));
}

#[test]
fn what_an_operation_refers_to_comes_along_and_nothing_else() {
    let names = named(&["getPet"]);
    let part = cut_of(LARGE, Wanted::named(&names), None);
    check(
        &part,
        r"
openapi: 3.0.3
info: {title: Large, version: '7'}
servers: [{url: 'https://a.example', description: The server.}]
paths:
  /pets/{pet}:
    summary: A pet.
    get:
      tags: [Pets]
      description: Theirs.
      operationId: getPet
      parameters:
        - {name: wide, in: query, description: Theirs., schema: {type: boolean}}
        - {name: deep, in: query, schema: {type: integer}}
      responses:
        '200':
          description: Their pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              example: {$ref: '#/components/schemas/Unused'}
          links:
            self: {operationId: getPet}
        '404': {description: The owner.}
    parameters: [{$ref: '#/components/parameters/Pet'}]
components:
  schemas:
    Cat: {type: object, x-rust-name: Feline}
    Dog: {type: object}
    Kind: {type: string, enum: [dog, cat]}
    Pet:
      type: object
      properties:
        name: {type: string, description: Their name.}
        example: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
        parent: {$ref: '#/components/schemas/Pet'}
        of:
          oneOf: [{$ref: '#/components/schemas/Cat'}]
          discriminator: {propertyName: kind, mapping: {d: Dog, c: '#/components/schemas/Cat'}}
      required: [name, kind]
  parameters:
    Pet: {name: pet, in: path, required: true, schema: {type: string}}
  securitySchemes:
    key: {type: apiKey, name: K, in: header}
    token: {type: http, scheme: bearer}
security: [{key: []}, {token: [read]}]
tags: [{name: Pets}]
",
    );
    assert_eq!(part.operations, 1);
    assert_eq!(part.beside, ["DELETE /pets/{pet}", "GET /pets/{pet}/toys"]);
    assert!(part.missing.is_empty() && part.unresolved.is_empty());
    assert!(part.without_prose.is_empty());
}

#[test]
fn schemes_that_no_operation_asks_for_stay_behind() {
    let names = named(&["GET /pets/{id}/toys"]);
    let part = cut_of(LARGE, Wanted::named(&names), None);
    let keys: Vec<_> = part.document.as_object().into_iter().flat_map(|it| it.keys()).collect();
    assert_eq!(keys, ["openapi", "info", "servers", "paths"]);
}

#[test]
fn the_order_of_the_large_document_means_nothing() {
    let like = read(LARGE);
    let part = cut_of(LARGE, Wanted::like(&like), Some(LARGE));
    let mut turned = read(LARGE);
    for pointer in
        ["/paths", "/components", "/components/schemas", "/components/schemas/Pet/properties"]
    {
        let fields =
            turned.pointer_mut(pointer).and_then(Value::as_object_mut).expect("it is there");
        *fields = std::mem::take(fields).into_iter().rev().collect();
    }
    for pointer in ["/components/schemas/Pet/required", "/components/schemas/Kind/enum"] {
        turned.pointer_mut(pointer).and_then(Value::as_array_mut).expect("it is there").reverse();
    }
    let other = cut(&turned, Wanted::like(&like), Some(&like), &EXTENSIONS);
    assert_eq!(other.document.to_string(), part.document.to_string());
}

const OURS: &str = r"
openapi: 3.0.3
info: {title: Ours, version: '1', x-note: kept}
tags: [{name: Animals, description: All of them.}]
paths:
  /pets/{id}:
    parameters: [{name: deep, in: query, description: How deep., schema: {type: integer}}]
    get:
      tags: [Animals]
      summary: Our operation.
      responses:
        '201':
          description: Our pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Animal'}
              examples: {tom: {$ref: '#/components/examples/Tom'}}
components:
  examples:
    Tom: {value: {name: Tom}}
    Other: {value: 1}
  schemas:
    Animal:
      description: An animal.
      allOf:
        - properties:
            kind: {description: What it is., allOf: [{$ref: '#/components/schemas/KindOfAnimal'}]}
            name: {description: Our name., type: string}
    KindOfAnimal: {description: Kinds., type: string, enum: [cat, dog]}
";

#[test]
fn what_people_read_comes_from_ours() {
    let like = read(OURS);
    let part = cut_of(LARGE, Wanted::like(&like), Some(OURS));
    check(
        &part,
        r"
openapi: 3.0.3
info: {title: Ours, version: '1', x-note: kept}
servers: [{url: 'https://a.example'}]
paths:
  /pets/{pet}:
    get:
      tags: [Animals]
      summary: Our operation.
      operationId: getPet
      parameters:
        - {name: wide, in: query, schema: {type: boolean}}
        - {name: deep, in: query, description: How deep., schema: {type: integer}}
      responses:
        '200':
          description: Our pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples: {tom: {$ref: '#/components/examples/Tom'}}
          links:
            self: {operationId: getPet}
        '404': {description: The owner.}
    parameters: [{$ref: '#/components/parameters/Pet'}]
components:
  schemas:
    Cat: {type: object, x-rust-name: Feline}
    Dog: {type: object}
    Kind: {type: string, description: Kinds., enum: [cat, dog]}
    Pet:
      type: object
      description: An animal.
      properties:
        kind: {$ref: '#/components/schemas/Kind', description: What it is.}
        name: {type: string, description: Our name.}
        example: {type: string}
        parent: {$ref: '#/components/schemas/Pet'}
        of:
          oneOf: [{$ref: '#/components/schemas/Cat'}]
          discriminator: {propertyName: kind, mapping: {d: Dog, c: '#/components/schemas/Cat'}}
      required: [name, kind]
  parameters:
    Pet: {name: pet, in: path, required: true, schema: {type: string}}
  examples:
    Tom: {value: {name: Tom}}
  securitySchemes:
    key: {type: apiKey, name: K, in: header}
    token: {type: http, scheme: bearer}
security: [{key: []}, {token: [read]}]
tags: [{name: Animals, description: All of them.}]
",
    );
    assert_eq!(
        part.without_prose,
        [
            "/servers/0/description",
            "/paths/~1pets~1{pet}/description",
            "/paths/~1pets~1{pet}/get/parameters/0/description",
            "/paths/~1pets~1{pet}/get/responses/404/description",
        ]
    );
}

#[test]
fn what_is_missing_is_told_with_what_is_there() {
    let names = named(&["getPets", "GET /nowhere"]);
    let part = cut_of(LARGE, Wanted::named(&names), None);
    let missing = part.missing.iter().map(|it| (it.name.as_str(), it.nearest.as_deref()));
    assert_eq!(missing.collect::<Vec<_>>(), [("getPets", Some("getPet")), ("GET /nowhere", None)]);
    assert_eq!(part.operations, 0);
}

/// Each schema refers to the next one, so that each step of a recursion would take stack.
#[test]
fn chains_of_references_may_be_long() {
    let schema = |number: usize| {
        let next = number + 1;
        format!(
            "    S{number}: {{properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}\n"
        )
    };
    let schemas: String = (0..20_000).map(schema).collect();
    let large = format!(
        "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}
components:
  schemas:
{schemas}    S20000: {{}}
    Unused: {{}}
"
    );
    let names = named(&["a"]);
    let part = cut_of(&large, Wanted::named(&names), Some(&large));
    let taken = part.document["components"]["schemas"].as_object().map(serde_json::Map::len);
    assert_eq!(taken, Some(20_001));
}

#[test]
fn references_to_nowhere_and_to_themselves_do_no_harm() {
    let large = r"
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': {$ref: '#/paths/~1b/get/responses/200'}
        '201': {$ref: 'other.yaml#/a'}
        '202': {$ref: '#/components/responses/None'}
  /b:
    get:
      responses:
        '200': {$ref: '#/paths/~1b/get/responses/201'}
        '201': {$ref: '#/paths/~1b/get/responses/200'}
";
    let names = named(&["a"]);
    let part = cut_of(large, Wanted::named(&names), None);
    assert_eq!(part.unresolved, ["other.yaml#/a", "#/components/responses/None"]);
}
