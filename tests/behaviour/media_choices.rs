//! Bodies that can be sent as one of several media types: callers may say which.

use super::{check, client};
use crate::fixtures::media_choices::models::Reader;

#[test]
fn the_default_is_what_says_most() {
    check(&client().set_cover("GIF").into_request(), "PUT /covers image/gif", "GIF");
    let text = client().set_caption().body("a");
    check(&text.into_request(), "PUT /texts text/markdown; charset=utf-8", "a");
    let settings = || Reader::new().size(3);
    let json = r#"{"size":3}"#;
    let replaced = client().set_reader(settings());
    check(&replaced.into_request(), "PUT /settings application/json", json);
    let reset = client().reset_reader().body(settings());
    check(&reset.into_request(), "POST /settings application/json", json);
    let patched = client().patch_reader().body(settings());
    check(&patched.into_request(), "PATCH /settings application/merge-patch+json", json);
}

#[test]
fn callers_may_say_another() {
    let cover = client().set_cover("PNG").content_type("image/png");
    check(&cover.into_request(), "PUT /covers image/png", "PNG");
    let text = client().set_caption().content_type("text/plain").body("a");
    check(&text.into_request(), "PUT /texts text/plain", "a");
    let (settings, other) = (Reader::new, "application/vnd.reader+json");
    let replaced = client().set_reader(settings()).content_type(other);
    check(&replaced.into_request(), &format!("PUT /settings {other}"), "{}");
    let reset = client().reset_reader().body(settings()).content_type(other);
    check(&reset.into_request(), &format!("POST /settings {other}"), "{}");
    let patched = client().patch_reader().body(settings()).content_type("application/x");
    check(&patched.into_request(), "PATCH /settings application/x", "{}");
}

#[test]
fn what_has_no_body_has_no_media_type() {
    check(&client().set_caption().content_type("text/plain").into_request(), "PUT /texts", "");
    let reset = client().reset_reader().content_type("application/x");
    check(&reset.into_request(), "POST /settings", "");
    check(&client().patch_reader().into_request(), "PATCH /settings", "");
}

#[test]
fn what_is_no_media_type_is_refused() {
    let error = client().set_cover("GIF").content_type("a\nb").into_request().to_http();
    let message = error.expect_err("it would be another header").to_string();
    assert!(message.contains("is no media type"), "{message}");
}
