//! Lists that are answered in pages.

use serde_json::Value;

use super::answer::{Answered, documented};
use super::table::{Example, NextPage, Operation};

/// The usual answer of an operation to a request for a URL. The page of an example is
/// followed by one that is the last, whatever the example says of the next.
pub(super) fn usual(operation: &Operation, example: &Example, url: &str) -> Answered {
    let Some(next) = operation.next_page.as_ref().filter(|next| is_next(next, example, url)) else {
        return documented(example);
    };
    let mut json = example.json.clone().unwrap_or_default();
    let pointer = next.url.as_ref().or(next.token.as_ref());
    if let Some(value) = pointer.and_then(|pointer| json.pointer_mut(pointer)) {
        *value = Value::Null;
    }
    let is_counted = next.offset.is_some() || next.number.is_some();
    if is_counted && let Some(items) = next.items.as_ref().and_then(|it| json.pointer_mut(it)) {
        *items = Value::Array(Vec::new());
    }
    let mut answer = documented(example);
    if example.json.is_some() {
        answer.content = json.to_string().into();
    }
    if next.link {
        answer.headers.remove(http::header::LINK);
    }
    answer
}

/// Whether a request asks for the page behind that of an example.
fn is_next(next: &NextPage, example: &Example, url: &str) -> bool {
    let text = |pointer: &Option<String>| {
        example.json.as_ref()?.pointer(pointer.as_ref()?)?.as_str().filter(|it| !it.is_empty())
    };
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let parameter = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    if let Some(url) = text(&next.url) {
        return same_query(url, query);
    }
    if next.link {
        let link = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("link"));
        let url = link.and_then(|(_, value)| value.split_once('<')?.1.split_once('>'));
        return url.is_some_and(|(url, _)| same_query(url, query));
    }
    if let (Some(token), Some(name)) = (text(&next.token), &next.parameter) {
        return parameter(name).as_deref() == Some(token);
    }
    let counted = next.offset.as_ref().or(next.number.as_ref());
    let number = counted.and_then(|name| parameter(name)?.parse::<i64>().ok());
    number.is_some_and(|number| number > next.first)
}

/// Whether a URL has a query, and that has the same parameters as another.
fn same_query(url: &str, query: &str) -> bool {
    let Some((_, expected)) = url.split_once('?') else { return false };
    let sorted = |query: &str| {
        let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        pairs.sort();
        pairs
    };
    !expected.is_empty() && sorted(expected) == sorted(query)
}

/// A page whose next page is itself; none if the operation has no pages.
pub(super) fn same(operation: &Operation, example: &Example, url: &str) -> Option<Answered> {
    let next = operation.next_page.as_ref()?;
    let mut answer = documented(example);
    let (pointer, value) = match (&next.url, &next.token) {
        (Some(pointer), _) => (pointer, url),
        (None, Some(pointer)) => (pointer, "the_same_page"),
        // What is counted gives the same items again, as the example does.
        (None, None) if next.link => {
            return Some(answer.header("link", &format!("<{url}>; rel=\"next\"")));
        }
        (None, None) => return Some(answer),
    };
    let mut json = example.json.clone()?;
    set(&mut json, pointer, value.into())?;
    answer.content = json.to_string().into();
    Some(answer)
}

/// Sets the property at a JSON pointer whose object is there.
fn set(json: &mut Value, pointer: &str, value: Value) -> Option<()> {
    let (object, name) = pointer.rsplit_once('/')?;
    let fields = json.pointer_mut(object)?.as_object_mut()?;
    fields.insert(name.replace("~1", "/").replace("~0", "~"), value);
    Some(())
}
