//! Content that is read as it arrives.

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use http::Method;
use templates::{Client, Download, Error, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server for one request: it writes a head, and hands out its connection.
async fn serve(head: &'static str) -> (String, JoinHandle<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let connection = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await.expect("a whole request"));
        }
        write(&mut stream, head).await;
        stream
    });
    (url, connection)
}

async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.expect("the client still listens");
}

async fn download(url: &str) -> Result<Response<Download>, Error> {
    let client = Client::builder().base_url(url).credentials("AC0", "token").build();
    let client = client.expect("plain http to this machine is allowed");
    client.request::<Bytes>("FetchFile", Method::GET, "/file").send_streamed().await
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: b\r\n\r\n";

#[tokio::test]
async fn chunks_come_before_the_end() {
    let (url, connection) = serve(CHUNKED).await;
    let response = download(&url).await.expect("a success");
    assert_eq!(response.header::<String>("x-a").as_deref(), Some("b"));
    let mut download = response.into_body();
    let shown = format!("{download:?}");
    assert_eq!(shown, "Download { operation: \"FetchFile\", status: 200, .. }");
    let mut connection = connection.await.expect("the server runs");
    // Each is written only when the one before has been read.
    for text in ["one", "two"] {
        write(&mut connection, &format!("3\r\n{text}\r\n")).await;
        let chunk = download.next().await.expect("a chunk").expect("no error");
        assert_eq!(chunk, text);
    }
    write(&mut connection, "0\r\n\r\n").await;
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn a_download_is_a_stream() {
    let (url, connection) = serve(CHUNKED).await;
    let download = download(&url).await.expect("a success").into_body();
    let mut connection = connection.await.expect("the server runs");
    write(&mut connection, "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n").await;
    let whole: Vec<Bytes> = download.try_collect().await.expect("no error");
    assert_eq!(whole.concat(), b"abc");
}

#[tokio::test]
async fn content_that_breaks_off_is_an_error() {
    let (url, connection) = serve(CHUNKED).await;
    let mut download = download(&url).await.expect("a success").into_body();
    let mut connection = connection.await.expect("the server runs");
    write(&mut connection, "1\r\na\r\n").await;
    drop(connection);
    assert_eq!(download.next().await.expect("a chunk").expect("no error"), "a");
    let error = download.next().await.expect("the end was not announced").expect_err("an error");
    assert_eq!(error.to_string(), "FetchFile: the response (200 OK) broke off");
    assert!(error.is_retryable());
    assert!(StreamExt::next(&mut download).await.is_none());
}

#[tokio::test]
async fn a_refusal_is_read_as_a_whole() {
    let (url, connection) =
        serve("HTTP/1.1 404 Not Found\r\nContent-Length: 15\r\n\r\n{\"message\":\"x\"}").await;
    let error = download(&url).await.expect_err("a refusal");
    drop(connection);
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.message()), (404, Some("x")));
}
