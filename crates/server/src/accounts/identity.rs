//! DK14: who a site says its customer is: a short-lived JWT (RFC 7519) that the site's own server signs with the channel's secret.
//! One algorithm and no choice (RFC 8725): HS256, compared exactly, before anything else of it is believed.

use acd::{Millis, Timestamp};
use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::Value;
use store::ChannelSecretId;

/// RFC 7518, section 3.2.
const ALGORITHM: &str = "HS256";
/// Good for so long at most, from when it is shown here.
const LASTS_MAX: Millis = Millis::from_secs(60 * 60);
/// Of the whole token. One with all that is read is a tenth of it.
const SIZE_MAX: usize = 4 * 1024;
const USER_ID_MAX: usize = 128;
const NAME_MAX: usize = 80;

/// What a channel's site signs with, opened.
pub(crate) struct SigningSecret {
    pub(crate) id: ChannelSecretId,
    pub(crate) key: Vec<u8>,
}

/// What the site has said of its customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    pub(crate) user_id: String,
    pub(crate) name: Option<String>,
    /// What it was signed with.
    pub(crate) secret: ChannelSecretId,
}

/// Why nobody is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    Malformed,
    /// Also `none`, and every one that is safe elsewhere.
    Algorithm,
    Signature,
    Audience,
    Expired,
    /// It would be good for more than an hour.
    TooLong,
    TooEarly,
}

/// What a token says of itself. `crit` names extensions that must be understood; we understand none (RFC 7515, section 4.1.11).
type Header = serde_json::Map<String, Value>;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Audience,
    exp: u64,
    nbf: Option<u64>,
    name: Option<String>,
}

/// One or a list (RFC 7519, section 4.1.3).
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// `audience` is the key of the channel's site.
pub(crate) fn verify(
    token: &str,
    audience: &str,
    secrets: &[SigningSecret],
    now: Timestamp,
) -> Result<Verified, Doubt> {
    if token.len() > SIZE_MAX {
        return Err(Doubt::Malformed);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Doubt::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(Doubt::Malformed)?;
    let header: Header = part(header)?;
    let algorithm = header.get("alg").and_then(Value::as_str).ok_or(Doubt::Malformed)?;
    if algorithm != ALGORITHM || header.contains_key("crit") {
        return Err(Doubt::Algorithm);
    }
    let signature = decoded(signature)?;
    let secret = secrets.iter().find(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret.key);
        // It compares in constant time.
        hmac::verify(&key, signed.as_bytes(), &signature).is_ok()
    });
    let secret = secret.ok_or(Doubt::Signature)?.id;
    let claims: Claims = part(claims)?;
    let meant = match &claims.aud {
        Audience::One(one) => one == audience,
        Audience::Many(many) => many.iter().any(|one| one == audience),
    };
    if !meant {
        return Err(Doubt::Audience);
    }
    in_time(&claims, now)?;
    Ok(Verified { user_id: user_id(claims.sub)?, name: name(claims.name.as_deref())?, secret })
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Doubt> {
    serde_json::from_slice(&decoded(text)?).map_err(|_| Doubt::Malformed)
}

fn decoded(text: &str) -> Result<Vec<u8>, Doubt> {
    BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| Doubt::Malformed)
}

fn in_time(claims: &Claims, now: Timestamp) -> Result<(), Doubt> {
    let at = |seconds: u64| seconds.saturating_mul(1_000);
    if at(claims.exp) <= now.0 {
        return Err(Doubt::Expired);
    }
    if at(claims.exp) > now.0.saturating_add(LASTS_MAX.0) {
        return Err(Doubt::TooLong);
    }
    match claims.nbf {
        Some(from) if at(from) > now.0 => Err(Doubt::TooEarly),
        Some(_) | None => Ok(()),
    }
}

/// As the site wrote it, to the letter: two that look alike are two customers.
fn user_id(sub: String) -> Result<String, Doubt> {
    let length = sub.chars().count();
    let is_good = (1..=USER_ID_MAX).contains(&length) && !sub.chars().any(char::is_control);
    if is_good { Ok(sub) } else { Err(Doubt::Malformed) }
}

fn name(said: Option<&str>) -> Result<Option<String>, Doubt> {
    let Some(said) = said else { return Ok(None) };
    let said = said.trim();
    if said.chars().any(char::is_control) || said.chars().count() > NAME_MAX {
        return Err(Doubt::Malformed);
    }
    Ok(Some(said.to_owned()).filter(|said| !said.is_empty()))
}

#[cfg(test)]
mod tests;
