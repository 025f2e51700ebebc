//! Customers, and all that names them. The journal holds their id only, so that erasing a row here erases the person.

use acd::{ApplicationId, CustomerId, Timestamp};

use crate::row::Row;
use crate::statement::{Statement, statement};
use crate::{ReadError, Store, TokenHash, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    pub id: CustomerId,
    pub application: ApplicationId,
    pub name: Option<String>,
    /// As the trunk gave it; unique in the application.
    pub phone: Option<String>,
    /// DK14: proved by the customer's own site; unique in the application.
    pub user_id: Option<String>,
    pub created: Timestamp,
}

impl Customer {
    /// Somebody who calls for the first time, or is called. Changes nothing if the number has a customer already: they themselves, or
    /// another.
    pub fn add_caller(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO customer (id, application, name, phone, user_id, created)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING",
            self.id,
            self.application,
            self.name.as_deref(),
            self.phone.as_deref(),
            self.user_id.as_deref(),
            self.created,
        ))
    }

    /// [`crate::WriteError::Taken`] if the number or the `user_id` is another customer's.
    pub fn put(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO customer (id, application, name, phone, user_id, created)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE
             SET name = excluded.name, phone = excluded.phone, user_id = excluded.user_id",
            self.id,
            self.application,
            self.name.as_deref(),
            self.phone.as_deref(),
            self.user_id.as_deref(),
            self.created,
        ))
    }

    /// The customer's browser is known by this token from now on.
    pub fn add_token(&self, token: TokenHash, now: Timestamp) -> Write {
        Write::one(statement!(
            "INSERT INTO customer_token (token_hash, customer, application, created)
             VALUES ($1, $2, $3, $4)",
            token,
            self.id,
            self.application,
            now,
        ))
    }

    fn read(row: &Row) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id("id", CustomerId)?,
            application: row.id("application", ApplicationId)?,
            name: row.read("name")?,
            phone: row.read("phone")?,
            user_id: row.read("user_id")?,
            created: row.time("created")?,
        })
    }
}

impl Store {
    pub async fn customer(
        &self,
        application: ApplicationId,
        id: CustomerId,
    ) -> Result<Option<Customer>, ReadError> {
        self.one_customer(&statement!(
            "SELECT id, application, name, phone, user_id, created FROM customer
             WHERE application = $1 AND id = $2",
            application,
            id,
        ))
        .await
    }

    /// Who calls from this number.
    pub async fn customer_by_phone(
        &self,
        application: ApplicationId,
        phone: &str,
    ) -> Result<Option<Customer>, ReadError> {
        self.one_customer(&statement!(
            "SELECT id, application, name, phone, user_id, created FROM customer
             WHERE application = $1 AND phone = $2",
            application,
            phone,
        ))
        .await
    }

    pub async fn customer_by_user_id(
        &self,
        application: ApplicationId,
        user_id: &str,
    ) -> Result<Option<Customer>, ReadError> {
        self.one_customer(&statement!(
            "SELECT id, application, name, phone, user_id, created FROM customer
             WHERE application = $1 AND user_id = $2",
            application,
            user_id,
        ))
        .await
    }

    pub async fn customer_by_token(
        &self,
        application: ApplicationId,
        token: TokenHash,
    ) -> Result<Option<Customer>, ReadError> {
        self.one_customer(&statement!(
            "SELECT customer.id, customer.application, customer.name, customer.phone,
                 customer.user_id, customer.created
             FROM customer JOIN customer_token ON customer_token.customer = customer.id
             WHERE customer_token.application = $1 AND customer_token.token_hash = $2",
            application,
            token,
        ))
        .await
    }

    /// The people behind the contacts that are not over: what a server needs to know at boot.
    pub async fn customers_with_open_contacts(
        &self,
        application: ApplicationId,
    ) -> Result<Vec<Customer>, ReadError> {
        let asked = statement!(
            "SELECT id, application, name, phone, user_id, created FROM customer
             WHERE id IN (SELECT customer FROM record WHERE application = $1 AND ended IS NULL)
             ORDER BY id",
            application,
        );
        let rows = self.database.rows(&asked).await;
        rows.and_then(|rows| rows.iter().map(Customer::read).collect())
            .map_err(ReadError::of("the customers with open contacts"))
    }

    async fn one_customer(&self, asked: &Statement) -> Result<Option<Customer>, ReadError> {
        let row = self.database.row(asked).await;
        row.and_then(|row| row.as_ref().map(Customer::read).transpose())
            .map_err(ReadError::of("a customer"))
    }
}
