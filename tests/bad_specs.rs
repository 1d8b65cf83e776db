//! Documents in which something is wrong, and what is said about them.
//!
//! `fixtures/bad/` holds the documents, and for each of them the exact diagnostics in a file of the
//! same name with `.txt` behind it. Folders in it have other files of these documents. Documents that an editor or git would change, and those that
//! are all size, are made [here](generated). Run the tests with `UPDATE_EXPECT=1` in the
//! environment to write the diagnostics down as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::{Input, generate};
use serde_json::Value;

use crate::folders::of_fixture;
use crate::snapshot::Snapshots;

/// The diagnostics of a document as they are printed.
fn diagnose(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let output = generate(&Input {
        spec: bytes.to_vec(),
        spec_name: name.to_owned(),
        folder: Some(of_fixture(folder, name)),
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: name.to_owned(),
        name: "bad".to_owned(),
    });
    assert_eq!(output.generated.is_some(), !output.diagnostics.has_errors(), "{name}");
    // Those of a document that has many are as users see them.
    let verbose = output.diagnostics.iter().count() <= 20;
    let report = output.report(&Rendering { verbose, ..Rendering::default() });
    if verbose {
        check_json(&output.report_json(), &report);
    }
    report
}

/// Checks that tools are told the same as people.
fn check_json(objects: &[Value], report: &str) {
    let mut rest = report;
    for object in objects {
        let text = |key: &str| object[key].as_str().expect("it is a text");
        let title = format!("{}[{}]: ", text("severity"), text("code"));
        let (_, after) = rest.split_once(&title).unwrap_or_else(|| panic!("{object}: {report}"));
        let (_, place) = after.split_once("--> ").expect("every diagnostic has a place");
        let position = format!("{}:{}:{}\n", text("file"), object["line"], object["column"]);
        assert!(place.starts_with(&position), "{object}: {report}");
        rest = place;
    }
    assert_eq!(rest.matches("\n --> ").count(), 0, "{report}");
}

#[test]
fn diagnostics_are_exact() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad");
    let (mut documents, mut expected) = read_folder(&folder);
    documents.extend(generated());

    let mut snapshots = Snapshots::default();
    for (name, bytes) in &documents {
        let found = diagnose(&folder, name, bytes);
        expected.remove(name);
        if found.is_empty() {
            snapshots.fail(format!("nothing is said about {name}"));
        } else {
            snapshots.check(&expectation_of(&folder, name), &found);
        }
    }
    for orphan in expected {
        snapshots.check_orphan(&expectation_of(&folder, &orphan));
    }
    snapshots.finish();
}

/// The documents in a folder by their names, and the names of those whose diagnostics are written
/// down there.
fn read_folder(folder: &Path) -> (BTreeMap<String, Vec<u8>>, BTreeSet<String>) {
    let mut documents = BTreeMap::new();
    let mut expected = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder of fixtures is there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.expect("fixtures have plain names").to_owned();
        if let Some(document) = name.strip_suffix(".txt") {
            expected.insert(document.to_owned());
        } else if path.is_file() {
            let bytes = fs::read(&path).expect("a fixture can be read");
            documents.insert(name, bytes);
        }
    }
    (documents, expected)
}

fn expectation_of(folder: &Path, document: &str) -> PathBuf {
    folder.join(format!("{document}.txt"))
}

/// How most of the generated documents begin.
const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n";

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn generated() -> impl Iterator<Item = (String, Vec<u8>)> {
    let documents = encodings().into_iter().chain(sizes());
    documents.map(|(name, bytes)| (name.to_owned(), bytes))
}

fn yaml(rest: &str) -> Vec<u8> {
    format!("{HEAD}{rest}\n").into_bytes()
}

fn json(rest: &str) -> Vec<u8> {
    format!(r#"{{"openapi":"3.0.3","info":{{"title":"t","version":"1"}},"paths":{{}},{rest}}}"#)
        .into_bytes()
}

fn encodings() -> Vec<(&'static str, Vec<u8>)> {
    let marked = |bytes: &[u8]| [BYTE_ORDER_MARK, bytes].concat();
    let lines = format!("{HEAD}bogus: 1\n");
    let utf16 = HEAD.encode_utf16().flat_map(u16::to_le_bytes);
    let utf16_be = HEAD.encode_utf16().flat_map(u16::to_be_bytes);
    vec![
        ("byte-order-mark.yaml", marked(format!("bogus: 1\n{HEAD}").as_bytes())),
        ("byte-order-mark.json", marked(&json(r#""bogus":1"#))),
        ("crlf.yaml", lines.replace('\n', "\r\n").into_bytes()),
        ("cr.yaml", lines.replace('\n', "\r").into_bytes()),
        ("not-utf-8.yaml", [HEAD.as_bytes(), b"\xc3\xa9: \xff\xfe\n"].concat()),
        ("not-utf-8-marked.yaml", marked(b"x: \xff\n")),
        ("truncated-utf-8.json", b"{\"openapi\": \"3.0.3\xc3".to_vec()),
        ("utf-16.yaml", [0xff, 0xfe].into_iter().chain(utf16).collect()),
        ("utf-16-big-endian.yaml", [0xfe, 0xff].into_iter().chain(utf16_be).collect()),
        ("nul.yaml", yaml("x-a: a\0b")),
        ("nul-in-first-line.yaml", b"openapi: 3.0\0.3\n".to_vec()),
        ("nul.json", json("\"x-a\":\"a\0b\"")),
        // A terminal may take this character for the beginning of an escape sequence.
        ("c1-control.json", json("\"bo\u{9b}31mgus\":1,\"bo\\u009bgus\":\"\u{7f}\"")),
    ]
}

fn sizes() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, close: &str| {
        let levels = 20_000;
        format!("{}{}", open.repeat(levels), close.repeat(levels))
    };
    let many = |what: &str| what.repeat(2000);
    let long = "k".repeat(10_000);
    let unknown: Vec<String> = (0..100).map(|number| format!("bogus{number}: 1\n")).collect();
    let unknown = unknown.concat();
    vec![
        ("deep-flow.yaml", yaml(&format!("x-a: {}", nested("[", "]")))),
        ("deep-hidden.yaml", yaml(&format!("x-a: {}", many("[ # ]]]\n ")))),
        ("deep-block.yaml", yaml(&format!("x-a:\n  {}b", nested("- ", "")))),
        ("deep-unclosed.yaml", yaml(&format!("x-a: {}", "{a: ".repeat(200)))),
        ("deep.json", json(&format!(r#""x-a":{}"#, nested("[", "]")))),
        ("directives.yaml", format!("{}---\n{HEAD}", many("%TAG !a! b\n")).into_bytes()),
        ("aliases-of-many.yaml", yaml(&many_aliases(&format!("[{}]", many("[],"))))),
        ("aliases-of-much.yaml", yaml(&many_aliases(&long))),
        ("long-key.yaml", yaml(&format!("x-a: {{{long}: 1}}"))),
        ("long-key.json", json(&format!(r#""{long}\u001b":1,"bogus":1"#))),
        ("long-line.json", json(&format!(r#""x-a":"{long}","bogus":1,"x-b":"{long}""#))),
        ("many.yaml", yaml(&unknown)),
        ("many-errors.yaml", yaml(&flags_in_schemas(60))),
        ("many-null-examples.yaml", yaml(&null_examples(30))),
        ("many-of-one-parameter.yaml", operations_that_require_one_parameter(30)),
        ("long-chain.yaml", yaml(&chain(20))),
        ("deep-schemas.yaml", yaml(&lists_of_lists(1001))),
        ("inherited.yaml", yaml(&heirs(500))),
        ("multiplied.yaml", yaml(&alternatives_beside_properties(500))),
        ("families.yaml", yaml(&families(800))),
        ("copied-path-items.yaml", path_items(60)),
        ("parameters-of-many.yaml", operations_with_one_parameter(800)),
        ("described-often.yaml", yaml(&properties_of_one_description(800))),
        ("described-often-in-form.yaml", form_of_one_description("x-www-form-urlencoded", 800)),
        ("described-often-in-parts.yaml", form_of_one_description("form-data", 800)),
    ]
}

/// So many properties that are `required: true`, and behind them an error of another kind.
fn flags_in_schemas(number: usize) -> String {
    let property = |index| format!("        p{index}: {{required: true}}\n");
    let properties: String = (0..number).map(property).collect();
    format!("components:\n  schemas:\n    A:\n      properties:\n{properties}      type: objet\n")
}

/// So many properties with an example that stands for none.
fn null_examples(number: usize) -> String {
    let property = |index| format!("        p{index}: {{type: string, example: null}}\n");
    let properties: String = (0..number).map(property).collect();
    format!("components:\n  schemas:\n    A:\n      properties:\n{properties}")
}

/// So many operations that are left out for one parameter.
fn operations_that_require_one_parameter(number: usize) -> Vec<u8> {
    let mut document = HEAD.replace("paths: {}", "servers: [{url: 'https://a.example'}]\npaths:");
    for index in 0..number {
        document.push_str(&format!(
            "  /a{index}: {{get: {{parameters: [{{$ref: '#/components/parameters/p'}}], responses: {{'204': {{description: ok}}}}}}}}\n"
        ));
    }
    document.push_str(
        "components:\n  parameters:\n    p: {name: p, in: query, required: true, schema: {type: array, items: {type: object}}}\n",
    );
    document.into_bytes()
}

/// Schemas each of which is all that the one before it is, and one thing more.
fn heirs(length: usize) -> String {
    let mut text = "components:\n  schemas:\n    A0: {type: object}\n".to_owned();
    for number in 1..=length {
        let parent = number - 1;
        let own = format!("{{properties: {{p{number}: {{}}}}}}");
        text.push_str(&format!(
            "    A{number}: {{allOf: [{{$ref: '#/components/schemas/A{parent}'}}, {own}]}}\n"
        ));
    }
    text
}

/// As many alternatives as there are properties that each of them has.
fn alternatives_beside_properties(number: usize) -> String {
    let properties: Vec<_> = (0..number).map(|index| format!("p{index}: {{}}")).collect();
    let alternative = |index| format!("{{properties: {{a{index}: {{}}}}}}");
    let alternatives: Vec<_> = (0..number).map(alternative).collect();
    format!(
        "components:\n  schemas:\n    A: {{properties: {{{}}}, oneOf: [{}]}}\n",
        properties.join(", "),
        alternatives.join(", ")
    )
}

/// Parents each of which is a child of the one before it, and of all before that.
fn families(length: usize) -> String {
    let mut text = "components:\n  schemas:\n".to_owned();
    for number in 0..length {
        let parent = number.saturating_sub(1);
        let of = match number {
            0 => String::new(),
            _ => format!(", allOf: [{{$ref: '#/components/schemas/A{parent}'}}]"),
        };
        let discriminator = "discriminator: {propertyName: k}, properties: {k: {type: string}}";
        text.push_str(&format!("    A{number}: {{{discriminator}{of}}}\n"));
    }
    text
}

/// Paths that refer to one in which much is said.
fn path_items(number: usize) -> Vec<u8> {
    let text = "word ".repeat(10_000);
    let mut document = HEAD.replace(" {}", "");
    document.push_str(&format!("  /a: {{get: {{description: {text}, responses: {{}}}}}}\n"));
    for index in 0..number {
        document.push_str(&format!("  /a{index}: {{$ref: '#/paths/~1a'}}\n"));
    }
    document.into_bytes()
}

/// Operations with one parameter, whose long description each of them repeats.
fn operations_with_one_parameter(number: usize) -> Vec<u8> {
    let mut document = HEAD.replace(" {}", "");
    for index in 0..number {
        document.push_str(&format!(
            "  /a{index}: {{get: {{parameters: [{{$ref: '#/components/parameters/p'}}], responses: {{'204': {{description: ok}}}}}}}}\n"
        ));
    }
    document.push_str(&format!(
        "components:\n  parameters:\n    p: {{name: p, in: query, description: {}, schema: {{}}}}\n",
        "word ".repeat(6000)
    ));
    document.into_bytes()
}

/// Properties that are all described by one long text.
fn properties_of_one_description(number: usize) -> String {
    let property = |index| format!("p{index}: {{$ref: '#/components/schemas/A'}}");
    let properties: Vec<_> = (0..number).map(property).collect();
    format!(
        "components:\n  schemas:\n    A: {{type: string, description: {}}}\n    B: {{properties: {{{}}}}}\n",
        "word ".repeat(10_000),
        properties.join(", ")
    )
}

/// The same as a form, whose fields are those of the request.
fn form_of_one_description(subtype: &str, number: usize) -> Vec<u8> {
    let kind = if subtype == "form-data" { "multipart" } else { "application" };
    let fields: Vec<_> =
        (0..number).map(|index| format!("p{index}: {{$ref: '#/components/schemas/A'}}")).collect();
    let mut document = HEAD.replace(" {}", "");
    document.push_str(&format!(
        "  /a: {{post: {{requestBody: {{content: {{{kind}/{subtype}: {{schema: {{type: object, properties: {{{}}}}}}}}}}}, responses: {{'204': {{description: ok}}}}}}}}\n",
        fields.join(", ")
    ));
    document.push_str(&format!(
        "components:\n  schemas:\n    A: {{type: string, description: {}}}\n",
        "word ".repeat(10_000)
    ));
    document.into_bytes()
}

/// An array with many aliases of one value.
fn many_aliases(value: &str) -> String {
    format!("x-a: &a {value}\nx-b:\n{}", "- *a\n".repeat(2000))
}

/// Schemas each of which is a reference to the next.
fn chain(length: usize) -> String {
    let link =
        |number| format!("    A{number}: {{$ref: '#/components/schemas/A{}'}}\n", number + 1);
    let links: String = (0..length).map(link).collect();
    format!("components:\n  schemas:\n{links}    A{length}: {{}}")
}

/// Schemas each of which is a list of the next.
fn lists_of_lists(length: usize) -> String {
    let list = |number| {
        let next = number + 1;
        format!("    A{number}: {{type: array, items: {{$ref: '#/components/schemas/A{next}'}}}}\n")
    };
    let lists: String = (0..length).map(list).collect();
    format!("components:\n  schemas:\n{lists}    A{length}: {{}}")
}
