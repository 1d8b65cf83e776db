//! Dates and bytes as text.

use std::time::{Duration, SystemTime};

use serde_json::json;
use templates::{Base64, Date, DateTime, Rfc2822DateTime};

/// So many seconds after 1970, or before it.
fn at(seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

#[test]
fn points_in_time_are_read() {
    for (text, expected) in [
        ("1970-01-01T00:00:00Z", at(0)),
        ("2015-07-30T20:15:59Z", at(1_438_287_359)),
        ("2015-07-30t22:15:59+02:00", at(1_438_287_359)),
        ("2015-07-30 15:45:59-04:30", at(1_438_287_359)),
        ("2000-02-29T12:00:00z", at(951_825_600)),
        ("1900-03-01T00:00:00Z", at(-2_203_891_200)),
        ("1969-12-31T23:59:59Z", at(-1)),
        ("0001-01-01T00:00:00Z", at(-62_135_596_800)),
        ("9999-12-31T23:59:59Z", at(253_402_300_799)),
        ("2016-12-31T23:59:60Z", at(1_483_228_800)),
        ("1970-01-01T00:00:00.25Z", at(0) + Duration::from_millis(250)),
        ("1970-01-01T00:00:00.1234567891Z", at(0) + Duration::from_nanos(123_456_789)),
    ] {
        assert_eq!(DateTime::from(text).to_system_time(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_point_in_time_is_kept() {
    for text in [
        "",
        "soon",
        "2015-07-30",
        "2015-07-30T20:15:59",
        "2015-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2015-13-01T00:00:00Z",
        "2015-00-01T00:00:00Z",
        "2015-04-31T00:00:00Z",
        "2015-07-30T24:00:00Z",
        "2015-07-30T20:60:00Z",
        "2015-07-30T20:15:59.Z",
        "2015-07-30T20:15:59+2:00",
        "2015-07-30T20:15:59+25:00",
        "+015-07-30T20:15:59Z",
        "2015-07-3ööT20:15:59Z",
    ] {
        let read: DateTime = serde_json::from_value(json!(text)).expect("any text is read");
        assert_eq!(read.to_system_time(), None, "{text}");
        assert_eq!(read, text);
        assert_eq!(serde_json::to_value(&read).expect("it is text"), json!(text));
    }
}

#[test]
fn mail_has_dates_of_its_own() {
    let time = Some(at(1_438_287_359));
    for text in [
        "Thu, 30 Jul 2015 20:15:59 +0000",
        "30 Jul 2015 20:15:59 GMT",
        "Thu,  30 Jul 2015 22:15:59 +0200",
    ] {
        assert_eq!(Rfc2822DateTime::from(text).to_system_time(), time, "{text}");
    }
    assert_eq!(
        Rfc2822DateTime::from("1 Jan 1970 00:01 UT").to_system_time(),
        Some(at(60)),
        "seconds may be left out"
    );
    for text in ["2015-07-30T20:15:59Z", "Thu, 30 Jul 15 20:15:59 +0000", "Day, 1 Jan 1970 00:00 Z"]
    {
        assert_eq!(Rfc2822DateTime::from(text).to_system_time(), None, "{text}");
    }
}

#[test]
fn days_begin_at_midnight() {
    assert_eq!(Date::from("2015-07-30").to_system_time(), Some(at(1_438_214_400)));
    assert_eq!(Date::from(at(1_438_287_359)), "2015-07-30");
    for text in ["2015-7-30", "2015-02-29", "2015-07-30T20:15:59Z", "30.7.2015"] {
        assert_eq!(Date::from(text).to_system_time(), None, "{text}");
    }
}

#[test]
fn points_in_time_are_written() {
    let time = at(1_438_287_359);
    assert_eq!(DateTime::from(time), "2015-07-30T20:15:59Z");
    assert_eq!(Rfc2822DateTime::from(time), "Thu, 30 Jul 2015 20:15:59 +0000");
    assert_eq!(DateTime::from(time + Duration::from_millis(30)), "2015-07-30T20:15:59.03Z");
    assert_eq!(DateTime::from(at(0) - Duration::from_millis(1)), "1969-12-31T23:59:59.999Z");
    assert_eq!(Rfc2822DateTime::from(at(-86_400)), "Wed, 31 Dec 1969 00:00:00 +0000");
}

/// Days around the ends of months, years and centuries, there and back.
#[test]
fn every_day_is_found_again() {
    for day in (-719_000..2_932_000).step_by(97).chain(-1_000..1_000) {
        let time = at(day * 86_400);
        assert_eq!(Date::from(time).to_system_time(), Some(time), "{day}");
        assert_eq!(Rfc2822DateTime::from(time).to_system_time(), Some(time), "{day}");
    }
}

#[test]
fn bytes_are_encoded_and_text_is_not() {
    let bytes = Base64::from(b"any + bytes?".as_slice());
    assert_eq!(bytes, "YW55ICsgYnl0ZXM/");
    assert_eq!(bytes.decode().as_deref(), Some(b"any + bytes?".as_slice()));
    assert_eq!(Base64::from("YW55ICsgYnl0ZXM/"), bytes);
    assert_eq!(Base64::from(vec![0xff]), "/w==");
    assert_eq!(Base64::from("no base64").decode(), None);
    assert_eq!(Base64::from("no base64"), "no base64");
}
