//! Days as in RFC 3339.

use serde::{Deserialize, Serialize};

use crate::formatted::formatted;

/// A day as in RFC 3339: `2015-07-30`.
///
/// The text is kept as it was received, whatever it is. The feature `jiff` reads and
/// writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

formatted!(Date);

impl Date {
    /// The text as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "jiff")]
impl Date {
    /// The day.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_date(&self) -> Result<jiff::civil::Date, jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(day: jiff::civil::Date) -> Self {
        Self(day.to_string())
    }
}
