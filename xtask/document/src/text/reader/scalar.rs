//! What scalars of YAML are that are not quoted: YAML 1.2.2, 10.3 (the core schema).

use serde_json::{Number, Value};

/// What a scalar is that is not quoted.
#[derive(Debug, PartialEq)]
pub(super) enum Plain {
    Text,
    /// A number, a truth value, or null.
    Value(Value),
    /// An integer of more than 64 bits, as the nearest number.
    Rounded(Option<Number>),
    /// Infinity, or not a number.
    NotFinite,
}

impl Plain {
    /// Whether it is what a tag of the core schema says, other than `!!str`, which anything can be.
    pub(super) fn is(&self, tag: &str) -> bool {
        match self {
            Self::Value(Value::Null) => tag == "null",
            Self::Value(Value::Bool(_)) => tag == "bool",
            Self::Value(Value::Number(number)) if number.is_f64() => tag == "float",
            Self::Value(Value::Number(_)) | Self::Rounded(_) => matches!(tag, "int" | "float"),
            Self::Text | Self::Value(_) => false,
            Self::NotFinite => tag == "float",
        }
    }
}

/// What a text that is not quoted stands for.
pub(super) fn plain(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Value(Value::Null),
        "true" | "True" | "TRUE" => return Plain::Value(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Plain::Value(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => return Plain::NotFinite,
        _ => {}
    }
    // All numbers begin like this, and most text does not.
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return Plain::Text;
    }
    let (is_negative, unsigned) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Plain::NotFinite;
    }
    let has_sign = unsigned.len() < text.len();
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = unsigned.strip_prefix(prefix).filter(|_| !has_sign) {
            return if !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)) {
                integer(digits, radix, false)
            } else {
                Plain::Text
            };
        }
    }
    let is_digits = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if !unsigned.is_empty() && is_digits(unsigned) {
        // The core schema reads `012` as 12. Who writes it so means a text: a post code, or part
        // of a telephone number.
        let is_text = unsigned.len() > 1 && unsigned.starts_with('0');
        return if is_text { Plain::Text } else { integer(unsigned, 10, is_negative) };
    }
    // Rust and YAML agree on floats that begin with a digit or a point. Words such as `inf`, which
    // are floats to Rust only, begin otherwise.
    let is_float = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let float = text.parse().ok().filter(|_| is_float).and_then(Number::from_f64);
    float.map_or(Plain::Text, |float| Plain::Value(Value::Number(float)))
}

fn integer(digits: &str, radix: u32, is_negative: bool) -> Plain {
    let Ok(number) = u64::from_str_radix(digits, radix) else {
        return Plain::Rounded(nearest(digits, radix, is_negative));
    };
    if !is_negative {
        return Plain::Value(number.into());
    }
    match 0_i64.checked_sub_unsigned(number) {
        Some(number) => Plain::Value(number.into()),
        None => Plain::Rounded(nearest(digits, radix, is_negative)),
    }
}

/// The number that is nearest to an integer; none if there is not even one near.
fn nearest(digits: &str, radix: u32, is_negative: bool) -> Option<Number> {
    let number: f64 = if radix == 10 {
        digits.parse().ok()?
    } else {
        let values = digits.chars().filter_map(|digit| digit.to_digit(radix));
        values.fold(0.0, |number, digit| number * f64::from(radix) + f64::from(digit))
    };
    Number::from_f64(if is_negative { -number } else { number })
}
