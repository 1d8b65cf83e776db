//! Waiting, against an API that answers as it is written down.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::Client;
use crate::fixtures::waits::models::{JobState, NewJob};
use crate::transport::Transport;
use crate::wait::{Wait, WaitFailure};

const MINUTE: Duration = Duration::from_secs(60);

/// Answers one after the other, and remembers what was asked.
#[derive(Clone)]
struct Api {
    answers: Arc<Mutex<VecDeque<Value>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Api {
    fn new(answers: impl IntoIterator<Item = Value>) -> (Client, Self) {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        let api = Self { answers, asked: Arc::default() };
        let client = Client::builder().transport(api.clone()).build();
        (client.expect("a client without a network"), api)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no test panics with it").clone()
    }
}

impl Transport for Api {
    async fn send(
        &self,
        request: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let target = request.uri().path_and_query().map_or("", |it| it.as_str());
        let line = format!("{} {target}", request.method());
        self.asked.lock().expect("no test panics with it").push(line);
        let answer = self.answers.lock().expect("no test panics with it").pop_front();
        let answer = answer.ok_or("there are no more answers")?;
        Ok(http::Response::new(answer.to_string().into()))
    }
}

fn job(state: &str) -> Value {
    json!({ "job": { "state": state, "problem": { "code": "E1", "text": "no paper" } } })
}

#[tokio::test(start_paused = true)]
async fn a_flag_becomes_true() {
    let begun = json!({ "name": "x/1" });
    let running = json!({ "name": "x/1", "done": false });
    let done = json!({ "name": "x/1", "done": true });
    let (client, api) = Api::new([begun, running, done.clone()]);
    let operation = client.start_export().wait_until_done(MINUTE).await.expect("it is done");
    assert_eq!(operation.done, Some(true));
    assert_eq!(api.asked(), ["POST /exports", "GET /operations/x%2F1", "GET /operations/x%2F1"]);

    // The operation that is asked can be waited for by itself.
    let (client, api) = Api::new([json!({ "name": "a" }), done]);
    let operation = client.fetch_operation("a").wait_until_done(Wait::within(MINUTE)).await;
    assert_eq!(operation.expect("it is done").name, "x/1");
    assert_eq!(api.asked(), ["GET /operations/a", "GET /operations/a"]);
}

#[tokio::test(start_paused = true)]
async fn each_value_means_what_is_said() {
    let cases = [
        ("done", Ok(JobState::Done)),
        ("archived", Ok(JobState::Archived)),
        (
            "failed",
            Err(
                "waiting for `done` has ended with a failure: the status is `failed`, the code E1: no paper",
            ),
        ),
        (
            "lost",
            Err(
                "waiting for `done` has ended, because nobody knows what this means for it: the status is `lost`, the code E1: no paper",
            ),
        ),
        (
            "new",
            Err(
                "waiting for `done` has ended, because nobody knows what this means for it: the status is `new`, the code E1: no paper",
            ),
        ),
    ];
    for (state, expected) in cases {
        let answers = [json!({ "id": 7 }), job("queued"), job("running"), job(state)];
        let (client, api) = Api::new(answers);
        let result = client.submit_job(NewJob::new("print")).wait_until_done(MINUTE).await;
        assert_eq!(api.asked()[1..], ["GET /jobs/7", "GET /jobs/7", "GET /jobs/7"]);
        match (result, expected) {
            (Ok(job), Ok(state)) => assert_eq!(job.state, state),
            (Err(error), Err(text)) => {
                assert_eq!(error.to_string(), text);
                assert_eq!(error.created().map(|created| created.id), Some(7));
                assert_eq!(error.last().map(|job| job.state.as_str()), Some(state));
            }
            (result, _) => panic!("{state}: {result:?}"),
        }
    }
}

/// Without a list of what is pending, every value that is in no list is. What need not be given is set.
#[tokio::test(start_paused = true)]
async fn each_wait_is_its_own() {
    let created = json!({ "id": 7, "detail": "much" });
    let (client, api) = Api::new([created, job("odd"), job("queued"), job("running")]);
    let job = client.submit_job_form("print").wait_until_started(MINUTE).await;
    assert_eq!(job.expect("it has started").state, JobState::Running);
    let question = "GET /jobs/7?detail=much";
    assert_eq!(api.asked(), ["POST /jobs", question, question, question]);

    let (client, api) = Api::new([json!({ "id": 7, "detail": null })]);
    let result = client.submit_job(NewJob::new("print")).wait_until_started(MINUTE).await;
    let error = result.expect_err("nothing says how much to tell");
    assert!(matches!(error.failure(), WaitFailure::Untold), "{error:?}");
    assert_eq!(api.asked().len(), 1);
}

/// Numbers, entries of lists, and a part of the path that both operations have.
#[tokio::test(start_paused = true)]
async fn an_entry_of_a_list_appears() {
    let created = json!({ "order": { "numbers": [null, "n 1"] } });
    let parcels = |status: Value| json!({ "parcels": [{ "status": status, "notes": ["wet"] }] });
    let answers = [
        created.clone(),
        json!({}),
        json!({ "parcels": [] }),
        parcels(json!(0)),
        parcels(json!(1)),
    ];
    let (client, api) = Api::new(answers);
    let parcel = client.ship_order("s/1").wait_until_on_its_way(MINUTE).await;
    assert_eq!(parcel.expect("it is on its way").status, Some(1));
    assert_eq!(api.asked()[0], "POST /shops/s%2F1/orders");
    assert_eq!(api.asked()[4], "GET /shops/s%2F1/parcels?order=n%201");

    let (client, _) = Api::new([created, parcels(Value::Null), parcels(json!(-1))]);
    let error = client.ship_order("s").wait_until_on_its_way(MINUTE).await.expect_err("lost");
    let WaitFailure::Failed(report) = error.failure() else { panic!("{error:?}") };
    assert_eq!((report.status.as_deref(), report.message.as_deref()), (Some("-1"), Some("wet")));
    let (client, _) = Api::new([json!({ "order": { "numbers": [null, null] } })]);
    let error = client.ship_order("s").wait_until_on_its_way(MINUTE).await.expect_err("no number");
    assert!(matches!(error.failure(), WaitFailure::Untold), "{error:?}");
}

/// Of an operation that answers with nothing, of answers that may have none, and of parts in boxes.
#[tokio::test(start_paused = true)]
async fn nothing_is_read_of_what_answers_with_nothing() {
    let store = |content: &str| json!({ "store": { "content": content } });
    let (client, api) = Api::new([Value::Null, json!({}), store("much"), store("nothing")]);
    let found = client.empty_store().wait_until_empty(MINUTE).await.expect("it gets empty");
    assert!(found.store.is_some());
    assert_eq!(api.asked()[..2], ["DELETE /stores", "GET /stores/latest"]);
    assert_eq!(api.asked().len(), 4);

    let inner = |content: Value| json!({ "store": { "next": { "content": content } } });
    let (client, _) = Api::new([Value::Null, inner(Value::Null), inner(json!("nothing"))]);
    client.empty_store().wait_until_gone(MINUTE).await.expect("it is empty");
    let (client, _) = Api::new([Value::Null, inner(json!("all"))]);
    let error = client.empty_store().wait_until_gone(MINUTE).await.expect_err("it is not empty");
    assert!(matches!(error.failure(), WaitFailure::Unexpected(_)), "{error:?}");
    assert_eq!(error.created(), Some(&()));
}

/// What is called as a wait might be keeps away from it.
#[test]
fn a_setter_is_no_wait() {
    let request = super::client().list_parcels("s", "o").query_wait_until_ready(true);
    super::check(&request.into_request(), "GET /shops/s/parcels?order=o&wait_until_ready=true", "");
}
