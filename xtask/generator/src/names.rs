//! Names as words, spelled for Rust at the point of use.
//!
//! A document's names are made for the wire: `DateCreated<`, `flex.v1.channel`,
//! `type`, the empty string. A [`Name`] keeps the words of one, and spells them as
//! a type, a field, a variant or a module. A [`Scope`] keeps two names from being spelled the same.

mod reserved;
mod script;
mod signs;

use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

pub(crate) use reserved::{
    ENUM_VARIANTS, KNOWN_SETTERS, MOCK_METHODS, PRELUDE, REQUEST_INPUTS, REQUEST_METHODS,
    ROOT_TYPES, STRUCT_MEMBERS, UNION_VARIANTS, WAITS, is_device, is_keyword,
};
use script::{decomposed, normalized};
use signs::{Signs, spell_out};

/// The words of a name, in lower case and joined by underscores. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Takes a name of the document apart into words.
    pub fn new(text: &str) -> Self {
        if are_words(text) { Self(text.to_owned()) } else { Self::spelled(text, Signs::Few) }
    }

    /// The name of a value, from which one can guess the value: `-created` is `MinusCreated`.
    pub(crate) fn of_value(text: &str) -> Self {
        if are_words(text) { Self(text.to_owned()) } else { Self::spelled(text, Signs::All) }
    }

    /// The name of a parameter. Twilio's filters by date end in signs: `DateCreated<` is everything
    /// before it.
    pub(crate) fn of_parameter(text: &str) -> Self {
        let filter = |sign, word| {
            let name = text.strip_suffix(sign)?;
            (!name.is_empty() && !name.contains(['<', '>']))
                .then(|| Self::new(name).join(&Self::new(word)))
        };
        filter('<', "before").or_else(|| filter('>', "after")).unwrap_or_else(|| Self::new(text))
    }

    fn spelled(text: &str, signs: Signs) -> Self {
        let words = spell_out(&normalized(text), signs).to_snake_case();
        let words = normalized(&words);
        // Neither a type nor a field may start with a digit.
        let is_name = words.starts_with(unicode_ident::is_xid_start);
        Self(if is_name { words.into_owned() } else { format!("value_{words}") })
    }

    /// The name of a type whose spelling is exactly this text.
    ///
    /// # Errors
    ///
    /// The name that is spelled most like it, or none if no type can be named so.
    pub(crate) fn of_type(text: &str) -> Result<Self, Option<Self>> {
        let name = Self::new(text);
        if PRELUDE.contains(&&*name.0) || !text.contains(char::is_alphanumeric) {
            Err(None)
        } else if name.type_name() == text {
            Ok(name)
        } else {
            Err(Some(name))
        }
    }

    /// The name of a type whose spelling is that of another, or begins like it and has a number.
    pub(crate) fn spelled_as(text: &str, usual: &Name) -> Self {
        if usual.type_name() == text {
            return usual.clone();
        }
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let numbered = Self(format!("{}_{}", usual.0, &text[text.len() - digits..]));
        if digits > 0 && numbered.type_name() == text { numbered } else { Self::new(text) }
    }

    /// This name followed by the words of another.
    #[must_use]
    pub fn join(&self, other: &Name) -> Self {
        Self(format!("{}_{}", self.0, other.0))
    }

    /// The name without its last words, if they are those of another.
    pub fn strip_suffix(&self, other: &Name) -> Option<Self> {
        let rest = self.0.strip_suffix(&other.0)?.strip_suffix('_')?;
        Some(Self::new(rest))
    }

    /// The name without its first words, if they are those of another.
    pub fn strip_prefix(&self, other: &Name) -> Option<Self> {
        let rest = self.0.strip_prefix(&other.0)?.strip_prefix('_')?;
        Some(Self::new(rest))
    }

    /// The name with others in place of its last word.
    #[must_use]
    pub fn with_last(&self, words: &Name) -> Self {
        match self.0.rsplit_once('_') {
            Some((first, _)) => Self(format!("{first}_{}", words.0)),
            None => words.clone(),
        }
    }

    /// The name, or a longer one where generated code has this one for something of its own.
    #[must_use]
    pub(crate) fn beside(self, reserved: &[&str], word: &str) -> Self {
        if self.is_one_of(reserved) { self.join(&Self::new(word)) } else { self }
    }

    /// Whether it is spelled like one of some names.
    pub(crate) fn is_one_of(&self, names: &[&str]) -> bool {
        let own = self.type_name();
        names.iter().any(|name| Self::new(name).type_name() == own)
    }

    /// The words, joined by underscores.
    pub fn words(&self) -> &str {
        &self.0
    }

    /// The name as running text: `interaction context`.
    pub fn prose(&self) -> String {
        self.0.replace('_', " ")
    }

    /// As a type or a variant: `InteractionSid`. Numbers stay apart: `1.0` is not `10`.
    pub fn type_name(&self) -> String {
        let mut name = String::with_capacity(self.0.len());
        for word in self.0.split('_') {
            let mut chars = word.chars();
            if word.starts_with(char::is_numeric) && name.ends_with(char::is_numeric) {
                name.push('_');
            }
            name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            name.push_str(chars.as_str());
        }
        if name == "Self" { "Self_".to_owned() } else { normalized(&name).into_owned() }
    }

    /// As a field, an argument or a method: `interaction_sid`, `r#type`.
    pub fn field(&self) -> String {
        match self.0.as_str() {
            // The keywords that not even `r#` turns into names.
            "self" | "super" | "crate" => format!("{}_", self.0),
            name if is_keyword(name) => format!("r#{name}"),
            name => name.to_owned(),
        }
    }

    /// As a module and thereby as the name of a file, which is ASCII.
    pub fn module(&self) -> String {
        let name = self.0.as_str();
        if is_keyword(name) || is_device(name) {
            format!("{name}_")
        } else if name.is_ascii() && name.len() <= LONGEST_FILE_NAME {
            name.to_owned()
        } else {
            // What is left out may be all in which names differ, so that a hash of the whole is added.
            let ascii = decomposed(name).replace(|c: char| !c.is_ascii(), "");
            let words = ascii.split('_').filter(|word| !word.is_empty());
            let mut start = words.collect::<Vec<_>>().join("_");
            start.truncate(LONGEST_FILE_NAME - 9);
            if !start.starts_with(|c: char| c.is_ascii_alphabetic()) {
                start.insert_str(0, "name_");
            }
            format!("{}_{:08x}", start.trim_end_matches('_'), fnv1a(name))
        }
    }
}

/// Names that are already taken, in one scope of the generated code.
///
/// They are kept as types spell them: `a_1` and `a1` are two fields but both are `A1`.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// For names that were taken again, the last number that made one free.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub fn with(taken: &[&str]) -> Self {
        let taken = taken.iter().map(|name| Name::new(name).type_name()).collect();
        Self { taken, numbers: HashMap::new() }
    }

    /// A scope of setters, in which some names are taken from the start.
    pub fn of_setters(taken: &[&str]) -> Self {
        Self::with(&[taken, KNOWN_SETTERS].concat())
    }

    /// Takes a name if it is free.
    pub fn claim(&mut self, name: &Name) -> bool {
        self.taken.insert(name.type_name())
    }

    /// Takes a name that is kept for whoever asks.
    pub(crate) fn claim_known(&mut self, name: &Name) -> Name {
        self.taken.insert(name.type_name());
        name.clone()
    }

    /// The first free one of some names, or else the last of them. It stays free.
    pub fn first_free(&self, candidates: &[Name]) -> Name {
        let is_free = |name: &&Name| !self.taken.contains(&name.type_name());
        let free = candidates.iter().find(is_free).or(candidates.last());
        free.cloned().unwrap_or_else(|| Name::new("value"))
    }

    /// Takes the best one of some names in place of one that was taken before.
    pub fn claim_again(&mut self, name: &Name, candidates: &[Name]) -> Name {
        self.taken.remove(&name.type_name());
        self.claim_one_of(candidates)
    }

    /// Takes the first free one of some names, or else the last of them with the
    /// first number from 2 that makes it free.
    pub fn claim_one_of(&mut self, candidates: &[Name]) -> Name {
        if let Some(name) = candidates.iter().find(|name| self.claim(name)) {
            return name.clone();
        }
        let last = candidates.last().map_or("value", |name| &name.0);
        let mut number = self.numbers.get(last).copied().unwrap_or(1);
        loop {
            number += 1;
            let name = Name(format!("{last}_{number}"));
            if self.claim(&name) {
                self.numbers.insert(last.to_owned(), number);
                return name;
            }
        }
    }
}

/// Longer names of files are refused by some file systems.
const LONGEST_FILE_NAME: usize = 60;

/// The hash function FNV-1a with 32 bits, which is the same everywhere and always.
pub(crate) fn fnv1a(text: &str) -> u32 {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}

/// Whether a text is words already, in lower case and joined by underscores.
fn are_words(text: &str) -> bool {
    let is_word = |word: &[u8]| {
        !word.is_empty() && word.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.as_bytes().split(|b| *b == b'_').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::{Name, Scope};

    #[track_caller]
    fn check(text: &str, type_name: &str, field: &str) {
        let name = Name::new(text);
        assert_eq!((name.type_name(), name.field()), (type_name.into(), field.into()), "{text:?}");
    }

    #[test]
    fn names_of_documents_become_names_of_rust() {
        check("InteractionContextSid", "InteractionContextSid", "interaction_context_sid");
        check("flex.v1.channel", "FlexV1Channel", "flex_v1_channel");
        check(
            "Access-Control-Allow-Origin",
            "AccessControlAllowOrigin",
            "access_control_allow_origin",
        );
        check("Parameter1.Name", "Parameter1Name", "parameter1_name");
        check("type", "Type", "r#type");
        check("gen", "Gen", "r#gen");
        check("self", "Self_", "self_");
        check("2fa", "Value2fa", "value_2fa");
        check("+1", "Plus1", "plus_1");
        check("-1", "Minus1", "minus_1");
        check("", "Empty", "empty");
        check("  ", "Empty", "empty");
        check("*", "Star", "star");
        check("😀", "U1f600", "u1f600");
        check("größe", "Größe", "größe");
        check("a\"; */ { \u{1b}", "A", "a");
    }

    #[test]
    fn modules_are_safe_names_of_files() {
        for (text, module) in [
            ("Interactions", "interactions"),
            ("../../etc", "etc"),
            ("con", "con_"),
            ("COM1", "com1_"),
            ("Lpt9", "lpt9_"),
            ("com10", "com10"),
            ("type", "type_"),
            ("größe", "groe_cd38f49a"),
            ("店", "name_682e993b"),
        ] {
            assert_eq!(Name::new(text).module(), module);
        }
        let long = |end: &str| Name::new(&("x".repeat(10_000) + end)).module();
        assert!((50..=60).contains(&long("a").len()));
        assert_ne!(long("a"), long("b"));
    }

    #[test]
    fn a_scope_hands_out_each_name_once() {
        let mut scope = Scope::with(&["send"]);
        let mut claim = |texts: &[&str]| {
            let names: Vec<Name> = texts.iter().map(|text| Name::new(text)).collect();
            scope.claim_one_of(&names).field()
        };
        assert_eq!(claim(&["send"]), "send_2");
        assert_eq!(claim(&["Sid"]), "sid");
        assert_eq!(claim(&["sid", "sid_field"]), "sid_field");
        assert_eq!(claim(&["sid", "sid_field"]), "sid_field_2");
    }

    #[test]
    fn names_in_a_scope_differ_as_types_too() {
        let mut scope = Scope::default();
        let types = ["a1", "a_1", "1.0", "10"]
            .map(|text| scope.claim_one_of(&[Name::new(text)]).type_name());
        assert_eq!(types, ["A1", "A1_2", "Value1_0", "Value10"]);
    }
}
