//! Diagnostics as text for people.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Title};
use indexmap::IndexMap;

use super::excerpt::{Corrections, Excerpts};
use super::located::LocatedDiagnostic;
use super::{Diagnostic, Diagnostics, Severity, Texts};

/// How diagnostics are rendered.
#[derive(Clone, Copy, Debug)]
pub struct Rendering {
    /// Whether to colour the text, for terminals.
    pub color: bool,
    /// Whether each diagnostic is shown by itself, however many there are. Otherwise many warnings
    /// are grouped by kind, so that they fit a screen, and errors beyond the first are counted.
    pub verbose: bool,
}

impl Default for Rendering {
    fn default() -> Self {
        Self { color: false, verbose: true }
    }
}

/// How many errors are shown if not all are.
const ERRORS: usize = 50;

/// How many warnings are shown one by one; of more warnings, how many kinds are shown with an
/// excerpt.
const EXCERPTS: usize = 3;

/// How many other kinds of warnings are shown in a line each.
const LINES: usize = 12;

/// How many further places of one kind are listed.
const PLACES: usize = 5;

impl Diagnostics {
    /// The diagnostics as text, in the order of their places, followed by a line that counts them.
    ///
    /// Without diagnostics the text is empty.
    #[must_use]
    pub fn render(&self, texts: &dyn Texts, rendering: &Rendering) -> String {
        if self.is_empty() {
            return String::new();
        }
        let renderer = if rendering.color { Renderer::styled() } else { Renderer::plain() };
        let mut printer = Printer { excerpts: Excerpts::new(texts), renderer, parts: Vec::new() };
        let found = self.in_order(texts);
        let is_error =
            |found: &&LocatedDiagnostic<'_>| found.diagnostic.severity == Severity::Error;
        let (errors, warnings): (Vec<_>, Vec<_>) = found.iter().partition(is_error);
        let counts = if rendering.verbose {
            for found in &found {
                printer.print(found, None);
            }
            [count(errors.len(), "error"), count(warnings.len(), "warning")]
        } else {
            [printer.print_errors(&errors), printer.print_warnings(&warnings, errors.is_empty())]
        };
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        let level = if errors.is_empty() { Level::WARNING } else { Level::ERROR };
        let summary = format!("{}: {}", printer.excerpts.names(), counts.join(", "));
        let summary = Group::with_title(level.primary_title(summary));
        printer.parts.push(printer.renderer.render(&[summary]));
        printer.parts.join("\n\n") + "\n"
    }
}

/// How many there are of something, if any.
fn count(number: usize, what: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        number => Some(format!("{number} {what}s")),
    }
}

/// Prints diagnostics, in parts that are separated by blank lines.
struct Printer<'s> {
    excerpts: Excerpts<'s>,
    renderer: Renderer,
    parts: Vec<String>,
}

impl Printer<'_> {
    /// Prints the first of many errors, and returns how many there are.
    fn print_errors(&mut self, errors: &[&LocatedDiagnostic<'_>]) -> Option<String> {
        for found in errors.iter().take(ERRORS) {
            self.print(found, None);
        }
        let count = count(errors.len(), "error")?;
        Some(match errors.len().saturating_sub(ERRORS) {
            0 => count,
            hidden => format!("{count} ({hidden} not shown, see `--verbose`)"),
        })
    }

    /// Prints warnings by kind if there are many, and returns how many there are. Excerpts are for
    /// when there is nothing more urgent.
    fn print_warnings(
        &mut self,
        warnings: &[&LocatedDiagnostic<'_>],
        with_excerpts: bool,
    ) -> Option<String> {
        let count = count(warnings.len(), "warning")?;
        if with_excerpts && warnings.len() <= EXCERPTS {
            for found in warnings {
                self.print(found, None);
            }
            return Some(count);
        }
        let mut kinds: IndexMap<_, Vec<_>> = IndexMap::new();
        for found in warnings {
            kinds.entry(found.kind()).or_default().push(*found);
        }
        let number = kinds.len();
        let mut kinds = kinds.into_values();
        for kind in kinds.by_ref().take(if with_excerpts { EXCERPTS } else { 0 }) {
            self.print(kind[0], self.others(&kind));
        }
        let lines: Vec<_> = kinds.take(LINES).map(|kind| self.line(&kind)).collect();
        if !lines.is_empty() {
            self.parts.push(lines.join("\n"));
        }
        let plural = if number == 1 { "" } else { "s" };
        Some(format!("{count} of {number} kind{plural}, see `--verbose`"))
    }

    /// Prints a diagnostic with the lines that it is about.
    fn print(&mut self, found: &LocatedDiagnostic<'_>, note: Option<String>) {
        let mut corrections = Corrections::default();
        let mut excerpt =
            |span, kind, label| self.excerpts.excerpt(span, kind, label, &mut corrections);
        let mut report = title(found.diagnostic, &found.diagnostic.message).element(excerpt(
            &found.span,
            AnnotationKind::Primary,
            None,
        ));
        if let Some((span, label)) = &found.related {
            let label = Some((*label).to_owned());
            report = report.element(excerpt(span, AnnotationKind::Context, label));
        }
        let is_one_of_many = note.is_some();
        if let Some(note) = note {
            report = report.element(Level::NOTE.message(note));
        }
        if let Some(help) = &found.diagnostic.help {
            let help = annotate_snippets::normalize_untrusted_str(help);
            report = report.element(Level::HELP.message(help));
        }
        if let Some(fix) = found.fix().filter(|_| !is_one_of_many) {
            let help = format!("an overlay can mend it:\n{fix}");
            report = report.element(Level::HELP.message(help));
        }
        self.parts.push(corrections.apply(self.renderer.render(&[report])));
    }

    /// Where there are more warnings of a kind than the first, if there are.
    fn others(&self, kind: &[&LocatedDiagnostic<'_>]) -> Option<String> {
        let (first, others) = kind.split_first().filter(|(_, others)| !others.is_empty())?;
        let here = others.iter().filter(|other| other.span.0 == first.span.0);
        let line = |other: &&LocatedDiagnostic<'_>| {
            self.excerpts.line_and_column(&other.span).0.to_string()
        };
        let mut lines: Vec<_> = here.map(line).collect();
        lines.dedup();
        let dots = if lines.len() > PLACES { " ..." } else { "" };
        lines.truncate(PLACES);
        let word = if lines.len() == 1 { "line" } else { "lines" };
        Some(format!("{} more like it, on {word} {}{dots}", others.len(), lines.join(", ")))
    }

    /// All warnings of a kind in a line.
    fn line(&self, kind: &[&LocatedDiagnostic<'_>]) -> String {
        let (file, (line, column)) =
            (self.excerpts.name(&kind[0].span), self.excerpts.line_and_column(&kind[0].span));
        let others = match kind.len() {
            1 => String::new(),
            number => format!(", and {} more", number - 1),
        };
        let Diagnostic { message, .. } = kind[0].diagnostic;
        let text = format!("{message} ({file}:{line}:{column}{others})");
        self.renderer.render(&[Group::with_title(title(kind[0].diagnostic, &text))])
    }
}

fn title<'t>(diagnostic: &Diagnostic, text: &'t str) -> Title<'t> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    level.primary_title(text).id(diagnostic.code.as_str())
}
