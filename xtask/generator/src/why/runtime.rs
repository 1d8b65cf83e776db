//! The modules of the runtime: when a crate has each.

/// The modules that each crate has.
const ALWAYS: &[&str] = &[
    "any_json",
    "blocking",
    "client",
    "credential",
    "digits",
    "error",
    "from_json",
    "headers",
    "kept",
    "mock",
    "node",
    "observer",
    "parameter",
    "printable",
    "proxies",
    "reading",
    "request",
    "response",
    "retry",
    "retry_after",
    "source",
    "time_limits",
    "transport",
];

/// The other modules, and what a crate needs each for.
const NEEDED: &[(&str, &str)] = &[
    ("base64", "something is text of the format `byte`"),
    ("basic", "operations take HTTP basic authentication"),
    ("bearer", "operations take bearer tokens"),
    ("chosen_server", "an operation leaves a choice of servers"),
    ("cookie_key", "operations take an API key in a cookie"),
    ("date", "something has the format `date`"),
    ("date_time", "something has the format `date-time`"),
    ("download", "a response is bytes"),
    ("environment", "the API is Twilio's, whose credentials are read from the environment"),
    ("event_stream", "a response is a stream"),
    ("form", "a form is sent as a whole, or a field of one has values of several kinds"),
    ("formatted", "something has a format that the crate has a type for"),
    ("header_key", "operations take an API key in a header"),
    ("identifier", "a component is text with the pattern of an identifier"),
    ("json_text", "the overlay says that JSON may come as text (`x-rust-json-text`)"),
    ("multipart", "a body is a form of parts"),
    ("nullable", "something that is sent may be left out and may be `null`"),
    ("oauth", "a security scheme has a flow by which the client fetches tokens"),
    ("object", "something is an object with properties"),
    ("open", "something is of a type or any other JSON"),
    ("open_enum", "something has values that are listed"),
    ("optional", "an operation has successes with content and without"),
    ("own_server", "an operation has a server of its own"),
    ("page_links", "the next page of a list is found by the header `Link`"),
    ("page_lists", "a page is a list and no object"),
    ("page_numbers", "the next page of a list is found by counting"),
    ("page_tokens", "the next page of a list is found by a token"),
    ("pages", "an operation answers with a list page by page"),
    ("provider", "operations take credentials"),
    ("query", "the next page of a list is found by a parameter"),
    ("query_key", "operations take an API key in the query"),
    ("receive", "the document describes callbacks or webhooks"),
    ("rfc_2822", "something has the format `date-time-rfc-2822`"),
    ("server", "the URL of a server has variables"),
    ("style", "a parameter or a field is written in a style of its own"),
    ("text", "something is sent or received as text"),
    ("twilio", "the API is Twilio's"),
    ("union", "something is one of several types"),
    ("upload", "a body is bytes, or a form of parts"),
    ("verified_event", "the API is Twilio's, and the document describes callbacks or webhooks"),
    ("wait", "the overlay says how to wait for something (`x-rust-wait`)"),
    ("webhooks", "the API is Twilio's"),
];

/// When a crate has a module of the runtime, as a sentence; none if it is no such module.
pub(super) fn reason(module: &str) -> Option<String> {
    if ALWAYS.contains(&module) {
        return Some("It is of the runtime, which each crate has.".to_owned());
    }
    let (_, need) = NEEDED.iter().find(|(known, _)| *known == module)?;
    Some(format!("It is of the runtime. This crate has it because {need}."))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{ALWAYS, NEEDED, reason};

    /// The modules that are made for an API, or are there for tests of the runtime.
    const GENERATED: [&str; 4] = ["api", "lib", "mocked", "tests"];

    #[test]
    fn each_module_of_the_runtime_is_told_of() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/src");
        let entries = fs::read_dir(folder).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be listed").path());
        let names = paths
            .filter(|path| path.is_file())
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
        let names: BTreeSet<String> =
            names.filter(|name| !GENERATED.contains(&name.as_str())).collect();
        let told = ALWAYS.iter().copied().chain(NEEDED.iter().map(|(name, _)| *name));
        let told: BTreeSet<String> = told.map(str::to_owned).collect();
        assert_eq!(names, told);
        assert!(names.iter().all(|name| reason(name).is_some()));
        assert!(GENERATED.iter().all(|name| reason(name).is_none()));
    }
}
