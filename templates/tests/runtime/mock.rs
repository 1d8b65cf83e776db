//! The mock: what it answers, refuses and keeps, without a network and over a socket.

mod checks;
mod faults;
mod kept;
mod servers;
mod styles;

use http::{Method, StatusCode};
use serde_json::{Value, json};
use templates::mock::{Answered, Fault, Mock};
use templates::{Client, Error, Json, Request};

/// The request that creates something, with the fields that it requires.
fn create(client: &Client) -> Request<Json<Value>> {
    client
        .request("CreateThing", Method::POST, "/Owners/{Owner}/Things")
        .path("Owner", "me")
        .form("Name", "a thing")
}

fn client(mock: &Mock) -> Client {
    mock.client().expect("the defaults are valid")
}

/// What the API says of its refusal.
fn refusal(error: &Error) -> (u16, String) {
    let Error::Api(error) = error else { panic!("not refused: {error:?}") };
    (error.status().as_u16(), error.message().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn it_answers_with_the_documented_example() {
    let mock = Mock::new();
    let response = create(&client(&mock)).send_with_response().await.expect("it is answered");
    assert_eq!(response.status(), 201);
    assert_eq!(response.header::<u8>("x-count"), Some(1));
    assert_eq!(response.body()["id"], 7);
}

#[tokio::test]
async fn answers_are_given_in_their_order() {
    let mock = Mock::new();
    mock.create_thing()
        .answer(json!({ "id": 1 }))
        .answer_status(StatusCode::NOT_FOUND)
        .answer_json(StatusCode::CONFLICT, &json!({ "message": "it is there already" }))
        .answer_as(Answered::new(StatusCode::ACCEPTED, "3").header("x-count", "2"));
    let client = client(&mock);
    let next = || create(&client).send();
    assert_eq!(next().await.expect("the first"), json!({ "id": 1 }));
    let not_found = next().await.expect_err("the second");
    assert_eq!(refusal(&not_found), (404, "Not Found".to_owned()));
    let conflict = next().await.expect_err("the third");
    assert_eq!(refusal(&conflict), (409, "it is there already".to_owned()));
    let response = create(&client).send_with_response().await.expect("the fourth");
    assert_eq!((response.status().as_u16(), response.header::<u8>("x-count")), (202, Some(2)));
    // Nothing was set for what follows.
    assert_eq!(next().await.expect("the fifth")["id"], 7);
}

#[tokio::test]
async fn an_answer_can_stay() {
    let mock = Mock::new();
    mock.create_thing().answer(json!(1)).answer(json!(2)).for_ever();
    let client = client(&mock);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(create(&client).send().await.expect("it is answered"));
    }
    assert_eq!(answers, [1, 2, 2, 2]);
}

#[tokio::test]
async fn an_example_is_changed_and_set() {
    let mock = Mock::new();
    let mut page = mock.list_things().example().expect("the example is as the document says");
    page.next_page_uri = None;
    page.things.push("c".to_owned());
    mock.list_things().answer(page);
    let page = client(&mock).list_things().into_request().send().await.expect("it is answered");
    assert_eq!(page.things, ["a", "b", "c"]);
}

#[tokio::test]
async fn examples_are_asked_for_by_name_and_by_status() {
    let mock = Mock::new();
    let client = client(&mock);
    let prefers = |preference: &'static str| {
        client.list_things().into_request().header("prefer", preference).send()
    };
    assert!(prefers("example=none").await.expect("it is answered").things.is_empty());
    let error = prefers("code=404").await.expect_err("it is refused");
    assert_eq!(refusal(&error), (404, "There are no things".to_owned()));
    let error = prefers("example=three").await.expect_err("there is none");
    let why = "ListThing has no example that is called `three`";
    assert_eq!(refusal(&error), (501, why.to_owned()));
    assert!(prefers("fault=reset").await.is_err());
    mock.list_things().answer_example("none");
    assert!(prefers("wait=1").await.expect("it is answered").things.is_empty());
}

/// The page of the example names a next one, which is the last.
#[tokio::test]
async fn a_list_ends() {
    let mock = Mock::new();
    let mut items = client(&mock).list_things().items();
    let mut things = Vec::new();
    while let Some(thing) = items.next().await {
        things.push(thing.expect("the page is there"));
    }
    assert_eq!(things, ["a", "b", "a", "b"]);
    assert_eq!(mock.list_things().received().len(), 2);
}

#[tokio::test]
async fn mocks_are_apart() {
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            tokio::spawn(async move {
                let mock = Mock::new();
                mock.create_thing().answer(json!(number)).fail(Fault::Unavailable);
                let client = client(&mock);
                assert_eq!(create(&client).send().await.expect("it is answered"), number);
                mock.create_thing().requests().expect("they are read").len()
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.expect("no test panics"), 1);
    }
}
