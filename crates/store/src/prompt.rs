//! AD05: prompts that admins have uploaded. The sound is in the row: it is there whole, or not at all.

use acd::{ApplicationId, Millis, Timestamp};
use flow::PromptId;
use uuid::Uuid;

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    pub id: PromptId,
    pub name: String,
    pub length: Millis,
    pub added: Timestamp,
}

/// What is heard: mono, 8 kHz, 16 bits, the lower byte first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptSound {
    pub id: PromptId,
    pub sound: Vec<u8>,
}

impl Prompt {
    pub fn add(&self, application: ApplicationId, sound: &[u8]) -> Write {
        Write::one(statement!(
            "INSERT INTO prompt (number, application, name, length, added, sound)
             VALUES ($1, $2, $3, $4, $5, $6)",
            column(self.id),
            application,
            &*self.name,
            self.length,
            self.added,
            sound,
        ))
    }

    pub fn remove(application: ApplicationId, id: PromptId) -> Write {
        let removed = statement!(
            "DELETE FROM prompt WHERE application = $1 AND number = $2",
            application,
            column(id),
        );
        Write::one(removed.must_touch())
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: id(row)?,
            name: row.read("name")?,
            length: row.number("length").map(Millis)?,
            added: row.time("added")?,
        })
    }
}

impl PromptSound {
    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { id: id(row)?, sound: row.read("sound")? })
    }
}

impl Store {
    /// In the order of their names.
    pub async fn prompts(&self, application: ApplicationId) -> Result<Vec<Prompt>, ReadError> {
        let asked = statement!(
            "SELECT number, name, length, added FROM prompt
             WHERE application = $1 ORDER BY name, number",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Prompt::read).collect())
            .map_err(ReadError::of("the prompts"))
    }

    pub async fn prompt_sound(
        &self,
        application: ApplicationId,
        id: PromptId,
    ) -> Result<Option<PromptSound>, ReadError> {
        let asked = statement!(
            "SELECT number, sound FROM prompt WHERE application = $1 AND number = $2",
            application,
            column(id),
        );
        let row = self.database.row(&asked).await.map_err(ReadError::of("a prompt"))?;
        let read = row.as_ref().map(PromptSound::read).transpose();
        read.map_err(ReadError::of("a prompt"))
    }

    /// Of all applications.
    pub async fn prompt_sounds(&self) -> Result<Vec<PromptSound>, ReadError> {
        let asked = statement!("SELECT number, sound FROM prompt ORDER BY number");
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(PromptSound::read).collect())
            .map_err(ReadError::of("what prompts sound like"))
    }
}

fn id(row: &Row) -> Result<PromptId, sqlx::Error> {
    Ok(PromptId(Uuid::from_u128(row.number("number")?.into())))
}

/// A number that no prompt has stands for one that is none.
fn column(PromptId(id): PromptId) -> u64 {
    u64::try_from(id.as_u128()).unwrap_or_default()
}
