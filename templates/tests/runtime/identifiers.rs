//! Identifiers: parsing checks them, nothing else does.

use std::collections::{BTreeSet, HashSet};

use serde_json::json;
use templates::ThingSid;

const DIGITS: &str = "0123456789abcdefABCDEF0123456789";

#[test]
fn parsing_accepts_what_fits_the_pattern() {
    for digits in [DIGITS, "00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff"] {
        let text = format!("TH{digits}");
        let sid: ThingSid = text.parse().expect("a prefix and 32 digits");
        assert_eq!(sid.as_str(), text);
    }
}

#[test]
fn parsing_says_what_is_wrong_without_repeating_it() {
    fn check(text: &str, why: &str) {
        let error = text.parse::<ThingSid>().expect_err("it does not fit the pattern");
        assert_eq!(
            error.to_string(),
            format!("not a valid ThingSid, which is `TH` and 32 hexadecimal digits: {why}")
        );
        if text.len() > 4 {
            assert!(!format!("{error} {error:?}").contains(text));
        }
    }
    check("", "it starts differently");
    check("T", "it starts differently");
    check("hunter2-hunter2-hunter2-hunter2-42", "it starts differently");
    check(&format!("th{DIGITS}"), "it starts differently");
    check(&format!(" TH{DIGITS}"), "it starts differently");
    check(&format!("\u{ff34}H{DIGITS}"), "it starts differently");
    check("TH", "it has 2 characters");
    check("THX", "it has 3 characters");
    check(&format!("TH{DIGITS}0"), "it has 35 characters");
    check(&format!("TH{DIGITS}\n"), "it has 35 characters");
    check(&format!("TH{}", &DIGITS[1..]), "it has 33 characters");
    check(&format!("TH{}\n", &DIGITS[1..]), "character 34 is not a hexadecimal digit");
    check(&format!("THg{}", &DIGITS[1..]), "character 3 is not a hexadecimal digit");
    // Digits of other scripts are none; counted are characters, not bytes.
    check(&format!("TH\u{661}{}", &DIGITS[1..]), "character 3 is not a hexadecimal digit");
    check(
        &format!("TH{}\u{ff11}\u{ff11}", &DIGITS[2..]),
        "character 33 is not a hexadecimal digit",
    );
    check(
        "TH\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}",
        "it has 18 characters",
    );
}

#[test]
fn nothing_else_checks_them() {
    for text in ["", "x", "TH../..", "interaction_context_sid", "\u{1f600}"] {
        let sid = ThingSid::new_unchecked(text);
        assert_eq!(sid.as_str(), text);
        assert_eq!(sid.as_ref(), text);
        assert_eq!(sid.to_string(), text);
        assert_eq!(format!("{sid:?}"), format!("ThingSid({text:?})"));
        assert_eq!(sid, *text);
        assert_eq!(sid, text);
        assert_ne!(sid, *"something else");
        assert_ne!(sid, "something else");
        assert_eq!(ThingSid::from(&sid), sid);
        assert_eq!(String::from(sid.clone()), text);
        assert_eq!(serde_json::to_value(&sid).expect("JSON"), json!(text));
        let read: ThingSid = serde_json::from_value(json!(text)).expect("any string");
        assert_eq!(read, sid);
    }
    serde_json::from_value::<ThingSid>(json!(1)).expect_err("a number is no identifier");
}

#[test]
fn they_can_be_sorted_and_hashed() {
    let sids = ["b", "a", "b"].map(ThingSid::new_unchecked);
    assert_eq!(HashSet::from(sids.clone()).len(), 2);
    let sorted: Vec<String> = BTreeSet::from(sids).into_iter().map(String::from).collect();
    assert_eq!(sorted, ["a", "b"]);
}
