//! Problems found in a document: what is wrong, where, and what to do about it.
//!
//! Every stage reports into one [`Diagnostics`] and goes on, so that one run shows all problems of
//! a document. While a stage walks the document it knows its [`Place`], a list on the stack that
//! costs nothing until a problem is reported. Lines and columns are worked out later still, when
//! the problems are [rendered](Diagnostics::render).

mod action;
mod code;
mod excerpt;
mod fix;
mod json;
mod left_out;
mod located;
mod location;
mod message;
mod place;
mod render;
mod site;
mod texts;
mod written;

pub use code::{Code, CodeInfo};
pub use excerpt::Excerpts;
pub use fix::{Fix, FixTarget};
pub use left_out::{LeftOut, LeftOutCounts};
pub use location::{Location, NodePart, Spot, Text};
pub use message::Message;
pub use place::Place;
pub use render::Rendering;
pub use site::Site;
pub use texts::{DocumentView, OriginLookup, Texts};
pub use written::WrittenDocument;

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use crate::pointer::ancestors;
use crate::printable::is_printable;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// No client is generated.
    Error,
    /// A client is generated, but something in the document has no effect on it.
    Warning,
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is.
    pub code: Code,
    /// Where it is.
    pub location: Location,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An action of an overlay that does so.
    pub fix: Option<Fix>,
    /// Another place that belongs to the problem, and what is there.
    pub related: Option<(Location, String)>,
    /// The part of the API that is left out for it, if any is.
    pub left_out: Option<LeftOut>,
}

impl Diagnostic {
    /// Says what to do about the problem.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Offers an action of an overlay that solves the problem.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// Offers an action that replaces the value of the field at a place.
    pub fn fix_field(&mut self, place: &Place<'_>, value: Value) -> &mut Self {
        self.fix = Fix::replace(place, value);
        self
    }

    /// Points at the key of the node rather than at its value.
    pub fn at_key(&mut self) -> &mut Self {
        if let Spot::Node { part, .. } = &mut self.location.spot {
            *part = NodePart::Key;
        }
        self
    }

    /// Shows a second place, with a few words on what is there.
    pub fn related(
        &mut self,
        location: impl Into<Location>,
        label: impl Into<String>,
    ) -> &mut Self {
        self.related = Some((location.into(), label.into()));
        self
    }
}

/// The problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where the nodes of the document come from; none if all of them are where they are in the
    /// spec.
    source_map: Option<Arc<dyn OriginLookup>>,
    /// The document as it was before it was rewritten as OpenAPI 3.0, if it was.
    written: Option<Arc<dyn WrittenDocument>>,
}

impl Diagnostics {
    /// No problems yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new(), source_map: None, written: None }
    }

    /// Reports a problem that keeps a client from being generated.
    pub fn error(
        &mut self,
        code: Code,
        location: impl Into<Location>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, code, location.into(), message.into())
    }

    /// Reports a problem that does not keep a client from being generated.
    pub fn warning(
        &mut self,
        code: Code,
        location: impl Into<Location>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Warning, code, location.into(), message.into())
    }

    /// Makes errors of all warnings.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.list {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Whether any error was reported.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many problems of a severity were reported.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether nothing was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The problems in the order they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many problems were reported.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Makes warnings of the errors that were reported after so many problems, because what they are
    /// about is ignored. Returns whether there are any. A cycle of references remains an error: it
    /// is reported once for all that are in it.
    pub(crate) fn ignore_errors(&mut self, known: usize, why: &str, remedy: &Fix) -> bool {
        let mut is_any = false;
        for diagnostic in self.list.iter_mut().skip(known) {
            if diagnostic.severity == Severity::Error && diagnostic.code != Code::REFERENCE_CYCLE {
                is_any = true;
                diagnostic.severity = Severity::Warning;
                diagnostic.message.push_str(why);
                diagnostic.fix.get_or_insert_with(|| remedy.clone());
            }
        }
        is_any
    }

    /// Reports on one text: locations in the document become locations in that text.
    pub fn about<T>(&mut self, text: Text, report: impl FnOnce(&mut Self) -> T) -> T {
        let mut found = Self::new();
        let result = report(&mut found);
        for mut diagnostic in found.list {
            let related = diagnostic.related.as_mut().map(|(location, _)| location);
            for location in related.into_iter().chain([&mut diagnostic.location]) {
                if location.text == Text::Document {
                    location.text = text;
                }
            }
            self.list.push(diagnostic);
        }
        result
    }

    /// Lets a later stage report what it finds in a document that may have errors. What may follow
    /// from one of those errors is dropped: all that is at the place of an error, in it or around
    /// it.
    ///
    /// The stage looks at the model of the document, in which some nodes were moved. Its places are
    /// translated to those in the document.
    pub fn collect_independent<T>(
        &mut self,
        model: &impl DocumentView,
        find: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let known = self.list.len();
        let result = find(self);
        for diagnostic in &mut self.list[known..] {
            let related = diagnostic.related.as_mut().map(|(location, _)| location);
            for location in related.into_iter().chain([&mut diagnostic.location]) {
                if let Spot::Node { pointer, .. } = &mut location.spot {
                    (*pointer, _) = model.follow(&model.pointer_in_document(pointer));
                }
            }
        }
        for (number, diagnostic) in self.list.iter_mut().enumerate() {
            let is_of_model = number >= known;
            let in_document = |pointer: &str| {
                if is_of_model { model.pointer_in_document(pointer) } else { pointer.to_owned() }
            };
            // What was said before the document was rewritten is about other nodes.
            if diagnostic.location.text != Text::Written {
                diagnostic.fix.take_if(|fix| !fix.resolve_target(model, &in_document));
            }
        }
        let mut wrong = HashSet::new();
        let mut around = HashSet::new();
        let errors = self.list.iter().take(known).filter(|it| it.severity == Severity::Error);
        for error in errors {
            let Some(pointer) = error.location.pointer() else { continue };
            // The fields that an object has can be judged although another is missing.
            if error.code != Code::MISSING_FIELD {
                wrong.insert(pointer.to_owned());
            }
            around.extend(ancestors(pointer).map(str::to_owned));
        }
        let mut number = 0;
        // A stage reports a component once for each operation that refers to it.
        let mut reported = HashSet::new();
        self.list.retain(|diagnostic| {
            number += 1;
            let pointer = diagnostic.location.pointer().unwrap_or_default();
            number <= known
                || !around.contains(pointer)
                    && !ancestors(pointer).any(|pointer| wrong.contains(pointer))
                    && reported.insert((pointer.to_owned(), diagnostic.message.clone()))
        });
        result
    }

    /// Says where the nodes of the document come from. Until then they are taken to be where they
    /// are in the spec.
    pub fn set_source_map(&mut self, map: impl OriginLookup + 'static) {
        self.source_map = Some(Arc::new(map));
    }

    /// Says what the document was before it was rewritten as OpenAPI 3.0. What was reported on it as
    /// [`Text::Written`] stays where it is.
    pub(crate) fn set_written(&mut self, written: impl WrittenDocument + 'static) {
        self.written = Some(Arc::new(written));
    }

    /// The text that has a node of the document, and the pointer to the node there.
    #[must_use]
    pub fn origin_of(&self, pointer: &str) -> (Text, String) {
        match &self.written {
            Some(written) => self.origin_in_text(&written.pointer_to(pointer)),
            None => self.origin_in_text(pointer),
        }
    }

    /// The same for a node of the document as it was before it was rewritten.
    fn origin_in_text(&self, pointer: &str) -> (Text, String) {
        match &self.source_map {
            Some(map) => map.resolve(pointer),
            None => (Text::Spec, pointer.to_owned()),
        }
    }

    fn push(
        &mut self,
        severity: Severity,
        code: Code,
        location: Location,
        message: String,
    ) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            severity,
            code,
            location,
            message,
            help: None,
            fix: None,
            related: None,
            left_out: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

/// Text of the document as it may stand in a message: in backticks, cut to a readable length, and
/// with what may not be printed spelled out so that a document cannot steer the terminal.
#[must_use]
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;

    let mut quoted = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        if is_printable(character) {
            quoted.push(character);
        } else {
            quoted.extend(character.escape_default());
        }
    }
    quoted.push('`');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quoted_text_is_short_and_harmless() {
        assert_eq!(quoted("a\u{1b}[31m\n"), r"`a\u{1b}[31m\n`");
        assert_eq!(quoted(&"é".repeat(10_000)), format!("`{}…`", "é".repeat(60)));
    }
}
