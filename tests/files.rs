//! Documents in several files: they become what the same in one file becomes, and each node keeps the
//! place in its file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use document::Folder;
use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::tree::Tree;
use generator::{Input, Output, OverlayFile, generate};
use serde_json::Value;

use crate::folders::{Made, made, of_fixture};
use crate::project;

fn input(spec: &str, folder: Arc<dyn Folder>) -> Input {
    Input {
        spec: spec.as_bytes().to_vec(),
        spec_name: "openapi.yaml".to_owned(),
        folder: Some(folder),
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "openapi.yaml".to_owned(),
        name: "files".to_owned(),
    }
}

/// How most of the documents begin that are made here.
fn document(version: &str, rest: &str) -> String {
    let head = "info: {title: t, version: '1'}\nservers: [{url: 'https://api.example.com'}]";
    format!("openapi: {version}\n{head}\n{rest}")
}

fn report(output: &Output) -> String {
    output.report(&Rendering { verbose: true, ..Rendering::default() })
}

#[track_caller]
fn tree(spec: &str, files: &[(&str, &str)]) -> Tree {
    let output = generate(&input(spec, made(files)));
    assert_eq!(report(&output), "");
    output.generated.expect("nothing is wrong with it").tree
}

/// Checks that a document in several files becomes what the same in one file becomes.
#[track_caller]
fn check_twins(version: &str, rest: &str, files: &[(&str, &str)], twin: &str) {
    let [several, one] = [rest, twin].map(|rest| document(version, rest));
    let (several, one) = (tree(&several, files), tree(&one, &[]));
    let files = |tree: &Tree| -> BTreeMap<String, String> {
        tree.files().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    };
    let (several, one) = (files(&several), files(&one));
    assert!(several.keys().eq(one.keys()));
    for (path, text) in &several {
        assert_eq!(text, &one[path], "{path}");
    }
}

/// One operation that returns a schema.
fn returning(schema: &str) -> String {
    format!(
        "paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: ok, \
         content: {{application/json: {{schema: {schema}}}}}}}}}}}}}}}\n"
    )
}

#[test]
fn the_fixture_is_its_twin() {
    let folder = project::path("tests/fixtures");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it is there");
    let several = read("several_files.yaml");
    let several = generate(&input(&several, of_fixture(&folder, "several_files.yaml")));
    let twin = generate(&input(&read("several_files/twin.yaml"), made(&[])));
    let tree = |output: Output| output.generated.expect("nothing is wrong with it").tree;
    assert_eq!(tree(several), tree(twin));
}

/// Where OpenAPI has no references, too: a folder for each part of the document is usual.
#[test]
fn whole_sections_may_be_in_files() {
    for version in ["3.0.3", "3.1.0", "3.2.0"] {
        check_twins(
            version,
            "paths: {$ref: paths/index.yaml}
components: {$ref: components.yaml}
security: [{key: []}]
",
            &[
                ("paths/index.yaml", "/pets: {$ref: ./pets.yaml}\n"),
                (
                    "paths/pets.yaml",
                    "get:
  operationId: listPets
  responses:
    '200': {description: ok, content: {application/json: {$ref: '../pets.json'}}}
",
                ),
                ("pets.json", r#"{"schema": {"$ref": "components.yaml#/schemas/Pet"}}"#),
                (
                    "components.yaml",
                    "schemas: {$ref: schemas/index.yaml}\nsecuritySchemes: {key: {$ref: key.yaml}}\n",
                ),
                ("key.yaml", "{type: apiKey, in: header, name: X-Key}\n"),
                ("schemas/index.yaml", "Pet: {$ref: Pet.yaml}\nName: {type: string, enum: [a]}\n"),
                (
                    "schemas/Pet.yaml",
                    "type: object\nproperties: {name: {$ref: 'index.yaml#/Name'}}\n",
                ),
            ],
            "paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}}}
    Name: {type: string, enum: [a]}
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
security: [{key: []}]
",
        );
    }
}

/// What another file calls like a component gets a longer name, and so do two of one name.
#[test]
fn names_come_from_files() {
    let several = returning(
        "{type: object, properties: {own: {$ref: '#/components/schemas/Pet'}, a: {$ref: \
         'a/Pet.yaml'}, b: {$ref: 'b/Pet.yaml'}, c: {$ref: 'c.yaml#/x/Pet'}, again: {$ref: \
         'b/./Pet.yaml#'}}}",
    );
    let files = [
        ("a/Pet.yaml", "{type: object, properties: {a: {type: string}}}"),
        ("b/Pet.yaml", "{type: object, properties: {b: {type: string}}}"),
        ("c.yaml", "x: {Pet: {type: object, properties: {c: {type: string}}}}"),
    ];
    let own = "components: {schemas: {Pet: {type: object, properties: {o: {type: string}}}";
    let twin = returning(
        "{type: object, properties: {own: {$ref: '#/components/schemas/Pet'}, a: {$ref: \
         '#/components/schemas/a_Pet'}, b: {$ref: '#/components/schemas/b_Pet'}, c: {$ref: \
         '#/components/schemas/c_Pet'}, again: {$ref: '#/components/schemas/b_Pet'}}}",
    );
    let schema = |letter| {
        format!(", {letter}_Pet: {{type: object, properties: {{{letter}: {{type: string}}}}}}")
    };
    let others: String = ["a", "b", "c"].map(schema).concat();
    check_twins(
        "3.0.3",
        &format!("{several}{own}}}}}"),
        &files,
        &format!("{twin}{own}{others}}}}}"),
    );
}

/// A path item that several paths are stands in the document once, as with references to a path.
#[test]
fn path_items_are_put_where_paths_refer_to_them() {
    let item = "{get: {operationId: a, responses: {'204': {description: ok}}}}";
    let twin = format!("paths: {{/a: {item}, /b: {{$ref: '#/paths/~1a'}}}}");
    let several = "paths: {/a: {$ref: a.yaml}, /b: {$ref: ./a.yaml}}";
    check_twins("3.0.3", several, &[("a.yaml", item)], &twin);
    // One whose callback is itself.
    let round = "{post: {operationId: a, responses: {'204': {description: ok}}, callbacks: \
        {done: {'{$url}': {$ref: a.yaml}}}}}";
    let twin = format!("paths: {{/a: {}}}", round.replace("a.yaml", "'#/paths/~1a'"));
    check_twins("3.0.3", "paths: {/a: {$ref: a.yaml}}", &[("a.yaml", round)], &twin);
    let webhook = format!("webhooks: {{a: {item}}}");
    check_twins("3.1.0", "webhooks: {a: {$ref: a.yaml}}", &[("a.yaml", item)], &webhook);
}

/// Definitions stay in their schema, and anchors are those of their file.
#[test]
fn schemas_of_json_schema_are_files() {
    let files = [
        (
            "pet.yaml",
            "$schema: https://json-schema.org/draft/2020-12/schema
$id: https://example.com/pet.yaml
type: object
properties:
  toy: {$ref: '#/$defs/Toy'}
  tag: {$ref: '#tag'}
  owner: {$ref: 'owner.yaml#person'}
$defs:
  Toy: {type: [object, 'null'], properties: {of: {$ref: '#'}}}
  Tag: {$anchor: tag, type: string, enum: [a, b]}
",
        ),
        ("owner.yaml", "$defs: {Person: {$anchor: person, type: object, properties: {n: true}}}"),
    ];
    let twin = "components:
  schemas:
    pet:
      type: object
      properties:
        toy: {$ref: '#/components/schemas/pet/$defs/Toy'}
        tag: {$ref: '#/components/schemas/pet/$defs/Tag'}
        owner: {$ref: '#/components/schemas/Person'}
      $defs:
        Toy: {type: [object, 'null'], properties: {of: {$ref: '#/components/schemas/pet'}}}
        Tag: {type: string, enum: [a, b]}
    Person: {type: object, properties: {n: true}}
";
    let several = returning("{$ref: pet.yaml}");
    let twin = format!("{}{twin}", returning("{$ref: '#/components/schemas/pet'}"));
    check_twins("3.1.0", &several, &files, &twin);
}

/// An overlay is for the document with all its files; what is wrong is shown where it stands.
#[test]
fn overlays_change_what_is_in_other_files() {
    let spec = document("3.0.3", &returning("{$ref: a/pet.yaml}"));
    let pet = "type: object\nproperties:\n  name: {type: strin}\n  tags:\n    - {type: string}\n";
    let mut input = input(&spec, made(&[("a/pet.yaml", pet)]));
    let found = generate(&input).report_json();
    let of_type: Vec<_> = found.iter().filter(|it| it["code"] == "unknown-value").collect();
    let [Value::Object(wrong)] = of_type[..] else { panic!("{found:#?}") };
    assert_eq!(wrong["file"], "a/pet.yaml");
    assert_eq!((&wrong["line"], &wrong["column"]), (&3.into(), &16.into()));
    assert_eq!(wrong["pointer"], "/properties/name/type");

    let action = wrong["overlay_action"].as_str().expect("there is one");
    assert!(action.contains("$.components.schemas.pet.properties.name"), "{action}");
    let rest = "- target: $.components.schemas.pet.properties\n  update: {tags: {type: strng}}\n";
    let removed = "- target: $.components.schemas.pet.properties.tags\n  remove: true\n";
    let text = format!(
        "overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{removed}{rest}{}\n",
        dedent(action)
    );
    input.overlay = Some(OverlayFile { bytes: text.into_bytes(), name: "overlay.yaml".to_owned() });
    let found = generate(&input).report_json();
    let places: Vec<_> = found.iter().map(|it| (it["file"].as_str(), &it["line"])).collect();
    assert_eq!(places, [(Some("overlay.yaml"), &7.into())], "{found:#?}");
}

/// An action as it is printed, from the beginning of the line.
fn dedent(action: &str) -> String {
    let indent = action.len() - action.trim_start().len();
    let lines: Vec<_> = action.lines().filter_map(|line| line.get(indent..)).collect();
    lines.join("\n")
}

/// The lock says the same of a document in several files each time.
#[test]
fn the_lock_is_stable() {
    let spec = document("3.0.3", &returning("{$ref: a/pet.yaml}"));
    let files = [("a/pet.yaml", "{type: object, properties: {n: {type: integer}}}")];
    let first = generate(&input(&spec, made(&files))).generated.expect("it is right");
    let lock = first.api.lock.clone();
    let again = Input { lock: lock.clone(), ..input(&spec, made(&files)) };
    let again = generate(&again).generated.expect("it is right");
    assert_eq!(again.tree, first.tree);
    assert_eq!(again.api.lock, lock);
}

/// What hostile files say ends in a diagnostic or in a crate, soon.
#[test]
fn hostile_files_have_limits() {
    let check = |files: BTreeMap<String, String>, schema: &str, expected: &str| {
        let spec = document("3.1.0", &returning(schema));
        let output = generate(&input(&spec, Arc::new(Made(files))));
        let report = report(&output);
        match expected {
            "" => assert!(output.generated.is_some(), "{report}"),
            expected => assert!(report.contains(expected), "{report}"),
        }
    };
    let file = |name: &str, text: String| BTreeMap::from([(name.to_owned(), text)]);

    let mut thousand = "type: object\nproperties:\n".to_owned();
    for number in 0..1000 {
        let dots = "./".repeat(number % 40);
        let _ = writeln!(thousand, "  p{number}: {{$ref: 'x/../{dots}a.yaml#'}}");
    }
    check(file("a.yaml", thousand), "{$ref: a.yaml}", "");

    let chain = |count: usize| {
        let next =
            |number| format!("{{type: object, properties: {{next: {{$ref: {number}.yaml}}}}}}");
        (0..count).map(|number| (format!("{number}.yaml"), next(number + 1))).collect()
    };
    check(chain(10_000), "{$ref: 0.yaml}", "error[size-limit]");
    check(chain(100), "{$ref: 0.yaml}", "error[unresolved-reference]: `100.yaml` leads to no file");

    // Files of aliases, each of which is within its limit.
    let list = |word: &str| format!("[{}]", [word; 9].join(", "));
    let mut bomb = format!("x: &a0 {}\n", list("b"));
    for level in 1..5 {
        let _ = writeln!(bomb, "x{level}: &a{level} {}", list(&format!("*a{}", level - 1)));
    }
    let bombs = (0..2000).map(|number| (format!("{number}.yaml"), bomb.clone())).collect();
    let all: Vec<_> = (0..2000).map(|number| format!("{{$ref: {number}.yaml}}")).collect();
    let all = all.join(", ");
    check(bombs, &format!("{{oneOf: [{all}]}}"), "error[size-limit]");
    let bomb = format!("{bomb}x6: &a6 {}\nx7: {}\n", list("*a4"), list("*a6"));
    let bombs = (0..2000).map(|number| (format!("{number}.yaml"), bomb.clone())).collect();
    check(bombs, &format!("{{oneOf: [{all}]}}"), "error[size-limit]");

    // Objects that are copied, each of which has copies of the next.
    let mut files = BTreeMap::new();
    for level in 0..30 {
        let inner = format!("{{$ref: {}.yaml}}", level + 1);
        let content = format!("{{a: {inner}, b: {inner}}}");
        files.insert(format!("{level}.yaml"), format!("{{schema: true, encoding: {content}}}"));
    }
    let spec = document("3.1.0", "paths: {/a: {post: {requestBody: {content: {$ref: 0.yaml}}}}}");
    let _ = generate(&input(&spec, Arc::new(Made(files))));

    check(file("a.yaml", "$ref: b.yaml".to_owned()), "{$ref: a.yaml}", "leads to no file");
    check(file("a.yaml", "$ref: a.yaml".to_owned()), "{$ref: a.yaml}", "error[reference-cycle]");
    check(file("a.yaml", String::new()), "{$ref: a.yaml}", "error[wrong-type]");
    let deep = format!("{}{}", "{not: ".repeat(99), "}".repeat(99));
    check(file("a.yaml", deep), "{$ref: a.yaml}", "error[nesting-limit]");
    let anchors = "properties: {a: {$ref: '#none'}, b: {$ref: '#/properties/~0~1'}}".to_owned();
    check(file("a.yaml", anchors), "{$ref: a.yaml}", "error[unresolved-reference]: `#none`");
}
