//! Connections that are kept for the next request, and that the server has closed by then.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use templates::{Client, Error};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Answers one request, and says so when the connection is closed.
async fn serve(mut connection: TcpStream, count: Arc<AtomicUsize>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.ok()?);
    }
    count.fetch_add(1, Ordering::Relaxed);
    connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await.ok()
}

/// A client, how many requests its server got, and when each connection is closed.
async fn client() -> (Client, Arc<AtomicUsize>, UnboundedReceiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let count = Arc::<AtomicUsize>::default();
    let (sender, closed) = unbounded_channel();
    let seen = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let (count, sender) = (Arc::clone(&seen), sender.clone());
            tokio::spawn(async move {
                serve(connection, count).await;
                // A test may be over already.
                let _ = sender.send(());
            });
        }
    });
    let http = reqwest::Client::builder().no_proxy().build().expect("the settings are valid");
    let builder = Client::builder().base_url(url).http_client(http).credentials("AC0", "token");
    (builder.retry_budget(None).build().expect("a client"), count, closed)
}

async fn call(client: &Client, method: Method) -> Result<Bytes, Error> {
    client.request::<Bytes>("ChangeThing", method, "/").send().await
}

/// A request that was not written yet is written to another connection, whatever its method.
#[tokio::test]
async fn closed_before() {
    let (client, count, mut closed) = client().await;
    for number in 1..=50 {
        call(&client, Method::POST).await.expect("an answer");
        closed.recv().await.expect("a connection");
        // The client's own task has to hear of it.
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(count.load(Ordering::Relaxed), number);
    }
}

/// What may have been read is not sent again unless it is idempotent; and if it was sent, the
/// error says that it may have happened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_at_the_very_moment() {
    let (client, count, _) = client().await;
    for _ in 0..300 {
        call(&client, Method::GET).await.expect("it is sent again");
    }
    for _ in 0..300 {
        let before = count.load(Ordering::Relaxed);
        let result = call(&client, Method::POST).await;
        let arrived = count.load(Ordering::Relaxed) - before;
        match result {
            Ok(_) => assert_eq!(arrived, 1),
            Err(error) => assert!(arrived <= 1 && error.may_have_happened(), "{error:?}"),
        }
    }
}
