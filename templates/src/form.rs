//! Forms whose fields are those of an object.

use serde::Serialize;
use serde_json::Value;

use crate::parameter::Json;
use crate::request::Request;

impl<C, H> Request<C, H> {
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
        properties.into_iter().fold(self, |request, (name, value)| match value {
            Value::Null => request,
            Value::Array(items) => request.form(name, Json::each(items)),
            value => request.form(name, Json(value)),
        })
    }
}
