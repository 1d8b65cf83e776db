//! What an overlay says of how to wait for something: `x-rust-wait`. Whether it fits the operations is
//! seen later, when all types are known.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::DeclaredOperation;
use super::told::{Reader, Reported};
use crate::codes::Codes;
use crate::lower::Lowering;
use crate::lower::notes::waits::{ToldWait, WAIT};
use document::diagnostics::Place;

/// What the extension may have.
const KEYS: [&str; 10] =
    ["until", "poll", "with", "of", "status", "success", "pending", "failure", "code", "message"];

const HELP: &str = "it says how to wait for something: `{until: done, status: /status, success: \
                    [done], failure: [failed]}`, and by `poll` and `with` which operation is asked \
                    if it is another one; or is a list of these";

/// How much code a wait is, and a value of its status, compared with what effort counts.
const EFFORT: [usize; 2] = [300, 30];

impl Lowering<'_> {
    /// Notes how one waits for what an operation answers. It is so for each way to send its body.
    pub(super) fn note_waits(
        &mut self,
        id: &str,
        declared: DeclaredOperation<'_>,
        ways: usize,
        place: Place<'_>,
    ) {
        let Some(told) = declared.operation.extensions.get(WAIT) else { return };
        let mut reader = Reader {
            code: Codes::INVALID_WAIT,
            pointers: "as `/status` does, and leads into what an operation answers",
            diagnostics: self.diagnostics,
        };
        let place = place.key(WAIT);
        let waits: Vec<ToldWait> = match told {
            Value::Array(entries) => {
                let entries = entries.iter().enumerate();
                entries
                    .filter_map(|(index, entry)| reader.wait(entry, &place.index(index)).ok())
                    .collect()
            }
            told => reader.wait(told, &place).into_iter().collect(),
        };
        let [wait, value] = EFFORT;
        let values: usize = waits.iter().map(ToldWait::value_count).sum();
        self.effort.spend((wait * waits.len() + value * values).saturating_mul(ways.max(1)));
        self.notes.waits.add(id, waits);
    }
}

impl Reader<'_> {
    fn wait(&mut self, value: &Value, place: &Place<'_>) -> Result<ToldWait, Reported> {
        let fields = self.object(value, &KEYS, "an object or a list of objects", HELP, place)?;
        let until = self.until(fields, place)?;
        let poll = self.text(fields, "poll", "it is the `operationId` of what is asked", place)?;
        let with = self.with(fields, place)?;
        if poll.is_none() && fields.contains_key("with") {
            let help = "say by `poll` which operation is asked, or leave `with` out: the operation \
                        that has the extension is asked with its own inputs";
            return self.report(&place.key("with"), "has no operation to give inputs to", help);
        }
        let of = self.pointer(fields, "of", place)?.unwrap_or_default();
        let Some(status) = self.pointer(fields, "status", place)? else {
            let help = "write where the status is, such as `status: /status`";
            return self.report(place, "needs `status`", help);
        };
        let Some(success) = self.values(fields, "success", place)?.filter(|it| !it.is_empty())
        else {
            let help = "write which values of the status mean success, such as `success: [done]`";
            return self.report(place, "needs `success`", help);
        };
        let failure = self.values(fields, "failure", place)?.unwrap_or_default();
        let pending = self.values(fields, "pending", place)?;
        let code = self.pointer(fields, "code", place)?;
        let message = self.pointer(fields, "message", place)?;
        let at = place.pointer();
        let told = ToldWait {
            at,
            until,
            poll,
            with,
            of,
            status,
            success,
            pending,
            failure,
            code,
            message,
        };
        self.distinct(&told, place)?;
        Ok(told)
    }

    /// What is waited for, of which the name of the method is made.
    fn until(
        &mut self,
        fields: &Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<String, Reported> {
        let help = "it is a word for what is waited for: `until: done` makes the method \
                    `wait_until_done`";
        match self.text(fields, "until", help, place)? {
            Some(until) if until.contains(char::is_alphanumeric) => Ok(until),
            Some(_) => self.report(&place.key("until"), "has no letter", help),
            None => self.report(place, "needs `until`", help),
        }
    }

    /// The inputs of the operation that is asked, and where their values are.
    fn with(
        &mut self,
        fields: &Map<String, Value>,
        place: &Place<'_>,
    ) -> Result<Vec<(String, String)>, Reported> {
        let place = place.key("with");
        match fields.get("with") {
            None => Ok(Vec::new()),
            Some(Value::Object(with)) => with
                .iter()
                .map(|(name, pointer)| {
                    Ok((name.clone(), self.pointer_of(pointer, &place.key(name))?))
                })
                .collect(),
            Some(_) => {
                let help = "it says where the inputs of the operation that is asked are in what was \
                            created: `with: {id: /id}`";
                self.report(&place, "must be an object", help)
            }
        }
    }

    /// The values of the status under a key.
    fn values(
        &mut self,
        fields: &Map<String, Value>,
        key: &str,
        place: &Place<'_>,
    ) -> Result<Option<Vec<Value>>, Reported> {
        let is_value = |value: &Value| {
            matches!(value, Value::String(_) | Value::Bool(_)) || value.is_i64() || value.is_u64()
        };
        let help = "it has values of the status, such as `[done]`: strings, booleans or integers";
        match fields.get(key) {
            None => Ok(None),
            Some(Value::Array(values)) => match values.iter().position(|value| !is_value(value)) {
                None => Ok(Some(values.clone())),
                Some(index) => {
                    self.report(&place.key(key).index(index), "is no value of a status", help)
                }
            },
            Some(_) => self.report(&place.key(key), "must be a list", help),
        }
    }

    /// Refuses a value that is said to mean two things.
    fn distinct(&mut self, told: &ToldWait, place: &Place<'_>) -> Result<(), Reported> {
        let pending = told.pending.as_deref().unwrap_or_default();
        let mut seen: HashMap<String, &str> = HashMap::new();
        let lists = [("success", &*told.success), ("failure", &told.failure), ("pending", pending)];
        for (key, values) in lists {
            for (index, value) in values.iter().enumerate() {
                if let Some(before) = seen.insert(value.to_string(), key) {
                    let what = format!("is in `{before}` already");
                    let help = "leave it where it belongs";
                    return self.report(&place.key(key).index(index), &what, help);
                }
            }
        }
        Ok(())
    }
}
