//! Bodies as a server on this machine receives them.

use bytes::Bytes;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::client_of;
use crate::fixtures::bodies::models::Bid;
use crate::fixtures::multipart::models::Person;
use crate::multipart::{Multipart, Part};
use crate::request::Request;
use crate::response::NoContent;
use crate::upload::Upload;

async fn serve() -> MockServer {
    let server = MockServer::start().await;
    server.register(Mock::given(any()).respond_with(ResponseTemplate::new(204))).await;
    server
}

/// Method, path, content type and body of the only request.
async fn received(server: &MockServer) -> (String, String) {
    let mut requests = server.received_requests().await.expect("requests are recorded");
    let request = requests.pop().expect("there was a request");
    assert!(requests.is_empty(), "{requests:?}");
    let content_type = request.headers.get("content-type").map(|value| value.to_str());
    let content_type = content_type.transpose().expect("media types are text").unwrap_or("none");
    let line = format!("{} {} {content_type}", request.method, request.url.path());
    (line, String::from_utf8(request.body).expect("the tests send text"))
}

/// Sends a request to a server of its own and checks what arrives.
macro_rules! check {
    ($request:expr, $line:expr, $body:expr) => {{
        let server = serve().await;
        let request: fn(crate::Client) -> _ = $request;
        request(client_of(&server)).send().await.expect("a success");
        let (line, body) = received(&server).await;
        assert_eq!((line.as_str(), body.as_str()), ($line, $body));
    }};
}

#[tokio::test]
async fn text() {
    check!(|it| it.create_note("Grüße"), "POST /notes text/plain; charset=utf-8", "Grüße");
    check!(|it| it.replace_notes().body("a,b"), "PUT /notes text/csv; charset=utf-8", "a,b");
    check!(|it| it.replace_notes().body(""), "PUT /notes text/csv; charset=utf-8", "");
    let tabs = "text/tab-separated-values";
    let server = serve().await;
    let notes = client_of(&server).replace_notes().body("a\tb").content_type(tabs);
    notes.send().await.expect("a success");
    assert_eq!(received(&server).await, (format!("PUT /notes {tabs}"), "a\tb".to_owned()));
    check!(|it| it.replace_notes().content_type("text/csv"), "PUT /notes none", "");
}

#[tokio::test]
async fn json_of_a_type_that_the_caller_chooses() {
    let merge = "application/strategic-merge-patch+json";
    let server = serve().await;
    let patch = client_of(&server).patch_notes(json!({ "a": null })).content_type(merge);
    patch.send().await.expect("a success");
    let found = received(&server).await;
    assert_eq!(found, (format!("PATCH /notes {merge}"), "{\"a\":null}".to_owned()));
}

#[tokio::test]
async fn bytes() {
    check!(|it| it.upload_picture("a", "PNG"), "PUT /pictures/a image/png", "PNG");
    check!(
        |it| it.upload_any_picture("a", "image/gif", b"GIF".to_vec()),
        "POST /pictures/a image/gif",
        "GIF"
    );
    let thumbnail = "PATCH /pictures/a application/octet-stream";
    check!(|it| it.upload_thumbnail("a").body(Bytes::from("x")), thumbnail, "x");
    check!(|it| it.upload_thumbnail("a"), "PATCH /pictures/a none", "");
}

#[tokio::test]
async fn bytes_that_are_streamed() {
    let chunks = ["one ", "two"].map(Ok::<_, std::io::Error>);
    let upload = Upload::stream(futures_util::stream::iter(chunks));
    let server = serve().await;
    let request = client_of(&server).upload_picture("a", upload);
    let copy = request.clone();
    request.send().await.expect("a success");
    let found = received(&server).await;
    assert_eq!(found, ("PUT /pictures/a image/png".to_owned(), "one two".to_owned()));

    let again = copy.send().await.expect_err("it is gone");
    assert_eq!(
        again.to_string(),
        "UploadPicture was not sent: the stream that is its body was sent before"
    );
}

#[tokio::test]
async fn each_media_type_has_a_method() {
    let bid = || Bid::new(7).tags(["a", "b"]);
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({ "number": 8 }));
    server.register(Mock::given(any()).respond_with(answer)).await;
    let client = client_of(&server);
    let sent = [
        client.place_bid(bid()).send().await,
        client.place_bid_vnd_bids_json([bid()]).send().await,
        client.place_bid_form(7).tags(["a", "b"]).send().await,
        client.place_bid_text("seven").send().await,
    ];
    for bid in sent {
        assert_eq!(bid.expect("a success").number, 8);
    }
    let requests = server.received_requests().await.expect("requests are recorded");
    let found = requests.iter().map(|request| {
        let content_type = request.headers["content-type"].to_str().expect("it is text");
        (content_type, str::from_utf8(&request.body).expect("the test sends text"))
    });
    let expected = [
        ("application/json", r#"{"number":7,"tags":["a","b"]}"#),
        ("application/vnd.bids+json", r#"[{"number":7,"tags":["a","b"]}]"#),
        ("application/x-www-form-urlencoded", "number=7&tags=a&tags=b"),
        ("text/plain; charset=utf-8", "seven"),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
    let text = client.place_bid_text("seven").accept_text().to_http().expect("a request");
    assert_eq!(text.headers()["accept"], "text/plain");
}

#[tokio::test]
async fn forms_of_any_fields() {
    check!(
        |it| it.create_vote([("b".to_owned(), 2), ("a c".to_owned(), -1)].into()),
        "POST /votes application/x-www-form-urlencoded",
        "a+c=-1&b=2"
    );
    check!(
        |it| it
            .replace_vote()
            .body(json!({ "a": ["x", { "y": 1 }], "b": null, "c": { "d": "&" } })),
        "PUT /votes application/x-www-form-urlencoded",
        "a=x&a=%7B%22y%22%3A1%7D&c=%7B%22d%22%3A%22%26%22%7D"
    );
    check!(|it| it.replace_vote(), "PUT /votes application/x-www-form-urlencoded", "");
    let list = client_of(&serve().await).replace_vote().body(json!([1])).into_request().to_http();
    let message = list.expect_err("it has no names").to_string();
    assert!(message.contains("a form has to be an object"), "{message}");
}

/// The parts of a form with `|` in place of its boundary and of line ends.
async fn parts(server: &MockServer) -> String {
    let (line, body) = received(server).await;
    let (_, boundary) =
        line.split_once(" multipart/form-data; boundary=").expect("a form of parts");
    body.replace(&format!("--{boundary}"), "|").replace("\r\n", "|")
}

#[tokio::test]
async fn a_form_of_parts() {
    let server = serve().await;
    let message = client_of(&server)
        .send_message(["a", "b"], Person::new("é"), Part::new("PNG").file_name("\"1\".png"))
        .urgent(true)
        .files([
            Part::new("GIF").content_type("image/gif"),
            Part::new(Upload::stream(futures_util::stream::iter([Ok::<_, String>("PDF")]))),
        ])
        .witnesses([Person::new("x"), Person::new("y")])
        .places("a,b")
        .tags(["t"])
        .note(Part::new("Hallo").header("X-Language", "de"));
    message.send().await.expect("a success");
    let field = "Content-Disposition: form-data; name=";
    let expected = [
        &format!("{field}\"To\"||a"),
        &format!("{field}\"To\"||b"),
        &format!("{field}\"Author\"|Content-Type: application/json||{{\"name\":\"é\"}}"),
        &format!("{field}\"Photo\"; filename=\"%221%22.png\"|Content-Type: image/png||PNG"),
        &format!("{field}\"Urgent\"||true"),
        &format!("{field}\"Files\"; filename=\"Files\"|Content-Type: image/gif||GIF"),
        &format!(
            "{field}\"Files\"; filename=\"Files\"|Content-Type: application/octet-stream||PDF"
        ),
        &format!("{field}\"Witnesses\"|Content-Type: application/json||{{\"name\":\"x\"}}"),
        &format!("{field}\"Witnesses\"|Content-Type: application/json||{{\"name\":\"y\"}}"),
        &format!("{field}\"Places\"|Content-Type: text/csv||a,b"),
        &format!("{field}\"Tags\"|Content-Type: application/json||[\"t\"]"),
        &format!("{field}\"Note\"|Content-Type: text/plain|X-Language: de||Hallo"),
    ];
    let expected = expected.map(|part| format!("||{part}|")).concat();
    assert_eq!(parts(&server).await, expected + "|--|");
}

#[tokio::test]
async fn a_form_of_unknown_parts() {
    let server = serve().await;
    let form = Multipart::new().text("a", 1).part("b", Part::new("c"));
    client_of(&server).import_messages().body(form).send().await.expect("a success");
    let field = "Content-Disposition: form-data; name=";
    assert_eq!(parts(&server).await, format!("||{field}\"a\"||1|||{field}\"b\"||c||--|"));
}

#[test]
fn a_form_of_parts_is_a_value() {
    let request: Request<NoContent> =
        super::client().send_message(["a"], Person::new("b"), "PNG").into_request();
    let [first, second] = [(); 2].map(|()| request.to_http().expect("it has no streams"));
    assert_eq!(first.body(), second.body());
    assert_eq!(first.headers(), second.headers());
}
