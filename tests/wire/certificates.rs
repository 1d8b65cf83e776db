//! Servers that cannot be trusted: the error says why, and that trying again does not help.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flex_interactions::{ClientBuilder, Error};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::server::{Server, Then};
use super::{builder, sid};

// Made with OpenSSL: an issuer, and certificates of it. All are valid until 2119 but one.
const ISSUER: &str = include_str!("certificates/issuer.pem");
const SOUND: &str = include_str!("certificates/sound.pem");
const EXPIRED: &str = include_str!("certificates/expired.pem");
const OTHER_NAME: &str = include_str!("certificates/other_name.pem");

/// A message of the handshake of TLS 1.2 (RFC 5246, section 7.4).
fn message(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind], &length_of(content)[..], content].concat()
}

/// A length in three bytes.
fn length_of(content: &[u8]) -> [u8; 3] {
    let [.., a, b, c] = content.len().to_be_bytes();
    [a, b, c]
}

/// What a server with a certificate says first. It has no key, because the client looks at the
/// certificate before it looks at what is signed with the key.
fn hello(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let certificate = STANDARD.decode(lines.collect::<String>()).expect("it is Base64");
    let chain = [&length_of(&certificate)[..], &certificate].concat();
    let random = [7; 32];
    let messages = [
        // TLS 1.2, a new session, ECDHE with ECDSA, no compression, no extensions.
        message(2, &[&[3, 3][..], &random, &[0, 0xc0, 0x2b, 0, 0, 0]].concat()),
        message(11, &[&length_of(&chain)[..], &chain].concat()),
        // A key of X25519, with a signature of four bytes.
        message(12, &[&[3, 0, 0x1d, 32][..], &random, &[4, 3, 0, 4, 0, 0, 0, 0]].concat()),
        message(14, &[]),
    ]
    .concat();
    let length = u16::try_from(messages.len()).expect("it is one record").to_be_bytes();
    [&[22, 3, 3][..], &length, &messages].concat()
}

/// A server that says the same to all who want TLS, and closes the connection if that is nothing.
async fn serve(answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("the port that was bound"));
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut head = [0; 5];
            connection.read_exact(&mut head).await.expect("the head of a record");
            let mut hello = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
            connection.read_exact(&mut hello).await.expect("a record");
            // The client may have enough of it before its end, and goes then.
            let _ = connection.write_all(&answer).await;
            if !answer.is_empty() {
                let _ = connection.read_to_end(&mut hello).await;
            }
        }
    });
    url
}

/// Trusts the issuer alone.
fn trusting(builder: ClientBuilder) -> ClientBuilder {
    let issuer = reqwest::Certificate::from_pem(ISSUER.as_bytes()).expect("a certificate");
    let http = reqwest::Client::builder().tls_certs_only([issuer]).no_proxy().build();
    builder.http_client(http.expect("an HTTP client"))
}

/// What the errors of a `GET` and of a `POST` say.
async fn errors(builder: ClientBuilder) -> [Error; 2] {
    let client = builder.build().expect("a client");
    let fetched = client.fetch_interaction(sid()).send().await;
    let created = client.create_interaction(json!({})).send().await;
    [fetched, created].map(|result| result.expect_err("there is no connection"))
}

async fn check(builder: ClientBuilder, reason: &str) {
    for error in errors(builder).await {
        let text = error.to_string();
        let expected = format!("no connection to the server: {reason}");
        assert!(text.contains(&expected), "{text}");
        assert!(!error.is_retryable(), "{text}");
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert!(error.is_connect() && error.status().is_none(), "{error:?}");
    }
}

async fn check_passing(builder: ClientBuilder) {
    for error in errors(builder).await {
        assert!(error.is_retryable(), "{error}");
        let text = error.to_string();
        assert!(text.ends_with(": no connection to the server"), "{text}");
    }
}

#[tokio::test]
async fn certificates() {
    for (certificate, reason) in [
        (EXPIRED, "invalid peer certificate: certificate expired"),
        (OTHER_NAME, "invalid peer certificate: certificate not valid for name \"127.0.0.1\""),
        // Of what comes after the certificate, nothing is right.
        (SOUND, "invalid peer certificate: BadSignature"),
    ] {
        let url = serve(hello(certificate)).await;
        check(trusting(builder(&url)), reason).await;
    }
    let url = serve(hello(SOUND)).await;
    check(builder(&url), "invalid peer certificate: UnknownIssuer").await;
}

#[tokio::test]
async fn what_is_not_tls() {
    let url = serve(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await;
    check(builder(&url), "received corrupt message of type").await;
}

/// Asks for what is behind a proxy that gives the same answer to everybody.
fn behind(proxy: &Server) -> ClientBuilder {
    let proxy = reqwest::Proxy::all(&proxy.url).expect("a URL");
    let http = reqwest::Client::builder().proxy(proxy).build().expect("an HTTP client");
    builder("https://api.example.com").http_client(http)
}

/// A proxy that lets nobody through will not do so the next time.
#[tokio::test]
async fn a_proxy_that_refuses() {
    let answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    let proxy = Server::start(answer, Then::Close).await;
    check(behind(&proxy), "tunnel error: proxy authorization required").await;
}

/// What a proxy cannot reach may be there the next time, and nothing was sent to it.
#[tokio::test]
async fn a_proxy_that_reaches_nobody() {
    for answer in ["HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", ""] {
        let proxy = Server::start(answer, Then::Close).await;
        check_passing(behind(&proxy)).await;
    }
}

/// A connection that ends before it is one may come about the next time, and nothing was sent.
#[tokio::test]
async fn no_answer_to_the_greeting() {
    let url = serve(Vec::new()).await;
    check_passing(builder(&url)).await;
}
