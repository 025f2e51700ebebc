//! Who may come in: passwords, one-time codes, links, and how often one may try. What of it is a decision is plain values here;
//! addresses, cookies and rows are the API's.

pub(crate) mod customer_limits;
pub(crate) mod hashing;
pub(crate) mod identity;
pub(crate) mod login_limits;
pub(crate) mod login_span;
pub(crate) mod member_limits;
pub(crate) mod opening;
pub(crate) mod password_rule;
pub(crate) mod phone_password;
pub(crate) mod random_password;
mod recent;
pub(crate) mod recovery_code;
pub(crate) mod seal;
pub(crate) mod totp;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acd::Millis;
use tokio::sync::Semaphore;

use self::customer_limits::CustomerLimits;
use self::login_limits::LoginLimits;
use self::member_limits::MemberLimits;
use self::seal::Seal;
use crate::login_token::LoginToken;
use crate::mail::PostOffice;

/// AC03: a password that the server made is good for so long.
pub(crate) const FIRST_PASSWORD_LASTS: Millis = Millis::from_secs(72 * 60 * 60);
/// AC09.
pub(crate) const RESET_LINK_LASTS: Millis = Millis::from_secs(30 * 60);
/// OP02.
pub(crate) const SET_UP_LINK_LASTS: Millis = Millis::from_secs(24 * 60 * 60);

/// What all that concerns accounts shares.
pub(crate) struct Accounts {
    pub(crate) post: PostOffice,
    pub(crate) seal: Arc<Seal>,
    /// How members reach this server, as in `https://desk.example`.
    pub(crate) url: String,
    limits: Mutex<LoginLimits>,
    customer_limits: Mutex<CustomerLimits>,
    member_limits: Mutex<MemberLimits>,
    /// Held by who changes a member: what was checked before the change still holds when it is made.
    pub(crate) editing: Semaphore,
}

impl Accounts {
    pub(crate) fn new(
        post: PostOffice,
        seal: Arc<Seal>,
        url: String,
        customers: CustomerLimits,
    ) -> Self {
        let (limits, customer_limits) = (Mutex::default(), Mutex::new(customers));
        let (member_limits, editing) = (Mutex::default(), Semaphore::new(1));
        Self { post, seal, url, limits, customer_limits, member_limits, editing }
    }

    /// Held for the moment of a look, never over an await.
    pub(crate) fn limits(&self) -> MutexGuard<'_, LoginLimits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Likewise.
    pub(crate) fn customer_limits(&self) -> MutexGuard<'_, CustomerLimits> {
        self.customer_limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Likewise.
    pub(crate) fn member_limits(&self) -> MutexGuard<'_, MemberLimits> {
        self.member_limits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn login_link(&self) -> String {
        format!("{}/login", self.url)
    }

    /// The secret stands behind the `#`, which no browser sends and no log keeps (ASVS 14.2).
    pub(crate) fn reset_link(&self, token: &LoginToken) -> String {
        reset_link(&self.url, token)
    }
}

pub(crate) fn reset_link(url: &str, token: &LoginToken) -> String {
    format!("{url}/reset#{}", token.reveal())
}

pub(crate) fn set_up_link(url: &str, token: &LoginToken) -> String {
    format!("{url}/setup#{}", token.reveal())
}
