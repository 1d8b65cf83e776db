//! Answers of a mock that are streams.

use serde_json::{Map, Value, json};

use super::Table;
use crate::ir::{Answer, AnswerContent, EventStream, Framing, Operation};
use document::examples::of_media_type;
use document::reference::resolve;
use document::validation::Direction;

impl<'v> Table<'v> {
    /// The streams that a response may be: one for each example, or else one of a single item that is
    /// made. `answer` gets the name of the example, whether it is made, and the content with its media
    /// type.
    pub(super) fn streams(
        &mut self,
        operation: &Operation,
        content: Option<&'v Map<String, Value>>,
        answer: impl Fn(Option<String>, bool, (String, AnswerContent)) -> Answer,
    ) -> Vec<Answer> {
        let mut answers = Vec::new();
        for stream in &operation.streams {
            let Some(media) = content.and_then(|it| it.get(&stream.media_type)) else { continue };
            let is_list = self.is_list(media);
            let written = |value: &Value| {
                let text = written(stream, value, is_list);
                (stream.media_type.clone(), AnswerContent::Text(text))
            };
            let count = answers.len();
            for example in of_media_type(self.document, media) {
                if let Some(value) = example.value.filter(|value| self.schemas.has_room(value)) {
                    answers.push(answer(example.name().map(str::to_owned), false, written(value)));
                }
            }
            if answers.len() == count {
                let made = media.get("schema");
                let made = made.and_then(|it| self.sampler.value(it, Direction::Response));
                let made = made.filter(|value| self.schemas.has_room(value));
                answers.push(answer(None, true, written(&made.unwrap_or_else(|| json!("text")))));
            }
        }
        answers
    }

    /// Whether a schema is of all items at once.
    fn is_list(&self, media: &'v Value) -> bool {
        let schema = media.get("schema").map(|schema| resolve(self.document, schema));
        schema.is_some_and(|schema| schema["type"] == "array")
    }
}

/// A stream as it is sent: what is an example of it as text is that.
fn written(stream: &EventStream, value: &Value, is_list: bool) -> String {
    let items = match value {
        Value::String(text) if stream.framing != Framing::TextEvents || is_stream(text) => {
            return text.clone();
        }
        Value::Array(items) if is_list => items.as_slice(),
        item => std::slice::from_ref(item),
    };
    let mut text: String = items.iter().map(|item| self::item(stream.framing, item)).collect();
    if let Some(end) = &stream.end {
        text.push_str(&framed(stream.framing, end));
    }
    text
}

/// Whether a text has lines of events already.
fn is_stream(text: &str) -> bool {
    let fields = ["data:", "event:", "id:", "retry:", ":"];
    fields.iter().any(|field| text.trim_start().starts_with(field))
}

fn item(framing: Framing, item: &Value) -> String {
    match framing {
        Framing::Fields | Framing::TextFields => {
            let fields = ["event", "id", "retry"].map(|name| (name, &item[name]));
            let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
            let fields = fields.map(|(name, value)| format!("{name}: {}\n", plain(value)));
            let fields: String = fields.collect();
            fields + &framed(framing, &plain(&item["data"]))
        }
        Framing::TextEvents => framed(framing, &plain(item)),
        _ => framed(framing, &item.to_string()),
    }
}

/// Data with what stands before and behind it.
fn framed(framing: Framing, data: &str) -> String {
    match framing {
        Framing::JsonLines => format!("{data}\n"),
        Framing::JsonSequence => format!("\u{1e}{data}\n"),
        _ => format!("data: {}\n\n", data.replace('\n', "\ndata: ")),
    }
}

/// A text as it is, and anything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::written;
    use crate::ir::{EventStream, Framing, Type};
    use crate::names::Name;

    fn check(framing: Framing, end: Option<&str>, value: &Value, expected: &str) {
        let stream = EventStream {
            name: Name::new("send events"),
            media_type: "text/event-stream".to_owned(),
            framing,
            item: Type::Json,
            end: end.map(str::to_owned),
        };
        assert_eq!(written(&stream, value, value.is_array()), expected, "{framing:?}");
    }

    #[test]
    fn items_are_written_as_servers_send_them() {
        let items = json!([{ "a": 1 }, "b"]);
        check(Framing::JsonLines, None, &items, "{\"a\":1}\n\"b\"\n");
        check(Framing::JsonSequence, None, &items, "\u{1e}{\"a\":1}\n\u{1e}\"b\"\n");
        let events = "data: {\"a\":1}\n\ndata: \"b\"\n\ndata: [DONE]\n\n";
        check(Framing::JsonEvents, Some("[DONE]"), &items, events);
        check(Framing::TextEvents, None, &json!("a\nb"), "data: a\ndata: b\n\n");
        let event = json!({ "event": "made", "id": 7, "data": { "a": 1 } });
        check(Framing::Fields, None, &event, "event: made\nid: 7\ndata: {\"a\":1}\n\n");
        check(Framing::TextFields, None, &json!({ "data": "a" }), "data: a\n\n");
        // What is text already is sent as it is.
        for framing in [Framing::TextEvents, Framing::JsonEvents] {
            check(framing, Some("[DONE]"), &json!("data: {}\n\n"), "data: {}\n\n");
        }
    }
}
