//! How long an API asks to wait (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// The time that the header `Retry-After` names: from now on, and zero if it is over. None if
/// there is no such header, or if it says nothing that can be understood.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // What has no room is longer than anybody waits, and could be added to no time.
        return Some(Duration::from_secs(text.parse::<u32>().unwrap_or(u32::MAX).into()));
    }
    let date = UNIX_EPOCH.checked_add(Duration::from_secs(seconds_of(text)?))?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The seconds from 1970 to a date of HTTP (RFC 9110, section 5.6.7), of which there are three
/// forms; dates before that are 0.
fn seconds_of(date: &str) -> Option<u64> {
    let parts: Vec<&str> = date.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    // The day of the week says nothing new.
    let ([_, day, month, year, time, "GMT"] | [_, month, day, time, year]) = parts[..] else {
        return None;
    };
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year = match (year.len(), number(year, 9999)?) {
        (2, year) if year < 70 => 2000 + year,
        (2, year) => 1900 + year,
        (4, year) => year,
        _ => return None,
    };
    let day = number(day, days_of(month, year)).filter(|day| *day > 0)?;
    let mut clock = time.split(':');
    // A minute may have a leap second.
    let (hour, minute, second) =
        (number(clock.next()?, 23)?, number(clock.next()?, 59)?, number(clock.next()?, 60)?);
    if clock.next().is_some() {
        return None;
    }
    if year < 1970 {
        return Some(0);
    }
    let years: u64 = (1970..year).map(|year| 365 + u64::from(is_leap(year))).sum();
    let months: u64 = (0..month).map(|month| days_of(month, year)).sum();
    let days = years + months + day - 1;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// A number of digits alone that is no larger than another.
fn number(text: &str, largest: u64) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= largest)
}

/// How many days a month has, January being 0.
fn days_of(month: usize, year: u64) -> u64 {
    match month {
        1 => 28 + u64::from(is_leap(year)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}
