//! Who has to do with a contact, without all that became of it: enough to say who may read what was said in it.

use acd::{ApplicationId, ContactId, MemberId};

use crate::row::Row;
use crate::statement::statement;
use crate::{ReadError, Record, Segment, Store, record, segment};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    pub record: Record,
    /// Those who had it, and who has it.
    pub segments: Vec<Segment>,
    /// For whom it rings now: they are shown what was said.
    pub offered: Vec<MemberId>,
}

impl Store {
    /// `None` for a contact that is not this application's.
    pub async fn concerned(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<Concerned>, ReadError> {
        let read = self.read_concerned(application, contact).await;
        read.map_err(ReadError::of("who has to do with a contact"))
    }

    async fn read_concerned(
        &self,
        application: ApplicationId,
        contact: ContactId,
    ) -> Result<Option<Concerned>, sqlx::Error> {
        let Some(row) = self.database.row(&record::one(application, contact)).await? else {
            return Ok(None);
        };
        let record = Record::read(&row)?;
        let rows = self.database.rows(&segment::of(contact)).await?;
        let segments = rows.iter().map(Segment::read).collect::<Result<_, _>>()?;
        let ringing =
            statement!("SELECT member FROM offer WHERE contact = $1 AND ended IS NULL", contact);
        let rows = self.database.rows(&ringing).await?;
        let member = |row: &Row| row.id("member", MemberId);
        let offered = rows.iter().map(member).collect::<Result<_, _>>()?;
        Ok(Some(Concerned { record, segments, offered }))
    }
}
