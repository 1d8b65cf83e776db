//! Waiting for what an API does after it has answered.

use super::{FieldStep, Type};
use crate::names::Name;

/// How callers wait for something: it is asked for again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Where it is described, as a JSON pointer.
    pub at: String,
    /// The name of the method.
    pub name: Name,
    /// What is waited for, in a word.
    pub until: String,
    /// What is asked again and again, if it is another operation.
    pub question: Option<Question>,
    /// Where the answer has the thing.
    pub thing: ValueAt,
    /// Where the thing has its status.
    pub status: ValueAt,
    /// What the values of the status mean, the first of each kind first.
    pub values: Vec<(StatusValue, Meaning)>,
    /// What any other value means.
    pub otherwise: Meaning,
    /// Whether the values are all that the document has.
    pub is_exhaustive: bool,
    /// Where the thing has the code of what went wrong.
    pub code: Option<ValueAt>,
    /// Where the thing has what went wrong.
    pub message: Option<ValueAt>,
    /// Whether anything of it should not be used any more.
    pub uses_deprecated: bool,
}

/// An operation that asks for what another one has created.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its method.
    pub method: Name,
    /// What is given to it: what it requires, and then what it may be given.
    pub arguments: Vec<Argument>,
}

/// What is given to an operation that asks for something.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// The input.
    pub input: Name,
    /// Whether it is an argument of the method, and no setter.
    pub is_required: bool,
    /// Where its value comes from.
    pub source: ArgumentSource,
}

/// Where the value of an [`Argument`] comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentSource {
    /// From the answer of the operation that creates the thing.
    Answer(ValueAt, Conversion),
    /// From the input of this name of that operation.
    Input(Name, Type),
}

/// What becomes of a value before it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing.
    None,
    /// It is written as text.
    Text,
    /// The text is taken as an identifier of this name.
    Identifier(Name),
    /// The text is read as a value of an enumeration.
    Value,
}

/// A value within another one.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueAt {
    /// The steps that lead to it; none if it is the other one itself.
    pub steps: Vec<ValueStep>,
    /// Its type.
    pub ty: Type,
}

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueStep {
    /// To the value of an `Option`.
    Present,
    /// To a field of an object.
    Field(FieldStep),
    /// To an entry of a list.
    Entry {
        /// Its position.
        index: usize,
        /// Whether it may be `null`.
        is_nullable: bool,
    },
}

/// A value of a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusValue {
    /// A value of an enumeration.
    Variant {
        /// The enumeration.
        of: Name,
        /// Its variant.
        name: Name,
        /// The value on the wire.
        text: String,
    },
    /// Text.
    Text(String),
    /// True or false.
    Flag(bool),
    /// An integer, as JSON.
    Integer(String),
}

/// What a value of a status means for a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is what is waited for.
    Success,
    /// It never will be.
    Failure,
    /// It goes on.
    Pending,
    /// Nobody has said.
    Unexpected,
}

impl Wait {
    /// Whether one waits in the same way elsewhere, whatever the method is called and whenever fields
    /// are there.
    pub fn is_same(&self, other: &Self) -> bool {
        let values = |wait: &Self, meaning| {
            let mut values: Vec<String> =
                wait.values_of(meaning).map(|value| value.text().to_owned()).collect();
            values.sort_unstable();
            values
        };
        let lists = [Meaning::Success, Meaning::Failure, Meaning::Pending];
        let read = |wait: &Self| wait.read().map(ValueAt::names).collect::<Vec<_>>();
        let shown = |wait: &Self| [wait.code.is_some(), wait.message.is_some()];
        let asked = |wait: &Self| wait.question.as_ref().map(Question::names);
        lists.into_iter().all(|meaning| values(self, meaning) == values(other, meaning))
            && self.otherwise == other.otherwise
            && read(self) == read(other)
            && shown(self) == shown(other)
            && asked(self) == asked(other)
    }

    /// The values of the status that mean the same.
    pub fn values_of(&self, meaning: Meaning) -> impl Iterator<Item = &StatusValue> {
        self.values.iter().filter(move |(_, it)| *it == meaning).map(|(value, _)| value)
    }

    /// All that is read of answers.
    pub fn read(&self) -> impl Iterator<Item = &ValueAt> {
        let arguments = self.question.iter().flat_map(|question| &question.arguments);
        let created = arguments.filter_map(|argument| match &argument.source {
            ArgumentSource::Answer(value, _) => Some(value),
            ArgumentSource::Input(..) => None,
        });
        let thing = [&self.thing, &self.status].into_iter().chain(&self.code).chain(&self.message);
        created.chain(thing)
    }
}

impl Question {
    /// The method and the inputs.
    fn names(&self) -> (Name, Vec<Name>) {
        let inputs = self.arguments.iter().map(|argument| argument.input.clone());
        (self.method.clone(), inputs.collect())
    }
}

impl ValueAt {
    /// The fields and the entries on the way.
    fn names(&self) -> Vec<String> {
        let name = |step: &ValueStep| match step {
            ValueStep::Present => None,
            ValueStep::Field(field) => Some(field.field.words().to_owned()),
            ValueStep::Entry { index, .. } => Some(index.to_string()),
        };
        self.steps.iter().filter_map(name).collect()
    }

    /// Whether a field on the way should not be used any more.
    pub fn is_deprecated(&self) -> bool {
        let is_deprecated = |step: &ValueStep| match step {
            ValueStep::Field(field) => field.is_deprecated,
            ValueStep::Present | ValueStep::Entry { .. } => false,
        };
        self.steps.iter().any(is_deprecated)
    }
}

impl StatusValue {
    /// The value as text.
    pub fn text(&self) -> &str {
        match self {
            Self::Variant { text, .. } | Self::Text(text) | Self::Integer(text) => text,
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
        }
    }
}
