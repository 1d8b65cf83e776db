//! The programs that the crate comes with, as somebody without an account runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs a program with cargo, in an environment without credentials.
fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["run", "--quiet", "--package", "flex-interactions"]);
    command.args(arguments);
    for name in ["API_KEY", "API_SECRET", "ACCOUNT_SID", "AUTH_TOKEN"] {
        command.env_remove(format!("TWILIO_{name}"));
    }
    command.output().expect("cargo can be run")
}

/// The names of the programs that are generated.
fn programs() -> Vec<String> {
    let files = fs::read_dir(root().join("generated/examples")).expect("there are some");
    let files = files.map(|file| file.expect("it can be listed").path());
    let generated = files.filter(|file| {
        fs::read_to_string(file).is_ok_and(|text| text.contains("common::run(EXAMPLE, run)"))
    });
    let names = generated.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()));
    names.collect()
}

#[test]
fn without_credentials_programs_show_an_exchange_with_a_mock() {
    let programs = programs();
    assert!(programs.len() > 10, "{programs:?}");
    for program in &programs {
        let output = run(&["--features", "mock", "--example", program]);
        let (out, err) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{program}: {err}");
        assert!(err.starts_with("No credentials are set: a mock of the API answers at http://"));
        // One that waits has several exchanges.
        let (exchange, answer) = out.rsplit_once("\n\n").expect("the exchange is printed");
        let is_request = exchange.starts_with("POST /v1/") || exchange.starts_with("GET /v1/");
        let is_answered = exchange.ends_with("\n200 OK") || exchange.ends_with("\n201 Created");
        assert!(is_request && is_answered, "{program}: {exchange}");
        let answer: serde_json::Value = serde_json::from_str(answer).expect("the answer is JSON");
        assert!(answer.is_object(), "{program}: {answer}");
    }
}

#[test]
fn arguments_of_ones_own_are_sent_to_the_mock() {
    let sid = format!("KD{}", "b".repeat(32));
    let output = run(&["--features", "mock", "--example", "fetch_interaction", "--", &sid]);
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.starts_with(&format!("GET /v1/Interactions/{sid}\n200 OK\n")), "{out}");
    let output = run(&["--features", "mock", "--example", "fetch_interaction", "--", "a", "b"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && err.contains("usage: fetch_interaction SID"), "{err}");
}

#[test]
fn without_the_feature_programs_say_how_to_do_without_credentials() {
    let output = run(&["--example", "fetch_interaction", "--", "KD0"]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(err.contains("hint: with `--features mock`"), "{err}");
    assert!(err.contains("TWILIO_ACCOUNT_SID is not set"), "{err}");
}
