//! `/api/v1/settings/chats`: how chats go in the whole application (DK04, DK15).

use std::ops::RangeInclusive;
use std::sync::Arc;

use acd::{ConfigChange, Millis, Patience, Settings};
use axum::Json;
use axum::extract::State;
use store::{AuditChange, Write};
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

/// Of a warning and of the times to an answer.
const SPAN_MIN: u32 = 10;
const SPAN_MAX: u32 = 3600;

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
    let settings = obeyed(&form, &old)?;
    let (before, after) = (view(&old), view(&settings));
    if before != after {
        let change = Change {
            what: "chat-settings-put",
            told: changes(&before, &after),
            routing: Some(ConfigChange::SettingsPut { settings }),
            flow_name: None,
            // The core's journal is where they are kept.
            names: Write::default(),
        };
        commit(&app, &at_work, change).await?;
    }
    Ok(Json(after))
}

/// Held to its bounds.
fn obeyed(form: &ChatSettings, old: &Settings) -> Result<Settings, Failure> {
    let span = |field: &str, some: u32, bounds: RangeInclusive<u32>| match some {
        0 => Ok(0),
        some => within(field, some, bounds),
    };
    let customer_silence =
        span("customer_silence_seconds", form.customer_silence_seconds, SILENCE_MIN..=SILENCE_MAX)?;
    // Where no silence ends a session, a warning says nothing, and waits for the silence to be set.
    let before_end = match customer_silence {
        0 => SPAN_MAX,
        silence => SPAN_MAX.min(silence - 1),
    };
    let silence_warning =
        span("customer_warning_seconds", form.customer_warning_seconds, SPAN_MIN..=before_end)?;
    let mut longer = SPAN_MIN;
    let mut in_order = |field: &str, some: u32| {
        let span = span(field, some, longer..=SPAN_MAX)?;
        longer = longer.max(span + 1);
        Ok::<_, Failure>(seconds(span))
    };
    let patience = Patience {
        remind: in_order("answer_reminder_seconds", form.answer_reminder_seconds)?,
        overdue: in_order("answer_overdue_seconds", form.answer_overdue_seconds)?,
        take_back: in_order("answer_take_back_seconds", form.answer_take_back_seconds)?,
    };
    let (customer_silence, silence_warning) = (seconds(customer_silence), seconds(silence_warning));
    Ok(Settings { customer_silence, silence_warning, patience, ..old.clone() })
}

fn changes(before: &ChatSettings, after: &ChatSettings) -> Vec<AuditChange> {
    let fields = |view: &ChatSettings| {
        [
            ("customer_silence_seconds", view.customer_silence_seconds),
            ("customer_warning_seconds", view.customer_warning_seconds),
            ("answer_reminder_seconds", view.answer_reminder_seconds),
            ("answer_overdue_seconds", view.answer_overdue_seconds),
            ("answer_take_back_seconds", view.answer_take_back_seconds),
        ]
    };
    let pairs = fields(before).into_iter().zip(fields(after));
    let told = pairs.filter_map(|((field, from), (_, to))| {
        told(field, Some(from.to_string()), Some(to.to_string()))
    });
    told.collect()
}

fn view(settings: &Settings) -> ChatSettings {
    let Settings { customer_silence, silence_warning, patience, .. } = settings;
    let seconds = |span: Millis| u32::try_from(span.0 / 1000).unwrap_or(u32::MAX);
    ChatSettings {
        customer_silence_seconds: seconds(*customer_silence),
        customer_warning_seconds: seconds(*silence_warning),
        answer_reminder_seconds: seconds(patience.remind),
        answer_overdue_seconds: seconds(patience.overdue),
        answer_take_back_seconds: seconds(patience.take_back),
    }
}

fn seconds(some: u32) -> Millis {
    Millis::from_secs(some.into())
}
