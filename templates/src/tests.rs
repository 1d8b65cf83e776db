//! Tests of what is not public. The other tests are in `tests/runtime`.

mod environment;

use std::error::Error as _;

use crate::error::{BuildError, Error};

#[test]
fn why_the_http_client_cannot_be_set_up() {
    let cause = reqwest::Client::new().get("http://[").build().expect_err("it is no URL");
    let error = Error::from(BuildError::http_client(cause));
    assert_eq!(error.to_string(), "the client cannot be built: the HTTP client cannot be set up");
    let cause = error.source().expect("there is a reason");
    assert!(cause.is::<reqwest::Error>(), "{cause:?}");
}

mod keeping;
mod refusing;

/// How JSON is read that several types may fit, on each of many levels.
mod reading {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use serde::de::value::Error;
    use serde::de::{IntoDeserializer, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value, json};

    use crate::any_json::AnyJson;
    use crate::from_json::{FromJson, Misfit};
    use crate::json_text::JsonText;
    use crate::node::Node;
    use crate::object::{Fields, Writer, json_object};
    use crate::open::Open;
    use crate::reading::Reading;
    use crate::source::Source;
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
        Other(AnyJson),
    }

    json_union!(Nest);
    impl Union for Nest {
        fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
            choice.variant(Self::Small).variant(Self::Large).variant(Self::Inner)
        }

        fn other(json: AnyJson) -> Self {
            Self::Other(json)
        }
    }

    /// A union within a union, on the same node.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Inner {
        Large(Box<Large>),
        Small(Box<Small>),
        Other(AnyJson),
    }

    json_union!(Inner);
    impl Union for Inner {
        fn read(choice: Choice<'_, Self>) -> Choice<'_, Self> {
            match choice.tag("tag") {
                Some("small") => choice.variant(Self::Small),
                _ => choice.variant(Self::Large).variant(Self::Small),
            }
        }

        fn other(json: AnyJson) -> Self {
            Self::Other(json)
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
                    extra: BTreeMap<String, AnyJson>,
                }

                json_object!($name);
                impl FromJson for $name {
                    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
let mut fields = Fields::of(node, reading)?;
                        Ok(Self {
                            child: fields.optional("child"),
                            inner: fields.optional("inner"),
                            list: fields.optional("list"),
                            map: fields.optional("map"),
                            open: fields.optional("open"),
                            n: fields.required("n")?,
                            extra: fields.rest()?,
                        })
                    }
}

impl Serialize for $name {
fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                        Writer::new(serializer, &self.extra)
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
    fn visits(depth: usize, key: &str, n: &Value, last: &Value, unfit: bool) -> usize {
        let value = (0..depth).fold(json!({ "n": last }), |inner, _| {
            let inner = match key {
                "list" => json!([inner]),
                "map" => json!({ "a": inner }),
                _ => inner,
            };
            let mut value = json!({ "n": n, key: inner });
            if unfit {
                // No variant fits then, unless it keeps this.
                value[if key == "list" { "map" } else { "list" }] = json!(7);
            }
            value
        });
        VISITS.set(0);
        let read = Nest::from_json(&Node::from(&value), &mut Reading::received());
        for nest in [read.expect("reading never fails"), Nest::from(value.clone())] {
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
                for unfit in [false, true] {
                    let visits = |depth| visits(depth, key, &n, &last, unfit);
                    let (few, many) = (visits(50), visits(100));
                    assert!(few <= 50 * 60, "{key}, {n}: {few}");
                    assert!(many <= few * 2 + 60, "{key}, {n}: {few} and {many}");
                }
            }
        }
    }

    /// Only what is within an attempt is decided before it is read, and not what comes after it.
    #[test]
    fn what_fits_at_once_is_read_once() {
        let value = json!(vec![json!({ "n": 1 }); 10]);
        VISITS.set(0);
        let nests = Vec::<Nest>::from_json(&Node::from(&value), &mut Reading::received());
        assert_eq!((nests.expect("reading never fails").len(), VISITS.get()), (10, 10));
    }

    #[test]
    fn the_first_variant_that_fits_is_taken() {
        let read =
            |inner: Value| match Nest::from(json!({ "n": 1, "child": inner, "inner": inner })) {
                Nest::Small(small) => (small.child, small.inner),
                other => panic!("{other:?}"),
            };
        let first = read(json!({ "n": 1 }));
        assert!(matches!(first, (Some(Nest::Small(_)), Some(Inner::Large(_)))), "{first:?}");
        let tagged = read(json!({ "n": 1, "tag": "small" }));
        assert!(matches!(tagged, (Some(Nest::Small(_)), Some(Inner::Small(_)))), "{tagged:?}");
        let other = read(json!({ "n": "x" }));
        // What is other JSON to the union within is so to the one around it.
        assert!(matches!(other, (Some(Nest::Other(_)), Some(Inner::Other(_)))), "{other:?}");
    }

    /// An object that may lose something in each of its fields.
    #[derive(Debug, Clone, PartialEq)]
    struct Lossy {
        /// Written as `null` if it is missing.
        label: Option<String>,
        /// Rounded.
        number: Option<f64>,
        open: Option<Open<Box<Lossy>>>,
        /// Has no place for a `null`.
        extra: BTreeMap<String, i64>,
    }

    json_object!(Lossy);
    impl FromJson for Lossy {
        fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
            let mut fields = Fields::of(node, reading)?;
            Ok(Self {
                label: fields.nullable("label"),
                number: fields.optional("number"),
                open: fields.optional("open"),
                extra: fields.rest()?,
            })
        }
    }

    impl Serialize for Lossy {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Writer::new(serializer, &self.extra)
                .nullable("label", &self.label)
                .optional("number", &self.number)
                .optional("open", &self.open)
                .end()
        }
    }

    /// How many objects within each other are known.
    fn known<T: AsRef<Lossy>>(open: &Open<T>) -> usize {
        open.known().map_or(0, |it| 1 + it.as_ref().open.as_ref().map_or(0, known))
    }

    /// Digits matter always, and whether a property is `null` or missing only in what is to be sent.
    #[test]
    fn what_would_be_lost_is_not_known() {
        let check = |value: Value, received: usize, given: usize| {
            let read: Open<Box<Lossy>> =
                serde_json::from_value(value.clone()).expect("reading never fails");
            let made = Open::<Box<Lossy>>::from(value.clone());
            assert_eq!((known(&read), known(&made)), (received, given), "{value}");
            assert_eq!(serde_json::to_value(made).expect("it is JSON"), value);
        };
        check(json!({ "label": null, "number": 1.5, "x": 1 }), 1, 1);
        check(json!({ "label": null, "x": null }), 0, 0);
        check(json!({}), 1, 0);
        check(json!({ "label": null, "number": null }), 1, 0);
        for number in [9_007_199_254_740_992_i64, -9_007_199_254_740_993] {
            check(json!({ "label": null, "number": number }), 0, 0);
            check(json!({ "label": null, "number": number, "open": { "label": null } }), 0, 0);
            check(json!({ "label": null, "open": { "label": null, "number": number } }), 1, 1);
        }
        // What is within is as it should be, and what is around it is not; and the other way round.
        check(json!({ "open": { "label": null } }), 2, 0);
        check(json!({ "label": null, "open": {} }), 2, 1);
        check(json!({ "label": null, "open": { "label": null, "open": { "x": null } } }), 2, 2);
    }

    /// Every type gives back what it was made of, and says of anything else what was expected.
    #[test]
    fn types_of_values() {
        fn check<T: FromJson + Serialize>(value: &Value, other: &Value, refusal: &str) {
            let read = |value: &Value| T::from_json(&Node::from(value), &mut Reading::received());
            let written = read(value).map(serde_json::to_value);
            assert_eq!(written.expect("it fits").expect("it is JSON"), *value);
            let refused = read(other).err().expect("it does not fit");
            assert_eq!(refused.to_string(), refusal);
        }
        check::<bool>(&json!(true), &json!(1), "invalid type: integer `1`, expected a boolean");
        check::<String>(&json!("a"), &json!(null), "invalid type: null, expected a string");
        check::<i32>(
            &json!(i32::MIN),
            &json!(2_147_483_648_i64),
            "invalid value: integer `2147483648`, expected i32",
        );
        check::<u32>(&json!(u32::MAX), &json!(-1), "invalid value: integer `-1`, expected u32");
        check::<i64>(&json!(i64::MIN), &json!("1"), "invalid type: string \"1\", expected i64");
        check::<u64>(
            &json!(u64::MAX),
            &json!(1.5),
            "invalid type: floating point `1.5`, expected u64",
        );
        check::<f64>(&json!(1.5), &json!({}), "invalid type: map, expected f64");
        check::<Option<Box<i64>>>(&json!(1), &json!([]), "invalid type: sequence, expected i64");
        check::<Vec<bool>>(
            &json!([true, false]),
            &json!([true, null]),
            "invalid type: null, expected a boolean at `[1]`",
        );
        check::<BTreeMap<String, Vec<i64>>>(
            &json!({ "a": [1], "b": [] }),
            &json!({ "a": [], "b": [1, [2]] }),
            "invalid type: sequence, expected i64 at `b[1]`",
        );
        check::<Map<String, Value>>(
            &json!({ "a": [null, { "b": true }] }),
            &json!(["a"]),
            "invalid type: sequence, expected a map",
        );
        for value in [json!(null), json!("{}"), json!({ "a": [null] })] {
            let read = JsonText::from_json(&Node::from(&value), &mut Reading::received());
            assert_eq!(read.expect("any JSON fits").as_received(), &value);
        }
    }

    /// A value as formats other than JSON have it.
    struct Foreign(Option<i64>);

    impl<'de> Deserializer<'de> for Foreign {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0 {
                None => visitor.visit_none(),
                Some(value) => visitor.visit_some(value.into_deserializer()),
            }
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    /// Whatever a format hands over is read as `serde_json` reads it.
    #[test]
    fn other_formats() {
        fn check<'de, D: Deserializer<'de, Error: std::fmt::Debug>>(value: impl Fn() -> D) {
            let expected = Value::deserialize(value()).expect("it is JSON");
            let node = match Source::deserialize(value()).expect("it is JSON") {
                Source::Text(text) => Node::parse(&text).expect("it is JSON").to_value(),
                Source::Node(node) => node.to_value(),
            };
            assert_eq!(node, expected);
        }
        fn check_value<'de, T: IntoDeserializer<'de, Error> + Clone>(value: &T) {
            check(|| value.clone().into_deserializer());
        }
        check(|| Foreign(None));
        check(|| Foreign(Some(1)));
        check(|| json!({ "a": [null, true, "b", { "c": -1 }] }));
        check_value(&());
        check_value(&true);
        check_value(&-1_i64);
        check_value(&u64::MAX);
        check_value(&1.5);
        check_value(&f64::NAN);
        check_value(&"a");
        check_value(&"a".to_owned());
        check_value(&vec![1, 2]);
        check_value(&BTreeMap::from([("a", 1)]));
        check_value(&BTreeMap::from([("a".to_owned(), 1)]));
    }
}
