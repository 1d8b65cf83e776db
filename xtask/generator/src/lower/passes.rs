//! What is settled once everything has been lowered.

pub(super) mod pages;
pub(super) mod response_docs;
pub(super) mod usage;
