//! What is added to a document, or changed without meaning, moves nothing that callers of the crate use:
//! each public item stays as it was, and means the same to the server.
//!
//! Each kind of change in `mutations` is made in some documents. With `ADDITIVE_CASES=100` in the
//! environment, so many more cases of each kind are tried; `ADDITIVE_KIND=add-cycle` tries kinds with this
//! in their names alone; with `ADDITIVE_REPORT=FILE`, a smallest case of each kind that moves something is
//! written there.

mod attempt;
mod caller;
#[path = "../compile/mod.rs"]
mod compile;
mod document;
mod documents;
mod meaning;
mod mutations;
#[path = "../../../tests/names/mod.rs"]
mod names;
mod offer;
#[path = "../../../tests/synthetic/mod.rs"]
mod synthetic;
mod verdicts;

use std::path::{Path, PathBuf};
use std::{env, fs};

use attempt::{attempts, changed, report, seed};
use compile::{Case, Checked};
use generator::lock::Lock;
use generator::parallel;
use mutations::Mutation;
use offer::{Base, Offer, crate_of};
use serde_json::Value;

/// How many cases of each kind are tried.
const CASES: usize = 3;

/// The number of the seeds of programs, which no case has.
const CALLER_SEEDS: usize = 30;

/// How many programs are compiled.
const CALLERS: usize = 5;

/// A number in the environment, 0 if there is none.
fn number(name: &str) -> usize {
    env::var(name).map_or(0, |text| text.parse().expect("it is a number"))
}

#[test]
fn additions_move_nothing() {
    let more = number("ADDITIVE_CASES");
    let wanted = env::var("ADDITIVE_KIND").unwrap_or_default();
    let bases = parallel::map_large(documents::all(more as u64 / 10), Base::of);
    let bases: Vec<Base> = bases.into_iter().flatten().collect();
    let kinds: Vec<Mutation> =
        mutations::all().filter(|(kind, _)| kind.contains(&wanted)).collect();
    let results = parallel::map_large(kinds, |kind| (kind.0, attempts(&bases, kind, CASES + more)));

    let tried: usize = results.iter().map(|(_, (tried, _))| tried).sum();
    println!("{tried} cases of {} kinds in {} documents", results.len(), bases.len());
    if let Some(file) = env::var_os("ADDITIVE_REPORT") {
        fs::write(file, report(&results)).expect("the report can be written");
    }
    let mut wrong = String::new();
    for (kind, (tried, failures)) in &results {
        match failures.first() {
            _ if *tried == 0 => wrong.push_str(&format!("{kind} could be made nowhere\n")),
            Some(failure) => wrong.push_str(&failure.to_string()),
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Each change, and the way back from it, is told as what it is for the public items. With
/// `VERDICT_CASES=20` in the environment, so many more cases of each kind are tried.
#[test]
fn verdicts_are_what_public_items_say() {
    let more = number("VERDICT_CASES");
    let wanted = env::var("ADDITIVE_KIND").unwrap_or_default();
    let bases = parallel::map_large(documents::all(0), Base::of);
    let bases: Vec<Base> = bases.into_iter().flatten().collect();
    let kinds: Vec<Mutation> =
        mutations::all().filter(|(kind, _)| kind.contains(&wanted)).collect();
    let wrong = parallel::map_large(kinds, |kind| {
        let mut order: Vec<&Base> = bases.iter().collect();
        order.sort_by_key(|base| seed(kind.0, &base.name, 1));
        let pairs = order.into_iter().filter_map(|base| {
            let value = changed(base, kind, seed(kind.0, &base.name, 1))?;
            Some((base, value))
        });
        let wrong = pairs.take(1 + more).flat_map(|(base, value)| {
            let found = verdicts::disagreements(&base.value, &value);
            found.into_iter().map(|text| format!("{} in {}: {text}", kind.0, base.name))
        });
        wrong.collect::<Vec<_>>()
    });
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The like for the steps between versions of a document, each with the lock of the version before: for
/// those of `tests/changes`, and for the folders in the folder `VERDICT_HISTORY` in the environment
/// instead, in which the names of the files give the order.
#[test]
fn verdicts_on_versions_are_what_public_items_say() {
    let folder = env::var_os("VERDICT_HISTORY").map(PathBuf::from);
    let histories = documents::histories(folder.as_deref());
    let results =
        parallel::map_large(histories, |versions| verdicts::disagreements_in_history(&versions));
    let steps: usize = results.iter().map(|(steps, _)| steps).sum();
    let wrong: Vec<String> = results.into_iter().flat_map(|(_, wrong)| wrong).collect();
    println!("{steps} steps, {} wrong", wrong.len());
    assert!(steps > 0);
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The like for documents of which somebody wrote how they were and how they are: those of
/// `tests/changes`, and those of the folder `ADDITIVE_PAIRS` in the environment instead.
#[test]
fn documents_that_have_grown_move_nothing() {
    let folder = env::var_os("ADDITIVE_PAIRS").map(PathBuf::from);
    let pairs = documents::pairs(folder.as_deref().unwrap_or(Path::new("tests/changes")));
    assert!(!pairs.is_empty());
    let mut wrong = String::new();
    for (name, before, after) in pairs {
        let old = Base::of((name.clone(), before)).unwrap_or_else(|| panic!("{name} is refused"));
        let moved = match crate_of(&after, "client", &old.lock) {
            Ok(new) => old.offer.moved(&Offer::of(&new, &after)),
            Err(report) => vec![format!("refused: {report}")],
        };
        if !moved.is_empty() {
            wrong.push_str(&format!("{name}:\n{}\n", moved.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What pages are of does not depend on the lock, if the operation says it.
#[test]
fn second_lists_move_nothing_without_a_lock() {
    let pairs = documents::pairs(Path::new("tests/changes"));
    let pairs = pairs.into_iter().filter(|(name, ..)| name.starts_with("second-list-on-page"));
    let mut count = 0;
    for (name, before, after) in pairs {
        let old = Base::of((name.clone(), before)).unwrap_or_else(|| panic!("{name} is refused"));
        let new = crate_of(&after, "client", &Lock::default()).expect("it is right");
        assert_eq!(old.offer.moved(&Offer::of(&new, &after)), [""; 0], "{name}");
        count += 1;
    }
    assert_eq!(count, 2);
}

/// Programs that use all of a crate compile against the crate after an addition. With
/// `ADDITIVE_CALLERS=100` in the environment, so many more of them.
///
/// Not on Windows, where the crates of other tests are not compiled either.
#[cfg(not(windows))]
#[test]
fn callers_compile_after_additions() {
    let documents = documents::all(0);
    let mut choices: Vec<(Mutation, &(String, Value))> = Vec::new();
    for kind in mutations::all() {
        choices.extend(documents.iter().map(|document| (kind, document)));
    }
    choices.sort_by_key(|(kind, (name, _))| seed(kind.0, name, CALLER_SEEDS));
    let mut cases = Vec::new();
    for (kind, document) in choices {
        if cases.len() >= CALLERS + number("ADDITIVE_CALLERS") {
            break;
        }
        let Some(base) = Base::of(document.clone()) else { continue };
        let value = changed(&base, kind, seed(kind.0, &base.name, CALLER_SEEDS));
        let name = format!("case-{}", cases.len());
        if let Some(generated) = value.and_then(|value| crate_of(&value, &name, &base.lock).ok()) {
            println!("{name}: {} in {}", kind.0, base.name);
            let programs = vec![caller::program(&base.offer.surface)];
            cases.push(Case { programs, tree: generated.tree, name: "client" });
        }
    }
    // The crate of another document has not what the last program uses.
    let other = documents.iter().find(|(name, _)| name == "petstore").expect("it is in a folder");
    let name = format!("case-{}", cases.len());
    let tree = crate_of(&other.1, &name, &Lock::default()).expect("it is right").tree;
    cases.push(Case { programs: cases[0].programs.clone(), tree, name: "client" });
    let Checked { failed, said } = compile::check("additive", &cases);
    assert_eq!(failed, [(cases.len() - 1, 0)], "{said}");
}
