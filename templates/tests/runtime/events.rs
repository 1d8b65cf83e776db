//! Streams of events and of JSON.

mod connection;
mod feed;
mod parsing;
mod reconnecting;

use std::time::Duration;

use http::Method;
use serde_json::Value;
use templates::{Client, Error, Event, Events, Framing, Request, Response};

use feed::Feed;

const EVENTS: &str = "text/event-stream";

type Opened<T> = Result<Response<Events<T>>, Error>;

/// A request to an API that answers as it is written down.
fn request(feed: &Feed) -> Request<bytes::Bytes> {
    let builder = Client::builder().credentials("AC0", "token").transport(feed.clone());
    builder.build().expect("a client").request("Follow", Method::GET, "/events")
}

async fn texts(feed: &Feed) -> Events<Event<String>> {
    let opened: Opened<_> = request(feed).send_events(EVENTS, Framing::events_of_text()).await;
    opened.expect("a success").into_body()
}

/// All items up to the first error.
async fn all<T>(mut events: Events<T>) -> (Vec<T>, Option<Error>) {
    let mut items = Vec::new();
    while let Some(item) = events.next().await {
        match item {
            Ok(item) => items.push(item),
            Err(error) => return (items, Some(error)),
        }
    }
    (items, None)
}

#[tokio::test]
async fn what_is_no_json_is_an_error_of_that_event_alone() {
    let feed =
        Feed::of(&["data: {\"a\":1}\n\ndata: {\"a\":\n\ndata: {\"a\":\"x\"}\n\ndata: 4\n\n"]);
    let opened: Opened<Event<std::collections::BTreeMap<String, i64>>> =
        request(&feed).send_events(EVENTS, Framing::events_of_json()).await;
    let mut events = opened.expect("a success").into_body();
    assert_eq!(events.next().await.expect("an event").expect("it fits").data["a"], 1);
    for (path, body) in [("[1].a", "{\"a\":"), ("[2].a", "{\"a\":\"x\"}"), ("[3]", "4")] {
        let error = events.next().await.expect("an event").expect_err("it does not fit");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!((error.operation(), error.path()), ("Follow", path));
        assert_eq!(error.body(), body);
        assert!(error.to_string().starts_with("Follow: the answer (200 OK) cannot be read at `["));
    }
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_ends_before_what_ends_it() {
    let feed = Feed::of(&["data: a\n\ndata: [DONE]\n\ndata: b\n\n"]).then_hang();
    let framing = Framing::events_of_text().until("[DONE]");
    let opened: Opened<_> = request(&feed).send_events(EVENTS, framing).await;
    let (items, error) = all(opened.expect("a success").into_body()).await;
    assert_eq!(items.iter().map(|item| &*item.data).collect::<Vec<_>>(), ["a"]);
    assert!(error.is_none());
    // Not every API ends its lines with JSON.
    let feed = Feed::of(&["1\n[DONE]\n2\n"]).then_hang();
    let framing = Framing::<i64>::json_lines().until("[DONE]");
    let opened = request(&feed).send_events("application/x-ndjson", framing).await;
    assert_eq!(all(opened.expect("a success").into_body()).await.0, [1]);
}

#[tokio::test]
async fn fields_of_events_are_an_object() {
    let feed =
        Feed::of(&["id: 7\nevent: made\nretry: 20\ndata: {\"n\":\ndata: 1.0}\n\ndata: [DONE]\n\n"]);
    let opened: Opened<Value> =
        request(&feed).send_events(EVENTS, Framing::fields_of_events()).await;
    let (items, _) = all(opened.expect("a success").into_body()).await;
    let expected = [
        serde_json::json!({ "id": "7", "event": "made", "retry": 20, "data": { "n": 1.0 } }),
        serde_json::json!({ "id": "7", "data": "[DONE]" }),
    ];
    assert_eq!(items, expected);
    let feed = Feed::of(&["data: 1\n\n"]);
    let opened: Opened<Value> =
        request(&feed).send_events(EVENTS, Framing::fields_of_text_events()).await;
    let (items, _) = all(opened.expect("a success").into_body()).await;
    assert_eq!(items, [serde_json::json!({ "data": "1" })]);
}

#[tokio::test]
async fn an_event_has_a_limit_and_the_whole_has_none() {
    let text = "data: 12345678\n\n".repeat(100);
    let feed = Feed::of(&[&text, "data: 1234567\ndata: 8901234\n\n"]);
    let (items, error) = all(texts(&feed).await.event_limit(16)).await;
    assert_eq!(items.len(), 100);
    let Some(Error::Transport(error)) = error else { panic!("{error:?}") };
    assert!(error.is_too_large());
    // A line without an end is not collected for ever.
    for (media_type, framing) in [
        (EVENTS, Framing::<Value>::fields_of_events()),
        ("application/x-ndjson", Framing::json_lines()),
        ("application/json-seq", Framing::json_sequence()),
    ] {
        let feed = Feed::of(&["\"aaaaaaaaaa", "aaaaaaaaaa"]).then_hang();
        let opened = request(&feed).response_limit(15).send_events(media_type, framing).await;
        let (items, error) = all(opened.expect("a success").into_body()).await;
        assert!(items.is_empty());
        let Some(Error::Transport(error)) = error else { panic!("{error:?}") };
        assert!(error.is_too_large(), "{media_type}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_may_come_for_so_long() {
    let start = tokio::time::Instant::now();
    let feed = Feed::of(&["data: a\n\n"]).then_hang();
    let (items, error) = all(texts(&feed).await.idle_timeout(Duration::from_secs(5))).await;
    assert_eq!(items.len(), 1);
    let Some(Error::Transport(error)) = error else { panic!("{error:?}") };
    assert!(error.is_timeout());
    assert_eq!(start.elapsed().as_secs(), 5);
    // The limit of the call is that of each silence, but not of the whole.
    let feed = Feed::of(&["data: a\n\n", ": still there\n", "data: b\n\n"]);
    let feed = feed.each_after(Duration::from_secs(8)).then_hang();
    let request = request(&feed).timeout(Duration::from_secs(10));
    let opened: Opened<_> = request.send_events(EVENTS, Framing::events_of_text()).await;
    let (items, error) = all(opened.expect("a success").into_body()).await;
    assert_eq!(items.len(), 2);
    assert!(error.is_some());
    assert_eq!(start.elapsed().as_secs(), 5 + 3 * 8 + 10);
}

#[tokio::test]
async fn json_is_no_stream_of_events() {
    let feed = Feed::of(&["{}"]).content_type("application/json; charset=utf-8");
    let opened: Opened<_> = request(&feed).send_events(EVENTS, Framing::events_of_text()).await;
    let Err(Error::Decode(error)) = opened else { panic!("{opened:?}") };
    assert_eq!(error.path(), "content-type");
    let feed = Feed::of(&["1\n2"]).content_type("application/json");
    let framing = Framing::<i64>::json_lines();
    let opened = request(&feed).send_events("application/jsonl", framing).await;
    assert_eq!(all(opened.expect("lines are read").into_body()).await.0, [1, 2]);
}

#[tokio::test]
async fn a_refusal_is_no_stream() {
    let feed = Feed::of(&["{\"message\":\"no\"}"]).status(403);
    let opened: Opened<_> = request(&feed).send_events(EVENTS, Framing::events_of_text()).await;
    let Err(Error::Api(error)) = opened else { panic!("{opened:?}") };
    assert_eq!(error.message(), Some("no"));
    assert_eq!(feed.requests()[0].0, EVENTS);
}

#[tokio::test]
async fn a_stream_without_what_ends_it_broke_off() {
    let framing = || Framing::events_of_text().until("[DONE]");
    for rest in ["", "data: b\n", "data: [DONE", "data: b"] {
        let feed = Feed::of(&["data: a\n\n", rest]);
        let opened: Opened<_> = request(&feed).send_events(EVENTS, framing()).await;
        let (items, error) = all(opened.expect("a success").into_body()).await;
        assert_eq!(items.len(), 1, "{rest}");
        let error = error.unwrap_or_else(|| panic!("the end is missing behind {rest:?}"));
        assert_eq!(error.to_string(), "Follow: the response (200 OK) broke off");
        let cause = std::error::Error::source(&error).expect("a cause").to_string();
        assert_eq!(cause, "the stream is over before `[DONE]`, which ends it");
    }
    // Nothing comes behind the end, and not all servers finish it.
    for end in ["data: [DONE]", "data: [DONE]\n", "data:[DONE]\r\n\r\n"] {
        let feed = Feed::of(&["data: a\n\n", end]);
        let opened: Opened<_> = request(&feed).send_events(EVENTS, framing()).await;
        let (items, error) = all(opened.expect("a success").into_body()).await;
        assert_eq!((items.len(), error.is_none()), (1, true), "{end:?}");
    }
}
