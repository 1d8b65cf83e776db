//! Looks for requests that the receiver of webhooks does not cope with, or takes for signed ones.

#![no_main]

use http::{HeaderName, HeaderValue, Request};
use libfuzzer_sys::fuzz_target;
use templates::webhooks::Validator;

/// What a sender decides.
const HEADERS: [&str; 5] = [
    "x-twilio-signature",
    "x-twilio-webhooks-signature-settings",
    "content-type",
    "host",
    "x-forwarded-host",
];

fuzz_target!(|input: (String, [Vec<u8>; 5], Vec<u8>)| {
    let (url, values, body) = input;
    let mut request = Request::new(body);
    if let Ok(uri) = url.parse() {
        *request.uri_mut() = uri;
    }
    for (name, value) in HEADERS.into_iter().zip(values) {
        let value = HeaderValue::from_bytes(&value).ok();
        let line = value.map(|value| (HeaderName::from_static(name), value));
        request.headers_mut().extend(line);
    }
    let validator = Validator::new("a token that nothing here is signed with").expect("a token");
    assert!(validator.check(&request).is_err());
    assert!(validator.check_at(&url, &request).is_err());
    if let Ok(validator) = validator.url(&url) {
        assert!(validator.check(&request).is_err());
    }
});
