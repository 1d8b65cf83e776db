//! Reads extensions that are objects. Whether what they say fits the operation is seen later, when all
//! types are known.

use serde_json::{Map, Value};

use document::diagnostics::{Code, Diagnostics, Place, quoted};
use document::did_you_mean;

/// Something is wrong, and has been reported.
pub(super) struct Reported;

/// Reads an extension.
pub(super) struct Reader<'r> {
    /// What a problem is reported as.
    pub(super) code: Code,
    /// What a JSON pointer looks like, and where it leads.
    pub(super) pointers: &'static str,
    pub(super) diagnostics: &'r mut Diagnostics,
}

impl Reader<'_> {
    /// The properties of an object that has none but these.
    pub(super) fn object<'v>(
        &mut self,
        value: &'v Value,
        known: &[&str],
        expected: &str,
        help: &str,
        place: &Place<'_>,
    ) -> Result<&'v Map<String, Value>, Reported> {
        let Value::Object(fields) = value else {
            return self.report(place, &format!("must be {expected}"), help);
        };
        let Some(key) = fields.keys().find(|key| !known.contains(&key.as_str())) else {
            return Ok(fields);
        };
        let all = || format!("it may have {}", listed(known));
        let help = did_you_mean(key, known.iter().copied()).unwrap_or_else(all);
        self.report(&place.key(key), &format!("is nothing that {} has", place.describe()), &help)
    }

    /// The JSON pointer under a key, if there is one.
    pub(super) fn pointer(
        &mut self,
        fields: &Map<String, Value>,
        key: &str,
        place: &Place<'_>,
    ) -> Result<Option<String>, Reported> {
        match fields.get(key) {
            None => Ok(None),
            Some(value) => self.pointer_of(value, &place.key(key)).map(Some),
        }
    }

    pub(super) fn pointer_of(
        &mut self,
        value: &Value,
        place: &Place<'_>,
    ) -> Result<String, Reported> {
        match value.as_str() {
            Some(text) if text.is_empty() || text.starts_with('/') => Ok(text.to_owned()),
            _ => {
                let help = format!("it begins with `/`, {}", self.pointers);
                self.report(place, "must be a JSON pointer", &help)
            }
        }
    }

    /// The text under a key, if there is one; `help` says what it is.
    pub(super) fn text(
        &mut self,
        fields: &Map<String, Value>,
        key: &str,
        help: &str,
        place: &Place<'_>,
    ) -> Result<Option<String>, Reported> {
        match fields.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => self.report(&place.key(key), "must be a string", help),
        }
    }

    /// Reports what is wrong with what is at a place.
    pub(super) fn report<T>(
        &mut self,
        place: &Place<'_>,
        what: &str,
        help: &str,
    ) -> Result<T, Reported> {
        let message = format!("{} {what}", place.describe());
        self.diagnostics.error(self.code, place, message).at_key().help(help);
        Err(Reported)
    }
}

/// Names as they stand in messages.
pub(super) fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}
