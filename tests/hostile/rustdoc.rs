//! What rustdoc sees of a crate: documentation, as it puts it together and reads it.

use generator::tree::Tree;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use syn::LitStr;

/// What rustdoc reads beside CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// The languages that generated blocks of code name, none of which rustdoc compiles.
const LANGUAGES: [&str; 10] =
    ["text", "bash", "html", "http", "javascript", "json", "python", "sh", "xml", "yaml"];

/// Checks that the documentation of a crate has no code but ours, no HTML, and nothing that is not
/// to be printed.
///
/// # Errors
///
/// What does not hold.
pub(crate) fn check(tree: &Tree) -> Result<(), String> {
    for (path, text) in tree.files() {
        if let Some(c) = text.chars().find(|c| *c != '\n' && !is_printable(*c)) {
            return Err(format!("{path} contains {c:?}\n{text}"));
        }
        let (header, rest) = text.split_once('\n').unwrap_or_default();
        match path.rsplit_once('.') {
            Some((_, "md")) => {
                // What is the same for all crates comes after everything of the document.
                let own = rest.rfind("\n## Errors\n").unwrap_or(rest.len());
                let examples = [check_text(path, &rest[..own])?, check_text(path, &rest[own..])?];
                if examples[0] > 1 || examples[1] > 3 {
                    return Err(format!("{path} has {examples:?} examples\n{text}"));
                }
            }
            Some((_, "rs")) if !header.contains(" from templates/") => {
                let tokens = text.parse().map_err(|error| format!("{path}: {error}"))?;
                let mut found = Vec::new();
                documentation(tokens, &mut found);
                for docs in found {
                    if check_text(path, &docs)? > 0 {
                        return Err(format!("{path} has an example\n{docs}"));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks documentation, and returns how many examples are compiled and not run.
fn check_text(path: &str, docs: &str) -> Result<usize, String> {
    let mut examples = 0;
    for event in Parser::new_ext(docs, OPTIONS) {
        let problem = match &event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock | Tag::CodeBlock(CodeBlockKind::Indented)) => true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let is_example = **info == *"rust,no_run";
                examples += usize::from(is_example);
                !is_example && !LANGUAGES.contains(&&**info)
            }
            Event::Text(text) | Event::Code(text) => {
                text.contains(|c| c != '\n' && !is_printable(c))
            }
            _ => false,
        };
        if problem {
            return Err(format!("{path} has {event:?}\n{docs}"));
        }
    }
    Ok(examples)
}

fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Collects the documentation of everything in a file, also of what is given to macros.
fn documentation(tokens: TokenStream, found: &mut Vec<String>) {
    // Lines of one item, and whether they stand in it.
    let mut lines: Vec<String> = Vec::new();
    let mut are_inner = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let bang = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!' && sign.spacing() == Spacing::Alone);
                let is_inner = tokens.next_if(bang).is_some();
                let Some(TokenTree::Group(group)) = tokens.next_if(
                    |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket),
                ) else {
                    continue;
                };
                if is_inner != are_inner {
                    finish(&mut lines, found);
                    are_inner = is_inner;
                }
                lines.extend(doc(group.stream()));
            }
            token => {
                finish(&mut lines, found);
                if let TokenTree::Group(group) = token {
                    documentation(group.stream(), found);
                }
            }
        }
    }
    finish(&mut lines, found);
}

/// The text of an attribute, if it is documentation.
fn doc(attribute: TokenStream) -> Option<String> {
    let mut tokens = attribute.into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), value) if name == "doc" => {
            syn::parse2::<LitStr>(value.into()).ok().map(|text| text.value())
        }
        _ => None,
    }
}

/// Joins lines as rustdoc does: without the blanks that all of them begin with.
fn finish(fragments: &mut Vec<String>, found: &mut Vec<String>) {
    let text = std::mem::take(fragments).join("\n");
    let written = text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = written.map(indent).min().unwrap_or_default();
    let lines: Vec<_> = text.lines().map(|line| line.get(common..).unwrap_or_default()).collect();
    if !lines.is_empty() {
        found.push(lines.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::documentation;

    #[test]
    fn documentation_is_found_and_unindented() {
        let source = "#![doc = \" a\\n     b\"]\n#![allow(c)]\n//! d\n/// e\n#[f]\n///  g\nstruct H { /** i */ j: k }";
        let mut found = Vec::new();
        documentation(source.parse().expect("it is Rust"), &mut found);
        assert_eq!(found, ["a\n    b\nd", "e\n g", "i "]);
    }
}
