//! How a paragraph ends, for what is to follow it.

/// What ends a sentence: in Latin letters, Chinese and Japanese, Arabic, Hindi, and others.
const STOPS: &str = ".!?\u{2026}\u{2025}\u{203c}\u{203d}\u{2047}\u{2048}\u{2049}\
    \u{3002}\u{ff01}\u{ff0e}\u{ff1f}\u{ff61}\u{61f}\u{6d4}\u{964}\u{965}\
    \u{37e}\u{589}\u{104b}\u{1362}\u{17d4}";

/// After what a sentence goes on, or something else follows: colons, semicolons, commas and dashes.
const MORE: &str = ":;,\u{2013}\u{2014}\u{3001}\u{ff0c}\u{ff1a}\u{ff1b}\u{60c}\u{61b}";

/// What may stand behind the end of a sentence: quotation marks, brackets, and what marks it up.
const CLOSERS: &str = " \"')]}*_\\\u{201c}\u{201d}\u{2018}\u{2019}\u{ab}\u{bb}\u{2039}\u{203a}\
    \u{300d}\u{300f}\u{3009}\u{300b}\u{3011}\u{3015}\u{ff02}\u{ff09}\u{ff3d}";

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// As a sentence does, also within quotation marks, brackets or the text of a link. So does a
    /// paragraph without anything in it.
    Stop,
    /// Something is to follow that is not there.
    More,
    /// Without any sign.
    Nothing,
}

impl Ending {
    /// How a paragraph of Markdown ends.
    pub(super) fn of(paragraph: &str) -> Self {
        let mut text = paragraph.trim_end();
        loop {
            let Some(last) = text.chars().next_back() else { return Self::Stop };
            text = match without_destination(text) {
                Some(text) => text,
                None if STOPS.contains(last) => return Self::Stop,
                None if MORE.contains(last) => return Self::More,
                None if CLOSERS.contains(last) => &text[..text.len() - last.len_utf8()],
                None => return Self::Nothing,
            };
        }
    }
}

/// Whether a paragraph is strong as a whole, as headings are written.
pub(super) fn is_title(paragraph: &str) -> bool {
    let within = paragraph.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    within.is_some_and(|text| !text.contains("**"))
}

/// What stands before the destination of a link, with which a text ends. There are no blanks and no
/// brackets in one.
fn without_destination(text: &str) -> Option<&str> {
    let (before, destination) = text.strip_suffix(')')?.rsplit_once("](")?;
    (!destination.contains([' ', '(', ')'])).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::{Ending, is_title};

    #[test]
    fn sentences_end_in_many_ways() {
        for text in [
            "",
            "Stop.",
            "Stop!",
            "Stop? ",
            "And so on...",
            "And so on\u{2026}",
            "He said \"stop.\"",
            "\u{201e}Halt.\u{201c}",
            "\u{ab} Halte. \u{bb}",
            "Stop (now.)",
            "Stop \\[now.\\]",
            "*Stop.*",
            "**Stop!**",
            "\u{505c}\u{6b62}\u{3002}",
            "\u{300c}\u{505c}\u{6b62}\u{3002}\u{300d}",
            "\u{505c}\u{6b62}\u{ff01}",
            "\u{915}\u{964}",
            "[Stop.](https://a.b/c)",
            "(see [stop.](https://a.b/c))",
            "<https://a.b/c>.",
        ] {
            assert_eq!(Ending::of(text), Ending::Stop, "{text}");
        }
        for text in [
            "stop",
            "The `size`",
            "The `size.`",
            "[stop](https://a.b/c.)",
            "<https://a.b/c>",
            "(now)",
            "**Title**",
            "5\u{b0}",
            "\u{505c}\u{6b62}",
        ] {
            assert_eq!(Ending::of(text), Ending::Nothing, "{text}");
        }
        for text in [
            "One of:",
            "**One of:**",
            "a, b,",
            "a; b;",
            "a \u{2013}",
            "\u{505c}\u{ff1a}",
            "[One of:](https://a.b)",
        ] {
            assert_eq!(Ending::of(text), Ending::More, "{text}");
        }
    }

    #[test]
    fn titles_are_strong_as_a_whole() {
        assert!(is_title("**Title**"));
        for text in ["**a** b", "**a** b **c**", "**", "Title", "*a*"] {
            assert!(!is_title(text), "{text}");
        }
    }
}
