//! Content in an encoding that nobody asked for.

use http::Method;
use serde_json::Value;
use templates::{Error, Json};

use crate::{client, response};

const GZIP: &[u8] = b"\x1f\x8b\x08\x00";

fn error(status: u16, headers: &[&[u8]], body: &[u8]) -> Error {
    let request = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    request.decode(response(status, headers, body)).expect_err("no answer that can be read")
}

#[test]
fn errors_name_it() {
    let header: &[&[u8]] = &[b"Content-Encoding: gzip"];
    assert_eq!(
        error(200, header, GZIP).to_string(),
        "FetchThing: the answer (200 OK) cannot be read at `.`: it is encoded as `gzip`, which was not \
         asked for and is not decoded"
    );
    assert_eq!(
        error(502, header, GZIP).to_string(),
        "FetchThing: the API answered 502 Bad Gateway with 4 bytes that are encoded as `gzip`, which \
         was not asked for and is not decoded"
    );
    for (header, shown) in [
        ("Content-Encoding: br, gzip", "`br, gzip`"),
        ("Content-Encoding: \u{e4}", "none"),
        ("Content-Encoding: identity", "none"),
        ("Content-Encoding:", "none"),
    ] {
        let texts = [200, 502].map(|status| error(status, &[header.as_bytes()], GZIP).to_string());
        for text in texts {
            assert_eq!(text.contains("encoded as"), shown != "none", "{text}");
            assert!(shown == "none" || text.contains(shown), "{text}");
        }
    }
    let two: &[&[u8]] = &[b"Content-Encoding: br", b"Content-Encoding: gzip"];
    assert!(error(200, two, GZIP).to_string().contains("`br, gzip`"));
}

/// What can be read all the same is no error, and a message says more than its encoding.
#[test]
fn what_can_be_read_is_not_in_the_way() {
    let header: &[&[u8]] = &[b"Content-Encoding: gzip"];
    let request = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    request.decode(response(200, header, b"{}")).expect("it is JSON");
    let text = error(400, header, br#"{"message": "no"}"#).to_string();
    assert_eq!(text, "FetchThing: the API answered 400 Bad Request: no");
}
