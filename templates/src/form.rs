//! Forms whose fields are those of an object, and fields that tell themselves what they are.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::parameter::Json;
use crate::request::Request;

impl<C> Request<C> {
    /// Appends the properties of an object to the form that is the request's body:
    /// text as it is, a field for each element of an array, and objects as JSON.
    /// `None` adds no field, but the body is a form all the same.
    pub fn form_of<T: Serialize>(mut self, body: impl Into<Option<Json<T>>>) -> Self {
        // Without a field, it is a form too.
        self = self.form("", None::<String>);
        let properties = match body.into().map(|Json(value)| serde_json::to_value(value)) {
            None => return self,
            Some(Ok(Value::Object(properties))) => properties,
            Some(Ok(_)) => {
                self.refuse("a form has to be an object".to_owned());
                return self;
            }
            Some(Err(error)) => {
                self.refuse(format!("the form cannot be written as JSON: {error}"));
                return self;
            }
        };
        properties.into_iter().fold(self, |request, (name, value)| request.form_value(name, value))
    }

    /// Appends a value to the form that tells itself what it is: text as it is, and an object
    /// as JSON; or a field for each element of a list. `null` adds none, but the body is a
    /// form all the same.
    pub fn form_value(mut self, name: impl Into<Cow<'static, str>>, value: impl Serialize) -> Self {
        let name = name.into();
        match serde_json::to_value(value) {
            Ok(Value::Null) => self.form(name, None::<String>),
            Ok(Value::Array(items)) => self.form(name, Json::each(items)),
            Ok(value) => self.form(name, Json(value)),
            Err(error) => {
                self.refuse(format!("form field `{name}` cannot be written as JSON: {error}"));
                self
            }
        }
    }
}
