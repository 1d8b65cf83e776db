//! Requests as they would be sent.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

use super::{check, client, respond};
use crate::Client;
use crate::fixtures::declared_headers::response_headers::FetchLogHeaders;
use crate::fixtures::form_styles::models::Shade;
use crate::fixtures::forms::models::CreateParcelAddress;
use crate::fixtures::identifier::identifiers::ThingSid;
use crate::fixtures::json_bodies::models::{Author, NewDocument};
use crate::fixtures::styles::models::{FindColorsFilter, FindColorsWhere, Position};
use crate::fixtures::success_codes::response_headers::CreateOrderHeaders;

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn an_identifier_is_passed_by_reference_or_by_value() {
    let sid: ThingSid = "TH0123456789abcdefABCDEF0123456789".parse().expect("it has its form");
    let line = "GET /things/TH0123456789abcdefABCDEF0123456789";
    check(&client().fetch_thing(&sid).into_request(), line, "");
    check(&client().fetch_thing(sid).into_request(), line, "");
}

#[test]
fn enumerations_take_known_and_unknown_values() {
    check(
        &client().list_shirts().size("one-size").colors(["red", "blue"]).into_request(),
        "GET /shirts?Size=one-size&Colors=red&Colors=blue",
        "",
    );
}

#[test]
fn a_form_has_json_as_text_and_a_field_for_each_element() {
    let parcel = client()
        .create_parcel(json!({ "a+b": ["&", "ü"] }), ["x", "y z"], 1.5)
        .fragile(true)
        .count(3)
        .limits(BTreeMap::from([("lead".to_owned(), 7)]))
        .address(CreateParcelAddress::new("Main Street 1"))
        .speeds(["slow", "at once"])
        .numbers([1, 2]);
    let body = [
        "Content=%7B%22a%2Bb%22%3A%5B%22%26%22%2C%22%C3%BC%22%5D%7D",
        "Labels=x",
        "Labels=y+z",
        "Weight=1.5",
        "Fragile=true",
        "Count=3",
        "Limits=%7B%22lead%22%3A7%7D",
        "Address=%7B%22street%22%3A%22Main+Street+1%22%7D",
        "Speeds=slow",
        "Speeds=at+once",
        "Numbers=1",
        "Numbers=2",
    ];
    check(&parcel.into_request(), &format!("POST /parcels {FORM}"), &body.join("&"));
}

#[test]
fn styles_of_forms() {
    let shade = || Shade::new().hue("light red").saturation(0.5);
    let palette = client()
        .create_palette(["a,b", "c d"])
        .space(["a b", "c"])
        .pipe([1, 2])
        .each(["a", "b c"])
        .deep(shade())
        .flat(shade())
        .pairs(BTreeMap::from([("one".to_owned(), 1), ("two".to_owned(), 2)]))
        .json(shade())
        .link("https://example.com/?a=b&c+d")
        .links(["a/b", "c"])
        .plain("a b")
        .quoted("a \"b\"")
        .open("x");
    let body = [
        "comma=a%2Cb,c%20d",
        "space=a%20b%20c",
        "pipe=1%7C2",
        "each=a",
        "each=b+c",
        "deep%5Bhue%5D=light%20red",
        "deep%5Bsaturation%5D=0.5",
        "hue=light%20red",
        "saturation=0.5",
        "pairs=one,1,two,2",
        "json=%7B%22hue%22%3A%22light+red%22%2C%22saturation%22%3A0.5%7D",
        "link=https://example.com/?a=b%26c%2Bd",
        "links=a/b,c",
        "plain=a+b",
        "quoted=%22a%20%5C%22b%5C%22%22",
        "open=x",
    ];
    check(&palette.into_request(), &format!("POST /palettes {FORM}"), &body.join("&"));
    let least = client().create_palette([""; 0]).into_request();
    check(&least, &format!("POST /palettes {FORM}"), "");
}

#[test]
fn what_is_not_set_is_not_sent() {
    let parcel = client().create_parcel(Value::Null, [""; 0], 0.0).into_request();
    check(&parcel, &format!("POST /parcels {FORM}"), "Content=null&Weight=0");
    let empty = client().replace_parcel().into_request();
    check(&empty, &format!("PUT /parcels {FORM}"), "");
}

#[test]
fn a_path_is_encoded_segment_by_segment() {
    check(
        &client().fetch_file("a/b c?", 7, "tar.gz%#ü").into_request(),
        "GET /folders/a%2Fb%20c%3F/files/7.tar.gz%25%23%C3%BC",
        "",
    );
    check(
        &client().delete_file("{Name}", "{Extension}", "{Folder}").into_request(),
        "DELETE /folders/%7BName%7D/files/%7BExtension%7D.%7BFolder%7D",
        "",
    );
    for folder in ["", ".", ".."] {
        let refused = client().fetch_file(folder, 7, "txt").into_request().to_http();
        let message = refused.expect_err("it would reach another path").to_string();
        assert!(message.contains("`Folder`"), "{message}");
    }
}

#[test]
#[expect(deprecated, reason = "the document says so of one parameter, which still works")]
fn a_query_has_what_is_set_in_the_order_of_the_document() {
    check(&client().search("a&b=c d").into_request(), "GET /search?Query=a%26b%3Dc%20d", "");
    let search = client()
        .search("")
        .anything("x")
        .since("2024-01-01T00:00:00+01:00")
        .exact(false)
        .page_size(50)
        .tag(["one", "two"]);
    check(
        &search.into_request(),
        "GET /search?Query=&Tag=one&Tag=two&PageSize=50&Exact=false\
         &Since=2024-01-01T00%3A00%3A00%2B01%3A00&Anything=x",
        "",
    );
}

#[test]
fn styles_of_paths_headers_and_cookies() {
    let points = client()
        .find_points("a.b", [1, 2], ["c", "d/e"], Position::new(3, 4))
        .x_position(Position::new(5, -6).extra("z", "x y"))
        .x_json(json!({ "a": [null, "ü"] }))
        .session("s;1")
        .tastes(["sweet", "sour,er"]);
    let request = points.into_request();
    check(&request, "GET /points/.a.b/;matrix=1,2/.c.d%2Fe/x,3,y,4", "");
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()["x-position"], "x=5,y=-6,z=x y");
    assert_eq!(sent.headers()["x-json"], r#"{"a":[null,"\u00fc"]}"#);
    assert_eq!(sent.headers()["cookie"], "session=s%3B1; tastes=sweet,sour%2Cer");
}

#[tokio::test]
#[expect(deprecated, reason = "the document says so of one parameter, which still works")]
async fn styles_of_queries() {
    let colors = |client: Client| {
        client
            .find_colors(["a,b", "c"])
            .space(["a b", "c"])
            .pipe(["a|b", "c"])
            .each(["a", "b"])
            .filter(FindColorsFilter::new().hue("red").saturation(0.5).names(["a", "b"]))
            .any(json!({ "x": 1, "y z": true }))
            .numbers(BTreeMap::from([("one".to_owned(), 1)]))
            .link("https://example.com/?a=b&c#d")
            .links(["a/b", "c"])
            .empty("")
            .r#where(FindColorsWhere::new(["a"]))
            .text("a")
            .plain("a")
            .add_ons(["x"])
            .add_ons_data(json!({ "x": { "y": "z" } }))
            .old("o")
    };
    let query = [
        "comma=a%2Cb,c",
        "space=a%20b%20c",
        "pipe=a%7Cb%7Cc",
        "each=a&each=b",
        "filter%5Bhue%5D=red&filter%5Bsaturation%5D=0.5",
        "filter%5Bnames%5D%5B%5D=a&filter%5Bnames%5D%5B%5D=b",
        "x=1&y%20z=true",
        "numbers=one,1",
        "link=https://example.com/?a=b%26c%23d",
        "links=a/b,c",
        "empty=",
        "where=%7B%22all%22%3A%5B%22a%22%5D%7D",
        "text=%22a%22",
        "plain=a",
        "AddOns=x",
        "AddOns.x.y=z",
        "old=o",
    ];
    let line = format!("GET /colors?{}", query.join("&"));
    check(&colors(client()).into_request(), &line, "");
    check(&client().find_colors([""; 0]).into_request(), "GET /colors", "");

    // What is sent is what was built.
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(204);
    Mock::given(matchers::any()).respond_with(answer).mount(&server).await;
    let client = Client::builder().base_url(server.uri()).build().expect("a client");
    colors(client).send().await.expect("an answer");
    let received = server.received_requests().await.expect("requests are recorded");
    assert_eq!(received[0].url.query(), Some(query.join("&").as_str()));
}

#[test]
fn headers_are_sent_as_headers() {
    let event = client().post_event("\"7\"").x_trace_ids(["a", "b"]).i_twilio_retry(2);
    let sent = event.into_request().to_http().expect("the request can be sent");
    let header = |name| sent.headers().get(name).map(http::HeaderValue::as_bytes);
    assert_eq!(header("if-match"), Some(b"\"7\"".as_slice()));
    assert_eq!(header("x-trace-ids"), Some(b"a,b".as_slice()));
    assert_eq!(header("i-twilio-retry"), Some(b"2".as_slice()));

    let split = client().post_event("a\r\nb").into_request().to_http();
    let message = split.expect_err("it would be two headers").to_string();
    assert!(message.contains("If-Match"), "{message}");
}

#[test]
fn names_that_collide_are_sent_as_the_document_has_them() {
    let calls = client()
        .list_calls("path")
        .date_created("a")
        .date_created_before("b")
        .date_created_after("c")
        .r#type("d")
        .self_("e")
        .client("f")
        .send_query("g")
        .value("h")
        .parameter1_name("i")
        .value_2fa("j")
        .u1f600("k")
        .account_sid_field("l")
        .account_sid_field_2("m");
    check(
        &calls.into_request(),
        &format!(
            "POST /calls/path?DateCreated=a&DateCreated%3C=b&DateCreated%3E=c&type=d&self=e\
             &client=f&send=g&value=h&Parameter1.Name=i&2fa=j&%F0%9F%98%80=k {FORM}"
        ),
        "AccountSid=l&account_sid=m",
    );
}

#[test]
fn a_json_body_is_left_out_only_where_it_may_be() {
    let document = NewDocument::new("a", ["x"], Author::new().email("e")).kind("memo");
    let written = r#"{"name":"a","tags":["x"],"author":{"email":"e"},"kind":"memo"}"#;
    check(
        &client().create_document(document.clone()).into_request(),
        "POST /documents application/json",
        written,
    );
    check(&client().replace_documents().into_request(), "PUT /documents", "");
    check(
        &client().replace_documents().body([document]).into_request(),
        "PUT /documents application/json",
        &format!("[{written}]"),
    );
}

#[test]
fn operations_without_an_id_are_called_by_method_and_path() {
    check(&client().post_cats().into_request(), "POST /cats", "");
    check(&client().post_dogs_id_walk(-1).into_request(), "POST /dogs/-1/walk", "");
    check(&client().get().into_request(), "GET /", "");
}

#[test]
fn credentials_go_where_the_document_wants_them() {
    let client = client();
    let requests = [
        (client.list_accounts().into_request(), true),
        (client.maybe_sign_in().into_request(), true),
        (client.sign_up().into_request(), false),
    ];
    for (request, is_authenticated) in requests {
        let sent = request.to_http().expect("the request can be sent");
        assert_eq!(sent.headers().contains_key("authorization"), is_authenticated, "{request:?}");
    }
}

#[test]
fn each_success_is_read() {
    let create = client().create_order().into_request();
    for (status, known, location) in [(200, Some("then"), None), (201, None, Some("/orders/1"))] {
        let headers: Vec<_> = known
            .map(|text| ("x-known", text))
            .into_iter()
            .chain(location.map(|text| ("location", text)))
            .collect();
        let response = respond(&create, status, &headers, &json!({ "number": 1 }));
        assert_eq!(response.body().number, Some(1));
        let headers = CreateOrderHeaders::from(response.headers());
        assert_eq!(headers.x_known.as_deref(), known);
        assert_eq!(headers.location.as_deref(), location);
    }
    respond(&client().delete_orders().into_request(), 202, &[], &Value::Null);
    respond(&client().open_session().into_request(), 204, &[], &json!("ignored"));
    let count = respond(&client().count_orders().into_request(), 200, &[], &json!(7));
    assert_eq!(count.into_body(), 7);
}

#[test]
fn declared_headers_are_read_as_what_they_are() {
    let request = client().fetch_log().into_request();
    let sent = [
        ("x-total", "12"),
        ("x-complete", "true"),
        ("x-level", "medium"),
        ("type", "t"),
        ("x-log-sid", "off pattern"),
    ];
    let response = respond(&request, 204, &sent, &Value::Null);
    let headers = FetchLogHeaders::from(response.headers());
    assert_eq!(headers.x_total, Some(12));
    assert_eq!(headers.x_complete, Some(true));
    assert_eq!(headers.x_level.as_deref(), Some("medium"));
    assert_eq!(headers.r#type.as_deref(), Some("t"));
    assert_eq!(headers.x_log_sid.as_deref(), Some("off pattern"));

    let response = respond(&request, 204, &[("x-total", "many")], &Value::Null);
    let headers = FetchLogHeaders::from(response.headers());
    assert_eq!((headers.x_total, headers.x_complete), (None, None));
    assert_eq!(response.headers()["x-total"], "many");
}
