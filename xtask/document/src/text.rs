//! Text: what stands where in it, and the values that it has.
//!
//! `nodes` are what a text consists of. `reader` makes values of them, `syntax` says what is wrong
//! with a text that is neither YAML nor JSON (`quotes` where a text in quotes is to blame), and `locate` finds the places in the text that
//! diagnostics are about. Nothing of OpenAPI is known here.

mod folder;
mod locate;
mod nodes;
mod quotes;
mod reader;
mod source;
mod syntax;

pub use folder::{Folder, OtherFiles, Unreadable};
pub(crate) use nodes::DEEPEST;
pub(crate) use reader::read;
pub use source::{SourceFile, Sources};
