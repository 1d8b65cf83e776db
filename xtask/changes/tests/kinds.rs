//! Each row of the table: a pair of documents that differ in that, and what is said of it.
//!
//! A pair is a file of `pairs/` that reads as a diff: lines that only the old document has begin with
//! `-`, those of the new one with `+`. Behind an empty line stands what is reported. Run the test with
//! `UPDATE_EXPECT=1` in the environment to write that down as it is found, and review it as prose.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use changes::pairs::PAIRS;
use changes::table::{Row, TABLE};
use changes::{Change, Kind, Pair, Side, Source, Version, compare};
use difference::difference;
use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::parallel::map_large;
use generator::surface::{self, Surface};
use generator::{Generated, Input, generate};

#[path = "../../../tests/difference.rs"]
mod difference;

/// The folder of the pairs.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pairs")
}

/// The crate of a document, or why there is none.
fn crate_of(text: String, lock: Lock) -> Result<Generated, String> {
    let input = Input {
        spec: text.into_bytes(),
        spec_name: "api.yaml".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        origin: "api.yaml".to_owned(),
        name: "pets".to_owned(),
        lock,
    };
    let output = generate(&input);
    let report = output.report(&Rendering::default());
    output.generated.ok_or(report)
}

/// The crates of both documents; the new one with the lock of the old one, as `codegen` makes it.
fn crates(pair: &Pair<'_>) -> Result<[Generated; 2], String> {
    let old = crate_of(pair.before(), Lock::default())?;
    let lock = match pair.lock() {
        _ if pair.is_without_lock() => Lock::default(),
        Some(text) => Lock::read(&text).expect("the lock can be read"),
        None => Lock::read(&old.api.lock.text()).expect("the lock can be read"),
    };
    let new = crate_of(pair.after(), lock)?;
    Ok([old, new])
}

/// What is reported, as text.
fn report(changes: &[Change]) -> String {
    let mut report = String::new();
    for change in changes {
        let side = match change.side {
            Side::Any => "",
            Side::Sent => " (sent)",
            Side::Received => " (received)",
            Side::Both => " (sent and received)",
        };
        let _ = writeln!(report, "{}{side}: {}", change.kind.code(), change.what);
        for (word, place) in [("was", &change.old), ("is", &change.new)] {
            if let Some(place) = place {
                let _ = writeln!(report, "  {word} {place}");
            }
        }
        if !change.items.is_empty() {
            let _ = writeln!(report, "  touches {}", change.items.join(", "));
        }
    }
    report
}

/// What has become of the public items of the crate.
fn source([old, new]: &[Generated; 2]) -> (Source, String) {
    let [old, new] = [&old.tree, &new.tree];
    // That is seen faster.
    if old == new {
        return (Source::Same, String::new());
    }
    let [old, new] = [old, new].map(|tree| Surface::of(tree).expect("the crate is Rust"));
    let changes = old.changes(&new);
    let source = match changes.iter().map(surface::Change::breaks).max() {
        None => Source::Same,
        Some(false) => Source::Adds,
        Some(true) => Source::Breaks,
    };
    let lines: Vec<_> = changes.iter().map(ToString::to_string).collect();
    (source, lines.join("\n"))
}

/// What is wrong with the pair of a row.
fn check(row: &Row) -> String {
    let name = row.name();
    let path = folder().join(format!("{name}.diff"));
    let Ok(text) = fs::read_to_string(&path) else {
        return format!("{name}: there is no pair\n");
    };
    let pair = Pair::read(&text);
    let crates = match crates(&pair) {
        Ok(crates) => crates,
        Err(report) => return format!("{name}:\n{report}"),
    };
    let [old, new] =
        [0, 1].map(|index| Version { api: &crates[index].api, document: &crates[index].document });
    let changes = compare(old, new);

    let mut problems = String::new();
    let is_row = |change: &&Change| change.kind == row.kind;
    let on_side = |change: &Change| row.side == Side::Any || change.side == row.side;
    if !changes.iter().any(|change| is_row(&change) && on_side(change)) {
        let _ = writeln!(problems, "{name} is not reported:\n{}", report(&changes));
    }
    let others: BTreeSet<_> =
        changes.iter().filter(|it| !is_row(it)).map(|it| it.kind.code()).collect();
    let named: BTreeSet<_> = pair.companions().collect();
    if !others.iter().map(String::as_str).eq(named.iter().copied()) {
        let _ = writeln!(problems, "{name} is reported with {others:?}");
    }
    let said = changes.iter().map(|change| change.verdicts().source).max();
    let (found, items) = source(&crates);
    if said != Some(found) {
        let _ = writeln!(problems, "{name}: source {said:?}, but public items {found:?}:\n{items}");
    }
    let reported = report(&changes);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, pair.with_report(&reported)).expect("it can be written");
    } else if let Some(difference) = difference(&name, pair.report(), &reported) {
        problems += &difference;
    }
    problems
}

#[test]
fn every_row_is_shown_by_a_pair_of_documents() {
    let problems = map_large(TABLE.iter().collect(), check).concat();
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn every_pair_belongs_to_a_row() {
    let rows: BTreeSet<String> = TABLE.iter().map(|row| format!("{}.diff", row.name())).collect();
    let files = fs::read_dir(folder()).expect("the folder can be read");
    let files = files.map(|file| file.expect("it can be read").file_name());
    let files: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(files, rows);
    let pairs = PAIRS.iter().map(|(name, _)| format!("{name}.diff")).collect();
    assert_eq!(files, pairs);
}

/// The order of what has to be given is no part of an API: the lock keeps it.
#[test]
fn what_is_only_in_another_order_is_no_change() {
    for name in ["inputs-reordered", "fields-reordered"] {
        let row = TABLE.iter().find(|row| row.name() == name).expect("there is a row");
        let pair = row.pair();
        let old = crate_of(pair.before(), Lock::default()).expect("it is generated");
        let new = crate_of(pair.after(), old.api.lock.clone()).expect("it is generated");
        let [was, is] =
            [&old, &new].map(|crate_| Version { api: &crate_.api, document: &crate_.document });
        assert_eq!(compare(was, is), [], "{name}");
    }
}

#[test]
fn every_kind_has_a_row_and_a_text() {
    let source = include_str!("../src/kind.rs");
    let (_, from) = source.split_once("pub enum Kind {").expect("it is there");
    let (variants, _) = from.split_once('}').expect("it ends");
    let declared: Vec<&str> =
        variants.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    let kinds: Vec<String> = Kind::all().iter().map(|kind| format!("{kind:?}")).collect();
    assert_eq!(kinds, declared, "in the order of the table");
    for kind in Kind::all() {
        assert_eq!(Kind::of_code(&kind.code()), Some(kind));
        let explanation = kind.explanation();
        assert!(explanation.contains("\nWhat to do: "), "{explanation}");
        assert_eq!(explanation.matches("\n```diff\n").count(), kind.rows().count());
        for row in kind.rows() {
            assert!(row.summary.ends_with('.') && row.why.ends_with('.'), "{}", row.name());
        }
    }
}

/// What may be sent again follows from the method, unless something else is said of the operation.
#[test]
fn methods_and_what_is_said_of_them_come_to_one_change() {
    let document = |method: &str, idempotent: Option<bool>| {
        let told = idempotent.map(|told| format!("      x-rust-idempotent: {told}\n"));
        let text = format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    {method}:
      operationId: change_pets
{}      responses: {{'204': {{description: Done.}}}}
",
            told.unwrap_or_default()
        );
        crate_of(text, Lock::default()).expect("it is a document")
    };
    for (old, new, kinds) in [
        (("put", None), ("put", Some(false)), &[Kind::IdempotenceChanged][..]),
        (("put", Some(false)), ("put", None), &[Kind::IdempotenceChanged]),
        (("put", None), ("post", None), &[Kind::MethodChanged]),
        (("put", None), ("post", Some(true)), &[Kind::MethodChanged]),
        (("put", Some(false)), ("post", None), &[Kind::MethodChanged]),
        (
            ("put", Some(false)),
            ("post", Some(true)),
            &[Kind::IdempotenceChanged, Kind::MethodChanged],
        ),
        // What it says is what the method says, of which there is a warning.
        (("put", None), ("put", Some(true)), &[]),
    ] {
        let [was, is] = [old, new].map(|(method, told)| document(method, told));
        let [was, is] =
            [&was, &is].map(|crate_| Version { api: &crate_.api, document: &crate_.document });
        let mut found: Vec<Kind> = compare(was, is).iter().map(|change| change.kind).collect();
        found.retain(|kind| *kind != Kind::DocumentationChanged);
        assert_eq!(found, kinds, "{old:?} {new:?}");
    }
}

/// Whatever says how pages are found: the document itself, or an overlay.
#[test]
fn pages_that_are_found_otherwise() {
    let document = |told: &str, required: &str| {
        let text = format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    get:
      operationId: list_pets
      x-rust-pages: {told}
      parameters:
        - {{name: limit, in: query, schema: {{type: integer}}}}
        - {{name: page, in: query, schema: {{type: integer}}}}
        - {{name: cursor, in: query, schema: {{type: string}}}}
        - {{name: after, in: query, schema: {{type: string}}}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [{required}]
                properties:
                  pets: {{type: array, items: {{type: string}}}}
                  next_cursor: {{type: string}}
                  more: {{type: boolean}}
"
        );
        crate_of(text, Lock::default()).unwrap_or_else(|report| panic!("{report}"))
    };
    let cursor = "{token: {from: /next_cursor, as: cursor}}";
    let page = "{number: {as: page, first: 1}}";
    for (old, new, is_changed) in [
        ("{url: /next_cursor}", "{url: /next_cursor, items: /pets}", false),
        (cursor, "{token: {from: /next_cursor, as: after}}", true),
        (cursor, "{link: true}", true),
        (cursor, page, true),
        (page, "{number: {as: limit, first: 1}}", true),
        (page, "{number: {as: page, first: 0}}", true),
        (page, "{number: {as: page, first: 1, more: /more}}", true),
        (page, "{offset: {as: page, first: 1}}", true),
        ("{link: true}", "{url: /next_cursor}", true),
    ] {
        let [old_crate, new_crate] = [old, new].map(|told| document(told, ""));
        let [was, is] = [&old_crate, &new_crate]
            .map(|crate_| Version { api: &crate_.api, document: &crate_.document });
        let has_changed = compare(was, is).iter().any(|change| change.kind == Kind::PagesChanged);
        assert_eq!(has_changed, is_changed, "{old} {new}");
    }
    // That a token is always there is a change of the token.
    let [old, new] = ["", "next_cursor"].map(|required| document(cursor, required));
    let [was, is] =
        [&old, &new].map(|crate_| Version { api: &crate_.api, document: &crate_.document });
    assert!(compare(was, is).iter().all(|change| change.kind != Kind::PagesChanged));
}

/// Schemas of which each has the next one several times are as many as there are.
#[test]
fn parts_that_are_repeated_are_read_once() {
    let document = |most: usize| {
        let mut text = "openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      operationId: list_pets
      parameters: [{name: name, in: query, schema: {$ref: '#/components/schemas/S0'}}]
      responses: {'204': {description: Done.}}
components:
  schemas:
"
        .to_owned();
        for number in 0..30 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", number + 1);
            writeln!(text, "    S{number}: {{allOf: [{next}, {next}, {next}]}}")
                .expect("it is text");
        }
        text + &format!("    S30: {{type: string, maxLength: {most}}}\n")
    };
    let old = crate_of(document(5), Lock::default()).expect("it is a document");
    let new = crate_of(document(6), old.api.lock.clone()).expect("it is a document");
    let changes = compare(
        Version { api: &old.api, document: &old.document },
        Version { api: &new.api, document: &new.document },
    );
    let kinds: Vec<Kind> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::LimitLoosened]);
}

/// Whatever says how one waits for something.
#[test]
fn waits_that_end_otherwise() {
    let document = |told: &str, required: &str| {
        let text = format!(
            "openapi: 3.0.3
info: {{title: Jobs, version: '1'}}
paths:
  /jobs:
    post:
      operationId: create
      x-rust-wait: {told}
      responses: &job
        '200':
          description: The job.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Job'}}}}}}
  /jobs/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {{operationId: fetch, responses: *job}}
    put: {{operationId: renew, responses: *job}}
components:
  schemas:
    Job:
      type: object
      required: [{required}]
      properties:
        id: {{type: string}}
        other: {{type: string}}
        state: {{type: string}}
        phase: {{type: string}}
        inner: {{type: object, properties: {{state: {{type: string}}}}}}
"
        );
        crate_of(text, Lock::default()).unwrap_or_else(|report| panic!("{report}"))
    };
    let told = |until: &str, id: &str, rest: &str| {
        format!("{{until: {until}, poll: fetch, with: {{id: {id}}}, {rest}}}")
    };
    let usual = "status: /state, success: [done, ok]";
    let wait = |rest: &str| told("done", "/id", rest);
    let both = format!("[{}, {}]", wait(usual), told("over", "/id", usual));
    let by_put = wait(usual).replace("fetch", "renew");
    let (changed, other) = (Kind::WaitChanged, Kind::WaitReturnsAnother);
    for (new, kinds) in [
        (wait("success: [ok, done], status: /state"), &[][..]),
        (wait("status: /state, success: [done]"), &[changed]),
        (wait("status: /phase, success: [done, ok]"), &[changed]),
        (wait("status: /state, success: [done, ok], failure: [no]"), &[changed]),
        (wait("status: /state, success: [done, ok], pending: []"), &[changed]),
        (wait("status: /state, success: [done, ok], code: /phase"), &[changed]),
        (wait("status: /state, success: [done, ok], message: /phase"), &[changed]),
        (told("done", "/other", usual), &[changed]),
        (by_put, &[changed]),
        (wait("of: /inner, status: /state, success: [done, ok]"), &[other]),
        (told("over", "/id", usual), &[Kind::WaitRenamed]),
        (told("over", "/other", usual), &[Kind::WaitRemoved, Kind::WaitAdded]),
        (both, &[Kind::WaitAdded]),
    ] {
        let (old, new) = (document(&wait(usual), "id"), document(&new, "id"));
        let [was, is] =
            [&old, &new].map(|crate_| Version { api: &crate_.api, document: &crate_.document });
        let found: Vec<Kind> = compare(was, is).iter().map(|change| change.kind).collect();
        let found: Vec<Kind> =
            found.into_iter().filter(|kind| *kind != Kind::DocumentationChanged).collect();
        assert_eq!(found, kinds, "{:?}", new.api.operations().next());
    }
    // That a property is required now is told of the property.
    let (old, new) = (document(&wait(usual), "id"), document(&wait(usual), "id, state"));
    let [was, is] =
        [&old, &new].map(|crate_| Version { api: &crate_.api, document: &crate_.document });
    let kinds = [Kind::WaitChanged, Kind::WaitReturnsAnother];
    assert!(compare(was, is).iter().all(|change| !kinds.contains(&change.kind)));
}
