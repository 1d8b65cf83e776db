//! Properties that do not fit their types: they are kept as JSON, and it is told which and why.

use std::collections::BTreeMap;

use http::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use templates::{Error, Figure, Json, Node, Nullable, Open, Piece, Response};

use crate::{client, response};

fn answer<T: DeserializeOwned>(body: &str) -> Result<Response<T>, Error> {
    let request = client().request::<Json<T>>("FetchThing", Method::GET, "/v1/Things");
    request.decode(response(200, &[], body.as_bytes()))
}

/// What is read from an answer, which gives the same JSON when it is written, and what of it does
/// not fit.
#[track_caller]
fn read<T: DeserializeOwned + Serialize>(body: &Value) -> (T, Vec<String>) {
    let answer = answer::<T>(&body.to_string()).expect("it can be read");
    let misfits = answer.misfits().iter().map(ToString::to_string).collect();
    let read = answer.into_body();
    assert_eq!(serde_json::to_value(&read).expect("it is JSON"), *body);
    (read, misfits)
}

#[test]
fn a_field_without_a_fitting_value_has_none() {
    for (name, value, why) in [
        ("label", json!(2), "`label`: invalid type: integer `2`, expected a string"),
        ("node name", json!([]), "`node name`: invalid type: sequence, expected a string"),
        ("note", json!({ "a": null }), "`note`: invalid type: map, expected a string"),
        ("parts", json!("a"), "`parts`: invalid type: string \"a\", expected a sequence"),
        ("parts", json!([{ "id": 1 }, null]), "`parts[1]`: invalid type: null, expected a map"),
        ("parts", json!([{}]), "`parts[0]`: missing field `id`"),
        (
            "parts",
            json!([{ "id": "a" }]),
            "`parts[0].id`: invalid type: string \"a\", expected i64",
        ),
    ] {
        let mut body = json!({ "id": 1, "label": null });
        body[name] = value.clone();
        let (node, misfits) = read::<Node>(&body);
        assert_eq!((node.label, node.name, node.note), (None, None, Nullable::Absent));
        assert_eq!((node.parts, &node.extra[name]), (None, &value.into()));
        assert_eq!(misfits, [why]);
    }
}

#[test]
fn what_fits_is_no_misfit() {
    let body = json!({ "id": 1, "label": null, "node name": null, "more": [1] });
    assert_eq!(read::<Node>(&body).1, Vec::<String>::new());
}

/// It is kept as near to where it is as possible, so that the rest can be used.
#[test]
fn the_innermost_object_keeps_it() {
    let inner = json!({ "id": 3, "label": false });
    let body =
        json!({ "id": 1, "label": "a", "parts": [{ "id": 2, "label": {}, "parts": [inner] }] });
    let (node, misfits) = read::<Node>(&body);
    let part = &node.parts.as_deref().expect("they fit")[0];
    assert_eq!((part.id, &part.extra["label"]), (2, &json!({}).into()));
    let inner = &part.parts.as_deref().expect("they fit, too")[0];
    assert_eq!((inner.id, &inner.extra["label"]), (3, &json!(false).into()));
    assert_eq!(
        misfits,
        [
            "`parts[0].parts[0].label`: invalid type: boolean `false`, expected a string",
            "`parts[0].label`: invalid type: map, expected a string",
        ]
    );
}

/// What callers ask for is an error if they cannot have it.
#[test]
fn what_is_required_is_an_error() {
    for (body, path) in [
        (json!({ "label": 2 }), "."),
        (json!({ "id": "a", "label": 2 }), "id"),
        (json!({ "label": 2, "id": null }), "id"),
        (json!([]), "."),
    ] {
        let error = answer::<Node>(&body.to_string()).expect_err("it is no node");
        let Error::Decode(error) = error else { panic!("{error:?}") };
        assert_eq!(error.path(), path, "{body}");
    }
    let error = answer::<Vec<Node>>(r#"[{"id": 1, "label": 2}, {"id": 1.5}]"#);
    let Err(Error::Decode(error)) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), "[1].id");
}

/// Paths begin at the answer, whatever is around the types of the crate.
#[test]
fn paths_lead_through_other_types() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Around {
        #[serde(rename = "the nodes")]
        nodes: BTreeMap<String, Vec<Node>>,
        piece: Option<Box<Piece>>,
    }

    let paths = |misfits: Vec<String>| -> Vec<String> {
        misfits.iter().map(|it| it.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    let odd = json!({ "id": 1, "label": 2 });
    let fine = json!({ "id": 1, "label": "a" });
    let (_, misfits) = read::<Vec<Node>>(&json!([odd, fine, odd]));
    assert_eq!(paths(misfits), ["`[0].label`", "`[2].label`"]);
    let (_, misfits) = read::<Vec<Vec<Node>>>(&json!([[], [fine, odd]]));
    assert_eq!(paths(misfits), ["`[1][1].label`"]);
    let around = json!({
        "piece": { "name": "a", "inner": { "name": "b", "size": "c" } },
        "the nodes": { "x \"y\"": [fine], "z": [{ "id": 1, "label": null, "parts": [odd] }] },
    });
    let (_, misfits) = read::<Around>(&around);
    assert_eq!(paths(misfits), ["`piece.inner.size`", "`the nodes.z[0].parts[0].label`"]);
}

/// A crate's own reading does not change what is told of an answer.
#[test]
fn only_what_an_answer_has_is_told() {
    serde_json::from_str::<Node>(r#"{"id": 1, "label": 2}"#).expect("it is a node");
    assert_eq!(read::<Node>(&json!({ "id": 1, "label": "a" })).1, Vec::<String>::new());
}

#[test]
fn many_misfits_are_told_in_part_and_shown_in_short() {
    let long = "\u{1b}".repeat(100_000);
    let nodes = vec![json!({ "id": 1, "label": { "a": 1 }, "note": [long] }); 1_000];
    let answer = answer::<Vec<Node>>(&json!(nodes).to_string()).expect("it can be read");
    assert_eq!((answer.body().len(), answer.misfits().len()), (1_000, 100));
    assert!(format!("{answer:?}").len() < 30_000);
    let node = json!({ "id": 1, "label": long, "parts": long });
    let (node, misfits) = read::<Node>(&node);
    assert_eq!((node.label.map(|label| label.len()), misfits.len()), (Some(100_000), 1));
    assert!(misfits[0].len() < 5_000 && !misfits[0].contains('\u{1b}'), "{}", misfits[0]);
}

/// Whoever sets the field has to take away what stands in its place.
#[test]
fn a_field_takes_the_place_of_what_was_kept() {
    let (mut node, _) = read::<Node>(&json!({ "id": 1, "label": 2 }));
    node.label = Some("a".to_owned());
    let refused = serde_json::to_value(&node).expect_err("it is there twice").to_string();
    assert!(refused.contains("`label` is set twice"), "{refused}");
    node.extra.remove("label");
    assert_eq!(serde_json::to_value(&node).expect("JSON"), json!({ "id": 1, "label": "a" }));
}

/// A variant that fits is taken before one that keeps something.
#[test]
fn variants_that_fit_come_first() {
    let check = |body: Value, expected: &str, paths: &[&str]| {
        let (figure, misfits) = read::<Figure>(&body);
        assert_eq!(Figure::from(body.clone()), figure, "{body}");
        let found = match figure {
            Figure::Piece(_) => "piece",
            Figure::Wide(_) => "wide",
            Figure::Closed(_) => "closed",
            Figure::Other(_) => "other",
        };
        assert_eq!(found, expected, "{body}");
        assert_eq!(misfits.len(), paths.len(), "{misfits:?}");
        for (misfit, path) in misfits.iter().zip(paths) {
            assert!(misfit.starts_with(&format!("`{path}`: ")), "{misfit}");
        }
    };
    // Both are known to the first one.
    check(json!({ "name": "a", "size": 1, "inner": { "name": "b" } }), "piece", &[]);
    // The other one fits, although it knows nothing of the size.
    check(json!({ "name": "a", "size": "x" }), "wide", &[]);
    check(json!({ "name": "a", "size": 1, "width": "x" }), "piece", &[]);
    // None fits, and one of them keeps the least.
    check(json!({ "name": "a", "size": 1, "inner": 5, "width": "x" }), "piece", &["inner"]);
    // Each may be meant, or none.
    check(json!({ "name": "a", "size": "x", "width": "x" }), "other", &[]);
    check(json!({ "size": "x" }), "other", &[]);
    // What is within another object is kept there.
    let inner = json!({ "name": "b", "size": "x" });
    check(json!({ "name": "a", "size": 1, "inner": inner }), "wide", &[]);
    check(json!({ "name": "a", "inner": inner, "width": [] }), "other", &[]);
}

/// Where other JSON may stand as well, an object that has what is required is known.
#[test]
fn what_may_be_other_json_is_known_nevertheless() {
    let known = |body: Value| {
        let (open, misfits) = read::<Open<Piece>>(&body);
        assert_eq!(Open::from(body), open);
        (open.known().cloned(), misfits)
    };
    for (name, value) in
        [("size", json!("1")), ("size", json!(1.5)), ("inner", json!({})), ("inner", json!([null]))]
    {
        let (piece, misfits) = known(json!({ "name": "a", name: value.clone() }));
        let piece = piece.expect("it has a name");
        assert_eq!((piece.size, piece.inner, misfits.len()), (None, None, 1));
        assert_eq!(piece.extra[name], value);
    }
    let (piece, misfits) = known(json!({ "name": 1, "size": "1" }));
    assert_eq!((piece, misfits.len()), (None, 0));
    // In lists, and within each other.
    let body = json!([{ "name": "a", "size": [] }, { "name": "b", "inner": { "name": "c", "size": {} } }, 5]);
    let (open, misfits) = read::<Vec<Open<Piece>>>(&body);
    let known: Vec<bool> = open.iter().map(|open| open.known().is_some()).collect();
    assert_eq!((known, misfits.len()), (vec![true, true, false], 2));
}

/// The content of an error is read in the same way.
#[test]
fn errors_keep_what_does_not_fit() {
    let request = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    let refused = request.decode(response(404, &[], br#"{"id": 1, "label": 2}"#));
    let Err(Error::Api(error)) = refused else { panic!("{refused:?}") };
    let node = error.read::<Json<Node>>().expect("it is a node");
    assert_eq!((node.label, &node.extra["label"]), (None, &json!(2).into()));
    let other = error.read::<Json<Vec<Node>>>().expect_err("it is no list");
    assert_eq!((other.path(), other.to_string().contains("expected a sequence")), (".", true));
}
