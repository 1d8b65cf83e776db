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

/// How JSON is read that several types may fit, on each of many levels.
mod reading {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use serde::{Serialize, Serializer};
    use serde_json::{Map, Value, json};

    use crate::from_json::{FromJson, Misfit, Reading};
    use crate::node::Node;
    use crate::object::{Fields, Object, Writer, json_object};
    use crate::open::Open;
    use crate::union::{Choice, Union, json_union};

    thread_local! {
        static VISITS: Cell<usize> = const { Cell::new(0) };
    }

    /// An integer that counts how often it is looked at.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    struct Counted(i64);

    impl FromJson for Counted {
        fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
            VISITS.set(VISITS.get() + 1);
            i64::from_json(node, reading).map(Self)
        }
    }

    /// A union whose variants contain it in every way.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Nest {
        Small(Box<Small>),
        Large(Box<Large>),
        Inner(Inner),
        Other(Value),
    }

    json_union!(Nest);
    impl Union for Nest {
        fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
            choice.variant(Self::Small).variant(Self::Large).variant(Self::Inner)
        }

        fn other(value: Value) -> Self {
            Self::Other(value)
        }
    }

    /// A union within a union, on the same node.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Inner {
        Large(Box<Large>),
        Small(Box<Small>),
        Other(Value),
    }

    json_union!(Inner);
    impl Union for Inner {
        fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
            match choice.tag("tag") {
                Some("small") => choice.variant(Self::Small),
                _ => choice.variant(Self::Large).variant(Self::Small),
            }
        }

        fn other(value: Value) -> Self {
            Self::Other(value)
        }
    }

    macro_rules! nests {
        ($($name:ident)*) => {
            $(
                #[derive(Debug, Clone, PartialEq)]
                struct $name {
                    child: Option<Nest>,
                    inner: Option<Inner>,
                    list: Option<Vec<Nest>>,
                    map: Option<BTreeMap<String, Nest>>,
                    open: Option<Open<Box<Small>>>,
                    n: Counted,
                    extra: Map<String, Value>,
                }

                json_object!($name);
                impl Object for $name {
                    fn read(fields: &mut Fields<'_>) -> Result<Self, Misfit> {
                        Ok(Self {
                            child: fields.optional("child")?,
                            inner: fields.optional("inner")?,
                            list: fields.optional("list")?,
                            map: fields.optional("map")?,
                            open: fields.optional("open")?,
                            n: fields.required("n")?,
                            extra: fields.rest()?,
                        })
                    }

                    fn write<S: Serializer>(&self, object: Writer<S>) -> Result<S::Ok, S::Error> {
                        object
                            .with(&self.extra)
                            .optional("child", &self.child)
                            .optional("inner", &self.inner)
                            .optional("list", &self.list)
                            .optional("map", &self.map)
                            .optional("open", &self.open)
                            .required("n", &self.n)
                            .end()
                    }
                }
            )*
        };
    }

    nests!(Small Large);

    /// Nests values within each other, and returns how often an integer was looked at.
    fn visits(depth: usize, key: &str, n: &Value, last: &Value) -> usize {
        let value = (0..depth).fold(json!({ "n": last }), |inner, _| {
            let inner = match key {
                "list" => json!([inner]),
                "map" => json!({ "a": inner }),
                _ => inner,
            };
            json!({ "n": n, key: inner })
        });
        VISITS.set(0);
        for nest in [
            serde_json::from_value(value.clone()).expect("reading never fails"),
            Nest::from(value.clone()),
        ] {
            assert_eq!(serde_json::to_value(nest).expect("it is JSON"), value);
        }
        VISITS.get()
    }

    #[test]
    fn nothing_is_read_again_on_each_level() {
        for key in ["child", "inner", "list", "map", "open"] {
            for (n, last) in [
                (json!(1), json!(1)),
                (json!("x"), json!("x")),
                (json!(1), json!("x")),
                (json!("x"), json!(1)),
                (json!(null), json!({})),
            ] {
                let visits = |depth| visits(depth, key, &n, &last);
                let (few, many) = (visits(50), visits(100));
                assert!(few <= 50 * 30, "{key}, {n}: {few}");
                assert!(many <= few * 2 + 30, "{key}, {n}: {few} and {many}");
            }
        }
    }
}
