//! What becomes of properties that do not fit, on each of many levels.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::from_json::{FromJson, Misfit};
use crate::node::Node;
use crate::object::{Fields, Writer, json_object};
use crate::reading::{self, Reading};

thread_local! {
    /// How often something was looked at, and how many values were copied.
    static COUNTS: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// An integer that counts how often it is looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Counted(i64);

impl FromJson for Counted {
    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        let (visits, copies) = COUNTS.get();
        COUNTS.set((visits + 1, copies));
        i64::from_json(node, reading).map(Self)
    }
}

/// Any JSON, which counts what is copied of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Copied(Value);

impl FromJson for Copied {
    const IS_ANY: bool = true;

    fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
        if !reading.is_deciding {
            let (visits, copies) = COUNTS.get();
            COUNTS.set((visits, copies + size(node)));
        }
        Value::from_json(node, reading).map(Self)
    }
}

fn size(node: &Node<'_>) -> usize {
    match node {
        Node::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Node::Object(entries) => 1 + entries.iter().map(|(_, node)| size(node)).sum::<usize>(),
        _ => 1,
    }
}

macro_rules! links {
    ($($name:ident, $other:ty;)*) => {
        $(
            /// An object of which one part is required, and comes behind those that may be kept.
            #[derive(Debug, Clone, PartialEq)]
            struct $name {
                child: Option<Box<$name>>,
                list: Option<Vec<$name>>,
                n: Counted,
                extra: BTreeMap<String, $other>,
            }

            json_object!($name);
            impl FromJson for $name {
                fn from_json(node: &Node<'_>, reading: &mut Reading) -> Result<Self, Misfit> {
let mut fields = Fields::of(node, reading)?;
                    Ok(Self {
                        child: fields.optional("child"),
                        list: fields.optional("list"),
                        n: fields.required("n")?,
                        extra: fields.rest()?,
                    })
                }
}

impl Serialize for $name {
fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    Writer::new(serializer, &self.extra)
                        .optional("child", &self.child)
                        .optional("list", &self.list)
                        .required("n", &self.n)
                        .end()
                }
            }
        )*
    };
}

links! {
    Link, Copied;
    // What does not fit the field may fit here, or not.
    Narrow, Narrow;
    One, Other;
    Other, One;
}

/// JSON of many levels, of which every `odd`th does not fit.
fn nested(depth: usize, odd: usize, key: &str) -> Value {
    (1..=depth).fold(json!({ "n": 0 }), |inner, level| {
        let n = if level % odd == 0 && level < depth { json!("x") } else { json!(level) };
        json!({ key: if key == "list" { json!([inner]) } else { inner }, "n": n })
    })
}

/// How often something was looked at and copied while a value was read.
fn counts<T: FromJson + Serialize>(value: &Value) -> (usize, usize) {
    COUNTS.set((0, 0));
    if let Ok((read, _)) = reading::read::<T>(&Node::from(value)) {
        assert_eq!(serde_json::to_value(read).expect("it is JSON"), *value);
    }
    COUNTS.get()
}

#[test]
fn nothing_is_read_or_copied_again_on_each_level() {
    for key in ["child", "list"] {
        for odd in [1, 2, 3, 1000] {
            let of = |depth| nested(depth, odd, key);
            for depth in [50, 100] {
                let (visits, copies) = counts::<Link>(&of(depth));
                assert!(visits <= 4 * depth + 4, "{key}, {odd}: {visits} visits");
                assert!(copies <= 3 * depth + 3, "{key}, {odd}: {copies} copies");
                for (visits, _) in [counts::<Narrow>(&of(depth)), counts::<One>(&of(depth))] {
                    assert!(visits <= 4 * depth + 4, "{key}, {odd}: {visits} visits");
                }
            }
        }
    }
}

/// What fits is read at once, and nothing of it is copied.
#[test]
fn what_fits_is_read_once() {
    assert_eq!(counts::<Link>(&nested(50, 1000, "child")), (51, 0));
}

/// Where the other properties have a type, only what fits that is kept.
#[test]
fn other_properties_may_have_a_type() {
    let read = |value: &Value| reading::read::<Narrow>(&Node::from(value));
    let value = json!({ "list": { "n": 1 }, "n": 2 });
    let (narrow, misfits) = read(&value).expect("an object in place of a list fits there");
    assert_eq!((narrow.list, narrow.extra.len(), misfits.len()), (None, 1, 1));
    for (value, path) in [
        (json!({ "list": 5, "n": 2 }), "list"),
        (json!({ "child": { "n": "x" }, "n": 2 }), "child.n"),
        (json!({ "child": { "list": 5, "n": 1 }, "n": 2 }), "child.list"),
    ] {
        assert_eq!(read(&value).expect_err("it has no place").path(), path, "{value}");
    }
}
