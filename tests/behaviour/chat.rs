//! An API of a chat over a socket: answers as a whole, and bit by bit.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::fixtures::chat::models::{
    AnswerData, AnswerEvent, ChatChunk, ChatRequest, ContentPart, ContentPartImageUrl,
    ContentPartImageUrlImageUrl, ContentPartText, CreateResponseBody, FinishReason, Message,
    Refused, StreamOptions, SystemMessage, UserMessage, UserMessageContent,
};
use crate::retry::RetryPolicy;
use crate::{Client, Error, Event, Events, Json};

const EVENTS: &str = "text/event-stream";

/// Listens on this machine, and answers as it is told.
struct Api {
    listener: TcpListener,
    client: Client,
}

impl Api {
    async fn start() -> Self {
        Self::with_retries(RetryPolicy::default()).await
    }

    async fn with_retries(retries: RetryPolicy) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
        let client = Client::builder().base_url(url).retries(retries).build();
        Self { listener, client: client.expect("plain http to this machine is allowed") }
    }

    /// The next request: its head and its body.
    async fn asked(&self) -> (TcpStream, String, Value) {
        let asked = timeout(Duration::from_secs(10), self.listener.accept());
        let (mut stream, _) = asked.await.expect("a request").expect("a connection");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("a whole request"));
        }
        let head = String::from_utf8(head).expect("a request is text").to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|it| it.lines().next());
        let mut body = vec![0; length.map_or(0, |it| it.parse().expect("a number"))];
        stream.read_exact(&mut body).await.expect("a whole body");
        (stream, head, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// Answers the next request with this content, and tells what it was.
    async fn answer(&self, status: &str, content_type: &str, content: &str) -> (String, Value) {
        let (mut stream, head, body) = self.asked().await;
        let length = content.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {content_type}\r\n\
             Content-Length: {length}\r\n\r\n{content}"
        );
        stream.write_all(answer.as_bytes()).await.expect("the client still listens");
        (head, body)
    }

    /// Answers the next request with the head of a stream, whose end is that of the connection.
    async fn answer_events(&self) -> (TcpStream, String) {
        let (mut stream, head, _) = self.asked().await;
        let answer =
            format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {EVENTS}\r\n\r\n");
        stream.set_nodelay(true).expect("a socket");
        write(&mut stream, &answer).await;
        (stream, head)
    }

    /// The chunks of an answer, and the connection on which they come.
    async fn chunks(&self) -> (Events<Event<ChatChunk>>, TcpStream) {
        let sent = self.client.create_chat_completion(question(true)).send_events();
        let (response, (stream, head)) = tokio::join!(sent, self.answer_events());
        assert!(head.contains("accept: text/event-stream\r\n"), "{head}");
        (response.expect("a success").into_body(), stream)
    }
}

async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.expect("the client still listens");
}

fn question(stream: bool) -> ChatRequest {
    let image = ContentPartImageUrlImageUrl::new("https://example.com/a.png");
    let parts = vec![
        ContentPart::from(ContentPartText::new("What is this?")),
        ContentPartImageUrl::new(image).into(),
    ];
    let messages = [
        Message::from(SystemMessage::new("Be short.")),
        UserMessage::new(UserMessageContent::from(parts)).into(),
    ];
    let request = ChatRequest::new("small", messages).stream(stream);
    if stream {
        request.stream_options(StreamOptions::default().include_usage(true))
    } else {
        request
    }
}

fn chunk(delta: Value) -> String {
    let mut chunk = json!({"id": "c", "choices": [{"index": 0, "delta": {}}]});
    chunk["choices"][0]["delta"] = delta;
    format!("data: {chunk}\n\n")
}

/// What a chunk adds.
fn added(chunk: &Event<ChatChunk>) -> Option<&str> {
    chunk.data.choices[0].delta.content.as_deref()
}

#[tokio::test]
async fn an_answer_comes_as_a_whole() {
    let api = Api::start().await;
    let answer = json!({
        "id": "c", "usage": {"total_tokens": 9},
        "choices": [{
            "index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "A cat."},
        }],
    })
    .to_string();
    let sent = api.client.create_chat_completion(question(false)).send();
    let (answer, (head, asked)) =
        tokio::join!(sent, api.answer("200 OK", "application/json", &answer));
    let answer = answer.expect("a success");
    assert_eq!(answer.choices[0].message.content.as_option().map(String::as_str), Some("A cat."));
    assert_eq!(answer.choices[0].finish_reason, FinishReason::Stop);
    assert!(head.contains("accept: application/json\r\n"), "{head}");
    let expected = json!({
        "model": "small",
        "messages": [
            {"role": "system", "content": "Be short."},
            {"role": "user", "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
            ]},
        ],
        "stream": false,
    });
    assert_eq!(asked, expected);
}

#[tokio::test]
async fn an_answer_comes_bit_by_bit_however_it_is_split() {
    let api = Api::start().await;
    let (mut chunks, mut stream) = api.chunks().await;
    let text = [
        &*chunk(json!({"role": "assistant", "content": ""})),
        &*chunk(json!({"content": "Ein Kätzchen"})),
        ": still there\r\n\r\n",
        &*chunk(json!({"content": "."})),
        "data: [DONE]\n\n",
    ];
    let bytes = text.concat().into_bytes();
    let written = async {
        for byte in bytes {
            stream.write_all(&[byte]).await.expect("the client still listens");
            tokio::task::yield_now().await;
        }
        // The connection stays open: the end is told by what is sent.
        stream
    };
    let read = async {
        let mut all = String::new();
        while let Some(chunk) = chunks.next().await {
            all.push_str(added(&chunk.expect("all chunks fit")).unwrap_or_default());
        }
        all
    };
    let (all, mut stream) = tokio::join!(read, written);
    assert_eq!(all, "Ein Kätzchen.");
    assert_eq!(stream.read(&mut [0]).await.expect("the client closes in order"), 0);
}

#[tokio::test]
async fn a_refusal_in_place_of_a_stream_is_the_error_of_the_api() {
    let api = Api::with_retries(RetryPolicy::none()).await;
    for (status, code) in [("429 Too Many Requests", "rate_limit"), ("400 Bad Request", "tools")] {
        let refused = json!({"error": {"code": code, "message": "No."}}).to_string();
        let sent = api.client.create_chat_completion(question(true)).send_events();
        let (result, _) = tokio::join!(sent, api.answer(status, "application/json", &refused));
        let Err(Error::Api(error)) = result else { panic!("{result:?}") };
        assert!(status.starts_with(error.status().as_str()));
        let refused = error.read::<Json<Refused>>().expect("it is as it is described");
        assert_eq!(refused.error.code.as_deref(), Some(code));
    }
}

#[tokio::test]
async fn an_error_in_the_middle_is_seen_and_does_not_end_the_stream() {
    let api = Api::start().await;
    let (mut chunks, mut stream) = api.chunks().await;
    write(&mut stream, &chunk(json!({"content": "A"}))).await;
    write(&mut stream, "data: {\"error\": {\"message\": \"overloaded\"}}\n\n").await;
    write(&mut stream, &chunk(json!({"content": "B"}))).await;
    assert_eq!(added(&chunks.next().await.expect("a chunk").expect("it fits")), Some("A"));
    let error = chunks.next().await.expect("a chunk").expect_err("it is none");
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.operation(), error.path()), ("CreateChatCompletion", "[1]"));
    assert_eq!(error.body(), "{\"error\": {\"message\": \"overloaded\"}}");
    assert_eq!(added(&chunks.next().await.expect("a chunk").expect("it fits")), Some("B"));

    // Where errors are described as events, they are events.
    let sent = api.client.create_response(CreateResponseBody::new("?").stream(true)).send_events();
    let (response, (mut stream, _)) = tokio::join!(sent, api.answer_events());
    let mut events = response.expect("a success").into_body();
    let text = "event: response.created\ndata: {\"id\": \"r\", \"output\": \"\"}\n\n\
                event: response.output_text.delta\ndata: {\"delta\": \"A\"}\n\n\
                event: error\ndata: {\"message\": \"overloaded\"}\n\nevent: new\ndata: {}\n\n";
    write(&mut stream, text).await;
    drop(stream);
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.expect("all events fit"));
    }
    let [
        AnswerEvent::ResponseCreated(created),
        AnswerEvent::ResponseOutputTextDelta(delta),
        AnswerEvent::Error(error),
        AnswerEvent::Other(_),
    ] = &*all
    else {
        panic!("{all:?}")
    };
    let read = (&*created.data.id, &*delta.data.delta, &*error.data.message);
    assert_eq!(read, ("r", "A", "overloaded"));
}

#[tokio::test]
async fn a_stream_that_is_cut_says_so() {
    let api = Api::start().await;
    for rest in ["", "data: {\"id\": \"c\", \"cho"] {
        let (mut chunks, mut stream) = api.chunks().await;
        write(&mut stream, &chunk(json!({"content": "A"}))).await;
        write(&mut stream, rest).await;
        drop(stream);
        assert_eq!(added(&chunks.next().await.expect("a chunk").expect("it fits")), Some("A"));
        let error = chunks.next().await.expect("the end is missing").expect_err("an error");
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(error.to_string(), "CreateChatCompletion: the response (200 OK) broke off");
        assert!(chunks.next().await.is_none());
    }
}

#[tokio::test]
async fn dropping_a_stream_ends_the_connection() {
    let api = Api::start().await;
    let (mut chunks, mut stream) = api.chunks().await;
    write(&mut stream, &chunk(json!({"content": "A"}))).await;
    StreamExt::next(&mut chunks).await.expect("a chunk").expect("it fits");
    drop(chunks);
    assert_eq!(stream.read(&mut [0]).await.expect("the client closes in order"), 0);
}

#[tokio::test]
async fn a_stream_goes_on_behind_the_last_event_where_that_is_asked_for() {
    let api = Api::start().await;
    let sent = api.client.follow_response("r").send_events();
    let (response, (mut stream, _)) = tokio::join!(sent, api.answer_events());
    let mut events = response.expect("a success").into_body().reconnect();
    let delta =
        |text: &str| json!({"type": "response.output_text.delta", "delta": text}).to_string();
    write(&mut stream, &format!("id: 7\nretry: 1\ndata: {}\n\n", delta("A"))).await;
    let first = events.next().await.expect("an event").expect("it fits");
    drop(stream);
    let (second, head) = tokio::join!(events.next(), async {
        let (mut stream, head) = api.answer_events().await;
        write(&mut stream, &format!("id: 8\ndata: {}\n\n", delta("B"))).await;
        head
    });
    assert!(head.contains("last-event-id: 7\r\n"), "{head}");
    let texts =
        [first, second.expect("an event").expect("it fits")].map(|event| match event.data {
            AnswerData::ResponseOutputTextDelta(text) => text.delta,
            other => panic!("{other:?}"),
        });
    assert_eq!(texts, ["A", "B"]);
    assert_eq!(events.last_event_id(), Some("8"));
}
