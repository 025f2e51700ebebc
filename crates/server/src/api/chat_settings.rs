//! `/api/v1/settings/chats`: how chats go in the whole application (DK04).

use std::sync::Arc;

use acd::{ConfigChange, Millis, Settings};
use axum::Json;
use axum::extract::State;
use store::Write;
use wire::chat_settings::ChatSettings;
use wire::problem::Problem;

use super::body::Body;
use super::bounds::within;
use super::guard::AtWork;
use super::problem::Failure;
use super::routing_change::{Change, commit, told};
use crate::app::App;

/// Who reads a question and writes an answer is not silent yet.
const SILENCE_MIN: u32 = 30;
const SILENCE_MAX: u32 = 24 * 3600;

/// As they are now.
#[utoipa::path(
    get, path = "/api/v1/settings/chats", tag = "settings",
    responses(
        (status = 200, body = ChatSettings), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(crate) async fn show_chat_settings(at_work: AtWork) -> Result<Json<ChatSettings>, Failure> {
    Ok(Json(view(&at_work.application.driver.settings().await?)))
}

/// Counts from the next message on.
#[utoipa::path(
    put, path = "/api/v1/settings/chats", tag = "settings", request_body = ChatSettings,
    responses(
        (status = 200, body = ChatSettings), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)
    )
)]
pub(crate) async fn put_chat_settings(
    State(app): State<Arc<App>>,
    at_work: AtWork,
    Body(form): Body<ChatSettings>,
) -> Result<Json<ChatSettings>, Failure> {
    let _turn = app.accounts.editing.acquire().await.map_err(|_| Failure::not_found())?;
    let old = at_work.application.driver.settings().await?;
    let silence = match form.customer_silence_seconds {
        0 => 0,
        some => within("customer_silence_seconds", some, SILENCE_MIN..=SILENCE_MAX)?,
    };
    let settings = Settings { customer_silence: Millis::from_secs(silence.into()), ..old.clone() };
    let (before, after) = (view(&old), view(&settings));
    if before != after {
        let spoken = |view: ChatSettings| Some(view.customer_silence_seconds.to_string());
        let silence = told("customer_silence_seconds", spoken(before), spoken(after));
        let change = Change {
            what: "chat-settings-put",
            told: silence.into_iter().collect(),
            routing: Some(ConfigChange::SettingsPut { settings }),
            flow_name: None,
            // The core's journal is where they are kept.
            names: Write::default(),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

fn view(settings: &Settings) -> ChatSettings {
    let silence = settings.customer_silence.0 / 1000;
    ChatSettings { customer_silence_seconds: u32::try_from(silence).unwrap_or(u32::MAX) }
}
