//! Proxies that the environment names: one that cannot be read is not passed over.

use std::process::Command;

use templates::Client;

/// Sets up a client as an application does. The environment belongs to the whole process, so that
/// this is run in others as well.
#[test]
fn a_client_is_set_up() {
    Client::new("AC0", "token").expect("the environment is as it should be");
}

/// What becomes of the test above in an environment with one variable: nothing, or the error.
fn problem(name: &str, value: &str, others: &[(&str, &str)]) -> Option<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "proxies::a_client_is_set_up"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.env_remove("REQUEST_METHOD").env(name, value).envs(others.iter().copied());
    let output = command.output().expect("the program runs again");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("1 passed") || text.contains("1 failed"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    (!output.status.success()).then_some(text)
}

const VARIABLES: [&str; 6] =
    ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

#[test]
fn variables_that_cannot_be_read() {
    for name in VARIABLES {
        let text = problem(name, ":::", &[]).expect("it is no URL");
        assert!(text.contains(&format!("the environment variable `{name}`")), "{text}");
        assert!(text.contains("BuildError"), "{text}");
        assert_eq!(problem(name, "http://proxy.example:3128", &[]), None, "{name}");
    }
    for value in [
        " ",
        "http://",
        "/path",
        "ftp://proxy.example",
        "http://proxy.example:99999",
        "http://proxy.example:port",
        "http://user:hunter2@",
        "hunter2 hunter2",
    ] {
        assert!(problem("HTTPS_PROXY", value, &[]).is_some(), "{value}");
    }
}

#[test]
fn variables_that_can_be_read() {
    for value in [
        "",
        "proxy.example",
        "proxy.example:3128",
        "10.0.0.1:3128",
        "https://user:pass%20word@proxy.example/path",
        "http://[::1]:3128",
        "socks5://proxy.example:1080",
    ] {
        assert_eq!(problem("HTTPS_PROXY", value, &[]), None, "{value}");
    }
    // A list that is never wrong, and what is not read at all.
    assert_eq!(problem("NO_PROXY", ":::", &[]), None);
    assert_eq!(problem("https_proxy", ":::", &[("HTTPS_PROXY", "proxy.example")]), None);
    assert_eq!(problem("HTTP_PROXY", ":::", &[("REQUEST_METHOD", "GET")]), None);
}
