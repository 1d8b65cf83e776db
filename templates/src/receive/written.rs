//! How values stand in queries, headers and forms, as nodes whose values are texts.

#![allow(dead_code, reason = "an API may have values of one kind only")]

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::node::{Entry, Node};

/// How a parameter, or a field of a form, is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Once, as a text.
    Once,
    /// Once for each element of a list.
    Each,
    /// Once, with something between the elements of a list.
    Joined(char),
    /// Once, with a comma behind each name and each value of an object.
    Pairs,
    /// Once, with a comma between the properties of an object, as in `a=1,b=2`.
    Assigned,
    /// Each property under its own name.
    Properties,
    /// Each property behind the name and its own in brackets.
    Deep,
    /// Each property behind the name and its own, joined by a dot.
    Dotted,
    /// As JSON.
    Json,
}

/// A name and a value as they are encoded in a query or a form.
pub(super) type Pair<'a> = (Cow<'a, str>, &'a str);

/// The names, decoded, and the values of a query or a form.
pub(super) fn pairs(text: &str) -> Vec<Pair<'_>> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), value))
        .collect()
}

/// What a parameter of a query, or a field of a form, says; none if it is not there.
pub(super) fn named<'a>(pairs: &[Pair<'a>], name: &str, written: Written) -> Option<Node<'a>> {
    let own = || pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| *value);
    match written {
        Written::Once | Written::Json => own().next().map(|value| Node::Text(decoded(value))),
        Written::Each => {
            // As some write lists.
            let bracketed = format!("{name}[]");
            let is_own = |(known, _): &&Pair<'a>| known == name || *known == bracketed;
            let texts: Vec<_> = pairs.iter().filter(is_own).map(|(_, value)| text(value)).collect();
            (!texts.is_empty()).then_some(Node::List(texts))
        }
        // What is encoded belongs to an element; but most encode a space and a bar between them.
        Written::Joined(',') => own().next().map(|value| Node::List(split(value, text))),
        Written::Joined(sign) => own().next().map(|value| {
            let value = decoded(value);
            let texts = value.split(sign).map(|part| Node::Text(part.to_owned().into()));
            Node::List(texts.collect())
        }),
        Written::Pairs => own().next().map(|value| in_turn(split(value, decoded))),
        Written::Assigned => own().next().map(|value| assigned(value)),
        Written::Properties => (!pairs.is_empty()).then(|| Node::Object(entries(pairs))),
        Written::Deep => {
            let inner = |known: &str| {
                let inner = known.strip_prefix(name)?.strip_prefix('[')?;
                Some(inner.strip_suffix(']')?.to_owned())
            };
            within(pairs, inner)
        }
        Written::Dotted => {
            within(pairs, |known| Some(known.strip_prefix(name)?.strip_prefix('.')?.to_owned()))
        }
    }
}

/// What a header says.
pub(super) fn of_header(value: &str, written: Written) -> Node<'_> {
    let trimmed = |text| Node::Text(Cow::Borrowed(str::trim(text)));
    match written {
        Written::Joined(sign) => Node::List(value.split(sign).map(trimmed).collect()),
        Written::Pairs => {
            in_turn(value.split(',').map(|part| Cow::Borrowed(part.trim())).collect())
        }
        Written::Assigned => {
            let pairs = value.split(',').filter_map(|pair| pair.trim().split_once('='));
            Node::Object(pairs.map(|(name, value)| (name.into(), trimmed(value))).collect())
        }
        _ => trimmed(value),
    }
}

/// All that a query or a form says: a text for each name, or a list where it is there more than once.
pub(super) fn entries<'a>(pairs: &[Pair<'a>]) -> Vec<Entry<'a>> {
    let mut sorted: Vec<_> = pairs.iter().enumerate().collect();
    // The order of names means nothing, and that of the values of one does.
    sorted.sort_by(|(place, one), (other_place, other)| {
        (&one.0, place).cmp(&(&other.0, other_place))
    });
    let mut entries: Vec<Entry<'a>> = Vec::with_capacity(sorted.len());
    for (_, (name, value)) in sorted {
        match entries.last_mut().filter(|(known, _)| known == name) {
            None => entries.push((name.clone(), text(value))),
            Some((_, Node::List(items))) => items.push(text(value)),
            Some((_, first)) => {
                let earlier = std::mem::replace(first, Node::Null);
                *first = Node::List(vec![earlier, text(value)]);
            }
        }
    }
    entries
}

/// The properties whose names are within those of parameters.
fn within<'a>(pairs: &[Pair<'a>], inner: impl Fn(&str) -> Option<String>) -> Option<Node<'a>> {
    let own = pairs.iter().filter_map(|(name, value)| Some((Cow::Owned(inner(name)?), *value)));
    let own: Vec<Pair<'a>> = own.collect();
    (!own.is_empty()).then(|| Node::Object(entries(&own)))
}

/// Names and values that stand in turn.
fn in_turn(parts: Vec<Cow<'_, str>>) -> Node<'_> {
    let mut parts = parts.into_iter();
    let mut entries = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        entries.push((name, Node::Text(value)));
    }
    Node::Object(entries)
}

fn assigned(value: &str) -> Node<'_> {
    let pairs = value.split(',').filter_map(|pair| pair.split_once('='));
    Node::Object(pairs.map(|(name, value)| (decoded(name), text(value))).collect())
}

fn split<'a, T>(value: &'a str, part: fn(&'a str) -> T) -> Vec<T> {
    value.split(',').map(part).collect()
}

fn text(encoded: &str) -> Node<'_> {
    Node::Text(decoded(encoded))
}

/// A text without the escapes of a form. What is no UTF-8 stays visible as such.
fn decoded(encoded: &str) -> Cow<'_, str> {
    if !encoded.contains('+') {
        return percent_decode_str(encoded).decode_utf8_lossy();
    }
    let spaced = encoded.replace('+', " ");
    Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}
