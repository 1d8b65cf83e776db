//! Patterns, formats, lengths and ranges.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::{Checked, LocatedSchema, Validator, shown};
use crate::diagnostics::{Place, quoted};

/// A compiled pattern. None if `regex` does not know what it uses, such as looking ahead, or if it
/// becomes too large: these are not checked. `large` is how many more may become large.
fn compiled(pattern: &str, large: &mut usize) -> Option<Regex> {
    const USUAL_SIZE: usize = 1 << 15;
    const LARGEST_SIZE: usize = 1 << 20;

    match RegexBuilder::new(pattern).size_limit(USUAL_SIZE).build() {
        Err(regex::Error::CompiledTooBig(_)) => {
            *large = large.checked_sub(1)?;
            RegexBuilder::new(pattern).size_limit(LARGEST_SIZE).build().ok()
        }
        compiled => compiled.ok(),
    }
}

impl<'v> Validator<'v> {
    pub(super) fn limits(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
    ) -> Checked {
        match value {
            Value::String(text) => {
                self.format(schema, value, at)?;
                self.text(schema, text, at)
            }
            Value::Number(number) => number.as_f64().map_or(Ok(()), |number| {
                self.format(schema, value, at)?;
                self.number(schema, number, at)
            }),
            Value::Array(entries) => {
                let mut seen = HashSet::new();
                let mut texts = entries.iter().map(ToString::to_string);
                if schema.is("uniqueItems") && !texts.all(|text| seen.insert(text)) {
                    let problem = || "has the same element twice".to_owned();
                    self.report(schema, "uniqueItems", at, problem, || None)?;
                }
                self.size(schema, ("minItems", "maxItems", "elements"), entries.len(), at)
            }
            Value::Object(fields) => {
                let keywords = ("minProperties", "maxProperties", "properties");
                self.size(schema, keywords, fields.len(), at)
            }
            Value::Null | Value::Bool(_) => Ok(()),
        }
    }

    fn text(&mut self, schema: &LocatedSchema<'v, '_>, text: &str, at: &Place<'_>) -> Checked {
        if schema.get("minLength").or(schema.get("maxLength")).is_some() {
            let length = text.chars().count();
            self.size(schema, ("minLength", "maxLength", "characters"), length, at)?;
        }
        if let Some(pattern) = schema.text("pattern") {
            let large = &mut self.large_patterns;
            let compiled = self.patterns.entry(pattern).or_insert_with(|| compiled(pattern, large));
            if compiled.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
                let problem =
                    || format!("is {}, which does not match {}", quoted(text), quoted(pattern));
                self.report(schema, "pattern", at, problem, || None)?;
            }
        }
        Ok(())
    }

    fn format(&mut self, schema: &LocatedSchema<'v, '_>, value: &Value, at: &Place<'_>) -> Checked {
        match schema.text("format") {
            Some(format) if !has_format(value, format) => {
                let problem = || format!("is {}, which is no `{format}`", shown(value));
                self.report(schema, "format", at, problem, || None)
            }
            _ => Ok(()),
        }
    }

    fn number(&mut self, schema: &LocatedSchema<'v, '_>, number: f64, at: &Place<'_>) -> Checked {
        let bounds = [
            ("minimum", "exclusiveMinimum", Ordering::Less, "at least", "more than"),
            ("maximum", "exclusiveMaximum", Ordering::Greater, "at most", "less than"),
        ];
        for (keyword, exclusive, wrong, inclusively, exclusively) in bounds {
            let Some(bound) = schema.get(keyword).and_then(Value::as_f64) else { continue };
            let is_exclusive = schema.is(exclusive);
            let order = number.total_cmp(&bound);
            if order == wrong || is_exclusive && order == Ordering::Equal {
                let words = if is_exclusive { exclusively } else { inclusively };
                let problem = || format!("is `{number}`, but must be {words} `{bound}`");
                self.report(schema, keyword, at, problem, || None)?;
            }
        }
        Ok(())
    }

    /// How long or large something is.
    fn size(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        (least, most, unit): (&'static str, &'static str, &str),
        size: usize,
        at: &Place<'_>,
    ) -> Checked {
        let bound = |keyword| schema.get(keyword).and_then(Value::as_u64);
        let size = size as u64;
        for (keyword, words) in [(least, "at least"), (most, "at most")] {
            let Some(bound) = bound(keyword) else { continue };
            if if keyword == least { size < bound } else { size > bound } {
                let problem = || format!("has `{size}` {unit}, but must have {words} `{bound}`");
                self.report(schema, keyword, at, problem, || None)?;
            }
        }
        Ok(())
    }
}

/// Whether a value is of a format. Formats that are not known here have all values.
fn has_format(value: &Value, format: &str) -> bool {
    match (value, format) {
        (Value::String(text), "date") => is_date(text),
        (Value::String(text), "date-time") => is_date_time(text),
        (Value::String(text), "uuid") => is_like(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        (Value::String(text), "ipv4") => text.parse::<Ipv4Addr>().is_ok(),
        (Value::String(text), "ipv6") => text.parse::<Ipv6Addr>().is_ok(),
        (Value::Number(number), "int32") => number
            .as_f64()
            .is_none_or(|number| (-2_147_483_648.0..=2_147_483_647.0).contains(&number)),
        _ => true,
    }
}

/// A full-date of RFC 3339, as far as months and days can be.
fn is_date(text: &str) -> bool {
    let number = |from: usize| text.get(from..from + 2).and_then(|text| text.parse::<u8>().ok());
    is_like(text, "dddd-dd-dd")
        && number(5).is_some_and(|month| (1..=12).contains(&month))
        && number(8).is_some_and(|day| (1..=31).contains(&day))
}

/// A date-time of RFC 3339.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
    let Some((clock, rest)) = time.split_at_checked("dd:dd:dd".len()) else { return false };
    let fraction = rest.strip_prefix('.');
    let zone = fraction.map_or(rest, |it| it.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_zone = matches!(zone, "Z" | "z")
        || zone.strip_prefix(['+', '-']).is_some_and(|zone| is_like(zone, "dd:dd"));
    let has_digits = fraction.is_none_or(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    is_date(date) && is_like(clock, "dd:dd:dd") && has_digits && is_zone
}

/// Whether a text has digits for `d`, hexadecimal ones for `x`, and all else as it stands.
fn is_like(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            form => byte == form,
        })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::has_format;

    #[test]
    fn formats() {
        let check = |format: &str, yes: &[Value], no: &[Value]| {
            assert!(yes.iter().all(|value| has_format(value, format)), "{yes:?}");
            assert!(!no.iter().any(|value| has_format(value, format)), "{no:?}");
        };
        let dates = [json!("2024-02-30"), json!("0000-01-01")];
        check("date", &dates, &[json!("2024-13-01"), json!("2024-1-1"), json!("é24-01-01")]);
        let times = [json!("2024-02-29T23:59:60Z"), json!("2024-02-29t00:00:00.123456+01:00")];
        let none =
            ["2024-02-29", "2024-02-29T00:00Z", "2024-02-29T00:00:00", "2024-02-29T00:00:00.Z"];
        check("date-time", &times, &none.map(Value::from));
        check("uuid", &[json!("01234567-89ab-CDEF-0123-456789abcdef")], &[json!("0123")]);
        check("ipv4", &[json!("127.0.0.1")], &[json!("127.0.0.256")]);
        check("ipv6", &[json!("::1")], &[json!("1")]);
        check("int32", &[json!(-2_147_483_648_i64)], &[json!(2_147_483_648_i64)]);
        check("color", &[json!("red"), json!(1)], &[]);
    }
}
