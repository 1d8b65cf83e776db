//! What the values of a status mean.

use std::collections::HashMap;

use serde_json::Value;

use super::Settling;
use super::answers::listed;
use crate::ir::{EnumValue, Meaning, StatusValue, Type, ValueAt};
use crate::names::Name;
use document::diagnostics::quoted;
use document::did_you_mean;

/// What a status can be.
enum Kind<'m> {
    Enum(&'m Name, HashMap<&'m str, &'m EnumValue>),
    Text,
    Flag,
    /// From the first to the last.
    Integer(i128, i128),
}

impl<'m> Settling<'_, 'm> {
    /// The values that the overlay names, and what each means; and whether there are no others.
    pub(super) fn values(
        &mut self,
        status: &ValueAt,
    ) -> Option<(Vec<(StatusValue, Meaning)>, bool)> {
        let told = self.told;
        let Some(kind) = self.kind(&status.ty) else {
            let message = format!("{} does not lead to a status", quoted(&told.status));
            let help = "a status is a text, one of several texts, `true` or `false`, or an integer";
            self.report("status", message, help.to_owned());
            return None;
        };
        let pending = told.pending.as_deref().unwrap_or_default();
        let lists = [
            ("success", Meaning::Success, &*told.success),
            ("failure", Meaning::Failure, &told.failure),
            ("pending", Meaning::Pending, pending),
        ];
        let mut found = Vec::with_capacity(told.value_count());
        for (key, meaning, values) in lists {
            for (index, value) in values.iter().enumerate() {
                match kind.value(value) {
                    Ok(value) => found.push((value, meaning)),
                    Err((message, help)) => {
                        self.report(&format!("{key}/{index}"), message, help);
                        return None;
                    }
                }
            }
        }
        let is_exhaustive = match kind {
            Kind::Enum(_, values) => values.len() == found.len(),
            Kind::Flag => found.len() == 2,
            Kind::Text | Kind::Integer(..) => false,
        };
        Some((found, is_exhaustive))
    }

    fn kind(&self, ty: &Type) -> Option<Kind<'m>> {
        match ty {
            Type::Enum(name) => {
                let (name, of) = self.known.enums.get_key_value(name)?;
                let values = of.values.iter().map(|value| (value.wire_value.as_str(), value));
                Some(Kind::Enum(name, values.collect()))
            }
            Type::String => Some(Kind::Text),
            Type::Boolean => Some(Kind::Flag),
            Type::Int32 => Some(Kind::Integer(i32::MIN.into(), i32::MAX.into())),
            Type::Int64 => Some(Kind::Integer(i64::MIN.into(), i64::MAX.into())),
            Type::Uint32 => Some(Kind::Integer(0, u32::MAX.into())),
            Type::Uint64 => Some(Kind::Integer(0, u64::MAX.into())),
            _ => None,
        }
    }
}

impl Kind<'_> {
    /// A value of the status; or why it is none, and what to do.
    fn value(&self, value: &Value) -> Result<StatusValue, (String, String)> {
        let other = |expected: &str| {
            let shown = value.as_str().map_or_else(|| format!("`{value}`"), quoted);
            Err((format!("the status is never {shown}"), format!("it is {expected}")))
        };
        match (self, value) {
            (Self::Enum(of, values), Value::String(text)) => {
                if let Some(known) = values.get(text.as_str()) {
                    let (of, name) = ((*of).clone(), known.name.clone());
                    return Ok(StatusValue::Variant { of, name, text: text.clone() });
                }
                let mut names: Vec<&str> = values.keys().copied().collect();
                names.sort_unstable();
                let names = || names.iter().copied();
                let help = did_you_mean(text, names()).unwrap_or_else(|| listed(names()));
                Err((format!("the status is never {}", quoted(text)), help))
            }
            (Self::Text, Value::String(text)) => Ok(StatusValue::Text(text.clone())),
            (Self::Flag, Value::Bool(flag)) => Ok(StatusValue::Flag(*flag)),
            (Self::Integer(first, last), Value::Number(number)) => {
                let integer = number.to_string();
                if integer.parse().is_ok_and(|value| (*first..=*last).contains(&value)) {
                    Ok(StatusValue::Integer(integer))
                } else {
                    other("an integer for which its type has room")
                }
            }
            (Self::Enum(..) | Self::Text, _) => other("a text: put the value into quotes"),
            (Self::Flag, _) => other("`true` or `false`"),
            (Self::Integer(..), _) => other("an integer"),
        }
    }
}
