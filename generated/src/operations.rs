//! Requests of the operations, made by the methods of [`Client`](crate::Client).

mod interactions;

pub use interactions::{CreateInteraction, FetchInteraction, UpdateInteraction};
