//! What rustdoc makes of documentation, read as rustdoc reads it.
//!
//! Whatever wrote the lines is not trusted here: a block of code that rustdoc would compile, or HTML,
//! is found however it came about.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::lines::wrap;
use super::markdown::LANGUAGES;
use super::tidy;
use document::printable::is_printable;

/// What rustdoc reads beside CommonMark (`main_body_opts` in its source).
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Whether lines of documentation have no code that rustdoc compiles, no HTML and nothing that is
/// not printable, and leave no block of code open for what follows.
pub(super) fn is_harmless(lines: &[String]) -> bool {
    // Reading CommonMark takes time, and most documentation is told to be harmless without. HTML has
    // a `<`. A fenced block of code begins with three backticks or tildes. An indented one begins with
    // four blanks, whatever lists and quotations it stands in; as lines may be read with one blank
    // more before each, three are enough to look twice. There are no tabs, which are not printable.
    let mut is_suspect = false;
    for line in lines {
        let (mut before, mut run, mut is_ascii) = (0, 0, true);
        for byte in line.bytes() {
            run = if byte == before { run + 1 } else { 1 };
            before = byte;
            is_suspect |= byte == b'<' || (run == 3 && matches!(byte, b' ' | b'`' | b'~'));
            is_ascii &= matches!(byte, b' '..=b'~');
        }
        if !is_ascii && !line.chars().all(is_printable) {
            return false;
        }
    }
    if !is_suspect {
        return true;
    }
    // rustdoc takes the blank that is written before each line away, unless other documentation of
    // the same item has none.
    let (flush, shifted) = (lines.join("\n"), format!(" {}", lines.join("\n ")));
    [flush, shifted].into_iter().all(|text| is_harmless_text(&(text + "\n\nend")))
}

/// The same for text to which a paragraph has been appended.
fn is_harmless_text(text: &str) -> bool {
    let mut depth = 0;
    let mut ends_with_paragraph = false;
    for event in Parser::new_ext(text, RUSTDOC) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => return false,
            Event::Start(Tag::CodeBlock(kind)) if !is_ours(&kind) => return false,
            Event::Start(tag) => {
                if depth == 0 {
                    ends_with_paragraph = tag == Tag::Paragraph;
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    // What is left open contains the paragraph.
    ends_with_paragraph
}

/// Whether a block of code is one that we write, none of which rustdoc compiles.
fn is_ours(kind: &CodeBlockKind<'_>) -> bool {
    match kind {
        CodeBlockKind::Fenced(info) => **info == *"text" || LANGUAGES.contains(&&**info),
        CodeBlockKind::Indented => false,
    }
}

/// Text with nothing that CommonMark could take for markup: each sign that could begin any is
/// escaped, and no line begins with a blank.
pub(super) fn plain(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let line = tidy(line);
        if !line.trim().is_empty() {
            paragraph.push_str(&line);
            paragraph.push(' ');
        } else if !paragraph.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            wrap(&mut lines, &escape(&std::mem::take(&mut paragraph)), "", "");
        }
    }
    lines
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_markup = match c {
            // These make a number the first of a list.
            '.' | ')' => before.is_ascii_digit(),
            _ => "!#&*+-:<=>[\\]^_`|~".contains(c),
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{is_harmless, plain};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let lines: Vec<_> = text.split('\n').map(str::to_owned).collect();
        assert_eq!(is_harmless(&lines), expected, "{text}");
    }

    #[test]
    fn what_rustdoc_would_compile_is_found() {
        for harmless in
            ["", "a", "a <https://b.c> d", "```text\na\n```", "- a\n\n  ```json\n  a\n  ```"]
        {
            check(harmless, true);
        }
        for code in [
            "```\na\n```",
            "~~~\na\n~~~",
            "```rust\na\n```",
            "```text,rust\na\n```",
            "    a",
            "-     a",
            ">     a",
            "> - 1.     a",
            "   > ~~~ no_run",
            "[^a]:\n    b\n\n        c",
            // Indented by one more, it is code.
            "a\n\n   - b\n\n        c",
        ] {
            check(code, false);
        }
    }

    #[test]
    fn html_is_found() {
        for html in ["<b>", "a <b c='d'>e", "<!-- a", "a\n<script>\n\nb", "- </b>", "<?a?>", "<!A>"]
        {
            check(html, false);
        }
        check("\\<b> `<b>` a < b", true);
    }

    #[test]
    fn what_is_left_open_or_not_printable_is_found() {
        check("```text\na", false);
        check("- ```text\n  a", true);
        check("a\u{202e}", false);
        check("a\tb", false);
    }

    #[test]
    fn plain_text_is_only_text() {
        for hostile in [
            "~~~\na\n~~~",
            "```\na\n```",
            "    a\n\n\tb",
            "<script>a</script>\n\n<!--",
            "- a\n\n      b\n1. c\n> d\n# e\n===\n| f |\n|---|\n",
            "[a]: b\n\n[^a]: b\n&#10;&lt;b&gt;\n\n\\<b>\\\n<c>\u{2028}<d>\u{1b}",
        ] {
            let lines = plain(hostile);
            assert!(is_harmless(&lines), "{lines:?}");
            assert!(
                lines
                    .iter()
                    .all(|line| !line.starts_with([' ', '<', '-', '>', '#', '|', '`', '~']))
            );
        }
        assert_eq!(plain("a\r\nb <c>\n \n2. d"), ["a b \\<c\\>", "", "2\\. d"]);
    }
}
