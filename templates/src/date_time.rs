//! Points in time as in RFC 3339.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::calendar::{Civil, number, offset, time_of_day};
use crate::formatted::formatted;

/// A point in time as in RFC 3339: `2015-07-30T20:15:59Z`.
///
/// The text is kept as it was received, whatever it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

formatted!(DateTime);

impl DateTime {
    /// The point in time; none if the text is none.
    ///
    /// Libraries for dates take it from there: their types are made from a [`SystemTime`].
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (date, rest) = self.0.split_at_checked(10)?;
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (time, rest) = rest.split_at_checked(8)?;
        let (fraction, zone) = match rest.strip_prefix('.') {
            Some(rest) => rest
                .split_at_checked(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))?,
            None => ("0", rest),
        };
        if fraction.is_empty() {
            return None;
        }
        let offset = if matches!(zone, "Z" | "z") { 0 } else { offset(zone)? };
        // No clock tells more than nanoseconds.
        let nanoseconds = format!("{fraction:0<9}");
        let civil = Civil {
            year: number(year)?,
            month: number(month)?,
            day: number(day)?,
            second: time_of_day(time)? - offset,
            nanosecond: nanoseconds.get(..9)?.parse().ok()?,
        };
        civil.to_system_time()
    }
}

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let Civil { year, month, day, second, nanosecond } = time.into();
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let fraction = match nanosecond {
            0 => String::new(),
            _ => format!(".{nanosecond:09}").trim_end_matches('0').to_owned(),
        };
        Self(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
    }
}
