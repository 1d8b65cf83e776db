//! Webhooks: what is taken for Twilio's, and why something is not.

mod events;
mod explanations;
mod random;
mod vectors;

use http::{HeaderValue, Request};
use templates::webhooks::{Explanation, Mismatch, SignatureError, Signer, Validator};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const URL: &str = "https://example.com/events";
const FIELDS: &[(&str, &str)] = &[("EventType", "onChannelAdded"), ("Body", "Hello, world")];
const JSON: &str = r#"{"type": "event", "items": [1]}"#;

/// A request as it arrives.
type Arrived = Request<Vec<u8>>;

fn signer() -> Signer {
    Signer::new(TOKEN)
}

fn validator() -> Validator {
    Validator::new(TOKEN).expect("a token")
}

fn behind(url: &str) -> Validator {
    validator().url(url).expect("a URL")
}

fn form(url: &str) -> Arrived {
    signer().form(url, FIELDS).expect("a URL")
}

fn json(url: &str) -> Arrived {
    signer().json(url, JSON).expect("a URL")
}

fn with_target(mut request: Arrived, target: &str) -> Arrived {
    *request.uri_mut() = target.parse().expect("a target");
    request
}

fn with_header(mut request: Arrived, name: &'static str, value: &str) -> Arrived {
    request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a value"));
    request
}

fn with_body(request: &Arrived, body: impl Into<Vec<u8>>) -> Arrived {
    request.clone().map(|_| body.into())
}

fn error(validator: &Validator, request: &Arrived) -> SignatureError {
    validator.check(request).expect_err("the signature is not that of this request")
}

fn mismatch(validator: &Validator, request: &Arrived) -> Mismatch {
    match error(validator, request) {
        SignatureError::Mismatch(mismatch) => mismatch,
        other => panic!("{other}"),
    }
}

fn explanation(validator: &Validator, request: &Arrived) -> Explanation {
    mismatch(validator, request).explanation()
}
