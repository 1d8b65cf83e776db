//! How streams are split: each rule of the standards, and at every byte.

use std::time::Duration;

use serde_json::{Value, json};
use templates::{Event, Framing};

use super::feed::Feed;
use super::{Opened, all, request, texts};

/// An event as `event|id|retry|data`.
fn shown(event: &Event<String>) -> String {
    let Event { data, event, id, retry, .. } = event;
    let [event, id] = [event, id].map(|text| text.as_deref().unwrap_or("-"));
    let retry = retry.map_or("-".to_owned(), |time| time.as_millis().to_string());
    format!("{event}|{id}|{retry}|{data}")
}

async fn events(chunks: &[&[u8]]) -> Vec<String> {
    let (events, error) = all(texts(&Feed::of(chunks)).await).await;
    assert!(error.is_none(), "{error:?}");
    events.iter().map(shown).collect()
}

/// A stream and its events.
const RULES: [(&str, &[&str]); 22] = [
    // The example of the standard, and one without a blank behind the colon.
    ("data: YHOO\ndata: +2\ndata: 10\n\n", &["-|-|-|YHOO\n+2\n10"]),
    ("data:a\n\n", &["-|-|-|a"]),
    // One blank goes, and no more.
    ("data:  a \n\n", &["-|-|-| a "]),
    // Ends of lines.
    ("data: a\r\rdata: b\r\n\r\ndata: c\n\n", &["-|-|-|a", "-|-|-|b", "-|-|-|c"]),
    ("data: a\r\n\ndata: b\n\r\n", &["-|-|-|a", "-|-|-|b"]),
    // A byte order mark in front, and only there.
    ("\u{feff}data: a\n\n", &["-|-|-|a"]),
    ("\u{feff}\u{feff}data: a\n\n", &[]),
    ("data: a\n\n\u{feff}data: b\n\n", &["-|-|-|a"]),
    // Comments, and fields that nobody knows.
    (": a\n:\ndata: a\n: b\nother: c\n\n", &["-|-|-|a"]),
    // Names count with their case and blanks.
    ("Data: a\n data: b\ndata : c\n\n", &[]),
    // Without a colon the value is empty.
    ("data\n\ndata\ndata\n\ndata:\n", &["-|-|-|", "-|-|-|\n"]),
    // The type is of one event; the last one counts.
    ("event: a\nevent: b\ndata: 1\n\ndata: 2\n\n", &["b|-|-|1", "-|-|-|2"]),
    ("event: a\n\ndata: 1\n\n", &["-|-|-|1"]),
    // The id stays until there is another, which may be empty; also from an event without data.
    ("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", &["-|1|-|a", "-|1|-|b", "-|-|-|c"]),
    ("id: 1\n\ndata: a\n\n", &["-|1|-|a"]),
    ("id: 1\nid: 2\0\ndata: a\n\n", &["-|1|-|a"]),
    // A time is digits.
    ("retry: 20\ndata: a\n\nretry: 2s\nretry: -1\nretry:\ndata: b\n\n", &["-|-|20|a", "-|-|-|b"]),
    ("retry: 99999999999999999999999\ndata: a\n\n", &["-|-|-|a"]),
    // What is not finished is dropped.
    ("data: a\n\ndata: b\n", &["-|-|-|a"]),
    ("data: a\n\ndata: b", &["-|-|-|a"]),
    // Signs of several bytes.
    ("data: äö\u{1f600}\nevent: ß\n\n", &["ß|-|-|äö\u{1f600}"]),
    ("", &[]),
];

#[tokio::test]
async fn events_are_as_the_standard_says_wherever_they_are_split() {
    for (text, expected) in RULES {
        assert_eq!(events(&[text.as_bytes()]).await, expected, "{text:?}");
        for at in 0..=text.len() {
            let (first, second) = text.as_bytes().split_at(at);
            assert_eq!(events(&[first, second]).await, expected, "{text:?} split at {at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(events(&bytes).await, expected, "{text:?} byte by byte");
    }
}

#[tokio::test]
async fn what_is_no_unicode_is_replaced() {
    assert_eq!(events(&[b"data: a\xffb\n\n"]).await, ["-|-|-|a\u{fffd}b"]);
}

#[tokio::test]
async fn an_id_that_is_too_long_is_passed_over() {
    let text = format!("id: 1\nid: {}\ndata: a\n\n", "x".repeat(5000));
    assert_eq!(events(&[text.as_bytes()]).await, ["-|1|-|a"]);
}

#[tokio::test]
async fn what_an_event_tells_beside_its_data() {
    let feed = Feed::of(&["retry: 1500\nid: x\ndata: a\n\n"]);
    let mut events = texts(&feed).await;
    assert_eq!(events.last_event_id(), None);
    let event = events.next().await.expect("an event").expect("no error");
    assert_eq!(event.retry, Some(Duration::from_millis(1500)));
    assert_eq!(events.last_event_id(), Some("x"));
    assert_eq!(format!("{events:?}"), "Events { operation: \"Follow\", status: 200, .. }");
}

/// The values of a stream, and the number of the first that is none.
async fn values(framing: &Framing<Value>, chunks: &[&[u8]]) -> Vec<Option<Value>> {
    let opened: Opened<_> = request(&Feed::of(chunks)).send_events("*/*", framing.clone()).await;
    let mut events = opened.expect("a success").into_body();
    let mut values = Vec::new();
    while let Some(value) = events.next().await {
        values.push(value.ok());
    }
    values
}

async fn check(framing: &Framing<Value>, text: &str, expected: &[Option<Value>]) {
    assert_eq!(values(framing, &[text.as_bytes()]).await, expected, "{text:?}");
    for at in 0..=text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        assert_eq!(values(framing, &[first, second]).await, expected, "{text:?} split at {at}");
    }
}

#[tokio::test]
async fn lines_of_json() {
    let framing = Framing::json_lines();
    let [one, two] = [json!({ "a": 1 }), json!("ä")].map(Some);
    check(&framing, "{\"a\":1}\n\"ä\"\n", &[one.clone(), two.clone()]).await;
    // Empty lines, other ends of lines, and no end at all.
    check(&framing, "\r\n{\"a\":1}\r\n  \n\n\"ä\"", &[one.clone(), two.clone()]).await;
    check(&framing, "\u{feff}{\"a\":1}\n", std::slice::from_ref(&one)).await;
    // The stream goes on behind what is no JSON.
    check(&framing, "{\"a\":\n{\"a\":1}\n{\"a\"", &[None, one, None]).await;
}

#[tokio::test]
async fn sequences_of_json() {
    let framing = Framing::json_sequence();
    let [one, two, number] = [json!({ "a": "\\\"\n" }), json!([[1], 2]), json!(12)].map(Some);
    let text = "\u{1e}{\"a\":\"\\\\\\\"\\n\"}\n\u{1e}[[1],\n2]\n\u{1e}12\n";
    check(&framing, text, &[one, two.clone(), number.clone()]).await;
    // Empty ones, and one without a line feed.
    check(&framing, "\u{1e}\u{1e}\n\u{1e}[[1],2]", std::slice::from_ref(&two)).await;
    // A number without anything behind it may have been longer; anything else is cut off if it is.
    check(&framing, "\u{1e}12\u{1e}12 \u{1e}12", &[None, number, None]).await;
    check(&framing, "\u{1e}[[1],\u{1e}[[1],2]\n\u{1e}\"a", &[None, two, None]).await;
}
