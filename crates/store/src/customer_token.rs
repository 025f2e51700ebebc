//! What a customer's browser or app is known by: a token that is good at one chat channel.

use acd::{ApplicationId, ChannelId, CustomerId, Timestamp};

use crate::row::Row;
use crate::statement::statement;
use crate::{ChannelSecretId, Customer, ReadError, Store, TokenHash, Write};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerToken {
    pub hash: TokenHash,
    pub application: ApplicationId,
    pub customer: CustomerId,
    /// Where it is good; absent for one from before tokens had a channel.
    pub channel: Option<ChannelId>,
    /// Absent for an anonymous customer's.
    pub proof: Option<TokenProof>,
    pub created: Timestamp,
}

/// DK14: what a token of a verified customer was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenProof {
    pub secret: ChannelSecretId,
    /// When it is good no more.
    pub expires: Timestamp,
}

impl CustomerToken {
    pub fn add(&self) -> Write {
        Write::one(statement!(
            "INSERT INTO customer_token
                 (token_hash, customer, application, created, channel, secret, expires)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            self.hash,
            self.customer,
            self.application,
            self.created,
            self.channel.map(|channel| channel.0),
            self.proof.map(|proof| proof.secret.0),
            self.proof.map(|proof| proof.expires),
        ))
    }

    /// One from before is good at this channel alone from now on.
    pub fn bind(hash: TokenHash, channel: ChannelId) -> Write {
        Write::one(statement!(
            "UPDATE customer_token SET channel = $1 WHERE token_hash = $2 AND channel IS NULL",
            channel,
            hash,
        ))
    }

    pub fn forget(hash: TokenHash) -> Write {
        Write::one(statement!("DELETE FROM customer_token WHERE token_hash = $1", hash))
    }

    /// Whoever holds one without proof is not the customer any more, who is verified from now on.
    pub fn forget_unproven(customer: CustomerId) -> Write {
        Write::one(statement!(
            "DELETE FROM customer_token WHERE customer = $1 AND secret IS NULL",
            customer,
        ))
    }

    pub fn forget_expired(now: Timestamp) -> Write {
        Write::one(statement!(
            "DELETE FROM customer_token WHERE expires IS NOT NULL AND expires <= $1",
            now,
        ))
    }

    /// Of this channel, or of none yet, and not expired.
    pub fn is_good_at(&self, channel: ChannelId, now: Timestamp) -> bool {
        self.channel.is_none_or(|bound| bound == channel)
            && self.proof.is_none_or(|proof| proof.expires > now)
    }

    fn read(row: &Row, hash: TokenHash) -> Result<Self, sqlx::Error> {
        let secret = row.maybe_id("secret", ChannelSecretId)?;
        let proof = secret.zip(row.maybe_time("expires")?);
        Ok(Self {
            hash,
            application: row.id("application", ApplicationId)?,
            customer: row.id("id", CustomerId)?,
            channel: row.maybe_id("channel", ChannelId)?,
            proof: proof.map(|(secret, expires)| TokenProof { secret, expires }),
            created: row.time("token_created")?,
        })
    }
}

impl Store {
    pub async fn customer_by_token(
        &self,
        application: ApplicationId,
        hash: TokenHash,
    ) -> Result<Option<(Customer, CustomerToken)>, ReadError> {
        let asked = statement!(
            "SELECT customer.id, customer.application, customer.name, customer.phone,
                 customer.user_id, customer.created, customer_token.channel,
                 customer_token.secret, customer_token.expires,
                 customer_token.created AS token_created
             FROM customer JOIN customer_token ON customer_token.customer = customer.id
             WHERE customer_token.application = $1 AND customer_token.token_hash = $2",
            application,
            hash,
        );
        let read = |row: &Row| Ok((Customer::read(row)?, CustomerToken::read(row, hash)?));
        let row = self.database.row(&asked).await;
        row.and_then(|row| row.as_ref().map(read).transpose())
            .map_err(ReadError::of("the customer of a token"))
    }
}
