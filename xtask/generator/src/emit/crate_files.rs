//! The files of the crate that are not Rust.

use super::{TextFile, runtime, sample};
use crate::docs::{code_span, fence, tidy};
use crate::ir::{Api, Operation};
use document::printable::is_printable;

/// All that the manifest of some crate names, so that no crate can be called so.
pub(crate) const DEPENDENCIES: &[&str] = &[
    "base64",
    "bytes",
    "form_urlencoded",
    "futures-core",
    "http",
    "http-body",
    "jiff",
    "percent-encoding",
    "reqwest",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "tokio",
];

/// `Cargo.toml`, `README.md`, licences and `rustfmt.toml` of the crate `name`.
pub(super) fn files(api: &Api, name: &str) -> Vec<TextFile> {
    let file = |path: &str, text: String| TextFile { path: path.to_owned(), origin: None, text };
    vec![
        file("Cargo.toml", manifest(api, name)),
        file("README.md", readme(api, name)),
        file("LICENSE-MIT", include_str!("../../../../LICENSE-MIT").to_owned()),
        file("LICENSE-APACHE", include_str!("../../../../LICENSE-APACHE").to_owned()),
        file(
            "rustfmt.toml",
            "# The generator formats what it generates; two formatters would disagree.\n\
             disable_all_formatting = true\n"
                .to_owned(),
        ),
    ]
}

fn manifest(api: &Api, name: &str) -> String {
    let description =
        toml_string(&format!("Client of the {} API, version {}", api.title, api.version));
    let keywords = if api.is_twilio {
        "\"api\", \"client\", \"http\", \"twilio\""
    } else {
        "\"api\", \"client\", \"http\""
    };
    let tokio = if api.has_environment() {
        "\n[dev-dependencies]\ntokio = { version = \"1.44.2\", features = [\"macros\", \"rt\", \"time\"] }\n"
    } else {
        ""
    };
    let (jiff, jiff_feature) = if runtime::has_dates(api) {
        (
            "jiff = { version = \"0.2\", default-features = false, features = [\"std\"], optional = true }\n",
            "# Dates and points in time as types of jiff.\njiff = [\"dep:jiff\"]\n",
        )
    } else {
        ("", "")
    };
    let has_streams = api.has_downloads() || api.has_uploads();
    let futures = if api.is_paged() || has_streams { "futures-core = \"0.3\"\n" } else { "" };
    let http_body = if has_streams { "http-body = \"1\"\n" } else { "" };
    let has_base64 =
        runtime::parts(api).iter().any(|part| ["base64", "basic"].contains(&part.module));
    let base64 = if has_base64 { "base64 = \"0.23\"\n" } else { "" };
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
description = {description}
edition = "2024"
rust-version = "1.88"
license = "MIT OR Apache-2.0"
documentation = "https://docs.rs/{name}"
readme = "README.md"
keywords = [{keywords}]
categories = ["api-bindings", "web-programming::http-client"]

[features]
default = ["rustls"]
# TLS by rustls, which trusts what the operating system trusts.
rustls = ["reqwest/rustls"]
# TLS by the operating system's own library; OpenSSL on Linux.
native-tls = ["reqwest/native-tls"]
{jiff_feature}
[dependencies]
{base64}# Earlier ones are unsound (RUSTSEC-2026-0007).
bytes = "1.11.1"
form_urlencoded = "1"
{futures}http = "1"
{http_body}{jiff}percent-encoding = "2"
reqwest = {{ version = "0.13", default-features = false }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"
serde_path_to_error = "0.1"
{tokio}
[lints.rust]
missing_docs = "deny"
unsafe_code = "forbid"

[lints.clippy]
pedantic = {{ level = "warn", priority = -1 }}
# The prose of an API's document is not ours to mark up, and its names are not ours to choose.
disallowed_names = "allow"
doc_markdown = "allow"
enum_variant_names = "allow"
module_inception = "allow"
similar_names = "allow"
struct_field_names = "allow"
# Setters return `Self`; a line on each of them would say nothing.
must_use_candidate = "allow"
return_self_not_must_use = "allow"
# Objects, enumerations and operations are as large as the API makes them.
large_enum_variant = "allow"
too_many_lines = "allow"
type_complexity = "allow"
struct_excessive_bools = "allow"
fn_params_excessive_bools = "allow"
"#
    )
}

fn readme(api: &Api, name: &str) -> String {
    let mut text = format!("# {name}\n\n");
    for line in api.docs.lines() {
        text.push_str(&line);
        text.push('\n');
    }
    if let Some(lines) = sample::lines(api, name) {
        let mut code = String::new();
        for line in lines {
            code.push_str(&tidy(&line));
            code.push('\n');
        }
        let fence = fence(&code, 3);
        text.push_str(&format!("\n{fence}rust,no_run\n{code}{fence}\n"));
    }
    text.push_str(
        "\nWhat an operation requires is an argument of its method; what is optional is set on \
         the\nrequest that the method returns. `send` returns the content of the response,\n\
         `send_with_response` status and headers as well. Whatever the API sends and this crate\n\
         does not know is kept: fields in `extra`, values of enumerations in `Unrecognized`.\n\n\
         | method of `Client` | request |\n| --- | --- |\n",
    );
    for operation in api.resources.iter().flat_map(|resource| &resource.operations) {
        text.push_str(&row(operation));
    }
    text.push_str(
        "\n| feature | what it does |\n| --- | --- |\n\
         | `rustls` (default) | TLS by rustls with the certificates of the operating system; its cryptography, `aws-lc`, needs a C compiler to build |\n\
         | `native-tls` | TLS by the operating system's own library |\n",
    );
    if runtime::has_dates(api) {
        text.push_str("| `jiff` | dates and points in time as types of jiff |\n");
    }
    text.push_str("\nWithout TLS, only plain `http` is possible, or an HTTP client of your own.\n");
    text
}

fn row(operation: &Operation) -> String {
    // As it is sent: a vertical bar would end the cell, even in code.
    let path = operation.path.replace('|', "%7C");
    let request = code_span(&format!("{} {path}", operation.method));
    format!("| `{}` | {request} |\n", operation.name.field())
}

/// A basic string of TOML.
fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_printable(c) => quoted.push(c),
            _ => quoted.push(' '),
        }
    }
    quoted.push('"');
    quoted
}
