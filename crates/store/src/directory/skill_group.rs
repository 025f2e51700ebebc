//! AD02: groups.

use acd::{ApplicationId, Group, GroupId};

use crate::Write;
use crate::row::Row;
use crate::statement::statement;
use crate::value::Value;

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
