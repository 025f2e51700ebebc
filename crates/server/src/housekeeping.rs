//! What is kept for a while and then dropped: the answers to commands, and logins that have expired.

use std::time::Duration;

use store::{Login, Store};

use crate::application::Applications;
use driver::Clock;

const EVERY: Duration = Duration::from_hours(1);

/// For as long as the process lives. Nothing depends on it but the size of the tables.
pub(crate) async fn keep_house(store: Store, applications: Applications, clock: Clock) {
    let mut hour = tokio::time::interval(EVERY);
    loop {
        hour.tick().await;
        let mut done = vec![store.write(Login::forget_expired(clock.now())).await];
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
    }
}
