//! Secrets that the server itself must read again: seeds of one-time codes, mails on their way. Sealed with the
//! installation's key, which lies beside the database and not in it, and bound to what they are for.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use rand::Rng;

const KEY_FILE: &str = "master.key";
const KEY_BYTES: usize = 32;

pub(crate) struct Seal(RandomizedNonceKey);

/// It was not sealed by this installation for this purpose, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret cannot be opened: is {KEY_FILE} the one that belongs to this data?")]
pub(crate) struct Broken;

impl Seal {
    /// Reads the key; the first start makes it.
    pub(crate) fn of(data: &Path) -> anyhow::Result<Self> {
        let path = data.join(KEY_FILE);
        if !path.exists() {
            make(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let mut key = [0; KEY_BYTES];
        hex::decode_to_slice(text.trim(), &mut key)
            .with_context(|| format!("{} is not 64 hexadecimal digits", path.display()))?;
        Ok(Self::with(&key))
    }

    fn with(key: &[u8; KEY_BYTES]) -> Self {
        Self(RandomizedNonceKey::new(&AES_256_GCM, key).expect("the key has the cipher's length"))
    }

    /// `purpose` names the row: sealed bytes that are moved to another one do not open there.
    pub(crate) fn close(&self, purpose: &str, secret: &[u8]) -> Vec<u8> {
        let mut sealed = secret.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(purpose), &mut sealed);
        let nonce = nonce.expect("a secret of ours is shorter than the cipher's limit");
        let mut out = nonce.as_ref().to_vec();
        out.append(&mut sealed);
        out
    }

    pub(crate) fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(Broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Broken)?;
        let mut body = body.to_vec();
        let opened = self.0.open_in_place(nonce, Aad::from(purpose), &mut body);
        opened.map(|secret| secret.to_vec()).map_err(|_| Broken)
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Seal(…)")
    }
}

/// Readable by the server's own account only.
fn make(path: &Path) -> std::io::Result<()> {
    let mut key = [0; KEY_BYTES];
    rand::rng().fill_bytes(&mut key);
    let mut file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{}", hex::encode(key))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_purpose_and_unchanged() {
        let seal = Seal::with(&[7; KEY_BYTES]);
        let sealed = seal.close("mail 1", b"secret");
        assert_eq!(seal.open("mail 1", &sealed), Ok(b"secret".to_vec()));
        assert_ne!(sealed, seal.close("mail 1", b"secret"), "each time another nonce");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal.open("mail 2", &sealed), Err(Broken));
        assert_eq!(Seal::with(&[8; KEY_BYTES]).open("mail 1", &sealed), Err(Broken));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open("mail 1", &changed), Err(Broken));
            assert_eq!(seal.open("mail 1", &sealed[..at]), Err(Broken));
        }
    }

    #[test]
    fn the_key_is_made_once_and_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let data = std::env::temp_dir().join(format!("rapport-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&data).unwrap();
        let sealed = Seal::of(&data).unwrap().close("x", b"kept");
        assert_eq!(Seal::of(&data).unwrap().open("x", &sealed), Ok(b"kept".to_vec()));
        let mode = std::fs::metadata(data.join(KEY_FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::remove_dir_all(data).unwrap();
    }
}
