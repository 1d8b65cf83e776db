//! Names that mean something to Rust, to what generated code uses, or to file systems.

/// The names that generated code uses for types of the standard library and of the
/// runtime, which a type of the API in the same module would hide.
pub(crate) const PRELUDE: &[&str] = &[
    "any_json",
    "as_ref",
    "box",
    "default",
    "deserialize",
    "err",
    "from",
    "future",
    "into",
    "into_iterator",
    "iterator",
    "none",
    "nullable",
    "ok",
    "option",
    "result",
    "self",
    "serialize",
    "some",
    "string",
    "vec",
];

/// Types of the runtime that the root of a crate offers, or may offer one day. Identifiers and sets of
/// headers stand beside them.
pub(crate) const ROOT_TYPES: &[&str] = &[
    "AnyJson",
    "ApiError",
    "Attempt",
    "AttemptEnd",
    "Base64",
    "BuildError",
    "Client",
    "ClientBuilder",
    "Content",
    "ContentError",
    "CredentialProvider",
    "Date",
    "DateTime",
    "DecodeError",
    "Download",
    "Error",
    "Event",
    "Events",
    "Framing",
    "Items",
    "Json",
    "JsonText",
    "Multipart",
    "NoContent",
    "NotSent",
    "Nullable",
    "OAuthCredentials",
    "Observer",
    "Open",
    "Page",
    "Pages",
    "Parameter",
    "ParseIdentifierError",
    "Part",
    "Redirect",
    "Request",
    "Response",
    "RetryPolicy",
    "Rfc2822DateTime",
    "StopReason",
    "Style",
    "Transport",
    "TransportError",
    "Upload",
    "Wait",
    "WaitError",
    "WaitFailure",
    "WaitReport",
];

/// Members that every generated struct has, or may get when the document sends it. What the document
/// calls so gets a longer name, whether the member is there or not.
pub(crate) const STRUCT_MEMBERS: &[&str] = &["clone", "default", "eq", "extra", "fmt", "new"];

/// The variant of enumerations for every other value.
pub(crate) const ENUM_VARIANTS: &[&str] = &["unrecognized"];

/// Variants of unions for everything else, or for what has only what all have in common.
pub(crate) const UNION_VARIANTS: &[&str] = &["base", "other"];

/// Methods that requests have, or may get when a response becomes a page or content that can be read
/// as it arrives.
pub(crate) const REQUEST_METHODS: &[&str] = &[
    "clone",
    "into_request",
    "items",
    "pages",
    "send",
    "send_events",
    "send_json_lines",
    "send_json_sequence",
    "send_streamed",
    "send_with_response",
];

/// How the methods of requests begin that wait for something, which an overlay names.
pub(crate) const WAITS: &str = "wait_until_";

/// Methods of a mock of the API, beside those that are called as the methods of the client.
pub(crate) const MOCK_METHODS: &[&str] = &[
    "answer",
    "client",
    "client_builder",
    "clone",
    "default",
    "fmt",
    "new",
    "observed_by",
    "of_table",
    "operation",
    "operation_count",
    "received",
    "received_as",
    "refusals",
    "reply",
    "serve",
    "serve_at",
    "state",
    "strict",
    "usual",
    "with",
];

/// What is sent beside parameters: the body, its media type, and the server that is chosen. Parameters
/// that are called so give way, because an operation may get one of these.
pub(crate) const REQUEST_INPUTS: &[&str] = &["body", "content_type", "server"];

/// Methods that clippy takes for those of the standard library, if they are setters: for operators, which
/// take and return the same, and for iterators.
pub(crate) const KNOWN_SETTERS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "iter", "iter_mut", "mul", "rem", "shl", "shr",
    "sub",
];

/// Names that Windows reserves for devices, in all folders and with any extension.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Whether Windows reserves a name for a device, so that no file can have it.
pub(crate) fn is_device(name: &str) -> bool {
    DEVICES.contains(&name.to_ascii_lowercase().as_str())
}

/// Strict and reserved keywords of edition 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a text is a keyword, and therefore no name.
pub(crate) fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::ROOT_TYPES;

    #[test]
    fn all_types_of_the_runtime_are_known() {
        let root = include_str!("../../../../templates/src/lib.rs");
        let mut names: Vec<&str> = root
            .split("pub use ")
            .skip(1)
            .filter_map(|line| line.split_once(';')?.0.split_once("::"))
            .filter(|(module, _)| *module != "api")
            .flat_map(|(_, names)| names.trim_matches(['{', '}']).split(','))
            .map(str::trim)
            .collect();
        names.sort_unstable();
        assert_eq!(names, ROOT_TYPES);
    }
}
