//! The files of the crate that are not Rust.

use super::{TextFile, front_page, manifest};
use crate::ir::Api;
use crate::lock;

/// `Cargo.toml`, `README.md`, licences and `rustfmt.toml` of the crate `name`.
pub(super) fn files(api: &Api, name: &str) -> Vec<TextFile> {
    let file = |path: &str, text: String| TextFile { path: path.to_owned(), origin: None, text };
    vec![
        file("Cargo.toml", manifest::manifest(api, name)),
        file("README.md", front_page::readme(api, name)),
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
