//! What the compiler says where an identifier is wanted and something else is given.

use std::process::Command;
use std::{env, fs};

use crate::project;

/// What the compiler says of an argument in the place of an identifier.
fn message(argument: &str) -> String {
    let module = project::path("templates/src/identifier/refused_text.rs");
    let module = module.to_str().expect("the path is text");
    let program = format!(
        "mod identifier {{ #[path = {module:?}] mod refused_text; pub(crate) use refused_text::*; }}\n\
         pub struct ThingSid(String);\n\
         identifier::refuse_text!(ThingSid);\n\
         impl From<&ThingSid> for ThingSid {{ fn from(sid: &ThingSid) -> Self {{ Self(sid.0.clone()) }} }}\n\
         fn fetch(_: impl Into<ThingSid>) {{}}\n\
         fn fetch_all(_: impl IntoIterator<Item = impl Into<ThingSid>>) {{}}\n\
         fn main() {{ let sid = ThingSid(String::new()); {argument}; let _ = sid; }}\n"
    );
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("main.rs");
    fs::write(&file, program).expect("the file can be written");
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--emit", "metadata", "--out-dir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .expect("the compiler can be run");
    String::from_utf8(output.stderr).expect("the compiler writes text")
}

#[test]
fn text_is_to_be_parsed() {
    for argument in [
        "fetch(\"TH0\")",
        "fetch(String::new())",
        "fetch(&String::new())",
        "fetch_all([\"TH0\"])",
        "let _: ThingSid = \"TH0\".into()",
    ] {
        let message = message(argument);
        for expected in [
            "error[E0277]: `ThingSid` is made of text by `.parse()`, which checks the text",
            "text.parse::<ThingSid>()?",
            "ThingSid::new_unchecked(text)",
        ] {
            assert!(message.contains(expected), "{argument}: {message}");
        }
    }
    // Anything else is told in the usual words, and an identifier is taken.
    assert!(message("fetch(7)").contains("`ThingSid: From<{integer}>` is not satisfied"));
    for argument in ["fetch(&sid)", "fetch_all([&sid])"] {
        assert!(!message(argument).contains("error"), "{argument}");
    }
}
