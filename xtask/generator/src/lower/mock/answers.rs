//! What a mock may answer.

use std::ptr;

use serde_json::{Map, Value};

use super::Table;
use super::parts::Parts;
use super::pointers::Pointers;
use crate::ir::{Answer, AnswerContent, Operation, OperationOutput, PagePointers};
use document::examples::of_media_type;
use document::media_type::{essence, is_json};
use document::pointer::unescape;
use document::reference::resolve;
use document::validation::Direction;

/// Headers that say how content is sent, which is the server's to say.
const OF_TRANSPORT: [&str; 7] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "trailer",
    "transfer-encoding",
];

/// Where redirects lead of which the document says nothing.
const SOMEWHERE: &str = "https://example.com/";

impl<'v> Table<'v> {
    /// The answers to an operation: the successes first, then in the order of their statuses. There
    /// is always a success.
    pub(super) fn answers(
        &mut self,
        operation: &Operation,
        declared: &'v Value,
        page: &PagePointers,
    ) -> Vec<Answer> {
        let responses = declared["responses"].as_object();
        let keys: Vec<&str> =
            responses.into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        let mut answers = Vec::new();
        for (key, response) in responses.into_iter().flatten() {
            let Some(status) = status(key, &keys) else { continue };
            let response = resolve(self.document, response);
            answers.extend(self.of_response(operation, (key, status), response, page));
        }
        answers.sort_by_key(|answer| (!matches!(answer.status, 200..=299), answer.status));
        let is_success = |answer: &Answer| matches!(answer.status, 200..=399);
        if !answers.first().is_some_and(is_success) {
            let usual = Answer {
                status: 200,
                name: None,
                is_made: true,
                headers: Vec::new(),
                content: None,
            };
            answers.insert(0, usual);
        }
        answers
    }

    /// The answers with a response: one for each example, or else one that is made.
    fn of_response(
        &mut self,
        operation: &Operation,
        (key, status): (&str, u16),
        response: &'v Value,
        page: &PagePointers,
    ) -> Vec<Answer> {
        let headers = self.headers(operation, status, response);
        let answer = |name, is_made, content| {
            let headers = headers.clone();
            Answer { status, name, is_made, headers, content }
        };
        let content = response.get("content").and_then(Value::as_object);
        let content = content.filter(|_| operation.method != "HEAD");
        let read = operation.reads.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
        let read = read.map_or("application/json", |(_, media_type)| media_type);
        let read = content.into_iter().flatten().find(|(it, _)| it.eq_ignore_ascii_case(read));
        let streams = self.streams(operation, content, |name, is_made, content| {
            answer(name, is_made, Some(content))
        });
        let Some((media_type, media)) = read else {
            return if streams.is_empty() { vec![answer(None, false, None)] } else { streams };
        };
        if operation.streams.iter().any(|stream| stream.media_type == *media_type) {
            return streams;
        }
        let is_json = self.is_json(media_type, media);
        let sent = match essence(media_type) {
            range if !range.contains('*') => media_type.clone(),
            _ if is_json => "application/json".to_owned(),
            range if range.starts_with("text/") => "text/plain".to_owned(),
            _ => "application/octet-stream".to_owned(),
        };
        let mut answers = Vec::new();
        for example in of_media_type(self.document, media) {
            if let Some(value) = example.value.filter(|value| self.schemas.has_room(value)) {
                let content = self.documented(media, value, is_json);
                let name = example.name().map(str::to_owned);
                answers.push(answer(name, false, Some((sent.clone(), content))));
            }
        }
        if answers.is_empty() {
            let mut content = self.made(media, is_json);
            if let (AnswerContent::Json { value, .. }, Some(next)) = (&mut content, &page.next) {
                self.end_list(media, next, value);
            }
            answers.push(answer(None, true, Some((sent, content))));
        }
        answers.extend(streams);
        answers
    }

    /// Takes from a page that is made what leads to the next one, which nobody has.
    fn end_list(&mut self, media: &'v Value, next: &str, page: &mut Value) {
        let Some((parent, key)) = next.rsplit_once('/') else { return };
        let mut without = page.clone();
        let Some(object) = without.pointer_mut(parent).and_then(Value::as_object_mut) else {
            return;
        };
        object.shift_remove(&*unescape(key));
        let mut candidates = vec![without];
        for end in [Value::Null, Value::from("")] {
            let mut with = page.clone();
            with.pointer_mut(next).into_iter().for_each(|it| *it = end.clone());
            candidates.push(with);
        }
        let schema = media.get("schema");
        self.sampler.begin_checks();
        let is_valid = |page: &Value| {
            schema.is_none_or(|it| self.sampler.is_valid(it, page, Direction::Response))
        };
        if let Some(last) = candidates.into_iter().find(is_valid) {
            *page = last;
        }
    }

    /// Whether content is JSON. A range says nothing, but its schema may.
    fn is_json(&self, media_type: &str, media: &'v Value) -> bool {
        let schema = media.get("schema");
        let parts = schema.map(|schema| Parts::of(self.document, &[schema])).unwrap_or_default();
        match essence(media_type).as_str() {
            "*/*" | "application/*" => !matches!(parts.kind(), None | Some("string")),
            essence => is_json(essence) && parts.text("format") != Some("binary"),
        }
    }

    fn documented(&mut self, media: &'v Value, value: &Value, is_json: bool) -> AnswerContent {
        match value {
            value if is_json => {
                let schema = media.get("schema");
                let pointers = schema.map(|schema| Pointers::of(&mut self.sampler, schema, value));
                let Pointers { enums, required } = pointers.unwrap_or_default();
                AnswerContent::Json { value: value.clone(), enums, required }
            }
            Value::String(text) => AnswerContent::Text(text.clone()),
            other => AnswerContent::Text(other.to_string()),
        }
    }

    /// Content that is made. Many operations have the same errors.
    fn made(&mut self, media: &'v Value, is_json: bool) -> AnswerContent {
        let schema = media.get("schema");
        if !is_json {
            let made = schema.and_then(|it| self.sampler.value(it, Direction::Response));
            let text = made.as_ref().and_then(Value::as_str).unwrap_or("text");
            return AnswerContent::Text(text.to_owned());
        }
        let Some(schema) = schema else {
            let (value, enums, required) = (Value::Object(Map::new()), Vec::new(), Vec::new());
            return AnswerContent::Json { value, enums, required };
        };
        let schema_or_target = ptr::from_ref(resolve(self.document, schema));
        let (value, Pointers { enums, required }) = match self.made.get(&schema_or_target) {
            Some(known) => known.clone(),
            None => {
                let value = self.sampler.value(schema, Direction::Response).unwrap_or_default();
                let pointers = Pointers::of(&mut self.sampler, schema, &value);
                self.made.entry(schema_or_target).or_insert((value, pointers)).clone()
            }
        };
        let value = if self.schemas.has_room(&value) { value } else { Value::Null };
        AnswerContent::Json { value, enums, required }
    }

    /// The headers that a response declares, with examples or with values that are made.
    fn headers(
        &mut self,
        operation: &Operation,
        status: u16,
        response: &'v Value,
    ) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (name, header) in
            response.get("headers").and_then(Value::as_object).into_iter().flatten()
        {
            let lower = name.to_ascii_lowercase();
            if OF_TRANSPORT.contains(&lower.as_str()) {
                continue;
            }
            let header = resolve(self.document, header);
            let content = header.get("content").and_then(Value::as_object);
            let described = content.and_then(|it| it.values().next()).unwrap_or(header);
            let example = of_media_type(self.document, described).iter().find_map(|it| it.value);
            let value = example
                .cloned()
                .or_else(|| self.sampler.value(described.get("schema")?, Direction::Response));
            let text = value.as_ref().and_then(header_text);
            headers.extend(text.map(|text| (name.clone(), text)));
        }
        let is_redirect =
            matches!(operation.output, OperationOutput::Redirect) && (300..400).contains(&status);
        let leads_on = |(name, _): &(String, String)| name.eq_ignore_ascii_case("location");
        if is_redirect && !headers.iter().any(leads_on) {
            headers.push(("Location".to_owned(), SOMEWHERE.to_owned()));
        }
        headers.sort();
        headers
    }
}

/// The status that stands for those of a key of `responses`, of which no other key is about it; none
/// if there is none, or it is no answer by itself.
fn status(key: &str, keys: &[&str]) -> Option<u16> {
    let key = key.to_ascii_lowercase();
    let is_named = |code: &u16| keys.iter().any(|key| **key == code.to_string());
    let class = |code: u16| {
        let range = format!("{}xx", code / 100);
        keys.iter().any(|key| key.eq_ignore_ascii_case(&range))
    };
    // These have no content, whatever the others of their class have.
    let is_free = |code: &u16| !is_named(code) && ![204, 205, 304].contains(code);
    if key == "default" {
        let has_success = keys.iter().any(|key| key.starts_with(['2', '3']));
        let codes = if has_success { [500, 400, 300] } else { [200, 300, 500] };
        return codes
            .into_iter()
            .filter(|code| !class(*code))
            .find_map(|code| (code..code + 100).find(is_free));
    }
    match key.strip_suffix("xx") {
        Some(class) => {
            let first = class.parse::<u16>().ok()?.checked_mul(100)?;
            (200..=599).contains(&first).then(|| (first..first + 100).find(is_free))?
        }
        None => key.parse().ok().filter(|code| (200..=599).contains(code)),
    }
}

/// A value as the text of a header, if it can be one.
fn header_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(header_text).collect();
            items?.join(",")
        }
        Value::Null | Value::Object(_) => return None,
    };
    text.chars().all(|c| c == ' ' || c.is_ascii_graphic()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn each_key_has_a_status_of_its_own() {
        let check = |keys: &[&str], expected: &[Option<u16>]| {
            let found: Vec<_> = keys.iter().map(|key| status(key, keys)).collect();
            assert_eq!(found, expected, "{keys:?}");
        };
        check(&["200", "404", "default"], &[Some(200), Some(404), Some(500)]);
        check(&["200", "2XX", "4xx", "400"], &[Some(200), Some(201), Some(401), Some(400)]);
        check(&["default"], &[Some(200)]);
        check(&["200", "500", "5XX", "default"], &[Some(200), Some(500), Some(501), Some(400)]);
        check(&["100", "1XX", "nonsense", "700"], &[None; 4]);
    }
}
