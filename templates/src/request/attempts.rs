//! A call: its attempts, the time between them, and how it ends.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use reqwest::Body;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout_at};

use super::RequestParts;
use super::receiving::{Call, head};
use super::span::CallSpan;
use crate::error::{Error, TransportError};
use crate::observer::{Attempt, AttemptEnd, Observer};
use crate::retry::{StopReason, Trouble};
use crate::retry_after::retry_after;
use crate::time_limits::{TimeLimit, TimeLimits};

/// What a request expects of its response.
pub(crate) struct Expected {
    pub(super) accept: HeaderValue,
    pub(super) is_answer: fn(StatusCode) -> bool,
    /// Whether the content of an answer is left to whoever gets it.
    pub(super) is_streamed: bool,
}

/// A response to a request.
pub(crate) struct Received {
    pub(crate) call: Call,
    /// The response with its content, unless that is left.
    pub(crate) response: http::Response<Bytes>,
    /// The content that is still to come.
    #[allow(dead_code, reason = "an API may have nothing to download")]
    pub(crate) rest: Body,
}

/// A time limit, and when it is over; none if that is never.
fn ending(limit: Option<Duration>) -> Option<(Duration, Instant)> {
    limit.and_then(|limit| Some((limit, Instant::now().checked_add(limit)?)))
}

impl RequestParts {
    /// Has the call end when this time is over, unless it ends sooner anyway. Its attempts may take
    /// as long as without it.
    #[allow(dead_code, reason = "an API may have nothing to wait for")]
    pub(crate) fn end_within(&mut self, time: Duration) {
        let limits = self.limits.or(self.client.shared.limits);
        if limits.for_call().is_none_or(|limit| limit > time) {
            let call = TimeLimit::Set(Some(time));
            self.limits = TimeLimits { call, attempt: TimeLimit::Set(limits.for_attempt()) };
        }
    }

    /// How long it may take until something more of a stream arrives, and how many bytes each of its
    /// items may have, unless something else is set for it.
    #[allow(dead_code, reason = "an API may have no streams")]
    pub(crate) fn stream_limits(&self) -> (Option<Duration>, Option<usize>) {
        let time = self.limits.or(self.client.shared.limits).for_call();
        (time, self.response_limit.or(self.client.shared.response_limit))
    }

    /// How long to wait before the request of a stream is sent again, when that has happened so often
    /// in a row, or why it is not.
    #[allow(dead_code, reason = "an API may have no streams")]
    pub(crate) fn wait_to_reconnect(
        &self,
        count: u32,
        asked: Option<Duration>,
    ) -> Result<Duration, StopReason> {
        let policy = self.retries.as_ref().unwrap_or(&self.client.shared.retries);
        let time = policy.wait(count, asked, fastrand::f64())?;
        if self.body.to_bytes().is_none() {
            return Err(StopReason::Unrepeatable);
        }
        if self.client.shared.retry_budget.take() { Ok(time) } else { Err(StopReason::Budget) }
    }

    /// Sends the request, and again as long as that is safe and may help, until there is an answer
    /// or a failure that is final. A refusal is a response like others.
    pub(super) async fn call(
        &self,
        expected: &Expected,
        span: &CallSpan,
    ) -> Result<Received, Error> {
        if Handle::try_current().is_err() {
            let problem = "requests are sent on a Tokio runtime, and there is none";
            return Err(self.problem(problem.to_owned()));
        }
        let limits = self.limits.or(self.client.shared.limits);
        let end = ending(limits.for_call());
        let mut call = Call {
            operation: self.operation,
            history: self.history(),
            limit: None,
            credentials: Vec::new(),
        };
        let mut attempt = Attempt::first(self.operation, self.method.clone(), self.template);
        let head = self.begin(&mut call, expected, end).await?;
        let mut request = self.with_body(head)?;
        let mut may_renew = true;
        loop {
            let result = self.attempt(request, &attempt, &call, expected, span).await;
            let Some(mut trouble) = trouble(&result, expected) else {
                self.client.shared.retry_budget.refill();
                return result.map_err(Error::from);
            };
            call.history.note(trouble.may_have_happened);
            if may_renew && is_unauthorized(&result) && self.renews(&call.credentials) {
                may_renew = false;
                trouble = trouble.with_other_credentials();
            }
            match self.another(&attempt, &mut call, trouble, expected, end, span).await {
                Ok(next) => request = next,
                Err(stop) => {
                    call.history.stop = Some(stop);
                    return match result {
                        Ok(received) => Ok(Received { call, ..received }),
                        Err(error) => Err(error.with_history(call.history).into()),
                    };
                }
            }
            attempt = attempt.next();
            call.history.attempts = attempt.number();
        }
    }

    /// Who is told of attempts and of waits.
    fn observers<'a>(&'a self, span: &'a CallSpan) -> impl Iterator<Item = &'a dyn Observer> {
        let span: &dyn Observer = span;
        [Some(span), self.client.shared.observer.as_deref()].into_iter().flatten()
    }

    /// Sends the request once, and tells the observers.
    async fn attempt(
        &self,
        mut request: http::Request<Body>,
        attempt: &Attempt,
        call: &Call,
        expected: &Expected,
        span: &CallSpan,
    ) -> Result<Received, TransportError> {
        request.extensions_mut().insert(attempt.clone());
        let start = Instant::now();
        self.observers(span).for_each(|observer| observer.begins(attempt));
        let received = self.receive(request, call, expected).await;
        let result = match &received {
            Ok(received) => Ok((received.response.status(), received.response.headers())),
            Err(error) => Err(error),
        };
        let end = AttemptEnd { result, elapsed: start.elapsed() };
        self.observers(span).for_each(|observer| observer.ended(attempt, &end));
        received
    }

    /// Sends the request once.
    async fn receive(
        &self,
        request: http::Request<Body>,
        call: &Call,
        expected: &Expected,
    ) -> Result<Received, TransportError> {
        let received = call.within(self.client.shared.transport.send_boxed(request)).await;
        let received = received.map_err(|failure| call.failed(failure, None))?;
        let is_answer = (expected.is_answer)(received.status());
        let (response, rest) = if is_answer && expected.is_streamed {
            let (response, body) = head(received);
            (response.map(|()| Bytes::new()), body)
        } else {
            let limit = if is_answer {
                self.response_limit.or(self.client.shared.response_limit)
            } else {
                self.client.shared.error_limit
            };
            (call.collect(received, limit).await?, Body::default())
        };
        Ok(Received { call: call.clone(), response, rest })
    }

    /// Waits until the request may be sent again, and makes it once more; or says why it is not.
    async fn another(
        &self,
        attempt: &Attempt,
        call: &mut Call,
        trouble: Trouble,
        expected: &Expected,
        end: Option<(Duration, Instant)>,
        span: &CallSpan,
    ) -> Result<http::Request<Body>, StopReason> {
        trouble.allows_another(call.history.is_idempotent)?;
        let policy = self.retries.as_ref().unwrap_or(&self.client.shared.retries);
        let time = policy.wait(attempt.number(), trouble.retry_after, fastrand::f64())?;
        if end.is_some_and(|(_, end)| end.saturating_duration_since(Instant::now()) <= time) {
            return Err(StopReason::Timeout);
        }
        let body = self.body.open().map_err(|_| StopReason::Unrepeatable)?;
        if !self.client.shared.retry_budget.take() {
            return Err(StopReason::Budget);
        }
        self.observers(span).for_each(|observer| observer.waits(attempt, time));
        sleep(time).await;
        let head = self.begin(call, expected, end).await.map_err(|_| StopReason::Unrepeatable)?;
        Ok(head.map(|()| body))
    }

    /// Begins an attempt: everything of the request but its body, with the credentials of now.
    async fn begin(
        &self,
        call: &mut Call,
        expected: &Expected,
        end: Option<(Duration, Instant)>,
    ) -> Result<http::Request<()>, Error> {
        let limits = self.limits.or(self.client.shared.limits);
        let ends = [ending(limits.for_attempt()), end];
        call.limit = ends.into_iter().flatten().min_by_key(|(_, end)| *end);
        call.credentials = match call.limit {
            None => self.credentials().await?,
            Some((limit, end)) => timeout_at(end, self.credentials()).await.map_err(|_| {
                self.problem(format!(
                    "its credentials were not there when the time limit of {limit:?} was over"
                ))
            })??,
        };
        self.head(expected.accept.clone(), &call.credentials)
    }
}

/// Whether the API did not accept the credentials.
fn is_unauthorized(result: &Result<Received, TransportError>) -> bool {
    let status = result.as_ref().map(|received| received.response.status());
    status.is_ok_and(|status| status == StatusCode::UNAUTHORIZED)
}

/// What kept an attempt from getting an answer.
fn trouble(result: &Result<Received, TransportError>, expected: &Expected) -> Option<Trouble> {
    match result {
        Ok(received) => {
            let response = &received.response;
            let is_answer = (expected.is_answer)(response.status());
            let retry_after = || retry_after(response.headers());
            (!is_answer).then(|| Trouble::of_status(response.status(), retry_after()))
        }
        Err(error) => Some(error.trouble()),
    }
}
