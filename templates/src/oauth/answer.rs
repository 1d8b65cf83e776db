//! What a token URL answers (RFC 6749, sections 5.1 and 5.2).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use crate::bearer;
use crate::credential::Credential;
use crate::error::ContentError;
use crate::response::Content;

/// How long before its end a token is renewed at most.
const LONGEST_MARGIN: Duration = Duration::from_secs(30);

/// What a token URL says of a token.
#[derive(Deserialize)]
struct Fields {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<Value>,
}

/// A token that was given: what is sent, and for how long.
pub(super) struct Answer {
    credential: Arc<dyn Credential>,
    lifetime: Option<Duration>,
}

/// Read without errors that show what was read.
impl Content for Answer {
    type Body = Result<Self, &'static str>;

    const ACCEPT: HeaderValue = HeaderValue::from_static("application/json");

    fn decode(_: StatusCode, _: &HeaderMap, body: &Bytes) -> Result<Self::Body, ContentError> {
        Ok(read(body))
    }
}

fn read(body: &Bytes) -> Result<Answer, &'static str> {
    let fields: Fields =
        serde_json::from_slice(body).map_err(|_| "is no JSON object with an `access_token`")?;
    if fields.token_type.is_some_and(|it| !it.eq_ignore_ascii_case("bearer")) {
        return Err("has a token that is not to be used as a bearer token");
    }
    let credential = bearer::credential(&fields.access_token);
    let credential = credential.map_err(|_| "has an access token that cannot be sent")?;
    Ok(Answer { credential, lifetime: fields.expires_in.as_ref().and_then(lifetime) })
}

/// A number of seconds, or its text.
fn lifetime(expires_in: &Value) -> Option<Duration> {
    let seconds = match expires_in {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    Some(Duration::try_from_secs_f64(seconds?.max(0.0)).unwrap_or(Duration::MAX))
}

/// What a token URL says of a refusal, as the rest of a sentence.
pub(super) fn refusal(body: &Bytes) -> String {
    let Ok(Value::Object(said)) = serde_json::from_slice(body) else { return String::new() };
    let text = |name: &str| said.get(name).and_then(Value::as_str);
    match (text("error"), text("error_description").or(text("message"))) {
        (Some(code), Some(description)) => format!(": {code} ({description})"),
        (Some(text), None) | (None, Some(text)) => format!(": {text}"),
        (None, None) => String::new(),
    }
}

/// A token, and how long it is good for.
pub(super) struct Token {
    pub(super) credential: Arc<dyn Credential>,
    /// When it is to be renewed, and when it ends.
    ends: Option<(Instant, Instant)>,
}

impl Token {
    /// A token that was asked for at a time.
    pub(super) fn new(answer: Answer, start: Instant) -> Self {
        let ends = answer.lifetime.and_then(|lifetime| {
            let end = start.checked_add(lifetime)?;
            Some((end - LONGEST_MARGIN.min(lifetime / 10), end))
        });
        Self { credential: answer.credential, ends }
    }

    pub(super) fn needs_renewal(&self, now: Instant) -> bool {
        self.ends.is_some_and(|(renewal, _)| renewal <= now)
    }

    /// Puts off the renewal to half of the time that is left, if there is some.
    pub(super) fn puts_off_renewal(&mut self, now: Instant) -> bool {
        match &mut self.ends {
            Some((renewal, end)) if *end > now => {
                *renewal = now + (*end - now) / 2;
                true
            }
            _ => false,
        }
    }
}
