//! Streams whose connection ends, and begins again.

use std::time::Duration;

use templates::{Error, RetryPolicy};
use tokio::time::Instant;

use super::feed::Feed;
use super::{EVENTS, Opened, all, request, texts};

fn asked(ids: &[&str]) -> Vec<(String, String)> {
    ids.iter().map(|id| (EVENTS.to_owned(), (*id).to_owned())).collect()
}

#[tokio::test(start_paused = true)]
async fn the_request_is_sent_again_with_the_last_id() {
    let feed = Feed::of(&["retry: 5000\nid: 1\ndata: a\n\nid: 9\ndata: lost\n"])
        .then_break()
        .and(&["data: b\n\n", "id: ä\ndata: c\n\n"])
        .and(&["data: d\n\n"])
        .then_hang();
    let start = Instant::now();
    let mut events = texts(&feed).await.reconnect().idle_timeout(Duration::from_secs(50));
    let mut data = Vec::new();
    for _ in 0..4 {
        let event = events.next().await.expect("an event").expect("no error");
        data.push((event.data, event.id.unwrap_or_default()));
    }
    // What was not finished when the connection broke is none.
    let expected = [("a", "1"), ("b", "1"), ("c", "ä"), ("d", "ä")];
    assert_eq!(data, expected.map(|(data, id)| (data.to_owned(), id.to_owned())));
    // The server said how long to wait, and a part of a second is at random.
    assert!((10..12).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
    // Nothing came for too long; then there is no content, which is the end.
    assert!(events.next().await.is_none());
    assert_eq!(feed.requests(), asked(&["", "1", "ä", "ä"]));
}

#[tokio::test(start_paused = true)]
async fn the_end_is_the_end_without_it_and_without_ids() {
    let feed = Feed::of(&["id: 1\ndata: a\n\n"]).and(&["data: b\n\n"]);
    assert_eq!(all(texts(&feed).await).await.0.len(), 1);
    let feed = Feed::of(&["data: a\n\n"]).then_break().and(&["data: b\n\n"]);
    let (items, error) = all(texts(&feed).await.reconnect()).await;
    assert_eq!((items.len(), feed.requests().len()), (1, 1));
    assert!(matches!(error, Some(Error::Transport(_))), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn connections_without_events_are_not_repeated_for_ever() {
    let mut feed = Feed::of(&["id: 1\ndata: a\n\n"]);
    for _ in 0..10 {
        feed = feed.and::<&str>(&[]).then_break();
    }
    let (items, error) = all(texts(&feed).await.reconnect()).await;
    assert_eq!((items.len(), feed.requests().len()), (1, 3));
    let Some(Error::Transport(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.operation(), "Follow");
}

#[tokio::test(start_paused = true)]
async fn the_server_may_not_ask_to_wait_for_longer_than_the_policy_allows() {
    let feed = Feed::of(&["retry: 60000\nid: 1\ndata: a\n\n"]).and(&["data: b\n\n"]);
    assert_eq!(all(texts(&feed).await.reconnect()).await.0.len(), 1);
    let feed = Feed::of(&["retry: 60000\nid: 1\ndata: a\n\n"]).and(&["data: b\n\n"]);
    let policy = RetryPolicy::default().longest_retry_after(Duration::from_secs(60));
    let framing = templates::Framing::events_of_text();
    let opened: Opened<_> = request(&feed).retries(policy).send_events(EVENTS, framing).await;
    let (items, _) = all(opened.expect("a success").into_body().reconnect()).await;
    assert_eq!(items.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_ends_the_stream() {
    let feed = Feed::of(&["id: 1\ndata: a\n\n"]).and(&["{}"]).status(403);
    let (items, error) = all(texts(&feed).await.reconnect()).await;
    assert_eq!(items.len(), 1);
    assert!(matches!(error, Some(Error::Api(_))), "{error:?}");
}
