//! Judging an id_token that came from the token endpoint itself.
//!
//! OpenID Connect Core 3.1.3.7, point 6: over TLS, directly between portal and provider, the connection proves
//! who speaks, so the signature need not be checked. Everything else is. Tokens that come any other way (through
//! the browser) are never looked at.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

/// How far clocks may be apart, seconds.
const SKEW: i64 = 120;
/// Oldest token that is taken, seconds: it was made for this very answer.
const OLDEST: i64 = 600;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Exactly this issuer.
    pub issuer: &'a str,
    /// For exactly this client.
    pub client_id: &'a str,
    /// For exactly this way.
    pub nonce: &'a str,
    /// UTC seconds.
    pub now: i64,
    /// She must have shown who she is no earlier than this, UTC seconds.
    pub shown_since: Option<i64>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    auth_time: Option<f64>,
}

/// The subject that a token names.
///
/// # Errors
/// Which check did not pass; for the log.
pub fn subject(token: &str, expected: &Expected<'_>) -> Result<String, &'static str> {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err("the id_token has not three parts");
    };
    let header: Header = read(header).ok_or("the id_token's header cannot be read")?;
    if header.alg.eq_ignore_ascii_case("none") || header.alg.is_empty() || signature.is_empty() {
        return Err("the id_token is not signed");
    }
    let claims: Claims = read(claims).ok_or("the id_token's claims cannot be read")?;
    if claims.iss != expected.issuer {
        return Err("the id_token is of another issuer");
    }
    let ours = |audience: &String| audience == expected.client_id;
    let for_us = match &claims.aud {
        Audience::One(one) => ours(one),
        // Any other audience is one that we do not trust.
        Audience::Many(many) => !many.is_empty() && many.iter().all(ours),
    };
    if !for_us {
        return Err("the id_token is for another client");
    }
    if claims.azp.is_some_and(|party| party != expected.client_id) {
        return Err("the id_token was made for another party");
    }
    #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
    let (now, skew, oldest) = (expected.now as f64, SKEW as f64, OLDEST as f64);
    if claims.exp.is_nan() || claims.exp <= now - skew {
        return Err("the id_token is too old");
    }
    if !(now - oldest..=now + skew).contains(&claims.iat) || claims.nbf.is_some_and(|from| from > now + skew)
    {
        return Err("the id_token was made at another time");
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err("the id_token is for another way");
    }
    if let Some(since) = expected.shown_since {
        #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
        let since = since as f64 - skew;
        if claims.auth_time.is_none_or(|at| at < since) {
            return Err("she has not shown again who she is");
        }
    }
    if is_subject(&claims.sub) { Ok(claims.sub) } else { Err("the id_token names nobody") }
}

/// 1 to 255 visible ASCII characters, as OpenID Connect Core 2 says.
pub fn is_subject(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn read<T: for<'a> Deserialize<'a>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn expected() -> Expected<'static> {
        Expected { issuer: "https://op", client_id: "us", nonce: "n", now: NOW, shown_since: None }
    }

    fn good() -> Value {
        json!({ "iss": "https://op", "sub": "s", "aud": "us", "exp": NOW + 60, "iat": NOW, "nonce": "n" })
    }

    fn token(header: &Value, claims: &Value, signature: &str) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.{signature}", part(header), part(claims))
    }

    fn with(change: Value) -> String {
        let mut claims = good();
        for (name, value) in change.as_object().cloned().unwrap_or_default() {
            claims[name] = value;
        }
        token(&json!({ "alg": "RS256" }), &claims, "c2ln")
    }

    #[rstest]
    #[case(json!({}))]
    #[case(json!({ "aud": ["us"] }))]
    #[case(json!({ "azp": "us" }))]
    #[case(json!({ "exp": NOW + 60, "iat": NOW - 30, "nbf": NOW - 30 }))]
    #[case(json!({ "sub": "a".repeat(255) }))]
    fn takes_what_is_right(#[case] change: Value) {
        assert!(subject(&with(change), &expected()).is_ok());
    }

    #[rstest]
    #[case(json!({ "iss": "https://op/" }), "another issuer")]
    #[case(json!({ "iss": "https://OP" }), "another issuer")]
    #[case(json!({ "iss": null }), "cannot be read")]
    #[case(json!({ "aud": "them" }), "another client")]
    #[case(json!({ "aud": [] }), "another client")]
    #[case(json!({ "aud": ["us", "them"] }), "another client")]
    #[case(json!({ "aud": null }), "cannot be read")]
    #[case(json!({ "azp": "them" }), "another party")]
    #[case(json!({ "exp": NOW - 121 }), "too old")]
    #[case(json!({ "exp": null }), "cannot be read")]
    #[case(json!({ "exp": "soon" }), "cannot be read")]
    #[case(json!({ "iat": NOW - 601 }), "another time")]
    #[case(json!({ "iat": NOW + 121 }), "another time")]
    #[case(json!({ "nbf": NOW + 121 }), "another time")]
    #[case(json!({ "nonce": "other" }), "another way")]
    #[case(json!({ "nonce": null }), "another way")]
    #[case(json!({ "nonce": "" }), "another way")]
    #[case(json!({ "sub": "" }), "names nobody")]
    #[case(json!({ "sub": "a".repeat(256) }), "names nobody")]
    #[case(json!({ "sub": "é" }), "names nobody")]
    #[case(json!({ "sub": 7 }), "cannot be read")]
    fn refuses_what_is_wrong(#[case] change: Value, #[case] why: &str) {
        let refused = subject(&with(change), &expected());
        assert!(refused.as_ref().is_err_and(|said| said.contains(why)), "{refused:?}");
    }

    #[test]
    fn refuses_what_is_no_signed_token() {
        for header in
            [json!({ "alg": "none" }), json!({ "alg": "NONE" }), json!({ "alg": "" }), json!({}), json!([])]
        {
            assert!(subject(&token(&header, &good(), "c2ln"), &expected()).is_err(), "{header}");
        }
        let whole = with(json!({}));
        let (bare, _) = whole.rsplit_once('.').expect("three parts");
        let padded = format!("{}=.{}", "e30", "e30.e30");
        for garbled in [
            "",
            ".",
            "..",
            "a.b",
            "a.b.c",
            "a.b.c.d",
            &format!("{bare}."),
            bare,
            &padded,
            &format!("{whole}.x"),
        ] {
            assert!(subject(garbled, &expected()).is_err(), "{garbled}");
        }
    }

    #[test]
    fn a_proof_must_be_fresh() {
        let expected = Expected { shown_since: Some(NOW), ..expected() };
        assert!(subject(&with(json!({})), &expected).is_err());
        assert!(subject(&with(json!({ "auth_time": NOW - 121 })), &expected).is_err());
        assert!(subject(&with(json!({ "auth_time": NOW + 5 })), &expected).is_ok());
    }
}
