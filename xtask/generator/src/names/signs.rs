//! What signs become in names: words where they carry meaning, and the ends of words elsewhere.

use std::collections::HashSet;

use super::script::{is_mark, is_of_word};

/// Which signs carry meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// In the name of something: comparisons, and signs of numbers. `$filter` and `@type` are called
    /// what their letters say.
    Few,
    /// In a value, which a sign may tell from another: all that do not stand between words.
    All,
}

/// A text with words in place of its signs, between blanks.
pub(super) fn spell_out(text: &str, signs: Signs) -> String {
    // As most names are.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.trim().chars().collect();
    let first = chars.iter().position(|c| is_of_word(*c));
    let last = chars.iter().rposition(|c| is_of_word(*c));
    // What has neither letters nor digits is called by its signs.
    let Some((first, last)) = first.zip(last) else { return symbols(&chars) };
    let brackets = angle_brackets(&chars);
    let mut spelled = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(&c) = chars.get(index) {
        let around = Around {
            chars: &chars,
            index,
            is_between: first < index && index < last,
            is_bracket: brackets.contains(&index),
        };
        if is_of_word(c) {
            spelled.push(c);
        } else if around.is_silent() || (signs == Signs::Few && !around.is_spelled_in_names()) {
            spelled.push(' ');
        } else if let Some(words) = around.pair() {
            push_words(&mut spelled, words);
            index += 1;
        } else if c == '#' && around.is_after_word() {
            push_words(&mut spelled, "sharp");
        } else {
            push_words(&mut spelled, &symbol(c));
        }
        index += 1;
    }
    spelled
}

/// A sign, and what stands around it.
struct Around<'c> {
    chars: &'c [char],
    index: usize,
    /// Whether letters or digits stand before and after it, wherever.
    is_between: bool,
    /// Whether it is one of two angle brackets, as in `Page<User>`.
    is_bracket: bool,
}

impl Around<'_> {
    fn sign(&self) -> char {
        self.chars[self.index]
    }

    fn before(&self) -> Option<char> {
        self.chars[..self.index].last().copied()
    }

    fn after(&self) -> Option<char> {
        self.chars.get(self.index + 1).copied()
    }

    fn is_after_word(&self) -> bool {
        self.before().is_some_and(is_of_word)
    }

    /// The words for two signs that mean something together.
    fn pair(&self) -> Option<&'static str> {
        let pair = (self.sign(), self.after()?);
        PAIRS.iter().find(|(signs, _)| *signs == pair).map(|(_, words)| *words)
    }

    /// Whether a sign only ends a word, in values too.
    fn is_silent(&self) -> bool {
        match self.sign() {
            c if c.is_whitespace() || c.is_control() || is_mark(c) => true,
            // In `reactions--1` the first is a hyphen, and the second a minus.
            '-' => {
                let is_joint = self.before().is_some_and(|c| is_of_word(c) || is_closing(c));
                self.after().is_some_and(|after| is_joint || after.is_whitespace())
            }
            '"' | '\'' | '`' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' => true,
            // The ranges are of punctuation beyond ASCII.
            '_'
            | '.'
            | '/'
            | ':'
            | ','
            | ';'
            | '\u{b7}'
            | '\u{2000}'..='\u{206f}'
            | '\u{3000}'..='\u{303f}' => self.is_between,
            '(' | ')' | '[' | ']' | '{' | '}' => self.pair().is_none(),
            '<' | '>' => self.is_bracket,
            _ => false,
        }
    }

    /// Whether a sign is a word in the name of something, too.
    fn is_spelled_in_names(&self) -> bool {
        let is_number = || self.after().is_some_and(|c| c.is_ascii_digit());
        match self.sign() {
            '<' | '>' => true,
            '-' | '+' => self.index == 0 && is_number(),
            _ => false,
        }
    }
}

const PAIRS: &[((char, char), &str)] = &[
    (('<', '='), "less or equal"),
    (('>', '='), "greater or equal"),
    (('!', '='), "not equal"),
    (('[', ']'), "brackets"),
    (('(', ')'), "parentheses"),
    (('{', '}'), "braces"),
];

/// Where `<` and `>` stand around something, rather than compare.
fn angle_brackets(chars: &[char]) -> HashSet<usize> {
    let mut open = Vec::new();
    let mut found = HashSet::new();
    for (index, c) in chars.iter().enumerate() {
        match (c, chars.get(index + 1)) {
            ('<' | '>', Some('=')) | ('<', Some('>')) => {}
            ('<', _) => open.push(index),
            ('>', _) => found.extend(open.pop().into_iter().flat_map(|start| [start, index])),
            _ => {}
        }
    }
    found
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '>' | '»' | '›' | '"' | '\'' | '`')
}

fn push_words(spelled: &mut String, words: &str) {
    spelled.push(' ');
    spelled.push_str(words);
    spelled.push(' ');
}

/// The words for a text that has neither letters nor digits.
fn symbols(chars: &[char]) -> String {
    if chars.is_empty() {
        return "empty".to_owned();
    }
    let mut spelled = String::new();
    let mut index = 0;
    while index < chars.len() {
        let around = Around { chars, index, is_between: false, is_bracket: false };
        let pair = around.pair();
        push_words(&mut spelled, pair.unwrap_or(&symbol(around.sign())));
        index += if pair.is_some() { 2 } else { 1 };
    }
    spelled
}

fn symbol(c: char) -> String {
    let word = match c {
        '!' => "bang",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '|' => "pipe",
        '~' => "tilde",
        '°' => "degrees",
        '±' => "plus minus",
        '×' => "times",
        '÷' => "divided by",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '→' => "right arrow",
        '←' => "left arrow",
        '∞' => "infinity",
        // As Unicode calls them, and other than their spellings in ASCII.
        '≠' => "not equal to",
        '≤' => "less than or equal to",
        '≥' => "greater than or equal to",
        '≈' => "almost equal to",
        _ => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::names::Name;

    #[track_caller]
    fn check(texts: &[(&str, &str)]) {
        for (text, name) in texts {
            assert_eq!(Name::of_value(text).type_name(), *name, "{text:?}");
        }
    }

    #[test]
    fn signs_that_tell_values_apart_are_words() {
        check(&[("-created", "MinusCreated"), ("+created", "PlusCreated"), ("created", "Created")]);
        check(&[("reactions-+1", "ReactionsPlus1"), ("reactions--1", "ReactionsMinus1")]);
        check(&[("C", "C"), ("C++", "CPlusPlus"), ("C#", "CSharp"), ("#c", "HashC")]);
        check(&[("INF", "Inf"), ("-INF", "MinusInf"), ("A-", "AMinus"), ("A+", "APlus")]);
        check(&[("a -> b", "AMinusGreaterB"), ("name,-created", "NameMinusCreated")]);
        check(&[
            ("$ref", "DollarRef"),
            ("@type", "AtType"),
            ("R&D", "RAndD"),
            ("50%", "Value50Percent"),
        ]);
        check(&[("_id", "UnderscoreId"), (".pdf", "DotPdf"), ("/", "Slash"), ("/a", "SlashA")]);
        check(&[
            ("a[]", "ABrackets"),
            ("a()", "AParentheses"),
            ("a!", "ABang"),
            ("a?", "AQuestion"),
        ]);
        check(&[("20°", "Value20Degrees"), ("✓", "U2713"), ("a✓", "AU2713"), ("", "Empty")]);
    }

    #[test]
    fn comparisons_all_differ() {
        check(&[("=", "Equal"), ("==", "EqualEqual"), ("!=", "NotEqual"), ("≠", "NotEqualTo")]);
        check(&[(">", "Greater"), (">=", "GreaterOrEqual"), ("≥", "GreaterThanOrEqualTo")]);
        check(&[("<", "Less"), ("<=", "LessOrEqual"), ("≤", "LessThanOrEqualTo")]);
        check(&[("<>", "LessGreater"), ("a<b", "ALessB"), ("a>=b", "AGreaterOrEqualB")]);
    }

    #[test]
    fn numbers_stay_apart() {
        check(&[("1.0", "Value1_0"), ("10", "Value10"), ("1.1", "Value1_1"), ("11", "Value11")]);
        check(&[("v1.0", "V1_0"), ("v10", "V10"), ("2-beta", "Value2Beta"), ("-1.5", "Minus1_5")]);
        check(&[(".5", "Dot5"), ("2020-01-31", "Value2020_01_31")]);
    }

    #[test]
    fn signs_between_words_separate_them() {
        check(&[("foo-bar", "FooBar"), ("foo_bar", "FooBar"), ("foo - bar", "FooBar")]);
        check(&[("application/json", "ApplicationJson"), ("AWS::EC2::Instance", "AwsEc2Instance")]);
        check(&[("don't", "DonT"), ("(none)", "None"), ("a, b", "AB")]);
    }

    #[test]
    fn in_names_of_things_few_signs_are_words() {
        for (text, name) in [
            ("Page<User>", "PageUser"),
            ("Page[User]", "PageUser"),
            ("Page«User»", "PageUser"),
            ("Page<List<User>>", "PageListUser"),
            ("$ref$", "Ref"),
            ("@type", "Type"),
            ("_links", "Links"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("DateCreated<", "DateCreatedLess"),
        ] {
            assert_eq!(Name::new(text).type_name(), name, "{text:?}");
        }
    }

    #[test]
    fn only_parameters_that_end_in_a_comparison_are_filters() {
        for (text, name) in [
            ("DateCreated<", "date_created_before"),
            ("DateCreated>", "date_created_after"),
            ("<", "less"),
            ("Page<User>", "page_user"),
            ("Size>=", "size_greater_or_equal"),
        ] {
            assert_eq!(Name::of_parameter(text).field(), name, "{text:?}");
        }
    }
}
