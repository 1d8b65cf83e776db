//! What a mock keeps of the requests that it received.

use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use templates::mock::Mock;
use templates::{Json, Multipart, Part, Request};

use super::{client, create};

#[tokio::test]
async fn requests_are_kept_as_types() {
    let mock = Mock::new();
    let client = client(&mock);
    let facts = json!({ "weight": 2.5 });
    let request =
        create(&client).form("Size", 3).form("Tags", vec!["x", "y"]).form("Facts", Json(&facts));
    request.send().await.expect("it is answered");
    // What is refused was not received as the operation.
    client.request::<Json<Value>>("", Method::POST, "/Owners/me/Things").send().await.ok();

    let requests = mock.create_thing().requests().expect("they are read");
    let [created] = requests.as_slice() else { panic!("one was sent: {requests:?}") };
    assert_eq!((created.owner.as_str(), created.name.as_str()), ("me", "a thing"));
    assert_eq!(created.size, Some(3));
    assert_eq!(created.tags.as_deref(), Some(&["x".to_owned(), "y".to_owned()][..]));
    assert_eq!(created.facts, Some(facts));
    assert_eq!(mock.received().len(), 2);
    assert_eq!(mock.create_thing().received().len(), 2);
}

/// A text that looks like a number stays a text, and what the request does not have is none.
#[tokio::test]
async fn texts_stay_texts() {
    let mock = Mock::new();
    let client = client(&mock);
    let request: Request<Json<Value>> =
        client.request("CreateThing", Method::POST, "/Owners/{Owner}/Things");
    let request = request.path("Owner", "a b/c").form("Name", "12").form("Tags", vec!["1"]);
    request.send().await.expect("it is answered");
    let requests = mock.create_thing().requests().expect("they are read");
    assert_eq!((requests[0].owner.as_str(), requests[0].name.as_str()), ("a b/c", "12"));
    assert_eq!(requests[0].tags.as_deref(), Some(&["1".to_owned()][..]));
    assert_eq!((requests[0].size, &requests[0].facts), (None, &None));
}

#[tokio::test]
async fn parts_are_kept() {
    let mock = Mock::new();
    let client = client(&mock);
    let file = Part::new(vec![0, 159, 255]).file_name("a.bin").content_type("image/png");
    let form = Multipart::new().text("Name", "it").part("File", file);
    let request: Request<Json<Value>> =
        client.request("UploadThing", Method::PUT, "/Things/7/content");
    request.multipart(form).send().await.expect("it is answered");
    let requests = mock.upload_thing().requests().expect("they are read");
    assert_eq!(requests[0].name.as_deref(), Some("it"));
    assert_eq!(requests[0].file.content, Bytes::from_static(&[0, 159, 255]));
    assert_eq!(requests[0].file.file_name.as_deref(), Some("a.bin"));
    assert_eq!(requests[0].file.media_type.as_deref(), Some("image/png"));

    let form = Multipart::new().text("Name", "it");
    let request: Request<Json<Value>> =
        client.request("UploadThing", Method::PUT, "/Things/7/content");
    request.multipart(form).send().await.expect_err("the file is missing");
    assert_eq!(mock.refusals(), ["the part `File` is missing"]);
}

#[tokio::test]
async fn an_exchange_is_shown_without_credentials() {
    let mock = Mock::new();
    let client = client(&mock);
    create(&client).form("Facts", Json(json!({ "weight": 1 }))).send().await.expect("an answer");
    let [received] = mock.received().try_into().expect("one was sent");
    let shown = "POST /Owners/me/Things\nName=a thing\nFacts={\"weight\":1}\n201 Created";
    assert_eq!(received.to_string(), shown);
    let debug = format!("{received:?} {mock:?}");
    assert!(!debug.to_lowercase().contains("basic "), "{debug}");
}

#[tokio::test]
async fn what_cannot_be_read_says_where() {
    let mock = Mock::new();
    let client = client(&mock);
    create(&client).send().await.expect("an answer");
    let [received] = mock.received().try_into().expect("one was sent");
    let error = received.required::<i64>("field", "Name").expect_err("it is a text");
    assert!(error.to_string().starts_with("field `Name`: invalid type"), "{error}");
    let error = received.required::<i64>("query", "Name").expect_err("there is none");
    assert_eq!(error.to_string(), "query `Name`: was not sent");
}

#[tokio::test]
async fn an_observer_is_told_instead() {
    let (tell, told) = std::sync::mpsc::channel();
    let mock = Mock::new().observed_by(move |received| {
        tell.send(received.to_string()).expect("the test listens");
    });
    create(&client(&mock)).send().await.expect("an answer");
    assert_eq!(told.recv().as_deref(), Ok("POST /Owners/me/Things\nName=a thing\n201 Created"));
    assert!(mock.received().is_empty());
}
