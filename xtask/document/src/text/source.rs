//! The text of a document.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::folder::OtherFiles;
use super::locate::{self, Places};
use super::nodes::Nodes;
use crate::diagnostics::{Code, Diagnostics, Spot, Text, Texts};

/// The text of a document and the name it goes by in diagnostics.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name as shown in diagnostics; `.json` at its end makes the text JSON rather than YAML.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// The nodes of the text, once they have been asked for.
    nodes: Arc<OnceLock<Nodes>>,
}

impl SourceFile {
    /// A document that is text already.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        Self { name: name.into(), text, nodes: Arc::default() }
    }

    /// A document as it was read from a file.
    ///
    /// Text that is not UTF-8 is reported. The source returned then is good for showing the
    /// problem, with the bytes that are wrong replaced, and for nothing else.
    pub fn from_bytes(
        name: impl Into<String>,
        bytes: &[u8],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let name = name.into();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            diagnostics
                .error(Code::ENCODING, 0..0, "the text is UTF-16")
                .help("save the file as UTF-8");
            return Self::new(name, "");
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        match str::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let start = error.valid_up_to();
                let replaced = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
                let message = format!("byte 0x{:02X} is not UTF-8", bytes[start]);
                diagnostics.error(Code::ENCODING, replaced, message).help("save the file as UTF-8");
                Self::new(name, &String::from_utf8_lossy(bytes))
            }
        }
    }

    /// The nodes of the text, which is parsed when they are asked for first.
    pub(super) fn nodes(&self) -> &Nodes {
        self.nodes.get_or_init(|| {
            if self.is_json() { Nodes::of_json(&self.text) } else { Nodes::of_yaml(&self.text) }
        })
    }

    fn places(&self) -> Places<'_> {
        Places { nodes: self.nodes(), text: &self.text }
    }

    /// The scalars at pointers as they are written in the text, where they can be found.
    pub(super) fn scalars(&self, pointers: &[impl AsRef<str>]) -> Vec<Option<String>> {
        locate::scalars(self.places(), pointers)
    }

    /// Whether the text is JSON rather than YAML.
    pub(crate) fn is_json(&self) -> bool {
        let name = self.name.as_bytes();
        name.len() >= 5 && name[name.len() - 5..].eq_ignore_ascii_case(b".json")
    }
}

/// The texts that a document is made of.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'s> {
    /// The OpenAPI document.
    pub spec: &'s SourceFile,
    /// The files that it refers to.
    pub files: Option<&'s OtherFiles>,
    /// The overlay that is applied to it, if any.
    pub overlay: Option<&'s SourceFile>,
}

impl<'s> Sources<'s> {
    /// The source of a text; the spec for everything that is not in an overlay.
    pub(crate) fn of(self, text: Text) -> &'s SourceFile {
        self.known(text).unwrap_or(self.spec)
    }

    fn known(self, text: Text) -> Option<&'s SourceFile> {
        match text {
            Text::Overlay => self.overlay,
            Text::File(number) => self.files?.files().get(number),
            Text::Document | Text::Written | Text::Spec => Some(self.spec),
        }
    }

    /// The scalars at pointers of the texts as they are written there, where they can be found.
    pub(crate) fn scalars(self, pointers: &[(Text, String)]) -> Vec<Option<String>> {
        self.find(pointers, |places, pointers| locate::scalars(places, pointers))
            .into_iter()
            .map(Option::flatten)
            .collect()
    }

    /// What is found for each item in the text that it is in, where all items are looked for at
    /// once.
    fn find<I, R>(
        self,
        items: &[(Text, I)],
        find: impl Fn(Places<'_>, &[&I]) -> Vec<R>,
    ) -> Vec<Option<R>> {
        let mut results: Vec<_> = items.iter().map(|_| None).collect();
        let mut by_text: BTreeMap<Text, (Vec<usize>, Vec<&I>)> = BTreeMap::new();
        for (number, (text, item)) in items.iter().enumerate() {
            let (numbers, here) = by_text.entry(*text).or_default();
            numbers.push(number);
            here.push(item);
        }
        for (text, (numbers, here)) in by_text {
            for (number, result) in numbers.into_iter().zip(find(self.of(text).places(), &here)) {
                results[number] = Some(result);
            }
        }
        results
    }
}

impl Texts for Sources<'_> {
    fn text(&self, text: Text) -> Option<(&str, &str)> {
        let source = self.known(text)?;
        Some((&source.name, &source.text))
    }

    fn locate(&self, spots: &[(Text, Spot)]) -> Vec<(Text, Range<usize>)> {
        let ranges = self.find(spots, locate::ranges);
        let texts = spots.iter().map(|(text, _)| *text);
        texts.zip(ranges.into_iter().map(Option::unwrap_or_default)).collect()
    }
}

/// A document in one file, without an overlay.
impl Texts for SourceFile {
    fn text(&self, text: Text) -> Option<(&str, &str)> {
        Sources::from(self).known(text).map(|source| (&*source.name, &*source.text))
    }

    fn locate(&self, spots: &[(Text, Spot)]) -> Vec<(Text, Range<usize>)> {
        Sources::from(self).locate(spots)
    }
}

/// A document in one file, without an overlay.
impl<'s> From<&'s SourceFile> for Sources<'s> {
    fn from(spec: &'s SourceFile) -> Self {
        Self { spec, files: None, overlay: None }
    }
}
