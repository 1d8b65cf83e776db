//! Streams, against an API that answers as it is written down.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use http::header::{ACCEPT, CONTENT_TYPE};

use crate::fixtures::streams::models::{CreateCompletionBody, FollowRunResponseEvent};
use crate::transport::Transport;
use crate::{Client, Error, Events};

/// Gives one content, whatever is asked for, and remembers what is accepted.
#[derive(Clone)]
struct Api {
    content_type: &'static str,
    content: &'static str,
    accepted: Arc<Mutex<Vec<String>>>,
}

impl Api {
    fn new(content_type: &'static str, content: &'static str) -> (Client, Self) {
        let api = Self { content_type, content, accepted: Arc::default() };
        let client = Client::builder().transport(api.clone()).build();
        (client.expect("a client without a network"), api)
    }

    fn accepted(&self) -> Vec<String> {
        self.accepted.lock().expect("no test panics with it").clone()
    }
}

impl Transport for Api {
    async fn send(
        &self,
        request: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let accepted = request.headers()[ACCEPT].to_str()?.to_owned();
        self.accepted.lock().expect("no test panics with it").push(accepted);
        let response = http::Response::builder().header(CONTENT_TYPE, self.content_type);
        Ok(response.body(self.content.into())?)
    }
}

async fn all<T>(mut events: Events<T>) -> Result<Vec<T>, Error> {
    let mut items = Vec::new();
    while let Some(item) = events.next().await {
        items.push(item?);
    }
    Ok(items)
}

fn prompt() -> CreateCompletionBody {
    let mut body = CreateCompletionBody::new("Once");
    body.stream = Some(true);
    body
}

#[tokio::test]
async fn one_operation_is_answered_as_a_whole_or_by_events() {
    let events = "data: {\"delta\":\"upon\",\"index\":0}\n\nevent: more\nid: 2\n\
                  data: {\"delta\":\"a time\"}\n\ndata: [DONE]\n\ndata: {}\n\n";
    let (client, api) = Api::new("text/event-stream", events);
    let response = client.create_completion(prompt()).send_events().await.expect("a success");
    let chunks = all(response.into_body()).await.expect("all chunks fit");
    let deltas: Vec<_> =
        chunks.iter().map(|chunk| (&*chunk.data.delta, chunk.data.index)).collect();
    assert_eq!(deltas, [("upon", Some(0)), ("a time", None)]);
    assert_eq!(chunks[1].event.as_deref(), Some("more"));
    assert_eq!(chunks[1].id.as_deref(), Some("2"));
    assert_eq!(api.accepted(), ["text/event-stream"]);

    let (client, api) = Api::new("application/json", "{\"text\":\"Once upon a time\"}");
    let whole = client.create_completion(prompt()).send().await.expect("a success");
    assert_eq!(whole.text, "Once upon a time");
    // Who forgets to ask for events in the body learns of it.
    let error = client.create_completion(prompt()).send_events().await.expect_err("it is JSON");
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(api.accepted(), ["application/json", "text/event-stream"]);
}

#[tokio::test]
async fn events_whose_fields_are_described_are_told_apart_by_them() {
    let events = "event: run.started\ndata: {\"name\":\"r\"}\n\nevent: run.ended\ndata: bye\n\n\
                  event: other\ndata: 1\n\n";
    let (client, _) = Api::new("text/event-stream", events);
    let response = client.follow_run("R1").send_events().await.expect("a success");
    let items = all(response.into_body()).await.expect("all events fit");
    let [
        FollowRunResponseEvent::RunStarted(started),
        FollowRunResponseEvent::RunEnded(ended),
        FollowRunResponseEvent::Other(_),
    ] = &*items
    else {
        panic!("{items:?}")
    };
    assert_eq!((&*started.data.name, &*ended.data), ("r", "bye"));
}

#[tokio::test]
async fn text_of_events_is_left_as_it_is() {
    let (client, _) = Api::new("text/event-stream", "event: a\ndata: 1\ndata: 2\n\n");
    let response = client.follow_messages().send_events().await.expect("a success");
    let messages = all(response.into_body()).await.expect("all messages fit");
    assert_eq!((messages[0].event.as_deref(), &*messages[0].data), (Some("a"), "1\n2"));
    let response = client.follow_ticks().send_events().await.expect("a success");
    assert_eq!(all(response.into_body()).await.expect("all ticks fit")[0].data, "1\n2");
    // The bytes can still be had as they are.
    let bytes = client.follow_ticks().send().await.expect("a success");
    assert_eq!(bytes, "event: a\ndata: 1\ndata: 2\n\n");
}

#[tokio::test]
async fn json_comes_on_lines_and_in_sequences() {
    let (client, api) = Api::new("application/x-ndjson", "{\"line\":\"a\"}\n\n{\"line\":\"b\"}");
    let response = client.follow_log().send_events_query(true).send_json_lines().await;
    let lines = all(response.expect("a success").into_body()).await.expect("all lines fit");
    assert_eq!(lines.iter().map(|entry| &*entry.line).collect::<Vec<_>>(), ["a", "b"]);
    let (client, _) = Api::new("application/json-seq", "\u{1e}{\"line\":\"a\"}\n\u{1e}{}\n");
    let response = client.follow_log().send_json_sequence().await.expect("a success");
    let mut entries = response.into_body();
    assert_eq!(entries.next().await.expect("an entry").expect("it fits").line, "a");
    let error = entries.next().await.expect("an entry").expect_err("it has no line");
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.operation(), error.path()), ("FollowLog", "[1]"));
    assert_eq!(api.accepted(), ["application/x-ndjson"]);
}

#[tokio::test]
async fn a_stream_beside_answers_that_differ_by_status() {
    let (client, api) =
        Api::new("application/stream+json", "{\"table\":\"a\"}\n{\"table\":null}\n");
    let response = client.follow_changes().send_json_lines().await.expect("a success");
    let changes = all(response.into_body()).await.expect("all changes fit");
    let tables: Vec<_> = changes.iter().map(|change| change.table.as_deref()).collect();
    assert_eq!(tables, [Some("a"), None]);
    assert_eq!(api.accepted(), ["application/stream+json"]);
}
