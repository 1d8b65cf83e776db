//! How an overlay says that pages are found: whether the operation is so.

use super::super::fields::{Objects, received};
use super::infer::query;
use super::items::{Content, Items};
use crate::codes::Codes;
use crate::ir::{
    Counting, FieldPath, ListEnd, NextPage, Operation, OperationInput, Struct, StructField, Type,
};
use crate::lower::notes::pagination::{PAGES, ToldCounting, ToldNext};
use document::diagnostics::{Diagnostics, Location, NodePart, quoted};
use document::did_you_mean;
use document::pointer::segments;

/// Holds what is said against an operation. What returns no value has reported why.
pub(super) struct Told<'t, 'm> {
    pub(super) operation: &'t Operation,
    pub(super) content: Content<'m>,
    pub(super) objects: &'t Objects<'m>,
    pub(super) diagnostics: &'t mut Diagnostics,
}

/// A place in the extension, as the end of a pointer, and the pointer that stands there.
#[derive(Clone, Copy)]
struct Pointer<'p> {
    at: &'p str,
    text: &'p str,
}

impl<'m> Told<'_, 'm> {
    /// What a page lists: what is said, or what is found by the rules.
    pub(super) fn items(&mut self, told: Option<&str>, by_rules: Option<Items>) -> Option<Items> {
        let Some(text) = told else {
            if by_rules.is_none() {
                self.report_no_items();
            }
            return by_rules;
        };
        let found = match self.content {
            Content::List(item) if text.is_empty() => Some((Vec::new(), item.clone())),
            _ => {
                let (path, field) = self.field(Pointer { at: "items", text })?;
                match &field.ty {
                    Type::List(item) => Some((path, (**item).clone())),
                    _ => self.report_type("items", text, "an array"),
                }
            }
        };
        let (path, item) = found?;
        Some(Items { path, item, is_known: true })
    }

    /// How the next page is found, and the fields that lead to its URL, if it has one.
    pub(super) fn next(
        &mut self,
        told: &ToldNext,
        items: &Items,
        first: impl Fn(&str) -> Option<u64>,
    ) -> Option<(NextPage, Option<FieldPath>)> {
        let next = match told {
            ToldNext::Url(text) => {
                let url = self.value(Pointer { at: "url", text }, "a text", is_text)?;
                return Some((NextPage::Url, Some(url)));
            }
            ToldNext::Token { from, parameter } => {
                let token =
                    self.value(Pointer { at: "token/from", text: from }, "a text", is_text)?;
                let input = self.parameter("token/as", parameter)?;
                if matches!(input.ty, Type::List(_) | Type::Map(_) | Type::Model(_)) {
                    return self.report_parameter("token/as", parameter, "a single value");
                }
                NextPage::Token { token, parameter: parameter.clone() }
            }
            ToldNext::Link => NextPage::Link,
            ToldNext::Offset(told) => {
                NextPage::Offset(self.counting(told, ["offset", "total"], items, |name| {
                    Some(first(name).unwrap_or(0))
                })?)
            }
            ToldNext::Number(told) => {
                NextPage::Number(self.counting(told, ["number", "pages"], items, first)?)
            }
        };
        Some((next, None))
    }

    fn counting(
        &mut self,
        told: &ToldCounting,
        [way, total]: [&str; 2],
        items: &Items,
        first: impl Fn(&str) -> Option<u64>,
    ) -> Option<Counting> {
        let at = format!("{way}/as");
        if !self.parameter(&at, &told.parameter)?.ty.is_integer() {
            return self.report_parameter(&at, &told.parameter, "an integer");
        }
        let more = match &told.more {
            Some(text) => {
                let at = format!("{way}/more");
                let is_flag = |ty: &Type| *ty == Type::Boolean;
                Some(self.value(Pointer { at: &at, text }, "`true` or `false`", is_flag)?)
            }
            None => None,
        };
        let total = match &told.total {
            Some(text) => {
                let at = format!("{way}/{total}");
                Some(self.value(Pointer { at: &at, text }, "an integer", Type::is_integer)?)
            }
            None => None,
        };
        let Some(first) = told.first.or_else(|| first(&told.parameter)) else {
            let message =
                format!("nothing says with which number {} begins", quoted(&told.parameter));
            self.report(way, message, "add `first: 0` or `first: 1`".to_owned());
            return None;
        };
        Some(Counting {
            parameter: told.parameter.clone(),
            first,
            items: items.path.clone(),
            end: match (more, total) {
                (Some(path), _) => ListEnd::NoMore(path),
                (None, Some(path)) => ListEnd::Total(path),
                (None, None) => ListEnd::Nothing,
            },
        })
    }

    /// The fields that lead to a value of some type.
    fn value(
        &mut self,
        pointer: Pointer<'_>,
        expected: &str,
        is_it: impl Fn(&Type) -> bool,
    ) -> Option<FieldPath> {
        let (path, field) = self.field(pointer)?;
        if is_it(&field.ty) {
            Some(path)
        } else {
            self.report_type(pointer.at, pointer.text, expected)
        }
    }

    /// The field that a pointer leads to.
    fn field(&mut self, Pointer { at, text }: Pointer<'_>) -> Option<(FieldPath, &'m StructField)> {
        let keys: Vec<_> = segments(text).collect();
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        let shape = self.content.object();
        if let Some(found) = shape.and_then(|shape| self.objects.at(shape, &keys)) {
            return Some(found);
        }
        let message = format!("{} leads to nothing that a page has", quoted(text));
        let help = self.what_there_is(shape, &keys);
        self.report(at, message, help);
        None
    }

    /// What stands where a pointer goes wrong.
    fn what_there_is(&self, shape: Option<&'m Struct>, keys: &[&str]) -> String {
        let Some(shape) = shape else {
            return "the content is a list, and has no properties".to_owned();
        };
        let known = (0..keys.len()).rev().find_map(|length| {
            let inner = match length {
                0 => shape,
                _ => self.objects.within(self.objects.at(shape, &keys[..length])?.1)?,
            };
            Some((inner, keys[length]))
        });
        let (shape, key) = known.unwrap_or((shape, ""));
        let names = || received(shape).map(|field| field.wire_name.as_str());
        did_you_mean(key, names()).unwrap_or_else(|| match names().next() {
            Some(_) => format!("what there is: {}", listed(names())),
            None => "there are no properties".to_owned(),
        })
    }

    /// The query parameter of a name.
    fn parameter(&mut self, at: &str, name: &str) -> Option<&OperationInput> {
        let operation = self.operation;
        if let Some(input) = query(operation).find(|input| input.wire_name == name) {
            return Some(input);
        }
        let names = || query(operation).map(|input| input.wire_name.as_str());
        let help = did_you_mean(name, names()).unwrap_or_else(|| match names().next() {
            Some(_) => format!("what there is: {}", listed(names())),
            None => "it has none".to_owned(),
        });
        self.report(at, format!("the operation has no query parameter {}", quoted(name)), help);
        None
    }

    fn report_no_items(&mut self) {
        let lists = self.content.object().into_iter().flat_map(received);
        let lists = lists.filter(|field| matches!(field.ty, Type::List(_)));
        let names: Vec<&str> = lists.map(|field| field.wire_name.as_str()).collect();
        let (message, help) = if names.is_empty() {
            let help = "say by `items` which array it is, such as `items: /data/pets`";
            ("a page has no array among its properties", help.to_owned())
        } else {
            let help = format!("say by `items` which: {}", listed(names.into_iter()));
            ("a page has several arrays", help)
        };
        self.report("", message.to_owned(), help);
    }

    fn report_parameter<T>(&mut self, at: &str, name: &str, expected: &str) -> Option<T> {
        let message = format!("the query parameter {} is not {expected}", quoted(name));
        self.report(at, message, "another one takes it, or it is described wrongly".to_owned());
        None
    }

    fn report_type<T>(&mut self, at: &str, text: &str, expected: &str) -> Option<T> {
        let message = format!("{} does not lead to {expected}", quoted(text));
        self.report(at, message, "it leads to a value of another type".to_owned());
        None
    }

    /// Reports what does not fit; `at` is the end of the pointer to it.
    pub(super) fn report(&mut self, at: &str, message: String, help: String) {
        report(self.operation, at, message, help, self.diagnostics);
    }
}

/// Reports what does not fit an operation.
pub(super) fn report(
    operation: &Operation,
    at: &str,
    message: String,
    help: String,
    diagnostics: &mut Diagnostics,
) {
    let slash = if at.is_empty() { "" } else { "/" };
    let pointer = format!("{}/{PAGES}{slash}{at}", operation.at);
    let place = Location::node(pointer, NodePart::Key);
    diagnostics.error(Codes::INVALID_PAGES, place, message).help(help);
}

fn is_text(ty: &Type) -> bool {
    *ty == Type::String
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(quoted).collect::<Vec<_>>().join(", ")
}
