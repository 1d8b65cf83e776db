//! Code that compiles with both crates and does something else is run with both.

use changes::Behaviour;
use changes::table::Row;

use crate::compile::{self, Case};
use crate::written::{Written, all};

/// The rows that no program of a few lines shows: what they are about shows only in several exchanges,
/// or where code names the type that it reads, or it is the server that does something else. Of a default
/// there is the request.
const WITHOUT_PROGRAM: [&str; 11] = [
    "idempotence-changed",
    "default-changed-sent",
    "error-content-changed",
    "error-content-removed",
    "error-variant-added",
    "stream-end-changed",
    "pages-changed",
    "wait-changed",
    "wait-returns-another",
    "event-part-is-another",
    "property-write-only-now",
];

/// How many rows are tried.
const RUN: usize = 2;

/// The rows of what means something else.
fn rows() -> impl Iterator<Item = (&'static Row, &'static Written)> {
    let rows = all().iter().map(|(row, written)| (*row, written));
    rows.filter(|(row, _)| row.verdicts.behaviour != Behaviour::Same)
}

fn program(row: &Row, written: &Written) -> Option<String> {
    written.file(row, "sends.rs").or_else(|| written.file(row, "reads.rs"))
}

#[test]
fn what_means_something_else_is_shown() {
    let without = rows().filter(|(row, written)| program(row, written).is_none());
    let without: Vec<String> = without.map(|(row, _)| row.name()).collect();
    assert_eq!(without, WITHOUT_PROGRAM);
    let (row, written) =
        rows().find(|(row, _)| row.name() == "default-changed-sent").expect("there is one");
    let request = written.file(row, "request.http").expect("there is one");
    assert!(request.contains("\n\nGET /pets HTTP/1.1\n"), "{request}");
}

#[cfg(not(windows))]
#[test]
fn programs_print_something_else_with_each_crate() {
    let rows = crate::chosen(rows(), RUN, |row, written| program(row, written).is_some());
    assert!(!rows.is_empty());
    let mut cases = Vec::new();
    for (row, written) in &rows {
        for side in ["old", "new"] {
            let programs = vec![program(row, written).expect("there is one")];
            let tree = written.crate_of(side, &format!("case-{}", cases.len()));
            cases.push(Case { programs, tree, name: "api" });
        }
    }
    let printed = compile::run("witness-behaviour", &cases).concat();
    for ((row, _), both) in rows.iter().zip(printed.chunks(2)) {
        println!("{}:\n{}", row.name(), both.join("---\n"));
        assert_ne!(both[0], both[1], "{}", row.name());
    }
}
