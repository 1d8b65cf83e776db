//! Numbers within ranges.

use serde_json::Value;

use crate::lower::mock::parts::Parts;

/// A number that fits: 1, or what is nearest to it.
pub(super) fn number(parts: &Parts<'_>, is_integer: bool) -> Option<Value> {
    let (least, most) = (bound(parts, "minimum", is_integer), bound(parts, "maximum", is_integer));
    let mut number = 1.0_f64.max(least.unwrap_or(1.0)).min(most.unwrap_or(f64::MAX));
    if !is_integer {
        let is_left_out = |keyword, exclusive: &str| {
            parts.is(exclusive) && parts.get(keyword).any(|bound| bound.as_f64() == Some(number))
        };
        if is_left_out("minimum", "exclusiveMinimum") || is_left_out("maximum", "exclusiveMaximum")
        {
            number = match (least, most) {
                (Some(least), Some(most)) => least + (most - least) / 2.0,
                (Some(least), None) => least + 1.0,
                (_, most) => most? - 1.0,
            };
        }
    }
    if let Some(step) = parts.get("multipleOf").find_map(Value::as_f64).filter(|step| *step > 0.0) {
        let up = (number / step).ceil() * step;
        number = if most.is_some_and(|most| up > most) { up - step } else { up };
    }
    Some(value(number))
}

/// The least or the largest number that is allowed: of integers the next, if it is not itself.
fn bound(parts: &Parts<'_>, keyword: &str, is_integer: bool) -> Option<f64> {
    let bounds = parts.get(keyword).filter_map(Value::as_f64);
    if keyword == "minimum" {
        let bound = bounds.max_by(f64::total_cmp)?;
        let next = if parts.is("exclusiveMinimum") { bound.floor() + 1.0 } else { bound.ceil() };
        Some(if is_integer { next } else { bound })
    } else {
        let bound = bounds.min_by(f64::total_cmp)?;
        let next = if parts.is("exclusiveMaximum") { bound.ceil() - 1.0 } else { bound.floor() };
        Some(if is_integer { next } else { bound })
    }
}

/// A number as JSON has it: without a fraction that is zero, where nothing is lost by that.
fn value(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;

    if number.fract() == 0.0 && number.abs() <= EXACT {
        // It is whole, and has room.
        #[allow(clippy::cast_possible_truncation)]
        let whole = number as i64;
        Value::from(whole)
    } else {
        Value::from(number)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::number;
    use crate::lower::mock::parts::Parts;

    #[test]
    fn numbers_are_within_their_ranges() {
        for (schema, is_integer, expected) in [
            (json!({}), true, json!(1)),
            (json!({"minimum": 5}), true, json!(5)),
            (json!({"minimum": 5, "exclusiveMinimum": true}), true, json!(6)),
            (json!({"minimum": 1.5}), true, json!(2)),
            (json!({"maximum": -3}), true, json!(-3)),
            (json!({"maximum": -3, "exclusiveMaximum": true}), true, json!(-4)),
            (json!({"minimum": 7, "multipleOf": 5}), true, json!(10)),
            (json!({"maximum": 9, "minimum": 6, "multipleOf": 5}), true, json!(5)),
            (json!({"minimum": 0, "maximum": 1, "exclusiveMaximum": true}), false, json!(0.5)),
            (json!({"minimum": 1, "exclusiveMinimum": true}), false, json!(2)),
            (json!({"maximum": 0.5}), false, json!(0.5)),
            (json!({"minimum": 1e300}), true, json!(1e300)),
        ] {
            let document = Value::Null;
            let made = number(&Parts::of(&document, &[&schema]), is_integer);
            assert_eq!(made, Some(expected), "{schema}");
        }
    }
}
