//! Argon2id, off the async threads and two at a time, so that a flood of logins cannot take both cores (SECURITY: ASVS 11).

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use store::PasswordHash as StoredHash;
use tokio::sync::Semaphore;

const HASHES_AT_ONCE: usize = 2;
static TURN: Semaphore = Semaphore::const_new(HASHES_AT_ONCE);

/// A hash that no password fits: verified for an unknown e-mail, so that both answers take the same time (AC08).
static NOBODY: LazyLock<String> = LazyLock::new(|| digest(&uuid::Uuid::new_v4().to_string()));

/// The PHC string to keep.
pub(crate) async fn hash(password: String) -> StoredHash {
    on_own_thread(move || StoredHash(digest(&password))).await
}

/// Whether the password fits. Without a hash the work is done all the same, and the answer is no.
pub(crate) async fn verify(password: String, hash: Option<StoredHash>) -> bool {
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

async fn on_own_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = TURN.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
}
