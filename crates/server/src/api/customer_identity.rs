//! Who opens a customer's socket: the first frame names the site and holds the token that makes its page a customer's.

use acd::{ChannelId, CustomerId, NumberId};
use axum::http::{HeaderMap, StatusCode};
use store::{CustomerToken, ReadError, WriteError};
use wire::PROTOCOL;
use wire::customer::CustomerView;
use wire::widget::{CustomerFrame, IdentityRule};

use super::new_customer::identity_required;
use super::problem::Failure;
use super::site_page::may_show;
use super::socket::LiveSocket;
use crate::app::App;
use crate::application::Application;
use crate::channels::site::Site;
use crate::login_token::LoginToken;

#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) application: Application,
    pub(super) customer: CustomerId,
    pub(super) channel: ChannelId,
    /// What a call from this page reaches.
    pub(super) number: Option<NumberId>,
}

/// Nobody that we know.
pub(super) enum Stranger {
    /// The page is to forget its token.
    Denied(Failure),
    /// It said nothing of use, or the store cannot be asked: the page may come again with what it has.
    Unclear,
}

impl From<WriteError> for Stranger {
    fn from(error: WriteError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a token was not bound");
        Self::Unclear
    }
}

impl From<ReadError> for Stranger {
    fn from(error: ReadError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a customer was not identified");
        Self::Unclear
    }
}

pub(super) async fn identify(
    app: &App,
    headers: &HeaderMap,
    socket: &mut LiveSocket,
) -> Result<(Identity, CustomerView), Stranger> {
    let Some(CustomerFrame::Open(open)) = socket.first().await else {
        return Err(Stranger::Unclear);
    };
    if open.protocol != PROTOCOL {
        let why = "this page is older than the server: reload it";
        return Err(Stranger::Denied(Failure::bad_request(why)));
    }
    let site = Site::find(app, &open.key).await?;
    let token = LoginToken::parse(&open.token);
    let (Some(site), Some(token)) = (site, token) else {
        return Err(Stranger::Denied(unknown_customer()));
    };
    may_show(&site, headers, open.page.as_deref()).map_err(Stranger::Denied)?;
    known(app, site, &token).await
}

/// Whoever holds this token, if it is good at the site's channel.
pub(super) async fn known(
    app: &App,
    site: Site,
    token: &LoginToken,
) -> Result<(Identity, CustomerView), Stranger> {
    let Site { application, channel, settings, identity, .. } = site;
    let known = app.store.customer_by_token(application.id, token.hash()).await?;
    let known = known.filter(|(_, token)| token.is_good_at(channel, application.clock.now()));
    let (customer, token) = known.ok_or_else(|| Stranger::Denied(unknown_customer()))?;
    if identity == IdentityRule::Required && token.proof.is_none() {
        return Err(Stranger::Denied(identity_required()));
    }
    if token.channel.is_none() {
        app.store.write(CustomerToken::bind(token.hash, channel)).await?;
    }
    let number = settings.call;
    let identity = Identity { application, customer: customer.id, channel, number };
    Ok((identity, driver::customer_view(&customer)))
}

pub(super) fn unknown_customer() -> Failure {
    let title = "This chat is not known here any more";
    Failure::new(StatusCode::UNAUTHORIZED, "unknown-customer", title)
}
