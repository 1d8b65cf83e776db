//! Points in time as in RFC 2822.

#[cfg(feature = "jiff")]
use jiff::{
    fmt::rfc2822::{DateTimeParser, DateTimePrinter},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::formatted::formatted;

/// A point in time as in RFC 2822: `Thu, 30 Jul 2015 20:15:59 +0000`.
///
/// The text is kept as it was received, whatever it is. The feature `jiff` reads and
/// writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rfc2822DateTime(String);

formatted!(Rfc2822DateTime);

impl Rfc2822DateTime {
    /// The text as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "jiff")]
impl Rfc2822DateTime {
    /// The point in time.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, jiff::Error> {
        DateTimeParser::new().parse_timestamp(&self.0)
    }
}

/// Fractions of a second are dropped, and years before 0 refused: the format has none.
#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for Rfc2822DateTime {
    type Error = jiff::Error;

    fn try_from(time: jiff::Timestamp) -> Result<Self, Self::Error> {
        // The offset of a mere timestamp would be `-0000`: an unknown one.
        DateTimePrinter::new().zoned_to_string(&time.to_zoned(TimeZone::UTC)).map(Self)
    }
}
