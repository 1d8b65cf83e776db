//! Forms of several parts (RFC 7578): fields and files.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::parameter::Parameter;
use crate::request::Request;
use crate::upload::Upload;

/// A form of several parts, in the order in which they are added.
#[derive(Debug, Clone)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    boundary: String,
    /// The first thing that was wrong; reported when the request is to be sent.
    problem: Option<String>,
}

impl Multipart {
    /// A form without parts.
    #[must_use]
    pub fn new() -> Self {
        // Nobody can foresee it, so that no content contains it.
        let random = || RandomState::new().build_hasher().finish();
        let boundary = format!("{:016x}{:016x}", random(), random());
        Self { parts: Vec::new(), boundary, problem: None }
    }

    /// Adds a field for each text of a value.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Parameter) -> Self {
        let mut texts = Vec::new();
        if let Err(error) = value.append_to(&mut texts) {
            self.refuse(format!("field `{name}` cannot be written as JSON: {error}"));
        }
        texts.into_iter().fold(self, |form, text| form.part(name, text.into()))
    }

    /// Adds a part of JSON for each value.
    #[must_use]
    pub fn json<T: Serialize>(
        mut self,
        name: &str,
        content_type: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        for value in values {
            match serde_json::to_vec(&value) {
                Ok(json) => self = self.part(name, Part::new(json).content_type(content_type)),
                Err(error) => {
                    self.refuse(format!("field `{name}` cannot be written as JSON: {error}"));
                }
            }
        }
        self
    }

    /// Adds a value that tells itself what it is: text as it is, and an object as JSON of
    /// the given media type; or a part for each element of a list. `null` adds none.
    #[must_use]
    pub fn value(mut self, name: &str, content_type: &str, value: impl Serialize) -> Self {
        let items = match serde_json::to_value(&value) {
            Ok(Value::Array(items)) => items,
            Ok(item) => vec![item],
            Err(error) => {
                self.refuse(format!("field `{name}` cannot be written as JSON: {error}"));
                return self;
            }
        };
        items.into_iter().fold(self, |form, item| match item {
            Value::Null => form,
            Value::String(text) => form.part(name, text.into()),
            Value::Bool(_) | Value::Number(_) => form.part(name, item.to_string().into()),
            Value::Array(_) | Value::Object(_) => {
                form.part(name, Part::new(item.to_string()).content_type(content_type))
            }
        })
    }

    /// Adds files, of the given media type if they have none of their own, and called
    /// like the field if they have no names.
    #[must_use]
    pub fn files<P: Into<Part>>(
        self,
        name: &str,
        content_type: &str,
        files: impl IntoIterator<Item = P>,
    ) -> Self {
        let file = |file: P| {
            let mut part: Part = file.into();
            part.file_name.get_or_insert_with(|| name.to_owned());
            part
        };
        self.parts(name, content_type, files.into_iter().map(file))
    }

    /// Adds parts, of the given media type if they have none of their own.
    #[must_use]
    pub fn parts<P: Into<Part>>(
        self,
        name: &str,
        content_type: &str,
        parts: impl IntoIterator<Item = P>,
    ) -> Self {
        parts.into_iter().fold(self, |form, part| {
            let mut part: Part = part.into();
            part.content_type.get_or_insert_with(|| content_type.to_owned());
            form.part(name, part)
        })
    }

    /// Adds parts that may be files: those that have a file name are bytes, unless they
    /// have a media type.
    #[must_use]
    pub fn given<P: Into<Part>>(self, name: &str, parts: impl IntoIterator<Item = P>) -> Self {
        parts.into_iter().fold(self, |form, part| {
            let mut part: Part = part.into();
            if part.file_name.is_some() {
                part.content_type.get_or_insert_with(|| "application/octet-stream".to_owned());
            }
            form.part(name, part)
        })
    }

    /// Adds a part as it is.
    #[must_use]
    pub fn part(mut self, name: &str, part: Part) -> Self {
        if let Some(problem) = part.problem() {
            self.refuse(format!("field `{name}` {problem}"));
        }
        self.parts.push((name.to_owned(), part));
        self
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// Everything that is sent, one behind the other.
    fn into_uploads(self) -> Vec<Upload> {
        let mut uploads = Vec::with_capacity(self.parts.len() * 2 + 1);
        let mut between = "";
        for (name, part) in self.parts {
            let head = part.head(&name);
            uploads.push(format!("{between}--{}\r\n{head}\r\n", self.boundary).into());
            uploads.push(part.content);
            between = "\r\n";
        }
        uploads.push(format!("{between}--{}--\r\n", self.boundary).into());
        uploads
    }
}

impl Default for Multipart {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Request<C> {
    /// Sets the body to a form of several parts; `None` leaves it as it is.
    pub fn multipart(mut self, form: impl Into<Option<Multipart>>) -> Self {
        let Some(form) = form.into() else { return self };
        if let Some(problem) = &form.problem {
            self.refuse(problem.clone());
        }
        let content_type = format!("multipart/form-data; boundary={}", form.boundary);
        self.uploads(&content_type, form.into_uploads())
    }
}

/// A part of a form: content, and what is said about it.
///
/// Whatever turns into an [`Upload`] turns into a part.
#[derive(Debug, Clone)]
pub struct Part {
    content: Upload,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl Part {
    /// A part with some content.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None, headers: Vec::new() }
    }

    /// The name of the file that this is.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type, such as `image/png`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What cannot be said about it.
    fn problem(&self) -> Option<String> {
        if let Some(media_type) = &self.content_type
            && HeaderValue::try_from(media_type).is_err()
        {
            return Some(format!("has a content type that is no media type: {media_type:?}"));
        }
        let is_wrong = |(name, value): &&(String, String)| {
            HeaderName::try_from(name).is_err() || HeaderValue::try_from(value).is_err()
        };
        let (name, _) = self.headers.iter().find(is_wrong)?;
        Some(format!("has a header {name:?} with a name or a value that HTTP does not allow"))
    }

    /// Its headers, each with the end of its line.
    fn head(&self, name: &str) -> String {
        let name = quoted(name);
        let disposition = match &self.file_name {
            None => format!("form-data; name=\"{name}\""),
            Some(file) => format!("form-data; name=\"{name}\"; filename=\"{}\"", quoted(file)),
        };
        let content_type = self.content_type.iter().map(|it| ("Content-Type", it));
        let others = self.headers.iter().map(|(name, value)| (name.as_str(), value));
        let headers = [("Content-Disposition", &disposition)].into_iter();
        let headers = headers.chain(content_type).chain(others);
        let lines: Vec<_> = headers.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        lines.concat()
    }
}

impl<U: Into<Upload>> From<U> for Part {
    fn from(content: U) -> Self {
        Self::new(content)
    }
}

/// A name as browsers write it (HTML Standard, "multipart form data").
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}
