//! Tests of what is not public. The other tests are in `tests/runtime`.

use http::Method;

use crate::client::Client;
use crate::response::NoContent;

/// What the client is set up with, or why there is none.
fn from(variables: &[(&str, &str)]) -> String {
    let get = |name: &str| {
        let mut found = variables.iter().filter(|(known, _)| *known == name);
        found.next().map(|(_, value)| (*value).to_owned())
    };
    match Client::from_variables(get) {
        Ok(client) => {
            let request = client.request::<NoContent, ()>("FetchThing", Method::GET, "/").to_http();
            let request = request.expect("credentials are set");
            let text = request.headers()["authorization"].to_str().expect("base64 is ASCII");
            format!("{} {text}", client.base_url())
        }
        Err(error) => error.to_string(),
    }
}

const SID: (&str, &str) = ("TWILIO_ACCOUNT_SID", "AC0");
const TOKEN: (&str, &str) = ("TWILIO_AUTH_TOKEN", "token");
const KEY: (&str, &str) = ("TWILIO_API_KEY", "SK0");
const SECRET: (&str, &str) = ("TWILIO_API_SECRET", "secret");

const ACCOUNT: &str = "https://flex-api.twilio.com Basic QUMwOnRva2Vu";
const API_KEY: &str = "https://flex-api.twilio.com Basic U0swOnNlY3JldA==";

#[test]
fn credentials_from_variables() {
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
fn edge_and_region_from_variables() {
    let check = |edge: &str, region: &str, host: &str| {
        let variables = [SID, TOKEN, ("TWILIO_EDGE", edge), ("TWILIO_REGION", region)];
        let expected = format!("https://{host} Basic QUMwOnRva2Vu");
        assert_eq!(from(&variables), expected);
    };
    check("", "", "flex-api.twilio.com");
    check("sydney", "", "flex-api.sydney.us1.twilio.com");
    check("", "au1", "flex-api.au1.twilio.com");
    check("sydney", "au1", "flex-api.sydney.au1.twilio.com");

    let elsewhere = from(&[SID, TOKEN, ("TWILIO_EDGE", "evil.example/")]);
    assert!(elsewhere.contains("one label of a host name"), "{elsewhere}");
}
