//! Parameters in the styles of OpenAPI (3.0.3, Style Values), which are expansions of
//! URI templates (RFC 6570) for the most part.

mod parts;

use std::fmt::Write as _;

use http::HeaderValue;
use http::header::COOKIE;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::Serialize;

use crate::request::{RESERVED, Request, append, encode};
use parts::Parts;

/// How a parameter is written that is a list or an object, or that stands apart from
/// its surroundings. Exploded styles write each element or property on its own.
///
/// | style | `"blue"` | `["blue", "black"]` | `{"R": 100, "G": 200}` |
/// | --- | --- | --- | --- |
/// | `Simple` | `blue` | `blue,black` | `R,100,G,200` |
/// | `SimpleExploded` | `blue` | `blue,black` | `R=100,G=200` |
/// | `Label` | `.blue` | `.blue,black` | `.R,100,G,200` |
/// | `LabelExploded` | `.blue` | `.blue.black` | `.R=100.G=200` |
/// | `Matrix` | `;color=blue` | `;color=blue,black` | `;color=R,100,G,200` |
/// | `MatrixExploded` | `;color=blue` | `;color=blue;color=black` | `;R=100;G=200` |
/// | `Form` | `color=blue` | `color=blue,black` | `color=R,100,G,200` |
/// | `FormExploded` | `color=blue` | `color=blue&color=black` | `R=100&G=200` |
/// | `SpaceDelimited` | | `color=blue%20black` | `color=R%20100%20G%20200` |
/// | `PipeDelimited` | | `color=blue%7Cblack` | `color=R%7C100%7CG%7C200` |
/// | `DeepObject` | | `color%5B%5D=blue&color%5B%5D=black` | `color%5BR%5D=100&color%5BG%5D=200` |
/// | `Dotted` | | | `color.R=100&color.G=200` |
/// | `Json` | `color="blue"` | `color=["blue","black"]` | `color={"R":100,"G":200}` |
///
/// `Json` is shown without its percent-encoding. OpenAPI has `DeepObject` for objects of texts
/// only; lists, and what is deeper, are written as most servers read them: `color[]=blue`,
/// `color[R][G]=200`, and of objects in lists `color[0][R]=100`. `Dotted`, which OpenAPI does
/// not have, writes objects within objects as well: `color.R.G=200`. In cookies, `FormExploded`
/// makes a cookie of each part, `color=blue; color=black`, because `&` separates none there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Joined by commas.
    Simple,
    /// Joined by commas, the properties of an object as `name=value`.
    SimpleExploded,
    /// Behind a dot, joined by commas.
    Label,
    /// Each part behind a dot.
    LabelExploded,
    /// Behind a semicolon and the name, joined by commas.
    Matrix,
    /// Each part behind a semicolon and a name.
    MatrixExploded,
    /// Behind the name, joined by commas.
    Form,
    /// Each part behind a name.
    FormExploded,
    /// Behind the name, joined by spaces.
    SpaceDelimited,
    /// Behind the name, joined by vertical bars.
    PipeDelimited,
    /// Each property behind the name and its own in brackets, at any depth.
    DeepObject,
    /// Each property behind the name and its own, joined by a dot, at any depth.
    Dotted,
    /// Behind the name, as JSON.
    Json,
}

impl<C> Request<C> {
    /// Puts a value into the path in place of `{name}`, in a style.
    ///
    /// What is written must not be empty, `.` or `..`, as for [`path`](Self::path).
    pub fn styled_path(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let segment = self.expand("path parameter", style, name, value, encode_all);
        self.set_path(name, &segment.unwrap_or_default());
        self
    }

    /// Appends a query parameter in a style; `null` adds none.
    pub fn styled_query(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let query = self.expand("query parameter", style, name, value, encode_all);
        self.append_query(&query.unwrap_or_default());
        self
    }

    /// Appends a query parameter in a style, leaving as they are the reserved characters
    /// that cannot be mistaken for the end of the value: `:/?@!$'()*,;=`.
    pub fn reserved_query(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let query = self.expand("query parameter", style, name, value, encode_some);
        self.append_query(&query.unwrap_or_default());
        self
    }

    /// Appends a field to the form that is the request's body, in a style, which is the same as in a
    /// query; `null` adds none, but the body is a form all the same.
    pub fn styled_form(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let fields = self.expand("form field", style, name, value, encode_all);
        self.append_form(name, &fields.unwrap_or_default());
        self
    }

    /// The same, leaving as they are the characters that
    /// [`reserved_query`](Self::reserved_query) leaves.
    pub fn reserved_form(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let fields = self.expand("form field", style, name, value, encode_some);
        self.append_form(name, &fields.unwrap_or_default());
        self
    }

    /// Appends to the form what is encoded already.
    fn append_form(&mut self, name: &str, fields: &str) {
        if let Some(form) = self.form_body(name) {
            append(form, fields);
        }
    }

    /// Sets a header to a value in a style; `null` sets none.
    pub fn styled_header(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let encode = if style == Style::Json { ascii_json } else { str::to_owned };
        let text = self.expand("header", style, name, value, encode);
        self.header(name, text)
    }

    /// Adds a cookie, or one for each part if the style is exploded; `null` adds none. What is
    /// not allowed in cookies is percent-encoded.
    pub fn cookie(mut self, style: Style, name: &str, value: impl Serialize) -> Self {
        let Some(cookie) = self.expand("cookie", style, name, value, encode_all) else {
            return self;
        };
        let own = self.parts.headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let all = own.map_or(cookie.clone(), |own| format!("{own}; {cookie}"));
        match HeaderValue::try_from(all) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.parts.headers.insert(COOKIE, value);
            }
            Err(_) => self.refuse(format!("cookie `{name}` has a name that HTTP does not allow")),
        }
        self
    }

    /// A value in a style; what cannot be written in it is remembered.
    fn expand(
        &mut self,
        what: &str,
        style: Style,
        name: &str,
        value: impl Serialize,
        encode: fn(&str) -> String,
    ) -> Option<String> {
        let is_encoded = what == "query parameter" || what == "form field";
        let key = if is_encoded { encode_all(name) } else { name.to_owned() };
        let expanded = Parts::of(value, style).and_then(|parts| {
            let is_bare = what == "header" || what == "path parameter";
            let between = if what == "cookie" { "; " } else { "&" };
            Expansion { style, name: &key, is_bare, between, encode }.expand(parts)
        });
        match expanded {
            Ok(text) => text,
            Err(problem) => {
                self.refuse(format!("{what} `{name}` {problem}"));
                None
            }
        }
    }
}

fn encode_all(text: &str) -> String {
    encode(text).to_string()
}

/// JSON for a header, most of which are ASCII.
fn ascii_json(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing into a text cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

/// For values in a query that may contain reserved characters. A space, a hash, an
/// ampersand or a plus sign would be read as something else.
fn encode_some(text: &str) -> String {
    const KEPT: &AsciiSet = &RESERVED
        .remove(b':')
        .remove(b'/')
        .remove(b'?')
        .remove(b'@')
        .remove(b'!')
        .remove(b'$')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b',')
        .remove(b';')
        .remove(b'=');
    utf8_percent_encode(text, KEPT).to_string()
}

/// What is written in a style.
struct Expansion<'a> {
    style: Style,
    name: &'a str,
    /// Whether JSON stands without a name.
    is_bare: bool,
    /// What stands between parts that have names.
    between: &'static str,
    encode: fn(&str) -> String,
}

impl Expansion<'_> {
    fn expand(&self, parts: Parts) -> Result<Option<String>, String> {
        let (prefix, separator) = match self.style {
            Style::Simple | Style::SimpleExploded => ("", ","),
            Style::Label | Style::LabelExploded => (".", "."),
            Style::Matrix | Style::MatrixExploded => (";", ";"),
            _ => ("", self.between),
        };
        let encode = self.encode;
        let items: Vec<String> = match parts {
            Parts::Nothing => Vec::new(),
            Parts::Text(text) => vec![self.named(&encode(&text))],
            Parts::List(_) if self.style == Style::Dotted => {
                return Err("is a list, for which its style has no form".to_owned());
            }
            Parts::List(items) if self.is_exploded() => {
                items.iter().map(|item| self.named(&encode(item))).collect()
            }
            Parts::Fields(fields) if self.is_exploded() => {
                let fields = fields.iter();
                fields.map(|(name, text)| self.pair(&self.field(name), &encode(text))).collect()
            }
            Parts::List(items) => self.joined(items.iter()),
            Parts::Fields(fields) => {
                self.joined(fields.iter().flat_map(|(name, text)| [name, text]))
            }
        };
        Ok((!items.is_empty()).then(|| format!("{prefix}{}", items.join(separator))))
    }

    fn is_exploded(&self) -> bool {
        matches!(
            self.style,
            Style::SimpleExploded
                | Style::LabelExploded
                | Style::MatrixExploded
                | Style::FormExploded
                | Style::DeepObject
                | Style::Dotted
        )
    }

    /// All texts as one, if there are any.
    fn joined<'t>(&self, texts: impl Iterator<Item = &'t String>) -> Vec<String> {
        let delimiter = match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            _ => ",",
        };
        let texts: Vec<String> = texts.map(|text| (self.encode)(text)).collect();
        if texts.is_empty() { Vec::new() } else { vec![self.named(&texts.join(delimiter))] }
    }

    /// A text with the name of the parameter, where the style has it.
    fn named(&self, text: &str) -> String {
        match self.style {
            Style::Simple | Style::SimpleExploded | Style::Label | Style::LabelExploded => {
                text.to_owned()
            }
            Style::Json if self.is_bare => text.to_owned(),
            _ => self.pair(self.name, text),
        }
    }

    /// The encoded name of a property.
    fn field(&self, field: &str) -> String {
        // Where values may contain reserved characters, names may not: `=` would end them.
        let field = if self.is_bare { (self.encode)(field) } else { encode_all(field) };
        match self.style {
            Style::DeepObject => format!("{}%5B{field}%5D", self.name),
            Style::Dotted => format!("{}.{field}", self.name),
            _ => field,
        }
    }

    fn pair(&self, name: &str, text: &str) -> String {
        let is_matrix = matches!(self.style, Style::Matrix | Style::MatrixExploded);
        if is_matrix && text.is_empty() { name.to_owned() } else { format!("{name}={text}") }
    }
}
