//! The layers of this crate, as its front page lists them: each module uses only lower ones.

use std::fs;
use std::path::Path;

/// The modules, the lowest layer first. Modules of one layer do not use each other.
const LAYERS: &[&[&str]] = &[
    &["printable", "pointer", "media_type", "value", "stack"],
    &["reference", "diagnostics"],
    &["suggest", "source_map", "text", "examples", "validation"],
    &["extensions", "shape"],
    &["files"],
    &["check"],
    &["callbacks", "cut", "overlay", "rewrite", "model"],
    &["lib"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The modules of the crate that a file uses outside of its tests. `depth` is how many folders and
/// files the module of the file is within.
fn used(text: &str, depth: usize) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let to_crate = "super::".repeat(depth);
    let mut used = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for prefix in ["crate::", to_crate.as_str()] {
            let paths = line.split(prefix).skip(1);
            used.extend(paths.filter_map(|path| path.split(|c: char| !is_of_name(c)).next()));
        }
    }
    used
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Checks the files of a folder, which has the submodules of `module` if there is one.
fn check(folder: &Path, module: Option<&str>, depth: usize, wrong: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let module = module.unwrap_or(name);
        if path.is_dir() {
            if name != "explanations" {
                check(&path, Some(module), depth + 1, wrong);
            }
            continue;
        }
        let Some(layer) = layer_of(module) else {
            wrong.push(format!("{module} is in no layer"));
            continue;
        };
        let text = fs::read_to_string(&path).expect("it is text");
        for used in used(&text, depth) {
            if used != module && layer_of(used).is_none_or(|used| used >= layer) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
}

#[test]
fn modules_use_lower_ones_only() {
    let mut wrong = Vec::new();
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), None, 1, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
