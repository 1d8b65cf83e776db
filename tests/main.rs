//! Tests.

mod bad_specs;
mod determinism;
mod documented_examples;
mod explanations;
mod fixtures;
mod follow_channel;
mod hostile;
mod keywords;
mod lists;
mod mends;
mod overlay;
mod project;
mod typed_objects;
mod up_to_date;
mod upstream;
mod wire;
