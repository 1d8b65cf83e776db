//! What the API sends to servers of its users, read as events.

use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::fixtures::events::events::{
    DogCalledPut, DogHasBarked, DogPainted, DogReturned, DogSang,
};
use crate::fixtures::events::models::{DogHasBarkedMood, DogWalkedBodyMood};
use crate::fixtures::events_of_several::events::{AnyHarbour, Cargo, CrewGet};
use crate::fixtures::events_of_several::models::{CargoEvent, HarbourBodyKind};
use crate::receive::{Delivery, Event, EventError};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

fn request(method: Method, uri: &str, content_type: &str, body: &str) -> Request<Vec<u8>> {
    let mut request = Request::builder().method(method).uri(uri);
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    request.body(body.into()).expect("the parts of a request")
}

fn post(content_type: &str, body: &str) -> Request<Vec<u8>> {
    request(Method::POST, "/hook", content_type, body)
}

#[track_caller]
fn check_error<E: Event>(request: &Request<Vec<u8>>, status: u16, message: &str) {
    let Err(error) = E::read(request) else { panic!("it is read") };
    assert_eq!(error.to_string(), message);
    assert_eq!(error.status(), StatusCode::from_u16(status).expect("a status"));
}

/// The event with all kinds of parameters.
fn barked(query: &str, body: &str) -> Request<Vec<u8>> {
    let uri = format!("https://me.example/hook?{query}");
    let mut request = request(Method::POST, &uri, JSON, body);
    let headers = request.headers_mut();
    headers.insert("x-signature", "s".parse().expect("a header"));
    headers.insert("x-sent-at", "17".parse().expect("a header"));
    headers.append("x-tags", "a, b".parse().expect("a header"));
    headers.append("x-tags", "c".parse().expect("a header"));
    request
}

const HEARD: &str =
    r#"{"dog":{"name":"Rex","id":"7","secret":"x","age":3},"loud":true,"more":[1]}"#;

#[test]
fn parameters_and_content_are_fields() {
    let query = "attempt=2&mood=wild&ids=1,2&tags=a+b&tags=c%26&bars=x%7Cy&where[x]=4&where[name]=%C3%A9\
                 &exact=%7B%22x%22%3A5%7D&unknown=1";
    let event = DogHasBarked::read(&barked(query, HEARD)).expect("it is as described");
    assert_eq!((event.attempt, event.to), (2, None));
    assert_eq!((event.x_signature.as_str(), event.x_sent_at), ("s", Some(17)));
    assert_eq!(event.x_tags, Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert_eq!(event.mood, Some(DogHasBarkedMood::Unrecognized("wild".to_owned())));
    assert_eq!(event.ids, Some(vec![1, 2]));
    assert_eq!(event.tags, Some(vec!["a b".to_owned(), "c&".to_owned()]));
    assert_eq!(event.bars, Some(vec!["x".to_owned(), "y".to_owned()]));
    let place = event.r#where.expect("it is there");
    assert_eq!((place.x, place.name.as_deref()), (Some(4), Some("é")));
    assert_eq!(event.exact.expect("it is there").x, Some(5));
    // What requests and answers have apart, both are there.
    let dog = &event.body.dog;
    assert_eq!((dog.id.as_deref(), dog.secret.as_deref()), (Some("7"), Some("x")));
    assert_eq!(serde_json::to_value(&dog.extra).expect("JSON"), json!({"age": 3}));
    assert_eq!(serde_json::to_value(&event.body.extra).expect("JSON"), json!({"more": [1]}));
}

#[test]
fn what_need_not_be_there_and_does_not_fit_is_nothing() {
    let mut request =
        barked("attempt=1&ids=x&exact=%7B", r#"{"dog":{"name":"Rex"},"loud":false,"since":1}"#);
    request.headers_mut().insert("x-sent-at", "soon".parse().expect("a header"));
    let event = DogHasBarked::read(&request).expect("it is read as an answer would be");
    assert_eq!((event.x_sent_at, event.ids, event.exact), (None, None, None));
    assert_eq!(event.body.since, None);
    assert_eq!(serde_json::to_value(&event.body.extra).expect("JSON"), json!({"since": 1}));
}

#[test]
fn an_error_says_what_is_wrong_and_where() {
    let get = request(Method::GET, "/hook?attempt=1", "", "");
    check_error::<DogHasBarked>(&get, 405, "the event is sent by POST, and this request by GET");
    let text = request(Method::POST, "/hook", "text/html; charset=utf-8", "<p>");
    let message = "the event is sent as `application/json`, and this request as \
                   `text/html; charset=utf-8`";
    check_error::<DogReturned>(&text, 415, message);
    let message = "the query cannot be read at `attempt`: there is no such parameter";
    check_error::<DogHasBarked>(&barked("", HEARD), 400, message);
    let message =
        "the query cannot be read at `attempt`: invalid type: string \"soon\", expected i64";
    check_error::<DogHasBarked>(&barked("attempt=soon", HEARD), 400, message);
    let mut unsigned = barked("attempt=1", HEARD);
    unsigned.headers_mut().remove("x-signature");
    let message = "the headers cannot be read at `X-Signature`: there is no such header";
    check_error::<DogHasBarked>(&unsigned, 400, message);
    let message = "the content cannot be read at `dog.name`: invalid type: null, expected a string";
    let body = r#"{"dog":{"name":null},"loud":true}"#;
    check_error::<DogHasBarked>(&barked("attempt=1", body), 400, message);
    let message = "the content cannot be read at `.`: missing field `loud`";
    check_error::<DogHasBarked>(&barked("attempt=1", r#"{"dog":{"name":"R"}}"#), 400, message);
    let message = "the content cannot be read at `.`: the request has no content";
    check_error::<DogHasBarked>(&barked("attempt=1", ""), 400, message);
    let mut packed = post(JSON, "\u{1f}");
    packed.headers_mut().insert("content-encoding", "gzip".parse().expect("a header"));
    let Err(error) = DogReturned::read(&packed) else { panic!("it is read") };
    assert!(error.to_string().contains("encoded as `gzip`"), "{error}");
    assert_eq!(error.path(), Some("."));
}

#[test]
fn content_that_need_not_be_there_is_none() {
    assert_eq!(DogReturned::read(&post("", "")).expect("it has none").body, None);
    let one = DogReturned::read(&post("", r#"[{"name":"Rex"}]"#)).expect("nothing says what it is");
    assert_eq!(one.body.map(|dogs| dogs.len()), Some(1));
    assert_eq!(
        DogSang::read(&post("text/plain", "wau")).expect("text").body.as_deref(),
        Some("wau")
    );
    assert_eq!(DogSang::read(&post("", "")).expect("it has none").body, None);
    assert_eq!(DogPainted::read(&post("image/png", "png")).expect("bytes").body, "png");
    check_error::<DogPainted>(
        &post("image/png", ""),
        400,
        "the content cannot be read at `.`: the request has no content",
    );
    DogCalledPut::read(&request(Method::PUT, "/", "", "anything")).expect("it has no parts");
}

#[test]
#[expect(deprecated, reason = "it is in the document")]
fn fields_of_a_form_are_read_as_their_types() {
    use crate::fixtures::events::events::DogWalked;

    let body = "Dog=Rex+%26+Max&Steps=12&Leashed=true&Weight=4.5&Friends=a&Friends=b&Places=x,y%2Cz\
                &Spot=%7B%22x%22%3A1%7D&Mood=calm&More=1";
    let event = DogWalked::read(&post(FORM, body)).expect("it is as described").body;
    assert_eq!((event.dog.as_str(), event.steps), ("Rex & Max", 12));
    assert_eq!((event.leashed, event.weight), (Some(true), Some(4.5)));
    assert_eq!(event.friends, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(event.places, Some(vec!["x".to_owned(), "y,z".to_owned()]));
    assert_eq!(event.spot.and_then(|spot| spot.x), Some(1));
    assert_eq!(event.mood, Some(DogWalkedBodyMood::Calm));
    assert_eq!(serde_json::to_value(&event.extra).expect("JSON"), json!({"More": "1"}));

    // One text is a list of one, unless it is a list itself; and a text may look like JSON.
    let event = DogWalked::read(&post(FORM, "Dog=%5B1%5D&Steps=1&Friends=a")).expect("a form").body;
    assert_eq!((event.dog.as_str(), event.friends), ("[1]", Some(vec!["a".to_owned()])));
    let event = DogWalked::read(&post(FORM, "Dog=&Steps=1&Friends=%5B%22a%22%5D&Weight=NaN"));
    let event = event.expect("a form").body;
    assert_eq!((event.friends, event.weight), (Some(vec!["a".to_owned()]), None));

    let message = "the content cannot be read at `Steps`: invalid type: string \"x\", expected i64";
    check_error::<DogWalked>(&post(FORM, "Dog=a&Steps=x"), 400, message);
    let message = "the content cannot be read at `.`: missing field `Dog`";
    check_error::<DogWalked>(&post(FORM, ""), 400, message);
    let message = "the event is sent as `application/x-www-form-urlencoded`, and this request as \
                   `application/json`";
    check_error::<DogWalked>(&post(JSON, "{}"), 415, message);
}

#[test]
fn a_union_is_read_from_a_form_and_from_a_query() {
    let lost = "EventType=onLost&ErrorCode=20404&Details=%7B%22cause%22%3A%22storm%22%7D";
    let form = Cargo::read(&post(FORM, lost)).expect("a form").body;
    let uri = format!("/hook?{lost}");
    let query = CrewGet::read(&request(Method::GET, &uri, "", "")).expect("a query").event;
    for event in [form, query] {
        let CargoEvent::Lost(lost) = event else { panic!("{event:?}") };
        assert_eq!(lost.error_code, Some(20404));
        assert_eq!(lost.details.and_then(|it| it.cause).as_deref(), Some("storm"));
    }
    let event = Cargo::read(&post(FORM, "EventType=onSunk&Tons=1")).expect("a form").body;
    assert!(matches!(event, CargoEvent::Other(_)), "{event:?}");
}

#[track_caller]
fn harbour(request: &Request<Vec<u8>>) -> AnyHarbour {
    AnyHarbour::read(request).expect("there is room for anything")
}

#[test]
fn events_of_a_callback_are_told_apart() {
    let get = request(Method::GET, "/?challenge=abc", "", "");
    assert!(matches!(harbour(&get), AnyHarbour::HarbourGet(event) if event.challenge == "abc"));
    let event = harbour(&post(JSON, r#"{"kind":"arrived","ship":"Ada"}"#));
    let AnyHarbour::Harbour(event) = event else { panic!("{event:?}") };
    assert_eq!((event.body.kind, event.body.ship.as_str()), (HarbourBodyKind::Arrived, "Ada"));
    let event = harbour(&post(JSON, r#"{"kind":"gone","ship":"Ada"}"#));
    assert!(matches!(event, AnyHarbour::ShipGone(_)), "{event:?}");
    let event = harbour(&post(FORM, "Ship=Ada"));
    assert!(matches!(event, AnyHarbour::HarbourForm(_)), "{event:?}");
}

#[test]
fn what_is_no_event_of_a_callback_is_kept() {
    let other = |request: &Request<Vec<u8>>| match harbour(request) {
        AnyHarbour::Other(other) => other,
        event => panic!("{event:?}"),
    };
    let sunk = other(&post(JSON, r#"{"kind":"sunk","ship":"Ada"}"#));
    assert_eq!(sunk.body(), r#"{"kind":"sunk","ship":"Ada"}"#);
    assert_eq!((sunk.method(), sunk.query()), (&Method::POST, None));
    let reason = "the content cannot be read at `kind`: no event that is known has this value";
    assert_eq!(sunk.reason().to_string(), reason);
    let put = other(&request(Method::PUT, "/?a=secret", JSON, "{}"));
    assert_eq!(put.query(), Some("a=secret"));
    assert!(!format!("{put:?}").contains("secret"), "{put:?}");
    assert!(matches!(put.reason(), EventError::Method { .. }), "{put:?}");
}

#[test]
fn an_event_is_read_from_the_parts_of_a_request() {
    let request = request(Method::GET, "/?challenge=other", "", "");
    let query = Some("challenge=a%20b");
    let delivery = Delivery::new(request.method(), query, request.headers(), request.body());
    let event = AnyHarbour::from_delivery(&delivery).expect("there is room for anything");
    assert!(matches!(event, AnyHarbour::HarbourGet(event) if event.challenge == "a b"));
}

#[test]
fn what_is_no_text_does_not_harm() {
    for body in [&b"\xff\xfe"[..], b"Dog=%ff&Steps=%", b"&&=&=%zz", b"[[[[", b"Steps"] {
        for content_type in ["", JSON, FORM, "text/plain", "multipart/form-data"] {
            let mut request = post(content_type, "");
            *request.body_mut() = body.to_vec();
            let _ = harbour(&request);
            let _ = (DogReturned::read(&request), DogSang::read(&request), Cargo::read(&request));
        }
    }
}
