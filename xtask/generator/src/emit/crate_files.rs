//! The files of the crate that are not Rust.

use super::{TextFile, manifest, runtime, sample};
use crate::docs::{code_span, fence, tidy};
use crate::ir::{Api, Operation};
use crate::lock;

/// `Cargo.toml`, `README.md`, licences and `rustfmt.toml` of the crate `name`.
pub(super) fn files(api: &Api, name: &str) -> Vec<TextFile> {
    let file = |path: &str, text: String| TextFile { path: path.to_owned(), origin: None, text };
    vec![
        file("Cargo.toml", manifest::manifest(api, name)),
        file("README.md", readme(api, name)),
        file(lock::FILE, api.lock.text()),
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
         does not know is kept: fields in `extra`, values of enumerations in `Unrecognized`. A field\n\
         that need not be there has no value if what is received does not fit its type: that is in\n\
         `extra` as well, and `misfits` of a `Response` tells where and why.\n\n\
         A call may take 60 seconds and each of its attempts 30; its answer may have 32 MiB, that of\n\
         an error 1 MiB, unless the builder of the client says otherwise. An answer that is larger,\n\
         late or broken off is an error that keeps its status, its headers and what arrived of its\n\
         content. A request that failed is sent again where that is safe and may help.\n\n\
         The methods of `Client`, and what they ask for:\n\n",
    );
    for operation in api.resources.iter().flat_map(|resource| &resource.operations) {
        text.push_str(&entry(operation));
    }
    text.push_str(
        "\n| feature | what it does |\n| --- | --- |\n\
         | `rustls` (default) | TLS by rustls with the certificates of the operating system; its cryptography, `aws-lc`, needs a C compiler to build |\n\
         | `native-tls` | TLS by the operating system's own library |\n\
         | `blocking` | `blocking::block_on(..)`, which waits for an answer, for programs that are not asynchronous |\n",
    );
    if runtime::has_dates(api) {
        text.push_str("| `jiff` | dates and points in time as types of jiff |\n");
    }
    text.push_str("\nWithout TLS, only plain `http` is possible, or an HTTP client of your own.\n");
    text
}

/// An entry of a list: long paths make a table wider than the page.
fn entry(operation: &Operation) -> String {
    let request = code_span(&format!("{} {}", operation.method, operation.path));
    format!("- `{}`: {request}\n", operation.name.field())
}
