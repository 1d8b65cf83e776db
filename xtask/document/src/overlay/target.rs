//! The nodes that an action is about.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::jsonpath::{self, Budget, Exhausted, Near, Query, Refusal};
use crate::diagnostics::{Code, Diagnostics, Place, quoted};
use crate::pointer::push;

/// How deep brackets may be nested in a JSONPath. Each level doubles the time that the parser
/// takes.
const DEEPEST: usize = 10;

/// The longest text that is parsed.
const LONGEST: usize = 4000;

/// The effort that all targets of an overlay have together: how many bytes may be parsed that
/// stand in nested brackets, each as often as the parser looks at it. Three levels are usual, and
/// free.
pub(super) const PARSING: usize = 1_000_000;

/// A JSONPath (RFC 9535).
pub(super) struct Target {
    /// As it is written.
    pub(super) text: String,
    path: Query,
}

/// A step on the way from the document to a node.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OwnedStep {
    Key(String),
    Index(usize),
}

impl Target {
    /// Parses a JSONPath, and reports what is wrong with it if that fails.
    pub(super) fn parse(
        text: &str,
        place: &Place<'_>,
        effort: &mut usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let nesting = nesting(text);
        if nesting > DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} levels deep");
            diagnostics.error(Code::NESTING_LIMIT, place, message);
            return None;
        }
        if text.len() > LONGEST {
            let message = format!("this JSONPath is longer than {LONGEST} bytes");
            diagnostics.error(Code::SIZE_LIMIT, place, message).help("use more than one action");
            return None;
        }
        let levels = nesting.saturating_sub(3);
        match effort.checked_sub(if levels == 0 { 0 } else { text.len() << levels }) {
            Some(left) => *effort = left,
            None => {
                let message = "the JSONPaths of this overlay have too many nested brackets";
                diagnostics.error(Code::SIZE_LIMIT, place, message).help("use shorter ones");
                return None;
            }
        }
        match JsonPath::parse(text) {
            Ok(_) => match Query::parse(text, effort) {
                Ok(path) => Some(Self { text: text.to_owned(), path }),
                Err(refusal) => {
                    report(&refusal, place, diagnostics);
                    None
                }
            },
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
                let diagnostic = diagnostics.error(Code::INVALID_TARGET, place, message);
                if let Some(help) = help {
                    diagnostic.help(help);
                }
                None
            }
        }
    }

    /// The ways to the nodes that are selected: each once, those to nodes after those to the nodes
    /// that they are in, and those to entries of an array in the order of these.
    pub(super) fn select(
        &self,
        document: &Value,
        budget: &Budget,
    ) -> Result<Vec<Vec<OwnedStep>>, Exhausted> {
        let step = |step: &jsonpath::PathStep<'_>| match step {
            jsonpath::PathStep::Key(key) => OwnedStep::Key((*key).to_owned()),
            jsonpath::PathStep::Index(index) => OwnedStep::Index(*index),
        };
        let mut nodes = self.path.select(document, budget)?;
        nodes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Ok(nodes.iter().map(|(way, _)| way.iter().map(step).collect()).collect())
    }
}

impl Target {
    /// What is there in place of what it looks for, in words.
    pub(super) fn near(&self, document: &Value, budget: &Budget) -> Result<String, Exhausted> {
        let Near { length, meant } = self.path.near(document, budget)?;
        let reached = quoted(self.text.get(..length).unwrap_or_default());
        Ok(match meant {
            Some((wanted, there)) => {
                format!("{reached} has {} there, and no {}", quoted(&there), quoted(&wanted))
            }
            None => format!("{reached} is there, and the rest of the target matches nothing in it"),
        })
    }
}

/// Reports a JSONPath that would take too much effort.
fn report(refusal: &Refusal, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let (code, message, help) = match refusal {
        Refusal::LargePattern => (
            Code::SIZE_LIMIT,
            "a regular expression in this JSONPath becomes too large, or too many become large",
            "repetitions in repetitions multiply; repeat less often, or without an upper limit",
        ),
        Refusal::FoundPattern => (
            Code::INVALID_TARGET,
            "a regular expression in this JSONPath is not written out",
            "the second argument of `match` and `search` must be a text in quotes",
        ),
        Refusal::Unknown => {
            (Code::INVALID_TARGET, "this JSONPath is not understood", "write it in a simpler way")
        }
    };
    diagnostics.error(code, place, message).help(help);
}

/// The JSON pointer of the node that some steps lead to.
pub(super) fn pointer(steps: &[OwnedStep]) -> String {
    let mut pointer = String::new();
    for step in steps {
        match step {
            OwnedStep::Key(key) => push(&mut pointer, key),
            OwnedStep::Index(index) => push(&mut pointer, &index.to_string()),
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

/// The message of the parser, if it is made for people.
fn explanation(message: &str) -> Option<String> {
    const LONGEST: usize = 200;

    let reason = message.strip_prefix("in long-hand segment, ").unwrap_or(message);
    let is_in_words = !reason.contains("parser error") && !reason.contains("lowercase alpha");
    is_in_words.then(|| reason.chars().take(LONGEST).collect())
}
