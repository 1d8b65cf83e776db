//! An API whose mock is compiled: what it answers and receives, by the types of the API.

#![cfg(all(not(update_expect), feature = "mock"))]
// As in the manifest of every generated crate.
#![allow(clippy::return_self_not_must_use, clippy::similar_names)]

#[rustfmt::skip]
#[path = "../shop.rs"]
pub mod generated;
/// One copy for each API, because what is generated is a part of it.
#[path = "../../../templates/src"]
pub mod runtime {
    pub mod any_json;
    pub mod bearer;
    pub mod client;
    pub mod credential;
    pub mod digits;
    pub mod download;
    pub mod error;
    pub mod from_json;
    pub mod headers;
    pub mod kept;
    #[cfg(feature = "mock")]
    pub mod mock;
    pub mod multipart;
    pub mod node;
    pub mod object;
    pub mod observer;
    pub mod open_enum;
    pub mod optional;
    pub mod page_tokens;
    pub mod pages;
    pub mod parameter;
    pub mod printable;
    pub mod provider;
    pub mod proxies;
    pub mod query;
    pub mod query_key;
    pub mod reading;
    pub mod request;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod source;
    pub mod style;
    pub mod text;
    pub mod time_limits;
    pub mod transport;
    pub mod union;
    pub mod upload;
}

// Generated code looks for everything in the root of its crate.
pub use generated::*;
pub use runtime::any_json::AnyJson;
pub use runtime::client::{Client, ClientBuilder};
pub use runtime::download::Download;
pub use runtime::error::{ApiError, ContentError, Error};
pub use runtime::multipart::{Multipart, Part};
pub use runtime::pages::{Items, Page, Pages};
pub use runtime::parameter::Json;
pub use runtime::provider::CredentialProvider;
pub use runtime::request::Request;
pub use runtime::response::{Content, NoContent, Redirect, Response};
pub use runtime::style::Style;
pub use runtime::upload::Upload;
pub use runtime::*;

use std::error::Error as StdError;

use http::StatusCode;
use mock::Mock;
use models::{
    AddFilesPlace, CreateThingFormColour, CreateThingFormColourObject, CreateThingFormMeasures,
    CreateThingFormPartsItem, Kind, Lamp, ListThingsPrice, Refusal, RefusalReason, Thing,
};
use operations::FetchThingResponse;
use serde_json::{Value, json};

type Tested = Result<(), Box<dyn StdError>>;

const TRACE: &str = "123e4567-e89b-42d3-a456-426614174000";

#[tokio::test]
async fn what_is_documented_is_answered_and_the_rest_is_made() -> Tested {
    let mock = Mock::new().strict();
    let client = mock.client()?;
    let created = client.create_thing(Lamp::new("Desk lamp", 7)).send().await?;
    assert_eq!(created.as_lamp().map(|lamp| (&*lamp.name, lamp.watt)), Some(("Lamp", 5)));
    let page = client.list_things(TRACE).send_with_response().await?;
    assert_eq!(page.headers()["x-left"], "7");
    let [thing] = &*page.into_body().things else { panic!("a list that is made has one item") };
    assert_eq!(thing.as_lamp().map(|lamp| lamp.watt), Some(1));
    assert_eq!(client.replace_note().send().await?, "Closed on Mondays.");
    assert_eq!(client.replace_picture(1, "new").send().await?, "string");
    assert_eq!(client.find_picture(1).send().await?, "https://example.com/");
    assert_eq!(client.serve(1).send().await?, Some(1));
    let fetched = client.fetch_thing(1).send().await?;
    assert!(matches!(fetched, FetchThingResponse::Ok(_)), "{fetched:?}");
    client.add_files(1, Part::new("a"), "A").send().await?;
    // What is made leads to no second page.
    let mut pages = client.list_things(TRACE).pages();
    assert!(pages.next().await.transpose()?.is_some());
    assert!(pages.next().await.is_none());
    assert_eq!(mock.refusals(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn requests_are_received_as_types() -> Tested {
    let mock = Mock::new().strict();
    let client = mock.client()?;
    let price = ListThingsPrice::new().least(1).most(20);
    let list = client.list_things(TRACE).r#type([Kind::Lamp, Kind::Chair]).price(price.clone());
    list.page_token("next, please").basket(4).send().await?;
    let [list] = &*mock.list_things().requests()? else { panic!("one was received") };
    assert_eq!(list.r#type, Some(vec![Kind::Lamp, Kind::Chair]));
    assert_eq!(list.price, Some(price));
    assert_eq!((list.page_token.as_deref(), list.basket), (Some("next, please"), Some(4)));
    assert_eq!(list.x_trace, TRACE);

    let thing = Thing::from(Lamp::new("Desk lamp", 7));
    client.create_thing(thing.clone()).send().await?;
    let [created] = &*mock.create_thing().requests()? else { panic!("one was received") };
    // The discriminator is sent, too.
    assert_eq!(created.body, thing);

    let colour = CreateThingFormColour::from(CreateThingFormColourObject::new().red(255));
    let parts = ["leg", "seat"].map(CreateThingFormPartsItem::new);
    let measures = CreateThingFormMeasures::new().width(40);
    let form = client.create_thing_form("Stool").measures(measures.clone()).parts(parts.clone());
    form.colour(colour.clone()).send().await?;
    let [form] = &*mock.create_thing_form().requests()? else { panic!("one was received") };
    assert_eq!((&*form.name, &form.measures), ("Stool", &Some(measures)));
    assert_eq!((form.parts.as_deref(), &form.colour), (Some(&parts[..]), &Some(colour)));

    let others = ["b", "c"].map(|name| Part::new(name).file_name(format!("{name}.png")));
    let files = client.add_files(3, Part::new("a"), "All of it").others(others);
    files.place(AddFilesPlace::new().room(5)).send().await?;
    let [files] = &*mock.add_files().requests()? else { panic!("one was received") };
    assert_eq!((files.id, &*files.main.content, &*files.title), (3, &b"a"[..], "All of it"));
    let names: Vec<_> = files.others.iter().map(|part| part.file_name.as_deref()).collect();
    assert_eq!(names, [Some("b.png"), Some("c.png")]);
    assert_eq!(files.place.as_ref().and_then(|place| place.room), Some(5));

    client.replace_note().body("Open again.").send().await?;
    client.replace_note().send().await?;
    let notes: Vec<_> = mock.replace_note().requests()?.into_iter().map(|it| it.body).collect();
    assert_eq!(notes, [Some("Open again.".to_owned()), None]);
    client.replace_picture(2, vec![1, 2, 3]).send().await?;
    assert_eq!(mock.replace_picture().requests()?[0].body, vec![1, 2, 3]);
    // The mock has a method of that name already.
    client.serve(9).send().await?;
    assert_eq!(mock.serve_operation().requests()?[0].id, 9);
    assert_eq!(mock.refusals(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn answers_are_set_as_types() -> Tested {
    let mock = Mock::new();
    let client = mock.client()?;
    let answers = [
        FetchThingResponse::NonAuthoritativeInformation("It was a lamp.".to_owned()),
        FetchThingResponse::Success,
        FetchThingResponse::Ok(Lamp::new("Night light", 2).into()),
    ];
    for answer in &answers {
        let _set = mock.fetch_thing().answer(answer.clone());
    }
    for answer in &answers {
        assert_eq!(client.fetch_thing(1).send().await?, *answer);
    }
    let _set = mock.serve_operation().answer(None).answer(Some(3));
    assert_eq!(client.serve(1).send().await?, None);
    assert_eq!(client.serve(1).send().await?, Some(3));
    let _set = mock.find_picture().answer("https://pictures.example.com/1");
    assert_eq!(client.find_picture(1).send().await?, "https://pictures.example.com/1");
    let _set = mock.replace_picture().answer(vec![0, 255]);
    assert_eq!(client.replace_picture(1, "new").send().await?, vec![0, 255]);
    let _set = mock.replace_note().answer("Closed.");
    assert_eq!(client.replace_note().send().await?, "Closed.");
    Ok(())
}

#[tokio::test]
async fn errors_of_the_document_are_answered() -> Tested {
    let mock = Mock::new();
    let client = mock.client()?;
    let _set = mock.create_thing().answer_status(StatusCode::UNPROCESSABLE_ENTITY);
    let refused = client.create_thing(Lamp::new("Desk lamp", 7)).send().await;
    let Err(Error::Api(error)) = refused else { panic!("it is refused") };
    let refusal = error.read::<Json<Refusal>>()?;
    assert_eq!((refusal.reason, refusal.count), (RefusalReason::SoldOut, Some(2)));
    Ok(())
}

#[tokio::test]
async fn wrong_requests_are_refused() -> Tested {
    let mock = Mock::new().strict();
    let client = mock.client()?;
    assert!(client.list_things(TRACE).r#type(["shelf"]).send().await.is_err());
    assert!(client.create_thing_form("No").send().await.is_err());
    let unknown: Thing = serde_json::from_value(json!({"kind": "shelf"}))?;
    assert!(client.create_thing(unknown).send().await.is_err());
    assert_eq!(mock.refusals().len(), 3, "{:?}", mock.refusals());
    Ok(())
}

#[tokio::test]
async fn a_server_answers_behind_the_path_of_the_api() -> Tested {
    let server = Mock::new().serve()?;
    let client = server.client()?;
    client.fetch_thing(1).send().await?;
    let behind = mocked::credentials(Client::builder()).base_url(format!("{}/v2", server.url()));
    behind.build()?.fetch_thing(2).send().await?;
    let ids: Vec<i64> = server.mock().fetch_thing().requests()?.iter().map(|it| it.id).collect();
    assert_eq!(ids, [1, 2]);
    Ok(())
}

#[test]
fn each_operation_of_the_client_is_in_the_table_once() -> Tested {
    let table: Value = serde_json::from_str(mocked::TABLE)?;
    let operations = table["operations"].as_array().expect("there are some");
    let mut methods: Vec<_> = operations.iter().filter_map(|it| it["method"].as_str()).collect();
    methods.sort_unstable();
    methods.dedup();
    assert_eq!(methods.len(), operations.len());
    Ok(())
}
