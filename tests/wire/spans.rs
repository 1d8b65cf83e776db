//! What an application prints of calls if it turns on the feature `tracing` of the stored crate, and has
//! the usual subscriber.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};

use serde_json::json;
use tracing::subscriber::NoSubscriber;
use tracing::{Dispatch, Level};
use tracing_subscriber::fmt::format::FmtSpan;

use super::server::{Server, Then};
use super::{PASSWORD, SID, client, sid};

/// A subscriber that wants nothing. While a process has a single one, whichever thread meets a span first
/// decides whether anybody wants it, also if it has none itself.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));

/// What was printed.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test panics with it").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printed {
    fn text(&self) -> String {
        let bytes = self.0.lock().expect("no test panics with it");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The lines of the crate, without how long something took.
    fn lines(&self) -> Vec<String> {
        let text = self.text();
        let lines = text.lines().filter(|line| line.contains(" flex_interactions: "));
        let words = lines.map(|line| line.split(' ').filter(|word| !is_duration(word)));
        words.map(|words| words.collect::<Vec<_>>().join(" ").trim().to_owned()).collect()
    }
}

fn is_duration(word: &str) -> bool {
    ["api.duration=", "time."].iter().any(|name| word.starts_with(name))
}

#[tokio::test]
async fn as_the_usual_subscriber_prints_them() {
    let printed = Printed::default();
    let writer = printed.clone();
    let builder = tracing_subscriber::fmt().with_max_level(Level::TRACE).without_time();
    let builder = builder.with_ansi(false).with_span_events(FmtSpan::CLOSE);
    let subscriber = builder.with_writer(move || writer.clone()).finish();
    LazyLock::force(&ANOTHER);
    let guard = tracing::subscriber::set_default(subscriber);

    let body = format!("{{\"code\": 20404, \"message\": \"{PASSWORD}\"}}");
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 404 Not Found\r\nTwilio-Request-Id: RQ1\r\nSet-Cookie: {PASSWORD}\r\n\
         Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let server = Server::start(answer, Then::Close).await;
    client(&server.url).fetch_interaction(sid()).send().await.expect_err("no interaction");
    let personal = json!({ "type": "sms", "phone": PASSWORD });
    client(&server.url).create_interaction(personal).send().await.expect_err("no interaction");
    drop(guard);

    let port = server.url.rsplit(':').next().unwrap_or_default();
    let lines = |method: &str, path: &str, operation: &str| {
        let span = format!(
            "HTTP request{{otel.name={method} {path} otel.kind=\"client\" \
             http.request.method=\"{method}\" server.address=\"127.0.0.1\" server.port={port} \
             url.scheme=\"http\" url.template=\"{path}\" api.operation=\"{operation}\""
        );
        let response = "http.response.status_code=404 api.request_id=\"RQ1\"";
        [
            format!(
                "DEBUG {span}}}: flex_interactions: the attempt ended api.attempt=1 {response}"
            ),
            format!(
                "INFO {span} {response} error.type=\"404\" otel.status_code=\"ERROR\" \
                 flex_interactions: close"
            ),
        ]
    };
    let expected = [
        lines("GET", "/v1/Interactions/{Sid}", "FetchInteraction"),
        lines("POST", "/v1/Interactions", "CreateInteraction"),
    ];
    assert_eq!(printed.lines(), expected.concat());
    for secret in [PASSWORD, "QUMwOmh1bnRlcjI", SID] {
        assert!(!printed.text().contains(secret), "{}", printed.text());
    }
}
