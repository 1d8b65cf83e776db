//! What a command prints.

use std::process::Command;

/// Runs a command, checks its exit code, and returns what it printed to standard output and to standard
/// error. Neither is a terminal, so neither is coloured.
#[track_caller]
pub(crate) fn printed(command: &mut Command, code: i32) -> (String, String) {
    let output = command.output().expect("the command can be called");
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'), "{out}{err}");
    (out, err)
}
