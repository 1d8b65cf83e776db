//! What `cargo xtask diff --witness` writes shows what the table of changes says: for each row there is
//! a pair of documents, and what is written for it is tried.
//!
//! A part of the rows is compiled, which takes long; with `WITNESS_ROWS=all` in the environment all are,
//! and with a part of their names those.

mod behaviour;
#[path = "../compile/mod.rs"]
mod compile;
mod wire;
mod written;

use std::env;

use changes::Source;
use changes::table::{Row, TABLE};
use compile::{Case, Checked};
use written::{Written, all};

/// How many rows are compiled.
const COMPILED: usize = 8;

/// The rows that break callers, with what is written for their pairs.
fn breaking() -> impl Iterator<Item = (&'static Row, &'static Written)> {
    let rows = all().iter().map(|(row, written)| (*row, written));
    rows.filter(|(row, _)| row.verdicts.source == Source::Breaks)
}

/// Of the rows that something can be tried of, so many, always the same; or those that the environment
/// asks for.
fn chosen(
    rows: impl Iterator<Item = (&'static Row, &'static Written)>,
    count: usize,
    can_be_tried: impl Fn(&Row, &Written) -> bool,
) -> Vec<(&'static Row, &'static Written)> {
    let mut rows: Vec<_> = rows.filter(|(row, written)| can_be_tried(row, written)).collect();
    match env::var("WITNESS_ROWS").unwrap_or_default().as_str() {
        "" => {
            rows.sort_by_key(|(row, _)| written::seed(&row.name()));
            rows.truncate(count);
        }
        "all" => {}
        part => rows.retain(|(row, _)| row.name().contains(part)),
    }
    rows
}

/// The rows whose programs no one can write, because nothing of what callers write shows the change.
#[test]
fn few_rows_have_no_program_and_say_why() {
    let without = TABLE.iter().filter(|row| row.no_program.is_some()).map(Row::name);
    let expected = ["input-renamed", "inputs-reordered", "fields-reordered"];
    assert_eq!(without.collect::<Vec<_>>(), expected);
}

#[test]
fn each_break_has_a_program() {
    let mut wrong = String::new();
    for (row, written) in breaking() {
        let program = written.file(row, "source.rs");
        if program.is_some() == row.no_program.is_some() {
            wrong.push_str(&format!("{}: {program:?}\n{}\n", row.name(), written.index()));
        }
        if let Some(why) = row.no_program {
            assert!(written.index().contains(why), "{}", written.index());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Each function of a program shows something: none compiles with the new crate.
///
/// Not on Windows, where the crates of other tests are not compiled either.
#[cfg(not(windows))]
#[test]
fn programs_compile_with_the_old_crate_and_not_with_the_new() {
    let rows = chosen(breaking(), COMPILED, |row, _| row.no_program.is_none());
    let mut cases = Vec::new();
    for (row, written) in &rows {
        let program = written.file(row, "source.rs").expect("there is one");
        let functions = written::functions(&program);
        for (side, programs) in [("old", vec![program]), ("new", functions)] {
            let tree = written.crate_of(side, &format!("case-{}", cases.len()));
            cases.push(Case { programs, tree, name: "api" });
        }
    }
    let Checked { failed, said } = compile::check("witness", &cases);
    let mut wrong = String::new();
    for (index, (row, _)) in rows.iter().enumerate() {
        for (case, expected) in [(2 * index, false), (2 * index + 1, true)] {
            for (number, program) in cases[case].programs.iter().enumerate() {
                if failed.contains(&(case, number)) != expected {
                    let crate_ = if expected { "new" } else { "old" };
                    wrong
                        .push_str(&format!("{} with the {crate_} crate:\n{program}\n", row.name()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{said}");
}
