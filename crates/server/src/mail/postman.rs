//! Carries what waits, again and again with longer pauses, until it is delivered or not worth it any more (F65).

use acd::{Millis, Timestamp};
use futures::StreamExt;
use store::{MAIL_JOB, Store, WaitingJob};

use super::carrier::Undelivered;
use super::{Parcel, PostOffice};
use driver::{Clock, Time};

/// A server that hangs holds up so many and not all.
const AT_ONCE: usize = 4;
const ROUND_MAX: u32 = 64;
/// How long until the next attempt, by how many have failed; then the last of them.
const PAUSES: [Millis; 7] = [
    Millis::from_secs(5),
    Millis::from_secs(30),
    Millis::from_secs(2 * 60),
    Millis::from_secs(10 * 60),
    Millis::from_secs(30 * 60),
    Millis::from_secs(60 * 60),
    Millis::from_secs(2 * 60 * 60),
];
/// How long a store that did not answer is left alone.
const RETRY_EVERY: Millis = Millis::from_secs(5);

impl PostOffice {
    /// For as long as the process lives.
    pub(crate) async fn work(self, store: Store, clock: Clock) {
        loop {
            let next = match self.round(&store, clock).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::warn!(error = &*error, "mails were not looked after");
                    Some(clock.now().after(RETRY_EVERY))
                }
            };
            let wake = async {
                match next {
                    Some(due) => clock.until(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.0.bell.notified() => {}
                () = wake => {}
            }
        }
    }

    /// Carries all that is due. When the next one is.
    async fn round(&self, store: &Store, clock: Clock) -> Outcome<Option<Timestamp>> {
        loop {
            let due = store.due_jobs(MAIL_JOB, clock.now(), ROUND_MAX).await?;
            if due.is_empty() {
                return Ok(store.next_job(MAIL_JOB).await?);
            }
            let carried = futures::stream::iter(due)
                .map(|job| self.carry(store, clock, job))
                .buffer_unordered(AT_ONCE);
            let outcomes: Vec<Outcome<()>> = carried.collect().await;
            outcomes.into_iter().collect::<Outcome<()>>()?;
        }
    }

    async fn carry(&self, store: &Store, clock: Clock, waiting: WaitingJob) -> Outcome<()> {
        let WaitingJob { job, attempts, .. } = waiting;
        let parcel: Parcel = serde_json::from_value(job.body)?;
        let outcome = self.attempt(&job.id, &parcel, clock).await;
        let now = clock.now();
        match outcome {
            Ok(()) => store.mail_sent(job.id, now).await?,
            Err(Undelivered::Never(why)) => {
                tracing::warn!(mail.id = %job.id, why, "a mail cannot be delivered");
                store.mail_failed(job.id, &why, now).await?;
            }
            Err(Undelivered::NotYet(why)) => {
                let due = now.after(pause_after(attempts));
                if due < parcel.until {
                    tracing::info!(mail.id = %job.id, why, "a mail is tried again later");
                    store.mail_delayed(job.id, due, &why, now).await?;
                } else {
                    tracing::warn!(mail.id = %job.id, why, "a mail is given up");
                    store.mail_failed(job.id, &why, now).await?;
                }
            }
        }
        Ok(())
    }

    async fn attempt(
        &self,
        id: &uuid::Uuid,
        parcel: &Parcel,
        clock: Clock,
    ) -> Result<(), Undelivered> {
        let Some(carrier) = &self.0.carrier else {
            return Err(Undelivered::Never("No mail server is configured any more".to_owned()));
        };
        if clock.now() >= parcel.until {
            return Err(Undelivered::Never("It was too late for it".to_owned()));
        }
        let mail =
            self.unpack(*id, parcel).map_err(|broken| Undelivered::Never(broken.to_string()))?;
        carrier.deliver(&mail, clock.now()).await
    }
}

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn pause_after(attempts: u64) -> Millis {
    let at = usize::try_from(attempts).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
    PAUSES[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f65_pauses_grow_and_a_password_that_lasts_three_days_is_tried_until_its_end() {
        assert!(PAUSES.is_sorted());
        assert_eq!(pause_after(0), PAUSES[0]);
        assert_eq!(pause_after(1_000), PAUSES[6]);
        let tries = (0..).scan(0, |at, attempt| {
            *at += pause_after(attempt).0;
            (*at < 72 * 60 * 60 * 1000).then_some(())
        });
        assert!((30..60).contains(&tries.count()));
    }
}
