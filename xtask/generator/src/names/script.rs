//! Letters beyond ASCII: which may stand in names, and in which form.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// A text as Unicode has identifiers compared (NFKC). The compiler normalizes names too, so that two
/// texts could otherwise be one name.
pub(super) fn normalized(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfkc().normalize(text)
}

/// A text in which letters stand before their accents and other marks.
pub(super) fn decomposed(text: &str) -> Cow<'_, str> {
    DecomposingNormalizerBorrowed::new_nfkd().normalize(text)
}

/// Whether a character may stand in a name in any spelling: the compiler warns of types that begin in
/// lower case, and of fields in upper case, and some letters have only one of them.
pub(super) fn is_of_word(c: char) -> bool {
    match c {
        '_' => false,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        c => {
            let is_in_any_case = !c.to_uppercase().any(char::is_lowercase)
                && !c.to_lowercase().any(char::is_uppercase);
            is_in_any_case && c.is_alphanumeric() && unicode_ident::is_xid_continue(c)
        }
    }
}

/// Whether a character is an accent or another mark of the letter before it, which no name keeps.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && unicode_ident::is_xid_continue(c)
}
