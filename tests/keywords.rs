//! Every field of every object of OpenAPI, with what becomes of it: nothing is lost silently. What
//! OpenAPI 3.0 has means the same in later versions, and what these add is unknown to it.

use std::collections::BTreeSet;

use document::{Version, keywords};
use generator::lock::Lock;
use generator::{Input, Output, generate};
use serde_json::Value;

use crate::synthetic;

use self::Fate::{Changes, Checked, Decides, Documented, Extra, Reported};

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// It decides what the client is or does. Fixtures show it.
    Decides,
    /// It decides something, too; a value with which the code is another.
    Changes(&'static str),
    /// It is in the documentation of the crate; a value of it that has a word to look for.
    Documented(&'static str),
    /// It has no effect and there is a diagnostic; a value of it.
    Reported(&'static str),
    /// It is compared with the schema.
    Checked,
    /// It is about the document rather than the API, or within what is reported as a whole.
    Extra,
}

/// The word to look for.
const WORD: &str = "kumquat";

/// The objects of which fields are tried, as they are found in [`DOCUMENT`].
const PLACES: &[(&str, &str)] = &[
    ("Info", "/info"),
    ("Contact", "/info/contact"),
    ("License", "/info/license"),
    ("OpenAPI", ""),
    ("Server", "/servers/0"),
    ("Server Variable", "/servers/0/variables/region"),
    ("Tag", "/tags/0"),
    ("Path Item", "/paths/~1pets"),
    ("Operation", "/paths/~1pets/post"),
    ("Parameter", "/paths/~1pets/post/parameters/0"),
    ("Header", "/paths/~1pets/post/responses/200/headers/X-Left"),
    ("Request Body", "/paths/~1pets/post/requestBody"),
    ("Media Type", "/paths/~1pets/post/requestBody/content/application~1json"),
    (
        "Encoding",
        "/paths/~1pets/post/requestBody/content/application~1x-www-form-urlencoded/encoding/toys",
    ),
    ("Response", "/paths/~1pets/post/responses/200"),
    ("Security Scheme", "/components/securitySchemes/login"),
    ("Schema", "/components/schemas/Pet/properties/name"),
];

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Pets, version: '1', contact: {}, license: {name: MIT}}
servers:
  - url: https://{region}.example.com
    variables: {region: {default: eu}}
tags: [{name: pets}]
security: [{login: []}]
paths:
  /pets:
    post:
      operationId: createPet
      tags: [pets]
      parameters: [{name: trace, in: query, schema: {type: string}}]
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {toys: {type: array, items: {type: string}}}}
            encoding: {toys: {}}
      responses:
        '200':
          description: The pet.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  securitySchemes: {login: {type: http, scheme: bearer}}
  schemas:
    Pet: {type: object, properties: {name: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}
    Owner: {type: string}
";

const URL: Fate = Documented("https://kumquat.example");
const TEXT: Fate = Documented("kumquat");
const LINK: Fate = Documented("{url: 'https://kumquat.example'}");

#[rustfmt::skip]
const FIELDS: &[(&str, &[(&str, Fate)])] = &[
    ("OpenAPI", &[
        ("openapi", Decides), ("info", Decides), ("servers", Decides), ("paths", Decides),
        ("components", Decides), ("security", Decides), ("tags", Decides), ("externalDocs", LINK),
    ]),
    ("Info", &[
        ("title", TEXT), ("description", TEXT), ("termsOfService", URL),
        ("contact", Documented("{name: kumquat}")), ("license", Documented("{name: kumquat}")),
        ("version", TEXT),
    ]),
    ("Contact", &[("name", TEXT), ("url", URL), ("email", TEXT)]),
    ("License", &[("name", TEXT), ("url", URL)]),
    ("Server", &[("url", Changes("https://{region}.example.org")), ("description", TEXT), ("variables", Decides)]),
    ("Server Variable", &[("enum", Changes("[eu, us]")), ("default", Changes("us")), ("description", TEXT)]),
    ("Components", &[
        ("schemas", Decides), ("responses", Decides), ("parameters", Decides),
        ("examples", Checked), ("requestBodies", Decides), ("headers", Decides),
        ("securitySchemes", Decides), ("links", Extra), ("callbacks", Decides),
    ]),
    ("Path Item", &[
        ("summary", TEXT), ("description", TEXT), ("get", Decides), ("put", Decides),
        ("post", Decides), ("delete", Decides), ("options", Decides), ("head", Decides),
        ("patch", Decides), ("trace", Decides), ("servers", Decides), ("parameters", Decides),
    ]),
    ("Operation", &[
        ("tags", Changes("[cats]")), ("summary", TEXT), ("description", TEXT), ("externalDocs", LINK),
        ("operationId", Changes("makePet")), ("parameters", Changes("[]")),
        ("requestBody", Decides), ("responses", Decides),
        ("callbacks", Changes("{done: {'{$url}': {post: {responses: {'200': {description: d}}}}}}")),
        ("deprecated", Changes("true")), ("security", Changes("[]")),
        ("servers", Changes("[{url: 'https://other.example.com'}]")),
    ]),
    ("External Documentation", &[("description", Extra), ("url", Decides)]),
    ("Parameter", &[
        ("name", Changes("span")), ("in", Changes("header")), ("description", TEXT),
        ("required", Changes("true")), ("deprecated", Changes("true")),
        ("allowEmptyValue", Changes("true")), ("style", Decides), ("explode", Decides),
        ("allowReserved", Changes("true")), ("schema", Changes("{type: integer}")),
        ("example", Checked), ("examples", Checked), ("content", Decides),
    ]),
    ("Request Body", &[("description", TEXT), ("content", Decides), ("required", Changes("true"))]),
    ("Media Type", &[
        ("schema", Decides), ("example", Checked), ("examples", Checked), ("encoding", Decides),
    ]),
    ("Encoding", &[
        ("contentType", Changes("application/json")), ("headers", Decides),
        ("style", Changes("spaceDelimited")), ("explode", Changes("false")),
        ("allowReserved", Changes("true")),
    ]),
    ("Responses", &[("default", Decides)]),
    ("Response", &[
        ("description", TEXT), ("headers", Decides), ("content", Decides),
        ("links", Reported("{next: {operationId: createPet}}")),
    ]),
    ("Example", &[
        ("summary", Extra), ("description", Extra), ("value", Checked), ("externalValue", Extra),
    ]),
    ("Link", &[
        ("operationRef", Extra), ("operationId", Extra), ("parameters", Extra),
        ("requestBody", Extra), ("description", Extra), ("server", Extra),
    ]),
    ("Header", &[
        ("description", TEXT), ("required", Decides), ("deprecated", Extra),
        ("allowEmptyValue", Extra), ("style", Decides), ("explode", Decides),
        ("allowReserved", Extra), ("schema", Decides), ("example", Checked),
        ("examples", Checked), ("content", Decides),
    ]),
    ("Tag", &[("name", Decides), ("description", TEXT), ("externalDocs", LINK)]),
    ("Schema", &[
        ("title", TEXT), ("multipleOf", Documented("7357")), ("maximum", Documented("7357")),
        ("exclusiveMaximum", Decides), ("minimum", Documented("7357")),
        ("exclusiveMinimum", Decides), ("maxLength", Documented("7357")),
        ("minLength", Documented("7357")), ("pattern", TEXT), ("maxItems", Documented("7357")),
        ("minItems", Documented("7357")), ("uniqueItems", Decides),
        ("maxProperties", Documented("7357")), ("minProperties", Documented("7357")),
        ("required", Decides), ("enum", Changes("[a, b]")), ("type", Changes("integer")), ("allOf", Decides),
        ("oneOf", Decides), ("anyOf", Decides), ("not", Documented("{enum: [kumquat]}")),
        ("items", Decides), ("properties", Decides), ("additionalProperties", Decides),
        ("description", TEXT), ("format", TEXT), ("default", TEXT),
        ("nullable", Changes("true")), ("discriminator", Decides), ("readOnly", Changes("true")),
        ("writeOnly", Changes("true")),
        ("xml", Reported("{name: kumquat}")), ("externalDocs", LINK), ("example", Checked),
        ("deprecated", Changes("true")),
    ]),
    ("Discriminator", &[("propertyName", Decides), ("mapping", Decides)]),
    ("XML", &[
        ("name", Extra), ("namespace", Extra), ("prefix", Extra), ("attribute", Extra),
        ("wrapped", Extra),
    ]),
    ("Security Scheme", &[
        ("type", Decides), ("description", TEXT), ("name", Decides), ("in", Decides),
        ("scheme", Changes("digest")), ("bearerFormat", TEXT), ("flows", Decides), ("openIdConnectUrl", Extra),
    ]),
    ("OAuth Flows", &[
        ("implicit", Extra), ("password", Extra), ("clientCredentials", Decides),
        ("authorizationCode", Extra),
    ]),
    ("OAuth Flow", &[
        ("authorizationUrl", Extra), ("tokenUrl", Decides), ("refreshUrl", Extra), ("scopes", Extra),
    ]),
];

/// Fields that an object of a kind has since a version.
type Added = (Version, &'static str, &'static [(&'static str, Fate)]);

/// The fields that later versions add.
#[rustfmt::skip]
const LATER: &[Added] = &[
    (Version::V3_1, "OpenAPI", &[
        ("webhooks", Changes("{done: {post: {responses: {'200': {description: d}}}}}")),
        ("jsonSchemaDialect", Reported("https://kumquat.example")),
    ]),
    (Version::V3_2, "OpenAPI", &[("$self", Extra)]),
    (Version::V3_1, "Info", &[("summary", TEXT)]),
    (Version::V3_1, "License", &[("identifier", TEXT)]),
    (Version::V3_2, "Server", &[("name", Extra)]),
    (Version::V3_2, "Tag", &[("summary", TEXT), ("parent", Extra), ("kind", Extra)]),
    (Version::V3_1, "Components", &[("pathItems", Decides)]),
    (Version::V3_2, "Path Item", &[
        ("query", Changes("{responses: {}}")), ("additionalOperations", Changes("{COPY: {}}")),
    ]),
    (Version::V3_2, "Media Type", &[
        ("itemSchema", Decides), ("prefixEncoding", Reported("[{}]")), ("itemEncoding", Reported("{}")),
    ]),
    (Version::V3_2, "Encoding", &[
        ("encoding", Reported("{a: {}}")), ("prefixEncoding", Reported("[{}]")),
        ("itemEncoding", Reported("{}")),
    ]),
    (Version::V3_2, "Response", &[("summary", TEXT)]),
    (Version::V3_2, "Example", &[("dataValue", Checked), ("serializedValue", Checked)]),
    (Version::V3_2, "Security Scheme", &[("oauth2MetadataUrl", Extra), ("deprecated", Extra)]),
    (Version::V3_2, "OAuth Flows", &[("deviceAuthorization", Extra)]),
    (Version::V3_1, "Schema", &[
        ("const", Changes("a")), ("examples", Checked), ("prefixItems", Decides),
        ("contains", Reported("{}")), ("minContains", Reported("2")), ("maxContains", Reported("2")),
        ("patternProperties", Documented("{kumquat: {}}")),
        ("propertyNames", Documented("{pattern: kumquat}")),
        ("unevaluatedItems", Decides), ("unevaluatedProperties", Decides),
        ("dependentRequired", Documented("{a: [kumquat]}")), ("dependentSchemas", Reported("{a: {}}")),
        ("if", Reported("{}")), ("then", Reported("{}")), ("else", Reported("{}")),
        ("contentEncoding", TEXT), ("contentMediaType", Documented("text/kumquat")),
        ("contentSchema", Decides), ("$defs", Decides), ("definitions", Decides),
        ("$schema", Reported("https://kumquat.example")), ("$id", Extra), ("$anchor", Extra),
        ("$dynamicAnchor", Extra), ("$dynamicRef", Decides), ("$vocabulary", Extra),
        ("$comment", Extra),
    ]),
];

/// The keywords of a schema that stand beside a `$ref`. Those that are not listed are as beside others.
#[rustfmt::skip]
const BESIDE_REFERENCE: &[(&str, Fate)] = &[
    ("title", TEXT), ("description", TEXT), ("default", TEXT), ("externalDocs", LINK),
    ("minLength", Documented("7357")), ("maxLength", Documented("7357")), ("pattern", TEXT),
    ("deprecated", Changes("true")), ("nullable", Changes("true")), ("readOnly", Changes("true")),
    ("writeOnly", Changes("true")), ("nullable", Reported("true")), ("readOnly", Reported("true")),
    ("writeOnly", Reported("true")), ("enum", Changes("[a, b]")), ("enum", Reported("[a, b]")),
    ("format", TEXT), ("format", Reported("kumquat")), ("type", Reported("integer")),
    ("allOf", Changes("[{nullable: true}]")), ("allOf", Reported("[{nullable: true}]")),
    ("oneOf", Reported("[{enum: [a]}, {enum: [b]}]")), ("anyOf", Reported("[{enum: [a]}]")),
    ("not", Documented("{enum: [kumquat]}")), ("not", Reported("{enum: [kumquat]}")),
    ("properties", Reported("{a: {}}")), ("required", Reported("[a]")), ("items", Reported("{}")),
    ("additionalProperties", Reported("false")), ("discriminator", Reported("{propertyName: a}")),
    ("example", Reported("7")), ("kumquat", Reported("1")),
];

/// What is made of the document with another value somewhere.
fn output(version: &str, pointer: &str, field: &str, value: &str) -> Output {
    let mut document = document(version);
    let value: Value = serde_yaml::from_str(value).expect("it is YAML");
    let object = document.pointer_mut(pointer).expect("the document has one of the kind");
    let object = object.as_object_mut().expect("it is an object");
    // Some limits are for other types; without a type, all of them count.
    if value.is_number() || field == "not" {
        object.remove("type");
    }
    object.insert(field.to_owned(), value);
    output_of(&document)
}

fn document(version: &str) -> Value {
    let mut document: Value = serde_yaml::from_str(DOCUMENT).expect("it is YAML");
    document["openapi"] = version.into();
    document
}

fn output_of(document: &Value) -> Output {
    generate(&Input {
        spec: document.to_string().into_bytes(),
        spec_name: "keywords.json".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "keywords.json".to_owned(),
        name: "keywords".to_owned(),
    })
}

/// The files of a crate, if there is one.
fn files(output: &Output) -> Option<Vec<(&str, &str)>> {
    output.generated.as_ref().map(|generated| generated.tree.files().collect())
}

#[test]
fn every_keyword_is_listed_once() {
    let first = FIELDS.iter().map(|(kind, fields)| (Version::V3_0, *kind, *fields));
    let all: Vec<_> = first.chain(LATER.iter().copied()).collect();
    let listed = || {
        let fields = all.iter().flat_map(|(since, kind, fields)| {
            fields.iter().map(move |(field, _)| (*kind, *field, *since))
        });
        fields.collect::<Vec<_>>()
    };
    let known: BTreeSet<_> = keywords().into_iter().collect();
    assert_eq!(listed().into_iter().collect::<BTreeSet<_>>(), known);
    assert_eq!(listed().len(), known.len());
}

/// The place of an object to try fields of a kind in.
fn place_of(kind: &str) -> Option<&'static str> {
    PLACES.iter().find(|(of, _)| *of == kind).map(|(_, place)| *place)
}

#[test]
fn what_is_said_of_keywords_is_so() {
    let all = || {
        FIELDS.iter().flat_map(|(kind, fields)| {
            fields.iter().map(|(field, fate)| (place_of(kind), *field, *fate))
        })
    };
    check_fates("3.0.3", all());
    check_fates("3.1.1", all());
}

#[test]
fn what_is_said_of_keywords_of_later_versions_is_so() {
    let of = |version: Version| {
        let rows = LATER.iter().filter(move |(since, ..)| *since == version);
        rows.flat_map(|(_, kind, fields)| {
            fields.iter().map(|(field, fate)| (place_of(kind), *field, *fate))
        })
    };
    check_fates("3.1.0", of(Version::V3_1));
    check_fates("3.2.0", of(Version::V3_2));
    let unknown = |(place, field, fate): (_, _, Fate)| match fate {
        Changes(value) | Documented(value) | Reported(value) => {
            Some((place, field, Reported(value)))
        }
        _ => None,
    };
    check_fates("3.0.3", of(Version::V3_1).filter_map(unknown));
    check_fates("3.1.0", of(Version::V3_2).filter_map(unknown));
}

#[test]
fn what_is_said_of_keywords_beside_references_is_so() {
    let place = Some("/components/schemas/Pet/properties/owner");
    check_fates("3.0.3", BESIDE_REFERENCE.iter().map(|(field, fate)| (place, *field, *fate)));
}

/// Checks what becomes of fields, each with the place of an object to try it in.
fn check_fates<'f>(version: &str, fields: impl Iterator<Item = (Option<&'f str>, &'f str, Fate)>) {
    let before = output_of(&document(version));
    let files_before = files(&before);
    assert!(files_before.is_some(), "the document is a good one");
    let mut failures = Vec::new();
    for (place, field, fate) in fields {
        let place = || place.expect("it can be tried");
        let is_so = match fate {
            Documented(value) => {
                let output = output(version, place(), field, value);
                let word = if value.contains(WORD) { WORD } else { value };
                let generated = output.generated.as_ref();
                generated.is_some_and(|it| it.tree.files().any(|(_, text)| text.contains(word)))
            }
            Changes(value) => {
                let changed = output(version, place(), field, value);
                files(&changed).is_some_and(|files| Some(files) != files_before)
            }
            Reported(value) => {
                let output = output(version, place(), field, value);
                let at = format!("{}/{field}", place());
                output.diagnostics.iter().any(|diagnostic| {
                    let pointer = diagnostic.location.pointer().unwrap_or_default();
                    pointer.starts_with(&at)
                })
            }
            Decides | Checked | Extra => true,
        };
        if !is_so {
            failures.push(format!("{version}: {}: {field}", place()));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// Where an object of a kind has objects of another: a field, `*` for every field, `[]` or `{}` behind it
/// for those in a list or in a map.
#[rustfmt::skip]
const PARTS: &[(&str, &str, &str)] = &[
    ("OpenAPI", "info", "Info"), ("OpenAPI", "servers[]", "Server"), ("OpenAPI", "paths{}", "Path Item"),
    ("OpenAPI", "components", "Components"), ("OpenAPI", "tags[]", "Tag"),
    ("OpenAPI", "externalDocs", "External Documentation"),
    ("Info", "contact", "Contact"), ("Info", "license", "License"),
    ("Server", "variables{}", "Server Variable"),
    ("Components", "schemas{}", "Schema"), ("Components", "responses{}", "Response"),
    ("Components", "parameters{}", "Parameter"), ("Components", "examples{}", "Example"),
    ("Components", "requestBodies{}", "Request Body"), ("Components", "headers{}", "Header"),
    ("Components", "securitySchemes{}", "Security Scheme"), ("Components", "links{}", "Link"),
    ("Path Item", "parameters[]", "Parameter"), ("Path Item", "get", "Operation"),
    ("Path Item", "post", "Operation"), ("Path Item", "put", "Operation"), ("Path Item", "patch", "Operation"),
    ("Operation", "parameters[]", "Parameter"), ("Operation", "requestBody", "Request Body"),
    ("Operation", "responses", "Responses"), ("Operation", "responses{}", "Response"),
    ("Parameter", "schema", "Schema"), ("Parameter", "content{}", "Media Type"),
    ("Request Body", "content{}", "Media Type"), ("Response", "content{}", "Media Type"),
    ("Media Type", "schema", "Schema"), ("Media Type", "examples{}", "Example"),
    ("Media Type", "encoding{}", "Encoding"), ("Encoding", "headers{}", "Header"),
    ("Schema", "properties{}", "Schema"), ("Schema", "items", "Schema"), ("Schema", "allOf[]", "Schema"),
    ("Schema", "oneOf[]", "Schema"), ("Schema", "anyOf[]", "Schema"),
    ("Schema", "discriminator", "Discriminator"), ("Schema", "xml", "XML"),
    ("Security Scheme", "flows", "OAuth Flows"), ("OAuth Flows", "implicit", "OAuth Flow"),
    ("OAuth Flows", "password", "OAuth Flow"),
];

/// Notes which fields an object has, and those within it.
fn note_fields(kind: &'static str, object: &Value, found: &mut BTreeSet<(&str, String)>) {
    for field in object.as_object().into_iter().flat_map(|object| object.keys()) {
        found.insert((kind, field.clone()));
    }
    for (_, part, within) in PARTS.iter().filter(|(of, ..)| *of == kind) {
        let name = part.trim_end_matches(['[', ']', '{', '}']);
        let Some(part_of) = object.get(name) else { continue };
        match &part[name.len()..] {
            "[]" => part_of
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|it| note_fields(within, it, found)),
            "{}" => part_of
                .as_object()
                .into_iter()
                .flatten()
                .for_each(|it| note_fields(within, it.1, found)),
            _ => note_fields(within, part_of, found),
        }
    }
}

/// Of the documents that tests compile, one has everything.
#[test]
fn a_synthetic_document_has_every_keyword() {
    let mut found = BTreeSet::new();
    note_fields("OpenAPI", &synthetic::document(0, 300), &mut found);
    let rows =
        FIELDS.iter().flat_map(|(kind, fields)| fields.iter().map(|it| (*kind, it.0.to_owned())));
    let missing: Vec<_> = rows.filter(|row| !found.contains(row)).collect();
    assert_eq!(missing, []);
}
