//! What a database holds of its sessions once the server has ended: the messages as they are stored, the ends as the journal
//! tells them.

use std::collections::BTreeMap;

use acd::{ContactEnded, Event};
use robot::exactly_once::{KeptMessage, KeptSession};
use sqlx::types::Uuid;

use crate::database::Database;

pub(crate) async fn read(database: &Database) -> anyhow::Result<Vec<KeptSession>> {
    let mut reader = database.reader().await?;
    let mut sessions: BTreeMap<Uuid, KeptSession> = BTreeMap::new();
    let kept = |contact| KeptSession { contact, ends: 0, messages: Vec::new() };
    for (contact, sequence, id, text) in reader.messages().await? {
        let session = sessions.entry(contact).or_insert_with(|| kept(contact));
        session.messages.push(KeptMessage { sequence: u64::try_from(sequence)?, id, text });
    }
    for (_, _, events) in reader.after(0).await? {
        for event in events.0 {
            if let Event::ContactEnded(ContactEnded { contact, .. }) = event {
                sessions.entry(contact.0).or_insert_with(|| kept(contact.0)).ends += 1;
            }
        }
    }
    reader.close().await?;
    Ok(sessions.into_values().collect())
}
