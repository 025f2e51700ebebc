//! Argon2id, off the async threads, two at a time and with a bounded queue, so that a flood of logins takes neither both cores
//! nor the memory (ASVS 11).

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use store::PasswordHash as StoredHash;
use tokio::sync::Semaphore;

use super::password_rule::normalised;

const HASHES_AT_ONCE: usize = 2;
static TURN: Semaphore = Semaphore::const_new(HASHES_AT_ONCE);

/// Who would have to wait behind so many is told to come again: about four seconds' work.
const WAITING_MAX: usize = 256;
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// A hash that no password fits: verified for an unknown e-mail, so that both answers take the same time (AC08).
static NOBODY: LazyLock<String> = LazyLock::new(|| digest(&uuid::Uuid::new_v4().to_string()));

/// OP06: too many wait already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Busy;

/// The PHC string to keep.
pub(crate) async fn hash(password: &str) -> Result<StoredHash, Busy> {
    let password = normalised(password);
    on_own_thread(move || StoredHash(digest(&password))).await
}

/// Whether the password fits. Without a hash the work is done all the same, and the answer is no.
pub(crate) async fn verify(password: &str, hash: Option<StoredHash>) -> Result<bool, Busy> {
    let password = normalised(password);
    on_own_thread(move || {
        let known = hash.is_some();
        let hash = hash.map_or_else(|| NOBODY.clone(), |hash| hash.0);
        let fits = PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
        });
        known && fits
    })
    .await
}

fn digest(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .expect("the default parameters can hash any password")
        .to_string()
}

async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Busy> {
    let _place = Place::take()?;
    let _turn = TURN.acquire().await.expect("the semaphore is never closed");
    metrics::counter!("rapport_password_hashes_total").increment(1);
    Ok(tokio::task::spawn_blocking(work).await.expect("hashing does not panic"))
}

/// A place in the queue, given back however the wait ends.
struct Place;

impl Place {
    fn take() -> Result<Self, Busy> {
        let before = WAITING.fetch_add(1, Ordering::Relaxed);
        let place = Self;
        if before < WAITING_MAX { Ok(place) } else { Err(Busy) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ac02_a_password_is_kept_as_argon2id_with_the_parameters_of_owasp() {
        let StoredHash(hash) = hash("try-me-2026!").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn ac12_a_password_fits_however_its_accents_are_typed_and_no_other_does() {
        let kept = hash("caf\u{e9}-bar-7").await.unwrap();
        assert_eq!(verify("cafe\u{301}-bar-7", Some(kept.clone())).await, Ok(true));
        assert_eq!(verify("cafe-bar-7", Some(kept)).await, Ok(false));
        assert_eq!(verify("cafe-bar-7", None).await, Ok(false));
    }
}
