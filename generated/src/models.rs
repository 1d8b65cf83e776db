//! What is sent and received.

mod interactions;

pub use interactions::Interaction;
