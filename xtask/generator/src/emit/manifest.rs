//! `Cargo.toml` of the crate.
//!
//! Versions and lints are those under which the runtime is compiled and tested: they are taken from
//! its manifest, and edition and minimum version of Rust from that of the workspace.

use toml_edit::{DocumentMut, Item, Table, Value};

use super::runtime;
use crate::ir::Api;

/// The manifest of the runtime.
const RUNTIME: &str = include_str!("../../../../templates/Cargo.toml");

/// The manifest of the workspace.
const WORKSPACE: &str = include_str!("../../../../Cargo.toml");

/// What only the feature `webhooks` of Twilio's APIs depends on.
const WEBHOOKS: [&str; 3] = ["hmac", "sha1", "sha2"];

/// What the feature `mock` depends on, as other parts of some crates do.
const ALSO_OF_MOCK: [&str; 2] = ["base64", "futures-core"];

/// The names of all crates that a generated one may depend on.
pub(crate) fn dependencies() -> Vec<String> {
    let runtime = parse(RUNTIME);
    let table = runtime["dependencies"].as_table();
    table.into_iter().flatten().map(|(name, _)| name.to_owned()).collect()
}

/// The manifest of the crate `name`.
pub(super) fn manifest(api: &Api, name: &str) -> String {
    let (runtime, workspace) = (parse(RUNTIME), parse(WORKSPACE));
    let mut manifest = DocumentMut::new();
    manifest["package"] = Item::Table(package(api, name, &workspace["workspace"]["package"]));
    manifest["features"] = Item::Table(features(api, &runtime));
    let mut dependencies = runtime["dependencies"].clone();
    if let Item::Table(dependencies) = &mut dependencies {
        for (_, dependency) in dependencies.iter_mut().filter(|(name, _)| is_of_mock(api, name)) {
            if let Some(version) = dependency.as_str() {
                let optional = format!("{{ version = \"{version}\", optional = true }}");
                *dependency = Item::Value(value(&optional));
            }
        }
        dependencies.retain(|name, _| is_needed(api, name) || is_of_mock(api, name));
    }
    manifest["dependencies"] = dependencies;
    if api.environment_scheme().is_some() {
        let version = runtime["dev-dependencies"]["tokio"]["version"].as_str().unwrap_or_default();
        let tokio =
            format!("{{ version = \"{version}\", features = [\"macros\", \"rt\", \"time\"] }}");
        manifest["dev-dependencies"] = Item::Table(Table::from_iter([("tokio", value(&tokio))]));
    }
    manifest["lints"] = runtime["lints"].clone();
    manifest.to_string()
}

/// A manifest of this workspace. That they are TOML is what cargo has built this program from.
fn parse(manifest: &str) -> DocumentMut {
    manifest.parse().unwrap_or_default()
}

/// A value as it is written.
fn value(text: &str) -> Value {
    text.parse().unwrap_or_else(|_| Value::from(text))
}

fn package(api: &Api, name: &str, workspace: &Item) -> Table {
    let mut package = Table::new();
    let mut set = |key: &str, text: &str| package[key] = toml_edit::value(text);
    set("name", name);
    set("version", &api.crate_version.to_string());
    set(
        "description",
        &printable(&format!("Client of the {} API, version {}", api.title, api.version)),
    );
    for key in ["edition", "rust-version", "license"] {
        set(key, workspace[key].as_str().unwrap_or_default());
    }
    set("documentation", &format!("https://docs.rs/{name}"));
    set("readme", "README.md");
    let keywords: &[&str] = if api.is_twilio {
        &["api", "client", "http", "twilio"]
    } else {
        &["api", "client", "http"]
    };
    package["keywords"] = toml_edit::value(keywords.iter().copied().collect::<toml_edit::Array>());
    let categories = ["api-bindings", "web-programming::http-client"];
    package["categories"] = toml_edit::value(categories.into_iter().collect::<toml_edit::Array>());
    package
}

fn features(api: &Api, runtime: &DocumentMut) -> Table {
    let mut features = Table::new();
    let mut add = |name: &str, needs: &[&str], comment: &str| {
        features[name] = toml_edit::value(needs.iter().copied().collect::<toml_edit::Array>());
        if let Some(mut key) = features.key_mut(name).filter(|_| !comment.is_empty()) {
            key.leaf_decor_mut().set_prefix(format!("# {comment}\n"));
        }
    };
    add("default", &["rustls"], "");
    add(
        "rustls",
        &["reqwest/rustls"],
        "TLS by rustls, which trusts what the operating system trusts.",
    );
    let native = "TLS by the operating system's own library; OpenSSL on Linux.";
    add("native-tls", &["reqwest/native-tls"], native);
    add(
        "blocking",
        &[],
        "A function that waits for answers, for programs that are not asynchronous.",
    );
    let needs = runtime["features"]["mock"].as_array().into_iter().flatten();
    let also = ALSO_OF_MOCK.iter().filter(|name| is_of_mock(api, name));
    let mut needs: Vec<String> = needs
        .filter_map(|needed| needed.as_str().map(str::to_owned))
        .chain(also.map(|name| format!("dep:{name}")))
        .collect();
    needs.sort_unstable();
    let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
    add("mock", &needs, "A stand-in for the API, for tests without a network or an account.");
    let tracing = "A span for each call, with OpenTelemetry's names.";
    add("tracing", &["dep:tracing"], tracing);
    if runtime::has_dates(api) {
        add("jiff", &["dep:jiff"], "Dates and points in time as types of jiff.");
    }
    if api.is_twilio {
        let needs: Vec<_> = WEBHOOKS.iter().map(|name| format!("dep:{name}")).collect();
        let needs: Vec<_> = needs.iter().map(String::as_str).collect();
        add("webhooks", &needs, "Whether a webhook comes from Twilio: the check of its signature.");
    } else if !api.callbacks.is_empty() {
        add("webhooks", &[], "What the API sends to servers of its users, as types.");
    }
    features
}

/// Whether the crate depends on something that the runtime as a whole does.
fn is_needed(api: &Api, dependency: &str) -> bool {
    let streams_bytes = api.has_downloads() || api.has_uploads();
    match dependency {
        "base64" => runtime::modules(api)
            .iter()
            .any(|part| ["base64", "basic", "oauth", "webhooks"].contains(&part.module)),
        "futures-core" => api.is_paged() || api.has_streams() || streams_bytes,
        "jiff" => runtime::has_dates(api),
        name if WEBHOOKS.contains(&name) => api.is_twilio,
        _ => true,
    }
}

/// Whether only the feature `mock` depends on it, where other crates do in any case.
fn is_of_mock(api: &Api, dependency: &str) -> bool {
    ALSO_OF_MOCK.contains(&dependency) && !is_needed(api, dependency)
}

/// Text of the document on one line.
fn printable(text: &str) -> String {
    text.chars().map(|c| if document::printable::is_printable(c) { c } else { ' ' }).collect()
}
