//! The changes as Markdown, for a pull request.

use changes::{Behaviour, Verdicts};
use document::diagnostics::Site;

use super::Diff;
use super::report::{Compared, Difference, Entry, Section};
use super::words;

/// How many changes are shown at once; longer lists are folded.
const UNFOLDED: usize = 10;

/// How many changes of a section are shown. A summary of a job has room for a mebibyte.
const MOST: usize = 200;

/// How many Rust items of a change are shown.
const ITEMS: usize = 5;

/// The sum, and a section for the changes of each meaning.
pub(super) fn markdown(options: &Diff, compared: &Compared) -> String {
    let Some(difference) = &compared.difference else { return String::new() };
    let mut parts = vec![head(compared, difference)];
    for entries in difference.entries.chunk_by(|one, next| one.section == next.section) {
        let section = entries.first().map_or(Section::Minor, |entry| entry.section);
        parts.push(format!("### {} ({})", section.title(), entries.len()));
        parts.push(list(options, section, entries));
    }
    parts.extend(options.witness.as_deref().map(|folder| {
        format!(
            "{} says what shows these verdicts, and how to try it.",
            code(&words::index(folder))
        )
    }));
    parts.join("\n\n") + "\n"
}

fn head(compared: &Compared, difference: &Difference) -> String {
    let [old, new] = compared.names().map(|name| code(&name));
    let mark = if difference.is_raised { "" } else { "⚠️ " };
    let (word, counts) = (difference.level.word(), difference.counts());
    let version = difference.version();
    format!("## Changes of the API: {word}\n\n{counts}, from {old} to {new}.\n\n{mark}{version}")
}

/// The changes of a section as a table, folded if it is long.
fn list(options: &Diff, section: Section, entries: &[Entry]) -> String {
    let most = if options.verbose { usize::MAX } else { MOST };
    let groups: Vec<_> = entries.chunk_by(Entry::is_alike).collect();
    let shown = groups.iter().take(most);
    let mut rows: Vec<_> = match section {
        Section::Documentation | Section::Moved => shown.map(|group| line(group)).collect(),
        _ => {
            HEAD.iter().map(|&line| line.to_owned()).chain(shown.map(|group| row(group))).collect()
        }
    };
    if groups.len() > most {
        rows.push(format!("\nAnd {} more, which `--verbose` shows.", groups.len() - most));
    }
    let rows = rows.join("\n");
    if groups.len() <= UNFOLDED {
        return rows;
    }
    let summary = words::count(entries.len(), "change");
    format!("<details><summary>{summary}</summary>\n\n{rows}\n\n</details>")
}

/// The first lines of a table.
const HEAD: [&str; 2] = [
    "| what | before | now | Rust | old client, new server | new client, old server |",
    "| --- | --- | --- | --- | --- | --- |",
];

/// Changes of one kind to what is called alike, as a row of a table.
fn row(group: &[Entry]) -> String {
    let [entry, others @ ..] = group else { return String::new() };
    let place = |site: &Option<Site>| {
        let Some(site) = site else { return String::new() };
        let place = code(&format!("{}:{}", site.file, site.start.0));
        match others.len() {
            0 => place,
            number => format!("{place} and {number} more"),
        }
    };
    let Verdicts { wire, behaviour, .. } = entry.verdicts;
    let note = if behaviour == Behaviour::Named { " (was kept as unknown)" } else { "" };
    let cells = [
        format!("{}: {}{note}", words::summary(&entry.change), running(&entry.what())),
        place(&entry.old),
        place(&entry.new),
        items(group),
        wire.old_client.meaning().to_owned(),
        wire.new_client.meaning().to_owned(),
    ];
    format!("| {} |", cells.join(" | "))
}

/// A change as an entry of a list.
fn line(group: &[Entry]) -> String {
    let [entry, ..] = group else { return String::new() };
    let items = items(group);
    let items = if items.is_empty() { items } else { format!(" ({items})") };
    format!("- {}: {}{items}", words::summary(&entry.change), running(&entry.what()))
}

/// The Rust items that changes touch.
fn items(group: &[Entry]) -> String {
    let count: usize = group.iter().map(|entry| entry.change.items.len()).sum();
    let items = group.iter().flat_map(|entry| entry.items(ITEMS).0);
    let mut list: Vec<_> = items.take(ITEMS).map(|item| code(&item)).collect();
    if count > list.len() {
        list.push(format!("and {} more", count - list.len()));
    }
    list.join(", ")
}

/// Text in which names of the document stand in backticks, as Markdown. If there is more in it than
/// words and what is usual between them, all of it becomes code, in which nothing has an effect.
pub(super) fn running(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let is_usual = |part: &&str| part.chars().all(|c| c.is_alphanumeric() || " ,:;()".contains(c));
    let between: Vec<&str> = parts.iter().copied().step_by(2).collect();
    let is_empty_within = between.iter().skip(1).rev().skip(1).any(|part| part.is_empty());
    if parts.len().is_multiple_of(2) || is_empty_within || !between.iter().all(is_usual) {
        return code(text);
    }
    let parts = parts.into_iter().enumerate();
    parts.map(|(number, part)| if number % 2 == 0 { part.to_owned() } else { code(part) }).collect()
}

/// Text as code, also within a table, where a bar has an effect in code as well.
pub(super) fn code(text: &str) -> String {
    if !text.is_empty() && text.trim() == text && !text.contains(['`', '|']) {
        return format!("`{text}`");
    }
    let spelled = text.chars().map(|c| match c {
        c if c.is_ascii_punctuation() => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    });
    format!("<code>{}</code>", spelled.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{code, running};

    #[test]
    fn what_documents_say_has_no_effect_in_markdown() {
        assert_eq!(code("<b>*a*</b> @who"), "`<b>*a*</b> @who`");
        assert_eq!(code("a|`b"), "<code>a&#124;&#96;b</code>");
        assert_eq!(code(" "), "<code> </code>");
        assert_eq!(code(""), "<code></code>");
        assert_eq!(running("`<a>` of `B`: `c` is 5"), "`<a>` of `B`: `c` is 5");
        // A name with backticks of its own turns the words around it into names.
        assert_eq!(running("`a` <b> `c`"), "<code>&#96;a&#96; &#60;b&#62; &#96;c&#96;</code>");
        assert_eq!(running("`a``b`"), "<code>&#96;a&#96;&#96;b&#96;</code>");
        assert_eq!(running("`a` of `"), "<code>&#96;a&#96; of &#96;</code>");
    }
}
