//! What documents of vendors do.

use serde_json::json;

use super::models::check;
use super::{check as check_request, client};
use crate::fixtures::vendor_habits::models::{CallItem, Channel, Item, Reason};
use crate::fixtures::vendor_habits::operations::Pause;

#[test]
fn several_numbers_stand_for_one_kind() {
    for kind in [0, 2, 4] {
        let channel: Channel = check(&json!({"type": kind, "guild": "g"}));
        assert!(matches!(channel, Channel::Guild(_)), "{channel:?}");
    }
    for kind in [json!(1), json!(3), json!(null)] {
        let channel: Channel = check(&json!({"type": kind}));
        assert!(matches!(channel, Channel::Private(_)), "{channel:?}");
    }
    for kind in 10..=12 {
        let channel: Channel = check(&json!({"type": kind}));
        assert!(matches!(channel, Channel::Thread(_)), "{channel:?}");
    }
}

#[test]
fn a_name_that_several_kinds_have_is_one_of_them() {
    let item: Item = check(&json!({"type": "message", "role": "user"}));
    assert!(matches!(item, Item::User(_)), "{item:?}");
    let item: Item = check(&json!({"type": "call"}));
    assert!(matches!(item, Item::Call(_)), "{item:?}");
}

#[test]
fn a_number_is_the_nearest_one() {
    let text = "{\"type\":\"call\",\"weight\":0.0010322310263291001}";
    let item: CallItem = serde_json::from_str(text).expect("it can be read");
    assert_eq!(serde_json::to_string(&item).expect("it can be written"), text);
}

#[test]
fn a_body_that_may_be_left_out_is_left_out() {
    let requests = [client().pause(), client().pause().body(Reason::default().reason("tea"))];
    let [without, with] = requests.map(Pause::into_request);
    check_request(&without, "POST /pauses", "");
    check_request(&with, "POST /pauses application/json", "{\"reason\":\"tea\"}");
}
