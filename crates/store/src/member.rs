//! Staff accounts.

use std::fmt;

use acd::{MemberId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::word::word;
use crate::{Language, ReadError, Store, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    /// AC01: the login name, unique in the installation whatever its case.
    pub email: String,
    pub name: String,
    pub nickname: String,
    pub password: PasswordHash,
    /// AC03: this password opens nothing but the page that changes it.
    pub must_change: bool,
    /// AC03: after this a mailed password is good for nothing.
    pub password_until: Option<Timestamp>,
    pub disabled: bool,
    pub language: Language,
    pub created: Timestamp,
}

/// The PHC string of an Argon2id hash (AC02). Not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PasswordHash(…)")
    }
}

impl Member {
    /// [`crate::WriteError::Taken`] if somebody has the e-mail.
    pub fn add(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO member (id, email, login_name, name, nickname, password_hash,
                 must_change, password_until, disabled, language, created)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            self.id,
            &*self.email,
            login_name(&self.email),
            &*self.name,
            &*self.nickname,
            &*self.password.0,
            self.must_change,
            self.password_until,
            self.disabled,
            word(self.language),
            self.created,
        ))
    }

    /// Writes everything but the password. Who is disabled has no login left.
    pub fn put(&self) -> Write {
        let put = statement!(
            "UPDATE member SET email = $1, login_name = $2, name = $3, nickname = $4, disabled = $5,
                 language = $6
             WHERE id = $7",
            &*self.email,
            login_name(&self.email),
            &*self.name,
            &*self.nickname,
            self.disabled,
            word(self.language),
            self.id,
        );
        let end = statement!(
            "DELETE FROM login WHERE member = $1
             AND EXISTS (SELECT 1 FROM member WHERE id = $1 AND disabled)",
            self.id,
        );
        Write { statements: vec![put.must_touch(), end] }
    }

    /// AC10: one chosen by the member, which is good for ever.
    pub fn change_password(id: MemberId, hash: &PasswordHash) -> Write {
        Write::one(
            statement!(
                "UPDATE member SET password_hash = $1, must_change = $2, password_until = NULL
                 WHERE id = $3",
                &*hash.0,
                false,
                id,
            )
            .must_touch(),
        )
    }

    /// AC02, AC09: one made by the server, to be changed at once.
    pub fn assign_password(id: MemberId, hash: &PasswordHash, until: Timestamp) -> Write {
        Write::one(
            statement!(
                "UPDATE member SET password_hash = $1, must_change = $2, password_until = $3
                 WHERE id = $4",
                &*hash.0,
                true,
                until,
                id,
            )
            .must_touch(),
        )
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", MemberId)?,
            email: row.read("email")?,
            name: row.read("name")?,
            nickname: row.read("nickname")?,
            password: PasswordHash(row.read("password_hash")?),
            must_change: row.read("must_change")?,
            password_until: row.maybe_time("password_until")?,
            disabled: row.read("disabled")?,
            language: row.word("language")?,
            created: row.time("created")?,
        })
    }
}

impl Store {
    pub async fn member(&self, id: MemberId) -> Result<Option<Member>, ReadError> {
        let asked = statement!(
            "SELECT id, email, name, nickname, password_hash, must_change, password_until,
                 disabled, language, created
             FROM member WHERE id = $1",
            id,
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Member::read).transpose())
            .map_err(ReadError::of("a member"))
    }

    /// AC01: whatever the case of the e-mail.
    pub async fn member_by_email(&self, email: &str) -> Result<Option<Member>, ReadError> {
        let asked = statement!(
            "SELECT id, email, name, nickname, password_hash, must_change, password_until,
                 disabled, language, created
             FROM member WHERE login_name = $1",
            login_name(email),
        );
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(Member::read).transpose())
            .map_err(ReadError::of("a member"))
    }

    /// OP02: whether anybody has an account yet.
    pub async fn has_members(&self) -> Result<bool, ReadError> {
        let any = statement!("SELECT id FROM member LIMIT 1");
        let row = self.database.row(&any).await.map_err(ReadError::of("the members"))?;
        Ok(row.is_some())
    }
}

/// AC01: one account whatever the case.
fn login_name(email: &str) -> String {
    email.trim().to_lowercase()
}
