//! What an overlay says of the pages of an operation: `x-rust-pages`. Whether it fits the operation is
//! seen later, when all types are known.

use serde_json::{Map, Value};

use crate::codes::Codes;
use crate::lower::notes::pagination::{PAGES, ToldCounting, ToldNext, ToldPages};
use document::diagnostics::{Diagnostics, Place, quoted};
use document::did_you_mean;

/// The ways in which a next page may be found, as the extension calls them.
const WAYS: [&str; 5] = ["url", "token", "link", "offset", "number"];

/// Reads what is said; what is wrong is reported, and counts as if nothing were said.
pub(super) fn told_pages(
    value: Option<&Value>,
    operation: Place<'_>,
    diagnostics: &mut Diagnostics,
) -> ToldPages {
    let place = operation.key(PAGES);
    match value {
        None => ToldPages::Nothing,
        Some(Value::Bool(false)) => ToldPages::None,
        Some(value) => Reader { diagnostics }.pages(value, &place).unwrap_or(ToldPages::Nothing),
    }
}

/// Something is wrong, and has been reported.
struct Reported;

/// Reads the extension.
struct Reader<'r> {
    diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    fn pages(&mut self, value: &Value, place: &Place<'_>) -> Result<ToldPages, Reported> {
        let known = [&["items"], &WAYS[..]].concat();
        let fields = self.object(value, &known, "`false` or an object", place)?;
        let items = self.pointer(fields, "items", place)?;
        let ways: Vec<&str> = WAYS.into_iter().filter(|way| fields.contains_key(*way)).collect();
        let next = match ways[..] {
            [] if items.is_some() => None,
            [way] => Some(self.next(way, &fields[way], &place.key(way))?),
            [] => return self.report(place, "says nothing", &help()),
            [_, _, ..] => return self.report(place, "says several ways to find a page", &help()),
        };
        Ok(ToldPages::Some { items, next })
    }

    fn next(&mut self, way: &str, value: &Value, place: &Place<'_>) -> Result<ToldNext, Reported> {
        match way {
            "url" => Ok(ToldNext::Url(self.pointer_of(value, place)?)),
            "link" if *value == Value::Bool(true) => Ok(ToldNext::Link),
            "link" => {
                self.report(place, "must be `true`", "leave it out if there is no such header")
            }
            "token" => {
                let fields = self.object(value, &["from", "as"], "an object", place)?;
                let from = self.pointer(fields, "from", place)?;
                let parameter = self.text(fields, "as", place)?;
                match from.zip(parameter) {
                    Some((from, parameter)) => Ok(ToldNext::Token { from, parameter }),
                    None => self.report(
                        place,
                        "needs `from` and `as`",
                        "write where the token is in a page, and as which query parameter it is \
                         sent: `token: {from: /meta/nextToken, as: pageToken}`",
                    ),
                }
            }
            "offset" => Ok(ToldNext::Offset(self.counting(value, "total", place)?)),
            _ => Ok(ToldNext::Number(self.counting(value, "pages", place)?)),
        }
    }

    /// How pages are counted. `total` is what the number of all pages or items is called.
    fn counting(
        &mut self,
        value: &Value,
        total: &str,
        place: &Place<'_>,
    ) -> Result<ToldCounting, Reported> {
        let fields = self.object(value, &["as", "first", "more", total], "an object", place)?;
        let more = self.pointer(fields, "more", place)?;
        let total = self.pointer(fields, total, place)?;
        let first = match fields.get("first") {
            None => None,
            Some(first) if first.is_u64() => first.as_u64(),
            Some(_) => {
                let help = "it is the number of the first page, or of the first item";
                return self.report(&place.key("first"), "must be an integer from 0 on", help);
            }
        };
        let Some(parameter) = self.text(fields, "as", place)? else {
            let help = "write as which query parameter the number is sent";
            return self.report(place, "needs `as`", help);
        };
        Ok(ToldCounting { parameter, first, more, total })
    }

    fn object<'v>(
        &mut self,
        value: &'v Value,
        known: &[&str],
        expected: &str,
        place: &Place<'_>,
    ) -> Result<&'v Map<String, Value>, Reported> {
        let Value::Object(fields) = value else {
            return self.report(place, &format!("must be {expected}"), &help());
        };
        let Some(key) = fields.keys().find(|key| !known.contains(&key.as_str())) else {
            return Ok(fields);
        };
        let all = || format!("it may have {}", listed(known));
        let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(all);
        self.report(&place.key(key), &format!("is nothing that {} has", place.describe()), &help)
    }

    fn pointer(
        &mut self,
        fields: &Map<String, Value>,
        key: &str,
        place: &Place<'_>,
    ) -> Result<Option<String>, Reported> {
        match fields.get(key) {
            None => Ok(None),
            Some(value) => self.pointer_of(value, &place.key(key)).map(Some),
        }
    }

    fn pointer_of(&mut self, value: &Value, place: &Place<'_>) -> Result<String, Reported> {
        match value.as_str() {
            Some(text) if text.is_empty() || text.starts_with('/') => Ok(text.to_owned()),
            _ => {
                let help = "it begins with `/`, as `/meta/next` does, and leads into the content of \
                            a page";
                self.report(place, "must be a JSON pointer", help)
            }
        }
    }

    fn text(
        &mut self,
        fields: &Map<String, Value>,
        key: &str,
        place: &Place<'_>,
    ) -> Result<Option<String>, Reported> {
        match fields.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => self.report(
                &place.key(key),
                "must be a string",
                "it is the name of a query parameter",
            ),
        }
    }

    /// Reports what is wrong with what is at a place.
    fn report<T>(&mut self, place: &Place<'_>, what: &str, help: &str) -> Result<T, Reported> {
        let message = format!("{} {what}", place.describe());
        self.diagnostics.error(Codes::INVALID_PAGES, place, message).at_key().help(help);
        Err(Reported)
    }
}

fn help() -> String {
    format!("it says how the next page is found, by one of {}; or is `false`", listed(&WAYS))
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}
