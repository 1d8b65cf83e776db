//! That what is called otherwise in Rust is sent and read as the document has it.

use crate::fixtures::signs::models::{
    CompareCreatedBefore, CompareLanguage, CompareOp, CompareOrder, CompareSize, CompareSort,
    CompareVersion, PageEntry, PageItem,
};
use serde_json::json;

use crate::fixtures::reserved_names::models::{Form, Kind, Maker, Part};
use crate::fixtures::words::models::{AsRefModel, Object, 店};

use super::{check, client};

#[test]
fn values_are_sent_with_their_signs() {
    let request = client()
        .compare()
        .sort(CompareSort::ReactionsMinus1)
        .order(CompareOrder::PlusCreated)
        .op(CompareOp::NotEqualTo)
        .version(CompareVersion::Value1_0)
        .language(CompareLanguage::CSharp)
        .size(CompareSize::MinusInf)
        .created_before(CompareCreatedBefore::ALess)
        .into_request();
    let query = "sort=reactions--1&order=%2Bcreated&op=%E2%89%A0&version=1.0&language=C%23&size=-INF\
                 &created%3C=a%3C";
    check(&request, &format!("GET /compare?{query}"), "");
}

#[test]
fn values_are_read_with_their_signs() {
    for (text, value) in [
        ("≥", CompareOp::GreaterThanOrEqualTo),
        (">=", CompareOp::GreaterOrEqual),
        ("!=", CompareOp::NotEqual),
        ("<>", CompareOp::LessGreater),
    ] {
        assert_eq!(CompareOp::from(text), value);
    }
    assert_eq!(CompareVersion::from("10"), CompareVersion::Value10);
    assert_eq!(CompareVersion::from("-1.5"), CompareVersion::Minus1_5);
}

#[test]
fn properties_are_read_with_their_signs() {
    let json = json!({"next": {"+1": 2, "-1": 3, "$total": 4}});
    let page: PageItem = super::models::check(&json);
    let next: PageEntry = page.next.expect("it is there");
    assert_eq!((next.plus_1, next.minus_1, next.total), (Some(2), Some(3), Some(4)));
}

#[test]
fn names_of_other_scripts_are_sent_and_read_as_they_are() {
    let request = client().result_operation().größe(3).sub_query(true).into_request();
    check(&request, "GET /sizes?sub=true&gr%C3%B6%C3%9Fe=3", "");
    super::models::check::<店>(&json!({"名前": "a"}));
}

#[test]
fn names_of_rust_are_read_as_they_are() {
    let json = json!({"add": true, "iter": true, "next": false, "as_ref": "err"});
    let object: Object = super::models::check(&json);
    assert_eq!(
        (object.add_field, object.iter_field, object.next),
        (Some(true), Some(true), Some(false))
    );
    assert_eq!(object.as_ref, Some(AsRefModel::Err));
}

/// A part of which the document says what generated types have a member for.
#[test]
fn what_types_have_of_their_own_keeps_its_name() {
    let json = json!({
        "extra": 1, "new": true, "kind": "unrecognized", "maker": {"surname": "Lovelace"},
        "form": {"form": "Base", "width": 2}, "weight": 3,
    });
    let part: Part = serde_json::from_value(json.clone()).expect("it can be read");
    assert_eq!((part.extra_field, part.new_field), (Some(1), Some(true)));
    assert_eq!(part.extra["weight"], json!(3));
    assert_eq!(part.kind, Some(Kind::UnrecognizedValue));
    assert!(matches!(&part.maker, Some(Maker::OtherVariant(other)) if other.surname == "Lovelace"));
    assert!(matches!(&part.form, Some(Form::BaseVariant(base)) if base.width == Some(2)));
    assert_eq!(serde_json::to_value(part).expect("it is JSON"), json);
    assert_eq!(Kind::from("gear"), Kind::Unrecognized("gear".to_owned()));
}
