//! Compares examples with what the client made of them.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::driver::DriverAnswer;
use super::examples::{Example, ExampleKind};

/// What became of an example.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// It came back as it was.
    Equal,
    /// It came back as it was, but for properties that are `null` in one and missing in the other.
    UpToNull,
    /// It was sent as it was, with fields that its schema does not declare.
    Undeclared,
    /// It violates its schema, and came back as it was nevertheless, perhaps up to `null`.
    Violating,
    /// It violates its schema, and is not lost: the error that refuses it has all of it; or it was
    /// read as it was, with some properties kept as JSON; or it was sent as it was, with some fields
    /// set under their names or added to those it has.
    Kept,
    /// Something is not as it was.
    Lost(String),
}

/// What became of an example.
pub(super) fn verdict(example: &Example, answer: &DriverAnswer) -> Verdict {
    let same = match (&example.kind, answer) {
        (
            ExampleKind::Response(_),
            DriverAnswer::Read(written) | DriverAnswer::ReadInPart { json: written, .. },
        ) => same(&example.value, written, ""),
        // The client keeps the content of a response with an error status in its error.
        (ExampleKind::Response(400..), DriverAnswer::Refused { is_kept: true, .. }) => {
            Ok(Same::Exactly)
        }
        (ExampleKind::Response(_), DriverAnswer::Refused { is_kept: true, error }) => {
            return match example.violation {
                Some(_) => Verdict::Kept,
                None => Verdict::Lost(error.clone()),
            };
        }
        (ExampleKind::Body, DriverAnswer::Sent { json, .. }) => {
            same(&example.value, json.as_ref().unwrap_or(&Value::Null), "")
        }
        (ExampleKind::Form(lists), DriverAnswer::Sent { form, made_up, .. }) => {
            same_form(&example.value, lists, form, made_up)
        }
        (_, DriverAnswer::Failed(why) | DriverAnswer::Refused { error: why, .. }) => {
            Err(why.clone())
        }
        (
            _,
            DriverAnswer::Read(_) | DriverAnswer::ReadInPart { .. } | DriverAnswer::Sent { .. },
        ) => Err("the program that tries it says something else".to_owned()),
    };
    match (same, &example.violation, answer) {
        (Err(difference), ..) => Verdict::Lost(difference),
        (Ok(_), Some(_), DriverAnswer::Sent { made_up, unfit, .. })
            if !made_up.is_empty() || !unfit.is_empty() =>
        {
            Verdict::Kept
        }
        (Ok(_), Some(_), DriverAnswer::ReadInPart { .. }) => Verdict::Kept,
        (Ok(_), None, DriverAnswer::ReadInPart { misfits, .. }) => {
            Verdict::Lost(format!("it fits its schema, and no type: {}", misfits.join("; ")))
        }
        (Ok(_), Some(_), _) => Verdict::Violating,
        (Ok(_), None, DriverAnswer::Sent { made_up, .. }) if !made_up.is_empty() => {
            Verdict::Lost(format!("{} had to be made up", quoted(made_up)))
        }
        (Ok(_), None, DriverAnswer::Sent { unfit, .. }) if !unfit.is_empty() => {
            Verdict::Lost(format!("{} does not fit its type", quoted(unfit)))
        }
        (Ok(_), None, DriverAnswer::Sent { by_hand, .. }) if !by_hand.is_empty() => {
            Verdict::Undeclared
        }
        (Ok(Same::Exactly), None, _) => Verdict::Equal,
        (Ok(Same::UpToNull), None, _) => Verdict::UpToNull,
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// How much alike two values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Same {
    Exactly,
    UpToNull,
}

/// Whether two values are the same, or where they first differ.
fn same(one: &Value, other: &Value, at: &str) -> Result<Same, String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => same_object(one, other, at),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let items = one.iter().zip(other).enumerate();
            worst(items.map(|(index, (one, other))| same(one, other, &format!("{at}/{index}"))))
        }
        // `1` and `1.0` are the same number.
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => {
            let are_counted = [one, other].iter().all(|number| !number.is_f64());
            if are_counted && one != other {
                return Err(format!("`{at}`: {one} became {other}"));
            }
            Ok(Same::Exactly)
        }
        (one, other) if one == other => Ok(Same::Exactly),
        (one, other) => Err(format!("`{at}`: {} became {}", shown(one), shown(other))),
    }
}

fn same_object(
    one: &Map<String, Value>,
    other: &Map<String, Value>,
    at: &str,
) -> Result<Same, String> {
    let of_one = one.iter().map(|(name, value)| match other.get(name) {
        Some(other) => same(value, other, &format!("{at}/{name}")),
        None if value.is_null() => Ok(Same::UpToNull),
        None => Err(format!("`{at}/{name}` is missing")),
    });
    let of_other = other.iter().filter(|(name, _)| !one.contains_key(*name));
    let of_other = of_other.map(|(name, value)| match value {
        Value::Null => Ok(Same::UpToNull),
        _ => Err(format!("`{at}/{name}` was not there")),
    });
    worst(of_one.chain(of_other))
}

fn worst(parts: impl Iterator<Item = Result<Same, String>>) -> Result<Same, String> {
    parts.into_iter().try_fold(Same::Exactly, |worst, part| Ok(worst.max(part?)))
}

/// Whether the fields of a form are what an example says, apart from some that had to be made up.
fn same_form(
    example: &Value,
    lists: &HashSet<String>,
    form: &[(String, String)],
    made_up: &[String],
) -> Result<Same, String> {
    let no_fields = Map::new();
    let example = example.as_object().unwrap_or(&no_fields);
    let surplus =
        form.iter().find(|(name, _)| !example.contains_key(name) && !made_up.contains(name));
    if let Some((name, _)) = surplus {
        return Err(format!("`{name}` was not there"));
    }
    worst(example.iter().map(|(name, value)| {
        let texts = form.iter().filter(|(field, _)| field == name);
        let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
        let values: Vec<&Value> = match value {
            Value::Null if texts.is_empty() || made_up.contains(name) => return Ok(Same::UpToNull),
            Value::Array(items) if lists.contains(name) => items.iter().collect(),
            value => vec![value],
        };
        if values.len() != texts.len() {
            return Err(format!("`{name}`: {} became {texts:?}", shown(value)));
        }
        worst(values.iter().zip(texts).map(|(value, text)| {
            is_text_of(value, text)
                .ok_or_else(|| format!("`{name}`: {} became {text:?}", shown(value)))
        }))
    }))
}

/// How a text stands for a value in a form: what is no text is JSON.
fn is_text_of(value: &Value, text: &str) -> Option<Same> {
    let written = match value {
        Value::String(written) if written == text => return Some(Same::Exactly),
        Value::String(written) => written.clone(),
        value => value.to_string(),
    };
    let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
    same(&parse(&written)?, &parse(text)?, "").ok()
}

fn shown(value: &Value) -> String {
    const LONGEST: usize = 80;

    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{Value, json};

    use super::{DriverAnswer, Example, ExampleKind, Verdict, verdict};

    fn check(
        kind: ExampleKind,
        value: Value,
        violation: Option<&str>,
        answer: &Value,
        expected: &Verdict,
    ) {
        let violation = violation.map(str::to_owned);
        let example = Example { pointer: String::new(), operation: 0, kind, value, violation };
        assert_eq!(
            verdict(&example, &DriverAnswer::parse(&answer.to_string())),
            *expected,
            "{answer}"
        );
    }

    #[test]
    fn responses() {
        let value = || json!({ "a": 1, "b": [{ "c": 1.0 }, null], "d": null });
        let read = |kind, written: Value, expected: &Verdict| {
            check(kind, value(), None, &json!({ "read": written }), expected);
        };
        let response = || ExampleKind::Response(200);
        let lost = |why: &str| Verdict::Lost(why.to_owned());
        read(response(), value(), &Verdict::Equal);
        read(response(), json!({ "a": 1.0, "b": [{ "c": 1 }, null], "d": null }), &Verdict::Equal);
        read(response(), json!({ "a": 1, "b": [{ "c": 1, "e": null }, null] }), &Verdict::UpToNull);
        let other = json!({ "a": 1, "b": [{ "c": 1.5 }, null] });
        read(response(), other, &lost("`/b/0/c`: 1.0 became 1.5"));
        read(response(), json!({ "b": [{ "c": 1 }, null] }), &lost("`/a` is missing"));
        let shorter = lost("`/b`: [{\"c\":1.0},null] became []");
        read(response(), json!({ "a": 1, "b": [] }), &shorter);
        let more = json!({ "a": 1, "b": [{ "c": 1 }, null], "e": 0 });
        read(response(), more, &lost("`/e` was not there"));

        let large = json!({ "read": 9_007_199_254_740_993_u64 });
        let rounded = lost("``: 9007199254740992 became 9007199254740993");
        check(response(), json!(9_007_199_254_740_992_u64), None, &large, &rounded);
    }

    /// Nothing is lost of what is kept as JSON. But what fits its schema should fit its type.
    #[test]
    fn responses_that_are_read_in_part() {
        let read = |value: Value, violation, expected: &Verdict| {
            let part = json!({ "json": value, "misfits": ["`a`: why", "`b`: why"] });
            let answer = json!({ "read_in_part": part });
            check(ExampleKind::Response(200), json!({ "a": 1 }), violation, &answer, expected);
        };
        read(json!({ "a": 1 }), Some("not"), &Verdict::Kept);
        let lost = |why: &str| Verdict::Lost(why.to_owned());
        let unfit = lost("it fits its schema, and no type: `a`: why; `b`: why");
        read(json!({ "a": 1 }), None, &unfit);
        read(json!({}), Some("not"), &lost("`/a` is missing"));
    }

    #[test]
    fn refusals() {
        let refused = |is_kept| json!({ "refused": { "error": "why", "is_kept": is_kept } });
        let lost = Verdict::Lost("why".to_owned());
        let response = || ExampleKind::Response(200);
        check(ExampleKind::Response(404), json!({}), None, &refused(true), &Verdict::Equal);
        check(ExampleKind::Response(404), json!({}), None, &refused(false), &lost);
        check(response(), json!(1), Some("not"), &refused(true), &Verdict::Kept);
        check(response(), json!(1), Some("not"), &refused(false), &lost);
        check(response(), json!(1), None, &refused(true), &lost);
        check(response(), json!(1), Some("not"), &json!({ "read": 1 }), &Verdict::Violating);
        check(response(), json!(1), None, &json!({ "failed": "why" }), &lost);
        let nonsense = Verdict::Lost("the program that tries it says `1`".to_owned());
        check(response(), json!(1), None, &json!(1), &nonsense);
    }

    fn sent(form: &[(&str, &str)], made_up: &[&str], unfit: &[&str], by_hand: &[&str]) -> Value {
        json!({ "sent": { "form": form, "made_up": made_up, "unfit": unfit, "by_hand": by_hand } })
    }

    fn form(value: Value, answer: &Value, violation: Option<&str>, expected: &Verdict) {
        check(
            ExampleKind::Form(HashSet::from(["List".to_owned()])),
            value,
            violation,
            answer,
            expected,
        );
    }

    #[test]
    fn forms() {
        let lost = |why: &str| Verdict::Lost(why.to_owned());
        let answer = |fields: &[(&str, &str)]| sent(fields, &[], &[], &[]);
        let value = || json!({ "A": "x", "N": 1.0, "List": ["a", "b"], "O": { "b": [1] } });
        let same = [("A", "x"), ("N", "1"), ("List", "a"), ("List", "b"), ("O", "{\"b\": [1]}")];
        form(value(), &answer(&same), None, &Verdict::Equal);
        let missing = lost("`List`: [\"a\",\"b\"] became [\"a\"]");
        form(value(), &answer(&[&same[..3], &same[4..]].concat()), None, &missing);
        let surplus = [&same[..], &[("B", "")]].concat();
        form(value(), &answer(&surplus), None, &lost("`B` was not there"));
        let other = [("A", "y")];
        form(json!({ "A": "x" }), &answer(&other), None, &lost("`A`: \"x\" became \"y\""));
        form(json!({ "A": null }), &answer(&[]), None, &Verdict::UpToNull);
        form(json!({ "A": [1, 2] }), &answer(&[("A", "[1,2]")]), None, &Verdict::Equal);
        let zeros = lost("`A`: \"007\" became \"7\"");
        form(json!({ "A": "007" }), &answer(&[("A", "7")]), None, &zeros);
    }

    #[test]
    fn fields_that_are_not_given_with_types() {
        let lost = |why: &str| Verdict::Lost(why.to_owned());
        let (value, fields) = (|| json!({ "A": "x" }), [("A", "x")]);
        form(value(), &sent(&fields, &[], &[], &["A"]), None, &Verdict::Undeclared);
        let unfit = sent(&fields, &[], &["A"], &["A"]);
        form(value(), &unfit, None, &lost("`A` does not fit its type"));
        form(value(), &unfit, Some("not"), &Verdict::Kept);
        let made_up = sent(&[("A", "x"), ("B", "y")], &["B"], &[], &[]);
        form(value(), &made_up, None, &lost("`B` had to be made up"));
        form(value(), &made_up, Some("not"), &Verdict::Kept);
    }

    #[test]
    fn bodies() {
        let body = |sent: Value| json!({ "sent": { "json": sent, "form": [], "made_up": [], "unfit": [], "by_hand": [] } });
        check(
            ExampleKind::Body,
            json!({ "a": 1 }),
            None,
            &body(json!({ "a": 1 })),
            &Verdict::Equal,
        );
        check(ExampleKind::Body, json!({ "a": null }), None, &body(json!({})), &Verdict::UpToNull);
        let lost = Verdict::Lost("`/a` is missing".to_owned());
        check(ExampleKind::Body, json!({ "a": 1 }), None, &body(json!({})), &lost);
    }
}
