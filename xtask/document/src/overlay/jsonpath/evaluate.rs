//! Which nodes a JSONPath selects.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::{Comparison, Operand, Query, Segment, Selector, Test};

/// A step on the way from the document to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum PathStep<'v> {
    Key(&'v str),
    Index(usize),
}

/// A way to a node, and the node.
pub(in super::super) type Located<'v> = (Vec<PathStep<'v>>, &'v Value);

/// How many nodes may still be looked at, by all targets of an overlay together.
pub(in super::super) struct Budget(Cell<u64>);

/// The budget is used up.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Exhausted;

impl Budget {
    /// So much for whatever is in the document, and as much again for each of its nodes and bytes
    /// of text as a reasonable overlay could need.
    pub(in super::super) fn for_document(size: usize) -> Self {
        const BASE: u64 = 2_000_000;
        const FOR_EACH: u64 = 50;

        Self(Cell::new((size as u64).saturating_mul(FOR_EACH).saturating_add(BASE)))
    }

    pub(in super::super) fn spend(&self, amount: usize) -> Result<(), Exhausted> {
        let left = self.0.get().checked_sub(amount as u64).ok_or(Exhausted)?;
        self.0.set(left);
        Ok(())
    }
}

/// What is done with a node that is selected.
type Visitor<'f, 'v> = dyn FnMut(&[PathStep<'v>], &'v Value) -> Result<(), Exhausted> + 'f;

impl Query {
    /// The nodes of a document that are selected, each of them once.
    pub(in super::super) fn select<'v>(
        &self,
        document: &'v Value,
        budget: &Budget,
    ) -> Result<Vec<Located<'v>>, Exhausted> {
        let evaluation = Evaluation { root: document, budget };
        let mut nodes: Vec<Located<'v>> = vec![(Vec::new(), document)];
        for segment in &self.segments {
            let mut known = HashSet::new();
            let mut selected: Vec<Located<'v>> = Vec::new();
            for (way, node) in nodes {
                evaluation.segment(segment, node, &mut way.clone(), &mut |way, node| {
                    // A node that is selected twice is kept once, and so is what later segments
                    // select below it.
                    if known.insert(std::ptr::from_ref(node)) {
                        // The path takes memory, which the budget bounds as well.
                        budget.spend(way.len())?;
                        selected.push((way.to_vec(), node));
                    }
                    Ok(())
                })?;
            }
            nodes = selected;
        }
        Ok(nodes)
    }
}

/// The evaluation of a JSONPath on a document.
pub(super) struct Evaluation<'v, 'b> {
    pub(super) root: &'v Value,
    pub(super) budget: &'b Budget,
}

impl<'v> Evaluation<'v, '_> {
    /// Finds what a segment selects from a node.
    fn segment(
        &self,
        segment: &Segment,
        node: &'v Value,
        way: &mut Vec<PathStep<'v>>,
        found: &mut Visitor<'_, 'v>,
    ) -> Result<(), Exhausted> {
        self.budget.spend(1)?;
        for selector in &segment.selectors {
            self.selector(selector, node, way, found)?;
        }
        if segment.is_descendant {
            for (step, child) in children(node) {
                way.push(step);
                self.segment(segment, child, way, found)?;
                way.pop();
            }
        }
        Ok(())
    }

    fn selector(
        &self,
        selector: &Selector,
        node: &'v Value,
        way: &mut Vec<PathStep<'v>>,
        found: &mut Visitor<'_, 'v>,
    ) -> Result<(), Exhausted> {
        let mut tell = |step: PathStep<'v>, child: &'v Value| {
            self.budget.spend(1)?;
            way.push(step);
            let told = found(way, child);
            way.pop();
            told
        };
        match (selector, node) {
            (Selector::Name(name), Value::Object(fields)) => match fields.get_key_value(name) {
                Some((key, field)) => tell(PathStep::Key(key), field),
                None => self.budget.spend(1),
            },
            (Selector::Index(index), Value::Array(entries)) => {
                match position(*index, entries.len()).filter(|index| *index < entries.len()) {
                    Some(index) => tell(PathStep::Index(index), &entries[index]),
                    None => self.budget.spend(1),
                }
            }
            (Selector::Slice { start, end, step }, Value::Array(entries)) => {
                for index in slice(*start, *end, *step, entries.len()) {
                    tell(PathStep::Index(index), &entries[index])?;
                }
                Ok(())
            }
            (Selector::Wildcard, _) => {
                children(node).try_for_each(|(step, child)| tell(step, child))
            }
            (Selector::Filter(test), _) => {
                for (step, child) in children(node) {
                    if self.test(test, child)? {
                        tell(step, child)?;
                    }
                }
                Ok(())
            }
            (Selector::Name(_) | Selector::Index(_) | Selector::Slice { .. }, _) => {
                self.budget.spend(1)
            }
        }
    }

    /// What a query in a filter selects, as often as it does so.
    fn nodes(&self, query: &Query, current: &'v Value) -> Result<Vec<&'v Value>, Exhausted> {
        let mut nodes = vec![if query.is_absolute { self.root } else { current }];
        for segment in &query.segments {
            nodes = self.segment_of_all(segment, &nodes)?;
        }
        Ok(nodes)
    }

    /// What a segment selects from several nodes, as often as it does so.
    pub(super) fn segment_of_all(
        &self,
        segment: &Segment,
        nodes: &[&'v Value],
    ) -> Result<Vec<&'v Value>, Exhausted> {
        let mut selected = Vec::new();
        for node in nodes {
            self.segment(segment, node, &mut Vec::new(), &mut |_, node| {
                selected.push(node);
                Ok(())
            })?;
        }
        Ok(selected)
    }

    /// The texts that a query in a filter selects for nodes.
    pub(super) fn texts(
        &self,
        query: &Query,
        nodes: &[&'v Value],
    ) -> Result<BTreeSet<&'v str>, Exhausted> {
        let mut texts = BTreeSet::new();
        for node in nodes {
            texts.extend(self.nodes(query, node)?.into_iter().filter_map(Value::as_str));
        }
        Ok(texts)
    }

    /// Whether a filter lets a node through.
    fn test(&self, test: &Test, current: &'v Value) -> Result<bool, Exhausted> {
        self.budget.spend(1)?;
        match test {
            Test::All(tests) => {
                for test in tests {
                    if !self.test(test, current)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Test::Any(tests) => {
                for test in tests {
                    if self.test(test, current)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Test::Not(test) => Ok(!self.test(test, current)?),
            Test::Exists(query) => Ok(!self.nodes(query, current)?.is_empty()),
            Test::Compared(left, comparison, right) => {
                let (left, right) = (self.operand(left, current)?, self.operand(right, current)?);
                self.compare(left.as_value(), *comparison, right.as_value())
            }
            Test::Matches(operand, pattern) => {
                let value = self.operand(operand, current)?;
                match (value.as_value().and_then(Value::as_str), &pattern.regex) {
                    (Some(found), Some(regex)) => {
                        self.budget.spend(found.len().saturating_mul(pattern.cost))?;
                        Ok(regex.is_match(found))
                    }
                    _ => Ok(false),
                }
            }
        }
    }

    fn operand<'o>(
        &self,
        operand: &'o Operand,
        current: &'v Value,
    ) -> Result<Operated<'o>, Exhausted>
    where
        'v: 'o,
    {
        Ok(match operand {
            Operand::Literal(value) => Operated::Known(value),
            Operand::Node(query) => match self.nodes(query, current)?[..] {
                [node] => Operated::Known(node),
                _ => Operated::Nothing,
            },
            Operand::Count(query) => Operated::Made(self.nodes(query, current)?.len().into()),
            Operand::Length(operand) => match self.operand(operand, current)?.as_value() {
                Some(Value::String(text)) => {
                    self.budget.spend(text.len())?;
                    Operated::Made(text.chars().count().into())
                }
                Some(Value::Array(entries)) => Operated::Made(entries.len().into()),
                Some(Value::Object(fields)) => Operated::Made(fields.len().into()),
                _ => Operated::Nothing,
            },
        })
    }

    fn compare(
        &self,
        left: Option<&Value>,
        comparison: Comparison,
        right: Option<&Value>,
    ) -> Result<bool, Exhausted> {
        let is_equal = || match (left, right) {
            (Some(left), Some(right)) => self.is_equal(left, right),
            (left, right) => Ok(left.is_none() && right.is_none()),
        };
        let order = match (left, right) {
            (Some(Value::Number(left)), Some(Value::Number(right))) => {
                left.as_f64().partial_cmp(&right.as_f64())
            }
            (Some(Value::String(left)), Some(Value::String(right))) => {
                self.budget.spend(left.len().min(right.len()))?;
                Some(left.cmp(right))
            }
            _ => None,
        };
        match comparison {
            Comparison::Equal => is_equal(),
            Comparison::NotEqual => Ok(!is_equal()?),
            Comparison::Less => Ok(order == Some(Ordering::Less)),
            Comparison::Greater => Ok(order == Some(Ordering::Greater)),
            Comparison::LessOrEqual => Ok(order == Some(Ordering::Less) || is_equal()?),
            Comparison::GreaterOrEqual => Ok(order == Some(Ordering::Greater) || is_equal()?),
        }
    }

    fn is_equal(&self, left: &Value, right: &Value) -> Result<bool, Exhausted> {
        self.budget.spend(1)?;
        match (left, right) {
            (Value::Number(left), Value::Number(right)) => {
                Ok(left == right || left.as_f64() == right.as_f64())
            }
            (Value::String(left), Value::String(right)) => {
                self.budget.spend(left.len().min(right.len()))?;
                Ok(left == right)
            }
            (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
                for (left, right) in left.iter().zip(right) {
                    if !self.is_equal(left, right)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (Value::Object(left), Value::Object(right)) if left.len() == right.len() => {
                for (key, left) in left {
                    match right.get(key) {
                        Some(right) if self.is_equal(left, right)? => {}
                        _ => return Ok(false),
                    }
                }
                Ok(true)
            }
            (Value::Array(_) | Value::Object(_), _) => Ok(false),
            _ => Ok(left == right),
        }
    }
}

/// What an operand is for a node.
enum Operated<'o> {
    Known(&'o Value),
    Made(Value),
    Nothing,
}

impl Operated<'_> {
    fn as_value(&self) -> Option<&Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::Made(value) => Some(value),
            Self::Nothing => None,
        }
    }
}

/// The entries of an array or the fields of an object.
fn children(node: &Value) -> impl Iterator<Item = (PathStep<'_>, &Value)> {
    let (entries, fields) = match node {
        Value::Array(entries) => (Some(entries), None),
        Value::Object(fields) => (None, Some(fields)),
        _ => (None, None),
    };
    let entries = entries.into_iter().flatten().enumerate();
    let entries = entries.map(|(index, entry)| (PathStep::Index(index), entry));
    let fields =
        fields.into_iter().flatten().map(|(key, field)| (PathStep::Key(key.as_str()), field));
    entries.chain(fields)
}

/// An index counted from the start, of one that may be counted from the end.
fn position(index: i64, length: usize) -> Option<usize> {
    if index >= 0 {
        return usize::try_from(index).ok();
    }
    length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)
}

/// The indices of a slice (RFC 9535, section 2.3.4.2).
fn slice(
    start: Option<i64>,
    end: Option<i64>,
    step: i64,
    length: usize,
) -> impl Iterator<Item = usize> {
    let size = i64::try_from(length).unwrap_or(i64::MAX);
    let from_start = |index: i64| if index >= 0 { index } else { size.saturating_add(index) };
    let (first, last) = if step >= 0 {
        let start = from_start(start.unwrap_or(0)).clamp(0, size);
        (start, from_start(end.unwrap_or(size)).clamp(0, size))
    } else {
        let start = start.map_or(size - 1, from_start).clamp(-1, size - 1);
        (start, end.map_or(-1, from_start).clamp(-1, size - 1))
    };
    let mut next = (step != 0).then_some(first);
    std::iter::from_fn(move || {
        let index = next.filter(|index| if step > 0 { *index < last } else { *index > last })?;
        next = index.checked_add(step);
        usize::try_from(index).ok()
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde_json::{Value, json};
    use serde_json_path::{JsonPath, PathElement};

    use super::super::Refusal;
    use super::{Budget, Exhausted, PathStep, Query};

    fn document() -> Value {
        json!({
            "paths": {
                "/a": {"get": {"id": "listA", "tags": ["x", "y"], "n": 1}, "put": {"id": "putA"}},
                "/b": {"get": {"id": "list\u{e4}", "tags": [], "deep": {"id": "in", "tags": ["x"]}}},
                "it's": {"q\"": [1, 2.0, -3, 1e3, null, true, [[], {}], "\u{1f600}"]},
            },
            "list": [0, 1, 2, 3, 4, 5, {"id": "listA"}, {"a": 1, "b": 1}, {"a": [1], "b": [1.5]}],
            "id": "listA",
        })
    }

    /// The library that says what is a JSONPath also says what it selects.
    #[test]
    fn the_same_is_selected_as_by_another_program() {
        let document = document();
        for text in [
            "$",
            "$.paths",
            "$ .paths [ '/a' , \"/b\" ] .get",
            "$.*",
            "$..*",
            "$..id",
            "$..['id','n','id']",
            "$..[0]",
            "$..[-1]",
            "$.list[::2]",
            "$.list[5:1:-2]",
            "$.list[-3:]",
            "$.list[:-4]",
            "$.list[::-1]",
            "$.list[1:100:3]",
            "$.list[3:1]",
            "$.list[0:3:0]",
            "$.list[100]",
            "$..tags[*]",
            "$..*..*..id",
            "$['paths'][\"it's\"]['q\"'][7]",
            "$.paths[\"it's\"][\"q\\\"\"][6]",
            r"$['\u0070aths']['/a']",
            "$.paths.*[?@.id]",
            "$.paths.*[?!@.tags]",
            "$.paths.*[?@.id == 'listA' && @.n == 1.0 || @.id=='putA']",
            "$.paths.*[?(@.id == 'listA' || @.id == 'putA') && !(@.n > 0)]",
            "$.paths.*[?@.id == $.id]",
            "$..[?@.id == $.list[6].id]",
            "$.list[?@ > 1]",
            "$.list[?@ >= 1 && @ < 4]",
            "$.list[?@ <= -1e0]",
            "$.list[?@.a == @.b]",
            "$.list[?@.a != @.b]",
            "$.list[?@.none == @.nothing]",
            "$..[?@ == null || @ == true]",
            "$..[?@ < 'm']",
            "$..[?length(@.tags) == 2]",
            "$..[?length(@) > 6]",
            "$..[?length(@.id) == 5]",
            "$..[?count(@.*) >= 2]",
            "$..[?count(@['id','id']) == 2]",
            "$..[?value(@..tags) == value(@.deep.tags)]",
            "$..[?match(@.id, 'list.')]",
            "$..[?!match(@.id, 'list.')]",
            "$..[?search(@.id, \"^l.*[A-Z\\u00e4]$\")]",
            "$..[?search(@, '\\\\w+')]",
            "$..[?search(@.id, '(')]",
            "$..[?search(@.id, 1)]",
            "$..[?@..id]",
            "$..[?@.*[?@.id]]",
            "$.paths[?@.get.tags[?@ == 'x']]",
        ] {
            let judge = JsonPath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let expected = judge.query_located(&document);
            let step = |element: &PathElement<'_>| match element {
                PathElement::Name(key) => format!("/{key}"),
                PathElement::Index(index) => format!("/{index}"),
            };
            let mut expected: Vec<String> =
                expected.locations().map(|way| way.iter().map(step).collect()).collect();
            let query = Query::parse(text, &mut 1_000_000)
                .unwrap_or_else(|error| panic!("{text}: {error:?}"));
            let found = query.select(&document, &Budget::for_document(0)).expect("it is small");
            let step = |step: &PathStep<'_>| match step {
                PathStep::Key(key) => format!("/{key}"),
                PathStep::Index(index) => format!("/{index}"),
            };
            let mut found: Vec<String> =
                found.iter().map(|(way, _)| way.iter().map(step).collect()).collect();
            expected.sort();
            expected.dedup();
            found.sort();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_is_looked_at_is_bounded() {
        let mut deep = json!([]);
        for _ in 0..90 {
            deep = json!([deep, {"a": "x"}]);
        }
        let check = |text: &str, expected| {
            JsonPath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let query = Query::parse(text, &mut 1_000_000)
                .unwrap_or_else(|error| panic!("{text}: {error:?}"));
            let found = query.select(&deep, &Budget(Cell::new(1_000_000)));
            assert_eq!(found.map(drop), expected, "{text}");
        };
        // Nodes that several selectors select are looked at further only once.
        check("$..*", Ok(()));
        check(&format!("${}", "[*,*,*,*,*,*,*,*,*,*]".repeat(20)), Ok(()));
        check(&format!("${}", "..*".repeat(20)), Ok(()));
        check("$..[?@..a]", Ok(()));
        // Within a filter, they are looked at each time.
        check(&format!("$[?@{}]", "..*".repeat(20)), Err(Exhausted));
        check(&format!("$[?count(@{}) == 1]", "[0,0,0,0,0,0,0,0]".repeat(20)), Err(Exhausted));
        check("$..[?@..[?@..[?@..[?@..[?@..b]]]]]", Err(Exhausted));
        check("$..[?$..[?$..[?$..b]]]", Err(Exhausted));
    }

    #[test]
    fn regular_expressions_are_bounded() {
        let refusal = |pattern: &str| {
            Query::parse(&format!("$[?search(@, {pattern})]"), &mut 1_000_000).err()
        };
        assert_eq!(refusal(r"'\\w{1,3}'"), None);
        assert_eq!(refusal("'a{1,100}'"), None);
        assert_eq!(refusal("'((((a{1,100}){1,100}){1,100}){1,100})'"), Some(Refusal::LargePattern));
        assert_eq!(refusal(r"'\\w{1000}'"), Some(Refusal::LargePattern));
        assert_eq!(refusal("@"), Some(Refusal::FoundPattern));
        assert_eq!(refusal("$.pattern"), Some(Refusal::FoundPattern));
        // Large regular expressions share the effort.
        let text = format!(r"$[?search(@, '\\w{{3}}'){}]", r" || search(@, '\\w{3}')".repeat(60));
        assert_eq!(Query::parse(&text, &mut 1_000_000).err(), Some(Refusal::LargePattern));
        let long = json!(["a".repeat(10_000_000)]);
        let query =
            Query::parse("$[?search(@, '(a|b)*a(a|b){500}c')]", &mut 1_000_000).expect("it fits");
        assert_eq!(query.select(&long, &Budget::for_document(0)).map(drop), Err(Exhausted));
    }
}
