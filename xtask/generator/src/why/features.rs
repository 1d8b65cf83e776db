//! The modules that callers can name, and the features of a crate: they are no items of the surface.

use crate::tree::Tree;

/// The modules, and what there is to say of each.
const MODULES: [(&str, &str); 11] = [
    (
        "blocking",
        "Each crate has it, by the feature `blocking`: it comes from `templates/src/blocking.rs`.",
    ),
    (
        "events",
        "The document describes callbacks or webhooks: it has a type for each, by the feature `webhooks`.",
    ),
    (
        "guide",
        "The project ships a guide with the crate (`spec/guide.md`), which is compiled as its documentation.",
    ),
    (
        "mock",
        "Each crate has it, by the feature `mock`: it comes from `templates/src/mock.rs` and the files below that.",
    ),
    (
        "mocked",
        "Each crate has it, by the feature `mock`: it has a type for the requests of each operation, as a mock received them.",
    ),
    ("models", "The document has objects, enumerations or unions: it has a type for each."),
    ("operations", "Each crate has it: it has the requests of all operations."),
    (
        "receive",
        "The document describes callbacks or webhooks, or the API is Twilio's: it comes from `templates/src/receive.rs`, by the feature `webhooks`.",
    ),
    (
        "servers",
        "The document leaves callers a choice of servers, or has variables in their URLs: it has a constant or a type for each.",
    ),
    ("verified_event", "The API is Twilio's, and the document describes callbacks or webhooks."),
    (
        "webhooks",
        "The API is Twilio's: it comes from `templates/src/webhooks.rs` and the files below that, by the feature `webhooks`.",
    ),
];

/// The features, and what there is to say of each.
const FEATURES: [(&str, &str); 8] = [
    ("blocking", "Each crate has it, for programs that are not asynchronous."),
    ("default", "Each crate has it: TLS by `rustls`."),
    (
        "jiff",
        "The document has dates or points in time (`format: date`, `date-time` and the like), which it makes types of jiff.",
    ),
    ("mock", "Each crate has it: a stand-in for the API, for tests without a network."),
    ("native-tls", "Each crate has it: TLS by the operating system's own library."),
    ("rustls", "Each crate has it: TLS by rustls."),
    ("tracing", "Each crate has it: a span for each call."),
    ("webhooks", "The API is Twilio's, or the document describes callbacks or webhooks."),
];

/// The modules and the features that a crate has: the name of each, what it is, and why it is there.
pub(super) fn all(tree: &Tree) -> Vec<(String, &'static str, &'static str)> {
    let text = |path: &str| tree.files().find(|(known, _)| *known == path).map(|(_, text)| text);
    let root = text("src/lib.rs").unwrap_or_default();
    let manifest = text("Cargo.toml").unwrap_or_default();
    let features = manifest.split("[features]").nth(1).unwrap_or_default();
    let features = features.split("\n[").next().unwrap_or_default();
    let has_module = |name: &str| {
        let has = |line: &str| line.trim_end_matches([';', '}', '{', ' ']).ends_with(name);
        root.lines().any(|line| line.starts_with("pub mod ") && has(line))
    };
    let has_feature =
        |name: &str| features.lines().any(|line| line.starts_with(&format!("{name} =")));
    let modules = MODULES.iter().filter(|(name, _)| has_module(&format!(" {name}")));
    let modules = modules.map(|(name, text)| ((*name).to_owned(), "a module", *text));
    let features = FEATURES.iter().filter(|(name, _)| has_feature(name));
    let features = features.map(|(name, text)| (format!("feature::{name}"), "a feature", *text));
    modules.chain(features).collect()
}
