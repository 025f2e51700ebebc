//! The tables, one source for both databases: three tokens stand for the types whose names differ.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// Never edited once released; a change is a new file.
const SOURCES: [(i64, &str, &str); 27] = [
    (1, "journal", include_str!("../migrations/0001_journal.sql")),
    (2, "people", include_str!("../migrations/0002_people.sql")),
    (3, "directory", include_str!("../migrations/0003_directory.sql")),
    (4, "contact", include_str!("../migrations/0004_contact.sql")),
    (5, "projection", include_str!("../migrations/0005_projection.sql")),
    (6, "last application", include_str!("../migrations/0006_last_application.sql")),
    (7, "accounts", include_str!("../migrations/0007_accounts.sql")),
    (8, "caller", include_str!("../migrations/0008_caller.sql")),
    (9, "application alive", include_str!("../migrations/0009_application_alive.sql")),
    (10, "demo", include_str!("../migrations/0010_demo.sql")),
    (11, "recording", include_str!("../migrations/0011_recording.sql")),
    (12, "pressed key", include_str!("../migrations/0012_pressed_key.sql")),
    (13, "outbound", include_str!("../migrations/0013_outbound.sql")),
    (14, "flow", include_str!("../migrations/0014_flow.sql")),
    (15, "SIP phone", include_str!("../migrations/0015_sip_phone.sql")),
    (16, "hand-over note", include_str!("../migrations/0016_hand_over_note.sql")),
    (17, "external leg", include_str!("../migrations/0017_external_leg.sql")),
    (18, "chosen phone", include_str!("../migrations/0018_chosen_phone.sql")),
    (19, "voicemail", include_str!("../migrations/0019_voicemail.sql")),
    (20, "strain", include_str!("../migrations/0020_strain.sql")),
    (21, "internal call", include_str!("../migrations/0021_internal_call.sql")),
    (22, "prompt", include_str!("../migrations/0022_prompt.sql")),
    (
        23,
        "internal call to a phone",
        include_str!("../migrations/0023_internal_call_to_a_phone.sql"),
    ),
    (24, "channel identity", include_str!("../migrations/0024_channel_identity.sql")),
    (26, "satisfaction", include_str!("../migrations/0026_satisfaction.sql")),
    (28, "attachment", include_str!("../migrations/0028_attachment.sql")),
    (29, "canned reply", include_str!("../migrations/0029_canned_reply.sql")),
];

/// What the tokens become.
pub(crate) struct Dialect {
    uuid: &'static str,
    json: &'static str,
    blob: &'static str,
}

pub(crate) const SQLITE: Dialect = Dialect { uuid: "BLOB", json: "TEXT", blob: "BLOB" };

/// `json` and not `jsonb`: bodies are opaque, and `jsonb` refuses an escaped U+0000.
pub(crate) const POSTGRES: Dialect = Dialect { uuid: "uuid", json: "json", blob: "bytea" };

pub(crate) fn migrator(dialect: &Dialect) -> Migrator {
    let migrations = SOURCES.map(|(version, name, source)| {
        let sql = source
            .replace("{{uuid}}", dialect.uuid)
            .replace("{{json}}", dialect.json)
            .replace("{{blob}}", dialect.blob);
        Migration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::Simple,
            // Our own files with our own words put in.
            AssertSqlSafe(sql).into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.into())
}
