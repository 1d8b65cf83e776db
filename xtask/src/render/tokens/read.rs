//! How tokens become one text: what stands apart, and what groups hold.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use super::{Holds, Kind, Token, Tokens};

/// Operators of several characters.
const OPERATORS: [&str; 17] = [
    "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "..=", "...", "+=", "-=", "*=",
    "/=", "|=",
];

/// Words after which an expression or a type begins.
const KEYWORDS: [&str; 17] = [
    "as", "async", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move", "mut", "ref",
    "return", "unsafe", "while", "yield",
];

impl Tokens {
    fn push(&mut self, kind: Kind, text: &str) {
        if self.is_apart(kind, text) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(text);
        let breaks_before = self.breaks();
        self.list.push(Token { kind, start, end: self.text.len(), breaks_before });
    }

    pub(super) fn read(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Ident(ident) => {
                    let mut word = std::mem::take(&mut self.scratch);
                    word.clear();
                    // Nothing can go wrong in a string.
                    let _ = write!(word, "{ident}");
                    self.word_read(&word);
                    self.scratch = word;
                }
                TokenTree::Literal(literal) => self.push(Kind::Word, &literal.to_string()),
                TokenTree::Group(group) => self.group(group),
                TokenTree::Punct(first) if first.as_char() == '#' => {
                    let is_inner = trees.next_if(|tree| is_sign(tree, '!')).is_some();
                    if let Some(TokenTree::Group(group)) = trees.next() {
                        self.attribute(group, is_inner);
                    }
                }
                TokenTree::Punct(first) if first.as_char() == '\'' => {
                    if let Some(TokenTree::Ident(name)) = trees.next() {
                        self.push(Kind::Word, &format!("'{name}"));
                    }
                }
                TokenTree::Punct(first) => {
                    let mut text = String::from(first.as_char());
                    let mut spacing = first.spacing();
                    while let Some(TokenTree::Punct(next)) = trees.peek()
                        && spacing == Spacing::Joint
                        && OPERATORS.contains(&&*format!("{text}{}", next.as_char()))
                    {
                        text.push(next.as_char());
                        spacing = next.spacing();
                        trees.next();
                    }
                    self.sign(&text);
                }
            }
        }
    }

    fn word_read(&mut self, word: &str) {
        self.next_braces = match word {
            "match" => Some(Holds::Arms),
            "struct" | "enum" => Some(Holds::Fields),
            "use" => Some(Holds::Imports),
            // Also `-> impl Trait`, where braces are those of the function.
            "impl" | "mod" | "trait" => self.next_braces.or(Some(Holds::Items)),
            "fn" | "if" | "else" | "for" | "while" | "loop" | "async" | "unsafe" => {
                self.next_braces.or(Some(Holds::Statements))
            }
            _ => self.next_braces,
        };
        self.push(Kind::Word, word);
    }

    fn sign(&mut self, text: &str) {
        if text == ">" {
            self.drop_comma();
        }
        let begins = self.list.last().is_none_or(Token::expects_more) || self.is_after_keyword();
        let kind = match text {
            "|" if self.in_closure => {
                self.in_closure = false;
                Kind::ClosureEnd
            }
            "|" if begins => {
                self.in_closure = true;
                Kind::ClosureStart
            }
            "||" if begins => Kind::ClosureEnd,
            "&" | "&&" | "*" | "-" | "!" | ".." if begins => Kind::Prefix,
            // `pub ?name`, as `object!` has it.
            "?" if self.is_after("pub") => Kind::Prefix,
            _ => Kind::Sign,
        };
        if text == ";" {
            self.next_braces = None;
        }
        self.push(kind, text);
    }

    fn attribute(&mut self, group: Group, is_inner: bool) {
        if let Some(lines) = documentation(&group) {
            // Never printed as part of a line, so that its text does not have to be flat.
            let start = self.text.len();
            self.text.push_str(&lines);
            let kind = if is_inner { Kind::InnerDocs } else { Kind::Docs };
            let breaks_before = self.breaks();
            self.list.push(Token { kind, start, end: self.text.len(), breaks_before });
            return;
        }
        let index = self.list.len();
        self.push(Kind::Attribute(index), if is_inner { "#!" } else { "#" });
        self.group(group);
        self.list[index].kind = Kind::Attribute(self.list.len() - 1);
    }

    fn group(&mut self, group: Group) {
        let (delimiter, stream) = (group.delimiter(), group.stream());
        // A stream that two have is copied by who reads it.
        drop(group);
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return self.read(stream),
        };
        let holds = if open == "{" { self.braces() } else { Holds::List };
        let index = self.list.len();
        self.push(Kind::Open(holds, index), open);
        // A tuple may need a comma at its end.
        let is_tuple = open == "("
            && index.checked_sub(1).is_none_or(|before| {
                self.list[before].expects_more() && !matches!(self.word(before), "!" | ">")
            });
        let outside = self.next_braces.take();
        self.read(stream);
        if !is_tuple {
            self.drop_comma();
        }
        self.next_braces = if open == "{" { None } else { outside };
        let is_empty = self.list.len() == index + 1;
        if open == "{" && !is_empty && holds != Holds::Imports {
            self.text.push(' ');
        }
        self.push(Kind::Close, close);
        let end = self.list.len() - 1;
        // Empty braces are no reason to break a line.
        let holds = if is_empty { Holds::List } else { holds };
        self.list[index].kind = Kind::Open(holds, end);
        if holds.is_block() {
            (index + 1..=end).for_each(|inside| self.list[inside].breaks_before += 1);
        }
    }

    /// Takes a comma back that nothing follows. Lines of their own get it again.
    fn drop_comma(&mut self) {
        let last =
            self.list.pop_if(|last| last.kind == Kind::Sign && self.text[last.start..] == *",");
        if let Some(comma) = last {
            self.text.truncate(comma.start);
        }
    }

    /// What braces that begin here hold.
    fn braces(&self) -> Holds {
        match self.list.last().map(|last| (last.kind, self.word(self.list.len() - 1))) {
            Some((Kind::ClosureEnd, _) | (Kind::Sign, "=>")) => Holds::Statements,
            // A macro that makes items stands where items do.
            Some((Kind::Sign, "!")) if self.next_braces.is_none() => Holds::Items,
            _ => self.next_braces.unwrap_or(Holds::List),
        }
    }

    fn is_after_keyword(&self) -> bool {
        KEYWORDS.iter().any(|keyword| self.is_after(keyword))
    }

    fn is_after(&self, word: &str) -> bool {
        self.list.len().checked_sub(1).is_some_and(|last| self.word(last) == word)
    }

    /// Whether there is a space between the last token and the next one.
    fn is_apart(&self, kind: Kind, text: &str) -> bool {
        let Some(last) = self.list.last() else {
            return false;
        };
        let before = self.word(self.list.len() - 1);
        match (last.kind, before) {
            (
                Kind::Docs
                | Kind::InnerDocs
                | Kind::Attribute(_)
                | Kind::Prefix
                | Kind::ClosureStart,
                _,
            )
            | (_, "::" | "." | "(" | "[" | "<") => return false,
            (Kind::Open(holds, _), _) => return holds != Holds::Imports && text != "}",
            _ => {}
        }
        match text {
            "?" => kind == Kind::Prefix,
            "," | ";" | "." | ":" | "::" | ")" | "]" | "}" | ">" => false,
            "<" => KEYWORDS.contains(&before) && before != "impl",
            ".." | "..=" => kind == Kind::Prefix || before == "@",
            "!" if kind == Kind::Sign => false,
            "|" if kind == Kind::ClosureEnd => false,
            "(" | "[" => {
                matches!(last.kind, Kind::Sign if !matches!(before, "?" | "!" | ">"))
                    || matches!(last.kind, Kind::ClosureEnd)
                    || KEYWORDS.contains(&before)
            }
            _ => !matches!(before, ".." | "..="),
        }
    }
}

impl Token {
    /// Whether nothing but the begin of an operand can follow.
    fn expects_more(&self) -> bool {
        !matches!(self.kind, Kind::Word | Kind::Close)
    }
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The text of `doc = "..."`.
fn documentation(attribute: &Group) -> Option<String> {
    let mut trees = attribute.stream().into_iter();
    match (trees.next()?, trees.next()?, trees.next()?, trees.next()) {
        (TokenTree::Ident(name), equals, TokenTree::Literal(text), None)
            if name == "doc" && is_sign(&equals, '=') =>
        {
            Some(unescaped(&text.to_string()))
        }
        _ => None,
    }
}

/// The text that a literal stands for.
fn unescaped(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('r') {
        let quote = raw.len() - raw.trim_start_matches('#').len() + 1;
        return raw.get(quote..raw.len() - quote).unwrap_or_default().to_owned();
    }
    let quoted = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut text = String::with_capacity(literal.len());
    let mut rest = quoted.unwrap_or(literal);
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = escape.chars();
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('0') => text.push('\0'),
            Some('u') => {
                let (digits, after) = chars.as_str().split_once('}').unwrap_or_default();
                let code = u32::from_str_radix(digits.trim_start_matches('{'), 16).ok();
                text.extend(code.and_then(char::from_u32));
                chars = after.chars();
            }
            Some(other) => text.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    text.push_str(rest);
    text
}
