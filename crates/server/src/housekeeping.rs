//! What is kept for a while and then dropped: the answers to commands, logins that have expired, files that nobody has sent.

use std::time::Duration;

use acd::Timestamp;
use store::{CustomerToken, KnownDevice, Login, OneTimeLink, Store};

use crate::api::DEVICE_KEPT;
use crate::application::Applications;
use crate::files::{Files, sweep};
use driver::Clock;

const EVERY: Duration = Duration::from_hours(1);

/// For as long as the process lives. Nothing depends on it but the size of the tables.
pub(crate) async fn keep_house(
    store: Store,
    applications: Applications,
    files: Files,
    clock: Clock,
) {
    let mut hour = tokio::time::interval(EVERY);
    loop {
        hour.tick().await;
        let now = clock.now();
        let long_ago = Timestamp(now.0.saturating_sub(DEVICE_KEPT.0));
        let old = Login::forget_expired(now)
            .and(OneTimeLink::forget_expired(now))
            .and(CustomerToken::forget_expired(now))
            .and(KnownDevice::forget_unseen_since(long_ago));
        let mut done = vec![store.write(old).await];
        for application in applications.all() {
            done.push(store.forget_answers(application.id, application.clock.now()).await);
        }
        for done in done {
            if let Err(error) = done {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "old rows were not dropped"
                );
            }
        }
        sweep(&store, &files, &applications).await;
    }
}
