//! Dates and bytes as text.

use jiff::Timestamp;
use jiff::civil::date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use templates::{Base64, Date, DateTime, Rfc2822DateTime};

/// Thu, 30 Jul 2015 20:15:59 UTC.
fn time() -> Timestamp {
    Timestamp::from_second(1_438_287_359).expect("it is in range")
}

#[test]
fn dates_are_read() {
    for text in ["2015-07-30T20:15:59Z", "2015-07-30t22:15:59+02:00", "2015-07-30 15:45:59-04:30"] {
        assert_eq!(DateTime::from(text).to_timestamp().ok(), Some(time()), "{text}");
    }
    for text in [
        "Thu, 30 Jul 2015 20:15:59 +0000",
        "30 Jul 2015 20:15:59 GMT",
        "Thu,  30 Jul 2015 22:15:59 +0200",
    ] {
        assert_eq!(Rfc2822DateTime::from(text).to_timestamp().ok(), Some(time()), "{text}");
    }
    assert_eq!(Date::from("2015-07-30").to_date().ok(), Some(date(2015, 7, 30)));
}

#[test]
fn dates_are_written() {
    assert_eq!(DateTime::from(time()), "2015-07-30T20:15:59Z");
    let mail = Rfc2822DateTime::try_from(time()).expect("the year has four digits");
    assert_eq!(mail, "Thu, 30 Jul 2015 20:15:59 +0000");
    Rfc2822DateTime::try_from(Timestamp::MIN).expect_err("the year is negative");
    assert_eq!(Date::from(date(2015, 7, 30)), "2015-07-30");
}

/// Any text is read, and written as it was.
#[track_caller]
fn check_kept<T: DeserializeOwned + Serialize>(text: &str, is_understood: impl Fn(&T) -> bool) {
    let read: T = serde_json::from_value(json!(text)).expect("any text is read");
    assert!(!is_understood(&read), "{text}");
    assert_eq!(serde_json::to_value(&read).expect("it is text"), json!(text));
}

#[test]
fn what_is_no_date_is_kept() {
    for text in ["", "soon", "2015-07-30", "2015-02-29T00:00:00Z", "2015-07-3ööT20:15:59Z"] {
        check_kept(text, |read: &DateTime| read.to_timestamp().is_ok());
    }
    for text in ["", "2015-07-30T20:15:59Z", "Fri, 30 Jul 2015 20:15:59 +0000"] {
        check_kept(text, |read: &Rfc2822DateTime| read.to_timestamp().is_ok());
    }
    for text in ["", "2015-7-30", "2015-02-29", "30.7.2015"] {
        check_kept(text, |read: &Date| read.to_date().is_ok());
    }
}

#[test]
fn each_is_its_text() {
    for text in ["", "soon"] {
        assert_eq!(Base64::from(text).as_str(), text);
        assert_eq!(Date::from(text).as_str(), text);
        assert_eq!(DateTime::from(text).as_str(), text);
        assert_eq!(Rfc2822DateTime::from(text).as_str(), text);
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
