//! Two small documents in one text, which shows what a kind of change is.

/// Two versions of a document in one text that reads as a diff.
///
/// Lines begin with a space, or with `-` if only the old version has them, or `+` if only the new one.
/// Behind an empty line stands what is reported. Lines that begin with `@` say something of the pair:
///
/// * `@ with CODE CODE`: changes that this one does not come without.
/// * `@ without the lock`: the new crate is made without the lock of the old one.
/// * `@ lock TEXT`: a line of the lock with which it is made, in place of that of the old one.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The text before the empty line.
    documents: &'a str,
    report: &'a str,
}

impl<'a> Pair<'a> {
    /// Reads the text of a pair.
    #[must_use]
    pub fn read(text: &'a str) -> Self {
        let (documents, report) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
        Self { documents, report }
    }

    /// The old document.
    #[must_use]
    pub fn before(&self) -> String {
        self.version('-')
    }

    /// The new document.
    #[must_use]
    pub fn after(&self) -> String {
        self.version('+')
    }

    fn version(&self, mark: char) -> String {
        let lines = self.documents.lines();
        let lines = lines.filter_map(|line| line.strip_prefix([' ', mark]));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// What is said of the pair.
    fn notes(&self) -> impl Iterator<Item = &'a str> {
        self.documents.lines().filter_map(|line| line.strip_prefix("@ "))
    }

    /// The codes of the changes that come with the one that is shown.
    pub fn companions(&self) -> impl Iterator<Item = &'a str> {
        self.notes().filter_map(|note| note.strip_prefix("with ")).flat_map(str::split_whitespace)
    }

    /// Whether the new crate is made without the lock of the old one.
    #[must_use]
    pub fn is_without_lock(&self) -> bool {
        self.notes().any(|note| note == "without the lock")
    }

    /// The lock with which the new crate is made, if it is not that of the old one.
    #[must_use]
    pub fn lock(&self) -> Option<String> {
        let lines = self.notes().filter_map(|note| note.strip_prefix("lock "));
        lines.map(|line| format!("{line}\n")).reduce(|text, line| text + &line)
    }

    /// What is reported.
    #[must_use]
    pub fn report(&self) -> &'a str {
        self.report
    }

    /// The documents without what is said of the pair.
    #[must_use]
    pub fn diff(&self) -> String {
        let lines = self.documents.lines().filter(|line| !line.starts_with('@'));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The text of the pair with another report.
    #[must_use]
    pub fn with_report(&self, report: &str) -> String {
        format!("{}\n\n{report}", self.documents)
    }
}
