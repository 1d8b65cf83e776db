//! Messages in the form of diagnostics that are none: nothing is wrong, and what they are about is in
//! several documents.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer};

use super::excerpt::{Corrections, Excerpts};
use super::{Severity, Site};

/// A message in the form of a diagnostic.
#[derive(Debug)]
pub struct Message<'m> {
    /// What stands in the place of `error` or `warning`.
    pub word: &'m str,
    /// How bad it is, which is its colour; none if it is not bad.
    pub severity: Option<Severity>,
    /// What stands in brackets behind the word, if anything does.
    pub code: Option<&'m str>,
    /// What it says, in one line.
    pub title: &'m str,
    /// The places that it is about, each with the lines of its document and a word about it.
    pub sites: Vec<(&'m Site, &'m Excerpts<'m>, &'m str)>,
    /// More to say: lines that each have a word before them.
    pub notes: Vec<(&'m str, String)>,
}

impl Message<'_> {
    /// The message as text, coloured for terminals or not, without a line break at its end.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let level = match self.severity {
            Some(Severity::Error) => Level::ERROR,
            Some(Severity::Warning) => Level::WARNING,
            None => Level::INFO,
        };
        let mut title = level.with_name(self.word).primary_title(self.title);
        if let Some(code) = self.code {
            title = title.id(code);
        }
        let mut group = Group::with_title(title);
        let mut corrections = Corrections::default();
        for (number, (site, excerpts, label)) in self.sites.iter().enumerate() {
            let kind = match number {
                0 => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            let span = (site.text, site.bytes.clone());
            let label = Some((*label).to_owned());
            group = group.element(excerpts.excerpt(&span, kind, label, &mut corrections));
        }
        for (word, note) in &self.notes {
            group = group.element(Level::NOTE.with_name(*word).message(note));
        }
        corrections.apply(renderer.render(&[group]))
    }
}
