//! The HTML of descriptions: what its tags mean, and the text that is in it.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

use super::inline::{MarkKind, begins_an_entity};

/// What an element is to documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// Stands apart from what is before and after it.
    Block,
    /// A line ends.
    Break,
    Heading,
    Mark(MarkKind),
    Image,
    List {
        is_numbered: bool,
    },
    Item,
    /// An item that goes on after its end, with what explains it.
    Term,
    Quote,
    Table,
    Row,
    Cell,
    Code,
    /// Text with its lines as they are.
    Lines,
    /// Nothing that is read.
    Hidden,
    /// Stands higher.
    Power,
    Quoted,
    /// Says nothing that documentation can.
    Inline,
}

impl Element {
    /// What the element of a name is; nothing if it is none of HTML that descriptions have, but
    /// rather what stands for something else, as in `/users/<id>`.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "div" | "hr" | "aside" | "section" | "article" | "header" | "footer"
            | "center" | "details" | "dd" | "figure" | "figcaption" | "caption" | "note"
            | "important" | "fullname" => Self::Block,
            "br" => Self::Break,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Self::Heading,
            "b" | "strong" => Self::Mark(MarkKind::Strong),
            "i" | "em" | "var" | "cite" | "dfn" => Self::Mark(MarkKind::Emphasis),
            "a" => Self::Mark(MarkKind::Link),
            "img" => Self::Image,
            "ul" | "dl" => Self::List { is_numbered: false },
            "ol" => Self::List { is_numbered: true },
            "li" => Self::Item,
            "dt" => Self::Term,
            "blockquote" => Self::Quote,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "pre" => Self::Lines,
            "script" | "style" => Self::Hidden,
            "sup" => Self::Power,
            "q" => Self::Quoted,
            "span" | "font" | "u" | "s" | "strike" | "del" | "ins" | "small" | "big" | "sub"
            | "mark" | "abbr" | "acronym" | "nobr" | "wbr" | "bdi" | "bdo" | "thead" | "tbody"
            | "tfoot" | "colgroup" | "col" => Self::Inline,
            _ => return None,
        })
    }
}

impl Element {
    /// Whether it stands within a line.
    fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Mark(_) | Self::Image | Self::Code | Self::Power | Self::Quoted | Self::Inline
        )
    }
}

/// A tag that begins or ends an element.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    pub(super) name: String,
    pub(super) element: Element,
    pub(super) is_end: bool,
    attributes: &'t str,
}

impl<'t> Tag<'t> {
    /// A tag as CommonMark has it; nothing if it is none of HTML's.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix('<')?.strip_suffix('>')?;
        let (is_end, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
        let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let (name, attributes) = text.split_at(end);
        // With a sign within, it is another name.
        if !attributes.is_empty()
            && !attributes.starts_with(|c: char| c == '/' || c.is_whitespace())
        {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let element = Element::of(&name)?;
        Some(Self { name, element, is_end, attributes })
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let (name, after) = rest.split_at(end);
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(decoded(value).into_owned());
            }
            rest = after;
        }
    }
}

/// The text of HTML without tags, in which entities stand for characters.
pub(crate) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().skip(1).position(|b| matches!(b, b'<' | b'>')).map(|end| end + 2);
        let (tag, after) =
            rest.split_at(end.filter(|end| rest.as_bytes()[end - 1] == b'>').unwrap_or(1));
        match Tag::read(tag) {
            Some(tag) if tag.element.is_inline() => {}
            Some(_) => text.push('\n'),
            None => text.push_str(tag),
        }
        rest = after;
    }
    text.push_str(rest);
    decoded(&text).into_owned()
}

/// Text in which entities have become the characters for which they stand.
fn decoded(text: &str) -> Cow<'_, str> {
    /// The longest name of an entity has 31 letters.
    const LONGEST: usize = 40;

    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';').map_or(1, |end| end + 1);
        let (entity, after) = rest.split_at(end);
        if end > 1 && begins_an_entity(&entity[1..]) {
            // The parser has the list of them.
            let events = Parser::new(entity);
            decoded.extend(events.filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                _ => None,
            }));
        } else {
            decoded.push_str(entity);
        }
        rest = after;
    }
    decoded.push_str(rest);
    decoded.into()
}
