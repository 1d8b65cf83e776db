//! Names and texts that nobody hopes for.

use arbitrary::{Result, Unstructured};

/// Names: most are ordinary, so that documents have something in common with real ones.
pub(crate) fn name(u: &mut Unstructured<'_>) -> Result<String> {
    if u.ratio(3, 4)? {
        return Ok((*u.choose(&ORDINARY)?).to_owned());
    }
    if u.ratio(1, 20)? {
        return Ok("long ".repeat(2000));
    }
    if u.ratio(1, 4)? {
        return Ok((*u.choose(&super::rust_words::words())?).to_owned());
    }
    if u.ratio(1, 8)? {
        return Ok(u.arbitrary::<&str>()?.chars().take(20).collect());
    }
    Ok((*u.choose(&NAMES)?).to_owned())
}

/// Descriptions and other prose.
pub(crate) fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let parts = u.int_in_range(0..=4)?;
    let mut text = String::new();
    for _ in 0..parts {
        text.push_str(u.choose(&TEXTS)?);
        text.push_str(u.choose(&["", " ", "\n", "\n\n", "\n    ", "\n> ", "\n- "])?);
    }
    Ok(text)
}

const ORDINARY: [&str; 12] = [
    "pet",
    "Owner",
    "sid",
    "DateCreated",
    "friendly_name",
    "status",
    "meta",
    "url",
    "links",
    "page_size",
    "Kind",
    "address",
];

/// `poison` marks what would have an effect outside of the place that it belongs in.
const NAMES: [&str; 62] = [
    "",
    " ",
    "_",
    "__",
    "-",
    "$",
    "\u{1f980}",
    "é",
    "ß",
    "İ",
    "ǆ",
    "日本語",
    "1",
    "1st",
    "a1",
    "a_1",
    "A1",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "async",
    "gen",
    "r#type",
    "String",
    "Option",
    "Vec",
    "Box",
    "Client",
    "Error",
    "Result",
    "Default",
    "Value",
    "Some",
    "extra",
    "client",
    "new",
    "send",
    "models",
    "operations",
    "api",
    "mod",
    "lib",
    "con",
    "body",
    "Unrecognized",
    "Other",
    "../../poison",
    "/etc/poison",
    "C:\\poison",
    "poison\"",
    "poison\\",
    "poison*/",
    "poison{}",
    "{{poison}}",
    "-blank line-",
    "poison\u{0}\u{1b}[31m",
    "poison\u{202e}",
    "[poison]",
    "a`\n\n```\npoison!()\n```\n`",
    "<poison>",
];

const TEXTS: [&str; 30] = [
    "Ordinary words.",
    "[poison]",
    "[`poison`]",
    "[poison](poison)",
    "[poison][]",
    "[a]: https://poison.example\n[a]",
    "[a](<javascript:poison>)",
    "![poison](poison.png)",
    "<poison>",
    "</poison>",
    "<!-- poison",
    "Vec<poison>",
    "https://poison.example/a_b_(c)?d=*e*",
    "http://poison.example",
    "```\npoison!()\n```",
    "```rust\npoison!()",
    "~~~ should_panic\npoison!()",
    "    poison!()",
    "```text\n```\npoison!()\n```",
    "*/ poison /*",
    "#![poison]",
    "\"# poison \\",
    "| a | b |\n|---|---|\n| poison | `|` |",
    "1. a\n   1. b\n\n          poison",
    "> > > a",
    "# Poison\n=====",
    "`` ` poison",
    "**_poison_",
    "\u{0}\u{1b}\u{202e}\r",
    "-blank line-",
];
