//! AD02: groups.

use acd::{ApplicationId, Group, GroupId};

use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;
use crate::{ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq)]
pub struct SkillGroup {
    pub name: String,
    pub routing: Group,
}

impl SkillGroup {
    pub fn put(&self, application: ApplicationId) -> Write {
        Write::one(statement!(
            "INSERT INTO skill_group (id, application, name, routing) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, routing = excluded.routing",
            self.routing.id,
            application,
            &*self.name,
            Value::json(&self.routing),
        ))
    }

    pub fn remove(id: GroupId) -> Write {
        Write::one(statement!("DELETE FROM skill_group WHERE id = $1", id))
    }

    pub(crate) fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self { name: row.read("name")?, routing: row.json("routing")? })
    }
}

impl Store {
    /// By name.
    pub async fn skill_groups(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<SkillGroup>, ReadError> {
        let asked = statement!(
            "SELECT name, routing FROM skill_group WHERE application = $1 ORDER BY name, id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(SkillGroup::read).collect())
            .map_err(ReadError::of("the groups"))
    }
}
