//! Tenants. Each has a journal of its own.

use acd::{ApplicationId, Country, Timestamp};

use crate::statement::statement;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub id: ApplicationId,
    pub name: String,
    pub created: Timestamp,
}

impl Application {
    /// Makes it, or gives it another name.
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO application (id, name, created) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            self.id,
            &*self.name,
            self.created,
        ))
    }

    /// OP02: its passwords are known to everybody from now on.
    pub fn is_a_demo(id: ApplicationId) -> Write {
        Write::one(
            statement!("UPDATE application SET demo = $1 WHERE id = $2", true, id).must_touch(),
        )
    }

    /// VC06: where a number without a country is read.
    pub fn is_in(id: ApplicationId, country: Country) -> Write {
        let country = country.letters();
        Write::one(
            statement!("UPDATE application SET country = $1 WHERE id = $2", &*country, id)
                .must_touch(),
        )
    }

    /// F01: it runs now. Beside the journal, because nothing has happened.
    pub fn lives(id: ApplicationId, now: Timestamp) -> Write {
        Write::one(statement!(
            "UPDATE application SET alive = $1 WHERE id = $2 AND alive < $1",
            now,
            id,
        ))
    }
}

impl Store {
    /// All of them, the oldest first: each gets a driver at boot.
    pub async fn applications(&self) -> Result<Vec<Application>, ReadError> {
        let all = statement!("SELECT id, name, created FROM application ORDER BY created, id");
        let rows = self.database.rows(&all).await;
        let read = |row: &crate::row::Row| {
            Ok(Application {
                id: row.id("id", ApplicationId)?,
                name: row.read("name")?,
                created: row.time("created")?,
            })
        };
        rows.and_then(|rows| rows.iter().map(read).collect())
            .map_err(ReadError::of("the applications"))
    }

    /// VC06: where a number without a country is read.
    pub async fn country(&self, id: ApplicationId) -> Result<Option<Country>, ReadError> {
        let asked = statement!("SELECT country FROM application WHERE id = $1", id);
        let row = self.database.row(&asked).await.map_err(ReadError::of("a country"))?;
        let Some(row) = row else { return Ok(None) };
        let letters: Option<String> = row.read("country").map_err(ReadError::of("a country"))?;
        Ok(letters.and_then(|letters| Country::try_from(letters).ok()))
    }

    /// OP02: whether one of the applications is a demo's.
    pub async fn has_a_demo(&self) -> Result<bool, ReadError> {
        let any = statement!("SELECT id FROM application WHERE demo LIMIT 1");
        let row = self.database.row(&any).await.map_err(ReadError::of("the applications"))?;
        Ok(row.is_some())
    }
}
