mod html;

use arbitrary::Unstructured;

use super::{Descriptions, Docs, backstop, hostile};

#[track_caller]
fn check(description: &str, lines: &[&str]) {
    assert_eq!(Docs::of(Some(description), || "Nothing.".to_owned()).lines(), lines);
}

#[test]
fn a_description_ends_before_a_sentence_of_ours() {
    let check = |text: &str, expected: &str| {
        let docs = Docs::of(Some(text), String::new).continued("At most 5.");
        assert_eq!(docs.lines().join("\n"), expected, "{text}");
    };
    check("How many", "How many. At most 5.");
    check("How many.", "How many. At most 5.");
    check("How many?", "How many? At most 5.");
    check("How many (there are.)", "How many (there are.) At most 5.");
    check("How many (there are)", "How many (there are). At most 5.");
    check("The `size`", "The `size`. At most 5.");
    check("How many [there are.]", "How many \\[there are.\\] At most 5.");
    check("How many...", "How many... At most 5.");
    check("いくつ。", "いくつ。 At most 5.");
    check("See [here](https://a.b)", "See [here](https://a.b). At most 5.");
    check("[See here.](https://a.b)", "[See here.](https://a.b) At most 5.");
    check("See [there.](/c)", "See there. At most 5.");
    check("See https://a.b/c.", "See <https://a.b/c>. At most 5.");
    check("How many<br>", "How many. At most 5.");
    // What is to follow is no sentence of ours.
    check("One of:", "One of:\n\nAt most 5.");
    check("**One of:**", "**One of:**\n\nAt most 5.");
    check("One, two,", "One, two,\n\nAt most 5.");
    // What is no paragraph stands alone.
    check("# How many", "**How many**\n\nAt most 5.");
    check("How many\n===", "**How many**\n\nAt most 5.");
    check("- one\n- two", "- one\n- two\n\nAt most 5.");
    check("1. one", "1. one\n\nAt most 5.");
    check("> How many", "> How many\n\nAt most 5.");
    check("    code", "```text\ncode\n```\n\nAt most 5.");
    check("| a |\n|---|\n| b |", "| a |\n| --- |\n| b |\n\nAt most 5.");
    check("One.\n\nTwo", "One.\n\nTwo\n\nAt most 5.");
    check("One of:\n- a", "One of:\n\n- a\n\nAt most 5.");
}

#[test]
fn items_begin_with_what_is_said_of_them() {
    let docs = |text: &str| Docs::of(Some(text), String::new);
    let items =
        [("`404`, `410`", "Gone\n\nFor good."), ("`500`", "- a\n- b"), ("`503`", "```\na\n```")];
    let items = items.map(|(label, text)| (label.to_owned(), docs(text)));
    let list = Docs::list(items.into()).lines().join("\n");
    let expected = "- `404`, `410`: Gone\n\n  For good.\n- `500`:\n\n  - a\n  - b\n- `503`:\n\n  ```text\n  a\n  ```";
    assert_eq!(list, expected);
}

#[test]
fn nothing_is_said_honestly() {
    check("", &["Nothing."]);
    check(" \n ", &["Nothing."]);
    check("\u{7}\u{202e}", &["Nothing."]);
}

#[test]
fn what_is_added_leaves_blocks_whole() {
    let block = Docs::of(Some("```\na\n\nb\n```"), String::new);
    let list = Docs::own("Own.").and_list([("x", &block)].into_iter());
    assert_eq!(list.lines()[2..].join("\n"), "- `x`:\n\n  ```text\n  a\n\n  b\n  ```");
    let second = block.with_second("Second.");
    assert_eq!(second.lines().join("\n"), "Second.\n\n```text\na\n\nb\n```");
}

#[test]
fn prose_is_wrapped() {
    check("one\ttwo", &["one two"]);
    check("One.\nTwo.\n\nThree.", &["One. Two.", "", "Three."]);
    let long = "word ".repeat(20);
    check(&long, &["word ".repeat(17).trim_end(), "word word word"]);
    // A dash that came first in a line would begin a list.
    let full = format!("{}abc", "word ".repeat(17));
    check(&format!("{full} - x"), &[&format!("{full} -"), "x"]);
}

#[test]
fn rustdoc_gets_nothing_that_it_would_trip_over() {
    check("a <br /> b", &["a", "", "b"]);
    check("Vec<String> and <script>", &["Vec\\<String> and \\<script>"]);
    check("the [sid] of it", &["the \\[sid\\] of it"]);
    check(
        "see [here](/docs/x) and [there](https://a.b/c)",
        &["see here and [there](https://a.b/c)"],
    );
    check("see https://a.b/c.", &["see <https://a.b/c>."]);
    check("    let x = 1;", &["```text", "let x = 1;", "```"]);
    check("```\nlet x;\n```", &["```text", "let x;", "```"]);
    check("```rust,no_run\nx\n```", &["```text", "x", "```"]);
    check("```\na\n``` ```\nb\n```", &["````text", "a", "``` ```", "b", "````"]);
    check("```json\n{}\n```", &["```json", "{}", "```"]);
    check("# Title\ntext", &["**Title**", "", "text"]);
    check("a_b and `c_d` * e", &["a_b and `c_d` \\* e"]);
    check("*/ } fn main() {}", &["\\*/ } fn main() {}"]);
}

#[test]
fn lists_and_tables_keep_their_shape() {
    check("x\n- a\n- b\n  c\n\ny", &["x", "", "- a", "- b c", "", "y"]);
    check("1. a\n   - b\n2. c", &["1. a", "   - b", "2. c"]);
    check("> q", &["> q"]);
    check("| a | b |\n|---|---|\n| 1 | <x> |", &["| a | b |", "| --- | --- |", "| 1 | \\<x> |"]);
}

#[test]
fn text_cannot_open_a_block() {
    check("\\~~~\n\nx\n\n\\~~~", &["\\~\\~\\~", "", "x", "", "\\~\\~\\~"]);
    check("\\`\\`\\`\nx", &["\\`\\`\\` x"]);
    check("\\- a", &["\\- a"]);
    check("\\+ a", &["\\+ a"]);
    check("1\\. a", &["1\\. a"]);
    check("1\\) a", &["1\\) a"]);
    check("\\> a", &["\\> a"]);
    check("\\# a", &["\\# a"]);
    check("a\n\\===", &["a ==="]);
    check("&#45;&#45;&#45;", &["\\---"]);
    check("\\[a]: https://b.c", &["\\[a\\]: <https://b.c>"]);
    check("\\[^a]: b", &["\\[\\^a\\]: b"]);
    check("[^a](https://b.c)", &["[\\^a](https://b.c)"]);
    check("# &#32;", &["Nothing."]);
    check("# -- #1", &["**-- #1**"]);
    check("&#32;&#32;&#32;&#32;a", &["a"]);
    check("*&#32;a*", &["*a*"]);
}

#[test]
fn entities_bring_nothing_in() {
    check("a&#10;&#10;    b", &["a b"]);
    check("a&NewLine;&Tab;&nbsp;&#8232;&#x3000;b", &["a b"]);
    check("# a&#10;&#10;~~~&#10;b", &["**a \\~\\~\\~ b**"]);
    check("| a&#10;~~~&#10;b |\n|---|\n| `c d` |", &["| a \\~\\~\\~ b |", "| --- |", "| `c d` |"]);
    check("[a&#10;~~~&#10;b](https://c.d)", &["[a \\~\\~\\~ b](https://c.d)"]);
    check("a&#13;&#27;&#8238;&#x202e;&#8206;&#65279;b", &["a b"]);
    check("&lt;b&gt; &amp;lt; &amp;#10; R&amp;D", &["\\<b> \\&lt; \\&#10; R&D"]);
    check("~~~ &#114;ust\na\n~~~", &["```text", "a", "```"]);
}

#[test]
fn every_marker_is_written() {
    check("- - - a", &["- - - a"]);
    check("- > a\n  > - b", &["- > a", "  > - b"]);
    check("> 1. a\n>    b", &["> 1. a b"]);
    check("- ```\n  a\n  ```", &["- ```text", "  a", "  ```"]);
    check("- | a |\n  |---|", &["- | a |", "  | --- |"]);
    check("- a\n\n  b\n- c", &["- a", "", "  b", "- c"]);
    check("-\n- b", &["- b"]);
    check("1. a\n2.\n3. > - c", &["1. a", "3. > - c"]);
    check("- a\n\n  7) b", &["- a", "", "  7. b"]);
    check("999999999. a\n1. b\n\n   c", &["999999999. a", "999999999. b", "", "           c"]);
    // As many lines as words, each with all of the signs, is too much for a short description.
    check(
        &format!("{} a", ">".repeat(17)),
        &["\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\>\\> a"],
    );
}

#[test]
fn links_end_where_they_should() {
    check("[a](<https://b.c/ d>)", &["[a](https://b.c/%20d)"]);
    check("[a](https://b.c/(d)\\<e\\>\\`)", &["[a](https://b.c/%28d%29%3Ce%3E%60)"]);
    check("[a](https://b.c?d&#10;~~~)", &["[a](https://b.c?d%0A~~~)"]);
    check("[a](https://b.c?d&amp;lt;e)", &["[a](https://b.c?d&lt%3Be)"]);
    check("see https://a.b/`c`\\d|e", &["see <https://a.b/>`c`\\\\d\\|e"]);
    check("[![a](https://b.c)](https://d.e)", &["[a](https://d.e)"]);
    check("wow![a](b) wow\\![a](https://b.c)", &["wowa wow\\![a](https://b.c)"]);
}

#[test]
fn code_spans_stay_whole() {
    check("| `a\\|b` |\n|---|", &["| a\\|b |", "| --- |"]);
    let words = "word ".repeat(16);
    check(&format!("{words}`a&#10; <b>`"), &[words.trim_end(), "`a&#10; <b>`"]);
    // A backtick that is escaped begins none.
    let docs = Docs::of(Some(&format!("\\` {words}`a <script>`")), String::new).continued("b");
    assert_eq!(docs.lines(), [&format!("\\` {}", words.trim_end()), "`a <script>`. b"]);
    let code = super::code_span("a\u{3000}<script>\u{2028}b");
    assert_eq!(Docs::own(format!("{words}{code}")).lines().len(), 2);
}

#[test]
fn what_is_not_harmless_becomes_plain() {
    let code = |docs: &str| Docs::own("~~~\na\n~~~").and_docs(&Docs::of(Some(docs), String::new));
    assert_eq!(code("*b*").lines(), ["\\~\\~\\~ a \\~\\~\\~", "", "\\\\\\*b\\\\\\*"]);
}

/// What was written needs no backstop.
#[test]
fn hostile_markdown_is_written_harmlessly() {
    let wanted = std::env::var("HOSTILE_DOCUMENTS").ok();
    let wanted = wanted.and_then(|number| number.parse().ok()).unwrap_or(1000);
    let mut state = 0_u64;
    for number in 0..wanted {
        // splitmix64, as in the tests with hostile documents.
        let bytes: Vec<u8> = (0..256)
            .flat_map(|_| {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                (mixed ^ (mixed >> 31)).to_le_bytes()
            })
            .collect();
        let mut choices = Unstructured::new(&bytes);
        let text = hostile::markdown(&mut choices).expect("the rest is zeros");
        let docs = Docs::of(Some(&text), || "Nothing.".to_owned());
        let list = Docs::own("Own.").and_list([("x", &docs), ("y", &docs)].into_iter());
        for docs in
            [&docs, &docs.clone().continued("More."), &docs.clone().with_second("More."), &list]
        {
            let lines = docs.written(Descriptions::Markdown);
            let written = lines.join("\n");
            assert!(backstop::is_harmless(&lines), "{number}: {text:?}\n\n{text}\n\n{written}");
            let plain = docs.written(Descriptions::Plain);
            assert!(backstop::is_harmless(&plain), "{number}: {text:?}\n\n{plain:?}");
        }
    }
}
