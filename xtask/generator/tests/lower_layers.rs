//! The layers of lowering: each file and each folder of `src/lower` uses only lower ones.

use std::fs;
use std::path::Path;

/// The modules, the lowest layer first. Modules of one layer do not use each other.
const LAYERS: &[&[&str]] = &[
    &["method"],
    &[
        "deprecated",
        "effort",
        "external_docs",
        "http_headers",
        "memory",
        "references",
        "report",
        "status",
    ],
    &["notes", "schema"],
    &["lookup", "media", "passes", "remember", "service"],
    &["response"],
    &["operation"],
    &["callback"],
    &["mock"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The modules of lowering that a line uses.
fn used<'t>(line: &'t str, prefixes: &[&str]) -> Vec<&'t str> {
    let is_of_name = |character: char| character.is_ascii_lowercase() || character == '_';
    let paths = prefixes.iter().flat_map(|prefix| line.split(prefix).skip(1));
    let names = paths.filter_map(|path| path.split(|character| !is_of_name(character)).next());
    names.filter(|name| !name.is_empty()).collect()
}

fn check(folder: &Path, folder_module: Option<&str>, wrong: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let module = folder_module.unwrap_or(name);
        if path.is_dir() {
            check(&path, Some(module), wrong);
            continue;
        }
        let Some(layer) = layer_of(module) else {
            wrong.push(format!("{module} is in no layer"));
            continue;
        };
        let prefixes: &[&str] = match folder_module {
            None => &["crate::lower::", " super::"],
            Some(_) => &["crate::lower::"],
        };
        let text = fs::read_to_string(&path).expect("it is text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for used in code.lines().flat_map(|line| used(line, prefixes)) {
            if used != module && layer_of(used).is_none_or(|used| used >= layer) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
}

#[test]
fn modules_of_lowering_use_lower_ones_only() {
    let mut wrong = Vec::new();
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lower"), None, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
