//! How long an API asks to wait.

use std::time::Duration;

use http::Method;
use serde_json::Value;
use templates::{Error, Json};

use crate::{client, response};

/// What the errors of a refusal and of an unreadable success say.
fn retry_after(header: &str) -> Option<Duration> {
    let request = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    let line = format!("Retry-After: {header}");
    let [refusal, unreadable] = [503, 200].map(|status| {
        let answer = response(status, &[line.as_bytes()], b"<html>");
        request.decode(answer).expect_err("no answer that can be read")
    });
    let (waits, others) = (refusal.retry_after(), unreadable.retry_after());
    let Error::Api(refusal) = refusal else { panic!("{refusal:?}") };
    let Error::Decode(unreadable) = unreadable else { panic!("{unreadable:?}") };
    for other in [others, refusal.retry_after(), unreadable.retry_after()] {
        let difference = waits.unwrap_or_default().abs_diff(other.unwrap_or_default());
        assert!(difference < Duration::from_secs(10), "{waits:?} and {other:?}");
        assert_eq!(waits.is_some(), other.is_some());
    }
    waits
}

#[test]
fn seconds() {
    for (header, seconds) in [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        (" 120 ", 120),
        ("4294967295", 4_294_967_295),
        // No clock has room for more.
        ("99999999999999999999999999", 4_294_967_295),
    ] {
        assert_eq!(retry_after(header), Some(Duration::from_secs(seconds)), "{header}");
    }
}

/// All three forms are the same point in time (RFC 9110, section 5.6.7), which is over.
#[test]
fn dates_that_are_over() {
    for header in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Wed, 31 Dec 1969 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Sat, 31 Dec 2016 23:59:60 GMT",
        "Tue, 29 Feb 2000 00:00:00 GMT",
    ] {
        assert_eq!(retry_after(header), Some(Duration::ZERO), "{header}");
    }
}

/// The seconds from 1970 to a date.
fn instant(header: &str) -> u64 {
    let now = std::time::UNIX_EPOCH.elapsed().expect("1970 is over");
    let wait = retry_after(header).expect("a date");
    // What is left of a second is lost between the two looks at the clock.
    (now + wait).as_secs()
}

#[test]
fn dates_to_come() {
    for (header, expected) in [
        ("Fri, 01 Jan 2100 00:00:00 GMT", 4_102_444_800),
        ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ("Thu Jan  1 00:00:01 2099", 4_070_908_801),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("Tue, 29 Feb 2400 12:34:56 GMT", 13_574_608_496),
    ] {
        let found = instant(header);
        assert!(found.abs_diff(expected) <= 10, "{header}: {found}");
    }
}

#[test]
fn nonsense() {
    for header in [
        "",
        "soon",
        "-1",
        "+1",
        "1.5",
        "1s",
        "7, 8",
        "GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sun, 06 Nov 1994 +8:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 2100 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov 194 08:49:37 GMT",
        "2100-01-01T00:00:00Z",
    ] {
        assert_eq!(retry_after(header), None, "{header}");
    }
    let none = client().request::<Json<Value>>("FetchThing", Method::GET, "/v1/Things");
    let error = none.decode(response(503, &[], b"")).expect_err("a refusal");
    assert_eq!(error.retry_after(), None);
    let error = none.decode(response(503, &[b"Retry-After: \xff"], b"")).expect_err("a refusal");
    assert_eq!(error.retry_after(), None);
}
