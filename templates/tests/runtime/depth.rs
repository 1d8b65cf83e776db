//! JSON that is nested so deeply that reading it could exhaust the stack.

use http::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;
use templates::{AnyJson, Error, Figure, Json, Node, Open, Piece, Shade};

use crate::{client, response};

/// JSON within itself.
fn nested(levels: usize, open: &str, inner: &str, close: &str) -> String {
    [&open.repeat(levels), inner, &close.repeat(levels)].concat()
}

#[track_caller]
fn refuses<T: DeserializeOwned>(text: &str) {
    let refused = serde_json::from_str::<T>(text).err().expect("it is too deep").to_string();
    assert!(refused.starts_with("recursion limit exceeded at line 1"), "{refused}");
    assert!(serde_json::from_reader::<_, T>(text.as_bytes()).is_err());
}

#[test]
fn a_million_levels_are_an_error() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"{"parts":["#, "]}")] {
        let text = nested(1_000_000, open, "1", close);
        refuses::<Node>(&text);
        refuses::<Shade>(&text);
        refuses::<Figure>(&text);
        refuses::<Open<Piece>>(&text);
        refuses::<AnyJson>(&text);
    }
}

#[test]
fn a_hundred_levels_are_none() {
    let text = nested(120, r#"{"name":"a","inner":"#, r#"{"name":"b"}"#, "}");
    let piece: Piece = serde_json::from_str(&text).expect("it is not too deep");
    assert_eq!(serde_json::to_string(&piece).expect("it is JSON").len(), text.len());
    let text = nested(120, "[", "1", "]");
    let shade: Shade = serde_json::from_str(&text).expect("it is not too deep");
    assert_eq!(serde_json::to_string(&shade).expect("it is JSON"), text);
}

/// Only the innermost object does not fit, and only it is kept.
#[test]
fn what_does_not_fit_is_kept_at_any_depth() {
    let text = nested(120, r#"{"name":"a","inner":"#, r#"{"name":5}"#, "}");
    let request = client().request::<Json<Piece>>("FetchThing", Method::GET, "/v1/Things");
    let answer = request.decode(response(200, &[], text.as_bytes())).expect("it is kept");
    let path = answer.misfits()[0].path();
    assert!(path.starts_with("inner.inner.") && path.len() < 250, "{path}");
    assert_eq!(serde_json::to_string(answer.body()).expect("it is JSON"), text);
    let mut piece = answer.into_body();
    for _ in 1..120 {
        piece = *piece.inner.expect("it fits");
    }
    assert_eq!((&piece.inner, piece.extra["inner"]["name"].as_i64()), (&None, Some(5)));
}

/// What is within a million levels, as an answer or as an error.
fn answered(status: u16, body: &str) -> Error {
    client()
        .request::<Json<Vec<Node>>>("ListThings", Method::GET, "/v1/Things")
        .decode(response(status, &[], body.as_bytes()))
        .expect_err("it is too deep")
}

#[test]
fn an_answer_that_is_too_deep_is_an_error_with_its_path() {
    let body = nested(1_000_000, r#"[{"parts":"#, "1", "}]");
    let Error::Decode(error) = answered(200, &body) else { panic!("an answer") };
    let path = error.path();
    assert!(path.starts_with("[0].parts[0].parts[0]") && path.len() < 250, "{path}");
    assert!(error.to_string().len() < 500, "{error}");
    let Error::Api(error) = answered(500, &body) else { panic!("a refusal") };
    assert_eq!((error.message(), error.body().len()), (None, body.len()));
    assert!(error.read::<Json<Value>>().is_err());
}
