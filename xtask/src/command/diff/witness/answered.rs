//! Answers that a server of one version gives and a client of the other cannot read as it should.

use changes::Change;
use document::diagnostics::Place;
use document::media_type::is_json;
use document::pointer::unescape;
use document::reference::resolve;
use document::validation::{Direction, LocatedSchema, Validator};
use serde_json::Value;

use super::Effort;
use super::party::reaches;
use super::sent::subjects;
use super::values::{Values, component};

/// How many operations are tried for a change that is about many.
const MOST_OPERATIONS: usize = 6;

/// An answer.
pub(super) struct Answer {
    /// The HTTP method and the path of the operation that it answers.
    pub(super) operation: (String, String),
    pub(super) status: u16,
    /// The media type and the content, if there is content.
    pub(super) content: Option<(String, Value)>,
    /// What is wrong with it for the client.
    pub(super) why: String,
}

impl Answer {
    /// The answer as it is sent.
    pub(super) fn text(&self) -> String {
        let status = http::StatusCode::from_u16(self.status).unwrap_or_default();
        let reason = status.canonical_reason().unwrap_or_default();
        let head = format!("HTTP/1.1 {} {reason}\n", self.status);
        match &self.content {
            Some((media_type, value)) => format!("{head}Content-Type: {media_type}\n\n{value:#}\n"),
            None => format!("{head}Content-Length: 0\n"),
        }
    }
}

/// Looks for an answer that is right for the server's version, and that a client of the other version
/// cannot read, or not as what it says.
pub(super) fn find(
    change: &Change,
    place: &str,
    [client, server]: [&Value; 2],
    effort: &mut Effort,
) -> Option<Answer> {
    let subjects = subjects(&change.what);
    let mut found = None;
    for (path, method) in operations_at(server, place).into_iter().take(MOST_OPERATIONS) {
        let [asked, answering] = [client, server]
            .map(|document| &resolve(document, &document["paths"][path])[method]["responses"]);
        for (status, response) in entries(answering) {
            let code = number(status);
            if !(200..300).contains(&code) {
                continue;
            }
            let response = &resolve(server, response)["content"];
            let failure = match json_content(response) {
                None if is_empty(response) => without_content(client, asked),
                None => None,
                Some((media_type, answered)) => {
                    let expected = expected(client, asked, status).and_then(json_content);
                    expected.and_then(|(_, expected)| {
                        let schemas = [expected, answered];
                        let mut search =
                            Search { client, server, subjects: &subjects, schemas, found: None };
                        search.run(media_type, effort);
                        search.found
                    })
                }
            };
            let Some(Failure { content, why, is_for_it }) = failure else { continue };
            let operation = (method.to_ascii_uppercase(), path.to_owned());
            let answer = Answer { operation, status: code, content, why };
            if is_for_it {
                return Some(answer);
            }
            found = found.or(Some(answer));
        }
    }
    found
}

/// Looks for an answer that crates of the two versions may read as different things: one of a new
/// status, one that has what the change names, one that is not right for the other version, or else
/// the usual one.
pub(super) fn find_telling(
    change: &Change,
    [old, new]: [&Value; 2],
    effort: &mut Effort,
) -> Option<Answer> {
    let subjects = subjects(&change.what);
    let mut usual = None;
    for (document, other, place) in [(new, old, &change.new), (old, new, &change.old)] {
        let Some(place) = place else { continue };
        for (path, method) in operations_at(document, place).into_iter().take(MOST_OPERATIONS) {
            let [answered, others] =
                [document, other].map(|it| &resolve(it, &it["paths"][path])[method]["responses"]);
            for (status, response) in entries(answered) {
                let code = number(status);
                let content = json_content(&resolve(document, response)["content"]);
                let Some((media_type, schema)) = content.filter(|_| code / 100 == 2) else {
                    continue;
                };
                let expected = expected(other, others, status).and_then(json_content);
                let is_new = others.get(status).is_none();
                let mut values = Values::new(
                    document,
                    [(document, schema), (other, expected.map_or(&Value::Null, |it| it.1))],
                    Direction::Response,
                );
                let [mut own, mut foreign] = [document, other].map(Validator::new);
                for value in values.all(schema) {
                    if !effort.spend() || !is_right(&mut own, schema, &value) {
                        continue;
                    }
                    let is_telling = is_new
                        || has_any(&value, &subjects)
                        || expected.is_some_and(|(_, it)| !is_right(&mut foreign, it, &value));
                    let operation = (method.to_ascii_uppercase(), path.to_owned());
                    let content = Some((media_type.to_owned(), value.clone()));
                    let why = String::new();
                    let answer = Answer { operation, status: code, content, why };
                    if is_telling {
                        return Some(answer);
                    }
                    usual = usual.or(Some(answer));
                }
            }
        }
    }
    usual
}

/// Whether an answer is what a schema says.
fn is_right<'v>(validator: &mut Validator<'v>, schema: &'v Value, value: &Value) -> bool {
    let schema = LocatedSchema::new(schema, Place::ROOT);
    validator.violations(schema, value, Direction::Response).is_empty()
}

/// Whether some names are among those of properties, or are values.
fn has_any(value: &Value, names: &[&str]) -> bool {
    match value {
        Value::String(text) => names.contains(&text.as_str()),
        Value::Array(items) => items.iter().any(|item| has_any(item, names)),
        Value::Object(fields) => {
            fields.iter().any(|(key, value)| names.contains(&key.as_str()) || has_any(value, names))
        }
        _ => false,
    }
}

/// Content that fails, and why.
struct Failure {
    content: Option<(String, Value)>,
    why: String,
    /// Whether that is what the change is about.
    is_for_it: bool,
}

/// An answer without content, if the client expects some whatever the status.
fn without_content(client: &Value, asked: &Value) -> Option<Failure> {
    let mut successes = entries(asked).filter(|(status, _)| status.starts_with('2')).peekable();
    let is_expected = successes.peek().is_some()
        && successes.all(|(_, response)| !is_empty(&resolve(client, response)["content"]));
    is_expected.then(|| Failure {
        content: None,
        why: "there is no content, and the client expects some".to_owned(),
        is_for_it: false,
    })
}

/// Whether a response has no content.
fn is_empty(content: &Value) -> bool {
    content.as_object().is_none_or(serde_json::Map::is_empty)
}

/// The first media type that is JSON, and its schema.
fn json_content(content: &Value) -> Option<(&str, &Value)> {
    let media = entries(content).find(|(media_type, _)| is_json(media_type));
    media.map(|(media_type, media)| (media_type, &media["schema"]))
}

/// The content that a client expects with a status of another version: what it knows of that status,
/// or else of its own first success.
fn expected<'v>(client: &'v Value, asked: &'v Value, status: &str) -> Option<&'v Value> {
    let known = asked.get(status);
    let first = || entries(asked).find(|(status, _)| status.starts_with('2')).map(|(_, it)| it);
    known.or_else(first).map(|response| &resolve(client, response)["content"])
}

/// The operations, by path and method, that something of a document belongs to.
fn operations_at<'v>(document: &'v Value, place: &str) -> Vec<(&'v str, &'v str)> {
    const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "patch", "trace"];
    let component = component(place).map(|name| format!("#/components/schemas/{name}"));
    let mut parts = place.strip_prefix("/paths/").unwrap_or_default().split('/');
    let wanted = parts.next().map(unescape).unwrap_or_default();
    let wanted_method = parts.next().unwrap_or_default();
    let mut found = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, operation) in entries(resolve(document, item)) {
            let is_wanted = match &component {
                Some(target) => reaches(document, &operation["responses"], target),
                None => path == wanted && method == wanted_method,
            };
            if is_wanted && METHODS.contains(&method) {
                found.push((path, method));
            }
        }
    }
    found
}

struct Search<'a> {
    client: &'a Value,
    server: &'a Value,
    subjects: &'a [&'a str],
    /// What the client expects, and what the server answers.
    schemas: [&'a Value; 2],
    found: Option<Failure>,
}

impl Search<'_> {
    fn run(&mut self, media_type: &str, effort: &mut Effort) {
        let [expected, answered] = self.schemas;
        let mut values = Values::new(
            self.server,
            [(self.server, answered), (self.client, expected)],
            Direction::Response,
        );
        let mut own = Validator::new(self.server);
        let mut other = Validator::new(self.client);
        for value in values.all(answered) {
            if !effort.spend() {
                return;
            }
            let here = |schema| LocatedSchema::new(schema, Place::ROOT);
            if !own.violations(here(answered), &value, Direction::Response).is_empty() {
                continue;
            }
            let violations = other.violations(here(expected), &value, Direction::Response);
            for violation in violations {
                // The client checks neither limits nor values, and keeps what it does not know.
                let is_number = value.pointer(&violation.at).is_some_and(Value::is_number);
                let is_seen = match violation.keyword {
                    "type" | "nullable" | "required" => true,
                    "format" | "maximum" | "minimum" => is_number,
                    _ => violation.is_null,
                };
                if !is_seen {
                    continue;
                }
                let name =
                    if violation.at.is_empty() { "it" } else { &format!("`{}`", violation.at) };
                let why = format!("{name} {}", violation.problem);
                let is_for_it = self.subjects.iter().any(|subject| why.contains(subject));
                if is_for_it || self.found.is_none() {
                    let content = Some((media_type.to_owned(), value.clone()));
                    self.found = Some(Failure { content, why, is_for_it });
                }
                if is_for_it {
                    return;
                }
            }
        }
    }
}

/// The status as a number; 200 for what stands for many.
fn number(status: &str) -> u16 {
    status.to_ascii_lowercase().replace('x', "0").parse().unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
