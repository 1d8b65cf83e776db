//! What of a request Twilio has signed.

use std::borrow::Cow;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode;

use super::error::SignatureError;
use super::scheme::{Algorithm, SETTINGS, SIGNATURE, body_hash};
use super::url::Url;

/// How many fields a form may have. Those of Twilio have some dozens.
const MOST_FIELDS: usize = 1_000;

/// Name and value of a field, as they are after decoding; they need not be text.
pub(super) type Field<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// A request as far as its signature goes.
pub(super) struct Received<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) signature: Vec<u8>,
    pub(super) body: &'a [u8],
    body_hash: String,
    pub(super) is_form: bool,
    /// Those of a form, in the order in which they are signed.
    pub(super) fields: Vec<Field<'a>>,
}

/// What of a body is signed together with a URL.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Coverage {
    /// These texts, after that of the URL.
    Signed(Vec<Vec<u8>>),
    /// The URL has the hash of another body.
    OtherBody,
    /// Nothing, although there is a body.
    Nothing,
}

impl<'a> Received<'a> {
    pub(super) fn new(headers: &HeaderMap, body: &'a [u8]) -> Result<Self, SignatureError> {
        let settings = single(headers, SETTINGS)?.map_or(Ok(""), HeaderValue::to_str);
        let settings = settings.map_err(|_| SignatureError::Malformed)?;
        let algorithm = Algorithm::of_settings(settings)
            .map_err(|name| SignatureError::UnknownAlgorithm(name.to_owned()))?;
        let signature = single(headers, SIGNATURE)?.ok_or(SignatureError::Missing)?;
        let signature = algorithm.read(signature.as_bytes()).ok_or(SignatureError::Malformed)?;
        let is_form = is_form(headers);
        let fields = if is_form { fields(body)? } else { Vec::new() };
        Ok(Self { algorithm, signature, body, body_hash: body_hash(body), is_form, fields })
    }

    /// What of the body is signed together with this URL.
    pub(super) fn coverage(&self, url: &Url) -> Coverage {
        let mut texts = Vec::new();
        let hash = url.body_hash();
        if hash.as_ref() == Some(&self.body_hash) || (hash.is_none() && self.body.is_empty()) {
            texts.push(Vec::new());
        }
        // A body of which nothing would be signed has no fields.
        let text = text_of(&self.fields);
        if !text.is_empty() {
            texts.push(text);
        }
        match hash {
            _ if !texts.is_empty() => Coverage::Signed(texts),
            Some(_) => Coverage::OtherBody,
            None => Coverage::Nothing,
        }
    }

    /// Whether the signature is that of a text under a key.
    pub(super) fn is_signed(&self, key: &[u8], url: &str, text: &[u8]) -> bool {
        self.algorithm.verify(key, [url.as_bytes(), text], &self.signature)
    }
}

/// What of fields is signed: names and values without anything in between.
pub(super) fn text_of(fields: &[Field<'_>]) -> Vec<u8> {
    fields
        .iter()
        .flat_map(|(name, value)| [name, value])
        .flat_map(|it| it.iter().copied())
        .collect()
}

/// The value of a header that there is once, or not at all.
fn single<'h>(
    headers: &'h HeaderMap,
    name: &str,
) -> Result<Option<&'h HeaderValue>, SignatureError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(SignatureError::Malformed),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The fields in the order of their names and then values, each once, as Twilio's libraries sign them.
fn fields(body: &[u8]) -> Result<Vec<Field<'_>>, SignatureError> {
    let pairs = || body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    if pairs().nth(MOST_FIELDS).is_some() {
        return Err(SignatureError::TooManyFields);
    }
    let mut fields: Vec<_> = pairs()
        .map(|pair| {
            let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(equals + 1..).unwrap_or_default();
            (decoded(&pair[..equals]), decoded(value))
        })
        .collect();
    fields.sort_unstable();
    fields.dedup();
    Ok(fields)
}

fn decoded(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'+') {
        return percent_decode(text).into();
    }
    let spaced: Vec<u8> = text.iter().map(|it| if *it == b'+' { b' ' } else { *it }).collect();
    Cow::Owned(percent_decode(&spaced).collect())
}
