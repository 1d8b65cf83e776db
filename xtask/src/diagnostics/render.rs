//! Diagnostics as text.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Diagnostics, Location, Severity, Spot, Text};
use crate::document::{SourceFile, Sources};

/// How diagnostics are rendered.
#[derive(Clone, Copy, Debug)]
pub struct Rendering {
    /// Whether to colour the text, for terminals.
    pub color: bool,
    /// How many errors, and how many warnings, are shown at most. The others are counted.
    pub limit: usize,
}

impl Default for Rendering {
    fn default() -> Self {
        Self { color: false, limit: 50 }
    }
}

impl Diagnostics {
    /// The diagnostics as text, in the order of their places, followed by a line that counts them.
    ///
    /// Without diagnostics the text is empty.
    #[must_use]
    pub fn render<'s>(&self, sources: impl Into<Sources<'s>>, rendering: &Rendering) -> String {
        if self.is_empty() {
            return String::new();
        }
        let sources = sources.into();
        let renderer = if rendering.color { Renderer::styled() } else { Renderer::plain() };
        let excerpts = Excerpts::new(sources);
        let mut shown = Vec::new();
        let mut errors = Count::default();
        let mut warnings = Count::default();
        for found in self.in_order(sources) {
            let count = match found.diagnostic.severity {
                Severity::Error => &mut errors,
                Severity::Warning => &mut warnings,
            };
            count.total += 1;
            if count.total > rendering.limit {
                count.hidden += 1;
            } else {
                shown.push(renderer.render(&[found.report(&excerpts)]));
            }
        }

        let counts = [errors.describe("error"), warnings.describe("warning")];
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        let level = if self.has_errors() { Level::ERROR } else { Level::WARNING };
        let summary = format!("{}: {}", excerpts.names(), counts.join(", "));
        shown.push(renderer.render(&[Group::with_title(level.primary_title(summary))]));
        shown.join("\n\n") + "\n"
    }

    /// The diagnostics with their places in the texts, in the order of these. What is said twice
    /// of one place, as of one that several aliases stand for, is kept once.
    fn in_order(&self, sources: Sources<'_>) -> Vec<Found<'_>> {
        let mut places = Vec::new();
        for diagnostic in self.iter() {
            places.push(self.resolve(&diagnostic.location));
            places.extend(diagnostic.related.iter().map(|(location, _)| self.resolve(location)));
        }
        let mut spans = sources.locate(&places).into_iter();
        let mut next = || spans.next().unwrap_or((Text::Spec, 0..0));
        let mut found = Vec::new();
        for diagnostic in self.iter() {
            let span = next();
            let related = diagnostic.related.as_ref().map(|(_, label)| (next(), label.as_str()));
            found.push(Found { diagnostic, span, related });
        }
        found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        found.dedup_by(|left, right| left.sort_key() == right.sort_key());
        found
    }

    /// A location in one of the texts that were read.
    fn resolve(&self, location: &Location) -> (Text, Spot) {
        match (location.text, &location.spot) {
            (Text::Document, Spot::Node { pointer, part }) => {
                let (text, pointer) = self.origin_of(pointer);
                (text, Spot::Node { pointer, part: *part })
            }
            (Text::Document, Spot::Bytes(range)) => (Text::Spec, Spot::Bytes(range.clone())),
            (text, spot) => (text, spot.clone()),
        }
    }
}

#[derive(Default)]
struct Count {
    total: usize,
    hidden: usize,
}

impl Count {
    fn describe(&self, what: &str) -> Option<String> {
        let plural = if self.total == 1 { "" } else { "s" };
        let count = format!("{} {what}{plural}", self.total);
        match (self.total, self.hidden) {
            (0, _) => None,
            (_, 0) => Some(count),
            (_, hidden) => Some(format!("{count} ({hidden} not shown)")),
        }
    }
}

/// A diagnostic and its places in the texts.
struct Found<'d> {
    diagnostic: &'d Diagnostic,
    span: (Text, Range<usize>),
    related: Option<((Text, Range<usize>), &'d str)>,
}

impl<'d> Found<'d> {
    fn sort_key(&self) -> (Text, usize, usize, Code, &str) {
        let (text, range) = &self.span;
        (*text, range.start, range.end, self.diagnostic.code, &self.diagnostic.message)
    }

    fn report(&self, excerpts: &Excerpts<'d>) -> Group<'d> {
        let Diagnostic { severity, code, message, help, .. } = self.diagnostic;
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut report = level.primary_title(message).id(code.as_str()).element(excerpts.excerpt(
            &self.span,
            AnnotationKind::Primary,
            None,
        ));
        if let Some((span, label)) = &self.related {
            let label = Some(*label);
            report = report.element(excerpts.excerpt(span, AnnotationKind::Context, label));
        }
        if let Some(help) = help {
            let help = annotate_snippets::normalize_untrusted_str(help);
            report = report.element(Level::HELP.message(help));
        }
        report
    }
}

/// Cuts lines out of the texts.
struct Excerpts<'s> {
    spec: Lines<'s>,
    overlay: Option<Lines<'s>>,
}

impl<'s> Excerpts<'s> {
    fn new(sources: Sources<'s>) -> Self {
        Self { spec: Lines::new(sources.spec), overlay: sources.overlay.map(Lines::new) }
    }

    fn names(&self) -> String {
        match &self.overlay {
            Some(overlay) => format!("{} with {}", self.spec.name, overlay.name),
            None => self.spec.name.clone(),
        }
    }

    fn excerpt(
        &self,
        (text, range): &(Text, Range<usize>),
        kind: AnnotationKind,
        label: Option<&'s str>,
    ) -> Snippet<'s, Annotation<'s>> {
        match (text, &self.overlay) {
            (Text::Overlay, Some(overlay)) => overlay.excerpt(range, kind, label),
            _ => self.spec.excerpt(range, kind, label),
        }
    }
}

/// Cuts lines out of a text.
struct Lines<'s> {
    name: String,
    text: &'s str,
    /// The bytes at which lines begin.
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(source: &'s SourceFile) -> Self {
        let text = source.text.as_str();
        let line_breaks = text.match_indices(['\n', '\r']);
        let starts = line_breaks.filter_map(|(start, line_break)| {
            let next = start + 1;
            (line_break == "\n" || !text[next..].starts_with('\n')).then_some(next)
        });
        Self {
            name: harmless(&annotate_snippets::normalize_untrusted_str(&source.name)),
            text,
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// The line on which a range begins, with the part of the range that is on it underlined.
    fn excerpt(
        &self,
        range: &Range<usize>,
        kind: AnnotationKind,
        label: Option<&'s str>,
    ) -> Snippet<'s, Annotation<'s>> {
        const LONGEST_UNDERLINE: usize = 60;
        const LONGEST_REST: usize = 200;

        let line = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let line_start = self.starts[line];
        let rest = &self.text[line_start..];
        let content = rest.split(['\n', '\r']).next().unwrap_or_default();

        let start = boundary(content, range.start - line_start);
        let end = range.end.saturating_sub(line_start).max(start);
        let end = boundary(content, end.min(start + LONGEST_UNDERLINE));
        let end = start + content[start..end].trim_end().len();
        // The renderer cuts long lines to what fits a terminal, but takes its time over it.
        let cut = boundary(content, end + LONGEST_REST);

        let before = harmless(&content[..start]);
        let underlined = harmless(&content[start..end]);
        let annotation = kind.span(before.len()..before.len() + underlined.len());
        let after = harmless(&content[end..cut]);
        Snippet::source(before + &underlined + &after)
            .path(self.name.clone())
            .line_start(line + 1)
            .annotation(annotation.label(label))
    }
}

/// Text without the control characters that the renderer lets through, although some terminals
/// obey them.
fn harmless(text: &str) -> String {
    text.replace(|character| matches!(character, '\u{80}'..='\u{9f}'), "\u{fffd}")
}

/// The last position up to another at which a text can be cut.
fn boundary(text: &str, position: usize) -> usize {
    let position = position.min(text.len());
    (0..=position).rev().find(|position| text.is_char_boundary(*position)).unwrap_or_default()
}
