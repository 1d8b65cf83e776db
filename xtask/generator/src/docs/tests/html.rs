//! HTML in descriptions.

use std::time::{Duration, Instant};

use super::super::{Descriptions, Docs, backstop};

fn written(description: &str) -> String {
    let docs = Docs::of(Some(description), || "Nothing.".to_owned());
    let lines = docs.written(Descriptions::Markdown);
    assert!(backstop::is_harmless(&lines), "{description:?}\n\n{lines:?}");
    lines.join("\n")
}

#[track_caller]
fn check(description: &str, expected: &str) {
    assert_eq!(written(description), expected, "{description}");
}

#[test]
fn elements_become_the_markdown_that_says_the_same() {
    check("<p>One.</p><p>Two.</p>", "One.\n\nTwo.");
    check("<p>One.\n<p>Two.", "One.\n\nTwo.");
    check("<div>One.</div> Two.<hr/>Three.", "One.\n\nTwo.\n\nThree.");
    check("One.<br>Two.<br/><br />Three.<BR>", "One.\n\nTwo.\n\nThree.");
    check("a <b>b</b> <strong>c</strong> <i>d</i> <em>e</em>", "a **b** **c** *d* *e*");
    check("<code>a</code>, <tt>b c</tt> and <kbd>d</kbd>", "`a`, `b c` and `d`");
    check("<code>&lt;id&gt; a_b*c* <b>d</b></code>", "`<id> a_b*c* d`");
    check("<pre>a\n  b &amp; <b>c</b>\n\nd</pre>e", "```text\na\n  b & c\n\nd\n```\n\ne");
    check("x <pre><code class=\"c\">a\n\tb</code></pre>", "x\n\n```text\na\n    b\n```");
    check("<code>\n{\n  1\n}\n</code>", "```text\n{\n  1\n}\n```");
    check("<a href=\"https://b.c/d?e=1&amp;f=2\">g</a>.", "[g](https://b.c/d?e=1&f=2).");
    check("<a class='x' href = 'https://b.c' >d</a>", "[d](https://b.c)");
    check("<a href=https://b.c>d</a>", "[d](https://b.c)");
    check("<a href='/b'>c</a> <a name='d'></a>e <a href='#f'>g</a>", "c e g");
    check(
        "<img src='https://b.c/d.png' alt='e'> <img src='https://b.c'>",
        "[e](https://b.c/d.png)",
    );
    check("<h2>One</h2>Two.<h3><b>Three</b></h3>", "**One**\n\nTwo.\n\n**Three**");
    check("<blockquote>One.<p>Two.</blockquote>Three.", "> One.\n>\n> Two.\n\nThree.");
    check("a<!-- b -->c <!-- d\ne --> f", "ac f");
    check("<!-- a\n\nb -->\nc", "c");
    check("<script>\na\n\n# b\n</script>c<style>d</style>", "c");
    check("<span style=\"x\">a</span> <font color=red>b</font> <u>c</u>", "a b c");
    check("10<sup>6</sup> <q>a</q> H<sub>2</sub>O", "10^6 \"a\" H2O");
    check(
        "<details><summary>One</summary>\n\nTwo.\n</details>\nThree.",
        "**One**\n\nTwo.\n\nThree.",
    );
    check("<note> <p>One.</p> </note> <p>Two.</p>", "One.\n\nTwo.");
}

#[test]
fn lists_and_tables_of_html_are_those_of_markdown() {
    check("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc");
    check("x\n<ul>\n    <li>a\n        <li>b\n</ul>", "x\n\n- a\n- b");
    check("<ol start=3><li>a<li><p>b</p><p>c</p></ol>", "3. a\n4. b\n\n   c");
    check("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "- a\n  - b\n  - c\n- d");
    check("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b");
    check("<li>a</li><li>b</li>", "- a\n- b");
    check("<ul>x<li>a</li></ul><ul><ul><li>b</ul></ul>", "x\n\n- a\n\n- b");
    check("- a\n  1. <b></b>\n  2. c", "- a\n\n  2. c");
    check("<dl><dt>a</dt><dd><p>b</p></dd><dt>c</dt><dd>d</dd></dl>", "- a\n\n  b\n- c\n\n  d");
    check(
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>c|d</td><td></td></tr></table>e",
        "| a | b |\n| --- | --- |\n| c\\|d | |\n\ne",
    );
    check(
        "<table>\n<tr><td>a\n<tr>\n\n<td><p>b</p><ul><li>c</ul><td>d\n</table>",
        "| a | |\n| --- | --- |\n| b c | d |",
    );
    check("<table><tr><td><code>a</code><br><b>b</b></table>", "| `a` **b** |\n| --- |");
    check("<table></table>", "Nothing.");
}

#[test]
fn markdown_and_html_mix() {
    check("<p>Use `a <b>` and **c**.</p>", "Use `a <b>` and **c**.");
    check("<div>\n\n- a\n- <b>b</b>\n</div>\n\nc", "- a\n- **b**\n\nc");
    check("- <p>a</p>\n- <ul><li>b</ul>\n\nc", "- a\n- - b\n\nc");
    check("- a <ul><li>b\n- c\n\nd", "- a\n  - b\n- c\n\nd");
    check("> <ul>\n> <li>a\n\nb", "> - a\n\nb");
    check("<ul>\n<li>\n\na `b`\n\n</li>\n</ul>", "- a `b`");
    check("| a |\n|---|\n| b<br/><ul><li>c</li></ul> |", "| a |\n| --- |\n| b c |");
    check("```\n<b>a</b> &gt;\n```", "```text\n<b>a</b> &gt;\n```");
    check("    <p>a</p>", "```text\n<p>a</p>\n```");
    check("`<p>a</p>` &lt;b&gt;", "`<p>a</p>` \\<b>");
    check("<p>\n# a\n</p>", "**a**");
}

#[test]
fn entities_begin_no_block() {
    check("<p>&gt; a</p>", "\\> a");
    check("<p>a</p>\n&gt; b", "a\n\n\\> b");
    check("<li>&gt;a</li><li>1&#46; b</li>", "- \\>a\n- 1\\. b");
    check("a<br>&#35; b<br>- c<br>1. d", "a\n\n\\# b\n\n\\- c\n\n1\\. d");
    check("<td>&gt; a</td>", "\\> a");
    check("&amp;&quot;&#39;&#x27;&mdash;&nbsp;a&hellip;", "&\"''\u{2014} a\u{2026}");
}

#[test]
fn what_is_not_html_is_text() {
    check("/users/<id>/<user-id>", "/users/\\<id>/\\<user-id>");
    check("<id>", "\\<id>");
    check("<none> or Vec<T> or Map<a, b>", "\\<none> or Vec\\<T> or Map\\<a, b>");
    check("a < b and b > c, 1<2", "a \\< b and b > c, 1\\<2");
    check("the code is <code>", "the code is \\<code>");
    check("/<code>/a and <code>b</code>", "/\\<code>/a and `b`");
    check("<UserId>5</UserId>", "\\<UserId>5\\</UserId>");
    check("<!-- a", "\\<!-- a");
    check("<b-c>", "\\<b-c>");
}

#[test]
fn marks_stand_where_they_count() {
    check("<b> a </b>b", "**a** b");
    check("a<b>b</b>c", "a**b**c");
    check("<b>Note:</b>a", "**Note:** a");
    check("a<b>(b)</b>", "a **(b)**");
    check("a<b><a href='https://b.c'>d</a></b>e", "a **[d](https://b.c)** e");
    check("<b>a</b><b>b</b><i>c</i>", "**a** **b** *c*");
    check("<b></b>a<i> </i>b", "a b");
    check("<b>a <strong>b</strong> c</b>", "**a b c**");
    check("<b><i>a</b> b</i>", "***a*** *b*");
    check("<b>a<p>b", "**a**\n\nb");
    check("<b><p>a</p></b>", "**a**");
    check("a</b></ul></td></table></p>b", "a\n\nb");
    check("<a href='https://b.c'>d <a href='https://e.f'>g</a>", "[d g](https://b.c)");
}

#[test]
fn our_sentences_follow_html() {
    let docs = Docs::of(Some("<p>which pods</p>"), String::new).continued("Default: `all`.");
    assert_eq!(docs.lines(), ["which pods. Default: `all`."]);
    let docs = Docs::of(Some("<ul><li>a</ul>"), String::new).continued("Default: `all`.");
    assert_eq!(docs.lines(), ["- a", "", "Default: `all`."]);
}

/// Whatever there is much of takes time in proportion, and no stack.
#[test]
fn much_html_is_read_soon() {
    for part in [
        "<",
        "<b>",
        "<b",
        "</",
        "<p>",
        "<ul><li>",
        "<li>",
        "<ul>",
        "<blockquote>",
        "<table>",
        "<td>",
        "<tr><td>a",
        "<code>",
        "<code>a</code>",
        "</code>",
        "<pre>a</pre>",
        "<pre>",
        "<script>",
        "<!--",
        "<!-- a -->",
        "&lt;",
        "&",
        "<a href='https://a.b'>c",
        "<i><b>a</i>",
        "\n<p>\n",
        "\n\n<!--\n\n",
        "<a b=",
        "<a '",
        "<h1>a",
        "- <p>a\n",
        "> <b>a\n\n",
        "<br>",
        "<code>&</code>",
        "<code><</code>",
        "<b>a</b>",
    ] {
        let text = part.repeat(200_000 / part.len());
        let started = Instant::now();
        let docs = Docs::of(Some(&text), String::new);
        let lines = docs.lines();
        assert!(started.elapsed() < Duration::from_secs(5), "{part} takes {:?}", started.elapsed());
        let length: usize = lines.iter().map(String::len).sum();
        assert!(length < 20 * text.len(), "{part} becomes {length} characters");
    }
}
