//! Why things are as they are: what [`lower`](crate::lower) notes where it decides. What is written
//! down as Rust does not depend on it.

/// Why something has its name, whatever it would be called after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NameReason {
    /// It is called by the rules.
    #[default]
    Rule,
    /// Something else has that name, so that its own is longer or has a number.
    Taken,
    /// The lock has another name than the rules.
    Lock,
}

impl NameReason {
    /// Why something has a name that was taken in place of the one by the rules.
    pub(crate) fn of<N: PartialEq>(name: &N, by_rule: &N) -> Self {
        if name == by_rule { Self::Rule } else { Self::Taken }
    }
}

/// What the name of a type comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeSource {
    /// An extension gives it.
    Extension,
    /// The key of a component.
    Component,
    /// The last part of the key of a component, which has dots.
    LastPart,
    /// Where it stands, and something else refers to it there.
    ReferredTo,
    /// The component in which it is the only one that is written out there.
    Shared,
    /// Where it stands: the type around it and the property, or the operation.
    Place,
    /// The operation that it belongs to.
    Operation,
}

/// Why a type has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeReason {
    /// What it is called after.
    pub source: TypeSource,
    /// Whether the name is that by the rules.
    pub name: NameReason,
}

/// Why a field is as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldReason {
    /// Why it has its name.
    pub name: NameReason,
    /// Whether the document requires it.
    pub is_required: bool,
    /// Whether the document allows `null`.
    pub is_nullable: bool,
    /// What has changed what follows from these.
    pub presence: PresenceReason,
    /// Why it always has the same value, if it does.
    pub constant: ConstantReason,
}

/// Why a field is there when it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PresenceReason {
    /// The document requires it or not, and allows `null` or not.
    #[default]
    Document,
    /// Only one side has it, and the type is on both.
    OneSide,
    /// Nobody sends it, so that `null` and nothing mean the same.
    Received,
    /// The lock has it as it was.
    Lock,
}

/// Why a field always has the same value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConstantReason {
    /// Its schema has no other.
    #[default]
    Schema,
    /// It tells the type from the others of a union.
    Union,
    /// It did when the crate was generated last.
    Lock,
}

/// What a variant of a union is called after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariantSource {
    /// Its type.
    Type,
    /// What is written out there: a name that is given, the value that tells it apart, its title, the
    /// only property that it requires, or its kind.
    Schema,
    /// The parent whose children are the other variants.
    Parent,
}

/// Why a variant has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariantReason {
    /// What it is called after.
    pub source: VariantSource,
    /// Whether the name is that by the rules.
    pub name: NameReason,
}

/// Why an input is an argument or a setter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The document says whether it is required.
    Document,
    /// A part of the path cannot be left out.
    Path,
    /// Whether the body is required.
    Body,
    /// The media types of the body are ranges, of which callers choose; or they were.
    MediaType,
    /// There is a first choice.
    Choice,
}

/// Why an input is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputReason {
    /// Why it has its name.
    pub name: NameReason,
    /// Why it is an argument or a setter.
    pub need: Need,
}

impl InputReason {
    /// An input with the name by the rules.
    pub(crate) const fn of(need: Need) -> Self {
        Self { name: NameReason::Rule, need }
    }
}

/// Why an operation is as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OperationReason {
    /// Whether the document has an id for it.
    pub has_id: bool,
    /// Whether the name is that by the rules.
    pub name: NameReason,
    /// Whether it is called after the items that it lists.
    pub is_named_after_items: bool,
    /// Whether the overlay or the document says by an extension how its pages are found.
    pub has_told_pages: bool,
    /// Why its responses are read as they are.
    pub output: OutputReason,
}

/// Why responses are read as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OutputReason {
    /// The document describes them so.
    #[default]
    Document,
    /// A response to HEAD has no content.
    Head,
    /// No success is described.
    Undescribed,
    /// Callers got the same when the crate was generated last.
    Lock,
}

/// What a set of headers is named after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderOwner {
    /// The operation of this id.
    Operation(String),
    /// The response of the components of this name.
    Component(String),
    /// Nothing: an extension gives the name.
    Extension,
}

/// Why an event has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventReason {
    /// Whether the document has an id for its operation.
    pub has_id: bool,
    /// Whether it is a webhook, of which each has a name.
    pub is_webhook: bool,
    /// Whether the name is that by the rules.
    pub name: NameReason,
}

/// Why a method that takes credentials has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeReason {
    /// It is the only one of its kind.
    Kind,
    /// Several are of one kind, so that it is called as the document does.
    Document,
    /// The lock has it.
    Lock,
}
