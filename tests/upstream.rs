//! The overlay of this project does the same for Twilio's own document, which has other names for
//! the schemas, spells identifiers out wherever they occur, and has another order.

use std::collections::BTreeMap;
use std::fs;

use generator::tree::Tree;

use crate::project::{Text, overlay, own_tree, path, tree};

/// How often each line of code occurs in the modules of interactions: everything but comments and
/// the lines of `use`. A macro is one line, whether it has documentation or not. Waits are left out: the
/// document has no operation that could be asked.
fn lines(tree: &Tree) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    for (path, text) in tree.files() {
        let is_of_interactions = ["interactions.rs", "flex_v1_interaction.rs"].iter().any(|name| {
            path.ends_with(&format!("models/{name}"))
                || path.ends_with(&format!("operations/{name}"))
        });
        if !is_of_interactions {
            continue;
        }
        let mut is_import = false;
        let mut methods = None;
        let mut is_wait = false;
        for line in text.lines() {
            is_import |= line.starts_with("use ");
            let is_code = !is_import && !line.is_empty() && !line.trim_start().starts_with("//");
            is_import &= !line.ends_with(';');
            let is_in_wait = is_wait || line.starts_with("    pub fn wait_until_");
            is_wait = is_in_wait && line != "    }";
            if !is_code || is_in_wait {
                continue;
            }
            let line = match methods.take() {
                None if line.ends_with("_methods! {") => {
                    methods = Some(line.trim_end_matches(" {"));
                    continue;
                }
                None => line.to_owned(),
                // Behind the arguments, the macro ends.
                Some("") => continue,
                Some(name) => {
                    methods = Some("");
                    format!("{name}({});", line.trim())
                }
            };
            *lines.entry(line).or_default() += 1;
        }
    }
    lines
}

#[test]
fn the_overlay_makes_the_same_types_of_the_document_that_twilio_publishes() {
    let document = fs::read_to_string(path("tests/fixtures/overlay/upstream.yaml"));
    let document = Text::new("upstream.yaml", document.expect("the document can be read"));
    let upstream = tree(document, Some(Text::new("overlay.yaml", overlay())));
    let own = own_tree();
    let (found, expected) = (lines(&upstream), lines(&own));
    assert!(expected.values().sum::<usize>() > 500, "the modules have been found");
    let differences: Vec<_> = found
        .keys()
        .chain(expected.keys())
        .filter(|line| found.get(*line) != expected.get(*line))
        .collect();
    assert!(differences.is_empty(), "{differences:#?}");
}
