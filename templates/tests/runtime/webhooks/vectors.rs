//! Cases of which Twilio's Python library has made the outputs (`.ci/webhook_vectors.py`).

use std::{env, fs};

use http::Request;
use serde::Deserialize;
use templates::webhooks::{Signer, Validator};

use super::Arrived;

const CASES: &str = include_str!("vectors.json");

#[derive(Debug, Deserialize)]
struct Case {
    token: String,
    url: String,
    signed_url: Option<String>,
    #[serde(default)]
    fields: Vec<(String, String)>,
    received_fields: Option<Vec<(String, String)>>,
    body: Option<String>,
    received_body: Option<String>,
    algorithm: Option<String>,
    signature: String,
    is_valid: bool,
}

impl Case {
    fn signer(&self) -> Signer {
        match self.algorithm {
            Some(_) => Signer::with_shared_key(&self.token),
            None => Signer::new(&self.token),
        }
    }

    /// What is sent, and the URL is told beside it.
    fn request(&self) -> Arrived {
        let mut request = Request::post("/").header("X-Twilio-Signature", &self.signature);
        if let Some(algorithm) = &self.algorithm {
            let settings = format!("key=one,algorithm={algorithm}");
            request = request.header("X-Twilio-Webhooks-Signature-Settings", settings);
        }
        let form = || {
            let fields = self.received_fields.as_ref().unwrap_or(&self.fields);
            let mut form = form_urlencoded::Serializer::new(String::new());
            let form = form.extend_pairs(fields).finish();
            ("application/x-www-form-urlencoded; charset=utf-8", form)
        };
        let body = self.received_body.as_ref().or(self.body.as_ref());
        let json = body.map(|body| ("application/json", body.clone()));
        let (content_type, body) = json.unwrap_or_else(form);
        request.header("Content-Type", content_type).body(body.into_bytes()).expect("a request")
    }

    fn holds(&self) {
        let fields: Vec<_> = self.fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let signed_url = self.signed_url.as_ref().unwrap_or(&self.url);
        assert_eq!(self.signer().signature(signed_url, &fields), self.signature, "{self:#?}");
        let validator = Validator::new(&self.token).expect("a token");
        let request = self.request();
        let checked = validator.check_at(&self.url, &request);
        assert_eq!(checked.is_ok(), self.is_valid, "{checked:?} of {self:#?}");
    }
}

fn cases(text: &str) -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(text).expect("cases");
    assert!(cases.iter().any(|case| case.is_valid) && cases.iter().any(|case| !case.is_valid));
    cases
}

#[test]
fn signatures_are_those_of_twilios_library() {
    cases(CASES).iter().for_each(Case::holds);
}

/// Where the library is installed, `.ci/run` has it make up some more.
#[test]
fn signatures_are_those_of_twilios_library_today() {
    let Some(file) = env::var_os("WEBHOOK_VECTORS") else { return };
    cases(&fs::read_to_string(file).expect("a file")).iter().for_each(Case::holds);
}
