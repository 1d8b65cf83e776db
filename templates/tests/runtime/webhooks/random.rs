//! Requests at random: nothing panics, and nothing that was changed is taken for Twilio's.

use fastrand::Rng;
use http::{HeaderName, HeaderValue, Request, Uri};
use templates::webhooks::{SignatureError, Validator};

use super::{Arrived, TOKEN, signer, validator};

/// Characters that mean something somewhere.
const CHARACTERS: &[char] = &[
    'a', 'b', 'Z', '0', '9', '=', '&', '+', '%', '/', '?', '#', ':', '@', '[', ']', '.', '-', ' ',
    '\n', 'ü', '你', '😀', '\u{0}',
];

/// What begins as something that is read.
const BEGINNINGS: &[&str] = &["", "", "https://", "http://", "https://a", "https://[", "http://@"];

fn text(rng: &mut Rng, longest: usize) -> String {
    let length = rng.usize(..=longest);
    (0..length).filter_map(|_| rng.choice(CHARACTERS).copied()).collect()
}

fn bytes(rng: &mut Rng) -> Vec<u8> {
    let length = rng.usize(..=40);
    (0..length).map(|_| rng.u8(..)).collect()
}

/// Some text, with one of its characters changed.
fn changed(rng: &mut Rng, text: &str, to: &[char]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let index = rng.usize(..characters.len());
    let others: Vec<char> = to.iter().copied().filter(|it| *it != characters[index]).collect();
    characters[index] = others[rng.usize(..others.len())];
    characters.into_iter().collect()
}

fn any_request(rng: &mut Rng) -> Arrived {
    let body = if rng.bool() { bytes(rng) } else { text(rng, 30).into_bytes() };
    let mut request = Request::new(body);
    if let Ok(uri) = Uri::try_from(format!("/{}", text(rng, 20))).or(Uri::try_from(text(rng, 20))) {
        *request.uri_mut() = uri;
    }
    let signature = match rng.u8(..4) {
        0 => bytes(rng),
        _ => signer().signature(&text(rng, 5), &[]).into_bytes(),
    };
    let form = b"application/x-www-form-urlencoded".to_vec();
    let headers = [
        ("x-twilio-signature", signature),
        ("content-type", if rng.bool() { form } else { bytes(rng) }),
        ("host", text(rng, 10).into_bytes()),
        ("x-forwarded-host", text(rng, 10).into_bytes()),
        ("x-original-uri", text(rng, 10).into_bytes()),
        ("x-forwarded-prefix", text(rng, 10).into_bytes()),
        ("x-twilio-webhooks-signature-settings", format!("algorithm={}", text(rng, 2)).into()),
    ];
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(&value).ok().filter(|_| rng.u8(..4) > 0);
        request.headers_mut().extend(value.map(|value| (HeaderName::from_static(name), value)));
    }
    request
}

#[test]
fn nothing_panics_and_nothing_is_taken_for_twilios() {
    let mut rng = Rng::with_seed(17);
    let mut mismatches = 0;
    for _ in 0..2_000 {
        let request = any_request(&mut rng);
        let mut validator = validator();
        let url = format!("{}{}", rng.choice(BEGINNINGS).unwrap_or(&""), text(&mut rng, 20));
        if let Ok(with_url) = validator.clone().url(&url) {
            validator = with_url;
        }
        for checked in [validator.check(&request), validator.check_at(&url, &request)] {
            let error = checked.expect_err("it was never signed");
            assert!(!format!("{error} {error:?}").is_empty());
            mismatches += usize::from(matches!(error, SignatureError::Mismatch(_)));
        }
    }
    assert!(mismatches > 100, "only {mismatches} got as far as a comparison");
}

/// One character of a URL, a field, a body, a signature or a token.
#[test]
fn nothing_that_was_changed_is_taken_for_twilios() {
    let mut rng = Rng::with_seed(17);
    let plain: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').collect();
    for _ in 0..200 {
        let word = |rng: &mut Rng| (0..8).map(|_| rng.alphanumeric()).collect::<String>();
        let url = format!("https://example.com/{}?a={}", word(&mut rng), word(&mut rng));
        let fields = [(word(&mut rng), text(&mut rng, 9) + "x"), (word(&mut rng), word(&mut rng))];
        let fields = [0, 1].map(|index| (fields[index].0.as_str(), fields[index].1.as_str()));
        let body = text(&mut rng, 20) + "x";
        let form = signer().form(&url, &fields).expect("a URL");
        let other = signer().json(&url, body.as_str()).expect("a URL");
        for request in [&form, &other] {
            let validator = validator();
            validator.check(request).expect("the signature matches");

            let target = request.uri().to_string();
            let mut changed_target = request.clone();
            let target = format!("/{}", changed(&mut rng, &target[1..], &plain));
            *changed_target.uri_mut() = target.parse().expect("a target");
            validator.check(&changed_target).expect_err("the URL was changed");

            let mut changed_signature = request.clone();
            let signature = request.headers()["x-twilio-signature"].to_str().expect("base64");
            let signature = changed(&mut rng, signature, &plain).parse().expect("a header value");
            changed_signature.headers_mut().insert("x-twilio-signature", signature);
            validator.check(&changed_signature).expect_err("the signature was changed");

            let token = Validator::new(changed(&mut rng, TOKEN, &plain)).expect("a token");
            token.check(request).expect_err("the token was changed");
        }
        let index = rng.usize(..2);
        let value = changed(&mut rng, fields[index].1, CHARACTERS);
        let mut changed_fields = fields;
        changed_fields[index].1 = &value;
        let changed_form = signer().form(&url, &changed_fields).expect("a URL");
        validator().check(&form.clone().map(|_| changed_form.into_body())).expect_err("a field");

        let changed_body = changed(&mut rng, &body, CHARACTERS).into_bytes();
        validator().check(&other.map(|_| changed_body)).expect_err("the body was changed");
    }
}
