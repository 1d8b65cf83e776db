//! Where nodes of a document stand in the files that it is read from.

use std::ops::Range;

use super::excerpt::Excerpts;
use super::{Diagnostics, DocumentView, NodePart, Spot, Text, Texts};

/// Where a node of a document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Which of the texts it is in.
    pub text: Text,
    /// The name of the file.
    pub file: String,
    /// The line and the column at which it begins, counted from 1, columns in characters.
    pub start: (usize, usize),
    /// The line and the column at which it ends.
    pub end: (usize, usize),
    /// The JSON pointer of the node in that file.
    pub pointer: String,
    /// The bytes that stand for it: its value, or its key if the value is long.
    pub(super) bytes: Range<usize>,
}

impl Diagnostics {
    /// Finds nodes of the model of the document that these diagnostics are about, each behind its
    /// references. One that is nowhere is found at the nearest node around it.
    #[must_use]
    pub fn sites(
        &self,
        model: &impl DocumentView,
        texts: &dyn Texts,
        pointers: &[&str],
    ) -> Vec<Site> {
        let nodes = pointers.iter().map(|pointer| {
            let (pointer, _) = model.follow(&model.pointer_in_document(pointer));
            self.origin_of(&pointer)
        });
        Site::all(texts, nodes)
    }
}

impl Site {
    /// Finds nodes of the texts themselves, each by its text and the pointer in that.
    #[must_use]
    pub fn all(texts: &dyn Texts, nodes: impl Iterator<Item = (Text, String)>) -> Vec<Self> {
        let excerpts = Excerpts::new(texts);
        let spot = |(text, pointer)| (text, Spot::Node { pointer, part: NodePart::Value });
        let spots: Vec<_> = nodes.map(spot).collect();
        let spans = texts.locate(&spots);
        let sites = spans.into_iter().zip(spots).map(|(span, (_, spot))| {
            let position = |byte| excerpts.line_and_column(&(span.0, byte..byte));
            Self {
                file: texts.text(span.0).map_or("", |(name, _)| name).to_owned(),
                start: position(span.1.start),
                end: position(span.1.end),
                text: span.0,
                pointer: spot.into_pointer().unwrap_or_default(),
                bytes: span.1,
            }
        });
        sites.collect()
    }

    /// What stands there, if it is on one line.
    #[must_use]
    pub fn line<'t>(&self, texts: &'t dyn Texts) -> Option<&'t str> {
        let (_, text) = texts.text(self.text)?;
        text.get(self.bytes.clone()).filter(|text| !text.contains('\n'))
    }
}
