//! What the programs that try examples have in common: each reads examples from its input, one a
//! line, and says of each what became of it, one a line.

use std::io::{self, BufRead, Write};
use std::sync::LazyLock;

use bytes::Bytes;
use client::{Client, Content, Error, Json, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What became of an example.
pub type Answer = Value;

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let client = Client::builder().base_url("http://127.0.0.1").build();
    client.expect("a client for this machine can be made")
});

/// Tries all examples.
pub fn run(
    request: fn(&Client, u64, &mut Fields) -> Answer,
    response: fn(&Client, u64, Received) -> Answer,
) {
    for line in io::stdin().lock().lines() {
        let line = line.expect("the examples are text");
        let mut example: Value = serde_json::from_str(&line).expect("each is a line of JSON");
        let operation = example["operation"].as_u64().expect("it is of an operation");
        let answer = if let Some(content) = example.get("response") {
            let status = example["status"].as_u64().and_then(|status| u16::try_from(status).ok());
            let received = Received { status: status.unwrap_or(200), content: content.to_string() };
            response(&CLIENT, operation, received)
        } else if let Some(Value::Object(form)) = example.get_mut("form") {
            request(&CLIENT, operation, &mut Fields::new(std::mem::take(form), true))
        } else {
            let body = Map::from_iter([("body".to_owned(), example["body"].take())]);
            request(&CLIENT, operation, &mut Fields::new(body, false))
        };
        writeln!(io::stdout(), "{answer}").expect("somebody reads this");
    }
}

pub fn no_such_operation(_: &Client, _: &Fields) -> Answer {
    json!({ "failed": "the crate has no such operation" })
}

pub fn no_such_response(_: &Client, _: Received) -> Answer {
    json!({ "failed": "the crate has no such operation" })
}

/// A response that an example shows.
pub struct Received {
    status: u16,
    content: String,
}

impl Received {
    /// Reads it as the response to a request, and writes it again.
    #[allow(dead_code, reason = "a document may have no examples of responses")]
    pub fn read<C: Content>(
        self,
        request: &Request<C>,
        write: impl FnOnce(C::Body) -> Answer,
    ) -> Answer {
        let mut response = http::Response::new(Bytes::from(self.content.clone()));
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert("content-type", json);
        let error = match request.decode(response) {
            Ok(response) => {
                let misfits = misfits(&response);
                let answer = write(response.into_body());
                return match answer.get("read") {
                    Some(json) if !misfits.is_empty() => {
                        json!({ "read_in_part": { "json": json, "misfits": misfits } })
                    }
                    _ => answer,
                };
            }
            Err(error) => error,
        };
        let kept = match &error {
            Error::Api(error) => error.body(),
            Error::Decode(error) => error.body(),
            _ => &Bytes::new(),
        };
        let is_kept = *kept == self.content;
        json!({ "refused": { "error": error.to_string(), "is_kept": is_kept } })
    }
}

/// What does not fit its type. An integer for which there is no room fits its schema all the same.
fn misfits<T>(response: &Response<T>) -> Vec<String> {
    let misfits = response.misfits().iter().map(ToString::to_string);
    misfits.filter(|misfit| !misfit.contains(": invalid value: integer ")).collect()
}

/// A value of a type that it fits as a whole.
fn fitting<T: DeserializeOwned>(value: &Value) -> Option<T> {
    let request = CLIENT.request::<Json<T>>("Read", http::Method::GET, "/");
    let response = request.decode(http::Response::new(value.to_string().into())).ok()?;
    misfits(&response).is_empty().then(|| response.into_body())
}

/// What was read from a response, written again.
#[allow(dead_code, reason = "a document may have no examples of responses")]
pub fn written(body: &impl Serialize) -> Answer {
    match serde_json::to_value(body) {
        Ok(written) => json!({ "read": written }),
        Err(error) => json!({ "failed": error.to_string() }),
    }
}

/// A response that was read as something else.
#[allow(dead_code, reason = "a document may have no examples of responses")]
pub fn no_json() -> Answer {
    json!({ "failed": "the response is not read as JSON" })
}

/// What an example of a request says.
pub struct Fields {
    /// What has not been used yet.
    left: Map<String, Value>,
    is_form: bool,
    made_up: Vec<String>,
    unfit: Vec<String>,
    by_hand: Vec<String>,
}

#[allow(dead_code, reason = "a document may have no examples of requests")]
impl Fields {
    fn new(left: Map<String, Value>, is_form: bool) -> Self {
        Self { left, is_form, made_up: Vec::new(), unfit: Vec::new(), by_hand: Vec::new() }
    }

    /// The value of a field that the operation cannot be called without.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str, made_up: &str) -> T {
        self.optional(name).unwrap_or_else(|| {
            self.made_up.push(name.to_owned());
            self::made_up(made_up)
        })
    }

    /// The value of a field, if there is one that fits its type.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.left.get(name)?;
        if self.is_form && value.is_null() {
            return None;
        }
        let read = fitting(value).or_else(|| {
            // A form is made of texts, whatever the example writes them as.
            let alternatives = if self.is_form { as_others(value) } else { Vec::new() };
            alternatives.iter().find_map(fitting)
        });
        match read {
            Some(_) => drop(self.left.remove(name)),
            None => self.unfit.push(name.to_owned()),
        }
        read
    }

    /// Adds what is left, and says what would be sent.
    pub fn sent<C: Content>(&mut self, mut request: Request<C>) -> Answer {
        for (name, value) in std::mem::take(&mut self.left) {
            if self.is_form && value.is_null() {
                continue;
            }
            request = match value {
                value if !self.is_form => request.json(Json(value)),
                Value::Array(items) => {
                    items.into_iter().fold(request, |request, item| request.form(name.clone(), Json(item)))
                }
                value => request.form(name.clone(), Json(value)),
            };
            self.by_hand.push(name);
        }
        let sent = match request.unauthenticated().to_http() {
            Ok(sent) => sent,
            Err(error) => return json!({ "failed": error.to_string() }),
        };
        let content_type = sent.headers().get("content-type");
        let is_form = content_type.is_some_and(|it| it == "application/x-www-form-urlencoded");
        let form: Vec<_> = match is_form {
            true => form_urlencoded::parse(sent.body()).into_owned().collect(),
            false => Vec::new(),
        };
        let json: Option<Value> =
            if is_form { None } else { serde_json::from_slice(sent.body()).ok() };
        json!({ "sent": {
            "json": json,
            "form": form,
            "made_up": self.made_up,
            "unfit": self.unfit,
            "by_hand": self.by_hand,
        } })
    }
}

/// A value that the API does not get to see.
pub fn made_up<T: DeserializeOwned>(made_up: &str) -> T {
    let others = ["2020-01-01", "2020-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000"];
    let others = others.map(Value::from).into_iter().chain([json!(1), json!([]), json!({}), Value::Null]);
    let first = serde_json::from_str(made_up).unwrap_or_default();
    let mut values = std::iter::once(first).chain(others);
    let value = values.find_map(|value| T::deserialize(value).ok());
    value.expect("one of these is a value of every type")
}

/// Other values that are the same in a form.
fn as_others(value: &Value) -> Vec<Value> {
    let mut others = match value {
        Value::String(text) => serde_json::from_str(text).into_iter().collect(),
        Value::Number(_) | Value::Bool(_) => vec![Value::String(value.to_string())],
        Value::Array(items) => vec![items.iter().flat_map(|item| as_others(item).into_iter().next().or(Some(item.clone()))).collect()],
        _ => Vec::new(),
    };
    if !value.is_array() {
        let lists: Vec<_> = [value].into_iter().chain(&others).map(|value| json!([value])).collect();
        others.extend(lists);
    }
    others
}
