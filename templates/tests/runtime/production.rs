//! The table of what a client does by default: each row of it is shown by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the first column says, the default, and the file and the test that show it.
const ROWS: [(&str, &str, &str, &str); 19] = [
    ("time for a call", "60 seconds", "retries/limits", "a_server_that_never_answers"),
    ("time for an attempt", "30 seconds", "retries/limits", "a_server_that_never_answers"),
    ("time to connect", "10 seconds", "connecting", "the_time_to_connect"),
    ("size of an answer", "32 MiB", "transports", "compressed_bombs"),
    ("size of an error", "1 MiB", "transports", "compressed_bombs"),
    ("attempts", "3", "retries/decisions", "each_fault"),
    ("sent again, whatever", "status 429", "retries/decisions", "each_fault"),
    ("sent again, if idempotent", "408, 5xx", "retries/decisions", "each_fault"),
    ("never sent again", "read once", "retries/decisions", "bodies_that_can_be_read_once"),
    ("wait before", "0.5 seconds", "retries/waits", "random_within_bounds"),
    ("`Retry-After`", "30 seconds", "retries/waits", "the_api_asks_for_too_much"),
    ("requests sent again", "100", "retries/budget", "by_default"),
    ("a connection", "30 seconds", "connecting", "a_connection_that_is_not_used"),
    ("redirects", "not followed", "transport", "redirects_are_not_followed"),
    ("proxies", "an error", "proxies", "variables_that_cannot_be_read"),
    ("credentials", "by `https`", "base_url", "refused"),
    ("user agent", "version of this crate", "transport", "the_http_client_names_itself"),
    ("what is printed", "500 bytes", "excerpts", "bodies_of_errors"),
    ("what is told", "nothing", "retries/decisions", "trouble_that_passes"),
];

#[test]
fn each_row_has_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(folder.join(path)).expect("the file is there");
    let table = read("docs/production.md");
    let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(lines.len(), ROWS.len());
    for (line, (what, default, file, test)) in lines.into_iter().zip(ROWS) {
        assert!(line.starts_with(&format!("| {what}")) && line.contains(default), "{what}: {line}");
        let tests = read(&format!("tests/runtime/{file}.rs"));
        assert!(tests.contains(&format!("fn {test}(")), "{what}: there is no test {file}::{test}");
    }
    assert!(read("../README.md").contains(&table), "the table of the README is another one");
}

/// What a row says is set by something is there.
#[test]
fn each_setting_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(folder.join("docs/production.md")).expect("the file is there");
    let settings: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.rsplit('|').nth(1)?.trim().strip_prefix('`')?.split('`').next())
        .collect();
    let builder =
        fs::read_to_string(folder.join("src/client/builder.rs")).expect("the file is there");
    for setting in settings {
        let is_there = builder.contains(&format!("pub fn {setting}("));
        assert!(is_there || setting == "Request::idempotent", "there is no `{setting}`");
    }
}
