//! Saved states, so that a restart need not fold the whole journal. The bytes are made and read elsewhere.

use acd::{ApplicationId, Timestamp};

use crate::statement::{Statement, statement};
use crate::{Seq, Store, Write, WriteError};

/// Says how the bytes are to be read. A snapshot of another schema is as good as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaHash(pub u64);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The last entry that is in it.
    pub seq: Seq,
    /// When that entry happened.
    pub at: Timestamp,
    pub schema: SchemaHash,
    pub body: Vec<u8>,
}

impl SchemaHash {
    const fn column(self) -> i64 {
        self.0.cast_signed()
    }
}

impl Store {
    /// Keeps this one and the one before it.
    pub async fn save_snapshot(
        &self,
        application: ApplicationId,
        snapshot: Snapshot,
    ) -> Result<(), WriteError> {
        let Snapshot { seq, at, schema, body } = snapshot;
        let put = statement!(
            "INSERT INTO snapshot (application, seq, schema_hash, at, body)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (application, seq) DO UPDATE
             SET schema_hash = excluded.schema_hash, at = excluded.at, body = excluded.body",
            application,
            seq.0,
            schema.column(),
            at,
            body,
        );
        let prune = statement!(
            "DELETE FROM snapshot WHERE application = $1 AND seq < (
                 SELECT MIN(seq) FROM (
                     SELECT seq FROM snapshot WHERE application = $1 ORDER BY seq DESC LIMIT 2
                 ) AS kept
             )",
            application,
        );
        self.write(Write { statements: vec![put, prune] }).await?;
        Ok(())
    }

    /// For a snapshot that turned out to be unreadable: the journal alone is enough.
    pub async fn forget_snapshots(&self, application: ApplicationId) -> Result<(), WriteError> {
        let forget = statement!("DELETE FROM snapshot WHERE application = $1", application);
        self.write(Write::one(forget)).await?;
        Ok(())
    }
}

/// A snapshot from behind the journal's end (a restored backup) is not taken.
pub(crate) fn latest(application: ApplicationId, schema: SchemaHash) -> Statement {
    statement!(
        "SELECT snapshot.seq, snapshot.at, snapshot.body
         FROM snapshot JOIN application ON application.id = snapshot.application
         WHERE snapshot.application = $1 AND snapshot.schema_hash = $2
           AND snapshot.seq <= application.seq
         ORDER BY snapshot.seq DESC LIMIT 1",
        application,
        schema.column(),
    )
}
