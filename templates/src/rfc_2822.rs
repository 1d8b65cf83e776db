//! Points in time as in RFC 2822.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::calendar::{Civil, number, offset, time_of_day};
use crate::formatted::formatted;

/// A point in time as in RFC 2822: `Thu, 30 Jul 2015 20:15:59 +0000`.
///
/// The text is kept as it was received, whatever it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rfc2822DateTime(String);

formatted!(Rfc2822DateTime);

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Rfc2822DateTime {
    /// The point in time; none if the text is none.
    ///
    /// Libraries for dates take it from there: their types are made from a [`SystemTime`].
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let text = match self.0.split_once(',') {
            Some((weekday, rest)) if DAYS.contains(&weekday.trim()) => rest,
            Some(_) => return None,
            None => &self.0,
        };
        let mut parts = text.split_ascii_whitespace();
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let (time, zone) = (parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        // Seconds may be left out.
        let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
        let offset = if matches!(zone, "GMT" | "UT" | "UTC" | "Z") { 0 } else { offset(zone)? };
        let civil = Civil {
            year: number(year)?,
            month: (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0,
            day: number(day)?,
            second: time_of_day(&time)? - offset,
            nanosecond: 0,
        };
        civil.to_system_time()
    }
}

/// Fractions of a second are dropped: the format has none.
impl From<SystemTime> for Rfc2822DateTime {
    fn from(time: SystemTime) -> Self {
        let civil = Civil::from(time);
        let Civil { year, day, second, .. } = civil;
        // 1 January 1970 was a Thursday.
        let weekday = name(&DAYS, civil.day_number().unwrap_or_default().rem_euclid(7));
        let month = name(&MONTHS, civil.month - 1);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        Self(format!(
            "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000"
        ))
    }
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}
