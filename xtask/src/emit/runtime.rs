//! The runtime: modules of `templates`, copied as they stand.

use super::TextFile;
use crate::ir::{Api, Presence, Shape};

/// A module of the runtime.
pub(super) struct Part {
    /// Its name.
    pub(super) module: &'static str,
    /// The names that the root of the crate offers.
    pub(super) exports: &'static [&'static str],
    /// Its files, its own and those of modules within it: paths and texts.
    files: Vec<(String, &'static str)>,
}

macro_rules! part {
    ($module:literal $(/ $within:literal)*, $exports:expr) => {
        Part {
            module: $module,
            exports: &$exports,
            files: vec![
                (format!("{}.rs", $module), include_str!(concat!("../../../templates/src/", $module, ".rs"))),
                $((
                    format!("{}/{}.rs", $module, $within),
                    include_str!(concat!("../../../templates/src/", $module, "/", $within, ".rs")),
                ),)*
            ],
        }
    };
}

/// The modules that the client of an API needs.
pub(super) fn parts(api: &Api) -> Vec<Part> {
    let mut parts = vec![
        part!("client", ["Client", "ClientBuilder"]),
        part!(
            "error" / "api" / "decode",
            ["ApiError", "BuildError", "ContentError", "DecodeError", "Error", "TransportError"]
        ),
        part!("headers", ["FromHeaders"]),
        part!("parameter", ["Json", "Parameter"]),
        part!("request", ["Request"]),
        part!("response", ["Content", "NoContent", "Response"]),
    ];
    if !api.identifiers.is_empty() {
        parts.push(part!("identifier", ["ParseIdentifierError"]));
    }
    if shapes(api).any(|shape| matches!(shape, Shape::Enum(_))) {
        parts.push(part!("string_enum", []));
    }
    if shapes(api).any(has_nullable) {
        parts.push(part!("nullable", ["Nullable"]));
    }
    if api.is_paged() {
        parts.push(part!("pages", ["Items", "Page", "Pages"]));
    }
    if shapes(api).any(|shape| matches!(shape, Shape::Union(_))) {
        parts.push(part!("union", []));
    }
    if api.is_twilio {
        parts.push(part!("twilio", []));
    }
    parts
}

/// The files of these modules.
pub(super) fn files(api: &Api) -> Vec<TextFile> {
    let file = |(path, text): (String, &str)| TextFile {
        origin: Some(format!("templates/src/{path}")),
        path: format!("src/{path}"),
        text: text.to_owned(),
    };
    parts(api).into_iter().flat_map(|part| part.files).map(file).collect()
}

fn shapes(api: &Api) -> impl Iterator<Item = &Shape> {
    api.models.iter().flat_map(|group| &group.models).map(|model| &model.shape)
}

fn has_nullable(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(shape) => {
            shape.fields.iter().any(|field| field.presence == Presence::OptionalNullable)
        }
        Shape::Enum(_) | Shape::Union(_) => false,
    }
}
