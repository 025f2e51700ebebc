//! From settings to accounts at work, when the server starts; and the way into an empty installation.

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use driver::Clock;
use lettre::message::Mailbox;
use store::{OneTimeLink, Store};

use super::customer_limits::CustomerLimits;
use super::seal::Seal;
use super::{Accounts, SET_UP_LINK_LASTS, set_up_link};
use crate::config::Config;
use crate::login_token::LoginToken;
use crate::mail::PostOffice;
use crate::mail::carrier::{Carrier, goes_in_the_clear};

/// Where mails go that no SMTP server is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithoutSmtp {
    Nowhere,
    /// The demo: into the outbox that everybody may read.
    Outbox,
}

impl Accounts {
    pub(crate) fn open(config: &Config, otherwise: WithoutSmtp) -> anyhow::Result<Self> {
        let seal = Arc::new(Seal::of(&config.data)?);
        let post = PostOffice::new(carrier(config, otherwise)?, Arc::clone(&seal));
        let customers = CustomerLimits::new(config.new_customers_max);
        Ok(Self::new(post, seal, config.members_address(), customers))
    }
}

fn carrier(config: &Config, otherwise: WithoutSmtp) -> anyhow::Result<Option<Carrier>> {
    let Some(url) = &config.smtp else {
        let folder = config.data.join("outbox");
        return Ok((otherwise == WithoutSmtp::Outbox).then(|| Carrier::outbox(folder)));
    };
    let from =
        config.mail_from.as_deref().context("--smtp needs --mail-from: who mails are from")?;
    let from: Mailbox =
        from.parse().with_context(|| format!("--mail-from {from} is not an address"))?;
    if goes_in_the_clear(url) {
        tracing::warn!(
            "--smtp leads beyond this machine without required encryption: first passwords can be read on the way; use \
             smtps://, or smtp:// with ?tls=required"
        );
    }
    // Not the URL itself: it may hold a password.
    let carrier = Carrier::smtp(url, from).context("--smtp is not the URL of a mail server")?;
    Ok(Some(carrier))
}

/// OP02: nobody has an account and there is no default one. Each start of an empty installation prints a new link; it goes to
/// the console and into no log.
pub(crate) async fn offer_set_up(store: &Store, clock: Clock, url: &str) -> anyhow::Result<()> {
    if store.has_members().await? {
        return Ok(());
    }
    let token = LoginToken::random();
    let link = OneTimeLink { member: None, expires: clock.now().after(SET_UP_LINK_LASTS) };
    store.write(link.put(token.hash())).await?;
    writeln!(
        std::io::stdout(),
        "Nobody has an account yet. Set Rapport up, once and within 24 hours, at\n{}",
        set_up_link(url, &token)
    )
    .context("the set-up link cannot be printed")
}
