//! DK14: what is believed of a signed identity, and all that is not.

use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const SECONDS: u64 = NOW.0 / 1_000;
const KEY: &[u8] = b"the newer secret";
const OLD: &[u8] = b"the older secret";

fn secrets() -> [SigningSecret; 2] {
    let secret = |id, key: &[u8]| SigningSecret {
        id: ChannelSecretId(Uuid::from_u128(id)),
        key: key.to_vec(),
    };
    [secret(1, OLD), secret(2, KEY)]
}

fn sealed(header: &Value, claims: &Value, key: &[u8]) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", part(header), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref()))
}

fn claims() -> Value {
    json!({ "sub": "user-7", "aud": "shop", "exp": SECONDS + 300, "name": "Mia Moss" })
}

fn with(field: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[field] = value;
    claims
}

fn hs256(claims: &Value) -> String {
    sealed(&json!({ "alg": "HS256", "typ": "JWT" }), claims, KEY)
}

fn judge(token: &str) -> Result<Verified, Doubt> {
    verify(token, "shop", &secrets(), NOW)
}

#[test]
fn dk14_a_signed_identity_is_believed_with_either_secret() {
    let header = json!({ "alg": "HS256" });
    for (key, id) in [(OLD, 1), (KEY, 2)] {
        let verified = judge(&sealed(&header, &claims(), key)).unwrap();
        assert_eq!(verified.user_id, "user-7");
        assert_eq!(verified.name.as_deref(), Some("Mia Moss"));
        assert_eq!(verified.secret.0, Uuid::from_u128(id));
    }
    let among = judge(&hs256(&with("aud", json!(["else", "shop"])))).unwrap();
    assert_eq!(among.user_id, "user-7");
}

/// The example of RFC 7515, appendix A.1: a token that we did not make, with a key that is no text.
#[test]
fn the_signature_is_that_of_the_rfc() {
    let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                 eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
                 dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let secret = |key| SigningSecret { id: ChannelSecretId(Uuid::nil()), key };
    let secrets = [secret(BASE64URL_NOPAD.decode(key.as_bytes()).unwrap())];
    // The signature is good; it names neither a customer nor a site.
    assert_eq!(verify(token, "shop", &secrets, NOW), Err(Doubt::Malformed));
    assert_eq!(verify(token, "shop", &[secret(vec![1])], NOW), Err(Doubt::Signature));
}

#[test]
fn dk14_another_algorithm_is_refused_whatever_the_signature() {
    for alg in ["none", "None", "", "RS256", "HS384", "HS512", "hs256", "HS256 ", "ES256"] {
        let token = sealed(&json!({ "alg": alg }), &claims(), KEY);
        assert_eq!(judge(&token), Err(Doubt::Algorithm), "{alg}");
        let (signed, _) = token.rsplit_once('.').unwrap();
        assert_eq!(judge(&format!("{signed}.")), Err(Doubt::Algorithm), "{alg}, unsigned");
    }
    for crit in [json!(["b64"]), json!([]), Value::Null] {
        let critical = json!({ "alg": "HS256", "crit": crit, "b64": false });
        assert_eq!(judge(&sealed(&critical, &claims(), KEY)), Err(Doubt::Algorithm), "{crit}");
    }
}

#[test]
fn dk14_a_forged_identity_is_refused() {
    let token = hs256(&claims());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let others = sealed(&json!({ "alg": "HS256" }), &claims(), b"another channel's");
    assert_eq!(judge(&others), Err(Doubt::Signature));
    assert_eq!(judge(&format!("{signed}.")), Err(Doubt::Signature));
    assert_eq!(judge(&format!("{signed}.{}", &signature[..40])), Err(Doubt::Signature));
    let other = hs256(&with("sub", json!("user-8")));
    let (other, _) = other.rsplit_once('.').unwrap();
    assert_eq!(judge(&format!("{other}.{signature}")), Err(Doubt::Signature));
    assert_eq!(verify(&token, "shop", &[], NOW), Err(Doubt::Signature));
}

#[test]
fn dk14_an_identity_is_good_for_an_hour_at_most_and_for_one_site() {
    let at = |exp: u64| judge(&hs256(&with("exp", json!(exp)))).map(|_| ());
    assert_eq!(at(SECONDS - 1), Err(Doubt::Expired));
    assert_eq!(at(SECONDS), Err(Doubt::Expired));
    assert_eq!(at(SECONDS + 1), Ok(()));
    assert_eq!(at(SECONDS + 3_600), Ok(()));
    assert_eq!(at(SECONDS + 3_601), Err(Doubt::TooLong));
    assert_eq!(at(u64::MAX), Err(Doubt::TooLong));
    let later = hs256(&with("nbf", json!(SECONDS + 60)));
    assert_eq!(judge(&later), Err(Doubt::TooEarly));
    for aud in [json!("other"), json!("shop "), json!([]), json!(["other"])] {
        assert_eq!(judge(&hs256(&with("aud", aud))), Err(Doubt::Audience));
    }
}

#[test]
fn dk14_what_lacks_a_claim_or_makes_no_sense_is_refused() {
    for field in ["sub", "aud", "exp"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(field);
        assert_eq!(judge(&hs256(&claims)), Err(Doubt::Malformed), "without {field}");
    }
    for (field, value) in [
        ("sub", json!("")),
        ("sub", json!(7)),
        ("sub", json!("a\nb")),
        ("sub", json!("x".repeat(USER_ID_MAX + 1))),
        ("exp", json!("soon")),
        ("exp", json!(-1)),
        ("name", json!("x".repeat(NAME_MAX + 1))),
        ("name", json!("Mia\u{1b}[31m")),
        ("aud", json!(7)),
    ] {
        assert_eq!(judge(&hs256(&with(field, value.clone()))), Err(Doubt::Malformed), "{value}");
    }
    // A bare UserID, and shapes that are no token.
    for token in ["user-7", "", ".", "..", "a.b", "a.b.c", "e30.e30.e30.e30", &"x.".repeat(3_000)] {
        assert_eq!(judge(token), Err(Doubt::Malformed), "{token}");
    }
}
