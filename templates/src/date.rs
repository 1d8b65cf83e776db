//! Days as in RFC 3339.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::calendar::{Civil, number};
use crate::formatted::formatted;

/// A day as in RFC 3339: `2015-07-30`.
///
/// The text is kept as it was received, whatever it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

formatted!(Date);

impl Date {
    /// When the day begins in UTC; none if the text is no day.
    ///
    /// Libraries for dates take it from there: their types are made from a [`SystemTime`].
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let mut parts = self.0.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        Civil { year, month, day, second: 0, nanosecond: 0 }.to_system_time()
    }
}

/// The day that it is in UTC then.
impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        let Civil { year, month, day, .. } = time.into();
        Self(format!("{year:04}-{month:02}-{day:02}"))
    }
}
