//! CommonMark written anew, as rustdoc takes it.
//!
//! Everything that is not markup of ours is escaped where it could be taken for markup. Text is looked
//! at after entities have been decoded, so that they bring nothing in.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::lines::{JOINER, starts_a_block, wrap};
use super::{encoded, fence, tidy};

/// Languages that a code block may name: those that rustdoc does not run.
pub(super) const LANGUAGES: &[&str] =
    &["bash", "html", "http", "javascript", "json", "python", "sh", "xml", "yaml"];

/// How deep quotations and lists may be nested. Each line begins with a part for each of them, so
/// that a short description of great depth would become a long one.
const DEEPEST: usize = 16;

/// The largest number that can begin an item of a list.
const LARGEST_NUMBER: u64 = 999_999_999;

/// The lines of a description; none if it is nested too deeply.
pub(super) fn render(source: &str) -> Option<Vec<String>> {
    let mut renderer = Renderer::default();
    // An entity is text of its own, and with what follows it may look like another.
    for event in TextMergeStream::new(Parser::new_ext(source, Options::ENABLE_TABLES)) {
        renderer.event(event);
        if renderer.containers.len() > DEEPEST {
            return None;
        }
    }
    renderer.flush();
    Some(renderer.lines)
}

/// A quotation or an item of a list.
struct Container {
    /// What its first line starts with, as long as that is still to come.
    first: Option<String>,
    /// What its other lines start with.
    rest: String,
}

/// Takes the events of a parser one by one.
#[derive(Default)]
struct Renderer {
    lines: Vec<String>,
    /// The text of the paragraph, item, row or code block that is being read.
    inline: String,
    /// The quotations and items of lists around, from the outside in.
    containers: Vec<Container>,
    /// For each list around, the next number; none for bullets.
    lists: Vec<Option<u64>>,
    /// For each link around, where it leads; none for one that leads nowhere.
    links: Vec<Option<String>>,
    /// How many columns the table has whose first row is being read.
    columns: usize,
    /// The language of the block of code around.
    code: Option<&'static str>,
    is_table: bool,
    is_heading: bool,
}

impl Renderer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code.is_some() => self.inline.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.code_span(&code),
            _ => self.space(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {}
            Tag::Heading { .. } => {
                self.flush();
                self.is_heading = true;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.separate();
                let sign = "> ".to_owned();
                self.containers.push(Container { first: Some(sign.clone()), rest: sign });
            }
            Tag::List(first) => {
                self.flush();
                // Only a list that begins with 1 can follow a paragraph at once.
                if self.lists.is_empty() || first.is_some_and(|number| number != 1) {
                    self.separate();
                }
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.separate();
                let known = |name: &str| LANGUAGES.iter().find(|language| **language == name);
                let language = match &kind {
                    CodeBlockKind::Fenced(name) => known(name),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some(language.copied().unwrap_or("text"));
            }
            Tag::Table(_) => {
                self.flush();
                self.separate();
                self.is_table = true;
            }
            Tag::TableHead | Tag::TableRow => {
                self.inline.push('|');
                self.columns = 0;
            }
            Tag::TableCell => self.inline.push(' '),
            Tag::Emphasis => self.inline.push('*'),
            // A heading is strong already.
            Tag::Strong if self.is_heading => {}
            Tag::Strong => self.inline.push_str("**"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.start_link(&dest_url),
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                // A heading of its own would stand above those of the item.
                let text = self.inline.trim();
                self.inline = if text.is_empty() { String::new() } else { format!("**{text}**") };
                self.is_heading = false;
                self.flush();
            }
            // What has nothing in it is not written. Parsers disagree on where an empty item ends.
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Table => self.is_table = false,
            TagEnd::TableCell => {
                self.inline.push_str(" |");
                self.columns += 1;
            }
            TagEnd::TableHead => {
                self.end_row();
                self.line(&format!("|{}", " --- |".repeat(self.columns)));
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::Emphasis => self.inline.push('*'),
            TagEnd::Strong if self.is_heading => {}
            TagEnd::Strong => self.inline.push_str("**"),
            TagEnd::Link | TagEnd::Image => {
                if let Some(Some(destination)) = self.links.pop() {
                    self.inline.push_str(&format!("]({destination})"));
                }
            }
            _ => self.flush(),
        }
    }

    fn start_item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{}. ", (*number).min(LARGEST_NUMBER));
                *number += 1;
                marker
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.containers.push(Container { first: Some(marker), rest });
    }

    fn start_link(&mut self, destination: &str) {
        // A relative link leads nowhere from here, and there are no links in links; the text remains.
        let is_absolute = ["https://", "http://"].iter().any(|s| destination.starts_with(s));
        let is_link = is_absolute && !self.is_link();
        self.links.push(is_link.then(|| encoded(destination, "()")));
        if is_link {
            // With an exclamation mark before it, it would be an image.
            if self.inline.ends_with('!') {
                self.inline.insert(self.inline.len() - 1, '\\');
            }
            self.inline.push('[');
        }
    }

    /// Code, with a fence that is longer than any within.
    fn end_code(&mut self) {
        let Some(language) = self.code.take() else { return };
        let code = std::mem::take(&mut self.inline);
        let fence = fence(&code, 3);
        self.line(&format!("{fence}{language}"));
        for line in code.lines() {
            self.line(&tidy(&line.replace('\t', "    ")));
        }
        self.line(&fence);
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.inline);
        let words: Vec<_> = row.split_whitespace().collect();
        self.line(&words.join(" ").replace(JOINER, " "));
    }

    /// HTML as the text that it is. `<br>` is the one element that descriptions use for a reason.
    fn html(&mut self, html: &str) {
        let mut parts = html.split("<br");
        self.text(parts.next().unwrap_or_default());
        for part in parts {
            match part.split_once('>') {
                Some((within, after)) if within.trim_end_matches('/').trim().is_empty() => {
                    self.space();
                    self.text(after);
                }
                _ => self.text(&format!("<br{part}")),
            }
        }
    }

    fn code_span(&mut self, code: &str) {
        let code = tidy(code);
        if code.trim().is_empty() || code.contains('`') || (self.is_table && code.contains('|')) {
            self.text(&code);
            return;
        }
        if self.inline.ends_with('`') {
            self.space();
        }
        self.inline.push_str(&format!("`{code}`").replace(' ', JOINER.encode_utf8(&mut [0])));
    }

    /// Text as it is, with whatever CommonMark or rustdoc would take for markup
    /// escaped, and bare URLs made into links.
    fn text(&mut self, text: &str) {
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
            self.inline.push_str(&format!("<{}>", encoded(&url[..end], "")));
            rest = &url[end..];
        }
        self.escape(rest);
    }

    /// A space, at which a line may end unless it is in a link.
    fn space(&mut self) {
        self.inline.push(if self.is_link() { JOINER } else { ' ' });
    }

    /// Whether there is a link around that leads somewhere.
    fn is_link(&self) -> bool {
        self.links.iter().any(Option::is_some)
    }

    fn escape(&mut self, text: &str) {
        if !text.bytes().any(|b| b"_[]<*`\\|~&^".contains(&b)) {
            self.inline.push_str(text);
            return;
        }
        for (index, c) in text.char_indices() {
            let before = || {
                let before = self.inline.chars().next_back();
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
                self.inline.push('\\');
            }
            self.inline.push(c);
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if text.trim().is_empty() {
            return;
        }
        self.separate();
        let (first, rest) = self.starts();
        wrap(&mut self.lines, &escape_start(text), &first, &rest);
    }

    /// A blank line, unless nothing stands before it.
    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) && !self.is_at_start() {
            self.lines.push(self.blank());
        }
    }

    /// Whether nothing has been written of the quotation or item around.
    fn is_at_start(&self) -> bool {
        self.containers.last().is_some_and(|container| container.first.is_some())
    }

    /// A blank line of the quotations and items of which something has been written.
    fn blank(&self) -> String {
        let begun = self.containers.iter().take_while(|container| container.first.is_none());
        begun.map(|container| &*container.rest).collect::<String>().trim_end().to_owned()
    }

    fn line(&mut self, text: &str) {
        let (first, _) = self.starts();
        self.lines.push(format!("{first}{text}").trim_end().to_owned());
    }

    /// What the next line starts with, and the lines after it.
    fn starts(&mut self) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        for container in &mut self.containers {
            first.push_str(container.first.take().as_deref().unwrap_or(&container.rest));
            rest.push_str(&container.rest);
        }
        (first, rest)
    }
}

/// Text of a paragraph, which would begin with something else.
fn escape_start(mut text: String) -> String {
    let word = text.trim_start_matches([' ', JOINER]);
    let start = text.len() - word.len();
    if word.split(JOINER).next().is_some_and(starts_a_block) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        text.insert(start + digits, '\\');
    }
    text
}

/// Whether what follows an ampersand makes it the beginning of an entity.
fn begins_an_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
    name.len() < rest.len() && name.starts_with(';')
}
