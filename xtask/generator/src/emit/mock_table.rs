//! The table that a mock reads: `src/mocked/table.json`.

use std::fmt::Write as _;

use document::printable::is_printable;
use serde_json::{Map, Value, json};

use crate::ir::{
    Answer, AnswerContent, Api, Counting, InputLocation, Mock, MockedInput, MockedOperation,
    NextPage, Operation, OperationInput, PagePointers, Scheme, SchemeKind, Style,
};

/// The text of the table. What is absent is empty, or false.
pub(crate) fn text(api: &Api, mock: &Mock) -> String {
    let schemes = api.security.schemes.iter().map(|it| (it.wire_name.clone(), scheme(it)));
    let operations = api.operations().zip(&mock.operations);
    let table = json!({
        "bases": mock.bases,
        "schemes": schemes.collect::<Map<_, _>>(),
        "operations": operations.map(|(it, mocked)| self::operation(it, mocked)).collect::<Value>(),
        "schemas": mock.schemas,
    });
    format!("{}\n", spelled_out(&format!("{table:#}")))
}

/// JSON, in whose strings what may not be printed is written by its number.
fn spelled_out(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || is_printable(c) {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

/// An object without the entries that are empty, or false.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let is_absent = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    };
    let entries = entries.into_iter().filter(|(_, value)| !is_absent(value));
    entries.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn scheme(scheme: &Scheme) -> Value {
    match &scheme.kind {
        SchemeKind::Basic => json!({"kind": "basic"}),
        SchemeKind::Bearer => json!({"kind": "bearer"}),
        SchemeKind::Authorization(_) => json!({"kind": "authorization"}),
        SchemeKind::HeaderKey(name) => json!({"kind": "header", "name": name}),
        SchemeKind::QueryKey(name) => json!({"kind": "query", "name": name}),
        SchemeKind::CookieKey(name) => json!({"kind": "cookie", "name": name}),
    }
}

fn operation(operation: &Operation, mocked: &MockedOperation) -> Value {
    let inputs = operation.inputs.iter().zip(&mocked.inputs);
    let inputs =
        inputs.filter(|(it, _)| is_checked(it.location)).map(|(it, mocked)| input(it, mocked));
    let next_page = operation.next_page.as_ref();
    object([
        ("method", super::mocked::method(operation).into()),
        ("id", operation.id.as_str().into()),
        ("verb", operation.method.as_str().into()),
        ("path", operation.path.as_str().into()),
        ("security", json!(operation.security)),
        ("media_types", json!(operation.media_types)),
        ("body_required", mocked.body_required.into()),
        ("inputs", inputs.collect()),
        ("answers", mocked.answers.iter().map(answer).collect()),
        (
            "next_page",
            next_page.map_or(Value::Null, |next| self::next_page(next, &mocked.next_page)),
        ),
    ])
}

/// Whether an input is there to be read: what says where a request goes, and which media type its body
/// has, is seen otherwise.
pub(super) fn is_checked(location: InputLocation) -> bool {
    !matches!(location, InputLocation::Server | InputLocation::ContentType)
}

fn input(input: &OperationInput, mocked: &MockedInput) -> Value {
    let (style, explode) = style(input.location).unzip();
    let is = |locations: &[InputLocation]| Value::from(locations.contains(&input.location));
    let is_json_style = input.location.style() == Some(Style::Json);
    let json = &[
        InputLocation::Body,
        InputLocation::FormJson,
        InputLocation::FormJsonEach,
        InputLocation::PartJson,
        InputLocation::PartJsonEach,
    ];
    let files = &[InputLocation::PartFile, InputLocation::PartGiven, InputLocation::Part];
    let entries = object([
        ("in", input.place().into()),
        ("name", input.wire_name.as_str().into()),
        ("required", input.required.into()),
        ("style", style.into()),
        ("explode", explode.into()),
        ("json", (is_json_style || json.contains(&input.location)).into()),
        ("each", is(&[InputLocation::FormJsonEach, InputLocation::PartJsonEach])),
        ("value", is(&[InputLocation::FormValue, InputLocation::PartValue])),
        ("file", is(files)),
        ("form", is(&[InputLocation::FormWhole])),
        ("parts", is(&[InputLocation::Multipart])),
        ("schema", mocked.schema.clone()),
    ]);
    with(entries, "example", mocked.example.clone())
}

/// The object with an entry, whatever its value is.
fn with(mut object: Value, key: &str, value: Option<Value>) -> Value {
    if let (Value::Object(fields), Some(value)) = (&mut object, value) {
        fields.insert(key.to_owned(), value);
    }
    object
}

/// The style in the words of OpenAPI, and whether it is exploded.
fn style(location: InputLocation) -> Option<(&'static str, bool)> {
    let style = match location {
        InputLocation::Path | InputLocation::Header => Style::Simple,
        InputLocation::Query | InputLocation::Form => Style::FormExploded,
        location => location.style()?,
    };
    Some(match style {
        Style::Simple => ("simple", false),
        Style::SimpleExploded => ("simple", true),
        Style::Label => ("label", false),
        Style::LabelExploded => ("label", true),
        Style::Matrix => ("matrix", false),
        Style::MatrixExploded => ("matrix", true),
        Style::Form => ("form", false),
        Style::FormExploded => ("form", true),
        Style::SpaceDelimited => ("spaceDelimited", false),
        Style::PipeDelimited => ("pipeDelimited", false),
        Style::DeepObject => ("deepObject", true),
        Style::Dotted => ("dotted", true),
        Style::Json => return None,
    })
}

fn answer(answer: &Answer) -> Value {
    let headers: Map<String, Value> =
        answer.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    let start = object([
        ("status", answer.status.into()),
        ("name", answer.name.as_deref().into()),
        ("made", answer.is_made.into()),
        ("media_type", answer.content.as_ref().map(|(media_type, _)| media_type.as_str()).into()),
        ("headers", headers.into()),
    ]);
    match answer.content.as_ref().map(|(_, content)| content) {
        None => start,
        Some(AnswerContent::Text(text)) => with(start, "text", Some(text.as_str().into())),
        Some(AnswerContent::Json { value, enums, required }) => {
            let mut answer = with(start, "json", Some(value.clone()));
            for (key, pointers) in [("enums", enums), ("required", required)] {
                answer = with(answer, key, (!pointers.is_empty()).then(|| json!(pointers)));
            }
            answer
        }
    }
}

fn next_page(next: &NextPage, PagePointers { next: pointer, items }: &PagePointers) -> Value {
    let counted = |key: &str, counting: &Counting| {
        Map::from_iter([
            (key.to_owned(), Value::from(counting.parameter.as_str())),
            ("first".to_owned(), counting.first.into()),
        ])
    };
    let found = match next {
        NextPage::Url => json!({"url": pointer}),
        NextPage::Token { parameter, .. } => json!({"token": pointer, "as": parameter}),
        NextPage::Link => json!({"link": true}),
        NextPage::Offset(counting) => counted("offset", counting).into(),
        NextPage::Number(counting) => counted("number", counting).into(),
    };
    with(found, "items", items.as_deref().map(Value::from))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::spelled_out;

    #[test]
    fn what_may_not_be_printed_is_written_by_its_number() {
        let value = json!({ "a\u{202e}": ["é\u{feff}", "\u{1b}"] });
        let text = spelled_out(&format!("{value:#}"));
        assert!(text.contains(r#""a\u202e""#) && text.contains(r#""é\ufeff""#), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}
