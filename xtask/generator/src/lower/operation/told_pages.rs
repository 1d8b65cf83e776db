//! What an overlay says of the pages of an operation: `x-rust-pages`. Whether it fits the operation is
//! seen later, when all types are known.

use serde_json::Value;

use super::told::{Reader, Reported, listed};
use crate::codes::Codes;
use crate::lower::notes::pagination::{PAGES, ToldCounting, ToldNext, ToldPages};
use document::diagnostics::{Diagnostics, Place};

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
        Some(value) => {
            let mut reader = Reader {
                code: Codes::INVALID_PAGES,
                pointers: "as `/meta/next` does, and leads into the content of a page",
                diagnostics,
            };
            reader.pages(value, &place).unwrap_or(ToldPages::Nothing)
        }
    }
}

impl Reader<'_> {
    fn pages(&mut self, value: &Value, place: &Place<'_>) -> Result<ToldPages, Reported> {
        let known = [&["items"], &WAYS[..]].concat();
        let fields = self.object(value, &known, "`false` or an object", &help(), place)?;
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
                let fields = self.object(value, &["from", "as"], "an object", &help(), place)?;
                let from = self.pointer(fields, "from", place)?;
                let parameter =
                    self.text(fields, "as", "it is the name of a query parameter", place)?;
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
        let fields =
            self.object(value, &["as", "first", "more", total], "an object", &help(), place)?;
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
        let Some(parameter) =
            self.text(fields, "as", "it is the name of a query parameter", place)?
        else {
            let help = "write as which query parameter the number is sent";
            return self.report(place, "needs `as`", help);
        };
        Ok(ToldCounting { parameter, first, more, total })
    }
}

fn help() -> String {
    format!("it says how the next page is found, by one of {}; or is `false`", listed(&WAYS))
}
