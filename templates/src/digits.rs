//! The digits of integers beyond 64 bits, which `serde_json` rounds.

use std::borrow::Cow;

use crate::node::Node;

/// Puts the integers that were rounded when a text was read back in their place.
pub(crate) fn restore<'a>(node: &mut Node<'a>, text: &'a str) {
    if node.has(may_be_rounded) {
        take_digits(node, &mut Numbers(text));
    }
}

fn may_be_rounded(node: &Node<'_>) -> bool {
    let Node::Number(number) = node else { return false };
    number.as_f64().is_some_and(|value| value.abs() >= TWO_TO_63)
}

/// From here on, an integer may be beyond 64 bits.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// `numbers` are those of the text, which come in the same order as the nodes.
fn take_digits<'a>(node: &mut Node<'a>, numbers: &mut Numbers<'a>) {
    match node {
        Node::Number(number) => {
            let text = numbers.next().unwrap_or_default();
            if number.is_f64() && is_integer(text) {
                *node = Node::Digits(Cow::Borrowed(text));
            }
        }
        Node::List(items) => {
            for item in items {
                take_digits(item, numbers);
            }
        }
        Node::Object(entries) => {
            for (_, node) in entries {
                take_digits(node, numbers);
            }
        }
        Node::Null | Node::Bool(_) | Node::Digits(_) | Node::Text(_) => {}
    }
}

/// Whether a number is written as an integer. `-0` is a floating-point number to `serde_json`.
fn is_integer(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    digits.bytes().all(|byte| byte.is_ascii_digit()) && number != "-0"
}

/// The numbers of a text that is JSON, in their order.
struct Numbers<'a>(&'a str);

impl<'a> Iterator for Numbers<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let start = self.0.find(|it: char| it == '"' || it == '-' || it.is_ascii_digit())?;
            let rest = &self.0[start..];
            if let Some(text) = rest.strip_prefix('"') {
                self.0 = after_text(text);
                continue;
            }
            let is_part = |it: char| it.is_ascii_digit() || "+-.eE".contains(it);
            let end = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
            self.0 = &rest[end..];
            return Some(&rest[..end]);
        }
    }
}

/// What follows a text whose first quotation mark has been passed.
fn after_text(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or("", |end| &text[end + 1..])
}
