//! The runtime: modules of `templates`, copied as they stand, but for the name of the crate in examples.

use super::TextFile;
use crate::ir::{
    Api, Content, Event, Format, InputLocation, ModelKind, NextPage, Operation, OperationInput,
    OperationOutput, Presence, SchemeKind, Type,
};

/// A module of the runtime.
pub(super) struct RuntimeModule {
    /// Its name.
    pub(super) module: &'static str,
    /// The names that the root of the crate offers.
    pub(super) exports: &'static [&'static str],
    /// Its files, its own and those of modules within it: paths and texts.
    files: Vec<(String, &'static str)>,
}

macro_rules! module {
    ($module:literal $(/ $within:literal)*, $exports:expr) => {
        RuntimeModule {
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

/// The modules that every client needs.
fn always() -> Vec<RuntimeModule> {
    vec![
        module!("any_json", ["AnyJson"]),
        module!("blocking", []),
        module!("client" / "base_url" / "builder" / "user_agent", ["Client", "ClientBuilder"]),
        module!("credential", []),
        module!(
            "error" / "api" / "causes" / "decode" / "transport",
            ["ApiError", "BuildError", "ContentError", "DecodeError", "Error", "TransportError"]
        ),
        module!("digits", []),
        module!("from_json", []),
        module!("headers", []),
        module!("kept", []),
        module!(
            "mock"
                / "answer"
                / "check"
                / "fault"
                / "mocked"
                / "multipart"
                / "pages"
                / "plan"
                / "prefer"
                / "received"
                / "reply"
                / "route"
                / "schema"
                / "server"
                / "table"
                / "transport"
                / "values",
            []
        ),
        module!("node", []),
        module!("observer", ["Attempt", "AttemptEnd", "Observer"]),
        module!("parameter", ["Json", "Parameter"]),
        module!("printable", []),
        module!("proxies", []),
        module!("reading", []),
        module!(
            "request"
                / "attempts"
                / "body"
                / "given_url"
                / "receiving"
                / "sending"
                / "span"
                / "span/traced"
                / "span/untraced",
            ["Request"]
        ),
        module!("response", ["Content", "NoContent", "Redirect", "Response"]),
        module!("retry" / "budget", ["RetryPolicy", "StopReason"]),
        module!("retry_after", []),
        module!("source", []),
        module!("time_limits", []),
        module!("transport", ["NotSent", "Transport"]),
    ]
}

/// The modules that the client of an API needs.
pub(super) fn modules(api: &Api) -> Vec<RuntimeModule> {
    let mut modules = always();
    modules.extend(read_as_it_arrives(api));
    let sends = |location| inputs(api).any(|input| input.location == location);
    if contents(api).any(|content| *content == Content::Text) || sends(InputLocation::Text) {
        modules.push(module!("text", []));
    }
    if sends(InputLocation::FormWhole) || sends(InputLocation::FormValue) {
        modules.push(module!("form", []));
    }
    if api.has_uploads() {
        modules.push(module!("upload", ["Upload"]));
    }
    if api.has_multipart() {
        modules.push(module!("multipart", ["Multipart", "Part"]));
    }
    if api.operations().any(|operation| matches!(operation.output, OperationOutput::Optional(_))) {
        modules.push(module!("optional", []));
    }
    if !api.identifiers.is_empty() {
        modules.push(module!("identifier" / "refused_text", ["ParseIdentifierError"]));
    }
    if shapes(api).any(|shape| matches!(shape, ModelKind::Enum(_))) {
        modules.push(module!("open_enum", []));
    }
    if shapes(api).any(|shape| matches!(shape, ModelKind::Struct(_))) {
        modules.push(module!("object", []));
    }
    if shapes(api).any(has_nullable) {
        modules.push(module!("nullable", ["Nullable"]));
    }
    if types(api).any(|ty| uses(ty, |ty| matches!(ty, Type::JsonText))) {
        modules.push(module!("json_text", ["JsonText"]));
    }
    if types(api).any(|ty| uses(ty, |ty| matches!(ty, Type::Open(_)))) {
        modules.push(module!("open", ["Open"]));
    }
    let formats: Vec<RuntimeModule> = Format::ALL
        .into_iter()
        .filter(|format| has_format(api, *format))
        .map(format_module)
        .collect();
    if !formats.is_empty() {
        modules.push(module!("formatted", []));
    }
    modules.extend(formats);
    if api.is_paged() {
        modules.push(module!("pages" / "next_page", ["Items", "Page", "Pages"]));
    }
    modules.extend(page_modules(api));
    let is_open = |ty: &Type| uses(ty, |ty| matches!(ty, Type::Open(_)));
    if shapes(api).any(|shape| matches!(shape, ModelKind::Union(_))) || types(api).any(is_open) {
        modules.push(module!("union", []));
    }
    if !api.security.schemes.is_empty() {
        modules.push(module!("provider", ["CredentialProvider"]));
    }
    if api.fetches_tokens() {
        modules.push(module!("oauth" / "answer" / "token_url", ["OAuthCredentials"]));
    }
    let mut has_scheme = |module, is_kind: fn(&SchemeKind) -> bool| {
        if api.security.schemes.iter().any(|scheme| is_kind(&scheme.kind)) {
            modules.push(module);
        }
    };
    has_scheme(module!("basic", []), |kind| matches!(kind, SchemeKind::Basic));
    has_scheme(module!("bearer", []), |kind| matches!(kind, SchemeKind::Bearer));
    has_scheme(module!("header_key", []), |kind| {
        matches!(kind, SchemeKind::HeaderKey(_) | SchemeKind::Authorization(_))
    });
    has_scheme(module!("query_key", []), |kind| matches!(kind, SchemeKind::QueryKey(_)));
    has_scheme(module!("cookie_key", []), |kind| matches!(kind, SchemeKind::CookieKey(_)));
    let mut inputs = api.operations().flat_map(|operation| &operation.inputs);
    if inputs.any(|input| input.location.style().is_some()) {
        modules.push(module!("style" / "parts", ["Style"]));
    }
    if api.all_servers().any(|server| !server.variables.is_empty()) {
        modules.push(module!("server", []));
    }
    if api.operations().any(|operation| operation.server.is_some()) {
        modules.push(module!("own_server", []));
    }
    if sends(InputLocation::Server) {
        modules.push(module!("chosen_server", []));
    }
    if api.environment_scheme().is_some() {
        modules.push(module!("environment", []));
    }
    if api.has_waits() {
        modules.push(module!("wait" / "error", ["Wait", "WaitError", "WaitFailure", "WaitReport"]));
    }
    if api.is_twilio {
        modules.extend(of_twilio());
    }
    modules.extend(of_receivers(api));
    modules
}

/// The modules for content that is read as it arrives.
fn read_as_it_arrives(api: &Api) -> Vec<RuntimeModule> {
    let mut modules = Vec::new();
    if api.has_downloads() {
        modules.push(module!("download", ["Download"]));
    }
    if api.has_streams() {
        modules.push(module!(
            "event_stream" / "framing" / "json_lines" / "json_sequence" / "opening" / "server_sent",
            ["Event", "Events", "Framing"]
        ));
    }
    modules
}

/// The modules for the ways in which the next pages of lists are found.
fn page_modules(api: &Api) -> Vec<RuntimeModule> {
    let paged = || api.operations().filter(|operation| operation.next_page.is_some());
    let has = |is_it: fn(&NextPage) -> bool| {
        api.operations().filter_map(|operation| operation.next_page.as_ref()).any(is_it)
    };
    let is_list = |operation: &Operation| matches!(operation.output.json(), Some(Type::List(_)));
    let by_token = has(|next| matches!(next, NextPage::Token { .. }));
    let by_number = has(|next| matches!(next, NextPage::Offset(_) | NextPage::Number(_)));
    let modules = [
        (has(|next| matches!(next, NextPage::Link)), module!("page_links", [])),
        (paged().any(is_list), module!("page_lists", [])),
        (by_number, module!("page_numbers", [])),
        (by_token, module!("page_tokens", [])),
        (by_token || by_number, module!("query", [])),
    ];
    modules.into_iter().filter_map(|(is_needed, module)| is_needed.then_some(module)).collect()
}

/// The modules for what servers of users receive.
fn of_receivers(api: &Api) -> Vec<RuntimeModule> {
    if api.callbacks.is_empty() {
        return Vec::new();
    }
    let receive = module!("receive" / "choice" / "delivery" / "error" / "other" / "written", []);
    let verified = api.is_twilio.then(|| module!("verified_event", []));
    [receive].into_iter().chain(verified).collect()
}

/// The modules that all clients of Twilio's APIs need.
fn of_twilio() -> [RuntimeModule; 2] {
    let webhooks = module!(
        "webhooks"
            / "error"
            / "explain"
            / "received"
            / "scheme"
            / "signer"
            / "url"
            / "validator"
            / "verified",
        []
    );
    [module!("twilio", []), webhooks]
}

/// The files of these modules, in the crate of this name.
pub(super) fn files(api: &Api, name: &str) -> Vec<TextFile> {
    let file = |(path, text): (String, &str)| TextFile {
        origin: Some(format!("templates/src/{path}")),
        path: format!("src/{path}"),
        text: in_crate(text, name),
    };
    modules(api).into_iter().flat_map(|module| module.files).map(file).collect()
}

/// A text in the crate of this name: examples in documentation name it.
pub(super) fn in_crate(text: &str, name: &str) -> String {
    text.replace("templates::", &format!("{}::", name.replace('-', "_")))
}

fn shapes(api: &Api) -> impl Iterator<Item = &ModelKind> {
    api.models.iter().flat_map(|group| &group.models).map(|model| &model.kind)
}

/// All types that the models and operations of an API are made of.
fn types(api: &Api) -> impl Iterator<Item = &Type> {
    let models = shapes(api).flat_map(|shape| match shape {
        ModelKind::Struct(shape) => {
            shape.fields.iter().map(|field| &field.ty).chain([&shape.extra_type]).collect()
        }
        ModelKind::Union(shape) => shape.variants.iter().map(|variant| &variant.ty).collect(),
        ModelKind::Enum(_) => Vec::new(),
    });
    let events = api.events().flat_map(Event::types);
    models.chain(api.operations().flat_map(Operation::types)).chain(events)
}

/// Everything that is sent.
fn inputs(api: &Api) -> impl Iterator<Item = &OperationInput> {
    api.operations().flat_map(|operation| &operation.inputs)
}

/// All contents of responses.
fn contents(api: &Api) -> impl Iterator<Item = &Content> {
    api.operations().flat_map(Operation::contents)
}

/// Whether a type or a module of it is of some kind.
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

fn format_module(format: Format) -> RuntimeModule {
    match format {
        Format::DateTime => module!("date_time", ["DateTime"]),
        Format::Rfc2822 => module!("rfc_2822", ["Rfc2822DateTime"]),
        Format::Date => module!("date", ["Date"]),
        Format::Base64 => module!("base64", ["Base64"]),
    }
}

fn has_nullable(shape: &ModelKind) -> bool {
    match shape {
        ModelKind::Struct(shape) => {
            shape.fields.iter().any(|field| field.presence == Presence::OptionalNullable)
        }
        ModelKind::Enum(_) | ModelKind::Union(_) => false,
    }
}
