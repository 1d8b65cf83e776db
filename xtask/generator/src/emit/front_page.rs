//! `README.md` of the crate, which is the front page of its documentation as well.

use super::{runtime, sample};
use crate::docs::{code_span, fence, tidy};
use crate::ir::{Api, Operation};

/// A section that is the same for all crates, from `templates/docs`.
macro_rules! section {
    ($name:literal) => {
        include_str!(concat!("../../../../templates/docs/", $name, ".md"))
    };
}

/// What the document says of the API, an example, and what the crate does.
pub(super) fn readme(api: &Api, name: &str) -> String {
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
    text.push('\n');
    text.push_str(section!("calls"));
    for operation in api.resources.iter().flat_map(|resource| &resource.operations) {
        text.push_str(&entry(operation));
    }
    for section in sections(api) {
        text.push('\n');
        text.push_str(&runtime::in_crate(section, name));
    }
    text.push('\n');
    text.push_str(&features(api));
    text
}

/// An entry of a list: long paths make a table wider than the page.
fn entry(operation: &Operation) -> String {
    let request = code_span(&format!("{} {}", operation.method, operation.path));
    format!("- `{}`: {request}\n", operation.name.field())
}

/// What a user of any crate asks for.
fn sections(api: &Api) -> Vec<&'static str> {
    let mut sections = vec![section!("errors"), section!("retries"), section!("time_limits")];
    if api.is_paged() {
        sections.push(section!("pages"));
    }
    if api.has_streams() {
        sections.push(section!("streams"));
    }
    if api.has_waits() {
        sections.push(section!("waiting"));
    }
    if api.is_twilio {
        sections.push(section!("webhooks"));
    }
    if !api.callbacks.is_empty() {
        sections.push(section!("events"));
        if api.is_twilio {
            sections.push(section!("verified_events"));
        }
    }
    sections.extend([section!("testing"), section!("production")]);
    sections
}

/// The features of the crate.
fn features(api: &Api) -> String {
    let jiff = "| `jiff` | dates and points in time as types of jiff |\n";
    let jiff = if runtime::has_dates(api) { jiff } else { "" };
    let validator = "`webhooks::Validator`, which checks whether a webhook comes from Twilio";
    let events = "`events`, what the API sends to servers of its users, as types";
    let webhooks = match (api.is_twilio, !api.callbacks.is_empty()) {
        (true, true) => format!("| `webhooks` | {validator}; {events} |\n"),
        (true, false) => format!("| `webhooks` | {validator} |\n"),
        (false, true) => format!("| `webhooks` | {events} |\n"),
        (false, false) => String::new(),
    };
    section!("features").replace("{jiff}\n", jiff).replace("{webhooks}\n", &webhooks)
}
