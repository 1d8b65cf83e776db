//! Markdown that nobody hopes for: everything that CommonMark has, nested, cut off and disguised.
//!
//! This file is also part of the generator's own tests.

use arbitrary::{Result, Unstructured};

/// What must not be run or compiled: where it stands alone in a test of documentation, the test fails.
pub(crate) const POISON: &str = "compile_error!(\"poison\");";

/// How deep blocks are nested.
const DEPTH: usize = 3;

/// A description.
pub(crate) fn markdown(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(1, 8)? {
        return soup(u);
    }
    let text = blocks(u, DEPTH)?;
    if u.ratio(1, 4)? { entities(u, &text) } else { Ok(text) }
}

/// Signs of which most mean nothing, as in ordinary prose.
fn soup(u: &mut Unstructured<'_>) -> Result<String> {
    const PARTS: [&str; 16] = [
        "a", "a ", " ", "\n", "\n\n", "\n    ", "-", "- ", "+ ", "=", "> ", "1. ", "23) ", ":",
        "\u{a0}", ".",
    ];
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=20)? {
        text.push_str(u.choose(&PARTS)?);
    }
    Ok(text)
}

fn blocks(u: &mut Unstructured<'_>, depth: usize) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=3)? {
        text.push_str(&block(u, depth)?);
        text.push_str(
            u.choose(&["\n", "\n\n", "\n\n\n", "\r\n\r\n", "\r", "\n \n", "\n\t\n", ""])?,
        );
    }
    Ok(text)
}

fn block(u: &mut Unstructured<'_>, depth: usize) -> Result<String> {
    if depth > 0 && u.ratio(1, 2)? {
        let inner = blocks(u, depth - 1)?;
        return match u.int_in_range(0..=1)? {
            0 => {
                let sign = *u.choose(&[">", "> ", ">  ", ">\t", " > ", "> > ", "\\> ", "&gt; "])?;
                Ok(each_line(&inner, sign, sign))
            }
            _ => list(u, &inner),
        };
    }
    Ok(match u.int_in_range(0..=9)? {
        0 => format!("{} {}", u.choose(&["#", "##", "######", "#######", "\\#"])?, inline(u)?),
        1 => {
            let line = u.choose(&["===", "---", "-", "=", "  ---", "\\---", "&#61;&#61;"])?;
            format!("{}\n{line}", inline(u)?)
        }
        2 | 3 => fenced(u)?,
        4 => {
            let indent =
                *u.choose(&["    ", "\t", "     ", " \t", "  ", "\u{a0}\u{a0}\u{a0}\u{a0}"])?;
            each_line(&format!("{POISON}\n\n{}", inline(u)?), indent, indent)
        }
        5 => html(u)?,
        6 => table(u)?,
        7 => definition(u)?,
        8 => {
            (*u.choose(&["***", "---", "_ _ _", "- - -", "* * *", "\\***", "&#42;**"])?).to_owned()
        }
        _ => inline(u)?,
    })
}

fn each_line(text: &str, first: &str, rest: &str) -> String {
    let line =
        |(number, line): (usize, &str)| format!("{}{line}", if number == 0 { first } else { rest });
    text.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn list(u: &mut Unstructured<'_>, inner: &str) -> Result<String> {
    const MARKERS: [&str; 14] = [
        "- ",
        "* ",
        "+ ",
        "1. ",
        "1) ",
        "0. ",
        "7. ",
        "999999999. ",
        "1000000000. ",
        "-\t",
        "-    ",
        "\\- ",
        "1\\. ",
        "&#45; ",
    ];
    let marker = *u.choose(&MARKERS)?;
    let width = marker.len() + *u.choose(&[0, 0, 0, 1, 4])?;
    let rest = " ".repeat(width);
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=1)? {
        text.push_str(&format!("{marker}{}\n", inline(u)?));
        text.push_str(u.choose(&["", "\n", &rest])?);
    }
    // An item whose first line is empty, or that begins with what it has.
    let first = if u.ratio(1, 4)? { format!("{marker}\n{rest}") } else { marker.to_owned() };
    text.push_str(&each_line(inner, &first, &rest));
    Ok(text)
}

fn fenced(u: &mut Unstructured<'_>) -> Result<String> {
    const INFO: [&str; 16] = [
        "",
        "rust",
        "text",
        "json",
        "no_run",
        "should_panic",
        "text,rust",
        "rust text",
        "{.rust}",
        "te&#120;t",
        "text&#10;",
        "&#114;ust",
        "text `",
        "ignore-windows",
        "edition2021",
        "custom,{class=rust}",
    ];
    let sign = *u.choose(&["`", "~", "\\~", "\\`", "&#126;", "&grave;", "\u{2028}~"])?;
    let length = u.int_in_range(2..=6)?;
    let indent = *u.choose(&["", "", " ", "   ", "    ", "\t", "\u{a0}", "&#32;", "&Tab;"])?;
    let open = format!("{indent}{}{}", sign.repeat(length), u.choose(&INFO)?);
    let close_length = *u.choose(&[length, length + 1, length - 1, 0])?;
    let close = format!("{indent}{}", sign.repeat(close_length));
    let within = match u.int_in_range(0..=4)? {
        0 => inline(u)?,
        1 => format!("```\n{POISON}\n```"),
        2 => format!("~~~\n{POISON}\n~~~"),
        3 => format!("{}\n\n# x\n\t{POISON}", "`".repeat(length + 1)),
        _ => String::new(),
    };
    // With blank lines, the signs may end up as paragraphs of their own.
    let gap = *u.choose(&["\n", "\n\n", "&#10;", "&#10;&#10;", "&#13;", "\r"])?;
    Ok(format!("{open}{gap}{POISON}{gap}{within}{gap}{close}"))
}

fn html(u: &mut Unstructured<'_>) -> Result<String> {
    const TAGS: [&str; 40] = [
        "<p>",
        "<ul><li>",
        "<li>",
        "</li>",
        "</ul>",
        "<ol start=0>",
        "<blockquote>",
        "</blockquote>",
        "<table><tr>",
        "<td>",
        "</td>",
        "<tr>",
        "</table>",
        "<h1>",
        "</h1>",
        "<code>",
        "</code>",
        "</pre>",
        "<dl><dt>",
        "<dd>",
        "<b>",
        "</b>",
        "<a href='https://b.c'>",
        "</a>",
        "<img alt='~~~&#10;<b>' src=\"https://b.c/)<\">",
        "</script>",
        "<script>",
        "<div>",
        "<pre>",
        "<!-- ",
        "-->",
        "<?php",
        "<![CDATA[",
        "<!A",
        "</p>",
        "<x-y z='1'>",
        "<br>",
        "<br/ >x",
        "&lt;script&gt;",
        "\\<script>",
    ];
    let (tag, gap) = (*u.choose(&TAGS)?, *u.choose(&["", " ", "\n", "\n\n", "&#10;"])?);
    Ok(format!("{tag}{gap}{}{gap}{}", inline(u)?, u.choose(&TAGS)?))
}

fn table(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = format!("| {} | {} |\n", inline(u)?, inline(u)?);
    text.push_str(u.choose(&["|---|---|\n", "| :- | -: |\n", ":-: | -\n", "|---|\n"])?);
    for _ in 0..u.int_in_range(0..=2)? {
        text.push_str(&format!("| {} | {} | {}\n", inline(u)?, inline(u)?, inline(u)?));
    }
    Ok(text)
}

fn definition(u: &mut Unstructured<'_>) -> Result<String> {
    let label = *u.choose(&["a", "^a", "poison", "`poison`", "\\]", "a&#10;b"])?;
    let url = destination(u)?;
    let title = *u.choose(&["", " 'poison'", "\n\"<b>\"", " (a\n~~~\nb)"])?;
    let open = *u.choose(&["[", "[", "\\[", "&#91;"])?;
    let gap = *u.choose(&["\n", "\n\n", "\n    ", "\n\n        "])?;
    Ok(format!("{open}{label}]: {url}{title}{gap}{POISON} [{label}] [x][{label}]"))
}

fn destination(u: &mut Unstructured<'_>) -> Result<String> {
    const DESTINATIONS: [&str; 14] = [
        "https://a.b/c",
        "<https://a.b/ c>",
        "<https://a.b/\\<script\\>>",
        "https://a.b/&lt;script&gt;",
        "https://a.b/&#10;~~~&#10;c",
        "https://a.b/&#32;\\`&#40;&#41;(c)",
        "https://a.b/&#8238;&#27;|",
        "https://a.b/?c&amp;lt;d",
        "javascript:poison",
        "poison",
        "crate::poison",
        "<>",
        "https://&quot;>",
        "http://a.b/\\\\",
    ];
    Ok((*u.choose(&DESTINATIONS)?).to_owned())
}

fn inline(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=4)? {
        text.push_str(&span(u)?);
        text.push_str(
            u.choose(&[" ", "", "\n", "  \n", "\\\n", "\u{a0}", "\u{2028}", "&#10;", "\t"])?,
        );
    }
    Ok(text)
}

fn span(u: &mut Unstructured<'_>) -> Result<String> {
    const SIGNS: [&str; 24] = [
        "~", "~~", "~~~", "`", "``", "```", "*", "**", "_", "__", "[", "]", "![", "](", ")", "<",
        ">", "|", "\\", "&", "#", "- ", "1. ", "!",
    ];
    Ok(match u.int_in_range(0..=11)? {
        0 => entity(u)?,
        1 => format!("{}{POISON}{}", u.choose(&SIGNS)?, u.choose(&SIGNS)?),
        2 => format!("{}{}", u.choose(&SIGNS)?, u.choose(&SIGNS)?),
        3 => format!("\\{}", u.choose(&SIGNS)?),
        4 => {
            let fence = "`".repeat(u.int_in_range(1..=4)?);
            let code =
                *u.choose(&[" ` ", "``", "a\\|b", "<b>", "&#10;", "a\nb", " ", "a  \u{3000}<i>"])?;
            format!("{fence}{code}{fence}")
        }
        5 => format!("[{}]({} 'poison')", u.choose(&SIGNS)?, destination(u)?),
        6 => format!("![{}]({})", entity(u)?, destination(u)?),
        7 => format!("[![{}]({})]({})", entity(u)?, destination(u)?, destination(u)?),
        8 => (*u.choose(&[
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<code>",
            "</code>",
            "<a href='x",
            "<a href=https://b.c/>",
            "</a>",
            "<br>",
            "<td>",
            "<li>",
            "<!-- x -->",
            "<?x?>",
            "<https://a.b/<c>>",
        ])?)
        .to_owned(),
        9 => {
            let control = *u.choose(&[
                '\0', '\u{1}', '\u{7}', '\u{b}', '\u{c}', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}',
                '\u{202e}', '\u{2066}', '\u{200f}', '\u{2029}', '\u{feff}',
            ])?;
            format!("a{control}~~~{control}")
        }
        10 => format!(
            "{}https://a.b/{}?c=&amp;lt;<{}",
            u.choose(&SIGNS)?,
            u.choose(&SIGNS)?,
            u.choose(&SIGNS)?
        ),
        _ => "word ".repeat(u.int_in_range(1..=20)?),
    })
}

/// An entity for something that has an effect: a blank, a control character or a sign of CommonMark.
fn entity(u: &mut Unstructured<'_>) -> Result<String> {
    const NAMED: [&str; 12] = [
        "&NewLine;",
        "&Tab;",
        "&nbsp;",
        "&lt;",
        "&gt;",
        "&amp;",
        "&grave;",
        "&lowbar;",
        "&ast;",
        "&num;",
        "&lsqb;",
        "&vert;",
    ];
    const NUMBERS: [u32; 44] = [
        0, 1, 7, 8, 9, 10, 11, 12, 13, 27, 31, 32, 35, 38, 42, 43, 45, 60, 61, 62, 91, 96, 124,
        126, 127, 133, 155, 160, 0x61c, 0x1680, 0x2003, 0x200b, 0x200f, 0x2028, 0x2029, 0x202a,
        0x202e, 0x202f, 0x205f, 0x2066, 0x2069, 0x3000, 0xfeff, 0x11_0000,
    ];
    let number = *u.choose(&NUMBERS)?;
    Ok(match u.int_in_range(0..=2)? {
        0 => (*u.choose(&NAMED)?).to_owned(),
        1 => format!("&#{number};"),
        _ => format!("&#x{number:X};"),
    })
}

/// The text with some of its signs and blanks as entities.
fn entities(u: &mut Unstructured<'_>, text: &str) -> Result<String> {
    let mut result = String::new();
    for c in text.chars() {
        if (c.is_ascii_punctuation() || c.is_whitespace()) && u.ratio(1, 8)? {
            result.push_str(&format!("&#{};", u32::from(c)));
        } else {
            result.push(c);
        }
    }
    Ok(result)
}
