//! Schemas made of others, as they are written and read.

use serde_json::{Value, json};

use super::models::check;
use crate::fixtures::composition::models::{Invoice, Order, Payment, PaymentCard, Receipt, State};
use crate::fixtures::containers::models::{AnyValue, BoxModel, Folder, Nested};
use crate::fixtures::inheritance::models::{Ball, Cat, Dog, Goldfish, Pet, Toy};

#[test]
fn an_all_of_requires_what_any_part_of_it_does() {
    let order = Order::new("tea", 2.5, PaymentCard::new("EUR", "4"), 2).state("sent").note("soon");
    assert_eq!(
        serde_json::to_value(&order).expect("it can be written"),
        json!({
            "name": "tea", "price": 2.5, "payment": { "currency": "EUR", "number": "4" },
            "count": 2, "state": "sent", "note": "soon",
        })
    );
    assert_eq!(order.state, Some(State::Sent));
    let missing = ["name", "price", "payment", "count"];
    for name in missing {
        let mut order = serde_json::to_value(&order).expect("it can be written");
        order.as_object_mut().expect("it is an object").remove(name);
        let error = serde_json::from_value::<Order>(order).expect_err("something is missing");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn properties_beside_a_one_of_belong_to_each_variant() {
    let card: Payment = check(&json!({ "currency": "EUR", "number": "4", "more": 1 }));
    assert_eq!(card.as_card().map(|card| card.currency.as_str()), Some("EUR"));
    let invoice: Payment = check(&json!({ "currency": "EUR", "address": "a" }));
    assert_eq!(invoice, Payment::from(Invoice::new("a", "EUR")));
    let coins: Payment = check(&json!({ "currency": "EUR", "coins": 3 }));
    assert!(coins.as_coins().is_some());
    for other in [json!({ "number": "4" }), json!({ "currency": "EUR" }), json!("EUR")] {
        assert!(matches!(check::<Payment>(&other), Payment::Other(_)), "{other}");
    }
}

#[test]
fn a_union_among_the_parts_of_an_all_of() {
    let receipt: Receipt = check(&json!({
        "id": "1", "number": "4", "order": null, "refund": 1.5, "contact": { "phone": "1" },
        "size": 3, "mixed": "a@b.example",
    }));
    let receipt = receipt.as_card().expect("it has a number");
    assert_eq!((receipt.id.as_str(), receipt.size, receipt.refund), ("1", Some(3), Some(1.5)));
    assert!(matches!(check::<Receipt>(&json!({ "number": "4" })), Receipt::Other(_)));
}

#[test]
fn a_parent_that_lists_its_children_is_part_of_each() {
    let ball: Toy = check(&json!({ "colour": "red", "diameter": 7.5 }));
    assert_eq!(ball, Toy::from(Ball::new("red", 7.5)));
    let rope: Toy = check(&json!({ "colour": "red", "length": 7.5 }));
    assert!(rope.as_rope().is_some());
    assert!(matches!(check::<Toy>(&json!({ "diameter": 7.5 })), Toy::Other(_)));
}

#[test]
fn children_are_told_apart_by_their_parent() {
    let cat: Pet = check(&json!({ "kind": "cat", "name": "a", "lives": 9 }));
    assert_eq!(cat, Pet::from(Cat::new("a", 9)));
    let carp: Pet = check(&json!({ "kind": "Carp", "name": "a" }));
    assert_eq!(carp.as_goldfish().map(|carp| carp.kind.as_str()), Some("Carp"));
    let goldfish: Pet = check(&json!({ "kind": "Goldfish", "name": "a" }));
    assert_eq!(goldfish, Pet::from(Goldfish::new("a")));
    for kind in ["dog", "hound"] {
        let dog: Pet = check(&json!({ "kind": kind, "name": "a", "packs": [
            { "kind": "hound", "name": "b" },
        ]}));
        assert_eq!(dog.as_dog().map(|dog| dog.kind.as_str()), Some(kind));
    }
    let kitten: Pet = check(&json!({
        "kind": "Kitten", "name": "a", "lives": 9,
        "mother": { "kind": "cat", "name": "b", "lives": 3 },
        "friend": { "kind": "Goldfish", "name": "c" },
    }));
    let friend = kitten.as_kitten().and_then(|kitten| kitten.friend.as_ref());
    assert!(friend.is_some_and(|friend| friend.as_goldfish().is_some()));
}

#[test]
fn what_is_no_known_child_has_what_all_have_in_common() {
    for kind in ["parrot", "Pet", "Cat"] {
        let pet: Pet = check(&json!({ "kind": kind, "name": "a", "words": 7 }));
        let base = pet.as_base().expect("it has a kind and a name");
        assert_eq!((base.name.as_str(), base.extra["words"].as_i64()), ("a", Some(7)));
    }
    for other in [json!({ "kind": "cat", "name": "a" }), json!({ "kind": "parrot" }), json!(1)] {
        assert!(matches!(check::<Pet>(&other), Pet::Other(_)), "{other}");
    }
}

/// Only who stands for several values has to say which.
#[test]
fn children_say_what_they_are() {
    let written = |pet: Pet| serde_json::to_value(pet).expect("it can be written");
    assert_eq!(written(Cat::new("a", 9).into()), json!({ "kind": "cat", "name": "a", "lives": 9 }));
    assert_eq!(written(Dog::new("hound", "a").into()), json!({ "kind": "hound", "name": "a" }));
}

#[test]
fn containers_contain_themselves() {
    check::<Folder>(&json!({ "a": { "b": {}, "c": { "d": {} } } }));
    let nested: Nested = check(&json!([[], [[], []]]));
    assert_eq!(nested.as_list().map(<[Nested]>::len), Some(2));
    assert!(matches!(check::<Nested>(&json!([[], 1])), Nested::List(_)));
    let value: AnyValue = check(&json!({ "a": [1.5, "b", { "c": true }] }));
    let list = value.as_map().and_then(|map| map["a"].as_list()).expect("it is a list");
    assert_eq!(list[1].as_text(), Some("b"));
    let deep = list[2].as_map().expect("it is a map");
    assert_eq!(deep["c"], AnyValue::Other(true.into()));
}

#[test]
fn containers_of_containers() {
    let content: BoxModel = check(&json!({
        "folder": { "a": {} }, "nested": [[]], "any": [1.5], "label": "l", "labels": ["a"],
        "grid": [[true, "x", 7], []], "sparse": ["a", null],
        "counts": { "a": { "b": 1, "c": null } }, "open": { "known": "k", "any": [1] },
        "numbers": { "known": "k", "a": 0.5 }, "free": { "any": { "thing": null } },
        "untyped": { "known": "k" }, "list": [1, 2], "not allowed": true,
    }));
    assert_eq!(content.sparse, Some(vec![Some("a".to_owned()), None]));
    assert_eq!(content.counts.expect("it was there")["a"]["c"], None);
    assert!((content.numbers.expect("it was there").extra["a"] - 0.5).abs() < f64::EPSILON);
    assert_eq!(content.extra["not allowed"], Value::Bool(true));
    let folders = BoxModel::new().folder(Folder::new().extra("a", Folder::new()));
    assert_eq!(
        serde_json::to_value(folders).expect("it can be written"),
        json!({ "folder": { "a": {} } })
    );
}
