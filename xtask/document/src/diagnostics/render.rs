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
    /// Whether each diagnostic is shown by itself, however many there are. Otherwise many of them
    /// are said once for each kind, with a count.
    pub verbose: bool,
}

impl Default for Rendering {
    fn default() -> Self {
        Self { color: false, verbose: true }
    }
}

/// How many errors are shown one by one; of more errors, how many kinds are shown.
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
        let excerpts = Excerpts::new(texts);
        let mut printer = Printer { excerpts, renderer, parts: Vec::new(), is_by_kind: false };
        let found = self.in_order(texts);
        let is_error =
            |found: &&LocatedDiagnostic<'_>| found.diagnostic.severity == Severity::Error;
        let (errors, warnings): (Vec<_>, Vec<_>) = found.iter().partition(is_error);
        let counts = if rendering.verbose {
            for found in &found {
                printer.print(found);
            }
            [count(errors.len(), "error"), count(warnings.len(), "warning")]
        } else {
            [printer.print_errors(&errors), printer.print_warnings(&warnings, errors.is_empty())]
        };
        let mut counts: Vec<_> = counts.into_iter().flatten().collect();
        if printer.is_by_kind {
            counts.push("see `--verbose`".to_owned());
        }
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

/// How many kinds a count is of, if that says more.
fn of_kinds(count: String, number: usize, kinds: usize) -> String {
    match (number, kinds) {
        (1, _) => count,
        (_, 1) => format!("{count} of 1 kind"),
        _ => format!("{count} of {kinds} kinds"),
    }
}

/// Diagnostics by kind, in the order of the first of each.
fn by_kind<'f, 'd>(found: &[&'f LocatedDiagnostic<'d>]) -> Vec<Vec<&'f LocatedDiagnostic<'d>>> {
    let mut kinds: IndexMap<_, Vec<_>> = IndexMap::new();
    for found in found {
        kinds.entry(found.kind()).or_default().push(*found);
    }
    kinds.into_values().collect()
}

/// Prints diagnostics, in parts that are separated by blank lines.
struct Printer<'s> {
    excerpts: Excerpts<'s>,
    renderer: Renderer,
    parts: Vec<String>,
    /// Whether any are said by kind, or in a line.
    is_by_kind: bool,
}

impl Printer<'_> {
    /// Prints errors, by kind if there are many, and returns how many there are.
    fn print_errors(&mut self, errors: &[&LocatedDiagnostic<'_>]) -> Option<String> {
        let count = count(errors.len(), "error")?;
        if errors.len() <= ERRORS {
            for found in errors {
                self.print(found);
            }
            return Some(count);
        }
        self.is_by_kind = true;
        let kinds = by_kind(errors);
        for kind in kinds.iter().take(ERRORS) {
            self.print_kind(kind);
        }
        Some(of_kinds(count, errors.len(), kinds.len()))
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
                self.print(found);
            }
            return Some(count);
        }
        self.is_by_kind = true;
        let kinds = by_kind(warnings);
        let (shown, others) =
            kinds.split_at(if with_excerpts { EXCERPTS } else { 0 }.min(kinds.len()));
        for kind in shown {
            self.print_kind(kind);
        }
        let lines: Vec<_> = others.iter().take(LINES).map(|kind| self.line(kind)).collect();
        if !lines.is_empty() {
            self.parts.push(lines.join("\n"));
        }
        Some(of_kinds(count, warnings.len(), kinds.len()))
    }

    /// Prints a diagnostic with the lines that it is about.
    fn print(&mut self, found: &LocatedDiagnostic<'_>) {
        self.print_kind(&[found]);
    }

    /// Prints the first diagnostic of a kind with the lines that it is about, and says where there
    /// are more.
    fn print_kind(&mut self, kind: &[&LocatedDiagnostic<'_>]) {
        let Some(found) = kind.first() else { return };
        let mut corrections = Corrections::default();
        let mut excerpt =
            |span, kind, label| self.excerpts.excerpt(span, kind, label, &mut corrections);
        let primary = excerpt(&found.span, AnnotationKind::Primary, None);
        let mut report = title(found.diagnostic, &found.diagnostic.message).element(primary);
        if let Some((span, label)) = &found.related {
            let label = Some((*label).to_owned());
            report = report.element(excerpt(span, AnnotationKind::Context, label));
        }
        if let Some(note) = self.others(kind) {
            report = report.element(Level::NOTE.message(note));
        }
        if let Some(help) = &found.diagnostic.help {
            let help = annotate_snippets::normalize_untrusted_str(help);
            report = report.element(Level::HELP.message(help));
        }
        if let Some(fix) = found.fix() {
            let mended = kind.iter().filter(|other| other.fix() == Some(fix)).count();
            let what = match mended {
                _ if kind.len() == 1 => "it".to_owned(),
                all if all == kind.len() => "all of them".to_owned(),
                1 => "this one, and `--verbose` has an action for each".to_owned(),
                some => format!("{some} of them, and `--verbose` has an action for each"),
            };
            let help = format!("an overlay can mend {what}:\n{fix}");
            report = report.element(Level::HELP.message(help));
        }
        self.parts.push(corrections.apply(self.renderer.render(&[report])));
    }

    /// Where there are more of a kind than the first, if there are.
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
