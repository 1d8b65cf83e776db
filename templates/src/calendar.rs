//! Points in time as dates and times of day, in UTC.

use std::time::{Duration, SystemTime};

const SECONDS_OF_DAY: i64 = 86_400;

/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

/// A date and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// From 1 to 12.
    pub(crate) month: i64,
    /// From 1 to 31.
    pub(crate) day: i64,
    /// Since midnight; a leap second counts as the one that follows.
    pub(crate) second: i64,
    pub(crate) nanosecond: u32,
}

impl Civil {
    /// The point in time; none if there is no such day, or if the system cannot tell it.
    pub(crate) fn to_system_time(self) -> Option<SystemTime> {
        let seconds = self.day_number()? * SECONDS_OF_DAY + self.second;
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let whole = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(distance)
        };
        whole?.checked_add(Duration::from_nanos(self.nanosecond.into()))
    }

    /// Days since 1 January 1970.
    pub(crate) fn day_number(self) -> Option<i64> {
        // In years that begin in March, the leap day is the last one.
        let year = self.year - i64::from(self.month <= 2);
        let month = (self.month + 9) % 12;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let days = year * 365 + leap_days + (month * 153 + 2) / 5 + self.day - 1 - EPOCH;
        // 31 April is 1 May, which shows on the way back.
        let (year, month, day) = date(days);
        ((year, month, day) == (self.year, self.month, self.day)).then_some(days)
    }
}

impl From<SystemTime> for Civil {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanosecond) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => (-seconds, 0),
                    nanoseconds => (-seconds - 1, 1_000_000_000 - nanoseconds),
                }
            }
        };
        let (year, month, day) = date(seconds.div_euclid(SECONDS_OF_DAY));
        Self { year, month, day, second: seconds.rem_euclid(SECONDS_OF_DAY), nanosecond }
    }
}

/// Year, month and day of a number of days since 1 January 1970.
fn date(days: i64) -> (i64, i64, i64) {
    // The calendar repeats itself every 400 years, which have 146,097 days.
    let days = days + EPOCH;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// Reads a number that has nothing but digits.
pub(crate) fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Reads `+01:30` or, without the colon, `+0130`: how many seconds local time is ahead of UTC.
#[allow(dead_code, reason = "days have no offset")]
pub(crate) fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = digits.split_at_checked(2)?;
    let (hours, minutes) = (number(hours)?, number(minutes.trim_start_matches(':'))?);
    (minutes < 60 && hours < 24).then_some(sign * (hours * 60 + minutes) * 60)
}

/// Reads `20:15:59`: seconds since midnight.
#[allow(dead_code, reason = "days have no time")]
pub(crate) fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| number(part).filter(|_| part.len() == 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second <= 60;
    is_time.then_some((hour * 60 + minute) * 60 + second)
}
