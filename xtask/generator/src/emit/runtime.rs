//! The runtime: modules of `templates`, copied as they stand.

use super::TextFile;
use crate::ir::{
    Api, Content, Format, Input, Location, Operation, Output, Presence, SchemeKind, Shape, Type,
};

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
                (format!("{}.rs", $module), include_str!(concat!("../../../../templates/src/", $module, ".rs"))),
                $((
                    format!("{}/{}.rs", $module, $within),
                    include_str!(concat!("../../../../templates/src/", $module, "/", $within, ".rs")),
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
        part!("from_json", []),
        part!("headers", ["FromHeaders"]),
        part!("node", []),
        part!("parameter", ["Json", "Parameter"]),
        part!("printable", []),
        part!("request" / "body" / "sending", ["Request"]),
        part!("response", ["Content", "NoContent", "Redirect", "Response"]),
    ];
    if api.has_downloads() {
        parts.push(part!("download", ["Download"]));
    }
    let sends = |location| inputs(api).any(|input| input.location == location);
    if contents(api).any(|content| *content == Content::Text) || sends(Location::Text) {
        parts.push(part!("text", []));
    }
    if sends(Location::FormWhole) {
        parts.push(part!("form", []));
    }
    if api.has_uploads() {
        parts.push(part!("upload", ["Upload"]));
    }
    if api.has_multipart() {
        parts.push(part!("multipart", ["Multipart", "Part"]));
    }
    if api.operations().any(|operation| matches!(operation.output, Output::Optional(_))) {
        parts.push(part!("optional", []));
    }
    if !api.identifiers.is_empty() {
        parts.push(part!("identifier", ["ParseIdentifierError"]));
    }
    if shapes(api).any(|shape| matches!(shape, Shape::Enum(_))) {
        parts.push(part!("open_enum", []));
    }
    if shapes(api).any(|shape| matches!(shape, Shape::Struct(_))) {
        parts.push(part!("object", []));
    }
    if shapes(api).any(has_nullable) {
        parts.push(part!("nullable", ["Nullable"]));
    }
    if types(api).any(|ty| uses(ty, |ty| matches!(ty, Type::JsonText))) {
        parts.push(part!("json_text", ["JsonText"]));
    }
    if types(api).any(|ty| uses(ty, |ty| matches!(ty, Type::Open(_)))) {
        parts.push(part!("open", ["Open"]));
    }
    let formats: Vec<Part> = Format::ALL
        .into_iter()
        .filter(|format| has_format(api, *format))
        .map(format_part)
        .collect();
    if !formats.is_empty() {
        parts.push(part!("formatted", []));
    }
    parts.extend(formats);
    if api.is_paged() {
        parts.push(part!("pages", ["Items", "Page", "Pages"]));
    }
    let is_open = |ty: &Type| uses(ty, |ty| matches!(ty, Type::Open(_)));
    if shapes(api).any(|shape| matches!(shape, Shape::Union(_))) || types(api).any(is_open) {
        parts.push(part!("union", []));
    }
    let mut has_scheme = |part, is_kind: fn(&SchemeKind) -> bool| {
        if api.security.schemes.iter().any(|scheme| is_kind(&scheme.kind)) {
            parts.push(part);
        }
    };
    has_scheme(part!("basic", []), |kind| matches!(kind, SchemeKind::Basic));
    has_scheme(part!("bearer", []), |kind| matches!(kind, SchemeKind::Bearer));
    has_scheme(part!("header_key", []), |kind| matches!(kind, SchemeKind::HeaderKey(_)));
    has_scheme(part!("query_key", []), |kind| matches!(kind, SchemeKind::QueryKey(_)));
    has_scheme(part!("cookie_key", []), |kind| matches!(kind, SchemeKind::CookieKey(_)));
    let mut inputs = api.operations().flat_map(|operation| &operation.inputs);
    if inputs.any(|input| input.location.style().is_some()) {
        parts.push(part!("style" / "parts", ["Style"]));
    }
    if api.servers.iter().any(|server| !server.variables.is_empty()) {
        parts.push(part!("server", []));
    }
    if api.operations().any(|operation| operation.server.is_some()) {
        parts.push(part!("own_server", []));
    }
    if api.has_environment() {
        parts.push(part!("environment", []));
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

/// All types that the models and operations of an API are made of.
fn types(api: &Api) -> impl Iterator<Item = &Type> {
    let models = shapes(api).flat_map(|shape| match shape {
        Shape::Struct(shape) => {
            shape.fields.iter().map(|field| &field.ty).chain([&shape.extra_type]).collect()
        }
        Shape::Union(shape) => shape.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Enum(_) => Vec::new(),
    });
    models.chain(api.operations().flat_map(Operation::types))
}

/// Everything that is sent.
fn inputs(api: &Api) -> impl Iterator<Item = &Input> {
    api.operations().flat_map(|operation| &operation.inputs)
}

/// All contents of responses.
fn contents(api: &Api) -> impl Iterator<Item = &Content> {
    api.operations().flat_map(Operation::contents)
}

/// Whether a type or a part of it is of some kind.
fn uses(ty: &Type, kind: impl Fn(&Type) -> bool + Copy) -> bool {
    match ty {
        ty if kind(ty) => true,
        Type::List(inner)
        | Type::Map(inner)
        | Type::Boxed(inner)
        | Type::Open(inner)
        | Type::Nullable(inner) => uses(inner, kind),
        _ => false,
    }
}

/// Whether there are dates, which a feature of the crate reads and writes.
pub(super) fn has_dates(api: &Api) -> bool {
    [Format::DateTime, Format::Rfc2822, Format::Date].iter().any(|format| has_format(api, *format))
}

fn has_format(api: &Api, format: Format) -> bool {
    types(api).any(|ty| uses(ty, |ty| *ty == Type::Formatted(format)))
}

fn format_part(format: Format) -> Part {
    match format {
        Format::DateTime => part!("date_time", ["DateTime"]),
        Format::Rfc2822 => part!("rfc_2822", ["Rfc2822DateTime"]),
        Format::Date => part!("date", ["Date"]),
        Format::Base64 => part!("base64", ["Base64"]),
    }
}

fn has_nullable(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(shape) => {
            shape.fields.iter().any(|field| field.presence == Presence::OptionalNullable)
        }
        Shape::Enum(_) | Shape::Union(_) => false,
    }
}
