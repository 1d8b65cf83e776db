//! Documents at random, and real ones with random changes: whatever they say, there is a crate or a
//! diagnostic, and the crate is Rust and the same every time.
//!
//! The choices come from numbers that are the same in every run. `fuzz/` makes others.

mod answers;
pub(crate) mod descriptions;
mod documents;
pub(crate) mod judge;
mod markdown;
mod mutations;
#[path = "names/words.rs"]
mod rust_words;
pub(crate) mod rustdoc;
mod words;

use std::{env, fs};

use arbitrary::Unstructured;
use document::diagnostics::Rendering;
use generator::lock::Lock;
use generator::{Generated, Input, Output, generate};
use serde_json::{Value, json};

use crate::openapi31::say_in_3_1;
use crate::project;

fn output(name: &str, spec: &[u8]) -> Output {
    generate(&Input {
        spec: spec.to_vec(),
        spec_name: name.to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: name.to_owned(),
        name: "hostile".to_owned(),
    })
}

/// Prints a document if something panics over it.
struct Witness<'s>(&'s str, &'s [u8]);

impl Drop for Witness<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}:\n{}", self.0, String::from_utf8_lossy(self.1));
        }
    }
}

/// Checks what is made of a document, and returns whether it is a crate.
///
/// # Errors
///
/// What does not hold.
fn check(name: &str, spec: &[u8]) -> Result<bool, String> {
    let _witness = Witness(name, spec);
    let first = output(name, spec);
    if first.generated.is_some() == first.diagnostics.has_errors() {
        return Err("there is either a crate or an error".to_owned());
    }
    let report = first.report(&Rendering { verbose: false, ..Rendering::default() });
    if report.contains("error[internal]") || report.contains('\u{1b}') {
        return Err(report);
    }
    let second = output(name, spec);
    let tree = |output: Output| output.generated.map(|generated| generated.tree);
    let (first, second) = (tree(first), tree(second));
    if first != second {
        return Err("the crate is not the same twice".to_owned());
    }
    if let Some(tree) = &first {
        judge::check(tree)?;
        rustdoc::check(tree)?;
    }
    Ok(first.is_some())
}

/// Bytes to choose with, which are others for each number.
pub(crate) fn choices(number: u64, length: usize) -> Vec<u8> {
    let mut state = number;
    let mut next = || {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).to_le_bytes()
    };
    (0..length / 8).flat_map(|_| next()).collect()
}

/// Checks so many documents, or as many as `HOSTILE_DOCUMENTS` in the environment says, of which at
/// least one in `part` has to be such that there is a crate.
#[track_caller]
fn check_many(
    number: u64,
    part: u64,
    mut make: impl FnMut(&mut Unstructured<'_>) -> arbitrary::Result<(&'static str, Vec<u8>)>,
) {
    let wanted = env::var("HOSTILE_DOCUMENTS").ok().and_then(|number| number.parse().ok());
    let number = wanted.unwrap_or(number);
    let mut crates = 0;
    let mut failures = Vec::new();
    for number in 0..number {
        let bytes = choices(number, 8192);
        let (name, spec) = make(&mut Unstructured::new(&bytes)).expect("the rest is zeros");
        match check(name, &spec) {
            Ok(is_crate) => crates += u64::from(is_crate),
            Err(problem) => failures.push(format!("{problem}\n{}", String::from_utf8_lossy(&spec))),
        }
    }
    let problems: Vec<_> = failures.iter().filter_map(|failure| failure.lines().next()).collect();
    assert!(failures.is_empty(), "{}\n{}", problems.join("\n"), failures[0]);
    assert!(crates >= number / part, "only {crates} of {number} documents gave a crate");
}

#[test]
fn random_documents() {
    check_many(100, 2, |u| Ok(("random.json", documents::document(u)?.to_string().into_bytes())));
}

#[test]
fn random_documents_in_the_words_of_3_1() {
    check_many(40, 2, |u| {
        let mut document = documents::document(u)?;
        say_in_3_1(&mut document);
        Ok(("random.json", document.to_string().into_bytes()))
    });
}

/// The documents of the fixtures.
fn fixtures() -> Vec<String> {
    let folder = fs::read_dir(project::path("tests/fixtures")).expect("the folder is there");
    let mut files: Vec<_> =
        folder.map(|entry| entry.expect("the folder can be read").path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.iter().map(|file| fs::read_to_string(file).expect("a fixture can be read")).collect()
}

/// The same as values, but for a document whose tags mean nothing to the library that reads YAML here.
fn fixture_values() -> Vec<Value> {
    let fixtures = fixtures();
    let values: Vec<_> =
        fixtures.iter().filter_map(|text| serde_yaml::from_str(text).ok()).collect();
    assert_eq!(values.len() + 1, fixtures.len());
    values
}

#[test]
fn changed_values() {
    let values = fixture_values();
    check_many(100, 10, |u| {
        let mut value = u.choose(&values)?.clone();
        mutations::change_values(u, &mut value)?;
        Ok(("changed.json", value.to_string().into_bytes()))
    });
}

#[test]
fn changed_values_of_3_1() {
    let values = fixture_values();
    check_many(60, 10, |u| {
        let mut value = u.choose(&values)?.clone();
        say_in_3_1(&mut value);
        mutations::change_values(u, &mut value)?;
        Ok(("changed.json", value.to_string().into_bytes()))
    });
}

#[test]
fn changed_bytes() {
    let fixtures = fixtures();
    check_many(100, 50, |u| {
        let mut text = u.choose(&fixtures)?.clone().into_bytes();
        mutations::change_bytes(u, &mut text)?;
        Ok(("changed.yaml", text))
    });
}

/// Every description is Markdown that nobody hopes for. The numbers of the choices are others than
/// for what they are written into, so that there are enough.
#[test]
fn hostile_descriptions() {
    let values = fixture_values();
    check_many(150, 2, |u| {
        let mut value = u.choose(&values)?.clone();
        let bytes = choices(u.arbitrary()?, 1 << 17);
        descriptions::describe(&mut Unstructured::new(&bytes), &mut value)?;
        Ok(("described.json", value.to_string().into_bytes()))
    });
}

/// Parts of URLs, some of which are read otherwise than they look.
const PIECES: [&str; 24] = [
    "https:",
    "HTTPS:",
    "http:",
    "//",
    "/",
    "\\",
    "@",
    ":",
    ":443",
    "?",
    "#",
    "%2e",
    "%5c",
    "\t",
    "\u{0}",
    "api.twilio.com",
    ".twilio.com",
    "twilio.com",
    "evil.example",
    "[::1]",
    "\u{ff0e}",
    "{x}",
    "..",
    "a",
];

/// Wherever a server leads, it is where one sees it lead, and only Twilio's hosts are Twilio's.
#[test]
fn servers_lead_where_they_seem_to() {
    let mut crates = 0;
    for number in 0..1500 {
        let bytes = choices(number, 256);
        let mut u = Unstructured::new(&bytes);
        let mut url = |starts: &[&str]| {
            let start = (*u.choose(starts).unwrap_or(&"")).to_owned();
            let pieces = u.int_in_range(0..=3).unwrap_or(0);
            let pieces = (0..pieces).map(|_| *u.choose(&PIECES).unwrap_or(&"a"));
            start + &pieces.collect::<String>()
        };
        let starts =
            ["", "https://", "https://evil.example", "https://api.twilio.com", "https://{x}"];
        let (api, own, value) = (url(&starts), url(&starts), url(&["", "a", "evil.example"]));
        let variables = json!({"x": {"default": value}});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "t", "version": "1"},
            "servers": [{"url": api, "variables": variables}],
            "security": [{"b": []}],
            "paths": {"/a": {"get": {
                "operationId": "a",
                "servers": [{"url": own, "variables": variables}],
                "responses": {"204": {"description": "ok"}},
            }}},
            "components": {"securitySchemes": {"b": {"type": "http", "scheme": "basic"}}},
        });
        let output = output("servers.json", document.to_string().as_bytes());
        let report = output.report(&Rendering::default());
        let Some(Generated { api, .. }) = output.generated else { continue };
        crates += 1;
        let host = |url: &str| {
            let parsed = reqwest::Url::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert!(!url.contains(['\\', '?', '#']), "{document}: {url}");
            let host = parsed.host_str().expect("it has a host").to_owned();
            assert!(url.starts_with(&format!("{}://{host}", parsed.scheme())), "{document}: {url}");
            host
        };
        let is_twilio = |host: &str| host == "twilio.com" || host.ends_with(".twilio.com");
        // A path goes to the base URL that the user sets.
        let is_path = |url: &str| url.is_empty() || url.starts_with('/') && !url.starts_with("//");
        let base = (!is_path(&api.base_url)).then(|| host(&api.base_url));
        assert_eq!(api.is_twilio, base.as_deref().is_some_and(is_twilio), "{document}");
        for server in api.operations().filter_map(|operation| operation.server.as_deref()) {
            if is_path(server) {
                continue;
            }
            let is_same = base.as_ref() == Some(&host(server));
            assert!(is_same || report.contains("warning[other-host]"), "{document}: {report}");
        }
    }
    assert!(crates > 50, "only {crates} documents gave a crate");
}
