//! What diagnostics have to know of the texts and of the document that they are about.

use std::fmt;
use std::ops::Range;

use serde_json::Value;

use super::{Spot, Text};

/// The texts that a document is made of.
pub trait Texts {
    /// The name and the content of a text; none if there is no such text.
    fn text(&self, text: Text) -> Option<(&str, &str)>;

    /// The bytes that each spot in one of the texts stands for. A node that cannot be found is
    /// shown by the nearest one around it.
    fn locate(&self, spots: &[(Text, Spot)]) -> Vec<(Text, Range<usize>)>;
}

/// Where the nodes of a document come from, once an overlay has been applied.
pub trait OriginLookup: fmt::Debug + Send + Sync {
    /// The text that has a node, and the pointer to the node there.
    fn resolve(&self, pointer: &str) -> (Text, String);
}

/// How later stages, which look at the model, see a document: some nodes were moved, and references
/// are followed.
pub trait DocumentView {
    /// The document as it is written.
    fn values(&self) -> &Value;

    /// Where a node of the model is in the document.
    fn pointer_in_document(&self, pointer: &str) -> String;

    /// The pointer to a node where the document has it, behind references, and whether it does.
    fn follow(&self, pointer: &str) -> (String, bool);
}
