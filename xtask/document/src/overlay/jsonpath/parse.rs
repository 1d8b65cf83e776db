//! Text to a JSONPath. `serde_json_path` has accepted the text already.

use regex::RegexBuilder;
use serde_json::Value;

use super::{Comparison, Operand, Pattern, Query, Refusal, Segment, Selector, Test};

/// The bytes that a compiled regular expression may take. `\w` with all letters of Unicode takes a
/// quarter of that.
const LARGEST_PATTERN: usize = 1 << 18;

pub(super) fn query(text: &str, effort: &mut usize) -> Result<Query, Refusal> {
    let mut parser = Parser { rest: text, length: text.len(), effort };
    let query = parser.query()?;
    if parser.rest.is_empty() { Ok(query) } else { Err(Refusal::Unknown) }
}

/// What is left of the text, and of the effort to compile regular expressions.
struct Parser<'t, 'e> {
    rest: &'t str,
    /// The length of the whole text.
    length: usize,
    effort: &'e mut usize,
}

impl<'t> Parser<'t, '_> {
    /// How many bytes have been read.
    fn position(&self) -> usize {
        self.length - self.rest.len()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Takes a text if it is next, after blanks.
    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let taken = rest.strip_prefix(text);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    fn expect(&mut self, text: &str) -> Result<(), Refusal> {
        if self.take(text) { Ok(()) } else { Err(Refusal::Unknown) }
    }

    /// Takes the characters of a kind that are next.
    fn take_while(&mut self, kind: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|character| !kind(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn query(&mut self) -> Result<Query, Refusal> {
        let is_absolute = self.take("$");
        if !is_absolute {
            self.expect("@")?;
        }
        let mut segments = Vec::new();
        while let Some(segment) = self.segment()? {
            segments.push(segment);
        }
        Ok(Query { is_absolute, segments })
    }

    fn segment(&mut self) -> Result<Option<Segment>, Refusal> {
        let is_descendant = self.take("..");
        if self.take("[") {
            let mut selectors = vec![self.selector()?];
            while self.take(",") {
                selectors.push(self.selector()?);
            }
            self.expect("]")?;
            return Ok(Some(Segment { is_descendant, selectors, end: self.position() }));
        }
        if !is_descendant && !self.take(".") {
            return Ok(None);
        }
        let selector = if self.take("*") {
            Selector::Wildcard
        } else {
            let name =
                self.take_while(|it| it.is_ascii_alphanumeric() || it == '_' || !it.is_ascii());
            Selector::Name(name.to_owned())
        };
        Ok(Some(Segment { is_descendant, selectors: vec![selector], end: self.position() }))
    }

    fn selector(&mut self) -> Result<Selector, Refusal> {
        self.skip_blanks();
        if self.take("*") {
            Ok(Selector::Wildcard)
        } else if self.take("?") {
            Ok(Selector::Filter(self.any()?))
        } else if self.rest.starts_with(['\'', '"']) {
            Ok(Selector::Name(self.text()?))
        } else {
            let start = self.integer()?;
            if !self.take(":") {
                return Ok(Selector::Index(start.ok_or(Refusal::Unknown)?));
            }
            let end = self.integer()?;
            let step = if self.take(":") { self.integer()? } else { None };
            Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
        }
    }

    fn integer(&mut self) -> Result<Option<i64>, Refusal> {
        self.skip_blanks();
        let digits = self.take_while(|it| it.is_ascii_digit() || it == '-');
        if digits.is_empty() {
            return Ok(None);
        }
        digits.parse().map(Some).map_err(|_| Refusal::Unknown)
    }

    /// A text in quotes of either kind.
    fn text(&mut self) -> Result<String, Refusal> {
        self.skip_blanks();
        let quote = self.rest.chars().next().ok_or(Refusal::Unknown)?;
        let mut json = String::from('"');
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((index, character)) = characters.next() {
            match character {
                '\\' => match characters.next().ok_or(Refusal::Unknown)? {
                    (_, '\'') => json.push('\''),
                    (_, escaped) => json.extend(['\\', escaped]),
                },
                end if end == quote => {
                    self.rest = &self.rest[index + 1..];
                    json.push('"');
                    return serde_json::from_str(&json).map_err(|_| Refusal::Unknown);
                }
                '"' => json.push_str("\\\""),
                other => json.push(other),
            }
        }
        Err(Refusal::Unknown)
    }

    fn any(&mut self) -> Result<Test, Refusal> {
        let mut tests = vec![self.all()?];
        while self.take("||") {
            tests.push(self.all()?);
        }
        Ok(one_or(tests, Test::Any))
    }

    fn all(&mut self) -> Result<Test, Refusal> {
        let mut tests = vec![self.test()?];
        while self.take("&&") {
            tests.push(self.test()?);
        }
        Ok(one_or(tests, Test::All))
    }

    fn test(&mut self) -> Result<Test, Refusal> {
        if self.take("!") {
            return Ok(Test::Not(Box::new(self.test()?)));
        }
        if self.take("(") {
            let test = self.any()?;
            self.expect(")")?;
            return Ok(test);
        }
        for (name, is_whole) in [("match", true), ("search", false)] {
            if self.is_call(name) {
                return self.pattern_test(name, is_whole);
            }
        }
        let left = self.operand()?;
        // The longer ones first, of which the others are the beginnings.
        let comparisons = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        match (comparisons.into_iter().find(|(sign, _)| self.take(sign)), left) {
            (Some((_, comparison)), left) => Ok(Test::Compared(left, comparison, self.operand()?)),
            (None, Operand::Node(query)) => Ok(Test::Exists(query)),
            (None, _) => Err(Refusal::Unknown),
        }
    }

    fn pattern_test(&mut self, name: &str, is_whole: bool) -> Result<Test, Refusal> {
        self.call(name)?;
        let text = self.operand()?;
        self.expect(",")?;
        let Operand::Literal(pattern) = self.operand()? else {
            return Err(Refusal::FoundPattern);
        };
        self.expect(")")?;
        Ok(Test::Matches(text, self.pattern(pattern.as_str(), is_whole)?))
    }

    /// A regular expression, for the whole of a text or for some part of it.
    fn pattern(&mut self, pattern: Option<&str>, is_whole: bool) -> Result<Pattern, Refusal> {
        // There is no other way to learn how large a compiled one is: the size that it has at most,
        // what it costs to compile, and what to look at a byte with it.
        const SIZES: [(usize, usize, usize); 3] =
            [(1 << 12, 0, 1), (1 << 15, 2_000, 10), (LARGEST_PATTERN, 20_000, 100)];

        let none = Pattern { regex: None, cost: 0 };
        let Some(pattern) = pattern else { return Ok(none) };
        let pattern =
            if is_whole { format!("(?R)^({pattern})$") } else { format!("(?R)({pattern})") };
        for (size, effort, cost) in SIZES {
            *self.effort = self.effort.checked_sub(effort).ok_or(Refusal::LargePattern)?;
            match RegexBuilder::new(&pattern).size_limit(size).build() {
                Ok(regex) => return Ok(Pattern { regex: Some(regex), cost }),
                Err(regex::Error::CompiledTooBig(_)) => {}
                Err(_) => return Ok(none),
            }
        }
        Err(Refusal::LargePattern)
    }

    fn operand(&mut self) -> Result<Operand, Refusal> {
        self.skip_blanks();
        if self.rest.starts_with(['$', '@']) {
            return Ok(Operand::Node(self.query()?));
        }
        if self.rest.starts_with(['\'', '"']) {
            return Ok(Operand::Literal(Value::String(self.text()?)));
        }
        for (name, value) in
            [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
        {
            if self.take(name) {
                return Ok(Operand::Literal(value));
            }
        }
        let operand = if self.is_call("length") {
            self.call("length")?;
            Operand::Length(Box::new(self.operand()?))
        } else if self.is_call("count") {
            self.call("count")?;
            Operand::Count(self.query()?)
        } else if self.is_call("value") {
            self.call("value")?;
            Operand::Node(self.query()?)
        } else {
            let number = self
                .take_while(|it| it.is_ascii_digit() || matches!(it, '-' | '+' | '.' | 'e' | 'E'));
            let number = serde_json::from_str(number).map_err(|_| Refusal::Unknown)?;
            return Ok(Operand::Literal(Value::Number(number)));
        };
        self.expect(")")?;
        Ok(operand)
    }

    /// Whether a function is called next.
    fn is_call(&mut self, name: &str) -> bool {
        let before = self.rest;
        let is_call = self.call(name).is_ok();
        self.rest = before;
        is_call
    }

    fn call(&mut self, name: &str) -> Result<(), Refusal> {
        self.expect(name)?;
        self.expect("(")
    }
}

/// The only one of some tests, or all of them together.
fn one_or(mut tests: Vec<Test>, together: impl Fn(Vec<Test>) -> Test) -> Test {
    match tests.pop() {
        Some(test) if tests.is_empty() => test,
        last => {
            tests.extend(last);
            together(tests)
        }
    }
}
