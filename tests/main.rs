//! Tests.

mod bad_specs;
mod wire;
