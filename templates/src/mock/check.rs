//! Whether a request is what the API's document says.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde_json::Value;

use super::multipart;
use super::received::{FORM, ReceivedPart, media_type};
use super::route::{self, NoRoute, Route, decoded};
use super::schema::Validator;
use super::table::{Input, Operation, Scheme, Table};
use super::values::{self, Texts};

/// A request, apart from where it came from.
pub(super) struct Sent<'a> {
    pub(super) method: &'a Method,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a Bytes,
}

/// What was made of a request.
#[derive(Default)]
pub(super) struct Checked<'t> {
    pub(super) operation: Option<&'t Operation>,
    pub(super) values: BTreeMap<(String, String), Value>,
    pub(super) parts: Vec<ReceivedPart>,
    /// What is wrong with it, if anything is.
    pub(super) refusal: Option<Refusal>,
}

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: String,
}

impl Refusal {
    fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }
}

/// Looks for the operation of a request, and for what is wrong with it.
pub(super) async fn check<'t>(table: &'t Table, sent: &Sent<'_>, is_strict: bool) -> Checked<'t> {
    let routes = match route::find(table, sent.method, sent.path, sent.query) {
        Ok(routes) => routes,
        Err(no_route) => {
            return Checked { refusal: Some(not_found(sent, &no_route)), ..Checked::default() };
        }
    };
    let sent_as = media_type(sent.headers);
    let Some(route) = way(routes, &sent_as, sent) else {
        let why = format!("the body is `{sent_as}`, which the operation does not take");
        let refusal = Some(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        return Checked { refusal, ..Checked::default() };
    };
    let mut checked = Checked { operation: Some(route.operation), ..Checked::default() };
    if let Err(why) = authenticate(table, route.operation, sent) {
        checked.refusal = Some(Refusal::new(StatusCode::UNAUTHORIZED, why));
        return checked;
    }
    let checker = Checker { table, sent, sent_as: &sent_as, route: &route, is_strict };
    if let Err(why) = checker.read(&mut checked).await {
        checked.refusal = Some(Refusal::new(StatusCode::BAD_REQUEST, why));
    }
    checked
}

fn not_found(sent: &Sent<'_>, no_route: &NoRoute) -> Refusal {
    let path = sent.path;
    match no_route {
        NoRoute::Path => {
            Refusal::new(StatusCode::NOT_FOUND, format!("no operation has the path {path}"))
        }
        NoRoute::Method(methods) => Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("{path} has {}, and not {}", methods.join(", "), sent.method),
        ),
    }
}

/// Of the ways in which an operation sends its body, that of a media type. The first is for a
/// request that has none.
fn way<'t>(mut routes: Vec<Route<'t>>, sent_as: &str, sent: &Sent<'_>) -> Option<Route<'t>> {
    let takes = |route: &Route<'_>| {
        let declared = &route.operation.media_types;
        declared.is_empty() && sent_as.is_empty()
            || declared.iter().any(|declared| covers(declared, sent_as))
    };
    let position = routes.iter().position(takes);
    // An operation without a body does not look at one, and what has no media type is looked at
    // as what it should be.
    let position = position.or_else(|| {
        let is_silent = sent_as.is_empty() || sent.body.is_empty();
        routes.iter().position(|route| is_silent || route.operation.media_types.is_empty())
    })?;
    Some(routes.swap_remove(position))
}

/// Whether a media type, or a range of them, covers another, whatever their parameters.
pub(super) fn covers(declared: &str, media_type: &str) -> bool {
    let plain = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (declared, media_type) = (plain(declared), plain(media_type));
    match declared.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => media_type.split('/').next() == Some(kind),
        None => declared == media_type,
    }
}

/// Whether a request has credentials of all schemes in one of the sets that are taken.
fn authenticate(table: &Table, operation: &Operation, sent: &Sent<'_>) -> Result<(), String> {
    let missing = |set: &Vec<String>| {
        let schemes = set.iter().filter_map(|name| Some((name, table.schemes.get(name)?)));
        schemes.filter(|(_, scheme)| !is_there(scheme, sent)).map(|(name, _)| name.clone()).next()
    };
    let mut needed = operation.security.iter().map(missing);
    match needed.next() {
        None | Some(None) => Ok(()),
        Some(Some(_)) if needed.any(|missing| missing.is_none()) => Ok(()),
        Some(Some(name)) => {
            let place = table.schemes.get(&name).map(place).unwrap_or_default();
            Err(format!("credentials are missing: `{name}` ({place})"))
        }
    }
}

fn place(scheme: &Scheme) -> String {
    match scheme {
        Scheme::Basic => "basic authentication in the header Authorization".to_owned(),
        Scheme::Bearer => "a bearer token in the header Authorization".to_owned(),
        Scheme::Authorization => "the header Authorization".to_owned(),
        Scheme::Header { name } => format!("the header {name}"),
        Scheme::Query { name } => format!("the query parameter {name}"),
        Scheme::Cookie { name } => format!("the cookie {name}"),
    }
}

fn is_there(scheme: &Scheme, sent: &Sent<'_>) -> bool {
    let authorization = || sent.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ');
    let has = |pairs: Vec<(String, String)>, wanted: &str| {
        pairs.iter().any(|(name, text)| name == wanted && !text.is_empty())
    };
    match scheme {
        Scheme::Basic => authorization().is_some_and(|(kind, text)| {
            let decoded = STANDARD.decode(text).unwrap_or_default();
            kind.eq_ignore_ascii_case("basic") && decoded.contains(&b':')
        }),
        Scheme::Bearer => authorization().is_some_and(|(kind, token)| {
            kind.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()
        }),
        Scheme::Authorization => sent.headers.contains_key(AUTHORIZATION),
        Scheme::Header { name } => sent.headers.contains_key(name.as_str()),
        Scheme::Query { name } => has(pairs(sent.query), name),
        Scheme::Cookie { name } => has(cookies(sent.headers), name),
    }
}

/// The names, decoded, and the texts, encoded, of a query or a form.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, text)| (decoded_field(name), text.to_owned())).collect()
}

/// A text in a query or a form, decoded.
pub(super) fn decoded_field(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(|line| line.split(';')).filter_map(|it| it.trim().split_once('='));
    cookies.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

struct Checker<'a> {
    table: &'a Table,
    sent: &'a Sent<'a>,
    sent_as: &'a str,
    route: &'a Route<'a>,
    is_strict: bool,
}

impl Checker<'_> {
    /// Reads all inputs, up to the first that is wrong.
    async fn read(&self, checked: &mut Checked<'_>) -> Result<(), String> {
        let operation = self.route.operation;
        if operation.body_required && self.sent.body.is_empty() {
            return Err("the body is missing".to_owned());
        }
        let is_multipart = self.sent_as.starts_with("multipart/");
        if is_multipart && !self.sent.body.is_empty() {
            let content_type = self.sent.headers.get(CONTENT_TYPE);
            let content_type = content_type.and_then(|it| it.to_str().ok()).unwrap_or_default();
            let parts = multipart::parts(content_type, self.sent.body).await;
            checked.parts = parts.map_err(|error| format!("the body cannot be read: {error}"))?;
        }
        let query = pairs(self.sent.query);
        let form = self.form();
        let cookies = cookies(self.sent.headers);
        let path: Vec<_> = self
            .route
            .parameters
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.clone()))
            .collect();
        let parts = text_parts(&checked.parts);
        for input in &operation.inputs {
            let named = |pairs, decode| values::value(self.table, input, &Texts { pairs, decode });
            let value = match input.place.as_str() {
                "path" if path.iter().any(|(name, _)| *name == input.name) => named(&path, decoded),
                // It stands in the query that belongs to the path.
                "path" | "query" => named(&query, decoded_field),
                "header" => named(&self.header(&input.name), str::to_owned),
                "cookie" => named(&cookies, decoded),
                "field" => named(&form, decoded_field),
                "part" if input.file => {
                    let is_there = checked.parts.iter().any(|part| part.name == input.name);
                    needed(input, is_there)?;
                    continue;
                }
                "part" => named(&parts, str::to_owned),
                _ => self.body(input, &form, checked),
            };
            self.keep(input, value, checked)?;
        }
        if self.is_strict { self.undeclared(&query, &form) } else { Ok(()) }
    }

    fn form(&self) -> Vec<(String, String)> {
        if self.sent_as == FORM {
            pairs(&String::from_utf8_lossy(self.sent.body))
        } else {
            Vec::new()
        }
    }

    fn header(&self, name: &str) -> Vec<(String, String)> {
        let Ok(header) = HeaderName::try_from(name) else { return Vec::new() };
        let lines = self.sent.headers.get_all(header).into_iter();
        let lines: Vec<_> = lines.filter_map(|line| line.to_str().ok()).collect();
        if lines.is_empty() { Vec::new() } else { vec![(name.to_owned(), lines.join(","))] }
    }

    /// The whole body.
    fn body(
        &self,
        input: &Input,
        form: &[(String, String)],
        checked: &Checked<'_>,
    ) -> Result<Option<Value>, String> {
        let body = self.sent.body;
        if input.parts || body.is_empty() && !input.form {
            let is_there = input.parts && !checked.parts.is_empty() || !body.is_empty();
            return Ok(is_there.then_some(Value::Null));
        }
        if input.json {
            let json = serde_json::from_slice(body);
            return json.map(Some).map_err(|error| format!("is not JSON: {error}"));
        }
        if input.form {
            let fields = form.iter().map(|(name, text)| (name.as_str(), decoded_field(text)));
            return Ok(Some(self.whole_form(input, fields)));
        }
        Ok(Some(String::from_utf8_lossy(body).into()))
    }

    /// A form with a field for each property of an object.
    fn whole_form<'f>(
        &self,
        input: &Input,
        fields: impl Iterator<Item = (&'f str, String)>,
    ) -> Value {
        let schema = self.table.resolve(&input.schema);
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in fields {
            texts.entry(name.to_owned()).or_default().push(text);
        }
        let values = texts.into_iter().map(|(name, texts)| {
            let property = Input {
                place: "field".to_owned(),
                name: name.clone(),
                explode: true,
                value: true,
                schema: values::property(self.table, schema, &name),
                ..Input::default()
            };
            let pairs: Vec<_> = texts.into_iter().map(|text| (name.clone(), text)).collect();
            let texts = Texts { pairs: &pairs, decode: str::to_owned };
            let value = values::value(self.table, &property, &texts);
            let first = || pairs.first().map(|(_, text)| text.clone()).unwrap_or_default();
            (name, value.ok().flatten().unwrap_or_else(|| first().into()))
        });
        Value::Object(values.collect())
    }

    /// Keeps a value if it is there and right.
    fn keep(
        &self,
        input: &Input,
        value: Result<Option<Value>, String>,
        checked: &mut Checked<'_>,
    ) -> Result<(), String> {
        let (place, name) = (&input.place, &input.name);
        let value = value.map_err(|why| format!("{} {why}", called(input)))?;
        needed(input, value.is_some())?;
        let Some(value) = value else { return Ok(()) };
        let is_opaque = input.parts || place == "body" && !input.json && !input.form;
        if !is_opaque {
            let validator = Validator::new(self.table, self.is_strict);
            if let Some(violation) = validator.violation(&input.schema, &value) {
                let colon = if violation.starts_with('`') { ":" } else { "" };
                return Err(format!("{}{colon} {violation}", called(input)));
            }
        }
        checked.values.insert((place.clone(), name.clone()), value);
        Ok(())
    }

    /// What the operation does not have, in a query or a form. The name of an object in brackets
    /// is that in front of them.
    fn undeclared(
        &self,
        query: &[(String, String)],
        form: &[(String, String)],
    ) -> Result<(), String> {
        let operation = self.route.operation;
        let is_declared = |name: &str, places: [&str; 2]| {
            let own = name.split(['[', '.']).next().unwrap_or_default();
            operation.inputs.iter().any(|input| {
                places.contains(&input.place.as_str())
                    && (input.name == name
                        || input.name == own
                        || input.form
                        || values::has_property(self.table, &input.schema, name))
            })
        };
        let is_credential = |name: &str| {
            self.table.schemes.values().any(
                |scheme| matches!(scheme, Scheme::Query { name: of_scheme } if of_scheme == name),
            )
        };
        let fixed = operation.path.split_once('?').map_or("", |(_, fixed)| fixed);
        let is_fixed = |name: &str| pairs(fixed).iter().any(|(fixed, _)| fixed == name);
        for (name, _) in query {
            if !is_declared(name, ["query", "path"]) && !is_credential(name) && !is_fixed(name) {
                return Err(format!("the operation has no query parameter `{name}`"));
            }
        }
        for (name, _) in form {
            if !is_declared(name, ["field", "body"]) {
                return Err(format!("the operation has no field `{name}`"));
            }
        }
        Ok(())
    }
}

/// The parts that are text.
fn text_parts(parts: &[ReceivedPart]) -> Vec<(String, String)> {
    let texts = parts.iter().filter_map(|part| {
        let text = std::str::from_utf8(&part.content).ok()?;
        Some((part.name.clone(), text.to_owned()))
    });
    texts.collect()
}

/// How messages name an input.
fn called(input: &Input) -> String {
    let name = &input.name;
    match input.place.as_str() {
        "body" => "the body".to_owned(),
        "field" => format!("the field `{name}`"),
        "part" => format!("the part `{name}`"),
        "header" => format!("the header `{name}`"),
        "cookie" => format!("the cookie `{name}`"),
        place => format!("the {place} parameter `{name}`"),
    }
}

fn needed(input: &Input, is_there: bool) -> Result<(), String> {
    if input.required && !is_there {
        return Err(format!("{} is missing", called(input)));
    }
    Ok(())
}
