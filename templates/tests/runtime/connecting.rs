//! How the client connects by default.

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Method;
use templates::{Client, Error, NoContent, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::time::{self, Instant};

fn client(address: SocketAddr) -> Client {
    let builder = Client::builder().base_url(format!("http://{address}"));
    let builder = builder.credentials("AC0", "token").retries(RetryPolicy::none());
    builder.build().expect("a client")
}

async fn call(client: &Client) -> Result<(), Error> {
    client.request::<NoContent>("FetchThing", Method::GET, "/").send().await
}

/// A server that takes no more connections leaves the next one without an answer.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_time_to_connect() {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a free port");
    let full = socket.listen(1).expect("it can listen");
    let address = full.local_addr().expect("the port that was bound");
    let mut waiting = Vec::new();
    while let Ok(connection) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
        waiting.push(connection);
    }
    let client = client(address);
    time::pause();
    let start = Instant::now();
    let error = call(&client).await.expect_err("there is no connection");
    assert_eq!(start.elapsed().as_secs(), 10);
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
    drop((full, waiting));
}

#[tokio::test]
async fn a_connection_that_is_not_used() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the port that was bound");
    let connections = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut request = [0; 1024];
                while connection.read(&mut request).await.is_ok_and(|length| length > 0) {
                    let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
                    connection.write_all(answer).await.expect("the client listens");
                }
            });
        }
    });
    let client = client(address);
    for (seconds, expected) in [(0, 1), (29, 1), (31, 2)] {
        time::pause();
        time::advance(Duration::from_secs(seconds)).await;
        time::resume();
        call(&client).await.expect("an answer");
        assert_eq!(connections.load(Ordering::Relaxed), expected, "after {seconds} seconds");
    }
}
