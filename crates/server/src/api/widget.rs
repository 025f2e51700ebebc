//! `/api/v1/widget/{key}`: what a page needs before its customer opens the widget.

use std::sync::Arc;

use acd::{CustomerId, Millis};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use store::Customer;
use uuid::Uuid;
use wire::problem::Problem;
use wire::widget::{CustomerToken, WidgetConfig};

use super::caller::Caller;
use super::problem::Failure;
use crate::app::App;
use crate::channels::site::Site;
use crate::login_token::LoginToken;

/// The widget's name, welcome text and abilities.
#[utoipa::path(
    get, path = "/api/v1/widget/{key}", tag = "widget", params(("key" = String, Path)),
    responses((status = 200, body = WidgetConfig), (status = 404, body = Problem))
)]
pub(crate) async fn show_widget(
    State(app): State<Arc<App>>,
    Path(key): Path<String>,
) -> Result<([(HeaderName, &'static str); 1], Json<WidgetConfig>), Failure> {
    let site = Site::find(&app, &key).await?.ok_or_else(unknown_widget)?;
    let config = WidgetConfig {
        key,
        call: site.settings.call.is_some(),
        name: site.name,
        welcome: site.settings.welcome,
    };
    // The site's own page asks for it before the frame opens; it holds nothing that the page does not show.
    Ok(([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(config)))
}

/// A new anonymous customer (DK14). The token is told once.
#[utoipa::path(
    post, path = "/api/v1/widget/{key}/customers", tag = "widget", params(("key" = String, Path)),
    responses(
        (status = 201, body = CustomerToken), (status = 404, body = Problem),
        (status = 429, body = Problem)
    )
)]
pub(crate) async fn create_customer(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(key): Path<String>,
) -> Result<(StatusCode, Json<CustomerToken>), Failure> {
    let site = Site::find(&app, &key).await?.ok_or_else(unknown_widget)?;
    let token = LoginToken::random();
    let now = site.application.clock.now();
    // OP06: anybody may ask. The demo's robots and our tests are programs on this machine.
    if !caller.local {
        let counted = app.accounts.customer_limits().may_come(site.channel, caller.address, now);
        counted.map_err(too_many_customers)?;
    }
    let customer = Customer {
        id: CustomerId(Uuid::now_v7()),
        application: site.application.id,
        name: None,
        phone: None,
        user_id: None,
        created: now,
    };
    app.store.write(customer.put().and(customer.add_token(token.hash(), now))).await?;
    Ok((StatusCode::CREATED, Json(CustomerToken { token: token.reveal() })))
}

fn too_many_customers(wait: Millis) -> Failure {
    let title = "Many new chats come from your network; try again later";
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many-customers", title).with_retry_after(wait)
}

fn unknown_widget() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "unknown-widget", "No chat channel has this key")
}
