//! The lock: what callers of a generated crate rely on and no rule can settle. It is a file in the
//! folder of the crate, which is read before the crate is made again, and written with it.
//!
//! What it has keeps its name and its place among the others as long as the document has it. What is
//! new comes behind that, and gets a name that is free. The file is TOML, with a line for each type
//! and operation:
//!
//! ```toml
//! base_url = "https://pets.example.com"
//! error = "Problem"
//! new = { scheme = "petKey" }
//!
//! [credentials]
//! api_key = "petKey"
//!
//! [servers]
//! sandbox = "https://sandbox.pets.example.com"
//!
//! [operations]
//! create_pet = { id = "createPet", returns = "content", inputs = ["name@field", "limit@query"] }
//!
//! [events]
//! PetFound = { at = "/components/callbacks/petFound/{$url}/post", inputs = ["try@query"] }
//!
//! [types]
//! Pet = { at = "/components/schemas/Pet", members = ["id", "parent"], boxed = ["parent"] }
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, Table, Value};

use document::printable::is_printable;

/// The name of the file in the folder of the crate.
pub const FILE: &str = "names.lock";

/// Stands for the type of all errors if that is any JSON.
pub const ANY_ERROR: &str = "any JSON";

/// What the file begins with, below its header.
const ABOUT: &str = "\
# The names, and the orders of arguments, fields and values, that users of this crate rely on. They
# are kept as long as the document has what they stand for. Review changes as those of Cargo.lock.
# A line that is taken out is made anew by the rules.
";

/// What a crate had when it was generated last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lock {
    /// Where requests go unless users say otherwise, as the client has it.
    pub base_url: Option<String>,
    /// What `Client::new` takes, if there is one.
    pub new: Option<LockedConstructor>,
    /// The security schemes, by the names of the methods that take their credentials.
    pub credentials: BTreeMap<String, String>,
    /// The URLs of the servers that users can choose from, by name.
    pub servers: BTreeMap<String, String>,
    /// The type of all errors, or [`ANY_ERROR`]; nothing if the crate is new.
    pub error: Option<String>,
    /// The operations, by the names of their methods.
    pub operations: BTreeMap<String, LockedOperation>,
    /// The types of events, by name.
    pub events: BTreeMap<String, LockedEvent>,
    /// The types, by name.
    pub types: BTreeMap<String, LockedType>,
}

/// What `Client::new` takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LockedConstructor {
    /// Whether it takes the base URL.
    pub base_url: bool,
    /// The security scheme whose credentials it takes.
    pub scheme: Option<String>,
}

/// A method of the client.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table that begins with `id`")]
pub struct LockedOperation {
    /// The id of the operation, or its method and path.
    pub id: String,
    /// Where its requests go unless callers say otherwise, if that is not the API's server.
    pub server: Option<String>,
    /// How its body is sent, if it has one.
    pub body: Option<String>,
    /// The media type that its body has unless callers say otherwise, if its name does not tell.
    pub sends: Option<String>,
    /// The media types that its responses are read as, by status, where that is not `application/json`.
    #[serde(default)]
    pub reads: BTreeMap<String, String>,
    /// What its method returns, if that is content which may be missing one day.
    pub returns: Option<Returns>,
    /// Its inputs in the order of the arguments, each with where it goes.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// The names of inputs that have not their usual one.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// Whether the content that a method returns may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// It never is.
    Content,
    /// It may be.
    Option,
}

/// The type of an event, or of all events of a callback.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table that begins with `at`")]
pub struct LockedEvent {
    /// Where it is in the document.
    pub at: String,
    /// Its parameters, each with where it stands.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// The names of parameters that have not their usual one.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// A type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table that begins with `at`")]
pub struct LockedType {
    /// Where what it is made from is in the document, with `*` for the entry of a list; or the id of
    /// an operation.
    pub at: String,
    /// The name that it has by the rules, if that was not free.
    pub usual: Option<String>,
    /// Its fields, values or variants in their order, as the document calls them.
    #[serde(default)]
    pub members: Vec<String>,
    /// The names of members that have not their usual one.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Fields that can be sent as null as well as be left out.
    #[serde(default)]
    pub nullable: Vec<String>,
    /// Fields of requests or of responses only that are no `Option`.
    #[serde(default)]
    pub always: Vec<String>,
    /// Fields that have one value, which callers do not give, with that value.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// Members whose types are in a box, because they contain themselves.
    #[serde(default)]
    pub boxed: Vec<String>,
    /// The field that has the items of a page.
    pub items: Option<String>,
    /// What stands for the words of a schema that is written out in a union.
    pub digest: Option<String>,
}

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {problem}; restore the file from version control, or take the line out")]
pub struct LockError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
}

impl Lock {
    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// What is no TOML, or not what this generator writes.
    pub fn read(text: &str) -> Result<Self, LockError> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            LockError {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
                problem: error.message().replace('\n', " "),
            }
        })
    }

    /// The text of the file, without its header.
    #[must_use]
    pub fn text(&self) -> String {
        let mut document = DocumentMut::new();
        let texts = [("base_url", &self.base_url), ("error", &self.error)];
        for (key, text) in texts {
            if let Some(text) = text {
                document[key] = Item::Value(string(text));
            }
        }
        if let Some(new) = &self.new {
            document["new"] = Item::Value(new.line().into());
        }
        let operations = self.operations.iter().map(|(name, operation)| (name, operation.line()));
        let events = self.events.iter().map(|(name, event)| (name, event.line()));
        let types = self.types.iter().map(|(name, ty)| (name, ty.line()));
        let tables = [
            ("credentials", text_table(&self.credentials)),
            ("servers", text_table(&self.servers)),
            ("operations", table(operations)),
            ("events", table(events)),
            ("types", table(types)),
        ];
        for (key, table) in tables {
            if !table.is_empty() {
                document[key] = Item::Table(table);
            }
        }
        format!("{ABOUT}\n{document}")
    }
}

impl LockedConstructor {
    fn line(&self) -> InlineTable {
        let mut line = InlineTable::new();
        line.extend(self.base_url.then_some(("base_url", Value::from(true))));
        line.extend(self.scheme.as_ref().map(|scheme| ("scheme", string(scheme))));
        line
    }
}

impl LockedOperation {
    fn line(&self) -> InlineTable {
        let mut line = InlineTable::new();
        line.insert("id", string(&self.id));
        line.extend(self.server.as_ref().map(|server| ("server", string(server))));
        line.extend(self.body.as_ref().map(|body| ("body", string(body))));
        line.extend(self.sends.as_ref().map(|media_type| ("sends", string(media_type))));
        insert_table(&mut line, "reads", &self.reads);
        line.extend(self.returns.map(|returns| ("returns", string(returns.word()))));
        insert_list(&mut line, "inputs", &self.inputs);
        insert_table(&mut line, "names", &self.names);
        line
    }
}

impl Returns {
    fn word(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Option => "option",
        }
    }
}

impl LockedEvent {
    fn line(&self) -> InlineTable {
        let mut line = InlineTable::new();
        line.insert("at", string(&self.at));
        insert_list(&mut line, "inputs", &self.inputs);
        insert_table(&mut line, "names", &self.names);
        line
    }
}

impl LockedType {
    fn line(&self) -> InlineTable {
        let mut line = InlineTable::new();
        line.insert("at", string(&self.at));
        line.extend(self.usual.as_ref().map(|usual| ("usual", string(usual))));
        insert_list(&mut line, "members", &self.members);
        insert_table(&mut line, "names", &self.names);
        insert_list(&mut line, "nullable", &self.nullable);
        insert_list(&mut line, "always", &self.always);
        insert_table(&mut line, "constants", &self.constants);
        insert_list(&mut line, "boxed", &self.boxed);
        line.extend(self.items.as_ref().map(|items| ("items", string(items))));
        line.extend(self.digest.as_ref().map(|digest| ("digest", string(digest))));
        line
    }
}

fn text_table(texts: &BTreeMap<String, String>) -> Table {
    texts.iter().map(|(name, text)| (name.as_str(), string(text))).collect()
}

fn table<'l>(lines: impl Iterator<Item = (&'l String, InlineTable)>) -> Table {
    lines.map(|(name, line)| (name.as_str(), Value::from(line))).collect()
}

/// Whether a text is written as it is, between quotes.
fn is_plain(text: &str) -> bool {
    text.chars().all(|character| is_printable(character) && !matches!(character, '"' | '\\'))
}

/// Text as a basic string of TOML on one line, of characters that may be printed.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if is_printable(character) => quoted.push(character),
            _ => quoted.push_str(&format!("\\U{:08x}", u32::from(character))),
        }
    }
    quoted.push('"');
    quoted
}

fn string(text: &str) -> Value {
    if is_plain(text) { text.into() } else { quoted(text).parse().unwrap_or_else(|_| text.into()) }
}

fn insert_list(line: &mut InlineTable, key: &str, list: &[String]) {
    if !list.is_empty() {
        line.insert(key, list.iter().map(|text| string(text)).collect::<Array>().into());
    }
}

fn insert_table(line: &mut InlineTable, name: &str, texts: &BTreeMap<String, String>) {
    if !texts.is_empty() {
        let mut table = InlineTable::new();
        for (key, text) in texts {
            let bare = Key::new(key);
            let key = if is_plain(key) { bare } else { quoted(key).parse().unwrap_or(bare) };
            table.insert_formatted(&key, string(text));
        }
        line.insert(name, table.into());
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, LockedConstructor, LockedEvent, LockedOperation, LockedType, Returns};

    fn lock() -> Lock {
        let operation = LockedOperation {
            id: "GET /pets".to_owned(),
            server: Some("https://cats.example.com".to_owned()),
            body: Some("text".to_owned()),
            sends: Some("text/plain".to_owned()),
            reads: [("200".to_owned(), "text/csv".to_owned())].into(),
            returns: Some(Returns::Content),
            inputs: vec!["a b@query".to_owned(), "\"\n\u{202e}@field".to_owned()],
            names: [("\u{202e}@query".to_owned(), "a_b_query".to_owned())].into(),
        };
        let event = LockedEvent {
            at: "/paths/~1pets/post".to_owned(),
            inputs: vec!["a b@query".to_owned()],
            names: [("a b@query".to_owned(), "a_b_query".to_owned())].into(),
        };
        let ty = LockedType {
            at: "/components/schemas/Größe".to_owned(),
            usual: Some("Größe".to_owned()),
            members: vec!["parent".to_owned()],
            names: [("parent".to_owned(), "parent_2".to_owned())].into(),
            nullable: vec!["parent".to_owned()],
            always: vec!["parent".to_owned()],
            constants: [("kind".to_owned(), "\"a\"".to_owned())].into(),
            boxed: vec!["parent".to_owned()],
            items: Some("parent".to_owned()),
            digest: Some("0badcafe".to_owned()),
        };
        Lock {
            base_url: Some("https://pets.example.com/\u{202e}".to_owned()),
            new: Some(LockedConstructor { base_url: true, scheme: Some("pet key".to_owned()) }),
            credentials: [("api_key".to_owned(), "pet key".to_owned())].into(),
            servers: [("sandbox".to_owned(), "https://pets.example.com/{stage}".to_owned())].into(),
            error: Some("Problem".to_owned()),
            operations: [("list_pets".to_owned(), operation)].into(),
            events: [("PetFound".to_owned(), event)].into(),
            types: [("Größe2".to_owned(), ty)].into(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Lock::read(&lock().text()), Ok(lock()));
        assert_eq!(Lock::read(&Lock::default().text()), Ok(Lock::default()));
    }

    #[test]
    fn each_type_and_operation_has_a_line() {
        let text = lock().text();
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let expected = [
            "",
            "base_url = \"https://pets.example.com/\\U0000202e\"",
            "error = \"Problem\"",
            "new = { base_url = true, scheme = \"pet key\" }",
            "",
            "[credentials]",
            "api_key = \"pet key\"",
            "",
            "[servers]",
            "sandbox = \"https://pets.example.com/{stage}\"",
            "",
            "[operations]",
            "list_pets = { id = \"GET /pets\", server = \"https://cats.example.com\", body = \"text\", sends = \"text/plain\", \
             reads = { 200 = \"text/csv\" }, returns = \"content\", \
             inputs = [\"a b@query\", \"\\\"\\U0000000a\\U0000202e@field\"], names = { \"\\U0000202e@query\" = \"a_b_query\" } }",
            "",
            "[events]",
            "PetFound = { at = \"/paths/~1pets/post\", inputs = [\"a b@query\"], \
             names = { \"a b@query\" = \"a_b_query\" } }",
            "",
            "[types]",
        ];
        assert_eq!(lines[..18], expected);
        assert_eq!(lines.len(), 19);
    }

    #[test]
    fn what_is_wrong_is_shown_with_its_place() {
        for (text, place) in [
            ("[types]\nA = { at = 1 }\n", "2:12: "),
            ("[types]\nA = { at = \"a\", more = 1 }\n", "2:"),
            ("[types]\nA = {}\nA = {}\n", "3:1: "),
            ("<<<<<<< HEAD\n", "1:"),
        ] {
            let error = Lock::read(text).expect_err(text).to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
