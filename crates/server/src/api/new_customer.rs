//! `POST /api/v1/widget/{key}/customers`: an anonymous customer, or one whom the site has signed for (DK14).

use std::sync::Arc;

use acd::{CustomerId, Millis, Timestamp};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use store::{Customer, CustomerToken, ReadError, TokenProof, Write, WriteError};
use uuid::Uuid;
use wire::problem::Problem;
use wire::widget::{self, IdentityRule, NewCustomer};

use super::body::MaybeBody;
use super::caller::Caller;
use super::problem::Failure;
use super::site_page::may_show;
use super::widget::unknown_widget;
use crate::accounts::identity::{Doubt, Verified, verify};
use crate::app::App;
use crate::channel_secrets;
use crate::channels::site::Site;
use crate::login_token::LoginToken;

/// A verified customer's token; then the site says again who it is.
const VERIFIED_LASTS: Millis = Millis::from_secs(24 * 60 * 60);

/// A customer's token, told once. With an identity it is the one customer of that `UserID`, on whatever device.
#[utoipa::path(
    post, path = "/api/v1/widget/{key}/customers", tag = "widget", params(("key" = String, Path)),
    request_body = Option<NewCustomer>,
    responses(
        (status = 201, body = widget::CustomerToken), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 429, body = Problem)
    )
)]
pub(crate) async fn create_customer(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Path(key): Path<String>,
    MaybeBody(form): MaybeBody<NewCustomer>,
) -> Result<(StatusCode, Json<widget::CustomerToken>), Failure> {
    let site = Site::find(&app, &key).await?.ok_or_else(unknown_widget)?;
    may_show(&site, &headers, form.page.as_deref())?;
    let token = match (&form.identity, site.identity) {
        (None, IdentityRule::Required) => return Err(identity_required()),
        (None, IdentityRule::None | IdentityRule::Offered) => {
            anonymous(&app, &site, caller).await?
        }
        (Some(_), IdentityRule::None) => return Err(not_offered()),
        (Some(identity), IdentityRule::Offered | IdentityRule::Required) => {
            verified(&app, &site, identity, form.token.as_deref()).await?
        }
    };
    Ok((StatusCode::CREATED, Json(widget::CustomerToken { token: token.reveal() })))
}

async fn anonymous(app: &App, site: &Site, caller: Caller) -> Result<LoginToken, Failure> {
    let now = site.application.clock.now();
    // OP06: anybody may ask. The demo's robots and our tests are programs on this machine.
    if !caller.local {
        let counted = app.accounts.customer_limits().may_come(site.channel, caller.address, now);
        counted.map_err(too_many_customers)?;
    }
    let customer = nobody_yet(site, now);
    let (token, add) = token_for(site, customer.id, None, now);
    app.store.write(customer.put().and(add)).await?;
    Ok(token)
}

/// No limit but the site's own: it has signed for each of them.
async fn verified(
    app: &App,
    site: &Site,
    identity: &str,
    held: Option<&str>,
) -> Result<LoginToken, Failure> {
    let secrets = app.store.channel_secrets(site.channel).await?;
    let secrets = secrets.iter().filter_map(|secret| {
        let opened = channel_secrets::open(&app.accounts.seal, secret);
        opened.inspect_err(|error| tracing::error!(%error, "a channel's secret is of no use")).ok()
    });
    let secrets: Vec<_> = secrets.collect();
    let verified = verify(identity, &site.key, &secrets, app.clock.now()).map_err(refused)?;
    let held = held.and_then(LoginToken::parse);
    // Somebody else may make the same customer in this very moment, on another device.
    let introduced = match introduce(app, site, &verified, held.as_ref()).await {
        Err(Setback::Taken) => introduce(app, site, &verified, held.as_ref()).await,
        introduced => introduced,
    };
    introduced.map_err(|setback| match setback {
        Setback::Taken => Failure::store_unavailable(),
        Setback::Refused(failure) => failure,
    })
}

enum Setback {
    /// The `UserID` has become another customer's.
    Taken,
    Refused(Failure),
}

impl From<ReadError> for Setback {
    fn from(error: ReadError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<WriteError> for Setback {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Taken(_) => Self::Taken,
            other => Self::Refused(other.into()),
        }
    }
}

async fn introduce(
    app: &App,
    site: &Site,
    verified: &Verified,
    held: Option<&LoginToken>,
) -> Result<LoginToken, Setback> {
    let (id, now) = (site.application.id, site.application.clock.now());
    let owner = app.store.customer_by_user_id(id, &verified.user_id).await?;
    let before = match held {
        Some(held) => app.store.customer_by_token(id, held.hash()).await?,
        None => None,
    };
    let before = before.filter(|(_, token)| token.is_good_at(site.channel, now));
    let (before, held) = before.map(|(customer, token)| (customer, token.hash)).unzip();
    let stranger = before.filter(|before: &Customer| before.user_id.is_none());
    let known = match (owner, stranger) {
        (Some(owner), Some(stranger)) => {
            // What they have begun cannot become another customer's; it goes on to its end as it is.
            if app.store.has_open_contact(id, stranger.id).await? {
                return Err(Setback::Refused(session_open()));
            }
            owner
        }
        (Some(owner), None) => owner,
        (None, Some(stranger)) => stranger,
        (None, None) => nobody_yet(site, now),
    };
    let customer = Customer {
        user_id: Some(verified.user_id.clone()),
        name: verified.name.clone().or(known.name),
        ..known
    };
    let proof = TokenProof {
        secret: verified.secret,
        expires: Timestamp(now.0.saturating_add(VERIFIED_LASTS.0)),
    };
    let (token, add) = token_for(site, customer.id, Some(proof), now);
    let mut write = customer.put().and(CustomerToken::forget_unproven(customer.id));
    if let Some(held) = held {
        write = write.and(CustomerToken::forget(held));
    }
    app.store.write(write.and(add)).await?;
    Ok(token)
}

fn nobody_yet(site: &Site, now: Timestamp) -> Customer {
    Customer {
        id: CustomerId(Uuid::now_v7()),
        application: site.application.id,
        name: None,
        phone: None,
        user_id: None,
        created: now,
    }
}

fn token_for(
    site: &Site,
    customer: CustomerId,
    proof: Option<TokenProof>,
    now: Timestamp,
) -> (LoginToken, Write) {
    let token = LoginToken::random();
    let row = CustomerToken {
        hash: token.hash(),
        application: site.application.id,
        customer,
        channel: Some(site.channel),
        proof,
        created: now,
    };
    (token, row.add())
}

fn refused(doubt: Doubt) -> Failure {
    let (code, title) = match doubt {
        Doubt::Malformed => ("identity-malformed", "The identity is no JWT with sub, aud and exp"),
        Doubt::Algorithm => {
            ("identity-algorithm", "An identity is signed with HS256 and nothing else")
        }
        Doubt::Signature => {
            ("identity-signature", "The identity is not signed with this channel's secret")
        }
        Doubt::Audience => {
            ("identity-audience", "The identity is for another site: aud is the widget's key")
        }
        Doubt::Expired => ("identity-expired", "The identity has expired"),
        Doubt::TooLong => ("identity-too-long", "An identity is good for an hour at most"),
        Doubt::TooEarly => ("identity-too-early", "The identity is not good yet"),
    };
    Failure::new(StatusCode::UNAUTHORIZED, code, title)
}

pub(super) fn identity_required() -> Failure {
    let title = "Only customers whom the site has signed for come here";
    Failure::new(StatusCode::UNAUTHORIZED, "identity-required", title)
}

fn not_offered() -> Failure {
    let title = "Customers are anonymous here: the channel is not of kind client";
    Failure::new(StatusCode::CONFLICT, "identity-not-offered", title)
}

fn session_open() -> Failure {
    let title = "The chat that is open goes on without a name; say who it is when it is over";
    Failure::new(StatusCode::CONFLICT, "session-open", title)
}

fn too_many_customers(wait: Millis) -> Failure {
    let title = "Many new chats come from your network; try again later";
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many-customers", title).with_retry_after(wait)
}
