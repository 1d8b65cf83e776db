//! Diagnostics with their places in the texts.

use std::ops::Range;

use super::{Code, Diagnostic, Diagnostics, Fix, Location, Spot, Text, Texts};

/// A diagnostic and its places in the texts.
pub(super) struct LocatedDiagnostic<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    pub(super) span: (Text, Range<usize>),
    /// The JSON pointer of the node in its text, if it is one.
    pub(super) pointer: Option<String>,
    /// The actions that solve the problem, if there are any.
    fix: Option<Fix>,
    /// The second place, if there is one, with what is there.
    pub(super) related: Option<((Text, Range<usize>), &'d str)>,
}

impl LocatedDiagnostic<'_> {
    fn sort_key(&self) -> (Text, usize, usize, Code, &str) {
        let (text, range) = &self.span;
        (*text, range.start, range.end, self.diagnostic.code, &self.diagnostic.message)
    }

    /// The fix, if the problem is in the document. A problem in an overlay is solved in the overlay
    /// itself.
    pub(super) fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|fix| self.span.0 != Text::Overlay && fix.is_readable())
    }

    /// What it has in common with others of its kind: everything but what is quoted from the
    /// document.
    pub(super) fn kind(&self) -> (Code, String) {
        let own_words: Vec<_> = self.diagnostic.message.split('`').step_by(2).collect();
        (self.diagnostic.code, own_words.join("`"))
    }
}

impl Diagnostics {
    /// The diagnostics with their places in the texts, in the order of these. The same message
    /// about the same place is kept once: several aliases of YAML may stand for one place.
    pub(super) fn in_order(&self, texts: &dyn Texts) -> Vec<LocatedDiagnostic<'_>> {
        let mut places = Vec::new();
        for diagnostic in self.iter() {
            places.push(self.resolve(&diagnostic.location));
            places.extend(diagnostic.related.iter().map(|(location, _)| self.resolve(location)));
        }
        let spans = texts.locate(&places);
        let mut located = spans.into_iter().zip(places);
        let mut next = || located.next().unwrap_or(((Text::Spec, 0..0), (Text::Spec, NOWHERE)));
        let mut found = Vec::new();
        for diagnostic in self.iter() {
            let (span, (_, spot)) = next();
            let pointer = spot.into_pointer();
            let related = diagnostic.related.as_ref().map(|(_, label)| (next().0, label.as_str()));
            let fix = self.fix_as_written(diagnostic);
            found.push(LocatedDiagnostic { diagnostic, span, pointer, fix, related });
        }
        found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        found.dedup_by(|left, right| left.sort_key() == right.sort_key());
        found
    }

    /// The actions of a diagnostic, for the document as it was written.
    fn fix_as_written(&self, diagnostic: &Diagnostic) -> Option<Fix> {
        let fix = diagnostic.fix.as_ref()?;
        match &self.written {
            Some(written) if diagnostic.location.text == Text::Document => {
                fix.as_written(&**written)
            }
            _ => Some(fix.clone()),
        }
    }

    /// A location in one of the texts that were read.
    fn resolve(&self, location: &Location) -> (Text, Spot) {
        match (location.text, &location.spot) {
            (Text::Document, Spot::Node { pointer, part }) => {
                let (text, pointer) = self.origin_of(pointer);
                (text, Spot::Node { pointer, part: *part })
            }
            (Text::Written, Spot::Node { pointer, part }) => {
                let (text, pointer) = self.origin_in_text(pointer);
                (text, Spot::Node { pointer, part: *part })
            }
            (Text::Document | Text::Written, Spot::Bytes(range)) => {
                (Text::Spec, Spot::Bytes(range.clone()))
            }
            (text, spot) => (text, spot.clone()),
        }
    }
}

const NOWHERE: Spot = Spot::Bytes(0..0);
