//! What goes over the wire.

use std::process::Command;

use flex_interactions::models::{
    AgentChannel, ChannelType, Interaction, PhoneParticipant, Routing, RoutingProperties,
};
use flex_interactions::{
    Client, Error, InteractionContextSid, InteractionSid, TaskQueueSid, WorkerSid, WorkflowSid,
    WorkspaceSid,
};
use http::Method;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::server::{Received, Server};
use super::{AUTHORIZATION, SID, builder, client, sid};

/// Checks a request's line, headers and body; user agent and host differ by version and port.
fn check(request: &Received, line: &str, headers: &[&str], body: &str) {
    let agent = request.header("user-agent").expect("a user agent");
    let version = agent.strip_prefix("flex-interactions/").unwrap_or_default();
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{agent}");
    let host = request.header("host").expect("a host");
    assert!(host.starts_with("127.0.0.1:"), "{host}");

    let mut expected = vec![
        "accept: application/json".to_owned(),
        format!("authorization: {AUTHORIZATION}"),
        format!("host: {host}"),
        format!("user-agent: {agent}"),
    ];
    expected.extend(headers.iter().map(|line| (*line).to_owned()));
    expected.sort();
    assert_eq!(request.line, line);
    assert_eq!(request.headers, expected);
    assert_eq!(request.body, body);
}

const FORM: &str = "content-type: application/x-www-form-urlencoded";

/// The documented outbound message of an agent.
fn agent_sms(client: &Client) -> flex_interactions::operations::CreateInteraction {
    let participant = PhoneParticipant::new("+13115552368", "+192555512345");
    let properties =
        RoutingProperties::new(WorkspaceSid::new_unchecked("WSXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .workflow_sid(WorkflowSid::new_unchecked("WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .queue_sid(TaskQueueSid::new_unchecked("WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .worker_sid(WorkerSid::new_unchecked("WKXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"))
            .task_channel_unique_name("sms")
            .attributes(json!({ "customerAddress": "+13115552368", "customerName": "silly name" }));
    client
        .create_interaction(AgentChannel::new(ChannelType::Sms, [participant]))
        .routing(Routing::new(properties))
}

const AGENT_SMS: &str = concat!(
    "Channel=%7B%22type%22%3A%22sms%22%2C%22initiated_by%22%3A%22agent%22%2C%22participants%22%",
    "3A%5B%7B%22address%22%3A%22%2B13115552368%22%2C%22proxy_address%22%3A%22%2B192555512345%22",
    "%7D%5D%7D&Routing=%7B%22properties%22%3A%7B%22workspace_sid%22%3A%22WSXXXXXXXXXXXXXXXXXXXX",
    "XXXXXXXXXXXX%22%2C%22workflow_sid%22%3A%22WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX%22%2C%22queue",
    "_sid%22%3A%22WQXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX%22%2C%22worker_sid%22%3A%22WKXXXXXXXXXXXXX",
    "XXXXXXXXXXXXXXXXXXX%22%2C%22task_channel_unique_name%22%3A%22sms%22%2C%22attributes%22%3A%",
    "7B%22customerAddress%22%3A%22%2B13115552368%22%2C%22customerName%22%3A%22silly+name%22%7D%",
    "7D%7D",
);

#[tokio::test]
async fn create() {
    let server = Server::json("{}").await;
    let request = agent_sms(&client(&server.url))
        .interaction_context_sid(InteractionContextSid::new_unchecked("interaction_context_sid"))
        .webhook_ttid("flex_interactionwebhook_0 +&=");
    request.send().await.expect("the server answers 200");

    let rest = "&InteractionContextSid=interaction_context_sid\
                &WebhookTtid=flex_interactionwebhook_0+%2B%26%3D";
    let body = format!("{AGENT_SMS}{rest}");
    let length = format!("content-length: {}", body.len());
    let line = "POST /v1/Interactions HTTP/1.1";
    check(&server.request(), line, &[&length, FORM], &body);
}

#[tokio::test]
async fn create_with_what_is_required() {
    let server = Server::json("{}").await;
    let request = client(&server.url).create_interaction(json!({}));
    request.send().await.expect("the server answers 200");
    let line = "POST /v1/Interactions HTTP/1.1";
    check(&server.request(), line, &["content-length: 14", FORM], "Channel=%7B%7D");
}

#[tokio::test]
async fn fetch() {
    let server = Server::json("{}").await;
    let request = client(&server.url).fetch_interaction(sid());
    request.send().await.expect("the server answers 200");
    let line = "GET /v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1";
    check(&server.request(), line, &[], "");
}

#[tokio::test]
async fn update() {
    let server = Server::json("{}").await;
    let request = client(&server.url).update_interaction(sid());
    request.webhook_ttid("x").send().await.expect("the server answers 200");
    let line = "POST /v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1";
    check(&server.request(), line, &["content-length: 13", FORM], "WebhookTtid=x");
}

/// An empty form is valid, and is sent as a form.
#[tokio::test]
async fn update_of_nothing() {
    let server = Server::json("{}").await;
    let request = client(&server.url).update_interaction(sid());
    request.send().await.expect("the server answers 200");
    let line = "POST /v1/Interactions/KDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1";
    check(&server.request(), line, &["content-length: 0", FORM], "");
}

/// `to_http` shows what is sent.
#[tokio::test]
async fn the_http_request_is_what_is_sent() {
    let server = Server::json("{}").await;
    let request = agent_sms(&client(&server.url)).into_request();
    let http = request.to_http().expect("a request");
    request.send().await.expect("the server answers 200");
    let sent = server.request();
    assert_eq!(http.uri().to_string(), server.url.clone() + "/v1/Interactions");
    assert_eq!(http.method(), Method::POST);
    assert_eq!(http.body(), sent.body.as_bytes());
    for (name, value) in http.headers() {
        assert_eq!(sent.header(name.as_str()).map(str::as_bytes), Some(value.as_bytes()), "{name}");
    }
    // What is missing is the HTTP client's own.
    assert_eq!(
        http.headers().len() + ["content-length", "host", "user-agent"].len(),
        sent.headers.len()
    );
}

#[tokio::test]
async fn identifiers_stay_within_their_segment() {
    async fn check(sid: &str, segment: &str) {
        let server = Server::json("{}").await;
        let client = client(&server.url);
        let sid = InteractionSid::new_unchecked(sid);
        client.fetch_interaction(&sid).send().await.expect("the server answers 200");
        client.update_interaction(&sid).send().await.expect("the server answers 200");
        let lines: Vec<String> =
            server.requests().into_iter().map(|request| request.line).collect();
        let path = format!("/v1/Interactions/{segment}");
        assert_eq!(lines, [format!("GET {path} HTTP/1.1"), format!("POST {path} HTTP/1.1")]);
    }
    check("KD x/../?y", "KD%20x%2F..%2F%3Fy").await;
    check("../../Accounts", "..%2F..%2FAccounts").await;
    check("%2e%2e", "%252e%252e").await;
    check("%2E%2E%2F", "%252E%252E%252F").await;
    check("..\\..", "..%5C..").await;
    check("...", "...").await;
    check("KD#x", "KD%23x").await;
    check("KD;x=y,z", "KD%3Bx%3Dy%2Cz").await;
    check("KD HTTP/1.1\r\nX: y", "KD%20HTTP%2F1.1%0D%0AX%3A%20y").await;
    check("\u{ff0e}\u{ff0e}\u{2215}gr\u{fc}n", "%EF%BC%8E%EF%BC%8E%E2%88%95gr%C3%BCn").await;
    check("\0\u{7f}\t", "%00%7F%09").await;
}

#[tokio::test]
async fn identifiers_that_would_leave_their_segment_are_not_sent() {
    let server = Server::json("{}").await;
    for text in ["", ".", ".."] {
        let sid = InteractionSid::new_unchecked(text);
        let error = client(&server.url).fetch_interaction(&sid).send().await;
        let error = error.expect_err("the request must not be sent");
        assert!(matches!(error, Error::Build(_)), "{error:?}");
        assert_eq!(error.operation(), Some("FetchInteraction"));
        let error = client(&server.url).update_interaction(sid).send().await;
        error.expect_err("the request must not be sent");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_path_in_the_base_url_is_a_prefix() {
    for prefix in ["/proxy/flex", "/proxy/flex/"] {
        let server = Server::json("{}").await;
        let client = client(&format!("{}{prefix}", server.url));
        client.fetch_interaction(sid()).send().await.expect("the server answers 200");
        assert_eq!(
            server.request().line,
            format!("GET /proxy/flex/v1/Interactions/{SID} HTTP/1.1")
        );
    }
}

/// What the document does not know yet can be added to a call.
#[tokio::test]
async fn additions() {
    let server = Server::json("{}").await;
    let request = client(&server.url)
        .create_interaction(json!({}))
        .into_request()
        .form("New.Field", vec!["a b", "c"])
        .query("New Query", "x&y")
        .header("X-New", "z")
        .header("User-Agent", "mine/1")
        .header("Accept", "application/json, application/problem+json");
    request.send().await.expect("the server answers 200");
    let request = server.request();
    assert_eq!(request.line, "POST /v1/Interactions?New%20Query=x%26y HTTP/1.1");
    assert_eq!(request.body, "Channel=%7B%7D&New.Field=a+b&New.Field=c");
    assert_eq!(request.header("x-new"), Some("z"));
    assert_eq!(request.header("user-agent"), Some("mine/1"));
    assert_eq!(request.header("accept"), Some("application/json, application/problem+json"));
    assert_eq!(request.header("authorization"), Some(AUTHORIZATION));
}

/// An operation that the document does not know yet can be called.
#[tokio::test]
async fn other_operations() {
    let server = Server::json("[1]").await;
    let client = client(&server.url);
    let request = client
        .request::<flex_interactions::Json<Value>>(
            "DeleteThing",
            Method::DELETE,
            "/v1/Things/{Sid}",
        )
        .path("Sid", "a/b");
    assert_eq!(request.send().await.expect("the server answers 200"), json!([1]));
    assert_eq!(server.request().line, "DELETE /v1/Things/a%2Fb HTTP/1.1");
}

/// Clones share their connections and nothing else: each call gets its own answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once() {
    let server = MockServer::start().await;
    let echo = |request: &wiremock::Request| {
        let sid = request.url.path_segments().and_then(Iterator::last);
        ResponseTemplate::new(200).set_body_json(json!({ "sid": sid }))
    };
    Mock::given(any()).respond_with(echo).mount(&server).await;

    let client = client(&server.uri());
    let tasks: Vec<_> = (0..64)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let sid = InteractionSid::new_unchecked(format!("KD{number}"));
                let found = client.fetch_interaction(&sid).send().await;
                assert_eq!(found.expect("the server answers 200").sid, Some(sid));
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("the task has not panicked");
    }
    assert_eq!(server.received_requests().await.map(|all| all.len()), Some(64));
}

/// Requests can be sent from any task, and wait in any of them.
#[test]
fn futures_and_errors_can_cross_threads() {
    fn check<T: Send>(_: &T) {}
    fn check_type<T: Send + Sync + 'static>() {}
    let client = client("http://127.0.0.1:1");
    check(&client.create_interaction(json!({})).send());
    check(&client.fetch_interaction(sid()).send_with_response());
    check(&client.update_interaction(sid()).into_request().send());
    check_type::<Client>();
    check_type::<Error>();
    check_type::<Interaction>();
    check_type::<flex_interactions::operations::CreateInteraction>();
}

/// A proxy that the environment names would take the credentials off this machine.
///
/// The environment of this process is not touched: `fetch` runs in a process of its own.
#[tokio::test]
async fn no_proxy_on_the_way_to_this_machine() {
    let proxy = Server::json("{}").await;
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "wire::requests::fetch"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &proxy.url);
    }
    for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        command.env_remove(name);
    }
    let run = tokio::task::spawn_blocking(move || command.output()).await;
    let output = run.expect("no panic").expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(proxy.requests().is_empty(), "{:?}", proxy.requests());
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
fn plain_http_to_other_machines_is_refused() {
    for url in ["http://example.com", "http://192.0.2.1:8080", "http://[2001:db8::1]"] {
        let error = builder(url).build().expect_err("plain http");
        assert!(matches!(error, Error::Build(_)));
        assert!(error.to_string().contains("must use https"), "{error}");
        assert!(!error.is_retryable());
        builder(url).allow_plain_http().build().expect("it was allowed");
    }
}
