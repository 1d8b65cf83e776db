//! How a client is made stays as it was when the document gets more ways to reach the API, and to say
//! who calls it.

use generator::lock::Lock;
use generator::surface::Surface;
use generator::{Generated, Input, generate};

/// A document with servers and security as given.
fn document(head: &str) -> String {
    let paths = "
paths:
  /boats:
    get:
      operationId: listBoats
      responses: {'204': {description: Done.}}
";
    format!("openapi: 3.0.3\ninfo: {{title: Ferries, version: 1.0.0}}\n{head}{paths}")
}

/// The crate of a document, and the messages of its warnings.
fn crate_of(spec: &str, lock: Lock) -> (Generated, String) {
    let output = generate(&Input {
        spec: spec.as_bytes().to_vec(),
        spec_name: "ferries.yaml".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        origin: "ferries.yaml".to_owned(),
        name: "ferries".to_owned(),
        lock,
    });
    let messages: Vec<_> =
        output.report_json().iter().map(|it| it["message"].to_string()).collect();
    (output.generated.expect("there is nothing wrong with it"), messages.join("\n"))
}

/// The code of the crate of `after`, which was made of `before`, and the messages of its warnings.
fn after(before: &str, after: &str) -> (String, String) {
    let (old, _) = crate_of(before, Lock::default());
    let lock = Lock::read(&old.api.lock.text()).expect("it is as it was written");
    let (new, messages) = crate_of(after, lock);
    let [old, surface] = [&old, &new]
        .map(|generated| Surface::of(&generated.tree).expect("what is generated is Rust"));
    let changes = old.changes(&surface);
    let broken: Vec<_> = changes.iter().filter(|it| it.breaks()).map(ToString::to_string).collect();
    assert_eq!(broken, [""; 0], "{after}");
    let mut files = new.tree.files();
    let file = files.find(|(path, _)| *path == "src/credentials.rs");
    let (_, code) = file.expect("each crate has it");
    (format!("{code}\n{}", new.api.base_url), messages)
}

const HOST: &str = "servers: [{url: 'https://ferries.example.com'}]\n";

/// Security schemes of the given names, each with a kind.
fn schemes(schemes: &[(&str, &str)], security: &str) -> String {
    let lines = schemes.iter().map(|(name, kind)| format!("    {name}: {kind}\n"));
    format!("security: {security}\ncomponents:\n  securitySchemes:\n{}", lines.collect::<String>())
}

const DESK: (&str, &str) = ("deskKey", "{type: apiKey, in: header, name: X-Desk-Key}");
const CREW: (&str, &str) = ("crewKey", "{type: apiKey, in: header, name: X-Crew-Key}");
const BASIC: (&str, &str) = ("apiKey", "{type: http, scheme: basic}");

#[test]
fn another_scheme_leaves_the_constructor_and_the_method() {
    let one = document(&(HOST.to_owned() + &schemes(&[DESK], "[{deskKey: []}]")));
    for (other, security) in [
        (CREW, "[{deskKey: []}, {crewKey: []}]"),
        (CREW, "[{crewKey: []}, {deskKey: []}]"),
        // Its own name is what the method of the first is called.
        (BASIC, "[{apiKey: []}, {deskKey: []}]"),
    ] {
        let two = document(&(HOST.to_owned() + &schemes(&[other, DESK], security)));
        let (code, _) = after(&one, &two);
        assert!(code.contains("Self::builder().api_key(key).build()"), "{code}");
        assert!(code.contains("self.header_key(\"deskKey\""), "{code}");
    }
}

#[test]
fn a_first_scheme_that_is_not_needed_leaves_the_constructor() {
    let none = document(HOST);
    let one = document(&(HOST.to_owned() + &schemes(&[DESK], "[{deskKey: []}, {}]")));
    let (code, _) = after(&none, &one);
    assert!(code.contains("pub fn new() -> Result<Self, Error>"), "{code}");
}

#[test]
fn a_constructor_goes_with_which_no_operation_can_be_called() {
    let one = document(&(HOST.to_owned() + &schemes(&[DESK], "[{deskKey: []}]")));
    let (old, _) = crate_of(&document(HOST), Lock::default());
    let (new, _) = crate_of(&one, old.api.lock);
    assert!(new.api.security.constructor_scheme().is_some());

    let both = schemes(&[DESK, CREW], "[{deskKey: [], crewKey: []}]");
    let (newer, _) = crate_of(&document(&(HOST.to_owned() + &both)), new.api.lock);
    assert_eq!(newer.api.security.constructor, None);
}

#[test]
fn a_first_server_leaves_the_base_url_an_argument() {
    let (code, _) = after(&document(""), &document(HOST));
    assert!(code.contains("pub fn new(base_url: impl Into<String>)"), "{code}");
    assert!(code.ends_with("\nhttps://ferries.example.com"), "{code}");
}

#[test]
fn the_base_url_stays_where_the_document_has_a_server() {
    let other =
        "servers: [{url: 'https://boats.example.com'}, {url: 'https://ferries.example.com'}]\n";
    let (code, messages) = after(&document(HOST), &document(other));
    assert!(code.ends_with("\nhttps://ferries.example.com"), "{code}");
    assert!(messages.contains("though another server is the first"), "{messages}");

    let moved = "servers: [{url: 'https://boats.example.com'}]\n";
    let (code, _) = after(&document(HOST), &document(moved));
    assert!(code.ends_with("\nhttps://boats.example.com"), "{code}");
}

#[test]
fn a_path_without_a_server_leaves_the_one_of_the_others() {
    let server = "\n    servers: [{url: 'https://ferries.example.com'}]\n    get:";
    let before = document("").replace("\n    get:", server);
    let path =
        "  /aground:\n    get: {operationId: run, responses: {'204': {description: Done.}}}\n";
    let (code, messages) = after(&before, &(before.clone() + path));
    assert!(code.contains("pub fn new() -> Result<Self, Error>"), "{code}");
    assert!(messages.contains("also for paths that name no server"), "{messages}");
}
