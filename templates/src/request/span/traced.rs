//! Calls with spans: what is in them, and what never is, says [`Observer`].

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{StatusCode, Uri};
use tokio::time::Instant;
use tracing::field::Empty;
use tracing::instrument::{Instrument, Instrumented};
use tracing::{Span, debug, info_span};

use crate::error::{Error, TransportError};
use crate::headers;
use crate::observer::{Attempt, AttemptEnd, Observer};
use crate::printable::{LONGEST_EXCERPT, shortened};
use crate::request::{RequestParts, split_query};
use crate::response::Response;

/// What filters know the spans and events by: the name of this crate, in whichever of its modules
/// they are made.
const TARGET: &str = env!("CARGO_CRATE_NAME");

/// The span of a call, which ends when this is dropped. It is told of attempts as observers are.
///
/// Its level is `INFO`, which the usual filters let through: who turns the feature on wants to see
/// the calls. Single attempts are details, and events of level `DEBUG`.
pub(crate) struct CallSpan {
    span: Span,
    start: Instant,
    /// How many attempts have begun.
    attempts: AtomicU32,
    is_over: bool,
}

impl CallSpan {
    /// Begins the span of a call.
    pub(crate) fn new(parts: &RequestParts) -> Self {
        // What is no URL has no host; the call will say so.
        let uri: Uri = parts.uri().parse().unwrap_or_default();
        let (template, _) = split_query(parts.template);
        let span = info_span!(
            target: TARGET,
            "HTTP request",
            otel.name = format_args!("{} {template}", parts.method),
            otel.kind = "client",
            otel.status_code = Empty,
            "error.type" = Empty,
            http.request.method = parts.method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = uri.host().map(|host| host.trim_matches(['[', ']'])),
            server.port = port(&uri),
            url.scheme = uri.scheme_str(),
            url.template = template,
            api.operation = parts.operation,
            api.request_id = Empty,
            api.duration = Empty,
        );
        Self { span, start: Instant::now(), attempts: AtomicU32::new(0), is_over: false }
    }

    /// A call within the span, whichever thread goes on with it.
    pub(crate) fn around<F: Future>(&self, call: F) -> Instrumented<F> {
        call.instrument(self.span.clone())
    }

    /// Notes how the call ended.
    pub(crate) fn ends<T>(
        mut self,
        result: Result<Response<T>, Error>,
    ) -> Result<Response<T>, Error> {
        self.is_over = true;
        match &result {
            Ok(response) => {
                self.note_response(
                    Some(response.status()),
                    headers::request_id(response.headers()),
                );
            }
            Err(error) => {
                self.note_response(error.status(), error.request_id());
                self.note_error(&error_type(error));
            }
        }
        result
    }

    fn note_response(&self, status: Option<StatusCode>, request_id: Option<&str>) {
        if let Some(status) = status {
            self.span.record("http.response.status_code", code(status));
        }
        if let Some(id) = request_id {
            self.span.record("api.request_id", &*shortened(id, LONGEST_EXCERPT));
        }
    }

    fn note_error(&self, error_type: &str) {
        self.span.record("error.type", error_type);
        self.span.record("otel.status_code", "ERROR");
    }
}

impl Drop for CallSpan {
    fn drop(&mut self) {
        if !self.is_over {
            self.note_error("cancelled");
        }
        let resent = self.attempts.load(Ordering::Relaxed).saturating_sub(1);
        if resent > 0 {
            self.span.record("http.request.resend_count", i64::from(resent));
        }
        self.span.record("api.duration", self.start.elapsed().as_secs_f64());
    }
}

impl Observer for CallSpan {
    fn begins(&self, attempt: &Attempt) {
        self.attempts.store(attempt.number(), Ordering::Relaxed);
    }

    fn ended(&self, attempt: &Attempt, end: &AttemptEnd<'_>) {
        let request_id = end.request_id().map(|id| shortened(id, LONGEST_EXCERPT));
        debug!(
            target: TARGET,
            {
                api.attempt = i64::from(attempt.number()),
                http.response.status_code = end.status().map(code),
                "error.type" = end.error().map(transport_error_type),
                api.request_id = request_id.as_deref(),
                api.duration = end.elapsed().as_secs_f64(),
            },
            "the attempt ended"
        );
    }

    fn waits(&self, attempt: &Attempt, time: Duration) {
        debug!(
            target: TARGET,
            { api.attempt = i64::from(attempt.number()), api.wait = time.as_secs_f64() },
            "waiting before the next attempt"
        );
    }
}

/// A number is an `i64` for OpenTelemetry: what is a `u64` becomes text there.
fn code(status: StatusCode) -> i64 {
    i64::from(status.as_u16())
}

fn port(uri: &Uri) -> Option<i64> {
    let default = match uri.scheme_str() {
        Some("https") => Some(443),
        Some("http") => Some(80),
        _ => None,
    };
    uri.port_u16().or(default).map(i64::from)
}

/// What kind of error a call ended with: one of a few words, or the status of a refusal.
fn error_type(error: &Error) -> Cow<'static, str> {
    match error {
        Error::Build(_) => "build".into(),
        Error::Transport(error) => transport_error_type(error).into(),
        Error::Api(error) => error.status().as_str().to_owned().into(),
        Error::Decode(_) => "decode".into(),
    }
}

/// The same of an attempt.
fn transport_error_type(error: &TransportError) -> &'static str {
    match error.status() {
        None if error.is_connect() => "connect",
        _ if error.is_timeout() => "timeout",
        _ if error.is_too_large() => "too_large",
        None => "transport",
        Some(_) => "incomplete",
    }
}
