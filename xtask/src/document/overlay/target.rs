//! The nodes that an action is about.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::diagnostics::{Code, Diagnostics, Place, escape_segment, quoted};

/// How deep brackets may be nested in a JSONPath. Each level doubles the time that the parser takes.
const DEEPEST: usize = 10;

/// A JSONPath (RFC 9535).
pub(super) struct Target {
    /// As it is written.
    pub(super) text: String,
    path: JsonPath,
}

/// A step on the way from the document to a node.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl Target {
    /// Parses a JSONPath, and reports what is wrong with it if that fails.
    pub(super) fn parse(
        text: &str,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if nesting(text) > DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} levels deep");
            diagnostics.error(Code::NestingLimit, place, message);
            return None;
        }
        match JsonPath::parse(text) {
            Ok(path) => Some(Self { text: text.to_owned(), path }),
            Err(error) => {
                let before = text.get(..error.position()).unwrap_or_default();
                let rest = &text[before.len()..];
                let message = if rest.is_empty() {
                    "this JSONPath ends too early".to_owned()
                } else {
                    format!("this is no JSONPath from {} on", quoted(rest))
                };
                let help = advice(before, rest)
                    .map_or_else(|| explanation(error.message()), |advice| Some(advice.to_owned()));
                let diagnostic = diagnostics.error(Code::InvalidTarget, place, message);
                if let Some(help) = help {
                    diagnostic.help(help);
                }
                None
            }
        }
    }

    /// The ways to the nodes that are selected: each once, those to nodes after those to the nodes
    /// that they are in, and those to entries of an array in the order of these.
    pub(super) fn select(&self, document: &Value) -> Vec<Vec<Step>> {
        let nodes = self.path.query_located(document);
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(key) => Step::Key((*key).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        let mut ways: Vec<Vec<_>> =
            nodes.locations().map(|path| path.iter().map(step).collect()).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }
}

/// The JSON pointer of the node that some steps lead to.
pub(super) fn pointer(steps: &[Step]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(&escape_segment(key)),
            Step::Index(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

/// How deep the brackets outside of quotes are nested.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, quote) {
            ('\\', Some(_)) => {
                characters.next();
            }
            (end, Some(begin)) if end == begin => quote = None,
            ('\'' | '"', None) => quote = Some(character),
            ('[' | '(', None) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            (']' | ')', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What to do about a JSONPath that is understood up to some point, if it is a common mistake.
fn advice(before: &str, rest: &str) -> Option<&'static str> {
    let advice = if before.is_empty() && !rest.starts_with('$') {
        "a target begins with `$`, which stands for the document"
    } else if rest.is_empty() {
        return None;
    } else if rest.trim().is_empty() {
        "nothing may follow, not even a space or a line break; in YAML, write `>-` instead of `>`"
    } else if rest.starts_with('=') {
        "in a filter, two values are compared by `==`"
    } else if before.ends_with('.') || is_within_name(before, rest) {
        "names with other characters than letters, digits and `_` are written in brackets and \
         quotes, as in `$.paths['/users']` and `@['x-name']`"
    } else {
        return None;
    };
    Some(advice)
}

/// Whether a name after a dot ends before a character that was meant to belong to it.
fn is_within_name(before: &str, rest: &str) -> bool {
    let is_of_name = |character: char| character.is_alphanumeric() || character == '_';
    let name = before.trim_end_matches(is_of_name);
    name.len() < before.len()
        && name.ends_with('.')
        && rest.starts_with(['-', '/', '{', '$', '@', ':', '+', '~'])
}

/// What the parser says, where that is in words.
fn explanation(message: &str) -> Option<String> {
    const LONGEST: usize = 200;

    let reason = message.strip_prefix("in long-hand segment, ").unwrap_or(message);
    let is_in_words = !reason.contains("parser error") && !reason.contains("lowercase alpha");
    is_in_words.then(|| reason.chars().take(LONGEST).collect())
}
