//! Requests that are not as the document says.

use http::Method;
use serde_json::{Value, json};
use templates::mock::Mock;
use templates::{Client, Json, Request};

use super::{client, create, refusal};

/// What is wrong with a request, by a mock that is strict or not.
async fn refused(mock: &Mock, request: Request<Json<Value>>) -> (u16, String) {
    let error = request.send().await.expect_err("it is refused");
    assert_eq!(mock.refusals().last(), Some(&refusal(&error).1), "the mock keeps why");
    refusal(&error)
}

async fn check(mock: &Mock, request: Request<Json<Value>>, status: u16, why: &str) {
    assert_eq!(refused(mock, request).await, (status, why.to_owned()));
}

fn request(client: &Client, method: Method, path: &'static str) -> Request<Json<Value>> {
    client.request("Something", method, path)
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let mock = Mock::new();
    let client = client(&mock);
    let to = |path| request(&client, Method::POST, path);
    check(&mock, to("/Nothing"), 404, "no operation has the path /Nothing").await;
    let delete = request(&client, Method::DELETE, "/Things");
    check(&mock, delete, 405, "/Things has GET, and not DELETE").await;

    let path = "/Owners/me/Things";
    check(&mock, to(path), 400, "the body is missing").await;
    check(&mock, to(path).form("Size", 1), 400, "the field `Name` is missing").await;
    let json = to(path).json(Json(json!({ "Name": "a" })));
    let why = "the body is `application/json`, which the operation does not take";
    check(&mock, json, 415, why).await;
    let size = create(&client).form("Size", "large");
    check(&mock, size, 400, "the field `Size` is a text and has to be an integer").await;
    let facts = create(&client).form("Facts", "{");
    let why = refused(&mock, facts).await.1;
    assert!(why.starts_with("the field `Facts` is not JSON: "), "{why}");
    let facts = create(&client).form("Facts", Json(json!({})));
    check(&mock, facts, 400, "the field `Facts`: `weight` is required").await;
    let facts = create(&client).form("Facts", Json(json!({ "weight": "much" })));
    let why = "the field `Facts`: `weight` is a text and has to be a number";
    check(&mock, facts, 400, why).await;
    let list = request(&client, Method::GET, "/Things").query("PageSize", "few");
    let why = "the query parameter `PageSize` is a text and has to be an integer";
    check(&mock, list, 400, why).await;
}

#[tokio::test]
async fn credentials_are_looked_for() {
    let mock = Mock::new();
    let missing = Client::builder().transport(mock.clone()).build().expect("a client");
    let list = missing.list_things().into_request().unauthenticated();
    let error = list.send().await.expect_err("it is refused");
    let why = "credentials are missing: `basic` (basic authentication in the header Authorization)";
    assert_eq!(refusal(&error), (401, why.to_owned()));
    // One of several kinds is enough.
    for path in ["/Owners/{Owner}/Things?a%20key=secret", "/Owners/{Owner}/Things?a+key=secret"] {
        let by_key = missing.request("CreateThing", Method::POST, path);
        let by_key: Request<Json<Value>> = by_key.path("Owner", "me").form("Name", "a");
        by_key.unauthenticated().send().await.expect("it is answered");
    }
    for received in mock.received() {
        let shown = format!("{received:?} {received}");
        assert!(!shown.contains("secret"), "{shown}");
    }
}

#[tokio::test]
async fn values_are_looked_at_if_asked_for() {
    let mock = Mock::new().strict();
    let client = client(&mock);
    let named = |name: &'static str| {
        let request: Request<Json<Value>> =
            client.request("CreateThing", Method::POST, "/Owners/{Owner}/Things");
        request.path("Owner", "me").form("Name", name)
    };
    create(&client).send().await.expect("nothing is wrong");
    check(&mock, named("a"), 400, "the field `Name` has 1 character, and at least 2").await;
    let color = create(&client).form("Color", "blue");
    let why = "the field `Color` is none of the values of its enumeration";
    check(&mock, color, 400, why).await;
    let owner = request(&client, Method::POST, "/Owners/{Owner}/Things").path("Owner", "M3");
    let why = "the path parameter `Owner` does not match the pattern `^[a-z]+$`";
    check(&mock, owner.form("Name", "it"), 400, why).await;
    let surplus = create(&client).form("Naem", "a thing");
    check(&mock, surplus, 400, "the operation has no field `Naem`").await;
    let list = request(&client, Method::GET, "/Things");
    let why = "the query parameter `PageSize` is too large: the most is 50";
    check(&mock, list.query("PageSize", 51), 400, why).await;

    // A newer API may have them.
    let mock = Mock::new();
    let client = super::client(&mock);
    create(&client).form("Color", "blue").form("New", 1).send().await.expect("it is answered");
}

/// Schemas that lead round in a circle, and patterns that only other engines know.
#[tokio::test]
async fn tables_may_be_hostile() {
    let table = json!({
        "operations": [{
            "method": "create", "id": "Create", "verb": "POST", "path": "/{a}/{b}.json",
            "media_types": ["application/json", "application/x-www-form-urlencoded"],
            "inputs": [
                { "in": "path", "name": "a", "schema": { "$ref": "#/schemas/A" } },
                { "in": "query", "name": "q", "schema": { "$ref": "#/schemas/Ring" } },
                { "in": "body", "name": "body", "json": true, "schema": { "$ref": "#/schemas/A" } },
            ],
            "answers": [{ "status": 200, "json": null }],
        }],
        "schemas": {
            "A": { "oneOf": [{ "$ref": "#/schemas/A" }, { "$ref": "#/schemas/A" }] },
            "Ring": { "$ref": "#/schemas/Ring", "pattern": "(?=a)" },
        },
    });
    let mock = Mock::of_table(&table.to_string()).expect("it is a table").strict();
    let client = client(&mock);
    let request = request(&client, Method::POST, "/x/y.json").query("q", "1");
    let answer = request.json(Json(json!([[1]]))).send().await.expect("it ends");
    assert_eq!(answer, Value::Null);
}
