//! The text of a document.

use std::ops::Range;

use super::locate;
use crate::diagnostics::{Code, Diagnostics, Location};

/// The text of a document and the name it goes by in diagnostics.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name as shown in diagnostics; `.json` at its end makes the text JSON rather than YAML.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

impl SourceFile {
    /// A document that is text already.
    #[must_use]
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        Self { name: name.into(), text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned() }
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
                .error(Code::Encoding, 0..0, "the text is UTF-16")
                .help("save the file as UTF-8");
            return Self::new(name, "");
        }
        let source = Self::new(name, &String::from_utf8_lossy(bytes));
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        if let Err(error) = str::from_utf8(bytes) {
            let start = error.valid_up_to();
            let replaced = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
            let message = format!("byte 0x{:02X} is not UTF-8", bytes[start]);
            diagnostics.error(Code::Encoding, replaced, message).help("save the file as UTF-8");
        }
        source
    }

    /// Whether the text is JSON rather than YAML.
    pub(crate) fn is_json(&self) -> bool {
        let name = self.name.as_bytes();
        name.len() >= 5 && name[name.len() - 5..].eq_ignore_ascii_case(b".json")
    }

    /// The bytes of the text that each location stands for.
    ///
    /// The text is parsed once more for this, once for all locations. A node that cannot be found
    /// is shown by the nearest one around it.
    pub(crate) fn locate(&self, locations: &[&Location]) -> Vec<Range<usize>> {
        locate::ranges(&self.text, locations)
    }
}
