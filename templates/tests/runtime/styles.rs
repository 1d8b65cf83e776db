//! The examples of OpenAPI 3.0.3 (Parameter Object, Style Examples), and what they leave open.
//!
//! Two rows differ from the table on purpose: for `label` without `explode` it says `.blue.black`
//! where RFC 6570, which it refers to, has commas; and it leaves brackets and vertical bars as they
//! are, which no URL can contain (RFC 3986).

use serde::Serialize;
use serde_json::{Value, json};
use templates::{Json, Request, Style};

use crate::{get, http, refusal};

#[derive(Serialize)]
struct Color {
    #[serde(rename = "R")]
    r: u8,
    #[serde(rename = "G")]
    g: u8,
    #[serde(rename = "B")]
    b: u8,
}

const COLOR: Color = Color { r: 100, g: 200, b: 150 };
const LIST: [&str; 3] = ["blue", "black", "brown"];

fn path(style: Style, value: impl Serialize) -> String {
    let request = get("/{color}").styled_path(style, "color", value);
    http(&request).uri().path()[1..].to_owned()
}

fn query(style: Style, value: impl Serialize) -> String {
    let request = get("/").styled_query(style, "color", value);
    http(&request).uri().query().unwrap_or("nothing").to_owned()
}

fn header(request: &Request<Json<Value>>, name: &str) -> Option<String> {
    let value = http(request).headers().get(name)?.to_str().map(str::to_owned);
    Some(value.expect("the value is text"))
}

#[test]
fn the_table_of_paths() {
    fn check(style: Style, text: &str, list: &str, object: &str) {
        assert_eq!(path(style, "blue"), text, "{style:?}");
        assert_eq!(path(style, LIST), list, "{style:?}");
        assert_eq!(path(style, COLOR), object, "{style:?}");
    }
    check(Style::Matrix, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150");
    let list = ";color=blue;color=black;color=brown";
    check(Style::MatrixExploded, ";color=blue", list, ";R=100;G=200;B=150");
    check(Style::Label, ".blue", ".blue,black,brown", ".R,100,G,200,B,150");
    check(Style::LabelExploded, ".blue", ".blue.black.brown", ".R=100.G=200.B=150");
    check(Style::Simple, "blue", "blue,black,brown", "R,100,G,200,B,150");
    check(Style::SimpleExploded, "blue", "blue,black,brown", "R=100,G=200,B=150");
    assert_eq!(path(Style::Matrix, ""), ";color");
    assert_eq!(path(Style::MatrixExploded, ""), ";color");
}

#[test]
fn the_table_of_queries() {
    let check = |style, value: Value, expected: &str| {
        assert_eq!(query(style, value), expected, "{style:?}");
    };
    for style in [Style::Form, Style::FormExploded] {
        check(style, json!(""), "color=");
        check(style, json!("blue"), "color=blue");
    }
    check(Style::Form, json!(LIST), "color=blue,black,brown");
    check(Style::FormExploded, json!(LIST), "color=blue&color=black&color=brown");
    check(Style::SpaceDelimited, json!(LIST), "color=blue%20black%20brown");
    check(Style::PipeDelimited, json!(LIST), "color=blue%7Cblack%7Cbrown");
    assert_eq!(query(Style::Form, COLOR), "color=R,100,G,200,B,150");
    assert_eq!(query(Style::FormExploded, COLOR), "R=100&G=200&B=150");
    assert_eq!(query(Style::SpaceDelimited, COLOR), "color=R%20100%20G%20200%20B%20150");
    assert_eq!(query(Style::PipeDelimited, COLOR), "color=R%7C100%7CG%7C200%7CB%7C150");
    let deep = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(query(Style::DeepObject, COLOR), deep);
}

#[test]
fn the_table_of_headers() {
    let check = |style, value: Value, expected: &str| {
        let request = get("/").styled_header(style, "X-Color", value);
        assert_eq!(header(&request, "x-color").as_deref(), Some(expected), "{style:?}");
    };
    check(Style::Simple, json!(LIST), "blue,black,brown");
    check(Style::Simple, json!({"B": 150, "R": 100}), "B,150,R,100");
    check(Style::SimpleExploded, json!({"B": 150, "R": 100}), "B=150,R=100");
    check(Style::Json, json!({"B": "\u{fc}\u{1f600}"}), r#"{"B":"\u00fc\ud83d\ude00"}"#);
}

#[test]
fn objects_as_deep_as_they_are() {
    let deep = |value: Value| {
        let query = query(Style::DeepObject, value);
        query.replace("%5B", "[").replace("%5D", "]")
    };
    assert_eq!(deep(json!(["blue", null, "a b"])), "color[]=blue&color[]=a%20b");
    assert_eq!(deep(json!({"a": {"b": 1, "c": [true]}})), "color[a][b]=1&color[a][c][]=true");
    assert_eq!(deep(json!([{"a": 1}, {"a": [2]}])), "color[0][a]=1&color[1][a][]=2");
    assert_eq!(deep(json!([[1, 2], [3]])), "color[0][]=1&color[0][]=2&color[1][]=3");
    assert_eq!(deep(json!({"a": [[1], {"b": 2}]})), "color[a][0][]=1&color[a][1][b]=2");
}

#[test]
fn objects_as_twilio_writes_them() {
    let nested = json!({"a": {"b": 1, "c d": {"e": true}}, "f": ["x", "y"], "n": null});
    assert_eq!(
        query(Style::Dotted, nested),
        "color.a.b=1&color.a.c%20d.e=true&color.f=x&color.f=y"
    );
    let lists = json!({"a": [{"b": 1}, [2, 3]]});
    assert_eq!(query(Style::Dotted, lists), "color.a.b=1&color.a=2&color.a=3");
}

#[test]
fn json_keeps_its_quotes() {
    assert_eq!(query(Style::Json, "blue"), "color=%22blue%22");
    assert_eq!(query(Style::Json, json!({"a": [1]})), "color=%7B%22a%22%3A%5B1%5D%7D");
    assert_eq!(path(Style::Json, 7), "7");
}

#[test]
fn what_separates_is_encoded_within_values() {
    let odd = ["a,b", "c;d=e", "f.g/h"];
    assert_eq!(path(Style::Simple, odd), "a%2Cb,c%3Bd%3De,f.g%2Fh");
    assert_eq!(query(Style::Form, odd), "color=a%2Cb,c%3Bd%3De,f.g%2Fh");
    assert_eq!(query(Style::DeepObject, json!({"a]&b": "c&d"})), "color%5Ba%5D%26b%5D=c%26d");
    assert_eq!(query(Style::FormExploded, json!({"a&b": "c d"})), "a%26b=c%20d");
}

#[test]
fn reserved_characters_stay_where_they_may() {
    let reserved = |value: &str| {
        let request = get("/").reserved_query(Style::FormExploded, "a/b", value);
        http(&request).uri().query().map(str::to_owned)
    };
    let kept = ":/?@!$'()*,;=";
    assert_eq!(reserved(kept), Some(format!("a%2Fb={kept}")));
    assert_eq!(reserved("&#+%[] \u{fc}").as_deref(), Some("a%2Fb=%26%23%2B%25%5B%5D%20%C3%BC"));
}

#[test]
fn forms_are_as_queries() {
    let form = |request: Request<Json<Value>>| {
        let sent = http(&request);
        assert_eq!(sent.headers()["content-type"], "application/x-www-form-urlencoded");
        String::from_utf8(sent.into_body().to_vec()).expect("a form is text")
    };
    for style in [Style::Form, Style::FormExploded, Style::SpaceDelimited, Style::PipeDelimited] {
        assert_eq!(form(get("/").styled_form(style, "color", LIST)), query(style, LIST));
    }
    let styles = [Style::Form, Style::FormExploded, Style::DeepObject, Style::Dotted, Style::Json];
    for style in styles {
        assert_eq!(form(get("/").styled_form(style, "color", COLOR)), query(style, COLOR));
    }
    let request = get("/")
        .form("a b", "c d")
        .styled_form(Style::Form, "e f", LIST)
        .styled_form(Style::Form, "none", None::<&str>)
        .reserved_form(Style::FormExploded, "g", json!({"h=i": "j=k&l"}))
        .form("m", 1);
    let expected = "a+b=c+d&e%20f=blue,black,brown&h%3Di=j=k%26l&m=1";
    assert_eq!(form(request), expected);
    assert_eq!(form(get("/").styled_form(Style::Form, "none", None::<&str>)), "");

    let both = get("/").json(Json(1)).styled_form(Style::Form, "a", 1);
    assert_eq!(
        refusal(&both),
        "FetchThing was not sent: form field `a`: the request's body is not a form"
    );
    let nested = get("/").styled_form(Style::Form, "a", json!([[1]]));
    assert!(refusal(&nested).contains("form field `a` has a list or an object within another"));
}

#[test]
fn exploded_cookies_are_several() {
    // OpenAPI 3.0 has `&` between them, which is a part of the value in a cookie (RFC 6265,
    // section 4.1.1); 3.2 writes them like this.
    let cookies = |style, value: Value| {
        let request = get("/").cookie(Style::Form, "a", "b").cookie(style, "color", value);
        header(&request, "cookie").expect("there are cookies")
    };
    let exploded = Style::FormExploded;
    assert_eq!(cookies(exploded, json!(LIST)), "a=b; color=blue; color=black; color=brown");
    assert_eq!(cookies(exploded, json!({"B": "x;y", "R": 100})), "a=b; B=x%3By; R=100");
    assert_eq!(cookies(exploded, json!({"R;": 1, "n": null})), "a=b; R%3B=1");
    assert_eq!(cookies(exploded, json!("c d")), "a=b; color=c%20d");
    assert_eq!(cookies(exploded, json!([])), "a=b");
    assert_eq!(cookies(Style::Form, json!({"B": 1, "R": 2})), "a=b; color=B,1,R,2");
}

#[test]
fn cookies_come_together() {
    let request = get("/")
        .header("Cookie", "own=1")
        .cookie(Style::Form, "a", "b;c")
        .cookie(Style::Form, "list", LIST)
        .cookie(Style::Form, "none", None::<&str>);
    let expected = "own=1; a=b%3Bc; list=blue,black,brown";
    assert_eq!(header(&request, "cookie").as_deref(), Some(expected));
    assert!(!format!("{request:?}").contains("b%3Bc"));
}

#[test]
fn nothing_is_sent_of_nothing() {
    for style in [Style::Form, Style::FormExploded, Style::DeepObject, Style::Json] {
        assert_eq!(query(style, None::<Color>), "nothing", "{style:?}");
    }
    assert_eq!(query(Style::Form, [""; 0]), "nothing");
    assert_eq!(query(Style::DeepObject, json!({})), "nothing");
    assert_eq!(query(Style::Form, json!({"a": null, "b": 1.5})), "color=b,1.5");
    let request = get("/").query("a", 1).styled_query(Style::Form, "b", [""; 0]).query("c", 2);
    assert_eq!(http(&request).uri().query(), Some("a=1&c=2"));
    assert_eq!(header(&get("/").styled_header(Style::Simple, "X-A", None::<u8>), "x-a"), None);
}

#[test]
fn what_a_style_has_no_form_for_is_refused() {
    for nested in [json!({"a": {"b": 1}}), json!({"a": [1]}), json!([[1]]), json!([{"a": 1}])] {
        for style in [Style::Form, Style::FormExploded, Style::PipeDelimited] {
            let request = get("/").styled_query(style, "color", &nested);
            assert_eq!(
                refusal(&request),
                "FetchThing was not sent: query parameter `color` has a list or an object within \
                 another, for which its style has no form"
            );
        }
    }
    let list = get("/").styled_query(Style::Dotted, "color", LIST);
    assert!(refusal(&list).ends_with("is a list, for which its style has no form"));
    for (style, value) in [(Style::Simple, ""), (Style::Label, ""), (Style::Label, ".")] {
        let request = get("/{color}").styled_path(style, "color", value);
        assert!(refusal(&request).contains("would reach another path"), "{style:?} {value}");
    }
}
