//! What the environment sets up. It belongs to the whole process, so that these tests have
//! variables of their own.

use std::ffi::OsString;
use std::time::Duration;

use http::Method;

use crate::client::{Client, ClientBuilder};
use crate::error::{BuildError, Error};
use crate::response::NoContent;

fn builder(variables: &[(&str, &str)]) -> Result<ClientBuilder, BuildError> {
    ClientBuilder::from_variables(|name| {
        let mut found = variables.iter().filter(|(known, _)| *known == name);
        found.next().map(|(_, value)| OsString::from(value))
    })
}

/// What the client is set up with, or why there is none.
fn from(variables: &[(&str, &str)]) -> String {
    match builder(variables).map_err(Error::from).and_then(ClientBuilder::build) {
        Ok(client) => shown(&client),
        Err(error) => error.to_string(),
    }
}

/// The base URL of a client and its credentials.
fn shown(client: &Client) -> String {
    let request = client.request::<NoContent>("FetchThing", Method::GET, "/").to_http();
    let request = request.expect("credentials are set");
    let text = request.headers()["authorization"].to_str().expect("base64 is ASCII");
    format!("{} {text}", client.base_url())
}

const SID: (&str, &str) = ("TWILIO_ACCOUNT_SID", "AC0");
const TOKEN: (&str, &str) = ("TWILIO_AUTH_TOKEN", "token");
const KEY: (&str, &str) = ("TWILIO_API_KEY", "SK0");
const SECRET: (&str, &str) = ("TWILIO_API_SECRET", "secret");

const ACCOUNT: &str = "https://flex-api.twilio.com Basic QUMwOnRva2Vu";
const API_KEY: &str = "https://flex-api.twilio.com Basic U0swOnNlY3JldA==";

#[test]
fn credentials() {
    assert_eq!(from(&[SID, TOKEN]), ACCOUNT);
    assert_eq!(from(&[KEY, SECRET]), API_KEY);
    assert_eq!(from(&[SID, TOKEN, KEY, SECRET]), API_KEY);
    assert_eq!(from(&[SID, KEY, SECRET]), API_KEY);
    // Half a pair is none, and an empty variable is an unset one.
    assert_eq!(from(&[SID, TOKEN, KEY]), ACCOUNT);
    assert_eq!(from(&[SID, TOKEN, SECRET]), ACCOUNT);
    assert_eq!(from(&[SID, TOKEN, KEY, ("TWILIO_API_SECRET", "")]), ACCOUNT);
}

#[test]
fn what_is_missing_is_named() {
    let check = |variables: &[(&str, &str)], missing: &str| {
        let expected =
            format!("the client cannot be built: the environment variable {missing} is not set");
        assert_eq!(from(variables), expected, "{variables:?}");
    };
    check(&[], "TWILIO_ACCOUNT_SID");
    check(&[TOKEN], "TWILIO_ACCOUNT_SID");
    check(&[SID], "TWILIO_AUTH_TOKEN");
    check(&[("TWILIO_ACCOUNT_SID", ""), TOKEN], "TWILIO_ACCOUNT_SID");
    check(&[SID, ("TWILIO_AUTH_TOKEN", "")], "TWILIO_AUTH_TOKEN");
    // Who sets half of a key pair wants to use it.
    check(&[KEY], "TWILIO_API_SECRET");
    check(&[SECRET], "TWILIO_API_KEY");
    check(&[SID, KEY], "TWILIO_API_SECRET");
    check(&[KEY, ("TWILIO_API_SECRET", "")], "TWILIO_API_SECRET");
}

#[test]
fn edge_and_region() {
    let check = |edge: &str, region: &str, host: &str| {
        let variables = [SID, TOKEN, ("TWILIO_EDGE", edge), ("TWILIO_REGION", region)];
        let expected = format!("https://{host} Basic QUMwOnRva2Vu");
        assert_eq!(from(&variables), expected);
    };
    check("", "", "flex-api.twilio.com");
    check("sydney", "", "flex-api.sydney.us1.twilio.com");
    check("", "au1", "flex-api.sydney.au1.twilio.com");
    check("sydney", "au1", "flex-api.sydney.au1.twilio.com");
    let wrong = from(&[SID, TOKEN, ("TWILIO_EDGE", "sydney"), ("TWILIO_REGION", "ie1")]);
    assert!(wrong.contains("`sydney` does not lead to the region `ie1`"), "{wrong}");
}

#[test]
fn base_url_and_time_limits() {
    let url = ("TWILIO_BASE_URL", "https://gateway.example/flex/");
    assert_eq!(from(&[SID, TOKEN, url]), "https://gateway.example/flex Basic QUMwOnRva2Vu");
    // Edge and region are put into it, wherever they come from.
    let url = ("TWILIO_BASE_URL", "https://flex-api.twilio.com:8443");
    let placed = from(&[SID, TOKEN, url, ("TWILIO_REGION", "ie1")]);
    assert_eq!(placed, "https://flex-api.dublin.ie1.twilio.com:8443 Basic QUMwOnRva2Vu");

    let check = |text: &str, expected: Option<f64>| {
        let limits = ["TWILIO_TIMEOUT", "TWILIO_ATTEMPT_TIMEOUT", "TWILIO_CONNECT_TIMEOUT"];
        let mut variables = vec![SID, TOKEN];
        variables.extend(limits.map(|name| (name, text)));
        let builder = builder(&variables).expect("the variables can be used");
        let connect =
            format!("connect_timeout: {:?}", Duration::from_secs_f64(expected.unwrap_or(10.0)));
        assert!(format!("{builder:?}").replace("Some(", "").contains(&connect), "{builder:?}");
        let limits = builder.build().expect("a client").shared.limits;
        let found = [limits.for_call(), limits.for_attempt()];
        let defaults = [60.0, 30.0].map(|seconds| expected.unwrap_or(seconds));
        assert_eq!(found, defaults.map(|seconds| Some(Duration::from_secs_f64(seconds))));
    };
    check("5", Some(5.0));
    check("2.5", Some(2.5));
    check("0.001", Some(0.001));
    check("", None);
    let attempt = builder(&[SID, TOKEN, ("TWILIO_ATTEMPT_TIMEOUT", "3")]).expect("a builder");
    let limits = attempt.build().expect("a client").shared.limits;
    assert_eq!(limits.for_attempt(), Some(Duration::from_secs(3)));
    assert_eq!(limits.for_call(), Some(Duration::from_secs(60)));
}

/// It is named, and its value is not repeated: it may be a secret in the wrong place.
#[test]
fn what_cannot_be_used() {
    const LABEL: &str =
        "an edge and a region must be one label of a host name, such as `sydney` or `au1`";
    const SECONDS: &str = "it must be a number of seconds, such as `30` or `2.5`";
    const CONTROL: &str =
        "the credentials must not contain control characters, such as a line break";

    let check = |variables: &[(&str, &str)], names: &str, why: &str| {
        let error = Error::from(builder(variables).expect_err("it cannot be used"));
        let expected = format!(
            "the client cannot be built: the environment variable {names} cannot be used: {why}"
        );
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    };
    for name in ["TWILIO_EDGE", "TWILIO_REGION"] {
        check(&[(name, "hunter2.example/")], name, LABEL);
    }
    for name in ["TWILIO_TIMEOUT", "TWILIO_ATTEMPT_TIMEOUT", "TWILIO_CONNECT_TIMEOUT"] {
        for text in ["hunter2", "0", "0.0", "-1", "+1", "1e3", "inf", "NaN", "1s", " 1", ".", "1,5"]
        {
            check(&[(name, text)], name, SECONDS);
        }
        check(&[(name, &"9".repeat(30))], name, SECONDS);
    }
    let url = "the base URL must not contain credentials; the builder takes them";
    check(&[("TWILIO_BASE_URL", "https://a:hunter2@example.com")], "TWILIO_BASE_URL", url);
    let url = "the base URL must not have a query or a fragment";
    check(&[("TWILIO_BASE_URL", "https://example.com?hunter2")], "TWILIO_BASE_URL", url);
    let account = "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN";
    check(&[SID, ("TWILIO_AUTH_TOKEN", "hunter2\n")], account, CONTROL);
    let key = "TWILIO_API_KEY or TWILIO_API_SECRET";
    check(&[KEY, ("TWILIO_API_SECRET", "\thunter2")], key, CONTROL);
}

#[cfg(unix)]
#[test]
fn what_is_no_text() {
    use std::os::unix::ffi::OsStringExt;

    for name in ["TWILIO_AUTH_TOKEN", "TWILIO_EDGE", "TWILIO_BASE_URL", "TWILIO_TIMEOUT"] {
        let error = ClientBuilder::from_variables(|known| {
            (known == name).then(|| OsString::from_vec(b"hunter2\xff".to_vec()))
        });
        assert_eq!(
            error.expect_err("it is no text").to_string(),
            format!(
                "the client cannot be built: the environment variable {name} cannot be used: it \
                 is no text in Unicode"
            )
        );
    }
}

#[test]
fn what_is_set_later_counts() {
    let build = |variables: &[_], change: fn(ClientBuilder) -> ClientBuilder| {
        let builder = builder(variables).expect("the variables can be used");
        shown(&change(builder).build().expect("a client"))
    };
    // Credentials may come from elsewhere.
    let given = |builder: ClientBuilder| builder.credentials("AC0", "token");
    assert_eq!(build(&[], given), ACCOUNT);
    assert_eq!(build(&[KEY, SECRET], given), ACCOUNT);
    let region = ("TWILIO_REGION", "ie1");
    assert_eq!(
        build(&[SID, TOKEN, region], |builder| builder.region("au1")),
        "https://flex-api.sydney.au1.twilio.com Basic QUMwOnRva2Vu"
    );
    let plain = ("TWILIO_BASE_URL", "http://stub.internal");
    assert_eq!(
        build(&[SID, TOKEN, plain], ClientBuilder::allow_plain_http),
        "http://stub.internal Basic QUMwOnRva2Vu"
    );
    let refused = from(&[SID, TOKEN, plain]);
    assert!(refused.contains("must use https"), "{refused}");
}
