//! Points in time as in RFC 3339.

use serde::{Deserialize, Serialize};

use crate::formatted::formatted;

/// A point in time as in RFC 3339: `2015-07-30T20:15:59Z`.
///
/// The text is kept as it was received, whatever it is. The feature `jiff` reads and
/// writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

formatted!(DateTime);

impl DateTime {
    /// The text as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "jiff")]
impl DateTime {
    /// The point in time.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for DateTime {
    fn from(time: jiff::Timestamp) -> Self {
        Self(time.to_string())
    }
}
