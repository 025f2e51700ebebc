//! DK14: the secrets that sites sign their customers' identities with: drawn here, told once, and kept sealed.

use acd::{ChannelId, Timestamp};
use data_encoding::BASE64URL_NOPAD;
use rand::Rng;
use store::{ChannelSecret, ChannelSecretId};
use uuid::Uuid;

use crate::accounts::identity::SigningSecret;
use crate::accounts::seal::{Broken, Seal};

/// As long as the hash that it keys (RFC 7518, section 3.2).
const BYTES: usize = 32;

/// A new one, and the text that the site gets. The key is that text, because most libraries take it so.
pub(crate) fn draw(seal: &Seal, channel: ChannelId, now: Timestamp) -> (ChannelSecret, String) {
    let mut bytes = [0; BYTES];
    rand::rng().fill_bytes(&mut bytes);
    let text = BASE64URL_NOPAD.encode(&bytes);
    let id = ChannelSecretId(Uuid::now_v7());
    let sealed = seal.close(&purpose(id, channel), text.as_bytes());
    (ChannelSecret { id, channel, sealed, created: now }, text)
}

pub(crate) fn open(seal: &Seal, secret: &ChannelSecret) -> Result<SigningSecret, Broken> {
    let key = seal.open(&purpose(secret.id, secret.channel), &secret.sealed)?;
    Ok(SigningSecret { id: secret.id, key })
}

fn purpose(secret: ChannelSecretId, channel: ChannelId) -> String {
    format!("chat channel {channel}, secret {}", secret.0)
}
