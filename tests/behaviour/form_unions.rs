//! Fields and parts of forms that may be text, an object, a list or a file.

use super::{check, client};
use crate::fixtures::form_unions::models::{Product, Strategy};
use crate::fixtures::form_unions::operations::SendParts;
use crate::multipart::Part;

const FORM: &str = "POST /forms application/x-www-form-urlencoded";

fn auto() -> Strategy {
    "auto".to_owned().into()
}

const NONE: [Product; 0] = [];

fn words() -> Vec<String> {
    vec!["a b".to_owned(), "c".to_owned()]
}

#[test]
fn a_field_is_text_or_json_or_several_fields() {
    let texts = client().send_form("x".to_owned()).strategy(auto()).maybe("y".to_owned());
    check(&texts.into_request(), FORM, "strategy=auto&many=x&maybe=y");
    let parts = client().send_form(words()).strategy(Product::new(1)).maybe(words());
    let body = "strategy=%7B%22id%22%3A1%7D&many=a+b&many=c&maybe=a+b&maybe=c";
    check(&parts.into_request(), FORM, body);
    check(&client().send_form(Vec::new()).into_request(), FORM, "");
    // What is told to be JSON is JSON, and a text has quotes there.
    let told = client().send_form(Vec::new()).told(auto());
    check(&told.into_request(), FORM, "told=%22auto%22");
}

/// The parts of a form, without their `Content-Disposition: form-data; name=`.
fn parts(request: SendParts) -> Vec<String> {
    let sent = request.into_request().to_http().expect("it can be sent");
    let content_type = sent.headers()["content-type"].to_str().expect("it is text");
    let boundary = content_type.split_once("boundary=").expect("it has a boundary").1;
    let body = String::from_utf8(sent.body().to_vec()).expect("the parts are text");
    let boundary = format!("--{boundary}");
    let parts = body.split(&boundary).filter(|part| !matches!(*part, "" | "--\r\n"));
    parts
        .map(|part| part.trim().replacen("Content-Disposition: form-data; name=", "", 1))
        .map(|part| part.replace("\r\n", "|"))
        .collect()
}

#[test]
fn a_part_is_text_or_json_or_several_parts() {
    let texts = client().send_parts(auto(), NONE).many("x".to_owned());
    assert_eq!(
        parts(texts),
        ["\"strategy\"||auto", "\"many\"||x", "\"products\"|Content-Type: application/json||[]"]
    );
    let others = client()
        .send_parts(Product::new(1), [Product::new(2), Product::new(3)])
        .many(words())
        .several([auto(), Product::new(4).into()])
        .others([Product::new(5), Product::new(6)]);
    assert_eq!(
        parts(others),
        [
            "\"strategy\"|Content-Type: application/json||{\"id\":1}",
            "\"many\"||a b",
            "\"many\"||c",
            "\"several\"||auto",
            "\"several\"|Content-Type: application/json||{\"id\":4}",
            // Told to be JSON, a list is one part.
            "\"products\"|Content-Type: application/json||[{\"id\":2},{\"id\":3}]",
            "\"others\"|Content-Type: application/json||{\"id\":5}",
            "\"others\"|Content-Type: application/json||{\"id\":6}",
        ]
    );
}

#[test]
fn a_text_and_a_list_of_texts_are_json_where_that_is_told() {
    let told = client().send_parts(auto(), NONE).tags(["a", "b"]).note("c");
    assert_eq!(
        parts(told)[2..],
        [
            "\"tags\"|Content-Type: application/json||[\"a\",\"b\"]",
            "\"note\"|Content-Type: application/json||\"c\"",
        ]
    );
}

#[test]
fn files_stand_in_unions_and_lists() {
    let files = client()
        .send_parts(auto(), NONE)
        .image(["PNG", "GIF"])
        .cover(Part::new("JPG").file_name("a.jpg"))
        .pages_part([Part::new("1").content_type("image/png")]);
    assert_eq!(
        parts(files),
        [
            "\"strategy\"||auto",
            "\"image\"; filename=\"image\"|Content-Type: application/octet-stream||PNG",
            "\"image\"; filename=\"image\"|Content-Type: application/octet-stream||GIF",
            "\"cover\"; filename=\"a.jpg\"|Content-Type: application/octet-stream||JPG",
            "\"products\"|Content-Type: application/json||[]",
            "\"pages\"; filename=\"pages\"|Content-Type: image/png||1",
        ]
    );
    let link = client().send_parts(auto(), NONE).cover("https://example.com/a.jpg");
    assert_eq!(parts(link)[1], "\"cover\"||https://example.com/a.jpg");
}
