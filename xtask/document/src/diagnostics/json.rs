//! Diagnostics as JSON for tools.

use std::ops::Range;

use serde_json::{Value, json};

use super::excerpt::Excerpts;
use super::located::LocatedDiagnostic;
use super::{Diagnostic, Diagnostics, Severity, Text, Texts};

impl Diagnostics {
    /// The diagnostics as objects, in the order of their places. ARCHITECTURE.md describes them.
    #[must_use]
    pub fn to_json(&self, texts: &dyn Texts) -> Vec<Value> {
        if self.is_empty() {
            return Vec::new();
        }
        let excerpts = Excerpts::new(texts);
        let name = |text| texts.text(text).map_or("", |(name, _)| name);
        let to_json = |found: &LocatedDiagnostic<'_>| {
            let Diagnostic { severity, code, message, help, .. } = found.diagnostic;
            let (start, end) = span(&found.span, &excerpts);
            json!({
                "reason": "diagnostic",
                "severity": match severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                "code": code.as_str(),
                "message": message,
                "file": name(found.span.0),
                "line": start.0,
                "column": start.1,
                "end_line": end.0,
                "end_column": end.1,
                "pointer": found.pointer,
                "help": help,
                "overlay_action": found.fix().map(ToString::to_string),
                "related": found.related.as_ref().map(|(place, label)| {
                    let ((line, column), _) = span(place, &excerpts);
                    let file = name(place.0);
                    json!({"message": label, "file": file, "line": line, "column": column})
                }),
            })
        };
        self.in_order(texts).iter().map(to_json).collect()
    }
}

/// The lines and columns at which a range begins and ends.
fn span(
    (text, range): &(Text, Range<usize>),
    excerpts: &Excerpts<'_>,
) -> ((usize, usize), (usize, usize)) {
    let position = |byte| excerpts.line_and_column(&(*text, byte..byte));
    (position(range.start), position(range.end))
}
