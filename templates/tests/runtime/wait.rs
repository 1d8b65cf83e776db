//! Waiting for what an API does after it has answered, in controlled time.

mod script;

use std::error::Error as StdError;
use std::time::Duration;

use serde_json::{Value, json};
use templates::{Client, ClientBuilder, Error, StopReason, Wait, WaitError, WaitFailure};
use tokio::time::{Instant, timeout};

use script::{Answer, Script};

type Waited = Result<Value, WaitError<Value, Value>>;

const MINUTE: Duration = Duration::from_secs(60);

fn created() -> Answer {
    Answer::json(201, json!({ "id": "T1" }))
}

/// The list of the one part, which has this status.
fn part(status: &str) -> Answer {
    Answer::json(200, json!({ "parts": [{ "status": status }] }))
}

fn empty() -> Answer {
    Answer::json(200, json!({ "parts": [] }))
}

/// What comes of a wait if the API answers so, and then always as the last time.
async fn waited(wait: impl Into<Wait>, answers: &[Answer]) -> (Waited, Script) {
    waited_by(|builder| builder, wait, answers).await
}

async fn waited_by(
    change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    wait: impl Into<Wait>,
    answers: &[Answer],
) -> (Waited, Script) {
    let script = Script::new(answers);
    let result = client(change, &script).make_thing().wait_until_ready(wait).await;
    (result, script)
}

fn client(change: impl FnOnce(ClientBuilder) -> ClientBuilder, script: &Script) -> Client {
    let builder = Client::builder().credentials("AC0", "token").transport(script.clone());
    change(builder).build().expect("a client")
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_for_until_it_is_ready() {
    let answers = [created(), part("new"), part("new"), part("new"), part("ready")];
    let (part, script) = waited(MINUTE, &answers).await;
    assert_eq!(part.expect("it gets ready"), json!({ "status": "ready" }));
    // At once, and then after pauses that grow by half.
    assert_eq!(
        script.log(),
        [
            "0ms POST /Things",
            "0ms GET /Things/T1/Parts",
            "1000ms GET /Things/T1/Parts",
            "2500ms GET /Things/T1/Parts",
            "4750ms GET /Things/T1/Parts",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn pauses_are_chosen() {
    let wait =
        Wait::within(MINUTE).every(Duration::from_secs(4)).at_most_every(Duration::from_secs(6));
    let (_, script) = waited(wait, &[created(), part("new")]).await;
    let times =
        [0, 0, 4000, 10_000, 16_000, 22_000, 28_000, 34_000, 40_000, 46_000, 52_000, 56_000];
    assert_eq!(script.times(), times);

    // The first one stays as long as it is, and none is nothing.
    let wait = Wait::within(Duration::from_secs(10)).every(Duration::from_secs(4));
    let (_, script) = waited(wait.at_most_every(Duration::ZERO), &[created(), part("new")]).await;
    assert_eq!(script.times(), [0, 0, 4000, 8000]);
    let wait = Wait::within(Duration::from_millis(6)).every(Duration::ZERO);
    let (_, script) = waited(wait.at_most_every(Duration::ZERO), &[created(), part("new")]).await;
    assert_eq!(script.times(), [0, 0, 1, 2, 3, 4, 5]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_has_its_reason() {
    let broken = json!({ "status": "broken", "code": 7, "message": "no\u{1b}[31m glue" });
    let broken = Answer::json(200, json!({ "parts": [broken] }));
    let (result, script) = waited(MINUTE, &[created(), part("new"), broken]).await;
    let error = result.expect_err("it is broken");
    assert_eq!(script.times(), [0, 0, 1000]);
    assert_eq!(
        error.to_string(),
        "waiting for `ready` has ended with a failure: the status is `broken`, the code 7: \
         no\\u{1b}[31m glue"
    );
    assert_eq!(error.created(), Some(&json!({ "id": "T1" })));
    assert_eq!(error.last().expect("it was seen")["status"], "broken");
    let (failure, created, last) = error.into_parts();
    let WaitFailure::Failed(report) = failure else { panic!("{failure:?}") };
    assert_eq!(report.status.as_deref(), Some("broken"));
    assert_eq!(report.code.as_deref(), Some("7"));
    assert_eq!(report.message.as_deref(), Some("no\u{1b}[31m glue"));
    assert!(created.is_some() && last.is_some());
}

#[tokio::test(start_paused = true)]
async fn an_unexpected_status_ends_the_wait() {
    let (result, script) = waited(MINUTE, &[created(), part("new"), part("melted")]).await;
    let error = result.expect_err("nobody knows what that is");
    assert_eq!(script.times(), [0, 0, 1000]);
    assert!(matches!(error.failure(), WaitFailure::Unexpected(_)), "{error:?}");
    assert!(error.to_string().ends_with("this means for it: the status is `melted`"), "{error}");
    assert_eq!(error.last(), Some(&json!({ "status": "melted" })));
}

/// No entry of the list, one without a status, and 404 just after something was created.
#[tokio::test(start_paused = true)]
async fn what_is_not_there_yet_is_waited_for() {
    let without = Answer::json(200, json!({ "parts": [{ "status": null }] }));
    let unknown = Answer::json(404, json!({ "message": "there is no such thing" }));
    let answers = [created(), unknown.clone(), empty(), without, part("ready")];
    let (result, script) = waited(MINUTE, &answers).await;
    result.expect("it gets ready");
    assert_eq!(script.times(), [0, 0, 1000, 2500, 4750]);

    // What was seen and is unknown now is gone.
    let gone = Answer::json(404, json!({}));
    let (result, script) = waited(MINUTE, &[created(), part("new"), gone]).await;
    let error = result.expect_err("it is gone");
    assert_eq!(script.times(), [0, 0, 1000]);
    assert!(matches!(error.failure(), WaitFailure::Call(_)), "{error:?}");
    assert_eq!(error.last(), Some(&json!({ "status": "new" })));

    // Of something that was there before, 404 says that it is gone, or never was.
    let script = Script::new(&[unknown]);
    let result = client(|it| it, &script).list_parts("T2").wait_until_ready(MINUTE).await;
    let error = result.expect_err("it is not there");
    assert_eq!(script.log(), ["0ms GET /Things/T2/Parts"]);
    let WaitFailure::Call(call) = error.failure() else { panic!("{error:?}") };
    assert_eq!(call.status().map(|status| status.as_u16()), Some(404));
    assert_eq!((error.created(), error.last()), (None, None));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_changes_ends_at_the_deadline() {
    let start = Instant::now();
    let (result, script) = waited(MINUTE, &[created(), part("new")]).await;
    assert_eq!(start.elapsed(), MINUTE);
    let error = result.expect_err("it never changes");
    assert_eq!(error.to_string(), "it was not `ready` within 60s: the status is `new`");
    assert_eq!(error.created(), Some(&json!({ "id": "T1" })));
    assert_eq!(error.last(), Some(&json!({ "status": "new" })));
    // The last time is a second before the end.
    assert_eq!(script.times().len(), 12);
    assert_eq!(script.times().last(), Some(&59_000));

    let (result, _) = waited(MINUTE, &[created(), empty()]).await;
    let error = result.expect_err("it is never there");
    assert_eq!(error.to_string(), "it was not `ready` within 60s: it was never seen");
}

/// Of each call, too: what is left is its limit, whatever it is without a wait.
#[tokio::test(start_paused = true)]
async fn the_deadline_counts_for_all_calls_together() {
    let start = Instant::now();
    let slow = Answer::json(201, json!({ "id": "T1" })).after(Duration::from_secs(4));
    let (result, script) =
        waited(Duration::from_secs(10), &[slow, part("new").after(MINUTE)]).await;
    let error = result.expect_err("the answer takes too long");
    assert_eq!(start.elapsed(), Duration::from_secs(10));
    assert_eq!(script.times(), [0, 4000]);
    let WaitFailure::Deadline { trouble: Some(trouble), .. } = error.failure() else {
        panic!("{error:?}")
    };
    assert_eq!(trouble.stop_reason(), Some(StopReason::Timeout));
    assert!(error.created().is_some());

    let start = Instant::now();
    let (result, script) = waited(Duration::from_secs(3), &[created().after(MINUTE)]).await;
    let error = result.expect_err("nothing is created in time");
    assert_eq!(start.elapsed(), Duration::from_secs(3));
    assert_eq!(script.log(), ["0ms POST /Things"]);
    let WaitFailure::Call(call) = error.failure() else { panic!("{error:?}") };
    assert!(call.may_have_happened() && error.created().is_none());

    // A shorter limit of the client stays as it is, and so does that of its attempts.
    let stalled = [created(), part("new").after(MINUTE)];
    let limit = |builder: ClientBuilder| builder.timeout(Duration::from_secs(2));
    let (_, script) = waited_by(limit, Duration::from_secs(9), &stalled).await;
    assert_eq!(script.times(), [0, 0, 3000, 6500]);
    let attempts = |builder: ClientBuilder| builder.attempt_timeout(Duration::from_secs(2));
    let (_, script) = waited_by(attempts, Duration::from_secs(5), &stalled).await;
    assert_eq!(script.times()[..2], [0, 0]);
    assert!(script.times()[2] < 3000, "{:?}", script.times());
}

#[tokio::test(start_paused = true)]
async fn a_time_too_long_to_be_told_has_no_end() {
    let (result, _) = waited(Duration::MAX, &[created(), part("new"), part("ready")]).await;
    result.expect("it gets ready");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_asks_no_more() {
    let script = Script::new(&[created(), part("new")]);
    let wait = client(|it| it, &script).make_thing().wait_until_ready(MINUTE);
    assert!(script.log().is_empty(), "nothing is sent before it is awaited");
    timeout(Duration::from_secs(2), wait).await.expect_err("it takes longer");
    assert_eq!(script.times(), [0, 0, 1000]);
    tokio::time::sleep(MINUTE).await;
    assert_eq!(script.times(), [0, 0, 1000]);
}

/// The policy of the client sends a question again; what still fails, and may pass, is asked after the
/// next pause, or after the time for which the API wants to be left alone.
#[tokio::test(start_paused = true)]
async fn what_may_pass_does_not_end_the_wait() {
    let busy = Answer::json(429, json!({})).header("retry-after", "7");
    let once = |builder: ClientBuilder| builder.retries(templates::RetryPolicy::none());
    let answers = [created(), busy.clone(), part("new"), part("ready")];
    let (result, script) = waited_by(once, MINUTE, &answers).await;
    result.expect("it gets ready");
    assert_eq!(script.times(), [0, 0, 7000, 8500]);

    let (result, script) = waited(MINUTE, &[created(), busy, part("ready")]).await;
    result.expect("it gets ready");
    let times = script.times();
    assert!(times.len() == 3 && (7000..8000).contains(&times[2]), "{times:?}");

    for passing in [Answer::json(503, json!({})), Answer::fault()] {
        let answers = [created(), passing, part("ready")];
        let (result, script) = waited_by(once, MINUTE, &answers).await;
        result.expect("it gets ready");
        assert_eq!(script.times(), [0, 0, 1000]);
    }
    // There is no time to wait for so long.
    let later = Answer::json(429, json!({})).header("retry-after", "100");
    let (result, script) = waited(MINUTE, &[created(), part("new"), later]).await;
    let error = result.expect_err("it is never asked again");
    assert_eq!(script.times(), [0, 0, 1000]);
    assert!(error.source().is_some_and(|source| source.to_string().contains("429")), "{error:?}");
    assert_eq!(error.last(), Some(&json!({ "status": "new" })));
}

#[tokio::test(start_paused = true)]
async fn what_does_not_pass_ends_the_wait() {
    for lasting in [Answer::json(403, json!({})), Answer::json(200, json!(null)).text("[")] {
        let (result, script) = waited(MINUTE, &[created(), part("new"), lasting]).await;
        let error = result.expect_err("it is refused, or cannot be read");
        assert_eq!(script.times(), [0, 0, 1000]);
        assert!(matches!(error.failure(), WaitFailure::Call(_)), "{error:?}");
        let text = "waiting for `ready` has ended, because a call failed";
        assert_eq!(error.to_string(), text);
        let source = error.source().and_then(|source| source.downcast_ref::<Error>());
        assert_eq!(source.and_then(Error::operation), Some("ListPart"));
        assert!(error.created().is_some() && error.last().is_some());
    }
}

/// What creates something is sent as without a wait, and never again by it.
#[tokio::test(start_paused = true)]
async fn what_creates_is_sent_once() {
    for status in [400, 500, 503] {
        let (result, script) = waited(MINUTE, &[Answer::json(status, json!({}))]).await;
        let error = result.expect_err("nothing is created");
        assert_eq!(script.log(), ["0ms POST /Things"]);
        let WaitFailure::Call(call) = error.failure() else { panic!("{error:?}") };
        assert_eq!(call.status().map(|it| it.as_u16()), Some(status));
        assert_eq!((error.created(), error.last()), (None, None));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_created_may_lack_what_is_asked_with() {
    let (result, script) = waited(MINUTE, &[Answer::json(201, json!({ "name": "x" }))]).await;
    let error = result.expect_err("it has no id");
    assert_eq!(script.log(), ["0ms POST /Things"]);
    assert!(matches!(error.failure(), WaitFailure::Untold), "{error:?}");
    assert_eq!(error.created(), Some(&json!({ "name": "x" })));
}

/// `Debug` shows neither of the two objects, and of texts no more than a beginning.
#[tokio::test(start_paused = true)]
async fn errors_show_no_secrets() {
    let long = "x".repeat(5000);
    let secret = json!({ "status": "broken", "message": long, "key": "hush" });
    let answers = [
        Answer::json(201, json!({ "id": "T1", "password": "hush" })),
        Answer::json(200, json!({ "parts": [secret] })),
    ];
    let (result, _) = waited(MINUTE, &answers).await;
    let error = result.expect_err("it is broken");
    for text in [format!("{error:?}"), format!("{error:#?}"), error.to_string()] {
        assert!(!text.contains("hush") && text.len() < 1500, "{text}");
    }
}

#[test]
fn a_wait_can_go_to_another_thread() {
    fn is_send<T: Send + 'static>(_: &T) {}
    let script = Script::new(&[]);
    let client = client(|it| it, &script);
    is_send(&client.make_thing().wait_until_ready(MINUTE));
    is_send(&client.list_parts("T1").wait_until_ready(Wait::within(MINUTE)));
}

#[cfg(feature = "blocking")]
#[test]
fn a_thread_can_wait() {
    let script = Script::new(&[created(), part("new"), part("ready")]);
    let wait = Wait::within(MINUTE).every(Duration::from_millis(2));
    let wait = client(|it| it, &script).make_thing().wait_until_ready(wait);
    templates::blocking::block_on(wait).expect("it gets ready");
    assert_eq!(script.log().len(), 3);
}
