//! Variants that are written out in place have names by what they are.

use serde_json::json;

use super::models::check;
use crate::fixtures::variants::models::{
    Payment, PaymentAmount, PaymentContact, PaymentDue, PaymentItems, PaymentLabel, PaymentNested,
    PaymentOffSession, PaymentOffSessionText, PaymentPayer, PaymentSource, PaymentVersion,
};

#[test]
fn variants_have_the_name_of_their_kind() {
    let payment: Payment = check(&json!({
        "off_session": "one_off", "label": { "a": 5 }, "due": "2026-11-29T08:00:00Z", "payer": "b1946ac9", "contact": "a@b.example",
        "items": [5], "amount": { "points": 7 }, "source": { "type": "bank-account" },
        "version": { "v": 2 }, "nested": { "left": 1 },
    }));
    let is_text = |value: PaymentOffSession| {
        matches!(value, PaymentOffSession::Text(PaymentOffSessionText::OneOff))
    };
    assert!(payment.off_session.is_some_and(is_text));
    assert!(matches!(payment.label, Some(PaymentLabel::Map(_))));
    assert!(matches!(payment.due, Some(PaymentDue::DateTime(_))));
    assert!(matches!(payment.payer, Some(PaymentPayer::Uuid(_))));
    assert!(matches!(payment.contact, Some(PaymentContact::Text(_))));
    assert!(matches!(payment.items, Some(PaymentItems::IntegerList(_))));
    assert!(matches!(payment.amount, Some(PaymentAmount::Points(_))));
    assert!(matches!(payment.source, Some(PaymentSource::BankAccount(_))));
    assert!(matches!(payment.version, Some(PaymentVersion::V2(_))));
    assert!(matches!(payment.nested, Some(PaymentNested::Variant3(_))));
    let payment: Payment = check(&json!({
        "off_session": true, "label": { "name": "a" }, "due": 5, "payer": 5, "contact": true,
        "items": [{ "sku": "a" }], "amount": 7, "source": { "type": "card" }, "version": { "v": 1 },
        "nested": { "sku": "a" },
    }));
    assert!(matches!(payment.off_session, Some(PaymentOffSession::Boolean(true))));
    assert!(matches!(payment.label, Some(PaymentLabel::Object(_))));
    assert!(matches!(payment.due, Some(PaymentDue::Integer(5))));
    assert!(matches!(payment.payer, Some(PaymentPayer::Integer(5))));
    assert!(matches!(payment.items, Some(PaymentItems::List(_))));
    assert!(matches!(payment.amount, Some(PaymentAmount::InCents(7))));
    assert!(matches!(payment.source, Some(PaymentSource::Card(_))));
    assert!(matches!(payment.nested, Some(PaymentNested::Item(_))));
    let payment: Payment = check(&json!({ "payer": 5.5, "contact": "a" }));
    assert!(matches!(payment.payer, Some(PaymentPayer::Number(_))));
}
