//! The kinds of changes.

use heck::ToKebabCase;

use crate::table::{Row, TABLE};
use crate::verdict::Verdicts;

/// A kind of change. What each is, and what it means, is in the [`TABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum Kind {
    OperationAdded,
    OperationRemoved,
    OperationRenamed,
    PathChanged,
    MethodChanged,
    IdempotenceChanged,
    OperationServerChanged,
    OperationSecurityAdded,
    OperationSecurityRemoved,
    OperationScopesChanged,
    OptionalInputAdded,
    RequiredInputAdded,
    OptionalInputRemoved,
    RequiredInputRemoved,
    InputRequiredNow,
    InputOptionalNow,
    InputRenamed,
    InputSentAsAnother,
    InputMoved,
    InputStyleChanged,
    InputsReordered,
    RequestMediaTypeAdded,
    RequestMediaTypeRemoved,
    RequestMediaTypeChanged,
    RequestMediaTypeAllowed,
    RequestMediaTypeRefused,
    LimitTightened,
    LimitLoosened,
    LimitChanged,
    DefaultChanged,
    SuccessContentChanged,
    SuccessOptionalNow,
    SuccessAlwaysNow,
    SuccessByStatusChanged,
    SuccessVariantAdded,
    StatusAdded,
    StatusRemoved,
    EmptySuccessAdded,
    ErrorContentAdded,
    ErrorContentChanged,
    ErrorContentRemoved,
    ErrorEnumAdded,
    ErrorEnumRemoved,
    ErrorEnumChanged,
    ErrorVariantAdded,
    CommonErrorChanged,
    HeaderAdded,
    HeaderRemoved,
    HeaderTypeChanged,
    AnswerMediaTypeAdded,
    AnswerMediaTypeRemoved,
    AcceptChanged,
    StreamEndChanged,
    PagesAdded,
    PagesRemoved,
    PagesChanged,
    WaitAdded,
    WaitRemoved,
    WaitRenamed,
    WaitChanged,
    WaitReturnsAnother,
    EventAdded,
    EventRemoved,
    EventRenamed,
    EventMethodChanged,
    EventPartAdded,
    EventPartRemoved,
    EventPartRenamed,
    EventPartIsAnother,
    EventPartAlwaysNow,
    EventPartOptionalNow,
    EventContentChanged,
    EventWrittenOtherwise,
    TypeAdded,
    TypeRemoved,
    TypeRenamed,
    TypeSentNow,
    TypeNoLongerSent,
    TypeIsAnother,
    OptionalPropertyAdded,
    RequiredPropertyAdded,
    OptionalPropertyRemoved,
    RequiredPropertyRemoved,
    PropertyRequiredNow,
    PropertyOptionalNow,
    PropertyNullableNow,
    PropertyNeverNullNow,
    OptionalPropertyNullableNow,
    OptionalPropertyNeverNullNow,
    NullCanBeSentNow,
    NullCannotBeSentNow,
    NullablePropertyOptionalNow,
    NullablePropertyAlwaysNow,
    PropertyRenamed,
    FieldIsAnotherProperty,
    FieldsReordered,
    PropertyReadOnlyNow,
    PropertyWriteOnlyNow,
    PropertySentNow,
    PropertyReceivedNow,
    ConstantChanged,
    ConstantAdded,
    ConstantRemoved,
    OtherPropertiesChanged,
    OtherPropertiesRefused,
    OtherPropertiesAllowed,
    ValueAdded,
    ValueRemoved,
    ValueRenamed,
    VariantIsAnotherValue,
    AlternativeAdded,
    AlternativeRemoved,
    AlternativeRenamed,
    TagValuesChanged,
    TagChanged,
    FormatChanged,
    NumberChanged,
    PropertiesKnownNow,
    PropertiesUnknownNow,
    OtherJsonAllowed,
    OtherJsonRefused,
    OneOfSeveralNow,
    OneTypeNow,
    TypeChanged,
    ElementNullableNow,
    ElementNeverNullNow,
    TypeKnownNow,
    TypeUnknownNow,
    ValuesKnownNow,
    ValuesUnknownNow,
    BoxedOtherwise,
    BaseUrlChanged,
    ServerAdded,
    ServerRemoved,
    ServerChanged,
    ServerVariableAdded,
    ServerVariableRemoved,
    ServerVariableChanged,
    ServerVariableValueAdded,
    CredentialsAdded,
    CredentialsRemoved,
    CredentialsRenamed,
    CredentialsSentOtherwise,
    CredentialsChanged,
    ConstructorChanged,
    Deprecated,
    NoLongerDeprecated,
    DocumentationChanged,
    CodeMoved,
}

/// On which side of an exchange something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It makes no difference, or it is on neither.
    Any,
    /// The client sends it.
    Sent,
    /// The client receives it.
    Received,
    /// Both.
    Both,
}

impl Side {
    /// This side and another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Any, side) | (side, Self::Any) => side,
            (one, other) if one == other => one,
            _ => Self::Both,
        }
    }

    /// Its word, for tools.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "both",
        }
    }

    /// Whether it is sent.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }
}

impl Kind {
    /// The name as it is printed, such as `operation-added`.
    #[must_use]
    pub fn code(self) -> String {
        format!("{self:?}").to_kebab_case()
    }

    /// The kind of a name.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        TABLE.iter().map(|row| row.kind).find(|kind| kind.code() == code)
    }

    /// All kinds, in the order of the table.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = TABLE.iter().map(|row| row.kind).collect();
        all.dedup();
        all
    }

    /// The rows of the table about this kind.
    pub fn rows(self) -> impl Iterator<Item = &'static Row> {
        TABLE.iter().filter(move |row| row.kind == self)
    }

    /// The rows about a side: on both, or if the side is not known, all of them.
    #[must_use]
    pub fn rows_on(self, side: Side) -> Vec<&'static Row> {
        let is_about = |row: &&Row| row.side == side || row.side == Side::Any;
        let rows: Vec<_> = self.rows().filter(is_about).collect();
        if rows.is_empty() { self.rows().collect() } else { rows }
    }

    /// What the kind means on a side: on both, or if the side is not known, the worse of each.
    #[must_use]
    pub fn verdicts(self, side: Side) -> Verdicts {
        let verdicts = self.rows_on(side).into_iter().map(|row| row.verdicts);
        verdicts.reduce(Verdicts::worst).unwrap_or(Verdicts::NONE)
    }
}
