//! Received properties that do not fit their types: all but what callers ask for is kept.

use serde::Serialize;
use serde_json::{Value, json};

use super::{client, client_of};
use crate::error::Error;
use crate::fixtures::misfits::models::{Dial, DialPage, Ending, Way};
use crate::request::Request;
use crate::response::{Content, Response};

/// What a request reads from an answer with some content.
fn answer<C: Content>(request: &Request<C>, body: &Value) -> Result<Response<C::Body>, Error> {
    request.decode(http::Response::new(body.to_string().into()))
}

/// What is read gives the same JSON when it is written; and where something of it does not fit.
#[track_caller]
fn check<T: Serialize>(answer: &Response<T>, body: &Value) -> Vec<String> {
    assert_eq!(serde_json::to_value(answer.body()).expect("it is JSON"), *body);
    answer.misfits().iter().map(|misfit| misfit.path().to_owned()).collect()
}

/// Reads a dial that has some property more than it needs.
#[track_caller]
fn dial(name: &str, value: &Value) -> (Dial, Vec<String>) {
    let body = json!({ "id": "DI1", "answered": null, name: value });
    let answer = answer(&client().fetch_dial("DI1").into_request(), &body);
    let answer = answer.expect("the dial itself can be read");
    let paths = check(&answer, &body);
    (answer.into_body(), paths)
}

/// The dial is there, whatever is in one of its properties.
#[test]
fn one_odd_property_does_not_fail_a_call() {
    for (name, value, path) in [
        ("links", json!({ "channels": null }), "links.channels"),
        ("links", json!({ "channels": "https://a.example", "odd one": 5 }), "links.odd one"),
        ("links", json!(["https://a.example"]), "links"),
        ("counts", json!({ "rings": "3" }), "counts.rings"),
        ("counts", json!({ "rings": 1.5 }), "counts.rings"),
        ("answered", json!("yes"), "answered"),
        ("seconds", json!("60"), "seconds"),
        ("seconds", json!(4_294_967_296_i64), "seconds"),
        ("price", json!("0.75"), "price"),
        ("state", json!(3), "state"),
        ("begun", json!(1_700_000_000), "begun"),
        ("tags", json!("a,b"), "tags"),
        ("tags", json!(["a", null]), "tags[1]"),
        ("parties", json!({ "number": "1" }), "parties"),
        ("parties", json!([{ "number": "1" }, {}]), "parties[1]"),
        ("caller", json!({ "number": 1 }), "caller.number"),
        ("caller", json!({ "name": "Ada" }), "caller"),
        ("labels", json!([]), "labels"),
        ("labels", json!({ "level": 1, "other": 2 }), "labels.other"),
        ("labels", json!({ "more": { "kind": 2 }, "other": "a" }), ""),
        ("labels", json!({ "more": ["a"] }), "labels.more"),
    ] {
        let (dial, paths) = dial(name, &value);
        if path.is_empty() {
            // It is kept further inside.
            assert_eq!(paths, ["labels.more.kind"]);
            continue;
        }
        assert_eq!(paths, [path], "{name}: {value}");
        assert_eq!(dial.extra[name], value);
        assert_eq!((dial.links, dial.counts, dial.answered), (None, None, None));
        assert_eq!((dial.seconds, dial.state, dial.begun, dial.tags), (None, None, None, None));
        assert_eq!((dial.parties, dial.caller, dial.labels), (None, None, None));
    }
}

/// It stays with the object that it belongs to, and text has its place among typed properties.
#[test]
fn the_nearest_object_keeps_it() {
    let parties = json!([{ "number": "1", "name": 2 }, { "number": "3", "friend": { "name": 4 } }]);
    let (read, paths) = dial("parties", &parties);
    assert_eq!(paths, ["parties[0].name", "parties[1].friend"]);
    let parties = read.parties.expect("each has a number");
    assert_eq!(parties[0].extra["name"], json!(2));
    assert_eq!((parties[1].number.as_str(), &parties[1].friend), ("3", &None));

    let (read, paths) = dial("labels", &json!({ "level": "high" }));
    assert_eq!(paths, ["labels.level"]);
    let labels = read.labels.expect("other labels are text");
    assert_eq!((labels.level, labels.extra["level"].as_str()), (None, "high"));
}

#[test]
fn several_properties_at_once() {
    let body = json!({
        "id": "DI1", "answered": 1, "links": { "a": null }, "price": null, "tags": null,
        "state": "new", "more": [null],
    });
    let answer = answer(&client().fetch_dial("DI1").into_request(), &body);
    let answer = answer.expect("it can be read");
    assert_eq!(check(&answer, &body), ["answered", "links.a"]);
    let shown = answer.misfits()[1].to_string();
    assert_eq!(shown, "`links.a`: invalid type: null, expected a string");
    let list = json!([body, { "id": "DI2", "answered": true }, body]);
    let answer = self::answer(&client().fetch_all_dials().into_request(), &list);
    let answer = answer.expect("a list of them can be read, too");
    let paths = check(&answer, &list);
    assert_eq!(paths, ["[0].answered", "[0].links.a", "[2].answered", "[2].links.a"]);
}

/// What is required is asked for by every dial.
#[test]
fn what_is_required_is_an_error() {
    for (body, path) in [
        (json!({ "id": 1, "answered": null }), "id"),
        (json!({ "id": null, "seconds": "60" }), "id"),
        (json!({ "answered": "yes" }), "."),
        (json!([]), "."),
    ] {
        let error = answer(&client().fetch_dial("DI1").into_request(), &body);
        let Err(Error::Decode(error)) = error else { panic!("{error:?}") };
        assert_eq!((error.path(), error.body()), (path, &body.to_string().into()));
    }
}

/// Where the discriminator, or what is required, says which variant is meant, the rest is kept.
#[test]
fn variants_keep_what_does_not_fit() {
    let way = |value: Value| {
        let (dial, paths) = dial("way", &value);
        let way = dial.way.expect("a union takes any JSON");
        assert_eq!(Way::from(value), way);
        (way, paths)
    };
    let (line, paths) = way(json!({ "kind": "line", "length": "2 km" }));
    let line = line.as_line().expect("it says so").clone();
    assert_eq!((line.length, &line.extra["length"]), (None, &json!("2 km").into()));
    assert_eq!(paths, ["way.length"]);
    let (radio, paths) = way(json!({ "kind": "radio", "band": 7, "length": [], "more": 1 }));
    assert_eq!((radio.as_radio().map(|radio| radio.band), paths.len()), (Some(7), 1));
    // What is required is missing, or nothing says which one it is.
    for other in [
        json!({ "kind": "radio", "length": [] }),
        json!({ "kind": "radio", "band": "7" }),
        json!({ "kind": "pigeon", "length": "2 km" }),
        json!({ "length": "2 km" }),
        json!({ "kind": ["line"], "length": 2 }),
    ] {
        let (way, paths) = way(other);
        assert!(matches!(way, Way::Other(_)) && paths.is_empty(), "{way:?}");
    }

    let ending = |value: Value| dial("ending", &value).0.ending.expect("a union takes any JSON");
    let hangup = ending(json!({ "by": "Ada", "after": "a while" }));
    assert!(hangup.as_hangup().is_some_and(|hangup| hangup.after.is_none()), "{hangup:?}");
    let fault = ending(json!({ "code": 5, "after": [] }));
    assert!(fault.as_fault().is_some_and(|fault| fault.code == 5), "{fault:?}");
    // This fits one of them, and that is enough.
    let fault = ending(json!({ "by": 7, "code": 5, "after": 1 }));
    assert!(fault.as_fault().is_some_and(|fault| fault.extra["by"] == 7), "{fault:?}");
    // Both may be meant, or none.
    for other in [json!({ "by": "Ada", "code": 5, "after": [] }), json!({ "after": [] })] {
        assert!(matches!(ending(other), Ending::Other(_)));
    }
}

/// The list of a page and what leads to the next one are asked for. A list does not end too early,
/// and is not empty, because something of it cannot be read.
#[test]
fn pages_do_not_lose_their_items_in_silence() {
    let party = json!({ "id": "DI1", "answered": null });
    for (body, path) in [
        (json!({ "dials": {} }), "dials"),
        (json!({ "dials": "none" }), "dials"),
        (json!({ "dials": [party, { "answered": true }] }), "dials[1]"),
        (json!({ "dials": [party, null] }), "dials[1]"),
        (json!({ "dials": [{ "id": 1, "answered": null }] }), "dials[0].id"),
        (json!({ "dials": [], "meta": { "next_page_url": 2 } }), "meta.next_page_url"),
        (json!({ "dials": [], "meta": [] }), "meta"),
    ] {
        let error = answer(&client().list_dials().into_request(), &body);
        let Err(Error::Decode(error)) = error else { panic!("{body}: {error:?}") };
        assert_eq!(error.path(), path);
    }
    for (body, path) in [
        (json!({ "hints": "none" }), "hints"),
        (json!({ "hints": [], "next_page_uri": [] }), "next_page_uri"),
    ] {
        let error = answer(&client().list_hints().into_request(), &body);
        let Err(Error::Decode(error)) = error else { panic!("{body}: {error:?}") };
        assert_eq!(error.path(), path);
    }
    let error = answer(&client().list_waits().into_request(), &json!({ "waits": [5] }));
    let Err(Error::Decode(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), "waits[0]");

    // Everything else is kept as ever, in the page and in its items.
    let odd = json!({ "id": "DI1", "answered": "yes", "links": { "a": null } });
    let body = json!({
        "dials": [party, odd], "total": "2", "meta": { "page": "0", "next_page_url": null },
    });
    let answer = answer(&client().list_dials().into_request(), &body).expect("it can be read");
    let paths = check::<DialPage>(&answer, &body);
    assert_eq!(paths, ["dials[1].answered", "dials[1].links.a", "meta.page", "total"]);
    let null = json!({ "dials": null, "meta": null });
    let answer = self::answer(&client().list_dials().into_request(), &null);
    assert_eq!(check::<DialPage>(&answer.expect("there is nothing"), &null), Vec::<String>::new());
}

/// A list that cannot be read is an error of the pages, after the items that came before.
#[tokio::test]
async fn lists_end_with_an_error() {
    use wiremock::matchers::{method, query_param, query_param_is_missing};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    let server = MockServer::start().await;
    let dial = json!({ "id": "DI1", "answered": 5 });
    let meta = json!({ "next_page_url": format!("{}/Dials?Page=1", server.uri()) });
    let first = json!({ "dials": [dial], "meta": meta });
    let second = json!({ "dials": { "0": dial } });
    Mock::given(method("GET"))
        .and(query_param_is_missing("Page"))
        .respond_with(ResponseTemplate::new(200).set_body_json(first))
        .mount(&server)
        .await;
    Mock::given(query_param("Page", "1"))
        .respond_with(ResponseTemplate::new(200).set_body_json(second))
        .mount(&server)
        .await;
    let mut dials = client_of(&server).list_dials().items();
    let first = dials.next().await.expect("there is one").expect("it can be read");
    assert_eq!((first.id.as_str(), &first.extra["answered"]), ("DI1", &json!(5).into()));
    let Some(Err(Error::Decode(error))) = dials.next().await else { panic!("it is no list") };
    assert_eq!(error.path(), "dials");
    assert!(dials.next().await.is_none());
}

/// What the document says of errors is read in the same way, and never fails.
#[test]
fn errors_are_read_in_the_same_way() {
    use crate::fixtures::misfits::models::Refusal;
    use crate::parameter::Json;

    let mut refused = http::Response::new(r#"{"message": "gone", "code": "x"}"#.into());
    *refused.status_mut() = http::StatusCode::NOT_FOUND;
    let error = client().fetch_dial("DI1").into_request().decode(refused);
    let Err(Error::Api(error)) = error else { panic!("{error:?}") };
    let refusal = error.read::<Json<Refusal>>().expect("it has a message");
    assert_eq!((refusal.message.as_str(), refusal.code), ("gone", None));
    assert_eq!(refusal.extra["code"], json!("x"));
}

/// So are contents that differ by status.
#[test]
fn contents_by_status_are_read_in_the_same_way() {
    use crate::fixtures::misfits::operations::{StartDialError, StartDialResponse};

    let request = client().start_dial().into_request();
    let decode = |status: u16, body: Value| {
        let mut answer = http::Response::new(body.to_string().into());
        *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        request.decode(answer)
    };
    let answer = decode(202, json!({ "number": "1", "name": 5 })).expect("it has a number");
    assert_eq!(answer.misfits()[0].path(), "name");
    let StartDialResponse::Accepted(party) = answer.body() else { panic!("{answer:?}") };
    assert_eq!((&party.name, &party.extra["name"]), (&None, &json!(5).into()));

    let Err(Error::Api(error)) = decode(409, json!({ "id": "DI1", "answered": "by her" })) else {
        panic!("it is refused")
    };
    let StartDialError::Conflict(dial) = StartDialError::from(&*error) else { panic!("{error:?}") };
    assert_eq!((dial.answered, &dial.extra["answered"]), (None, &json!("by her").into()));
}
