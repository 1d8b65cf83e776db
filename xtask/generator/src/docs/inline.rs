//! The text of a paragraph or of a cell, as it is put together.
//!
//! Marks are written where text is: `<b> a </b>` is ` **a** `, and what has no text is not marked. So
//! they are only noted when they begin, and a space waits until something follows it.

use super::{encoded, tidy};
use crate::docs::lines::JOINER;

/// How deep marks are nested; deeper ones are left out.
const MOST_MARKS: usize = 16;

/// What can be said of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    Emphasis,
    Strong,
    Link,
}

#[derive(Debug)]
struct Mark {
    kind: MarkKind,
    /// What it begins and ends with; nothing, if it is not written at all.
    signs: Option<(&'static str, String)>,
    is_written: bool,
}

/// Text with marks.
#[derive(Debug, Default)]
pub(super) struct Inline {
    text: String,
    marks: Vec<Mark>,
    /// Whether a space is to be written before what follows.
    is_space_due: bool,
    /// What the text ended with before a mark that has just ended.
    before_end: Option<char>,
}

impl Inline {
    /// Emphasis or strength begins.
    pub(super) fn begin(&mut self, kind: MarkKind) {
        let sign = if kind == MarkKind::Strong { "**" } else { "*" };
        self.push_mark(kind, Some((sign, sign.to_owned())));
    }

    /// A link begins. A relative one leads nowhere from here; its text remains.
    pub(super) fn begin_link(&mut self, destination: &str) {
        let is_absolute = ["https://", "http://"].iter().any(|s| destination.starts_with(s));
        let signs = is_absolute.then(|| ("[", format!("]({})", encoded(destination, "()"))));
        self.push_mark(MarkKind::Link, signs);
    }

    fn push_mark(&mut self, kind: MarkKind, signs: Option<(&'static str, String)>) {
        // What is strong cannot become stronger, and there are no links in links.
        let is_new = !self.is(kind);
        if self.marks.len() == MOST_MARKS {
            return;
        }
        self.marks.push(Mark { kind, signs: signs.filter(|_| is_new), is_written: false });
    }

    /// The innermost mark of a kind ends, if there is one.
    pub(super) fn end(&mut self, kind: MarkKind) {
        if let Some(index) = self.marks.iter().rposition(|mark| mark.kind == kind) {
            self.close_from(index);
            self.marks.remove(index);
        }
    }

    /// Ends what is written of some marks. Those that go on are written again before more text.
    fn close_from(&mut self, index: usize) {
        for mark in self.marks[index..].iter_mut().rev() {
            if let (true, Some((_, end))) = (mark.is_written, &mark.signs) {
                let before = || self.before_end.or_else(|| self.text.chars().next_back());
                self.before_end = before().filter(|_| mark.kind != MarkKind::Link);
                self.text.push_str(end);
                mark.is_written = false;
            }
        }
    }

    /// Whether there is a mark of some kind around that is written if there is text.
    fn is(&self, kind: MarkKind) -> bool {
        self.marks.iter().any(|mark| mark.kind == kind && mark.signs.is_some())
    }

    /// Whether there is a link around that leads somewhere.
    pub(super) fn is_link(&self) -> bool {
        self.is(MarkKind::Link)
    }

    /// A space, at which a line may end unless it is in a link.
    pub(super) fn space(&mut self) {
        self.is_space_due = true;
    }

    /// Prepares for text that begins with a character.
    fn prepare(&mut self, next: char) {
        let is_word = |c: char| c.is_alphanumeric();
        let is_link = |mark: &Mark| mark.kind == MarkKind::Link;
        let is_in_link = self.marks.iter().any(|mark| is_link(mark) && mark.is_written);
        let is_new = |mark: &Mark| mark.signs.is_some() && !mark.is_written;
        let mut new = self.marks.iter().filter(|mark| is_new(mark));
        let begins_mark = new.clone().next().is_some_and(|mark| !is_link(mark));
        let next = if new.any(is_link) { '[' } else { next };
        // CommonMark takes the signs of marks for what they are only beside blanks, or if words are
        // on both of their sides.
        let before_end = self.before_end.take();
        self.is_space_due |=
            before_end.is_some_and(|c| begins_mark || (!is_word(c) && is_word(next)));
        let before = self.text.chars().next_back().unwrap_or(' ');
        self.is_space_due |= begins_mark && is_word(before) && !is_word(next);
        if std::mem::take(&mut self.is_space_due) && !self.text.is_empty() {
            self.text.push(if is_in_link { JOINER } else { ' ' });
        }
        for mark in self.marks.iter_mut().filter(|mark| is_new(mark)) {
            if let Some((begin, _)) = mark.signs {
                // With an exclamation mark before it, it would be an image.
                if begin == "[" && self.text.ends_with('!') {
                    self.text.insert(self.text.len() - 1, '\\');
                }
                self.text.push_str(begin);
                mark.is_written = true;
            }
        }
    }

    /// Text as it is, with whatever CommonMark or rustdoc would take for markup
    /// escaped, and bare URLs made into links.
    pub(super) fn text(&mut self, text: &str) {
        for (index, part) in tidy(text).split(' ').enumerate() {
            if index > 0 {
                self.space();
            }
            self.word(part);
        }
    }

    fn word(&mut self, mut rest: &str) {
        let start_of_url = |text: &str| {
            // Most words are none, and that is told soon.
            text.find(':')?;
            ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()
        };
        while let Some(start) = start_of_url(rest).filter(|_| !self.is_link()) {
            let (before, url) = rest.split_at(start);
            let end = url.find(['<', '>', '"', ')', ']', ',']).unwrap_or(url.len());
            let end = url[..end].trim_end_matches(['.', ';', ':', '!', '?']).len();
            self.escape(before);
            self.verbatim(&format!("<{}>", encoded(&url[..end], "")));
            rest = &url[end..];
        }
        self.escape(rest);
    }

    /// Code, of which no sign means anything.
    pub(super) fn code(&mut self, code: &str) {
        if self.text.ends_with('`') {
            self.space();
        }
        self.verbatim(&format!("`{code}`").replace(' ', JOINER.encode_utf8(&mut [0])));
    }

    fn verbatim(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        self.prepare(first);
        self.text.push_str(text);
    }

    fn escape(&mut self, text: &str) {
        if !text.bytes().any(|b| b"_[]<*`\\|~&^".contains(&b)) {
            return self.verbatim(text);
        }
        let Some(first) = text.chars().next() else { return };
        self.prepare(first);
        for (index, c) in text.char_indices() {
            let before = || {
                let before = self.text.chars().next_back();
                before.filter(|c| *c != JOINER).unwrap_or(' ')
            };
            let rest = &text[index + c.len_utf8()..];
            let after = || rest.chars().next().unwrap_or(' ');
            let is_markup = match c {
                // An underscore within a word is not markup.
                '_' => !before().is_alphanumeric() || !after().is_alphanumeric(),
                // Neither is the sign for "about". As it can begin what is struck out, all that could
                // end that are escaped.
                '~' => before() != ' ' || after() == '~',
                '&' => begins_an_entity(rest),
                // In a link, the name of a footnote.
                '^' => before() == '[',
                '[' | ']' | '<' | '*' | '`' | '\\' | '|' => true,
                _ => false,
            };
            if is_markup {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    /// The text, with all that has begun at its end. Marks that have not been written wait for more.
    pub(super) fn take(&mut self) -> String {
        let is_written: Vec<bool> = self.marks.iter().map(|mark| mark.is_written).collect();
        self.close_from(0);
        let mut is_written = is_written.into_iter();
        self.marks.retain(|_| !is_written.next().unwrap_or_default());
        self.is_space_due = false;
        self.before_end = None;
        std::mem::take(&mut self.text)
    }
}

/// Whether what follows an ampersand makes it the beginning of an entity.
pub(super) fn begins_an_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    name.len() < rest.len() && name.starts_with(';')
}
