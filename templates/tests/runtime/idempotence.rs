//! Requests that say something else than their methods of whether they may be sent twice.

use bytes::Bytes;
use http::Method;
use templates::{Client, Content, Error, NoContent, Request, ThingPage};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use crate::lists::{FIRST, Listed, Server};
use crate::{client, response};

fn request(method: &Method) -> Request<NoContent> {
    client().request("ChangeThing", method.clone(), "/Things")
}

/// Whether a request may be sent again after an answer of a status.
fn is_retryable<C: Content>(request: &Request<C>, status: u16) -> bool {
    let error = request.decode(response(status, &[], b"")).map(|_| ()).expect_err("no success");
    error.is_retryable()
}

#[test]
fn what_is_said_counts_in_place_of_the_method() {
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::POST, Method::PATCH] {
        for idempotent in [true, false] {
            let request = request(&method).idempotent(idempotent);
            for status in [408, 500, 502, 503, 504] {
                assert_eq!(is_retryable(&request, status), idempotent, "{method} {status}");
            }
            assert!(is_retryable(&request, 429), "{method}");
            for status in [400, 404, 409, 501] {
                assert!(!is_retryable(&request, status), "{method} {status}");
            }
        }
        // The last word counts.
        assert!(is_retryable(&request(&method).idempotent(false).idempotent(true), 503));
    }
}

#[test]
fn it_is_kept_by_requests_made_of_others() {
    let marked = request(&Method::POST).idempotent(true);
    assert!(is_retryable(&marked.clone(), 503));
    assert!(is_retryable(&marked.header("X-Trace", "1").accept::<Bytes>("image/png"), 503));
}

/// A server that reads each request and closes the connection. Of one that it does not read, the
/// client may know that it was not sent.
async fn closing() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            connection.read_u8().await.expect("a request");
        }
    });
    let builder = Client::builder().http_client(reqwest::Client::new()).base_url(url);
    builder.credentials("AC0", "token").build().expect("a client")
}

#[tokio::test]
async fn broken_connections() {
    let client = closing().await;
    for (method, idempotent) in [(Method::POST, true), (Method::PUT, false)] {
        let request = client.request::<Bytes>("ChangeThing", method, "/").idempotent(idempotent);
        for error in [
            request.clone().send().await.expect_err("the connection breaks"),
            request.send_streamed().await.expect_err("the connection breaks"),
        ] {
            assert!(matches!(error, Error::Transport(_)), "{error:?}");
            assert_eq!(error.is_retryable(), idempotent, "{error:?}");
        }
    }
}

#[tokio::test]
async fn pages() {
    let server = Server::start().await;
    server.answer(FIRST, server.page(Listed(&["a"], Some("{server}/Things?Page=1")))).await;
    server.answer("/Things?Page=1", ResponseTemplate::new(503)).await;
    for idempotent in [true, false] {
        let request = server.client().list_things().into_request().idempotent(idempotent);
        let mut pages = ThingPage::pages(request);
        pages.next().await.expect("a page").expect("the first is there");
        let error = pages.next().await.expect("a page").expect_err("the second is not");
        assert_eq!(error.is_retryable(), idempotent);
    }
}
