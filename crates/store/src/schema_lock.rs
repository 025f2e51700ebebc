//! One server for one schema of a PostgreSQL, until leases come (OP03). The lock is a session's, so that a killed server
//! leaves none behind for longer than the database takes to notice.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::time::Instant;

use crate::OpenError;

/// How long the database may take to notice that the server before us is gone.
const PATIENCE: Duration = Duration::from_secs(3);
const ASK_EVERY: Duration = Duration::from_millis(100);
/// Tells our locks from those of other programs on the same database.
const OURS: i32 = 0x5241_5050;

/// Held for as long as anything of the store can still write. When the database itself restarts, the lock goes with it, and
/// an append of a second server is still refused by the journal's sequence.
#[derive(Debug)]
pub(crate) struct SchemaLock {
    session: PgConnection,
}

impl SchemaLock {
    pub(crate) async fn take(options: &PgConnectOptions) -> Result<Self, OpenError> {
        let mut session = options.connect().await.map_err(OpenError::Connect)?;
        let until = Instant::now() + PATIENCE;
        while !try_lock(&mut session).await.map_err(OpenError::Connect)? {
            if Instant::now() >= until {
                let database = options.get_database().unwrap_or("the database");
                let what = format!("{database} at {}", options.get_host());
                return Err(OpenError::InUse { what });
            }
            tokio::time::sleep(ASK_EVERY).await;
        }
        Ok(Self { session })
    }

    pub(crate) async fn give_back(self) {
        // A session that is gone already has given it back.
        let _gone = self.session.close().await;
    }
}

async fn try_lock(session: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT pg_try_advisory_lock($1, hashtext(current_schema()::text))")
        .bind(OURS)
        .fetch_one(session)
        .await
}
