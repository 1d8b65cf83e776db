//! `generated/` is what the pipeline makes, and what differs from that is found and mended.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use generator::tree::{Tree, TreeError};
use tempfile::TempDir;

use crate::project::{own_tree, path};

/// A folder that is as the tree says.
fn written() -> (Tree, TempDir) {
    let (tree, folder) = (own_tree(), TempDir::new().expect("a folder can be made"));
    tree.write(folder.path()).expect("an empty folder can be written");
    (tree, folder)
}

/// All files below a folder, by their paths from there; what cargo builds is not looked at.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_file() {
                let from_here = path.strip_prefix(folder).expect("it lies in the folder");
                let name = from_here.to_str().expect("paths are UTF-8").replace('\\', "/");
                found.insert(name, fs::read(&path).expect("the file can be read"));
            } else if !path.ends_with("target") {
                pending.push(path);
            }
        }
    }
    found
}

/// Checks that damage is described as `lines`, and that writing mends it.
#[track_caller]
fn check(damage: impl FnOnce(&Path), lines: &str) {
    let (tree, folder) = written();
    let folder = folder.path();
    damage(folder);
    let damaged = files(folder);
    let drift = tree.compare(folder).expect("the folder can be read");
    assert!(!drift.is_none());
    assert_eq!(drift.to_string(), lines);
    assert_eq!(files(folder), damaged, "comparing changes nothing");

    assert_eq!(tree.write(folder).expect("the folder can be written"), drift);
    assert_eq!(files(folder), as_files(&tree));
}

/// Checks that an obstacle stops the generator before it has written anything.
#[track_caller]
fn check_refused(obstacle: impl FnOnce(&Path), is_expected: impl FnOnce(&TreeError) -> bool) {
    let (tree, folder) = written();
    let folder = folder.path();
    fs::remove_file(folder.join("README.md")).expect("it was written");
    obstacle(folder);
    let before = files(folder);
    let error = tree.write(folder).expect_err("it cannot go there");
    assert!(is_expected(&error), "{error}");
    assert_eq!(files(folder), before);
    assert!(tree.compare(folder).is_err());
}

fn as_files(tree: &Tree) -> BTreeMap<String, Vec<u8>> {
    tree.files().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect()
}

#[test]
fn generated_is_up_to_date() {
    let (tree, folder) = (own_tree(), path("generated"));
    let drift = tree.compare(&folder).expect("the folder can be read");
    assert!(drift.is_none(), "run `cargo xtask codegen`\n{drift}");
    let (found, expected) = (files(&folder), as_files(&tree));
    assert!(
        found.keys().eq(expected.keys()),
        "`generated/` is for generated files only: {:?}",
        found.keys().filter(|path| !expected.contains_key(*path)).collect::<Vec<_>>()
    );
}

/// The runtime is tested with the versions that crates ask for, which advisories have a part in.
#[test]
fn manifests_ask_for_the_same_versions() {
    let read = |file: &str| fs::read_to_string(path(file)).expect("it can be read");
    let (own, others) = (read("generated/Cargo.toml"), ["templates", "tests"]);
    let dependencies = |manifest: &str| -> BTreeMap<String, String> {
        let manifest: toml::Table = manifest.parse().expect("it is TOML");
        let tables = ["dependencies", "dev-dependencies"].map(|name| manifest.get(name).cloned());
        let tables = tables.into_iter().flatten().filter_map(|table| table.as_table().cloned());
        let version = |value: toml::Value| match value {
            toml::Value::String(version) => Some(version),
            other => Some(other.get("version")?.as_str()?.to_owned()),
        };
        tables.flatten().filter_map(|(name, value)| Some((name, version(value)?))).collect()
    };
    let own = dependencies(&own);
    assert_eq!(own["bytes"], "1.11.1");
    for other in others {
        let versions = dependencies(&read(&format!("{other}/Cargo.toml")));
        for (name, version) in own.iter().filter(|(name, _)| versions.contains_key(*name)) {
            assert_eq!(&versions[name], version, "{name} in {other}");
        }
    }
}

#[test]
fn a_second_run_changes_nothing() {
    let (tree, folder) = written();
    let modified = |path: &str| {
        let file = fs::metadata(folder.path().join(path)).expect("it was written");
        file.modified().expect("the file system knows")
    };
    let before: Vec<_> = tree.files().map(|(path, _)| modified(path)).collect();
    let drift = tree.write(folder.path()).expect("the folder can be written");
    assert!(drift.is_none());
    assert_eq!(drift.unchanged, tree.files().count());
    assert!(before.into_iter().eq(tree.files().map(|(path, _)| modified(path))));
}

#[test]
fn a_new_crate_is_there_as_a_whole_and_nothing_beside_it() {
    let (tree, above) = (own_tree(), TempDir::new().expect("a folder can be made"));
    let folder = above.path().join("some/where/new");
    let drift = tree.write(&folder).expect("the folder can be made");
    let paths: Vec<&str> = tree.files().map(|(path, _)| path).collect();
    assert_eq!(drift.missing, paths);
    assert_eq!(files(above.path()).len(), paths.len());
    assert_eq!(files(&folder), as_files(&tree));
    assert!(tree.compare(&folder).expect("the folder can be read").is_none());
}

/// What is generated is no secret, unless all files are.
#[cfg(unix)]
#[test]
fn files_may_be_read_by_whom_other_files_may() {
    use std::os::unix::fs::PermissionsExt;

    let (tree, above) = (own_tree(), TempDir::new().expect("a folder can be made"));
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let other = above.path().join("other");
    fs::create_dir(&other).expect("a folder can be made");
    fs::write(other.join("file"), "").expect("a file can be written");
    let folder = above.path().join("new");
    tree.write(&folder).expect("the folder can be made");
    fs::remove_file(folder.join("README.md")).expect("it was written");
    tree.write(&folder).expect("the folder can be written");
    assert_eq!(mode(&folder), mode(&other));
    for file in ["README.md", "Cargo.toml"] {
        assert_eq!(mode(&folder.join(file)), mode(&other.join("file")), "{file}");
    }
}

#[test]
fn a_changed_byte_is_found() {
    let change = |folder: &Path| {
        let file = folder.join("src/api.rs");
        let text = fs::read_to_string(&file).expect("it was written");
        fs::write(&file, text.replace("\"https:", "\"http:")).expect("it can be written");
    };
    check(
        change,
        "changed   src/api.rs:6\n\
         \x20         - pub(crate) const BASE_URL: &str = \"http://flex-api.twilio.com\";\n\
         \x20         + pub(crate) const BASE_URL: &str = \"https://flex-api.twilio.com\";\n",
    );
}

#[test]
fn a_missing_last_line_break_is_found() {
    let truncate = |folder: &Path| {
        let file = folder.join("rustfmt.toml");
        let text = fs::read_to_string(&file).expect("it was written");
        fs::write(&file, text.trim_end()).expect("it can be written");
    };
    let report = "changed   rustfmt.toml:5\n          - (end of file)\n          + (empty line)\n";
    check(truncate, report);
}

#[test]
fn blanks_that_differ_are_visible() {
    let replace = |by: &'static str| {
        move |folder: &Path| {
            let file = folder.join("src/api.rs");
            let text = fs::read_to_string(&file).expect("it was written");
            let (before, line) = text.split_once("\npub(crate) const BASE").expect("it is there");
            fs::write(&file, format!("{before}\n{by}BASE{line}")).expect("it can be written");
        }
    };
    let expected =
        "          + pub(crate)·const·BASE_URL:·&str·=·\"https://flex-api.twilio.com\";\n";
    for (by, found) in [
        ("pub(crate)  const ", "pub(crate)··const·"),
        ("pub(crate)\tconst ", "pub(crate)\\tconst·"),
    ] {
        let found =
            format!("          - {found}BASE_URL:·&str·=·\"https://flex-api.twilio.com\";\n");
        check(replace(by), &format!("changed   src/api.rs:6\n{found}{expected}"));
    }
    let breaks = |folder: &Path| {
        let file = folder.join("rustfmt.toml");
        let text = fs::read_to_string(&file).expect("it was written");
        fs::write(&file, text.replace('\n', "\r\n")).expect("it can be written");
    };
    let first = "# @generated by `cargo xtask codegen`; do not edit.";
    let first = first.replace(' ', "·");
    let report = format!("changed   rustfmt.toml:1\n          - {first}\\r\n          + {first}\n");
    check(breaks, &report);
}

#[test]
fn a_missing_file_is_found() {
    let remove = |folder: &Path| {
        fs::remove_file(folder.join("src/models.rs")).expect("it was written");
        fs::remove_dir_all(folder.join("src/operations")).expect("it was written");
    };
    check(
        remove,
        "missing   src/models.rs\n\
         missing   src/operations/channels.rs\n\
         missing   src/operations/interactions.rs\n\
         missing   src/operations/invites.rs\n\
         missing   src/operations/participants.rs\n\
         missing   src/operations/transfers.rs\n",
    );
}

#[test]
fn an_orphan_is_found_and_removed_with_the_folders_it_leaves_empty() {
    let stray = |folder: &Path| {
        let header = fs::read_to_string(folder.join("src/api.rs")).expect("it was written");
        fs::create_dir_all(folder.join("src/old/older")).expect("a folder can be made");
        fs::write(folder.join("src/old/older/pets.rs"), &header).expect("it can be written");
        fs::write(folder.join("stray.rs"), &header).expect("it can be written");
    };
    check(stray, "orphaned  src/old/older/pets.rs\norphaned  stray.rs\n");
    let (tree, folder) = written();
    stray(folder.path());
    tree.write(folder.path()).expect("the folder can be written");
    assert!(!folder.path().join("src/old").exists());
    assert!(folder.path().join("src/operations").exists());
}

#[test]
fn files_of_others_stay() {
    let (tree, folder) = written();
    let own = ["src/old/notes.txt", "src/mine.rs", "target/debug/stale.rs", ".hidden/stale.rs"];
    let header = fs::read_to_string(folder.path().join("src/api.rs")).expect("it was written");
    for file in own {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().expect("it has a folder")).expect("it can be made");
        // Below `target` and hidden folders, not even what looks generated is touched.
        let text = if file.ends_with("stale.rs") { &header } else { "// @generated by hand\n" };
        fs::write(&file, text).expect("it can be written");
    }
    fs::write(folder.path().join("src/old/gone.rs"), &header).expect("it can be written");
    let drift = tree.write(folder.path()).expect("the folder can be written");
    assert_eq!(drift.orphaned, ["src/old/gone.rs"]);
    for file in own {
        assert!(folder.path().join(file).exists(), "{file}");
    }
}

/// A crate below the folder has its own spec; its files are no orphans of this one.
#[test]
fn other_generated_crates_stay() {
    let (tree, folder) = written();
    let other = folder.path().join("crates/other");
    tree.write(&other).expect("an empty folder can be written");
    assert!(tree.write(folder.path()).expect("the folder can be written").is_none());
    assert_eq!(files(&other), as_files(&tree));
}

#[test]
fn a_file_of_somebody_else_in_the_way_stops_everything() {
    let replace = |folder: &Path| {
        fs::write(folder.join("src/lib.rs"), "//! Mine.\n").expect("it is writable");
    };
    check_refused(
        replace,
        |error| matches!(error, TreeError::Foreign(file) if file.ends_with("src/lib.rs")),
    );
}

/// Whether something is refused for what it is, at this place.
fn is_other(error: &TreeError, place: &str, what: &str) -> bool {
    matches!(error, TreeError::Other { path, found, .. } if path.ends_with(place) && *found == what)
}

#[test]
fn a_file_in_place_of_a_folder_stops_everything() {
    let replace = |folder: &Path| {
        fs::remove_dir_all(folder.join("src/models")).expect("it was written");
        fs::write(folder.join("src/models"), "").expect("it is writable");
    };
    check_refused(replace, |error| is_other(error, "src/models", "a file"));
}

#[test]
fn a_folder_in_place_of_a_file_stops_everything() {
    let replace = |folder: &Path| {
        fs::remove_file(folder.join("src/lib.rs")).expect("it was written");
        fs::create_dir(folder.join("src/lib.rs")).expect("a folder can be made");
    };
    check_refused(replace, |error| is_other(error, "src/lib.rs", "a folder"));
}

/// Whoever opens a pipe to read waits for somebody who writes.
#[cfg(unix)]
#[test]
fn what_is_no_plain_file_stops_everything() {
    use std::os::unix::net::UnixListener;

    let socket = |folder: &Path| {
        fs::remove_file(folder.join("src/lib.rs")).expect("it was written");
        UnixListener::bind(folder.join("src/lib.rs")).expect("a socket can be made");
    };
    // What is there is not read, so that there is nothing to compare.
    let (tree, folder) = written();
    socket(folder.path());
    let error = tree.write(folder.path()).expect_err("it cannot go there");
    assert!(is_other(&error, "src/lib.rs", "no file or folder"), "{error}");

    let (tree, folder) = written();
    let pipe = folder.path().join("src/lib.rs");
    fs::remove_file(&pipe).expect("it was written");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        let error = tree.compare(folder.path()).expect_err("it cannot go there");
        assert!(is_other(&error, "src/lib.rs", "no file or folder"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let elsewhere = TempDir::new().expect("a folder can be made");
    let check = |place: &str, target: &Path| {
        let (tree, folder) = written();
        let link = folder.path().join(place);
        // As somebody would do who wants to see the files there overwritten.
        fs::rename(&link, target).expect("it can be moved");
        symlink(target, &link).expect("a link can be made");
        fs::remove_file(folder.path().join("README.md")).expect("it was written");
        let error = tree.write(folder.path()).expect_err("it cannot go there");
        assert!(is_other(&error, place, "a symbolic link"), "{error}");
        assert!(!folder.path().join("README.md").exists());
    };
    check("src/lib.rs", &elsewhere.path().join("lib.rs"));
    check("src/models", &elsewhere.path().join("models"));
    check("src", &elsewhere.path().join("src"));

    // The folder of the crate itself, and a link to nowhere.
    let tree = own_tree();
    let link = elsewhere.path().join("link");
    for target in [elsewhere.path().join("src"), elsewhere.path().join("nowhere")] {
        symlink(target, &link).expect("a link can be made");
        for link in [link.clone(), link.join("")] {
            let error = tree.write(&link).expect_err("it cannot go there");
            assert!(is_other(&error, "link", "a symbolic link"), "{error}");
        }
        fs::remove_file(&link).expect("it was made");
    }
    assert!(!elsewhere.path().join("nowhere").exists());
}

/// Files of earlier versions, whose headers all name the document, are ours.
#[test]
fn files_with_the_header_of_an_earlier_version_are_ours() {
    let (tree, folder) = written();
    let path = folder.path().join("src/gone.rs");
    let header = "// @generated by `cargo xtask codegen` from pets.yaml; do not edit.\n";
    fs::write(&path, header).expect("it can be written");
    let manifest = folder.path().join("Cargo.toml");
    fs::write(&manifest, header.replacen("//", "#", 1)).expect("it can be written");
    let drift = tree.write(folder.path()).expect("the folder can be written");
    assert_eq!(drift.orphaned, ["src/gone.rs"]);
    assert!(!path.exists());
    assert_ne!(fs::read_to_string(&manifest).expect("it is there"), header);
}

/// A file that quotes the header is somebody's own.
#[test]
fn a_file_is_ours_by_its_whole_header_only() {
    let header = "@generated by `cargo xtask codegen` from pets.yaml; do not edit.";
    for (file, text) in [
        ("README.md", format!("# {header}\n")),
        ("README.md", format!("\n<!-- {header} -->\n")),
        ("README.md", format!("<!-- {header}\n-->\n")),
        ("README.md", format!("See: <!-- {header} -->\n")),
        ("Cargo.toml", format!("// {header}\n")),
        ("Cargo.toml", format!("# {header} Or do.\n")),
        ("src/lib.rs", format!("/* {header} */\n")),
        ("src/lib.rs", format!("//! {header}\n")),
        ("src/lib.rs", "// @generated by `cargo xtask codegen`\n".to_owned()),
        ("src/lib.rs", "// @generated by `cargo xtask codegen` from ; do not edit.\n".to_owned()),
        ("src/lib.rs", "// @generated by `cargo xtask codegen` of a; do not edit.\n".to_owned()),
        ("src/lib.rs", String::new()),
    ] {
        let replace = |folder: &Path| fs::write(folder.join(file), &text).expect("it is writable");
        let is_expected =
            |error: &TreeError| matches!(error, TreeError::Foreign(path) if path.ends_with(file));
        if file == "README.md" {
            let (tree, folder) = written();
            replace(folder.path());
            let error = tree.write(folder.path()).expect_err("it cannot go there");
            assert!(is_expected(&error), "{text}: {error}");
        } else {
            check_refused(replace, is_expected);
        }
        // Nor is it removed where no such file is generated any more.
        let (tree, folder) = written();
        let name = format!("other-{}", file.replace('/', "-"));
        fs::write(folder.path().join(&name), &text).expect("it can be written");
        assert!(tree.write(folder.path()).expect("it is not in the way").is_none(), "{text}");
        assert!(folder.path().join(&name).exists(), "{text}");
    }
}
