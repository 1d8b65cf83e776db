//! CommonMark written anew, as rustdoc takes it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::lines::{JOINER, wrap};

/// Languages that a code block may name: those that rustdoc does not run.
const LANGUAGES: &[&str] =
    &["bash", "html", "http", "javascript", "json", "python", "sh", "xml", "yaml"];

/// The lines of a description.
pub(super) fn render(source: &str) -> Vec<String> {
    let mut renderer = Renderer::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        renderer.event(event);
    }
    renderer.flush();
    renderer.lines
}

/// Takes the events of a parser one by one.
#[derive(Default)]
struct Renderer {
    lines: Vec<String>,
    /// The text of the paragraph, item, row or code block that is being read.
    inline: String,
    /// What each line starts with: a part for each quotation and list item around.
    indents: Vec<String>,
    /// The marker of a list item whose first line is still to come.
    marker: Option<String>,
    /// For each list around, the next number; none for bullets.
    lists: Vec<Option<u64>>,
    /// For each link around, where it leads; none for one that leads nowhere.
    links: Vec<Option<String>>,
    is_code: bool,
}

impl Renderer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => self.inline.push_str(&text),
            // `<br>` is the one element that descriptions use for a reason.
            Event::Html(html) | Event::InlineHtml(html) if html.starts_with("<br") => self.space(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) if code.contains('`') => self.text(&code),
            Event::Code(code) => self
                .inline
                .push_str(&format!("`{code}`").replace(' ', JOINER.encode_utf8(&mut [0]))),
            _ => self.space(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {}
            Tag::Heading { .. } => {
                self.flush();
                // A heading of its own would stand above those of the item.
                self.inline.push_str("**");
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.separate();
                self.indents.push("> ".to_owned());
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.separate();
                }
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.separate();
                let language = match &kind {
                    CodeBlockKind::Fenced(name) if LANGUAGES.contains(&name.as_ref()) => name,
                    _ => "text",
                };
                self.line(&format!("```{language}"));
                self.is_code = true;
            }
            Tag::Table(_) => {
                self.flush();
                self.separate();
            }
            Tag::TableHead | Tag::TableRow => self.inline.push('|'),
            Tag::TableCell => self.inline.push(' '),
            Tag::Emphasis => self.inline.push('*'),
            Tag::Strong => self.inline.push_str("**"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                // A relative link leads nowhere from here; its text remains.
                let is_absolute =
                    dest_url.starts_with("https://") || dest_url.starts_with("http://");
                self.links.push(
                    is_absolute.then(|| dest_url.replace(' ', "%20").replace(['(', ')'], "")),
                );
                if is_absolute {
                    self.inline.push('[');
                }
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.inline.push_str("**");
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.indents.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.marker = None;
                self.indents.pop();
            }
            TagEnd::CodeBlock => {
                for line in std::mem::take(&mut self.inline).lines() {
                    // A fence within would end the block.
                    let inner = line.trim_start();
                    let is_fence = inner.starts_with("```");
                    self.line(if is_fence { inner.trim_start_matches(['`', ' ']) } else { line });
                }
                self.line("```");
                self.is_code = false;
            }
            TagEnd::TableCell => self.inline.push_str(" |"),
            TagEnd::TableHead => {
                let row = self.end_row();
                let columns = row.matches(" |").count();
                self.line(&format!("|{}", " --- |".repeat(columns)));
            }
            TagEnd::TableRow => {
                self.end_row();
            }
            TagEnd::Emphasis => self.inline.push('*'),
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
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.indents.push(" ".repeat(marker.len()));
        self.marker = Some(marker);
    }

    fn end_row(&mut self) -> String {
        let row = std::mem::take(&mut self.inline);
        self.line(&row);
        row
    }

    /// Text as it is, with whatever CommonMark or rustdoc would take for markup
    /// escaped, and bare URLs made into links.
    fn text(&mut self, text: &str) {
        for (index, part) in text.split(' ').enumerate() {
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
        while let Some(start) = start_of_url(rest).filter(|_| self.links.is_empty()) {
            let (before, url) = rest.split_at(start);
            let end = url.find(['<', '>', '"', ')', ']', ',', '\n']).unwrap_or(url.len());
            let end = url[..end].trim_end_matches(['.', ';', ':', '!', '?']).len();
            self.escape(before);
            self.inline.push_str(&format!("<{}>", &url[..end]));
            rest = &url[end..];
        }
        self.escape(rest);
    }

    /// A space, at which a line may end unless it is in a link.
    fn space(&mut self) {
        self.inline.push(if self.links.is_empty() { ' ' } else { JOINER });
    }

    fn escape(&mut self, text: &str) {
        if !text.bytes().any(|b| b"_[]<*`\\|".contains(&b)) {
            self.inline.push_str(text);
            return;
        }
        let mut before = ' ';
        for (index, c) in text.char_indices() {
            let after = text[index + c.len_utf8()..].chars().next().unwrap_or(' ');
            // An underscore within a word is not markup.
            let is_markup = match c {
                '_' => !before.is_alphanumeric() || !after.is_alphanumeric(),
                '[' | ']' | '<' | '*' | '`' | '\\' | '|' => true,
                _ => false,
            };
            if is_markup {
                self.inline.push('\\');
            }
            self.inline.push(c);
            before = c;
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if text.trim().is_empty() {
            return;
        }
        let rest = self.indents.concat();
        let first = match self.marker.take() {
            Some(marker) => format!("{}{marker}", self.indents[..self.indents.len() - 1].concat()),
            None => {
                self.separate();
                rest.clone()
            }
        };
        wrap(&mut self.lines, &text, &first, &rest);
    }

    /// A blank line, unless nothing stands before it.
    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) && self.marker.is_none() {
            self.line("");
        }
    }

    fn line(&mut self, text: &str) {
        let line = format!("{}{text}", self.indents.concat());
        self.lines.push(line.trim_end().to_owned());
    }
}
