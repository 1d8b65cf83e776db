//! Tests.

mod bad_specs;
mod fixtures;
mod wire;
