//! An API that answers as it is written down.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use serde_json::Value;
use templates::Transport;
use tokio::time::{Instant, sleep};

/// What the API answers once.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    status: u16,
    header: Option<(&'static str, &'static str)>,
    body: String,
    after: Duration,
    is_fault: bool,
}

impl Answer {
    pub(super) fn json(status: u16, body: impl Into<Value>) -> Self {
        let body = body.into().to_string();
        Self { status, header: None, body, after: Duration::ZERO, is_fault: false }
    }

    /// No answer at all.
    pub(super) fn fault() -> Self {
        Self { is_fault: true, ..Self::json(200, Value::Null) }
    }

    pub(super) fn header(self, name: &'static str, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    pub(super) fn text(self, body: &str) -> Self {
        Self { body: body.to_owned(), ..self }
    }

    pub(super) fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }
}

/// Answers one after the other, the last one again and again, and remembers when it was asked what.
#[derive(Clone)]
pub(super) struct Script {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    log: Arc<Mutex<Vec<(u128, String)>>>,
    /// When it was first asked.
    start: Arc<OnceLock<Instant>>,
}

impl Script {
    pub(super) fn new(answers: &[Answer]) -> Self {
        let answers = Arc::new(Mutex::new(answers.iter().cloned().collect()));
        Self { answers, log: Arc::default(), start: Arc::default() }
    }

    /// When it was asked what.
    pub(super) fn log(&self) -> Vec<String> {
        let log = self.log.lock().expect("no test panics with it");
        log.iter().map(|(time, line)| format!("{time}ms {line}")).collect()
    }

    /// When it was asked, in milliseconds.
    pub(super) fn times(&self) -> Vec<u128> {
        let log = self.log.lock().expect("no test panics with it");
        log.iter().map(|(time, _)| *time).collect()
    }

    fn next(&self) -> Answer {
        let mut answers = self.answers.lock().expect("no test panics with it");
        let first = answers.front().cloned().expect("there is an answer");
        if answers.len() > 1 {
            answers.pop_front();
        }
        first
    }
}

impl Transport for Script {
    async fn send(
        &self,
        request: http::Request<reqwest::Body>,
    ) -> Result<http::Response<reqwest::Body>, Box<dyn StdError + Send + Sync>> {
        let time = self.start.get_or_init(Instant::now).elapsed().as_millis();
        let line = format!("{} {}", request.method(), request.uri().path());
        self.log.lock().expect("no test panics with it").push((time, line));
        let answer = self.next();
        sleep(answer.after).await;
        if answer.is_fault {
            return Err("the wire is cut".into());
        }
        let mut response = http::Response::builder().status(answer.status);
        if let Some((name, value)) = answer.header {
            response = response.header(name, value);
        }
        Ok(response.body(answer.body.into())?)
    }
}
