//! A property that is set twice.

use serde::Serialize;
use serde_json::{Map, Value, json};
use templates::Json;

use super::post;

/// As generated models are.
#[derive(Serialize)]
struct Thing {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Thing>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Thing {
    fn new(name: Option<&'static str>, extra: &Value) -> Self {
        Self { name, parts: Vec::new(), extra: extra.as_object().cloned().unwrap_or_default() }
    }
}

#[test]
fn what_is_set_twice_is_refused() {
    let twice = || Thing::new(Some("a"), &json!({ "name": "b" }));
    let within = Thing { parts: vec![twice()], ..Thing::new(None, &json!({})) };
    for request in [
        post("/Things").json(Json(twice())),
        post("/Things").json(Json(within)),
        post("/Things").form("Thing", Json(twice())),
        post("/Things").query("Thing", Json(vec![twice()])),
    ] {
        let error = request.to_http().expect_err("it is there twice").to_string();
        assert!(error.contains("`name` is set twice"), "{error}");
    }
}

#[test]
fn what_is_set_once_is_sent() {
    let extra = json!({ "name": "b", "more": { "name": "c" }, "list": [{ "name": 1 }] });
    let request = post("/Things").json(Json(Thing::new(None, &extra)));
    let sent = request.to_http().expect("nothing is there twice");
    assert_eq!(serde_json::from_slice::<Value>(sent.body()).expect("it is JSON"), extra);
}

/// What the check cannot read is for the API to judge.
#[test]
fn deep_json_is_sent() {
    let deep = (0..500).fold(json!(1), |inner, _| json!([inner]));
    let request = post("/Things").json(Json(deep));
    assert_eq!(request.to_http().expect("it can be sent").body().len(), 1_001);
}
