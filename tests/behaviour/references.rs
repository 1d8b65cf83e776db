//! What references lead to, wherever it stands, is one thing.

use serde_json::json;

use super::{check, client, respond};
use crate::fixtures::references::models::{
    Catalogue, CatalogueTopicsAllItem, CatalogueTopicsAllItemKind, FetchShelfResponseBooksItem,
};

#[test]
fn path_items() {
    let client = client();
    let fetch = client.fetch_shelf(1).page(2).into_request();
    check(&fetch, "GET /shelves/1?page=2", "");
    let fetch = client.get_drawers_number(1).page(2).into_request();
    check(&fetch, "GET /drawers/1?page=2", "");
    let book = FetchShelfResponseBooksItem::new().title("Emma");
    let add = client.post_drawers_number(1, book).into_request();
    check(&add, "POST /drawers/1 application/json", r#"{"title":"Emma"}"#);
}

#[test]
fn parameters_and_responses_of_other_operations() {
    let book = FetchShelfResponseBooksItem::new();
    let add = client().add_book(1, book.clone().sequel(book)).order("title").into_request();
    check(&add, "POST /shelves/1?order=title application/json", r#"{"sequel":{}}"#);
    let body = json!({ "books": [{ "title": "Emma", "sequel": { "title": "Emma 2" } }] });
    let added = respond(&add, 201, &[("x-books", "1")], &body).into_body();
    let sequel = added.books[0].sequel.as_deref().expect("there is one");
    assert_eq!(sequel.title.as_deref(), Some("Emma 2"));
}

#[test]
fn properties_of_components() {
    let kind = CatalogueTopicsAllItemKind::Wide;
    let topic = CatalogueTopicsAllItem::new().kind(kind.clone());
    let catalogue = Catalogue::new().topics_all([topic.clone()]).main(topic).main_kind(kind);
    let replace = client().replace_catalogue(catalogue).into_request();
    check(
        &replace,
        "PUT /catalogue application/json",
        r#"{"topics/all":[{"kind":"wide"}],"main":{"kind":"wide"},"main kind":"wide"}"#,
    );
}
