//! Checks of the values of a document, before a model is made of them.
//!
//! 1. `version`: the document says that it is OpenAPI of a version that is read.
//! 2. `objects`: the values are the objects of a table of `shape`. On the way, `references` checks
//!    where references lead, `siblings` what stands beside them, and `examples` whether examples are valid against their schemas;
//!    `advice` is what to do about mistakes that are made often, and `required` about one of them.
//! 3. `operations` and `security`: what has to hold across operations. `paths` reads their paths.

mod advice;
mod examples;
mod in_query;
mod misplaced;
mod objects;
mod operations;
mod paths;
mod references;
mod required;
mod security;
mod siblings;
mod version;

pub(crate) use objects::{Repairs, check as check_objects};
pub(crate) use operations::check as check_operations;
pub(crate) use references::{DeepReference, is_component};
pub(crate) use security::check as check_security;
pub(crate) use siblings::Siblings;
pub(crate) use version::version_of;
