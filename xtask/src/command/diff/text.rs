//! The changes as text for people, as diagnostics look.

use std::io::{self, IsTerminal};

use changes::Level;
use document::diagnostics::{Excerpts, Message, Rendering, Severity, Site};

use super::Diff;
use super::report::{Compared, Difference, Entry, Section};
use super::words;

/// How many changes are all shown one by one; of more, those of a kind are shown together.
const EACH: usize = 8;

/// How many kinds of changes are shown with an excerpt, the others in a line each.
const EXCERPTS: usize = 12;

/// Which columns are far from the beginning of their lines. To cut out what is there takes time in
/// proportion to what is before it, and a document may be one line.
const FAR: usize = 4096;

/// How many places that are far are shown with an excerpt.
const FAR_EXCERPTS: usize = 24;

/// How many further changes of a kind are listed.
const OTHERS: usize = 5;

/// How many Rust items are listed.
const ITEMS: usize = 5;

/// Prints what is wrong with the documents.
pub(super) fn print_errors(compared: &Compared) {
    let rendering = Rendering { color: io::stderr().is_terminal(), verbose: false };
    for version in [&compared.old, &compared.new] {
        if version.output.diagnostics.has_errors() {
            eprint!("{}", version.output.report(&rendering));
        }
    }
    eprintln!("\n`cargo xtask explain CODE` says more about a code in brackets.");
}

/// The changes, most urgent first, and their sum.
pub(super) fn text(options: &Diff, compared: &Compared) -> String {
    let Some(difference) = &compared.difference else { return String::new() };
    let sources = [&compared.old, &compared.new].map(|version| version.output.sources());
    let excerpts = [Excerpts::new(&sources[0]), Excerpts::new(&sources[1])];
    let mut printer = Printer {
        excerpts: &excerpts,
        color: io::stdout().is_terminal(),
        verbose: options.verbose || difference.entries.len() <= EACH,
        left: EXCERPTS,
        far: FAR_EXCERPTS,
        is_short: false,
        parts: Vec::new(),
    };
    for section in difference.entries.chunk_by(|one, next| one.section == next.section) {
        printer.print_section(section);
    }
    printer.print_sum(options, compared, difference);
    printer.parts.join("\n\n") + "\n"
}

/// Prints changes, in parts that are separated by blank lines.
struct Printer<'e> {
    excerpts: &'e [Excerpts<'e>; 2],
    color: bool,
    /// Whether each change is shown by itself.
    verbose: bool,
    /// How many kinds may still be shown with an excerpt.
    left: usize,
    /// How many places that are far may still be.
    far: usize,
    /// Whether anything is not shown that could be.
    is_short: bool,
    parts: Vec<String>,
}

impl Printer<'_> {
    /// Prints changes that mean the same to those who review them.
    fn print_section(&mut self, entries: &[Entry]) {
        let Some(Entry { section, .. }) = entries.first() else { return };
        self.parts.push(format!("{} ({})", section.title(), entries.len()));
        let is_apart = matches!(section, Section::Documentation | Section::Moved);
        let mut lines = Vec::new();
        let is_one_by_one = self.verbose || is_apart;
        for entries in entries.chunk_by(|one, next| !is_one_by_one && one.is_of_kind(next)) {
            self.is_short |= entries.len() > 1;
            if is_apart || (!self.verbose && self.left == 0) {
                self.is_short |= !is_apart;
                lines.push(self.line(entries));
            } else {
                self.left = self.left.saturating_sub(1);
                let entry = self.entry(entries);
                self.parts.push(entry);
            }
        }
        if !lines.is_empty() {
            self.parts.push(lines.join("\n"));
        }
    }

    /// The first change of a kind with the lines that it is about, and where the others are.
    fn entry(&mut self, entries: &[Entry]) -> String {
        let [entry, others @ ..] = entries else { return String::new() };
        let Entry { change, verdicts, .. } = entry;
        let (mut sites, mut notes) = (Vec::new(), Vec::new());
        let [old, new] = self.excerpts;
        for (site, excerpts, label) in [(&entry.old, old, "before"), (&entry.new, new, "now")] {
            let Some(site) = site else { continue };
            let is_far = site.start.1 > FAR;
            if is_far && self.far == 0 {
                notes.push((label, place(site)));
            } else {
                self.far -= usize::from(is_far);
                sites.push((site, excerpts, label));
            }
        }
        notes.extend(items(entry, if self.verbose { usize::MAX } else { ITEMS }));
        notes.push(("source", verdicts.source.meaning().to_owned()));
        notes.push(("wire", words::wire(verdicts.wire)));
        notes.push(("behaviour", verdicts.behaviour.meaning().to_owned()));
        notes.push(("why", words::why(change)));
        notes.extend(entry.witness.clone().map(|folder| ("witness", folder)));
        notes.extend(more(others));
        self.message(entry, &format!("{}: {}", words::summary(change), entry.what()), sites, notes)
    }

    /// All changes of a kind in a line.
    fn line(&self, entries: &[Entry]) -> String {
        let [entry, others @ ..] = entries else { return String::new() };
        let about = match entry.section {
            Section::Documentation | Section::Moved => {
                items(entry, ITEMS).map_or_else(String::new, |it| it.1)
            }
            _ => about(entry, others.len()),
        };
        let about = if about.is_empty() { about } else { format!(" ({about})") };
        let title = format!("{}: {}{about}", words::summary(&entry.change), entry.what());
        self.message(entry, &title, Vec::new(), Vec::new())
    }

    fn message<'m>(
        &'m self,
        entry: &Entry,
        title: &str,
        sites: Vec<(&'m Site, &'m Excerpts<'m>, &'m str)>,
        notes: Vec<(&'m str, String)>,
    ) -> String {
        let code = entry.change.kind.code();
        let (word, severity) = level(entry.verdicts.level);
        let message = Message { word, severity, code: Some(&code), title, sites, notes };
        message.render(self.color)
    }

    /// Prints how much it is, what was compared, and what it means for the version of the crate.
    fn print_sum(&mut self, options: &Diff, compared: &Compared, difference: &Difference) {
        let [old, new] = compared.names();
        let mut notes = vec![("before", old), ("now", new), ("version", difference.version())];
        if self.is_short {
            let note = "changes of a kind are shown together, `--verbose` shows each by itself";
            notes.push(("note", note.to_owned()));
        }
        notes.extend(options.witness.as_deref().map(|folder| {
            let index = words::index(folder);
            ("witness", format!("{index} says what shows these verdicts, and how to try it"))
        }));
        let title = difference.counts();
        let (word, severity) = level(difference.level);
        let message =
            Message { word, severity, code: None, title: &title, sites: Vec::new(), notes };
        self.parts.push(message.render(self.color));
    }
}

/// The word for a level, and how bad it is.
fn level(level: Level) -> (&'static str, Option<Severity>) {
    let severity = match level {
        Level::Major => Some(Severity::Error),
        Level::Minor => Some(Severity::Warning),
        Level::Patch | Level::None => None,
    };
    (level.word(), severity)
}

/// The Rust items that a change touches, if it touches any.
fn items(entry: &Entry, most: usize) -> Option<(&'static str, String)> {
    let (shown, hidden) = entry.items(most);
    let mut list: Vec<_> = shown.iter().map(|item| format!("`{item}`")).collect();
    if hidden > 0 {
        list.push(format!("and {hidden} more"));
    }
    (!list.is_empty()).then(|| ("Rust", list.join(", ")))
}

/// Where there are more changes of a kind than the first, if there are.
fn more(others: &[Entry]) -> Option<(&'static str, String)> {
    let line = |alike: &[Entry]| {
        let [entry, others @ ..] = alike else { return String::new() };
        let about = about(entry, others.len());
        if about.is_empty() { entry.what() } else { format!("{} ({about})", entry.what()) }
    };
    let alike: Vec<_> = others.chunk_by(Entry::is_alike).collect();
    let mut lines: Vec<_> = alike.iter().take(OTHERS).map(|alike| line(alike)).collect();
    let hidden: usize = alike.iter().skip(OTHERS).map(|alike| alike.len()).sum();
    if hidden > 0 {
        lines.push(format!("and {hidden} more"));
    }
    (!lines.is_empty()).then(|| ("like it", lines.join("\n")))
}

/// Where a change is, and how many more there are.
fn about(entry: &Entry, others: usize) -> String {
    let place = entry.site().map(place);
    let more = (others > 0).then(|| format!("and {others} more"));
    place.into_iter().chain(more).collect::<Vec<_>>().join(", ")
}

fn place(site: &Site) -> String {
    format!("{}:{}:{}", site.file, site.start.0, site.start.1)
}
