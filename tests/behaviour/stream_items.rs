//! Streams that OpenAPI 3.2 describes by their items.

use std::error::Error as StdError;

use http::header::CONTENT_TYPE;

use crate::fixtures::stream_items::models::FollowPartsResponseEvent;
use crate::transport::Transport;
use crate::{Client, Error, Events};

/// Gives this content.
struct Content(&'static str, &'static str);

impl Transport for Content {
    async fn send(
        &self,
        _: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let response = http::Response::builder().header(CONTENT_TYPE, self.0);
        Ok(response.body(self.1.into())?)
    }
}

fn client(content_type: &'static str, content: &'static str) -> Client {
    let client = Client::builder().transport(Content(content_type, content)).build();
    client.expect("a client without a network")
}

async fn all<T>(mut events: Events<T>) -> Result<Vec<T>, Error> {
    let mut items = Vec::new();
    while let Some(item) = events.next().await {
        items.push(item?);
    }
    Ok(items)
}

#[tokio::test]
async fn json_in_the_data_of_an_event_is_read() {
    let client = client("text/event-stream", "id: 1\ndata: {\"name\": \"sort\"}\n\n");
    let response = client.follow_steps().send_events().await.expect("a success");
    let steps = all(response.into_body()).await.expect("all steps fit");
    assert_eq!((&*steps[0].data.name, steps[0].id.as_deref()), ("sort", Some("1")));
}

#[tokio::test]
async fn some_data_is_text_and_some_is_json() {
    let client =
        client("text/event-stream", "event: text\ndata: a\ndata: b\n\nevent: count\ndata: 3\n\n");
    let response = client.follow_parts().send_events().await.expect("a success");
    let parts = all(response.into_body()).await.expect("all parts fit");
    let [FollowPartsResponseEvent::Text(text), FollowPartsResponseEvent::Count(count)] = &*parts
    else {
        panic!("{parts:?}")
    };
    assert_eq!((text.data.as_deref(), count.data), (Some("a\nb"), 3));
}

#[tokio::test]
async fn items_of_json_come_one_by_one() {
    let jsonl = client("application/jsonl", "{\"line\":\"a\"}\n{\"line\":\"b\"}\n");
    let response = jsonl.follow_lines().send_json_lines().await.expect("a success");
    let lines = all(response.into_body()).await.expect("all lines fit");
    assert_eq!(lines.iter().map(|it| &*it.line).collect::<Vec<_>>(), ["a", "b"]);
    let sequence = client("application/json-seq", "\u{1e}{\"line\":\"c\"}\n");
    let response = sequence.follow_lines().send_json_sequence().await.expect("a success");
    assert_eq!(all(response.into_body()).await.expect("all lines fit")[0].line, "c");
}
